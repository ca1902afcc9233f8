//! Every condition on every column selects the rows that it selects when it is tried in memory, by an evaluation of its own.

use std::cmp::Ordering;

use chrono::{Days, FixedOffset, NaiveDate};
use diesel::PgConnection;
use kehu::{
    db,
    domain::{
        entity,
        field::{FieldDef, Shape},
        filter::{Filter, ListQuery, Op},
        kind::Kind,
        record::Row,
        value::Value,
    },
};

use crate::support::TestDb;

const OPS: [Op; 8] = [Op::Eq, Op::Lt, Op::Le, Op::Gt, Op::Ge, Op::Has, Op::Starts, Op::Empty];

pub(super) fn day_in_shanghai(value: &Value) -> Option<NaiveDate> {
    match value {
        Value::Moment(at) => Some(at.with_timezone(&FixedOffset::east_opt(8 * 3600)?).date_naive()),
        _ => None,
    }
}

/// Whether the condition holds, or none where nothing like that can be asked.
pub(super) fn holds(stored: &Value, op: Op, asked: &Value) -> Option<bool> {
    if op == Op::Empty {
        return Some(stored.is_empty());
    }
    if matches!(op, Op::Has | Op::Starts) {
        let (have, want) = (stored.str().to_lowercase(), asked.str().to_lowercase());
        let text = matches!(asked, Value::Text(_) | Value::Code(_));
        let fits =
            !have.is_empty() && if op == Op::Has { have.contains(&want) } else { have.starts_with(&want) };
        return text.then_some(fits);
    }
    let order = match (stored, asked) {
        (Value::Empty, _) => return Some(false),
        (Value::Link(have), Value::Link(want)) => have.id.cmp(&want.id),
        (Value::Moment(_), Value::Date(day)) => day_in_shanghai(stored)?.cmp(day),
        (stored, asked) => stored.compare(asked),
    };
    Some(match op {
        Op::Eq => order == Ordering::Equal,
        Op::Lt => order == Ordering::Less,
        Op::Le => order != Ordering::Greater,
        Op::Gt => order == Ordering::Greater,
        Op::Ge => order != Ordering::Less,
        Op::Has | Op::Starts | Op::Empty => return None,
    })
}

/// What is asked of a field: values that stand in it, values beside them, parts of them.
fn questions(field: &FieldDef, rows: &[Row]) -> Vec<Value> {
    let mut asked: Vec<Value> = Vec::new();
    let mut ask = |value: Value| {
        if !value.is_empty() && !asked.contains(&value) && asked.len() < 4 {
            asked.push(value);
        }
    };
    for row in rows {
        let value = row.get(field.name);
        match value {
            Value::Moment(_) => ask(day_in_shanghai(value).map_or(Value::Empty, Value::Date)),
            Value::Date(day) => ask(Value::Date(*day + Days::new(1))),
            Value::Text(text) => ask(Value::text(text.chars().skip(1).take(2).collect::<String>())),
            Value::Link(link) => ask(Value::text(link.label.chars().take(2).collect::<String>())),
            _ => {}
        }
        ask(value.clone());
    }
    ask(match field.shape {
        Shape::Text | Shape::Note => Value::text("%_\\"),
        Shape::Choice(..) | Shape::Dict(_) => Value::Code("none of these".into()),
        Shape::Number => Value::Int(if rows.len().is_multiple_of(2) { i64::MAX } else { i64::MIN }),
        Shape::Decimal | Shape::Money | Shape::Percent | Shape::Discount => Value::Money(1.into()),
        Shape::Flag => Value::Flag(true),
        Shape::Link(_) => Value::link(i64::MAX, ""),
        Shape::Date | Shape::Moment => Value::Date("2002-03-13".parse().expect("a date")),
    });
    asked
}

fn ids(conn: &mut PgConnection, kind: Kind, filter: Filter) -> Option<Vec<i64>> {
    let page = db::list(conn, &ListQuery::of(kind).filter(filter).limit(1_000)).ok()?;
    let mut ids: Vec<i64> = page.rows.iter().map(|row| row.id).collect();
    ids.sort_unstable();
    Some(ids)
}

