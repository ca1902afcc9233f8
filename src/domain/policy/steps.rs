//! Which move the keys mean: one state on, one state back, away. By a record's kind and state, and by who asks.

use super::{APPROVES, DESK, applies};
use crate::domain::{kind::Kind, operation::Move, record::Row, session::Session};

/// The move that takes a record one state on; none: there is no next state from here.
pub fn next_state(kind: Kind, row: &Row) -> Option<Move> {
    match (kind, row.get("state").str()) {
        (Kind::Order, "draft") => Some(Move::RequestOrder),
        (Kind::Order, "requested") => Some(Move::ConfirmOrder),
        (Kind::Order, "suspended") => Some(Move::ResumeOrder),
        (Kind::OrderChange, "requested") => Some(Move::ApproveChange),
        (Kind::DupCandidate, "open") => Some(Move::MergePair),
        (Kind::Invoice, "requested") => Some(Move::IssueInvoice),
        (Kind::Invoice, "issued") => Some(Move::DeliverInvoice),
        (Kind::Opportunity, "open") => Some(Move::AdvanceOpportunity),
        (Kind::Opportunity, "suspended") => Some(Move::ResumeOpportunity),
        (Kind::Quote, "draft") if row.get("below_floor").is_set() => Some(Move::SubmitQuote),
        (Kind::Quote, "draft" | "approved") => Some(Move::SendQuote),
        (Kind::Quote, "submitted") => Some(Move::ApproveQuote),
        (Kind::Quote, "sent") => Some(Move::AcceptQuote),
        (Kind::Lead, "new") => Some(Move::WorkLead),
        (Kind::Lead, "working") => Some(Move::ConvertLead),
        (Kind::Contract, "draft") => Some(Move::SubmitContract),
        (Kind::Contract, "in_review") => Some(Move::SignContract),
        (Kind::Contract, "signed") => Some(Move::StartContract),
        (Kind::Contract, "in_force") => Some(Move::CompleteContract),
        (Kind::Insertion, "planned") => Some(Move::BookInsertion),
        (Kind::Insertion, "booked") => Some(Move::ReceiveMaterial),
        (Kind::Insertion, "material_in") => Some(Move::PublishInsertion),
        (Kind::Insertion, "missed") => Some(Move::MakeGood),
        (Kind::Payment, "recorded") => Some(Move::ConfirmPayment),
        (Kind::Activity, "planned" | "in_progress") => Some(Move::CompleteActivity),
        _ => None,
    }
}

/// The next state for this operator: an assistant confirms a draft at once, where a salesperson hands it in.
pub fn next_state_for(session: &Session, kind: Kind, row: &Row) -> Option<Move> {
    match next_state(kind, row) {
        Some(Move::RequestOrder) if DESK.contains(&session.role) => Some(Move::ConfirmOrder),
        other => other,
    }
}

/// The move that takes a record one state back.
pub fn previous_state(kind: Kind, row: &Row) -> Option<Move> {
    match (kind, row.get("state").str()) {
        (Kind::Opportunity, "open") => Some(Move::StepBackOpportunity),
        (Kind::Opportunity, "won" | "lost" | "invalid") => Some(Move::ReopenOpportunity),
        (Kind::Quote, "submitted" | "approved") => Some(Move::ReturnQuote),
        (Kind::Lead, "dropped") => Some(Move::ReopenLead),
        (Kind::Contract, "in_review") => Some(Move::ReturnContract),
        (Kind::Insertion, "booked") => Some(Move::UnbookInsertion),
        (Kind::Insertion, "published") => Some(Move::UnpublishInsertion),
        (Kind::Activity, "done") => Some(Move::ReopenActivity),
        (Kind::DupCandidate, "not_dup") => Some(Move::ReopenDuplicate),
        (Kind::DupCandidate, "merged") => Some(Move::UndoMerge),
        _ => None,
    }
}

/// The move by which this operator cancels, voids or deletes a record of the kind, in its state.
pub fn removal(session: &Session, kind: Kind, row: &Row) -> Option<Move> {
    let either = |first: Move, second| if applies(session, first, row) { first } else { second };
    let (state, approves) = (row.get("state").str(), APPROVES.contains(&session.role));
    match kind {
        Kind::Order => Some(match state {
            "executing" | "suspended" if approves => Move::TerminateOrder,
            "executing" | "suspended" => Move::RequestTerminate,
            "confirmed" if !approves => Move::RequestCancel,
            _ => Move::CancelOrder,
        }),
        Kind::OrderChange if approves && state == "requested" => Some(Move::RejectChange),
        Kind::OrderChange => Some(Move::WithdrawChange),
        Kind::Insertion if state == "missed" => Some(Move::ReducePrice),
        Kind::DupCandidate => Some(Move::NotDuplicate),
        Kind::Lead => Some(either(Move::DropLead, Move::DeleteLead)),
        Kind::Customer => Some(Move::DeleteCustomer),
        Kind::Contact => Some(Move::DeleteContact),
        Kind::InvoiceTitle => Some(Move::DeleteInvoiceTitle),
        Kind::Comment => Some(Move::DeleteComment),
        Kind::File => Some(Move::DeleteFile),
        // One that pays something is voided with its allocations.
        Kind::Payment => Some(either(Move::VoidAllocatedPayment, Move::VoidPayment)),
        Kind::Invoice => Some(either(Move::VoidInvoice, Move::RedInvoice)),
        Kind::Contract if row.get("state").str() == "in_force" => Some(Move::TerminateContract),
        Kind::Contract => Some(either(Move::DeleteContract, Move::VoidContract)),
        Kind::Opportunity => Some(Move::LoseOpportunity),
        Kind::Quote => Some(either(Move::RejectQuote, Move::DeleteQuote)),
        Kind::QuoteLine => Some(Move::DropQuoteLine),
        Kind::OpportunityLine => Some(Move::DropOpportunityLine),
        Kind::OpportunityContact => Some(Move::DropOpportunityContact),
        Kind::Activity => Some(either(Move::DeleteActivity, Move::CancelActivity)),
        Kind::Operator => Some(Move::DisableOperator),
        Kind::HandOver => Some(Move::HandBack),
        Kind::Holiday => Some(Move::DeleteHoliday),
        _ => None,
    }
}
