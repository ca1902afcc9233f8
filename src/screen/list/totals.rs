//! How many rows there are, in the open window and in the others, and the sums. Counted after the rows have come, so that
//! they never keep anybody waiting; the last known figures stay until the new ones come.

use rust_decimal::Decimal;

use super::{pane::Pane, wanted::Wanted};
use crate::{
    domain::filter::{Filter, ListQuery},
    screen::Cx,
    store::{Reply, Request, Ticket},
};

const SLOTS: [&str; 6] = ["tab0", "tab1", "tab2", "tab3", "tab4", "tab5"];
/// A count that says "more than 10,000".
pub const MANY: i64 = 10_001;

/// Rows and sums of the list and of its windows.
#[derive(Debug, Default)]
pub struct Totals {
    /// Rows of the open window.
    pub rows: Option<i64>,
    /// Their sums, in the order of [`Pane::summed`].
    pub sums: Vec<Decimal>,
    tabs: Vec<(Option<i64>, Option<Decimal>)>,
    /// The filter within which the windows were counted.
    within: Option<Filter>,
    asked: Option<Ticket>,
    asked_windows: Option<Ticket>,
    asked_tabs: Vec<(Ticket, usize)>,
}

impl Totals {
    /// Rows and sum of a window.
    pub fn tab(&self, n: usize) -> (Option<i64>, Option<Decimal>) {
        self.tabs.get(n).copied().unwrap_or_default()
    }

    /// The figures of the windows are old.
    pub fn stale(&mut self) {
        self.within = None;
    }

    /// Asks for the figures of the open window, and of the others unless they are known.
    pub fn ask(&mut self, pane: &'static Pane, wanted: &Wanted, cx: &mut Cx) {
        let query = |tab| ListQuery::of(pane.kind).filter(wanted.filter(pane, tab, cx.reader()));
        let (open, each): (_, Vec<_>) = (query(wanted.tab), (0..pane.tabs.len()).map(query).collect());
        self.asked = Some(cx.ask("count", Request::Count(open, wanted.summed(pane))));
        let within = (pane.base)(cx.session).and(wanted.own(pane.kind, cx.reader()));
        if pane.tabs.is_empty() || self.within.as_ref() == Some(&within) {
            return;
        }
        self.tabs.resize(pane.tabs.len(), (None, None));
        match pane.counts {
            Some(set) => {
                let request = Request::Tabs(set, within.clone(), cx.session.today);
                self.asked_windows = Some(cx.ask("tabs", request));
            }
            None => {
                let asked = SLOTS
                    .iter()
                    .zip(each)
                    .map(|(slot, query)| cx.ask(slot, Request::Count(query, Vec::new())));
                self.asked_tabs = asked.enumerate().map(|(n, ticket)| (ticket, n)).collect();
            }
        }
        self.within = Some(within);
    }

    /// Takes an answer, if it is to one of its questions.
    pub fn take(&mut self, pane: &Pane, ticket: Ticket, reply: &Reply) -> bool {
        match reply {
            Reply::Count { rows, sums } if self.asked == Some(ticket) => {
                self.rows = Some(*rows);
                self.sums.clone_from(sums);
                true
            }
            Reply::Count { rows, .. } => match self.asked_tabs.iter().find(|(asked, _)| *asked == ticket) {
                Some((_, n)) => {
                    self.tabs[*n].0 = Some(*rows);
                    true
                }
                None => false,
            },
            Reply::Tabs(tabs) if self.asked_windows == Some(ticket) => {
                for (n, tab) in pane.tabs.iter().enumerate() {
                    if let Some(known) = tabs.iter().find(|known| known.name == tab.name) {
                        self.tabs[n] = (Some(known.rows), Some(known.sum));
                    }
                }
                true
            }
            _ => false,
        }
    }
}
