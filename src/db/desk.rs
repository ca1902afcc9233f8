//! A customer at the order desk: who sells to him, what he owes, what he ordered last.

use chrono::NaiveDate;
use diesel::{
    OptionalExtension, PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Bool, Date, Integer, Nullable, Numeric, Text},
};
use rust_decimal::Decimal;

use super::{order, trouble::Trouble};
use crate::store::{Desk, DeskContract, LastOrder};

#[derive(QueryableByName)]
struct Owner {
    #[diesel(sql_type = Integer)]
    id: i32,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    industry: String,
    #[diesel(sql_type = Nullable<Numeric>)]
    credit_limit: Option<Decimal>,
    #[diesel(sql_type = Bool)]
    needs_contract: bool,
    #[diesel(sql_type = Nullable<BigInt>)]
    title_id: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    title: Option<String>,
}

#[derive(QueryableByName)]
struct Recent {
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Numeric)]
    net: Decimal,
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

#[derive(QueryableByName)]
struct Contract {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Date)]
    start_on: NaiveDate,
    #[diesel(sql_type = Nullable<Date>)]
    end_on: Option<NaiveDate>,
}

/// The invoice title is the one that is marked as usual, or his only one.
const OWNER: &str = "select s.id, s.name, coalesce(c.industry, '') as industry, c.credit_limit, c.needs_contract, \
    t.id as title_id, t.title from kehu.customer c join kehu.colleague s on s.id = c.owner_id \
    left join lateral (select x.id, x.title from kehu.invoice_title x where x.customer_id = c.id and x.deleted_at is null \
        and (x.is_default or not exists (select from kehu.invoice_title y where y.customer_id = c.id and y.deleted_at is null and y.id <> x.id)) \
        order by x.is_default desc, x.id limit 1) t on true where c.id = $1";
const RECENT: &str = "select code, net_amount as net from kehu.sales_order where customer_id = $1 and state <> 'cancelled' \
    and created_at > now() - interval '10 minutes' order by id desc limit 20";
const OWED: &str = "select coalesce(sum(i.outstanding::numeric), 0) as outstanding, \
    coalesce(sum(i.outstanding::numeric) filter (where i.due_on < t.today), 0) as overdue \
    from kehu.instalment i cross join (select kehu.today() as today offset 0) t \
    where i.customer_id = $1 and i.counted and i.outstanding > 0";
const LAST: &str = "select o.id, o.code, c.plan_text, o.signed_on from kehu.sales_order o \
    join kehu.order_card c on c.order_id = o.id where o.customer_id = $1 and o.state <> 'cancelled' \
    order by o.signed_on desc nulls last, o.id desc limit 1";

const CONTRACTS: &str = "select id, code, coalesce(start_on, signed_on) as start_on, end_on from kehu.contract \
    where customer_id = $1 and state in ('signed', 'in_force') and (end_on is null or end_on >= kehu.today() - 31) \
    order by end_on, id limit 50";

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
    let recent: Vec<Recent> = sql_query(RECENT).bind::<BigInt, _>(customer).load(conn)?;
    let contracts: Vec<Contract> = sql_query(CONTRACTS).bind::<BigInt, _>(customer).load(conn)?;
    let contracts = contracts.into_iter();
    Ok(Desk {
        salesperson: (owner.id, owner.name),
        industry: owner.industry,
        credit_limit: owner.credit_limit,
        needs_contract: owner.needs_contract,
        contracts: contracts
            .map(|Contract { id, code, start_on, end_on }| DeskContract { id, code, start_on, end_on })
            .collect(),
        title: owner.title_id.zip(owner.title),
        recent: recent.into_iter().map(|it| (it.code, it.net)).collect(),
        outstanding: owed.outstanding,
        overdue: owed.overdue,
        last_order,
    })
}
