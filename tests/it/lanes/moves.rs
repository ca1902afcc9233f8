//! Every move, by a login that may, after one that may not; in an order in which each is possible.

use diesel::{
    QueryableByName, RunQueryDsl,
    connection::SimpleConnection,
    sql_query,
    sql_types::{BigInt, Integer},
};
use kehu::{
    domain::{
        operation::{MOVES, Move, Operation, Target},
        record::Values,
        value::Value,
    },
    store::{Reason, Reply, Request, StoreError},
};
use uuid::Uuid;

use super::{Program, documents::truth};
use crate::support::{Hired, TestDb};

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Integer)]
    version: i32,
}

/// One record: a table and a condition.
pub(super) fn target(db: &TestDb, from: &str) -> Target {
    let query = format!("select id::bigint, version from {from}");
    let found: Found =
        sql_query(&query).get_result(&mut db.admin()).unwrap_or_else(|error| panic!("{query}: {error}"));
    Target { id: found.id, version: found.version }
}

pub(super) fn operate(
    db: &TestDb,
    login: &str,
    what: Move,
    targets: Vec<Target>,
    values: &Values,
) -> Result<Reply, StoreError> {
    let operation = Operation { what, targets, values: values.clone(), intent: Uuid::new_v4() };
    Program::of(db, login).get(Request::Operate(operation))
}

fn text(name: &str, value: &str) -> Values {
    Values::new().with(name, Value::Text(value.into()))
}

fn code(name: &str, value: &str) -> Values {
    Values::new().with(name, Value::Code(value.into()))
}

fn day(text: &str) -> Value {
    Value::Date(text.parse().expect("a date"))
}

fn not_yours_to(field: &str) -> StoreError {
    StoreError::Refused(Reason { rule: "not_yours".into(), field: Some(field.into()), detail: String::new() })
}

/// A move: who may not and what he is told, who may, on what, with what.
type Step<'a> = (Move, (&'a str, StoreError), &'a str, &'a str, Values);

