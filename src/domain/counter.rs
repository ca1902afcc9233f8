//! Deeds that are taken back by deeds of the server's own (a deletion is restored, a booking has its counter-entry), and those that are taken back by
//! none: why, by a word that the language files explain together with what to do instead.

use super::{
    deed::{Did, Trace},
    kind::Kind,
};

/// What becomes of a deed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counter {
    /// The server takes it back.
    Server,
    /// Nobody does.
    Never(&'static str),
}

/// Whether it is a deed of that sort; none: fields, or moves that go the other way.
pub fn counter(traces: &[Trace]) -> Option<Counter> {
    let any = |what: &dyn Fn(&Trace) -> bool| traces.iter().any(what);
    let made = |kind: Kind| any(&|it| it.kind == kind && it.did == Did::Made);
    // What became of a lead is a customer's business from then on.
    let gone = |it: &Trace| it.new["deleted_at"].is_string();
    if any(&|it| it.kind == Kind::Lead && it.is("state") == "converted") {
        return Some(Counter::Never("other"));
    }
    // Lent to a colleague, or not any more; deleted.
    if any(&lent) || any(&|it| it.did == Did::Changed && gone(it)) {
        return Some(Counter::Server);
    }
    // From stage to stage, or to its end; the tasks that came with it say nothing.
    if any(&|it| {
        it.kind == Kind::Opportunity && it.did == Did::Changed && (it.has("stage_id") || it.has("state"))
    }) {
        return Some(Counter::Server);
    }
    if made(Kind::Payment)
        || made(Kind::Allocation)
        || any(&|it| it.kind == Kind::Customer && it.has("owner_id"))
    {
        return None;
    }
    if any(&|it| {
        it.kind == Kind::Payment && it.has("state") || it.kind == Kind::Allocation && it.did == Did::Deleted
    }) {
        return Some(Counter::Server);
    }
    if let Some(change) = traces.iter().find(|it| it.kind == Kind::OrderChange) {
        return Some(changed(change, traces));
    }
    traces.iter().find_map(|it| one(it, traces))
}

/// A share's row is told of the record that it lends.
pub fn lent(trace: &Trace) -> bool {
    [Kind::Customer, Kind::Opportunity, Kind::Lead].contains(&trace.kind)
        && [&trace.old, &trace.new].iter().any(|doc| doc.get("operator_id").is_some())
}

/// Of a change that was asked for, decided, or made at once.
fn changed(change: &Trace, traces: &[Trace]) -> Counter {
    let state = |it: &&Trace| it.kind == Kind::Order && it.has("state");
    match (change.did, change.is("kind")) {
        // What was asked for goes with the confirmation, or the cancellation, that is taken back.
        (Did::Changed, _)
            if traces.iter().any(|it| state(&it) && ["confirmed", "cancelled"].contains(&it.is("state"))) =>
        {
            Counter::Server
        }
        (Did::Made, "replan" | "cancel" | "discount" | "credit") => Counter::Server,
        (Did::Made, "amend") => Counter::Never("amend"),
        (Did::Made, "terminate") if change.is("state") == "requested" => Counter::Server,
        (Did::Made, "terminate") => Counter::Never("terminated"),
        (Did::Made, "price_reduction") => Counter::Never("price_reduction"),
        _ => Counter::Never("decided"),
    }
}

fn one(it: &Trace, traces: &[Trace]) -> Option<Counter> {
    let draft = ["draft", "requested", "confirmed", "cancelled"];
    match (it.kind, it.did) {
        (Kind::Order, Did::Made) if it.is("state") == "confirmed" => Some(Counter::Server),
        (Kind::Order, Did::Made) => None,
        (Kind::Order, _) if it.is("state") == "terminated" => Some(Counter::Never("terminated")),
        // Taken up again after it was suspended: a move goes the other way.
        (Kind::Order, _) if it.was("state") == "suspended" => None,
        (Kind::Order, _) if draft.contains(&it.is("state")) || it.has("contract_id") => Some(Counter::Server),
        (Kind::Line, Did::Made | Did::Deleted)
            if !traces.iter().any(|it| it.kind == Kind::Order && it.did == Did::Made) =>
        {
            Some(Counter::Server)
        }
        (Kind::Instalment, Did::Changed)
            if [it.was("state"), it.is("state")].contains(&"written_off") || it.has("blocked_until") =>
        {
            Some(Counter::Server)
        }
        (Kind::Insertion, Did::Changed) if ["material_in", "missed"].contains(&it.is("state")) => {
            // "Published" that was wrong goes back to "material in": it is published again.
            Some(if it.was("state") == "published" { Counter::Never("appeared") } else { Counter::Server })
        }
        (Kind::Insertion, Did::Changed) if it.is("state") == "booked" && it.was("state") != "planned" => {
            Some(Counter::Server)
        }
        (Kind::Insertion, Did::Changed) if !it.has("state") && it.has("page_no") => {
            Some(Counter::Never("marked"))
        }
        (Kind::Insertion, Did::Made) if it.new["makegood_of_id"].is_i64() => Some(Counter::Never("makegood")),
        (Kind::Invoice, Did::Changed) if it.is("state") == "red" => Some(Counter::Never("red")),
        (Kind::Invoice, Did::Made | Did::Changed) => Some(Counter::Server),
        (Kind::Contract, Did::Changed) => Some(Counter::Server),
        (Kind::Comment, Did::Made | Did::Changed) => Some(Counter::Server),
        (Kind::Publication | Kind::Issue | Kind::Position, Did::Made) => Some(Counter::Never("media")),
        (Kind::Activity, Did::Changed) if it.has("promised_on") || it.has("answer") => {
            Some(Counter::Never("promised"))
        }
        _ => None,
    }
}
