//! What the functions that change nothing answer: who one is, what one finds, what reports count. Never more than one reads.

use std::collections::BTreeSet;

use super::{
    attempt::{Case, Expect},
    facts::{Customer, Person, Row},
    model::{Access, Model, Standing, counts},
    moves::Function,
};

/// All functions of `kehu` and `kehu_rpt` that only answer.
pub const FUNCTIONS: &[Function] = &[
    ("kehu.me", |m| one(m, "kehu.me()", m.me.map(|me| me.id.to_string()))),
    ("kehu.my_dept", |m| one(m, "kehu.my_dept()", m.me.map(|me| me.dept.to_string()))),
    ("kehu.my_role", |m| one(m, "kehu.my_role()", m.me.map(|me| me.role.clone()))),
    ("kehu.today", |m| one(m, "kehu.today()", Some("2002-03-13".to_owned()))),
    ("kehu.credit_digit", |m| one(m, "kehu.credit_digit('91110000802100433')", Some("B".to_owned()))),
    ("kehu.sees_all", |m| is(m, "kehu.sees_all()", &["gm", "md"])),
    ("kehu.rules_all", |m| is(m, "kehu.rules_all()", &["gm"])),
    ("kehu.rules_admin", |m| is(m, "kehu.rules_admin()", &["sa"])),
    ("kehu.keeps_media", |m| is(m, "kehu.keeps_media()", &["ac", "ab", "gm", "sa"])),
    ("kehu.markets", |m| is(m, "kehu.markets()", &["mk"])),
    ("kehu.serves", |m| is(m, "kehu.serves()", &["cs"])),
    ("kehu.sells", |m| is(m, "kehu.sells()", &["gm", "md", "sd", "sp"])),
    ("kehu.directs", |m| is(m, "kehu.directs()", &["gm", "sd"])),
    ("kehu.day_of", |m| one(m, "kehu.day_of('2002-03-12 17:00+00')", Some("2002-03-13".to_owned()))),
    ("kehu.stale_after", |m| one(m, "kehu.stale_after('key')", Some("7".to_owned()))),
    ("kehu.value_bands", |m| one(m, "kehu.value_bands()", Some("{50000,200000,500000,1000000}".to_owned()))),
    ("kehu.close_within", |m| one(m, "kehu.close_within()", Some("14".to_owned()))),
    ("kehu.words", |m| one(m, "(select count(*) > 0 from kehu.words())", Some(m.me.is_some().to_string()))),
    ("kehu.readable_owners", |m| {
        people(m, "kehu.readable_owners()", |standing| standing != Standing::Stranger)
    }),
    ("kehu.writable_owners", |m| {
        people(m, "kehu.writable_owners()", |it| {
            [Standing::Own, Standing::Direct, Standing::Department].contains(&it)
        })
    }),
    ("kehu.led_people", |m| {
        people(m, "kehu.led_people()", |it| {
            m.is(&["sd"]) && [Standing::Own, Standing::Direct, Standing::Department].contains(&it)
        })
    }),
    ("kehu.receivers", |m| {
        let ids = m.facts.people.iter().map(|it| it.id).filter(|id| m.gives_to(*id));
        rows("kehu.receivers()", "select unnest(kehu.receivers())::text as v", ids.map(|id| id.to_string()))
    }),
    ("kehu.preview_hand_over", |m| {
        let cases = m.facts.people.iter().map(|it| {
            Case::new(
                format!("counts what {} holds", it.login),
                format!("select * from kehu.preview_hand_over({}, '{{}}', 'one')", it.id),
                Expect::allowed(m.gives_of(it.id)),
            )
        });
        let of_some = m.facts.customers.values().map(|c| {
            Case::new(
                format!("counts what hangs on {}", c.name),
                format!("select * from kehu.preview_hand_over(null, '{{}}', 'one', '{{{}}}')", c.id),
                Expect::allowed(!c.gone && m.gives_of(c.owner)),
            )
        });
        cases.chain(of_some).collect()
    }),
    ("kehu.people", named_people),
    ("kehu.order_depts", |m| departments(m, "kehu.order_depts()", Access::Read)),
    ("kehu.desk_depts", |m| departments(m, "kehu.desk_depts()", Access::Write)),
    ("kehu.lent_depts", |m| {
        let mut cases = departments_of(m, "kehu.lent_depts(false)", |dept| m.lent(dept, Access::Read));
        cases.extend(departments_of(m, "kehu.lent_depts(true)", |dept| m.lent(dept, Access::Write)));
        cases
    }),
    ("kehu.who_sees", |m| about(m, "kehu.who_sees", 2)),
    ("kehu.shared_ids", shared_ids),
    ("kehu.shares", shares),
    ("kehu.like_customer", like_customer),
    ("kehu.like_contact", like_contact),
    ("kehu.like_lead", like_lead),
    ("kehu.merge_sides", |m| {
        let rows = m.facts.rows("kehu.dup_candidate").iter();
        let may = |row| m.sees_pair(row) && m.is(&["sa", "gm", "sd"]);
        rows.map(|row| {
            let sql = format!("select * from kehu.merge_sides({})", row.key);
            Case::new(format!("compares pair {}", row.key), sql, Expect::allowed(may(row)))
        })
        .collect()
    }),
    ("kehu.taken_positions", |m| {
        vec![Case::new(
            "asks which positions are sold",
            "select * from kehu.taken_positions()",
            Expect::allowed(m.me.is_some()),
        )]
    }),
    // Who is named to whom is tried in `desk`.
    ("kehu.editors", |m| {
        vec![Case::new(
            "asks who is changing an order",
            "select * from kehu.editors('order', 1)",
            Expect::allowed(m.me.is_some()),
        )]
    }),
    // Which day it is stands in `birthdays`.
    ("kehu.next_birthday", |m| {
        one(m, "kehu.next_birthday('solar', 3, 16, false, '2002-03-13')::text", Some("2002-03-16".to_owned()))
    }),
    ("kehu.works_on", |m| {
        let works = |c: i64| {
            one(m, &format!("kehu.works_on({c}, null)"), Some(m.works_on(Some(c), None).to_string()))
        };
        m.facts.customers.keys().flat_map(|id| works(*id)).collect()
    }),
    ("kehu.customer_changes", |m| {
        let changed = |c: i64| {
            m.facts.rows("kehu_rpt.timeline").iter().any(|it| it.customer == Some(c) && it.state == "change")
        };
        let told = |c: &Customer| {
            let sql = format!("select distinct 'x' as v from kehu.customer_changes({})", c.id);
            rows(&sql, &sql, (m.sees_customer(c) && changed(c.id)).then(|| "x".to_owned()))
        };
        m.facts.customers.values().flat_map(told).collect()
    }),
    ("kehu.lead_changes", |m| changed(m, "kehu.lead", "lead")),
    ("kehu.opportunity_changes", |m| changed(m, "kehu.opportunity", "opportunity")),
    ("kehu.search_customer", |m| {
        found(
            m,
            "kehu.customer",
            "select id::text as v from (select kehu.search_customer('公司', 1000) union select kehu.search_customer('总监公司', 1000)) x(id)",
        )
    }),
    ("kehu.search_contact", |m| {
        found(m, "kehu.contact", "select id::text as v from kehu.search_contact('1390', 1000) id")
    }),
    ("kehu.propose_allocation", propose),
    ("kehu.history", |m| about(m, "kehu.history", usize::MAX)),
    ("kehu_rpt.receivable_tabs", |m| {
        counted(
            m,
            "kehu_rpt.receivable",
            "select rows::text as v from kehu_rpt.receivable_tabs() where tab = 'all'",
        )
    }),
    ("kehu_rpt.receivable_ageing", |m| {
        counted(m, "kehu_rpt.receivable", "select sum(rows)::text as v from kehu_rpt.receivable_ageing()")
    }),
    ("kehu_rpt.delivery_tabs", |m| {
        counted(
            m,
            "kehu_rpt.delivery",
            "select rows::text as v from kehu_rpt.delivery_tabs() where tab = 'all'",
        )
    }),
    ("kehu_rpt.sales", sales),
    // Whose rows they count, cell by cell, stands in `records::reports`.
    ("kehu_rpt.time_zone", |m| one(m, "kehu_rpt.time_zone()", Some("Asia/Shanghai".to_owned()))),
    ("kehu_rpt.distribution", |m| {
        counted(
            m,
            "kehu.customer",
            "select coalesce(sum(customers), 0)::text as v from kehu_rpt.distribution('status')",
        )
    }),
    ("kehu_rpt.data_quality", |m| {
        counted(
            m,
            "kehu.customer",
            "select coalesce(sum(customers), 0)::text as v from kehu_rpt.data_quality()",
        )
    }),
    ("kehu_rpt.opportunities_by", |m| {
        counted(
            m,
            "kehu_rpt.opportunity",
            "select coalesce(sum(o.opportunities), 0)::text as v from unnest(array['open', 'won', 'lost', 'invalid', 'suspended']) s,
               kehu_rpt.opportunities_by('stage', null, s) o",
        )
    }),
    ("kehu_rpt.funnel", |m| answers(m, "kehu_rpt.funnel('2002-03-01', '2002-03-31')")),
    ("kehu_rpt.success", |m| answers(m, "kehu_rpt.success('2002-03-01', '2002-03-31')")),
    ("kehu_rpt.success_headline", |m| answers(m, "kehu_rpt.success_headline('2002-03-01', '2002-03-31')")),
    ("kehu_rpt.stage_time", |m| answers(m, "kehu_rpt.stage_time('2002-03-01', '2002-03-31')")),
    ("kehu_rpt.uncontacted", |m| answers(m, "kehu_rpt.uncontacted()")),
    ("kehu_rpt.forecast", |m| answers(m, "kehu_rpt.forecast()")),
    ("kehu_rpt.care", |m| answers(m, "kehu_rpt.care('2002-03-01', '2002-03-31')")),
    ("kehu_rpt.forgotten", |m| answers(m, "kehu_rpt.forgotten()")),
    ("kehu_rpt.eighty_twenty", |m| answers(m, "kehu_rpt.eighty_twenty()")),
    ("kehu_rpt.eighty_twenty_headline", |m| answers(m, "kehu_rpt.eighty_twenty_headline()")),
    ("kehu_rpt.new_business", |m| answers(m, "kehu_rpt.new_business('2002-03-01', '2002-03-31')")),
    ("kehu.changed_customers", |_| {
        let unseen = "select (count(*) = 0)::text as v from unnest(kehu.changed_customers('1990-01-01', '2100-01-01')) u(x) \
             where not exists (select from kehu.customer c where c.id = u.x)";
        rows("is told of no change that he does not see", unseen, ["true".to_owned()])
    }),
    ("kehu_rpt.integrity", |m| {
        vec![Case::new(
            "counts every invariant",
            "select * from kehu_rpt.integrity()",
            Expect::allowed(m.is(&["gm", "sa"])),
        )]
    }),
];

