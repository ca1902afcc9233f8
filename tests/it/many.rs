//! Many records changed at once, and taken back: by whoever may, all of it or nothing, and never somebody else's.

use diesel::{PgConnection, connection::SimpleConnection};
use kehu::{
    domain::{
        deed::{Deed, Fate},
        entity,
        field::{Edit, Shape},
        filter::ListQuery,
        kind::Kind,
        operation::{Move, Operation, Target},
        order_draft::{DraftAllocation, PaymentDraft, PaymentKind},
        record::{Row, Values},
        value::Value,
    },
    store::{Bulk, BulkChange, News, Reply, Request, StoreError},
};
use uuid::Uuid;

use crate::{
    lanes::Program,
    support::{TestDb, one},
};

fn rows(program: &Program, kind: Kind) -> Vec<Row> {
    match program.get(Request::List(ListQuery::of(kind).limit(50_000))) {
        Ok(Reply::Page(page)) => page.rows,
        other => panic!("{other:?}"),
    }
}

fn targets(rows: &[Row]) -> Vec<Target> {
    rows.iter().map(|row| Target { id: row.id, version: row.version }).collect()
}

fn set(kind: Kind, rows: &[Row], field: &str, value: Value) -> Request {
    let change = BulkChange::Field(field.into(), value);
    Request::Bulk(Box::new(Bulk { kind, targets: targets(rows), change }))
}

fn deeds(program: &Program) -> Vec<Deed> {
    match program.get(Request::Deeds) {
        Ok(Reply::Deeds(deeds)) => deeds,
        other => panic!("{other:?}"),
    }
}

/// The last deed is taken back, or done again.
fn back(program: &Program, again: bool) -> Result<Reply, StoreError> {
    let all = deeds(program);
    let deed = Deed::next(&all, again).unwrap_or_else(|| panic!("{all:?}"));
    program.get(Request::Undo(deed.id))
}

fn operate(
    program: &Program,
    what: Move,
    kind: Kind,
    ids: &[i64],
    values: Values,
) -> Result<Reply, StoreError> {
    let found = rows(program, kind);
    let found: Vec<Row> = found.into_iter().filter(|row| ids.contains(&row.id)).collect();
    program.get(Request::Operate(Operation {
        what,
        targets: targets(&found),
        values,
        intent: Uuid::new_v4(),
    }))
}

/// A table as it is, without what only counts changes.
fn all_of(conn: &mut PgConnection, table: &str) -> String {
    one(
        conn,
        &format!(
            "select coalesce(jsonb_agg(to_jsonb(t) - array['version','updated_at'] order by t)::text, '') as v from kehu.{table} t"
        ),
    )
}

#[test]
fn a_change_of_many_is_one_deed_taken_back_whole_and_done_again() {
    let db = TestDb::golden();
    let zhangw = Program::of(&db, "zhangw");
    let before = rows(&zhangw, Kind::Customer);
    let held = |table: &str| all_of(&mut db.admin(), table);
    let (customers, cards) = (held("customer"), held("customer_card"));
    for (field, is) in [("city", "苏州"), ("note", "展会"), ("tags", "展会 重点")] {
        let now = rows(&zhangw, Kind::Customer);
        assert_eq!(
            zhangw.get(set(Kind::Customer, &now, field, Value::text(is))),
            Ok(Reply::Bulked(before.len())),
            "{field}"
        );
        assert!(rows(&zhangw, Kind::Customer).iter().all(|row| row.get(field).str() == is), "{field}");
        let deed = deeds(&zhangw).remove(0);
        assert_eq!((deed.kind, deed.records, deed.fate), (Kind::Customer, before.len() as i64, Fate::Holds));
        assert_eq!(deed.fields, [field]);
        assert_eq!(back(&zhangw, false), Ok(Reply::Moved(before.len())), "{field}");
        assert_eq!((held("customer"), held("customer_card")), (customers.clone(), cards.clone()), "{field}");
        assert_eq!(back(&zhangw, true), Ok(Reply::Moved(before.len())), "{field}");
        assert!(rows(&zhangw, Kind::Customer).iter().all(|row| row.get(field).str() == is), "{field}");
        assert_eq!(back(&zhangw, false), Ok(Reply::Moved(before.len())), "{field}");
        assert_eq!((held("customer"), held("customer_card")), (customers.clone(), cards.clone()), "{field}");
    }
}

