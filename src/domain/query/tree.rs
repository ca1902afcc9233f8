//! A query as it was meant: names are the stable ones, words of time and of people stay words, so that a view means next
//! month what it says. One tree for both languages. Knows no text, no rows.

use rust_decimal::Decimal;

use super::{period::Period, person::People, shown::Directive};
use crate::domain::{field::FieldDef, filter::Op, kind::Kind, named::Named};

/// What a person asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// Rows of which kind, where the query says so.
    pub kind: Option<Kind>,
    /// Which rows.
    pub rows: Expr,
    /// How they are shown.
    pub shown: Vec<Directive>,
}

/// Which rows. `And` and `Or` have two parts or more, and none of their own sort directly inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// Every row.
    All,
    /// All of these.
    And(Vec<Expr>),
    /// Any of these.
    Or(Vec<Expr>),
    /// Rows for which it does not hold; those with an empty field stay in.
    Not(Box<Expr>),
    /// A field by its values.
    Term(Term),
    /// A flag that is set, or a condition that has a name: `is:key`, `is:late`.
    Is(Path, Flag),
    /// Nothing stored, or no such record: `no:promised`, `no:order`.
    No(Path),
    /// The person who answers for the row: `@me`.
    Whose(People),
    /// The rows of a saved view: `in:"name"`.
    View(String),
    /// Free text: name, pinyin, initials, code, digits of a phone.
    Text(String),
}

/// A field and what it may be: any of the tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The field.
    pub path: Path,
    /// One of these, at least one.
    pub any: Vec<Test>,
}

/// The way from a row to a field, of the row itself or of a record that it leads to; without a field, to those records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// Over which records.
    pub steps: Vec<Step>,
    /// The field at its end.
    pub field: Option<&'static FieldDef>,
}

/// From a row to other records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Along a link: from an instalment to its order.
    Up(&'static FieldDef, Kind),
    /// To what hangs below: from an order to its lines, which link back by the named field.
    Down(Kind, &'static str),
}

/// What a name after `is:` may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// A flag of the record.
    Set(&'static FieldDef),
    /// A condition with a name of its own.
    Named(&'static Named),
}

/// One test of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// Compared; `None` is the colon, which each sort of field reads in its own way: within a period, contains a text.
    By(Option<Op>, Scalar),
    /// From, to, both included; at least one is there.
    Range(Option<Scalar>, Option<Scalar>),
}

/// A value as a person writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scalar {
    /// A text, or a part of a record's name.
    Text(String),
    /// A stored code.
    Code(String),
    /// Yes or no.
    Flag(bool),
    /// A number, yuan, or a ratio (0.75 is 7.5折, 0.06 is 6 %).
    Number(Decimal),
    /// A day or a period.
    Period(Period),
    /// People.
    People(People),
    /// A record by its id.
    Record(i64),
    /// A parameter that the reader steps: its name, and where it begins.
    Param(String, Option<Box<Scalar>>),
}

impl Query {
    /// The first parameter that begins with a period, among the rows or what is counted of them: what a reader steps.
    pub fn period(&self) -> Option<(&str, Period)> {
        let counted = || self.shown.iter().flat_map(Directive::conditions).find_map(Expr::period);
        self.rows.period().or_else(counted)
    }
}

impl Expr {
    /// All of them; a single one is itself, none is every row.
    pub fn all(parts: Vec<Expr>) -> Expr {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Expr::All => {}
                Expr::And(inner) => flat.extend(inner),
                part => flat.push(part),
            }
        }
        match flat.len() {
            0 => Expr::All,
            1 => flat.remove(0),
            _ => Expr::And(flat),
        }
    }

    /// Any of them; none where there are none.
    pub fn any(parts: Vec<Expr>) -> Option<Expr> {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Expr::Or(inner) => flat.extend(inner),
                part => flat.push(part),
            }
        }
        match flat.len() {
            0 | 1 => flat.pop(),
            _ => Some(Expr::Or(flat)),
        }
    }

    /// The same rows with somebody in the place of `@person`.
    pub fn about(&self, person: &People) -> Expr {
        let each = |parts: &[Expr]| parts.iter().map(|part| part.about(person)).collect();
        match self {
            Expr::And(parts) => Expr::And(each(parts)),
            Expr::Or(parts) => Expr::Or(each(parts)),
            Expr::Not(part) => Expr::Not(Box::new(part.about(person))),
            Expr::Whose(People::Person) => Expr::Whose(person.clone()),
            Expr::Term(term) => {
                let any = term.any.iter().map(|test| test.about(person)).collect();
                Expr::Term(Term { path: term.path.clone(), any })
            }
            other => other.clone(),
        }
    }

    /// Whether it looks into a saved view.
    pub fn names_view(&self) -> bool {
        match self {
            Expr::And(parts) | Expr::Or(parts) => parts.iter().any(Expr::names_view),
            Expr::Not(part) => part.names_view(),
            Expr::View(_) => true,
            _ => false,
        }
    }

    /// The first parameter that begins with a period: what a reader steps.
    pub fn period(&self) -> Option<(&str, Period)> {
        match self {
            Expr::And(parts) | Expr::Or(parts) => parts.iter().find_map(Expr::period),
            Expr::Not(part) => part.period(),
            Expr::Term(term) => term.any.iter().find_map(Test::period),
            _ => None,
        }
    }
}

impl Test {
    fn about(&self, person: &People) -> Test {
        match self {
            Test::By(sign, Scalar::People(People::Person)) => Test::By(*sign, Scalar::People(person.clone())),
            other => other.clone(),
        }
    }

    fn period(&self) -> Option<(&str, Period)> {
        match self {
            Test::By(_, value) => value.period(),
            Test::Range(from, to) => from.iter().chain(to).find_map(Scalar::period),
        }
    }
}

impl Scalar {
    fn period(&self) -> Option<(&str, Period)> {
        let Scalar::Param(name, Some(start)) = self else { return None };
        match **start {
            Scalar::Period(period) => Some((name, period)),
            _ => None,
        }
    }
}

impl Path {
    /// A field of the row itself.
    pub fn of(field: &'static FieldDef) -> Path {
        Path { steps: Vec::new(), field: Some(field) }
    }
}

impl Step {
    /// The kind it leads to.
    pub fn kind(self) -> Kind {
        match self {
            Step::Up(_, kind) | Step::Down(kind, _) => kind,
        }
    }
}
