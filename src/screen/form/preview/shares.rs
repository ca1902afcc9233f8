//! Who would get what of a person's records, counted by the server each time the receivers or the rule change; before anybody is
//! named, what there is to be handed over.

use ratatui::{Frame, layout::Rect};

use crate::{
    domain::{
        handing::{Asked, Share},
        operation::RECEIVERS,
    },
    i18n::Msg,
    screen::{
        Cx, Look,
        desk::put,
        form::sheet::{Sheet, ground},
        trouble,
    },
    store::{Reply, Request, StoreError, Ticket},
    text::{clean, fit, fit_right},
    theme::Role,
};

/// Rows it would like: the head, a row for each receiver, the sum.
pub const ROWS: u16 = 7;
/// Cells of a count, the name of whoever gets it before them.
const WIDE: usize = 8;

/// The part of the window.
pub struct Shared {
    wanted: Asked,
    asked: Option<Ticket>,
    shares: Option<Vec<Share>>,
    failed: Option<StoreError>,
}

impl Shared {
    /// Of the records of one person, or of some customers.
    pub fn new(from: Option<i64>, customers: Vec<i64>, cx: &mut Cx) -> Shared {
        let wanted = Asked { from, customers, to: Vec::new(), rule: "one".to_owned() };
        let mut part = Shared { wanted, asked: None, shares: None, failed: None };
        part.ask(cx);
        part
    }

    /// Asks for the counts.
    pub fn ask(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.ask("shares", Request::Shares(self.wanted.clone())));
    }

    /// Other receivers or another rule: other counts.
    pub fn follow(&mut self, sheet: &Sheet, cx: &mut Cx) {
        let ground = ground(cx);
        let mut to: Vec<i64> = Vec::new();
        for id in RECEIVERS.iter().filter_map(|name| sheet.value(name, ground).id()) {
            if !to.contains(&id) {
                to.push(id);
            }
        }
        let rule = match sheet.value("rule", ground).str() {
            "" => "one".to_owned(),
            rule => rule.to_owned(),
        };
        let wanted = Asked { to, rule, ..self.wanted.clone() };
        if wanted != self.wanted {
            self.wanted = wanted;
            self.ask(cx);
        }
    }

    /// Takes the answer to its question.
    pub fn take(&mut self, ticket: Ticket, answer: &Result<Reply, StoreError>) -> bool {
        let mine = self.asked.take_if(|asked| *asked == ticket).is_some();
        match answer {
            _ if !mine => {}
            Ok(Reply::Shares(shares)) => (self.shares, self.failed) = (Some(shares.clone()), None),
            Ok(_) => {}
            Err(error) => self.failed = Some(error.clone()),
        }
        mine
    }

    /// Draws the counts.
    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let lang = look.lang;
        let mut rows = area.rows();
        let mut say = |text: &str, role| {
            if let Some(row) = rows.next() {
                put(frame, row, row.x, text, role, look);
            }
        };
        let Some(shares) = &self.shares else {
            let text = self.failed.as_ref().map(|error| trouble::say(error, lang));
            return say(&text.unwrap_or_else(|| lang.tr(Msg::FormLoading).to_owned()), Role::Dim);
        };
        let heads = [
            Msg::SharesCustomers,
            Msg::SharesContacts,
            Msg::SharesOrders,
            Msg::SharesRunning,
            Msg::SharesContracts,
            Msg::SharesLeads,
            Msg::SharesActivities,
            Msg::SharesDunning,
        ];
        let name = |text: &str| fit(&clean(text).into_string(), 10);
        let heads: String = heads.iter().map(|head| fit_right(lang.tr(*head), WIDE)).collect();
        say(&format!("{}{heads}", name("")), Role::Dim);
        let mut total = [0; 8];
        for share in shares {
            for (sum, count) in total.iter_mut().zip(share.counts) {
                *sum += count;
            }
            let who = share.to.as_deref().unwrap_or(lang.tr(Msg::SharesNobody));
            say(&format!("{}{}", name(who), figures(&share.counts)), Role::Text);
        }
        if shares.len() > 1 {
            say(&format!("{}{}", name(lang.tr(Msg::SharesTotal)), figures(&total)), Role::Title);
        }
        // A count that is being asked for again is not today's any more.
        let text = match (&self.failed, self.asked) {
            (Some(error), _) => trouble::say(error, lang),
            (None, Some(_)) => lang.tr(Msg::FormLoading).to_owned(),
            (None, None) => return,
        };
        say(&text, Role::Dim);
    }
}

fn figures(counts: &[i32; 8]) -> String {
    counts.iter().map(|count| fit_right(&count.to_string(), WIDE)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        command::Cmd,
        domain::{
            operation::{Move, Target},
            record::Values,
            session,
        },
        i18n::Lang,
        screen::{Event, open, probe::Probe},
        store::Reason,
    };

    fn share(to: Option<&str>, counts: [i32; 8]) -> Share {
        Share { to: to.map(str::to_owned), counts }
    }

    /// Who still holds something is not disabled: the refusal says what, and the window goes on to the hand-over.
    #[test]
    fn the_hand_over_opens_where_somebody_cannot_be_disabled() {
        for (name, lang) in [("en", Lang::En), ("zh", Lang::Zh)] {
            let target = Target { id: 4, version: 3 };
            let disable =
                open::operate(Move::DisableOperator, vec![(target, "王约翰".into())], Values::new());
            let mut probe = Probe::new(disable);
            probe.session.role = session::Role::Sa;
            probe.lang = lang;
            probe.size = (90, 26);
            probe.event(Event::Opened);
            probe.cmd(Cmd::Yes);
            let reason = Reason { rule: "has_open_records".into(), field: None, detail: "5 / 3".into() };
            probe.answer("move", Err(StoreError::Refused(reason)));
            assert_eq!(
                probe.question("shares"),
                Some(&Request::Shares(Asked {
                    from: Some(4),
                    customers: Vec::new(),
                    to: Vec::new(),
                    rule: "one".into()
                }))
            );
            probe.answer("shares", Ok(Reply::Shares(vec![share(None, [5, 6, 2, 2, 0, 4, 3, 1])])));
            insta::assert_snapshot!(format!("hand_over_{name}"), probe.shown());
        }
    }
}
