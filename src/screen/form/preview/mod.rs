//! What comes of a move, seen in its form before it is made: the new plan of an order, who gets what of a person's records.

mod paper;
mod replan;
mod shares;

use ratatui::{Frame, layout::Rect};

use super::sheet::Sheet;
use crate::{
    command::Cmd,
    domain::{
        operation::{Move, Target},
        record::Values,
    },
    screen::{Cx, Look},
    store::{Reply, StoreError, Ticket},
};

/// The part of the window.
pub enum Preview {
    /// Of a new plan for one order.
    Replan(replan::Replanned),
    /// Of a hand-over of one person's records.
    Shares(shares::Shared),
    /// Of a paper.
    Paper(Box<paper::Papered>),
}

impl Preview {
    /// What can be seen before this move; other moves have none.
    pub fn of(what: Move, targets: &[(Target, String)], cx: &mut Cx) -> Option<Preview> {
        match (what, targets) {
            (Move::ReplanOrder, [(target, _)]) => {
                Some(Preview::Replan(replan::Replanned::new(target.id, cx)))
            }
            (Move::HandOver, [(target, _)]) => {
                Some(Preview::Shares(shares::Shared::new(Some(target.id), Vec::new(), cx)))
            }
            (Move::TransferCustomer, targets) => {
                let customers = targets.iter().map(|(target, _)| target.id).collect();
                Some(Preview::Shares(shares::Shared::new(None, customers, cx)))
            }
            (Move::PrintQuote | Move::PrintProposal | Move::PrintContract, [(target, _)]) => {
                Some(Preview::Paper(Box::new(paper::Papered::new(what.def().kind, target.id, cx))))
            }
            _ => None,
        }
    }

    /// Asks again, where it may be something else by now.
    pub fn ask(&mut self, cx: &mut Cx) {
        match self {
            Preview::Replan(part) => part.ask(cx),
            Preview::Shares(part) => part.ask(cx),
            Preview::Paper(part) => part.ask(cx),
        }
    }

    /// What is typed may have changed.
    pub fn follow(&mut self, sheet: &Sheet, cx: &mut Cx) {
        match self {
            Preview::Shares(part) => part.follow(sheet, cx),
            Preview::Paper(part) => part.follow(sheet, cx),
            Preview::Replan(_) => {}
        }
    }

    /// Takes the answer to its question.
    pub fn take(&mut self, ticket: Ticket, answer: &Result<Reply, StoreError>) -> bool {
        match self {
            Preview::Replan(part) => part.take(ticket, answer),
            Preview::Shares(part) => part.take(ticket, answer),
            Preview::Paper(part) => part.take(ticket, answer),
        }
    }

    /// What was seen goes with the move, so that nothing else is done than what was seen.
    pub fn sign(&self, values: &mut Values) {
        match self {
            Preview::Replan(part) => part.sign(values),
            Preview::Paper(part) => part.sign(values),
            Preview::Shares(_) => {}
        }
    }

    /// How many rows it would like.
    pub fn rows(&self) -> u16 {
        match self {
            Preview::Replan(_) => replan::Replanned::rows(),
            Preview::Shares(_) => shares::ROWS,
            Preview::Paper(_) => paper::ROWS,
        }
    }

    /// How many rows it has.
    pub fn lay_out(&mut self, rows: u16) {
        if let Preview::Paper(part) = self {
            part.lay_out(rows);
        }
    }

    /// Goes through what is longer than its place.
    pub fn scroll(&mut self, cmd: Cmd) -> bool {
        match self {
            Preview::Paper(part) => part.scroll(cmd),
            _ => false,
        }
    }

    /// Draws it for what is typed.
    pub fn view(&self, sheet: &Sheet, frame: &mut Frame, area: Rect, look: &Look) {
        match self {
            Preview::Replan(part) => part.view(&sheet.text("plan"), frame, area, look),
            Preview::Shares(part) => part.view(frame, area, look),
            Preview::Paper(part) => part.view(frame, area, look),
        }
    }
}