fn steps<'a>() -> Vec<Step<'a>> {
    use StoreError::NotYours;
    let nothing = Values::new;
    let why = || text("reason", "试");
    vec![
        (
            Move::TransferCustomer,
            ("lina", NotYours),
            "zhangw",
            "kehu.customer where id = 2",
            why().with("to", Value::link(4, "王约翰")),
        ),
        (
            Move::Share,
            ("lina", NotYours),
            "john",
            "kehu.customer where id = 1",
            code("access", "read").with("to", Value::link(7, "黄志强")).with("until", day("2002-04-30")),
        ),
        (
            Move::SetCustomerStatus,
            ("huangzq", NotYours),
            "zhangw",
            "kehu.customer where id = 5",
            why().with("status", Value::Code("archived".into())),
        ),
        (Move::DeleteContact, ("john", NotYours), "huangzq", "kehu.contact where id = 4", nothing()),
        (Move::DeleteCustomer, ("chenm", NotYours), "zhangw", "kehu.customer where id = 5", nothing()),
        (Move::RequestOrder, ("huangzq", NotYours), "john", "kehu.sales_order where id = 5", nothing()),
        (
            Move::ConfirmOrder,
            ("john", not_yours_to("state")),
            "zhout",
            "kehu.sales_order where id = 5",
            nothing(),
        ),
        (
            Move::SuspendOrder,
            ("john", not_yours_to("state")),
            "zhout",
            "kehu.sales_order where id = 2",
            why(),
        ),
        (
            Move::ResumeOrder,
            ("john", not_yours_to("state")),
            "zhangw",
            "kehu.sales_order where id = 2",
            nothing(),
        ),
        (
            Move::CancelOrder,
            ("zhout", not_yours_to("state")),
            "zhangw",
            "kehu.sales_order where id = 2",
            why(),
        ),
        (
            Move::BookInsertion,
            ("john", NotYours),
            "zhout",
            "kehu.insertion where order_id = 1 and seq = 3",
            nothing(),
        ),
        (
            Move::UnbookInsertion,
            ("john", NotYours),
            "zhout",
            "kehu.insertion where order_id = 1 and seq = 3",
            text("note", "版位退回"),
        ),
        (
            Move::BookInsertion,
            ("john", NotYours),
            "zhout",
            "kehu.insertion where order_id = 1 and seq = 3",
            nothing(),
        ),
        (
            Move::ReceiveMaterial,
            ("john", NotYours),
            "zhout",
            "kehu.insertion where order_id = 1 and seq = 3",
            nothing(),
        ),
        (
            Move::MissInsertion,
            ("john", NotYours),
            "zhout",
            "kehu.insertion where order_id = 1 and seq = 3",
            text("note", "漏"),
        ),
        (
            Move::PublishInsertion,
            ("john", NotYours),
            "zhout",
            "kehu.insertion where order_id = 1 and seq = 1",
            text("page_no", "封底").with("sample_no", Value::Text("12".into())),
        ),
        (
            Move::UnpublishInsertion,
            ("john", NotYours),
            "liuzy",
            "kehu.insertion where order_id = 1 and seq = 1",
            text("note", "登记错"),
        ),
        (
            Move::BlockDunning,
            ("john", NotYours),
            "zhout",
            "kehu.instalment where order_id = 1 and seq = 2",
            why().with("until", day("2002-03-20")),
        ),
        (
            Move::AnswerDunning,
            ("lina", NotYours),
            "john",
            "kehu.activity where kind = 'dunning' and instalment_id = 1",
            code("reason_code", "promised")
                .with("promised_on", day("2002-03-20"))
                .with("promised_amount", Value::Money("10000.00".parse().expect("digits"))),
        ),
        (
            Move::WriteOff,
            ("huangzq", NotYours),
            "liuzy",
            "kehu.instalment where order_id = 3 and seq = 3",
            why(),
        ),
        (Move::ConfirmPayment, ("john", NotYours), "zhout", "kehu.payment where id = 1", nothing()),
        (Move::UnallocatePayment, ("john", NotYours), "zhout", "kehu.payment where id = 1", nothing()),
        (Move::AllocatePayment, ("john", NotYours), "zhout", "kehu.payment where id = 1", nothing()),
        (Move::UnallocatePayment, ("john", NotYours), "zhout", "kehu.payment where id = 1", nothing()),
        (Move::VoidPayment, ("zhout", not_yours_to("state")), "liuzy", "kehu.payment where id = 1", why()),
        (Move::VoidAllocatedPayment, ("zhout", NotYours), "liuzy", "kehu.payment where id = 2", why()),
        (
            Move::PayOut,
            ("john", NotYours),
            "zhout",
            "kehu.payment where note = '预收'",
            nothing().with("amount", Value::Money("200.00".parse().expect("digits"))),
        ),
        (
            Move::StartActivity,
            ("lina", NotYours),
            "john",
            "kehu.activity where title = '整理竞品投放'",
            nothing(),
        ),
        (
            Move::AcknowledgeActivity,
            ("zhangw", NotYours),
            "john",
            "kehu.activity where title = '整理竞品投放'",
            nothing(),
        ),
        (
            Move::DeleteActivity,
            ("lina", NotYours),
            "john",
            "kehu.activity where title = '拜访财务经理'",
            nothing(),
        ),
        (
            Move::DeliverInvoice,
            ("john", NotYours),
            "zhout",
            "kehu.invoice where id = 1",
            Values::new().with("received_by_customer_on", day("2002-03-11")),
        ),
        (Move::RedInvoice, ("john", NotYours), "zhout", "kehu.invoice where id = 1", why()),
        (
            Move::IssueInvoice,
            ("john", NotYours),
            "zhout",
            "kehu.invoice where note = '甲'",
            text("number", "2002 0000 0000 0000 0002"),
        ),
        (Move::VoidInvoice, ("lina", NotYours), "john", "kehu.invoice where note = '乙'", why()),
        (Move::DeleteInvoiceTitle, ("john", NotYours), "liuzy", "kehu.invoice_title where id = 1", nothing()),
        (
            Move::CompleteActivity,
            ("lina", NotYours),
            "john",
            "kehu.activity where title = '催素材'",
            text("result", "已催"),
        ),
        (Move::ReopenActivity, ("lina", NotYours), "john", "kehu.activity where title = '催素材'", nothing()),
        (Move::CancelActivity, ("lina", NotYours), "john", "kehu.activity where title = '催素材'", why()),
        (
            Move::LinkContract,
            ("john", not_yours_to("contract")),
            "zhout",
            "kehu.sales_order where id = 1",
            Values::new().with("contract", Value::link(1, "CT-00001")),
        ),
        (Move::SubmitContract, ("lina", NotYours), "john", "kehu.contract where note = '甲'", nothing()),
        (Move::ReturnContract, ("lina", NotYours), "john", "kehu.contract where note = '甲'", nothing()),
        (
            Move::SignContract,
            ("john", not_yours_to("state")),
            "zhangw",
            "kehu.contract where note = '甲'",
            text("our_signer", "张伟"),
        ),
        (Move::StartContract, ("lina", NotYours), "john", "kehu.contract where note = '甲'", nothing()),
        (Move::CompleteContract, ("lina", NotYours), "zhout", "kehu.contract where note = '甲'", nothing()),
        (
            Move::TerminateContract,
            ("john", not_yours_to("state")),
            "zhangw",
            "kehu.contract where id = 1",
            why(),
        ),
        (Move::VoidContract, ("lina", NotYours), "john", "kehu.contract where note = '乙'", why()),
        (Move::DeleteContract, ("zhout", NotYours), "john", "kehu.contract where note = '丙'", nothing()),
        (
            Move::ReplanOrder,
            ("john", not_yours_to("state")),
            "zhout",
            "kehu.sales_order where id = 1",
            why().with("plan", Value::Text("x2 m".into())),
        ),
        (
            Move::ReducePrice,
            ("john", NotYours),
            "zhout",
            "kehu.insertion where order_id = 1 and seq = 3",
            why(),
        ),
        (
            Move::RequestCancel,
            ("john", not_yours_to("state")),
            "zhout",
            "kehu.sales_order where id = 5",
            why(),
        ),
        (
            Move::WithdrawChange,
            ("john", not_yours_to("state")),
            "zhout",
            "kehu.order_change where state = 'requested'",
            nothing(),
        ),
        (
            Move::RequestTerminate,
            ("hej", not_yours_to("state")),
            "sunl",
            "kehu.sales_order where id = 4",
            why(),
        ),
        (
            Move::RejectChange,
            ("sunl", not_yours_to("state")),
            "wug",
            "kehu.order_change where state = 'requested'",
            text("decision_note", "不同意"),
        ),
        (
            Move::RequestTerminate,
            ("wug", not_yours_to("state")),
            "sunl",
            "kehu.sales_order where id = 4",
            why(),
        ),
        (
            Move::ApproveChange,
            ("hej", not_yours_to("state")),
            "wug",
            "kehu.order_change where state = 'requested'",
            nothing(),
        ),
        (
            Move::TerminateOrder,
            ("huangzq", not_yours_to("state")),
            "zhaom",
            "kehu.sales_order where id = 3",
            why(),
        ),
    ]
}

