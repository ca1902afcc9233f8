//! The columns and look-ups of what hangs on one record of several kinds: comments, files, what reached an inbox.

/// The columns of a kind: its own, and the records it may hang on.
macro_rules! with_record {
    ($table:ident, [$($own:expr),* $(,)?]) => {
        &[
            $($own,)*
            Col::link(
                "customer",
                |r| link(r.own.customer_id, &r.about.customer),
                sql!($table::customer_id),
                sql!(lookup::customer($table::customer_id)),
            ),
            Col::link(
                "order",
                |r| link(r.own.order_id, &r.about.order),
                sql!($table::order_id),
                sql!(lookup::order($table::order_id)),
            ),
            Col::link(
                "contact",
                |r| link(r.own.contact_id, &r.about.contact),
                sql!($table::contact_id),
                sql!(lookup::contact($table::contact_id)),
            ),
            Col::link(
                "activity",
                |r| link(r.own.activity_id, &r.about.activity),
                sql!($table::activity_id),
                sql!(lookup::activity($table::activity_id)),
            ),
            Col::link(
                "payment",
                |r| link(r.own.payment_id, &r.about.payment),
                sql!($table::payment_id),
                sql!(lookup::payment($table::payment_id)),
            ),
            Col::link(
                "contract",
                |r| link(r.own.contract_id, &r.about.contract),
                sql!($table::contract_id),
                sql!(lookup::contract($table::contract_id)),
            ),
            Col::link(
                "invoice",
                |r| link(r.own.invoice_id, &r.about.invoice),
                sql!($table::invoice_id),
                sql!(lookup::invoice($table::invoice_id)),
            ),
            Col::link(
                "opportunity",
                |r| link(r.own.opportunity_id, &r.about.opportunity),
                sql!($table::opportunity_id),
                sql!(lookup::opportunity($table::opportunity_id)),
            ),
            Col::link(
                "lead",
                |r| link(r.own.lead_id, &r.about.lead),
                sql!($table::lead_id),
                sql!(lookup::lead($table::lead_id)),
            ),
        ]
    };
}
pub(super) use with_record;

/// What these records are called.
macro_rules! about {
    ($table:ident) => {
        (
            lookup::customer($table::customer_id),
            lookup::order($table::order_id),
            lookup::contact($table::contact_id),
            lookup::activity($table::activity_id),
            lookup::payment($table::payment_id),
            lookup::contract($table::contract_id),
            lookup::invoice($table::invoice_id),
            lookup::opportunity($table::opportunity_id),
            lookup::lead($table::lead_id),
        )
    };
}
pub(super) use about;
