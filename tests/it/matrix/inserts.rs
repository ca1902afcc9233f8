//! Who may add rows by a plain INSERT: every table, under every parent and for every owner, hidden, deleted and absent ones too.

use super::{
    attempt::{Case, Expect},
    facts::Row,
    model::{Access, Model},
};

/// An id that nothing has.
pub const ABSENT: i64 = 99_999;

/// The cases of one table; none for tables that take no plain INSERT (`columns` says so, and `grants` tries it).
pub fn cases(model: &Model, table: &str) -> Vec<Case> {
    match table {
        "kehu.customer" => customers(model),
        "kehu.contact" => below_customers(model, |id| {
            format!("insert into kehu.contact (customer_id, name) values ({id}, 'x')")
        }),
        "kehu.invoice_title" => below_customers(model, |id| {
            format!("insert into kehu.invoice_title (customer_id, title) values ({id}, 'x')")
        }),
        "kehu.lead" => leads(model),
        "kehu.activity" => activities(model),
        "kehu.comment" => hung(model, "comment", "text", "'x'", |_, _| true),
        "kehu.file" => {
            hung(model, "file", "name, body", "'x', 'x'", |customer, person| model.works_on(customer, person))
        }
        "kehu.draft" => vec![Case::new(
            "adds a draft",
            "insert into kehu.draft (id, form, payload) values (gen_random_uuid(), 'x', '{}')",
            Expect::allowed(model.me.is_some()),
        )],
        "kehu.competitor" => vec![Case::new(
            "tells of a competitor",
            "insert into kehu.competitor (name) values ('对手')",
            Expect::allowed(model.is(&["gm", "md", "sd", "sp"])),
        )],
        "kehu.pursuit" => pursuits(model),
        _ => lists(table)
            .map(|sql| Case::new(format!("adds to {table}"), sql, Expect::allowed(model.keeps(table))))
            .into_iter()
            .collect(),
    }
}

fn lists(table: &str) -> Option<&'static str> {
    Some(match table {
        "kehu.media_group" => "insert into kehu.media_group (name) values ('x')",
        "kehu.media_class" => "insert into kehu.media_class (name) values ('x')",
        "kehu.publication" => "insert into kehu.publication (code, name, group_id, class_id, periodicity) values ('X', 'x', 1, 1, 'weekly')",
        "kehu.issue" => {
            "insert into kehu.issue (publication_id, year, no, label, publish_on, booking_deadline_on, material_deadline_on, payment_deadline_on)
             values (1, 2003, 1, 'x', '2003-01-01', '2003-01-01', '2003-01-01', '2003-01-01')"
        }
        "kehu.ad_position" => "insert into kehu.ad_position (publication_id, code, name) values (1, 'X', 'x')",
        "kehu.rate_card" => "insert into kehu.rate_card (publication_id, valid_from, valid_to) values (1, '2003-01-01', '2003-12-31')",
        "kehu.rate_item" => {
            "insert into kehu.rate_item (rate_card_id, position_id, list_price) select r.id, p.id, 5 from kehu.rate_card r
             join kehu.ad_position p on p.publication_id = r.publication_id and p.code = 'XX'
             union all select 1, 1, 5 where kehu.me() is null"
        }
        "kehu.department" => "insert into kehu.department (code, name, kind) values ('X', 'x', 'team')",
        "kehu.setting" => "insert into kehu.setting (key, value) values ('x', '1')",
        "kehu.dict" => "insert into kehu.dict (code, label, label_en) values ('x', 'x', 'x')",
        "kehu.custom_field" => "insert into kehu.custom_field (kind, name, label, type) values ('customer', 'x_y', 'x', 'text')",
        "kehu.dict_item" => "insert into kehu.dict_item (dict_code, code, label, label_en) values ('source', 'x', 'x', 'x')",
        "kehu.pipeline" => "insert into kehu.pipeline (name) values ('x')",
        "kehu.stage" => {
            "insert into kehu.stage (pipeline_id, seq, code, name, name_en, win_rate, standard_days, warn_days) values (1, 9, 'x_x', 'x', 'x', 1, 1, 1)"
        }
        "kehu.doc_template" => "insert into kehu.doc_template (name, kind, body) values ('x', 'quote', 'x')",
        "kehu.stage_task" => "insert into kehu.stage_task (stage_id, title) values (1, 'x')",
        "kehu.holiday" => "insert into kehu.holiday (date, name, is_off_day) values ('2002-10-01', 'x', true)",
        "kehu.sharing_rule" => "insert into kehu.sharing_rule (from_dept_id, to_role) values (3, 'ac')",
        _ => return None,
    })
}

