//! The demo company: invented people, media, customers, orders and money of an advertising house, the same on every machine
//! (a fixed seed), with dates around the day it is loaded. Everything is poured in through the tables' own triggers, so the
//! sums are the database's.

mod company_names;
mod contacts;
mod customer_rows;
mod customers;
mod day;
mod dice;
mod holidays;
mod media;
mod organisation;
mod people_names;
mod pour;
mod spelling;

use chrono::NaiveDate;
use diesel::{
    PgConnection, QueryResult, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{Date, Jsonb},
};
use serde_json::Value;

pub use self::pour::go_on;
use self::pour::pour;

/// Fills a migrated, empty database; as superuser.
pub fn load(conn: &mut PgConnection) -> QueryResult<()> {
    organisation::load(conn)?;
    let today = today(conn)?;
    media(conn, today)?;
    customers(conn, today)?;
    go_on(conn)
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

fn customers(conn: &mut PgConnection, today: NaiveDate) -> QueryResult<()> {
    let customers = customers::customers(today);
    let contacts = contacts::contacts(&customers);
    pour(conn, "kehu.customer", customer_rows::customer_rows(&customers, today))?;
    fill_cards(conn, customer_rows::card_rows(&customers))?;
    pour(conn, "kehu.invoice_title", customer_rows::title_rows(&customers))?;
    pour(conn, "kehu.contact", contacts::rows(&contacts, &customers, today))
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
