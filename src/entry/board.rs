//! The report figures of the home page (P2, P3, P10, P13, P20, P24): each is how many rows a view of the book has, or what they add up to, so that
//! what is opened from a figure is what was counted. Knows the book, no rows and no screen.

use super::book::{Person, View};
use crate::i18n::{Lang, Msg};

/// Some figures under each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// Among the tiles of the home page.
    pub key: &'static str,
    /// What it is called.
    pub name: Msg,
    /// Its columns, the one that goes last where there is no room first.
    pub columns: &'static [(Msg, Column)],
    /// The lines.
    pub lines: Vec<Line>,
    /// The view whose rows are all that is counted, and the field that is added up; none: rows are counted only.
    pub sum: Option<(usize, &'static str)>,
}

/// What a column says of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// How many rows its view at this place has.
    Rows(usize),
    /// Which part of the rows of its first view these are.
    Part(usize),
    /// What the rows of its first view add up to.
    Sum,
}

/// The figures of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What they are about.
    pub label: String,
    /// The places in the book of the views that they count.
    pub views: Vec<usize>,
}

/// The views of a board with sums: the key of each with its label, and the key of the one that holds them all.
struct Sums {
    key: &'static str,
    name: Msg,
    lines: &'static [(&'static str, Label)],
    all: &'static str,
    field: &'static str,
}

/// What a line is called.
enum Label {
    Tab(Msg),
    /// One of the ages.
    Age(usize),
}

const SUMS: [Sums; 3] = [
    Sums {
        key: "p2",
        name: Msg::HomeReceivables,
        lines: &[
            ("due_today", Label::Tab(Msg::TabToday)),
            ("due_week", Label::Tab(Msg::TabWeek)),
            ("due_month", Label::Tab(Msg::TabMonth)),
            ("overdue", Label::Tab(Msg::TabOverdue)),
            ("not_due", Label::Tab(Msg::TabNotdue)),
            ("all_due", Label::Tab(Msg::TabAll)),
        ],
        all: "all_due",
        field: "outstanding",
    },
    Sums {
        key: "p20",
        name: Msg::HomeDelivery,
        lines: &[
            ("appears_day", Label::Tab(Msg::TabToday)),
            ("appears", Label::Tab(Msg::TabWeek)),
            ("appears_month", Label::Tab(Msg::TabMonth)),
            ("late", Label::Tab(Msg::TabLate)),
            ("material_late", Label::Tab(Msg::TabNoMaterial)),
            ("all_appear", Label::Tab(Msg::TabAll)),
        ],
        all: "all_appear",
        field: "amount",
    },
    Sums {
        key: "p3",
        name: Msg::HomeAgeing,
        lines: &[
            ("not_due", Label::Tab(Msg::TabNotdue)),
            ("due_today", Label::Tab(Msg::TabToday)),
            ("age_30", Label::Age(0)),
            ("age_60", Label::Age(1)),
            ("age_90", Label::Age(2)),
            ("age_old", Label::Age(3)),
        ],
        all: "all_due",
        field: "outstanding",
    },
];

/// The views of a board that are counted alone, each with what its line is called.
struct Counts {
    key: &'static str,
    name: Msg,
    lines: &'static [(&'static str, Msg)],
}

const COUNTS: [Counts; 3] = [
    Counts {
        key: "p18",
        name: Msg::HomeAnomalies,
        lines: &[
            ("odd_silent", Msg::BookOddSilent),
            ("odd_project", Msg::BookOddProject),
            ("odd_overdue", Msg::BookOddOverdue),
            ("odd_shown", Msg::BookOddShown),
            ("odd_ended", Msg::BookOddEnded),
        ],
    },
    Counts {
        key: "p10",
        name: Msg::HomeForgotten,
        lines: &[
            ("silent_7", Msg::HomeDays7),
            ("silent_15", Msg::HomeDays15),
            ("silent_30", Msg::HomeDays30),
            ("silent_90", Msg::HomeDays90),
            ("silent_180", Msg::HomeDays180),
            ("silent_never", Msg::HomeNever),
        ],
    },
    Counts {
        key: "p24",
        name: Msg::HomeQuality,
        lines: &[
            ("duplicates", Msg::HomeDuplicates),
            ("no_contact", Msg::HomeNoContact),
            ("no_phone", Msg::HomeNoPhone),
            ("no_industry", Msg::HomeNoIndustry),
            ("no_decider", Msg::HomeNoDecider),
            ("no_mobile", Msg::HomeNoMobile),
        ],
    },
];

/// What is counted of a person, as a view of one's own and as that of somebody: planned, done, overdue, done in time.
const DONE: [(&str, &str); 4] = [
    ("my_month", "work_month"),
    ("my_done", "work_done"),
    ("my_late", "work_late"),
    ("my_on_time", "work_on_time"),
];
const COMPLETION: &[(Msg, Column)] = &[
    (Msg::HomePlanned, Column::Rows(0)),
    (Msg::HomeDone, Column::Rows(1)),
    (Msg::HomeLate, Column::Rows(2)),
    (Msg::HomeDoneRate, Column::Part(1)),
    (Msg::HomeOnTimeRate, Column::Part(3)),
    (Msg::HomeOnTime, Column::Rows(3)),
];
/// What was decided, and what was won of it (P6).
const SUCCESS: [(Msg, [&str; 2]); 2] =
    [(Msg::TabMonth, ["decided_month", "won_month"]), (Msg::HomeThisYear, ["decided_year", "won_year"])];
