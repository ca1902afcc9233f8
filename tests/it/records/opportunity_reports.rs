//! P4 to P8 and P17 on the golden company, worked out by hand; and the funnel, the board and the list say the same for every login.

use chrono::NaiveDate;
use diesel::{PgConnection, connection::SimpleConnection};
use kehu::{
    db,
    domain::{
        entity,
        kind::Kind,
        pivot::{self, Axis, Crosstab, Measured},
        query::{self, Meaning, Path},
        report::{self, Asked},
        value::Value,
    },
    entry::lexicon::Labels,
    i18n::Lang,
    store::{PEOPLE, Reply, Request},
};
use rust_decimal::Decimal;

use super::{
    queries::dictionaries,
    reports::{LOGINS, list, read, told},
};
use crate::support::TestDb;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// Of February and March.
fn asked(id: &str, by: &[&str]) -> Asked {
    Asked {
        report: report::find(id).expect(id),
        period: (day("2002-02-01"), day("2002-03-31")),
        as_of: None,
        by: by.iter().map(|side| (*side).to_owned()).collect(),
        choice: None,
    }
}

#[test]
fn the_reports_of_the_golden_opportunity_are_those_of_the_page() {
    let golden = TestDb::golden();
    let mut conn = golden.as_login("liuzy");
    let mut rows = |asked: &Asked| told(&read(&mut conn, asked).0);
    // Stage, open ones, amount, weighted, average days, over standard; entered, promoted, stepped back, lost.
    assert_eq!(
        rows(&asked("P4", &[])),
        [
            "intent 0 0.00 0.00 - 0 1 1 0 0",
            "needs 0 0.00 0.00 - 0 1 1 0 0",
            "proposal 1 240000.00 120000.00 21.00 1 1 0 0 0",
            "negotiation 0 0.00 0.00 - 0 0 0 0 0",
            "contract 0 0.00 0.00 - 0 0 0 0 0",
        ]
    );
    assert_eq!(rows(&asked("P5", &["value_band", "importance"])), ["band_2 key 1 240000.00"]);
    assert_eq!(rows(&asked("P6", &["salesperson"])), [""; 0]);
    // Two promotions, one of them on time; 19 days for 17; 21 days of 14 and still running.
    assert_eq!(rows(&asked("P7", &[])), ["王约翰 2 1 0.5000 9.50 8.50 1.12 1 21 14"]);
    let march = Asked { period: (day("2002-03-01"), day("2002-03-31")), ..asked("P7", &[]) };
    assert_eq!(rows(&march), ["王约翰 0 0 - - - - 1 21 14"]);
    // Last spoken of a week ago.
    assert_eq!(rows(&asked("P8", &[])), ["王约翰 1 240000.00 1 0 0 0 0 0 0.00"]);
    // Month, open ones, weighted, deliveries, receipts.
    assert_eq!(
        rows(&asked("P17", &[])),
        [
            "now 0 0.00 0.00 75000.00",
            "2002-03 0 0.00 88000.00 128000.00",
            "2002-04 1 120000.00 90000.00 56666.66",
            "2002-05 0 0.00 40000.00 33333.34",
        ]
    );
}

/// Made, moved and ended through the functions, by those who may: two won and one lost of john's, one lost of Guangzhou, one void, one
/// put aside; open ones of several owners and sizes.
const MORE: &str = "
    do $$
    declare h record; v_id bigint; o kehu.opportunity;
    begin
      for h in select * from (values (1, '100000', 'won', null), (1, '60000', 'won', null), (1, '40000', 'lost', 'price'), (3, '700000', 'lost', 'competitor'),
          (2, '10000', 'invalid', null), (2, '20000', 'suspended', null), (2, '49999.99', 'intent', null), (2, '50000', 'needs', null),
          (3, '1000000', 'negotiation', null), (4, '200000', 'contract', null), (5, '30000', 'proposal', null)) v (customer, amount, goes, why) loop
        v_id := kehu.save_opportunity(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', h.customer, 'name', '机会' || h.amount, 'product_line', '时尚',
          'intent_evidence', '客户说要投放十期封底', 'expected_close_on', '2002-04-30', 'amount', h.amount, 'importance', case when h.amount::numeric > 100000 then 'key' else 'low' end)) ->> 'id';
        select * into o from kehu.opportunity x where x.id = v_id;
        if h.goes in ('won', 'lost', 'invalid', 'suspended') then
          perform kehu.end_opportunity(v_id, o.version, h.goes, jsonb_build_object('reason', 'x', 'lost_reason', h.why, 'competitor_id', case when h.why = 'competitor' then 1 end));
        elsif h.goes <> 'intent' then perform kehu.move_opportunity(v_id, o.version, h.goes, jsonb_build_object('reason', 'x'));
        end if;
      end loop;
    end $$";

fn busy() -> TestDb {
    let golden = TestDb::golden();
    golden.as_login("liuzy").batch_execute(MORE).expect("more opportunities");
    golden
}

