//! What the screens offer to whom, by role (spec/06.3), and which moves a record's state lets through. A courtesy: the database
//! decides, by ownership too, which no client knows whole. A test tries every line of it against the database.

mod steps;

pub use steps::{next_state, next_state_for, previous_state, removal};

use super::{
    entity::custom,
    kind::Kind,
    operation::Move,
    record::Row,
    session::{Role, Session},
    value::Value,
};

use Role::{Ab, Ac, Cs, Gm, Md, Sa, Sd, Sp};

const SELLS: &[Role] = &[Gm, Md, Sd, Sp];
/// Who works on leads: sellers, and marketing on all of them.
const LEADS: &[Role] = &[Gm, Md, Sd, Sp, Role::Mk];
const NEW_LEADS: &[Role] = &[Gm, Sd, Sp, Role::Mk];
const DESK: &[Role] = &[Gm, Ac, Ab];
/// Who reads what is offered and agreed to, marketing where a rule lends it.
const PRINTS: &[Role] = &[Gm, Md, Sd, Sp, Ac, Ab, Role::Mk];
const SELLS_OR_DESK: &[Role] = &[Gm, Md, Sd, Sp, Ac, Ab];
const MEDIA: &[Role] = &[Gm, Ac, Ab, Sa];
const ADMIN: &[Role] = &[Sa];
const ALL: &[Role] = &[Gm, Md, Sd, Sp, Ac, Ab, Cs, Role::Mk, Sa];
const ASSISTANTS: &[Role] = &[Ac, Ab];
/// Who agrees to what the desk may not do by itself (spec/06, note 5).
const APPROVES: &[Role] = &[Gm, Sd];
const NOBODY: &[Role] = &[];
const CONTACT_CARD: &[&str] = &["phone_ext", "fax", "qq", "birth_year", "hobbies", "reports_to"];
const CUSTOMER_CARD: &[&str] = &[
    "short_name",
    "introducer",
    "campaign",
    "province",
    "address",
    "postcode",
    "fax",
    "website",
    "reference_text",
    "tags",
    "note",
];

/// Whether this operator's role makes new records of the kind.
pub fn can_create(session: &Session, kind: Kind) -> bool {
    let roles = match kind {
        // A market director reads the whole company and brings in no customer himself.
        Kind::Customer => &[Gm, Sd, Sp, Ac, Ab],
        Kind::Lead => NEW_LEADS,
        Kind::Contact | Kind::InvoiceTitle | Kind::Order | Kind::Contract | Kind::Invoice => SELLS_OR_DESK,
        Kind::Opportunity
        | Kind::OpportunityLine
        | Kind::OpportunityContact
        | Kind::Quote
        | Kind::QuoteLine => SELLS,
        Kind::Competitor => SELLS,
        Kind::Pipeline | Kind::Stage | Kind::StageTask | Kind::DocTemplate => ADMIN,
        Kind::Publication | Kind::Issue | Kind::Position | Kind::Rate => MEDIA,
        Kind::Payment => DESK,
        Kind::Activity | Kind::Comment | Kind::File => ALL,
        Kind::Operator | Kind::Department => ADMIN,
        // To make pairs is to look for them.
        Kind::DupCandidate => &[Gm, Sa],
        Kind::Holiday => ADMIN,
        Kind::Setting => ADMIN,
        Kind::DictItem | Kind::CustomField => ADMIN,
        Kind::SharingRule => ADMIN,
        Kind::HandOver => NOBODY,
        Kind::OrderChange
        | Kind::Line
        | Kind::Insertion
        | Kind::Instalment
        | Kind::Allocation
        | Kind::Stay => NOBODY,
        Kind::Inbox | Kind::Event | Kind::Reference => NOBODY,
    };
    roles.contains(&session.role)
}

