//! How orders are to be paid: at once, by halves, in thirds, in equal monthly parts, or issue by issue.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{day, dice::Dice, orders::Order};
use crate::domain::money;

/// What has come of a part of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paid {
    /// All of it, or nothing was ever asked.
    Whole,
    /// Nothing yet.
    Not,
    /// So much of it.
    Partly(Decimal),
    /// So much of it, and the rest was given up.
    WrittenOff(Decimal),
    /// It is asked for no more.
    Cancelled,
}

/// One agreed payment.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    pub due: NaiveDate,
    pub amount: Decimal,
    /// Line and insertion it goes with, counted from 0.
    pub insertion: Option<(usize, usize)>,
    pub paid: Paid,
}

impl Part {
    /// What came in for it.
    pub fn received(&self) -> Decimal {
        match self.paid {
            Paid::Whole => self.amount,
            Paid::Partly(received) | Paid::WrittenOff(received) => received,
            Paid::Not | Paid::Cancelled => Decimal::ZERO,
        }
    }

    /// What is still asked for, if the order counts.
    pub fn outstanding(&self) -> Decimal {
        match self.paid {
            Paid::Not | Paid::Partly(_) => self.amount - self.received(),
            _ => Decimal::ZERO,
        }
    }
}

/// The plan of `order` and the words for it. Heavy customers pay in more parts.
pub fn plan(order: &Order, weight: f64, dice: &mut Dice) -> (Vec<Part>, String) {
    let insertions = order.lines.iter().map(|line| line.insertions.len()).sum::<usize>();
    let surcharge = order.lines.iter().any(|line| line.surcharge.is_some());
    let first = day::working(day::plus(order.entered, dice.between(5, 20)));
    if !surcharge && (2..=9).contains(&insertions) && dice.percent(25) {
        let days = dice.between(-1, 2) * 10;
        let text = if days == 0 { "issue".to_owned() } else { format!("issue {days:+}") };
        return (by_issue(order, days), text);
    }
    let parts = match weight {
        w if w > 3.0 => dice.between(2, 5),
        w if w > 0.8 => dice.between(2, 4),
        _ => dice.between(1, 3),
    };
    let net = order.net();
    let (amounts, text) = match parts {
        1 => (vec![net], "100".to_owned()),
        2 => (percent(net, &[50, 50]), "50/50 m".to_owned()),
        3 => (percent(net, &[30, 40, 30]), "30/40/30 m".to_owned()),
        n => (money::split_equal(net, n as usize), format!("x{n} m")),
    };
    let part = |(n, amount): (i32, Decimal)| Part {
        due: day::months(first, n),
        amount,
        insertion: None,
        paid: Paid::Not,
    };
    ((0..).zip(amounts).map(part).collect(), text)
}

fn percent(net: Decimal, percents: &[i64]) -> Vec<Decimal> {
    money::split_percent(net, &percents.iter().map(|p| Decimal::from(*p)).collect::<Vec<_>>())
}

/// Each insertion is paid so many days after it appears, or before (M5).
fn by_issue(order: &Order, days: i64) -> Vec<Part> {
    let mut parts = Vec::new();
    for (l, line) in order.lines.iter().enumerate() {
        for (i, (_, on)) in line.insertions.iter().enumerate() {
            let due = day::plus(*on, days).max(day::plus(order.entered, 3));
            parts.push(Part { due, amount: line.unit_price, insertion: Some((l, i)), paid: Paid::Not });
        }
    }
    parts.sort_by_key(|part| part.due);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::plan,
        local::demo::{customers::customers, orders::orders},
    };

    #[test]
    fn every_plan_is_said_in_the_language_of_plans() {
        let today = day::of(2026, 11, 26);
        for order in orders(&customers(today), today) {
            assert!(plan::parse(&order.plan_text).is_ok(), "{}", order.plan_text);
        }
    }
}