/// It answers, however few rows that are.
fn answers(_: &Model, call: &str) -> Vec<Case> {
    rows(call, &format!("select (count(*) >= 0)::text as v from {call} r"), ["true".to_owned()])
}

fn rows(what: &str, sql: &str, expected: impl IntoIterator<Item = String>) -> Vec<Case> {
    vec![Case::new(what, sql, Expect::Rows(expected.into_iter().collect::<BTreeSet<_>>()))]
}

fn one(_: &Model, call: &str, expected: Option<String>) -> Vec<Case> {
    rows(call, &format!("select v from (select {call}::text as v) q where v is not null"), expected)
}

fn is(model: &Model, call: &str, roles: &[&str]) -> Vec<Case> {
    one(model, call, Some(model.is(roles).to_string()))
}

fn people(model: &Model, call: &str, counts: impl Fn(Standing) -> bool) -> Vec<Case> {
    let ids = model.facts.people.iter().map(|it| it.id).filter(|id| counts(model.standing(*id)));
    rows(call, &format!("select unnest({call})::text as v"), ids.map(|id| id.to_string()))
}

/// The people that filters name; a stranger knows none.
fn named_people(model: &Model) -> Vec<Case> {
    let whose = |who: &str, meant: &dyn Fn(&Person, &Person) -> bool| {
        let all = model.facts.people.iter();
        let ids = all.filter(|it| model.me.is_some_and(|me| meant(it, me))).map(|it| it.id.to_string());
        let call = format!("kehu.people('{who}')");
        rows(&call, &format!("select unnest({call})::text as v"), ids)
    };
    let mut cases = whose("me", &|it, me| it.id == me.id);
    cases.extend(whose("directs", &|it, me| it.boss == Some(me.id)));
    cases.extend(whose("dept", &|it, me| model.inside(it.dept, me.dept)));
    cases.extend(whose("john", &|it, _| it.login == "john"));
    cases.extend(whose("no_such_login", &|_, _| false));
    // As they are to one of one's people; of nobody else are they known.
    let person = |login: &str| model.facts.person(login).expect("of the company");
    for login in ["john", "zhangw"] {
        let other = person(login);
        let known = model.standing(other.id) != Standing::Stranger;
        cases.extend(whose(&format!("me@{login}"), &|it, _| known && it.id == other.id));
        cases.extend(whose(&format!("directs@{login}"), &|it, _| known && it.boss == Some(other.id)));
    }
    cases
}

