//! Moves of orders and what is delivered: the table of order states, with who may and what is checked.

use super::guarded;
use crate::matrix::{
    attempt::{Case, Expect},
    facts::{Customer, Order, Row},
    inserts::ABSENT,
    model::Model,
};

/// A line of 50,000 and a plan for it; SLS, the full inside page, an issue to come.
fn sale(fields: &str, state: &str) -> String {
    format!(
        "select kehu.save_order(jsonb_build_object({fields}, 'intent', gen_random_uuid(), 'state', '{state}',
          'lines', (select jsonb_agg(jsonb_build_object('publication_id', p.id, 'position_id', a.id, 'list_price', '50000', 'discount', '1',
             'insertions', jsonb_build_array(jsonb_build_object('issue_id', i.id))))
             from kehu.publication p join kehu.ad_position a on a.publication_id = p.id and a.code = 'NYZB'
             join kehu.issue i on i.publication_id = p.id and i.publish_on = '2002-04-15' where p.code = 'SLS'),
          'instalments', '[{{\"due_on\": \"2002-04-01\", \"amount\": \"50000\"}}]'::jsonb))"
    )
}

pub fn save(model: &Model) -> Vec<Case> {
    let mut cases = Vec::new();
    for c in model.facts.customers.values() {
        let desk = !c.gone && model.desk(c.dept);
        let archived = c.status == "archived";
        // A salesperson saves requests for his own customers; only the desk confirms.
        for (state, may) in [("requested", desk || (!c.gone && model.is_me(c.owner))), ("confirmed", desk)] {
            cases.push(Case::new(
                format!("enters an order, {state}, for {}", c.name),
                sale(&format!("'customer_id', {}", c.id), state),
                guarded(may, &[(archived, "archived")]),
            ));
        }
    }
    cases.push(Case::new(
        "enters an order for nobody",
        sale(&format!("'customer_id', {ABSENT}"), "draft"),
        Expect::DENIED,
    ));
    for o in model.facts.orders.values() {
        let c = model.customer(o.customer);
        let open = ["draft", "requested"].contains(&o.state.as_str());
        for (state, right) in [("draft", touches(model, o, c)), ("confirmed", model.desk(c.dept))] {
            let expect = if !touches(model, o, c) {
                Expect::DENIED
            } else if !open {
                Expect::refused("bad_state")
            } else {
                Expect::allowed(right)
            };
            cases.push(Case::new(
                format!("changes order {} ({}) to {state}", o.id, o.state),
                sale(
                    &format!("'id', {}, 'version', {}, 'customer_id', {}", o.id, o.version, o.customer),
                    state,
                ),
                expect,
            ));
        }
    }
    cases
}

/// Who moves an order at all: the desk, the owner's line, the general manager. The former salesperson only reads.
pub(super) fn touches(model: &Model, o: &Order, c: &Customer) -> bool {
    !o.gone && (model.desk(c.dept) || model.writes_of(c.owner))
}

/// The sales director above the owner, or the general manager.
pub(super) fn approves(model: &Model, c: &Customer) -> bool {
    model.is(&["gm"]) || (model.is(&["sd"]) && model.writes_of(c.owner))
}

/// The table of order states. `None`: there is no such move.
fn step(model: &Model, o: &Order, c: &Customer, to: &str) -> Option<Expect> {
    let desk = model.desk(c.dept);
    let director = approves(model, c);
    Some(match (o.state.as_str(), to) {
        ("draft", "requested") | ("requested", "draft") | ("draft" | "requested", "cancelled") => {
            Expect::DONE
        }
        ("draft" | "requested", "confirmed") => guarded(desk, &[(!o.plan_whole, "plan_not_whole")]),
        // A slip, taken back the same day by who confirmed it, while nothing has happened.
        ("confirmed", "draft") => {
            let own = o.confirmed_by.is_some_and(|id| model.is_me(id));
            guarded(desk && own, &[(o.paid || o.begun || o.invoiced, "bad_state")])
        }
        ("confirmed" | "executing", "suspended") | ("suspended", "confirmed" | "executing") => {
            Expect::allowed(desk || director)
        }
        ("completed", "executing") => Expect::allowed(model.is(&["gm"])),
        // Needs the director's approval: he does it himself.
        ("confirmed", "cancelled") => guarded(director, &[(o.paid || o.appeared || o.invoiced, "bad_state")]),
        ("confirmed" | "executing" | "suspended", "terminated") => Expect::allowed(director),
        _ => return None,
    })
}

pub fn moves(model: &Model) -> Vec<Case> {
    let mut cases = Vec::new();
    for o in model.facts.orders.values() {
        let c = model.customer(o.customer);
        for to in [
            "draft",
            "requested",
            "confirmed",
            "executing",
            "suspended",
            "completed",
            "cancelled",
            "terminated",
        ] {
            let expect = if touches(model, o, c) {
                step(model, o, c, to).unwrap_or_else(|| Expect::refused("bad_state"))
            } else {
                Expect::DENIED
            };
            cases.push(Case::new(
                format!("moves order {} from {} to {to}", o.id, o.state),
                format!("select kehu.move_order({}, {}, '{to}', 'x')", o.id, o.version),
                expect,
            ));
        }
    }
    cases.push(Case::new(
        "moves an absent order",
        format!("select kehu.move_order({ABSENT}, 1, 'cancelled', 'x')"),
        Expect::DENIED,
    ));
    cases
}

pub fn replan(model: &Model) -> Vec<Case> {
    let orders = model.facts.orders.values();
    orders
        .map(|o| {
            let c = model.customer(o.customer);
            let expect = if touches(model, o, c) && model.desk(c.dept) {
                guarded(true, &[(!["confirmed", "executing", "suspended"].contains(&o.state.as_str()), "bad_state")])
            } else {
                Expect::DENIED
            };
            Case::new(
                format!("replans order {} ({})", o.id, o.state),
                format!(
                    "select kehu.replan_order({}, {}, '[{{\"due_on\": \"2002-05-01\", \"amount\": \"{}\"}}]', 'x', 'x')",
                    o.id, o.version, o.outstanding
                ),
                expect,
            )
        })
        .collect()
}

pub(super) fn insertions(
    model: &Model,
    what: &str,
    sql: impl Fn(&Row) -> String,
    guard: impl Fn(&Row, &Order) -> bool,
) -> Vec<Case> {
    let rows = model.facts.rows("kehu.insertion").iter();
    rows.map(|row| {
        let o = model.order(row.order.expect("insertions have an order"));
        Case::new(
            format!("{what} insertion {} ({}) of order {} ({})", row.key, row.state, o.id, o.state),
            sql(row),
            guarded(model.desk(model.customer(o.customer).dept), &[(guard(row, o), "bad_state")]),
        )
    })
    .collect()
}

pub fn mark(model: &Model) -> Vec<Case> {
    insertions(
        model,
        "books",
        |row| format!("select kehu.mark_insertion({}, {}, 'booked')", row.key, row.version),
        |row, o| {
            !["confirmed", "executing"].contains(&o.state.as_str())
                || !["planned", "booked"].contains(&row.state.as_str())
        },
    )
}

pub fn make_good(model: &Model) -> Vec<Case> {
    insertions(
        model,
        "repeats",
        |row| {
            format!(
                "select kehu.make_good({}, {}, (select id from kehu.issue where publish_on = '2002-03-18'))",
                row.key, row.version
            )
        },
        |row, o| !["confirmed", "executing"].contains(&o.state.as_str()) || row.state != "missed",
    )
}
