//! From a filter to a predicate, with binds. Knows the tree, not the kinds.

use diesel::PgConnection;

use super::{
    among::{Changed, among, keyed, whose},
    column::{Column, Predicate},
    condition::{all, any, condition, not},
    custom, search,
    table::{self, Table},
    trouble::Trouble,
};
use crate::{
    domain::{
        filter::{Condition, Filter, Way},
        kind::Kind,
        query::{People, Tongue},
    },
    store::{Reason, StoreError},
};

/// The predicate of a filter; none: every row. Searching for names asks the server for their ids first.
pub fn predicate<T: Table>(
    conn: &mut PgConnection,
    filter: &Filter,
) -> Result<Option<Predicate<T::From>>, Trouble> {
    Ok(match filter {
        Filter::All => None,
        Filter::And(parts) => {
            let parts = parts.iter().map(|part| predicate::<T>(conn, part));
            all(parts.filter_map(Result::transpose).collect::<Result<_, _>>()?)
        }
        Filter::Or(parts) => {
            let mut compiled = Vec::with_capacity(parts.len());
            for part in parts {
                match predicate::<T>(conn, part)? {
                    Some(part) => compiled.push(part),
                    None => return Ok(None),
                }
            }
            Some(any(compiled))
        }
        Filter::Not(part) => Some(match predicate::<T>(conn, part)? {
            Some(part) => not(part),
            None => any(Vec::new()),
        }),
        Filter::Is(one) => Some(is::<T>(one)?),
        Filter::Text(text) => {
            let words = search::words(text);
            let parts = words.iter().map(|word| T::search(conn, word));
            all(parts.collect::<Result<_, _>>()?)
        }
        Filter::Along(Way::Up(field, kind), inner) => {
            let ids = table::of(*kind).ids(conn, inner)?;
            let found = among(column::<T>(field)?, ids);
            Some(found.ok_or_else(|| unfit("bad_filter", field))?)
        }
        Filter::Along(Way::Down(kind, back), inner) => {
            Some(keyed(T::id(), table::of(*kind).links(conn, back, inner)?))
        }
        Filter::Changed(first, last) => {
            if T::KIND != Kind::Customer {
                return Err(unfit("bad_filter", "changed"));
            }
            Some(keyed(T::id(), Box::new(Changed(*first, *last))))
        }
        Filter::Whose(field, people) => {
            let found = whose(column::<T>(field)?, known_as(people));
            Some(found.ok_or_else(|| unfit("bad_filter", field))?)
        }
    })
}

/// The word by which the server knows people.
fn known_as(people: &People) -> String {
    people.print(Tongue::English).trim_start_matches('@').to_owned()
}

fn is<T: Table>(one: &Condition) -> Result<Predicate<T::From>, Trouble> {
    let column = column::<T>(&one.field)?;
    condition(column, one.op, &one.value).ok_or_else(|| unfit("bad_filter", &one.field))
}

/// The column of a field.
pub fn column<T: Table>(name: &str) -> Result<&'static Column<T::Row, T::From>, Trouble> {
    let own = T::COLUMNS.iter().find(|column| column.name == name);
    own.or_else(|| custom::column::<T>(name)).ok_or_else(|| unfit("unknown_field", name))
}

/// A question that names a field wrongly.
pub fn unfit(rule: &str, field: &str) -> Trouble {
    let reason = Reason { rule: rule.to_owned(), field: Some(field.to_owned()), detail: field.to_owned() };
    StoreError::Refused(reason).into()
}
