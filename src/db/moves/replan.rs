//! A new collection plan for what is not paid yet, said in the plan language and laid over what is still asked for.

use chrono::NaiveDate;
use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Date, Integer, Jsonb, Nullable, Numeric, Text},
};
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use super::asked::{text, the_text};
use crate::{
    db::trouble::Trouble,
    domain::{
        operation::Target,
        plan::{self, Ground, Part, PlanError, Planned},
        record::Values,
    },
    store::{Reason, StoreError},
};

#[derive(QueryableByName)]
struct Open {
    #[diesel(sql_type = Date)]
    today: NaiveDate,
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Numeric)]
    outstanding: Decimal,
}

#[derive(QueryableByName)]
struct Ahead {
    #[diesel(sql_type = Date)]
    planned_on: NaiveDate,
    #[diesel(sql_type = Numeric)]
    amount: Decimal,
}

const OPEN: &str = "select kehu.today() as today, id, outstanding from kehu.instalment \
    where order_id = $1 and outstanding > 0 order by due_on, seq";
const AHEAD: &str = "select planned_on, amount from kehu.insertion \
    where order_id = $1 and makegood_of_id is null and state in ('planned', 'booked', 'material_in') order by planned_on, id";

/// Days are counted from today. The first parts go on as the instalments that are open, with their todos and promises.
pub fn replan(conn: &mut PgConnection, target: Target, values: &Values) -> Result<(), Trouble> {
    let words = the_text(values, "plan")?;
    let open: Vec<Open> = sql_query(OPEN).bind::<BigInt, _>(target.id).load(conn)?;
    let ahead: Vec<Ahead> = sql_query(AHEAD).bind::<BigInt, _>(target.id).load(conn)?;
    let rows = match open.first() {
        Some(first) => rows(&laid(words, &open, &ahead, first.today)?, &open),
        // Nothing to plan: the function says why, or that this is not one's own.
        None => Json::Array(Vec::new()),
    };
    sql_query("select kehu.replan_order($1, $2, $3, $4, $5)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Jsonb, _>(rows)
        .bind::<Text, _>(words)
        .bind::<Nullable<Text>, _>(text(values, "reason"))
        .execute(conn)?;
    Ok(())
}

fn laid(words: &str, open: &[Open], ahead: &[Ahead], today: NaiveDate) -> Result<Vec<Part>, Trouble> {
    let insertions: Vec<Planned> = ahead
        .iter()
        .enumerate()
        .map(|(n, it)| Planned { at: (0, n), on: it.planned_on, amount: it.amount })
        .collect();
    let net = open.iter().map(|part| part.outstanding).sum();
    let ground = Ground { net, signed: today, today, insertions: &insertions };
    plan::parse(words).and_then(|plan| plan.lay(&ground)).map_err(|wrong| refused(&wrong))
}

fn rows(parts: &[Part], open: &[Open]) -> Json {
    let row = |(n, part): (usize, &Part)| {
        let (due_on, amount) = (part.due_on, part.amount.to_string());
        match open.get(n) {
            Some(kept) => json!({"id": kept.id, "due_on": due_on, "amount": amount}),
            None => json!({"due_on": due_on, "amount": amount}),
        }
    };
    parts.iter().enumerate().map(row).collect()
}

fn refused(wrong: &PlanError) -> Trouble {
    let rule = match wrong {
        PlanError::Backwards(_) | PlanError::OutOfRange => "plan_dates",
        PlanError::TooMuch(_) | PlanError::Nothing(_) => "plan_amounts",
        _ => "plan_unreadable",
    };
    let detail = match wrong {
        PlanError::TooMuch(by) => by.to_string(),
        PlanError::Nothing(n) | PlanError::Backwards(n) => n.to_string(),
        PlanError::Unreadable(said) => said.clone(),
        _ => String::new(),
    };
    StoreError::Refused(Reason { rule: rule.into(), field: Some("plan".into()), detail }).into()
}