/// Whether this operator's role changes fields of records of the kind.
pub fn can_edit(session: &Session, kind: Kind) -> bool {
    let roles = match kind {
        Kind::Customer => SELLS,
        Kind::Contact => &[Gm, Md, Sd, Sp, Cs],
        Kind::Lead => LEADS,
        Kind::InvoiceTitle | Kind::Order | Kind::Contract | Kind::Invoice => SELLS_OR_DESK,
        Kind::Opportunity | Kind::OpportunityLine | Kind::Quote | Kind::QuoteLine => SELLS,
        Kind::Competitor => APPROVES,
        Kind::Pipeline | Kind::Stage | Kind::StageTask | Kind::DocTemplate => ADMIN,
        Kind::Publication | Kind::Issue | Kind::Position | Kind::Rate => MEDIA,
        Kind::Insertion => DESK,
        Kind::Activity | Kind::Comment | Kind::File => ALL,
        Kind::Operator | Kind::Department => ADMIN,
        Kind::Holiday => ADMIN,
        Kind::Setting => ADMIN,
        Kind::DictItem | Kind::CustomField => ADMIN,
        Kind::SharingRule => ADMIN,
        Kind::HandOver => NOBODY,
        Kind::OrderChange
        | Kind::Line
        | Kind::Instalment
        | Kind::Payment
        | Kind::Allocation
        | Kind::DupCandidate
        | Kind::OpportunityContact
        | Kind::Stay => NOBODY,
        Kind::Inbox | Kind::Event | Kind::Reference => NOBODY,
    };
    roles.contains(&session.role)
}

/// Whether this role may type into a field of a kind that it otherwise edits.
pub fn can_edit_field(session: &Session, kind: Kind, field: &str) -> bool {
    match (kind, session.role) {
        // Customer service keeps the ways to reach a person, nothing else.
        (Kind::Contact, Cs) => ["mobile", "phone", "email", "wechat"].contains(&field),
        // The desk makes customers and contacts; their cards are filled by who may change them.
        (Kind::Contact, Ac | Ab) => !CONTACT_CARD.contains(&field) && !custom::is(field),
        (Kind::Customer, Ac | Ab) => {
            field != "credit_limit" && !CUSTOMER_CARD.contains(&field) && !custom::is(field)
        }
        // Credit is the directors' business.
        (Kind::Customer, Sp) => field != "credit_limit",
        _ => true,
    }
}

/// Whether this role fills a field of a record that it makes, though it may not change it later: what the administrator added may be needed.
pub fn fills_new_field(session: &Session, kind: Kind, field: &str) -> bool {
    can_edit_field(session, kind, field)
        || matches!((kind, session.role), (Kind::Customer | Kind::Contact, Ac | Ab)) && custom::is(field)
}

/// Whether this operator's role makes the move at all.
pub fn offers(session: &Session, what: Move) -> bool {
    let roles = match what {
        Move::TransferCustomer
        | Move::SetCustomerStatus
        | Move::DeleteCustomer
        | Move::DeleteContact
        | Move::Share
        | Move::Unshare
        | Move::ShareOpportunity
        | Move::UnshareOpportunity
        | Move::AnswerDunning
        | Move::DeleteContract
        | Move::AdvanceOpportunity
        | Move::StepBackOpportunity
        | Move::SetStage
        | Move::WinOpportunity
        | Move::LoseOpportunity
        | Move::VoidOpportunity
        | Move::SuspendOpportunity
        | Move::ResumeOpportunity
        | Move::ReopenOpportunity
        | Move::TransferOpportunity
        | Move::DeleteOpportunity
        | Move::DropOpportunityLine
        | Move::DropOpportunityContact
        | Move::MakeQuote
        | Move::SubmitQuote
        | Move::ApproveQuote
        | Move::ReturnQuote
        | Move::SendQuote
        | Move::AcceptQuote
        | Move::RejectQuote
        | Move::DeleteQuote
        | Move::DropQuoteLine
        // Salespeople have people below them too, and approve what these agreed.
        | Move::SignContract
        | Move::TerminateContract => SELLS,
        Move::RequestOrder
        | Move::CancelOrder
        | Move::LinkContract
        | Move::FillOrder
        | Move::SubmitContract
        | Move::ReturnContract
        | Move::StartContract
        | Move::CompleteContract
        | Move::VoidContract
        | Move::VoidInvoice => SELLS_OR_DESK,
        Move::ConfirmOrder
        | Move::IssueInvoice
        | Move::DeliverInvoice
        | Move::RedInvoice
        | Move::BookInsertion
        | Move::UnbookInsertion
        | Move::ReceiveMaterial
        | Move::PublishInsertion
        | Move::UnpublishInsertion
        | Move::MissInsertion
        | Move::MakeGood
        | Move::Dun
        | Move::BlockDunning
        | Move::WriteOff
        | Move::VoidPayment
        | Move::VoidAllocatedPayment
        | Move::AllocatePayment
        | Move::PayOut
        | Move::UnallocatePayment
        | Move::ConfirmPayment => DESK,
        Move::ReplanOrder | Move::ReducePrice | Move::WithdrawChange => DESK,
        Move::TerminateOrder | Move::ApproveOrder | Move::ApproveChange | Move::RejectChange => APPROVES,
        Move::RequestCancel | Move::RequestTerminate | Move::RequestApproval => ASSISTANTS,
        Move::SuspendOrder | Move::ResumeOrder => &[Gm, Sd, Ac, Ab],
        Move::StartActivity
        | Move::AcknowledgeActivity
        | Move::CompleteActivity
        | Move::CancelActivity
        | Move::ReopenActivity
        | Move::DeleteActivity
        | Move::MarkRead
        | Move::MarkUnread
        | Move::DeleteComment
        | Move::SaveFile
        | Move::DeleteFile
        | Move::SetPassword => ALL,
        Move::PrintQuote | Move::PrintProposal | Move::PrintContract => PRINTS,
        Move::DeleteInvoiceTitle => &[Gm],
        Move::FindDuplicates => &[Gm, Sa],
        Move::MergePair => &[Gm, Sd, Sa],
        // Of one of marketing's own it is said that a seller must have it first.
        Move::WorkLead | Move::ConvertLead | Move::TransferLead | Move::DropLead | Move::ReopenLead | Move::DeleteLead => LEADS,
        Move::ShareLead | Move::UnshareLead => LEADS,
        Move::PermitDuplicate => &[Sd, Sa],
        Move::UndoMerge => ADMIN,
        Move::NotDuplicate | Move::ReopenDuplicate => &[Gm, Md, Sd, Sp, Sa],
        // Salespeople have people below them too; the administrator clears the way for who leaves.
        Move::HandOver | Move::HandBack => &[Gm, Md, Sd, Sp, Sa],
        Move::DeleteHoliday | Move::CreateOperator | Move::ChangeOperator | Move::DisableOperator | Move::EnableOperator => ADMIN,
    };
    roles.contains(&session.role)
}