#[test]
fn what_somebody_changed_meanwhile_is_left_alone_and_then_not_taken_back() {
    let db = TestDb::golden();
    let (zhangw, john) = (Program::of(&db, "zhangw"), Program::of(&db, "john"));
    let seen = rows(&zhangw, Kind::Customer);
    let own = rows(&john, Kind::Customer).remove(0);
    assert_eq!(
        john.get(set(Kind::Customer, std::slice::from_ref(&own), "city", Value::text("宁波"))),
        Ok(Reply::Bulked(1))
    );
    assert_eq!(
        zhangw.get(set(Kind::Customer, &seen, "city", Value::text("苏州"))),
        Ok(Reply::Bulked(seen.len() - 1))
    );
    assert_eq!(rows(&john, Kind::Customer)[0].get("city").str(), "宁波");
    // Another field is no reason; the same field is, and it is said who and what.
    let of_lina = rows(&Program::of(&db, "lina"), Kind::Customer).remove(0);
    let lina = Program::of(&db, "lina");
    assert_eq!(
        lina.get(set(Kind::Customer, std::slice::from_ref(&of_lina), "phone", Value::text("5588"))),
        Ok(Reply::Bulked(1))
    );
    assert_eq!(back(&zhangw, false), Ok(Reply::Moved(seen.len() - 1)));
    assert_eq!(back(&zhangw, true), Ok(Reply::Moved(seen.len() - 1)));
    let of_lina = rows(&lina, Kind::Customer).remove(0);
    assert_eq!(lina.get(set(Kind::Customer, &[of_lina], "city", Value::text("无锡"))), Ok(Reply::Bulked(1)));
    let refused = back(&zhangw, false);
    let Err(StoreError::Refused(why)) = &refused else { panic!("{refused:?}") };
    assert!(why.rule == "changed_since" && why.detail.starts_with("李娜, city"), "{why:?}");
    let cities = rows(&zhangw, Kind::Customer);
    assert!(cities.iter().any(|row| row.get("city").str() == "苏州"), "nothing of it was taken back");
}

#[test]
fn nobody_changes_or_takes_back_what_is_not_his() {
    let db = TestDb::golden();
    let [zhangw, john, sunl] = ["zhangw", "john", "sunl"].map(|login| Program::of(&db, login));
    // Rows of others are skipped, whoever asks; the preview says which.
    let all = rows(&zhangw, Kind::Customer);
    let ids: Vec<i64> = all.iter().map(|row| row.id).collect();
    let own: Vec<i64> = rows(&john, Kind::Customer).iter().map(|row| row.id).collect();
    let Ok(Reply::Changeable(mine)) = john.get(Request::Changeable(Kind::Customer, ids)) else {
        panic!("john")
    };
    assert!(!own.is_empty() && own.len() < all.len() && mine == own, "{mine:?} {own:?}");
    assert_eq!(
        john.get(set(Kind::Customer, &all, "city", Value::text("苏州"))),
        Ok(Reply::Bulked(own.len()))
    );
    // An assistant reads customers and changes none.
    let read = rows(&sunl, Kind::Customer);
    assert!(!read.is_empty());
    assert!(matches!(
        sunl.get(set(Kind::Customer, &read, "city", Value::text("苏州"))),
        Ok(Reply::Bulked(0)) | Err(StoreError::NotYours)
    ));
    // Somebody else's deed is taken back by nobody else, not even by his superior, nor told of.
    let deed = deeds(&john)[0].id;
    for (other, login) in [(&zhangw, "zhangw"), (&sunl, "sunl")] {
        assert_eq!(other.get(Request::Undo(deed)), Err(StoreError::NotYours), "{login}");
        let mut conn = db.as_login(login);
        let told = one(&mut conn, &format!("select count(*)::text as v from kehu.deed({deed})"));
        assert_eq!(told, "0", "{login}");
        for attack in [
            format!("select kehu.took_back({deed})"),
            format!("insert into kehu_priv.undone values ({deed}, 1, false, 'x')"),
            format!("select kehu.undo_fields({deed})"),
            "update kehu_priv.audit set who = session_user".to_owned(),
        ] {
            assert!(conn.batch_execute(&attack).is_err(), "{login}: {attack}");
        }
    }
    // Nor by himself when he may not write the rows any more.
    let to = Values::new().with("to", Value::link(zhangw_id(&db), "")).with("reason", Value::text("x"));
    assert_eq!(
        operate(&zhangw, Move::TransferCustomer, Kind::Customer, &own, to),
        Ok(Reply::Moved(own.len()))
    );
    assert!(matches!(john.get(Request::Undo(deed)), Err(StoreError::NotYours | StoreError::Stale)));
    // A column that nobody writes directly is not written through this either.
    let mut conn = db.as_login("zhangw");
    for column in ["owner_id", "status", "dept_id", "deleted_at", "id"] {
        let attack =
            format!("select kehu.change_rows('customer', '[{{\"id\":1,\"set\":{{\"{column}\":1}}}}]')");
        assert!(conn.batch_execute(&attack).is_err(), "{column}");
    }
    let hostile = "select kehu.change_rows('customer', '[{\"id\":1,\"set\":{\"city = city; drop table kehu.customer; --\":1}}]')";
    assert!(conn.batch_execute(hostile).is_err());
    assert!(
        conn.batch_execute("select kehu.change_rows('operator', '[{\"id\":1,\"set\":{\"role\":\"gm\"}}]')")
            .is_err()
    );
}

