//! Comments on records.

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
        cell::{link, moment, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        given::Given,
        lookup, search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::comment::{Comment, CommentRow, NewComment},
    schema::kehu::comment,
};

type From = comment::table;
type Col = Column<CommentRow, From>;

pub struct Comments;

impl Table for Comments {
    type From = From;
    type Row = CommentRow;

    const KIND: Kind = Kind::Comment;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["text"], &["author", "customer"]);
    const COLUMNS: &'static [Col] = with_record!(
        comment,
        [
            Col::moment("created_at", |r| moment(r.own.created_at), sql!(comment::created_at)).always(),
            Col::text("text", |r| text(&r.own.text), sql!(comment::text)).always(),
            Col::small_link(
                "author",
                |r| link(r.own.author_id, &r.author),
                sql!(comment::author_id),
                sql!(lookup::person(comment::author_id)),
            ),
            Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(comment::updated_at)).always(),
        ]
    );

    fn id() -> Expr<From, BigInt> {
        Box::new(comment::id.nullable())
    }

    fn head(row: &CommentRow) -> (i64, i32) {
        (row.own.id, row.own.version)
    }

    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        let said = search::holds(Box::new(comment::text.nullable()), word);
        Ok(any(vec![said, search::of_customer(conn, word, sql!(comment::customer_id))?]))
    }

    reads!(comment::table, (Comment::as_select(), lookup::person(comment::author_id), about!(comment)));

    fn insert(conn: &mut PgConnection, given: &Given, intent: Uuid) -> Result<(i64, i32), Trouble> {
        let new = NewComment {
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
            text: given.filled_text("text")?.unwrap_or_default(),
        };
        let made = diesel::insert_into(comment::table)
            .values(&new)
            .on_conflict((comment::author_id, comment::intent))
            .do_nothing()
            .returning((comment::id, comment::version))
            .get_result(conn)
            .optional()?;
        if let Some(made) = made {
            return Ok(made);
        }
        let mine = comment::intent.eq(intent).and(comment::author_id.nullable().eq(me()));
        Ok(comment::table.filter(mine).select((comment::id, comment::version)).first(conn)?)
    }

    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        let Some(text) = given.filled_text("text")? else { return Ok(Some(version)) };
        let this = comment::table.filter(comment::id.eq(id).and(comment::version.eq(version)));
        Ok(diesel::update(this)
            .set(comment::text.eq(text))
            .returning(comment::version)
            .get_result(conn)
            .optional()?)
    }
}
