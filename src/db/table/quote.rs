//! Quotes. What depends on the business date is computed with the rows, as `kehu_rpt.quote` has it.

use diesel::{
    NullableExpressionMethods, PgConnection, QueryResult, SelectableHelper,
    sql_types::{BigInt, Bool, Text},
};
use uuid::Uuid;

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, date, flag, int, link, moment, money, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        document,
        fixed::{Fixed, fixed},
        given::Given,
        lookup::{self},
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::quote::{Quote, QuoteRow},
    schema::kehu::quote,
};

const SAVE: &str = "kehu.save_quote";

type From = quote::table;
type Col = Column<QuoteRow, From>;

pub struct Quotes;

fn state() -> Fixed<Text> {
    fixed(
        "(case when quote.state = 'sent' and quote.valid_until < (select kehu.today()) then 'expired' else quote.state end)",
    )
}

/// Something in it is below the floor of its publication, as `kehu_priv.quote_below_floor` judges.
fn below_floor() -> Fixed<Bool> {
    fixed(
        "(exists (select from kehu.quote_line l join kehu.publication b on b.id = l.publication_id \
          left join kehu.rate_card r on r.publication_id = l.publication_id and (select kehu.today()) between r.valid_from and r.valid_to \
          left join kehu.rate_item e on e.rate_card_id = r.id and e.position_id = l.position_id \
          where l.quote_id = quote.id and (l.discount < b.discount_floor or l.unit_price < round(e.list_price * b.discount_floor, 2))))",
    )
}

impl Table for Quotes {
    type From = From;
    type Row = QuoteRow;

    const KIND: Kind = Kind::Quote;
    const PICK: (&'static [&'static str], &'static [&'static str]) =
        (&["code"], &["opportunity", "customer", "total"]);
    const COLUMNS: &'static [Col] = &[
        Col::text("code", |r| text(&r.own.code), sql!(quote::code)).always(),
        Col::link(
            "opportunity",
            |r| link(r.own.opportunity_id, &r.opportunity),
            sql!(quote::opportunity_id),
            sql!(lookup::opportunity(quote::opportunity_id)),
        ),
        Col::int("revision", |r| int(r.own.revision), sql!(quote::revision)).always(),
        Col::link(
            "customer",
            |r| link(r.own.customer_id, &r.customer),
            sql!(quote::customer_id),
            sql!(lookup::customer(quote::customer_id)),
        ),
        Col::text("state", |r| code(&r.state), sql!(state())).always(),
        Col::number("total", |r| money(r.own.total), sql!(quote::total)).always(),
        Col::date("valid_until", |r| date(r.own.valid_until), sql!(quote::valid_until)).always(),
        Col::text("note", |r| text(&r.own.note), sql!(quote::note)),
        Col::flag("below_floor", |r| flag(r.below_floor), sql!(below_floor())).always(),
        Col::int("lines", |r| int(r.own.lines), sql!(quote::lines)).always(),
        Col::text("state_reason", |r| text(&r.own.state_reason), sql!(quote::state_reason)),
        Col::small_link(
            "submitted_by",
            |r| link(r.own.submitted_by, &r.submitted_by),
            sql!(quote::submitted_by),
            sql!(lookup::person(quote::submitted_by)),
        ),
        Col::small_link(
            "approved_by",
            |r| link(r.own.approved_by, &r.approved_by),
            sql!(quote::approved_by),
            sql!(lookup::person(quote::approved_by)),
        ),
        Col::date("sent_on", |r| date(r.own.sent_on), sql!(quote::sent_on)),
        Col::date("answered_on", |r| date(r.own.answered_on), sql!(quote::answered_on)),
        Col::small_link(
            "owner",
            |r| link(r.own.owner_id, &r.owner),
            sql!(quote::owner_id),
            sql!(lookup::person(quote::owner_id)),
        ),
        Col::small_link(
            "department",
            |r| link(r.own.dept_id, &r.department),
            sql!(quote::dept_id),
            sql!(lookup::department(quote::dept_id)),
        ),
        Col::small_link(
            "created_by",
            |r| link(r.own.created_by, &r.created_by),
            sql!(quote::created_by),
            sql!(lookup::person(quote::created_by)),
        ),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(quote::created_at)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(quote::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(quote::id.nullable())
    }

    fn head(row: &QuoteRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(quote::code.nullable()), word),
            search::holds(Box::new(lookup::opportunity(quote::opportunity_id).nullable()), word),
            search::of_customer(conn, word, sql!(quote::customer_id))?,
        ]))
    }

    reads!(
        quote::table,
        (
            Quote::as_select(),
            lookup::opportunity(quote::opportunity_id),
            lookup::customer(quote::customer_id),
            lookup::person(quote::submitted_by),
            lookup::person(quote::approved_by),
            lookup::person(quote::owner_id),
            lookup::department(quote::dept_id),
            lookup::person(quote::created_by),
            state(),
            below_floor(),
        )
    );

    fn insert(conn: &mut PgConnection, given: &Given, intent: Uuid) -> Result<(i64, i32), Trouble> {
        document::make(conn, SAVE, Kind::Quote, given, intent)
    }

    fn update(conn: &mut PgConnection, record: (i64, i32), given: &Given) -> Result<Option<i32>, Trouble> {
        document::change(conn, SAVE, Kind::Quote, record, given)
    }
}
