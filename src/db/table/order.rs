//! Orders with their cards.

use diesel::{
    NullableExpressionMethods, OptionalExtension, PgConnection, QueryDsl, QueryResult, RunQueryDsl,
    SelectableHelper,
    dsl::LeftJoinQuerySource,
    sql_types::{BigInt, Bool, Jsonb, Numeric},
};

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, date, flag, int, link, moment, money, ratio, text},
        column::{Column, Expr, Make, Predicate, sql},
        condition::any,
        given::Given,
        lookup::{self, Lookup, lookup},
        moves::fill_order,
        search,
        trouble::Trouble,
    },
    domain::{kind::Kind, operation::Target},
    model::order::{Card, Order, OrderRow},
    schema::kehu::{order_card, sales_order},
};

type From = LeftJoinQuerySource<sales_order::table, order_card::table>;
type Col = Column<OrderRow, From>;

pub struct Orders;

fn outstanding() -> Lookup<sales_order::id, Numeric> {
    lookup(
        "select coalesce(sum(i.outstanding), 0) from kehu.instalment i where i.counted and i.order_id =",
        sales_order::id,
    )
}

fn overdue() -> Lookup<sales_order::id, Numeric> {
    lookup(
        "select coalesce(sum(i.outstanding), 0) from kehu.instalment i where i.counted \
         and i.due_on < (select kehu.today()) and i.order_id =",
        sales_order::id,
    )
}

/// The first counted order of its customer, among those that the reader sees.
fn first() -> Lookup<sales_order::id, Bool> {
    lookup(
        "select k.signed_on is not null and k.state in ('confirmed', 'executing', 'suspended', 'completed', 'terminated') \
         and not exists (select from kehu.sales_order p where p.customer_id = k.customer_id and p.signed_on is not null \
         and p.state in ('confirmed', 'executing', 'suspended', 'completed', 'terminated') and p.deleted_at is null \
         and (p.signed_on, p.id) < (k.signed_on, k.id)) from kehu.sales_order k where k.id =",
        sales_order::id,
    )
}

impl Table for Orders {
    type From = From;
    type Row = OrderRow;

