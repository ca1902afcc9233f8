//! Many records changed at once: what is changed is picked, what it becomes is typed, and below it stands what that does to each of them, before
//! anything is done. Then it is one deed, which can be watched, stopped and taken back.

mod draw;
mod plan;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use ratatui::{Frame, layout::Rect, text::Line};

use self::plan::{Fate, What};
use super::{
    Cx, Event, Look, Outcome, Screen,
    form::sheet::{Sheet, Turn, ground},
    open, trouble,
};
use crate::{
    command::{Cmd, Context},
    domain::{
        kind::Kind,
        record::{Row, Values},
        value::Value,
    },
    i18n::{Lang, Msg},
    store::{Reason, Reply, Request, StoreError, Ticket},
};

/// The screen.
pub struct BulkEdit {
    kind: Kind,
    rows: Vec<Row>,
    /// The record that the list stands on.
    here: i64,
    /// Those that the operator may change, as soon as it is known.
    mine: Option<HashSet<i64>>,
    what: Option<What>,
    sheet: Option<Sheet>,
    picking: bool,
    /// What each row would hold by what is typed, as far as it can be read, and what becomes of it.
    after: Vec<Value>,
    fates: Vec<Fate>,
    top: usize,
    height: usize,
    asked: Option<Ticket>,
    running: Option<Running>,
}

/// The change is on its way.
struct Running {
    ticket: Ticket,
    /// How many were gone through, of how many.
    gone: usize,
    all: usize,
    stopping: bool,
}

impl BulkEdit {
    /// Of these records; the list below stands on `here`.
    pub fn new(kind: Kind, rows: Vec<Row>, here: i64) -> BulkEdit {
        BulkEdit {
            kind,
            rows,
            here,
            mine: None,
            what: None,
            sheet: None,
            picking: false,
            after: Vec::new(),
            fates: Vec::new(),
            top: 0,
            height: 1,
            asked: None,
            running: None,
        }
    }

    fn begin(&mut self, cx: &mut Cx) {
        if let Some(sheet) = &mut self.sheet {
            sheet.opened(cx);
            return self.weigh(cx);
        }
        if self.asked.is_none() && self.mine.is_none() {
            let ids = self.rows.iter().map(|row| row.id).collect();
            self.asked = Some(cx.ask("changeable", Request::Changeable(self.kind, ids)));
            self.pick(cx);
        }
    }

    fn pick(&mut self, cx: &mut Cx) {
        let all = plan::offered(cx.session, self.kind);
        if all.is_empty() {
            cx.bad(cx.lang.fmt(Msg::BulkNothing, &[&cx.lang.kind(self.kind.name())]));
            return cx.pop(Outcome::Cancelled);
        }
        let label = |what: &What| what.label(self.kind, cx.lang).to_owned();
        let choices = all.iter().map(|what| (what.key().to_owned(), label(what))).collect();
        self.picking = true;
        cx.push(open::pick_code(cx.lang.fmt(Msg::BulkPick, &[&self.rows.len()]), choices, String::new()));
    }

    fn picked(&mut self, name: &str, cx: &mut Cx) {
        let found = plan::offered(cx.session, self.kind).into_iter().find(|what| what.key() == name);
        let Some(what) = found else { return };
        let mut sheet = Sheet::new(self.kind, what.fields(), &Values::new(), ground(cx));
        sheet.opened(cx);
        (self.what, self.sheet, self.top) = (Some(what), Some(sheet), 0);
        self.weigh(cx);
    }

    /// What the typed value does to each row.
    fn weigh(&mut self, cx: &Cx) {
        let (Some(what), Some(sheet)) = (self.what, &self.sheet) else { return };
        let mut values = Values::new();
        for field in what.fields() {
            values.set(field.name, sheet.value(field.name, ground(cx)));
        }
        let everybody = || self.rows.iter().map(|row| row.id).collect();
        let mine = self.mine.clone().unwrap_or_else(everybody);
        let mut turn = 0;
        let weighed = self.rows.iter().map(|row| {
            let after = what.after(turn, row, &values);
            turn += usize::from(mine.contains(&row.id));
            let fate = what.fate(cx.session, row, &after, &mine);
            (after, fate)
        });
        (self.after, self.fates) = weighed.unzip();
    }

    fn count(&self, fate: Fate) -> usize {
        self.fates.iter().filter(|it| **it == fate).count()
    }

    fn finish(&mut self, cx: &mut Cx) {
        if self.running.is_some() {
            return;
        }
        self.weigh(cx);
        let (Some(what), Some(sheet)) = (self.what, &mut self.sheet) else { return };
        let values = match sheet.read(cx) {
            Ok(values) => values,
            Err(faulty) => return cx.bad(cx.lang.fmt(Msg::FormFaults, &[&faulty.join(", ")])),
        };
        if self.mine.is_none() {
            return cx.info(cx.lang.tr(Msg::BulkWait));
        }
        let all = self.rows.iter().zip(&self.after).zip(&self.fates);
        let changing = all.filter(|(_, fate)| **fate == Fate::Changes).map(|(row, _)| row);
        let bulk = what.bulk(self.kind, changing, &values);
        if bulk.targets.is_empty() {
            return cx.info(cx.lang.tr(Msg::BulkNone));
        }
        let all = bulk.targets.len();
        let ticket = cx.ask("bulk", Request::Bulk(Box::new(bulk)));
        self.running = Some(Running { ticket, gone: 0, all, stopping: false });
    }