fn zhangw_id(db: &TestDb) -> i64 {
    let id = one(&mut db.admin(), "select id::text as v from kehu_priv.operator where login = 'zhangw'");
    id.parse().expect("a number")
}

#[test]
fn moves_go_back_by_the_move_the_other_way() {
    let db = TestDb::golden();
    let zhangw = Program::of(&db, "zhangw");
    let held =
        |tables: &[&str]| tables.iter().map(|table| all_of(&mut db.admin(), table)).collect::<Vec<_>>();
    let whose = ["customer", "contact", "invoice_title"];
    // Many handed over by their owners, and back to each.
    let ids: Vec<i64> = rows(&zhangw, Kind::Customer).iter().map(|row| row.id).collect();
    let before = held(&whose);
    let to = Values::new().with("to", Value::link(zhangw_id(&db), "")).with("reason", Value::text("x"));
    assert!(operate(&zhangw, Move::TransferCustomer, Kind::Customer, &ids, to).is_ok());
    assert!(held(&whose) != before);
    assert!(back(&zhangw, false).is_ok(), "{:?}", deeds(&zhangw));
    assert_eq!(held(&whose), before);
    // A status, by its move, many at once.
    let now = rows(&zhangw, Kind::Customer);
    let normal = Values::new().with("status", Value::Code("normal".into())).with("reason", Value::text("x"));
    let active: Vec<Row> = now.into_iter().filter(|row| row.get("status").str() == "active").collect();
    assert!(!active.is_empty());
    let change = BulkChange::Move(Move::SetCustomerStatus, normal);
    let bulk = Bulk { kind: Kind::Customer, targets: targets(&active), change };
    assert_eq!(zhangw.get(Request::Bulk(Box::new(bulk))), Ok(Reply::Bulked(active.len())));
    assert!(back(&zhangw, false).is_ok());
    let again =
        rows(&zhangw, Kind::Customer).iter().filter(|row| row.get("status").str() == "active").count();
    assert_eq!(again, active.len());
    // A todo that was done is open again, and done again with what was said.
    let john = Program::of(&db, "john");
    let open = rows(&john, Kind::Activity);
    let open =
        open.iter().find(|row| row.get("state").str() == "planned" && row.get("kind").str() != "dunning");
    let open = open.expect("an open todo").id;
    let said =
        Values::new().with("result", Value::text("谈妥")).with("customer_feedback", Value::text("满意"));
    assert!(operate(&john, Move::CompleteActivity, Kind::Activity, &[open], said).is_ok());
    let state = || {
        let all = rows(&john, Kind::Activity);
        let row = all.iter().find(|row| row.id == open).expect("the todo");
        (row.get("state").str().to_owned(), row.get("result").str().to_owned())
    };
    assert!(back(&john, false).is_ok(), "{:?}", deeds(&john));
    assert_ne!(state().0, "done");
    assert!(back(&john, true).is_ok(), "{:?}", deeds(&john));
    assert_eq!(state(), ("done".into(), "谈妥".into()));
}

