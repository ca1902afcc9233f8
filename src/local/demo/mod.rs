//! The demo company: invented people, media, customers, orders and money of an advertising house, the same on every machine
//! (a fixed seed), with dates around the day it is loaded. Everything is poured in through the tables' own triggers, so the
//! sums are the database's.

mod activities;
mod activity_words;
mod changes;
mod collection;
pub(super) mod company_names;
mod contacts;
mod customer_rows;
mod customers;
mod day;
mod dice;
mod due;
mod history;
mod holidays;
mod insertions;
mod leads;
mod media;
mod opportunities;
mod order_rows;
mod orders;
mod organisation;
mod papers;
mod payments;
pub(super) mod people_names;
mod plans;
mod pour;
mod quotes;
pub(super) mod spelling;
mod todos;

use chrono::NaiveDate;
use diesel::{
    PgConnection, QueryResult, QueryableByName, RunQueryDsl,
    connection::SimpleConnection,
    sql_query,
    sql_types::{Date, Jsonb},
};
use serde_json::Value;

pub use self::pour::{go_on, pour};
use self::{contacts::Contact, customers::Customer, orders::Order};

/// Fills a migrated, empty database; as superuser.
pub fn load(conn: &mut PgConnection) -> QueryResult<()> {
    organisation::load(conn)?;
    let today = today(conn)?;
    media(conn, today)?;
    let customers = customers::customers(today);
    let contacts = contacts::contacts(&customers);
    fill_customers(conn, &customers, &contacts, today)?;
    let orders = ordered(&customers, today);
    fill_orders(conn, &orders, &customers, today)?;
    fill_payments(conn, &orders, today)?;
    conn.batch_execute(changes::CHANGES)?;
    conn.batch_execute(papers::CONTRACTS)?;
    conn.batch_execute(papers::INVOICES)?;
    let (todos, dunnings) = todos::rows(&orders, &customers, today);
    let (count, first) = (activities::COUNT - opportunities::ACTIVITIES - todos.len(), todos.len() + 1);
    pour(conn, "kehu.activity", todos)?;
    pour(conn, "kehu.dunning", dunnings)?;
    conn.batch_execute(todos::PROMISES)?;
    pour(conn, "kehu.activity", activities::rows(&customers, &contacts, &orders, today, count, first))?;
    conn.batch_execute(opportunities::OPPORTUNITIES)?;
    conn.batch_execute(quotes::QUOTES)?;
    pour(conn, "kehu.lead", leads::rows(&customers, today))?;
    conn.batch_execute(history::BACKDATE)?;
    go_on(conn)
}

/// The orders, with what has come of them.
fn ordered(customers: &[Customer], today: NaiveDate) -> Vec<Order> {
    let mut orders = orders::orders(customers, today);
    collection::settle(&mut orders, today);
    orders::number(&mut orders);
    orders
}

#[derive(QueryableByName)]
struct Today {
    #[diesel(sql_type = Date)]
    today: NaiveDate,
}

fn today(conn: &mut PgConnection) -> QueryResult<NaiveDate> {
    let row: Today = sql_query("select kehu.today() as today").get_result(conn)?;
    Ok(row.today)
}

fn media(conn: &mut PgConnection, today: NaiveDate) -> QueryResult<()> {
    pour(conn, "kehu.holiday", holidays::rows(today))?;
    pour(conn, "kehu.publication", media::publication_rows())?;
    pour(conn, "kehu.ad_position", media::position_rows())?;
    let (cards, items) = media::rate_rows(today);
    pour(conn, "kehu.rate_card", cards)?;
    pour(conn, "kehu.rate_item", items)?;
    pour(conn, "kehu.issue", media::issue_rows(today))
}

fn fill_customers(
    conn: &mut PgConnection,
    customers: &[Customer],
    contacts: &[Contact],
    today: NaiveDate,
) -> QueryResult<()> {
    pour(conn, "kehu.customer", customer_rows::customer_rows(customers, today))?;
    fill_cards(conn, customer_rows::card_rows(customers))?;
    pour(conn, "kehu.invoice_title", customer_rows::title_rows(customers))?;
    pour(conn, "kehu.contact", contacts::rows(contacts, customers, today))
}

