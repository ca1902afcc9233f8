//! Insertions as rows, and how far each is: appeared, at the printer's, booked, planned; two missed ones with their repetition.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{
    day,
    dice::Dice,
    media::{self, Publication},
    orders::{Fate, Line, Order},
};

/// Rows of `kehu.insertion`.
pub fn rows(orders: &[Order], today: NaiveDate) -> Vec<Value> {
    let mut making = Making { dice: Dice::of("insertions"), today, late: 0, rows: Vec::new() };
    for order in orders {
        for (l, line) in order.lines.iter().enumerate() {
            making.line(order, l, line);
        }
    }
    let mut rows = making.rows;
    repeat_missed(&mut rows, orders, &media::publications(today), today);
    rows
}

struct Making {
    dice: Dice,
    today: NaiveDate,
    late: usize,
    rows: Vec<Value>,
}

impl Making {
    fn line(&mut self, order: &Order, l: usize, line: &Line) {
        let all = line.insertions.iter().map(|i| (i, false)).chain(line.withdrawn.iter().map(|i| (i, true)));
        for (n, ((issue, on), withdrawn)) in all.enumerate() {
            let state = if withdrawn { "cancelled" } else { self.state(order.fate, *on) };
            let made = day::at(order.entered, 9, 30);
            let published = state == "published";
            let marked = if published { *on } else { order.entered.max(day::plus(self.today, -5)) };
            self.rows.push(json!({
                "id": order.insertion(l, n), "version": 1, "order_id": order.id, "order_line_id": order.first.line + l, "seq": n + 1,
                "publication_id": line.publication, "position_id": line.place, "issue_id": issue, "customer_id": order.customer,
                "planned_on": on, "amount": line.unit_price.to_string(), "state": state,
                "published_on": published.then_some(on), "page_no": published.then(|| self.dice.between(1, 120).to_string()),
                "sample_no": (published && self.dice.percent(60)).then(|| format!("YK{}", self.dice.digits(5))),
                "sample_sent_on": (published && day::between(*on, self.today) > 6 && self.dice.percent(80)).then(|| day::plus(*on, 5)),
                "marked_by": (state != "planned").then_some(order.assistant),
                "marked_at": (state != "planned").then(|| day::at(marked, 15, 20)),
                "makegood_of_id": null, "counted": false, "holds": false, "note": null, "created_at": made, "updated_at": made,
            }));
        }
    }

    /// Four insertions of the last days are late: nobody has marked them as published yet.
    fn state(&mut self, fate: Fate, on: NaiveDate) -> &'static str {
        let ahead = day::between(self.today, on);
        match fate {
            Fate::Draft | Fate::Requested => "planned",
            Fate::Cancelled => "cancelled",
            Fate::Suspended if ahead > 0 => "planned",
            Fate::Running if (-6..0).contains(&ahead) && self.late < 4 => {
                self.late += 1;
                if self.late == 2 { "booked" } else { "material_in" }
            }
            _ if ahead < 0 => "published",
            _ if ahead <= 18 && self.dice.percent(75) => "material_in",
            _ if ahead <= 45 || self.dice.percent(30) => "booked",
            _ => "planned",
        }
    }
}

/// Two insertions of ordinary places went wrong; one has been repeated, the other will be.
fn repeat_missed(rows: &mut Vec<Value>, orders: &[Order], media: &[Publication], today: NaiveDate) {
    let mut wanted = vec![(60, true), (35, false)];
    for order in orders.iter().filter(|order| order.fate == Fate::Running).rev() {
        for (l, line) in order.lines.iter().enumerate() {
            let Some(&(days, repeated)) = wanted.last() else { return };
            let publication = &media[line.publication - 1];
            let once = publication.places.iter().any(|place| place.id == line.place && place.once);
            let missed = line
                .insertions
                .iter()
                .position(|(_, on)| (days - 15..days + 25).contains(&day::between(*on, today)));
            let (Some(i), false) = (missed, once) else { continue };
            let used = |issue: usize| line.insertions.iter().any(|(id, _)| *id == issue);
            let after = if repeated { day::plus(line.insertions[i].1, 7) } else { day::plus(today, 8) };
            let again = publication.issues.iter().find(|issue| issue.on > after && !used(issue.id));
            let Some(again) = again.filter(|issue| !repeated || issue.on < today) else { continue };
            let id = rows.len() + 1;
            let row = &mut rows[order.insertion(l, i) - 1];
            let mut repetition = row.clone();
            for gone in ["published_on", "page_no", "sample_no", "sample_sent_on"] {
                row[gone] = Value::Null;
                repetition[gone] = Value::Null;
            }
            row["state"] = json!(if repeated { "madegood" } else { "missed" });
            row["note"] =
                json!(if repeated { "印刷偏色,客户不认可" } else { "漏刊:版面被临时撤换" });
            repetition["id"] = json!(id);
            repetition["seq"] = json!(line.insertions.len() + line.withdrawn.len() + 1);
            repetition["issue_id"] = json!(again.id);
            repetition["planned_on"] = json!(again.on);
            repetition["amount"] = json!("0");
            repetition["makegood_of_id"] = row["id"].clone();
            repetition["state"] = json!(if repeated { "published" } else { "planned" });
            if repeated {
                repetition["published_on"] = json!(again.on);
                repetition["page_no"] = json!("16");
            }
            rows.push(repetition);
            wanted.pop();
        }
    }
}
