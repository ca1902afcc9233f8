//! A list as a table of figures or a chart, where its filter says so: asked instead of the rows, and what Enter opens behind a cell.

use std::sync::Arc;

use super::{List, in_words, rows::Rows};
use crate::{
    command::Cmd,
    domain::query::{self, Directive, Expr, Show, Tongue},
    entry::{book::View, figures::Words, lexicon::Labels},
    i18n::Lang,
    screen::{
        Cx,
        figures::{Cell, Figures, Turn},
        open,
    },
    store::{self, Reply, StoreError, Ticket},
};

impl List {
    /// Asks for figures where the filter wants them instead of rows.
    pub(super) fn ask_figures(&mut self, cx: &mut Cx) -> bool {
        let Some((asked, drawn)) = self.wanted.figures(self.pane, cx.reader()) else {
            self.figures = None;
            return false;
        };
        if !self.figures.as_mut().is_some_and(|figures| figures.again(&asked, drawn)) {
            // No row is under the cursor that is not seen.
            self.rows = Rows::default();
            self.marks.clear();
            self.detail.focus = false;
            self.reading = None;
            self.figures = Some(Figures::new(asked, drawn));
            crate::screen::Screen::lay_out(self, self.areas.all);
        }
        if let Some(figures) = &mut self.figures {
            figures.ask("rows", cx);
        }
        true
    }

    /// Takes an answer, if it is the figures.
    pub(super) fn figures_answered(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, StoreError>,
        cx: &mut Cx,
    ) -> bool {
        let Some(figures) = self.figures.as_mut() else { return false };
        if !figures.awaits(ticket) {
            return false;
        }
        match answer {
            Ok(Reply::Figures(table)) => {
                figures.take((**table).clone());
                self.totals.ask(self.pane, &self.wanted, cx);
            }
            Ok(_) => {}
            Err(error) => self.failed(error, true, cx),
        }
        true
    }

    /// A command while figures are shown; `false`: it is not about them.
    pub(super) fn figures_command(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        let Some(figures) = self.figures.as_mut() else { return false };
        match figures.command(cmd) {
            Turn::NotMine if cmd == Cmd::CopyCell => {
                let text = figures.here(crate::screen::Units::Yuan);
                cx.info(cx.lang.fmt(crate::i18n::Msg::NoticeCopied, &[&text]));
                cx.copy(text);
            }
            Turn::NotMine => return false,
            Turn::Taken => {}
            Turn::Open(cell) => self.open_behind(cell, cx),
        }
        true
    }

    /// The rows behind a cell, as a list: what the list is filtered by, and what the cell says. It can be kept as a view.
    fn open_behind(&mut self, cell: Cell, cx: &mut Cx) {
        let Some(figures) = &self.figures else { return };
        let mut query = in_words::query(&self.wanted, self.pane, cx.reader());
        // As it is shown now: whoever keeps it keeps these rows.
        let stepped = self.wanted.stepped;
        let period = query.period().map(|(name, _)| name.to_owned());
        let param = |name: &str| match stepped {
            Some(to) if period.as_deref() == Some(name) => Some(query::Scalar::Period(to)),
            _ => None,
        };
        let rows = Expr::all([query.rows].into_iter().chain(figures.behind(cell)).collect());
        let mut rows = rows.settled(&param);
        if let Some(person) = &self.wanted.bound.person {
            rows = rows.about(person);
        }
        let labels = Labels { dictionaries: Some(cx.words) };
        query.rows = rows.by_login(&|id| labels.login(id));
        query.shown.retain(|one| matches!(one, Directive::Cols(_)));
        let word = word(cx.words, cx.lang);
        let called = figures.called(cell, &Words { lang: cx.lang, word: &word });
        let title = crate::screen::Screen::title(self, cx.lang);
        let view = View {
            key: String::new(),
            name: format!("{title} {called}").trim_end().to_owned(),
            kind: self.pane.kind,
            query: query::print(&query, self.pane.kind, Tongue::English, &labels),
            person: None,
            family: None,
            saved: None,
        };
        cx.push(open::view(Arc::new(vec![view]), 0));
    }
}

/// The company's own word for a code of one of its lists.
pub fn word(words: &store::Words, lang: Lang) -> impl Fn(&str, &str) -> String {
    move |dict, code| {
        let known = words.get(dict).and_then(|items| items.iter().find(|(one, ..)| one == code));
        known.map_or(code, |(_, chinese, english)| lang.of_two(chinese, english)).to_owned()
    }
}

/// Whether a list can show rows so.
pub fn shows(show: &Show) -> bool {
    !matches!(show, Show::Tiles)
}
