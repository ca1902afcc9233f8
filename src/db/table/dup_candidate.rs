//! Pairs of customers that may be one, and of people of one customer. Their names stand in the pair itself: the administrator, who merges, reads no customers.

use diesel::{NullableExpressionMethods, PgConnection, QueryResult, SelectableHelper, sql_types::BigInt};

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, int, link, moment, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        lookup, search,
    },
    domain::{kind::Kind, value::Value},
    model::dup_candidate::{DupCandidate, DupCandidateRow},
    schema::kehu::dup_candidate,
};

type From = dup_candidate::table;
type Col = Column<DupCandidateRow, From>;

pub struct DupCandidates;

fn named(id: i64, name: &str) -> Value {
    Value::link(id, name.to_owned())
}

impl Table for DupCandidates {
    type From = From;
    type Row = DupCandidateRow;

    const KIND: Kind = Kind::DupCandidate;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["first"], &["second", "reason"]);
    const COLUMNS: &'static [Col] = &[
        Col::link(
            "first",
            |r| named(r.own.first_id, &r.own.first_name),
            sql!(dup_candidate::first_id),
            sql!(dup_candidate::first_name),
        ),
        Col::link(
            "second",
            |r| named(r.own.second_id, &r.own.second_name),
            sql!(dup_candidate::second_id),
            sql!(dup_candidate::second_name),
        ),
        Col::link(
            "first_contact",
            |r| link(r.own.first_contact_id, &r.own.first_person),
            sql!(dup_candidate::first_contact_id),
            sql!(dup_candidate::first_person),
        ),
        Col::link(
            "second_contact",
            |r| link(r.own.second_contact_id, &r.own.second_person),
            sql!(dup_candidate::second_contact_id),
            sql!(dup_candidate::second_person),
        ),
        Col::int("score", |r| int(r.own.score), sql!(dup_candidate::score)).always(),
        Col::text("reason", |r| code(&r.own.reason), sql!(dup_candidate::reason)).always(),
        Col::text("state", |r| code(&r.own.state), sql!(dup_candidate::state)).always(),
        Col::small_link(
            "first_owner",
            |r| link(r.own.first_owner_id, &r.first_owner),
            sql!(dup_candidate::first_owner_id),
            sql!(lookup::person(dup_candidate::first_owner_id)),
        ),
        Col::small_link(
            "first_department",
            |r| link(r.own.first_dept_id, &r.first_department),
            sql!(dup_candidate::first_dept_id),
            sql!(lookup::department(dup_candidate::first_dept_id)),
        ),
        Col::small_link(
            "second_owner",
            |r| link(r.own.second_owner_id, &r.second_owner),
            sql!(dup_candidate::second_owner_id),
            sql!(lookup::person(dup_candidate::second_owner_id)),
        ),
        Col::small_link(
            "second_department",
            |r| link(r.own.second_dept_id, &r.second_department),
            sql!(dup_candidate::second_dept_id),
            sql!(lookup::department(dup_candidate::second_dept_id)),
        ),
        Col::text("note", |r| text(&r.own.note), sql!(dup_candidate::note)),
        Col::moment("found_at", |r| moment(r.own.found_at), sql!(dup_candidate::found_at)).always(),
        Col::small_link(
            "decided_by",
            |r| link(r.own.decided_by, &r.decided_by),
            sql!(dup_candidate::decided_by),
            sql!(lookup::person(dup_candidate::decided_by)),
        ),
        Col::moment("decided_at", |r| moment(r.own.decided_at), sql!(dup_candidate::decided_at)),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(dup_candidate::id.nullable())
    }

    fn head(row: &DupCandidateRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(_: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(dup_candidate::first_name.nullable()), word),
            search::holds(Box::new(dup_candidate::second_name.nullable()), word),
            search::holds(Box::new(dup_candidate::first_person), word),
            search::holds(Box::new(dup_candidate::second_person), word),
        ]))
    }

    reads!(
        dup_candidate::table,
        (
            DupCandidate::as_select(),
            lookup::person(dup_candidate::first_owner_id),
            lookup::department(dup_candidate::first_dept_id),
            lookup::person(dup_candidate::second_owner_id),
            lookup::department(dup_candidate::second_dept_id),
            lookup::person(dup_candidate::decided_by),
        )
    );
}