/// The rest has tests of its own: below, of people who leave, of what hangs on records, and of the policy, which tries them all.
const ELSEWHERE: [Move; 60] = [
    Move::AdvanceOpportunity,
    Move::StepBackOpportunity,
    Move::SetStage,
    Move::WinOpportunity,
    Move::LoseOpportunity,
    Move::VoidOpportunity,
    Move::SuspendOpportunity,
    Move::ResumeOpportunity,
    Move::ReopenOpportunity,
    Move::TransferOpportunity,
    Move::DeleteOpportunity,
    Move::DropOpportunityLine,
    Move::DropOpportunityContact,
    Move::MakeQuote,
    Move::SubmitQuote,
    Move::ApproveQuote,
    Move::ReturnQuote,
    Move::SendQuote,
    Move::AcceptQuote,
    Move::RejectQuote,
    Move::DeleteQuote,
    Move::DropQuoteLine,
    Move::PrintQuote,
    Move::PrintProposal,
    Move::PrintContract,
    Move::FillOrder,
    Move::HandOver,
    Move::HandBack,
    Move::DeleteHoliday,
    Move::MarkRead,
    Move::MarkUnread,
    Move::DeleteComment,
    Move::SaveFile,
    Move::DeleteFile,
    Move::MergePair,
    Move::UndoMerge,
    Move::FindDuplicates,
    Move::PermitDuplicate,
    Move::WorkLead,
    Move::ConvertLead,
    Move::TransferLead,
    Move::DropLead,
    Move::ReopenLead,
    Move::DeleteLead,
    Move::NotDuplicate,
    Move::ReopenDuplicate,
    Move::RequestApproval,
    Move::ApproveOrder,
    Move::MakeGood,
    Move::Unshare,
    Move::ShareOpportunity,
    Move::UnshareOpportunity,
    Move::ShareLead,
    Move::UnshareLead,
    Move::Dun,
    Move::CreateOperator,
    Move::ChangeOperator,
    Move::DisableOperator,
    Move::EnableOperator,
    Move::SetPassword,
];

