//! What can go wrong, in terms a person can act on.

/// Why the data could not be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The server does not answer; nothing was written.
    #[error("the server does not answer")]
    Offline,
    /// The server answers, and has no room for one more connection; nothing was written.
    #[error("the server has no room for one more connection")]
    Full,
    /// The connection broke while a save was on its way: it may or may not have been written. Ask by its
    /// intent, or send the same intent again: it is done once.
    #[error("the outcome is unknown")]
    Unknown,
    /// Somebody else changed the record first.
    #[error("somebody else changed it first")]
    Stale,
    /// The record is not there, or not within the rights of this login: the two look the same on purpose.
    #[error("not found, or not within your rights")]
    NotYours,
    /// A rule refused it.
    #[error("refused: {0:?}")]
    Refused(Reason),
    /// The sign-in did not succeed; the text is for people and holds no secret.
    #[error("{0}")]
    SignIn(String),
    /// A newer request took its place.
    #[error("replaced by a newer request")]
    Replaced,
    /// Something nobody foresaw; the log has it whole.
    #[error("unexpected: {0}")]
    Bug(String),
}

impl StoreError {
    /// Nothing was done since there is no connection: the same may be asked again when there is one.
    pub fn is_away(&self) -> bool {
        matches!(self, StoreError::Offline | StoreError::Full)
    }
}

/// Which rule refused, which field it is about, and the figure it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The rule: `plan_not_whole`, `customer_name_taken` ... The message is `refused.<rule>`.
    pub rule: String,
    /// The field it is about.
    pub field: Option<String>,
    /// A figure or name that makes the message helpful.
    pub detail: String,
}

impl Reason {
    /// A rule alone.
    pub fn rule(rule: &str) -> Reason {
        Reason { rule: rule.to_owned(), field: None, detail: String::new() }
    }
}
