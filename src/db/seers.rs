//! Who can see a record, and why, by the arms of the policies.

use chrono::NaiveDate;
use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Bool, Date, Nullable, Text},
};

use super::trouble::Trouble;
use crate::{domain::kind::Kind, store::Seer};

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    department: String,
    #[diesel(sql_type = Text)]
    role: String,
    #[diesel(sql_type = Text)]
    why: String,
    #[diesel(sql_type = Bool)]
    writes: bool,
    #[diesel(sql_type = Nullable<Date>)]
    until: Option<NaiveDate>,
    #[diesel(sql_type = Text)]
    note: String,
}

/// Whoever may change it first, then by name.
const SEERS: &str = "select k.id::bigint, k.name::text, d.name::text as department, k.role, w.why, w.writes, w.until, coalesce(w.note, '') as note \
    from kehu.who_sees($1, $2) w join kehu.colleague k on k.id = w.operator_id join kehu.department d on d.id = k.dept_id \
    order by w.why <> 'owner', not w.writes, k.name, w.why";

/// One entry for each reason.
pub fn seers(conn: &mut PgConnection, kind: Kind, id: i64) -> Result<Vec<Seer>, Trouble> {
    let found: Vec<Found> = sql_query(SEERS).bind::<Text, _>(kind.name()).bind::<BigInt, _>(id).load(conn)?;
    let seer = |it: Found| Seer {
        id: it.id,
        name: it.name,
        department: it.department,
        role: it.role,
        why: it.why,
        writes: it.writes,
        until: it.until,
        note: it.note,
    };
    Ok(found.into_iter().map(seer).collect())
}
