//! What was typed and not saved: when, what, for whom. Enter goes on with it, x throws it away after a question. Knows the
//! payloads only by the fields that most forms keep: customer, lines, amount.

use ratatui::{Frame, layout::Rect, text::Line};
use serde_json::Value as Json;

use super::{
    Cx, Event, Look, Outcome, Screen, cell, form, open, order_form::OrderForm, payment_form::PaymentForm,
    trouble,
};
use crate::{
    command::{Cmd, Context},
    i18n::{Lang, Msg},
    store::{KeptDraft, Reply, Request, Ticket},
    text::clean,
    theme::Role,
    widget::{Column, Grid, frame_box, measure, solve},
};

/// A form as it was kept. What cannot be read stays, and is said.
pub fn resume(draft: KeptDraft) -> Box<dyn Screen> {
    let screen: Option<Box<dyn Screen>> = match draft.form.as_str() {
        "order" => OrderForm::resume(&draft.payload).map(|form| Box::new(form) as Box<dyn Screen>),
        "payment" => PaymentForm::resume(&draft.payload).map(|form| Box::new(form) as Box<dyn Screen>),
        _ => form::resume(draft),
    };
    screen.unwrap_or_else(|| Box::new(Drafts { first: false, unreadable: true, ..Drafts::new() }))
}

/// The kept drafts.
pub struct Drafts {
    kept: Vec<KeptDraft>,
    cursor: usize,
    asked: Option<Ticket>,
    dropping: Option<Ticket>,
    /// The first answer decides: none kept means a new order, one is gone on with.
    first: bool,
    rows: usize,
    told: Option<String>,
    /// One was chosen that this program cannot read.
    unreadable: bool,
}

impl Drafts {
    /// Not read yet.
    pub fn new() -> Drafts {
        Drafts {
            kept: Vec::new(),
            cursor: 0,
            asked: None,
            dropping: None,
            first: true,
            rows: 1,
            told: None,
            unreadable: false,
        }
    }

    fn ask(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask("drafts", Request::Drafts));
    }

    fn answer(&mut self, ticket: Ticket, answer: Result<Reply, crate::store::StoreError>, cx: &mut Cx) {
        if self.dropping.take_if(|asked| *asked == ticket).is_some() {
            if let Err(e) = answer {
                self.told = Some(trouble::say(&e, cx.lang));
            }
            self.ask(cx);
        } else if self.asked.take_if(|asked| *asked == ticket).is_some() {
            match answer {
                Ok(Reply::Drafts(kept)) => self.came(kept, cx),
                Ok(_) => {}
                Err(e) => self.told = Some(trouble::say(&e, cx.lang)),
            }
        }
    }

    fn came(&mut self, kept: Vec<KeptDraft>, cx: &mut Cx) {
        self.kept = kept;
        self.kept.sort_by_key(|draft| std::cmp::Reverse(draft.saved_at));
        self.cursor = self.cursor.min(self.kept.len().saturating_sub(1));
        match (self.kept.as_slice(), self.first) {
            ([], true) => cx.replace(open::order(None)),
            ([], false) => cx.pop(Outcome::Cancelled),
            ([only], true) => cx.replace(open::resume(only.clone())),
            _ => {}
        }
        self.first = false;
    }
}

impl Default for Drafts {
    fn default() -> Self {
        Drafts::new()
    }
}

/// For whom a draft is, as far as it says.
fn whom(payload: &Json) -> &str {
    let link = ["customer", "payer"].iter().find_map(|name| payload[*name]["label"].as_str());
    let own = || payload["customer_text"].as_str().or(payload["label"].as_str());
    link.or_else(own).unwrap_or_default()
}

/// What it is about: the position of the first line, or the amount.
fn what(payload: &Json) -> &str {
    let line = payload["lines"][0]["place_text"].as_str();
    line.or_else(|| payload["amount"].as_str()).unwrap_or_default()
}

