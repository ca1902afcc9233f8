//! What triggers carry down: owner, department and the counted mark follow from the customer and the order into every child.
//! The triggers are switched off one by one, then hands change, and what everybody reads must differ from the model.

use diesel::connection::SimpleConnection;

use crate::matrix::{Area, Company, RELATIONS, Sessions, first_difference};

/// A trigger and the table it is on.
const TRIGGERS: &[(&str, &str)] = &[
    ("moved", "customer"),
    ("orders_moved", "customer"),
    ("payments_moved", "customer"),
    ("then_contracts_moved", "customer"),
    ("order_moved", "sales_order"),
    ("order_dept_moved", "sales_order"),
    ("then_invoices_moved", "sales_order"),
    ("order_counted", "sales_order"),
    ("quotes_moved", "opportunity"),
];

/// Customers change hands and department, orders their state; then everybody looks.
fn difference_after(breaks: &str) -> Option<String> {
    let mut company = Company::open();
    company.db.admin().batch_execute(breaks).unwrap_or_else(|error| panic!("{breaks}: {error}"));
    company
        .db
        .as_login("liuzy")
        .batch_execute(
            "select kehu.transfer_customer('{1,2,5}', 7, 'x');
             select kehu.transfer_customer(array(select id from kehu.customer where name = '代理公司'), 4, 'x');
             select kehu.move_order(id, version, 'cancelled', 'x') from kehu.sales_order where state = 'confirmed' and id > 2;
             select kehu.move_order(id, version, 'confirmed', 'x') from kehu.sales_order where state = 'requested';",
        )
        .unwrap_or_else(|error| panic!("{breaks}: {error}"));
    company.read_again();
    let reading: Vec<Area> = RELATIONS.iter().map(|it| Area::Reading(it.name)).collect();
    first_difference(&company, &mut Sessions::open(&company), &reading)
}

#[test]
fn rights_follow_what_changes_hands() {
    assert_eq!(difference_after("select 1"), None);
}

#[test]
fn every_carrying_trigger_switched_off_is_noticed() {
    for (trigger, table) in TRIGGERS {
        let breaks = format!("alter table kehu.{table} disable trigger {trigger}");
        assert!(difference_after(&breaks).is_some(), "nothing noticed: {breaks}");
    }
}
