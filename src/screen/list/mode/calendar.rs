//! The calendar: a month of days, or a week of them, each with how many rows it has; the rows of the day of the cursor stand
//! below. Knows no drawing.

use std::collections::HashMap;

use chrono::{Datelike, Days, Months, NaiveDate};
use ratatui::layout::Rect;

use super::{Mode, meant};
use crate::{
    command::Cmd,
    domain::{
        date::{DateWord, Day},
        entity,
        field::FieldDef,
        filter::Filter,
        kind::Kind,
        pivot::{Asked, Axis, Crosstab, Figure, Measured, behind},
        query::{Expr, Path, Period, Scalar, Span, Term, Test},
        value::Value,
        window,
    },
    i18n::Msg,
    screen::{
        Cx, Reader,
        list::{List, pane::Pane},
    },
    store::{Request, Ticket},
};

/// Lines that the rows of a day have at least, with their header.
const ROWS: u16 = 4;

/// Days with their figures.
#[derive(Debug)]
pub struct Calendar {
    /// By which field.
    pub field: &'static FieldDef,
    /// The day of the cursor.
    pub day: NaiveDate,
    /// One week instead of a month.
    pub week: bool,
    /// The rows of the day have the keys.
    pub inside: bool,
    figures: HashMap<NaiveDate, Figure>,
    asked: Option<Ticket>,
    /// The lines of one week.
    pub lines: u16,
}

impl Calendar {
    /// By this date field, at this day.
    pub fn of(field: &'static FieldDef, day: NaiveDate) -> Calendar {
        Calendar { field, day, week: false, inside: false, figures: HashMap::new(), asked: None, lines: 2 }
    }

    /// The first and the last day that are shown: whole weeks.
    pub fn span(&self) -> (NaiveDate, NaiveDate) {
        let (first, last) = if self.week { (self.day, self.day) } else { window::month(self.day) };
        (window::week(first).0, window::week(last).1)
    }

    /// How many weeks are shown.
    pub fn weeks(&self) -> u16 {
        let (first, last) = self.span();
        ((last - first).num_days() as u16 + 1) / 7
    }

    /// How many rows of the day are seen; the lines of a week follow from what is left.
    pub fn lay_out(&mut self, list: Rect) -> usize {
        let inside = list.height.saturating_sub(2);
        let most = if self.week { 6 } else { 3 };
        self.lines = (inside.saturating_sub(ROWS + 2) / self.weeks().max(1)).clamp(1, most);
        usize::from(inside.saturating_sub(self.height() + 1).max(1))
    }

    /// The lines of the days with their header.
    pub fn height(&self) -> u16 {
        1 + self.lines * self.weeks()
    }

    /// What a day has, as last counted.
    pub fn figure(&self, day: NaiveDate) -> Option<Figure> {
        self.figures.get(&day).copied()
    }

    /// Where the words step a period themselves, the days are those of it.
    pub fn follow(&mut self, stepped: Option<Period>, today: NaiveDate) {
        let Some((first, last)) = stepped.and_then(|period| period.days(today)) else { return };
        if !(first..=last).contains(&self.day) {
            self.day = if (first..=last).contains(&today) { today } else { first };
        }
    }

    /// The rows of the day of the cursor.
    pub fn within(&self, kind: Kind, reader: Reader) -> Filter {
        meant(&behind(&each_day(self.field), &Value::Date(self.day)), kind, reader)
    }

    /// Asks for the figures of the days that are shown.
    pub fn ask(&mut self, pane: &Pane, filter: Filter, cx: &mut Cx) {
        let (first, last) = self.span();
        let day = |day| Some(Scalar::Period(Period::Day(DateWord::plain(Day::Full(day)))));
        let term = Term { path: Path::of(self.field), any: vec![Test::Range(day(first), day(last))] };
        let filter = filter.and(meant(&Expr::Term(term), pane.kind, cx.reader()));
        let sum = pane.summed().first().and_then(|name| entity::def(pane.kind).field(name));
        let rows = vec![each_day(self.field)];
        let measure = sum.map_or(Measured::Count, Measured::Sum);
        let asked = Asked::new(pane.kind, filter, rows, Vec::new(), measure);
        self.asked = Some(cx.ask("figures", Request::Figures(Box::new(asked))));
    }

