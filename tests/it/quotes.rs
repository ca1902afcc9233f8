//! Quotes: a version after the other, agreed to above the owner where a price is below the floor, accepted once, and ordered as
//! they say. By psql too, as each of those people.

use diesel::{PgConnection, connection::SimpleConnection};
use kehu::{
    domain::{
        operation::{Move, Operation, Target},
        record::Values,
        value::Value,
    },
    store::{Reply, Request},
};

use crate::{
    lanes::Program,
    pty::Pty,
    support::{TestDb, one, refusal, values},
};

/// The next quote of an opportunity; its id.
fn make(conn: &mut PgConnection, opportunity: i64) -> String {
    one(
        conn,
        &format!(
            "select kehu.save_quote(jsonb_build_object('intent', gen_random_uuid(), 'opportunity_id', {opportunity})) ->> 'id' as v"
        ),
    )
}

fn moved(id: &str, to: &str, reason: &str) -> String {
    format!(
        "select kehu.move_quote(id, version, '{to}', '{{\"reason\": \"{reason}\"}}') ->> 'state' as v from kehu.quote where id = {id}"
    )
}

fn line(id: &str, set: &str) -> String {
    format!(
        "select kehu.save_quote_line(jsonb_build_object('id', l.id, 'version', l.version, {set})) ->> 'id' as v from kehu.quote_line l where l.quote_id = {id}"
    )
}

fn chain(conn: &mut PgConnection) -> String {
    one(
        conn,
        "select string_agg(revision || ' ' || state || ' ' || total, ', ' order by revision) as v from kehu.quote where deleted_at is null",
    )
}

#[test]
fn a_new_version_supersedes_the_one_before_and_goes_away_again() {
    let db = TestDb::golden();
    let john = &mut db.as_login("john");
    let first = make(john, 1);
    assert_eq!(
        one(
            john,
            "select concat_ws(' ', code, revision, state, lines, total, valid_until) as v from kehu.quote"
        ),
        "Q-00001 1 draft 1 240000.00 2002-04-12"
    );
    one(john, &line(&first, "'issues', 3, 'discount', '0.75'"));
    assert_eq!(one(john, "select total::text as v from kehu.quote"), "112500.00");
    assert_eq!(one(john, &moved(&first, "sent", "")), "sent");
    assert_eq!(refusal(john, &line(&first, "'issues', 4")), "bad_state state sent");
    let second = make(john, 1);
    assert_eq!(chain(john), "1 superseded 112500.00, 2 draft 240000.00");
    let delete = "select kehu.delete_quote(id, version)::text as v from kehu.quote where revision = 2";
    assert_eq!(refusal(&mut db.as_login("zhangw"), delete), "not_yours");
    one(john, delete);
    assert_eq!(chain(john), "1 sent 112500.00");
    // The number of a version that was deleted is not given again.
    let third = make(john, 1);
    assert_eq!(chain(john), "1 superseded 112500.00, 3 draft 240000.00");
    assert_eq!(one(john, &moved(&third, "sent", "")), "sent");
    assert_eq!(one(john, &moved(&third, "accepted", "")), "accepted");
    // The customer agrees to another version: the newest holds.
    let fourth = make(john, 1);
    one(john, &line(&fourth, "'issues', 2"));
    assert_eq!(chain(john), "1 superseded 112500.00, 3 accepted 240000.00, 4 draft 80000.00");
    one(john, &moved(&fourth, "sent", ""));
    one(john, &moved(&fourth, "accepted", ""));
    assert_eq!(chain(john), "1 superseded 112500.00, 3 superseded 240000.00, 4 accepted 80000.00");
    assert_eq!(refusal(john, &format!("select kehu.move_quote({second}, 2, 'sent')")), "not_yours");
    assert_eq!(
        one(&mut db.admin(), "select count(*)::text as v from kehu_priv.integrity() where kind = 'quote'"),
        "0"
    );
}

