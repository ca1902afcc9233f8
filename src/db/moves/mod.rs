//! Business moves: each is one guarded function of the database. Several records are moved all or none.

mod activities;
mod asked;
mod changes;
mod contracts;
mod customers;
mod duplicates;
mod handing;
mod invoices;
mod leads;
mod money;
mod operators;
mod opportunities;
mod orders;
mod papers;
mod quotes;
mod replan;
mod said;
mod shares;

use diesel::{Connection, PgConnection};

pub use duplicates::sides;
pub use handing::preview;
pub use orders::fill as fill_order;
pub use replan::standing;

use super::{given::Given, trouble::Trouble};
use crate::{
    domain::operation::{Move, Operation, Target},
    store::Reply,
};

/// Makes a move on all its records, or on none.
pub fn operate(conn: &mut PgConnection, operation: &Operation) -> Result<Reply, Trouble> {
    let Operation { what, targets, values, intent } = operation;
    let moved = match what {
        Move::Dun => return money::dun(conn, targets, *intent).map(Reply::Dunned),
        Move::TransferCustomer => customers::transfer(conn, targets, values)?,
        Move::CreateOperator => operators::create(conn, values).map(|()| 1)?,
        Move::HandOver => each(conn, targets, |conn, it| handing::over(conn, it, values, *intent))?,
        Move::DeleteHoliday => each(conn, targets, operators::delete_holiday)?,
        Move::HandBack => each(conn, targets, |conn, it| handing::back(conn, it, values))?,
        Move::SetCustomerStatus => each(conn, targets, |conn, it| customers::set_status(conn, it, values))?,
        Move::FindDuplicates => duplicates::find(conn)?,
        Move::WorkLead | Move::ReopenLead => {
            each(conn, targets, |conn, it| leads::to(conn, it, "working", values))?
        }
        Move::DropLead => each(conn, targets, |conn, it| leads::to(conn, it, "dropped", values))?,
        Move::ConvertLead => each(conn, targets, |conn, it| leads::convert(conn, it, values))?,
        Move::TransferLead => leads::transfer(conn, targets, values)?,
        Move::DeleteLead => each(conn, targets, leads::delete)?,
        Move::PermitDuplicate => duplicates::permit(conn, values).map(|()| 1)?,
        Move::NotDuplicate => {
            each(conn, targets, |conn, it| duplicates::decide(conn, it, "not_dup", values))?
        }
        Move::ReopenDuplicate => {
            each(conn, targets, |conn, it| duplicates::decide(conn, it, "open", values))?
        }
        Move::MergePair => each(conn, targets, |conn, it| duplicates::merge(conn, it, values))?,
        Move::UndoMerge => each(conn, targets, duplicates::undo)?,
        Move::DeleteCustomer => each(conn, targets, customers::delete)?,
        Move::DeleteContact => each(conn, targets, customers::delete_contact)?,
        Move::Share | Move::ShareOpportunity | Move::ShareLead => {
            each(conn, targets, |conn, it| shares::share(conn, what.def().kind, it, values))?
        }
        Move::Unshare | Move::UnshareOpportunity | Move::UnshareLead => {
            each(conn, targets, |conn, it| shares::unshare(conn, what.def().kind, it, values))?
        }
        Move::DeleteInvoiceTitle => each(conn, targets, customers::delete_invoice_title)?,
        Move::RequestOrder => each(conn, targets, |conn, it| orders::to(conn, it, "requested", values))?,
        Move::ConfirmOrder => each(conn, targets, |conn, it| orders::to(conn, it, "confirmed", values))?,
        Move::SuspendOrder => each(conn, targets, |conn, it| orders::to(conn, it, "suspended", values))?,
        Move::ResumeOrder => each(conn, targets, |conn, it| orders::to(conn, it, "executing", values))?,
        Move::CancelOrder => each(conn, targets, |conn, it| orders::to(conn, it, "cancelled", values))?,
        Move::IssueInvoice => each(conn, targets, |conn, it| invoices::to(conn, it, "issued", values))?,
        Move::DeliverInvoice => each(conn, targets, |conn, it| invoices::to(conn, it, "delivered", values))?,
        Move::RedInvoice => each(conn, targets, |conn, it| invoices::to(conn, it, "red", values))?,
        Move::VoidInvoice => each(conn, targets, |conn, it| invoices::to(conn, it, "void", values))?,
        Move::LinkContract => each(conn, targets, |conn, it| contracts::link(conn, it, values))?,
        Move::FillOrder => each(conn, targets, |conn, it| orders::fill(conn, it, &Given(values)))?,
        Move::SubmitContract => each(conn, targets, |conn, it| contracts::to(conn, it, "in_review", values))?,
        Move::ReturnContract => each(conn, targets, |conn, it| contracts::to(conn, it, "draft", values))?,
        Move::SignContract => each(conn, targets, |conn, it| contracts::to(conn, it, "signed", values))?,
        Move::StartContract => each(conn, targets, |conn, it| contracts::to(conn, it, "in_force", values))?,
        Move::CompleteContract => {
            each(conn, targets, |conn, it| contracts::to(conn, it, "completed", values))?
        }
        Move::TerminateContract => {
            each(conn, targets, |conn, it| contracts::to(conn, it, "terminated", values))?
        }
        Move::VoidContract => each(conn, targets, |conn, it| contracts::to(conn, it, "void", values))?,
        Move::DeleteContract => each(conn, targets, contracts::delete)?,
        Move::AdvanceOpportunity => {
            each(conn, targets, |conn, it| opportunities::to_stage(conn, it, "next", values))?
        }
        Move::StepBackOpportunity => {
            each(conn, targets, |conn, it| opportunities::to_stage(conn, it, "back", values))?
        }
        Move::SetStage => each(conn, targets, |conn, it| opportunities::set_stage(conn, it, values))?,
        Move::WinOpportunity => each(conn, targets, |conn, it| opportunities::end(conn, it, "won", values))?,
        Move::LoseOpportunity => {
            each(conn, targets, |conn, it| opportunities::end(conn, it, "lost", values))?
        }
        Move::VoidOpportunity => {
            each(conn, targets, |conn, it| opportunities::end(conn, it, "invalid", values))?
        }
        Move::SuspendOpportunity => {
            each(conn, targets, |conn, it| opportunities::end(conn, it, "suspended", values))?
        }
        Move::ResumeOpportunity | Move::ReopenOpportunity => {
            each(conn, targets, |conn, it| opportunities::end(conn, it, "open", values))?
        }
        Move::TransferOpportunity => opportunities::transfer(conn, targets, values)?,
        Move::DeleteOpportunity => each(conn, targets, opportunities::delete)?,
        Move::DropOpportunityLine => each(conn, targets, opportunities::drop_line)?,
        Move::DropOpportunityContact => each(conn, targets, opportunities::drop_contact)?,
        Move::MakeQuote => each(conn, targets, |conn, it| quotes::make(conn, it, values, *intent))?,
        Move::SubmitQuote => each(conn, targets, |conn, it| quotes::to(conn, it, "submitted", values))?,
        Move::ApproveQuote => each(conn, targets, |conn, it| quotes::to(conn, it, "approved", values))?,
        Move::ReturnQuote => each(conn, targets, |conn, it| quotes::to(conn, it, "draft", values))?,
        Move::SendQuote => each(conn, targets, |conn, it| quotes::to(conn, it, "sent", values))?,
        Move::AcceptQuote => each(conn, targets, |conn, it| quotes::to(conn, it, "accepted", values))?,
        Move::RejectQuote => each(conn, targets, |conn, it| quotes::to(conn, it, "rejected", values))?,
        Move::DeleteQuote => each(conn, targets, quotes::delete)?,
        Move::DropQuoteLine => each(conn, targets, quotes::drop_line)?,
        Move::PrintQuote | Move::PrintProposal | Move::PrintContract => {
            each(conn, targets, |conn, it| papers::keep(conn, what.def().kind, it, values, *intent))?
        }
        Move::BookInsertion => each(conn, targets, |conn, it| orders::mark(conn, it, "booked", values))?,
        Move::UnbookInsertion => each(conn, targets, |conn, it| orders::mark(conn, it, "planned", values))?,
        Move::ReceiveMaterial => {
            each(conn, targets, |conn, it| orders::mark(conn, it, "material_in", values))?
        }
        Move::PublishInsertion => {
            each(conn, targets, |conn, it| orders::mark(conn, it, "published", values))?
        }
        Move::UnpublishInsertion => {
            each(conn, targets, |conn, it| orders::mark(conn, it, "material_in", values))?
        }
        Move::MissInsertion => each(conn, targets, |conn, it| orders::mark(conn, it, "missed", values))?,
        Move::MakeGood => each(conn, targets, |conn, it| orders::make_good(conn, it, values))?,
        Move::TerminateOrder => each(conn, targets, |conn, it| orders::to(conn, it, "terminated", values))?,
        Move::RequestCancel => {
            each(conn, targets, |conn, it| changes::ask(conn, it, "cancel", values, *intent))?
        }
        Move::RequestTerminate => {
            each(conn, targets, |conn, it| changes::ask(conn, it, "terminate", values, *intent))?
        }
        Move::RequestApproval => {
            each(conn, targets, |conn, it| changes::ask(conn, it, "approval", values, *intent))?
        }
        Move::ApproveOrder => {
            each(conn, targets, |conn, it| changes::approve_order(conn, it, values, *intent))?
        }
        Move::ReplanOrder => each(conn, targets, |conn, it| replan::replan(conn, it, values))?,
        Move::ReducePrice => each(conn, targets, |conn, it| changes::reduce_price(conn, it, values))?,
        Move::ApproveChange => each(conn, targets, |conn, it| changes::decide(conn, it, "approved", values))?,
        Move::RejectChange => each(conn, targets, |conn, it| changes::decide(conn, it, "rejected", values))?,
        Move::WithdrawChange => each(conn, targets, changes::withdraw)?,
        Move::BlockDunning => each(conn, targets, |conn, it| money::block(conn, it, values))?,
        Move::WriteOff => each(conn, targets, |conn, it| money::write_off(conn, it, values))?,
        Move::VoidPayment => each(conn, targets, |conn, it| money::void(conn, it, values))?,
        Move::VoidAllocatedPayment => {
            each(conn, targets, |conn, it| money::void_allocated(conn, it, values))?
        }
        Move::PayOut => each(conn, targets, |conn, it| money::pay_out(conn, it, values, *intent))?,
        Move::AllocatePayment => each(conn, targets, |conn, it| money::allocate(conn, it, values))?,
        Move::UnallocatePayment => each(conn, targets, money::unallocate)?,
        Move::ConfirmPayment => each(conn, targets, money::confirm)?,
        Move::AnswerDunning => each(conn, targets, |conn, it| activities::answer(conn, it, values))?,
        Move::StartActivity => each(conn, targets, activities::start)?,
        Move::AcknowledgeActivity => each(conn, targets, activities::acknowledge)?,
        Move::DeleteActivity => each(conn, targets, activities::delete)?,
        Move::CompleteActivity => each(conn, targets, |conn, it| activities::complete(conn, it, values))?,
        Move::CancelActivity => each(conn, targets, |conn, it| activities::cancel(conn, it, values))?,
        Move::ReopenActivity => each(conn, targets, activities::reopen)?,
        Move::ChangeOperator => each(conn, targets, |conn, it| operators::change(conn, it, values))?,
        Move::DisableOperator => each(conn, targets, operators::disable)?,
        Move::EnableOperator => each(conn, targets, operators::enable)?,
        Move::SetPassword => each(conn, targets, |conn, it| operators::set_password(conn, it, values))?,
        Move::MarkRead => each(conn, targets, |conn, it| said::mark(conn, it, true))?,
        Move::MarkUnread => each(conn, targets, |conn, it| said::mark(conn, it, false))?,
        Move::DeleteComment => each(conn, targets, said::delete_comment)?,
        Move::SaveFile => each(conn, targets, |conn, it| said::save_file(conn, it, values))?,
        Move::DeleteFile => each(conn, targets, said::delete_file)?,
    };
    Ok(Reply::Moved(moved))
}

/// One record is one statement and one trip; several are one transaction.
fn each(
    conn: &mut PgConnection,
    targets: &[Target],
    act: impl Fn(&mut PgConnection, Target) -> Result<(), Trouble>,
) -> Result<usize, Trouble> {
    if let [target] = targets {
        act(conn, *target)?;
    } else {
        // By id: who moves the same records from the other end of the list does not wait for us while we wait for him.
        let mut targets = targets.to_vec();
        targets.sort_by_key(|target| target.id);
        conn.transaction(|conn| targets.iter().try_for_each(|target| act(conn, *target)))?;
    }
    Ok(targets.len())
}
