//! The list below a position or another record while it is typed: what may be meant, which of it is highlighted.

use super::place::Place;
use crate::store::{Pick, Ticket};

/// What may be meant.
#[derive(Debug, Default)]
pub enum Found {
    /// Nothing to choose.
    #[default]
    None,
    /// Records, from the server.
    Records(Vec<Pick>),
    /// Positions, from the catalogue.
    Places(Vec<Place>),
}

/// The open list.
#[derive(Debug, Default)]
pub struct Suggestions {
    /// What may be meant.
    pub found: Found,
    /// Which is highlighted.
    pub cursor: usize,
    /// The records are asked for.
    pub asked: Option<Ticket>,
    /// They could not be asked for.
    pub failed: bool,
}

impl Suggestions {
    /// Closes the list and forgets what was asked.
    pub fn close(&mut self) {
        *self = Suggestions::default();
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        match &self.found {
            Found::None => 0,
            Found::Records(picks) => picks.len(),
            Found::Places(places) => places.len(),
        }
    }

    /// Moves the highlight; `false` when there is nothing to move in.
    pub fn step(&mut self, down: bool) -> bool {
        let rows = self.len();
        if rows == 0 {
            return false;
        }
        self.cursor = if down { (self.cursor + 1).min(rows - 1) } else { self.cursor.saturating_sub(1) };
        true
    }

    /// The highlighted record.
    pub fn picked(&self) -> Option<&Pick> {
        match &self.found {
            Found::Records(picks) => picks.get(self.cursor),
            _ => None,
        }
    }

    /// The highlighted position.
    pub fn place(&self) -> Option<Place> {
        match &self.found {
            Found::Places(places) => places.get(self.cursor).copied(),
            _ => None,
        }
    }
}
