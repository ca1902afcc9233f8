//! What a query means for one reader on one business date: its words of time become dates, its people those of the reader, its
//! views and parameters what they stand for. The answer is a filter; the database room makes it a predicate.

use std::borrow::Cow;

use chrono::NaiveDate;
use thiserror::Error;

use super::{
    lexicon::{CHANGED, Tongue},
    period::Period,
    person::People,
    tree::{Expr, Flag, Path, Scalar, Step, Term, Test},
};
use crate::domain::{
    entity,
    field::{FieldDef, Shape},
    filter::{Filter, Op, Way},
    kind::Kind,
    value::Value,
};

/// For whom and when.
pub struct Meaning<'a> {
    /// The company's business date.
    pub today: NaiveDate,
    /// The operator who asks.
    pub me: i64,
    /// The person of the view: `@person`.
    pub person: Option<People>,
    /// The value of a parameter, where it was stepped.
    pub param: &'a dyn Fn(&str) -> Option<Scalar>,
    /// The rows of a saved view of a kind, by its name.
    pub view: &'a dyn Fn(Kind, &str) -> Option<Expr>,
}

/// Why a query means nothing, though it can be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unclear {
    /// There is no such view of this kind, or it asks for itself.
    #[error("there is no view \"{0}\" to look into")]
    View(String),
    /// A parameter without a value.
    #[error("`${0}` has no value")]
    Param(String),
    /// `@person` where no person is chosen, or people where rows have none.
    #[error("nobody is meant by `{0}`")]
    People(String),
    /// A day beyond the calendar, or a comparison that no field of this shape takes.
    #[error("`{1}` does not take this value")]
    Value(Kind, &'static str),
}

/// A view inside a view inside a view.
const DEEPEST: usize = 8;

/// The filter that a query means.
pub fn filter(rows: &Expr, kind: Kind, meaning: &Meaning) -> Result<Filter, Unclear> {
    Resolver { meaning, views: 0 }.expr(rows, kind)
}

/// A field of a kind.
#[derive(Debug, Clone, Copy)]
struct Of {
    kind: Kind,
    field: &'static FieldDef,
}

impl Of {
    fn unclear(self) -> Unclear {
        Unclear::Value(self.kind, self.field.name)
    }
}

struct Resolver<'a> {
    meaning: &'a Meaning<'a>,
    views: usize,
}

impl Resolver<'_> {
    fn expr(&self, expr: &Expr, kind: Kind) -> Result<Filter, Unclear> {
        let each =
            |parts: &[Expr]| parts.iter().map(|part| self.expr(part, kind)).collect::<Result<Vec<_>, _>>();
        Ok(match expr {
            Expr::All => Filter::All,
            Expr::And(parts) => each(parts)?.into_iter().fold(Filter::All, Filter::and),
            Expr::Or(parts) => Filter::Or(each(parts)?),
            Expr::Not(part) => Filter::Not(Box::new(self.expr(part, kind)?)),
            Expr::Term(term) => self.term(term, kind)?,
            Expr::Is(path, Flag::Set(field)) => along(&path.steps, Filter::eq(field.name, Value::Flag(true))),
            Expr::Is(path, Flag::Named(named)) => along(&path.steps, (named.means)(self.meaning.today)),
            Expr::No(path) => empty(path),
            Expr::Whose(people) => {
                let field = answers(kind).ok_or_else(|| Unclear::People(people.print(Tongue::English)))?;
                self.people(field, people)?
            }
            Expr::View(name) => {
                let found = (self.meaning.view)(kind, name).filter(|_| self.views < DEEPEST);
                let rows = found.ok_or_else(|| Unclear::View(name.clone()))?;
                Resolver { meaning: self.meaning, views: self.views + 1 }.expr(&rows, kind)?
            }
            Expr::Text(text) => Filter::Text(text.clone()),
        })
    }

    fn term(&self, term: &Term, kind: Kind) -> Result<Filter, Unclear> {
        let Some(field) = term.path.field else { return Ok(Filter::All) };
        let kind = term.path.steps.last().map_or(kind, |step| step.kind());
        let field = Of { kind, field };
        if field.field.name == CHANGED.name {
            return self.changed(field, &term.any);
        }
        let mut any = Vec::with_capacity(term.any.len());
        for test in &term.any {
            any.push(self.test(field, test)?);
        }
        let filter = if any.len() == 1 { any.remove(0) } else { Filter::Or(any) };
        Ok(along(&term.path.steps, filter))
    }

    /// Days on which people changed the record.
    fn changed(&self, of: Of, any: &[Test]) -> Result<Filter, Unclear> {
        let days = |value: &Scalar| match &*self.value(value)? {
            Scalar::Period(period) => self.days(of, *period),
            _ => Err(of.unclear()),
        };
        let one = |test: &Test| match test {
            Test::By(None | Some(Op::Eq), value) => {
                days(value).map(|(first, last)| Filter::Changed(first, last))
            }
            Test::Range(Some(from), Some(to)) => Ok(Filter::Changed(days(from)?.0, days(to)?.1)),
            Test::Range(Some(from), None) => Ok(Filter::Changed(days(from)?.0, self.meaning.today)),
            _ => Err(of.unclear()),
        };
        Ok(Filter::Or(any.iter().map(one).collect::<Result<_, _>>()?))
    }

    fn test(&self, field: Of, test: &Test) -> Result<Filter, Unclear> {
        match test {
            Test::By(sign, value) => self.by(field, *sign, self.value(value)?),
            Test::Range(from, to) => {
                let from = self.end(field, from.as_ref(), Op::Ge)?;
                Ok(from.and(self.end(field, to.as_ref(), Op::Le)?))
            }
        }
    }

    /// A parameter is what it was stepped to, or what it begins with.
    fn value<'v>(&self, value: &'v Scalar) -> Result<Cow<'v, Scalar>, Unclear> {
        let Scalar::Param(name, start) = value else { return Ok(Cow::Borrowed(value)) };
        match ((self.meaning.param)(name), start) {
            (Some(value), _) => Ok(Cow::Owned(value)),
            (None, Some(start)) => Ok(Cow::Borrowed(start)),
            (None, None) => Err(Unclear::Param(name.clone())),
        }
    }

    fn by(&self, of: Of, sign: Option<Op>, value: Cow<Scalar>) -> Result<Filter, Unclear> {
        let field = of.field;
        let textual = sign.unwrap_or(Op::Has);
        let exact = sign.unwrap_or(Op::Eq);
        match &*value {
            Scalar::People(people) => self.people(field, people),
            Scalar::Record(id) => Ok(Filter::eq(field.name, Value::link(*id, ""))),
            Scalar::Text(text) => Ok(Filter::is(field.name, textual, Value::text(text.clone()))),
            Scalar::Period(period) => within(of, exact, self.days(of, *period)?),
            Scalar::Code(_) | Scalar::Flag(_) | Scalar::Number(_) => {
                Ok(Filter::is(field.name, exact, single(field, &value).ok_or(of.unclear())?))
            }
            Scalar::Param(name, _) => Err(Unclear::Param(name.clone())),
        }
    }

    /// One end of a range; an open end is every row.
    fn end(&self, of: Of, end: Option<&Scalar>, op: Op) -> Result<Filter, Unclear> {
        let field = of.field;
        let Some(end) = end else { return Ok(Filter::All) };
        let value = self.value(end)?;
        let value = match &*value {
            Scalar::Period(period) => {
                let (first, last) = self.days(of, *period)?;
                Value::Date(if op == Op::Ge { first } else { last })
            }
            other => single(field, other).ok_or(of.unclear())?,
        };
        Ok(Filter::is(field.name, op, value))
    }

    fn days(&self, of: Of, period: Period) -> Result<(NaiveDate, NaiveDate), Unclear> {
        period.days(self.meaning.today).ok_or(of.unclear())
    }

    fn people(&self, field: &'static FieldDef, people: &People) -> Result<Filter, Unclear> {
        match people {
            People::Me => Ok(Filter::eq(field.name, Value::link(self.meaning.me, ""))),
            People::Nobody => Ok(Filter::is(field.name, Op::Empty, Value::Empty)),
            People::Person => match &self.meaning.person {
                Some(People::Person) | None => Err(Unclear::People(people.print(Tongue::English))),
                Some(person) => self.people(field, person),
            },
            crowd => Ok(Filter::Whose(field.name.to_owned(), crowd.clone())),
        }
    }
}