    /// Takes the figures, if they are its own.
    pub fn figures(&mut self, ticket: Ticket, figures: &Crosstab) -> bool {
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return false;
        }
        let day = |value: &Value| value.date();
        self.figures =
            figures.rows.iter().filter_map(|line| Some((day(line.keys.first()?)?, line.total))).collect();
        true
    }

    /// The day after a command of the arrows or pages; none: it is no such command.
    fn stepped(&self, cmd: Cmd) -> Option<NaiveDate> {
        let day = self.day;
        let (first, last) = window::month(day);
        match cmd {
            Cmd::Left => day.checked_sub_days(Days::new(1)),
            Cmd::Right => day.checked_add_days(Days::new(1)),
            Cmd::Up => day.checked_sub_days(Days::new(7)),
            Cmd::Down => day.checked_add_days(Days::new(7)),
            Cmd::First => Some(first),
            Cmd::Last => Some(last),
            Cmd::PreviousPeriod | Cmd::PageUp if self.week => day.checked_sub_days(Days::new(7)),
            Cmd::NextPeriod | Cmd::PageDown if self.week => day.checked_add_days(Days::new(7)),
            Cmd::PreviousPeriod | Cmd::PageUp => day.checked_sub_months(Months::new(1)),
            Cmd::NextPeriod | Cmd::PageDown => day.checked_add_months(Months::new(1)),
            _ => None,
        }
        .filter(|day| (1990..=2100).contains(&day.year()))
    }
}

fn each_day(field: &'static FieldDef) -> Axis {
    Axis { path: Path::of(field), each: Some(Span::Day) }
}

impl List {
    pub(super) fn calendar_command(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        let Mode::Calendar(calendar) = &mut self.mode else { return false };
        if calendar.inside {
            let leaves = matches!(cmd, Cmd::NextPane | Cmd::PreviousPane | Cmd::Cancel | Cmd::Back);
            calendar.inside &= !leaves;
            return leaves;
        }
        let own_period = self.wanted.stepped.is_some();
        match cmd {
            // The period of the words is stepped, and the days follow.
            Cmd::NextPeriod | Cmd::PreviousPeriod if own_period => return false,
            Cmd::NextPane | Cmd::PreviousPane | Cmd::Open | Cmd::Finish => {
                if self.rows.here().is_none() {
                    cx.info(cx.lang.tr(Msg::ModeEmptyDay));
                } else {
                    calendar.inside = true;
                }
            }
            Cmd::ResetView if self.shown.is_none() => self.go_to_day(cx.session.today, cx),
            Cmd::ShowWeek | Cmd::ShowMonth => {
                calendar.week = cmd == Cmd::ShowWeek;
                crate::screen::Screen::lay_out(self, self.areas.all);
                self.count_days_and_lanes(cx);
            }
            cmd => match calendar.stepped(cmd) {
                Some(day) => self.go_to_day(day, cx),
                None => return false,
            },
        }
        true
    }

    fn go_to_day(&mut self, day: NaiveDate, cx: &mut Cx) {
        let Mode::Calendar(calendar) = &mut self.mode else { return };
        let before = calendar.span();
        calendar.day = day;
        let moved = calendar.span() != before;
        self.wanted.within = Some(calendar.within(self.pane.kind, cx.reader()));
        self.rows.restart();
        if moved {
            crate::screen::Screen::lay_out(self, self.areas.all);
        }
        self.read(super::Part::First, cx);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: &str) -> Calendar {
        let field = entity::def(Kind::Instalment).field("due_on").unwrap();
        Calendar::of(field, day.parse().unwrap())
    }

    fn days(calendar: &Calendar) -> (String, String) {
        let (first, last) = calendar.span();
        (first.to_string(), last.to_string())
    }

    #[test]
    fn whole_weeks_are_shown_from_monday_on() {
        let mut march = at("2002-03-13");
        assert_eq!(days(&march), ("2002-02-25".into(), "2002-03-31".into()));
        assert_eq!(march.weeks(), 5);
        march.week = true;
        assert_eq!(days(&march), ("2002-03-11".into(), "2002-03-17".into()));
        assert_eq!(at("2010-02-10").weeks(), 4);
        assert_eq!(at("2002-12-31").weeks(), 6);
        for height in 10..60 {
            for mut calendar in [at("2002-12-31"), at("2010-02-10")] {
                let rows = calendar.lay_out(Rect::new(0, 0, 80, height));
                assert!(calendar.height() + 1 + rows as u16 <= height.max(calendar.height() + 4), "{height}");
            }
        }
    }

    #[test]
    fn months_and_weeks_are_stepped() {
        let step = |calendar: &Calendar, cmd| calendar.stepped(cmd).map(|day| day.to_string());
        let mut calendar = at("2002-01-31");
        assert_eq!(step(&calendar, Cmd::NextPeriod).as_deref(), Some("2002-02-28"));
        assert_eq!(step(&calendar, Cmd::PreviousPeriod).as_deref(), Some("2001-12-31"));
        assert_eq!(step(&calendar, Cmd::Down).as_deref(), Some("2002-02-07"));
        assert_eq!(step(&calendar, Cmd::First).as_deref(), Some("2002-01-01"));
        calendar.week = true;
        assert_eq!(step(&calendar, Cmd::NextPeriod).as_deref(), Some("2002-02-07"));
        assert_eq!(step(&calendar, Cmd::Sort), None);
    }
}
