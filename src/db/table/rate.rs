//! List prices with their rate cards. A new price finds its card by publication and period, or makes it.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, PgConnection,
    QueryDsl, QueryResult, RunQueryDsl, SelectableHelper, dsl::InnerJoinQuerySource, sql_types::BigInt,
};
use uuid::Uuid;

use super::{Table, reads};
use crate::{
    db::{
        cell::{date, link, moment, money},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        given::Given,
        lookup::{self},
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::rate::{NewCard, NewRate, Rate, RatePatch, RateRow},
    schema::kehu::{rate_card, rate_item},
};

type From = InnerJoinQuerySource<rate_item::table, rate_card::table>;
type Col = Column<RateRow, From>;

pub struct Rates;

impl Table for Rates {
    type From = From;
    type Row = RateRow;

    const KIND: Kind = Kind::Rate;
    const PICK: (&'static [&'static str], &'static [&'static str]) =
        (&["publication", "position"], &["valid_from", "list_price"]);
    const COLUMNS: &'static [Col] = &[
        Col::link(
            "publication",
            |r| link(r.publication_id, &r.publication),
            sql!(rate_card::publication_id),
            sql!(lookup::publication(rate_card::publication_id)),
        ),
        Col::link(
            "position",
            |r| link(r.own.position_id, &r.position),
            sql!(rate_item::position_id),
            sql!(lookup::position(rate_item::position_id)),
        ),
        Col::date("valid_from", |r| date(r.valid_from), sql!(rate_card::valid_from)).always(),
        Col::date("valid_to", |r| date(r.valid_to), sql!(rate_card::valid_to)).always(),
        Col::number("list_price", |r| money(r.own.list_price), sql!(rate_item::list_price)).always(),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(rate_item::created_at)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(rate_item::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(rate_item::id.nullable())
    }

    fn head(row: &RateRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(_: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(lookup::publication(rate_card::publication_id).nullable()), word),
            search::holds(Box::new(lookup::position(rate_item::position_id).nullable()), word),
        ]))
    }

    reads!(
        rate_item::table.inner_join(rate_card::table),
        (
            Rate::as_select(),
            rate_card::publication_id,
            lookup::publication(rate_card::publication_id),
            lookup::position(rate_item::position_id),
            rate_card::valid_from,
            rate_card::valid_to,
        )
    );

    fn insert(conn: &mut PgConnection, given: &Given, _: Uuid) -> Result<(i64, i32), Trouble> {
        let publication_id = given.filled_link("publication")?.unwrap_or_default();
        let valid_from = given.filled_date("valid_from")?.unwrap_or_default();
        let valid_to = given.filled_date("valid_to")?.unwrap_or_default();
        let card = rate_card::table
            .filter(rate_card::publication_id.eq(publication_id))
            .filter(rate_card::valid_from.eq(valid_from).and(rate_card::valid_to.eq(valid_to)))
            .select(rate_card::id)
            .first(conn)
            .optional()?;
        let rate_card_id = match card {
            Some(id) => id,
            None => diesel::insert_into(rate_card::table)
                .values(&NewCard { publication_id, valid_from, valid_to })
                .returning(rate_card::id)
                .get_result(conn)?,
        };
        let new = NewRate {
            rate_card_id,
            position_id: given.filled_link("position")?.unwrap_or_default(),
            list_price: given.filled_number("list_price")?.unwrap_or_default(),
        };
        Ok(diesel::insert_into(rate_item::table)
            .values(&new)
            .returning((rate_item::id, rate_item::version))
            .get_result(conn)?)
    }

    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        let patch = RatePatch { list_price: given.filled_number("list_price")? };
        let this = rate_item::table.filter(rate_item::id.eq(id).and(rate_item::version.eq(version)));
        Ok(diesel::update(this).set(patch).returning(rate_item::version).get_result(conn).optional()?)
    }
}
