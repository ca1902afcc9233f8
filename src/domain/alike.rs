//! Records that may be the one being entered (spec/04.2): by which fields they are known, and what is told of them across rights.

use super::{kind::Kind, record::Values};

/// How sure it is, and what follows. The lesser comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Alike: it is told.
    Weak,
    /// Very likely the same: it is saved after a yes.
    Strong,
    /// The same: the database refuses it, unless somebody permitted it.
    Same,
}

impl Verdict {
    /// The code that the database uses.
    pub fn code(self) -> &'static str {
        match self {
            Verdict::Weak => "weak",
            Verdict::Strong => "strong",
            Verdict::Same => "block",
        }
    }

    /// The verdict with this code.
    pub fn find(code: &str) -> Option<Verdict> {
        [Verdict::Weak, Verdict::Strong, Verdict::Same].into_iter().find(|it| it.code() == code)
    }
}

/// Who may be this one?
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The kind.
    pub kind: Kind,
    /// The record itself, where it is there already.
    pub except: Option<i64>,
    /// What stands in the fields of [`known_by`].
    pub values: Values,
}

/// One that may be it. Never more than this is told to whom may not read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// How sure.
    pub verdict: Verdict,
    /// Why: `value.dup_reason`.
    pub reason: String,
    /// The record, where one may read it.
    pub id: Option<i64>,
    /// What it is called; of a person only where one may read it.
    pub name: String,
    /// The company of a person; of a company nothing.
    pub company: String,
    /// The owner's department.
    pub department: String,
    /// The owner's name.
    pub owner: String,
    /// The code of the company's status: `value.customer_status`.
    pub status: String,
}

/// The fields by which records of a kind are known; none: nobody is asked.
pub fn known_by(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Customer => &["name", "uscc", "phone"],
        Kind::Contact => &["name", "mobile", "customer"],
        Kind::Lead => &["name", "mobile", "phone"],
        _ => &[],
    }
}

/// The field that a reason speaks of.
pub fn speaks_of(reason: &str) -> &'static str {
    match reason {
        "uscc" => "uscc",
        "mobile" => "mobile",
        "phone" | "lead_phone" => "phone",
        _ => "name",
    }
}

/// The rules by which a save is refused because the record is there already.
pub const REFUSED: [&str; 2] = ["duplicate_name", "customer_uscc_taken"];
