//! The golden company as the model's beginning, with more issues to sell.

use diesel::{PgConnection, connection::SimpleConnection};
use serde_json::Value as Json;

use super::{
    company::{Company, Fen, Insertion, Instalment, Invoice, Line, Order, Payment, Position},
    deed::{rows, value},
};

fn text(json: &Json) -> String {
    json.as_str().unwrap_or_else(|| panic!("{json} is no text")).to_owned()
}

fn int(json: &Json) -> i64 {
    json.as_i64().unwrap_or_else(|| panic!("{json} is no number"))
}

/// Yuan as text, in fen.
fn fen(json: &Json) -> Fen {
    text(json).replace('.', "").parse().unwrap_or_else(|_| panic!("{json} has no two decimals"))
}

fn day(json: &Json) -> chrono::NaiveDate {
    text(json).parse().unwrap_or_else(|_| panic!("{json} is no day"))
}

/// More to sell, and a customer who also is an agency.
const MORE_ISSUES: &str = "insert into kehu.issue (publication_id, year, no, label, publish_on, booking_deadline_on, material_deadline_on, payment_deadline_on)
    select p.id, 2002, 60 + n, 'n' || n, date '2002-06-10' + n, date '2002-06-01', date '2002-06-01', date '2002-06-01'
      from kehu.publication p, generate_series(1, 12) n;
    update kehu.customer set kind = 'both' where id = 5";

/// Reads what is there.
pub fn company(admin: &mut PgConnection) -> Company {
    admin.batch_execute(MORE_ISSUES).expect("more issues");
    let today = day(&value(admin, "select to_jsonb(kehu.today())").expect("a day"));
    let mut company = Company { today, ..Company::default() };
    let query = "select jsonb_build_array(p.id, p.publication_id, p.unique_per_issue, i.list_price::text) as v \
                 from kehu.ad_position p join kehu.rate_item i on i.position_id = p.id order by p.id";
    for row in rows(admin, query) {
        let exclusive = row[2].as_bool().expect("a flag");
        company.positions.push(Position {
            id: int(&row[0]),
            publication: int(&row[1]),
            card: fen(&row[3]),
            exclusive,
        });
    }
    let query = "select jsonb_build_array(publication_id, id, publish_on) as v from kehu.issue where status <> 'cancelled' order by id";
    for row in rows(admin, query) {
        company.issues.entry(int(&row[0])).or_default().push((int(&row[1]), day(&row[2])));
    }
    let query = "select jsonb_build_array(o.id, o.customer_id, o.state, o.signed_on, c.confirmed_by is not distinct from 9) as v \
                 from kehu.sales_order o join kehu.order_card c on c.order_id = o.id order by o.id";
    for row in rows(admin, query) {
        let order = Order {
            customer: int(&row[1]),
            state: text(&row[2]),
            signed: row[3].as_str().map(|_| day(&row[3])),
            confirmed_by: row[4].as_bool().expect("a flag").then_some("zhout"),
            ..Order::default()
        };
        company.orders.insert(int(&row[0]), order);
    }
    lines(admin, &mut company);
    payments(admin, &mut company, "");
    let query = "select jsonb_build_array(id, order_id, amount::text, state) as v from kehu.invoice";
    for row in rows(admin, query) {
        let invoice = Invoice { order: int(&row[1]), amount: fen(&row[2]), state: text(&row[3]) };
        company.invoices.insert(int(&row[0]), invoice);
    }
    company
}

fn lines(admin: &mut PgConnection, company: &mut Company) {
    let ids: Vec<i64> = company.orders.keys().copied().collect();
    for id in ids {
        order(admin, company, id);
    }
}

