//! Conditions that people call by a name after `is:`, such as `is:open` and `is:late`: what the panes, the reports and the
//! filters mean by it is written once, here.

use chrono::NaiveDate;

use super::{
    filter::{Filter, Op, Way},
    kind::Kind,
    value::Value,
    window,
};

/// A named condition on the rows of a kind.
#[derive(Debug, Clone, Copy)]
pub struct Named {
    /// The kind of the rows.
    pub kind: Kind,
    /// The stable name.
    pub name: &'static str,
    /// What it means on a business date.
    pub means: fn(NaiveDate) -> Filter,
}

impl PartialEq for Named {
    fn eq(&self, other: &Named) -> bool {
        self.kind == other.kind && self.name == other.name
    }
}

impl Eq for Named {}

/// All of them.
pub static NAMED: &[Named] = &[
    Named { kind: Kind::Order, name: "open", means: |_| owed() },
    Named { kind: Kind::Instalment, name: "open", means: |_| window::collectable() },
    Named {
        kind: Kind::Instalment,
        name: "overdue",
        means: |today| window::collectable().and(before("due_on", today)),
    },
    Named { kind: Kind::Insertion, name: "open", means: |_| window::deliverable() },
    Named {
        kind: Kind::Insertion,
        name: "late",
        means: |today| window::deliverable().and(before("planned_on", today)),
    },
    Named {
        kind: Kind::Insertion,
        name: "material_late",
        means: |today| window::delivery_tab("no_material", today).unwrap_or(Filter::All),
    },
    Named {
        kind: Kind::Opportunity,
        name: "open",
        means: |_| Filter::eq("state", Value::Code("open".into())),
    },
    Named { kind: Kind::Customer, name: "no_decider", means: |_| undecided() },
    Named { kind: Kind::Activity, name: "open", means: |_| unfinished() },
    Named { kind: Kind::Activity, name: "overdue", means: |today| unfinished().and(before("due_on", today)) },
];

/// Those of a kind.
pub fn of(kind: Kind) -> impl Iterator<Item = &'static Named> {
    NAMED.iter().filter(move |named| named.kind == kind)
}

fn before(field: &str, today: NaiveDate) -> Filter {
    Filter::is(field, Op::Lt, Value::Date(today))
}

/// Orders of which something is still to be paid.
fn owed() -> Filter {
    Filter::is("outstanding", Op::Gt, Value::Money(0.into()))
}

/// Key customers without a contact who decides (P24).
fn undecided() -> Filter {
    let decides = Filter::eq("is_decider", Value::Flag(true));
    let decided = Filter::Along(Way::Down(Kind::Contact, "customer".to_owned()), Box::new(decides));
    Filter::eq("is_key", Value::Flag(true)).and(Filter::Not(Box::new(decided)))
}

/// Neither done nor cancelled.
fn unfinished() -> Filter {
    let states = ["planned", "in_progress"];
    Filter::Or(states.into_iter().map(|state| Filter::eq("state", Value::Code(state.into()))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entity;

    /// The fields that a filter asks.
    fn asked(filter: &Filter, fields: &mut Vec<String>) {
        match filter {
            Filter::And(parts) | Filter::Or(parts) => parts.iter().for_each(|part| asked(part, fields)),
            Filter::Not(part) => asked(part, fields),
            Filter::Is(condition) => fields.push(condition.field.clone()),
            _ => {}
        }
    }

    #[test]
    fn they_ask_fields_that_their_kind_has() {
        for named in NAMED {
            let mut fields = Vec::new();
            asked(&(named.means)("2002-03-13".parse().expect("a date")), &mut fields);
            assert!(!fields.is_empty(), "{named:?}");
            for field in fields {
                assert!(entity::def(named.kind).field(&field).is_some(), "{named:?} asks {field}");
            }
        }
    }
}
