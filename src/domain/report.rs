//! The reports of spec/07.3 that the database defines in `kehu_rpt`: what each is asked with and what its columns are. Knows no SQL but
//! the names, no rows.

mod sales;

use chrono::NaiveDate;

use super::{
    field::{Shape, Shape::*},
    kind::Kind,
};

/// A report.
#[derive(Debug, PartialEq, Eq)]
pub struct Report {
    /// By which it is called: `P9`.
    pub id: &'static str,
    /// Where it comes from: a function of `kehu_rpt` with its arguments: from, to, as of, by, across, and what else can be chosen.
    pub source: &'static str,
    /// Its columns, by their stable names.
    pub columns: &'static [(&'static str, Shape)],
    /// What is said of all of it, as a report of one row.
    pub headline: Option<&'static Report>,
    /// What else can be chosen, the first where nothing is: of P9 a status, of P11 of what the amounts are, of P5 a state.
    pub choices: &'static [&'static str],
    /// By what it tells records apart, and where nothing is said, as many as can be said.
    pub sides: Option<Sides>,
}

/// What a report can be asked by: fields of the kind that it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sides {
    /// The kind that it is about.
    pub kind: Kind,
    /// The fields.
    pub all: &'static [&'static str],
    /// Those that are taken where none is named; so many can be named.
    pub usual: &'static [&'static str],
}

/// A report as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Which.
    pub report: &'static Report,
    /// The period, both days included.
    pub period: (NaiveDate, NaiveDate),
    /// On which business date; none: today.
    pub as_of: Option<NaiveDate>,
    /// What it is told apart by, of its sides; empty where it has none.
    pub by: Vec<String>,
    /// What else is chosen; none: the first of its choices.
    pub choice: Option<String>,
}

/// By what customers are told apart in P9.
pub const SIDES: [&str; 8] =
    ["source", "value_grade", "industry", "relation_level", "status", "city", "owner", "department"];

const HEADLINE: Report = Report {
    id: "P11",
    source: "kehu_rpt.eighty_twenty_headline($3, $6)",
    columns: &[
        ("customers", Number),
        ("amount", Money),
        ("fifth", Number),
        ("fifth_share", Percent),
        ("most", Number),
        ("most_share", Percent),
    ],
    headline: None,
    choices: &[],
    sides: None,
};

/// All of them.
pub static REPORTS: &[Report] = &[
    sales::FUNNEL,
    sales::CROSS_TABLE,
    sales::SUCCESS,
    sales::STAGE_TIME,
    sales::UNCONTACTED,
    sales::FORECAST,
    Report {
        id: "P9",
        source: "kehu_rpt.distribution($4, $5, $6)",
        columns: &[("key", Text), ("across", Text), ("customers", Number), ("share", Percent)],
        headline: None,
        choices: &["active", "normal", "archived"],
        sides: Some(Sides { kind: Kind::Customer, all: &SIDES, usual: &["industry", "value_grade"] }),
    },
    Report {
        id: "P10",
        source: "kehu_rpt.care($1, $2, $3)",
        columns: &[
            ("owner", Text),
            ("department", Text),
            ("customers", Number),
            ("created", Number),
            ("changed", Number),
            ("contacted", Number),
            ("never", Number),
            ("days_7", Number),
            ("days_15", Number),
            ("days_30", Number),
            ("days_90", Number),
            ("days_180", Number),
        ],
        headline: None,
        choices: &[],
        sides: None,
    },
    Report {
        id: "P11",
        source: "kehu_rpt.eighty_twenty($3, $6)",
        columns: &[
            ("rank", Number),
            ("customer", Text),
            ("amount", Money),
            ("share", Percent),
            ("running", Percent),
        ],
        headline: Some(&HEADLINE),
        choices: &["orders", "receipts"],
        sides: None,
    },
    Report {
        id: "P12",
        source: "kehu_rpt.new_business($1, $2)",
        columns: &[
            ("first_owner", Text),
            ("customers", Number),
            ("opportunities", Number),
            ("opportunity_amount", Money),
            ("first_orders", Number),
            ("first_amount", Money),
            ("more_orders", Number),
            ("more_amount", Money),
        ],
        headline: None,
        choices: &[],
        sides: None,
    },
    Report {
        id: "P24",
        source: "kehu_rpt.data_quality()",
        columns: &[
            ("owner", Text),
            ("customers", Number),
            ("no_contact", Number),
            ("no_phone", Number),
            ("no_industry", Number),
            ("no_decider", Number),
            ("contacts", Number),
            ("no_mobile", Number),
            ("duplicates", Number),
        ],
        headline: None,
        choices: &[],
        sides: None,
    },
];

/// The report that is called so.
pub fn find(id: &str) -> Option<&'static Report> {
    REPORTS.iter().find(|report| report.id.eq_ignore_ascii_case(id))
}