    /// Esc stops what runs, else leaves.
    fn cancel(&mut self, cx: &mut Cx) {
        match &mut self.running {
            Some(running) => {
                running.stopping = true;
                cx.stop("bulk");
            }
            None => cx.pop(Outcome::Cancelled),
        }
    }

    fn answer(&mut self, ticket: Ticket, answer: Result<Reply, StoreError>, cx: &mut Cx) {
        if self.asked.take_if(|asked| *asked == ticket).is_some() {
            match answer {
                Ok(Reply::Changeable(ids)) => self.mine = Some(ids.into_iter().collect()),
                Ok(_) => {}
                Err(error) => cx.bad(trouble::say(&error, cx.lang)),
            }
            return self.weigh(cx);
        }
        let Some(running) = self.running.take_if(|running| running.ticket == ticket) else { return };
        match answer {
            Ok(Reply::Bulked(changed)) => {
                let left = running.all - changed.min(running.all);
                let said = match left {
                    0 => cx.lang.fmt(Msg::BulkDone, &[&changed]),
                    left => cx.lang.fmt(Msg::BulkDoneLeft, &[&changed, &left]),
                };
                cx.good(said);
                cx.pop(Outcome::Saved { kind: self.kind, id: self.here });
            }
            Ok(_) => {}
            Err(StoreError::Refused(Reason { rule, .. })) if rule == "stopped" => {
                cx.info(cx.lang.tr(Msg::BulkStopped))
            }
            Err(error) => {
                let said = trouble::say(&error, cx.lang);
                if let (StoreError::Refused(reason), Some(sheet)) = (&error, &mut self.sheet) {
                    sheet.blame(reason.field.as_deref().unwrap_or_default(), said.clone());
                }
                cx.bad(said);
            }
        }
    }

    fn scroll(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(self.height);
        self.top = self.top.saturating_add_signed(by * self.height as isize).min(last);
    }

    fn resumed(&mut self, outcome: Outcome, cx: &mut Cx) {
        match outcome {
            Outcome::PickedCode(name) => self.picked(&name, cx),
            _ => cx.pop(Outcome::Cancelled),
        }
    }

    fn fields(&mut self, event: &Event, cx: &mut Cx) -> bool {
        // What runs was decided.
        if self.running.is_some() {
            return matches!(event, Event::Text(_) | Event::Paste(_));
        }
        let Some(sheet) = &mut self.sheet else { return false };
        let turn = sheet.update(event, cx);
        match turn {
            Turn::NotMine => return false,
            Turn::Taken => {}
            Turn::Last => cx.info(cx.lang.tr(Msg::BulkHow)),
        }
        self.weigh(cx);
        true
    }
}

impl Screen for BulkEdit {
    fn title(&self, lang: Lang) -> String {
        lang.tr(Msg::BulkTitle).to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Form, Context::Field]
    }

    fn types(&self) -> bool {
        true
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        match event {
            Event::Opened => self.begin(cx),
            Event::Resume(outcome) if std::mem::take(&mut self.picking) => self.resumed(outcome, cx),
            Event::Progress(ticket, gone, all) => {
                if let Some(running) = self.running.as_mut().filter(|running| running.ticket == ticket) {
                    (running.gone, running.all) = (gone, all);
                }
            }
            Event::Answer(ticket, answer)
                if self.asked == Some(ticket)
                    || self.running.as_ref().is_some_and(|it| it.ticket == ticket) =>
            {
                self.answer(ticket, answer, cx);
            }
            Event::Command(Cmd::Finish) => self.finish(cx),
            Event::Command(Cmd::Cancel | Cmd::Back) if self.running.is_some() => self.cancel(cx),
            Event::Command(Cmd::PageDown | Cmd::NextBlock) => self.scroll(1),
            Event::Command(Cmd::PageUp | Cmd::PreviousBlock) => self.scroll(-1),
            event => {
                if self.fields(&event, cx) {
                    return true;
                }
                match event {
                    Event::Command(Cmd::Cancel | Cmd::Back) => self.cancel(cx),
                    _ => return false,
                }
            }
        }
        true
    }

    fn lay_out(&mut self, area: Rect) {
        let (form, rows) = draw::parts(area, self.what);
        if let Some(sheet) = &mut self.sheet {
            sheet.lay_out(form);
        }
        self.height = usize::from(rows.height).max(1);
    }

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        self.draw(frame, area, look);
    }

    fn status(&self, look: &Look) -> Line<'static> {
        self.said(look)
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Finish, Cmd::NextBlock, Cmd::PreviousBlock, Cmd::PickValue, Cmd::Cancel]
    }
}
