//! A new opportunity goes the way that was chosen for it; lists say which, and a filter keeps to one.

use diesel::connection::SimpleConnection;
use kehu::{
    domain::{filter::ListQuery, kind::Kind, record::Values, value::Value},
    store::{Reply, Request, Save},
};

use crate::{
    lanes::Program,
    support::{TestDb, one, values},
};

#[test]
fn a_new_opportunity_begins_in_the_pipeline_that_was_chosen() {
    let db = TestDb::golden();
    db.admin()
        .batch_execute(
            "insert into kehu.pipeline (name, sort) values ('续约流程', 2), ('旧流程', 3);
             insert into kehu.stage (pipeline_id, seq, code, name, name_en, win_rate, standard_days, warn_days)
               select id, 1, 'renewal', '续约意向', 'Renewal', 40, 10, 7 from kehu.pipeline where name = '续约流程'",
        )
        .unwrap();
    let pipeline: i64 =
        one(&mut db.admin(), "select id::text as v from kehu.pipeline where name = '续约流程'")
            .parse()
            .unwrap();
    let program = Program::of(&db, "john");
    let make = |name: &str, pipeline: Option<i64>| {
        let mut given = Values::new()
            .with("name", Value::text(name))
            .with("customer", Value::link(1, ""))
            .with("product_line", Value::Code("时尚".into()))
            .with("intent_evidence", Value::text("客户说要投放十期封底"));
        if let Some(id) = pipeline {
            given.set("pipeline", Value::link(id, ""));
        }
        let save =
            Save { kind: Kind::Opportunity, existing: None, values: given, intent: uuid::Uuid::new_v4() };
        program.get(Request::Save(save))
    };
    make("续约", Some(pipeline)).expect("is made");
    make("新的", None).expect("is made");
    let filter = kehu::domain::filter::Filter::eq("pipeline", Value::link(pipeline, ""));
    let Ok(Reply::Page(page)) = program.get(Request::List(ListQuery::of(Kind::Opportunity).filter(filter)))
    else {
        panic!("no page")
    };
    let shown: Vec<_> = page
        .rows
        .iter()
        .map(|row| ["name", "pipeline", "stage"].map(|field| row.get(field).plain()).join(" "))
        .collect();
    assert_eq!(shown, ["续约 续约流程 renewal"]);
    let stage = "select p.name::text as v from kehu.opportunity o join kehu.stage s on s.id = o.stage_id join kehu.pipeline p on p.id = s.pipeline_id where o.name = '新的'";
    assert_eq!(values(&mut db.admin(), stage), ["标准流程"], "the first active one");
    // One without stages leads nowhere.
    let old: i64 = one(&mut db.admin(), "select id::text as v from kehu.pipeline where name = '旧流程'")
        .parse()
        .unwrap();
    assert!(make("旧的", Some(old)).is_err());
}
