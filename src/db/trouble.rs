//! What an error of the server means to a person: the one place that knows constraint names, reasons and the server's fixed
//! words (`lc_messages = C`, since diesel hides the SQLSTATE). Knows no statement.

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error};

use super::constraint;
use crate::store::{Reason, StoreError};

/// Why a statement brought no answer.
#[derive(Debug)]
pub enum Trouble {
    /// The connection broke: reads can be asked again, of a write the outcome is unknown.
    Cut,
    /// Two transactions were in each other's way and this one was taken back whole: do it again.
    Again,
    /// Anything that is told to the person.
    Told(StoreError),
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Told(error)
    }
}

impl From<Trouble> for StoreError {
    /// For callers without lanes: a broken connection is a server that does not answer.
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Cut => StoreError::Offline,
            Trouble::Again => busy(),
            Trouble::Told(error) => error,
        }
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::Told(StoreError::NotYours),
            Error::BrokenTransactionManager | Error::RollbackErrorOnCommit { .. } => Self::Cut,
            Error::DatabaseError(kind, info) => of_the_server(&kind, info.as_ref()),
            other => Self::Told(StoreError::Bug(other.to_string())),
        }
    }
}

/// Waited in vain for somebody else's transaction.
pub fn busy() -> StoreError {
    StoreError::Refused(Reason::rule("busy"))
}

/// Parts of the words for a connection that is gone, or good for nothing any more.
const CUT: [&str; 11] = [
    "terminating connection",
    "server closed the connection",
    "connection to server",
    "no connection to the server",
    "connection not open",
    "connection pointer is NULL",
    "could not receive data",
    "could not send data",
    "SSL connection has been closed",
    "SSL SYSCALL error",
    // The schema grew under the connection: what it prepared is of no use any more.
    "cached plan must not change result type",
];

/// What PostgreSQL says where a right is missing by grant or by policy: absent and hidden look the same.
const NO_RIGHT: [&str; 4] = [
    "permission denied for ",
    "new row violates row-level security policy",
    "must be owner of ",
    "permission denied to ",
];

fn of_the_server(kind: &DatabaseErrorKind, info: &(dyn DatabaseErrorInformation + Send + Sync)) -> Trouble {
    let message = info.message();
    let says = |words: &[&str]| words.iter().any(|word| message.contains(word));
    if matches!(kind, DatabaseErrorKind::ClosedConnection) || says(&CUT) {
        return Trouble::Cut;
    }
    if matches!(kind, DatabaseErrorKind::SerializationFailure)
        || says(&["deadlock detected", "could not serialize access"])
    {
        return Trouble::Again;
    }
    let told = |rule: &str| Trouble::Told(refused(rule, info.column_name(), info.details()));
    if let Some(reason) = info.constraint_name().and_then(|name| name.strip_prefix("kehu:")) {
        return match (reason, info.column_name()) {
            ("stale", _) => Trouble::Told(StoreError::Stale),
            ("not_yours", None | Some("")) => Trouble::Told(StoreError::NotYours),
            _ => told(reason),
        };
    }
    if says(&NO_RIGHT) {
        return Trouble::Told(StoreError::NotYours);
    }
    if says(&["due to lock timeout", "could not obtain lock"]) {
        return Trouble::Told(busy());
    }
    if says(&["due to statement timeout"]) {
        return told("too_slow");
    }
    if matches!(kind, DatabaseErrorKind::ReadOnlyTransaction) {
        return told("read_only");
    }
    match (kind, info.constraint_name()) {
        (DatabaseErrorKind::NotNullViolation, _) => told("required"),
        (_, Some(name)) => Trouble::Told(by_constraint(kind, name)),
        // The log has it whole; the values of a row stay out of what is shown.
        _ => Trouble::Told(StoreError::Bug(message.lines().next().unwrap_or_default().to_owned())),
    }
}

/// Of a constraint that nobody listed its sort says enough.
fn by_constraint(kind: &DatabaseErrorKind, name: &str) -> StoreError {
    let rule = constraint::rule(name).unwrap_or(match kind {
        DatabaseErrorKind::ForeignKeyViolation => "missing_record",
        DatabaseErrorKind::UniqueViolation | DatabaseErrorKind::ExclusionViolation => "taken",
        _ => "bad_value",
    });
    refused(rule, constraint::field(name), None)
}

fn refused(rule: &str, field: Option<&str>, detail: Option<&str>) -> StoreError {
    StoreError::Refused(Reason {
        rule: rule.to_owned(),
        field: field.filter(|name| !name.is_empty()).map(str::to_owned),
        detail: detail.unwrap_or_default().to_owned(),
    })
}