#[test]
fn every_move_is_made_by_whom_it_is_for_and_refused_to_the_next() {
    let db = TestDb::golden();
    // Order 5 needs a plan before anybody can confirm it, instalment 1 a todo that can be answered.
    db.as_login("john")
        .batch_execute(
            "select kehu.save_order(jsonb_build_object('intent', gen_random_uuid(), 'id', 5, 'version', o.version, 'customer_id', 1,
               'lines', jsonb_build_array(jsonb_build_object('publication_id', l.publication_id, 'position_id', l.position_id,
                 'list_price', l.list_price::text, 'insertions', jsonb_build_array(jsonb_build_object('issue_id', i.issue_id)))),
               'instalments', '[{\"due_on\": \"2002-06-01\", \"amount\": \"30000.00\"}]'::jsonb))
               from kehu.sales_order o join kehu.order_line l on l.order_id = o.id join kehu.insertion i on i.order_id = o.id where o.id = 5",
        )
        .unwrap();
    db.as_login("john")
        .batch_execute(
            "select kehu.save_contract(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', 1, 'note', n)) from unnest(array['甲', '乙', '丙']) n;
             select kehu.save_invoice(jsonb_build_object('intent', gen_random_uuid(), 'order_id', 1, 'amount', '1', 'note', n)) from unnest(array['甲', '乙']) n",
        )
        .unwrap();
    db.as_login("zhout").batch_execute("select * from kehu.dun('{1}', gen_random_uuid())").unwrap();
    db.as_login("zhout")
        .batch_execute("select kehu.book_payment(jsonb_build_object('intent', gen_random_uuid(), 'payer_id', 1, 'amount', '700.00', 'note', '预收', 'allocations', '[]'::jsonb))")
        .unwrap();
    for (what, (stranger, refusal), login, from, values) in steps() {
        let it = target(&db, from);
        assert_eq!(operate(&db, stranger, what, vec![it], &values), Err(refusal), "{what:?} by {stranger}");
        let outdated = Target { version: it.version - 1, ..it };
        if ![Move::TransferCustomer, Move::Share, Move::AcknowledgeActivity].contains(&what) {
            let stale = operate(&db, login, what, vec![outdated], &values);
            assert_eq!(stale, Err(StoreError::Stale), "{what:?} of what is not there any more");
        }
        assert_eq!(operate(&db, login, what, vec![it], &values), Ok(Reply::Moved(1)), "{what:?} by {login}");
    }
    let tried: Vec<Move> = steps().iter().map(|(what, ..)| *what).chain(ELSEWHERE).collect();
    let untried: Vec<_> = MOVES.iter().map(|def| def.what).filter(|what| !tried.contains(what)).collect();
    assert!(untried.is_empty(), "never tried: {untried:?}");
    // And it was so.
    for (query, expected) in [
        ("select owner_id::text as v from kehu.customer where id = 2", "4"),
        ("select state as v from kehu.sales_order where id = 5", "confirmed"),
        ("select state as v from kehu.sales_order where id = 2", "cancelled"),
        (
            "select page_no || ' ' || state as v from kehu.insertion where order_id = 1 and seq = 1",
            "封底 material_in",
        ),
        ("select state as v from kehu.insertion where order_id = 1 and seq = 3", "cancelled"),
        ("select net_amount::text as v from kehu.sales_order where id = 1", "80000.00"),
        ("select state || ' ' || net_amount as v from kehu.sales_order where id = 4", "terminated 60000.00"),
        ("select state || ' ' || net_amount as v from kehu.sales_order where id = 3", "terminated 50000.00"),
        (
            "select string_agg(kind || ' ' || state, ', ' order by id) as v from kehu.order_change",
            "cancel applied, replan applied, price_reduction applied, cancel withdrawn, terminate rejected, terminate applied, terminate applied",
        ),
        ("select state || ' ' || allocated as v from kehu.payment where id = 2", "voided 0.00"),
        ("select paid_out || ' ' || unallocated as v from kehu.payment where note = '预收'", "200.00 500.00"),
        ("select outstanding::text as v from kehu.instalment where order_id = 3 and seq = 1", "33333.33"),
        (
            "select (acknowledged_at is not null)::text as v from kehu.activity where title = '整理竞品投放'",
            "true",
        ),
        (
            "select (deleted_at is not null)::text as v from kehu.activity where title = '拜访财务经理'",
            "true",
        ),
        ("select (deleted_at is not null)::text as v from kehu.invoice_title where id = 1", "true"),
        (
            "select promised_on || ' ' || promised_amount as v from kehu.instalment where id = 1",
            "2002-03-20 10000.00",
        ),
        ("select contract_id::text as v from kehu.sales_order where id = 1", "1"),
        (
            "select string_agg(concat_ws(' ', state, number), ', ' order by id) as v from kehu.invoice",
            "red 20020000000000000001, issued 20020000000000000002, void",
        ),
        ("select invoiced::text as v from kehu.sales_order where id = 1", "1.00"),
        (
            "select string_agg(state || coalesce(' ' || our_signer, ''), ', ' order by id) as v from kehu.contract where deleted_at is null",
            "terminated 张伟, completed 张伟, void",
        ),
        ("select state as v from kehu.payment where id = 1", "voided"),
        ("select state as v from kehu.activity where title = '催素材'", "cancelled"),
        ("select count(*)::text as v from kehu_priv.record_share where operator_id = 7", "1"),
    ] {
        assert_eq!(truth(&db, query), expected, "{query}");
    }
    let customer = vec![target(&db, "kehu.customer where id = 1")];
    let whom = Values::new().with("to", Value::link(7, "黄志强"));
    let stranger = operate(&db, "lina", Move::Unshare, customer.clone(), &whom);
    assert_eq!(stranger, Err(StoreError::NotYours));
    assert_eq!(operate(&db, "john", Move::Unshare, customer, &whom), Ok(Reply::Moved(1)));
    assert_eq!(
        truth(&db, "select count(*)::text as v from kehu_priv.record_share where operator_id = 7"),
        "0"
    );
}

