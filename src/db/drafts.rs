//! What was typed and not saved: kept for its writer alone, on any terminal.

use chrono::{DateTime, Utc};
use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Jsonb, Text, Timestamptz, Uuid as SqlUuid},
};
use serde_json::Value as Json;
use uuid::Uuid;

use super::trouble::Trouble;
use crate::store::{Editor, KeptDraft};

#[derive(QueryableByName)]
struct Draft {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    form: String,
    #[diesel(sql_type = Jsonb)]
    payload: Json,
    #[diesel(sql_type = Timestamptz)]
    saved_at: DateTime<Utc>,
}

#[derive(QueryableByName)]
struct Changing {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Timestamptz)]
    since: DateTime<Utc>,
}

/// Who else is changing an order.
pub fn editors(conn: &mut PgConnection, order: i64) -> Result<Vec<Editor>, Trouble> {
    const EDITORS: &str = "select name, since from kehu.editors('order', $1)";
    let found: Vec<Changing> = sql_query(EDITORS).bind::<BigInt, _>(order).load(conn)?;
    Ok(found.into_iter().map(|it| Editor { name: it.name, since: it.since }).collect())
}

/// Keeps what was typed; the same id again keeps the newer text. A draft that changes a record names it.
pub fn keep(conn: &mut PgConnection, id: Uuid, form: &str, payload: &Json) -> Result<(), Trouble> {
    const KEEP: &str = "insert into kehu.draft (id, form, ref, payload) values ($1, $2, $3 #>> '{existing,0}', $3) \
        on conflict (id) do update set form = excluded.form, ref = excluded.ref, payload = excluded.payload";
    sql_query(KEEP).bind::<SqlUuid, _>(id).bind::<Text, _>(form).bind::<Jsonb, _>(payload).execute(conn)?;
    Ok(())
}

/// What is kept, the newest first.
pub fn kept(conn: &mut PgConnection) -> Result<Vec<KeptDraft>, Trouble> {
    const KEPT: &str =
        "select id, form::text, payload, saved_at from kehu.draft order by saved_at desc, id limit 200";
    let drafts: Vec<Draft> = sql_query(KEPT).load(conn)?;
    Ok(drafts
        .into_iter()
        .map(|it| KeptDraft { id: it.id, form: it.form, payload: it.payload, saved_at: it.saved_at })
        .collect())
}

/// Throws one away; one that is gone already is no trouble.
pub fn drop(conn: &mut PgConnection, id: Uuid) -> Result<(), Trouble> {
    sql_query("select kehu.drop_draft($1)").bind::<SqlUuid, _>(id).execute(conn)?;
    Ok(())
}
