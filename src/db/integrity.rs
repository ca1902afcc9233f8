//! Asks the server whether anything is false that must never be. The rules are the database's own; here they are only read.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Text},
};

use super::trouble::Trouble;
use crate::store::StoreError;

/// A record that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Broken {
    /// The rule, as the database names it.
    #[diesel(sql_type = Text)]
    pub rule: String,
    /// The kind of the record.
    #[diesel(sql_type = Text)]
    pub kind: String,
    /// The record.
    #[diesel(sql_type = BigInt)]
    pub record_id: i64,
}

/// Everything that is broken; nothing: all is sound. For the administrator and the general manager, others are told `NotYours`.
pub fn integrity(conn: &mut PgConnection) -> Result<Vec<Broken>, StoreError> {
    sql_query("select rule, kind, record_id from kehu_rpt.integrity() order by 1, 2, 3")
        .load(conn)
        .map_err(|error| Trouble::from(error).into())
}