fn departments(model: &Model, call: &str, access: Access) -> Vec<Case> {
    departments_of(model, call, |dept| model.scope(dept, access))
}

fn departments_of(model: &Model, call: &str, counts: impl Fn(i32) -> bool) -> Vec<Case> {
    let ids = model.facts.departments.iter().map(|it| it.id).filter(|id| counts(*id));
    rows(call, &format!("select unnest({call})::text as v"), ids.map(|id| id.to_string()))
}

fn shared_ids(model: &Model) -> Vec<Case> {
    let lent = |kind: &str, write: bool| {
        let mine = model.facts.shares.iter();
        let mine = mine.filter(|it| model.is_me(it.person) && (it.writes || !write));
        let ids = mine.filter_map(|it| Some(it.of.strip_prefix(kind)?.trim().to_owned()));
        let sql = format!("select unnest(kehu.shared_ids('{kind}', {write}))::text as v");
        rows(&sql, &sql, ids)
    };
    let kinds = ["customer", "opportunity", "lead"].iter();
    kinds.flat_map(|kind| [lent(kind, false), lent(kind, true)]).flatten().collect()
}

fn shares(model: &Model) -> Vec<Case> {
    let all = super::moves::shares::lendable(model).into_iter();
    all.map(|(kind, id, sees, _)| {
        Case::new(
            format!("reads the shares of {kind} {id}"),
            format!("select * from kehu.shares('{kind}', {id})"),
            Expect::allowed(sees),
        )
    })
    .collect()
}

