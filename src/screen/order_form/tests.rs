//! A whole order typed key by key. What may go wrong on the way to the server is in `saving`.

mod added;
mod change;
mod conflict;
mod said;
mod saving;
mod terms;

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::{
    command::Cmd,
    domain::{
        order_draft::{DraftInsertion, DraftInstalment, DraftLine, OrderDraft},
        session::Role,
        value::Link,
    },
    entry::order::sample::catalogue,
    i18n::Lang,
    screen::{Effect, Event, Outcome, Tone, open, probe::Probe},
    store::{Desk, KeptDraft, LastOrder, OrderSaved, Pick, Reason, Reply, Request, StoreError},
};

fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn yayun() -> Vec<Pick> {
    vec![
        Pick { id: 1, label: "上海雅韵化妆品有限公司".into(), detail: "CU-00417".into() },
        Pick { id: 9, label: "上海逸颜化妆品有限公司".into(), detail: "CU-00932".into() },
    ]
}

/// The customer at the desk; the last order had 城市画报 内页整版 at 8折 in two issues, plan 30/40/30 m.
fn desk() -> Desk {
    let mut draft = OrderDraft::new();
    draft.customer_id = Some(1);
    draft.lines = vec![
        DraftLine {
            publication_id: 4,
            position_id: 41,
            list_price: dec("90000"),
            discount: dec("0.8"),
            unit_price: dec("72000"),
            amount: dec("144000"),
            insertions: (0..2).map(|n| DraftInsertion { issue_id: 390 + n, amount: dec("72000") }).collect(),
            ..DraftLine::default()
        },
        DraftLine {
            publication_id: 3,
            position_id: 32,
            list_price: dec("36000"),
            discount: dec("0.8"),
            unit_price: dec("28800"),
            amount: dec("57600"),
            insertions: (0..2).map(|n| DraftInsertion { issue_id: 290 + n, amount: dec("28800") }).collect(),
            ..DraftLine::default()
        },
    ];
    Desk {
        salesperson: (4, "王约翰".into()),
        industry: "cosmetics".into(),
        credit_limit: None,
        needs_contract: false,
        contracts: Vec::new(),
        title: Some((5, "上海雅韵化妆品有限公司".into())),
        recent: Vec::new(),
        outstanding: dec("118000"),
        overdue: dec("46000"),
        last_order: Some(LastOrder {
            code: "SH-2002-0003".into(),
            plan_text: "30/40/30 m".into(),
            signed_on: Some("2002-02-20".parse().unwrap()),
            draft,
        }),
    }
}

fn media(probe: &mut Probe) {
    probe.answer("catalogue", Ok(Reply::Catalogue(Arc::new(catalogue()))));
}

fn fresh() -> Probe {
    let mut probe = Probe::new(open::order(None));
    media(&mut probe);
    probe
}

fn enter(probe: &mut Probe, text: &str) {
    probe.text(text);
    probe.cmd(Cmd::Accept);
}

fn customer(probe: &mut Probe) {
    probe.text("shyy");
    probe.answer("pick", Ok(Reply::Picks(yayun())));
    probe.cmd(Cmd::Accept);
    probe.answer("desk", Ok(Reply::Desk(Box::new(desk()))));
}

/// The order of ux/02 2.8: known customer, two lines of three issues, the inherited plan.
fn two_lines(probe: &mut Probe) {
    customer(probe);
    for text in ["sl fd", "3", "7.5", "cs ny", "3", "", "", ""] {
        enter(probe, text);
    }
}

fn sent(probe: &Probe) -> OrderDraft {
    let saves: Vec<_> =
        probe.asked.iter().filter(|(.., request)| matches!(request, Request::SaveOrder(_))).collect();
    let [(.., Request::SaveOrder(order))] = saves.as_slice() else { panic!("{} saves", saves.len()) };
    (**order).clone()
}

fn drafts(probe: &mut Probe) {
    while probe.question("draft").is_some() {
        probe.answer("draft", Ok(Reply::Done));
    }
}

