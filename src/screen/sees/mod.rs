//! Who can see a record, and why: the owner, superiors, desks, rules, shares, as the database decides. Of customers,
//! opportunities and leads the team is kept here: a colleague is added, or taken off again.

#[cfg(test)]
mod tests;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{Cx, Event, Look, Outcome, Screen, cell, offered, open, trouble};
use crate::{
    command::{Cmd, Context},
    domain::{
        kind::Kind,
        operation::{self, Move, Target},
        policy,
        record::Values,
        value::Value,
    },
    i18n::{Lang, Msg},
    store::{Reply, Request, Seer, Ticket},
    text::{clean, cut, fit},
    theme::Role,
    widget::frame_box,
};

/// The screen.
pub struct Sees {
    kind: Kind,
    target: Target,
    label: String,
    seers: Option<Vec<Seer>>,
    asked: Option<Ticket>,
    at: usize,
    top: usize,
    height: usize,
}

impl Sees {
    /// Of a record that is on the screen.
    pub fn new(kind: Kind, target: Target, label: String) -> Sees {
        Sees { kind, target, label, seers: None, asked: None, at: 0, top: 0, height: 1 }
    }

    fn ask(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask("seers", Request::WhoSees(self.kind, self.target.id)));
    }

    fn go(&mut self, by: isize) {
        let last = self.seers.as_ref().map_or(0, Vec::len).saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
        self.top = self.top.min(self.at).max((self.at + 1).saturating_sub(self.height));
    }

    /// The form of a share, or of taking one back, with what is known already.
    fn form(&self, of: fn((Move, Move)) -> Move, preset: Values, cx: &mut Cx) {
        let Some(what) = operation::team(self.kind).map(of) else {
            return cx.info(cx.lang.tr(Msg::SeesOfCustomer));
        };
        if policy::offers(cx.session, what) {
            cx.push(open::operate(what, vec![(self.target, self.label.clone())], preset));
        } else {
            cx.bad(offered::not_to_you(cx, offered::name(what, cx.lang)));
        }
    }

    fn take_off(&self, cx: &mut Cx) {
        match self.seers.as_ref().and_then(|seers| seers.get(self.at)) {
            Some(seer) if seer.why == "share" => {
                let preset = Values::new().with("to", Value::link(seer.id, seer.name.clone()));
                self.form(|(_, unshare)| unshare, preset, cx);
            }
            _ => cx.info(cx.lang.tr(Msg::SeesNoShare)),
        }
    }

    fn command(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        let page = self.height.saturating_sub(1).max(1) as isize;
        match cmd {
            Cmd::Up => self.go(-1),
            Cmd::Down => self.go(1),
            Cmd::PageUp | Cmd::HalfPageUp => self.go(-page),
            Cmd::PageDown | Cmd::HalfPageDown => self.go(page),
            Cmd::First => self.go(isize::MIN + 1),
            Cmd::Last => self.go(isize::MAX / 2),
            Cmd::New | Cmd::Share => self.form(|(share, _)| share, Values::new(), cx),
            Cmd::Remove => self.take_off(cx),
            Cmd::Refresh => self.ask(cx),
            Cmd::Cancel | Cmd::Back => cx.pop(Outcome::Cancelled),
            _ => return false,
        }
        true
    }

    /// Who, where, as what, why, how far, until when.
    fn row(&self, seer: &Seer, cells: usize, here: bool, look: &Look) -> Line<'static> {
        let lang = look.lang;
        let right = lang.tr(if seer.writes { Msg::SeesWrites } else { Msg::SeesReads });
        let until = seer.until.map(|day| cell::whole_date(day, lang)).unwrap_or_default();
        let note = cut(&text(&seer.note), cells.saturating_sub(10 + 18 + 16 + 18 + 8 + 16));
        let style = |role| look.theme.style(if here { Role::Selected } else { role });
        Line::from(vec![
            Span::styled(fit(&text(&seer.name), 10), style(Role::Text)),
            Span::styled(fit(&text(&seer.department), 18), style(Role::Dim)),
            Span::styled(fit(&text(lang.value("role", &seer.role)), 16), style(Role::Dim)),
            Span::styled(fit(&text(lang.value("sees_why", &seer.why)), 18), style(Role::Title)),
            Span::styled(fit(right, 8), style(Role::Text)),
            Span::styled(fit(&until, 16), style(Role::Text)),
            Span::styled(note, style(Role::Dim)),
        ])
    }
}

/// What comes from data, fit to be drawn.
fn text(stored: &str) -> String {
    clean(stored).into_string()
}

impl Screen for Sees {
    fn title(&self, lang: Lang) -> String {
        lang.fmt(Msg::SeesTitle, &[&cut(&text(&self.label), 40)])
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::List]
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        match event {
            Event::Opened | Event::Online | Event::Resume(_) => self.ask(cx),
            Event::Changed(kind, id) if kind == self.kind && (id == self.target.id || id == 0) => {
                self.ask(cx)
            }
            Event::Command(cmd) => return self.command(cmd, cx),
            Event::Answer(ticket, answer) if self.asked == Some(ticket) => {
                self.asked = None;
                match answer {
                    Ok(Reply::Seers(seers)) => self.seers = Some(seers),
                    Ok(_) => {}
                    Err(error) => cx.bad(trouble::say(&error, cx.lang)),
                }
                self.go(0);
            }
            _ => return false,
        }
        true
    }

    fn lay_out(&mut self, area: Rect) {
        self.height = usize::from(area.height.saturating_sub(2)).max(1);
        self.go(0);
    }

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let inner = frame_box(frame, area, self.title(look.lang), true, look.theme);
        let Some(seers) = &self.seers else {
            return frame.render_widget(look.lang.tr(Msg::ListLoading), inner);
        };
        for (n, row) in (self.top..seers.len()).zip(inner.rows()) {
            frame.render_widget(self.row(&seers[n], inner.width.into(), n == self.at, look), row);
        }
    }

    fn hints(&self) -> Vec<Cmd> {
        match operation::team(self.kind) {
            Some(_) => vec![Cmd::New, Cmd::Remove, Cmd::Refresh, Cmd::Back],
            None => vec![Cmd::Refresh, Cmd::Back],
        }
    }
}