fn found(model: &Model, relation: &str, sql: &str) -> Vec<Case> {
    let seen = model.facts.rows(relation).iter().filter(|row| model.sees(relation, row));
    rows(sql, sql, seen.map(|row| row.key.clone()))
}

/// Everybody is told who has a company; its number only who may read it.
fn like_customer(model: &Model) -> Vec<Case> {
    let told = |c: &crate::matrix::facts::Customer| {
        if model.sees_customer(c) { format!("{} {}", c.name, c.id) } else { c.name.clone() }
    };
    let mut cases = Vec::new();
    for c in model.facts.customers.values() {
        let sql = format!(
            "select concat_ws(' ', l.name, l.id) as v from kehu.like_customer('{}') l where l.verdict = 'block'",
            c.name
        );
        let expect = match model.me {
            None => Expect::DENIED,
            Some(_) => Expect::Rows((!c.gone).then(|| told(c)).into_iter().collect()),
        };
        cases.push(Case::new(format!("asks who has {}", c.name), sql, expect));
    }
    cases
}

/// Of a number that somebody has: which company's, and his name only to whom may read him. Whether a name is known at a customer is
/// told to whom may read the customer.
fn like_contact(model: &Model) -> Vec<Case> {
    let mut cases = Vec::new();
    for row in model.facts.rows("kehu.contact") {
        let c = model.customer(row.customer.expect("a contact has a customer"));
        let sees = model.sees_customer(c);
        let told = |v: String| match model.me {
            None => Expect::DENIED,
            Some(_) => Expect::Rows((!row.gone).then_some(v).into_iter().collect()),
        };
        let named = format!(
            "select l.name as v from kehu.like_contact('{}', null, {}) l where l.id = {}",
            row.state, c.id, row.key
        );
        let expect =
            if sees || model.me.is_none() { told(row.state.clone()) } else { Expect::Rows(BTreeSet::new()) };
        cases.push(Case::new(format!("asks for {} of {}", row.state, c.name), named, expect));
        if c.id == 1 {
            let numbered = format!(
                "select l.customer || coalesce(' ' || l.name, '') as v from kehu.like_contact('', '{}') l",
                row.kind
            );
            let name = if sees { format!(" {}", row.state) } else { String::new() };
            cases.push(Case::new("asks whose number it is", numbered, told(format!("{}{name}", c.name))));
        }
    }
    cases
}

/// Whether anything is told of what was changed: of what one reads, where something was.
fn changed(model: &Model, relation: &'static str, kind: &str) -> Vec<Case> {
    let told = |row: &Row| {
        let sql = format!("select distinct 'x' as v from kehu.{kind}_changes({})", row.key);
        let state = format!("{kind} {}", row.key);
        let changed = model.facts.rows("kehu_rpt.timeline").iter().any(|it| it.state == state);
        rows(&sql, &sql, (changed && model.sees(relation, row)).then(|| "x".to_owned()))
    };
    model.facts.rows(relation).iter().flat_map(told).collect()
}

