//! The list: one screen for every kind. It reads pages ahead in both directions, filters while one types, keeps marks and
//! the cursor by record, counts after the rows have come, and shows what hangs below the row under the cursor. What differs
//! from list to list stands in the table of panes. Knows no SQL and no other screen's insides.

pub(in crate::screen) mod acts;
mod ageing;
mod ahead;
mod answers;
mod clash;
pub mod columns;
mod detail;
mod draw;
mod exported;
mod figured;
mod filtering;
mod filters;
mod flipping;
pub(in crate::screen) mod glance;
mod headings;
mod in_words;
mod keys;
mod layout;
mod marks;
mod measured;
mod mode;
mod pane;
pub mod panes;
mod remember;
pub(in crate::screen) mod rows;
mod scope;
mod shown;
mod status;
#[cfg(test)]
mod tests;
mod timers;
mod totals;
mod typed_filter;
mod typing;
mod under;
mod wanted;

pub use figured::word;

use ratatui::{Frame, layout::Rect, text::Line};

use self::{
    acts::Wait,
    ageing::Ageing,
    ahead::Ahead,
    clash::Clash,
    detail::Detail,
    exported::Exporting,
    filters::Filters,
    headings::Headings,
    layout::Areas,
    marks::Marks,
    measured::Measured,
    mode::Mode,
    pane::Pane,
    rows::{Part, Rows},
    shown::{Keeping, Shown},
    timers::Timers,
    totals::Totals,
    typing::Typing,
    wanted::Wanted,
};
use super::{Cx, Event, Look, Outcome, Screen, figures::Figures};
use crate::{
    command::{Cmd, Context},
    domain::query::{Show, Side},
    i18n::Lang,
    store::{Request, Ticket},
};

/// A list on the screen.
pub struct List {
    pane: &'static Pane,
    wanted: Wanted,
    rows: Rows,
    marks: Marks,
    totals: Totals,
    ageing: Ageing,
    detail: Detail,
    /// The field under the column cursor.
    column: usize,
    mode: Mode,
    /// What the mode was made of.
    mode_of: Show,
    names: Vec<&'static str>,
    measured: Measured,
    /// The filter while it is typed, and what it was before.
    typing: Option<Typing>,
    areas: Areas,
    timers: Timers,
    opened: bool,
    /// What was asked and not answered.
    reading: Option<(Ticket, Part)>,
    prefs: Option<Ticket>,
    /// Windows stepped before it was known in which one the person had stopped.
    early: isize,
    marking: Option<Ticket>,
    waiting: Option<(Ticket, Wait)>,
    /// What "yes" asks for.
    question: Option<(Request, Wait)>,
    /// The menu of moves is open.
    picking: bool,
    /// The view that is shown, if it is one of the book.
    shown: Option<Shown>,
    /// Whether the view is to be changed for others too.
    asked_for_others: bool,
    /// The figures of the headings that rows stand under.
    headings: Headings,
    /// What was filtered by before, the last first; none: it is not known yet.
    filters: Filters,
    keeping: Option<Keeping>,
    /// Two changes of the view that is shown.
    clash: Option<Clash>,
    /// Figures that are shown instead of rows, where the filter says so.
    figures: Option<Figures>,
    /// A file that is being made of what is shown.
    exporting: Option<Exporting>,
    ahead: Ahead,
    /// The list of the view before, seen until the first rows are there.
    before: Option<Box<List>>,
}

impl List {
    /// The list of a pane.
    pub fn of(pane: &'static Pane) -> List {
        List {
            pane,
            wanted: Wanted::of(pane),
            rows: Rows::default(),
            marks: Marks::default(),
            totals: Totals::default(),
            ageing: Ageing::default(),
            detail: Detail::of(pane),
            column: 0,
            mode: Mode::Table,
            mode_of: Show::Table,
            names: columns::names(pane),
            measured: Measured::default(),
            typing: None,
            areas: Areas::default(),
            timers: Timers::default(),
            opened: false,
            reading: None,
            prefs: None,
            early: 0,
            marking: None,
            waiting: None,
            question: None,
            picking: false,
            shown: None,
            asked_for_others: false,
            headings: Headings::default(),
            filters: Filters::default(),
            keeping: None,
            clash: None,
            figures: None,
            exporting: None,
            ahead: Ahead::default(),
            before: None,
        }
    }

    fn place(&self) -> Side {
        self.detail.place(self.pane, self.areas.all)
    }

