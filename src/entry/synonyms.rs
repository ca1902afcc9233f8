//! Other words that people use for kinds and fields beside those on the screen. They are read and never printed.

use crate::domain::{kind::Kind, query::Thing};

const FIELDS: &[(&str, &[&str])] = &[
    ("net_amount", &["金额", "amount"]),
    ("department", &["dept", "部门"]),
    ("commission_amount", &["commission"]),
    ("signed_on", &["签订"]),
    ("is_key", &["重要"]),
    ("overdue_days", &["逾期天数"]),
    ("promised_on", &["承诺日"]),
];

const OWN_FIELDS: &[(Kind, &str, &[&str])] = &[
    (Kind::Activity, "owner", &["负责人"]),
    (Kind::Activity, "assigned_by", &["指派人"]),
    (Kind::Line, "amount", &["小计"]),
];

const KINDS: &[(Kind, &[&str])] = &[(Kind::Line, &["明细"]), (Kind::Activity, &["todo", "待办"])];

/// The other words for a thing.
pub fn of(thing: Thing) -> &'static [&'static str] {
    match thing {
        Thing::Kind(kind) => KINDS.iter().find(|(one, _)| *one == kind).map_or(&[], |(_, words)| words),
        Thing::Field(kind, field) => {
            let own = OWN_FIELDS.iter().find(|(one, name, _)| *one == kind && *name == field.name);
            let any = FIELDS.iter().find(|(name, _)| *name == field.name);
            own.map(|(.., words)| *words).or(any.map(|(_, words)| *words)).unwrap_or(&[])
        }
        Thing::Code(..) | Thing::Named(_) => &[],
    }
}
