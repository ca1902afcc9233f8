//! What a field is: its name, its shape, how wide it likes to be, who may type into it. Labels are found by name in the
//! language files (`field.<kind>.<name>` or `field.<name>`).

use super::kind::Kind;

/// How a field is read, shown and edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One line of text.
    Text,
    /// Several lines of text.
    Note,
    /// A whole number.
    Number,
    /// A number with up to four decimals.
    Decimal,
    /// Yuan to the fen.
    Money,
    /// A rate shown as a percentage (0.06 is 6 %).
    Percent,
    /// A pay ratio shown the Chinese way (0.75 is 7.5折).
    Discount,
    /// A business date.
    Date,
    /// A point in time.
    Moment,
    /// Yes or no.
    Flag,
    /// One code of a list whose words are messages `value.<list>.<code>`.
    Choice(&'static [&'static str], &'static str),
    /// One code of a dictionary that the administrator keeps.
    Dict(&'static str),
    /// Another record.
    Link(Kind),
}

/// When a field can be typed into. The database has the last word; this is what the form offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// Derived, or changed by operations only.
    Never,
    /// While the record is new.
    New,
    /// Always.
    Always,
}

/// One field of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldDef {
    /// The stable English name (spec/05).
    pub name: &'static str,
    /// How it is read, shown and edited.
    pub shape: Shape,
    /// Cells below which a column is not shown at all.
    pub min: u16,
    /// Cells a column likes to have.
    pub ideal: u16,
    /// When it can be typed into.
    pub edit: Edit,
    /// Whether a record cannot be without it.
    pub required: bool,
}

/// A field of the given shape, read only, not required.
pub const fn field(name: &'static str, shape: Shape) -> FieldDef {
    let (min, ideal) = match shape {
        Shape::Text => (8, 14),
        Shape::Note => (12, 24),
        Shape::Number => (4, 6),
        Shape::Decimal => (6, 10),
        Shape::Money => (12, 14),
        Shape::Percent | Shape::Discount => (6, 7),
        Shape::Date => (10, 14),
        Shape::Moment => (11, 16),
        Shape::Flag => (4, 6),
        Shape::Choice(..) | Shape::Dict(_) => (6, 10),
        Shape::Link(_) => (8, 16),
    };
    FieldDef { name, shape, min, ideal, edit: Edit::Never, required: false }
}

impl FieldDef {
    /// Can be typed into at any time.
    pub const fn edit(mut self) -> Self {
        self.edit = Edit::Always;
        self
    }

    /// Can be typed into while the record is new.
    pub const fn new_only(mut self) -> Self {
        self.edit = Edit::New;
        self
    }

    /// A record cannot be without it.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Column widths in cells: the least and the liked one.
    pub const fn wide(mut self, min: u16, ideal: u16) -> Self {
        self.min = min;
        self.ideal = ideal;
        self
    }
}
