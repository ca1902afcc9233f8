//! Records made and changed by their fields: once per intent, never over somebody else's change, by name where refused.

use diesel::PgConnection;
use kehu::{
    db,
    domain::{
        entity,
        field::Edit,
        kind::Kind,
        record::{Row, Values},
        value::Value,
    },
    store::{Save, Saved, StoreError},
};
use uuid::Uuid;

use crate::support::TestDb;

fn make(conn: &mut PgConnection, kind: Kind, values: Values) -> Result<Saved, StoreError> {
    let save = Save { kind, existing: None, values, intent: Uuid::new_v4() };
    db::save(conn, &save).map_err(StoreError::from)
}

fn change(conn: &mut PgConnection, kind: Kind, row: (i64, i32), values: Values) -> Result<Saved, StoreError> {
    let save = Save { kind, existing: Some(row), values, intent: Uuid::new_v4() };
    db::save(conn, &save).map_err(StoreError::from)
}

fn day(text: &str) -> Value {
    Value::Date(text.parse().expect("a date"))
}

/// What a new record of each editable kind is made of, and who makes it.
fn examples() -> Vec<(Kind, &'static str, Values)> {
    let money = |yuan: i64| Value::Money(yuan.into());
    vec![
        (
            Kind::Customer,
            "john",
            Values::new()
                .with("name", Value::text("苏州清漪化妆品有限公司"))
                .with("kind", Value::Code("agency".into()))
                .with("industry", Value::Code("cosmetics".into()))
                .with("city", Value::text("苏州"))
                .with("is_key", Value::Flag(true))
                .with("next_contact_on", day("2002-04-01"))
                .with("default_pay_days", Value::Int(-7))
                .with("note", Value::text("一\n二"))
                .with("tags", Value::text("夏季 大客户")),
        ),
        (
            Kind::Contact,
            "john",
            Values::new()
                .with("customer", Value::link(1, ""))
                .with("name", Value::text("单雄信"))
                .with("mobile", Value::text("13900010003"))
                .with("relation_depth", Value::Int(3))
                .with("influence", Value::Code("high".into()))
                .with("is_payer", Value::Flag(true)),
        ),
        (
            Kind::InvoiceTitle,
            "zhout",
            Values::new().with("customer", Value::link(2, "")).with("title", Value::text("晨光汽车")),
        ),
        (
            Kind::Publication,
            "zhout",
            Values::new()
                .with("code", Value::text("NFC"))
                .with("name", Value::text("南风窗"))
                .with("group", Value::Code("优势产品".into()))
                .with("class", Value::Code("财经".into()))
                .with("periodicity", Value::Code("semimonthly".into()))
                .with("discount_floor", Value::Ratio("0.55".parse().expect("digits")))
                .with("industry_limit", Value::text("cosmetics liquor")),
        ),
        (
            Kind::Issue,
            "zhout",
            Values::new()
                .with("publication", Value::link(1, ""))
                .with("year", Value::Int(2002))
                .with("no", Value::Int(9))
                .with("label", Value::text("2002年第9期"))
                .with("publish_on", day("2002-09-01"))
                .with("booking_deadline_on", day("2002-08-07"))
                .with("material_deadline_on", day("2002-08-14"))
                .with("payment_deadline_on", day("2002-08-02")),
        ),
        (
            Kind::Position,
            "zhout",
            Values::new()
                .with("publication", Value::link(1, ""))
                .with("code", Value::text("FE"))
                .with("name", Value::text("封二"))
                .with("unique_per_issue", Value::Flag(true)),
        ),
        (
            Kind::Rate,
            "zhout",
            Values::new()
                .with("publication", Value::link(1, ""))
                .with("position", Value::link(1, ""))
                .with("valid_from", day("2003-01-01"))
                .with("valid_to", day("2003-12-31"))
                .with("list_price", money(52_000)),
        ),
        (
            Kind::Invoice,
            "john",
            Values::new()
                .with("order", Value::link(1, ""))
                .with("type", Value::Code("receipt".into()))
                .with("amount", Value::Money("1060.00".parse().expect("digits")))
                .with("requested_on", day("2002-03-12"))
                .with("note", Value::text("先开一张")),
        ),
        (
            Kind::Contract,
            "john",
            Values::new()
                .with("customer", Value::link(1, ""))
                .with("kind", Value::Code("agency".into()))
                .with("amount", money(300_000))
                .with("start_on", day("2002-04-01"))
                .with("end_on", day("2003-03-31"))
                .with("our_signer", Value::text("张伟")),
        ),
        (
            Kind::Opportunity,
            "john",
            Values::new()
                .with("name", Value::text("秋季新品"))
                .with("customer", Value::link(1, ""))
                .with("product_line", Value::Code("时尚".into()))
                .with("intent_evidence", Value::text("客户要十月的排期和报价"))
                .with("amount", money(240_000))
                .with("importance", Value::Code("key".into()))
                .with("expected_close_on", day("2002-04-15")),
        ),
        (
            Kind::Quote,
            "john",
            Values::new()
                .with("opportunity", Value::link(1, ""))
                .with("valid_until", day("2002-04-01"))
                .with("note", Value::text("含设计费")),
        ),
        (
            Kind::Competitor,
            "zhangw",
            Values::new().with("name", Value::text("对手甲")).with("price_note", Value::text("常打六折")),
        ),
        (
            Kind::Lead,
            "john",
            Values::new()
                .with("name", Value::text("杭州听泉茶业公司"))
                .with("contact_name", Value::text("苏青"))
                .with("mobile", Value::text("13911114444"))
                .with("source", Value::Code("campaign".into()))
                .with("next_contact_on", day("2002-03-20")),
        ),
        (
            Kind::Activity,
            "john",
            Values::new()
                .with("kind", Value::Code("visit".into()))
                .with("title", Value::text("拜访"))
                .with("customer", Value::link(1, ""))
                .with("due_on", day("2002-03-20"))
                .with("priority", Value::Code("high".into())),
        ),
    ]
}

