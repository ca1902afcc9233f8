//! Orders, payments and what the desk needs to enter them.

use diesel::{QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Text};
use kehu::{
    db::{
        bench::{Tap, trips},
        connect::Target,
    },
    domain::{
        kind::Kind,
        order_draft::{
            DraftAllocation, DraftInsertion, DraftInstalment, DraftLine, OrderDraft, PaymentDraft,
            PaymentKind,
        },
    },
    store::{Booked, Catalogue, OrderSaved, Reason, Reply, Request, StoreError, TakenPosition},
};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::Program;
use crate::support::TestDb;

#[derive(QueryableByName)]
struct One {
    #[diesel(sql_type = Text)]
    v: String,
}

/// What the database holds, past all rights.
pub fn truth(db: &TestDb, query: &str) -> String {
    sql_query(query).get_result::<One>(&mut db.admin()).unwrap_or_else(|error| panic!("{query}: {error}")).v
}

fn yuan(text: &str) -> Decimal {
    text.parse().expect("digits")
}

fn catalogue(program: &Program) -> std::sync::Arc<Catalogue> {
    match program.get(Request::Catalogue) {
        Ok(Reply::Catalogue(catalogue)) => catalogue,
        other => panic!("{other:?}"),
    }
}

fn save(program: &Program, draft: &OrderDraft) -> Result<OrderSaved, StoreError> {
    match program.get(Request::SaveOrder(Box::new(draft.clone())))? {
        Reply::OrderSaved(saved) => Ok(saved),
        other => panic!("{other:?}"),
    }
}

fn load(program: &Program, id: i64) -> Result<OrderDraft, StoreError> {
    match program.get(Request::LoadOrder(id))? {
        Reply::Order(draft) => Ok(*draft),
        other => panic!("{other:?}"),
    }
}

fn ask(program: &Program, intent: Uuid) -> Result<OrderSaved, StoreError> {
    match program.get(Request::AskOrder(intent))? {
        Reply::OrderSaved(saved) => Ok(saved),
        other => panic!("{other:?}"),
    }
}

/// A page of 三联生活周刊 at 8折 in the next issue, paid in two parts, for 上海雅韵.
fn a_page(program: &Program) -> OrderDraft {
    let catalogue = catalogue(program);
    let publication = catalogue.publications.iter().find(|it| it.name == "三联生活周刊").expect("三联");
    let position = publication.positions.iter().find(|it| it.name == "内页整版").expect("a page");
    let unit = position.list_price * yuan("0.8");
    let insertions = publication.issues.iter().map(|it| DraftInsertion { issue_id: it.id, amount: unit });
    let insertions: Vec<_> = insertions.take(1).collect();
    let amount = unit * Decimal::from(insertions.len());
    let half = amount / yuan("2");
    OrderDraft {
        customer_id: Some(1),
        plan_text: "50/50".into(),
        note: "一期".into(),
        lines: vec![DraftLine {
            publication_id: publication.id,
            position_id: position.id,
            list_price: position.list_price,
            discount: yuan("0.8"),
            unit_price: unit,
            amount,
            insertions,
            ..DraftLine::default()
        }],
        instalments: ["2002-04-08", "2002-05-08"]
            .iter()
            .enumerate()
            .map(|(n, day)| DraftInstalment {
                due_on: day.parse().expect("a date"),
                amount: half,
                insertion: (n == 0).then_some((0, 0)),
            })
            .collect(),
        ..OrderDraft::new()
    }
}

