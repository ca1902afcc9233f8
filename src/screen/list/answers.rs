//! Asking for rows, and what answers do.

use super::{
    List, Part,
    acts::{self, Wait},
    rows::PAGE,
};
use crate::{
    domain::{filter::After, kind::Kind, money, operation::Move},
    i18n::Msg,
    screen::{Cx, offered, trouble},
    store::{DunResult, Reply, Request, StoreError, Ticket},
};

/// No more rows than this are marked at once.
pub(super) const MOST_MARKS: u32 = 50_000;
/// The first so many rows are shown at most, where the first so many are asked for.
pub(super) const MOST_TOP: u32 = 1000;

impl List {
    /// Asks for a part of the list; it takes the place of what is being read.
    pub(super) fn read(&mut self, part: Part, cx: &mut Cx) {
        if self.ask_figures(cx) {
            return;
        }
        let mut query = self.wanted.query(self.pane, cx.reader()).limit(PAGE as u32);
        let mut part = part;
        if let Some(top) = self.wanted.top {
            // The first so many are one page.
            query.limit = top.min(MOST_TOP);
            part = Part::Again { before: false };
            self.reading = Some((cx.ask("rows", Request::List(query)), part));
            return;
        }
        match part {
            Part::First => {}
            Part::Last => query.backwards = true,
            Part::After => query.after = self.rows.all().last().map(|row| self.wanted.after(row)),
            Part::Before => {
                query.after = self.rows.all().first().map(|row| self.wanted.after(row));
                query.backwards = true;
            }
            Part::Again { .. } => {
                let (anchor, limit) = self.rows.again();
                part = Part::Again { before: anchor.is_some() };
                query.after = anchor.map(|row| self.wanted.after(row));
                query.limit = limit as u32;
            }
        }
        self.reading = Some((cx.ask("rows", Request::List(query)), part));
    }

    /// Whether a change of records of this kind may change what is shown.
    pub(super) fn reads(&self, kind: Kind, cx: &Cx) -> bool {
        kind == self.pane.kind
            || self.pane.also.contains(&kind)
            || match &self.figures {
                Some(figures) => figures.reads(kind),
                None => self.wanted.own(self.pane.kind, cx.reader()).reads(kind),
            }
    }

    /// Reads from behind a place that no row has to be at: what is before it is read backwards afterwards.
    pub(super) fn read_after(&mut self, place: After, cx: &mut Cx) {
        let mut query = self.wanted.query(self.pane, cx.reader()).limit(PAGE as u32);
        query.after = Some(place);
        self.reading = Some((cx.ask("rows", Request::List(query)), Part::Again { before: true }));
    }

    /// Another window, filter or order: the list is read from its beginning, the cursor stays on its record if it can.
    pub(super) fn restart(&mut self, cx: &mut Cx) {
        self.rows.restart();
        self.start(cx);
    }

    /// Reads what is wanted from its beginning; rows that were read ahead are shown until then.
    pub(super) fn start(&mut self, cx: &mut Cx) {
        self.compare(cx.reader());
        self.timers.changed(cx);
        self.timers.rest(cx);
        self.begin(cx);
        self.show_ahead(cx.reader());
    }

    /// Reads again what is loaded, and all figures.
    pub(super) fn refresh(&mut self, cx: &mut Cx) {
        self.totals.stale();
        self.ageing.stale();
        self.mode.stale();
        if self.rows.known() {
            self.read(Part::Again { before: false }, cx);
        } else if self.prefs.is_none() {
            self.begin(cx);
        }
    }

    pub(super) fn woken(&mut self, cx: &mut Cx) {
        let due = self.timers.due(cx);
        if due.refresh {
            self.refresh(cx);
        }
        if due.detail {
            self.ask_detail(cx);
        }
        if due.keep {
            self.keep_now(cx);
        }
        if due.ahead {
            self.read_ahead(cx);
        }
    }

    /// A larger screen shows what was not asked for on the smaller one.
    pub(super) fn catch_up(&mut self, cx: &mut Cx) {
        if !self.rows.known() || self.reading.is_some() {
            return;
        }
        if self.areas.ageing.is_some() && self.ageing.unknown() {
            self.ageing.ask(self.pane, &self.wanted, cx);
        }
        if self.rows.here().is_some_and(|row| !self.detail.is_of(row.id)) && !self.timers.resting() {
            self.ask_detail(cx);
        }
    }

    /// Asks for what the detail pane shows of the row under the cursor.
    pub(super) fn ask_detail(&mut self, cx: &mut Cx) {
        let panes = self.areas.detail.len();
        if let Some(row) = self.rows.here().filter(|_| panes > 0) {
            self.detail.ask(self.pane, row, panes, cx);
        }
    }

