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
    db::{holidays, trouble::Trouble},
    domain::{
        operation::Target,
        plan::{Part, PlanError},
        record::Values,
        replan::{Ask, Open, Standing},
    },
    store::{Reason, StoreError},
};

#[derive(QueryableByName)]
struct OpenRow {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Date)]
    due_on: NaiveDate,
    #[diesel(sql_type = Numeric)]
    outstanding: Decimal,
}

#[derive(QueryableByName)]
struct Settled {
    #[diesel(sql_type = Date)]
    today: NaiveDate,
    #[diesel(sql_type = Numeric)]
    settled: Decimal,
}

#[derive(QueryableByName)]
struct Ahead {
    #[diesel(sql_type = Date)]
    planned_on: NaiveDate,
    #[diesel(sql_type = Numeric)]
    amount: Decimal,
}

const OPEN: &str = "select id, due_on, outstanding from kehu.instalment where order_id = $1 and outstanding > 0 order by due_on, seq";
const SETTLED: &str = "select kehu.today() as today, coalesce(sum(amount - outstanding), 0)::numeric as settled \
    from kehu.instalment where order_id = $1 and state <> 'cancelled'";
const AHEAD: &str = "select planned_on, amount from kehu.insertion \
    where order_id = $1 and makegood_of_id is null and state in ('planned', 'booked', 'material_in') order by planned_on, id";

/// What an order still asks for.
pub fn standing(conn: &mut PgConnection, order: i64) -> Result<Standing, Trouble> {
    let open: Vec<OpenRow> = sql_query(OPEN).bind::<BigInt, _>(order).load(conn)?;
    let settled: Settled = sql_query(SETTLED).bind::<BigInt, _>(order).get_result(conn)?;
    let ahead: Vec<Ahead> = sql_query(AHEAD).bind::<BigInt, _>(order).load(conn)?;
    Ok(Standing {
        today: settled.today,
        open: open
            .into_iter()
            .map(|it| Open { id: it.id, ask: Ask { due_on: it.due_on, amount: it.outstanding } })
            .collect(),
        settled: settled.settled,
        insertions: ahead.into_iter().map(|it| (it.planned_on, it.amount)).collect(),
        calendar: holidays::calendar(conn)?,
    })
}

/// Days are counted from today. The first parts go on as the instalments that are open, with their todos and promises. Where it
/// was shown what becomes of which, and something came in since, nothing is done.
pub fn replan(conn: &mut PgConnection, target: Target, values: &Values) -> Result<(), Trouble> {
    let words = the_text(values, "plan")?;
    let standing = standing(conn, target.id)?;
    if values.get("outstanding").decimal().is_some_and(|seen| seen != standing.outstanding()) {
        return Err(StoreError::Stale.into());
    }
    let rows = match standing.open.as_slice() {
        // Nothing to plan: the function says why, or that this is not one's own.
        [] => Json::Array(Vec::new()),
        open => rows(&standing.lay(words).map_err(|wrong| refused(&wrong))?, open),
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
