//! What a frame is written on: nothing reaches the terminal before the frame is whole, then all of it at once.

use std::{
    cell::RefCell,
    io::{self, Write},
    mem,
    rc::Rc,
};

/// Collects bytes; a clone writes on the same sheet.
#[derive(Debug, Clone, Default)]
pub struct Paper(Rc<RefCell<Vec<u8>>>);

impl Paper {
    /// Sends what was written.
    pub fn send(&self, to: &mut impl Write) -> io::Result<()> {
        let bytes = mem::take(&mut *self.0.borrow_mut());
        to.write_all(&bytes)?;
        to.flush()
    }
}

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
