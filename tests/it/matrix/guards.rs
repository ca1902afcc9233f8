//! What must never be false is a constraint on one row, which holds for the owner of the tables too: no function has to be
//! trusted with it. One statement per constraint of orders, money and activities, refused by exactly that constraint.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection, result::Error, sql_query,
    sql_types::Text,
};

use super::company::Company;

/// A table of `kehu`, its constraint or unique index, and a statement of the owner that nothing else refuses. Order 2 is confirmed,
/// order 5 a draft without a plan; instalment 1 is partly paid; payment 5 is an advance of 70. The rest of an
/// open instalment or payment cannot be negative either, so the two that speak of it are tried on closed ones.
pub const GUARDS: &[(&str, &str, &str)] = &[
    ("sales_order", "sales_order_plan_fits", "update kehu.sales_order set planned = net_amount + 1 where id = 5"),
    ("sales_order", "sales_order_plan_whole", "update kehu.instalment set amount = amount - 1 where order_id = 2 and seq = 1"),
    ("sales_order", "sales_order_lines_whole", "update kehu.sales_order set lines_total = lines_total - 1 where id = 2"),
    ("sales_order", "sales_order_gross", "update kehu.sales_order set gross_amount = gross_amount + 1 where id = 2"),
    ("sales_order", "sales_order_discount", "update kehu.sales_order set discount_amount = 'NaN' where id = 2"),
    ("sales_order", "sales_order_received_fits", "update kehu.sales_order set received = planned + 1 where id = 2"),
    ("sales_order", "sales_order_invoiced_fits", "update kehu.sales_order set invoiced = net_amount + 1 where id = 2"),
    ("sales_order", "sales_order_signed", "update kehu.sales_order set signed_on = null where id = 2"),
    ("sales_order", "sales_order_state", "update kehu.sales_order set state = 'sold' where id = 2"),
    ("sales_order", "sales_order_bill_to", "update kehu.sales_order set bill_to = 'me' where id = 2"),
    (
        "sales_order",
        "sales_order_intent_once",
        "update kehu.sales_order set intent = (select intent from kehu.sales_order where id = 1) where id = 2",
    ),
    ("order_line", "order_line_amount", "update kehu.order_line set amount = amount + 1 where order_id = 2"),
    ("order_line", "order_line_schedule_whole", "update kehu.order_line set inserted = inserted + 1 where order_id = 2"),
    ("order_line", "order_line_issues", "update kehu.order_line set issues = 401 where order_id = 5"),
    ("order_line", "order_line_seq", "update kehu.order_line set seq = 0 where order_id = 5"),
    ("order_line", "order_line_surcharge", "update kehu.order_line set surcharge_kind = 'tip' where order_id = 5"),
    ("insertion", "insertion_published", "update kehu.insertion set state = 'published' where order_id = 2"),
    ("insertion", "insertion_state", "update kehu.insertion set state = 'lost' where order_id = 2"),
    (
        "insertion",
        "insertion_position_taken",
        "insert into kehu.insertion (order_id, order_line_id, seq, publication_id, position_id, issue_id, customer_id, planned_on, amount, state)
         select order_id, order_line_id, 9, publication_id, position_id, issue_id, customer_id, planned_on, 0, 'cancelled' from kehu.insertion
         where order_id = 1 and state = 'booked';
         update kehu.insertion set holds = true where order_id = 1 and state = 'cancelled'",
    ),
    ("instalment", "instalment_amount", "insert into kehu.instalment (order_id, customer_id, seq, due_on, amount) values (5, 1, 1, '2002-04-01', 0)"),
    ("instalment", "instalment_received_fits", "update kehu.instalment set received = amount + 1, state = 'written_off' where id = 2"),
    ("instalment", "instalment_cancelled_unpaid", "update kehu.instalment set state = 'cancelled' where id = 1"),
    ("instalment", "instalment_seq", "update kehu.instalment set seq = 0 where order_id = 2 and seq = 1"),
    ("instalment", "instalment_state", "update kehu.instalment set state = 'lost' where order_id = 2"),
    ("instalment", "instalment_seq_once", "update kehu.instalment set seq = 1 where order_id = 2"),
    ("order_change", "order_change_kind", "update kehu.order_change set kind = 'gift'"),
    ("order_change", "order_change_state", "update kehu.order_change set state = 'lost'"),
    ("order_change", "order_change_reason_blank", "update kehu.order_change set reason = ' '"),
    ("order_change", "order_change_decided", "update kehu.order_change set state = 'approved' where state = 'requested'"),
    (
        "order_change",
        "order_change_asked_once",
        "insert into kehu.order_change (code, intent, order_id, kind, reason, net_before, net_after, before, after, requested_by)
         select code || 'x', gen_random_uuid(), order_id, kind, reason, 0, 0, before, after, requested_by from kehu.order_change where state = 'requested' limit 1",
    ),
    (
        "order_change",
        "order_change_intent_once",
        "insert into kehu.order_change (code, intent, order_id, kind, state, reason, net_before, net_after, before, after, requested_by)
         select code || 'x', intent, order_id, kind, state, reason, 0, 0, before, after, requested_by from kehu.order_change where state = 'applied' limit 1",
    ),
    ("payment", "payment_amount", "update kehu.payment set amount = 0 where id = 5"),
    ("payment", "payment_allocated_fits", "update kehu.payment set allocated = amount + 1, state = 'voided' where id = 1"),
    ("payment", "payment_void_free", "update kehu.payment set state = 'voided' where id = 1"),
    ("payment", "payment_returns", "update kehu.payment set returns_id = 1 where id = 5"),
    ("payment", "payment_kind", "update kehu.payment set kind = 'gift' where id = 5"),
    ("payment", "payment_state", "update kehu.payment set state = 'lost' where id = 5"),
    (
        "payment",
        "payment_intent_once",
        "update kehu.payment set intent = (select intent from kehu.payment where id = 1) where id = 5",
    ),
    ("payment_allocation", "allocation_amount", "update kehu.payment_allocation set amount = 0 where payment_id = 1"),
    ("payment_allocation", "allocation_kind", "update kehu.payment_allocation set kind = 'gift' where payment_id = 1"),
    ("invoice", "invoice_amount", "update kehu.invoice set amount = 0 where id = 1"),
    ("invoice", "invoice_state", "update kehu.invoice set state = 'lost', number = null, issued_on = null where id = 1"),
    ("invoice", "invoice_issued", "update kehu.invoice set number = null where id = 1"),
    ("invoice", "invoice_delivered", "update kehu.invoice set state = 'delivered' where id = 1"),
    (
        "invoice",
        "invoice_number_taken",
        "update kehu.invoice set number = '20020000000000000001' where id <> 1 and state = 'issued'",
    ),
    (
        "invoice",
        "invoice_intent_once",
        "update kehu.invoice set created_by = 4, intent = (select intent from kehu.invoice where id = 1) where id <> 1",
    ),
    ("sales_order", "sales_order_invoiced_fits", "update kehu.invoice set amount = 120000.01 where id = 1"),
    ("contract", "contract_kind", "update kehu.contract set kind = 'gift' where id = 1"),
    ("contract", "contract_state", "update kehu.contract set state = 'lost' where id = 1"),
    ("contract", "contract_ends_later", "update kehu.contract set end_on = start_on - 1 where id = 1"),
    ("contract", "contract_signed", "update kehu.contract set signed_on = null where id = 1"),
    (
        "contract",
        "contract_intent_once",
        "update kehu.contract set created_by = 4, intent = (select intent from kehu.contract where id = 1) where id <> 1",
    ),
    ("opportunity", "opportunity_name_blank", "update kehu.opportunity set name = ' ' where id = 1"),
    ("opportunity", "opportunity_state", "update kehu.opportunity set state = 'dead' where id = 1"),
    ("opportunity", "opportunity_evidence", "update kehu.opportunity set intent_evidence = '想买         ' where id = 1"),
    ("opportunity", "opportunity_win_rate", "update kehu.opportunity set own_win_rate = 101 where id = 1"),
    ("opportunity", "opportunity_importance", "update kehu.opportunity set importance = 'none' where id = 1"),
    ("opportunity", "opportunity_closed", "update kehu.opportunity set closed_at = now() where state = 'open'"),
    ("opportunity", "opportunity_lost_why", "update kehu.opportunity set lost_reason = null where state = 'lost'"),
    (
        "opportunity",
        "opportunity_intent_once",
        "update kehu.opportunity set created_by = 4, intent = (select min(intent::text)::uuid from kehu.opportunity) where id > 1",
    ),
    (
        "stage_history",
        "stage_history_one_open",
        "update kehu.stage_history set left_at = null, left_on = null, direction = null",
    ),
    ("stage_history", "stage_history_left", "update kehu.stage_history set left_on = null where left_at is not null"),
    ("stage_history", "stage_history_direction", "update kehu.stage_history set direction = 'up' where left_at is not null"),
    ("opportunity_line", "opportunity_line_issues", "update kehu.opportunity_line set issues = 0"),
    ("opportunity_line", "opportunity_line_discount", "update kehu.opportunity_line set discount = 2.1"),
    ("opportunity_line", "opportunity_line_seq", "update kehu.opportunity_line set seq = 0"),
    ("opportunity_contact", "opportunity_contact_role", "update kehu.opportunity_contact set role = 'friend'"),
    ("quote", "quote_state", "update kehu.quote set state = 'lost', answered_on = null where state = 'draft'"),
    ("quote", "quote_revision", "update kehu.quote set revision = 0 where state = 'draft'"),
    ("quote", "quote_approved_by", "update kehu.quote set approved_by = null where state = 'approved'"),
    ("quote", "quote_sent", "update kehu.quote set sent_on = null where state = 'sent'"),
    ("quote", "quote_answered", "update kehu.quote set answered_on = null where state = 'accepted'"),
    (
        "quote",
        "quote_one_open",
        "update kehu.quote set state = 'sent', sent_on = '2002-03-13' where state = 'superseded'",
    ),
    (
        "quote",
        "quote_one_accepted",
        "update kehu.quote set opportunity_id = (select min(opportunity_id) from kehu.quote), revision = 100 + id, state = 'accepted',
           sent_on = '2002-03-13', answered_on = '2002-03-13'",
    ),
    (
        "quote",
        "quote_intent_once",
        "update kehu.quote set created_by = 4, intent = (select min(intent::text)::uuid from kehu.quote)",
    ),
    ("quote_line", "quote_line_issues", "update kehu.quote_line set issues = 0"),
    ("quote_line", "quote_line_discount", "update kehu.quote_line set discount = 2.1"),
    ("quote_line", "quote_line_seq", "update kehu.quote_line set seq = 0"),
    ("activity", "activity_done", "update kehu.activity set done_at = now() where state = 'planned'"),
    ("activity", "activity_kind", "update kehu.activity set kind = 'nap'"),
    ("activity", "activity_priority", "update kehu.activity set priority = 'none'"),
    ("activity", "activity_state", "update kehu.activity set state = 'lost' where state = 'planned'"),
    ("activity", "activity_title_blank", "update kehu.activity set title = ''"),
    ("dunning", "dunning_level", "update kehu.dunning set level = 4"),
    (
        "dunning",
        "dunning_one_open",
        "update kehu.dunning set instalment_id = (select instalment_id from kehu.dunning where is_open limit 1) where is_open",
    ),
];

