//! Sets a database up: makes it where it is missing, brings its schema up to date, makes the first administrator. Runs as
//! superuser; knows nothing of fixtures.

use diesel::{
    Connection, PgConnection, QueryResult, QueryableByName, RunQueryDsl,
    connection::SimpleConnection,
    sql_types::{Bool, Text},
};

use super::{
    connect::{ConnectError, Target},
    migrate::{self, MigrateError},
};
use crate::i18n::Lang;

/// Why a database was not set up.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.words(Lang::En))]
pub enum SetupError {
    /// There is no way in.
    Connect(#[from] ConnectError),
    /// The server or the database are not fit.
    Migrate(#[from] MigrateError),
    /// The server refused a statement.
    Database(#[from] diesel::result::Error),
}

impl SetupError {
    /// The error in the user's language.
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::Connect(error) => error.words(lang),
            Self::Migrate(error) => error.words(lang),
            Self::Database(error) => MigrateError::Failed(error.to_string()).words(lang),
        }
    }
}

/// Connects to the database of `target`, makes it if the server has none of that name, and brings its schema up to date.
/// Gives the connection and the versions that were added.
pub fn schema(target: &Target) -> Result<(PgConnection, Vec<String>), SetupError> {
    let mut conn = match target.connect() {
        Err(ConnectError::NoDatabase(name)) => {
            create_database(target, &name)?;
            target.connect()?
        }
        other => other?,
    };
    let added = migrate::run(&mut conn)?;
    Ok((conn, added))
}

fn create_database(target: &Target, name: &str) -> Result<(), SetupError> {
    let mut server = target.clone().with_database("postgres").connect()?;
    // Judge the server before anything is made on it. The template's letters do not matter: ours are named below.
    match migrate::check(&mut server) {
        Err(MigrateError::NotUtf8(_) | MigrateError::NoChinese(_)) | Ok(()) => {}
        Err(error) => return Err(error.into()),
    }
    let name = name.replace('"', "\"\"");
    server.batch_execute(&format!(
        "create database \"{name}\" template template0 encoding 'UTF8' locale 'C.UTF-8'"
    ))?;
    Ok(())
}

#[derive(QueryableByName)]
struct Answer {
    #[diesel(sql_type = Bool)]
    yes: bool,
}

/// Whether the database has operators: then it is in use, and no fixture may be poured into it.
pub fn has_people(conn: &mut PgConnection) -> QueryResult<bool> {
    ask(conn, "select exists (select from kehu_priv.operator) as yes")
}

/// Whether somebody can administer.
pub fn has_administrator(conn: &mut PgConnection) -> QueryResult<bool> {
    ask(conn, "select exists (select from kehu_priv.operator where role = 'sa' and status = 'active') as yes")
}

/// Whether `login` is an operator already.
pub fn is_operator(conn: &mut PgConnection, login: &str) -> QueryResult<bool> {
    let query = "select exists (select from kehu_priv.operator where login = $1) as yes";
    diesel::sql_query(query).bind::<Text, _>(login).get_result::<Answer>(conn).map(|answer| answer.yes)
}

fn ask(conn: &mut PgConnection, query: &str) -> QueryResult<bool> {
    diesel::sql_query(query).get_result::<Answer>(conn).map(|answer| answer.yes)
}

/// Makes the first administrator, in the head office, which is made with him if the company has none yet. `verifier` is
/// what the server keeps instead of a password; without one only a server that trusts its users lets him in.
pub fn make_administrator(
    conn: &mut PgConnection,
    login: &str,
    name: &str,
    verifier: Option<&str>,
) -> QueryResult<()> {
    const HEAD_OFFICE: &str = "insert into kehu.department (code, name, kind) \
        select 'HQ', '总部', 'hq' where not exists (select from kehu.department where kind = 'hq')";
    const ADMINISTRATOR: &str = "select kehu_priv.make_operator($1, $2, '', '', 'sa', \
        (select id from kehu.department where kind = 'hq' order by id limit 1), null, $3)";
    conn.transaction(|conn| {
        diesel::sql_query(HEAD_OFFICE).execute(conn)?;
        diesel::sql_query(ADMINISTRATOR)
            .bind::<Text, _>(login)
            .bind::<Text, _>(name)
            .bind::<diesel::sql_types::Nullable<Text>, _>(verifier)
            .execute(conn)?;
        Ok(())
    })
}