/// Reads an order anew: its state, lines, insertions and plan, and all payments that have to do with it.
pub fn reload(company: &mut Company, id: i64, admin: &mut PgConnection) {
    // Those that paid for it before, too: what they paid may be an advance now.
    let plan = &company.orders[&id].instalments;
    let paid = company.payments.iter().filter(|(_, it)| it.pays.iter().any(|(i, _)| plan.contains_key(i)));
    let ids: Vec<String> = paid.map(|(id, _)| id.to_string()).collect();
    if !ids.is_empty() {
        payments(admin, company, &format!("where p.id in ({})", ids.join(",")));
    }
    order(admin, company, id);
}

fn order(admin: &mut PgConnection, company: &mut Company, id: i64) {
    let at =
        |company: &Company, id: i64| company.positions.iter().position(|it| it.id == id).expect("a position");
    let state = value(admin, &format!("select to_jsonb(state) from kehu.sales_order where id = {id}"))
        .expect("a state");
    let query = format!(
        "select jsonb_build_array(l.position_id, l.list_price::text, (l.discount * 10000)::int, \
         (select coalesce(jsonb_agg(i.issue_id order by i.seq), '[]') from kehu.insertion i \
           where i.order_line_id = l.id and i.state <> 'cancelled' and i.makegood_of_id is null)) as v \
         from kehu.order_line l where l.order_id = {id} order by l.seq"
    );
    let lines = rows(admin, &query)
        .iter()
        .map(|row| {
            let issues = row[3].as_array().expect("issues").iter().map(int).collect();
            Line::new(at(company, int(&row[0])), fen(&row[1]), int(&row[2]), issues)
        })
        .collect();
    let query = format!(
        "select jsonb_build_array(i.id, l.seq, i.position_id, i.issue_id, i.planned_on, i.amount::text, i.state, i.makegood_of_id, \
         i.marked_by is not distinct from 9) as v from kehu.insertion i join kehu.order_line l on l.id = i.order_line_id where i.order_id = {id}"
    );
    let insertions = rows(admin, &query)
        .iter()
        .map(|row| {
            let insertion = Insertion {
                line: int(&row[1]) as usize - 1,
                position: at(company, int(&row[2])),
                issue: int(&row[3]),
                planned_on: day(&row[4]),
                amount: fen(&row[5]),
                state: text(&row[6]),
                repeats: row[7].as_i64(),
                marked: row[8].as_bool().expect("a flag"),
            };
            (int(&row[0]), insertion)
        })
        .collect();
    let query = format!(
        "select jsonb_build_array(id, due_on, amount::text, received::text, state, blocked_until is not null) as v from kehu.instalment where order_id = {id}"
    );
    let instalments = rows(admin, &query)
        .iter()
        .map(|row| {
            let it = Instalment {
                due: day(&row[1]),
                amount: fen(&row[2]),
                received: fen(&row[3]),
                state: text(&row[4]),
                blocked: row[5].as_bool().expect("a flag"),
            };
            (int(&row[0]), it)
        })
        .collect();
    let order = company.orders.get_mut(&id).expect("an order");
    *order = Order { state: text(&state), lines, insertions, instalments, ..order.clone() };
}

fn payments(admin: &mut PgConnection, company: &mut Company, which: &str) {
    let query = format!(
        "select jsonb_build_array(p.id, p.payer_id, p.kind, p.amount::text, p.state, \
         (select coalesce(jsonb_agg(jsonb_build_array(a.instalment_id, a.amount::text)), '[]') from kehu.payment_allocation a where a.payment_id = p.id), \
         p.received_on, p.paid_out::text, p.returns_id) as v \
         from kehu.payment p {which}"
    );
    for row in rows(admin, &query) {
        let pays =
            row[5].as_array().expect("allocations").iter().map(|it| (int(&it[0]), fen(&it[1]))).collect();
        let payment = Payment {
            payer: int(&row[1]),
            refund: text(&row[2]) == "refund",
            amount: fen(&row[3]),
            state: text(&row[4]),
            on: day(&row[6]),
            paid_out: fen(&row[7]),
            returns: row[8].as_i64(),
            pays,
        };
        company.payments.insert(int(&row[0]), payment);
    }
}