#[test]
fn a_price_below_the_floor_is_agreed_to_above_the_owner() {
    let db = TestDb::golden();
    let [john, lina, zhangw, chenm] =
        &mut ["john", "lina", "zhangw", "chenm"].map(|login| db.as_login(login));
    let quote = make(john, 1);
    one(john, &line(&quote, "'discount', '0.59'"));
    assert_eq!(refusal(john, &moved(&quote, "sent", "")), "quote_floor discount 0.6000");
    assert_eq!(one(john, &moved(&quote, "submitted", "")), "submitted");
    // Neither its owner nor a colleague agrees to it, nor does anybody write the table himself.
    assert_eq!(refusal(john, &moved(&quote, "approved", "")), "not_yours state");
    let blind = format!("select kehu.move_quote({quote}, 3, 'approved')::text as v");
    assert_eq!(refusal(lina, &blind), "not_yours");
    assert!(john.batch_execute("update kehu.quote set state = 'approved'").is_err());
    assert_eq!(refusal(john, &moved(&quote, "sent", "")), "bad_state state submitted");
    // The director sends it back with his reason, then agrees.
    assert_eq!(refusal(zhangw, &moved(&quote, "draft", "")), "needs_reason reason");
    assert_eq!(one(zhangw, &moved(&quote, "draft", "六折以下要加页")), "draft");
    one(john, &moved(&quote, "submitted", ""));
    assert_eq!(one(zhangw, &moved(&quote, "approved", "")), "approved");
    assert_eq!(one(john, &moved(&quote, "sent", "")), "sent");
    assert_eq!(
        one(john, "select concat_ws(' ', state, approved_by, sent_on) as v from kehu.quote"),
        "sent 3 2002-03-13"
    );
    // A director's own is his superior's.
    let own = one(
        zhangw,
        "select kehu.save_opportunity(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', 5, 'name', '总监机会',
           'product_line', '时尚', 'intent_evidence', '客户说要投放十期封底')) ->> 'id' as v",
    );
    let own = make(zhangw, own.parse().expect("an id"));
    assert_eq!(refusal(zhangw, &moved(&own, "submitted", "")), "no_lines lines");
    one(
        zhangw,
        &format!(
            "select kehu.save_quote_line('{{\"quote_id\": {own}, \"position_id\": 1, \"discount\": \"0.5\"}}') ->> 'id' as v"
        ),
    );
    one(zhangw, &moved(&own, "submitted", ""));
    assert_eq!(refusal(zhangw, &moved(&own, "approved", "")), "not_yours state");
    assert_eq!(one(chenm, &moved(&own, "approved", "")), "approved");
}

#[test]
fn what_is_out_of_date_is_expired_and_cannot_be_accepted() {
    let db = TestDb::golden();
    let john = &mut db.as_login("john");
    let quote = make(john, 1);
    one(john, &moved(&quote, "sent", ""));
    db.admin()
        .batch_execute("update kehu.setting set value = '\"2002-04-13\"' where key = 'business_date'")
        .unwrap();
    assert_eq!(one(john, "select state as v from kehu_rpt.quote"), "expired");
    assert_eq!(refusal(john, &moved(&quote, "accepted", "")), "quote_expired valid_until 2002-04-12");
    assert_eq!(one(john, &moved(&quote, "rejected", "太贵")), "rejected");
}

#[test]
fn the_approved_price_of_an_accepted_quote_confirms_its_order() {
    let db = TestDb::golden();
    let [john, zhangw, zhout] = &mut ["john", "zhangw", "zhout"].map(|login| db.as_login(login));
    let quote = make(john, 1);
    one(john, &line(&quote, "'position_id', 2, 'discount', '0.55', 'issues', 2"));
    for (conn, to) in [(0, "submitted"), (1, "approved"), (0, "sent"), (0, "accepted")] {
        one(if conn == 0 { &mut *john } else { &mut *zhangw }, &moved(&quote, to, ""));
    }
    one(
        zhangw,
        "select kehu.end_opportunity(id, version, 'won', '{\"reason\": \"x\"}')::text as v from kehu.opportunity where id = 1",
    );
    let order = |discount: &str| {
        format!(
            "select kehu.save_order(jsonb_build_object('intent', gen_random_uuid(), 'state', 'confirmed', 'customer_id', 1, 'opportunity_id', 1,
               'lines', (select jsonb_agg(jsonb_build_object('publication_id', l.publication_id, 'position_id', l.position_id, 'list_price', l.list_price::text,
                   'discount', '{discount}', 'insertions', (select jsonb_agg(jsonb_build_object('issue_id', i.id)) from (select i.id from kehu.issue i
                      where i.publication_id = l.publication_id and i.publish_on > '2002-04-30' and not exists (select from kehu.taken_positions() t
                        where (t.issue_id, t.position_id) = (i.id, l.position_id)) order by i.publish_on limit l.issues) i)))
                 from kehu.quote_line l where l.quote_id = {quote}),
               'instalments', jsonb_build_array(jsonb_build_object('due_on', '2002-06-01', 'amount', (30000 * 2 * {discount})::numeric(12,2)::text))))
               ->> 'net_amount' as v"
        )
    };
    assert_eq!(refusal(zhout, &order("0.54")), "discount_floor discount 0.6000");
    assert_eq!(one(zhout, &order("0.55")), "33000.00");
    // What is ordered is agreed to for good.
    assert_eq!(refusal(john, &moved(&quote, "rejected", "x")), "bad_state state accepted");
}

