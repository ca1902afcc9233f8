//! The order desk end to end: the real program in a terminal, keys ahead of every answer, the stored order looked at behind
//! the rights.

use std::time::{Duration, Instant};

use diesel::{QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Text};

use crate::{lanes::wire::Wire, pty::Pty, support::TestDb};

const ENTER: &str = "\r";
const F10: &str = "\x1b[21~";

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    v: String,
}

fn lines(db: &TestDb, query: &str) -> Vec<String> {
    sql_query(query).load::<Line>(&mut db.admin()).expect(query).into_iter().map(|line| line.v).collect()
}

/// What was stored for 上海雅韵 today, as text.
fn stored(db: &TestDb) -> [Vec<String>; 3] {
    let order = "(select id from kehu.sales_order where signed_on = '2002-03-13')";
    [
        format!(
            "select concat_ws(' ', c.name, o.state, o.net_amount, d.plan_text) as v from kehu.sales_order o \
             join kehu.customer c on c.id = o.customer_id join kehu.order_card d on d.order_id = o.id where o.id in {order}"
        ),
        format!(
            "select concat_ws(' ', p.name, a.name, l.discount, l.unit_price, \
                    (select string_agg(s.no::text, ',' order by i.seq) from kehu.insertion i \
                       join kehu.issue s on s.id = i.issue_id where i.order_line_id = l.id)) as v \
               from kehu.order_line l join kehu.publication p on p.id = l.publication_id \
               join kehu.ad_position a on a.id = l.position_id where l.order_id in {order} order by l.seq"
        ),
        format!(
            "select concat_ws(' ', due_on, amount) as v from kehu.instalment where order_id in {order} order by seq"
        ),
    ]
    .map(|query| lines(db, &query))
}

/// Two lines, three instalments, in at most 42 keys with a typed plan, all sent in one write.
#[test]
fn an_order_typed_ahead_of_every_answer_is_stored_once() {
    let db = TestDb::golden();
    let mut pty = Pty::kehu(&db.url("zhout"), 80, 24);
    pty.shows("[1]Due");
    let typed =
        ["o", "shyy", ENTER, "sl fd", ENTER, "2", ENTER, "8", ENTER, "cs ny", ENTER, "1", ENTER, "8", ENTER];
    let keys = [typed.concat(), ENTER.into(), "30/40/30 m".into(), ENTER.into()].concat();
    assert!(keys.len() < 42, "{} keys", keys.len() + 1);
    pty.keys(&format!("{keys}{F10}"));
    let screen = pty.shows("confirmed:");
    assert!(screen.contains("155,200.00 in 3 instalments"), "{screen}");
    let [order, lines, parts] = stored(&db);
    assert_eq!(order, ["上海雅韵化妆品有限公司 confirmed 155200.00 30/40/30 m"]);
    assert_eq!(lines, ["三联生活周刊 封底 0.8000 60000.00 14,15", "城市画报 内页整版 0.8000 35200.00 7"]);
    assert_eq!(parts, ["2002-03-13 46560.00", "2002-04-13 62080.00", "2002-05-13 46560.00"]);
    assert_eq!(
        self::lines(&db, "select id::text as v from kehu.draft"),
        Vec::<String>::new(),
        "its draft is gone"
    );
}

