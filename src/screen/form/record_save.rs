//! Saving what was typed in a record's form: the changed fields over the version that was seen, what comes back, and what
//! becomes of two changes of one record.

use super::{
    merge::merge,
    move_form::MoveForm,
    record_form::{Phase, RecordForm},
};
use crate::{
    domain::{
        alike::REFUSED,
        entity,
        kind::Kind,
        operation::Move,
        policy,
        record::{Row, Values},
        value::Value,
    },
    i18n::Msg,
    screen::{Cx, Outcome, open, trouble},
    store::{Request, Save, StoreError},
    text::clean,
};

impl RecordForm {
    pub(super) fn save(&mut self, cx: &mut Cx) {
        let Some(sheet) = &mut self.sheet else { return };
        let values = match sheet.read(cx) {
            Ok(values) => values,
            Err(faulty) => {
                cx.bad(cx.lang.fmt(Msg::FormFaults, &[&faulty.join(", ")]));
                return;
            }
        };
        let changed = values.changed_since(&self.base);
        if let Some(field) = self.asked_with(&values, &changed)
            && let Some(sheet) = &mut self.sheet
        {
            let label = cx.lang.field(self.kind.name(), field);
            let text = cx.lang.fmt(Msg::FormAskedWith, &[&label]);
            if sheet.blame(field, text.clone()) {
                return cx.bad(text);
            }
        }
        if changed.is_empty() && self.existing.is_some() {
            cx.info(cx.lang.tr(Msg::FormNothingChanged));
            self.forget_draft(cx);
            cx.pop(Outcome::Cancelled);
            return;
        }
        self.look_for_like(cx);
        match self.likeness.wanted(self.kind, self.id(), cx) {
            Some(ticket) => self.phase = Phase::Judging(ticket),
            None => self.judged(cx),
        }
    }