/// A salesperson for himself; an assistant for a salesperson of her scope; the general manager for anybody who may own.
fn may_add_customer(model: &Model, owner: i32) -> bool {
    let dept = model.facts.people.iter().find(|it| it.id == owner).map(|it| it.dept);
    model.may_own(owner)
        && (model.is(&["gm"])
            || (model.is(&["sp", "sd"]) && model.is_me(owner))
            || dept.is_some_and(|dept| model.scope(dept, Access::Write)))
}

fn customers(model: &Model) -> Vec<Case> {
    let mut cases = Vec::new();
    for owner in model.facts.people.iter().map(|it| it.id).chain([ABSENT as i32]) {
        cases.push(Case::new(
            format!("adds a customer for {owner}"),
            format!("insert into kehu.customer (name, owner_id) values ('新公司', {owner})"),
            Expect::allowed(may_add_customer(model, owner)),
        ));
    }
    let own = model.me.is_some_and(|me| may_add_customer(model, me.id));
    for (id, sees) in
        model.facts.customers.values().map(|c| (c.id, model.sees_customer(c))).chain([(ABSENT, false)])
    {
        cases.push(Case::new(
            format!("adds a customer below {id}"),
            format!("insert into kehu.customer (name, parent_id) values ('新公司', {id})"),
            Expect::allowed(own && sees),
        ));
    }
    cases
}

/// What hangs on a customer: whoever may change it by ownership, and the desk. A share gives no right to add.
fn below_customers(model: &Model, sql: impl Fn(i64) -> String) -> Vec<Case> {
    model
        .facts
        .customers
        .values()
        .map(|c| (c.id, model.rules_customer(c) || (!c.gone && model.desk(c.dept))))
        .chain([(ABSENT, false)])
        .map(|(id, may)| {
            Case::new(format!("adds below customer {id}: {}", sql(id)), sql(id), Expect::allowed(may))
        })
        .collect()
}

/// On every record that one reads, hidden, deleted and absent ones too, as far as something else is asked.
fn hung(
    model: &Model,
    table: &str,
    columns: &str,
    values: &str,
    may: impl Fn(Option<i64>, Option<i32>) -> bool,
) -> Vec<Case> {
    let links = [
        ("customer", "kehu.customer"),
        ("order", "kehu.sales_order"),
        ("contact", "kehu.contact"),
        ("activity", "kehu.activity"),
        ("payment", "kehu.payment"),
        ("contract", "kehu.contract"),
        ("invoice", "kehu.invoice"),
        ("opportunity", "kehu.opportunity"),
        ("lead", "kehu.lead"),
    ];
    let case = |link: &str, id: &str, allowed: bool| {
        Case::new(
            format!("adds a {table} to {link} {id}"),
            format!("insert into kehu.{table} ({link}_id, {columns}) values ({id}, {values})"),
            Expect::allowed(allowed),
        )
    };
    let mut cases = Vec::new();
    for (link, relation) in links {
        for row in model.facts.rows(relation) {
            let order = row.order.map(|id| model.order(id).customer);
            let customer = if ["order", "invoice"].contains(&link) { order } else { row.customer };
            let person = (link == "activity").then_some(row.person).flatten();
            // A file is hung on a lead by whoever may change it.
            let may = match (link, table) {
                ("lead", "file") => model.changes_lead(row),
                // And on an opportunity also by who changes it and not its customer.
                ("opportunity", "file") => may(customer, person) || model.changes_opportunity(row),
                ("lead", _) => true,
                _ => may(customer, person),
            };
            cases.push(case(link, &row.key, model.sees(relation, row) && may));
        }
        cases.push(case(link, &ABSENT.to_string(), false));
    }
    cases
}

fn plan(kind: &str, column: &str, id: impl std::fmt::Display, owner: impl std::fmt::Display) -> String {
    format!(
        "insert into kehu.activity (kind, title, {column}, owner_id, due_on) values ('{kind}', 'x', {id}, {owner}, '2002-03-20')"
    )
}

/// A seller for himself, a director for his people, marketing and the general manager for whoever may have leads.
fn leads(model: &Model) -> Vec<Case> {
    let people = model.facts.people.iter().map(|it| it.id).chain([ABSENT as i32]);
    let may = |owner: i32| {
        let markets = model.facts.people.iter().any(|it| it.id == owner && it.active && it.role == "mk");
        let led =
            model.is(&["sd"]) && model.facts.people.iter().any(|it| it.id == owner) && model.writes_of(owner);
        (model.may_own(owner) || markets)
            && (model.is(&["gm", "mk"]) || (model.is(&["sp", "sd"]) && model.is_me(owner)) || led)
    };
    people
        .map(|owner| {
            Case::new(
                format!("adds a lead for {owner}"),
                format!("insert into kehu.lead (name, owner_id) values ('新线索', {owner})"),
                Expect::allowed(may(owner)),
            )
        })
        .collect()
}

