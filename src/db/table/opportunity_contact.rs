//! Which part a contact plays in an opportunity. Named and dropped, never changed.

use diesel::{NullableExpressionMethods, PgConnection, QueryResult, SelectableHelper, sql_types::BigInt};
use uuid::Uuid;

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, link},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        document,
        given::Given,
        lookup::{self},
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::opportunity::{OpportunityContact, OpportunityContactRow},
    schema::kehu::opportunity_contact,
};

type From = opportunity_contact::table;
type Col = Column<OpportunityContactRow, From>;

pub struct OpportunityContacts;

impl Table for OpportunityContacts {
    type From = From;
    type Row = OpportunityContactRow;

    const KIND: Kind = Kind::OpportunityContact;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["contact"], &["role", "opportunity"]);
    const COLUMNS: &'static [Col] = &[
        Col::link(
            "opportunity",
            |r| link(r.own.opportunity_id, &r.opportunity),
            sql!(opportunity_contact::opportunity_id),
            sql!(lookup::opportunity(opportunity_contact::opportunity_id)),
        ),
        Col::link(
            "contact",
            |r| link(r.own.contact_id, &r.contact),
            sql!(opportunity_contact::contact_id),
            sql!(lookup::contact(opportunity_contact::contact_id)),
        ),
        Col::text("role", |r| code(&r.own.role), sql!(opportunity_contact::role)).always(),
        Col::link(
            "customer",
            |r| link(r.own.customer_id, &r.customer),
            sql!(opportunity_contact::customer_id),
            sql!(lookup::customer(opportunity_contact::customer_id)),
        ),
        Col::small_link(
            "owner",
            |r| link(r.own.owner_id, &r.owner),
            sql!(opportunity_contact::owner_id),
            sql!(lookup::person(opportunity_contact::owner_id)),
        ),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(opportunity_contact::id.nullable())
    }

    fn head(row: &OpportunityContactRow) -> (i64, i32) {
        (row.own.id, 1)
    }

    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(lookup::contact(opportunity_contact::contact_id).nullable()), word),
            search::of_customer(conn, word, sql!(opportunity_contact::customer_id))?,
        ]))
    }

    reads!(
        opportunity_contact::table,
        (
            OpportunityContact::as_select(),
            lookup::opportunity(opportunity_contact::opportunity_id),
            lookup::contact(opportunity_contact::contact_id),
            lookup::customer(opportunity_contact::customer_id),
            lookup::person(opportunity_contact::owner_id),
        )
    );

    fn insert(conn: &mut PgConnection, given: &Given, intent: Uuid) -> Result<(i64, i32), Trouble> {
        document::make(conn, "kehu.name_opportunity_contact", Kind::OpportunityContact, given, intent)
    }
}