/// Whether the move is offered for this record: by role, by the record's state, by whose it is where the record says so.
pub fn applies(session: &Session, what: Move, row: &Row) -> bool {
    offers(session, what) && state_lets(session, what, row) && mine_enough(session, what, row)
}

fn state_lets(session: &Session, what: Move, row: &Row) -> bool {
    let state = row.get("state").str();
    let unpaid = row.get("outstanding").decimal().is_none_or(|rest| rest > 0.into());
    match what {
        Move::RequestOrder => state == "draft",
        Move::ConfirmOrder => ["draft", "requested"].contains(&state),
        Move::SuspendOrder => ["confirmed", "executing"].contains(&state),
        Move::ResumeOrder => state == "suspended",
        Move::CancelOrder => {
            ["draft", "requested"].contains(&state)
                || (state == "confirmed" && APPROVES.contains(&session.role))
        }
        // Once it counts it is the desk's.
        Move::FillOrder => {
            !custom::of(Kind::Order).is_empty()
                && (!["confirmed", "executing", "suspended", "completed", "terminated"].contains(&state)
                    || DESK.contains(&session.role))
        }
        Move::LinkContract => {
            state != "cancelled" && (["draft", "requested"].contains(&state) || DESK.contains(&session.role))
        }
        Move::IssueInvoice | Move::VoidInvoice => state == "requested",
        Move::WorkLead => state == "new",
        Move::ConvertLead | Move::DropLead => ["new", "working"].contains(&state),
        Move::ReopenLead => state == "dropped",
        Move::DeleteLead => state != "converted",
        Move::DeliverInvoice => state == "issued",
        Move::RedInvoice => ["issued", "delivered"].contains(&state),
        Move::AdvanceOpportunity
        | Move::StepBackOpportunity
        | Move::SetStage
        | Move::WinOpportunity
        | Move::SuspendOpportunity => state == "open",
        Move::LoseOpportunity | Move::VoidOpportunity => ["open", "suspended"].contains(&state),
        Move::ResumeOpportunity => state == "suspended",
        Move::ReopenOpportunity => ["won", "lost", "invalid"].contains(&state),
        Move::DeleteOpportunity => state != "won",
        Move::MakeQuote => ["open", "suspended"].contains(&state),
        Move::SubmitQuote | Move::DeleteQuote => state == "draft",
        Move::ApproveQuote => state == "submitted",
        Move::ReturnQuote => ["submitted", "approved"].contains(&state),
        // Below the floor a superior agrees first; the general manager sends it by himself.
        Move::SendQuote => {
            state == "approved"
                || (state == "draft" && (session.role == Gm || !row.get("below_floor").is_set()))
        }
        Move::AcceptQuote => state == "sent",
        Move::RejectQuote => ["sent", "expired"].contains(&state),
        Move::SubmitContract | Move::DeleteContract => state == "draft",
        Move::ReturnContract => state == "in_review",
        Move::SignContract => ["draft", "in_review"].contains(&state),
        Move::StartContract => state == "signed",
        Move::CompleteContract => state == "in_force",
        Move::TerminateContract => ["signed", "in_force"].contains(&state),
        Move::VoidContract => {
            ["draft", "in_review"].contains(&state) || (state == "signed" && SELLS.contains(&session.role))
        }
        Move::BookInsertion => runs(row) && state == "planned",
        Move::ReceiveMaterial | Move::UnbookInsertion => runs(row) && state == "booked",
        // What has appeared is corrected also after the order is completed.
        Move::PublishInsertion => {
            state == "published" && (runs(row) || order_state(row) == "completed")
                || state == "material_in" && runs(row)
        }
        Move::UnpublishInsertion => {
            state == "published"
                && (runs(row) || order_state(row) == "completed")
                && row.get("makegood_of").is_empty()
        }
        Move::MissInsertion => runs(row) && ["booked", "material_in"].contains(&state),
        // A repetition that was missed too: the first insertion is repeated again, not the repetition.
        Move::MakeGood => {
            runs(row)
                && state == "missed"
                && row.get("makegood_of").is_empty()
                && !row.get("repeated").is_set()
        }
        Move::RequestCancel => state == "confirmed",
        Move::TerminateOrder | Move::RequestTerminate | Move::ReplanOrder => {
            ["confirmed", "executing", "suspended"].contains(&state)
        }
        Move::RequestApproval | Move::ApproveOrder => ["draft", "requested"].contains(&state),
        // A repetition that was missed too costs nothing.
        Move::ReducePrice => state == "missed" && row.get("makegood_of").is_empty() && runs(row),
        Move::ApproveChange | Move::RejectChange => state == "requested",
        Move::WithdrawChange => ["requested", "approved"].contains(&state),
        Move::HandBack => state == "done",
        Move::Dun | Move::BlockDunning | Move::WriteOff => {
            unpaid && !["written_off", "cancelled", "paid"].contains(&state)
        }
        Move::VoidPayment => may_void(session, state) && !pays_something(row) && !paid_out(row),
        Move::VoidAllocatedPayment => may_void(session, state) && pays_something(row) && !paid_out(row),
        Move::AllocatePayment => {
            state != "voided" && row.get("unallocated").decimal().is_none_or(|rest| rest > 0.into())
        }
        Move::PayOut => {
            state != "voided"
                && row.get("kind").str() != "refund"
                && row.get("unallocated").decimal().is_none_or(|rest| rest > 0.into())
        }
        Move::UnallocatePayment => state != "voided" && pays_something(row),
        Move::ConfirmPayment => state == "recorded",
        Move::AnswerDunning => {
            row.get("kind").str() == "dunning" && ["planned", "in_progress"].contains(&state)
        }
        Move::CompleteActivity | Move::CancelActivity => ["planned", "in_progress"].contains(&state),
        Move::StartActivity => state == "planned",
        Move::AcknowledgeActivity => {
            ["planned", "in_progress"].contains(&state) && row.get("acknowledged_at").is_empty()
        }
        Move::DeleteActivity => state == "planned" && row.get("kind").str() != "dunning",
        Move::ReopenActivity => state == "done",
        Move::NotDuplicate | Move::MergePair => state == "open",
        Move::UndoMerge => state == "merged",
        Move::ReopenDuplicate => state == "not_dup",
        Move::MarkRead => row.get("unread").is_set(),
        Move::MarkUnread => !row.get("unread").is_set(),
        Move::DisableOperator => row.get("status").str() != "disabled",
        Move::EnableOperator => row.get("status").str() == "disabled",
        _ => true,
    }
}

