//! The two halves of the registry name the same fields, and a field's shape is what its cells hold.

use std::collections::BTreeSet;

use kehu::{
    db,
    domain::{
        entity,
        field::{FieldDef, Shape},
        filter::ListQuery,
        kind::Kind,
        operation::MOVES,
        value::Value,
    },
    store::{Reply, Request},
};

use crate::support::TestDb;

#[test]
fn both_halves_name_the_same_fields() {
    for kind in Kind::ALL {
        let ours: BTreeSet<_> = entity::def(kind).fields.iter().map(|field| field.name).collect();
        let theirs: BTreeSet<_> = db::names(kind).iter().copied().collect();
        assert_eq!(ours, theirs, "{kind:?}");
    }
}

#[test]
fn intents_are_kept_where_a_form_promises_it() {
    use diesel::{RunQueryDsl, sql_query};
    #[derive(diesel::QueryableByName)]
    struct Keeps {
        #[diesel(sql_type = diesel::sql_types::Bool)]
        keeps: bool,
    }
    let db = TestDb::empty();
    let mut conn = db.admin();
    for kind in Kind::ALL {
        let table = match kind {
            Kind::Order => "sales_order",
            Kind::Line => "order_line",
            Kind::Allocation => "payment_allocation",
            Kind::Position => "ad_position",
            Kind::Rate => "rate_item",
            Kind::Inbox => "inbox_item",
            kind => kind.name(),
        };
        let keeps: Keeps = sql_query(format!(
            "select exists (select from pg_attribute where attrelid = to_regclass('kehu.{table}') and attname = 'intent') as keeps"
        ))
        .get_result(&mut conn)
        .expect("an answer");
        assert_eq!(keeps.keeps, kind.keeps_intent(), "{kind:?}");
    }
}

fn fits(field: &FieldDef, value: &Value) -> bool {
    match value {
        Value::Empty => !field.required,
        Value::Text(_) => matches!(field.shape, Shape::Text | Shape::Note),
        Value::Code(code) => match field.shape {
            Shape::Choice(codes, _) => codes.contains(&code.as_str()),
            Shape::Dict(_) => true,
            _ => false,
        },
        Value::Int(_) => field.shape == Shape::Number,
        Value::Money(_) => field.shape == Shape::Money,
        Value::Ratio(_) => matches!(field.shape, Shape::Percent | Shape::Discount),
        Value::Date(_) => field.shape == Shape::Date,
        Value::Moment(_) => field.shape == Shape::Moment,
        Value::Flag(_) => field.shape == Shape::Flag,
        Value::Link(_) => matches!(field.shape, Shape::Link(_)),
    }
}

/// Kinds of which the golden company has no records; tests of their own make some.
const UNSEEN: [Kind; 6] =
    [Kind::DupCandidate, Kind::Comment, Kind::Inbox, Kind::File, Kind::Event, Kind::Reference];

#[test]
fn cells_hold_what_their_fields_say() {
    let golden = TestDb::golden();
    diesel::connection::SimpleConnection::batch_execute(
        &mut golden.as_login("zhout"),
        "select kehu.request_change(1, version, 'terminate', 'x', gen_random_uuid()) from kehu.sales_order where id = 1",
    )
    .expect("a change to look at");
    let said = |login: &str, sql: &str| {
        diesel::connection::SimpleConnection::batch_execute(&mut golden.as_login(login), sql)
            .unwrap_or_else(|error| panic!("{login}: {error}"))
    };
    said(
        "liuzy",
        "insert into kehu.comment (customer_id, text) values (1, 'x'); insert into kehu.file (customer_id, name, body) values (1, 'x', 'x');
         update kehu.customer set is_reference = true where id = 1",
    );
    let quote =
        "select kehu.save_quote(jsonb_build_object('intent', gen_random_uuid(), 'opportunity_id', 1))";
    said("john", quote);
    // It reaches who had spoken before.
    said("john", "insert into kehu.comment (customer_id, text) values (1, 'x')");
    diesel::connection::SimpleConnection::batch_execute(
        &mut golden.as_login("zhangw"),
        "select kehu.hand_over(4, '{5}', 'one', null, 'x', gen_random_uuid())",
    )
    .expect("a hand-over to look at");
    diesel::connection::SimpleConnection::batch_execute(
        &mut golden.admin(),
        "insert into kehu.holiday (date, name, is_off_day) values ('2002-05-01', '劳动节', true);
         insert into kehu.custom_field (kind, name, label, type, active) values ('customer', 'x_a', 'a', 'text', false)",
    )
    .expect("a holiday and an added field to look at");
    let mut conn = golden.as_login("liuzy");
    for kind in Kind::ALL {
        let page = db::list(&mut conn, &ListQuery::of(kind)).unwrap_or_else(|e| panic!("{kind:?}: {e:?}"));
        assert!(!page.rows.is_empty() || UNSEEN.contains(&kind), "{kind:?} has no rows to look at");
        for row in &page.rows {
            for field in entity::def(kind).fields {
                let value = row.get(field.name);
                assert!(fits(field, value), "{kind:?} {}: {} is {value:?}", row.id, field.name);
                if let Value::Link(link) = value {
                    assert!(!link.label.is_empty(), "{kind:?} {}: {} has no name", row.id, field.name);
                }
            }
        }
    }
}

#[test]
fn a_record_is_its_row_and_is_found_by_its_code() {
    let golden = TestDb::golden();
    let mut conn = golden.as_login("liuzy");
    for kind in Kind::ALL {
        let page = db::list(&mut conn, &ListQuery::of(kind)).expect("a list");
        for row in page.rows {
            assert_eq!(db::record(&mut conn, kind, row.id).expect("a record"), row, "{kind:?}");
            if let Some(code) = entity::def(kind).code {
                let code = row.get(code).str().to_lowercase();
                assert_eq!(db::by_code(&mut conn, kind, &code).expect("by code"), row, "{kind:?} {code}");
            }
        }
        assert!(db::record(&mut conn, kind, i64::MAX).is_err());
        assert!(db::by_code(&mut conn, kind, "no such code").is_err());
    }
}

#[test]
fn every_dictionary_that_a_field_names_is_kept() {
    let golden = TestDb::golden();
    let mut answering = db::Answering::new(golden.as_login("liuzy"), kehu::i18n::Lang::En);
    let Ok(Reply::Dictionaries(kept)) = answering.ask(&Request::Dictionaries) else {
        panic!("no dictionaries")
    };
    let fields = Kind::ALL.into_iter().flat_map(|kind| entity::def(kind).fields);
    for field in fields.chain(MOVES.iter().flat_map(|def| def.fields)) {
        if let Shape::Dict(name) = field.shape {
            assert!(kept.get(name).is_some_and(|words| !words.is_empty()), "{}: {name}", field.name);
        }
    }
}
