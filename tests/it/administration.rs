//! What the administrator keeps obeys at the next statement, in sessions that are open too: rules, superiors, departments, lists,
//! settings, holidays. Everything goes through the program's own requests, as the administrator's login.

use diesel::PgConnection;
use kehu::{
    db::{self, answer::answer},
    domain::{
        filter::ListQuery,
        kind::Kind,
        operation::{Move, Operation, Target},
        record::Values,
        value::Value,
    },
    i18n::Lang,
    store::{Reply, Request, Save, Seer, StoreError},
};
use uuid::Uuid;

use crate::support::{Hired, TestDb, one, values};

fn save(
    conn: &mut PgConnection,
    kind: Kind,
    existing: Option<(i64, i32)>,
    values: Values,
) -> Result<(i64, i32), StoreError> {
    let save = Save { kind, existing, values, intent: Uuid::new_v4() };
    match answer(conn, Lang::En, &Request::Save(save)) {
        Ok(Reply::Saved(saved)) => Ok((saved.id, saved.version)),
        Ok(other) => panic!("{other:?}"),
        Err(trouble) => Err(trouble.into()),
    }
}

fn operate(conn: &mut PgConnection, what: Move, target: (i64, i32), values: Values) {
    let targets = vec![Target { id: target.0, version: target.1 }];
    let operation = Operation { what, targets, values, intent: Uuid::new_v4() };
    answer(conn, Lang::En, &Request::Operate(operation)).map_err(StoreError::from).expect("it is done");
}

fn code(text: &str) -> Value {
    Value::Code(text.into())
}

const CUSTOMERS: &str = "select coalesce(string_agg(id::text, ' ' order by id), '') as v from kehu.customer";

#[test]
fn a_rule_lends_customers_at_once_and_takes_them_back() {
    let db = TestDb::golden();
    let admins = Hired::new(&db, 1, "sa", 1);
    let mut sa = db.as_login(&admins.logins()[0]);
    // Somebody of this test alone: the group that a rule gives stays with the login, on the whole server.
    let people = Hired::new(&db, 1, "sp", 3);
    let login = &people.logins()[0];
    let (mut hired, mut zhangw) = (db.as_login(login), db.as_login("zhangw"));
    let id = one(&mut hired, "select kehu.me()::text as v").parse().expect("an id");
    assert_eq!(one(&mut hired, CUSTOMERS), "");
    let rule = Values::new()
        .with("entity", code("customer"))
        .with("from_department", Value::link(4, ""))
        .with("to_operator", Value::link(id, ""))
        .with("access", code("read"))
        .with("active", Value::Flag(true));
    let rule = save(&mut sa, Kind::SharingRule, None, rule).expect("a rule");
    // The session was open before: the next statement obeys, orders and money of the customer too.
    assert_eq!(one(&mut hired, CUSTOMERS), "3");
    assert_eq!(one(&mut hired, "select count(*)::text as v from kehu.instalment where customer_id = 3"), "3");
    assert!(
        values(&mut hired, "update kehu.customer set city = city where id = 3 returning id::text as v")
            .is_empty(),
        "to read"
    );
    assert_eq!(one(&mut zhangw, CUSTOMERS), "1 2 5", "it does not climb to a superior");
    let Ok(Reply::Seers(seers)) = answer(&mut hired, Lang::En, &Request::WhoSees(Kind::Customer, 3)) else {
        panic!()
    };
    let why = |it: &Seer| format!("{} {}", it.name, it.why);
    assert!(seers.iter().map(why).any(|it| *it == format!("{login} rule")), "{seers:?}");
    let rule = save(&mut sa, Kind::SharingRule, Some(rule), Values::new().with("access", code("write")))
        .expect("to change");
    assert_eq!(
        values(&mut hired, "update kehu.customer set city = city where id = 3 returning id::text as v"),
        ["3"]
    );
    save(&mut sa, Kind::SharingRule, Some(rule), Values::new().with("active", Value::Flag(false)))
        .expect("ended");
    assert_eq!(one(&mut hired, CUSTOMERS), "");
    // Only the administrator keeps them, and a rule that gives nobody nothing is refused in words.
    let nobody = Values::new()
        .with("entity", code("customer"))
        .with("from_department", Value::link(4, ""))
        .with("access", code("read"));
    let Err(StoreError::Refused(reason)) = save(&mut sa, Kind::SharingRule, None, nobody.clone()) else {
        panic!("to nobody")
    };
    assert_eq!(reason.rule, "sharing_rule_to");
    assert!(save(&mut zhangw, Kind::SharingRule, None, nobody.with("to_role", code("sp"))).is_err());
}

