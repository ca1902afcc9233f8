//! How old the overdue money is: four buckets by days past due, counted after the rows, shown above the receivables where
//! there is room.

use chrono::{Days, NaiveDate};
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{pane::Pane, totals::Totals, wanted::Wanted};
use crate::{
    domain::{
        filter::{Filter, ListQuery, Op},
        value::Value,
        window,
    },
    i18n::Msg,
    screen::{Cx, Look, Units, cell},
    store::{Reply, Request, Ticket},
    theme::Role,
    widget::frame_box,
};

/// The last day of each bucket, counted from the due date; the last bucket has none.
const UNTIL: [Option<u64>; 4] = [Some(30), Some(60), Some(90), None];
const SLOTS: [&str; 4] = ["age0", "age1", "age2", "age3"];
/// Rows it takes.
pub const HEIGHT: u16 = 3;

/// The buckets as last counted.
#[derive(Debug, Default)]
pub struct Ageing {
    sums: [Option<Decimal>; 4],
    asked: Vec<(Ticket, usize)>,
    within: Option<Filter>,
}

impl Ageing {
    /// The figures are old.
    pub fn stale(&mut self) {
        self.within = None;
    }

    /// Whether the figures were never asked for.
    pub fn unknown(&self) -> bool {
        self.asked.is_empty()
    }

    /// Asks for the buckets within the person's filter, unless they are known.
    pub fn ask(&mut self, pane: &Pane, wanted: &Wanted, cx: &mut Cx) {
        let within = (pane.base)(cx.session).and(wanted.own(pane.kind, cx.reader()));
        if self.within.as_ref() == Some(&within) {
            return;
        }
        self.asked.clear();
        for (n, slot) in SLOTS.iter().enumerate() {
            let filter = within.clone().and(window::collectable()).and(bucket(n, cx.session.today));
            let request = Request::Count(ListQuery::of(pane.kind).filter(filter), vec!["outstanding"]);
            self.asked.push((cx.ask(slot, request), n));
        }
        self.within = Some(within);
    }

    /// Takes an answer, if it is to one of its questions.
    pub fn take(&mut self, ticket: Ticket, reply: &Reply) -> bool {
        let Some((_, n)) = self.asked.iter().find(|(asked, _)| *asked == ticket) else { return false };
        if let Reply::Count { sums, .. } = reply {
            self.sums[*n] = sums.first().copied();
        }
        true
    }

    /// Draws the buckets, from what is not due to what is oldest.
    pub fn draw(&self, frame: &mut Frame, area: Rect, pane: &Pane, totals: &Totals, look: &Look) {
        let today =
            look.session.map(|session| cell::whole_date(session.today, look.lang)).unwrap_or_default();
        let inside = frame_box(frame, area, look.lang.fmt(Msg::ListAgeing, &[&today]), false, look.theme);
        let window = |name: &str| {
            let at = pane.tabs.iter().position(|tab| tab.name == name);
            at.and_then(|at| totals.tab(at).1)
        };
        let mut parts = vec![
            (look.lang.tr(Msg::TabNotdue).to_owned(), window("notdue"), Role::Text),
            (look.lang.tr(Msg::TabToday).to_owned(), window("today"), Role::Warn),
        ];
        let names = look.lang.tr(Msg::ListAges).split('|');
        parts.extend(names.zip(self.sums).map(|(name, sum)| (name.to_owned(), sum, Role::Bad)));
        // An amount is never cut: first the signs go, then yuan become 万元.
        let tries = [(look.units, true), (look.units, false), (Units::Wan, true), (Units::Wan, false)];
        let lines = tries.into_iter().map(|(units, signs)| self.line(&parts, units, signs, look));
        if let Some(line) = lines.into_iter().find(|line| line.width() <= usize::from(inside.width)) {
            frame.render_widget(line, inside);
        }
    }

    fn line(
        &self,
        parts: &[(String, Option<Decimal>, Role)],
        units: Units,
        signs: bool,
        look: &Look,
    ) -> Line<'static> {
        let all: Decimal = self.sums.iter().flatten().sum();
        let mut spans = vec![Span::raw(" ")];
        for (n, (name, sum, role)) in parts.iter().enumerate() {
            let shown = sum.map_or("..".to_owned(), |sum| cell::amount_in(sum, units));
            let role = if sum.is_some_and(|sum| !sum.is_zero()) { *role } else { Role::Dim };
            if n > 0 {
                spans.push(Span::styled(" | ", look.theme.style(Role::Border)));
            }
            spans.push(Span::styled(format!("{name} "), look.theme.style(Role::Dim)));
            spans.push(Span::styled(shown, look.theme.style(role)));
            if signs && n > 1 {
                spans.push(Span::styled(share(sum.unwrap_or_default(), all), look.theme.style(role)));
            }
        }
        Line::from(spans)
    }
}

/// One sign for each begun quarter of all that is overdue.
fn share(part: Decimal, all: Decimal) -> String {
    if part.is_zero() || all.is_zero() {
        return String::new();
    }
    let quarters = (part * Decimal::from(4) / all).ceil().to_usize().unwrap_or_default().min(4);
    format!(" {}", "#".repeat(quarters))
}

fn bucket(n: usize, today: NaiveDate) -> Filter {
    let before = n.checked_sub(1).and_then(|n| UNTIL[n]).unwrap_or_default();
    let youngest = Filter::is("due_on", Op::Lt, Value::Date(today - Days::new(before)));
    match UNTIL[n] {
        Some(days) => youngest.and(Filter::is("due_on", Op::Ge, Value::Date(today - Days::new(days)))),
        None => youngest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_past_due_is_in_one_bucket() {
        let today: NaiveDate = "2002-03-13".parse().unwrap();
        let holds = |filter: &Filter, day: NaiveDate| {
            let conditions = match filter {
                Filter::And(all) => all.clone(),
                one => vec![one.clone()],
            };
            conditions.iter().all(|condition| match condition {
                Filter::Is(is) if is.op == Op::Lt => Value::Date(day).compare(&is.value).is_lt(),
                Filter::Is(is) if is.op == Op::Ge => Value::Date(day).compare(&is.value).is_ge(),
                other => panic!("{other:?}"),
            })
        };
        for days in 0..200 {
            let day = today - Days::new(days);
            let found: Vec<usize> = (0..4).filter(|n| holds(&bucket(*n, today), day)).collect();
            let expected: &[usize] = match days {
                0 => &[],
                1..=30 => &[0],
                31..=60 => &[1],
                61..=90 => &[2],
                _ => &[3],
            };
            assert_eq!(found, expected, "{days} days");
        }
    }

    #[test]
    fn shares_are_in_quarters() {
        let share = |part: i64, all: i64| share(part.into(), all.into());
        assert_eq!([share(0, 9), share(1, 100), share(26, 100), share(9, 9)], ["", " #", " ##", " ####"]);
    }
}