fn select(rows: &[Row], keep: impl Fn(&Row) -> bool) -> Vec<i64> {
    let mut ids: Vec<i64> = rows.iter().filter(|row| keep(row)).map(|row| row.id).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn every_condition_agrees_with_an_evaluation_in_memory() {
    let golden = TestDb::golden();
    let mut conn = golden.as_login("liuzy");
    let mut tried = 0;
    for kind in Kind::ALL {
        let rows = db::list(&mut conn, &ListQuery::of(kind).limit(1_000)).expect("a list").rows;
        for field in entity::def(kind).fields {
            for asked in questions(field, &rows) {
                for op in OPS {
                    // A name that is compared with a link is compared by its characters.
                    let by_name = matches!((field.shape, &asked), (Shape::Link(_), Value::Text(_)));
                    if by_name && !matches!(op, Op::Has | Op::Starts | Op::Empty) {
                        continue;
                    }
                    let filter = Filter::is(field.name, op, asked.clone());
                    let said = format!("{kind:?} {filter:?}");
                    let found = ids(&mut conn, kind, filter.clone());
                    let holds = |row: &Row| holds(row.get(field.name), op, &asked);
                    let textual =
                        matches!(field.shape, Shape::Text | Shape::Note | Shape::Choice(..) | Shape::Dict(_));
                    if matches!(op, Op::Has | Op::Starts) && !textual && !by_name {
                        assert_eq!(found, None, "{said} means nothing");
                        continue;
                    }
                    assert_eq!(found, Some(select(&rows, |row| holds(row) == Some(true))), "{said}");
                    let without = ids(&mut conn, kind, Filter::Not(Box::new(filter)));
                    assert_eq!(without, Some(select(&rows, |row| holds(row) != Some(true))), "not {said}");
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 2000, "only {tried} conditions were tried");
}

#[test]
fn and_or_and_not_are_what_they_say() {
    let golden = TestDb::golden();
    let mut conn = golden.as_login("liuzy");
    let rows = db::list(&mut conn, &ListQuery::of(Kind::Instalment)).expect("a list").rows;
    let late = Filter::eq("state", Value::Code("overdue".into()));
    let big = Filter::is("amount", Op::Ge, Value::Money(40_000.into()));
    let is_late = |row: &Row| row.get("state").str() == "overdue";
    let is_big = |row: &Row| row.get("amount").decimal() >= Some(40_000.into());
    let mut ids = |filter| ids(&mut conn, Kind::Instalment, filter).expect("a list");
    assert_eq!(ids(Filter::And(vec![late.clone(), big.clone()])), select(&rows, |r| is_late(r) && is_big(r)));
    assert_eq!(ids(Filter::Or(vec![late.clone(), big.clone()])), select(&rows, |r| is_late(r) || is_big(r)));
    let neither = Filter::Not(Box::new(Filter::Or(vec![late, big])));
    assert_eq!(ids(neither), select(&rows, |r| !is_late(r) && !is_big(r)));
    assert_eq!(ids(Filter::And(vec![])), select(&rows, |_| true));
    assert_eq!(ids(Filter::Or(vec![])), Vec::<i64>::new());
    assert_eq!(ids(Filter::Or(vec![Filter::All, Filter::Or(vec![])])), select(&rows, |_| true));
    assert_eq!(ids(Filter::Not(Box::new(Filter::All))), Vec::<i64>::new());
}

#[test]
fn a_question_that_means_nothing_is_refused_by_the_name_of_the_field() {
    let golden = TestDb::golden();
    let mut conn = golden.as_login("liuzy");
    for (filter, rule, field) in [
        (Filter::eq("colour", Value::text("red")), "unknown_field", "colour"),
        (
            Filter::eq("name; drop table kehu.customer", Value::Int(1)),
            "unknown_field",
            "name; drop table kehu.customer",
        ),
        (Filter::is("credit_limit", Op::Has, Value::text("1")), "bad_filter", "credit_limit"),
        (Filter::eq("name", Value::Flag(true)), "bad_filter", "name"),
    ] {
        let error = db::list(&mut conn, &ListQuery::of(Kind::Customer).filter(filter)).expect_err("refused");
        let kehu::store::StoreError::Refused(reason) = error.into() else { panic!("{field}: another error") };
        assert_eq!((reason.rule.as_str(), reason.field.as_deref()), (rule, Some(field)));
    }
}

#[test]
fn what_was_typed_is_never_read_as_sql() {
    let golden = TestDb::golden();
    let mut conn = golden.as_login("liuzy");
    let evil = "'; drop table kehu.customer; --";
    for filter in [
        Filter::Text(evil.to_owned()),
        Filter::eq("name", Value::text(evil)),
        Filter::is("owner", Op::Starts, Value::text(evil)),
    ] {
        assert_eq!(ids(&mut conn, Kind::Customer, filter), Some(vec![]));
    }
    assert_eq!(ids(&mut conn, Kind::Customer, Filter::All), Some(vec![1, 2, 3, 4, 5]));
}
