//! A payment typed key by key: proposed, changed by hand, refused, cut off.

use std::{collections::BTreeMap, sync::Arc};

use rust_decimal::Decimal;

use crate::{
    command::Cmd,
    domain::{
        kind::Kind,
        order_draft::{DraftAllocation, PaymentDraft, PaymentKind},
        record::Row,
        value::{Link, Value},
    },
    i18n::Lang,
    screen::{Effect, Event, Outcome, open, probe::Probe},
    store::{Booked, KeptDraft, Page, Pick, Reason, Reply, Request, StoreError},
};

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn payer() -> Link {
    Link { id: 1, label: "上海雅韵化妆品有限公司".into() }
}

fn page() -> Page {
    let names: Arc<[&'static str]> = ["order", "seq", "due_on", "outstanding"].into();
    let row = |id, seq, due: &str, outstanding: &str| Row {
        id,
        version: 1,
        names: names.clone(),
        cells: vec![
            Value::link(1, "SH-2002-0001"),
            Value::Int(seq),
            Value::Date(due.parse().unwrap()),
            Value::Money(dec(outstanding)),
        ],
    };
    Page {
        rows: vec![
            row(11, 1, "2002-03-06", "15000"),
            row(12, 2, "2002-03-13", "40000"),
            row(13, 3, "2002-04-03", "40000"),
        ],
        more: false,
    }
}

fn words(probe: &mut Probe) {
    let item = |code: &str, zh: &str, en: &str| (code.to_owned(), zh.to_owned(), en.to_owned());
    let methods = vec![
        item("transfer", "转账", "Transfer"),
        item("cheque", "支票", "Cheque"),
        item("cash", "现金", "Cash"),
    ];
    let dicts = BTreeMap::from([("method".to_owned(), methods)]);
    probe.answer("words", Ok(Reply::Dictionaries(Arc::new(dicts))));
}

fn part(instalment_id: i64, amount: &str) -> DraftAllocation {
    DraftAllocation { instalment_id, amount: dec(amount) }
}

/// The form as the receivables pane opens it: two marked rows and their sum.
fn marked() -> Probe {
    let mut probe = Probe::new(open::payment(Some(payer()), vec![11, 12], Some(dec("55000"))));
    words(&mut probe);
    probe.answer("rows", Ok(Reply::Page(page())));
    probe.answer("proposal", Ok(Reply::Proposal(vec![part(11, "15000"), part(12, "40000")])));
    probe
}

fn sent(probe: &Probe) -> PaymentDraft {
    let sent: Vec<_> =
        probe.asked.iter().filter(|(.., request)| matches!(request, Request::Book(_))).collect();
    let [(.., Request::Book(draft))] = sent.as_slice() else { panic!("{} bookings", sent.len()) };
    (**draft).clone()
}

fn booked(allocated: &str) -> Result<Reply, StoreError> {
    Ok(Reply::Booked(Booked { id: 5, code: "PAY-00005".into(), allocated: dec(allocated), closed_todos: 1 }))
}

fn told(probe: &Probe) -> Vec<String> {
    let text =
        |effect: &Effect| if let Effect::Notice(notice) = effect { Some(notice.text.clone()) } else { None };
    probe.effects.iter().filter_map(text).collect()
}

fn ended(probe: &Probe) -> bool {
    probe
        .effects
        .iter()
        .any(|effect| matches!(effect, Effect::Pop(Outcome::Saved { kind: Kind::Payment, id: 5 })))
}

#[test]
fn enter_twice_is_received_in_full_today() {
    let mut probe = marked();
    probe.cmd(Cmd::Accept);
    probe.cmd(Cmd::Accept);
    let draft = sent(&probe);
    assert_eq!((draft.payer_id, draft.amount, draft.method.as_str()), (1, dec("55000"), "transfer"));
    assert_eq!(draft.received_on, "2002-03-13".parse().unwrap());
    assert_eq!(draft.allocations, [part(11, "15000"), part(12, "40000")]);
    for _ in 0..3 {
        probe.cmd(Cmd::Accept);
        probe.cmd(Cmd::Finish);
    }
    assert_eq!(sent(&probe), draft, "once");
    assert!(told(&probe).is_empty(), "nothing is said before the answer");
    probe.answer("book", booked("55000"));
    let told = told(&probe);
    assert!(
        told.len() == 1 && told[0].contains("PAY-00005") && told[0].contains("todos closed: 1"),
        "{told:?}"
    );
    assert!(ended(&probe));
}

#[test]
fn two_enters_ahead_of_a_slow_server_book_the_same() {
    let mut probe = Probe::new(open::payment(Some(payer()), vec![11, 12], Some(dec("55000"))));
    probe.cmd(Cmd::Accept);
    probe.cmd(Cmd::Accept);
    assert!(probe.question("book").is_none());
    words(&mut probe);
    probe.answer("rows", Ok(Reply::Page(page())));
    assert!(probe.question("book").is_none());
    probe.answer("proposal", Ok(Reply::Proposal(vec![part(11, "15000"), part(12, "40000")])));
    assert_eq!(sent(&probe).allocations.len(), 2);
}

#[test]
fn a_calculated_amount_is_proposed_anew_and_the_rest_is_an_advance() {
    let mut probe = marked();
    probe.text("=5万*2");
    probe.cmd(Cmd::Accept);
    let asked = Request::Propose { payer: 1, amount: dec("100000"), instalments: vec![11, 12] };
    assert_eq!(probe.question("proposal"), Some(&asked));
    probe.answer(
        "proposal",
        Ok(Reply::Proposal(vec![part(11, "15000"), part(12, "40000"), part(13, "40000")])),
    );
    let shown = probe.shown();
    assert!(shown.contains("advance 5,000.00"), "{shown}");
    probe.cmd(Cmd::Accept);
    assert_eq!(sent(&probe).allocations.iter().map(|part| part.amount).sum::<Decimal>(), dec("95000"));
}

#[test]
fn each_instalment_can_be_changed_by_hand() {
    let mut probe = marked();
    probe.cmd(Cmd::NextBlock);
    probe.text("10000");
    probe.cmd(Cmd::Accept);
    probe.text("40000.01");
    probe.cmd(Cmd::Accept);
    assert!(probe.screen_status().contains("only 40,000.00"), "{}", probe.screen_status());
    probe.cmd(Cmd::DeleteToStart);
    probe.text("=total");
    probe.cmd(Cmd::Accept);
    probe.text("9999");
    probe.cmd(Cmd::Finish);
    assert!(probe.screen_status().contains("4,999.00 more"), "{}", probe.screen_status());
    assert!(probe.question("book").is_none());
    probe.cmd(Cmd::PreviousField);
    probe.text("=left");
    probe.cmd(Cmd::Finish);
    assert_eq!(sent(&probe).allocations, [part(11, "10000"), part(12, "40000"), part(13, "5000")]);
}

#[test]
fn date_method_and_reference_are_found_by_tab() {
    let mut probe = marked();
    for text in ["", "fri", "zp", "B-77", "部分款"] {
        probe.text(text);
        probe.cmd(Cmd::NextField);
    }
    probe.cmd(Cmd::Finish);
    let draft = sent(&probe);
    assert_eq!(draft.received_on, "2002-03-08".parse().unwrap(), "what was paid lies in the past");
    assert_eq!(
        (draft.method.as_str(), draft.bank_ref.as_str(), draft.note.as_str()),
        ("cheque", "B-77", "部分款")
    );
}

#[test]
fn a_payer_is_found_by_initials_and_what_is_missing_is_said() {
    let mut probe = Probe::new(open::payment(None, Vec::new(), None));
    words(&mut probe);
    probe.cmd(Cmd::Finish);
    assert!(probe.screen_status().contains("Payer"), "{}", probe.screen_status());
    probe.text("shyy");
    probe.cmd(Cmd::Accept);
    probe.text("100");
    let pick = Pick { id: 1, label: payer().label, detail: "CU-00001".into() };
    probe.answer("pick", Ok(Reply::Picks(vec![pick])));
    probe.answer("rows", Ok(Reply::Page(page())));
    probe.cmd(Cmd::Accept);
    probe.answer("proposal", Ok(Reply::Proposal(vec![part(11, "100")])));
    probe.cmd(Cmd::Accept);
    assert_eq!(sent(&probe).allocations, [part(11, "100")]);
}

#[test]
fn a_refusal_is_shown_at_its_field_and_loses_nothing() {
    let mut probe = marked();
    probe.cmd(Cmd::Accept);
    probe.cmd(Cmd::Accept);
    let draft = sent(&probe);
    let reason = Reason { rule: "overpaid".into(), field: Some("allocations".into()), detail: "5000".into() };
    probe.answer("book", Err(StoreError::Refused(reason)));
    assert!(!probe.screen_status().is_empty() && !ended(&probe));
    probe.answer("rows", Ok(Reply::Page(page())));
    probe.answer("proposal", Ok(Reply::Proposal(vec![part(11, "15000"), part(12, "40000")])));
    probe.cmd(Cmd::Finish);
    assert_eq!(sent(&probe), draft);
}

#[test]
fn a_cut_sends_the_very_same_again_and_nothing_is_typed_over_it() {
    let mut probe = marked();
    probe.cmd(Cmd::Accept);
    probe.cmd(Cmd::Accept);
    let draft = sent(&probe);
    probe.answer("book", Err(StoreError::Unknown));
    assert!(probe.screen_status().contains("Not known"), "{}", probe.screen_status());
    probe.text("9");
    assert!(probe.screen_status().contains("Not known"), "{}", probe.screen_status());
    probe.cmd(Cmd::Finish);
    assert_eq!(sent(&probe), draft);
    probe.answer("book", Err(StoreError::Offline));
    assert!(probe.screen_status().contains("Not known"), "still: {}", probe.screen_status());
    probe.event(Event::Online);
    assert_eq!(sent(&probe), draft);
    probe.answer("book", booked("55000"));
    assert!(ended(&probe));
}

#[test]
fn offline_keeps_everything() {
    let mut probe = marked();
    probe.cmd(Cmd::Accept);
    probe.cmd(Cmd::Accept);
    let draft = sent(&probe);
    probe.answer("book", Err(StoreError::Offline));
    assert!(probe.screen_status().contains("does not answer"), "{}", probe.screen_status());
    probe.cmd(Cmd::Finish);
    assert_eq!(sent(&probe), draft);
}

#[test]
fn a_draft_goes_on_where_it_stopped() {
    let mut probe = marked();
    probe.text("300");
    probe.cmd(Cmd::Cancel);
    let kept = probe.asked.iter().find_map(|(.., request)| match request {
        Request::KeepDraft(id, form, payload) => Some((*id, form.clone(), payload.clone())),
        _ => None,
    });
    let (id, form, payload) = kept.expect("kept");
    let saved_at = "2002-03-13T06:02:11Z".parse().unwrap();
    let mut probe = Probe::new(open::resume(KeptDraft { id, form, payload, saved_at }));
    words(&mut probe);
    probe.answer("rows", Ok(Reply::Page(page())));
    probe.text("00");
    probe.cmd(Cmd::Accept);
    probe.answer("proposal", Ok(Reply::Proposal(vec![part(11, "15000"), part(12, "15000")])));
    probe.cmd(Cmd::Accept);
    let draft = sent(&probe);
    assert_eq!((draft.intent, draft.amount), (id, dec("30000")));
}

#[test]
fn looks() {
    for (lang, name) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        let mut probe = marked();
        probe.lang = lang;
        probe.cmd(Cmd::Accept);
        insta::assert_snapshot!(format!("payment_{name}"), probe.shown());
    }
    for columns in (0..100).step_by(9) {
        for rows in 0..24 {
            let mut probe = marked();
            probe.size = (columns.max(1), rows.max(1));
            probe.shown();
        }
    }
}

