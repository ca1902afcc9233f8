//! What the form of a move begins with, from the record it is about.

use crate::domain::{
    filter::Filter,
    kind::Kind,
    operation::{EVIDENCE, Move},
    paper::sorts,
    record::{Row, Values},
    value::Value,
};

/// What the form of a move begins with, from the record it is about.
pub fn preset_of(what: Move, row: &Row) -> Values {
    let mut preset = Values::new();
    match what {
        Move::ChangeOperator => {
            for name in ["name", "role", "department", "superior"] {
                preset.set(name, row.get(name).clone());
            }
        }
        Move::SetCustomerStatus => preset.set("status", row.get("status").clone()),
        Move::PublishInsertion => {
            for name in ["published_on", "page_no", "sample_no"] {
                preset.set(name, row.get(name).clone());
            }
        }
        Move::MakeGood => preset.set("publication", row.get("publication").clone()),
        Move::PayOut => preset.set("amount", row.get("unallocated").clone()),
        Move::BlockDunning => {
            preset.set("until", row.get("blocked_until").clone());
            preset.set("reason", row.get("blocked_reason").clone());
        }
        Move::AnswerDunning => {
            for name in ["promised_on", "promised_amount", "reason_code", "answer"] {
                preset.set(name, row.get(name).clone());
            }
            if preset.get("promised_amount").is_empty() {
                preset.set("promised_amount", row.get("outstanding").clone());
            }
        }
        Move::LinkContract => {
            preset.set("contract", row.get("contract").clone());
            // The contract may be the agency's: then all that one sees are offered.
            if row.get("agency").is_empty() {
                preset.set("customer", row.get("customer").clone());
            }
        }
        Move::SignContract => {
            for name in ["our_signer", "their_signer"] {
                preset.set(name, row.get(name).clone());
            }
        }
        Move::PrintQuote | Move::PrintProposal | Move::PrintContract => {
            preset.set("format", Value::Code("text".into()));
        }
        Move::PermitDuplicate => preset.set("name", Value::text(row.get("first").str())),
        Move::Share | Move::ShareOpportunity | Move::ShareLead => {
            preset.set("access", Value::Code("read".into()))
        }
        // What they want is the evidence, if it says enough.
        Move::ConvertLead if row.get("interest").str().trim().chars().count() >= 10 => {
            preset.set(EVIDENCE.name, row.get("interest").clone());
        }
        _ => {}
    }
    preset
}

/// The field that holds only what was offered, where that alone means nothing: of a lead nobody says an opportunity of.
pub fn idle(what: Move, preset: &Values, read: &Values) -> Option<&'static str> {
    let sale = ["opportunity_name", "product_line", "amount", "expected_close_on"];
    let offered = preset.get(EVIDENCE.name).str().trim() == read.get(EVIDENCE.name).str().trim();
    let alone = sale.iter().all(|name| read.get(name).is_empty());
    (what == Move::ConvertLead && offered && alone).then_some(EVIDENCE.name)
}

/// Which records of a kind a move offers to pick: only people who may receive what is given, or be lent it.
pub fn offered(what: Move) -> Option<(Kind, Filter)> {
    match what {
        Move::TransferCustomer | Move::TransferLead | Move::HandOver => {
            Some((Kind::Operator, Filter::eq("receives", Value::Flag(true))))
        }
        Move::Share | Move::ShareOpportunity | Move::ShareLead => {
            Some((Kind::Operator, Filter::eq("status", Value::Code("active".into()))))
        }
        Move::PrintQuote | Move::PrintProposal | Move::PrintContract => {
            let sorts = sorts(what.def().kind).iter();
            let suits = sorts.map(|sort| Filter::eq("kind", Value::Code((*sort).into()))).collect();
            Some((Kind::DocTemplate, Filter::eq("active", Value::Flag(true)).and(Filter::Or(suits))))
        }
        _ => None,
    }
}
