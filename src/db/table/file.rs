//! Files of records. What is in one is read from this machine when it is added, and written to it when it is saved; lists never
//! read it.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, PgConnection,
    QueryDsl, QueryResult, RunQueryDsl, SelectableHelper, sql_types::BigInt,
};
use uuid::Uuid;

use super::{
    Table,
    about::{about, with_record},
    me, reads,
};
use crate::{
    db::{
        attached,
        cell::{int, link, moment, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        given::Given,
        lookup, search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::file::{File, FileRow, NewFile},
    schema::kehu::file,
};

type From = file::table;
type Col = Column<FileRow, From>;

pub struct Files;

impl Table for Files {
    type From = From;
    type Row = FileRow;

    const KIND: Kind = Kind::File;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["name"], &["customer", "added_by"]);
    const COLUMNS: &'static [Col] = with_record!(
        file,
        [
            Col::text("name", |r| text(&r.own.name), sql!(file::name)).always(),
            Col::int("size", |r| int(r.own.size), sql!(file::size)).always(),
            Col::text("note", |r| text(&r.own.note), sql!(file::note)),
            Col::small_link(
                "added_by",
                |r| link(r.own.added_by, &r.added_by),
                sql!(file::added_by),
                sql!(lookup::person(file::added_by)),
            ),
            Col::text("text", |r| text(&r.own.text), sql!(file::text)),
            Col::moment("created_at", |r| moment(r.own.created_at), sql!(file::created_at)).always(),
            Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(file::updated_at)).always(),
        ]
    );

    fn id() -> Expr<From, BigInt> {
        Box::new(file::id.nullable())
    }

    fn head(row: &FileRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(file::name.nullable()), word),
            search::holds(Box::new(file::note.nullable()), word),
            search::of_customer(conn, word, sql!(file::customer_id))?,
        ]))
    }

    reads!(file::table, (File::as_select(), lookup::person(file::added_by), about!(file)));

    fn insert(conn: &mut PgConnection, given: &Given, intent: Uuid) -> Result<(i64, i32), Trouble> {
        let read = attached::read(&given.filled_text("name")?.unwrap_or_default())?;
        let new = NewFile {
            intent,
            customer_id: given.link("customer")?.flatten(),
            order_id: given.link("order")?.flatten(),
            contact_id: given.link("contact")?.flatten(),
            activity_id: given.link("activity")?.flatten(),
            payment_id: given.link("payment")?.flatten(),
            contract_id: given.link("contract")?.flatten(),
            invoice_id: given.link("invoice")?.flatten(),
            opportunity_id: given.link("opportunity")?.flatten(),
            lead_id: given.link("lead")?.flatten(),
            name: read.name,
            body: read.body,
            text: read.text,
            note: given.text("note")?.flatten(),
        };
        let made = diesel::insert_into(file::table)
            .values(&new)
            .on_conflict((file::added_by, file::intent))
            .do_nothing()
            .returning((file::id, file::version))
            .get_result(conn)
            .optional()?;
        if let Some(made) = made {
            return Ok(made);
        }
        let mine = file::intent.eq(intent).and(file::added_by.nullable().eq(me()));
        Ok(file::table.filter(mine).select((file::id, file::version)).first(conn)?)
    }

    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        let Some(note) = given.text("note")? else { return Ok(Some(version)) };
        let this = file::table.filter(file::id.eq(id).and(file::version.eq(version)));
        Ok(diesel::update(this)
            .set(file::note.eq(note))
            .returning(file::version)
            .get_result(conn)
            .optional()?)
    }
}