fn stored(code: &str, state: &str) -> OrderSaved {
    OrderSaved { id: 77, code: code.into(), version: 1, state: state.into(), existed: false, asked: false }
}

fn saved(code: &str, state: &str) -> Result<Reply, StoreError> {
    Ok(Reply::OrderSaved(stored(code, state)))
}

fn notices(probe: &Probe) -> Vec<(Tone, String)> {
    let text = |effect: &Effect| match effect {
        Effect::Notice(notice) => Some((notice.tone, notice.text.clone())),
        _ => None,
    };
    probe.effects.iter().filter_map(text).collect()
}

fn ended(probe: &Probe) -> Option<&Outcome> {
    probe
        .effects
        .iter()
        .find_map(|effect| if let Effect::Pop(outcome) = effect { Some(outcome) } else { None })
}

fn insertions(ids: [i64; 3], amount: &str) -> Vec<DraftInsertion> {
    ids.map(|issue_id| DraftInsertion { issue_id, amount: dec(amount) }).into()
}

fn check_two_lines(order: &OrderDraft) {
    assert_eq!((order.customer_id, order.id, order.state.as_str()), (Some(1), None, "confirmed"));
    assert_eq!(order.signed_on, Some("2002-03-13".parse().unwrap()));
    assert_eq!(order.plan_text, "30/40/30 m");
    // 封底 is taken in the second issue ahead: the next three free ones are meant.
    assert_eq!(
        order.lines,
        [
            DraftLine {
                publication_id: 4,
                position_id: 41,
                list_price: dec("96000"),
                discount: dec("0.75"),
                unit_price: dec("72000"),
                amount: dec("216000"),
                insertions: insertions([400, 402, 403], "72000"),
                ..DraftLine::default()
            },
            DraftLine {
                publication_id: 3,
                position_id: 32,
                list_price: dec("36000"),
                discount: dec("0.8"),
                unit_price: dec("28800"),
                amount: dec("86400"),
                insertions: insertions([300, 301, 302], "28800"),
                ..DraftLine::default()
            },
        ]
    );
    let parts = [("2002-03-13", "90720"), ("2002-04-13", "120960"), ("2002-05-13", "90720")];
    let parts = parts.map(|(due_on, amount)| DraftInstalment {
        due_on: due_on.parse().unwrap(),
        amount: dec(amount),
        insertion: None,
    });
    assert_eq!(order.instalments, parts);
}

#[test]
fn an_order_of_two_lines_and_three_instalments_is_one_save() {
    let mut probe = fresh();
    two_lines(&mut probe);
    probe.cmd(Cmd::Finish);
    check_two_lines(&sent(&probe));
    drafts(&mut probe);
    let intent = sent(&probe).intent;
    probe.answer("save", saved("SH-2002-0006", "confirmed"));
    let told = notices(&probe);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].0, Tone::Good);
    assert!(told[0].1.contains("SH-2002-0006") && told[0].1.contains("302,400.00"), "{}", told[0].1);
    assert!(
        matches!(probe.question("draft"), Some(Request::DropDraft(id)) if *id == intent),
        "the draft goes"
    );
    assert_eq!(ended(&probe), None, "the desk goes on with the next order");
    assert!(probe.shown().contains("such as: sl fd"));
}

/// The budget of issue 3: keys after `o`, which opens the form. Each character, Enter and F10 is one.
#[test]
fn key_budgets() {
    let keys = |texts: &[&str]| texts.iter().map(|text| text.len() + 1).sum::<usize>();
    let inherited = 1 + keys(&["shyy", "sl fd", "3", "7.5", "cs ny", "3", "", "", ""]) + 1;
    assert_eq!(inherited, 31 - 1);
    let copy = 1 + keys(&["shyy"]) + 1 + keys(&["", "7.5"]) + 1;
    assert!(copy <= 14, "{copy}");
    let mut probe = fresh();
    customer(&mut probe);
    probe.cmd(Cmd::CopyLastOrder);
    enter(&mut probe, "");
    enter(&mut probe, "7.5");
    probe.cmd(Cmd::Finish);
    let order = sent(&probe);
    assert_eq!(order.lines[0].list_price, dec("96000"), "today's price, not last time's");
    assert_eq!(order.lines[0].discount, dec("0.75"));
    assert_eq!(order.lines[0].insertions.len(), 2, "as many issues as last time");
    assert_eq!(order.lines[1].amount, dec("57600"));
    assert_eq!(order.instalments.iter().map(|part| part.amount).sum::<Decimal>(), dec("201600"));
}

