//! The agenda: rows by day, from today on, what is before above it. Knows no rows; where a day begins is seen from them.

use chrono::{Days, NaiveDate};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::super::{List, under};
use crate::{
    domain::{
        field::{FieldDef, Shape},
        filter::After,
        record::Row,
        value::Value,
    },
    i18n::Msg,
    screen::{Look, cell},
    theme::Role,
    widget::Grid,
};

/// By which field.
#[derive(Debug)]
pub struct Agenda {
    field: &'static FieldDef,
}

impl Agenda {
    /// By this date field.
    pub fn of(field: &'static FieldDef) -> Agenda {
        Agenda { field }
    }

    /// The end of the day before: from there on the rows are read, and those before it backwards.
    pub fn today(&self, today: NaiveDate) -> After {
        let before = today - Days::new(1);
        let value = match self.field.shape {
            Shape::Moment => cell::end_of(before).map_or(Value::Empty, Value::Moment),
            _ => Value::Date(before),
        };
        After { values: vec![value], id: i64::MAX }
    }

    fn day(&self, row: &Row) -> Option<NaiveDate> {
        cell::day_of(row.get(self.field.name))
    }
}

impl List {
    pub(in crate::screen::list) fn draw_agenda(
        &self,
        agenda: &Agenda,
        frame: &mut Frame,
        area: Rect,
        grid: &Grid,
        look: &Look,
    ) {
        let days: Vec<_> = self.rows.seen().iter().map(|row| agenda.day(row)).collect();
        let new = |n: usize| n == 0 || days[n - 1] != days[n];
        let heads = (0..days.len()).map(|n| new(n).then(|| heading(days[n], look))).collect();
        under::draw(frame, area, grid, heads, look.theme);
    }
}

/// `2026-10-30 Fri  today`.
fn heading(day: Option<NaiveDate>, look: &Look) -> Line<'static> {
    let Some(day) = day else {
        return Line::styled(format!(" {}", look.lang.tr(Msg::ModeNoDay)), look.theme.style(Role::Title));
    };
    let name = cell::show(&Value::Date(day), Shape::Date, look);
    let today = look.session.map(|session| session.today);
    let away = today.map_or(0, |today| (day - today).num_days());
    let (said, role) = match away {
        0 => (look.lang.tr(Msg::TabToday).to_owned(), Role::Warn),
        1 => (look.lang.tr(Msg::ModeTomorrow).to_owned(), Role::Dim),
        2.. => (String::new(), Role::Dim),
        _ => (look.lang.fmt(Msg::ModeDaysAgo, &[&-away]), Role::Bad),
    };
    Line::from(vec![
        Span::styled(format!(" {name}"), look.theme.style(Role::Title)),
        Span::styled(format!("  {said}"), look.theme.style(role)),
    ])
}