/// A filter on the records at the end of the way.
fn along(steps: &[Step], filter: Filter) -> Filter {
    steps.iter().rev().fold(filter, |filter, step| {
        let way = match step {
            Step::Up(field, kind) => Way::Up(field.name.to_owned(), *kind),
            Step::Down(kind, back) => Way::Down(*kind, (*back).to_owned()),
        };
        Filter::Along(way, Box::new(filter))
    })
}

/// Nothing in the field, or no record at the end of the way.
fn empty(path: &Path) -> Filter {
    match path.field {
        Some(field) => along(&path.steps, Filter::is(field.name, Op::Empty, Value::Empty)),
        None => Filter::Not(Box::new(along(&path.steps, Filter::All))),
    }
}

fn single(field: &FieldDef, value: &Scalar) -> Option<Value> {
    match (value, field.shape) {
        (Scalar::Code(code), _) => Some(Value::Code(code.clone())),
        (Scalar::Flag(yes), _) => Some(Value::Flag(*yes)),
        (Scalar::Number(n), Shape::Number) => i64::try_from(*n).ok().map(Value::Int),
        (Scalar::Number(n), Shape::Money) => Some(Value::Money(*n)),
        (Scalar::Number(n), _) => Some(Value::Ratio(*n)),
        _ => None,
    }
}

/// A period by a comparison: before its first day, after its last one, within.
fn within(of: Of, sign: Op, (first, last): (NaiveDate, NaiveDate)) -> Result<Filter, Unclear> {
    let name = of.field.name;
    let (first, last) = (Value::Date(first), Value::Date(last));
    match sign {
        Op::Eq if first == last => Ok(Filter::eq(name, first)),
        Op::Eq => Ok(Filter::between(name, first, last)),
        Op::Lt => Ok(Filter::is(name, Op::Lt, first)),
        Op::Ge => Ok(Filter::is(name, Op::Ge, first)),
        Op::Gt => Ok(Filter::is(name, Op::Gt, last)),
        Op::Le => Ok(Filter::is(name, Op::Le, last)),
        Op::Has | Op::Starts | Op::Empty => Err(of.unclear()),
    }
}

/// The person who answers for a row of the kind.
fn answers(kind: Kind) -> Option<&'static FieldDef> {
    let named = ["salesperson", "owner"].into_iter().find_map(|name| entity::def(kind).field(name));
    named.filter(|field| field.shape == Shape::Link(Kind::Operator))
}
