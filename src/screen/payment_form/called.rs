//! What the payment form calls things where money comes in, and where it goes back.

use crate::{domain::order_draft::PaymentKind, i18n::Msg};

/// The texts in which the two differ.
pub struct Words {
    /// The form.
    pub title: Msg,
    /// The day.
    pub received_on: Msg,
    /// What an instalment still owes, or has received.
    pub outstanding: Msg,
    /// What it gets, or gives back.
    pub pays: Msg,
    /// Paid, allocated, left.
    pub sum: Msg,
    /// What Enter does.
    pub ready: Msg,
    /// The payer has nothing that this could be for.
    pub nothing: Msg,
}

const RECEIPT: Words = Words {
    title: Msg::PayTitle,
    received_on: Msg::PayReceivedOn,
    outstanding: Msg::PayOutstanding,
    pays: Msg::PayPays,
    sum: Msg::PaySum,
    ready: Msg::PayReady,
    nothing: Msg::PayNothingOpen,
};

const REFUND: Words = Words {
    title: Msg::PayBackTitle,
    received_on: Msg::PayBackReceivedOn,
    outstanding: Msg::PayBackOutstanding,
    pays: Msg::PayBackPays,
    sum: Msg::PayBackSum,
    ready: Msg::PayBackReady,
    nothing: Msg::PayBackNothing,
};

/// The texts of a receipt, or of a refund.
pub fn of(kind: PaymentKind) -> &'static Words {
    match kind {
        PaymentKind::Receipt => &RECEIPT,
        PaymentKind::Refund => &REFUND,
    }
}
