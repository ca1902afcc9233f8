//! The demo company, loaded once: as many of everything as promised, due when promised, whole in every sum, and open to every login.

use std::sync::OnceLock;

use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types::BigInt};
use kehu::local::Fixture;

use crate::support::TestDb;

static DEMO: OnceLock<TestDb> = OnceLock::new();

/// The company; the tests only read it.
fn demo() -> &'static TestDb {
    DEMO.get_or_init(|| {
        let db = TestDb::empty();
        Fixture::Demo.load(&mut db.admin()).unwrap_or_else(|error| panic!("{error}"));
        db
    })
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// How many rows `from` (a table and whatever follows) has.
fn count(conn: &mut PgConnection, from: &str) -> i64 {
    let row: Count = sql_query(format!("select count(*) as n from {from}"))
        .get_result(conn)
        .unwrap_or_else(|error| panic!("{from}: {error}"));
    row.n
}

#[test]
fn media_and_customers_are_as_many_as_promised() {
    let mut conn = demo().admin();
    for (from, n) in [
        ("kehu.department", 14),
        ("kehu_priv.operator", 49),
        ("kehu.publication", 10),
        ("kehu.ad_position", 90),
        ("kehu.rate_card", 20),
        ("kehu.rate_item", 180),
        ("kehu.customer", 600),
        ("kehu.customer where kind <> 'advertiser'", 40),
        ("kehu.customer where status = 'active'", 270),
        ("kehu.customer where status = 'archived'", 90),
        ("kehu.customer where is_reference", 12),
        ("kehu.customer where is_key", 25),
        (
            "kehu.customer c where is_key and not exists (select from kehu.contact k where k.customer_id = c.id and k.is_decider)",
            3,
        ),
        ("kehu.contact", 1_100),
        ("kehu.contact where birth_calendar = 'lunar'", 30),
        ("kehu.holiday where is_off_day", 39),
    ] {
        assert_eq!(count(&mut conn, from), n, "{from}");
    }
    assert_eq!(
        count(
            &mut conn,
            "kehu.issue where publish_on not between kehu.today() - interval '12 months' and kehu.today() + interval '12 months'"
        ),
        0
    );
}

#[test]
fn eight_contacts_have_a_birthday_within_two_weeks() {
    let near = "kehu.contact k, generate_series(0, 13) d where birth_calendar = 'solar' \
        and (birth_month, birth_day) = (extract(month from kehu.today() + d), extract(day from kehu.today() + d))";
    assert_eq!(count(&mut demo().admin(), near), 8);
}

#[test]
fn the_same_company_was_entered_twice_twenty_times() {
    // By the name without legal form and town, in its plain form.
    let towns = "select string_agg(distinct city, '|') from kehu.department";
    let bare = format!(
        "select regexp_replace(k.name_core, ({towns}), '') as bare, c.id \
         from kehu_priv.customer_key k join kehu.customer c on c.id = k.customer_id where c.kind = 'advertiser'"
    );
    let pairs = format!("(select bare from ({bare}) b group by bare having count(*) = 2) p");
    assert_eq!(count(&mut demo().admin(), &pairs), 20);
}