#[test]
fn the_catalogue_has_what_can_be_sold_today_and_says_what_is_taken() {
    let db = TestDb::golden();
    db.admin()
        .batch_execute(
            "update kehu.issue set booking_deadline_on = '2002-03-13' where publication_id = 4 and no = 15",
        )
        .unwrap();
    let (zhout, huangzq) = (Program::of(&db, "zhout"), Program::of(&db, "huangzq"));
    let seen = catalogue(&huangzq);
    assert_eq!(seen.publications.len(), 4);
    let fashion = seen.publications.iter().find(|it| it.id == 1).unwrap();
    assert_eq!(fashion.name, "中国化妆品 时尚版");
    assert_eq!(fashion.discount_floor, yuan("0.6"));
    let back = fashion.positions.iter().find(|it| it.name == "封底").unwrap();
    assert_eq!((back.list_price, back.exclusive), (yuan("50000.00"), true));
    // March is out, April's deadline was the seventh.
    assert_eq!(fashion.issues.iter().map(|it| it.no).collect::<Vec<_>>(), [5, 6]);
    // May is planned for an order of another branch: whose it is stays hidden, that it is sold does not, before it is booked.
    let may = |program: &Program| {
        let now = catalogue(program);
        let issue = now.publications.iter().find(|it| it.id == 1).unwrap().issues[0].clone();
        (issue.taken, now.publications.iter().find(|it| it.id == 1).unwrap().issues[1].taken.clone())
    };
    let sold = |by: Option<(i64, String)>| (vec![TakenPosition { position: back.id, by }], Vec::new());
    assert_eq!(may(&huangzq), sold(None));
    assert_eq!(may(&zhout), sold(Some((1, "SH-2002-0001".into()))));
    let weekly = seen.publications.iter().find(|it| it.id == 4).unwrap();
    assert_eq!(
        weekly.issues.iter().map(|it| it.no).collect::<Vec<_>>(),
        [14, 15],
        "a deadline of today has not passed"
    );

    db.as_login("zhout")
        .batch_execute("select kehu.mark_insertion(id, version, 'booked') from kehu.insertion where order_id = 1 and seq = 3")
        .unwrap();
    assert_eq!(may(&huangzq), sold(None));
    assert_eq!(truth(&db, "select count(*)::text as v from kehu.rate_card"), "4");
    db.admin()
        .batch_execute("update kehu.rate_card set valid_to = '2002-03-12' where publication_id = 1")
        .unwrap();
    assert!(catalogue(&zhout).publications.iter().find(|it| it.id == 1).unwrap().positions.is_empty());
}

#[test]
fn the_desk_knows_who_sells_what_is_owed_and_what_was_ordered_last() {
    let db = TestDb::golden();
    let zhout = Program::of(&db, "zhout");
    let Ok(Reply::Desk(desk)) = zhout.get(Request::Desk(1)) else { panic!("desk") };
    assert_eq!(desk.salesperson, (4, "王约翰".to_owned()));
    assert_eq!((desk.outstanding, desk.overdue), (yuan("95000.00"), yuan("15000.00")));
    let last = desk.last_order.unwrap();
    assert_eq!((last.code.as_str(), last.signed_on), ("SH-2002-0001", "2002-02-20".parse().ok()));
    assert_eq!((last.draft.id, last.draft.customer_id), (None, Some(1)));
    assert_eq!(last.draft.lines[0].insertions.len(), 3);
    assert_eq!(last.draft.net(), yuan("120000.00"));
    let Ok(Reply::Desk(new)) = zhout.get(Request::Desk(5)) else { panic!("desk") };
    assert_eq!((new.outstanding, new.last_order), (yuan("0"), None));
    assert_eq!(zhout.get(Request::Desk(3)), Err(StoreError::NotYours), "another branch's");
    assert_eq!(zhout.get(Request::Desk(999)), Err(StoreError::NotYours), "nobody's");
}

#[test]
fn an_order_is_saved_once_per_intent_and_loaded_as_it_was_saved() {
    let db = TestDb::golden();
    db.admin()
        .batch_execute("update kehu.issue set booking_deadline_on = '2002-03-20' where publication_id = 4")
        .unwrap();
    let zhout = Program::of(&db, "zhout");
    let draft = a_page(&zhout);
    let saved = save(&zhout, &draft).unwrap();
    assert_eq!((saved.state.as_str(), saved.existed), ("draft", false));
    let again = save(&zhout, &draft).unwrap();
    assert_eq!(again, OrderSaved { existed: true, ..saved.clone() });
    assert_eq!(ask(&zhout, draft.intent).unwrap(), again);
    let orders = |db: &TestDb| truth(db, "select count(*)::text as v from kehu.sales_order");
    assert_eq!(orders(&db), "6");

    let mut loaded = load(&zhout, saved.id).unwrap();
    assert_ne!(loaded.intent, draft.intent);
    assert_eq!((loaded.salesperson_id, loaded.version), (Some(4), Some(saved.version)));
    let same = OrderDraft {
        intent: draft.intent,
        id: None,
        version: None,
        salesperson_id: None,
        names: draft.names.clone(),
        ..loaded.clone()
    };
    assert_eq!(same, draft);

    // What the form does not know of stays as it was.
    db.admin()
        .batch_execute(&format!(
            "update kehu.sales_order set commission_rate = 0.1 where id = {0}; update kehu.order_card set pay_note = 'x' where order_id = {0}",
            saved.id
        ))
        .unwrap();
    loaded = load(&zhout, saved.id).unwrap();
    loaded.note = "改过".into();
    loaded.state = "confirmed".into();
    let confirmed = save(&zhout, &loaded).unwrap();
    assert_eq!((confirmed.id, confirmed.state.as_str()), (saved.id, "confirmed"));
    let kept = format!(
        "select commission_rate || ' ' || commission_amount || ' ' || pay_note || ' ' || c.note || ' ' || l.size as v
           from kehu.sales_order o join kehu.order_card c on c.order_id = o.id join kehu.order_line l on l.order_id = o.id where o.id = {}",
        saved.id
    );
    assert_eq!(truth(&db, &kept), "0.1000 4000.00 x 改过 210x285");
    // The first save is found by its intent, the second by its own.
    assert_eq!(ask(&zhout, loaded.intent).unwrap().version, confirmed.version);
    assert_eq!(ask(&zhout, draft.intent).unwrap().version, confirmed.version);
    assert_eq!(ask(&zhout, Uuid::new_v4()), Err(StoreError::NotYours));
    assert_eq!(ask(&Program::of(&db, "huangzq"), draft.intent), Err(StoreError::NotYours));
    assert_eq!(orders(&db), "6");
    // From now on it is loaded to be changed with a reason, and a save of it is refused.
    let agreed = load(&zhout, saved.id).unwrap();
    assert_eq!(agreed.state, "confirmed");
    let closed = save(&zhout, &OrderDraft { state: "draft".into(), ..agreed }).unwrap_err();
    assert!(
        matches!(closed, StoreError::Refused(Reason { ref rule, .. }) if rule == "bad_state"),
        "{closed:?}"
    );
}

