//! Issues.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, PgConnection,
    QueryDsl, QueryResult, RunQueryDsl, SelectableHelper, sql_types::BigInt,
};
use uuid::Uuid;

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, date, int, link, moment, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        given::Given,
        lookup::{self},
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::issue::{Issue, IssuePatch, IssueRow, NewIssue},
    schema::kehu::issue,
};

type From = issue::table;
type Col = Column<IssueRow, From>;

pub struct Issues;

impl Table for Issues {
    type From = From;
    type Row = IssueRow;

    const KIND: Kind = Kind::Issue;
    const PICK: (&'static [&'static str], &'static [&'static str]) =
        (&["publication", "label"], &["publish_on", "status"]);
    const COLUMNS: &'static [Col] = &[
        Col::link(
            "publication",
            |r| link(r.own.publication_id, &r.publication),
            sql!(issue::publication_id),
            sql!(lookup::publication(issue::publication_id)),
        ),
        Col::int("year", |r| int(r.own.year), sql!(issue::year)).always(),
        Col::int("no", |r| int(r.own.no), sql!(issue::no)).always(),
        Col::text("label", |r| text(&r.own.label), sql!(issue::label)),
        Col::date("publish_on", |r| date(r.own.publish_on), sql!(issue::publish_on)).always(),
        Col::date(
            "booking_deadline_on",
            |r| date(r.own.booking_deadline_on),
            sql!(issue::booking_deadline_on),
        )
        .always(),
        Col::date(
            "material_deadline_on",
            |r| date(r.own.material_deadline_on),
            sql!(issue::material_deadline_on),
        )
        .always(),
        Col::date(
            "payment_deadline_on",
            |r| date(r.own.payment_deadline_on),
            sql!(issue::payment_deadline_on),
        )
        .always(),
        Col::text("status", |r| code(&r.own.status), sql!(issue::status)).always(),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(issue::created_at)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(issue::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(issue::id.nullable())
    }

    fn head(row: &IssueRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(_: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(issue::label.nullable()), word),
            search::holds(Box::new(lookup::publication(issue::publication_id).nullable()), word),
        ]))
    }

    reads!(issue::table, (Issue::as_select(), lookup::publication(issue::publication_id),));

    fn insert(conn: &mut PgConnection, given: &Given, _: Uuid) -> Result<(i64, i32), Trouble> {
        let new = NewIssue {
            publication_id: given.filled_link("publication")?.unwrap_or_default(),
            year: given.filled_int("year")?.unwrap_or_default(),
            no: given.filled_int("no")?.unwrap_or_default(),
            label: given.filled_text("label")?.unwrap_or_default(),
            publish_on: given.filled_date("publish_on")?.unwrap_or_default(),
            booking_deadline_on: given.filled_date("booking_deadline_on")?.unwrap_or_default(),
            material_deadline_on: given.filled_date("material_deadline_on")?.unwrap_or_default(),
            payment_deadline_on: given.filled_date("payment_deadline_on")?.unwrap_or_default(),
            status: given.filled_text("status")?,
        };
        Ok(diesel::insert_into(issue::table)
            .values(&new)
            .returning((issue::id, issue::version))
            .get_result(conn)?)
    }

    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        let patch = IssuePatch {
            year: given.filled_int("year")?,
            no: given.filled_int("no")?,
            label: given.filled_text("label")?,
            publish_on: given.filled_date("publish_on")?,
            booking_deadline_on: given.filled_date("booking_deadline_on")?,
            material_deadline_on: given.filled_date("material_deadline_on")?,
            payment_deadline_on: given.filled_date("payment_deadline_on")?,
            status: given.filled_text("status")?,
        };
        let this = issue::table.filter(issue::id.eq(id).and(issue::version.eq(version)));
        Ok(diesel::update(this).set(patch).returning(issue::version).get_result(conn).optional()?)
    }
}