#[test]
fn typing_ahead_of_a_slow_server_gives_the_same_order() {
    let mut probe = Probe::new(open::order(None));
    probe.text("shyy");
    probe.cmd(Cmd::Accept);
    for text in ["sl fd", "3", "7.5", "cs ny", "3", "", "", ""] {
        enter(&mut probe, text);
    }
    probe.cmd(Cmd::Finish);
    assert!(probe.question("save").is_none());
    probe.answer("pick", Ok(Reply::Picks(yayun())));
    assert!(probe.question("save").is_none());
    media(&mut probe);
    assert!(probe.question("save").is_none(), "the plan is inherited, and its words are not here yet");
    probe.answer("desk", Ok(Reply::Desk(Box::new(desk()))));
    check_two_lines(&sent(&probe));
}

#[test]
fn what_is_missing_is_said_before_anything_is_sent() {
    let mut probe = fresh();
    probe.cmd(Cmd::Finish);
    assert!(probe.question("save").is_none());
    assert!(probe.screen_status().contains("Customer"), "{}", probe.screen_status());
    customer(&mut probe);
    enter(&mut probe, "sl fd");
    enter(&mut probe, "9");
    assert!(probe.screen_status().contains("only 3 can be booked"), "{}", probe.screen_status());
    probe.cmd(Cmd::DeleteBack);
    enter(&mut probe, "#16");
    assert!(
        probe.screen_status().contains("taken in number 16, by order SH-2002-0008"),
        "{}",
        probe.screen_status()
    );
    probe.cmd(Cmd::DeleteToStart);
    enter(&mut probe, "1");
    enter(&mut probe, "abc");
    assert!(probe.screen_status().contains("7.5"), "what would be right: {}", probe.screen_status());
    probe.cmd(Cmd::DeleteToStart);
    enter(&mut probe, "6");
    let shown = probe.shown();
    assert!(shown.contains("6折"), "{shown}");
    enter(&mut probe, "");
    enter(&mut probe, "5000/3000");
    probe.cmd(Cmd::Finish);
    assert!(probe.screen_status().contains("49,600.00 is left"), "{}", probe.screen_status());
    assert!(probe.question("save").is_none());
}

#[test]
fn a_part_changed_by_hand_shows_what_is_left() {
    let mut probe = fresh();
    two_lines(&mut probe);
    probe.cmd(Cmd::PreviousBlock);
    probe.cmd(Cmd::PreviousBlock);
    probe.cmd(Cmd::LineDown);
    enter(&mut probe, "100000");
    enter(&mut probe, "3-20");
    assert!(probe.shown().contains("left -9,280.00"), "{}", probe.shown());
    enter(&mut probe, "=left");
    assert!(probe.shown().contains("left 0.00"), "{}", probe.shown());
    probe.cmd(Cmd::Finish);
    let parts: Vec<_> = sent(&probe)
        .instalments
        .iter()
        .map(|part| (part.due_on.to_string(), part.amount.to_string()))
        .collect();
    assert_eq!(parts[0], ("2002-03-20".into(), "100000".into()));
    assert_eq!(parts[1].1, "111680.00");
}