    /// What the source asks for besides, where it or its answer was changed.
    fn asked_with(&self, values: &Values, changed: &Values) -> Option<&'static str> {
        let field = (self.kind == Kind::Customer).then(|| entity::customer::asked_with(values))??;
        (changed.has("source") || changed.has(field)).then_some(field)
    }

    /// It is known who may be this one.
    pub(super) fn judged(&mut self, cx: &mut Cx) {
        match self.likeness.question(cx.lang) {
            Some(question) => {
                self.phase = Phase::Confirming;
                cx.push(open::confirm(question));
            }
            None => self.send_typed(cx),
        }
    }

    /// It is to be saved beside the one that is like it, or a second one is permitted; or not.
    pub(super) fn decided(&mut self, outcome: &Outcome, cx: &mut Cx) {
        self.phase = Phase::Editing;
        match outcome {
            Outcome::Confirmed => self.likeness.confirm(),
            Outcome::Saved { .. } => {}
            _ => return,
        }
        self.send_typed(cx);
    }

    fn send_typed(&mut self, cx: &mut Cx) {
        self.phase = Phase::Editing;
        if let Some(Ok(values)) = self.sheet.as_mut().map(|sheet| sheet.read(cx)) {
            self.send(values.changed_since(&self.base), cx);
        }
    }

    pub(super) fn send(&mut self, values: Values, cx: &mut Cx) {
        let save = Save { kind: self.kind, existing: self.existing, values, intent: self.intent };
        self.phase = Phase::Saving(cx.ask("save", Request::Save(save)));
    }

    pub(super) fn saved(&mut self, id: i64, cx: &mut Cx) {
        let title = entity::def(self.kind).title;
        let typed = self.sheet.as_ref().map(|sheet| sheet.text(title)).unwrap_or_default();
        let label = if typed.is_empty() { self.label.clone() } else { typed };
        cx.good(cx.lang.fmt(Msg::FormSaved, &[&clean(&label)]));
        self.forget_draft(cx);
        // An activity that is logged is done: its result comes next.
        if self.kind == Kind::Activity && self.existing.is_none() && self.preset.get("state").str() == "done"
        {
            cx.replace(Box::new(MoveForm::on_record(Move::CompleteActivity, id)));
        } else {
            cx.pop(Outcome::Saved { kind: self.kind, id });
        }
    }

    pub(super) fn forget_draft(&mut self, cx: &mut Cx) {
        if std::mem::take(&mut self.stored) {
            cx.ask("draft", Request::DropDraft(self.intent));
        }
    }

    pub(super) fn failed(&mut self, error: &StoreError, cx: &mut Cx) {
        self.phase = Phase::Editing;
        match (error, self.existing) {
            (StoreError::Stale, Some((id, _))) => {
                self.phase = Phase::Rereading(cx.ask("record", Request::Record(self.kind, id)));
            }
            (StoreError::Unknown, None) if !self.kind.keeps_intent() => {
                cx.bad(cx.lang.tr(Msg::FormLookFirst))
            }
            (StoreError::Unknown, _) => cx.bad(cx.lang.tr(Msg::FormUnsure)),
            (StoreError::Refused(reason), _) => {
                let text = trouble::say(error, cx.lang);
                let field = reason.field.as_deref().unwrap_or_default();
                if let Some(sheet) = &mut self.sheet {
                    sheet.blame(field, text.clone());
                }
                cx.bad(text);
                if REFUSED.contains(&reason.rule.as_str())
                    && policy::offers(cx.session, Move::PermitDuplicate)
                {
                    self.permit(cx);
                }
            }
            _ => cx.bad(trouble::say(error, cx.lang)),
        }
    }

    /// A director says why a second one is right, and it is saved.
    fn permit(&mut self, cx: &mut Cx) {
        let name = self.sheet.as_ref().map(|sheet| sheet.text("name")).unwrap_or_default();
        self.phase = Phase::Permitting;
        cx.push(open::operate(
            Move::PermitDuplicate,
            Vec::new(),
            Values::new().with("name", Value::text(name)),
        ));
    }

    /// The record as it is now: both changes are kept where they do not touch each other.
    pub(super) fn reread(&mut self, row: &Row, cx: &mut Cx) {
        self.phase = Phase::Editing;
        let Some(sheet) = &mut self.sheet else { return };
        let Ok(values) = sheet.read(cx) else { return };
        let mine = values.changed_since(&self.base);
        let theirs = row.values();
        let merged = merge(&self.base, &mine, &theirs);
        if !merged.clashes.is_empty() {
            self.phase = Phase::Settling;
            self.theirs = Some(row.clone());
            cx.push(open::conflict(self.kind, self.base.clone(), mine, row.clone()));
            return;
        }
        if merged.mine.is_empty() {
            // What I typed stands there already: the save whose answer was lost had come through.
            self.saved(row.id, cx);
            return;
        }
        let labels: Vec<&str> = entity::def(self.kind)
            .fields
            .iter()
            .filter(|def| merged.others.iter().any(|name| name == def.name))
            .filter(|def| !["updated_at", "created_at"].contains(&def.name))
            .map(|def| cx.lang.field(self.kind.name(), def.name))
            .collect();
        if !labels.is_empty() {
            cx.info(cx.lang.fmt(Msg::FormMerged, &[&labels.join(", ")]));
        }
        self.lay_over(row, &merged.mine);
        self.send(merged.mine, cx);
    }

    /// My changes over the record as it is now.
    pub(super) fn lay_over(&mut self, row: &Row, mine: &Values) {
        self.seen(row);
        let mut whole = self.base.clone();
        for (name, value) in mine.iter() {
            whole.set(name, value.clone());
        }
        if let Some(sheet) = &mut self.sheet {
            sheet.put(&whole);
        }
    }

    pub(super) fn settled(&mut self, values: &Values, cx: &mut Cx) {
        let Some(row) = self.theirs.take() else { return };
        self.lay_over(&row, values);
        if values.is_empty() {
            // Theirs in every field: there is nothing left to save.
            self.saved(row.id, cx);
        } else {
            self.send(values.clone(), cx);
        }
    }
}
