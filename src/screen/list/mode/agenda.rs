//! The agenda: rows by day, from today on, what is before above it. Knows no rows; where a day begins is seen from them.

use chrono::{Days, NaiveDate};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::super::List;
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

/// A line of the agenda: the head of a day, or a row by its place among those that are seen.
#[derive(Debug, PartialEq, Eq)]
enum Entry {
    Head(Option<NaiveDate>),
    Row(usize),
}

/// The lines of these days, so that the row of the cursor is among the first `height` of those that remain.
fn entries(days: &[Option<NaiveDate>], cursor: usize, height: usize) -> Vec<Entry> {
    let mut all = Vec::new();
    for (n, day) in days.iter().enumerate() {
        if n == 0 || days[n - 1] != *day {
            all.push(Entry::Head(*day));
        }
        all.push(Entry::Row(n));
    }
    let at = all.iter().position(|entry| *entry == Entry::Row(cursor)).unwrap_or_default();
    all.drain(..(at + 1).saturating_sub(height));
    all
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
        let mut lines = area.rows();
        let Some(head) = lines.next() else { return };
        grid.draw_header(frame, head, look.theme);
        let days: Vec<_> = self.rows.seen().iter().map(|row| agenda.day(row)).collect();
        let cursor = grid.cursor.unwrap_or_default();
        let height = usize::from(area.height.saturating_sub(1));
        for (entry, at) in entries(&days, cursor, height).into_iter().zip(lines) {
            match entry {
                Entry::Head(day) => frame.render_widget(heading(day, look), at),
                Entry::Row(n) => grid.draw_one(frame, at, n, look.theme),
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_has_one_head_and_the_cursor_is_always_seen() {
        let day = |n| NaiveDate::from_ymd_opt(2002, 3, n);
        let days = [day(11), day(11), day(13), None, None];
        let all = entries(&days, 0, 9);
        assert_eq!(all.iter().filter(|entry| matches!(entry, Entry::Head(_))).count(), 3);
        assert_eq!(all.len(), 8);
        for height in 1..9 {
            for cursor in 0..days.len() {
                let seen = entries(&days, cursor, height);
                let at = seen.iter().position(|entry| *entry == Entry::Row(cursor)).unwrap();
                assert!(at < height, "{cursor} {height}");
            }
        }
    }
}
