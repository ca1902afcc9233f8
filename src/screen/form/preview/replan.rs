//! What a new plan makes of an order's instalments, seen while its words are typed: which stay, change, go and come, to the fen,
//! and what the plan leaves over. Worked out here from what the server said is open; the server lays the same plan again.

use ratatui::{Frame, layout::Rect};

use crate::{
    domain::{
        money,
        plan::PlanError,
        record::Values,
        replan::{self, Ask, Standing, Step},
        value::Value,
    },
    entry::order::{words, work::Wrong},
    i18n::{Lang, Msg},
    screen::{Cx, Look, cell, desk::put, trouble},
    store::{Reply, Request, StoreError, Ticket},
    text::{fit, fit_right},
    theme::Role,
};

/// Rows for instalments, when there is room; one more tells the sums.
const ROWS: u16 = 11;

/// The part of the window.
pub struct Replanned {
    order: i64,
    asked: Option<Ticket>,
    standing: Option<Box<Standing>>,
    failed: Option<StoreError>,
}

impl Replanned {
    /// Of a new plan for one order.
    pub fn new(order: i64, cx: &mut Cx) -> Replanned {
        let mut preview = Replanned { order, asked: None, standing: None, failed: None };
        preview.ask(cx);
        preview
    }

    /// Asks what is open, again where it may be something else by now.
    pub fn ask(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask("standing", Request::Standing(self.order)));
    }

    /// Takes the answer to its question.
    pub fn take(&mut self, ticket: Ticket, answer: &Result<Reply, StoreError>) -> bool {
        let mine = self.asked.take_if(|asked| *asked == ticket).is_some();
        match answer {
            _ if !mine => {}
            Ok(Reply::Standing(standing)) => {
                (self.standing, self.failed) = (Some(standing.clone()), None);
            }
            Ok(_) => {}
            Err(error) => self.failed = Some(error.clone()),
        }
        mine
    }

    /// What was seen goes with the move, so that nothing else is planned than what was seen.
    pub fn sign(&self, values: &mut Values) {
        if let Some(standing) = &self.standing {
            values.set("outstanding", Value::Money(standing.outstanding()));
        }
    }

    /// How many rows it would like.
    pub fn rows() -> u16 {
        ROWS + 1
    }

    /// Draws it for the words that are typed.
    pub fn view(&self, typed: &str, frame: &mut Frame, area: Rect, look: &Look) {
        let lang = look.lang;
        let mut say = |row: usize, text: &str, role| {
            if let Some(row) = area.rows().nth(row) {
                put(frame, row, row.x, text, role, look);
            }
        };
        let Some(standing) = &self.standing else {
            let text = self.failed.as_ref().map(|error| trouble::say(error, lang));
            return say(0, &text.unwrap_or_else(|| lang.tr(Msg::FormLoading).to_owned()), Role::Dim);
        };
        let steps = match standing.steps(typed) {
            Ok(steps) => steps,
            // Before anything is typed: what is open now.
            Err(PlanError::Empty) => standing.open.iter().map(|open| Step::Stays(open.ask)).collect(),
            Err(wrong) => return say(0, &words::say(&Wrong::Plan(wrong), lang), Role::Bad),
        };
        let room = usize::from(area.height).saturating_sub(1);
        let cut = if steps.len() > room { room.saturating_sub(1) } else { steps.len() };
        for (n, step) in steps.iter().take(cut).enumerate() {
            let (text, role) = told(step, lang);
            say(n, &text, role);
        }
        if cut < steps.len() {
            say(cut, &lang.fmt(Msg::ReplanMore, &[&(steps.len() - cut)]), Role::Dim);
        }
        let (open, planned) = (standing.outstanding(), replan::planned(&steps));
        let sums = [open, planned, planned - open, standing.settled].map(money::grouped);
        let [open_text, planned_text, off, settled] = &sums;
        let role = if open == planned { Role::Title } else { Role::Bad };
        say(room, &lang.fmt(Msg::ReplanSums, &[open_text, planned_text, off, settled]), role);
    }
}

/// One step in words.
fn told(step: &Step, lang: Lang) -> (String, Role) {
    let said = |ask: &Ask| {
        format!("{} {}", cell::whole_date(ask.due_on, lang), fit_right(&money::grouped(ask.amount), 14))
    };
    let (word, text, role) = match step {
        Step::Stays(ask) => (Msg::ReplanStays, said(ask), Role::Dim),
        Step::Changes(before, after) => {
            (Msg::ReplanChanges, format!("{} -> {}", said(before), said(after)), Role::Text)
        }
        Step::Goes(ask) => (Msg::ReplanGoes, said(ask), Role::Warn),
        Step::Comes(ask) => (Msg::ReplanComes, said(ask), Role::Good),
    };
    (format!("{} {text}", fit(lang.tr(word), 8)), role)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        command::Cmd,
        domain::{
            operation::{Move, Target},
            replan::tests::standing,
            session,
        },
        screen::{Event, open, probe::Probe},
    };

    fn opened(lang: Lang) -> Probe {
        let target = Target { id: 1, version: 7 };
        let mut probe = Probe::new(open::operate(
            Move::ReplanOrder,
            vec![(target, "SH-2002-0001".into())],
            Values::new(),
        ));
        probe.session.role = session::Role::Ac;
        probe.lang = lang;
        probe.size = (80, 22);
        probe.event(Event::Opened);
        probe.answer("standing", Ok(Reply::Standing(Box::new(standing()))));
        probe
    }

    #[test]
    fn what_becomes_of_each_instalment_is_seen_while_the_plan_is_typed() {
        for (name, lang) in [("en", Lang::En), ("zh", Lang::Zh)] {
            let mut probe = opened(lang);
            probe.text("15000/20000/30000/10000/rest @2002-03-06,t,2002-04-03,2002-05-03,eom+3");
            insta::assert_snapshot!(format!("replan_{name}"), probe.shown());
        }
        let mut probe = opened(Lang::En);
        probe.text("15000/rest @2002-03-06,t");
        let shown = probe.shown();
        assert!(shown.contains("goes") && shown.contains("difference 0.00"), "{shown}");
        // More than fit are counted, and the sums stay in sight.
        probe.cmd(Cmd::DeleteToStart);
        probe.text("x24 m");
        let shown = probe.shown();
        assert!(shown.contains(" more") && shown.contains("planned 95,000.00"), "{shown}");
        probe.cmd(Cmd::DeleteToStart);
        probe.text("15000 @t");
        assert!(probe.shown().contains("difference -80,000.00"), "{}", probe.shown());
    }

    #[test]
    fn nothing_is_planned_but_what_was_seen() {
        let mut probe = opened(Lang::En);
        probe.text("50/50 m");
        probe.cmd(Cmd::NextField);
        probe.text("客户要求");
        probe.cmd(Cmd::Finish);
        let Some(Request::Operate(sent)) = probe.question("move").cloned() else { panic!("not sent") };
        assert_eq!(sent.values.get("outstanding").decimal(), Some(standing().outstanding()));
        // Something came in meanwhile: what is open is read again, and what was typed stays.
        probe.asked.retain(|(_, slot, _)| slot.part != "standing");
        probe.answer("move", Err(StoreError::Stale));
        assert!(probe.question("standing").is_some());
        assert!(probe.shown().contains("50/50 m"), "{}", probe.shown());
    }
}