/// What was given is what is read back; links by their id.
fn assert_holds(row: &Row, values: &Values) {
    for (name, value) in values.iter() {
        let stored = row.get(name);
        match value {
            Value::Link(link) => assert_eq!(stored.id(), Some(link.id), "{name}"),
            value => assert_eq!(stored, value, "{name}"),
        }
    }
}

#[test]
fn every_editable_kind_is_made_and_changed_by_its_fields() {
    let golden = TestDb::golden();
    for (kind, login, values) in examples() {
        let mut conn = golden.as_login(login);
        let made = make(&mut conn, kind, values.clone()).unwrap_or_else(|e| panic!("{kind:?}: {e:?}"));
        let row = db::record(&mut conn, kind, made.id).expect("what was made");
        assert_eq!(row.version, made.version, "{kind:?}");
        assert_holds(&row, &values);

        // Every field that can be typed again, as it is.
        let mut again = Values::new();
        for field in entity::def(kind).fields.iter().filter(|field| field.edit == Edit::Always) {
            again.set(field.name, row.get(field.name).clone());
        }
        let changed = change(&mut conn, kind, (row.id, row.version), again.clone());
        let changed = changed.unwrap_or_else(|e| panic!("{kind:?}: {e:?}"));
        assert_eq!(changed.version, row.version + 1, "{kind:?}");
        let row = db::record(&mut conn, kind, made.id).expect("what was changed");
        assert_holds(&row, &again);
        assert_eq!(
            change(&mut conn, kind, (row.id, row.version - 1), again),
            Err(StoreError::Stale),
            "{kind:?}"
        );
    }
}

