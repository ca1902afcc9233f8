//! The tabs of the receivables, delivery and todo panes as filters (spec/05.7, P2, P20): windows by due date, with the
//! company's business date given. The report functions of the database count the same windows; a test compares them.

use chrono::{Datelike, Days, NaiveDate};

use super::{
    filter::{Filter, Op},
    value::Value,
};

/// Monday and Sunday of the week of `day`.
pub fn week(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let monday = day - Days::new(u64::from(day.weekday().num_days_from_monday()));
    (monday, monday + Days::new(6))
}

/// The first and the last day of the month of `day`.
pub fn month(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let first = day - Days::new(u64::from(day.day0()));
    let last = first + chrono::Months::new(1) - Days::new(1);
    (first, last)
}

fn on(field: &str, day: NaiveDate) -> Filter {
    Filter::eq(field, Value::Date(day))
}

fn within(field: &str, (first, last): (NaiveDate, NaiveDate)) -> Filter {
    Filter::between(field, Value::Date(first), Value::Date(last))
}

/// Instalments that can be collected: of a counted order, with something outstanding.
pub fn collectable() -> Filter {
    Filter::eq("counted", Value::Flag(true)).and(Filter::is("outstanding", Op::Gt, Value::Money(0.into())))
}

/// What has received something that can go back.
pub fn refundable() -> Filter {
    Filter::eq("counted", Value::Flag(true))
        .and(Filter::is("received", Op::Gt, Value::Money(0.into())))
        .and(Filter::Not(Box::new(Filter::eq("state", Value::Code("written_off".into())))))
}

/// The tabs of the receivables pane, in their order.
pub const RECEIVABLE_TABS: [&str; 6] = ["today", "week", "month", "overdue", "notdue", "all"];

/// A receivables tab as a filter on instalments; `None` for a name that is no tab.
pub fn receivable_tab(name: &str, today: NaiveDate) -> Option<Filter> {
    receivable_window(name, today).map(|window| collectable().and(window))
}

/// The same among those that can be collected.
pub fn receivable_window(name: &str, today: NaiveDate) -> Option<Filter> {
    Some(match name {
        "today" => on("due_on", today),
        "week" => within("due_on", week(today)),
        "month" => within("due_on", month(today)),
        "overdue" => Filter::is("due_on", Op::Lt, Value::Date(today)),
        "notdue" => Filter::is("due_on", Op::Gt, Value::Date(today)),
        "all" => Filter::All,
        _ => return None,
    })
}

/// Insertions still to appear, of counted orders.
pub fn deliverable() -> Filter {
    let open = ["planned", "booked", "material_in"];
    Filter::eq("counted", Value::Flag(true))
        .and(Filter::Or(open.iter().map(|state| Filter::eq("state", Value::Code((*state).into()))).collect()))
}

/// Not to be delivered as planned any more, and not forgotten before it is made good.
fn missed() -> Filter {
    Filter::eq("state", Value::Code("missed".into()))
}

/// What any tab of the delivery pane shows.
pub fn awaited() -> Filter {
    Filter::Or(vec![deliverable(), missed()])
}

/// The tabs of the delivery pane, in their order.
pub const DELIVERY_TABS: [&str; 7] = ["today", "week", "month", "late", "no_material", "missed", "all"];

/// A delivery tab as a filter on insertions; `None` for a name that is no tab.
pub fn delivery_tab(name: &str, today: NaiveDate) -> Option<Filter> {
    let window = match name {
        "today" => on("planned_on", today),
        "week" => within("planned_on", week(today)),
        "month" => within("planned_on", month(today)),
        "late" => Filter::is("planned_on", Op::Lt, Value::Date(today)),
        "no_material" => {
            Filter::is("material_deadline_on", Op::Lt, Value::Date(today)).and(Filter::Or(vec![
                Filter::eq("state", Value::Code("planned".into())),
                Filter::eq("state", Value::Code("booked".into())),
            ]))
        }
        "missed" => return Some(missed()),
        "all" => Filter::All,
        _ => return None,
    };
    Some(deliverable().and(window))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn weeks_run_from_monday_to_sunday() {
        assert_eq!(week(day("2002-03-13")), (day("2002-03-11"), day("2002-03-17")));
        assert_eq!(week(day("2002-03-17")), (day("2002-03-11"), day("2002-03-17")));
        assert_eq!(week(day("2002-03-18")), (day("2002-03-18"), day("2002-03-24")));
    }

    #[test]
    fn months_end_on_their_last_day() {
        assert_eq!(month(day("2002-02-28")), (day("2002-02-01"), day("2002-02-28")));
        assert_eq!(month(day("2004-02-10")).1, day("2004-02-29"));
        assert_eq!(month(day("2002-12-31")), (day("2002-12-01"), day("2002-12-31")));
    }

    #[test]
    fn every_tab_is_a_filter_and_nothing_else_is() {
        for name in RECEIVABLE_TABS {
            assert!(receivable_tab(name, day("2002-03-13")).is_some(), "{name}");
        }
        for name in DELIVERY_TABS {
            assert!(delivery_tab(name, day("2002-03-13")).is_some(), "{name}");
        }
        assert_eq!(receivable_tab("yesterday", day("2002-03-13")), None);
    }
}
