//! Orders, their cards, lines and instalments as rows. They go in while the order is open for a change, as a save does it;
//! `CLOSE` closes them again.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{
    customers::Customer,
    day,
    dice::Dice,
    orders::{Fate, Order},
    plans::{Paid, Part},
};

/// What a save does after the rows are in, and what the system does by itself.
pub const CLOSE: &str = "update kehu.sales_order set net_amount = lines_total, discount_amount = gross_amount - lines_total, \
      commission_amount = round(lines_total * commission_rate, 2); \
    update kehu.order_line l set open = false from kehu.sales_order o where o.id = l.order_id and o.state not in ('draft', 'requested', 'cancelled'); \
    update kehu.sales_order set amending = false; \
    update kehu.customer c set last_order_on = o.signed_on from (select customer_id, max(signed_on) as signed_on from kehu.sales_order \
      where state not in ('draft', 'requested', 'cancelled') group by 1) o where o.customer_id = c.id; \
    insert into kehu_priv.code_sequence (prefix, year, last) select d.code, split_part(o.code, '-', 2)::int, max(split_part(o.code, '-', 3)::int) \
      from kehu.sales_order o join kehu.department d on d.code = split_part(o.code, '-', 1) group by 1, 2";

/// Rows of `kehu.sales_order`.
pub fn order_rows(orders: &[Order]) -> Vec<Value> {
    let mut dice = Dice::of("order rows");
    let row = |order: &Order| {
        let state = match order.fate {
            Fate::Draft => "draft",
            Fate::Requested => "requested",
            Fate::Running => "confirmed",
            Fate::Suspended => "suspended",
            Fate::Cancelled => "cancelled",
            Fate::Terminated => "terminated",
        };
        let by_sales = matches!(order.fate, Fate::Draft | Fate::Requested) && !order.id.is_multiple_of(3);
        let made = day::at(order.entered, 9 + order.id as i64 % 8, order.id as i64 * 7 % 60);
        json!({
            "id": order.id, "version": 1, "intent": dice.uuid(), "code": order.code, "customer_id": order.customer, "agency_id": order.agency,
            "bill_to": if order.agency.is_some() { "agency" } else { "advertiser" },
            "commission_rate": if order.agency.is_some() { "0.15" } else { "0" },
            "salesperson_id": order.salesperson, "sales_dept_id": order.dept, "assistant_id": (!by_sales).then_some(order.assistant),
            "signed_on": order.counted().then_some(order.entered), "state": state, "amending": true,
            "created_by": if by_sales { order.salesperson } else { order.assistant }, "created_at": made, "updated_at": made,
            "gross_amount": 0, "discount_amount": 0, "net_amount": 0, "commission_amount": 0, "tax_rate": "0.06",
            "lines_total": 0, "planned": 0, "received": 0, "invoiced": 0,
        })
    };
    orders.iter().map(row).collect()
}

/// Rows of `kehu.order_card`.
pub fn card_rows(orders: &[Order]) -> Vec<Value> {
    let mut dice = Dice::of("order cards");
    let row = |order: &Order| {
        let confirmed = order.counted().then(|| day::at(order.entered, 17, order.id as i64 % 60));
        let reason = match order.fate {
            Fate::Suspended => Some(*dice.pick(&["客户画面未定", "对方更换负责人,暂停投放"])),
            Fate::Cancelled => Some("客户取消年度预算"),
            Fate::Terminated => Some(*dice.pick(&["客户业务调整,提前终止", "产品停售,余下版位撤刊"])),
            _ => None,
        };
        json!({
            "order_id": order.id, "plan_text": order.plan_text,
            "pay_note": dice.percent(15).then_some("款到发样刊"), "note": dice.percent(10).then_some("右页优先,与竞品隔三页以上"),
            "confirmed_at": confirmed, "confirmed_by": order.counted().then_some(order.assistant), "state_reason": reason,
            "insertions": 0, "delivered": 0, "delivered_amount": 0, "counted": false, "customer_id": order.customer,
        })
    };
    orders.iter().map(row).collect()
}

/// Rows of `kehu.order_line`.
pub fn line_rows(orders: &[Order]) -> Vec<Value> {
    let mut rows = Vec::new();
    for order in orders {
        let made = day::at(order.entered, 9, 30);
        for (l, line) in order.lines.iter().enumerate() {
            rows.push(json!({
                "id": order.first.line + l, "version": 1, "order_id": order.id, "seq": l + 1, "publication_id": line.publication,
                "position_id": line.place, "size": line.size, "colour": "colour", "list_price": line.list_price.to_string(),
                "discount": line.discount.to_string(), "unit_price": line.unit_price.to_string(), "issues": line.insertions.len(),
                "amount": line.amount().to_string(), "surcharge_kind": line.surcharge, "inserted": 0, "insertions": 0,
                "open": true, "counted": false, "customer_id": order.customer, "created_at": made, "updated_at": made,
            }));
        }
    }
    rows
}

/// Rows of `kehu.instalment`. What has been received, the payments say.
pub fn instalment_rows(orders: &[Order], customers: &[Customer], today: NaiveDate) -> Vec<Value> {
    let mut rows = Vec::new();
    for order in orders {
        for (n, part) in order.plan.iter().enumerate() {
            rows.push(instalment_row(order, n, part, &customers[order.customer - 1], today));
        }
    }
    rows
}

fn instalment_row(order: &Order, n: usize, part: &Part, customer: &Customer, today: NaiveDate) -> Value {
    let made = day::at(order.entered, 9, 30);
    let (state, note) = match part.paid {
        Paid::Cancelled => ("cancelled", None),
        Paid::WrittenOff(_) => ("written_off", Some("版面质量争议,双方协商减免")),
        _ => ("open", None),
    };
    // One customer in thirty asks to be left alone for a while.
    let blocked = part.outstanding() > 0.into() && part.due < today && customer.id % 30 == 7;
    json!({
        "id": order.first.instalment + n, "version": 1, "order_id": order.id, "customer_id": order.customer, "seq": n + 1,
        "due_on": part.due, "amount": part.amount.to_string(), "received": 0,
        "insertion_id": part.insertion.map(|(l, i)| order.insertion(l, i)), "state": state, "counted": false, "note": note,
        "blocked_until": blocked.then(|| day::plus(today, 9)), "blocked_reason": blocked.then_some("对方换账户,下旬统一付款"),
        "created_at": made, "updated_at": made,
    })
}
