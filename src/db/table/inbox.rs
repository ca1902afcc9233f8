//! What was said about one's records.

use diesel::{
    ExpressionMethods, NullableExpressionMethods, PgConnection, QueryResult, SelectableHelper,
    dsl::InnerJoinQuerySource, sql_types::BigInt,
};

use super::{
    Table,
    about::{about, with_record},
    reads,
};
use crate::{
    db::{
        cell::{flag, link, moment, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        lookup, search,
    },
    domain::kind::Kind,
    model::{
        comment::Comment,
        inbox::{InboxItem, InboxRow},
    },
    schema::kehu::{comment, inbox_item},
};

type From = InnerJoinQuerySource<inbox_item::table, comment::table>;
type Col = Column<InboxRow, From>;

pub struct Inbox;

impl Table for Inbox {
    type From = From;
    type Row = InboxRow;

    const KIND: Kind = Kind::Inbox;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["text"], &["author", "customer"]);
    const COLUMNS: &'static [Col] = with_record!(
        comment,
        [
            Col::flag("unread", |r| flag(r.item.read_at.is_none()), sql!(inbox_item::read_at.is_null()))
                .always(),
            Col::moment("created_at", |r| moment(r.item.created_at), sql!(inbox_item::created_at)).always(),
            Col::text("text", |r| text(&r.own.text), sql!(comment::text)).always(),
            Col::small_link(
                "author",
                |r| link(r.own.author_id, &r.author),
                sql!(comment::author_id),
                sql!(lookup::person(comment::author_id)),
            ),
            Col::moment("read_at", |r| moment(r.item.read_at), sql!(inbox_item::read_at)),
        ]
    );

    fn id() -> Expr<From, BigInt> {
        Box::new(inbox_item::id.nullable())
    }

    fn head(row: &InboxRow) -> (i64, i32) {
        (row.item.id, row.item.version)
    }

    fn search(conn: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        let said = search::holds(Box::new(comment::text.nullable()), word);
        Ok(any(vec![said, search::of_customer(conn, word, sql!(comment::customer_id))?]))
    }

    reads!(
        inbox_item::table.inner_join(comment::table),
        (InboxItem::as_select(), Comment::as_select(), lookup::person(comment::author_id), about!(comment),)
    );
}
