//! A position that is sold once per issue (I7) is gone with the confirmation of the first order that plans it, booked with the publisher
//! or not: what is refused and in which words, what sets it free, and who wins when two confirm at once. On the golden company, where the
//! back cover of 中国化妆品 is planned for order 1 in May and free in June.

use std::{
    thread,
    time::{Duration, Instant},
};

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection, result::Error, sql_query,
    sql_types::Text,
};
use kehu::db::constraint;

use crate::support::{TestDb, count, unsound};

#[derive(QueryableByName)]
struct One {
    #[diesel(sql_type = Text)]
    v: String,
}

/// What the statement answers, or the reason for which it was refused with its detail.
fn said(conn: &mut PgConnection, sql: &str) -> Result<String, String> {
    match sql_query(sql).get_result::<One>(conn) {
        Ok(one) => Ok(one.v),
        Err(Error::DatabaseError(_, info)) => {
            let name = info.constraint_name().unwrap_or_else(|| info.message());
            Err(format!("{name} {}", info.details().unwrap_or_default()).trim_end().to_owned())
        }
        Err(error) => panic!("{sql}: {error}"),
    }
}

/// An order over the back cover of publication 1 in issues of these numbers.
fn sell(customer: i64, state: &str, numbers: &str) -> String {
    let lines = format!(
        "jsonb_build_array(jsonb_build_object('publication_id', 1, 'position_id', 1, 'list_price', '50000.00', 'insertions',
           (select jsonb_agg(jsonb_build_object('issue_id', id) order by no) from kehu.issue where publication_id = 1 and no in ({numbers}))))"
    );
    let worth = format!(
        "(50000 * (select count(*) from kehu.issue where publication_id = 1 and no in ({numbers})))::text"
    );
    format!(
        "select kehu.save_order(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', {customer}, 'state', '{state}',
           'lines', {lines}, 'instalments', jsonb_build_array(jsonb_build_object('due_on', '2002-05-01', 'amount', {worth})))) ->> 'id' as v"
    )
}

fn confirm(id: &str) -> String {
    format!(
        "select kehu.move_order({id}, (select version from kehu.sales_order where id = {id}), 'confirmed') ->> 'state' as v"
    )
}

const GONE: &str = "kehu:position_taken 中国化妆品 时尚版 封底 2002年第5期";

#[test]
fn what_is_planned_is_gone_before_it_is_booked() {
    let db = TestDb::golden();
    let (mut zhout, mut sunl) = (db.as_login("zhout"), db.as_login("sunl"));
    // To whom it went is said only to those who read that order.
    assert_eq!(said(&mut zhout, &sell(1, "confirmed", "5")), Err(format!("{GONE} (SH-2002-0001)")));
    assert_eq!(said(&mut sunl, &sell(4, "confirmed", "5")), Err(GONE.to_owned()));
    // A draft and a request hold nothing, and nothing is kept from them: what counts is the confirmation.
    let first = said(&mut zhout, &sell(2, "requested", "6")).unwrap();
    let second = said(&mut sunl, &sell(4, "draft", "6")).unwrap();
    assert_eq!(said(&mut sunl, &confirm(&second)), Ok("confirmed".into()));
    let refused = said(&mut zhout, &confirm(&first)).unwrap_err();
    assert!(refused.contains("position_taken") && refused.contains("第6期"), "{refused}");
    // Booked later: nothing is in its way.
    let book = format!(
        "select kehu.mark_insertion(id, version, 'booked') ->> 'state' as v from kehu.insertion where order_id = {second}"
    );
    assert_eq!(said(&mut sunl, &book), Ok("booked".into()));
    assert_eq!(unsound(&mut db.admin()), Vec::<String>::new());
}

#[test]
fn an_order_that_ends_or_goes_back_sets_its_positions_free() {
    let db = TestDb::golden();
    let (mut zhout, mut chief) = (db.as_login("zhout"), db.as_login("zhangw"));
    let back = |id: &str, to: &str| {
        format!(
            "select kehu.move_order({id}, (select version from kehu.sales_order where id = {id}), '{to}', 'x') ->> 'state' as v"
        )
    };
    for (to, frees) in [("draft", true), ("suspended", false), ("cancelled", true), ("terminated", true)] {
        let id = said(&mut zhout, &sell(2, "confirmed", "6")).unwrap();
        let hand = if ["draft", "suspended"].contains(&to) { &mut zhout } else { &mut chief };
        assert_eq!(said(hand, &back(&id, to)), Ok(to.into()));
        let next = said(&mut zhout, &sell(1, "confirmed", "6"));
        assert_eq!(next.is_ok(), frees, "{to}: {next:?}");
        for id in next.iter().chain((!frees).then_some(&id)) {
            assert_eq!(said(&mut chief, &back(id, "terminated")), Ok("terminated".into()));
        }
    }
    assert_eq!(unsound(&mut db.admin()), Vec::<String>::new());
}