/// Why the constraint did not refuse the statement, if it did not.
pub fn unguarded(conn: &mut PgConnection, constraint: &str, sql: &str) -> Option<String> {
    let answer = conn.batch_execute(&format!("begin; set local role kehu_owner; {sql}"));
    conn.batch_execute("rollback").expect("a transaction is taken back");
    match answer {
        Ok(()) => Some(format!("{constraint}: not refused")),
        Err(Error::DatabaseError(_, info)) if info.constraint_name() == Some(constraint) => None,
        Err(other) => Some(format!("{constraint}: refused by another: {other}")),
    }
}

#[test]
fn the_owner_is_held_to_every_constraint() {
    let company = Company::open();
    let conn = &mut company.db.admin();
    let faults: Vec<String> = GUARDS.iter().filter_map(|(_, name, sql)| unguarded(conn, name, sql)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    v: String,
}

#[test]
fn every_check_of_orders_and_money_is_tried() {
    let company = Company::open();
    let checks: Vec<Name> = sql_query(
        "select c.conname::text as v from pg_constraint c join pg_class t on t.oid = c.conrelid
         where c.contype = 'c' and t.relnamespace = 'kehu'::regnamespace and t.relname in ('sales_order', 'order_card', 'order_line',
           'insertion', 'instalment', 'payment', 'payment_allocation', 'invoice', 'contract', 'activity', 'dunning', 'order_change',
           'opportunity', 'stage_history', 'opportunity_line', 'opportunity_contact', 'quote', 'quote_line')",
    )
    .load(&mut company.db.admin())
    .expect("the catalogue answers");
    for check in checks {
        assert!(GUARDS.iter().any(|(_, name, _)| *name == check.v), "no statement tries {}", check.v);
    }
}
