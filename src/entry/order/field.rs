//! The fields of the order form and the ways between them: Enter's fast lane, Tab, the lines above and below, the blocks.

use serde::{Deserialize, Serialize};

/// A field; lines and parts of the plan are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Field {
    /// The customer.
    Customer,
    /// The signing date.
    Signed,
    /// Who sold it.
    Salesperson,
    /// Publication and position of a line.
    Place(usize),
    /// The size of a line, where its position leaves it open.
    Size(usize),
    /// The colour of a line, where its position leaves it open.
    Colour(usize),
    /// The issues of a line, or which surcharge it is.
    Issues(usize),
    /// The price of a surcharge.
    Price(usize),
    /// The discount of a line.
    Discount(usize),
    /// The plan's words.
    Plan,
    /// The amount of a part of the plan.
    PartAmount(usize),
    /// The due date of a part of the plan.
    PartDue(usize),
    /// The agency.
    Agency,
    /// The agency's share.
    Commission,
    /// Who is billed.
    BillTo,
    /// The customer that is billed, where it is another one.
    Payer,
    /// The invoice title.
    Title,
    /// The tax inside the price.
    Tax,
    /// What was agreed on how it is paid.
    PayNote,
    /// The contract that the order is part of.
    Contract,
    /// All fields together that the administrator added.
    Added,
    /// The note.
    Note,
}

/// The blocks of the form, from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Block {
    /// Customer, signing date, salesperson.
    Customer,
    /// The lines.
    Lines,
    /// The collection plan.
    Plan,
    /// What is seldom touched: agency, billing, tax, contract.
    More,
    /// What the administrator added, where he added anything.
    Added,
    /// The note.
    Note,
}

/// Which fields there are now.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    /// Lines, the empty one included; at least one.
    pub lines: Vec<LineShape>,
    /// Parts of the plan.
    pub parts: usize,
    /// Another customer is billed.
    pub other_payer: bool,
    /// The administrator added fields; whether one of them is still needed.
    pub added: Option<bool>,
}

/// Which fields a line has besides those that every line has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LineShape {
    /// Its position leaves the size open.
    pub size: bool,
    /// Its position leaves the colour open.
    pub colour: bool,
    /// It is a surcharge.
    pub surcharge: bool,
}

impl Shape {
    fn line(&self, n: usize) -> LineShape {
        self.lines.get(n).copied().unwrap_or_default()
    }

    fn is_last_line(&self, n: usize) -> bool {
        n + 1 >= self.lines.len()
    }
}

impl Field {
    /// The line it belongs to.
    pub fn line(self) -> Option<usize> {
        match self {
            Field::Place(n)
            | Field::Size(n)
            | Field::Colour(n)
            | Field::Issues(n)
            | Field::Price(n)
            | Field::Discount(n) => Some(n),
            _ => None,
        }
    }

    /// The same field of another line.
    pub fn on_line(self, n: usize) -> Field {
        match self {
            Field::Place(_) => Field::Place(n),
            Field::Size(_) => Field::Size(n),
            Field::Colour(_) => Field::Colour(n),
            Field::Issues(_) => Field::Issues(n),
            Field::Price(_) => Field::Price(n),
            Field::Discount(_) => Field::Discount(n),
            other => other,
        }
    }

    /// The block it belongs to.
    pub fn block(self) -> Block {
        match self {
            Field::Customer | Field::Signed | Field::Salesperson => Block::Customer,
            Field::Plan | Field::PartAmount(_) | Field::PartDue(_) => Block::Plan,
            Field::Added => Block::Added,
            Field::Note => Block::Note,
            field if field.line().is_some() => Block::Lines,
            _ => Block::More,
        }
    }

