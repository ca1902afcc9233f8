//! Business moves: what can be done to records beyond editing their fields. Each is one guarded function of the database
//! and one small form here.

mod activity_moves;
mod change_moves;
mod delivery_moves;
mod duplicate_moves;
mod lead_moves;
mod money_moves;
mod paper_moves;
mod people_moves;
mod print_moves;
mod quote_moves;
mod said_moves;
mod sales_moves;
mod share_moves;

use serde::{Deserialize, Serialize};

use super::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    record::Values,
};

pub use lead_moves::EVIDENCE;
pub use money_moves::DUNNING_REASON;
pub use share_moves::team;

/// A business move, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// Give customers to another owner (R23).
    TransferCustomer,
    /// 活跃, 普通, 封存 (R29).
    SetCustomerStatus,
    /// Delete a customer that was never anybody else's (D15).
    DeleteCustomer,
    /// Delete a contact.
    DeleteContact,
    /// Hand a draft in: 待录单.
    RequestOrder,
    /// Confirm an order by its guards.
    ConfirmOrder,
    /// Suspend an order.
    SuspendOrder,
    /// Take a suspended order up again.
    ResumeOrder,
    /// Cancel an order.
    CancelOrder,
    /// End an order before everything has appeared: it is worth what was delivered.
    TerminateOrder,
    /// Ask a director to cancel a confirmed order.
    RequestCancel,
    /// Ask a director to terminate an order.
    RequestTerminate,
    /// Ask a director to agree to a discount below the floor, or to credit beyond the limit.
    RequestApproval,
    /// Agree to the discount and the credit of an order before anybody asks.
    ApproveOrder,
    /// A new plan for what is not paid yet.
    ReplanOrder,
    /// What failed to appear and is not repeated is not paid.
    ReducePrice,
    /// Agree to a change; what it asks for is done at once.
    ApproveChange,
    /// Refuse a change, with a note.
    RejectChange,
    /// Take a question back.
    WithdrawChange,
    /// The invoice is written, with its number.
    IssueInvoice,
    /// The customer has it.
    DeliverInvoice,
    /// Take an issued invoice back: 红冲.
    RedInvoice,
    /// Withdraw a request for an invoice.
    VoidInvoice,
    /// Name the contract an order is part of, or none.
    LinkContract,
    /// Fill the fields of an order that the administrator added.
    FillOrder,
    /// Hand a contract in for review.
    SubmitContract,
    /// Take it back to be changed.
    ReturnContract,
    /// Approve and sign a contract.
    SignContract,
    /// Its time has begun.
    StartContract,
    /// It was fulfilled.
    CompleteContract,
    /// End a contract before its time.
    TerminateContract,
    /// Void a contract that never bound anybody.
    VoidContract,
    /// Delete a draft of a contract.
    DeleteContract,
    /// The next stage of an opportunity.
    AdvanceOpportunity,
    /// A stage back, with its reason.
    StepBackOpportunity,
    /// Another stage of its pipeline.
    SetStage,
    /// It was won.
    WinOpportunity,
    /// It was lost, and why.
    LoseOpportunity,
    /// It never was one.
    VoidOpportunity,
    /// Put it aside.
    SuspendOpportunity,
    /// Take it up again.
    ResumeOpportunity,
    /// Open a closed one again.
    ReopenOpportunity,
    /// Give opportunities to another owner; stage, history and tasks stay (R56).
    TransferOpportunity,
    /// Delete an opportunity that was never anybody else's.
    DeleteOpportunity,
    /// Take a line out of an opportunity.
    DropOpportunityLine,
    /// Take a contact out of an opportunity.
    DropOpportunityContact,
    /// The next quote of an opportunity, from its lines.
    MakeQuote,
    /// Hand a quote in: something in it is below the floor.
    SubmitQuote,
    /// Agree to what is below the floor.
    ApproveQuote,
    /// Send it back to be changed.
    ReturnQuote,
    /// The customer has it.
    SendQuote,
    /// The customer agrees to it.
    AcceptQuote,
    /// The customer does not.
    RejectQuote,
    /// Delete a draft of a quote.
    DeleteQuote,
    /// Take a line out of a quote.
    DropQuoteLine,
    /// A quote on paper: to this machine, or hung on its opportunity.
    PrintQuote,
    /// A proposal of an opportunity on paper.
    PrintProposal,
    /// The text of a contract.
    PrintContract,
    /// Booked with the publisher.
    BookInsertion,
    /// The booking was wrong, or the publisher took it back.
    UnbookInsertion,
    /// The material is there.
    ReceiveMaterial,
    /// It appeared; of one that has: another day, page or tear sheet.
    PublishInsertion,
    /// "Published" was wrong (D27).
    UnpublishInsertion,
    /// It did not appear, or wrongly.
    MissInsertion,
    /// Repeat a missed one in another issue, free of charge.
    MakeGood,
    /// One collection todo per instalment, never two open ones (R79).
    Dun,
    /// Answer a collection todo with a promise or a reason (R80).
    AnswerDunning,
    /// No new collection todo before a date.
    BlockDunning,
    /// Write the rest of an instalment off.
    WriteOff,
    /// Void a payment whose allocations are gone.
    VoidPayment,
    /// Take the allocations of a payment back and void it, in one.
    VoidAllocatedPayment,
    /// Pay what is left of a receipt back to its payer.
    PayOut,
    /// Pay instalments with what is left of a payment: the named one, or the oldest due first.
    AllocatePayment,
    /// Take the allocations of a payment back.
    UnallocatePayment,
    /// Finance has seen the money.
    ConfirmPayment,
    /// It is being done.
    StartActivity,
    /// Its executor has seen it.
    AcknowledgeActivity,
    /// Delete what one planned for oneself.
    DeleteActivity,
    /// Done, with its result.
    CompleteActivity,
    /// Not to be done.
    CancelActivity,
    /// Take "done" back.
    ReopenActivity,
    /// Everything of a person who leaves, to one receiver or several (R20).
    HandOver,
    /// Back to who had it.
    HandBack,
    /// A day that is no holiday.
    DeleteHoliday,
    /// A new operator.
    CreateOperator,
    /// Role, department, superior.
    ChangeOperator,
    /// No sign-in any more; refused while he has open records.
    DisableOperator,
    /// Sign-in again.
    EnableOperator,
    /// A new password, sent as a SCRAM verifier.
    SetPassword,
    /// Add a colleague to a record.
    Share,
    /// Take a colleague off a record again.
    Unshare,
    /// Add a colleague to one opportunity, and to nothing else of its customer (R18).
    ShareOpportunity,
    /// Take him off again.
    UnshareOpportunity,
    /// Add a colleague to a lead.
    ShareLead,
    /// Take him off again.
    UnshareLead,
    /// Delete an invoice title.
    DeleteInvoiceTitle,
    /// Look over all customers for pairs that may be one company.
    FindDuplicates,
    /// A second customer of a name or tax id is let in, once.
    PermitDuplicate,
    /// A lead is worked on.
    WorkLead,
    /// A lead becomes a customer with its contact, and what is planned goes along.
    ConvertLead,
    /// Leads get another owner.
    TransferLead,
    /// A lead comes to nothing, for a reason.
    DropLead,
    /// A dropped lead is worked on again.
    ReopenLead,
    /// A lead is deleted.
    DeleteLead,
    /// Two companies after all: the pair is left alone for good.
    NotDuplicate,
    /// Not so sure any more.
    ReopenDuplicate,
    /// Read.
    MarkRead,
    /// Not read after all.
    MarkUnread,
    /// Take back what one said.
    DeleteComment,
    /// Write a file of a record to this machine.
    SaveFile,
    /// Take a file off a record.
    DeleteFile,
    /// Make one customer of the two, with a choice per field (R138).
    MergePair,
    /// Make two of them again, within thirty days.
    UndoMerge,
}

