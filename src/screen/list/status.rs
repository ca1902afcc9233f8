//! What the line above the footer says of a list: how many rows, their sums, what is marked. And the footer's commands.

use ratatui::text::{Line, Span};

use super::{List, answers::counted, totals::MANY};
use crate::{
    command::Cmd,
    domain::{entity, kind::Kind},
    i18n::Msg,
    screen::{Look, cell},
    text::{clean, width},
    theme::Role,
};

impl List {
    pub(super) fn sums(&self, look: &Look) -> Line<'static> {
        if let Some(typing) = &self.typing {
            return typing.told(usize::from(self.areas.all.width), look);
        }
        let kind = entity::def(self.pane.kind).kind.name();
        let mut spans = vec![Span::raw(" ")];
        let mut room = usize::from(self.areas.all.width).saturating_sub(1);
        // An amount is said whole or not at all.
        let mut say = |text: String, role| {
            if width(&text) <= room {
                room = room.saturating_sub(width(&text) + 3);
                spans.push(Span::styled(text + "   ", look.theme.style(role)));
            }
        };
        if !self.marks.is_empty() {
            say(look.lang.fmt(Msg::ListMarked, &[&self.marks.len()]), Role::Marked);
            for name in &self.wanted.summed(self.pane) {
                let sum = cell::amount_in(self.marks.sum(name), look.units);
                say(look.lang.fmt(Msg::ListSum, &[&look.lang.field(kind, name), &sum]), Role::Marked);
            }
        }
        if self.pane.kind == Kind::Instalment {
            // Whom collection todos would go to.
            let people = self.marks.rows().map(|row| clean(&row.get("salesperson").plain()).into_string());
            let people = counted(people).join(", ");
            if !people.is_empty() {
                say(people, Role::Marked);
            }
        }
        if let Some(rows) = self.totals.rows {
            say(count(rows, look), Role::Dim);
        }
        if self.totals.rows.is_some_and(|rows| rows > 0) {
            for (name, sum) in self.wanted.summed(self.pane).iter().zip(&self.totals.sums) {
                let sum = cell::amount_in(*sum, look.units);
                say(look.lang.fmt(Msg::ListSum, &[&look.lang.field(kind, name), &sum]), Role::Text);
            }
        }
        Line::from(spans)
    }

    pub(super) fn footer(&self) -> Vec<Cmd> {
        if self.typing.is_some() {
            return vec![Cmd::Accept, Cmd::Take, Cmd::Cancel];
        }
        if self.figures.is_some() {
            return vec![
                Cmd::Open,
                Cmd::Sort,
                Cmd::Filter,
                Cmd::PreviousPeriod,
                Cmd::NextPeriod,
                Cmd::SaveView,
                Cmd::Export,
                Cmd::Palette,
                Cmd::Help,
            ];
        }
        let own = self.pane.hints.iter().copied();
        let tabs = [Cmd::PreviousPeriod, Cmd::NextPeriod].into_iter().filter(|_| !self.pane.tabs.is_empty());
        let every = [
            Cmd::Open,
            Cmd::Filter,
            Cmd::Mark,
            Cmd::New,
            Cmd::Edit,
            Cmd::NewOrder,
            Cmd::DetailPlace,
            Cmd::Sort,
            Cmd::FilterByCell,
            Cmd::Palette,
            Cmd::Help,
        ];
        let mut all: Vec<Cmd> = Vec::new();
        for cmd in own.chain(tabs).chain(every) {
            if !all.contains(&cmd) {
                all.push(cmd);
            }
        }
        all
    }
}

/// `6 rows`, `10,000+ rows`.
pub(super) fn count(rows: i64, look: &Look) -> String {
    match rows {
        1 => look.lang.tr(Msg::ListOneRow).to_owned(),
        MANY.. => look.lang.tr(Msg::ListManyRows).to_owned(),
        _ => look.lang.fmt(Msg::ListRows, &[&rows]),
    }
}
