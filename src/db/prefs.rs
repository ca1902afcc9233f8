//! What a person set for himself: by key, as JSON.

use std::collections::BTreeMap;

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{Jsonb, Nullable, Text},
};
use serde_json::Value as Json;

use super::trouble::Trouble;

#[derive(QueryableByName)]
struct Pref {
    #[diesel(sql_type = Text)]
    key: String,
    #[diesel(sql_type = Jsonb)]
    value: Json,
}

/// All of this operator.
pub fn all(conn: &mut PgConnection) -> Result<BTreeMap<String, Json>, Trouble> {
    let prefs: Vec<Pref> = sql_query("select key::text, value from kehu.user_pref").load(conn)?;
    Ok(prefs.into_iter().map(|pref| (pref.key, pref.value)).collect())
}

/// Remembers one; JSON's null forgets it.
pub fn set(conn: &mut PgConnection, key: &str, value: &Json) -> Result<(), Trouble> {
    sql_query("select kehu.set_pref($1, $2)")
        .bind::<Text, _>(key)
        .bind::<Nullable<Jsonb>, _>(Some(value).filter(|value| !value.is_null()))
        .execute(conn)?;
    Ok(())
}