#[test]
fn superiors_and_departments_obey_in_open_sessions() {
    let db = TestDb::golden();
    let admins = Hired::new(&db, 1, "sa", 1);
    let mut sa = db.as_login(&admins.logins()[0]);
    let mut zhangw = db.as_login("zhangw");
    assert_eq!(one(&mut zhangw, CUSTOMERS), "1 2 5");
    // Another superior.
    let version: i32 = one(&mut sa, "select version::text as v from kehu.colleague where id = 11")
        .parse()
        .expect("a version");
    let hej = Values::new()
        .with("name", Value::text("何静"))
        .with("role", code("sp"))
        .with("department", Value::link(5, ""))
        .with("superior", Value::link(3, ""));
    operate(&mut sa, Move::ChangeOperator, (11, version), hej);
    assert_eq!(one(&mut zhangw, CUSTOMERS), "1 2 4 5");
    // A department that moves below his.
    let gz: i32 = one(&mut sa, "select version::text as v from kehu.department where id = 4")
        .parse()
        .expect("a version");
    save(&mut sa, Kind::Department, Some((4, gz)), Values::new().with("parent", Value::link(3, "")))
        .expect("it moves");
    assert_eq!(one(&mut zhangw, CUSTOMERS), "1 2 3 4 5");
    let Err(StoreError::Refused(circle)) =
        save(&mut sa, Kind::Department, Some((3, 1)), Values::new().with("parent", Value::link(4, "")))
    else {
        panic!("a circle")
    };
    assert_eq!(circle.rule, "circle");
    // The list is the tree: each below the one it belongs to.
    let page = db::list(&mut sa, &ListQuery::of(Kind::Department)).expect("a list");
    let tree: Vec<String> = page.rows.iter().map(|row| row.get("tree").str().to_owned()).collect();
    assert_eq!(tree, ["总部", ". 北京杂志销售中心", ". 上海分公司", ". . 广州分公司", ". 武汉办事处"]);
    let people: Vec<String> = page.rows.iter().map(|row| row.get("people").plain()).collect();
    assert_eq!(people, ["3", "1", "4", "2", "2"]);
}