const WON: &[(Msg, Column)] = &[
    (Msg::HomeDecided, Column::Rows(0)),
    (Msg::HomeWon, Column::Rows(1)),
    (Msg::HomeSuccessRate, Column::Part(1)),
];
const ROWS_SUM: &[(Msg, Column)] = &[(Msg::HomeRows, Column::Rows(0)), (Msg::HomeSum, Column::Sum)];
const ROWS: &[(Msg, Column)] = &[(Msg::HomeRows, Column::Rows(0))];

/// The boards of a reader, as far as the views that they count are in his book.
pub fn boards(views: &[View], people: &[Person], me: &str, lang: Lang) -> Vec<Board> {
    let find = |key: &str| views.iter().position(|view| view.key == key);
    let sums = SUMS.iter().filter_map(|sums| {
        let line = |(key, label): &(&str, Label)| {
            let label = match label {
                Label::Tab(msg) => lang.tr(*msg).to_owned(),
                Label::Age(n) => lang.tr(Msg::ListAges).split('|').nth(*n).unwrap_or_default().to_owned(),
            };
            Some(Line { label, views: vec![find(key)?] })
        };
        Some(Board {
            key: sums.key,
            name: sums.name,
            columns: ROWS_SUM,
            lines: sums.lines.iter().map(line).collect::<Option<_>>()?,
            sum: Some((find(sums.all)?, sums.field)),
        })
    });
    let counts = COUNTS.iter().filter_map(|counts| {
        let line = |(key, label): &(&str, Msg)| {
            Some(Line { label: lang.tr(*label).to_owned(), views: vec![find(key)?] })
        };
        Some(Board {
            key: counts.key,
            name: counts.name,
            columns: ROWS,
            lines: counts.lines.iter().map(line).collect::<Option<_>>()?,
            sum: None,
        })
    });
    let success = || {
        let line = |(label, keys): &(Msg, [&str; 2])| {
            let views = keys.iter().map(|key| find(key)).collect::<Option<_>>()?;
            Some(Line { label: lang.tr(*label).to_owned(), views })
        };
        let lines = SUCCESS.iter().map(line).collect::<Option<_>>()?;
        Some(Board { key: "p6", name: Msg::HomeSuccess, columns: WON, lines, sum: None })
    };
    let line = |label: &str, keys: [String; 4]| {
        let views = keys.iter().map(|key| find(key)).collect::<Option<_>>()?;
        Some(Line { label: label.to_owned(), views })
    };
    let mine = line(me, DONE.map(|(key, ..)| key.to_owned()));
    let theirs = people.iter().filter_map(|person| {
        line(&person.name, DONE.map(|(_, family)| format!("{family}:{}", person.login)))
    });
    let lines: Vec<Line> = mine.into_iter().chain(theirs).collect();
    let completion = Board { key: "p13", name: Msg::HomeCompletion, columns: COMPLETION, lines, sum: None };
    sums.chain(counts).chain(success()).chain((!completion.lines.is_empty()).then_some(completion)).collect()
}

/// Its part of all, as a percentage with one decimal; a dash where there is nothing.
pub fn rate(part: i64, all: i64) -> String {
    match all {
        0 => "—".to_owned(),
        _ => {
            let tenths = (part * 2000 + all) / (all * 2);
            format!("{}.{} %", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::session::{Role, Session},
        entry::book,
    };

    #[test]
    fn every_role_that_follows_money_has_the_boards_and_everybody_his_own_completion() {
        let people = [Person { login: "john".into(), name: "王约翰".into() }];
        use Role::*;
        for role in [Gm, Md, Sd, Sp, Ac, Ab, Cs, Mk, Sa] {
            let session = Session {
                operator_id: 1,
                login: "x".into(),
                name: "x".into(),
                role,
                dept_id: 1,
                dept: "x".into(),
                today: "2002-03-13".parse().unwrap(),
            };
            let views = book::views(&session, &people, &[], Lang::En);
            let boards = boards(&views, &people, "me", Lang::En);
            let keys: Vec<&str> = boards.iter().map(|board| board.key).collect();
            match role {
                Cs | Mk => assert_eq!(keys, ["p13"], "{role:?}"),
                Sa => assert_eq!(keys, ["p24", "p13"], "{role:?}"),
                Ac | Ab => assert_eq!(keys, ["p2", "p20", "p3", "p13"], "{role:?}"),
                Gm => assert_eq!(keys, ["p2", "p20", "p3", "p18", "p10", "p24", "p6", "p13"], "{role:?}"),
                _ => assert_eq!(keys, ["p2", "p20", "p3", "p10", "p24", "p6", "p13"], "{role:?}"),
            }
            let last = boards.last().unwrap();
            assert_eq!(last.lines.len(), 2);
            assert!(boards.iter().flat_map(|board| &board.lines).all(|line| !line.label.is_empty()));
        }
    }

    #[test]
    fn a_rate_is_rounded_to_a_tenth_and_none_of_nothing() {
        assert_eq!(
            [rate(8, 12), rate(7, 12), rate(0, 3), rate(3, 3)],
            ["66.7 %", "58.3 %", "0.0 %", "100.0 %"]
        );
        assert_eq!(rate(0, 0), "—");
    }
}
