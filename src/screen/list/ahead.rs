//! The first pages of the views beside the one that is shown, read while the person rests, so that a flip paints rows at once. What was
//! read ahead is shown as that until it has been read again. Knows queries and pages, no view.

use crate::{
    domain::{filter::ListQuery, kind::Kind},
    screen::Cx,
    store::{Page, Reply, Request, Ticket},
};

/// The pages, each with what was asked.
#[derive(Debug, Default)]
pub struct Ahead {
    pages: Vec<(ListQuery, Page)>,
    /// What is still to be read; one is read after the other, so that what the person asks for never waits for more than one.
    next: Vec<ListQuery>,
    asked: Option<(Ticket, ListQuery)>,
    /// The rows on the screen are such a page, and not read again yet.
    pub shown: bool,
    /// The rows on the screen are still those of the view before.
    pub old: bool,
}

impl Ahead {
    /// These are the neighbours: only their pages are kept, and those that are missing are read.
    pub fn want(&mut self, neighbours: Vec<ListQuery>, cx: &mut Cx) {
        self.pages.retain(|(query, _)| neighbours.contains(query));
        let known = |query: &ListQuery| self.pages.iter().any(|(known, _)| known == query);
        self.next.clear();
        for query in neighbours.into_iter().filter(|query| !known(query)) {
            if !self.next.contains(&query) {
                self.next.push(query);
            }
        }
        if self.asked.is_none() {
            self.go_on(cx);
        }
    }

    fn go_on(&mut self, cx: &mut Cx) {
        if !self.next.is_empty() {
            let query = self.next.remove(0);
            self.asked = Some((cx.ask("ahead", Request::List(query.clone())), query));
        }
    }

    /// Takes an answer, if it is to its question; a page that could not be read is none.
    pub fn take(&mut self, ticket: Ticket, reply: Option<&Reply>, cx: &mut Cx) -> bool {
        let Some((_, query)) = self.asked.take_if(|(asked, _)| *asked == ticket) else { return false };
        match reply {
            Some(Reply::Page(page)) => {
                self.hold(query, page.clone());
                self.go_on(cx);
            }
            _ => self.next.clear(),
        }
        true
    }

    /// A page that is known already.
    pub fn hold(&mut self, query: ListQuery, page: Page) {
        self.pages.retain(|(known, _)| *known != query);
        self.pages.push((query, page));
    }

    /// The page of a query, if it is known.
    pub fn page(&self, query: &ListQuery) -> Option<Page> {
        self.pages.iter().find(|(known, _)| known == query).map(|(_, page)| page.clone())
    }

    /// Somebody changed rows of this kind.
    pub fn forget(&mut self, kind: Kind) {
        self.pages.retain(|(query, _)| query.kind != kind);
    }
}
