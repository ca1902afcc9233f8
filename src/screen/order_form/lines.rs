//! Lines as a whole: pasted, duplicated, moved, deleted; each change of lines can be taken back, the last first.

use super::{
    OrderForm,
    field::Field,
    place,
    typed::{Typed, TypedLine},
};
use crate::{i18n::Msg, screen::Cx};

/// How many changes of lines can be taken back.
const KEPT: usize = 50;
/// More lines than these are not pasted at once.
const PASTED: usize = 100;

impl OrderForm {
    /// Remembers the form as it is, to come back to it.
    pub(super) fn remember(&mut self) {
        if self.undo.len() == KEPT {
            self.undo.remove(0);
        }
        self.undo.push(self.typed.clone());
    }

    /// Back to before the last change of lines. The order stays the same one.
    pub(super) fn undo_lines(&mut self, cx: &mut Cx) {
        let Some(before) = self.undo.pop() else {
            cx.info(cx.lang.tr(Msg::OrderNothingToUndo));
            return;
        };
        let field = before.field;
        let Typed { intent, existing, .. } = self.typed;
        let base = self.typed.base.take();
        self.typed = Typed { intent, existing, base, ..before };
        self.after_lines(field, cx);
    }

    fn after_lines(&mut self, field: Field, cx: &mut Cx) {
        self.changed = true;
        self.work();
        self.go(field, cx);
    }

    /// A pasted table becomes lines: publication and position, issues, discount.
    pub(super) fn paste_rows(&mut self, n: usize, text: &str, cx: &mut Cx) {
        self.remember();
        let rows: Vec<&str> = text.lines().filter(|row| !row.trim().is_empty()).collect();
        let left = rows.len().saturating_sub(PASTED);
        let rows: Vec<TypedLine> = rows.into_iter().take(PASTED).map(|row| self.pasted(row)).collect();
        let at = if self.typed.lines.get(n).is_some_and(|line| !line.is_empty()) { n + 1 } else { n };
        if left > 0 {
            cx.bad(cx.lang.fmt(Msg::OrderPastedPart, &[&rows.len(), &left]));
        } else {
            cx.info(cx.lang.fmt(Msg::OrderPasted, &[&rows.len()]));
        }
        self.typed.lines.splice(at..at, rows);
        self.after_lines(Field::Place(at), cx);
    }

    fn pasted(&self, row: &str) -> TypedLine {
        let mut cells = row.split('\t').map(|cell| cell.trim().to_owned());
        let place_text = cells.next().unwrap_or_default();
        let mut line = TypedLine {
            issues: cells.next().unwrap_or_default(),
            discount: cells.next().unwrap_or_default(),
            ..TypedLine::default()
        };
        match place::find(&self.catalogue, &place_text).first() {
            Some(place) => {
                let position = place.position(&self.catalogue);
                let (size, colour) = place::open_words(&place_text, position);
                line.place = Some((place.publication(&self.catalogue).id, position.id));
                line.place_text = place.label(&self.catalogue);
                line.size = size.unwrap_or_default();
                line.colour = colour.unwrap_or_default().to_owned();
            }
            None => line.place_text = place_text,
        }
        line
    }

    pub(super) fn duplicate_line(&mut self, cx: &mut Cx) {
        let Some(n) = self.field().line() else { return };
        let Some(line) = self.typed.lines.get(n).filter(|line| !line.is_empty()).cloned() else { return };
        self.remember();
        self.typed
            .lines
            .insert(n + 1, TypedLine { kept_issues: Vec::new(), past_issues: Vec::new(), ..line });
        self.after_lines(Field::Issues(n + 1), cx);
    }

    pub(super) fn delete_line(&mut self, cx: &mut Cx) {
        let Some(n) = self.field().line().filter(|n| *n < self.typed.lines.len()) else { return };
        self.remember();
        self.typed.lines.remove(n);
        self.typed.tidy();
        let n = n.min(self.typed.lines.len() - 1);
        self.after_lines(Field::Place(n), cx);
    }

    /// Changes places with the line above or below; the empty line stays the last.
    pub(super) fn move_line(&mut self, down: bool, cx: &mut Cx) {
        let field = self.field();
        let Some(n) = field.line() else { return };
        let Some(other) = (if down { n.checked_add(1) } else { n.checked_sub(1) }) else { return };
        let typed = |n: usize| self.typed.lines.get(n).is_some_and(|line| !line.is_empty());
        if !typed(n) || !typed(other) {
            return;
        }
        self.remember();
        self.typed.lines.swap(n, other);
        self.after_lines(field.on_line(other), cx);
    }
}
