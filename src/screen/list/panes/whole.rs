//! The lists of kinds without windows, for views: these say themselves which rows.

use super::{
    CHANGES, CONTRACTS, CUSTOMERS, INVOICES, OPPORTUNITIES, ORDERS, PAYMENTS, Pane, QUOTES,
    duplicates::DUPLICATES, of, plain,
};
use crate::{domain::kind::Kind, i18n::Msg};

static WHOLE: &[Pane] = &[
    Pane { key: "orders_whole", tabs: &[], ..ORDERS },
    Pane { key: "payments_whole", tabs: &[], ..PAYMENTS },
    Pane { key: "changes_whole", tabs: &[], ..CHANGES },
    Pane { key: "invoices_whole", tabs: &[], ..INVOICES },
    Pane { key: "contracts_whole", tabs: &[], ..CONTRACTS },
    Pane { key: "opportunities_whole", tabs: &[], ..OPPORTUNITIES },
    Pane { key: "quotes_whole", tabs: &[], ..QUOTES },
    Pane { key: "duplicates_whole", tabs: &[], ..DUPLICATES },
    plain("issues_whole", Kind::Issue, Msg::PaneIssues),
    Pane { key: "customers_whole", tabs: &[], ..CUSTOMERS },
    plain("leads_whole", Kind::Lead, Msg::PaneLeads),
    plain("inbox_whole", Kind::Inbox, Msg::KindsInbox),
];

/// The list of a kind without windows.
pub fn whole(kind: Kind) -> &'static Pane {
    WHOLE.iter().find(|pane| pane.kind == kind).unwrap_or_else(|| of(kind))
}