/// Of a lead's name that somebody follows up: everybody is told, the record itself to whom may read it.
fn like_lead(model: &Model) -> Vec<Case> {
    let leads = model.facts.rows("kehu.lead");
    let live = |name: &str| -> BTreeSet<String> {
        let of_it = leads
            .iter()
            .filter(|row| row.kind == name && !row.gone && ["new", "working"].contains(&row.state.as_str()));
        let told = of_it.map(|row| match model.sees("kehu.lead", row) {
            true => format!("{} {}", row.kind, row.key),
            false => row.kind.clone(),
        });
        told.collect()
    };
    let names: BTreeSet<&str> = leads.iter().map(|row| row.kind.as_str()).collect();
    names
        .into_iter()
        .map(|name| {
            let sql = format!(
                "select concat_ws(' ', l.name, l.id) as v from kehu.like_lead('{name}') l where l.reason = 'lead_name'"
            );
            let expect = match model.me {
                None => Expect::DENIED,
                Some(_) => Expect::Rows(live(name)),
            };
            Case::new(format!("asks who follows up {name}"), sql, expect)
        })
        .collect()
}

fn counted(model: &Model, relation: &str, sql: &str) -> Vec<Case> {
    let seen = model.facts.rows(relation).iter().filter(|row| model.sees(relation, row)).count();
    rows(sql, sql, [seen.to_string()])
}

/// Orders in the statistics of sales: all counted ones that one reads.
fn sales(model: &Model) -> Vec<Case> {
    let seen = model.facts.rows("kehu.sales_order").iter();
    let seen = seen.filter(|row| model.sees("kehu.sales_order", row) && counts(&row.state)).count();
    let sql = "select coalesce(sum(orders), 0)::text as v from kehu_rpt.sales('2002-01-01', '2002-12-31')";
    rows(sql, sql, [seen.to_string()])
}

/// Within what one may book: the open instalments of the payer's orders, at one's desk.
fn propose(model: &Model) -> Vec<Case> {
    let mut cases = Vec::new();
    for c in model.facts.customers.values().filter(|c| !c.name.contains("代理")) {
        let own = model.facts.rows("kehu.instalment").iter().filter(|row| {
            let o = model.order(row.order.expect("instalments have an order"));
            o.customer == c.id && counts(&o.state) && row.due && model.desk(c.dept)
        });
        let sql = format!("select instalment_id::text as v from kehu.propose_allocation({}, 10000000)", c.id);
        let expect = if model.me.is_some() {
            Expect::Rows(own.map(|row| row.key.clone()).collect())
        } else {
            Expect::DENIED
        };
        cases.push(Case::new(format!("proposes for {}", c.name), sql, expect));
    }
    cases
}

/// What happened to a record, and who sees it, is read by whoever reads the record. The two ask the same question: it is tried on every record
/// once, on some of each kind the second time.
fn about(model: &Model, function: &str, most: usize) -> Vec<Case> {
    let kinds = [
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
        ("competitor", "kehu.competitor"),
        ("doc_template", "kehu.doc_template"),
        ("activity", "kehu.activity"),
        ("lead", "kehu.lead"),
        ("comment", "kehu.comment"),
        ("publication", "kehu.publication"),
        ("issue", "kehu.issue"),
        ("position", "kehu.ad_position"),
        ("rate", "kehu.rate_card"),
        ("department", "kehu.department"),
        ("dup_candidate", "kehu.dup_candidate"),
    ];
    let mut cases = Vec::new();
    for (kind, relation) in kinds {
        for row in model.facts.rows(relation).iter().take(most) {
            cases.push(Case::new(
                format!("asks {function} of {kind} {}", row.key),
                format!("select * from {function}('{kind}', {})", row.key),
                Expect::allowed(model.sees(relation, row)),
            ));
        }
        cases.push(Case::new(
            format!("asks {function} of an absent {kind}"),
            format!("select * from {function}('{kind}', 99999)"),
            Expect::allowed(model.me.is_some() && model.keeps_no_secret(relation)),
        ));
    }
    for kind in ["operator", "setting", "sharing_rule"] {
        cases.push(Case::new(
            format!("asks {function} of {kind} 1"),
            format!("select * from {function}('{kind}', 1)"),
            Expect::allowed(model.is(&["gm", "sa"])),
        ));
    }
    cases
}
