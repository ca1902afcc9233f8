//! Which rows: a filter as a tree, with windows in time already resolved to dates. The typed language is made of this tree;
//! the database room turns it into predicates, always with binds.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{field::FieldDef, kind::Kind, query::People, value::Value};

/// A filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Filter {
    /// Every row.
    All,
    /// All of these.
    And(Vec<Filter>),
    /// Any of these.
    Or(Vec<Filter>),
    /// Rows for which it does not hold; rows with an empty field stay in.
    Not(Box<Filter>),
    /// One condition on one field.
    Is(Condition),
    /// Free text: name, initials, pinyin, code, phone digits, Chinese substring.
    Text(String),
    /// Rows that lead to a record for which it holds.
    Along(Way, Box<Filter>),
    /// The person in this field is one of these; the server knows who they are.
    Whose(String, People),
    /// People changed it between these days, both included; the server knows what was changed.
    Changed(NaiveDate, NaiveDate),
}

/// The way from a row to other records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// Along a link: the field and the kind it leads to.
    Up(String, Kind),
    /// To records of a kind that link back by a field.
    Down(Kind, String),
}

/// A field, a comparison, a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// The field's name.
    pub field: String,
    /// How it is compared.
    pub op: Op,
    /// With what; links compare by id.
    pub value: Value,
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Op {
    /// The same value.
    Eq,
    /// Smaller, earlier.
    Lt,
    /// Smaller or the same.
    Le,
    /// Greater, later.
    Gt,
    /// Greater or the same.
    Ge,
    /// Contains the text.
    Has,
    /// Starts with the text.
    Starts,
    /// Nothing stored.
    Empty,
}

impl Filter {
    /// As somebody else's: whoever is named in it as his own people are his.
    pub fn seen_by(self, login: &str) -> Filter {
        let each = |parts: Vec<Filter>| parts.into_iter().map(|part| part.seen_by(login)).collect();
        match self {
            Filter::And(parts) => Filter::And(each(parts)),
            Filter::Or(parts) => Filter::Or(each(parts)),
            Filter::Not(part) => Filter::Not(Box::new(part.seen_by(login))),
            Filter::Along(way, part) => Filter::Along(way, Box::new(part.seen_by(login))),
            Filter::Whose(field, people) => Filter::Whose(field, people.seen_by(login)),
            other => other,
        }
    }

    /// Whether it looks into records of this kind.
    pub fn reads(&self, kind: Kind) -> bool {
        match self {
            Filter::And(parts) | Filter::Or(parts) => parts.iter().any(|part| part.reads(kind)),
            Filter::Not(part) => part.reads(kind),
            Filter::Along(Way::Up(_, to) | Way::Down(to, _), part) => *to == kind || part.reads(kind),
            Filter::All | Filter::Is(_) | Filter::Text(_) | Filter::Whose(..) | Filter::Changed(..) => false,
        }
    }

    /// What is left of it to ask of rows that pass another one already.
    pub fn among(self, passed: &Filter) -> Filter {
        match self {
            Filter::And(parts) => {
                parts.into_iter().map(|part| part.among(passed)).fold(Filter::All, Filter::and)
            }
            part if passed.demands(&part) => Filter::All,
            part => part,
        }
    }

    /// Whether a part is one of those that all must hold.
    fn demands(&self, part: &Filter) -> bool {
        match self {
            Filter::And(parts) => parts.iter().any(|it| it.demands(part)),
            it => it == part,
        }
    }

    /// One condition.
    pub fn is(field: &str, op: Op, value: Value) -> Filter {
        Filter::Is(Condition { field: field.to_owned(), op, value })
    }

    /// A field equals a value.
    pub fn eq(field: &str, value: Value) -> Filter {
        Filter::is(field, Op::Eq, value)
    }

    /// From the first to the last value, both included.
    pub fn between(field: &str, first: Value, last: Value) -> Filter {
        Filter::And(vec![Filter::is(field, Op::Ge, first), Filter::is(field, Op::Le, last)])
    }

    /// Both filters.
    pub fn and(self, other: Filter) -> Filter {
        match (self, other) {
            (Filter::All, one) | (one, Filter::All) => one,
            (Filter::And(mut all), Filter::And(more)) => {
                all.extend(more);
                Filter::And(all)
            }
            (Filter::And(mut all), one) => {
                all.push(one);
                Filter::And(all)
            }
            (one, other) => Filter::And(vec![one, other]),
        }
    }
}

/// One part of an order of rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// The field's name.
    pub field: String,
    /// Greatest first.
    pub descending: bool,
}

impl From<&(&'static FieldDef, bool)> for Sort {
    fn from((field, descending): &(&'static FieldDef, bool)) -> Sort {
        Sort { field: field.name.to_owned(), descending: *descending }
    }
}

impl Sort {
    /// Smallest first.
    pub fn up(field: &str) -> Sort {
        Sort { field: field.to_owned(), descending: false }
    }

    /// Greatest first.
    pub fn down(field: &str) -> Sort {
        Sort { field: field.to_owned(), descending: true }
    }
}

/// A page of a list: which rows, in which order, after which row, how many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListQuery {
    /// The kind of record.
    pub kind: Kind,
    /// Which rows.
    pub filter: Filter,
    /// In which order; the id decides between equals.
    pub sort: Vec<Sort>,
    /// The sort values and the id of the last row of the page before (keyset, never an offset).
    pub after: Option<After>,
    /// Read from the end: the rows before `after`, or the last rows, the last of them first. The order itself stays.
    #[serde(default)]
    pub backwards: bool,
    /// How many rows at most.
    pub limit: u32,
}

/// Where the page before ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct After {
    /// The values of the sorted fields in that row.
    pub values: Vec<Value>,
    /// Its id.
    pub id: i64,
}

impl ListQuery {
    /// The first rows of a kind, in its own order.
    pub fn of(kind: Kind) -> ListQuery {
        ListQuery { kind, filter: Filter::All, sort: Vec::new(), after: None, backwards: false, limit: 100 }
    }

    /// With this filter.
    pub fn filter(mut self, filter: Filter) -> Self {
        self.filter = filter;
        self
    }

    /// In this order.
    pub fn sort(mut self, sort: Vec<Sort>) -> Self {
        self.sort = sort;
        self
    }

    /// At most this many rows.
    pub fn limit(mut self, limit: u32) -> Self {
        self.limit = limit;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_all_rows_have_passed_is_not_asked_of_them_again() {
        let counted = || Filter::eq("counted", Value::Flag(true));
        let open = || Filter::is("outstanding", Op::Gt, Value::Int(0));
        let due = || Filter::between("due_on", Value::Int(1), Value::Int(7));
        let rows = Filter::And(vec![counted(), Filter::And(vec![open()])]);
        assert_eq!(Filter::And(vec![open(), counted(), due()]).among(&rows), due());
        assert_eq!(rows.clone().among(&rows), Filter::All);
        assert_eq!(counted().among(&counted()), Filter::All);
        // One of two is no demand, and what is denied is another condition.
        let either = || Filter::Or(vec![counted(), open()]);
        assert_eq!(either().among(&rows), either());
        assert_eq!(counted().among(&either()), counted());
        assert_eq!(Filter::Not(Box::new(counted())).among(&rows), Filter::Not(Box::new(counted())));
    }
}