fn activities(model: &Model) -> Vec<Case> {
    let mut cases = Vec::new();
    // For whom one may plan: oneself, the people one may write for; never for somebody who has left.
    let for_whom = |id: i32| {
        model.facts.people.iter().any(|it| it.id == id && it.active)
            && (model.is(&["gm"]) || model.writes_of(id))
    };
    for owner in model.facts.people.iter().map(|it| it.id).chain([ABSENT as i32]) {
        cases.push(Case::new(
            format!("plans for {owner}"),
            plan("task", "priority", "'high'", owner),
            Expect::allowed(for_whom(owner)),
        ));
    }
    let me = model.me.map_or("default".to_owned(), |me| me.id.to_string());
    cases.push(Case::new(
        "makes a collection todo by hand",
        plan("dunning", "priority", "'high'", &me),
        Expect::DENIED,
    ));
    // About what: only what one sees.
    for (id, sees) in
        model.facts.customers.values().map(|c| (c.id, model.sees_customer(c))).chain([(ABSENT, false)])
    {
        cases.push(Case::new(
            format!("plans about customer {id}"),
            plan("call", "customer_id", id, &me),
            Expect::allowed(model.me.is_some() && sees),
        ));
    }
    for row in model.facts.rows("kehu.contact") {
        cases.push(Case::new(
            format!("plans about contact {}", row.key),
            plan("call", "contact_id", &row.key, &me),
            Expect::allowed(model.me.is_some() && model.sees("kehu.contact", row)),
        ));
    }
    for row in model.facts.rows("kehu.lead") {
        cases.push(Case::new(
            format!("plans about lead {}", row.key),
            plan("call", "lead_id", &row.key, &me),
            Expect::allowed(model.me.is_some() && model.sees("kehu.lead", row)),
        ));
    }
    for o in model.facts.orders.values() {
        cases.push(Case::new(
            format!("plans about order {}", o.id),
            plan("task", "order_id", o.id, &me),
            Expect::allowed(model.me.is_some() && model.sees_order(o)),
        ));
        // What an assistant hands over goes to the order's salesperson.
        let assistant = model.is(&["ac", "ab"]);
        let desk = assistant && model.desk(model.customer(o.customer).dept);
        for to in [o.salesperson, 5] {
            let active = model.facts.by_id(to).active;
            let may = if assistant { desk && to == o.salesperson && active } else { for_whom(to) };
            cases.push(Case::new(
                format!("hands over order {} to {to}", o.id),
                plan("delivery", "order_id", o.id, to),
                Expect::allowed(model.sees_order(o) && may),
            ));
        }
    }
    cases
}

/// An activity of one's own for every opportunity: with one that one sees it may be joined, with another customer's never.
fn pursuits(model: &Model) -> Vec<Case> {
    let join = |row: &Row, customer: i64, owner: &str| {
        format!(
            "with a as (insert into kehu.activity (kind, title, customer_id, owner_id, due_on) values ('call', 'x', {customer}, {owner}, '2002-03-20') returning id)
             insert into kehu.pursuit (activity_id, opportunity_id) select a.id, {} from a",
            row.key
        )
    };
    let rows = model.facts.rows("kehu.opportunity");
    let mut cases = Vec::new();
    for row in rows {
        let own = row.customer.expect("an opportunity is a customer's");
        let sees = model.sees("kehu.opportunity", row) && model.sees_customer(model.customer(own));
        cases.push(Case::new(
            format!("plans for opportunity {}", row.key),
            join(row, own, "default"),
            Expect::allowed(model.me.is_some() && sees),
        ));
        cases.push(Case::new(
            format!("plans for opportunity {} with another customer", row.key),
            join(row, if own == 1 { 2 } else { 1 }, "default"),
            Expect::DENIED,
        ));
        let owner = row.person.expect("an opportunity has an owner");
        let may = model.facts.by_id(owner).active && (model.is(&["gm"]) || model.writes_of(owner));
        cases.push(Case::new(
            format!("plans for opportunity {} and its owner", row.key),
            join(row, own, &owner.to_string()),
            Expect::allowed(model.me.is_some() && sees && may),
        ));
    }
    cases
}