/// A business move on some records.
#[derive(Clone, PartialEq, Eq)]
pub struct Operation {
    /// Which move.
    pub what: Move,
    /// The records, with the version that the person saw.
    pub targets: Vec<Target>,
    /// What its form asked for.
    pub values: Values,
    /// Made by the client: the same intent twice is done once.
    pub intent: uuid::Uuid,
}

/// Without the values: a password may be among them, and what is shown this way ends up in logs.
impl std::fmt::Debug for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Operation")
            .field("what", &self.what)
            .field("targets", &self.targets)
            .finish_non_exhaustive()
    }
}

/// A record that is to be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Its id.
    pub id: i64,
    /// The version that the person saw.
    pub version: i32,
}

/// What a move is made of.
#[derive(Debug, Clone, Copy)]
pub struct MoveDef {
    /// Which move.
    pub what: Move,
    /// Its stable name, also `move.<name>` in the language files.
    pub name: &'static str,
    /// On which kind.
    pub kind: Kind,
    /// What its form asks for; none: it is done at once.
    pub fields: &'static [FieldDef],
    /// Asks "are you sure" first.
    pub danger: bool,
}

const REASON: FieldDef = field("reason", Shape::Text).edit().required();

/// The customer's states (R29).
pub const CUSTOMER_STATUS: Shape = Shape::Choice(&["active", "normal", "archived"], "customer_status");
/// What goes to which receiver.
pub const HAND_OVER_RULE: Shape = Shape::Choice(&["one", "evenly", "city"], "hand_over_rule");
/// The receivers of a hand-over, the first of them first.
pub const RECEIVERS: [&str; 5] = ["to", "to_2", "to_3", "to_4", "to_5"];
/// The roles an operator can have.
pub const ROLE: Shape = Shape::Choice(&["gm", "md", "sd", "sp", "ac", "ab", "cs", "mk", "sa"], "role");

