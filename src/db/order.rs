//! Orders as documents: saved whole by one function, loaded as the draft that the form goes on with.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Date, Integer, Jsonb, Nullable, Numeric, Text, Uuid as SqlUuid},
};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value as Json;
use uuid::Uuid;

use super::trouble::Trouble;
use crate::{
    domain::order_draft::{DraftInsertion, DraftInstalment, DraftLine, DraftNames, OrderDraft},
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
    #[serde(default)]
    asked: bool,
}

/// Saves an order; the same intent again is the same order.
pub fn save(conn: &mut PgConnection, draft: &OrderDraft) -> Result<OrderSaved, Trouble> {
    let given = serde_json::to_value(draft).map_err(odd)?;
    saved(sql_query("select kehu.save_order($1) as answer").bind::<Jsonb, _>(given).get_result(conn)?)
}

/// Changes a confirmed order; the same intent again is the same change.
pub fn change(conn: &mut PgConnection, draft: &OrderDraft, reason: &str) -> Result<OrderSaved, Trouble> {
    let mut given = serde_json::to_value(draft).map_err(odd)?;
    given["reason"] = reason.into();
    saved(sql_query("select kehu.change_order($1) as answer").bind::<Jsonb, _>(given).get_result(conn)?)
}

fn saved(answer: Answer) -> Result<OrderSaved, Trouble> {
    let Saved { id, code, version, state, existed, asked } =
        serde_json::from_value(answer.answer).map_err(odd)?;
    Ok(OrderSaved { id, code, version, state, existed, asked })
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
    Ok(OrderSaved { id, code, version, state, existed: true, asked: false })
}

#[derive(QueryableByName)]
struct Head {
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = BigInt)]
    customer_id: i64,
    #[diesel(sql_type = Integer)]
    salesperson_id: i32,
    #[diesel(sql_type = Nullable<BigInt>)]
    contract_id: Option<i64>,
    #[diesel(sql_type = Nullable<Date>)]
    signed_on: Option<NaiveDate>,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = Text)]
    plan_text: String,
    #[diesel(sql_type = Text)]
    note: String,
    #[diesel(sql_type = Text)]
    pay_note: String,
    #[diesel(sql_type = Text)]
    bill_to: String,
    #[diesel(sql_type = Numeric)]
    commission_rate: Decimal,
    #[diesel(sql_type = Numeric)]
    tax_rate: Decimal,
    #[diesel(sql_type = Nullable<BigInt>)]
    agency_id: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    bill_to_customer_id: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    invoice_title_id: Option<i64>,
    #[diesel(sql_type = Text)]
    customer: String,
    #[diesel(sql_type = Text)]
    salesperson: String,
    #[diesel(sql_type = Text)]
    agency: String,
    #[diesel(sql_type = Text)]
    payer: String,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Text)]
    contract: String,
    #[diesel(sql_type = Jsonb)]
    ext: Json,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = BigInt)]
    publication_id: i64,
    #[diesel(sql_type = BigInt)]
    position_id: i64,
    #[diesel(sql_type = Nullable<Text>)]
    size: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    colour: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    surcharge_kind: Option<String>,
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

/// The names are left joins: what is hidden has none.
const HEAD: &str = "select o.version, o.customer_id, o.salesperson_id, o.signed_on, o.state, c.plan_text, coalesce(c.note, '') as note, \
    coalesce(c.pay_note, '') as pay_note, o.bill_to, o.commission_rate, o.tax_rate, o.agency_id, o.bill_to_customer_id, o.invoice_title_id, o.contract_id, c.ext, \
    coalesce(k.name, '') as customer, coalesce(s.name, '') as salesperson, coalesce(a.name, '') as agency, \
    coalesce(p.name, '') as payer, coalesce(t.title, '') as title, coalesce(n.code, '') as contract \
    from kehu.sales_order o join kehu.order_card c on c.order_id = o.id \
    left join kehu.customer k on k.id = o.customer_id left join kehu.colleague s on s.id = o.salesperson_id \
    left join kehu.customer a on a.id = o.agency_id left join kehu.customer p on p.id = o.bill_to_customer_id \
    left join kehu.invoice_title t on t.id = o.invoice_title_id \
    left join kehu.contract n on n.id = o.contract_id where o.id = $1";
