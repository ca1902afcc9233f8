//! A customer at the order desk: who sells to him, what he owes, what he ordered last.

use chrono::NaiveDate;
use diesel::{
    OptionalExtension, PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Date, Integer, Nullable, Numeric, Text},
};
use rust_decimal::Decimal;

use super::{order, trouble::Trouble};
use crate::store::{Desk, LastOrder};

#[derive(QueryableByName)]
struct Owner {
    #[diesel(sql_type = Integer)]
    id: i32,
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(QueryableByName)]
struct Owed {
    #[diesel(sql_type = Numeric)]
    outstanding: Decimal,
    #[diesel(sql_type = Numeric)]
    overdue: Decimal,
}

#[derive(QueryableByName)]
struct Last {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Text)]
    plan_text: String,
    #[diesel(sql_type = Nullable<Date>)]
    signed_on: Option<NaiveDate>,
}

const OWNER: &str =
    "select s.id, s.name from kehu.customer c join kehu.colleague s on s.id = c.owner_id where c.id = $1";
const OWED: &str = "select coalesce(sum(i.outstanding::numeric), 0) as outstanding, \
    coalesce(sum(i.outstanding::numeric) filter (where i.due_on < t.today), 0) as overdue \
    from kehu.instalment i cross join (select kehu.today() as today offset 0) t \
    where i.customer_id = $1 and i.counted and i.outstanding > 0";
const LAST: &str = "select o.id, o.code, c.plan_text, o.signed_on from kehu.sales_order o \
    join kehu.order_card c on c.order_id = o.id where o.customer_id = $1 and o.state <> 'cancelled' \
    order by o.signed_on desc nulls last, o.id desc limit 1";

/// What the desk should know of this customer.
pub fn desk(conn: &mut PgConnection, customer: i64) -> Result<Desk, Trouble> {
    let owner: Owner = sql_query(OWNER).bind::<BigInt, _>(customer).get_result(conn)?;
    let owed: Owed = sql_query(OWED).bind::<BigInt, _>(customer).get_result(conn)?;
    let last: Option<Last> = sql_query(LAST).bind::<BigInt, _>(customer).get_result(conn).optional()?;
    let last_order = match last {
        Some(Last { id, code, plan_text, signed_on }) => {
            Some(LastOrder { code, plan_text, signed_on, draft: order::copy(conn, id)? })
        }
        None => None,
    };
    Ok(Desk {
        salesperson: (owner.id, owner.name),
        outstanding: owed.outstanding,
        overdue: owed.overdue,
        last_order,
    })
}