/// All moves.
pub static MOVES: &[MoveDef] = &[
    share_moves::TRANSFER_CUSTOMER,
    share_moves::SET_CUSTOMER_STATUS,
    MoveDef {
        what: Move::DeleteCustomer,
        name: "delete_customer",
        kind: Kind::Customer,
        danger: true,
        fields: &[],
    },
    MoveDef {
        what: Move::DeleteContact,
        name: "delete_contact",
        kind: Kind::Contact,
        danger: true,
        fields: &[],
    },
    MoveDef {
        what: Move::RequestOrder,
        name: "request_order",
        kind: Kind::Order,
        danger: false,
        fields: &[],
    },
    MoveDef {
        what: Move::ConfirmOrder,
        name: "confirm_order",
        kind: Kind::Order,
        danger: false,
        fields: &[],
    },
    MoveDef {
        what: Move::SuspendOrder,
        name: "suspend_order",
        kind: Kind::Order,
        danger: false,
        fields: &[REASON],
    },
    MoveDef { what: Move::ResumeOrder, name: "resume_order", kind: Kind::Order, danger: false, fields: &[] },
    MoveDef {
        what: Move::CancelOrder,
        name: "cancel_order",
        kind: Kind::Order,
        danger: true,
        fields: &[REASON],
    },
    change_moves::TERMINATE_ORDER,
    change_moves::REQUEST_CANCEL,
    change_moves::REQUEST_TERMINATE,
    change_moves::REQUEST_APPROVAL,
    change_moves::APPROVE_ORDER,
    change_moves::REPLAN_ORDER,
    change_moves::REDUCE_PRICE,
    change_moves::APPROVE_CHANGE,
    change_moves::REJECT_CHANGE,
    change_moves::WITHDRAW_CHANGE,
    paper_moves::ISSUE_INVOICE,
    paper_moves::DELIVER_INVOICE,
    paper_moves::RED_INVOICE,
    paper_moves::VOID_INVOICE,
    paper_moves::LINK_CONTRACT,
    change_moves::FILL_ORDER,
    paper_moves::SUBMIT_CONTRACT,
    paper_moves::RETURN_CONTRACT,
    paper_moves::SIGN_CONTRACT,
    paper_moves::START_CONTRACT,
    paper_moves::COMPLETE_CONTRACT,
    paper_moves::TERMINATE_CONTRACT,
    paper_moves::VOID_CONTRACT,
    paper_moves::DELETE_CONTRACT,
    sales_moves::ADVANCE_OPPORTUNITY,
    sales_moves::STEP_BACK_OPPORTUNITY,
    sales_moves::SET_STAGE,
    sales_moves::WIN_OPPORTUNITY,
    sales_moves::LOSE_OPPORTUNITY,
    sales_moves::VOID_OPPORTUNITY,
    sales_moves::SUSPEND_OPPORTUNITY,
    sales_moves::RESUME_OPPORTUNITY,
    sales_moves::REOPEN_OPPORTUNITY,
    sales_moves::TRANSFER_OPPORTUNITY,
    sales_moves::DELETE_OPPORTUNITY,
    sales_moves::DROP_OPPORTUNITY_LINE,
    sales_moves::DROP_OPPORTUNITY_CONTACT,
    quote_moves::MAKE_QUOTE,
    quote_moves::SUBMIT_QUOTE,
    quote_moves::APPROVE_QUOTE,
    quote_moves::RETURN_QUOTE,
    quote_moves::SEND_QUOTE,
    quote_moves::ACCEPT_QUOTE,
    quote_moves::REJECT_QUOTE,
    quote_moves::DELETE_QUOTE,
    quote_moves::DROP_QUOTE_LINE,
    print_moves::PRINT_QUOTE,
    print_moves::PRINT_PROPOSAL,
    print_moves::PRINT_CONTRACT,
    delivery_moves::BOOK_INSERTION,
    delivery_moves::UNBOOK_INSERTION,
    delivery_moves::RECEIVE_MATERIAL,
    delivery_moves::PUBLISH_INSERTION,
    delivery_moves::UNPUBLISH_INSERTION,
    delivery_moves::MISS_INSERTION,
    delivery_moves::MAKE_GOOD,
    money_moves::DUN,
    money_moves::ANSWER_DUNNING,
    money_moves::BLOCK_DUNNING,
    money_moves::WRITE_OFF,
    money_moves::VOID_PAYMENT,
    money_moves::VOID_ALLOCATED_PAYMENT,
    money_moves::ALLOCATE_PAYMENT,
    money_moves::PAY_OUT,
    money_moves::UNALLOCATE_PAYMENT,
    money_moves::CONFIRM_PAYMENT,
    activity_moves::ACKNOWLEDGE_ACTIVITY,
    activity_moves::START_ACTIVITY,
    activity_moves::COMPLETE_ACTIVITY,
    activity_moves::CANCEL_ACTIVITY,
    activity_moves::REOPEN_ACTIVITY,
    activity_moves::DELETE_ACTIVITY,
    people_moves::HAND_OVER,
    people_moves::DELETE_HOLIDAY,
    people_moves::HAND_BACK,
    people_moves::CREATE_OPERATOR,
    people_moves::CHANGE_OPERATOR,
    people_moves::DISABLE_OPERATOR,
    people_moves::ENABLE_OPERATOR,
    people_moves::SET_PASSWORD,
    said_moves::MARK_READ,
    said_moves::MARK_UNREAD,
    said_moves::DELETE_COMMENT,
    said_moves::SAVE_FILE,
    said_moves::DELETE_FILE,
    share_moves::SHARE,
    share_moves::UNSHARE,
    share_moves::SHARE_OPPORTUNITY,
    share_moves::UNSHARE_OPPORTUNITY,
    share_moves::SHARE_LEAD,
    share_moves::UNSHARE_LEAD,
    paper_moves::DELETE_INVOICE_TITLE,
    duplicate_moves::FIND_DUPLICATES,
    duplicate_moves::PERMIT_DUPLICATE,
    duplicate_moves::NOT_DUPLICATE,
    duplicate_moves::REOPEN_DUPLICATE,
    duplicate_moves::MERGE_PAIR,
    duplicate_moves::UNDO_MERGE,
    lead_moves::WORK_LEAD,
    lead_moves::CONVERT_LEAD,
    lead_moves::TRANSFER_LEAD,
    lead_moves::DROP_LEAD,
    lead_moves::REOPEN_LEAD,
    lead_moves::DELETE_LEAD,
];

impl Move {
    /// What it is made of.
    pub fn def(self) -> &'static MoveDef {
        MOVES.iter().find(|def| def.what == self).expect("every move is in the table")
    }
}