fn form_name(draft: &KeptDraft, lang: Lang) -> String {
    match draft.form.as_str() {
        "order" => lang.tr(Msg::DeskNewOrder).to_owned(),
        "payment" => lang.tr(Msg::PayTitle).to_owned(),
        other => {
            let mut parts = other.split(':');
            let (sort, name) = (parts.next(), parts.next().unwrap_or_default());
            let kind = crate::domain::kind::Kind::find(name).map_or("", |kind| lang.kind(kind.name()));
            match (sort, parts.next(), Msg::find(&format!("move.{name}"))) {
                (Some("kind"), None, _) => lang.fmt(Msg::FormNew, &[&kind]),
                (Some("kind"), Some(_), _) => lang.fmt(Msg::FormEdit, &[&kind]),
                (Some("move"), _, Some(msg)) => lang.tr(msg).to_owned(),
                _ => clean(other).into_string(),
            }
        }
    }
}

impl Screen for Drafts {
    fn title(&self, lang: Lang) -> String {
        lang.tr(Msg::DraftsTitle).to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::List]
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        let last = self.kept.len().saturating_sub(1);
        match event {
            // Opened again when the language changes: the list stays.
            Event::Opened if !self.kept.is_empty() => {}
            Event::Opened | Event::Online | Event::Command(Cmd::Refresh) => self.ask(cx),
            Event::Answer(ticket, answer) => self.answer(ticket, answer, cx),
            Event::Command(Cmd::Up) => self.cursor = self.cursor.saturating_sub(1),
            Event::Command(Cmd::Down) => self.cursor = (self.cursor + 1).min(last),
            Event::Command(Cmd::PageUp) => self.cursor = self.cursor.saturating_sub(self.rows),
            Event::Command(Cmd::PageDown) => self.cursor = (self.cursor + self.rows).min(last),
            Event::Command(Cmd::First) => self.cursor = 0,
            Event::Command(Cmd::Last) => self.cursor = last,
            Event::Command(Cmd::Open | Cmd::ResumeDraft) => {
                if let Some(draft) = self.kept.get(self.cursor) {
                    cx.replace(open::resume(draft.clone()));
                }
            }
            Event::Command(Cmd::Remove) => {
                if let Some(draft) = self.kept.get(self.cursor) {
                    let whom = clean(whom(&draft.payload));
                    cx.push(open::confirm(
                        cx.lang.fmt(Msg::DraftsDrop, &[&form_name(draft, cx.lang), &whom]),
                    ));
                }
            }
            Event::Resume(Outcome::Confirmed) => {
                if let Some(draft) = self.kept.get(self.cursor) {
                    self.dropping = Some(cx.ask("drop", Request::DropDraft(draft.id)));
                }
            }
            Event::Command(_) => return false,
            _ => {}
        }
        true
    }

    fn lay_out(&mut self, area: Rect) {
        self.rows = usize::from(area.height.saturating_sub(3)).max(1);
    }

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let lang = look.lang;
        let inner = frame_box(frame, area, lang.tr(Msg::DraftsTitle), true, look.theme);
        let mut columns = vec![
            Column::whole(lang.tr(Msg::DraftsWhen), 0),
            Column::whole(lang.tr(Msg::DraftsForm), 1),
            Column::text(lang.tr(Msg::DeskCustomer), 12, 0),
            Column::text(lang.tr(Msg::DraftsWhat), 8, 2),
        ];
        let today = look.session.map(|session| session.today);
        let first = self.cursor.saturating_sub(self.rows - 1);
        let rows: Vec<Vec<(String, Role)>> = self
            .kept
            .iter()
            .skip(first)
            .take(self.rows)
            .map(|draft| {
                [
                    cell::moment(draft.saved_at, today),
                    form_name(draft, lang),
                    clean(whom(&draft.payload)).into_string(),
                    clean(what(&draft.payload)).into_string(),
                ]
                .map(|text| (text, Role::Text))
                .into()
            })
            .collect();
        measure(&mut columns, &rows);
        let widths = solve(&columns, inner.width);
        let grid = Grid {
            columns: &columns,
            widths: &widths,
            rows: &rows,
            cursor: Some(self.cursor - first),
            column: None,
            marked: &[],
            focus: true,
        };
        grid.draw(frame, inner, look.theme);
    }

    fn status(&self, look: &Look) -> Line<'static> {
        let unreadable = self.unreadable.then(|| look.lang.tr(Msg::DraftsUnreadable).to_owned());
        match (self.told.clone().or(unreadable), self.asked.is_some() && self.kept.is_empty()) {
            (Some(text), _) => Line::styled(format!(" {text}"), look.theme.style(Role::Bad)),
            (None, true) => {
                Line::styled(format!(" {}", look.lang.tr(Msg::ListLoading)), look.theme.style(Role::Dim))
            }
            (None, false) => Line::default(),
        }
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Open, Cmd::Remove, Cmd::NewOrder, Cmd::Cancel]
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::screen::{Effect, probe::Probe};

    fn kept(form: &str, minute: u32, payload: Json) -> KeptDraft {
        let saved_at = format!("2002-03-13T06:{minute:02}:11Z").parse().unwrap();
        KeptDraft { id: Uuid::new_v4(), form: form.into(), payload, saved_at }
    }

    fn two() -> Vec<KeptDraft> {
        vec![
            kept(
                "payment",
                2,
                serde_json::json!({ "payer": { "id": 2, "label": "上海晨光汽车" }, "amount": "44,000" }),
            ),
            kept(
                "order",
                5,
                serde_json::json!({ "customer": { "id": 1, "label": "上海雅韵\u{202e}" }, "lines": [{ "place_text": "三联生活周刊 封底" }] }),
            ),
        ]
    }

    #[test]
    fn lists_the_newest_first_and_nothing_raw() {
        let mut probe = Probe::new(Box::new(Drafts::new()));
        probe.answer("drafts", Ok(Reply::Drafts(two())));
        let shown = probe.shown();
        let order = shown.find("三联生活周刊 封底").expect("the order");
        assert!(order < shown.find("44,000").expect("the payment"), "{shown}");
        assert!(shown.contains("14:05") && shown.contains("上海雅韵<202E>"), "{shown}");
        assert!(probe.effects.is_empty());
    }

    #[test]
    fn none_is_a_new_order_and_a_single_one_is_gone_on_with() {
        for drafts in [Vec::new(), vec![kept("order", 1, Json::Null)]] {
            let mut probe = Probe::new(Box::new(Drafts::new()));
            probe.answer("drafts", Ok(Reply::Drafts(drafts)));
            assert!(matches!(probe.effects.as_slice(), [Effect::Replace(_)]));
        }
    }

    #[test]
    fn asks_before_it_throws_away() {
        let mut probe = Probe::new(Box::new(Drafts::new()));
        let drafts = two();
        let payment = drafts[0].id;
        probe.answer("drafts", Ok(Reply::Drafts(drafts.clone())));
        probe.cmd(Cmd::Down);
        probe.cmd(Cmd::Remove);
        assert!(matches!(probe.effects.as_slice(), [Effect::Push(_)]));
        assert!(probe.question("drop").is_none());
        probe.event(Event::Resume(Outcome::Confirmed));
        assert_eq!(probe.question("drop"), Some(&Request::DropDraft(payment)));
        probe.answer("drop", Ok(Reply::Done));
        probe.answer("drafts", Ok(Reply::Drafts(vec![drafts[1].clone()])));
        assert!(!probe.shown().contains("44,000"));
        probe.cmd(Cmd::Open);
        assert!(probe.effects.iter().any(|effect| matches!(effect, Effect::Replace(_))));
    }
}