/// `kehu` as john; what it printed, and what it said besides.
fn kehu(db: &TestDb, lang: &str, args: &[&str]) -> (String, String) {
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_kehu"))
        .args(["--url", &db.url("john"), "--lang", lang])
        .args(args)
        .output()
        .expect("kehu runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(ran.status.success(), "{}", text(&ran.stderr));
    (text(&ran.stdout), text(&ran.stderr))
}

#[test]
fn papers_are_filled_in_both_languages_and_say_what_is_missing() {
    let db = TestDb::golden();
    let john = &mut db.as_login("john");
    let quote = make(john, 1);
    one(
        john,
        &format!(
            "select kehu.save_quote_line('{{\"quote_id\": {quote}, \"position_id\": 2, \"issues\": 2, \"discount\": \"0.755\"}}') ->> 'id' as v"
        ),
    );
    let (zh, missing) = kehu(&db, "zh-CN", &["print", "quote", "Q-00001", "--template", "标准报价"]);
    insta::assert_snapshot!("quote-zh-CN", zh);
    // Nobody has said yet what the company is called.
    assert_eq!(missing.trim_end(), "kehu: 未填:company.name");
    db.admin()
        .batch_execute("update kehu.setting set value = '\"星河传媒\"' where key = 'company_name'")
        .unwrap();
    let (en, missing) = kehu(&db, "en", &["print", "quote", "Q-00001"]);
    insta::assert_snapshot!("quote-en", en);
    assert_eq!(missing, "");
    let (html, _) = kehu(&db, "en", &["print", "quote", "Q-00001", "--format", "html"]);
    insta::assert_snapshot!("quote-html", html);
    let (csv, _) = kehu(&db, "zh-CN", &["print", "quote", "Q-00001", "--format", "csv"]);
    insta::assert_snapshot!("quote-csv", csv);
    let (proposal, missing) = kehu(&db, "zh-CN", &["print", "opportunity", "OP-00001"]);
    insta::assert_snapshot!("proposal-zh-CN", proposal);
    assert_eq!(missing, "");
    let (contract, _) = kehu(&db, "en", &["print", "contract", "CT-00001"]);
    insta::assert_snapshot!("contract-en", contract);
    // Into a new file, never over one that is there.
    let place = std::env::temp_dir().join(format!("kehu-quote-{}.txt", std::process::id()));
    let path = place.to_str().expect("a path");
    kehu(&db, "en", &["print", "quote", "Q-00001", "--output", path]);
    assert_eq!(std::fs::read_to_string(&place).expect("a file"), en);
    std::fs::remove_file(&place).expect("is removed");
}

#[test]
fn a_paper_is_hung_as_a_file_where_it_belongs() {
    let db = TestDb::golden();
    let john = &mut db.as_login("john");
    make(john, 1);
    let hang = |login: &str, what: Move| {
        let given = Values::new()
            .with("name", Value::text("纸面.txt"))
            .with("body", Value::text(format!("{what:?} 全文")))
            .with("attach", Value::Flag(true));
        let targets = vec![Target { id: 1, version: 1 }];
        Program::of(&db, login).get(Request::Operate(Operation {
            what,
            targets,
            values: given,
            intent: uuid::Uuid::new_v4(),
        }))
    };
    for what in [Move::PrintQuote, Move::PrintProposal, Move::PrintContract] {
        assert_eq!(hang("john", what), Ok(Reply::Moved(1)), "{what:?}");
        assert!(hang("lina", what).is_err(), "{what:?} of somebody else");
    }
    // A quote's on its opportunity; what is in the file is what was seen.
    let hung = "select concat_ws(' ', name, opportunity_id, contract_id, convert_from(body, 'utf8')) as v from kehu.file order by id";
    assert_eq!(
        values(&mut db.as_login("john"), hung),
        ["纸面.txt 1 PrintQuote 全文", "纸面.txt 1 PrintProposal 全文", "纸面.txt 1 PrintContract 全文"]
    );
}

/// At the keys: made, sent, accepted, printed, won, ordered as it says and confirmed.
#[test]
fn an_accepted_quote_is_ordered_line_by_line_without_typing_it_again() {
    const F10: &str = "\x1b[21~";
    let db = TestDb::golden();
    let mut john = Pty::kehu(&db.url("john"), 120, 40);
    john.shows("王约翰");
    john.keys("gs");
    john.shows("夏季专题");
    john.keys("m");
    john.shows("Pick: ");
    john.keys("make\r");
    john.shows("Make a quote:");
    john.keys(F10);
    john.shows("Done. Make a quote");
    // Agreed to at another price than today's rate card and the opportunity have.
    one(
        &mut db.as_login("john"),
        &line("1", "'position_id', 2, 'list_price', '31000', 'discount', '0.75', 'issues', 2"),
    );
    john.keys("gQ");
    john.shows("Q-00001");
    john.keys("\r");
    john.shows("[Lines of quotes 1]");
    john.keys(">");
    john.shows("Done. Sent to the customer");
    john.shows("State       sent");
    john.keys(">");
    john.shows("Done. Customer accepts");
    john.shows("State       accepted");
    john.keys("m");
    john.shows("Pick: ");
    john.keys("print\r");
    let preview = john.shows("Not filled: company.name");
    assert!(preview.contains("Valid until: 12 April 2002"), "{preview}");
    let place = std::env::temp_dir().join(format!("kehu-quote-{}", std::process::id()));
    std::fs::create_dir_all(&place).expect("a directory");
    john.keys(&format!("\r\r{}{F10}", place.display()));
    john.shows("Done. Print");
    let kept = std::fs::read_to_string(place.join("Q-00001.txt")).expect("a paper");
    assert!(kept.contains("肆万陆仟伍佰元整") && kept.contains("{{company.name}}"), "{kept}");
    std::fs::remove_dir_all(&place).expect("is removed");
    john.keys("gs");
    john.shows("夏季专题");
    john.keys("m");
    john.shows("Pick: ");
    john.keys("won\r");
    john.shows("Won: ");
    john.keys(&format!("signed{F10}"));
    john.shows("1 Customer");
    john.shows("46,500.00");
    john.keys("\r\r\r30/40/30 m\r");
    john.shows("13,950.00");
    john.keys(F10);
    john.shows("handed in: 46,500.00");
    let mut zhout = Pty::kehu(&db.url("zhout"), 120, 40);
    zhout.shows("周婷");
    zhout.keys("gE");
    zhout.shows("SH-2002-0004");
    zhout.keys("e");
    zhout.shows("46,500.00");
    zhout.keys(F10);
    zhout.shows("SH-2002-0004 confirmed: 46,500.00 in 3 instalments");
    let lines = |from: &str| {
        one(
            &mut db.admin(),
            &format!(
                "select string_agg(concat_ws(' ', publication_id, position_id, issues, list_price, discount, unit_price, amount), ', ' order by seq) as v from {from}"
            ),
        )
    };
    let ordered = lines(
        "kehu.order_line l where l.order_id = (select c.order_id from kehu.order_card c where c.opportunity_id = 1)",
    );
    assert_eq!(ordered, lines("kehu.quote_line"));
    assert_eq!(ordered, "1 2 2 31000.00 0.7500 23250.00 46500.00");
}
