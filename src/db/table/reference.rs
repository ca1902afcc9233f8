//! The directory of reference customers, which everybody reads.

use diesel::{NullableExpressionMethods, PgConnection, QueryResult, SelectableHelper, sql_types::BigInt};

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, link, moment, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        lookup, search,
    },
    domain::kind::Kind,
    model::reference::{Reference, ReferenceRow},
    schema::kehu::reference_card,
};

type From = reference_card::table;
type Col = Column<ReferenceRow, From>;

pub struct References;

impl Table for References {
    type From = From;
    type Row = ReferenceRow;

    const KIND: Kind = Kind::Reference;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["name"], &["industry", "owner"]);
    const COLUMNS: &'static [Col] = &[
        Col::text("name", |r| text(&r.own.name), sql!(reference_card::name)).always(),
        Col::text("industry", |r| code(&r.own.industry), sql!(reference_card::industry)),
        Col::text("reference_text", |r| text(&r.own.reference_text), sql!(reference_card::reference_text)),
        Col::small_link(
            "owner",
            |r| link(r.own.owner_id, &r.owner),
            sql!(reference_card::owner_id),
            sql!(lookup::person(reference_card::owner_id)),
        ),
        Col::link(
            "customer",
            |r| link(r.own.customer_id, &r.customer),
            sql!(reference_card::customer_id),
            sql!(lookup::customer(reference_card::customer_id)),
        ),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(reference_card::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(reference_card::customer_id.nullable())
    }

    fn head(row: &ReferenceRow) -> (i64, i32) {
        (row.own.customer_id, 1)
    }

    fn search(_: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(reference_card::name.nullable()), word),
            search::holds(Box::new(reference_card::reference_text.nullable()), word),
        ]))
    }

    reads!(
        reference_card::table,
        (
            Reference::as_select(),
            lookup::customer(reference_card::customer_id),
            lookup::person(reference_card::owner_id),
        )
    );
}