#[test]
fn what_is_wrong_with_an_order_is_said_by_field() {
    let db = TestDb::golden();
    db.admin()
        .batch_execute("update kehu.issue set booking_deadline_on = '2002-03-20' where publication_id = 4")
        .unwrap();
    let (zhout, john) = (Program::of(&db, "zhout"), Program::of(&db, "john"));
    let refused = |program: &Program, draft: &OrderDraft| match save(program, draft) {
        Err(StoreError::Refused(Reason { rule, field, detail })) => {
            format!("{rule} {} {detail}", field.unwrap_or_default())
        }
        other => panic!("{other:?}"),
    };
    let whole = a_page(&zhout);
    let mut short = OrderDraft { state: "confirmed".into(), ..whole.clone() };
    short.instalments.pop();
    assert_eq!(refused(&zhout, &short), "plan_not_whole instalments 20000.00");
    let mut cheap = OrderDraft { state: "confirmed".into(), ..whole.clone() };
    let line = &mut cheap.lines[0];
    (line.discount, line.unit_price, line.amount) = (yuan("0.5"), yuan("25000.00"), yuan("25000.00"));
    line.insertions[0].amount = yuan("25000.00");
    cheap.instalments.truncate(1);
    cheap.instalments[0].amount = yuan("25000.00");
    assert_eq!(refused(&zhout, &cheap), "discount_floor discount 0.6000");
    let mut wrong = whole.clone();
    wrong.lines[0].unit_price = yuan("39999.99");
    assert_eq!(refused(&zhout, &wrong), "bad_value unit_price 40000.00");
    let long = OrderDraft { plan_text: "x".repeat(201), ..whole.clone() };
    assert_eq!(refused(&zhout, &long), "line_clean  ");
    // A salesperson enters for his own customers, and does not confirm.
    assert_eq!(
        refused(&john, &OrderDraft { state: "confirmed".into(), ..whole.clone() }),
        "not_yours state "
    );
    assert_eq!(refused(&john, &OrderDraft { customer_id: Some(2), ..whole.clone() }), "not_yours customer ");
    assert!(save(&john, &OrderDraft { state: "requested".into(), ..whole }).is_ok());
    let mut stale = load(&john, 5).unwrap();
    save(&john, &stale).unwrap();
    stale.intent = Uuid::new_v4();
    assert_eq!(save(&john, &stale), Err(StoreError::Stale));
    assert_eq!(load(&john, 4), Err(StoreError::NotYours));
}