/// The cards are made by the customers' own trigger; here they are filled in.
fn fill_cards(conn: &mut PgConnection, cards: Vec<Value>) -> QueryResult<()> {
    const FILL: &str = "update kehu.customer_card k set short_name = c.short_name, archive_reason = c.archive_reason, \
        reference_text = c.reference_text, introducer = c.introducer, province = c.province, address = c.address, postcode = c.postcode, \
        website = c.website, tags = c.tags, note = c.note \
        from jsonb_populate_recordset(null::kehu.customer_card, $1) c where c.customer_id = k.customer_id";
    sql_query(FILL).bind::<Jsonb, _>(Value::Array(cards)).execute(conn)?;
    Ok(())
}

fn fill_orders(
    conn: &mut PgConnection,
    orders: &[Order],
    customers: &[Customer],
    today: NaiveDate,
) -> QueryResult<()> {
    pour(conn, "kehu.sales_order", order_rows::order_rows(orders))?;
    pour(conn, "kehu.order_card", order_rows::card_rows(orders))?;
    pour(conn, "kehu.order_line", order_rows::line_rows(orders))?;
    pour(conn, "kehu.insertion", insertions::rows(orders, today))?;
    pour(conn, "kehu.instalment", order_rows::instalment_rows(orders, customers, today))?;
    conn.batch_execute(order_rows::CLOSE)
}

/// Receipts, and then what the system does by itself: orders begin and end.
fn fill_payments(conn: &mut PgConnection, orders: &[Order], today: NaiveDate) -> QueryResult<()> {
    const SETTLE: &str = "select kehu_priv.settle_orders(array(select id from kehu.sales_order where state = 'confirmed' order by id))";
    let (payments, allocations) = payments::rows(orders, today);
    pour(conn, "kehu.payment", payments)?;
    pour(conn, "kehu.payment_allocation", allocations)?;
    conn.batch_execute(SETTLE)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use rust_decimal::Decimal;

    use super::*;

    fn company(today: NaiveDate) -> (Vec<Customer>, Vec<Order>) {
        let customers = customers::customers(today);
        let orders = ordered(&customers, today);
        (customers, orders)
    }

    #[test]
    fn the_same_day_has_the_same_company() {
        let today = day::of(2026, 11, 26);
        assert_eq!(company(today), company(today));
    }

    #[test]
    fn it_has_its_measure_on_whatever_day_it_is_loaded() {
        for today in day::of(2026, 1, 1).iter_days().step_by(23).take(40) {
            let (_, orders) = company(today);
            let insertions: usize =
                orders.iter().flat_map(|o| &o.lines).map(|l| l.insertions.len() + l.withdrawn.len()).sum();
            let instalments: usize = orders.iter().map(|o| o.plan.len()).sum();
            let (payments, _) = payments::rows(&orders, today);
            let share = share_of_the_top(&orders);
            assert!((900..=1_100).contains(&insertions), "{today}: {insertions} insertions");
            assert!((820..=980).contains(&instalments), "{today}: {instalments} instalments");
            assert_eq!(payments.len(), payments::COUNT, "{today}");
            assert!((72..=88).contains(&share), "{today}: the top fifth carries {share} percent");
        }
    }

    /// What the best fifth of the customers carries, in percent.
    fn share_of_the_top(orders: &[Order]) -> i64 {
        let mut sums: BTreeMap<usize, Decimal> = BTreeMap::new();
        for order in orders.iter().filter(|o| o.counted()) {
            *sums.entry(order.customer).or_default() += order.net();
        }
        let mut sums: Vec<Decimal> = sums.into_values().collect();
        sums.sort_unstable();
        let all: Decimal = sums.iter().sum();
        let top: Decimal = sums.iter().rev().take(sums.len() / 5).sum();
        i64::try_from((top * Decimal::ONE_HUNDRED / all).round()).unwrap_or_default()
    }
}
