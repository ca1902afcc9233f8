//! What a field of an order is chosen from: the kind of record, and which of them. Titles and contracts are those of the
//! companies that take part.

use super::{field::Field, typed::Typed, work::Work};
use crate::domain::{
    filter::{Filter, Op},
    kind::Kind,
    value::{Link, Value},
};

/// The kind, and only among these.
pub fn among(field: Field, typed: &Typed, work: &Work) -> (Kind, Filter) {
    let customer = typed.customer.as_ref();
    let (agency, payer) = (work.terms.agency.as_ref(), work.terms.payer.as_ref());
    match field {
        Field::Salesperson => (Kind::Operator, Filter::eq("status", code("active"))),
        Field::Agency => {
            (Kind::Customer, Filter::Or(["agency", "both"].map(|kind| Filter::eq("kind", code(kind))).into()))
        }
        Field::Title => (Kind::InvoiceTitle, of([customer, agency, payer])),
        Field::Contract => (Kind::Contract, of([customer, agency]).and(holding(work))),
        _ => (Kind::Customer, Filter::All),
    }
}

fn code(code: &str) -> Value {
    Value::Code(code.to_owned())
}

fn of<const N: usize>(companies: [Option<&Link>; N]) -> Filter {
    let one = |link: &Link| Filter::eq("customer", Value::link(link.id, link.label.clone()));
    Filter::Or(companies.into_iter().flatten().map(one).collect())
}

/// Contracts that hold on the day of signing.
fn holding(work: &Work) -> Filter {
    let not = |field: &str, op| Filter::Not(Box::new(Filter::is(field, op, Value::Date(work.signed))));
    let bound = ["signed", "in_force"].map(|state| Filter::eq("state", code(state)));
    Filter::And(vec![Filter::Or(bound.into()), not("start_on", Op::Gt), not("end_on", Op::Lt)])
}