#[test]
fn a_payment_is_proposed_oldest_first_booked_once_and_not_by_everybody() {
    let db = TestDb::golden();
    let (zhout, john) = (Program::of(&db, "zhout"), Program::of(&db, "john"));
    let propose = |program: &Program, amount: &str, instalments: Vec<i64>| {
        let request = Request::Propose { payer: 1, amount: yuan(amount), instalments };
        match program.get(request) {
            Ok(Reply::Proposal(parts)) => {
                parts.into_iter().map(|it| (it.instalment_id, it.amount.to_string())).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        }
    };
    let part = |id: i64, amount: &str| (id, amount.to_owned());
    assert_eq!(propose(&zhout, "20000", vec![]), [part(1, "15000.00"), part(2, "5000.00")]);
    assert_eq!(propose(&zhout, "20000", vec![3]), [part(3, "20000")]);
    let beyond = [part(3, "40000.00"), part(1, "15000.00"), part(2, "15000.00")];
    assert_eq!(propose(&zhout, "70000", vec![3]), beyond);
    assert!(propose(&john, "20000", vec![]).is_empty());

    let payment = PaymentDraft {
        intent: Uuid::new_v4(),
        kind: PaymentKind::Receipt,
        payer_id: 1,
        received_on: "2002-03-13".parse().unwrap(),
        amount: yuan("20000.00"),
        method: "transfer".into(),
        bank_ref: "0313".into(),
        note: String::new(),
        allocations: vec![
            DraftAllocation { instalment_id: 1, amount: yuan("15000.00") },
            DraftAllocation { instalment_id: 2, amount: yuan("3000.00") },
        ],
    };
    let book = |program: &Program, payment: &PaymentDraft| match program
        .get(Request::Book(Box::new(payment.clone())))?
    {
        Reply::Booked(booked) => Ok::<Booked, StoreError>(booked),
        other => panic!("{other:?}"),
    };
    let denied = book(&john, &payment).unwrap_err();
    assert!(
        matches!(denied, StoreError::Refused(Reason { ref rule, .. }) if rule == "not_yours"),
        "{denied:?}"
    );
    let booked = book(&zhout, &payment).unwrap();
    assert_eq!((booked.allocated, booked.closed_todos), (yuan("18000.00"), 0));
    assert_eq!(book(&zhout, &payment).unwrap().id, booked.id);
    assert_eq!(
        truth(
            &db,
            "select count(*) || ' ' || sum(received) as v from kehu.payment p, kehu.instalment i where p.id = 3 and i.id in (1, 2)"
        ),
        "2 43000.00"
    );
    let late = PaymentDraft {
        intent: Uuid::new_v4(),
        received_on: "2002-03-14".parse().unwrap(),
        ..payment.clone()
    };
    let refused = book(&zhout, &late).unwrap_err();
    assert!(
        matches!(refused, StoreError::Refused(Reason { ref rule, field: Some(ref field), .. }) if rule == "bad_date" && field == "received_on"),
        "{refused:?}"
    );
    let much = PaymentDraft { intent: Uuid::new_v4(), ..payment };
    let refused = book(&zhout, &much).unwrap_err();
    assert!(
        matches!(refused, StoreError::Refused(Reason { ref rule, .. }) if rule == "overpaid"),
        "{refused:?}"
    );
}

#[test]
fn a_history_names_people_and_is_read_by_whoever_reads_the_record() {
    let db = TestDb::golden();
    db.as_login("john").batch_execute("update kehu.customer set city = '昆山' where id = 1").unwrap();
    let history = |login: &str| Program::of(&db, login).get(Request::History(Kind::Customer, 1));
    let Ok(Reply::History(changes)) = history("zhangw") else { panic!("history") };
    let newest = &changes[0];
    assert_eq!((newest.who.as_str(), newest.action.as_str()), ("王约翰", "update"));
    assert_eq!((newest.field.as_str(), newest.old.as_str(), newest.new.as_str()), ("city", "上海", "昆山"));
    assert_eq!(changes.last().unwrap().action, "insert");
    assert_eq!(history("huangzq"), Err(StoreError::NotYours));
}

/// The same order once more.
fn again(draft: &OrderDraft) -> OrderDraft {
    OrderDraft { intent: Uuid::new_v4(), ..draft.clone() }
}

#[test]
fn an_order_is_saved_in_one_round_trip() {
    let db = TestDb::golden();
    let (tap, way) = Tap::open(&Target::parse(&db.url("zhout")).unwrap()).unwrap();
    let (host, port) = way.address();
    let program =
        Program::start(&format!("host='{host}' port={port} dbname='{}' user=zhout", way.database()));
    assert!(matches!(program.get(Request::SignIn), Ok(Reply::SignedIn(_))));
    let draft = OrderDraft { state: "confirmed".into(), ..a_page(&program) };
    save(&program, &draft).unwrap();
    // The other lines may have something to say meanwhile, but not each time.
    let counted = (0..5).map(|_| {
        tap.take();
        save(&program, &again(&draft)).unwrap();
        trips(&tap.take())
    });
    assert_eq!(counted.min(), Some(1));
}

#[test]
fn a_line_that_the_server_closed_is_not_used_for_a_save() {
    let db = TestDb::golden();
    let program = Program::of(&db, "zhout");
    let draft = a_page(&program);
    save(&program, &draft).unwrap();
    let ended = "select pg_terminate_backend(pid, 10000)::text as v from pg_stat_activity \
        where datname = current_database() and query like '%kehu.save_order%' and pid <> pg_backend_pid()";
    assert_eq!(truth(&db, ended), "true");
    let saved = save(&program, &again(&draft)).unwrap();
    assert!(!saved.existed);
}
