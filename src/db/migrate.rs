//! The versioned schema, embedded in the program: brings a database to it, or refuses in words before anything is done.
//! Which versions a database has is kept in `public.__diesel_schema_migrations`; operators have no rights on that schema.

use std::{thread, time::Duration};

use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_types,
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::i18n::{Lang, Msg};

/// The oldest server that kehu runs on, as `server_version_num`.
pub const OLDEST_SERVER: i32 = 15_00_00;
/// One number for all programs that change the schema of a database: the second one waits.
const LOCK: i64 = 0x6b65_6875;
/// How often it is tried while others hold what it needs, and how long they are left alone between two tries.
const TRIES: u32 = 60;
const PAUSE: Duration = Duration::from_secs(1);
/// The server's words for having waited in vain.
const WAITED: &str = "lock timeout";
const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// Why the schema was not brought up to date. Nothing was changed.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.words(Lang::En))]
pub enum MigrateError {
    /// The server is older than 15; its version in its own words.
    OldServer(String),
    /// The login may not make roles and schemas; its name.
    NotSuperuser(String),
    /// The database is not in UTF-8; its encoding.
    NotUtf8(String),
    /// The database takes no Chinese letter for a letter; its LC_CTYPE.
    NoChinese(String),
    /// The database has versions that this program does not know; the newest of them.
    NewerSchema(String),
    /// A migration failed; what the server said.
    Failed(String),
    /// The server refused a question.
    Database(#[from] diesel::result::Error),
}

impl MigrateError {
    /// The error in the user's language.
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::OldServer(version) => lang.fmt(Msg::MigrateOldServer, &[version]),
            Self::NotSuperuser(login) => lang.fmt(Msg::MigrateNotSuperuser, &[login]),
            Self::NotUtf8(encoding) => lang.fmt(Msg::MigrateNotUtf8, &[encoding]),
            Self::NoChinese(ctype) => lang.fmt(Msg::MigrateNoChinese, &[ctype]),
            Self::NewerSchema(version) => lang.fmt(Msg::MigrateNewerSchema, &[version]),
            Self::Failed(said) => lang.fmt(Msg::MigrateFailed, &[said]),
            Self::Database(error) => lang.fmt(Msg::MigrateFailed, &[error]),
        }
    }
}

/// The versions of all migrations in this program, oldest first.
pub fn versions() -> Vec<String> {
    let mut versions: Vec<String> =
        diesel::migration::MigrationSource::<diesel::pg::Pg>::migrations(&MIGRATIONS)
            .unwrap_or_default()
            .iter()
            .map(|migration| migration.name().version().to_string())
            .collect();
    versions.sort();
    versions
}

/// The number of migrations in this program: what `kehu.sign_in` is told as the schema that the program was built for.
pub fn schema_version() -> i32 {
    i32::try_from(versions().len()).unwrap_or(i32::MAX)
}

/// The versions that the database lacks, oldest first. Changes nothing.
pub fn pending(conn: &mut PgConnection) -> Result<Vec<String>, MigrateError> {
    let applied = applied(conn)?;
    Ok(versions().into_iter().filter(|version| !applied.contains(version)).collect())
}

/// Brings the database to the schema of this program, all or nothing, and tells which versions were added. Two programs
/// that do this at once follow one another.
pub fn run(conn: &mut PgConnection) -> Result<Vec<String>, MigrateError> {
    check(conn)?;
    refuse_newer(conn)?;
    conn.batch_execute("set search_path = public")?;
    let mut tries = 0..TRIES;
    let added = loop {
        match all_or_nothing(conn) {
            // Somebody works with a table: everybody else would wait behind us, so he is let through first.
            Err(MigrateError::Failed(said)) if said.contains(WAITED) && tries.next().is_some() => {
                thread::sleep(PAUSE);
            }
            other => break other?,
        }
    };
    conn.batch_execute("reset search_path")?;
    Ok(added)
}