/// What came for the two marked instalments; a third has received something, too.
fn back() -> Probe {
    let names: Arc<[&'static str]> = ["order", "seq", "due_on", "received"].into();
    let row = |id, seq, due: &str, received: &str| Row {
        id,
        version: 1,
        names: names.clone(),
        cells: vec![
            Value::link(1, "SH-2002-0001"),
            Value::Int(seq),
            Value::Date(due.parse().unwrap()),
            Value::Money(dec(received)),
        ],
    };
    let rows = vec![
        row(11, 1, "2002-03-06", "25000"),
        row(12, 2, "2002-03-13", "10000"),
        row(13, 3, "2002-04-03", "5000"),
    ];
    let mut probe = Probe::new(open::refund(Some(payer()), vec![11, 12], Some(dec("35000"))));
    words(&mut probe);
    probe.answer("rows", Ok(Reply::Page(Page { rows, more: false })));
    probe
}

#[test]
fn a_refund_is_taken_from_the_marked_instalments_then_from_the_latest_due() {
    let mut probe = back();
    assert!(probe.question("proposal").is_none(), "the server proposes receipts only");
    probe.cmd(Cmd::Accept);
    probe.cmd(Cmd::Accept);
    let draft = sent(&probe);
    assert_eq!((draft.kind, draft.amount), (PaymentKind::Refund, dec("35000")));
    assert_eq!(draft.allocations, [part(11, "25000"), part(12, "10000")]);
    probe.answer("book", booked("35000"));
    assert!(ended(&probe));
    assert!(told(&probe)[0].contains("35,000.00 back to 上海雅韵"), "{:?}", told(&probe));
    // More than the marked ones received: the rest from the latest due of the others.
    let mut probe = back();
    probe.text("38000");
    probe.cmd(Cmd::Accept);
    probe.cmd(Cmd::Accept);
    assert_eq!(sent(&probe).allocations, [part(11, "25000"), part(12, "10000"), part(13, "3000")]);
}

#[test]
fn a_refund_that_is_not_taken_from_anywhere_is_not_sent() {
    let mut probe = back();
    probe.text("40000.01");
    probe.cmd(Cmd::Accept);
    probe.cmd(Cmd::Accept);
    assert!(probe.question("book").is_none());
    assert!(probe.screen_status().contains("0.01 of it"), "{}", probe.screen_status());
}
