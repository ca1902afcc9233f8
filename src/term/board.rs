//! What the drawing library takes for the terminal: it has a size and is told where the cursor belongs. Nothing is sent from
//! here: the painter reads the finished frame.

use std::{cell::Cell as Shared, io, rc::Rc};

use crossterm::terminal::size;
use ratatui::{
    backend::{Backend, ClearType, WindowSize},
    buffer::Cell,
    layout::{Position, Size},
};

/// The cursor of the last frame; a clone is the same board.
#[derive(Debug, Clone, Default)]
pub struct Board {
    place: Rc<Shared<Position>>,
    seen: Rc<Shared<bool>>,
}

impl Board {
    /// Where the cursor belongs, if it is seen.
    pub fn cursor(&self) -> Option<Position> {
        self.seen.get().then(|| self.place.get())
    }
}

impl Backend for Board {
    type Error = io::Error;

    /// The painter looks for itself what differs.
    fn draw<'a, I>(&mut self, _: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.seen.set(false);
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.seen.set(true);
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.place.get())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.place.set(position.into());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        match measured() {
            Some(size) => Ok(size),
            None => size().map(|(width, height)| Size { width, height }),
        }
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::default() })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The size by one question to the terminal's own descriptor; the general way opens a file for every frame.
fn measured() -> Option<Size> {
    let mut size = libc::winsize { ws_row: 0, ws_col: 0, ws_xpixel: 0, ws_ypixel: 0 };
    // SAFETY: a winsize is plain data that the call fills.
    let asked = unsafe { libc::ioctl(libc::STDOUT_FILENO, libc::TIOCGWINSZ, &raw mut size) };
    (asked == 0 && size.ws_col > 0 && size.ws_row > 0)
        .then_some(Size { width: size.ws_col, height: size.ws_row })
}
