//! The golden company as the model's beginning, with more issues to sell.

use diesel::{PgConnection, connection::SimpleConnection};
use serde_json::Value as Json;

use super::{
    company::{Company, Fen, Insertion, Instalment, Line, Order, Payment, Position},
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
    let query =
        "select jsonb_build_array(id, customer_id, state, signed_on) as v from kehu.sales_order order by id";
    for row in rows(admin, query) {
        let order = Order {
            customer: int(&row[1]),
            state: text(&row[2]),
            signed: row[3].as_str().map(|_| day(&row[3])),
            ..Order::default()
        };
        company.orders.insert(int(&row[0]), order);
    }
    lines(admin, &mut company);
    money(admin, &mut company);
    company
}

fn lines(admin: &mut PgConnection, company: &mut Company) {
    let at =
        |company: &Company, id: i64| company.positions.iter().position(|it| it.id == id).expect("a position");
    let query = "select jsonb_build_array(l.order_id, l.position_id, l.list_price::text, (l.discount * 10000)::int, \
                 (select jsonb_agg(i.issue_id order by i.seq) from kehu.insertion i where i.order_line_id = l.id)) as v \
                 from kehu.order_line l order by l.order_id, l.seq";
    for row in rows(admin, query) {
        let issues = row[4].as_array().expect("issues").iter().map(int).collect();
        let line = Line::new(at(company, int(&row[1])), fen(&row[2]), int(&row[3]), issues);
        company.orders.get_mut(&int(&row[0])).expect("an order").lines.push(line);
    }
    let query = "select jsonb_build_array(order_id, id, position_id, issue_id, planned_on, amount::text, state, marked_by is not distinct from 9) as v from kehu.insertion";
    for row in rows(admin, query) {
        let insertion = Insertion {
            position: at(company, int(&row[2])),
            issue: int(&row[3]),
            planned_on: day(&row[4]),
            amount: fen(&row[5]),
            state: text(&row[6]),
            repeats: None,
            marked: row[7].as_bool().expect("a flag"),
        };
        company.orders.get_mut(&int(&row[0])).expect("an order").insertions.insert(int(&row[1]), insertion);
    }
}

fn money(admin: &mut PgConnection, company: &mut Company) {
    let query = "select jsonb_build_array(order_id, id, due_on, amount::text, received::text, state) as v from kehu.instalment";
    for row in rows(admin, query) {
        let it = Instalment {
            due: day(&row[2]),
            amount: fen(&row[3]),
            received: fen(&row[4]),
            state: text(&row[5]),
            blocked: false,
        };
        company.orders.get_mut(&int(&row[0])).expect("an order").instalments.insert(int(&row[1]), it);
    }
    let query = "select jsonb_build_array(p.id, p.payer_id, p.amount::text, p.state, \
                 (select jsonb_agg(jsonb_build_array(a.instalment_id, a.amount::text)) from kehu.payment_allocation a where a.payment_id = p.id)) as v \
                 from kehu.payment p";
    for row in rows(admin, query) {
        let pays =
            row[4].as_array().expect("allocations").iter().map(|it| (int(&it[0]), fen(&it[1]))).collect();
        let payment =
            Payment { payer: int(&row[1]), refund: false, amount: fen(&row[2]), state: text(&row[3]), pays };
        company.payments.insert(int(&row[0]), payment);
    }
}
