//! Orders as documents: saved whole by one function, loaded as the draft that the form goes on with.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Bool, Date, Integer, Jsonb, Nullable, Numeric, Text, Uuid as SqlUuid},
};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value as Json;
use uuid::Uuid;

use super::trouble::Trouble;
use crate::{
    domain::order_draft::{DraftInsertion, DraftInstalment, DraftLine, OrderDraft},
    store::{OrderSaved, Reason, StoreError},
};

#[derive(QueryableByName)]
struct Answer {
    #[diesel(sql_type = Jsonb)]
    answer: Json,
}

#[derive(Deserialize)]
struct Saved {
    id: i64,
    code: String,
    version: i32,
    state: String,
    existed: bool,
}

/// Saves an order; the same intent again is the same order.
pub fn save(conn: &mut PgConnection, draft: &OrderDraft) -> Result<OrderSaved, Trouble> {
    let given = serde_json::to_value(draft).map_err(odd)?;
    let answer: Answer =
        sql_query("select kehu.save_order($1) as answer").bind::<Jsonb, _>(given).get_result(conn)?;
    let Saved { id, code, version, state, existed } = serde_json::from_value(answer.answer).map_err(odd)?;
    Ok(OrderSaved { id, code, version, state, existed })
}

fn odd(error: serde_json::Error) -> Trouble {
    StoreError::Bug(format!("an order is odd: {error}")).into()
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = Text)]
    state: String,
}

/// Whether an order was saved by this intent: entered by it, or last changed by it.
pub fn ask(conn: &mut PgConnection, intent: Uuid) -> Result<OrderSaved, Trouble> {
    const ASK: &str = "select o.id, o.code, o.version, o.state from kehu.sales_order o \
        where o.created_by = kehu.me() and o.intent = $1 \
        union all select o.id, o.code, o.version, o.state from kehu.order_card c \
        join kehu.sales_order o on o.id = c.order_id where c.saved_intent = $1 limit 1";
    let found: Found = sql_query(ASK).bind::<SqlUuid, _>(intent).get_result(conn)?;
    let Found { id, code, version, state } = found;
    Ok(OrderSaved { id, code, version, state, existed: true })
}

#[derive(QueryableByName)]
struct Head {
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = BigInt)]
    customer_id: i64,
    #[diesel(sql_type = Integer)]
    salesperson_id: i32,
    #[diesel(sql_type = Nullable<Date>)]
    signed_on: Option<NaiveDate>,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = Text)]
    plan_text: String,
    #[diesel(sql_type = Text)]
    note: String,
    #[diesel(sql_type = Bool)]
    surcharged: bool,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = BigInt)]
    publication_id: i64,
    #[diesel(sql_type = BigInt)]
    position_id: i64,
    #[diesel(sql_type = Numeric)]
    list_price: Decimal,
    #[diesel(sql_type = Numeric)]
    discount: Decimal,
    #[diesel(sql_type = Numeric)]
    unit_price: Decimal,
}

#[derive(QueryableByName)]
struct Insertion {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = BigInt)]
    line_id: i64,
    #[diesel(sql_type = BigInt)]
    issue_id: i64,
    #[diesel(sql_type = Numeric)]
    amount: Decimal,
}

#[derive(QueryableByName)]
struct Instalment {
    #[diesel(sql_type = Date)]
    due_on: NaiveDate,
    #[diesel(sql_type = Numeric)]
    amount: Decimal,
    #[diesel(sql_type = Nullable<BigInt>)]
    insertion_id: Option<i64>,
}

const HEAD: &str = "select o.version, o.customer_id, o.salesperson_id, o.signed_on, o.state, c.plan_text, coalesce(c.note, '') as note, \
    exists (select from kehu.order_line l where l.order_id = o.id and l.surcharge_kind is not null) as surcharged \
    from kehu.sales_order o join kehu.order_card c on c.order_id = o.id where o.id = $1";
const LINES: &str = "select id, publication_id, position_id, list_price, discount, unit_price from kehu.order_line \
    where order_id = $1 and surcharge_kind is null order by seq";
const INSERTIONS: &str = "select id, order_line_id as line_id, issue_id, amount from kehu.insertion \
    where order_id = $1 and makegood_of_id is null order by order_line_id, seq";
const INSTALMENTS: &str = "select due_on, amount, insertion_id from kehu.instalment \
    where order_id = $1 and state <> 'cancelled' order by seq";

/// An order that is not confirmed yet, to go on with. It has a fresh intent: the next save is another one.
pub fn load(conn: &mut PgConnection, id: i64) -> Result<OrderDraft, Trouble> {
    let head: Head = sql_query(HEAD).bind::<BigInt, _>(id).get_result(conn)?;
    if !["draft", "requested"].contains(&head.state.as_str()) {
        return Err(refused("bad_state", &head.state));
    }
    // The form knows no surcharges, and a save writes all lines anew.
    if head.surcharged {
        return Err(refused("has_surcharge", ""));
    }
    let (lines, places) = lines(conn, id)?;
    let plan: Vec<Instalment> = sql_query(INSTALMENTS).bind::<BigInt, _>(id).load(conn)?;
    let instalments = plan.into_iter().map(|it| DraftInstalment {
        due_on: it.due_on,
        amount: it.amount,
        insertion: it.insertion_id.and_then(|id| places.get(&id).copied()),
    });
    Ok(OrderDraft {
        intent: Uuid::new_v4(),
        id: Some(id),
        version: Some(head.version),
        customer_id: Some(head.customer_id),
        salesperson_id: Some(head.salesperson_id),
        signed_on: head.signed_on,
        plan_text: head.plan_text,
        note: head.note,
        state: head.state,
        lines,
        instalments: instalments.collect(),
    })
}

/// The lines of an order for a new one of the same customer: no id, no plan, no dates.
pub fn copy(conn: &mut PgConnection, id: i64) -> Result<OrderDraft, Trouble> {
    let head: Head = sql_query(HEAD).bind::<BigInt, _>(id).get_result(conn)?;
    Ok(OrderDraft {
        customer_id: Some(head.customer_id),
        plan_text: head.plan_text,
        lines: lines(conn, id)?.0,
        ..OrderDraft::new()
    })
}

/// Where each insertion stands in the draft: line and place in it.
type Places = HashMap<i64, (usize, usize)>;

fn lines(conn: &mut PgConnection, id: i64) -> Result<(Vec<DraftLine>, Places), Trouble> {
    let stored: Vec<Line> = sql_query(LINES).bind::<BigInt, _>(id).load(conn)?;
    let insertions: Vec<Insertion> = sql_query(INSERTIONS).bind::<BigInt, _>(id).load(conn)?;
    let mut places = Places::new();
    let lines = stored.into_iter().enumerate().map(|(n, line)| {
        let of_line = insertions.iter().filter(|it| it.line_id == line.id);
        let insertions: Vec<DraftInsertion> = of_line
            .enumerate()
            .map(|(at, it)| {
                places.insert(it.id, (n, at));
                DraftInsertion { issue_id: it.issue_id, amount: it.amount }
            })
            .collect();
        DraftLine {
            publication_id: line.publication_id,
            position_id: line.position_id,
            list_price: line.list_price,
            discount: line.discount,
            unit_price: line.unit_price,
            amount: line.unit_price * Decimal::from(insertions.len()),
            insertions,
        }
    });
    let lines = lines.collect();
    Ok((lines, places))
}

fn refused(rule: &str, detail: &str) -> Trouble {
    let field = Some("state".to_owned());
    StoreError::Refused(Reason { rule: rule.to_owned(), field, detail: detail.to_owned() }).into()
}