    const KIND: Kind = Kind::Order;
    const PICK: (&'static [&'static str], &'static [&'static str]) =
        (&["code"], &["customer", "salesperson"]);
    const COLUMNS: &'static [Col] = &[
        Col::text("code", |r| text(&r.own.code), sql!(sales_order::code)).always(),
        Col::link(
            "customer",
            |r| link(r.own.customer_id, &r.customer),
            sql!(sales_order::customer_id),
            sql!(lookup::customer(sales_order::customer_id)),
        ),
        Col::text("state", |r| code(&r.own.state), sql!(sales_order::state)).always(),
        Col::text("state_reason", |r| text(&r.card.state_reason), sql!(order_card::state_reason)),
        Col::date("signed_on", |r| date(r.own.signed_on), sql!(sales_order::signed_on)),
        Col::small_link(
            "salesperson",
            |r| link(r.own.salesperson_id, &r.salesperson),
            sql!(sales_order::salesperson_id),
            sql!(lookup::person(sales_order::salesperson_id)),
        ),
        Col::small_link(
            "department",
            |r| link(r.own.sales_dept_id, &r.department),
            sql!(sales_order::sales_dept_id),
            sql!(lookup::department(sales_order::sales_dept_id)),
        ),
        Col::small_link(
            "owner",
            |r| link(r.own.owner_id, &r.owner),
            sql!(sales_order::owner_id),
            sql!(lookup::person(sales_order::owner_id)),
        ),
        Col::small_link(
            "assistant",
            |r| link(r.own.assistant_id, &r.assistant),
            sql!(sales_order::assistant_id),
            sql!(lookup::person(sales_order::assistant_id)),
        ),
        Col::number("net_amount", |r| money(r.own.net_amount), sql!(sales_order::net_amount)).always(),
        Col::number("gross_amount", |r| money(r.own.gross_amount), sql!(sales_order::gross_amount)).always(),
        Col::number("discount_amount", |r| money(r.own.discount_amount), sql!(sales_order::discount_amount))
            .always(),
        Col::number("planned", |r| money(r.own.planned), sql!(sales_order::planned)).always(),
        Col::number("received", |r| money(r.own.received), sql!(sales_order::received)).always(),
        Col::number("outstanding", |r| money(r.outstanding), sql!(outstanding())).always().dear(),
        Col::number("overdue", |r| money(r.overdue), sql!(overdue())).always().dear(),
        Col::number("invoiced", |r| money(r.own.invoiced), sql!(sales_order::invoiced)).always(),
        Col::int("insertions", |r| int(r.card.insertions), sql!(order_card::insertions)),
        Col::int("delivered", |r| int(r.card.delivered), sql!(order_card::delivered)),
        Col::number(
            "delivered_amount",
            |r| money(r.card.delivered_amount),
            sql!(order_card::delivered_amount),
        ),
        Col::text("plan_text", |r| text(&r.card.plan_text), sql!(order_card::plan_text)),
        Col::text("pay_note", |r| text(&r.card.pay_note), sql!(order_card::pay_note)),
        Col::link(
            "agency",
            |r| link(r.own.agency_id, &r.agency),
            sql!(sales_order::agency_id),
            sql!(lookup::customer(sales_order::agency_id)),
        ),
        Col::text("bill_to", |r| code(&r.own.bill_to), sql!(sales_order::bill_to)).always(),
        Col::link(
            "bill_to_customer",
            |r| link(r.own.bill_to_customer_id, &r.bill_to_customer),
            sql!(sales_order::bill_to_customer_id),
            sql!(lookup::customer(sales_order::bill_to_customer_id)),
        ),
        Col::link(
            "invoice_title",
            |r| link(r.own.invoice_title_id, &r.invoice_title),
            sql!(sales_order::invoice_title_id),
            sql!(lookup::invoice_title(sales_order::invoice_title_id)),
        ),
        Col::link(
            "contract",
            |r| link(r.own.contract_id, &r.contract),
            sql!(sales_order::contract_id),
            sql!(lookup::contract(sales_order::contract_id)),
        ),
        Col::link(
            "opportunity",
            |r| link(r.card.opportunity_id, &r.opportunity),
            sql!(order_card::opportunity_id),
            sql!(lookup::opportunity(order_card::opportunity_id.nullable())),
        ),
        Col::number("commission_rate", |r| ratio(r.own.commission_rate), sql!(sales_order::commission_rate))
            .always(),
        Col::number(
            "commission_amount",
            |r| money(r.own.commission_amount),
            sql!(sales_order::commission_amount),
        )
        .always(),
        Col::number("tax_rate", |r| ratio(r.own.tax_rate), sql!(sales_order::tax_rate)).always(),
        Col::flag("counted", |r| flag(r.card.counted), sql!(order_card::counted)),
        Col::flag("is_first", |r| flag(r.first.unwrap_or_default()), sql!(first())).dear(),
        Col::text("note", |r| text(&r.card.note), sql!(order_card::note)),
        Col::moment("confirmed_at", |r| moment(r.card.confirmed_at), sql!(order_card::confirmed_at)),
        Col::small_link(
            "confirmed_by",
            |r| link(r.card.confirmed_by, &r.confirmed_by),
            sql!(order_card::confirmed_by),
            sql!(lookup::person(order_card::confirmed_by.nullable())),
        ),
        Col::small_link(
            "created_by",
            |r| link(r.own.created_by, &r.created_by),
            sql!(sales_order::created_by),
            sql!(lookup::person(sales_order::created_by)),
        ),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(sales_order::created_at)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(sales_order::updated_at)).always(),
    ];

    const EXT: Option<Make<From, Jsonb>> = Some(sql!(order_card::ext));

    fn ext(row: &OrderRow) -> &serde_json::Value {
        &row.card.ext
    }

    fn id() -> Expr<From, BigInt> {
        Box::new(sales_order::id.nullable())
    }

    fn head(row: &OrderRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(sales_order::code.nullable()), word),
            search::of_customer(conn, word, sql!(sales_order::customer_id))?,
            search::of_customer(conn, word, sql!(sales_order::agency_id))?,
        ]))
    }

    /// Everything else of an order is changed in its own form, and by moves.
    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        fill_order(conn, Target { id, version }, given)?;
        Ok(sales_order::table.find(id).select(sales_order::version).first(conn).optional()?)
    }

    reads!(
        sales_order::table.left_join(order_card::table),
        (
            Order::as_select(),
            Option::<Card>::as_select(),
            lookup::customer(sales_order::customer_id),
            lookup::customer(sales_order::agency_id),
            lookup::customer(sales_order::bill_to_customer_id),
            lookup::invoice_title(sales_order::invoice_title_id),
            lookup::contract(sales_order::contract_id),
            lookup::opportunity(order_card::opportunity_id.nullable()),
            lookup::person(sales_order::salesperson_id),
            lookup::department(sales_order::sales_dept_id),
            lookup::person(sales_order::owner_id),
            lookup::person(sales_order::assistant_id),
            lookup::person(order_card::confirmed_by.nullable()),
            lookup::person(sales_order::created_by),
            outstanding(),
            overdue(),
            first(),
        )
    );
}