#[test]
fn what_was_won_and_lost_is_told_by_person_reason_and_competitor() {
    let company = busy();
    let mut conn = company.as_login("liuzy");
    let (rows, all) = read(&mut conn, &asked("P6", &["salesperson"]));
    // Won, lost, rate, their amounts, rate by amount, void, put aside.
    assert_eq!(
        told(&rows),
        [
            "王约翰 2 1 0.6667 160000.00 40000.00 0.8000 0 0",
            "黄志强 0 1 0.0000 0.00 700000.00 0.0000 0 0",
            "李娜 0 0 - 0.00 0.00 - 1 1",
        ]
    );
    assert_eq!(told(&all), ["2 2 0.5000 160000.00 740000.00 0.1778 1 1"]);
    let mut by = |side: &str| told(&read(&mut conn, &asked("P6", &[side])).0);
    assert_eq!(
        by("lost_reason"),
        ["competitor 0 1 0.0000 0.00 700000.00 0.0000 0 0", "price 0 1 0.0000 0.00 40000.00 0.0000 0 0"]
    );
    assert_eq!(by("competitor"), ["华纸传媒 0 1 0.0000 0.00 700000.00 0.0000 0 0"]);
    // A salesperson's are his own.
    let mut john = company.as_login("john");
    assert_eq!(
        told(&read(&mut john, &asked("P6", &["salesperson"])).1),
        ["2 1 0.6667 160000.00 40000.00 0.8000 0 0"]
    );
}

/// What the lanes of a board say: how many open ones of a stage, and what they add up to.
fn lanes(conn: &mut PgConnection, labels: &Labels) -> Crosstab {
    let def = entity::def(Kind::Opportunity);
    let field = |name: &str| def.field(name).expect(name);
    let open = query::read("opportunity is:open", Kind::Opportunity, labels).query.rows;
    let meaning =
        Meaning { today: day("2002-03-13"), me: 0, person: None, param: &|_| None, view: &|_, _| None };
    let filter = query::filter(&open, Kind::Opportunity, &meaning).expect("a filter");
    let stages = vec![Axis { path: Path::of(field("stage")), each: None }];
    let asked =
        pivot::Asked::new(Kind::Opportunity, filter, stages, Vec::new(), Measured::Sum(field("amount")));
    match db::answer::answer(conn, Lang::En, &Request::Figures(Box::new(asked))) {
        Ok(Reply::Figures(table)) => *table,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_board_the_list_and_the_funnel_say_the_same_for_every_login() {
    let company = busy();
    let mut tried = 0;
    for login in LOGINS {
        let mut conn = company.as_login(login);
        let words = dictionaries(&mut conn);
        let labels = Labels { dictionaries: Some(&words) };
        let (funnel, _) = read(&mut conn, &asked("P4", &[]));
        let board = lanes(&mut conn, &labels);
        for row in &funnel {
            let stage = row[0].str();
            let (count, sum) = list(&mut conn, &format!("opportunity is:open stage:{stage}"), &labels);
            assert_eq!((&row[1], &row[2]), (&Value::Int(count), &Value::Money(sum)), "{login} {stage}");
            let lane = board.rows.iter().position(|line| line.keys[0].str() == stage);
            let figure = lane.and_then(|at| board.at(Some(at), None)).unwrap_or_default();
            assert_eq!((figure.rows, figure.value.unwrap_or_default()), (count, sum), "{login} {stage}");
            tried += 1;
        }
        cross_tables(&mut conn, login, &labels, &mut tried);
        people(&mut conn, login, &labels, &words, &mut tried);
    }
    assert!(tried > 150, "{tried} cells");
}

/// P5: each part is a list, and the parts are all open ones.
fn cross_tables(conn: &mut PgConnection, login: &str, labels: &Labels, tried: &mut usize) {
    let (all, sum) = list(conn, "opportunity is:open", labels);
    for by in [["value_band", "importance"], ["product_line", "stage"], ["importance", "product_line"]] {
        let (rows, _) = read(conn, &asked("P5", &by));
        let total = |n: usize| rows.iter().filter_map(|row| row[n].decimal()).sum::<Decimal>();
        assert_eq!((total(2), total(3)), (Decimal::from(all), sum), "{login} {by:?}");
        for row in &rows {
            let text = format!("opportunity is:open {}:{} {}:{}", by[0], row[0].str(), by[1], row[1].str());
            let (count, sum) = list(conn, &text, labels);
            assert_eq!((&row[2], &row[3]), (&Value::Int(count), &Value::Money(sum)), "{login} {text}");
            *tried += 1;
        }
    }
}

/// P7 and P8: of each person, by his name.
fn people(
    conn: &mut PgConnection,
    login: &str,
    labels: &Labels,
    words: &kehu::store::Words,
    tried: &mut usize,
) {
    let called = |name: &str| {
        let found = words[PEOPLE].iter().find(|(_, known, _)| known == name);
        found.map(|(login, ..)| login.clone()).expect("a person")
    };
    let march = "left_on:2002-02-01..2002-03-31";
    for row in read(conn, &asked("P7", &[])).0 {
        let who = called(row[0].str());
        for (n, text) in [(1, "direction:forward"), (2, "direction:forward is:on_time")] {
            let (count, _) = list(conn, &format!("stay stage_owner:@{who} {march} {text}"), labels);
            assert_eq!(row[n], Value::Int(count), "{login} {who} {text}");
            *tried += 1;
        }
    }
    for row in read(conn, &asked("P8", &[])).0 {
        let who = called(row[0].str());
        let parts = [
            (1, ""),
            (3, "is:contacted days_uncontacted:0..7"),
            (4, "is:contacted days_uncontacted:8..15"),
            (5, "is:contacted days_uncontacted:16..30"),
            (6, "is:contacted days_uncontacted:31..60"),
            (7, "is:contacted days_uncontacted:>60"),
            (8, "-is:contacted"),
        ];
        for (n, text) in parts {
            let (count, sum) = list(conn, &format!("opportunity is:open owner:@{who} {text}"), labels);
            assert_eq!(row[n], Value::Int(count), "{login} {who} {text}");
            if let Some(amount) = [(1, 2), (8, 9)].iter().find(|(of, _)| *of == n).map(|(_, at)| &row[*at]) {
                assert_eq!(amount, &Value::Money(sum), "{login} {who} {text}");
            }
            *tried += 1;
        }
    }
}
