//! Who changed what of a record, as far as one may read the record.

use chrono::{DateTime, Utc};
use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Text, Timestamptz},
};

use super::trouble::Trouble;
use crate::{domain::kind::Kind, store::Change};

#[derive(QueryableByName)]
struct Entry {
    #[diesel(sql_type = Timestamptz)]
    at: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    who: String,
    #[diesel(sql_type = Text)]
    action: String,
    #[diesel(sql_type = Text)]
    field: String,
    #[diesel(sql_type = Text)]
    old: String,
    #[diesel(sql_type = Text)]
    new: String,
}

/// People by their names; who is no operator (setup, a superuser) by the login.
const ENTRIES: &str = "select h.at, coalesce(c.name::text, h.who) as who, h.action, coalesce(h.field, '') as field, \
    coalesce(h.old, '') as old, coalesce(h.new, '') as new \
    from kehu.history($1, $2) with ordinality h(at, who, action, field, old, new, place) \
    left join kehu.colleague c on c.login = h.who order by h.place";

/// One entry per changed field, the newest first; of a new record one without a field.
pub fn history(conn: &mut PgConnection, kind: Kind, id: i64) -> Result<Vec<Change>, Trouble> {
    let entries: Vec<Entry> =
        sql_query(ENTRIES).bind::<Text, _>(kind.name()).bind::<BigInt, _>(id).load(conn)?;
    Ok(entries
        .into_iter()
        .map(|it| Change {
            at: it.at,
            who: it.who,
            action: it.action,
            field: it.field,
            old: it.old,
            new: it.new,
        })
        .collect())
}