#[test]
fn a_change_takes_what_is_free_and_nothing_else() {
    let db = TestDb::golden();
    let (mut zhout, mut sunl) = (db.as_login("zhout"), db.as_login("sunl"));
    said(&mut sunl, &sell(4, "confirmed", "6")).unwrap();
    let change = |lines: &[&str]| {
        let lines: Vec<String> = lines
            .iter()
            .map(|numbers| format!(
                "jsonb_build_object('publication_id', 1, 'position_id', 1, 'list_price', '50000.00', 'discount', '0.8', 'insertions',
                   (select jsonb_agg(jsonb_build_object('issue_id', id) order by no) from kehu.issue where publication_id = 1 and no in ({numbers})))"
            ))
            .collect();
        format!(
            "select kehu.change_order(jsonb_build_object('intent', gen_random_uuid(), 'id', 1, 'version', (select version from kehu.sales_order where id = 1), 'customer_id', 1,
               'reason', 'x', 'lines', jsonb_build_array({}), 'instalments', (select jsonb_agg(jsonb_build_object('id', id, 'due_on', due_on, 'amount', amount::text)) from kehu.instalment
                 where order_id = 1 and state <> 'cancelled'))) ->> 'state' as v",
            lines.join(", ")
        )
    };
    let refused = said(&mut zhout, &change(&["3, 4, 6"])).unwrap_err();
    assert!(refused.contains("position_taken") && refused.contains("第6期"), "{refused}");
    // From one line to another of the same order, in either direction, nothing is in the way; twice is once too often.
    assert_eq!(said(&mut zhout, &change(&["3, 4", "5"])), Ok("executing".into()));
    assert_eq!(said(&mut zhout, &change(&["3, 4, 5"])), Ok("executing".into()));
    let twice = said(&mut zhout, &change(&["3, 4, 5", "5"])).unwrap_err();
    assert!(twice.contains("position_taken") && twice.contains("第5期"), "{twice}");
    // A repetition takes a place like everything else.
    zhout.batch_execute("select kehu.mark_insertion(id, version, 'missed') from kehu.insertion where order_id = 1 and state = 'booked'").unwrap();
    let repeat = "select kehu.make_good(id, version, (select id from kehu.issue where publication_id = 1 and no = 6)) ->> 'state' as v from kehu.insertion where order_id = 1 and state = 'missed'";
    let refused = said(&mut zhout, repeat).unwrap_err();
    assert!(refused.contains("position_taken") && refused.contains("第6期"), "{refused}");
    assert_eq!(unsound(&mut db.admin()), Vec::<String>::new());
}

/// One confirms and has not ended; the other waits, and has what the first leaves.
fn two_at_once(end: &str) -> Result<String, String> {
    let db = TestDb::golden();
    let mut first = db.as_login("zhout");
    first.batch_execute("begin").unwrap();
    said(&mut first, &sell(2, "confirmed", "6")).unwrap();
    let mut other = db.as_login("sunl");
    let second = thread::spawn(move || said(&mut other, &sell(4, "confirmed", "6")));
    let (mut admin, patience) = (db.admin(), Instant::now() + Duration::from_secs(30));
    while count(
        &mut admin,
        "pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    ) == 0
    {
        assert!(Instant::now() < patience, "the second does not wait");
    }
    first.batch_execute(end).unwrap();
    let answer = second.join().expect("an answer");
    assert_eq!(unsound(&mut db.admin()), Vec::<String>::new());
    answer
}

#[test]
fn of_two_that_confirm_at_once_the_database_lets_one() {
    assert!(two_at_once("rollback").is_ok());
    let late = two_at_once("commit").unwrap_err();
    assert!(late.starts_with("insertion_position_taken"), "{late}");
    assert_eq!(
        constraint::rule("insertion_position_taken"),
        Some("position_taken"),
        "said in the same words"
    );
}
