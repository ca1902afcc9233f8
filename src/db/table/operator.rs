//! Operators, as far as everybody may know them.

use diesel::{
    ExpressionMethods, NullableExpressionMethods, PgConnection, QueryResult, SelectableHelper,
    sql_types::{BigInt, Bool},
};

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, flag, link, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        lookup::{self, Lookup, lookup},
        search,
    },
    domain::kind::Kind,
    model::operator::{Operator, OperatorRow, colleague},
};

type From = colleague::table;
type Col = Column<OperatorRow, From>;

pub struct Operators;

/// Whether the reader may hand records over to him.
fn receives() -> Lookup<colleague::id, Bool> {
    lookup(
        "select k.id = any ((select kehu.receivers())::int[]) from kehu.colleague k where k.id =",
        colleague::id,
    )
}

impl Table for Operators {
    type From = From;
    type Row = OperatorRow;

    const KIND: Kind = Kind::Operator;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["name"], &["login", "department"]);
    const COLUMNS: &'static [Col] = &[
        Col::text("name", |r| text(&r.own.name), sql!(colleague::name)).always(),
        Col::text("login", |r| text(&r.own.login), sql!(colleague::login)),
        Col::text("role", |r| code(&r.own.role), sql!(colleague::role)).always(),
        Col::small_link(
            "department",
            |r| link(r.own.dept_id, &r.department),
            sql!(colleague::dept_id),
            sql!(lookup::department(colleague::dept_id)),
        ),
        Col::small_link(
            "superior",
            |r| link(r.own.superior_id, &r.superior),
            sql!(colleague::superior_id),
            sql!(lookup::person(colleague::superior_id)),
        ),
        Col::text("status", |r| code(&r.own.status), sql!(colleague::status)).always(),
        Col::flag("receives", |r| flag(r.receives), sql!(receives())),
        Col::text("pinyin", |r| text(&r.own.pinyin), sql!(colleague::pinyin)),
        Col::text("initials", |r| text(&r.own.initials), sql!(colleague::initials)),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(colleague::id.cast::<BigInt>().nullable())
    }

    fn head(row: &OperatorRow) -> (i64, i32) {
        (row.own.id.into(), row.own.version)
    }

    fn search(_: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        let name = search::holds(Box::new(colleague::name.nullable()), word);
        let code = search::holds(Box::new(colleague::login.nullable()), word);
        let initials = search::sounds(Box::new(colleague::initials.nullable()), word);
        let pinyin = search::sounds(Box::new(colleague::pinyin.nullable()), word);
        Ok(any([name, code].into_iter().chain(initials).chain(pinyin).collect()))
    }

    reads!(
        colleague::table,
        (
            Operator::as_select(),
            lookup::department(colleague::dept_id),
            lookup::person(colleague::superior_id),
            receives(),
        )
    );
}
