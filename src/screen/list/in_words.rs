//! What a list shows, in the words of the filter language, so that it can be kept as a view: its window, what was taken from
//! cells, what was typed, its order.

use super::{pane::Pane, panes, typed_filter, wanted::Wanted};
use crate::{
    domain::{
        entity,
        field::Shape,
        filter::{Condition, Op},
        query::{self, Directive, Expr, Path, Query, Scalar, Term, Test, Tongue},
        value::Value,
    },
    entry::lexicon::Labels,
    screen::Reader,
};

/// The windows of panes in words; a pane without windows by itself. A test holds them to the filters of the panes.
const WINDOWS: &[(&str, &str, &str)] = &[
    ("receivables", "today", "is:open due_on:today"),
    ("receivables", "week", "is:open due_on:this_week"),
    ("receivables", "month", "is:open due_on:this_month"),
    ("receivables", "overdue", "is:overdue"),
    ("receivables", "notdue", "is:open due_on:>today"),
    ("receivables", "all", "is:open"),
    ("duplicates", "open", "state:open"),
    ("duplicates", "merged", "state:merged"),
    ("duplicates", "not_dup", "state:not_dup"),
    ("delivery", "today", "is:open planned_on:today"),
    ("delivery", "week", "is:open planned_on:this_week"),
    ("delivery", "month", "is:open planned_on:this_month"),
    ("delivery", "late", "is:late"),
    ("delivery", "no_material", "is:material_late"),
    ("delivery", "missed", "state:missed"),
    ("delivery", "all", "is:open"),
    ("todos", "mine", "is:open owner:@me"),
    ("todos", "given", "is:open assigned_by:@me -owner:@me"),
    ("todos", "today", "is:open due_on:today"),
    ("todos", "week", "is:open due_on:this_week"),
    ("todos", "late", "is:overdue"),
    ("todos", "answered", "is:open has:answered_at"),
    ("todos", "raised", "is:open kind:dunning level:>=2"),
    ("todos", "all", "is:open"),
    ("todos", "ended", "state:done,cancelled"),
    ("orders", "running", "state:confirmed,executing,suspended"),
    ("orders", "to_enter", "state:requested"),
    ("orders", "drafts", "state:draft"),
    ("orders", "ended", "state:completed,cancelled,terminated"),
    ("orders", "all", ""),
    ("to_enter", "", "state:requested"),
    ("payments", "all", ""),
    ("payments", "month", "received_on:this_month"),
    ("payments", "advance", "state:recorded,confirmed unallocated:>0"),
    ("changes", "to_approve", "state:requested"),
    ("changes", "agreed", "state:approved"),
    ("changes", "made", "state:applied"),
    ("changes", "refused", "state:rejected,withdrawn"),
    ("changes", "all", ""),
    ("invoices", "to_issue", "state:requested"),
    ("invoices", "to_deliver", "state:issued"),
    ("invoices", "month", "issued_on:this_month"),
    ("invoices", "all", ""),
    ("to_issue", "", "state:requested"),
    ("contracts", "all", ""),
    ("contracts", "in_work", "state:draft,in_review"),
    ("contracts", "binding", "state:signed,in_force"),
    ("contracts", "expiring", "state:signed,in_force end_on:this_month"),
    ("quotes", "in_work", "state:draft,submitted,approved"),
    ("quotes", "to_approve", "state:submitted"),
    ("quotes", "quoted", "state:sent"),
    ("quotes", "expired", "state:expired"),
    ("quotes", "accepted", "state:accepted"),
    ("quotes", "all", ""),
    ("leads", "open", "state:new,working"),
    ("leads", "converted", "state:converted"),
    ("leads", "dropped", "state:dropped"),
    ("leads", "all", ""),
    ("opportunities", "open", "state:open"),
    ("opportunities", "stale", "is:stale"),
    ("opportunities", "over", "pace:over"),
    ("opportunities", "closing", "is:closing"),
    ("opportunities", "won", "state:won"),
    ("opportunities", "lost", "state:lost,invalid"),
    ("opportunities", "all", ""),
    ("customers", "live", "-status:archived"),
    ("customers", "key", "is:is_key"),
    ("customers", "archived", "status:archived"),
    ("customers", "all", ""),
    ("inbox", "unread", "is:unread"),
    ("inbox", "all", ""),
    ("issues", "ahead", "publish_on:>=today"),
    ("issues", "all", ""),
];

/// The window of a pane in words.
fn window(pane: &Pane, tab: usize) -> &'static str {
    let name = pane.tabs.get(tab).map_or("", |tab| tab.name);
    let found = WINDOWS.iter().find(|(key, window, _)| *key == pane.key && *window == name);
    found.map_or("", |(.., words)| words)
}

