//! The reports of opportunities: P4 to P8, and what is to come (P17).

use super::{Report, Sides};
use crate::domain::{field::Shape::*, kind::Kind};

/// P4: what stands in each stage, and what came and went in the period.
pub const FUNNEL: Report = Report {
    id: "P4",
    source: "kehu_rpt.funnel($1, $2)",
    columns: &[
        ("stage", Dict("stage")),
        ("opportunities", Number),
        ("amount", Money),
        ("weighted", Money),
        ("average_days", Money),
        ("over", Number),
        ("entered", Number),
        ("promoted", Number),
        ("stepped_back", Number),
        ("lost", Number),
    ],
    headline: None,
    choices: &[],
    sides: None,
};

/// P5: any two of what opportunities are told apart by.
pub const CROSS_TABLE: Report = Report {
    id: "P5",
    source: "kehu_rpt.opportunities_by($4, $5, $6)",
    columns: &[("key", Text), ("across", Text), ("opportunities", Number), ("amount", Money)],
    headline: None,
    choices: &["open", "won", "lost", "invalid", "suspended"],
    sides: Some(Sides {
        kind: Kind::Opportunity,
        all: &["value_band", "importance", "product_line", "stage", "owner"],
        usual: &["value_band", "importance"],
    }),
};

const DECIDED: Report = Report {
    id: "P6",
    source: "kehu_rpt.success_headline($1, $2)",
    columns: &[
        ("won", Number),
        ("lost", Number),
        ("rate", Percent),
        ("won_amount", Money),
        ("lost_amount", Money),
        ("amount_rate", Percent),
        ("invalid", Number),
        ("suspended", Number),
    ],
    headline: None,
    choices: &[],
    sides: None,
};

/// P6: won of what was decided; why the rest was lost, and to whom.
pub const SUCCESS: Report = Report {
    id: "P6",
    source: "kehu_rpt.success($1, $2, $4)",
    columns: &[
        ("key", Text),
        ("won", Number),
        ("lost", Number),
        ("rate", Percent),
        ("won_amount", Money),
        ("lost_amount", Money),
        ("amount_rate", Percent),
        ("invalid", Number),
        ("suspended", Number),
    ],
    headline: Some(&DECIDED),
    choices: &[],
    sides: Some(Sides {
        kind: Kind::Opportunity,
        all: &["salesperson", "lost_reason", "competitor"],
        usual: &["salesperson"],
    }),
};

/// P7: the days that stages took against their standard; averages and the ratio to two digits.
pub const STAGE_TIME: Report = Report {
    id: "P7",
    source: "kehu_rpt.stage_time($1, $2)",
    columns: &[
        ("owner", Text),
        ("promotions", Number),
        ("on_time", Number),
        ("on_time_rate", Percent),
        ("average_days", Money),
        ("average_standard", Money),
        ("ratio", Money),
        ("running_over", Number),
        ("running_days", Number),
        ("running_standard", Number),
    ],
    headline: None,
    choices: &[],
    sides: None,
};

/// P8: open ones by days without a word.
pub const UNCONTACTED: Report = Report {
    id: "P8",
    source: "kehu_rpt.uncontacted()",
    columns: &[
        ("owner", Text),
        ("opportunities", Number),
        ("amount", Money),
        ("days_0_7", Number),
        ("days_8_15", Number),
        ("days_16_30", Number),
        ("days_31_60", Number),
        ("days_over_60", Number),
        ("never", Number),
        ("never_amount", Money),
    ],
    headline: None,
    choices: &[],
    sides: None,
};

/// P17: month by month.
pub const FORECAST: Report = Report {
    id: "P17",
    source: "kehu_rpt.forecast($3)",
    columns: &[
        ("month", Text),
        ("opportunities", Number),
        ("weighted", Money),
        ("deliveries", Money),
        ("receipts", Money),
    ],
    headline: None,
    choices: &[],
    sides: None,
};
