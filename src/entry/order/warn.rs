//! What should be looked at before an order is saved, and may be meant: deadlines that have passed, a title that is limited to
//! other industries, credit, a discount far below the floor, the same order a moment ago. Nothing here keeps anybody from
//! saving; what nobody at the desk may give is for the server to refuse.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    typed::Typed,
    work::{Known, LineWork, Work},
};

/// A discount is taken for a slip from so far below the floor on: 1.2折 for 12 折.
const FAR_BELOW: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// What may be a slip. Lines are counted from 0. It serialises to what stands in the order's log once it was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// The booking deadline of an issue has passed.
    BookingPassed { line: usize, no: i32, on: NaiveDate },
    /// The material deadline of an issue has passed.
    MaterialPassed { line: usize, no: i32, on: NaiveDate },
    /// The publication is limited to other industries (R67).
    Industry { line: usize },
    /// The pay ratio is less than half of the floor.
    FarBelow { line: usize, discount: Decimal },
    /// So much more than the customer may owe.
    Credit(Decimal),
    /// The customer needs a contract before anybody confirms.
    Contract,
    /// An order of the same amount was entered for him in the last ten minutes.
    Twice(String),
}

impl Warning {
    /// As it stands in the order's log.
    pub fn logged(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Out of the order's log.
    pub fn read(logged: &str) -> Option<Warning> {
        serde_json::from_str(logged).ok()
    }
}

/// What should be looked at, from top to bottom. `refuses` says that the server itself refuses a low discount, a high credit
/// and a missing contract in this save, in words of its own.
pub fn warnings(typed: &Typed, work: &Work, known: Known, refuses: bool) -> Vec<Warning> {
    let mut out = Vec::new();
    if let Some(desk) = known.desk {
        let twice = desk.recent.iter().find(|(_, net)| typed.existing.is_none() && *net == work.net);
        out.extend(twice.map(|(code, _)| Warning::Twice(code.clone())));
        let over = desk.credit_limit.map(|limit| desk.outstanding + work.net - limit);
        if !refuses {
            out.extend(over.filter(|over| *over > Decimal::ZERO).map(Warning::Credit));
            let missing = desk.needs_contract && work.terms.contract.is_none();
            out.extend(missing.then_some(Warning::Contract));
        }
    }
    for (n, line) in work.lines.iter().enumerate() {
        of_line(n, line, known, refuses, typed.lines[n].kept_issues.is_empty(), &mut out);
    }
    out
}

fn of_line(n: usize, line: &LineWork, known: Known, refuses: bool, newly: bool, out: &mut Vec<Warning>) {
    let Some(place) = line.place else { return };
    let publication = place.publication(known.catalogue);
    let industry = known.desk.map_or("", |desk| desk.industry.as_str());
    let limited = !publication.industry_limit.is_empty() && !industry.is_empty();
    if limited && !publication.industry_limit.iter().any(|code| code == industry) {
        out.push(Warning::Industry { line: n });
    }
    let slip = line.surcharge.is_none() && line.discount < publication.discount_floor * FAR_BELOW;
    if slip && !refuses {
        out.push(Warning::FarBelow { line: n, discount: line.discount });
    }
    // What was agreed with an order that is only changed was looked at then.
    for issue in line.issues.iter().filter(|issue| newly && issue.no > 0) {
        let (booking, material) = (issue.booking_deadline_on, issue.material_deadline_on);
        if booking < known.today {
            out.push(Warning::BookingPassed { line: n, no: issue.no, on: booking });
        } else if material < known.today {
            out.push(Warning::MaterialPassed { line: n, no: issue.no, on: material });
        }
    }
}
