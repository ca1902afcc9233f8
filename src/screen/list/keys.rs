//! What commands and typed characters do to a list.

use super::{
    List, Part,
    acts::{self, On, Step},
    answers::MOST_MARKS,
    columns, in_words,
};
use crate::{
    command::Cmd,
    domain::{query::Side, value::Value},
    i18n::Msg,
    screen::{Cx, open},
    store::Request,
    text::clean,
};

impl List {
    /// Carries a command out; `false`: it is not the list's.
    pub(super) fn command(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        if self.typing.is_some() {
            return self.typed(cmd, cx);
        }
        if self.detail.focus && self.in_detail(cmd, cx) {
            return true;
        }
        if self.mode_command(cmd, cx) || self.view_command(cmd, cx) || self.figures_command(cmd, cx) {
            return true;
        }
        match cmd {
            Cmd::Up | Cmd::Down | Cmd::PageUp | Cmd::PageDown | Cmd::First | Cmd::Last => self.go(cmd, cx),
            Cmd::HalfPageUp | Cmd::HalfPageDown => self.go(cmd, cx),
            Cmd::Left => self.column = self.column.saturating_sub(1),
            Cmd::Right => self.column = (self.column + 1).min(self.names.len().saturating_sub(1)),
            Cmd::Mark => self.mark(cx),
            Cmd::MarkAll => self.mark_all(cx),
            Cmd::Sort => self.sort(cx),
            Cmd::Filter => self.start_filter(cx),
            Cmd::FilterByCell => self.filter_by_cell(cx),
            Cmd::ClearFilter => self.clear_filter(cx),
            Cmd::ExplainFilter => self.explain(cx),
            Cmd::ScopeMine | Cmd::ScopeDepartment | Cmd::ScopeAll => self.scope(cmd, cx),
            Cmd::Cancel if self.wanted.filtered() => self.clear_filter(cx),
            Cmd::Cancel if !self.marks.is_empty() => self.marks.clear(),
            Cmd::NextPeriod => self.step_tab(1, cx),
            Cmd::PreviousPeriod => self.step_tab(-1, cx),
            Cmd::DetailPlace => self.move_detail(cx),
            Cmd::DetailNext => self.next_detail(1, cx),
            Cmd::Zoom => self.zoom(cx),
            Cmd::NextPane | Cmd::PreviousPane => self.detail.focus = !self.areas.detail.is_empty(),
            Cmd::CopyCell => self.copy_cell(cx),
            Cmd::Export => self.export(cx),
            Cmd::Refresh => self.refresh(cx),
            Cmd::Finish => match self.pane.main {
                Some(main) => return self.act(main, cx),
                None => return self.act(Cmd::Open, cx),
            },
            cmd => return self.act(cmd, cx),
        }
        true
    }

