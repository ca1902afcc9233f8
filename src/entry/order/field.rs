//! The fields of the order form and the ways between them: Enter's fast lane, Tab, the lines above and below, the blocks.

use serde::{Deserialize, Serialize};

/// A field; lines and parts of the plan are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Field {
    /// The customer.
    Customer,
    /// The signing date.
    Signed,
    /// Publication and position of a line.
    Place(usize),
    /// The issues of a line.
    Issues(usize),
    /// The discount of a line.
    Discount(usize),
    /// The plan's words.
    Plan,
    /// The amount of a part of the plan.
    PartAmount(usize),
    /// The due date of a part of the plan.
    PartDue(usize),
    /// The note.
    Note,
}

/// The blocks of the form, from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Block {
    /// Customer and signing date.
    Customer,
    /// The lines.
    Lines,
    /// The collection plan.
    Plan,
    /// The note.
    Note,
}

/// How many lines and parts there are now.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// Lines, the empty one included; at least one.
    pub lines: usize,
    /// Parts of the plan.
    pub parts: usize,
}

impl Field {
    /// The line it belongs to.
    pub fn line(self) -> Option<usize> {
        match self {
            Field::Place(n) | Field::Issues(n) | Field::Discount(n) => Some(n),
            _ => None,
        }
    }

    /// The block it belongs to.
    pub fn block(self) -> Block {
        match self {
            Field::Customer | Field::Signed => Block::Customer,
            Field::Place(_) | Field::Issues(_) | Field::Discount(_) => Block::Lines,
            Field::Plan | Field::PartAmount(_) | Field::PartDue(_) => Block::Plan,
            Field::Note => Block::Note,
        }
    }

    /// Where Enter goes: past what holds a trusted default. An empty line leaves the grid, which its caller sees.
    pub fn onward(self, shape: Shape) -> Field {
        match self {
            Field::Customer | Field::Signed => Field::Place(0),
            Field::Place(n) => Field::Issues(n),
            Field::Issues(n) => Field::Discount(n),
            Field::Discount(n) if n + 1 < shape.lines => Field::Place(n + 1),
            Field::Discount(_) => Field::Plan,
            Field::Plan | Field::Note => Field::Note,
            Field::PartAmount(n) => Field::PartDue(n),
            Field::PartDue(n) if n + 1 < shape.parts => Field::PartAmount(n + 1),
            Field::PartDue(_) => Field::Note,
        }
    }

    /// The same field of the line or part above, else the field above.
    pub fn above(self, shape: Shape) -> Field {
        match self {
            Field::Customer | Field::Signed => self,
            Field::Place(0) => Field::Customer,
            Field::Issues(0) | Field::Discount(0) => Field::Signed,
            Field::Place(n) => Field::Place(n - 1),
            Field::Issues(n) => Field::Issues(n - 1),
            Field::Discount(n) => Field::Discount(n - 1),
            Field::Plan => Field::Place(shape.lines - 1),
            Field::PartAmount(0) | Field::PartDue(0) => Field::Plan,
            Field::PartAmount(n) => Field::PartAmount(n - 1),
            Field::PartDue(n) => Field::PartDue(n - 1),
            Field::Note => shape.parts.checked_sub(1).map_or(Field::Plan, Field::PartAmount),
        }
    }

    /// The same field of the line or part below, else the field below.
    pub fn below(self, shape: Shape) -> Field {
        match self {
            Field::Customer | Field::Signed => Field::Place(0),
            Field::Place(n) if n + 1 < shape.lines => Field::Place(n + 1),
            Field::Issues(n) if n + 1 < shape.lines => Field::Issues(n + 1),
            Field::Discount(n) if n + 1 < shape.lines => Field::Discount(n + 1),
            Field::Place(_) | Field::Issues(_) | Field::Discount(_) => Field::Plan,
            Field::Plan if shape.parts > 0 => Field::PartAmount(0),
            Field::PartAmount(n) if n + 1 < shape.parts => Field::PartAmount(n + 1),
            Field::PartDue(n) if n + 1 < shape.parts => Field::PartDue(n + 1),
            _ => Field::Note,
        }
    }

    /// All fields in the order of Tab.
    fn all(shape: Shape) -> Vec<Field> {
        let mut all = vec![Field::Customer, Field::Signed];
        all.extend((0..shape.lines).flat_map(|n| [Field::Place(n), Field::Issues(n), Field::Discount(n)]));
        all.push(Field::Plan);
        all.extend((0..shape.parts).flat_map(|n| [Field::PartAmount(n), Field::PartDue(n)]));
        all.push(Field::Note);
        all
    }

    /// Where Tab goes; the last field leads to the first.
    pub fn next(self, shape: Shape) -> Field {
        let all = Field::all(shape);
        let at = all.iter().position(|field| *field == self).map_or(0, |at| at + 1);
        all[at % all.len()]
    }

    /// Where S-Tab goes.
    pub fn previous(self, shape: Shape) -> Field {
        let all = Field::all(shape);
        let at = all.iter().position(|field| *field == self).unwrap_or(0);
        all[(at + all.len() - 1) % all.len()]
    }
}

impl Block {
    /// The next block; the last leads to the first.
    pub fn next(self) -> Block {
        match self {
            Block::Customer => Block::Lines,
            Block::Lines => Block::Plan,
            Block::Plan => Block::Note,
            Block::Note => Block::Customer,
        }
    }

    /// The block before.
    pub fn previous(self) -> Block {
        match self {
            Block::Customer => Block::Note,
            Block::Lines => Block::Customer,
            Block::Plan => Block::Lines,
            Block::Note => Block::Plan,
        }
    }

    /// Its first field.
    pub fn first(self) -> Field {
        match self {
            Block::Customer => Field::Customer,
            Block::Lines => Field::Place(0),
            Block::Plan => Field::Plan,
            Block::Note => Field::Note,
        }
    }
}