fn all_or_nothing(conn: &mut PgConnection) -> Result<Vec<String>, MigrateError> {
    conn.transaction(|conn| {
        diesel::sql_query("select pg_advisory_xact_lock($1)")
            .bind::<sql_types::BigInt, _>(LOCK)
            .execute(conn)?;
        conn.batch_execute("set local lock_timeout = '800ms'")?;
        let added =
            conn.run_pending_migrations(MIGRATIONS).map_err(|e| MigrateError::Failed(e.to_string()))?;
        Ok(added.iter().map(ToString::to_string).collect())
    })
}

#[derive(QueryableByName)]
struct ServerFacts {
    #[diesel(sql_type = sql_types::Integer)]
    version: i32,
    #[diesel(sql_type = sql_types::Text)]
    version_text: String,
    #[diesel(sql_type = sql_types::Text)]
    login: String,
    #[diesel(sql_type = sql_types::Bool)]
    superuser: bool,
    #[diesel(sql_type = sql_types::Text)]
    encoding: String,
}

const FACTS: &str = "select current_setting('server_version_num')::int as version, \
    current_setting('server_version') as version_text, session_user::text as login, \
    (select rolsuper from pg_roles where rolname = session_user) as superuser, \
    pg_encoding_to_char(d.encoding)::text as encoding from pg_database d where d.datname = current_database()";

#[derive(QueryableByName)]
struct Letters {
    #[diesel(sql_type = sql_types::Text)]
    ctype: String,
    #[diesel(sql_type = sql_types::Bool)]
    chinese: bool,
}

/// With `LC_CTYPE = C` the server takes no Chinese letter for a letter, and searching loses them without a word. Only asked
/// in UTF-8: elsewhere the question itself fails.
const LETTERS: &str = "select d.datctype::text as ctype, '客户' collate \"default\" ~ '^[[:alpha:]]{2}$' as chinese \
    from pg_database d where d.datname = current_database()";

/// Judges server, login and database, before anything is made.
pub fn check(conn: &mut PgConnection) -> Result<(), MigrateError> {
    let facts: ServerFacts = diesel::sql_query(FACTS).get_result(conn)?;
    if facts.version < OLDEST_SERVER {
        return Err(MigrateError::OldServer(facts.version_text));
    }
    if !facts.superuser {
        return Err(MigrateError::NotSuperuser(facts.login));
    }
    if facts.encoding != "UTF8" {
        return Err(MigrateError::NotUtf8(facts.encoding));
    }
    let letters: Letters = diesel::sql_query(LETTERS).get_result(conn)?;
    if !letters.chinese {
        return Err(MigrateError::NoChinese(letters.ctype));
    }
    Ok(())
}

fn refuse_newer(conn: &mut PgConnection) -> Result<(), MigrateError> {
    let known = versions();
    match applied(conn)?.into_iter().filter(|version| !known.contains(version)).max() {
        Some(version) => Err(MigrateError::NewerSchema(version)),
        None => Ok(()),
    }
}

#[derive(QueryableByName)]
struct Applied {
    #[diesel(sql_type = sql_types::Text)]
    version: String,
}

#[derive(QueryableByName)]
struct Exists {
    #[diesel(sql_type = sql_types::Bool)]
    there: bool,
}

/// The versions that the database has; none if kehu was never set up in it.
fn applied(conn: &mut PgConnection) -> Result<Vec<String>, MigrateError> {
    let table: Exists =
        diesel::sql_query("select to_regclass('public.__diesel_schema_migrations') is not null as there")
            .get_result(conn)?;
    if !table.there {
        return Ok(Vec::new());
    }
    let rows: Vec<Applied> =
        diesel::sql_query("select version::text from public.__diesel_schema_migrations order by 1")
            .load(conn)?;
    Ok(rows.into_iter().map(|row| row.version).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of two with one number only one is ever run, and nobody says so.
    #[test]
    fn every_migration_has_a_number_of_its_own() {
        let versions = versions();
        let mut once = versions.clone();
        once.dedup();
        assert_eq!(versions, once);
    }
}