    /// Where Enter goes: past what holds a trusted default. An empty line leaves the grid, which its caller sees.
    pub fn onward(self, shape: &Shape) -> Field {
        match self {
            Field::Customer | Field::Signed | Field::Salesperson => Field::Place(0),
            Field::Place(n) | Field::Size(n) | Field::Colour(n) => Field::Issues(n),
            Field::Issues(n) if shape.line(n).surcharge => Field::Price(n),
            Field::Issues(n) => Field::Discount(n),
            Field::Price(n) | Field::Discount(n) if !shape.is_last_line(n) => Field::Place(n + 1),
            Field::Price(_) | Field::Discount(_) => Field::Plan,
            Field::PartAmount(n) => Field::PartDue(n),
            Field::PartDue(n) if n + 1 < shape.parts => Field::PartAmount(n + 1),
            Field::Plan | Field::PartDue(_) | Field::PayNote | Field::Contract
                if shape.added == Some(true) =>
            {
                Field::Added
            }
            Field::Plan
            | Field::PartDue(_)
            | Field::PayNote
            | Field::Contract
            | Field::Added
            | Field::Note => Field::Note,
            field => field.next(shape),
        }
    }

    /// The same field of the line or part above, else the field above.
    pub fn above(self, shape: &Shape) -> Field {
        match self {
            Field::Customer | Field::Signed | Field::Salesperson => self,
            Field::Place(0) => Field::Customer,
            Field::Plan => Field::Place(shape.lines.len().saturating_sub(1)),
            Field::PartAmount(0) | Field::PartDue(0) => Field::Plan,
            Field::PartAmount(n) => Field::PartAmount(n - 1),
            Field::PartDue(n) => Field::PartDue(n - 1),
            Field::Agency | Field::Commission => {
                shape.parts.checked_sub(1).map_or(Field::Plan, Field::PartAmount)
            }
            Field::BillTo => Field::Agency,
            Field::Payer => Field::Commission,
            Field::Title => Field::BillTo,
            Field::Tax if shape.other_payer => Field::Payer,
            Field::Tax => Field::Commission,
            Field::PayNote => Field::Title,
            Field::Contract => Field::Tax,
            Field::Note if shape.added.is_some() => Field::Added,
            Field::Added | Field::Note => Field::PayNote,
            field => match field.line() {
                Some(0) | None => Field::Signed,
                Some(n) => field.on_line(n - 1).there(shape),
            },
        }
    }

    /// The same field of the line or part below, else the field below.
    pub fn below(self, shape: &Shape) -> Field {
        match self {
            Field::Customer | Field::Signed | Field::Salesperson => Field::Place(0),
            Field::Plan if shape.parts > 0 => Field::PartAmount(0),
            Field::PartAmount(n) if n + 1 < shape.parts => Field::PartAmount(n + 1),
            Field::PartDue(n) if n + 1 < shape.parts => Field::PartDue(n + 1),
            Field::Plan | Field::PartAmount(_) | Field::PartDue(_) => Field::Agency,
            Field::Agency => Field::BillTo,
            Field::Commission if shape.other_payer => Field::Payer,
            Field::Commission | Field::Payer => Field::Tax,
            Field::BillTo => Field::Title,
            Field::Title => Field::PayNote,
            Field::Tax => Field::Contract,
            Field::PayNote | Field::Contract if shape.added.is_some() => Field::Added,
            Field::PayNote | Field::Contract | Field::Added | Field::Note => Field::Note,
            field => match field.line() {
                Some(n) if !shape.is_last_line(n) => field.on_line(n + 1).there(shape),
                _ => Field::Plan,
            },
        }
    }

    /// This field, or the one that its line has instead of it.
    pub fn there(self, shape: &Shape) -> Field {
        let has = |n: usize| shape.line(n);
        match self {
            Field::Size(n) if !has(n).size => Field::Place(n),
            Field::Colour(n) if !has(n).colour => Field::Place(n),
            Field::Price(n) if !has(n).surcharge => Field::Issues(n),
            Field::Payer if !shape.other_payer => Field::BillTo,
            Field::Added if shape.added.is_none() => Field::Note,
            Field::PartAmount(n) | Field::PartDue(n) if n >= shape.parts => Field::Plan,
            field => field,
        }
    }