#[test]
fn posted_money_goes_back_by_its_counter_entry_and_the_entry_stays() {
    let db = TestDb::golden();
    let zhout = Program::of(&db, "zhout");
    let owed =
        || one(&mut db.admin(), "select sum(outstanding)::text as v from kehu.instalment where counted");
    let before = owed();
    let payment = PaymentDraft {
        intent: Uuid::new_v4(),
        kind: PaymentKind::Receipt,
        payer_id: 1,
        received_on: "2002-03-13".parse().expect("a day"),
        amount: "15000".parse().expect("an amount"),
        method: "transfer".into(),
        bank_ref: "0313".into(),
        note: String::new(),
        allocations: vec![DraftAllocation { instalment_id: 1, amount: "15000".parse().expect("an amount") }],
    };
    assert!(matches!(zhout.get(Request::Book(Box::new(payment))), Ok(Reply::Booked(_))));
    let made = one(&mut db.admin(), "select max(id)::text as v from kehu.payment");
    assert_ne!(owed(), before);
    assert_eq!(deeds(&zhout)[0].kind, Kind::Payment);
    assert!(back(&zhout, false).is_ok(), "{:?}", deeds(&zhout));
    assert_eq!(owed(), before);
    let state = one(&mut db.admin(), &format!("select state::text as v from kehu.payment where id = {made}"));
    assert_eq!(state, "voided", "the payment is there, and void");
}

#[test]
fn every_field_that_is_offered_is_written_as_the_form_writes_it() {
    let db = TestDb::golden();
    let liuzy = Program::of(&db, "liuzy");
    let mut tried = 0;
    for kind in
        [Kind::Customer, Kind::Contact, Kind::Activity, Kind::InvoiceTitle, Kind::Issue, Kind::Position]
    {
        let def = entity::def(kind);
        for field in def
            .fields
            .iter()
            .filter(|it| it.edit == Edit::Always && it.name != def.title && Some(it.name) != def.code)
        {
            let Some(row) = rows(&liuzy, kind).into_iter().find(|row| row.get("kind").str() != "dunning")
            else {
                continue;
            };
            let is = match field.shape {
                Shape::Flag => Value::Flag(row.get(field.name) != &Value::Flag(true)),
                Shape::Text | Shape::Note if !field.required => Value::text("甲"),
                Shape::Date => Value::Date("2002-04-01".parse().expect("a day")),
                _ => row.get(field.name).clone(),
            };
            let done = liuzy.get(set(kind, std::slice::from_ref(&row), field.name, is));
            // A rule of the field may refuse what is written here; that there is no such column, nothing but a fault.
            assert!(
                matches!(done, Ok(Reply::Bulked(1)) | Err(StoreError::Refused(_))),
                "{kind:?} {}: {done:?}",
                field.name
            );
            tried += usize::from(done.is_ok());
        }
    }
    assert!(tried > 40, "{tried}");
}

#[test]
fn what_is_stopped_changes_nothing() {
    let db = TestDb::golden();
    db.as_login("john")
        .batch_execute(
            "insert into kehu.customer (intent, name, pinyin, initials, owner_id) \
             select gen_random_uuid(), '批量' || n, 'piliang', 'pl', (select kehu.me()) from generate_series(1, 3000) n",
        )
        .expect("customers");
    let liuzy = Program::of(&db, "liuzy");
    let all = rows(&liuzy, Kind::Customer);
    assert!(all.len() > 3000);
    let before = deeds(&liuzy);
    let ticket = liuzy.ask("bulk", set(Kind::Customer, &all, "city", Value::text("苏州")));
    let News::Progress(_, gone, of) =
        liuzy.wait("progress", |news| matches!(news, News::Progress(it, ..) if *it == ticket))
    else {
        panic!("no progress")
    };
    assert!(gone > 0 && gone < of && of == all.len(), "{gone} of {of}");
    liuzy.stop("bulk");
    let answer = liuzy.answer(ticket);
    assert!(matches!(&answer, Err(StoreError::Refused(why)) if why.rule == "stopped"), "{answer:?}");
    assert!(rows(&liuzy, Kind::Customer).iter().all(|row| row.get("city").str() != "苏州"));
    assert_eq!(deeds(&liuzy), before);
    // And the lane goes on.
    assert_eq!(
        liuzy.get(set(Kind::Customer, &all[..600], "city", Value::text("苏州"))),
        Ok(Reply::Bulked(600))
    );
}
