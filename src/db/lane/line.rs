//! One connection of a lane: opened when it is needed, with limits on how long anything may take, dropped when it broke.

use std::time::{Duration, Instant};

use diesel::{
    PgConnection, QueryResult, QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query,
    sql_types::Integer,
};

use super::Shared;
use crate::{db::connect::ConnectError, store::StoreError};

/// A connection and what is known of it.
pub struct Line {
    pub conn: PgConnection,
    /// The server's process, to cancel what runs on it.
    pub pid: i32,
    used: Instant,
}

/// A connection that was silent for longer is tried before a write is trusted to it.
const SILENT: Duration = Duration::from_secs(5);

/// No statement runs for ever, nobody waits for ever behind another's lock, no transaction stays open while a person types,
/// and what was answered "saved" is on the disk.
const LIMITS: &str = "set statement_timeout = '120s'; set lock_timeout = '10s'; \
    set idle_in_transaction_session_timeout = '30s'; set synchronous_commit = on";

#[derive(QueryableByName)]
struct Pid {
    #[diesel(sql_type = Integer)]
    pid: i32,
}

impl Line {
    /// Connects.
    pub fn open(shared: &Shared) -> Result<Line, ConnectError> {
        let mut conn = shared.target.connect()?;
        let pid = prepare(&mut conn).map_err(|error| ConnectError::Unreachable {
            host: shared.target.host(),
            said: error.to_string(),
        })?;
        Ok(Line { conn, pid, used: Instant::now() })
    }

    /// Asks the server for a sign of life.
    pub fn alive(&mut self) -> bool {
        self.used = Instant::now();
        sql_query("select 1").execute(&mut self.conn).is_ok()
    }

    /// The same, unless there was one lately.
    pub fn seems_alive(&mut self) -> bool {
        self.used.elapsed() < SILENT || self.alive()
    }

    /// Something was asked just now.
    pub fn was_used(&mut self) {
        self.used = Instant::now();
    }
}

fn prepare(conn: &mut PgConnection) -> QueryResult<i32> {
    conn.batch_execute(LIMITS)?;
    sql_query("select pg_backend_pid() as pid").get_result::<Pid>(conn).map(|it| it.pid)
}

/// Whether the server does not answer, rather than refuse this login.
pub fn is_silent(error: &ConnectError) -> bool {
    matches!(error, ConnectError::Unreachable { .. } | ConnectError::Full)
}

/// What a failed connection means to whoever asked: nothing was read, nothing written.
pub fn no_way_in(error: &ConnectError, shared: &Shared) -> StoreError {
    if is_silent(error) { StoreError::Offline } else { StoreError::SignIn(error.words(shared.lang)) }
}
