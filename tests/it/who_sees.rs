//! "Who can see this" is true: for every record of the company it names exactly the logins that read it, and those that change it.

use std::collections::{BTreeMap, BTreeSet};

use diesel::connection::SimpleConnection;

use crate::{matrix::Company, support::values};

/// A kind, and the table in which its records are read.
const KINDS: &[(&str, &str)] = &[
    ("customer", "kehu.customer"),
    ("contact", "kehu.contact"),
    ("invoice_title", "kehu.invoice_title"),
    ("order", "kehu.sales_order"),
    ("line", "kehu.order_line"),
    ("insertion", "kehu.insertion"),
    ("instalment", "kehu.instalment"),
    ("order_change", "kehu.order_change"),
    ("payment", "kehu.payment"),
    ("allocation", "kehu.payment_allocation"),
    ("invoice", "kehu.invoice"),
    ("contract", "kehu.contract"),
    ("opportunity", "kehu.opportunity"),
    ("opportunity_line", "kehu.opportunity_line"),
    ("opportunity_contact", "kehu.opportunity_contact"),
    ("quote", "kehu.quote"),
    ("quote_line", "kehu.quote_line"),
    ("stay", "kehu.stage_history"),
    ("activity", "kehu.activity"),
    ("lead", "kehu.lead"),
    ("publication", "kehu.publication"),
    ("department", "kehu.department"),
];

type Seen = BTreeMap<String, BTreeSet<String>>;

fn pairs(rows: Vec<String>) -> Seen {
    let mut seen = Seen::new();
    for row in rows {
        let (id, login) = row.split_once(' ').expect("an id and a login");
        seen.entry(id.to_owned()).or_default().insert(login.to_owned());
    }
    seen
}

#[test]
fn who_sees_a_record_is_who_reads_it() {
    let company = Company::open();
    let db = &company.db;
    // The general manager sees every record there is.
    let mut manager = db.as_login("liuzy");
    let logins: Vec<&str> =
        company.facts.people.iter().filter(|it| it.active).map(|it| it.login.as_str()).collect();
    let mut conns: Vec<_> = logins.iter().map(|login| db.as_login(login)).collect();
    let mut tried = 0;
    for (kind, table) in KINDS {
        let said = format!(
            "select x.id || ' ' || k.login as v from {table} x cross join lateral kehu.who_sees('{kind}', x.id) w join kehu.colleague k on k.id = w.operator_id"
        );
        let said = pairs(values(&mut manager, &said));
        let mut found = Seen::new();
        for (login, conn) in logins.iter().zip(&mut conns) {
            for id in values(conn, &format!("select id::text as v from {table}")) {
                found.entry(id).or_default().insert((*login).to_owned());
            }
        }
        assert_eq!(said.keys().collect::<Vec<_>>(), found.keys().collect::<Vec<_>>(), "{kind}");
        for (id, logins) in &found {
            tried += 1;
            assert_eq!(&said[id], logins, "{kind} {id}: said, and who reads it");
        }
    }
    assert!(tried > 300, "only {tried} records");
}

#[test]
fn who_changes_an_opportunity_is_who_is_said_to() {
    let company = Company::open();
    let db = &company.db;
    let open = "from kehu.opportunity x where x.state in ('open', 'suspended')";
    let said = format!(
        "select x.id || ' ' || k.login as v from (select x.id {open}) x cross join lateral kehu.who_sees('opportunity', x.id) w
           join kehu.colleague k on k.id = w.operator_id where w.writes"
    );
    let said = pairs(values(&mut db.as_login("liuzy"), &said));
    let mut found = Seen::new();
    for person in company.facts.people.iter().filter(|it| it.active) {
        let mut conn = db.as_login(&person.login);
        for row in values(&mut conn, &format!("select x.id || ' ' || x.version as v {open}")) {
            let (id, version) = row.split_once(' ').expect("an id and a version");
            let same = format!(
                "select kehu.save_opportunity('{{\"id\": {id}, \"version\": {version}}}')::text as v"
            );
            if conn.batch_execute(&same).is_ok() {
                found.entry(id.to_owned()).or_default().insert(person.login.clone());
            }
        }
    }
    assert_eq!(said, found);
}

#[test]
fn who_changes_a_customer_is_who_is_said_to() {
    let company = Company::open();
    let db = &company.db;
    let said = "select x.id || ' ' || k.login as v from kehu.customer x cross join lateral kehu.who_sees('customer', x.id) w join kehu.colleague k on k.id = w.operator_id where w.writes";
    let said = pairs(values(&mut db.as_login("liuzy"), said));
    let mut found = Seen::new();
    for person in company.facts.people.iter().filter(|it| it.active) {
        for id in values(
            &mut db.as_login(&person.login),
            "update kehu.customer set city = city returning id::text as v",
        ) {
            found.entry(id).or_default().insert(person.login.clone());
        }
    }
    assert_eq!(said, found);
}