#[test]
fn a_name_is_spelled_by_its_sound_when_it_is_saved() {
    let golden = TestDb::golden();
    let mut conn = golden.as_login("john");
    let made = make(&mut conn, Kind::Customer, Values::new().with("name", Value::text("重庆银行")));
    let made = made.expect("a customer");
    let row = db::record(&mut conn, Kind::Customer, made.id).expect("the customer");
    assert_eq!((row.get("pinyin").str(), row.get("initials").str()), ("chongqingyinhang", "cqyh"));
    let other = Values::new().with("name", Value::text("厦门银行"));
    change(&mut conn, Kind::Customer, (row.id, row.version), other).expect("a change");
    let row = db::record(&mut conn, Kind::Customer, made.id).expect("the customer");
    assert_eq!((row.get("pinyin").str(), row.get("initials").str()), ("xiamenyinhang", "xmyh"));
}

#[test]
fn the_same_intent_makes_one_record() {
    let golden = TestDb::golden();
    let mut conn = golden.as_login("john");
    for (kind, login, values) in examples() {
        if login != "john" {
            continue;
        }
        let save = Save { kind, existing: None, values, intent: Uuid::new_v4() };
        let first = db::save(&mut conn, &save).expect("made");
        let again = db::save(&mut conn, &save).unwrap_or_else(|e| panic!("{kind:?}: {e:?}"));
        assert_eq!(first, again, "{kind:?}");
    }
}

#[test]
fn the_card_counts_as_part_of_the_customer() {
    let golden = TestDb::golden();
    let mut conn = golden.as_login("john");
    let note = |text: &str| Values::new().with("note", Value::text(text));
    let done = change(&mut conn, Kind::Customer, (1, 1), note("first")).expect("a change");
    assert_eq!(done.version, 2);
    assert_eq!(change(&mut conn, Kind::Customer, (1, 1), note("second")), Err(StoreError::Stale));
    let row = db::record(&mut conn, Kind::Customer, 1).expect("the customer");
    assert_eq!(row.get("note"), &Value::text("first"));
}

#[test]
fn only_fields_that_can_be_typed_now_are_taken() {
    let golden = TestDb::golden();
    let mut conn = golden.as_login("liuzy");
    let rule = |result: Result<Saved, StoreError>| match result {
        Err(StoreError::Refused(reason)) => (reason.rule, reason.field.unwrap_or_default()),
        other => panic!("{other:?}"),
    };
    let named = |name: &str, field: &str| (name.to_owned(), field.to_owned());
    let one = |name: &str, value: Value| Values::new().with(name, value);
    let owner = change(&mut conn, Kind::Customer, (1, 1), one("owner", Value::link(5, "")));
    assert_eq!(rule(owner), named("not_editable", "owner"));
    let state = change(&mut conn, Kind::Order, (1, 1), one("state", Value::Code("cancelled".into())));
    assert_eq!(rule(state), named("not_editable", "state"));
    let unknown = change(&mut conn, Kind::Customer, (1, 1), one("shoe_size", Value::Int(43)));
    assert_eq!(rule(unknown), named("unknown_field", "shoe_size"));
    let wrong = change(&mut conn, Kind::Customer, (1, 1), one("credit_limit", Value::text("much")));
    assert_eq!(rule(wrong), named("bad_value", "credit_limit"));
    let empty = change(&mut conn, Kind::Customer, (1, 1), one("name", Value::Empty));
    assert_eq!(rule(empty), named("required", "name"));
    let missing = make(&mut conn, Kind::Contact, one("name", Value::text("王五")));
    assert_eq!(rule(missing), named("required", "customer"));
    assert_eq!(rule(make(&mut conn, Kind::Order, Values::new())), named("not_editable", ""));
}

#[test]
fn a_hidden_parent_and_an_absent_one_look_alike() {
    let golden = TestDb::golden();
    let mut conn = golden.as_login("john");
    for customer in [2, 999] {
        let values =
            Values::new().with("customer", Value::link(customer, "")).with("name", Value::text("王五"));
        assert_eq!(make(&mut conn, Kind::Contact, values), Err(StoreError::NotYours), "{customer}");
    }
}
