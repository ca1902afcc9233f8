//! The databases of a private server: one per fixture, made whole or not at all, upgraded when the program is newer.

use diesel::{
    OptionalExtension, PgConnection, QueryResult, QueryableByName, RunQueryDsl, connection::SimpleConnection,
    sql_types::Text,
};

use super::{Cluster, Fixture, LocalError, Place, SUPERUSER, Step};
use crate::db::{connect, migrate, setup};

/// Two programs that prepare the same database follow one another.
const LOCK: i64 = 0x6b65_6875_6462;

/// What was found or done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prepared {
    /// The database was there; with the versions that were added to it.
    Found(Vec<String>),
    /// The database was made and filled.
    Made,
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

/// Makes the database of `fixture` ready on `cluster`: makes and fills it if it is not there or `reset` asks for a fresh
/// one, else brings its schema up to date.
pub fn prepare(cluster: &Cluster, fixture: Fixture, reset: bool) -> Result<Prepared, LocalError> {
    prepare_telling(cluster, fixture, reset, &mut |_| {})
}

/// The same, telling each step of what takes minutes.
pub fn prepare_telling(
    cluster: &Cluster,
    fixture: Fixture,
    reset: bool,
    tell: &mut dyn FnMut(Step),
) -> Result<Prepared, LocalError> {
    let mut server = open(cluster, "postgres")?;
    diesel::sql_query(format!("select pg_advisory_lock({LOCK})")).execute(&mut server)?;
    let name = &fixture.database();
    if reset {
        server.batch_execute(&format!("drop database if exists {name} with (force)"))?;
    }
    if exists(&mut server, name)? {
        let added = migrate::run(&mut open(cluster, name)?)?;
        return Ok(Prepared::Found(added));
    }
    // Filled under another name, so that a killed program leaves no half-filled company.
    let unfinished = format!("{name}_new");
    server.batch_execute(&format!("drop database if exists {unfinished} with (force)"))?;
    server.batch_execute(&format!("create database {unfinished} template template0 encoding 'UTF8'"))?;
    let mut conn = open(cluster, &unfinished)?;
    migrate::run(&mut conn)?;
    fixture.load_telling(&mut conn, tell)?;
    if fixture == Fixture::Empty {
        setup::make_administrator(&mut conn, "admin", "admin", None)?;
    }
    fixture.settle(&mut conn)?;
    drop(conn);
    server.batch_execute(&format!("alter database {unfinished} rename to {name}"))?;
    Ok(Prepared::Made)
}

/// The logins that can sign in to the database of `fixture` on a running server, in the order they were made.
pub fn logins(place: &Place, fixture: Fixture) -> Result<Vec<String>, LocalError> {
    let query = "select login::text as name from kehu_priv.operator where status = 'active' order by id";
    let rows: Vec<Name> =
        diesel::sql_query(query).load(&mut connect::open(&place.url(SUPERUSER, &fixture.database()))?)?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

fn exists(server: &mut PgConnection, name: &str) -> QueryResult<bool> {
    let row: Option<Name> =
        diesel::sql_query("select datname::text as name from pg_database where datname = $1")
            .bind::<Text, _>(name)
            .get_result(server)
            .optional()?;
    Ok(row.is_some())
}

fn open(cluster: &Cluster, database: &str) -> Result<PgConnection, LocalError> {
    Ok(connect::open(&cluster.admin_url(database))?)
}
