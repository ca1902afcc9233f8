//! Birthdays: which day one falls on next, by the sun and by the moon; the table of lunar months against a calendar of others;
//! found in a list as a day. And the mobile numbers beside them: whole for those who may write, masked for the others.

use chinese_lunisolar_calendar::LunisolarDate;
use chrono::{Days, NaiveDate};
use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types,
};
use kehu::{
    db,
    domain::{
        filter::{Filter, ListQuery, Op},
        kind::Kind,
        record::{Row, Values},
        value::Value,
    },
    store::{Save, StoreError},
};
use uuid::Uuid;

use crate::support::TestDb;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

#[derive(QueryableByName)]
struct Kept {
    #[diesel(sql_type = sql_types::Nullable<sql_types::Date>)]
    on: Option<NaiveDate>,
}

/// Calendar, month, day, whether of a leap month; from which day on.
type Birthday<'a> = (&'a str, i32, i32, bool, NaiveDate);

fn next(conn: &mut PgConnection, (calendar, month, day, leap, from): Birthday) -> Option<NaiveDate> {
    sql_query("select kehu.next_birthday($1, $2, $3, $4, $5) as on")
        .bind::<sql_types::Text, _>(calendar)
        .bind::<sql_types::Integer, _>(month)
        .bind::<sql_types::Integer, _>(day)
        .bind::<sql_types::Bool, _>(leap)
        .bind::<sql_types::Date, _>(from)
        .get_result::<Kept>(conn)
        .expect("an answer")
        .on
}

#[test]
fn a_birthday_falls_on_the_next_day_that_fits() {
    let db = TestDb::golden();
    let conn = &mut db.as_login("john");
    let cases = [
        ("solar", 3, 16, false, "2002-03-13", "2002-03-16"),
        ("solar", 3, 16, false, "2002-03-16", "2002-03-16"),
        ("solar", 3, 16, false, "2002-03-17", "2003-03-16"),
        // 29 February is kept on the last day of the month in the other years.
        ("solar", 2, 29, false, "2002-03-13", "2003-02-28"),
        ("solar", 2, 29, false, "2003-03-01", "2004-02-29"),
        ("solar", 12, 31, false, "2002-12-31", "2002-12-31"),
        // The lunar year 2002 began on 12 February; its twelfth month lies in 2003.
        ("lunar", 1, 1, false, "2002-02-12", "2002-02-12"),
        ("lunar", 1, 1, false, "2002-02-13", "2003-02-01"),
        ("lunar", 12, 30, false, "2002-12-31", "2003-01-31"),
        ("lunar", 8, 15, false, "2002-03-13", "2002-09-21"),
        // The 30th of a month of 29 days is kept on the 29th: the first month of 2001 is long, that of 2003 too, of 2004 short.
        ("lunar", 1, 30, false, "2004-01-01", "2004-02-19"),
        // 2001 had a leap fourth month, 2004 a leap second one: born in it, one keeps it then, else the ordinary month.
        ("lunar", 4, 8, true, "2001-04-23", "2001-05-30"),
        ("lunar", 4, 8, false, "2001-04-23", "2001-04-30"),
        ("lunar", 4, 8, true, "2002-01-01", "2002-05-19"),
        ("lunar", 2, 10, true, "2004-01-01", "2004-03-30"),
        ("lunar", 2, 10, true, "2004-03-31", "2005-03-19"),
    ];
    for (calendar, month, date, leap, from, expected) in cases {
        let found = next(conn, (calendar, month, date, leap, day(from)));
        assert_eq!(
            found,
            Some(day(expected)),
            "{calendar} {month}-{date} leap {leap} from {from}, expected {expected}"
        );
    }
}

/// Every lunar day of 1990 to 2100 is the day that another calendar says. Each is asked for on itself.
#[test]
fn the_table_of_lunar_months_is_the_calendar() {
    let db = TestDb::empty();
    let mut on = day("1990-01-01");
    let mut values = Vec::new();
    while on <= day("2100-12-31") {
        let lunar = LunisolarDate::from_date(on).expect("within the calendar");
        let month = lunar.to_lunar_month();
        values.push(format!(
            "({},{},{},'{on}')",
            month.to_u8(),
            lunar.to_lunar_day().to_u8(),
            month.is_leap_month()
        ));
        on = on + Days::new(1);
    }
    #[derive(QueryableByName)]
    struct Wrong {
        #[diesel(sql_type = sql_types::Text)]
        v: String,
    }
    let wrong: Vec<Wrong> = sql_query(format!(
        "with v (month, day, leap, at) as (values {}) select v::text as v from v
          where not exists (select from kehu_priv.lunar_month m where m.month = v.month and m.leap = v.leap and m.starts_on + v.day - 1 = v.at::date and v.day <= m.days)
          limit 5",
        values.join(",")
    ))
    .load(&mut db.admin())
    .expect("an answer");
    assert!(wrong.is_empty(), "{:?}", wrong.into_iter().map(|it| it.v).collect::<Vec<_>>());
}

fn contact(conn: &mut PgConnection, id: i64) -> Row {
    db::record(conn, Kind::Contact, id).expect("a contact")
}

fn save(conn: &mut PgConnection, row: &Row, values: Values) -> Result<i32, StoreError> {
    let save =
        Save { kind: Kind::Contact, existing: Some((row.id, row.version)), values, intent: Uuid::new_v4() };
    db::save(conn, &save).map(|saved| saved.version).map_err(StoreError::from)
}