#[test]
fn a_missed_insertion_is_made_good_in_another_issue() {
    let db = TestDb::golden();
    let from = "kehu.insertion where order_id = 1 and seq = 2";
    let nothing = Values::new();
    assert_eq!(
        operate(&db, "zhout", Move::MissInsertion, vec![target(&db, from)], &nothing),
        Ok(Reply::Moved(1))
    );
    let unknown = operate(&db, "zhout", Move::MakeGood, vec![target(&db, from)], &nothing);
    assert!(
        matches!(&unknown, Err(StoreError::Refused(Reason { rule, field: Some(field), .. })) if rule == "required" && field == "issue")
    );
    let issue = target(&db, "kehu.issue where publication_id = 1 and no = 6").id;
    let with_issue = nothing.with("issue", Value::link(issue, ""));
    assert_eq!(
        operate(&db, "john", Move::MakeGood, vec![target(&db, from)], &with_issue),
        Err(StoreError::NotYours)
    );
    assert_eq!(
        operate(&db, "zhout", Move::MakeGood, vec![target(&db, from)], &with_issue),
        Ok(Reply::Moved(1))
    );
    assert_eq!(
        truth(&db, "select count(*)::text as v from kehu.insertion where makegood_of_id is not null"),
        "1"
    );
}

#[test]
fn several_records_are_moved_all_or_none() {
    let db = TestDb::golden();
    let open = |title: &str| target(&db, &format!("kehu.activity where title = '{title}'"));
    let (mine, other) = (open("催素材"), open("拜访财务经理"));
    let why = text("reason", "试");
    let hidden = Target { id: 99_999, version: 1 };
    assert_eq!(
        operate(&db, "john", Move::CancelActivity, vec![mine, hidden], &why),
        Err(StoreError::NotYours)
    );
    let cancelled = "select count(*)::text as v from kehu.activity where state = 'cancelled'";
    assert_eq!(truth(&db, cancelled), "1");
    assert_eq!(operate(&db, "john", Move::CancelActivity, vec![mine, other], &why), Ok(Reply::Moved(2)));
    assert_eq!(truth(&db, cancelled), "3");
}