    /// All fields in the order of Tab.
    pub fn all(shape: &Shape) -> Vec<Field> {
        let mut all = vec![Field::Customer, Field::Signed, Field::Salesperson];
        for (n, line) in shape.lines.iter().enumerate() {
            all.push(Field::Place(n));
            all.extend(line.size.then_some(Field::Size(n)));
            all.extend(line.colour.then_some(Field::Colour(n)));
            all.push(Field::Issues(n));
            all.extend(line.surcharge.then_some(Field::Price(n)));
            all.push(Field::Discount(n));
        }
        all.push(Field::Plan);
        all.extend((0..shape.parts).flat_map(|n| [Field::PartAmount(n), Field::PartDue(n)]));
        all.extend([Field::Agency, Field::Commission, Field::BillTo]);
        all.extend(shape.other_payer.then_some(Field::Payer));
        all.extend([Field::Title, Field::Tax, Field::PayNote, Field::Contract]);
        all.extend(shape.added.map(|_| Field::Added));
        all.push(Field::Note);
        all
    }

    /// Where Tab goes; the last field leads to the first.
    pub fn next(self, shape: &Shape) -> Field {
        let all = Field::all(shape);
        let at = all.iter().position(|field| *field == self).map_or(0, |at| at + 1);
        all[at % all.len()]
    }

    /// Where S-Tab goes.
    pub fn previous(self, shape: &Shape) -> Field {
        let all = Field::all(shape);
        let at = all.iter().position(|field| *field == self).unwrap_or(0);
        all[(at + all.len() - 1) % all.len()]
    }
}

impl Block {
    const ALL: [Block; 6] =
        [Block::Customer, Block::Lines, Block::Plan, Block::More, Block::Added, Block::Note];

    /// The next block; the last leads to the first.
    pub fn next(self, shape: &Shape) -> Block {
        Block::ALL[(self as usize + 1) % Block::ALL.len()].there(shape, Block::Note)
    }

    fn there(self, shape: &Shape, instead: Block) -> Block {
        if self == Block::Added && shape.added.is_none() { instead } else { self }
    }

    /// The block before.
    pub fn previous(self, shape: &Shape) -> Block {
        Block::ALL[(self as usize + Block::ALL.len() - 1) % Block::ALL.len()].there(shape, Block::More)
    }

    /// Its first field.
    pub fn first(self) -> Field {
        match self {
            Block::Customer => Field::Customer,
            Block::Lines => Field::Place(0),
            Block::Plan => Field::Plan,
            Block::More => Field::Agency,
            Block::Added => Field::Added,
            Block::Note => Field::Note,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape() -> Shape {
        let open = LineShape { size: true, colour: true, surcharge: false };
        let surcharge = LineShape { surcharge: true, ..LineShape::default() };
        Shape {
            lines: vec![open, surcharge, LineShape::default()],
            parts: 2,
            other_payer: true,
            added: Some(true),
        }
    }

    #[test]
    fn tab_visits_every_field_once_and_comes_back() {
        let shape = shape();
        let mut seen = vec![Field::Customer];
        loop {
            let next = seen[seen.len() - 1].next(&shape);
            assert_eq!(next.previous(&shape), seen[seen.len() - 1]);
            if next == Field::Customer {
                break;
            }
            assert!(!seen.contains(&next), "{next:?}");
            seen.push(next);
        }
        assert_eq!(seen, Field::all(&shape));
    }

    #[test]
    fn up_and_down_stay_in_the_form_and_every_way_ends() {
        let shape = shape();
        for field in Field::all(&shape) {
            for way in [Field::above, Field::below, Field::onward] {
                let mut at = field;
                for _ in 0..40 {
                    at = way(at, &shape);
                    assert!(Field::all(&shape).contains(&at), "{field:?} to {at:?}");
                }
            }
        }
    }

    #[test]
    fn enter_skips_what_holds_a_default() {
        let shape = Shape { lines: vec![LineShape::default(); 2], parts: 0, ..Shape::default() };
        let mut way = vec![Field::Customer];
        while way.last() != Some(&Field::Note) {
            way.push(way[way.len() - 1].onward(&shape));
        }
        use Field::{Customer, Discount, Issues, Note, Place, Plan};
        let line = |n| [Place(n), Issues(n), Discount(n)];
        assert_eq!(way, [&[Customer][..], &line(0), &line(1), &[Plan, Note]].concat());
    }
}