fn refused(answer: Result<i32, StoreError>) -> (String, Option<String>) {
    match answer {
        Err(StoreError::Refused(reason)) => (reason.rule.clone(), reason.field.clone()),
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn whose_birthday_is_near_is_found_by_its_day() {
    let db = TestDb::golden();
    let conn = &mut db.as_login("john");
    let near = |days: u64| {
        let until = Value::Date(day("2002-03-13") + Days::new(days));
        ListQuery::of(Kind::Contact).filter(Filter::is("next_birthday_on", Op::Le, until)).limit(50)
    };
    let found = db::list(conn, &near(3)).expect("a page").rows;
    assert!(!found.is_empty(), "the golden contact has his on 16 March");
    assert!(found.iter().all(|row| *row.get("next_birthday_on") == Value::Date(day("2002-03-16"))));
    assert!(db::list(conn, &near(2)).expect("a page").rows.is_empty());

    // By the moon, on the 30th of a month: the resolved day is what is shown.
    let row = &found[0];
    let lunar = Values::new()
        .with("birth_calendar", Value::Code("lunar".into()))
        .with("birth_month", Value::Int(2))
        .with("birth_day", Value::Int(5));
    save(conn, row, lunar).expect("his own");
    let row = contact(conn, row.id);
    assert_eq!(*row.get("next_birthday_on"), Value::Date(day("2002-03-18")));
    let impossible = save(conn, &row, Values::new().with("birth_day", Value::Int(31)));
    assert_eq!(refused(impossible), ("contact_birthday_is".into(), Some("birth_day".into())));
    let half = save(conn, &row, Values::new().with("birth_day", Value::Empty));
    assert_eq!(refused(half), ("contact_birthday_whole".into(), Some("birth_day".into())));
}

#[test]
fn a_superior_is_of_the_same_customer_and_nobody_is_above_himself() {
    let db = TestDb::golden();
    db.admin()
        .batch_execute(
            "insert into kehu.contact (customer_id, name, created_by) select id, '甲', owner_id from kehu.customer where id in (1, 2)
             union all select id, '乙', owner_id from kehu.customer where id = 1",
        )
        .expect("contacts");
    #[derive(QueryableByName)]
    struct Made {
        #[diesel(sql_type = sql_types::BigInt)]
        id: i64,
    }
    let made = |name: &str, customer: i64| {
        sql_query("select id from kehu.contact where name = $1 and customer_id = $2")
            .bind::<sql_types::Text, _>(name)
            .bind::<sql_types::BigInt, _>(customer)
            .get_result::<Made>(&mut db.admin())
            .expect("an id")
            .id
    };
    let (mine, other, also_mine) = (made("甲", 1), made("甲", 2), made("乙", 1));
    let conn = &mut db.as_login("liuzy");
    let to =
        |id: i64| Values::new().with("reports_to", Value::link(id, "")).with("hobbies", Value::text("围棋"));
    let row = contact(conn, mine);
    let elsewhere = save(conn, &row, to(other));
    assert_eq!(refused(elsewhere), ("reports_elsewhere".into(), Some("reports_to".into())));
    let version = save(conn, &row, to(also_mine)).expect("a colleague of his");
    assert_eq!(version, row.version + 1, "a change of the card is a change of the contact");
    assert_eq!(contact(conn, mine).get("hobbies").str(), "围棋");
    let row = contact(conn, also_mine);
    assert_eq!(refused(save(conn, &row, to(mine))), ("circle".into(), Some("reports_to".into())));
}

/// Who may write reads the number, who may only read gets it masked, and `psql` gets no more than that.
#[test]
fn a_mobile_number_is_whole_only_for_those_who_may_write_it() {
    let db = TestDb::golden();
    db.admin()
        .batch_execute("update kehu.contact set mobile = '13912345678' where customer_id = 1")
        .expect("a number");
    #[derive(QueryableByName)]
    struct Id {
        #[diesel(sql_type = sql_types::BigInt)]
        id: i64,
    }
    let id = sql_query("select min(id) as id from kehu.contact where customer_id = 1")
        .get_result::<Id>(&mut db.admin())
        .expect("a contact of customer 1")
        .id;
    let whole = |conn: &mut PgConnection| contact(conn, id).get("mobile").str().to_owned();
    // The owner, his superior, the general manager; not the market director two steps up, not the desk.
    for (login, shown) in [
        ("john", "13912345678"),
        ("zhangw", "13912345678"),
        ("liuzy", "13912345678"),
        ("chenm", "139****5678"),
        ("zhout", "139****5678"),
    ] {
        let conn = &mut db.as_login(login);
        assert_eq!(whole(conn), shown, "{login}");
        let raw = sql_query("select mobile from kehu.contact").execute(conn);
        assert!(raw.is_err_and(|error| error.to_string().contains("permission denied")), "{login}");
        let found = sql_query("select id from kehu.search_contact('13912345678', 5) id").load::<Id>(conn);
        assert!(found.expect("ids").iter().any(|it| it.id == id), "{login} finds it by the number");
    }
    // The log is no way round it.
    #[derive(Debug, PartialEq, QueryableByName)]
    struct Told {
        #[diesel(sql_type = sql_types::Nullable<sql_types::Text>)]
        new: Option<String>,
    }
    for (login, shown) in [("john", "13912345678"), ("chenm", "139****5678")] {
        let told: Vec<Told> = sql_query("select new from kehu.history('contact', $1) where field = 'mobile'")
            .bind::<sql_types::BigInt, _>(id)
            .load(&mut db.as_login(login))
            .expect("a history");
        assert_eq!(told, [Told { new: Some(shown.into()) }], "{login}");
    }
    let conn = &mut db.as_login("john");
    // What is shown masked is not saved over the number.
    let row = contact(conn, id);
    let masked = save(conn, &row, Values::new().with("mobile", Value::text("139****5678")));
    assert_eq!(refused(masked), ("contact_mobile_masked".into(), Some("mobile".into())));
}
