//! What stands in a tile: the first rows of a view with its figures, or the figures of a board.

use ratatui::{Frame, layout::Rect};

use super::figures::Figures;
use crate::{
    command::Cmd,
    domain::kind::Kind,
    entry::{book::View, home::Size},
    screen::{Cx, Look, list::glance::Glance},
    store::{Reply, Ticket},
    text::{clean, width},
    widget::frame_box,
};

/// Under which a tile asks for its rows, for those before today, for its figures.
pub type Parts = [&'static str; 3];

/// A tile of the page.
pub struct Tile {
    /// By which it is arranged.
    pub key: String,
    /// How much room it takes.
    pub size: Size,
    /// What stands in it.
    pub face: Face,
}

/// What stands in a tile.
pub enum Face {
    /// The first rows of the view at this place of the book.
    Rows(usize, Glance),
    /// The figures of a board.
    Figures(Figures),
}

impl Tile {
    /// The kind of the rows that it shows or counts.
    pub fn kind(&self) -> Kind {
        match &self.face {
            Face::Rows(_, glance) => glance.kind,
            Face::Figures(figures) => figures.kind,
        }
    }

    /// Asks for its rows, or for its figures if these are all that it shows.
    pub fn ask_first(&mut self, [part, before, _]: Parts, views: &[View], cx: &mut Cx) {
        match &mut self.face {
            Face::Rows(_, glance) => glance.ask_rows([part, before], cx),
            Face::Figures(figures) => figures.ask(part, views, cx),
        }
    }

    /// Asks how many rows there are: they come after the rows.
    pub fn ask_then(&mut self, [.., part]: Parts, cx: &mut Cx) {
        if let Face::Rows(_, glance) = &mut self.face {
            glance.ask_figures(part, cx);
        }
    }

    /// Takes an answer, if it is to one of its questions.
    pub fn take(&mut self, ticket: Ticket, reply: &Reply) -> bool {
        match &mut self.face {
            Face::Rows(_, glance) => glance.take(ticket, reply),
            Face::Figures(figures) => figures.take(ticket, reply),
        }
    }

    /// The place in the book of the view that it opens.
    pub fn opens(&self) -> Option<usize> {
        match &self.face {
            Face::Rows(at, _) => Some(*at),
            Face::Figures(figures) => figures.here(),
        }
    }

    /// Moves the cursor within it; `false`: it leaves.
    pub fn step(&mut self, cmd: Cmd) -> bool {
        match &mut self.face {
            Face::Rows(..) => false,
            Face::Figures(figures) => figures.step(cmd),
        }
    }

    /// So wide it is drawn, with its frame.
    pub fn lay_out(&mut self, width: u16) {
        if let Face::Figures(figures) = &mut self.face {
            figures.lay_out(width.saturating_sub(2));
        }
    }

    /// Draws it; `here`: it has the cursor. Gives the room inside its frame.
    pub fn draw(&self, frame: &mut Frame, at: Rect, views: &[View], here: bool, look: &Look) -> Rect {
        let sign = if here { "> " } else { "" };
        let title = match &self.face {
            Face::Rows(view, glance) => {
                let name = format!("{sign}{}  ", clean(&views[*view].name));
                let room = usize::from(at.width).saturating_sub(width(&name) + 6);
                format!("{name}{}", glance.told(room, look))
            }
            Face::Figures(figures) => format!("{sign}{}", figures.name(look)),
        };
        let inside = frame_box(frame, at, title.trim_end().to_owned(), here, look.theme);
        match &self.face {
            Face::Rows(_, glance) => glance.draw(frame, inside, look),
            Face::Figures(figures) => figures.draw(frame, inside, here, look),
        }
        inside
    }
}
