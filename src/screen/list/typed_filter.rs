//! What is typed behind `/`: words, or the filter language, `state:missed due:<today sort:-amount`. What is not understood is
//! left out and marked, the rest holds. Knows the labels of both languages and the company's words, no rows.

use crate::{
    domain::{
        entity,
        field::{FieldDef, Shape},
        filter::{Filter, Sort},
        kind::Kind,
        query::{self, Directive, Expr, Meaning, People, Query, Reading, Scalar, Show, Unclear},
    },
    entry::{book, lexicon::Labels},
    screen::Reader,
};

/// Signs of the language; a text without them is words to look for.
const SIGNS: [char; 17] =
    [':', '：', '=', '＝', '@', '＠', '(', '（', '|', '<', '＜', '>', '＞', '~', '^', '"', '“'];
const LINKS: [&str; 4] = ["or", "或", "not", "非"];

/// What is understood of a text, and what is not.
pub fn read(kind: Kind, text: &str, reader: Reader) -> Reading {
    let text = text.trim_end();
    let language = text.contains(SIGNS) || text.split_whitespace().any(|word| LINKS.contains(&word));
    if !language {
        let words = text.trim();
        let rows = if words.is_empty() { Expr::All } else { Expr::Text(words.to_owned()) };
        return Reading { query: Query { kind: None, rows, shown: Vec::new() }, faults: Vec::new() };
    }
    query::read_rows(text, kind, &Labels { dictionaries: Some(reader.words) })
}

/// What the words of a view are bound to while it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bound {
    /// Its period is stepped so many times.
    pub by: i32,
    /// Whom `@person` means.
    pub person: Option<People>,
}

/// The rows that are meant today.
pub fn meant(rows: &Expr, kind: Kind, reader: Reader, bound: &Bound) -> Result<Filter, Unclear> {
    let whole = Query { kind: None, rows: rows.clone(), shown: Vec::new() };
    meant_in(&whole, rows, kind, reader, bound)
}

/// The rows that a part of a query means today: its parameters are those of the whole.
pub fn meant_in(
    whole: &Query,
    rows: &Expr,
    kind: Kind,
    reader: Reader,
    bound: &Bound,
) -> Result<Filter, Unclear> {
    let period = whole.period();
    let stepped =
        period.and_then(|(name, period)| Some((name, period.step(bound.by, reader.session.today)?)));
    let labels = Labels { dictionaries: Some(reader.words) };
    let meaning = Meaning {
        today: reader.session.today,
        me: reader.session.operator_id.into(),
        person: bound.person.clone(),
        param: &|name| {
            let stepped = stepped.filter(|(stepped, _)| *stepped == name);
            stepped.map(|(_, period)| Scalar::Period(period))
        },
        view: &|kind, name| book::rows_of(reader.views, kind, name, &labels),
    };
    query::filter(rows, kind, &meaning)
}

/// The order that is asked for, if one is.
pub fn order(shown: &[Directive]) -> Option<Vec<Sort>> {
    shown.iter().find_map(|directive| match directive {
        Directive::Sort(fields) => Some(
            fields
                .iter()
                .map(|(field, descending)| Sort { field: field.name.to_owned(), descending: *descending })
                .collect(),
        ),
        _ => None,
    })
}

/// The columns that are asked for, if some are.
pub fn columns(shown: &[Directive]) -> Option<Vec<&'static str>> {
    shown.iter().find_map(|directive| match directive {
        Directive::Cols(cols) => Some(cols.iter().map(|col| col.field.name).collect()),
        _ => None,
    })
}

/// As what the rows are to be shown, with the field that is meant where none is named; a table where there is none.
pub fn show(kind: Kind, shown: &[Directive]) -> Show {
    let dated = |field: Option<_>| field.or_else(|| query::dated(kind, shown));
    match query::show(shown) {
        Show::Board(field) => field.or_else(|| lanes(kind)).map_or(Show::Table, |it| Show::Board(Some(it))),
        Show::Agenda(field) => dated(*field).map_or(Show::Table, |it| Show::Agenda(Some(it))),
        Show::Calendar(field) => dated(*field).map_or(Show::Table, |it| Show::Calendar(Some(it))),
        other => other.clone(),
    }
}

/// The field whose values are lanes where none is named: how far a record is, else the first with few values.
fn lanes(kind: Kind) -> Option<&'static FieldDef> {
    let def = entity::def(kind);
    let few = |field: &&FieldDef| matches!(field.shape, Shape::Choice(..) | Shape::Dict(_));
    let named =
        ["stage", "state", "status"].into_iter().find_map(|name| def.field(name).filter(|it| few(it)));
    named.or_else(|| def.fields.iter().find(|field| few(field)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{filter::Op, value::Value},
        screen::probe,
        store::Words,
    };

    #[test]
    fn words_are_words_and_what_names_a_field_asks_for_it() {
        let (session, words) = (probe::session(), Words::new());
        let reader = Reader { session: &session, words: &words, views: &[] };
        let filter = |text: &str| {
            let reading = read(Kind::Insertion, text, reader);
            meant(&reading.query.rows, Kind::Insertion, reader, &Bound::default()).expect(text)
        };
        assert_eq!(filter("  "), Filter::All);
        assert_eq!(filter("-1+1"), Filter::Text("-1+1".into()));
        let missed = Filter::is("state", Op::Eq, Value::Code("missed".into()));
        for text in
            ["state:missed", "state=missed", "状态：漏刊", "state:missed nofield:x", "state:missed due:"]
        {
            assert_eq!(filter(text), missed, "{text}");
        }
        let reading = read(Kind::Insertion, "nofield:x sort:-amount cols:customer,amount", reader);
        assert_eq!(reading.faults.len(), 1);
        assert_eq!(order(&reading.query.shown), Some(vec![Sort::down("amount")]));
        assert_eq!(columns(&reading.query.shown), Some(vec!["customer", "amount"]));
    }
}
