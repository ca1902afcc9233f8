//! One attempt by one login: a statement in a transaction that is always taken back, and what came of it.

use std::collections::BTreeSet;

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection, result::Error, sql_query,
    sql_types::Text,
};

/// What came of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// No right: by grant, by policy, or by a function; which of them is not told apart, since absent and hidden are not either.
    Denied,
    /// A guard, by its reason: it holds for everybody.
    Refused(String),
    /// Any other error; never expected.
    Broken(String),
}

/// What is expected of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expect {
    Is(Outcome),
    /// Exactly these values of the column `v`.
    Rows(BTreeSet<String>),
    /// A statement that reads nothing touches this many rows.
    Touches(usize),
}

impl Expect {
    pub fn refused(reason: &str) -> Self {
        Self::Is(Outcome::Refused(reason.to_owned()))
    }

    pub const DONE: Self = Self::Is(Outcome::Done);
    pub const DENIED: Self = Self::Is(Outcome::Denied);

    /// Done if it is allowed, else denied.
    pub fn allowed(allowed: bool) -> Self {
        if allowed { Self::DONE } else { Self::DENIED }
    }
}

/// A statement and what must come of it.
#[derive(Debug)]
pub struct Case {
    pub what: String,
    pub sql: String,
    pub expect: Expect,
}

impl Case {
    pub fn new(what: impl Into<String>, sql: impl Into<String>, expect: Expect) -> Self {
        Self { what: what.into(), sql: sql.into(), expect }
    }
}

#[derive(QueryableByName)]
struct One {
    #[diesel(sql_type = Text)]
    v: String,
}

/// Makes the attempt; the difference from what was expected, if there is one.
pub fn differs(conn: &mut PgConnection, case: &Case) -> Option<String> {
    match &case.expect {
        Expect::Is(expected) => {
            let outcome = outcome(conn, &case.sql);
            (outcome != *expected).then(|| format!("{}: {outcome:?}, expected {expected:?}", case.what))
        }
        Expect::Rows(expected) => match within(conn, |conn| sql_query(&case.sql).load::<One>(conn)) {
            Err(outcome) => Some(format!("{}: {outcome:?}, expected rows", case.what)),
            Ok(rows) => {
                let found: BTreeSet<String> = rows.into_iter().map(|one| one.v).collect();
                let more: Vec<_> = found.difference(expected).collect();
                let less: Vec<_> = expected.difference(&found).collect();
                (found != *expected).then(|| format!("{}: too many {more:?}, missing {less:?}", case.what))
            }
        },
        Expect::Touches(expected) => match within(conn, |conn| sql_query(&case.sql).execute(conn)) {
            Err(outcome) => Some(format!("{}: {outcome:?}, expected rows", case.what)),
            Ok(found) => {
                (found != *expected).then(|| format!("{}: {found} rows, expected {expected}", case.what))
            }
        },
    }
}

/// What a statement answers in its column `v`, in its order; it is taken back. For tests that read like a table.
pub fn column(conn: &mut PgConnection, sql: &str) -> Vec<String> {
    let rows = within(conn, |conn| sql_query(sql).load::<One>(conn))
        .unwrap_or_else(|error| panic!("{sql}: {error:?}"));
    rows.into_iter().map(|one| one.v).collect()
}

/// What comes of the statement, deferred constraints included; it is taken back.
pub fn outcome(conn: &mut PgConnection, sql: &str) -> Outcome {
    match conn.batch_execute(&format!("begin; {sql}; set constraints all immediate; rollback")) {
        Ok(()) => Outcome::Done,
        Err(error) => {
            take_back(conn);
            named(&error)
        }
    }
}

fn within<T>(
    conn: &mut PgConnection,
    ask: impl FnOnce(&mut PgConnection) -> diesel::QueryResult<T>,
) -> Result<T, Outcome> {
    conn.batch_execute("begin").expect("a transaction begins");
    let answer = ask(conn).map_err(|error| named(&error));
    take_back(conn);
    answer
}

fn take_back(conn: &mut PgConnection) {
    conn.batch_execute("rollback").expect("a transaction is taken back");
}

fn named(error: &Error) -> Outcome {
    let Error::DatabaseError(_, info) = error else { return Outcome::Broken(error.to_string()) };
    let message = info.message();
    let reason = info.constraint_name().and_then(|name| name.strip_prefix("kehu:"));
    let no_right = [
        "not permitted: ",
        "permission denied for ",
        "new row violates row-level security policy",
        "must be owner of ",
    ];
    match reason {
        _ if no_right.iter().any(|start| message.starts_with(start)) => Outcome::Denied,
        Some(reason) => Outcome::Refused(reason.to_owned()),
        None => Outcome::Broken(message.to_owned()),
    }
}