    fn open(&mut self, cx: &mut Cx) {
        if self.opened {
            // Another language: the filter is said in it, what the server words is asked again.
            self.rename_views(cx);
            self.wanted.speak(self.pane.kind, cx.reader(), cx.lang);
            self.refresh(cx);
            return;
        }
        self.opened = true;
        if self.shown.is_some() {
            self.timers.slow(cx);
            return self.open_view(cx);
        }
        match cx.brought {
            Some(prefs) => self.restore(prefs, cx),
            None => self.prefs = Some(cx.ask("prefs", Request::Prefs)),
        }
        self.timers.slow(cx);
    }

    fn resume(&mut self, outcome: Outcome, cx: &mut Cx) {
        let picking = std::mem::take(&mut self.picking);
        let exporting = self.exporting.take_if(|it| matches!(it, Exporting::Choosing)).is_some();
        let for_others = std::mem::take(&mut self.asked_for_others);
        match (outcome, self.question.take()) {
            (Outcome::PickedCode(form), _) if exporting => self.export_as(&form, cx),
            (Outcome::PickedCode(name), _) if picking => self.picked(&name, cx),
            (Outcome::Confirmed, _) if for_others => self.change_for_others(cx),
            (Outcome::Settled { values, .. }, _) => self.clash_settled(&values, cx),
            (Outcome::Confirmed, Some((request, wait))) => {
                let ticket = cx.ask("move", request);
                self.waiting = Some((ticket, wait));
            }
            (Outcome::Saved { kind, id }, _) => {
                self.landed(true);
                self.marks.clear();
                if kind == self.pane.kind && !self.rows.all().iter().any(|row| row.id == id) {
                    // What was made just now is shown, wherever the cursor was.
                    self.rows.want(Some(id));
                    self.read(Part::First, cx);
                    self.totals.stale();
                } else {
                    self.refresh(cx);
                }
            }
            _ => {}
        }
    }
}

impl Screen for List {
    fn title(&self, lang: Lang) -> String {
        match &self.shown {
            Some(shown) => crate::text::clean(&shown.view().name).into_string(),
            None => lang.tr(self.pane.title).to_owned(),
        }
    }

    fn contexts(&self) -> Vec<Context> {
        if self.typing.is_some() {
            return vec![Context::Filter, Context::Field];
        }
        self.pane.context.into_iter().chain([Context::List]).collect()
    }

    fn types(&self) -> bool {
        self.typing.is_some()
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        self.catch_up(cx);
        match event {
            Event::Opened => self.open(cx),
            Event::Command(cmd) => {
                self.timers.rest(cx);
                self.mode.means_nothing();
                let taken = self.command(cmd, cx);
                if !taken {
                    self.keep(cx);
                }
                return taken;
            }
            Event::Text(c) => return self.text(c, cx),
            Event::Paste(text) => self.paste(&text, cx),
            Event::Answer(ticket, answer) => self.answer(ticket, answer, cx),
            Event::Changed(kind, _) if self.reads(kind, cx) => {
                self.ahead.forget(kind);
                self.timers.refresh_soon(cx);
            }
            Event::Changed(kind, _) => {
                self.ahead.forget(kind);
                return false;
            }
            Event::Views if self.wanted.names_view(self.pane.kind, cx.reader()) => self.restart(cx),
            Event::Views | Event::Progress(..) => return false,
            Event::Online => self.refresh(cx),
            Event::Resume(outcome) => self.resume(outcome, cx),
            Event::Heard(heard) => self.heard(&heard),
            Event::Woken => self.woken(cx),
        }
        true
    }

    fn lay_out(&mut self, area: Rect) {
        let place = match self.figures {
            Some(_) => Side::Off,
            None => self.detail.place(self.pane, area),
        };
        if let Some(before) = &mut self.before {
            before.lay_out(area);
        }
        let filter = self.typing.is_some() || self.wanted.filtered();
        self.areas = Areas::of(area, place, filter, self.pane.ageing);
        let rows = self.areas.rows();
        self.rows.set_height(self.mode.height(self.areas.list, rows));
        if let Some(figures) = &mut self.figures {
            figures.lay_out(self.areas.inside());
        }
    }

    fn view(&self, frame: &mut Frame, _: Rect, look: &Look) {
        if let Some(before) = self.before.as_ref().filter(|_| !self.rows.known() && self.figures.is_none()) {
            return before.draw(frame, look);
        }
        self.draw(frame, look);
    }

    fn status(&self, look: &Look) -> Line<'static> {
        self.sums(look)
    }

    fn about(&self) -> Option<crate::domain::kind::Kind> {
        Some(self.pane.kind)
    }

    fn hints(&self) -> Vec<Cmd> {
        self.footer()
    }
}