#[test]
fn lists_settings_and_holidays_are_kept_by_the_administrator() {
    let db = TestDb::golden();
    let admins = Hired::new(&db, 1, "sa", 1);
    let mut sa = db.as_login(&admins.logins()[0]);
    let mut john = db.as_login("john");
    let words = |conn: &mut PgConnection| match answer(conn, Lang::En, &Request::Dictionaries) {
        Ok(Reply::Dictionaries(words)) => {
            words["source"].iter().map(|(code, ..)| code.clone()).collect::<Vec<_>>()
        }
        _ => panic!("words"),
    };
    let before = words(&mut john);
    let entry = Values::new()
        .with("dict", Value::text("source"))
        .with("code", Value::text("fair"))
        .with("label", Value::text("展会"))
        .with("label_en", Value::text("Fair"))
        .with("sort", Value::Int(99))
        .with("active", Value::Flag(true));
    let id = save(&mut sa, Kind::DictItem, None, entry.clone()).expect("an entry");
    assert_eq!(words(&mut john).len(), before.len() + 1);
    let Err(StoreError::Refused(taken)) = save(&mut sa, Kind::DictItem, None, entry.clone()) else {
        panic!("twice")
    };
    assert_eq!(taken.rule, "taken");
    let Err(StoreError::Refused(unknown)) =
        save(&mut sa, Kind::DictItem, None, entry.with("dict", Value::text("nothing")))
    else {
        panic!("a list that is not there")
    };
    assert_eq!(unknown.rule, "missing_record");
    save(&mut sa, Kind::DictItem, Some(id), Values::new().with("active", Value::Flag(false)))
        .expect("out of use");
    assert_eq!(words(&mut john), before);
    // A setting by its key; a wrong one is refused.
    let key = "select id || ' ' || version as v from kehu.setting where key = 'time_zone'";
    let at = one(&mut sa, key);
    let (id, version) = at.split_once(' ').expect("id and version");
    let at = (id.parse().expect("an id"), version.parse().expect("a version"));
    let Err(StoreError::Refused(zone)) =
        save(&mut sa, Kind::Setting, Some(at), Values::new().with("value", Value::text("Nowhere")))
    else {
        panic!("no such zone")
    };
    assert_eq!(zone.rule, "bad_value");
    save(&mut sa, Kind::Setting, Some(at), Values::new().with("value", Value::text("Asia/Tokyo")))
        .expect("a zone");
    assert_eq!(
        one(&mut john, "select value #>> '{}' as v from kehu.setting where key = 'time_zone'"),
        "Asia/Tokyo"
    );
    // A table stays one.
    let bands = one(&mut sa, "select id || ' ' || version as v from kehu.setting where key = 'stale_days'");
    let (id, version) = bands.split_once(' ').expect("id and version");
    let bands = (id.parse().expect("an id"), version.parse().expect("a version"));
    let days = Value::text(r#"{"key": 5, "normal": 15, "low": 30}"#);
    save(&mut sa, Kind::Setting, Some(bands), Values::new().with("value", days)).expect("days");
    let key_days = "select (value ->> 'key') as v from kehu.setting where key = 'stale_days'";
    assert_eq!(one(&mut john, key_days), "5");
    // A day off comes and goes.
    let day = Values::new()
        .with("date", Value::Date("2002-10-01".parse().expect("a date")))
        .with("name", Value::text("国庆节"))
        .with("is_off_day", Value::Flag(true));
    let day = save(&mut sa, Kind::Holiday, None, day.clone()).expect("a day");
    assert_eq!(
        one(&mut john, "select name::text as v from kehu.holiday where date = '2002-10-01'"),
        "国庆节"
    );
    operate(&mut sa, Move::DeleteHoliday, day, Values::new());
    assert_eq!(one(&mut john, "select count(*)::text as v from kehu.holiday where date = '2002-10-01'"), "0");
    for kind in [Kind::SharingRule, Kind::DictItem, Kind::Setting, Kind::Holiday] {
        let page = db::list(&mut john, &ListQuery::of(kind)).expect("everybody reads them");
        assert!(kind == Kind::Holiday || !page.rows.is_empty(), "{kind:?}");
    }
}

#[test]
fn stages_and_their_tasks_are_set_up_by_the_administrator_and_hold_for_what_comes_into_them() {
    let db = TestDb::golden();
    let admins = Hired::new(&db, 1, "sa", 1);
    let mut sa = db.as_login(&admins.logins()[0]);
    let mut john = db.as_login("john");
    let pipeline = Values::new().with("name", Value::text("代理流程")).with("sort", Value::Int(-1));
    let pipeline = save(&mut sa, Kind::Pipeline, None, pipeline).expect("a pipeline");
    let stage = Values::new()
        .with("pipeline", Value::link(pipeline.0, ""))
        .with("seq", Value::Int(1))
        .with("code", Value::text("renewal"))
        .with("name", Value::text("续约"))
        .with("name_en", Value::text("Renewal"))
        .with("stage_win_rate", Value::Int(80))
        .with("standard_days", Value::Int(9))
        .with("warn_days", Value::Int(6))
        .with("strict_tasks", Value::Flag(true));
    let Err(StoreError::Refused(late)) =
        save(&mut sa, Kind::Stage, None, stage.clone().with("warn_days", Value::Int(10)))
    else {
        panic!("warned of after the standard")
    };
    assert_eq!(late.rule, "bad_value");
    assert!(save(&mut john, Kind::Stage, None, stage.clone()).is_err(), "only the administrator");
    let stage = save(&mut sa, Kind::Stage, None, stage).expect("a stage");
    let task = Values::new()
        .with("of_stage", Value::link(stage.0, ""))
        .with("seq", Value::Int(1))
        .with("title", Value::text("寄样刊"))
        .with("kind", Value::Code("task".into()))
        .with("offset_days", Value::Int(4))
        .with("mandatory", Value::Flag(true));
    save(&mut sa, Kind::StageTask, None, task).expect("a task");
    // The first pipeline in use is where opportunities begin, with its standard and its tasks.
    let opportunity = Values::new()
        .with("name", Value::text("续约"))
        .with("customer", Value::link(1, ""))
        .with("product_line", Value::Code("时尚".into()))
        .with("intent_evidence", Value::text("客户来电要求续约下一年"));
    let (id, version) = save(&mut john, Kind::Opportunity, None, opportunity).expect("an opportunity");
    let row = db::record(&mut john, Kind::Opportunity, id).expect("the opportunity");
    assert_eq!((row.get("stage").str(), row.get("standard_days")), ("renewal", &Value::Int(9)));
    assert_eq!(
        values(
            &mut john,
            "select a.title || ' ' || a.due_on as v from kehu.activity a join kehu.pursuit p on p.activity_id = a.id where p.stage_task_id is not null and a.title = '寄样刊'"
        ),
        ["寄样刊 2002-03-17"]
    );
    // Another standard is one for those that come after.
    save(&mut sa, Kind::Stage, Some(stage), Values::new().with("standard_days", Value::Int(20)))
        .expect("a standard");
    let row = db::record(&mut john, Kind::Opportunity, id).expect("the opportunity");
    assert_eq!(row.get("standard_days"), &Value::Int(9));
    // What must be done there is done there.
    let operation = Operation {
        what: Move::WinOpportunity,
        targets: vec![Target { id, version }],
        values: Values::new().with("reason", Value::text("x")),
        intent: Uuid::new_v4(),
    };
    let Err(refused) = answer(&mut john, Lang::En, &Request::Operate(operation)).map_err(StoreError::from)
    else {
        panic!("its task is open")
    };
    let StoreError::Refused(refused) = refused else { panic!("{refused:?}") };
    assert_eq!((refused.rule.as_str(), refused.detail.as_str()), ("tasks_strict", "寄样刊"));
}
