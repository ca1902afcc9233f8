//! Fields that the administrator added to a kind (R151). They come with the words of the company, and the definition of the kind has them from
//! then on: forms, lists, filters and exports need not know. One program speaks to one company, so there is one set of them.

use std::str::FromStr;

use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::{EntityDef, built_in};
use crate::domain::{
    field::{Edit, FieldDef, Shape, field},
    kind::Kind,
    value::Value,
};

/// What their names begin with: no field of the program's own does.
pub const MARK: &str = "x_";

/// A field as it was defined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Custom {
    /// The kind that has it.
    pub kind: Kind,
    /// Its name, with the mark.
    pub name: String,
    /// `text`, `number`, `decimal`, `money`, `date`, `flag` or `choice`.
    pub sort: String,
    /// The dictionary of a choice.
    pub dict: String,
    /// Whether a record cannot be without it.
    pub required: bool,
}

type Defs = Vec<&'static EntityDef>;

#[cfg(not(test))]
static DEFS: std::sync::RwLock<Defs> = std::sync::RwLock::new(Vec::new());

/// What is done with the definitions there are. Where single parts of the program are tried side by side each has its own.
#[cfg(not(test))]
fn with<T>(what: impl FnOnce(&mut Defs) -> T) -> T {
    what(&mut DEFS.write().unwrap_or_else(|broken| broken.into_inner()))
}

/// The definition of a kind that has such fields.
#[cfg(not(test))]
pub(super) fn def(kind: Kind) -> Option<&'static EntityDef> {
    let defs = DEFS.read().unwrap_or_else(|broken| broken.into_inner());
    defs.iter().find(|def| def.kind == kind).copied()
}

#[cfg(test)]
thread_local!(static DEFS: std::cell::RefCell<Defs> = const { std::cell::RefCell::new(Vec::new()) });

#[cfg(test)]
fn with<T>(what: impl FnOnce(&mut Defs) -> T) -> T {
    DEFS.with_borrow_mut(what)
}

#[cfg(test)]
pub(super) fn def(kind: Kind) -> Option<&'static EntityDef> {
    DEFS.with_borrow(|defs| defs.iter().find(|def| def.kind == kind).copied())
}

/// The added fields of a kind, in their order.
pub fn of(kind: Kind) -> &'static [FieldDef] {
    def(kind).map_or(&[], |def| &def.fields[built_in(kind).fields.len()..])
}

/// Whether a field is one that was added.
pub fn is(name: &str) -> bool {
    name.starts_with(MARK)
}

/// These are the added fields now. A definition that changes is made anew and the old one stays in memory: rows and forms on the screen still
/// speak of it.
pub fn set(all: &[Custom]) {
    with(|defs| {
        for kind in Kind::ALL {
            let made: Vec<FieldDef> = all.iter().filter(|one| one.kind == kind).map(made).collect();
            let own = built_in(kind).fields;
            let known =
                defs.iter().find(|def| def.kind == kind).map_or(&[][..], |def| &def.fields[own.len()..]);
            if known == made {
                continue;
            }
            defs.retain(|def| def.kind != kind);
            if !made.is_empty() {
                let fields = Box::leak([own, &made].concat().into_boxed_slice());
                defs.push(Box::leak(Box::new(EntityDef { fields, ..*built_in(kind) })));
            }
        }
    });
}

fn made(one: &Custom) -> FieldDef {
    let shape = match one.sort.as_str() {
        "number" => Shape::Number,
        "decimal" => Shape::Decimal,
        "money" => Shape::Money,
        "date" => Shape::Date,
        "flag" => Shape::Flag,
        "choice" => Shape::Dict(kept(&one.dict)),
        _ => Shape::Text,
    };
    FieldDef { edit: Edit::Always, required: one.required, ..field(kept(&one.name), shape) }
}

/// What such a field holds, of what is stored under its name.
pub fn value(held: Option<&Json>, field: &FieldDef) -> Value {
    match (held.unwrap_or(&Json::Null), field.shape) {
        (Json::String(text), Shape::Date) => text.parse().map_or(Value::Empty, Value::Date),
        (Json::String(text), Shape::Decimal) => Decimal::from_str(text).map_or(Value::Empty, Value::Ratio),
        (Json::String(text), Shape::Money) => Decimal::from_str(text).map_or(Value::Empty, Value::Money),
        (Json::String(text), Shape::Dict(_)) => Value::Code(text.clone()),
        (Json::String(text), Shape::Text) => Value::text(text.as_str()),
        (Json::Number(n), Shape::Number) => n.as_i64().map_or(Value::Empty, Value::Int),
        (Json::Bool(yes), Shape::Flag) => Value::Flag(*yes),
        _ => Value::Empty,
    }
}

/// The same the other way: money, decimals and dates as texts, which lose nothing on their way; none: no such field holds it.
pub fn stored(value: &Value) -> Option<Json> {
    Some(match value {
        Value::Empty => Json::Null,
        Value::Text(text) | Value::Code(text) => Json::from(text.trim()),
        Value::Int(n) => Json::from(*n),
        Value::Flag(yes) => Json::from(*yes),
        Value::Money(_) | Value::Date(_) => Json::from(value.plain()),
        Value::Ratio(n) => Json::from(n.normalize().to_string()),
        Value::Moment(_) | Value::Link(_) => return None,
    })
}

/// A text for as long as the program runs; the same text once.
pub fn kept(text: &str) -> &'static str {
    static KEPT: std::sync::Mutex<std::collections::BTreeSet<&'static str>> =
        std::sync::Mutex::new(std::collections::BTreeSet::new());
    let mut kept = KEPT.lock().unwrap_or_else(|broken| broken.into_inner());
    match kept.get(text) {
        Some(known) => known,
        None => {
            let new: &'static str = Box::leak(text.to_owned().into_boxed_str());
            kept.insert(new);
            new
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_has_the_fields_that_were_added_and_loses_those_that_were_taken_away() {
        let custom = |name: &str, sort: &str, required| Custom {
            kind: Kind::Customer,
            name: name.to_owned(),
            sort: sort.to_owned(),
            dict: "region".to_owned(),
            required,
        };
        set(&[custom("x_stores", "number", false), custom("x_region", "choice", true)]);
        let def = super::super::def(Kind::Customer);
        assert_eq!(def.field("x_stores").map(|field| field.shape), Some(Shape::Number));
        assert!(
            def.field("x_region").is_some_and(|field| field.required && field.shape == Shape::Dict("region"))
        );
        assert_eq!(of(Kind::Customer).len(), 2);
        assert_eq!(of(Kind::Contact).len(), 0);
        // The same again is the same definition; what is on the screen may go on speaking of it.
        set(&[custom("x_stores", "number", false), custom("x_region", "choice", true)]);
        assert!(std::ptr::eq(def, super::super::def(Kind::Customer)));
        set(&[]);
        assert!(super::super::def(Kind::Customer).field("x_stores").is_none());
        assert!(def.field("x_stores").is_some());
    }
}