/// Size and colour only where the position leaves them open: else they are the position's, whatever it says by then.
const LINES: &str = "select l.id, l.publication_id, l.position_id, l.list_price, l.discount, l.unit_price, l.surcharge_kind, \
    case when p.size is null then l.size end as size, case when p.colour is null then l.colour end as colour \
    from kehu.order_line l join kehu.ad_position p on p.id = l.position_id where l.order_id = $1 and (l.open or l.issues > 0 or l.amount > 0) order by l.seq";
const INSERTIONS: &str = "select id, order_line_id as line_id, issue_id, amount from kehu.insertion \
    where order_id = $1 and makegood_of_id is null and state <> 'cancelled' order by order_line_id, planned_on, seq";
const INSTALMENTS: &str = "select due_on, amount, insertion_id from kehu.instalment \
    where order_id = $1 and state <> 'cancelled' order by seq";

/// An order to go on with, or to change after it was confirmed. It has a fresh intent: the next save is another one.
pub fn load(conn: &mut PgConnection, id: i64) -> Result<OrderDraft, Trouble> {
    let head: Head = sql_query(HEAD).bind::<BigInt, _>(id).get_result(conn)?;
    if ["completed", "cancelled", "terminated"].contains(&head.state.as_str()) {
        return Err(refused("bad_state", &head.state));
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
        contract_id: head.contract_id,
        opportunity_id: None,
        signed_on: head.signed_on,
        agency_id: head.agency_id,
        commission_rate: head.commission_rate.normalize(),
        bill_to: head.bill_to,
        bill_to_customer_id: head.bill_to_customer_id,
        invoice_title_id: head.invoice_title_id,
        tax_rate: head.tax_rate.normalize(),
        pay_note: head.pay_note,
        plan_text: head.plan_text,
        note: head.note,
        state: head.state,
        lines,
        instalments: instalments.collect(),
        ask: None,
        ext: head.ext.as_object().cloned().unwrap_or_default(),
        accepted: Vec::new(),
        names: DraftNames {
            customer: head.customer,
            salesperson: head.salesperson,
            agency: head.agency,
            payer: head.payer,
            title: head.title,
            contract: head.contract,
        },
    })
}

/// An order for a new one of the same customer: its lines and its terms, no id, no plan, no dates. A company that is hidden
/// by now takes no part any more.
pub fn copy(conn: &mut PgConnection, id: i64) -> Result<OrderDraft, Trouble> {
    let head: Head = sql_query(HEAD).bind::<BigInt, _>(id).get_result(conn)?;
    let seen = |id: Option<i64>, name: &str| id.filter(|_| !name.is_empty());
    let agency_id = seen(head.agency_id, &head.agency);
    let bill_to_customer_id = seen(head.bill_to_customer_id, &head.payer);
    let hidden = (head.bill_to == "agency" && agency_id.is_none())
        || (head.bill_to == "other" && bill_to_customer_id.is_none());
    let fresh = OrderDraft::new();
    Ok(OrderDraft {
        customer_id: Some(head.customer_id),
        agency_id,
        commission_rate: if agency_id.is_some() { head.commission_rate.normalize() } else { Decimal::ZERO },
        bill_to: if hidden { fresh.bill_to.clone() } else { head.bill_to },
        bill_to_customer_id,
        invoice_title_id: seen(head.invoice_title_id, &head.title).filter(|_| !hidden),
        contract_id: seen(head.contract_id, &head.contract),
        tax_rate: head.tax_rate.normalize(),
        pay_note: head.pay_note,
        plan_text: head.plan_text,
        lines: lines(conn, id)?.0,
        names: DraftNames {
            customer: head.customer,
            salesperson: head.salesperson,
            agency: head.agency,
            payer: head.payer,
            title: head.title,
            contract: head.contract,
        },
        ..fresh
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
            size: line.size,
            colour: line.colour,
            list_price: line.list_price,
            discount: line.discount,
            unit_price: line.unit_price,
            amount: match line.surcharge_kind {
                Some(_) => line.unit_price,
                None => line.unit_price * Decimal::from(insertions.len()),
            },
            surcharge_kind: line.surcharge_kind,
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