#[test]
fn lines_are_duplicated_deleted_and_pasted() {
    let mut probe = fresh();
    customer(&mut probe);
    for text in ["sl ny", "2", "8"] {
        enter(&mut probe, text);
    }
    probe.cmd(Cmd::LineUp);
    probe.cmd(Cmd::DuplicateLine);
    assert!(probe.shown().contains("net 160,000.00"), "{}", probe.shown());
    probe.cmd(Cmd::DeleteLine);
    assert!(probe.shown().contains("net 80,000.00"), "{}", probe.shown());
    probe.event(Event::Paste("cs fd\t1\t7.5\ncs ny\t2\t8\n".into()));
    assert!(probe.shown().contains("net 188,600.00"), "{}", probe.shown());
}

#[test]
fn an_order_that_is_changed_keeps_its_issues_and_its_agreed_parts() {
    let mut probe = Probe::new(open::edit_order(5));
    let mut order = OrderDraft::new();
    order.id = Some(5);
    order.version = Some(3);
    order.customer_id = Some(1);
    order.salesperson_id = Some(4);
    order.plan_text = "30/70 m".into();
    order.lines = desk().last_order.unwrap().draft.lines[..1].to_vec();
    order.instalments = vec![DraftInstalment {
        due_on: "2002-06-01".parse().unwrap(),
        amount: dec("144000"),
        insertion: None,
    }];
    let stored = order.intent;
    probe.answer("order", Ok(Reply::Order(Box::new(order.clone()))));
    media(&mut probe);
    probe.answer("desk", Ok(Reply::Desk(Box::new(desk()))));
    probe.cmd(Cmd::Finish);
    let again = sent(&probe);
    assert_ne!(again.intent, stored, "the first intent was used up");
    assert_eq!((again.id, again.version, again.salesperson_id), (Some(5), Some(3), Some(4)));
    assert_eq!(again.lines, order.lines, "price, discount and issues as agreed");
    assert_eq!(again.instalments, order.instalments);
    drafts(&mut probe);
    probe.answer("save", Err(StoreError::Stale));
    assert!(probe.screen_status().contains("Somebody else"), "{}", probe.screen_status());
    assert!(ended(&probe).is_none());
}

fn filled(lang: Lang, size: (u16, u16)) -> Probe {
    let mut probe = fresh();
    probe.lang = lang;
    probe.size = size;
    two_lines(&mut probe);
    probe
}

#[test]
fn all_of_a_normal_order_fits_eighty_by_twenty() {
    let mut probe = filled(Lang::En, (80, 20));
    let shown = probe.shown();
    for text in [
        "王约翰",
        "三联生活周刊 封底",
        "城市画报 内页整版",
        "216,000.00",
        "90,720.00",
        "120,960.00",
        "2002-05-13",
        "叁拾万贰仟肆佰元整",
        "Note",
    ] {
        assert!(shown.contains(text), "{text}\n{shown}");
    }
}

#[test]
fn looks() {
    for (lang, name) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        for size in [(80, 22), (120, 38)] {
            let mut probe = filled(lang, size);
            for _ in 0..3 {
                probe.cmd(Cmd::PreviousBlock);
            }
            probe.cmd(Cmd::NextField);
            insta::assert_snapshot!(format!("order_{name}_{}x{}", size.0, size.1), probe.shown());
            probe.cmd(Cmd::PreviousBlock);
            probe.cmd(Cmd::PreviousBlock);
            probe.cmd(Cmd::PreviousBlock);
            insta::assert_snapshot!(format!("order_more_{name}_{}x{}", size.0, size.1), probe.shown());
        }
    }
    let mut probe = fresh();
    probe.text("shyy");
    probe.answer("pick", Ok(Reply::Picks(yayun())));
    insta::assert_snapshot!("order_customer_list", probe.shown());
    probe.cmd(Cmd::Accept);
    probe.text("sl");
    insta::assert_snapshot!("order_place_list", probe.shown());
}

#[test]
fn any_size_is_survived() {
    for columns in (0..140).step_by(7) {
        for rows in 0..30 {
            filled(Lang::Zh, (columns.max(1), rows.max(1))).shown();
        }
    }
}