/// The states in which an order is delivered. A list that does not say it leaves it to the database.
fn runs(row: &Row) -> bool {
    ["", "confirmed", "executing"].contains(&order_state(row))
}

fn order_state(row: &Row) -> &str {
    row.get("order_state").str()
}

fn may_void(session: &Session, state: &str) -> bool {
    state == "recorded" || (state == "confirmed" && session.role == Gm)
}

/// Part of an advance went back: that refund is voided first.
fn paid_out(row: &Row) -> bool {
    row.get("kind").str() != "refund" && row.get("paid_out").decimal().is_some_and(|part| part > 0.into())
}

fn pays_something(row: &Row) -> bool {
    row.get("allocated").decimal().is_some_and(|part| part > 0.into())
}

/// What changed hands is archived, not deleted (D15); a password is one's own or the administrator's business; a promise
/// answers a collection todo, and only the desk ends it (D22).
fn mine_enough(session: &Session, what: Move, row: &Row) -> bool {
    let me = i64::from(session.operator_id);
    let is_me = |field: &str| match row.get(field) {
        Value::Link(link) => link.id == me,
        _ => true,
    };
    let owned = |field: &str| matches!(row.get(field), Value::Link(link) if link.id == me);
    match what {
        // A salesperson does not give away his own; what people below him own he may.
        Move::TransferCustomer => session.role != Sp || !is_me("owner"),
        Move::DeleteCustomer => session.role == Gm || (is_me("owner") && is_me("first_owner")),
        Move::DeleteContact => session.role == Gm || is_me("owner"),
        // Nobody but a director approves what is his own.
        Move::SignContract | Move::TerminateContract => [Gm, Sd].contains(&session.role) || !owned("owner"),
        Move::VoidContract => {
            row.get("state").str() != "signed" || [Gm, Sd].contains(&session.role) || !owned("owner")
        }
        Move::DeleteContract => session.role == Gm || (is_me("owner") && is_me("created_by")),
        Move::MakeQuote => session.role == Gm || is_me("owner"),
        // Nobody approves his own.
        Move::ApproveQuote => session.role == Gm || !owned("owner"),
        Move::DeleteQuote => session.role == Gm || (is_me("owner") && is_me("created_by")),
        // Who asked withdraws; everybody else's requests are the desk's.
        Move::VoidInvoice => DESK.contains(&session.role) || (is_me("owner") && is_me("created_by")),
        Move::SetPassword => session.role == Sa || row.id == me,
        Move::HandOver => session.role != Sp || row.id != me,
        Move::StartActivity | Move::CompleteActivity | Move::CancelActivity | Move::ReopenActivity => {
            row.get("kind").str() != "dunning" || DESK.contains(&session.role)
        }
        Move::AcknowledgeActivity => is_me("owner"),
        Move::DeleteActivity => {
            session.role == Gm || ["owner", "assigned_by", "created_by"].iter().all(|field| is_me(field))
        }
        Move::UnpublishInsertion => session.role == Gm || is_me("marked_by"),
        Move::DeleteComment => [Gm, Sa].contains(&session.role) || is_me("author"),
        Move::DeleteFile => session.role == Gm || is_me("added_by"),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(role: Role) -> Session {
        Session {
            operator_id: 4,
            login: "john".into(),
            name: "王约翰".into(),
            role,
            dept_id: 3,
            dept: "上海分公司".into(),
            today: "2002-03-13".parse().expect("a date"),
        }
    }

    fn row(cells: &[(&'static str, Value)]) -> Row {
        Row {
            id: 1,
            version: 1,
            names: cells.iter().map(|(name, _)| *name).collect(),
            cells: cells.iter().map(|(_, value)| value.clone()).collect(),
        }
    }

    fn state(code: &str) -> Row {
        row(&[("state", Value::Code(code.into()))])
    }

    #[test]
    fn a_draft_is_handed_in_by_the_salesperson_and_confirmed_by_the_assistant() {
        let draft = state("draft");
        assert_eq!(next_state_for(&session(Sp), Kind::Order, &draft), Some(Move::RequestOrder));
        assert_eq!(next_state_for(&session(Ab), Kind::Order, &draft), Some(Move::ConfirmOrder));
        assert!(!applies(&session(Sp), Move::ConfirmOrder, &draft));
        assert!(applies(&session(Ab), Move::ConfirmOrder, &draft));
        assert_eq!(next_state_for(&session(Ab), Kind::Order, &state("executing")), None);
    }

    #[test]
    fn a_confirmed_order_is_cancelled_by_directors_only() {
        for (role, may) in [(Sp, false), (Ab, false), (Sd, true), (Gm, true)] {
            assert_eq!(applies(&session(role), Move::CancelOrder, &state("confirmed")), may, "{role:?}");
        }
    }

    #[test]
    fn what_changed_hands_is_not_offered_for_deletion() {
        let given = row(&[("owner", Value::link(4, "王约翰")), ("first_owner", Value::link(5, "李娜"))]);
        assert!(!applies(&session(Sp), Move::DeleteCustomer, &given));
        assert!(applies(&session(Gm), Move::DeleteCustomer, &given));
        let own = row(&[("owner", Value::link(4, "王约翰")), ("first_owner", Value::link(4, "王约翰"))]);
        assert!(applies(&session(Sp), Move::DeleteCustomer, &own));
    }

    #[test]
    fn a_promise_answers_a_collection_todo_and_the_desk_ends_it() {
        let todo = row(&[("kind", Value::Code("dunning".into())), ("state", Value::Code("planned".into()))]);
        assert!(applies(&session(Sp), Move::AnswerDunning, &todo));
        assert!(!applies(&session(Sp), Move::CompleteActivity, &todo));
        assert!(applies(&session(Ab), Move::CompleteActivity, &todo));
        assert!(!applies(&session(Ab), Move::AnswerDunning, &todo));
    }

    #[test]
    fn an_insertion_is_offered_only_what_the_server_accepts_of_its_state() {
        let marks = |row: &Row| -> Vec<Move> {
            let all = super::super::operation::MOVES.iter().filter(|def| def.kind == Kind::Insertion);
            all.map(|def| def.what).filter(|what| applies(&session(Ab), *what, row)).collect()
        };
        let in_order = |of: &str, own: &str| {
            row(&[("state", Value::Code(own.into())), ("order_state", Value::Code(of.into()))])
        };
        for (own, expected) in [
            ("planned", &[Move::BookInsertion][..]),
            ("booked", &[Move::UnbookInsertion, Move::ReceiveMaterial, Move::MissInsertion]),
            ("material_in", &[Move::PublishInsertion, Move::MissInsertion]),
            ("published", &[Move::PublishInsertion, Move::UnpublishInsertion]),
            ("missed", &[Move::ReducePrice, Move::MakeGood]),
            ("madegood", &[]),
            ("cancelled", &[]),
        ] {
            assert_eq!(marks(&in_order("executing", own)), expected, "{own}");
            assert!(marks(&in_order("suspended", own)).is_empty(), "{own}");
        }
        assert_eq!(marks(&in_order("completed", "missed")), []);
        let repeated = row(&[("state", Value::Code("missed".into())), ("repeated", Value::Flag(true))]);
        assert_eq!(marks(&repeated), [Move::ReducePrice]);
    }

    #[test]
    fn who_planned_something_for_himself_deletes_it_and_others_cancel_it() {
        let planned = |by: i64| {
            row(&[
                ("state", Value::Code("planned".into())),
                ("owner", Value::link(4, "王约翰")),
                ("assigned_by", Value::link(by, "")),
                ("created_by", Value::link(by, "")),
            ])
        };
        assert_eq!(removal(&session(Sp), Kind::Activity, &planned(4)), Some(Move::DeleteActivity));
        assert_eq!(removal(&session(Sp), Kind::Activity, &planned(3)), Some(Move::CancelActivity));
        assert!(applies(&session(Sp), Move::AcknowledgeActivity, &planned(3)));
    }

    #[test]
    fn a_payment_that_pays_something_is_voided_with_its_allocations() {
        let payment = |allocated: i64| {
            row(&[("state", Value::Code("recorded".into())), ("allocated", Value::Money(allocated.into()))])
        };
        assert_eq!(removal(&session(Ab), Kind::Payment, &payment(5)), Some(Move::VoidAllocatedPayment));
        assert_eq!(removal(&session(Ab), Kind::Payment, &payment(0)), Some(Move::VoidPayment));
    }

    #[test]
    fn credit_is_the_directors_business() {
        assert!(!can_edit_field(&session(Sp), Kind::Customer, "credit_limit"));
        assert!(can_edit_field(&session(Sd), Kind::Customer, "credit_limit"));
        assert!(!can_edit_field(&session(Cs), Kind::Contact, "name"));
    }
}
