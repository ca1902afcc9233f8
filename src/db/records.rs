//! The questions about records, the same for every kind: lists, counts, single records, rows to pick, due windows, saves.
//! What a kind is made of stands in `table`.

use chrono::NaiveDate;
use diesel::{Connection, PgConnection, result::Error::NotFound};
use rust_decimal::Decimal;

use super::{filter::unfit, given::Given, table, trouble::Trouble};
use crate::{
    domain::{
        entity::{self, custom},
        field::{Edit, FieldDef},
        filter::{Filter, ListQuery},
        kind::Kind,
        record::Row,
        window,
    },
    store::{Explained, Page, Save, Saved, StoreError, Tab, TabSet, Windows},
};

/// The fields of a kind that are read, by name.
pub fn names(kind: Kind) -> std::sync::Arc<[&'static str]> {
    table::of(kind).names()
}

/// A page of rows, in the order asked or the kind's own.
pub fn list(conn: &mut PgConnection, query: &ListQuery) -> Result<Page, Trouble> {
    table::of(query.kind).list(conn, query)
}

/// How a page of rows is asked of the server, and what that costs.
pub fn explain(conn: &mut PgConnection, query: &ListQuery) -> Result<Explained, Trouble> {
    table::of(query.kind).explain(conn, query)
}

/// How many rows (10,001 means more than 10,000) and the sums of these fields over all of them, in their order.
pub fn count(
    conn: &mut PgConnection,
    query: &ListQuery,
    sums: &[&str],
) -> Result<(i64, Vec<Decimal>), Trouble> {
    table::of(query.kind).count(conn, &query.filter, sums)
}

/// How many rows each part of a list has and what they add up to, in one pass over the list.
pub fn windows(conn: &mut PgConnection, wanted: &Windows) -> Result<Vec<(i64, Decimal)>, Trouble> {
    table::of(wanted.all.kind).windows(conn, &wanted.all.filter, &wanted.windows, wanted.sum)
}

/// One whole record.
pub fn record(conn: &mut PgConnection, kind: Kind, id: i64) -> Result<Row, Trouble> {
    table::of(kind).some(conn, &[id], &Filter::All)?.pop().ok_or_else(|| NotFound.into())
}

/// The record with this human code.
pub fn by_code(conn: &mut PgConnection, kind: Kind, code: &str) -> Result<Row, Trouble> {
    match entity::def(kind).code {
        Some(field) => table::of(kind).named(conn, field, code.trim()),
        None => Err(NotFound.into()),
    }
}

/// Rows and sums per due window, within a filter.
pub fn tabs(
    conn: &mut PgConnection,
    set: TabSet,
    filter: &Filter,
    today: NaiveDate,
) -> Result<Vec<Tab>, Trouble> {
    type Window = fn(&str, NaiveDate) -> Option<Filter>;
    let (kind, sum, all, names, window): (_, _, Filter, &[&str], Window) = match set {
        TabSet::Receivables => (
            Kind::Instalment,
            "outstanding",
            window::collectable(),
            &window::RECEIVABLE_TABS,
            window::receivable_window,
        ),
        TabSet::Delivery => {
            (Kind::Insertion, "amount", window::awaited(), &window::DELIVERY_TABS, window::delivery_tab)
        }
    };
    let (names, windows): (Vec<&str>, Vec<Filter>) =
        names.iter().filter_map(|name| window(name, today).map(|window| (*name, window))).unzip();
    let found = table::of(kind).windows(conn, &all.and(filter.clone()), &windows, sum)?;
    let tab = |(name, (rows, sum)): (&str, (i64, Decimal))| Tab { name: name.to_owned(), rows, sum };
    Ok(names.into_iter().zip(found).map(tab).collect())
}

/// Makes or changes one record, in one transaction.
pub fn save(conn: &mut PgConnection, save: &Save) -> Result<Saved, Trouble> {
    may_be_given(save)?;
    let door = table::of(save.kind);
    let given = Given(&save.values);
    let (id, version) = conn.transaction(|conn| match save.existing {
        None => super::custom::whole(conn, save.kind, |conn| door.insert(conn, &given, save.intent)),
        Some((id, version)) => match door.update(conn, (id, version), &given)? {
            Some(version) => Ok((id, version)),
            None => Err(untouched(conn, save.kind, id, version)?),
        },
    })?;
    Ok(Saved { kind: save.kind, id, version })
}

/// Why nothing was changed: somebody was faster, or it may not be changed, or it is not there; the last two look alike.
fn untouched(conn: &mut PgConnection, kind: Kind, id: i64, version: i32) -> Result<Trouble, Trouble> {
    let found = table::of(kind).some(conn, &[id], &Filter::All)?.pop();
    let stale = found.is_some_and(|row| row.version != version);
    Ok(if stale { StoreError::Stale } else { StoreError::NotYours }.into())
}

/// A form gives fields that exist and can be typed into now. The database has the last word on rights.
fn may_be_given(save: &Save) -> Result<(), Trouble> {
    let def = entity::def(save.kind);
    for (name, _) in save.values.iter() {
        let field = def.field(name).ok_or_else(|| unfit("unknown_field", name))?;
        if field.edit == Edit::Never || (field.edit == Edit::New && save.existing.is_some()) {
            return Err(unfit("not_editable", name));
        }
    }
    let is_new = save.existing.is_none();
    // What was added is asked for by the form of those who may fill it: others enter records without.
    let missing = |field: &&FieldDef| {
        field.required && !custom::is(field.name) && save.values.get(field.name).is_empty()
    };
    match def.fields.iter().find(|field| is_new && missing(field)) {
        Some(field) => Err(unfit("required", field.name)),
        None => Ok(()),
    }
}