/// Waits until the draft says so: a second after the last key at the latest.
fn kept(db: &TestDb, query: &str, text: &str) {
    let end = Instant::now() + Duration::from_secs(30);
    while lines(db, &format!("select coalesce(v, '') as v from ({query}) kept")) != [text] {
        assert!(Instant::now() < end, "the draft was not kept");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// What was left half-way is found again by F2 from another terminal, and ends as one order.
#[test]
fn an_order_left_half_way_is_found_again() {
    let db = TestDb::golden();
    let mut pty = Pty::kehu(&db.url("zhout"), 80, 24);
    pty.shows("[1]Due");
    pty.keys(&["o", "shyy", ENTER, "sl fd", ENTER, "2", ENTER, "8", ENTER, "cs ny", ENTER, "1"].concat());
    kept(&db, "select payload -> 'lines' -> 1 ->> 'issues' as v from kehu.draft", "1");
    pty.hang_up();
    let mut pty = Pty::kehu(&db.url("zhout"), 80, 24);
    pty.shows("[1]Due");
    pty.keys("\x1bOQ");
    pty.shows("三联生活周刊 封底");
    assert_eq!(stored(&db)[0], Vec::<String>::new(), "a draft is no order");
    pty.keys(&[ENTER, "8", ENTER, ENTER, "100 @t", ENTER, F10].concat());
    pty.shows("confirmed:");
    assert_eq!(stored(&db)[0], ["上海雅韵化妆品有限公司 confirmed 155200.00 100 @t"]);
}

/// A table from a spreadsheet, pasted into the lines: bracketed, and by a terminal that sends it as keys.
#[test]
fn a_pasted_table_becomes_lines() {
    for (begin, end) in [("\x1b[200~", "\x1b[201~"), ("", "")] {
        let db = TestDb::golden();
        let mut pty = Pty::kehu(&db.url("zhout"), 80, 24);
        pty.shows("[1]Due");
        pty.keys(&["o", "shyy", ENTER].concat());
        pty.shows("open ");
        pty.keys(&format!("{begin}sl fd\t2\t8\rcs ny\t1\t8\r{end}"));
        pty.shows("2 lines pasted");
        pty.keys(&["\x1b[19~", "100 @t", ENTER, F10].concat());
        pty.shows("confirmed:");
        let [order, lines, _] = stored(&db);
        assert_eq!(order, ["上海雅韵化妆品有限公司 confirmed 155200.00 100 @t"]);
        assert_eq!(lines, ["三联生活周刊 封底 0.8000 60000.00 14,15", "城市画报 内页整版 0.8000 35200.00 7"]);
    }
}

/// `r` and Enter twice: received in full today.
#[test]
fn a_payment_is_three_keys() {
    let db = TestDb::golden();
    let mut pty = Pty::kehu(&db.url("zhout"), 80, 24);
    pty.shows("SH-2002-0001");
    pty.keys(&["r", ENTER, ENTER].concat());
    pty.shows("booked:");
    let query = "select concat_ws(' ', p.received_on, p.amount, p.allocated, i.seq, i.outstanding) as v from kehu.payment p \
         join kehu.payment_allocation a on a.payment_id = p.id join kehu.instalment i on i.id = a.instalment_id \
         where p.received_on = '2002-03-13'";
    assert_eq!(lines(&db, query), ["2002-03-13 40000.00 40000.00 2 0.00"]);
}

/// The last order of 上海雅韵, entered by the desk yesterday: three later issues of 三联 封底 and of 城市画报 内页整版, 30/40/30 m.
const YESTERDAY: &str = "select kehu.save_order(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', 1, 'signed_on', '2002-03-12', \
    'state', 'confirmed', 'plan_text', '30/40/30 m', \
    'instalments', '[{\"due_on\":\"2002-03-12\",\"amount\":\"85680\"},{\"due_on\":\"2002-04-12\",\"amount\":\"114240\"},{\"due_on\":\"2002-05-12\",\"amount\":\"85680\"}]'::jsonb, \
    'lines', (select jsonb_agg(jsonb_build_object('publication_id', p.publication_id, 'position_id', p.id, 'list_price', v.list, 'discount', '0.8', \
        'insertions', (select jsonb_agg(jsonb_build_object('issue_id', i.id) order by i.publish_on) from kehu.issue i \
            where i.publication_id = p.publication_id and i.no between v.first and v.first + 2)) order by p.publication_id desc) \
      from (values ('SLS', 'FD', '75000', 17), ('CSH', 'NYZB', '44000', 7)) v (pub, pos, list, first) \
      join kehu.publication b on b.code = v.pub join kehu.ad_position p on p.publication_id = b.id and p.code = v.pos)))";

/// The golden company with three free issues ahead of each of two titles, and a customer whose last order has a plan.
fn with_a_last_order() -> TestDb {
    let db = TestDb::golden();
    let issues = "insert into kehu.issue (publication_id, year, no, label, publish_on, booking_deadline_on, material_deadline_on, payment_deadline_on) \
        select p.id, 2002, v.no, v.no::text, v.day, v.day - 25, v.day - 18, v.day - 30 \
        from (values ('SLS', 16, date '2002-04-22'), ('SLS', 17, '2002-04-29'), ('SLS', 18, '2002-05-06'), ('SLS', 19, '2002-05-13'), ('CSH', 8, '2002-04-29'), ('CSH', 9, '2002-05-13')) v (code, no, day) \
        join kehu.publication p on p.code = v.code";
    db.admin().batch_execute(issues).expect("issues");
    db.as_login("zhout").batch_execute(YESTERDAY).expect("yesterday's order");
    db
}

/// Known customer, two lines of three issues, one discount typed and one as last time; the plan follows.
const TWO_LINES: [&str; 15] =
    ["o", "shyy", ENTER, "sl fd", ENTER, "3", ENTER, "7.5", ENTER, "cs ny", ENTER, "3", ENTER, ENTER, ENTER];

/// How many keys were pressed: an escape sequence is one.
fn pressed(keys: &[&str]) -> usize {
    keys.iter().map(|key| if key.starts_with('\x1b') { 1 } else { key.chars().count() }).sum()
}

/// What the keys of `TWO_LINES` store with a plan in three monthly parts.
fn is_two_lines_of_three(db: &TestDb) {
    let [order, lines, parts] = stored(db);
    assert_eq!(order, ["上海雅韵化妆品有限公司 confirmed 274350.00 30/40/30 m"]);
    assert_eq!(
        lines,
        ["三联生活周刊 封底 0.7500 56250.00 14,15,16", "城市画报 内页整版 0.8000 35200.00 7,8,9"]
    );
    assert_eq!(parts, ["2002-03-13 82305.00", "2002-04-13 109740.00", "2002-05-13 82305.00"]);
}

/// The budgets of ux/02 2.8: 30 keys with the customer's plan, 42 with a typed one.
#[test]
fn an_order_of_two_lines_takes_thirty_keys() {
    let inherited = [&TWO_LINES[..], &[ENTER, F10]].concat();
    let typed = [&TWO_LINES[..], &["30/40/30 m", ENTER, F10]].concat();
    for (keys, budget) in [(inherited, 30), (typed, 42)] {
        assert!(pressed(&keys) <= budget, "{} keys", pressed(&keys));
        let db = with_a_last_order();
        let mut pty = Pty::kehu(&db.url("zhout"), 80, 24);
        pty.shows("[1]Due");
        pty.keys(&keys.concat());
        pty.shows("confirmed:");
        is_two_lines_of_three(&db);
    }
}

/// A copy of the last order with one discount changed.
#[test]
fn a_copied_order_takes_fourteen_keys() {
    const COPY: &str = "\x0f";
    let keys = ["o", "shyy", ENTER, COPY, ENTER, "7.5", ENTER, F10];
    assert!(pressed(&keys) <= 14, "{} keys", pressed(&keys));
    let db = with_a_last_order();
    let mut pty = Pty::kehu(&db.url("zhout"), 80, 24);
    pty.shows("[1]Due");
    pty.keys(&keys.concat());
    pty.shows("confirmed:");
    is_two_lines_of_three(&db);
}

/// Every answer takes 0.3 s longer, and all keys are sent at once: the same order is stored.
#[test]
fn a_slow_server_changes_nothing_of_what_was_typed() {
    let db = with_a_last_order();
    let wire = Wire::to(&db.url("zhout"));
    wire.lengthen(Duration::from_millis(300));
    let mut pty = Pty::kehu(&wire.url(&db.url("zhout")), 80, 24);
    pty.keys(&[&TWO_LINES[..], &[ENTER, F10]].concat().concat());
    pty.shows("confirmed:");
    is_two_lines_of_three(&db);
}

/// Esc leaves the form once the draft is kept; what is typed meanwhile is for the screen below.
#[test]
fn keys_typed_while_a_form_is_left_are_for_the_screen_below() {
    let db = TestDb::golden();
    let wire = Wire::to(&db.url("zhout"));
    wire.lengthen(Duration::from_millis(300));
    let mut pty = Pty::kehu(&wire.url(&db.url("zhout")), 80, 24);
    pty.shows("SH-2002-0001");
    pty.keys(&["o", "shyy", ENTER, "sl fd", ENTER, "2"].concat());
    pty.shows("120,000.00");
    // A terminal sends Esc alone as a byte of its own; F12 cannot be mistaken for the beginning of another key.
    pty.keys(&["\x1b[24~", "r", ENTER, ENTER].concat());
    pty.shows("booked:");
    kept(&db, "select payload -> 'lines' -> 0 ->> 'issues' as v from kehu.draft", "2");
}

/// The same order is asked about before it is saved twice; F10 says yes as `y` does.
#[test]
fn the_same_order_again_is_asked_about() {
    const COPY: &str = "\x0f";
    let db = with_a_last_order();
    let mut pty = Pty::kehu(&db.url("zhout"), 80, 24);
    pty.shows("[1]Due");
    pty.keys(&["o", "shyy", ENTER, COPY, F10].concat());
    pty.shows("ten minutes");
    assert_eq!(stored(&db)[0], Vec::<String>::new());
    pty.keys(F10);
    pty.shows("confirmed:");
    assert_eq!(stored(&db)[0], ["上海雅韵化妆品有限公司 confirmed 285600.00 30/40/30 m"]);
}

/// Who is changing an order is told to whoever reads it, and to nobody else; an old draft is no work going on.
#[test]
fn who_is_changing_an_order_is_told_to_its_readers() {
    let db = TestDb::golden();
    let keep =
        "insert into kehu.draft (id, form, ref, payload) values (gen_random_uuid(), 'order', '1', '{}')";
    db.as_login("zhout").batch_execute(keep).expect("a draft");
    let told = |login: &str| {
        let found =
            sql_query("select name as v from kehu.editors('order', 1)").load::<Line>(&mut db.as_login(login));
        found.expect(login).into_iter().map(|line| line.v).collect::<Vec<_>>()
    };
    for (login, names) in
        [("john", &["周婷"][..]), ("zhangw", &["周婷"]), ("zhout", &[]), ("hej", &[]), ("lina", &[])]
    {
        assert_eq!(told(login), names, "{login}");
    }
    db.admin().batch_execute("alter table kehu.draft disable trigger touch; update kehu.draft set saved_at = now() - interval '1 hour'").unwrap();
    assert_eq!(told("john"), Vec::<String>::new());
}

/// What the program keeps while an order is changed names the order.
#[test]
fn an_order_opened_by_two_shows_the_other_one() {
    let db = TestDb::golden();
    let order = lines(&db, "select code as v from kehu.sales_order where state = 'draft'").concat();
    let mut first = Pty::kehu(&db.url("john"), 80, 24);
    let mut second = Pty::kehu(&db.url("zhout"), 80, 24);
    let drafts = ["\x1b[20~", "go.orders", ENTER].concat();
    let id = lines(&db, "select id::text as v from kehu.sales_order where state = 'draft'").concat();
    for (pty, next) in [(&mut first, true), (&mut second, false)] {
        pty.keys(&drafts);
        pty.shows("[running");
        // To enter, then drafts.
        pty.keys("}}");
        pty.shows(&order);
        pty.keys("e");
        pty.shows("1 Customer");
        if next {
            kept(&db, "select ref as v from kehu.draft", &id);
        }
    }
    second.shows("王约翰 is changing this order");
}

/// `d` at the desk: the todo is before the salesperson without a key of his; his answer is before the desk without one of hers.
#[test]
fn a_todo_and_its_answer_reach_the_other_terminal_by_themselves() {
    let db = TestDb::golden();
    let mut desk = Pty::kehu(&db.url("zhout"), 120, 40);
    let mut sales = Pty::kehu(&db.url("john"), 120, 40);
    desk.shows("SH-2002-0001");
    sales.shows("整理竞品投放");
    desk.keys("d");
    desk.shows("Collection todos made: 1 (王约翰 1)");
    sales.shows("SH-2002-0001/2");
    sales.keys(&["/", "SH-2002-0001", ENTER].concat());
    sales.until("the todo alone", |screen| screen.contains(" 1 row") && screen.contains("SH-2002-0001/2"));
    sales.keys(&["P", "2002-03-20", F10].concat());
    sales.shows("Done. Promise");
    desk.until("the answer on the row", |screen| screen.contains("answered") && screen.contains("03-20"));
    assert_eq!(
        lines(
            &db,
            "select concat_ws(' ', promised_on, promised_amount) as v from kehu.instalment where promised_on is not null"
        ),
        ["2002-03-20 40000.00"]
    );
}
