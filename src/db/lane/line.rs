//! One connection of a lane: opened when it is needed, with limits on how long anything may take, dropped when it broke.

use chrono::NaiveDate;
use diesel::{
    PgConnection, QueryResult, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{Date, Integer, Text},
};

use super::Shared;
use crate::{db::connect::ConnectError, store::StoreError};

/// A connection and what is known of it.
pub struct Line {
    pub conn: PgConnection,
    /// The server's end of it.
    pub end: End,
}

/// A process of the server. Numbers come again, so the moment when it began belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct End {
    /// Its number, to cancel what runs on it.
    #[diesel(sql_type = Integer)]
    pub pid: i32,
    #[diesel(sql_type = Text)]
    since: String,
}

#[derive(QueryableByName)]
struct Today {
    #[diesel(sql_type = Date)]
    day: NaiveDate,
}

/// No statement runs for ever, nobody waits for ever behind another's lock, no transaction stays open while a person types,
/// and what was answered "saved" is on the disk.
const BEGIN: &str = "select a.pid, a.backend_start::text as since, set_config('statement_timeout', '120s', false), \
    set_config('lock_timeout', '10s', false), set_config('idle_in_transaction_session_timeout', '30s', false), \
    set_config('synchronous_commit', 'on', false) from pg_stat_get_activity(pg_backend_pid()) a";

impl Line {
    /// Connects.
    pub fn open(shared: &Shared) -> Result<Line, ConnectError> {
        let connected = shared.target.connect();
        shared.reach.set_full(matches!(connected, Err(ConnectError::Full)));
        let mut conn = connected?;
        let end = prepare(&mut conn).map_err(|error| ConnectError::Unreachable {
            host: shared.target.host(),
            said: error.to_string(),
        })?;
        Ok(Line { conn, end })
    }

    /// Asks the server for a sign of life.
    pub fn alive(&mut self) -> bool {
        sql_query("select 1").execute(&mut self.conn).is_ok()
    }

    /// Whether the server has not hung up, as far as this machine has heard: asking it would cost each save a second round trip.
    /// A line that died without a word shows only when something is sent on it.
    pub fn is_open(&mut self) -> bool {
        // Once for the server's last words, once for the end behind them.
        (0..2).all(|_| self.conn.notifications_iter().all(|news| news.is_ok()))
    }

    /// The company's business day, where the server says one.
    pub fn day(&mut self) -> Option<NaiveDate> {
        sql_query("select kehu.today() as day").get_result(&mut self.conn).ok().map(|today: Today| today.day)
    }

    /// Ends a process of the server whose connection broke, and waits until it is gone: what it did not finish by now, it never
    /// will. Without this it could still finish after somebody was told that it had not. Tells whether it is gone.
    pub fn finish(&mut self, end: &End) -> QueryResult<bool> {
        const THERE: &str = "from pg_stat_activity where pid = $1 and backend_start::text = $2";
        let mut run = |what: &str| {
            sql_query(format!("select {what} {THERE}"))
                .bind::<Integer, _>(end.pid)
                .bind::<Text, _>(&end.since)
                .execute(&mut self.conn)
        };
        // Its own answer does not tell a process that has just gone from one that stays.
        Ok(run("pg_terminate_backend(pid, 10000)")? == 0 || run("1")? == 0)
    }
}

fn prepare(conn: &mut PgConnection) -> QueryResult<End> {
    sql_query(BEGIN).get_result(conn)
}

/// Whether the server does not answer, rather than refuse this login.
pub fn is_silent(error: &ConnectError) -> bool {
    matches!(error, ConnectError::Unreachable { .. } | ConnectError::Full)
}

/// What a failed connection means to whoever asked: nothing was read, nothing written.
pub fn no_way_in(error: &ConnectError, shared: &Shared) -> StoreError {
    if is_silent(error) { StoreError::Offline } else { StoreError::SignIn(error.words(shared.lang)) }
}
