//! Contracts. What is typed goes to a function, which says who may and when.

use diesel::{NullableExpressionMethods, PgConnection, QueryResult, SelectableHelper, sql_types::BigInt};
use uuid::Uuid;

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, date, link, moment, money, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        document,
        given::Given,
        lookup::{self},
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::contract::{Contract, ContractRow},
    schema::kehu::contract,
};

const SAVE: &str = "kehu.save_contract";

type From = contract::table;
type Col = Column<ContractRow, From>;

pub struct Contracts;

impl Table for Contracts {
    type From = From;
    type Row = ContractRow;

    const KIND: Kind = Kind::Contract;
    const PICK: (&'static [&'static str], &'static [&'static str]) =
        (&["code"], &["customer", "start_on", "end_on"]);
    const COLUMNS: &'static [Col] = &[
        Col::text("code", |r| text(&r.own.code), sql!(contract::code)).always(),
        Col::link(
            "customer",
            |r| link(r.own.customer_id, &r.customer),
            sql!(contract::customer_id),
            sql!(lookup::customer(contract::customer_id)),
        ),
        Col::text("kind", |r| code(&r.own.kind), sql!(contract::kind)).always(),
        Col::text("state", |r| code(&r.own.state), sql!(contract::state)).always(),
        Col::number("amount", |r| money(r.own.amount), sql!(contract::amount)),
        Col::date("signed_on", |r| date(r.own.signed_on), sql!(contract::signed_on)),
        Col::date("start_on", |r| date(r.own.start_on), sql!(contract::start_on)),
        Col::date("end_on", |r| date(r.own.end_on), sql!(contract::end_on)),
        Col::text("our_signer", |r| text(&r.own.our_signer), sql!(contract::our_signer)),
        Col::text("their_signer", |r| text(&r.own.their_signer), sql!(contract::their_signer)),
        Col::text("file_ref", |r| text(&r.own.file_ref), sql!(contract::file_ref)),
        Col::text("note", |r| text(&r.own.note), sql!(contract::note)),
        Col::text("state_reason", |r| text(&r.own.state_reason), sql!(contract::state_reason)),
        Col::small_link(
            "owner",
            |r| link(r.own.owner_id, &r.owner),
            sql!(contract::owner_id),
            sql!(lookup::person(contract::owner_id)),
        ),
        Col::small_link(
            "department",
            |r| link(r.own.dept_id, &r.department),
            sql!(contract::dept_id),
            sql!(lookup::department(contract::dept_id)),
        ),
        Col::small_link(
            "created_by",
            |r| link(r.own.created_by, &r.created_by),
            sql!(contract::created_by),
            sql!(lookup::person(contract::created_by)),
        ),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(contract::created_at)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(contract::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(contract::id.nullable())
    }

    fn head(row: &ContractRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(contract::code.nullable()), word),
            search::holds(Box::new(contract::file_ref.nullable()), word),
            search::of_customer(conn, word, sql!(contract::customer_id))?,
        ]))
    }

    reads!(
        contract::table,
        (
            Contract::as_select(),
            lookup::customer(contract::customer_id),
            lookup::person(contract::owner_id),
            lookup::department(contract::dept_id),
            lookup::person(contract::created_by),
        )
    );

    fn insert(conn: &mut PgConnection, given: &Given, intent: Uuid) -> Result<(i64, i32), Trouble> {
        document::make(conn, SAVE, Kind::Contract, given, intent)
    }

    fn update(conn: &mut PgConnection, record: (i64, i32), given: &Given) -> Result<Option<i32>, Trouble> {
        document::change(conn, SAVE, Kind::Contract, record, given)
    }
}
