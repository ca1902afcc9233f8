//! The order desk end to end: the real program in a terminal, keys ahead of every answer, the stored order looked at behind
//! the rights.

use std::time::{Duration, Instant};

use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Text};

use crate::{pty::Pty, support::TestDb};

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
