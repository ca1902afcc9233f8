//! An order as a change of it keeps it: what a person needs to see, before and after. Read from what the database wrote, and
//! told in lines that need no language: names, amounts, days.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value as Json;

use super::{discount, money};

/// An order at one moment. Everything may be missing: of what was only asked for, the future is not known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct OrderPicture {
    /// What it was worth, in yuan.
    pub net_amount: Option<Decimal>,
    /// What had come in, in yuan.
    pub received: Option<Decimal>,
    /// Its lines; of an approved discount those that it is about.
    pub lines: Vec<PictureLine>,
    /// Its collection plan.
    pub plan: Vec<PicturePart>,
    /// By how much its customer stands above his limit with it, in yuan.
    pub over: Option<Decimal>,
    /// That limit, in yuan.
    pub credit_limit: Option<Decimal>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PictureLine {
    /// Its number in the order.
    pub seq: i32,
    /// The publication's name.
    pub publication: String,
    /// The position's name.
    pub position: String,
    /// Pay ratio.
    pub discount: Decimal,
    /// Yuan per insertion.
    pub unit_price: Decimal,
    /// How many insertions.
    pub issues: i32,
    /// Yuan.
    pub amount: Decimal,
    /// When they appear.
    #[serde(default)]
    pub days: Vec<NaiveDate>,
    /// The lowest ratio without approval, where the line is below it.
    #[serde(default)]
    pub floor: Option<Decimal>,
}

/// One part of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PicturePart {
    /// When it is due.
    pub due_on: NaiveDate,
    /// Yuan.
    pub amount: Decimal,
    /// Of it received, in yuan.
    pub received: Decimal,
}

impl OrderPicture {
    /// What the database keeps; what cannot be read is nothing.
    pub fn read(kept: &Json) -> OrderPicture {
        serde_json::from_value(kept.clone()).unwrap_or_default()
    }

    /// Told line by line: the value, each line with its days, each part of the plan with what came in.
    pub fn told(&self) -> String {
        let mut out = Vec::new();
        if let Some(net) = self.net_amount {
            out.push(format!("= {}", money::grouped(net)));
        }
        if let (Some(over), Some(limit)) = (self.over, self.credit_limit) {
            out.push(format!("{} + {} !", money::grouped(limit), money::grouped(over)));
        }
        out.extend(self.lines.iter().map(PictureLine::told));
        out.extend(self.plan.iter().map(PicturePart::told));
        out.join("\n")
    }
}

impl PictureLine {
    fn told(&self) -> String {
        let floor = self.floor.map(|floor| format!(" (< {})", discount::shown(floor))).unwrap_or_default();
        let days: Vec<String> = self.days.iter().map(NaiveDate::to_string).collect();
        format!(
            "#{} {} {} {}{floor}  {} x {} = {}  {}",
            self.seq,
            self.publication,
            self.position,
            discount::shown(self.discount),
            money::grouped(self.unit_price),
            self.issues,
            money::grouped(self.amount),
            days.join(" ")
        )
        .trim_end()
        .to_owned()
    }
}

impl PicturePart {
    fn told(&self) -> String {
        let received = match self.received {
            none if none.is_zero() => String::new(),
            some => format!("  (+{})", money::grouped(some)),
        };
        format!("{}  {}{received}", self.due_on, money::grouped(self.amount))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_order_is_told_in_lines() {
        let kept = json!({"state": "executing", "net_amount": "120000.00", "received": "25000.00", "plan_text": "", "signed_on": "2002-02-20",
            "lines": [{"seq": 1, "publication": "中国化妆品 时尚版", "position": "封底", "position_id": 1, "surcharge": null, "list_price": "50000.00",
                       "discount": "0.8000", "unit_price": "40000.00", "issues": 3, "amount": "120000.00", "days": ["2002-03-01", "2002-04-01", "2002-05-01"]}],
            "plan": [{"seq": 1, "due_on": "2002-03-06", "amount": "40000.00", "received": "25000.00", "state": "open"},
                     {"seq": 2, "due_on": "2002-03-13", "amount": "40000.00", "received": "0.00", "state": "open"}]});
        assert_eq!(
            OrderPicture::read(&kept).told(),
            "= 120,000.00\n#1 中国化妆品 时尚版 封底 8折  40,000.00 x 3 = 120,000.00  2002-03-01 2002-04-01 2002-05-01\n\
             2002-03-06  40,000.00  (+25,000.00)\n2002-03-13  40,000.00"
        );
    }

    #[test]
    fn what_is_not_known_yet_is_told_as_nothing() {
        assert_eq!(OrderPicture::read(&json!({"state": "cancelled"})).told(), "");
        assert_eq!(OrderPicture::read(&json!("odd")).told(), "");
        let low = json!({"net_amount": "50000", "over": "5000", "credit_limit": "100000",
            "lines": [{"seq": 2, "publication": "p", "position": "q", "discount": "0.5", "unit_price": "25000", "issues": 2, "amount": "50000", "floor": "0.6000"}]});
        assert_eq!(
            OrderPicture::read(&low).told(),
            "= 50,000.00\n100,000.00 + 5,000.00 !\n#2 p q 5折 (< 6折)  25,000.00 x 2 = 50,000.00"
        );
    }
}