/// All of what a list shows.
pub fn query(wanted: &Wanted, pane: &Pane, reader: Reader) -> Query {
    let labels = Labels { dictionaries: Some(reader.words) };
    let window = query::read_rows(window(pane, wanted.tab), pane.kind, &labels).query.rows;
    let typed = typed_filter::read(pane.kind, &wanted.text, reader).query;
    let cells = wanted.cells.iter().filter_map(|cell| taken(pane, cell));
    let cells = cells.map(|cell| cell.by_login(&|id| labels.login(id)));
    let rows = Expr::all([window].into_iter().chain(cells).chain([typed.rows]).collect());
    let mut shown = typed.shown;
    // A view is shown in the list of its kind, which may begin in another order than this window.
    if typed_filter::order(&shown).is_none() && wanted.sort != panes::whole(pane.kind).first_sort() {
        let def = entity::def(pane.kind);
        let fields = wanted
            .sort
            .iter()
            .filter_map(|sort| def.field(&sort.field).map(|field| (field, sort.descending)));
        shown.push(Directive::Sort(fields.collect()));
    }
    Query { kind: None, rows, shown }
}

/// The same as it is kept: with the stable names.
pub fn kept(wanted: &Wanted, pane: &Pane, reader: Reader) -> String {
    let labels = Labels { dictionaries: Some(reader.words) };
    query::print(&query(wanted, pane, reader), pane.kind, Tongue::English, &labels)
}

/// What was taken from a cell; none for what the language has no word for.
fn taken(pane: &Pane, cell: &Condition) -> Option<Expr> {
    let field = entity::def(pane.kind).field(&cell.field)?;
    if cell.op == Op::Empty {
        return Some(Expr::No(Path::of(field)));
    }
    let (sign, value) = match (&cell.value, field.shape) {
        (Value::Link(link), _) => (None, Scalar::Record(link.id)),
        (Value::Code(code), _) => (None, Scalar::Code(code.clone())),
        (Value::Flag(yes), _) => (None, Scalar::Flag(*yes)),
        (Value::Int(n), _) => (None, Scalar::Number((*n).into())),
        (Value::Money(n) | Value::Ratio(n), _) => (None, Scalar::Number(n.normalize())),
        (Value::Date(day), _) => (None, Scalar::Period(query::period(&day.to_string())?)),
        (Value::Text(text), Shape::Text | Shape::Note) => (Some(Op::Eq), Scalar::Text(text.clone())),
        _ => return None,
    };
    Some(Expr::Term(Term { path: Path::of(field), any: vec![Test::By(sign, value)] }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::filter::Filter,
        domain::kind::Kind,
        screen::{
            list::{panes, typed_filter::Bound},
            probe,
        },
        store::Words,
    };

    /// The parts that all hold, each alone, in any order.
    fn parts(filter: Filter, all: &mut Vec<String>) {
        match filter {
            Filter::All => {}
            Filter::And(inner) => inner.into_iter().for_each(|part| parts(part, all)),
            Filter::Or(mut inner) if inner.len() == 1 => parts(inner.remove(0), all),
            other => all.push(format!("{other:?}")),
        }
    }

    #[test]
    fn each_window_of_each_pane_means_the_same_in_words() {
        let (session, words) = (probe::session(), Words::new());
        let reader = Reader { session: &session, words: &words, views: &[] };
        let own =
            [panes::receivables(), panes::delivery(), panes::todos(), panes::to_enter(), panes::to_issue()];
        for pane in own.into_iter().chain(Kind::ALL.map(panes::of)) {
            for tab in 0..pane.tabs.len().max(1) {
                if pane.tabs.get(tab).is_some_and(|tab| tab.name == "answered") {
                    // The same rows, asked so that an index helps.
                    continue;
                }
                let mut wanted = Wanted::of(pane);
                wanted.tab = tab;
                let text = kept(&wanted, pane, reader);
                let rows = typed_filter::read(pane.kind, &text, reader).query.rows;
                let said = typed_filter::meant(&rows, pane.kind, reader, &Bound::default()).expect(&text);
                let (mut said_parts, mut pane_parts) = (Vec::new(), Vec::new());
                parts(said, &mut said_parts);
                parts(wanted.filter(pane, tab, reader), &mut pane_parts);
                said_parts.sort();
                pane_parts.sort();
                said_parts.dedup();
                pane_parts.dedup();
                assert_eq!(said_parts, pane_parts, "{} {tab}: {text}", pane.key);
            }
        }
    }

    #[test]
    fn what_was_taken_from_cells_and_typed_stands_in_it_too() {
        let (session, words) = (probe::session(), Words::new());
        let reader = Reader { session: &session, words: &words, views: &[] };
        let pane = panes::receivables();
        let mut wanted = Wanted::of(pane);
        wanted.tab = 3;
        wanted.only("salesperson", &Value::link(5, "王约翰"));
        wanted.only("todo", &Value::Empty);
        wanted.say("雅韵 amount:>5万 sort:-outstanding", pane, reader);
        let text = kept(&wanted, pane, reader);
        assert_eq!(text, "is:overdue salesperson:#5 no:todo 雅韵 amount:>50000 sort:-outstanding");
        assert_eq!(typed_filter::read(pane.kind, &text, reader).faults, []);
    }
}
