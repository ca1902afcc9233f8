//! What is offered to whom, and why something is not, in the user's words.

use super::{Cx, import};
use crate::{
    command::Cmd,
    domain::{entity, kind::Kind, operation::Move, policy, record::Row, session::Session},
    i18n::{Lang, Msg},
};

/// The name of a move.
pub fn name(what: Move, lang: Lang) -> &'static str {
    Msg::find(&format!("move.{}", what.def().name)).map_or(what.def().name, |msg| lang.tr(msg))
}

/// Not for this role.
pub fn not_to_you(cx: &Cx, what: &str) -> String {
    let role = cx.lang.value("role", cx.session.role.code());
    cx.lang.fmt(Msg::PolicyNotOffered, &[&role, &what])
}

/// Not for this role: a new record of a kind.
pub fn create_not_to_you(cx: &Cx, kind: Kind) -> String {
    not_to_you(cx, &cx.lang.fmt(Msg::PolicyCreate, &[&cx.lang.kind(kind.name())]))
}

/// Not for this role: to change records of a kind.
pub fn edit_not_to_you(cx: &Cx, kind: Kind) -> String {
    not_to_you(cx, &cx.lang.fmt(Msg::PolicyEdit, &[&cx.lang.kind(kind.name())]))
}

/// Why this move is not offered on this record: the role, or the state the record is in.
pub fn why_not(cx: &Cx, what: Move, row: &Row) -> Option<String> {
    let name = name(what, cx.lang);
    if !policy::offers(cx.session, what) {
        Some(not_to_you(cx, name))
    } else if !policy::applies(cx.session, what, row) {
        Some(cx.lang.fmt(Msg::PolicyNotNow, &[&name]))
    } else {
        None
    }
}

/// Whether a command on records of this kind is among the tasks of the role; what is not is not shown in the footer.
pub fn to_you(session: &Session, kind: Option<Kind>, cmd: Cmd) -> bool {
    let offers = |what| policy::offers(session, what);
    match (cmd, kind) {
        (Cmd::NewOrder | Cmd::SayOrder | Cmd::CopyLastOrder, _) => policy::can_create(session, Kind::Order),
        (_, None) => true,
        (Cmd::New, Some(kind)) => policy::can_create(session, kind),
        (Cmd::Edit, Some(kind)) => policy::can_edit(session, kind),
        (Cmd::Import, Some(kind)) => import::KINDS.contains(&kind) && import::may(session, kind, true),
        (Cmd::RequestInvoice, _) => policy::can_create(session, Kind::Invoice),
        (Cmd::Transfer, Some(Kind::Operator)) => offers(Move::HandOver),
        (Cmd::Transfer | Cmd::Remove, Some(Kind::HandOver)) => offers(Move::HandBack),
        (Cmd::Transfer, Some(Kind::Opportunity)) => offers(Move::TransferOpportunity),
        (Cmd::Transfer, Some(Kind::Lead)) => offers(Move::TransferLead),
        (Cmd::Transfer, Some(kind)) => kind == Kind::Customer && offers(Move::TransferCustomer),
        (Cmd::Dun, _) => offers(Move::Dun),
        (Cmd::Receive | Cmd::ReceiveRest | Cmd::Refund, _) => policy::can_create(session, Kind::Payment),
        (Cmd::Promise, _) => offers(Move::AnswerDunning),
        (Cmd::WriteOff, _) => offers(Move::WriteOff),
        (Cmd::PutOff, Some(Kind::Instalment)) => offers(Move::BlockDunning),
        (Cmd::NextState | Cmd::PreviousState, Some(Kind::Insertion)) => offers(Move::BookInsertion),
        (Cmd::NextState, Some(Kind::Order)) => offers(Move::RequestOrder),
        (Cmd::NextState, Some(Kind::Payment)) => offers(Move::ConfirmPayment),
        (Cmd::NextState, Some(Kind::OrderChange)) => offers(Move::ApproveChange),
        (Cmd::Remove, Some(Kind::OrderChange)) => offers(Move::RejectChange) || offers(Move::WithdrawChange),
        (Cmd::NextState, Some(Kind::Invoice)) => offers(Move::IssueInvoice),
        (Cmd::PickState, Some(kind)) => entity::def(kind).moves.iter().any(|what| offers(*what)),
        (Cmd::Remove, Some(Kind::Payment)) => offers(Move::VoidPayment),
        (Cmd::Remove, Some(Kind::InvoiceTitle)) => offers(Move::DeleteInvoiceTitle),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::Role;

    #[test]
    fn the_footer_shows_the_keys_of_the_role() {
        let session = |role| Session {
            operator_id: 4,
            login: "john".into(),
            name: "王约翰".into(),
            role,
            dept_id: 3,
            dept: "上海分公司".into(),
            today: "2002-03-13".parse().expect("a date"),
        };
        let due = Some(Kind::Instalment);
        for (role, dun, promise) in
            [(Role::Ab, true, false), (Role::Sp, false, true), (Role::Md, false, true)]
        {
            let session = session(role);
            assert_eq!(to_you(&session, due, Cmd::Dun), dun, "{role:?}");
            assert_eq!(to_you(&session, due, Cmd::Receive), dun, "{role:?}");
            assert_eq!(to_you(&session, due, Cmd::Promise), promise, "{role:?}");
            // Parts of a plan come and go with their order.
            assert!(!to_you(&session, due, Cmd::New) && !to_you(&session, due, Cmd::Edit));
            assert!(to_you(&session, due, Cmd::Open) && to_you(&session, None, Cmd::New));
        }
        assert!(!to_you(&session(Role::Sa), None, Cmd::NewOrder));
    }
}
