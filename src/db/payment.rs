//! Payments as documents: booked with their allocations by one function, proposed before that.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{Array, BigInt, Jsonb, Numeric},
};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value as Json;

use super::trouble::Trouble;
use crate::{
    domain::order_draft::{DraftAllocation, PaymentDraft},
    store::{Booked, StoreError},
};

#[derive(QueryableByName)]
struct Answer {
    #[diesel(sql_type = Jsonb)]
    answer: Json,
}

#[derive(Deserialize)]
struct Told {
    id: i64,
    code: String,
    #[serde(with = "rust_decimal::serde::str")]
    allocated: Decimal,
    closed_todos: i64,
}

/// Books a payment; the same intent again is the same payment.
pub fn book(conn: &mut PgConnection, draft: &PaymentDraft) -> Result<Booked, Trouble> {
    let odd = |error: serde_json::Error| StoreError::Bug(format!("a payment is odd: {error}"));
    let given = serde_json::to_value(draft).map_err(odd)?;
    let answer: Answer =
        sql_query("select kehu.book_payment($1) as answer").bind::<Jsonb, _>(given).get_result(conn)?;
    let Told { id, code, allocated, closed_todos } = serde_json::from_value(answer.answer).map_err(odd)?;
    Ok(Booked { id, code, allocated, closed_todos })
}

#[derive(QueryableByName)]
struct Part {
    #[diesel(sql_type = BigInt)]
    instalment_id: i64,
    #[diesel(sql_type = Numeric)]
    amount: Decimal,
}

/// How an amount would be split, these instalments first, then the oldest due.
pub fn propose(
    conn: &mut PgConnection,
    payer: i64,
    amount: Decimal,
    first: &[i64],
) -> Result<Vec<DraftAllocation>, Trouble> {
    let parts: Vec<Part> = sql_query("select instalment_id, amount from kehu.propose_allocation($1, $2, $3)")
        .bind::<BigInt, _>(payer)
        .bind::<Numeric, _>(amount)
        .bind::<Array<BigInt>, _>(first)
        .load(conn)?;
    Ok(parts
        .into_iter()
        .map(|it| DraftAllocation { instalment_id: it.instalment_id, amount: it.amount })
        .collect())
}
