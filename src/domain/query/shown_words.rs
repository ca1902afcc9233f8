//! The words of the filter language for how rows are shown, in both languages.

use super::{
    lexicon::{Tongue, find, say},
    shown::{Form, Mode, Side, Span},
};

const MODES: [(Mode, &str, &str); 7] = [
    (Mode::Table, "table", "表格"),
    (Mode::Board, "board", "看板"),
    (Mode::Agenda, "agenda", "日程"),
    (Mode::Calendar, "calendar", "日历"),
    (Mode::Pivot, "pivot", "透视"),
    (Mode::Chart, "chart", "图表"),
    (Mode::Tiles, "tiles", "磁贴"),
];

const SIDES: [(Side, &str, &str); 3] =
    [(Side::Right, "right", "右侧"), (Side::Below, "below", "下方"), (Side::Off, "off", "关闭")];

const SPANS: [(Span, &str, &str); 5] = [
    (Span::Day, "day", "日"),
    (Span::Week, "week", "周"),
    (Span::Month, "month", "月"),
    (Span::Quarter, "quarter", "季"),
    (Span::Year, "year", "年"),
];

const FORMS: [(Form, &str, &str); 4] = [
    (Form::Bar, "bar", "柱形"),
    (Form::Line, "line", "折线"),
    (Form::Spark, "spark", "走势"),
    (Form::Funnel, "funnel", "漏斗"),
];

/// What a figure is made by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// How many.
    Count,
    /// Added up.
    Sum,
    /// In the middle.
    Average,
    /// How many different ones.
    Distinct,
    /// A share.
    Rate,
    /// Which part of all.
    Part,
    /// Which part of all with what is above.
    Running,
}

const FIGURES: [(Figure, &str, &str); 7] = [
    (Figure::Count, "count", "计数"),
    (Figure::Sum, "sum", "合计"),
    (Figure::Average, "avg", "平均"),
    (Figure::Distinct, "distinct", "去重"),
    (Figure::Rate, "rate", "比率"),
    (Figure::Part, "part", "占比"),
    (Figure::Running, "running", "累计占比"),
];

/// What a part of a pivot or a chart is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// The rows of a pivot.
    Rows,
    /// Its columns.
    Cols,
    /// Along which a chart is drawn.
    X,
    /// What it draws.
    Y,
    /// One line for each.
    By,
}

const SLOTS: [(Slot, &str, &str); 5] = [
    (Slot::Rows, "rows", "行"),
    (Slot::Cols, "cols", "列"),
    (Slot::X, "x", "横轴"),
    (Slot::Y, "y", "纵轴"),
    (Slot::By, "by", "系列"),
];

macro_rules! words {
    ($what:ident, $table:ident) => {
        impl $what {
            /// The one that is called so.
            pub fn find(word: &str) -> Option<$what> {
                find(&$table, word)
            }

            /// Its word.
            pub fn say(self, tongue: Tongue) -> &'static str {
                say(&$table, &self, tongue)
            }
        }
    };
}
words!(Mode, MODES);
words!(Side, SIDES);
words!(Span, SPANS);
words!(Slot, SLOTS);

/// Shorter words for forms, which are read and never printed.
const SHORT_FORMS: [(Form, &str, &str); 2] = [(Form::Bar, "bars", "柱"), (Form::Line, "lines", "线")];

impl Form {
    /// The one that is called so.
    pub fn find(word: &str) -> Option<Form> {
        find(&FORMS, word).or_else(|| find(&SHORT_FORMS, word))
    }

    /// Its word.
    pub fn say(self, tongue: Tongue) -> &'static str {
        say(&FORMS, &self, tongue)
    }
}
words!(Figure, FIGURES);

macro_rules! listed {
    ($what:ident, $table:ident) => {
        impl $what {
            /// All of them.
            pub fn all() -> impl Iterator<Item = $what> {
                $table.into_iter().map(|(what, ..)| what)
            }
        }
    };
}
listed!(Mode, MODES);
listed!(Side, SIDES);
listed!(Span, SPANS);
listed!(Form, FORMS);
listed!(Figure, FIGURES);
listed!(Slot, SLOTS);
