//! What keys do in the order form. A key that needs an answer which is still on its way waits in order with all keys after
//! it, so that typing ahead gives the same order as typing slowly.

use super::{OrderForm, Start, field::Field};
use crate::{
    command::Cmd,
    domain::{kind::Kind, record::Values, value::Value},
    i18n::Msg,
    screen::{Cx, Event, desk, open},
};

/// Commands of this screen; all others are the program's.
pub fn ours(cmd: Cmd) -> bool {
    desk::takes(cmd)
        || matches!(
            cmd,
            Cmd::MakeNew
                | Cmd::CopyLastOrder
                | Cmd::DuplicateLine
                | Cmd::DeleteLine
                | Cmd::MoveLineUp
                | Cmd::MoveLineDown
                | Cmd::PinField
                | Cmd::Templates
                | Cmd::SaveDraft
        )
}

impl OrderForm {
    /// Keys: done now, or after the answer they need.
    pub(super) fn input(&mut self, event: Event, cx: &mut Cx) -> bool {
        if let Event::Command(Cmd::KeepDraft) = event {
            // Also when the terminal goes away: nothing is waited for.
            self.keep_draft(cx);
            return true;
        }
        if self.hold.is_leaving() {
            return true;
        }
        if let Event::Command(Cmd::Cancel) = event {
            self.held.clear();
            self.cancel(cx);
            return true;
        }
        if self.saving.is_some()
            && matches!(event, Event::Command(Cmd::Finish | Cmd::Accept | Cmd::SaveDraft))
        {
            self.told = Some(cx.lang.tr(Msg::DeskWait).to_owned());
            return true;
        }
        if self.in_doubt && self.saving.is_none() {
            // Nothing is typed over an order that may be stored already.
            if matches!(event, Event::Command(Cmd::Finish)) {
                self.ask_again(cx);
            } else {
                self.told = Some(cx.lang.tr(Msg::DeskInDoubt).to_owned());
            }
            return true;
        }
        if !self.held.is_empty() || self.must_wait(&event) {
            self.held.push_back(event);
        } else {
            self.act(event, cx);
        }
        true
    }

    /// Does what was typed while an answer was on its way.
    pub(super) fn replay(&mut self, cx: &mut Cx) {
        while let Some(event) = self.held.pop_front() {
            if self.must_wait(&event) {
                self.held.push_front(event);
                return;
            }
            self.act(event, cx);
            self.work();
        }
    }

    fn must_wait(&self, event: &Event) -> bool {
        let asked = &self.asked;
        if matches!(self.start, Start::Said(_) | Start::Finding(..)) {
            return true;
        }
        if self.saving.is_some() || self.question.is_some() || asked.order.is_some() || asked.theirs.is_some()
        {
            return true;
        }
        let Event::Command(cmd) = event else { return false };
        let accepts = matches!(cmd, Cmd::Accept | Cmd::Finish | Cmd::SaveDraft);
        match self.field() {
            field if accepts && self.changed && self.looks_up(field) => self.suggestions.asked.is_some(),
            Field::Place(_) | Field::Issues(_) if accepts && asked.catalogue.is_some() => true,
            _ => {
                matches!(cmd, Cmd::CopyLastOrder | Cmd::Finish | Cmd::SaveDraft)
                    && (asked.desk.is_some() || asked.catalogue.is_some())
            }
        }
    }

    fn act(&mut self, event: Event, cx: &mut Cx) {
        self.told = None;
        match event {
            Event::Text(c) => self.type_char(c, cx),
            Event::Paste(text) => self.paste(&text, cx),
            Event::Command(cmd) => self.command(cmd, cx),
            _ => {}
        }
    }

    fn type_char(&mut self, c: char, cx: &mut Cx) {
        if self.field() == Field::Added {
            return self.fill_added(cx);
        }
        if self.fresh && !self.edit.is_empty() {
            self.edit.set("");
        }
        if self.edit.insert(c) {
            self.edited(cx);
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        let table = text.trim_end().contains('\n') || text.contains('\t');
        if let (true, Some(n)) = (table, self.field().line()) {
            self.paste_rows(n, text, cx);
            return;
        }
        if self.field() == Field::Added {
            return;
        }
        if self.fresh && !self.edit.is_empty() {
            self.edit.set("");
        }
        self.edit.paste(text);
        self.edited(cx);
    }

    /// The text under the cursor was changed.
    pub(super) fn edited(&mut self, cx: &mut Cx) {
        let field = self.field();
        self.fresh = false;
        self.changed = true;
        self.said = None;
        let text = self.edit.text().to_owned();
        self.typed.set(field, &text);
        match field {
            Field::Customer => {
                // What is known is another customer's.
                self.desk = None;
                self.asked.desk = None;
                self.look_up(&text, cx);
            }
            Field::Place(_) => self.look_up_place(&text),
            field if self.looks_up(field) => self.look_up(&text, cx),
            _ => {}
        }
        self.hold.touch(cx);
    }

    fn command(&mut self, cmd: Cmd, cx: &mut Cx) {
        let shape = self.work.shape();
        let field = self.field();
        match cmd {
            Cmd::Accept | Cmd::PickValue if field == Field::Added => self.fill_added(cx),
            Cmd::Accept => self.accept(cx),
            Cmd::NextField => self.go(field.next(&shape), cx),
            Cmd::PreviousField => self.go(field.previous(&shape), cx),
            Cmd::LineUp if self.suggestions.step(false) => {}
            Cmd::LineDown if self.suggestions.step(true) => {}
            Cmd::LineUp => self.go(field.above(&shape), cx),
            Cmd::LineDown => self.go(field.below(&shape), cx),
            Cmd::NextBlock => self.go(field.block().next(&shape).first(), cx),
            Cmd::PreviousBlock => self.go(field.block().previous(&shape).first(), cx),
            Cmd::PickValue => self.pick(cx),
            Cmd::MakeNew if field == Field::Customer => {
                let name = Values::new().with("name", Value::text(self.edit.text().trim()));
                cx.push(open::create(Kind::Customer, name));
            }
            Cmd::Recompute => self.ask_media(cx),
            Cmd::CopyLastOrder => self.copy_last(cx),
            Cmd::DuplicateLine => self.duplicate_line(cx),
            Cmd::DeleteLine => self.delete_line(cx),
            Cmd::MoveLineUp => self.move_line(false, cx),
            Cmd::MoveLineDown => self.move_line(true, cx),
            Cmd::PinField => self.pin(cx),
            Cmd::Templates => self.templates(cx),
            Cmd::SaveDraft => self.save_draft(cx),
            Cmd::Finish => self.finish(cx),
            cmd => self.edit_text(cmd, cx),
        }
    }

    /// Editing within the line. Del on a text that was not touched empties it, which brings the default back. Undo goes on
    /// from the text to the lines.
    fn edit_text(&mut self, cmd: Cmd, cx: &mut Cx) {
        let before = self.edit.text().to_owned();
        if self.fresh && cmd == Cmd::DeleteForward {
            self.edit.set("");
        } else {
            self.edit.command(cmd);
        }
        if self.edit.text() != before {
            self.edited(cx);
        } else if cmd == Cmd::UndoTyping {
            self.undo_lines(cx);
        } else {
            self.fresh = false;
        }
    }
}
