//! Grants, views, triggers and constraints: one statement breaks, one mends.

use diesel::connection::SimpleConnection;

use crate::matrix::{Area, Company, GUARDS, Sessions, first_difference, unguarded};

/// What breaks, what mends, and where it must be noticed.
const STATEMENTS: &[(&str, &str, Area)] = &[
    (
        "grant update on kehu.sales_order to kehu_operator",
        "revoke update on kehu.sales_order from kehu_operator",
        Area::Grants("kehu.sales_order"),
    ),
    (
        "grant update (owner_id) on kehu.customer to kehu_operator",
        "revoke update (owner_id) on kehu.customer from kehu_operator",
        Area::Grants("kehu.customer"),
    ),
    (
        "grant insert (id) on kehu.customer to kehu_sales",
        "revoke insert (id) on kehu.customer from kehu_sales",
        Area::Grants("kehu.customer"),
    ),
    (
        "grant insert on kehu.payment to kehu_assistant",
        "revoke insert on kehu.payment from kehu_assistant",
        Area::Grants("kehu.payment"),
    ),
    (
        "grant delete on kehu.holiday to kehu_admin",
        "revoke delete on kehu.holiday from kehu_admin",
        Area::Grants("kehu.holiday"),
    ),
    (
        "grant truncate on kehu.draft to kehu_operator",
        "revoke truncate on kehu.draft from kehu_operator",
        Area::Grants("kehu.draft"),
    ),
    (
        "grant update (name) on kehu.colleague to kehu_operator",
        "revoke update (name) on kehu.colleague from kehu_operator",
        Area::Grants("kehu.colleague"),
    ),
    (
        "grant update (name) on kehu.contact to kehu_service",
        "revoke update (name) on kehu.contact from kehu_service",
        Area::Grants("kehu.contact"),
    ),
    (
        "grant usage on schema kehu_priv to kehu_operator; grant select on kehu_priv.operator to kehu_operator",
        "revoke usage on schema kehu_priv from kehu_operator; revoke select on kehu_priv.operator from kehu_operator",
        Area::Private,
    ),
    (
        "revoke select on kehu.instalment from kehu_operator",
        "grant select on kehu.instalment to kehu_operator",
        Area::Reading("kehu.instalment"),
    ),
    (
        "alter table kehu.contact disable row level security",
        "alter table kehu.contact enable row level security",
        Area::Reading("kehu.contact"),
    ),
    (
        "alter view kehu_rpt.receivable set (security_invoker = false)",
        "alter view kehu_rpt.receivable set (security_invoker = true)",
        Area::Reading("kehu_rpt.receivable"),
    ),
    (
        "alter view kehu_rpt.delivery set (security_invoker = false)",
        "alter view kehu_rpt.delivery set (security_invoker = true)",
        Area::Reading("kehu_rpt.delivery"),
    ),
    (
        "alter function kehu_rpt.sales(date, date) security definer",
        "alter function kehu_rpt.sales(date, date) security invoker",
        Area::Function("kehu_rpt.sales"),
    ),
    (
        "alter function kehu.me() security invoker",
        "alter function kehu.me() security definer",
        Area::Function("kehu.me"),
    ),
    (
        "alter table kehu.contact disable trigger a_owner",
        "alter table kehu.contact enable trigger a_owner",
        Area::Inserting("kehu.contact"),
    ),
    (
        "alter table kehu.invoice_title disable trigger a_owner",
        "alter table kehu.invoice_title enable trigger a_owner",
        Area::Inserting("kehu.invoice_title"),
    ),
    (
        "alter table kehu.customer disable trigger a_fill",
        "alter table kehu.customer enable trigger a_fill",
        Area::Inserting("kehu.customer"),
    ),
    (
        "alter table kehu.activity disable trigger a_fill",
        "alter table kehu.activity enable trigger a_fill",
        Area::Inserting("kehu.activity"),
    ),
];

#[test]
fn every_statement_that_breaks_a_right_is_noticed() {
    let company = Company::open();
    let (admin, sessions) = (&mut company.db.admin(), &mut Sessions::open(&company));
    let mut survivors = Vec::new();
    for (breaks, mends, area) in STATEMENTS {
        admin.batch_execute(breaks).unwrap_or_else(|error| panic!("{breaks}: {error}"));
        if first_difference(&company, sessions, &[*area]).is_none() {
            survivors.push(*breaks);
        }
        admin.batch_execute(mends).unwrap_or_else(|error| panic!("{mends}: {error}"));
        assert_eq!(first_difference(&company, sessions, &[*area]), None, "not mended: {mends}");
    }
    assert!(survivors.is_empty(), "nothing noticed:\n{}", survivors.join("\n"));
}

#[test]
fn every_constraint_dropped_is_noticed() {
    let company = Company::open();
    let admin = &mut company.db.admin();
    let mut survivors = Vec::new();
    for (table, name, sql) in GUARDS {
        // In one transaction with the attempt, which takes both back. Unique indexes are constraints only in part.
        let drop = format!(
            "do $$ begin if exists (select from pg_constraint where conname = '{name}') then alter table kehu.{table} drop constraint {name};
             else drop index kehu.{name}; end if; end $$"
        );
        if unguarded(admin, name, &format!("reset role; {drop}; {sql}")).is_none() {
            survivors.push(*name);
        }
    }
    assert!(survivors.is_empty(), "nothing noticed:\n{}", survivors.join("\n"));
}