    pub(super) fn answer(&mut self, ticket: Ticket, answer: Result<Reply, StoreError>, cx: &mut Cx) {
        if self.view_answered(ticket, &answer, cx)
            || self.figures_answered(ticket, &answer, cx)
            || self.export_answered(ticket, &answer, cx)
        {
            return;
        }
        if self.ahead.take(ticket, answer.as_ref().ok(), cx) {
            return;
        }
        let to_prefs = self.prefs.take_if(|asked| *asked == ticket).is_some();
        let part = self.reading.take_if(|(asked, _)| *asked == ticket).map(|(_, part)| part);
        let waited = self.waiting.take_if(|(asked, _)| *asked == ticket).map(|(_, wait)| wait);
        let marked = self.marking.take_if(|asked| *asked == ticket).is_some();
        if waited.is_some() {
            self.landed(answer.is_ok());
        }
        match (answer, part) {
            (Ok(Reply::Prefs(prefs)), _) if to_prefs => {
                self.restore(&prefs, cx);
                self.step_as_typed(cx);
            }
            (Ok(Reply::Page(page)), Some(part)) => self.take_rows(part, page, cx),
            (Ok(Reply::Page(page)), None) if marked => {
                self.marks.add(&page.rows);
                if page.more {
                    cx.info(cx.lang.fmt(Msg::ListManyMarked, &[&MOST_MARKS]));
                }
            }
            (Ok(reply), _) => {
                if let Some(wait) = waited {
                    self.done(wait, reply, cx);
                } else if !self.typing_answered(ticket, &reply, cx)
                    && !self.mode_answer(ticket, &reply, cx)
                    && !self.headings.take(ticket, &reply)
                    && !self.detail.take(ticket, &reply)
                    && !self.ageing.take(ticket, &reply)
                {
                    self.totals.take(self.pane, ticket, &reply);
                }
            }
            (Err(_), _) if to_prefs => {
                self.begin(cx);
                self.step_as_typed(cx);
            }
            (Err(error), _) if self.offers(waited.as_ref(), &error, cx) => {}
            (Err(error), _) => self.failed(&error, waited.is_some() || marked || part.is_some(), cx),
        }
    }

    /// What a refused move lacked is filled in on the spot, where that can be.
    fn offers(&self, waited: Option<&Wait>, error: &StoreError, cx: &mut Cx) -> bool {
        matches!(waited, Some(Wait::Move(what)) if acts::filled_in(*what, error, &self.on(), cx))
    }

    pub(super) fn failed(&mut self, error: &StoreError, concerns: bool, cx: &mut Cx) {
        let text = trouble::say(error, cx.lang);
        if concerns && !text.is_empty() {
            cx.bad(text);
        }
        // What is shown is not what is stored, or may not be.
        if matches!(error, StoreError::Stale | StoreError::Unknown) {
            self.refresh(cx);
        }
    }

    fn take_rows(&mut self, part: Part, mut page: crate::store::Page, cx: &mut Cx) {
        // The first so many are all that is wanted.
        page.more &= self.wanted.top.is_none();
        let before = self.rows.here().map(|row| row.id);
        self.marks.refresh(&page.rows);
        self.rows.take(part, page);
        self.before = None;
        if !matches!(part, Part::After | Part::Before) {
            (self.ahead.shown, self.ahead.old) = (false, false);
        }
        let fresh = !matches!(part, Part::After | Part::Before);
        if fresh {
            self.totals.ask(self.pane, &self.wanted, cx);
            self.mode_rows_came(cx);
            self.headings.ask(self.pane, &self.wanted, cx);
            if self.areas.ageing.is_some() {
                self.ageing.ask(self.pane, &self.wanted, cx);
            }
        }
        if let Some(part) = self.rows.missing() {
            self.read(part, cx);
        }
        // What hangs below the row may have changed too.
        if fresh || self.rows.here().map(|row| row.id) != before {
            self.ask_detail(cx);
        }
    }

    fn done(&mut self, wait: Wait, reply: Reply, cx: &mut Cx) {
        match (wait, reply) {
            (Wait::Move(what), Reply::Moved(n)) => cx.good(moved(what, n, cx)),
            (Wait::Set(said), Reply::Saved(_)) => cx.good(said),
            (Wait::Dun(people), Reply::Dunned(results)) => self.dunned(&people, &results, cx),
            (Wait::Book, Reply::Booked(booked)) => {
                let amount = money::grouped(booked.allocated);
                cx.good(cx.lang.fmt(
                    Msg::ListBooked,
                    &[&crate::text::clean(&booked.code), &amount, &booked.closed_todos],
                ));
            }
            (Wait::Promise, Reply::Page(page)) => {
                match page.rows.first() {
                    Some(todo) => drop(acts::answer(todo, cx)),
                    None => cx.info(cx.lang.tr(Msg::ListNoOpenTodo)),
                }
                return;
            }
            _ => {}
        }
        self.marks.clear();
        self.refresh(cx);
    }

    /// How many collection todos were made, for whom, and why the others were not.
    fn dunned(&mut self, people: &[(i64, String)], results: &[DunResult], cx: &mut Cx) {
        let (made, not): (Vec<_>, Vec<_>) = results.iter().partition(|result| result.made);
        let who = counted(made.iter().filter_map(|result| {
            people
                .iter()
                .find(|(id, _)| *id == result.instalment_id)
                .map(|(_, name)| crate::text::clean(name).into_string())
        }));
        let why = counted(not.iter().map(|result| cx.lang.value("dun_reason", &result.reason).to_owned()));
        let mut text = match made.len() {
            0 => cx.lang.tr(Msg::ListDunnedNone).to_owned(),
            n => cx.lang.fmt(Msg::NoticeDunned, &[&n]) + " (" + &who.join(", ") + ")",
        };
        for reason in why {
            text += "; ";
            text += &reason;
        }
        if made.is_empty() { cx.info(text) } else { cx.good(text) }
    }
}

fn moved(what: Move, n: usize, cx: &Cx) -> String {
    let done = offered::name(what, cx.lang);
    cx.lang.fmt(Msg::NoticeMoved, &[&format!("{done} {n}")])
}

/// `王约翰 2`, `李娜 1`: each once, with how often.
pub(super) fn counted(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for name in names {
        match counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, n)) => *n += 1,
            None => counts.push((name, 1)),
        }
    }
    counts.into_iter().map(|(name, n)| format!("{name} {n}")).collect()
}
