//! How a calendar looks: weeks of seven days, each day with its number, how many rows it has and what they add up to; below,
//! the rows of the day of the cursor.

use chrono::{Datelike, Days, NaiveDate};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::Calendar;
use crate::{
    domain::{field::Shape, value::Value},
    i18n::{Lang, Msg},
    screen::{Look, cell, list::List},
    text::{cut, width},
    theme::Role,
};

impl List {
    pub(in crate::screen::list) fn draw_days(
        &self,
        calendar: &Calendar,
        frame: &mut Frame,
        area: Rect,
        look: &Look,
    ) {
        let (first, _) = calendar.span();
        let wide = area.width / 7;
        let column = |n: u16| Rect { x: area.x + n * wide, width: wide, ..area };
        for n in 0..7u16 {
            let day = cell::show(&Value::Date(first + Days::new(n.into())), Shape::Date, look);
            // The weekday alone: it stands behind the date.
            let name = day.split_whitespace().last().unwrap_or_default().to_owned();
            let at = Rect { height: 1, ..column(n) }.intersection(area);
            frame.render_widget(Line::styled(format!(" {name}"), look.theme.style(Role::Title)), at);
        }
        for week in 0..calendar.weeks() {
            for n in 0..7u16 {
                let day = first + Days::new(u64::from(week * 7 + n));
                let y = area.y + 1 + week * calendar.lines;
                let at = Rect { y, height: calendar.lines, ..column(n) }.intersection(area);
                draw_day(frame, at, day, calendar, look);
            }
        }
    }
}

fn draw_day(frame: &mut Frame, area: Rect, day: NaiveDate, calendar: &Calendar, look: &Look) {
    let figure = calendar.figure(day);
    let today = look.session.is_some_and(|session| session.today == day);
    let here = day == calendar.day;
    let other = !calendar.week && (day.month(), day.year()) != (calendar.day.month(), calendar.day.year());
    let role = match (here && !calendar.inside, today, other) {
        (true, ..) => Role::Selected,
        (_, true, _) => Role::Warn,
        (.., true) => Role::Dim,
        _ => Role::Text,
    };
    let rows = figure.map_or(String::new(), |figure| figure.rows.to_string());
    let sign = if here { '>' } else { ' ' };
    // The day of today is told by a sign too.
    let number = format!("{sign}{:>2}{}", day.day(), if today { "=" } else { " " });
    let sum =
        figure.filter(|figure| figure.value != Some(figure.rows.into())).and_then(|figure| figure.value);
    let sum = sum.map_or(String::new(), |sum| cell::amount_in(sum, crate::screen::Units::Wan));
    let room = usize::from(area.width).saturating_sub(1);
    let count = cut(&rows, room.saturating_sub(width(&number) + 1));
    let head = Line::from(vec![
        Span::raw(number),
        Span::styled(format!(" {count}"), look.theme.style(if here { role } else { Role::Key })),
    ]);
    let at = Rect { width: area.width.saturating_sub(1), ..area };
    frame.buffer_mut().set_style(at, look.theme.style(role));
    let sum = if width(&sum) < room { format!(" {sum}") } else { String::new() };
    for (line, row) in [head, Line::raw(sum)].into_iter().zip(at.rows()) {
        frame.render_widget(line.style(look.theme.style(role)), row);
    }
    if here && !calendar.inside {
        frame.set_cursor_position((area.x, area.y));
    }
}

impl Calendar {
    /// What is shown, as the heading says it: `2026-10`.
    pub fn name(&self, lang: Lang) -> String {
        let (first, last) = self.span();
        match self.week {
            true => lang.fmt(Msg::ModeDays, &[&first, &last]),
            false => self.day.format("%Y-%m").to_string(),
        }
    }
}