#[test]
fn collection_todos_are_made_once_and_only_at_ones_own_desk() {
    let db = TestDb::golden();
    let all: Vec<Target> = (1..=8).map(|id| Target { id, version: 1 }).collect();
    let intent = Uuid::new_v4();
    let dun = |program: &Program, intent: Uuid| {
        let values = Values::new();
        let operation = Operation { what: Move::Dun, targets: all.clone(), values, intent };
        match program.get(Request::Operate(operation)) {
            Ok(Reply::Dunned(results)) => results
                .into_iter()
                .map(|it| format!("{} {} {}", it.instalment_id, it.made, it.reason))
                .collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    let zhout = Program::of(&db, "zhout");
    let first = dun(&zhout, intent);
    assert!(first.contains(&"1 true ".to_owned()), "{first:?}");
    assert!(first.contains(&"6 false not_yours".to_owned()), "{first:?}");
    assert!(first.iter().any(|it| it.ends_with("not_due")), "{first:?}");
    assert_eq!(dun(&zhout, intent), first, "sent again, they are the same todos");
    assert!(dun(&zhout, Uuid::new_v4()).contains(&"1 false exists".to_owned()));
    assert!(dun(&Program::of(&db, "john"), intent).iter().all(|it| it.ends_with("false not_yours")));
}

#[test]
fn the_administrator_keeps_the_operators_and_nobody_else_does() {
    let db = TestDb::golden();
    let mut hired = Hired::new(&db, 1, "sa", 1);
    let (sa, new) = (hired.logins()[0].clone(), format!("new_{}", db.name()));
    hired.also(&new);
    let form = |name: &str, role: &str| {
        text("name", name)
            .with("role", Value::Code(role.into()))
            .with("department", Value::link(3, "上海分公司"))
            .with("superior", Value::link(3, "张伟"))
    };
    let create = form("赵新", "sp")
        .with("login", Value::Text(new.clone()))
        .with("password", Value::Text("a long one".into()));
    assert_eq!(operate(&db, "liuzy", Move::CreateOperator, vec![], &create), Err(StoreError::NotYours));
    let short = create.clone().with("password", Value::Text("short".into()));
    let refused = operate(&db, &sa, Move::CreateOperator, vec![], &short);
    assert!(matches!(&refused, Err(StoreError::Refused(Reason { rule, .. })) if rule == "password_short"));
    assert_eq!(operate(&db, &sa, Move::CreateOperator, vec![], &create), Ok(Reply::Moved(1)));
    let again = operate(&db, &sa, Move::CreateOperator, vec![], &create);
    assert!(
        matches!(&again, Err(StoreError::Refused(Reason { rule, .. })) if rule == "bad_login"),
        "{again:?}"
    );

    let from = format!("kehu_priv.operator where login = '{new}'");
    assert_eq!(
        truth(&db, &format!("select name || ' ' || initials as v from {from}")),
        "赵新 zx",
        "found by its sound at once"
    );
    let verifier = format!("select left(rolpassword, 13) as v from pg_authid where rolname = '{new}'");
    assert_eq!(truth(&db, &verifier), "SCRAM-SHA-256");

    let it = target(&db, &from);
    let change = form("赵新新", "sd");
    assert_eq!(operate(&db, "liuzy", Move::ChangeOperator, vec![it], &change), Err(StoreError::NotYours));
    assert_eq!(operate(&db, &sa, Move::ChangeOperator, vec![it], &change), Ok(Reply::Moved(1)));
    assert_eq!(operate(&db, &sa, Move::ChangeOperator, vec![it], &change), Err(StoreError::Stale));

    let password = text("password", "another long one");
    let denied = operate(&db, "john", Move::SetPassword, vec![it], &password);
    assert!(
        matches!(&denied, Err(StoreError::Refused(Reason { rule, .. })) if rule == "admin_only"),
        "{denied:?}"
    );
    assert_eq!(operate(&db, &new, Move::SetPassword, vec![it], &password), Ok(Reply::Moved(1)), "his own");

    let nothing = Values::new();
    let it = target(&db, &from);
    assert_eq!(operate(&db, "liuzy", Move::DisableOperator, vec![it], &nothing), Err(StoreError::NotYours));
    let working = Program::of(&db, &new);
    assert_eq!(operate(&db, &sa, Move::DisableOperator, vec![it], &nothing), Ok(Reply::Moved(1)));
    // His open sessions ended with that, and no new one begins.
    assert!(matches!(working.get(Request::Prefs), Err(StoreError::SignIn(_))));
    let it = target(&db, &from);
    assert_eq!(operate(&db, "liuzy", Move::EnableOperator, vec![it], &nothing), Err(StoreError::NotYours));
    assert_eq!(operate(&db, &sa, Move::EnableOperator, vec![it], &nothing), Ok(Reply::Moved(1)));
    assert!(matches!(Program::start(&db.url(&new)).get(Request::SignIn), Ok(Reply::SignedIn(_))));
}