    /// The rows that a command is about.
    pub(super) fn on(&self) -> On<'_> {
        let here = self.rows.here();
        let rows =
            if self.marks.is_empty() { here.into_iter().collect() } else { self.marks.rows().collect() };
        On { kind: self.pane.kind, rows, here }
    }

    /// A command on records.
    fn act(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        match acts::run(cmd, &self.on(), cx) {
            None => return false,
            Some(step) => self.took(step),
        }
        true
    }

    /// The move that was picked from the menu.
    pub(super) fn picked(&mut self, name: &str, cx: &mut Cx) {
        let step = acts::picked(name, &self.on(), cx);
        self.took(step);
    }

    pub(super) fn took(&mut self, step: Step) {
        match step {
            Step::Done => {}
            Step::Asked(ticket, wait) => self.waiting = Some((ticket, wait)),
            Step::Question(request, wait) => self.question = Some((request, wait)),
            Step::Menu => self.picking = true,
        }
    }

    pub(super) fn go(&mut self, cmd: Cmd, cx: &mut Cx) {
        let before = self.rows.here().map(|row| row.id);
        match cmd {
            Cmd::Up => self.rows.step(-1),
            Cmd::Down => self.rows.step(1),
            Cmd::PageUp => self.rows.page(-1),
            Cmd::PageDown => self.rows.page(1),
            Cmd::HalfPageUp => self.rows.half_page(-1),
            Cmd::HalfPageDown => self.rows.half_page(1),
            Cmd::First if !self.rows.go_first() => {
                self.rows.want(None);
                return self.read(Part::First, cx);
            }
            Cmd::Last if !self.rows.go_last() => return self.read(Part::Last, cx),
            _ => {}
        }
        let here = self.rows.here().map(|row| row.id);
        if here != before {
            self.timers.moved(cx);
        }
        if self.reading.is_none()
            && let Some(part) = self.rows.missing()
        {
            self.read(part, cx);
        }
    }

    fn in_detail(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        match cmd {
            Cmd::Up => self.detail.go(-1),
            Cmd::Down => self.detail.go(1),
            Cmd::PageUp => self.detail.go(-5),
            Cmd::PageDown => self.detail.go(5),
            Cmd::Left => self.next_detail(-1, cx),
            Cmd::Right => self.next_detail(1, cx),
            Cmd::NextPane | Cmd::PreviousPane | Cmd::Cancel => self.detail.focus = false,
            Cmd::Open => match self.detail.here() {
                Some((below, row)) => cx.push(open::record(below.kind, row.id)),
                None => return false,
            },
            _ => return false,
        }
        true
    }

    fn mark(&mut self, cx: &mut Cx) {
        if let Some(row) = self.rows.here() {
            self.marks.turn(row);
            self.go(Cmd::Down, cx);
        }
    }

    /// All rows of the filter; with marks: none.
    fn mark_all(&mut self, cx: &mut Cx) {
        if !self.marks.is_empty() {
            self.marks.clear();
        } else if self.rows.whole() {
            self.marks.add(self.rows.all());
        } else {
            let query = self.wanted.query(self.pane, cx.reader()).limit(MOST_MARKS);
            self.marking = Some(cx.ask("marks", Request::List(query)));
        }
    }

    /// Carries out the steps that were typed ahead of the answer.
    pub(super) fn step_as_typed(&mut self, cx: &mut Cx) {
        let by = std::mem::take(&mut self.early);
        if by != 0 {
            self.step_tab(by, cx);
        }
    }

    fn step_tab(&mut self, by: isize, cx: &mut Cx) {
        if self.prefs.is_some() {
            self.early += by;
            return;
        }
        let all = self.pane.tabs.len();
        if all == 0 {
            return cx.info(cx.lang.tr(Msg::ListNotHere));
        }
        self.wanted.tab = (self.wanted.tab + all).saturating_add_signed(by % all.cast_signed()) % all;
        self.totals.rows = None;
        self.show_columns();
        self.restart(cx);
    }

    /// The columns of the open window; the cursor stays on its column if it can.
    pub(super) fn show_columns(&mut self) {
        let before = self.names.get(self.column).copied();
        let same = self.pane.tabs.get(self.wanted.tab).map_or(&[][..], |tab| tab.same);
        self.names = self.wanted.columns.clone().unwrap_or_else(|| {
            columns::names(self.pane).into_iter().filter(|name| !same.contains(name)).collect()
        });
        self.column = self.names.iter().position(|name| Some(*name) == before).unwrap_or_default();
    }

    fn move_detail(&mut self, cx: &mut Cx) {
        self.detail.turn(self.pane, self.areas.all);
        self.detail_moved(cx);
    }

    /// The list alone, and back.
    fn zoom(&mut self, cx: &mut Cx) {
        if self.place() == Side::Off {
            self.detail.put(None);
            if self.place() == Side::Off {
                self.detail.put(Some(Side::Below));
            }
        } else {
            self.detail.put(Some(Side::Off));
        }
        self.detail_moved(cx);
    }

    fn detail_moved(&mut self, cx: &mut Cx) {
        self.tell_detail(cx);
        self.timers.changed(cx);
        self.lay_out_again();
        self.ask_detail(cx);
    }

    fn next_detail(&mut self, by: isize, cx: &mut Cx) {
        if self.areas.detail.is_empty() {
            return self.move_detail(cx);
        }
        self.detail.step(by);
        self.ask_detail(cx);
    }

    fn lay_out_again(&mut self) {
        crate::screen::Screen::lay_out(self, self.areas.all);
    }

    fn sort(&mut self, cx: &mut Cx) {
        if let Some(name) = self.names.get(self.column) {
            self.wanted.sort_by(name, self.pane, cx.reader(), cx.lang);
            self.restart(cx);
        }
    }

    /// The field and the value under the cursor.
    fn cell(&self) -> Option<(&'static str, &Value)> {
        let name = self.names.get(self.column)?;
        Some((name, self.rows.here()?.get(name)))
    }

    fn explain(&self, cx: &mut Cx) {
        let query = in_words::query(&self.wanted, self.pane, cx.reader());
        cx.push(open::explain(query, self.wanted.query(self.pane, cx.reader())));
    }

    fn copy_cell(&mut self, cx: &mut Cx) {
        let Some((_, value)) = self.cell() else { return cx.info(cx.lang.tr(Msg::ListNoRow)) };
        let text = clean(&value.plain()).into_string();
        cx.info(cx.lang.fmt(Msg::NoticeCopied, &[&text]));
        cx.copy(text);
    }

    fn filter_by_cell(&mut self, cx: &mut Cx) {
        if self.locked(cx) {
            return;
        }
        let Some((name, value)) = self.cell() else { return cx.info(cx.lang.tr(Msg::ListNoRow)) };
        if matches!(value, Value::Moment(_)) {
            return cx.info(cx.lang.tr(Msg::ListNotHere));
        }
        self.wanted.only(name, &value.clone());
        self.restart(cx);
    }
}
