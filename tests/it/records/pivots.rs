//! A cell of a table of figures equals the total of the list that it opens: over every kind, fields of it and of the records it leads
//! to, every measure, under random filters, by the rights of whoever asks. `KEHU_PIVOTS` tries more, `KEHU_SEED` the same again.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::PgConnection;
use fastrand::Rng;
use kehu::{
    db,
    domain::{
        entity,
        field::{FieldDef, Shape},
        filter::ListQuery,
        kind::Kind,
        pivot::{Asked, Axis, Crosstab, Figure, Measured},
        query::{self, Expr, Meaning, Path, Query, Span, Step, Tongue},
        record::Row,
        value::Value,
    },
    entry::{book, lexicon::Labels},
    i18n::Lang,
    store::{Reply, Request},
};
use rust_decimal::Decimal;

use super::{
    conditions::day_in_shanghai,
    queries::{Maker, Seen, dictionaries},
};
use crate::support::{TestDb, told};

/// What the row holds at the end of a way, as it is gathered by.
fn held(seen: &Seen, row: &Row, path: &Path) -> Value {
    let mut here = row;
    for step in &path.steps {
        let Step::Up(link, to) = step else { panic!("only over links") };
        let next = here.get(link.name).id().and_then(|id| seen.of(*to).iter().find(|row| row.id == id));
        match next {
            Some(next) => here = next,
            None => return Value::Empty,
        }
    }
    let value = here.get(path.field.expect("a field").name);
    match (value, day_in_shanghai(value)) {
        (_, Some(day)) => Value::Date(day),
        (Value::Link(link), _) => Value::link(link.id, ""),
        _ => value.clone(),
    }
}

/// The figure of these rows, computed here.
fn figure(seen: &Seen, rows: &[Row], measure: &Measured) -> Option<Decimal> {
    let sum = |field: &FieldDef| rows.iter().filter_map(|row| row.get(field.name).decimal()).sum::<Decimal>();
    let count = |n: usize| Decimal::from(n);
    let divided = |above: Decimal, below: Decimal| above.checked_div(below);
    match measure {
        Measured::Count => Some(count(rows.len())),
        Measured::Sum(field) => Some(sum(field)),
        Measured::Average(field) => {
            let known = rows.iter().filter(|row| row.get(field.name).decimal().is_some()).count();
            divided(sum(field), count(known))
        }
        Measured::Distinct(path) => {
            let all = rows.iter().map(|row| held(seen, row, path)).filter(|value| !value.is_empty());
            let different: HashSet<String> = all
                .map(|value| match value {
                    Value::Link(link) => link.id.to_string(),
                    other => other.decimal().map_or_else(|| other.plain(), |n| n.normalize().to_string()),
                })
                .collect();
            Some(count(different.len()))
        }
        Measured::Share(holds) => {
            let those = rows.iter().filter(|row| seen.keeps(row, holds)).count();
            divided(count(those), count(rows.len()))
        }
        Measured::Ratio(above, below) => divided(sum(above), sum(below)),
        // The list behind a count holds what is counted.
        Measured::Holds(..) => Some(count(rows.len())),
        Measured::Part(_) | Measured::Running(_) => unreachable!("they are said of rows, not of a list"),
    }
    .map(|value| match measure.shape() {
        Shape::Percent | Shape::Discount => value.round_dp(4),
        _ => value.round_dp(2),
    })
}

/// The figure of the list behind a cell; what is said of rows beside each other is no figure of one list.
fn behind(seen: &Seen, rows: &[Row], measure: &Measured, there: Option<Figure>) -> Option<Decimal> {
    match measure {
        Measured::Part(_) | Measured::Running(_) => there.and_then(|there| there.value),
        other => figure(seen, rows, other),
    }
}

/// Way and field over links alone.
fn path(maker: &mut Maker, mut kind: Kind) -> Path {
    let mut steps = Vec::new();
    while steps.len() < 2 && maker.dice.u32(..4) == 0 {
        let links: Vec<Step> = entity::def(kind)
            .fields
            .iter()
            .filter_map(|field| match field.shape {
                Shape::Link(to) => Some(Step::Up(field, to)),
                _ => None,
            })
            .collect();
        let Some(step) = maker.one_of(&links) else { break };
        kind = step.kind();
        steps.push(step);
    }
    let fields: Vec<&'static FieldDef> = entity::def(kind).fields.iter().collect();
    Path { steps, field: maker.one_of(&fields) }
}

fn axis(maker: &mut Maker, kind: Kind) -> Axis {
    let path = path(maker, kind);
    let dated = path.field.is_some_and(|field| matches!(field.shape, Shape::Date | Shape::Moment));
    let spans = [Span::Day, Span::Week, Span::Month, Span::Quarter, Span::Year];
    let each = if dated { maker.one_of(&spans) } else { None };
    Axis { path, each }
}

fn axes(maker: &mut Maker, kind: Kind, count: std::ops::Range<usize>) -> Vec<Axis> {
    (0..maker.dice.usize(count)).map(|_| axis(maker, kind)).collect()
}

fn measure(maker: &mut Maker, kind: Kind, meaning: &Meaning) -> Measured {
    let numbers = |of: &dyn Fn(Shape) -> bool| -> Vec<&'static FieldDef> {
        entity::def(kind).fields.iter().filter(|field| of(field.shape)).collect()
    };
    let added = numbers(&|shape| matches!(shape, Shape::Number | Shape::Money));
    let meant =
        numbers(&|shape| matches!(shape, Shape::Number | Shape::Money | Shape::Percent | Shape::Discount));
    let (added, other, meant) = (maker.one_of(&added), maker.one_of(&added), maker.one_of(&meant));
    match (maker.dice.u32(..6), added, other, meant) {
        (0, Some(field), ..) => Measured::Sum(field),
        (1, .., Some(field)) => Measured::Average(field),
        (2, ..) => Measured::Distinct(path(maker, kind)),
        (3, ..) => {
            let holds = maker.expr(kind, 1);
            Measured::Share(query::filter(&holds, kind, meaning).expect("a condition"))
        }
        (4, Some(above), Some(below), _) => Measured::Ratio(above, below),
        _ => Measured::Count,
    }
}

/// Tries cells of a table, some of them where there are many; answers how many.
fn opened(
    conn: &mut PgConnection,
    table: &Crosstab,
    asked: &Asked,
    rows: &Expr,
    (maker, meaning, labels): (&mut Maker, &Meaning, &Labels),
) -> usize {
    let sides = |n: usize| std::iter::once(None).chain((0..n).map(Some));
    let mut cells: Vec<(Option<usize>, Option<usize>)> =
        sides(table.rows.len()).flat_map(|row| sides(table.cols.len()).map(move |col| (row, col))).collect();
    maker.dice.shuffle(&mut cells[1..]);
    let mut tried = 0;
    for (row, col) in cells.into_iter().take(9) {
        let mut parts = vec![rows.clone()];
        parts.extend(table.behind(asked, row, col));
        // As the list has it that is opened: in words, in either language.
        let query = Query { kind: None, rows: Expr::all(parts), shown: Vec::new() };
        let tongue = if maker.dice.bool() { Tongue::English } else { Tongue::Chinese };
        let text = query::print(&query, asked.kind, tongue, labels);
        let reading = query::read_rows(&text, asked.kind, labels);
        assert!(reading.faults.is_empty(), "{text}: {:?}", reading.faults);
        let filter = query::filter(&reading.query.rows, asked.kind, meaning).expect(&text);
        let list = db::list(conn, &ListQuery::of(asked.kind).filter(filter).limit(5000)).expect(&text);
        let there = table.at(row, col);
        let expected = Figure {
            rows: list.rows.len() as i64,
            value: behind(maker.seen, &list.rows, asked.measured(col), there),
        };
        match there {
            Some(there) => assert_eq!(there, expected, "{text}\n{asked:?}\n{row:?} {col:?}"),
            None => assert_eq!(expected.rows, 0, "{text}\n{asked:?}\n{row:?} {col:?}: no figure, but rows"),
        }
        tried += 1;
    }
    tried
}

#[test]
fn a_cell_is_the_total_of_the_list_that_it_opens() {
    let golden = TestDb::golden();
    let seed = told("KEHU_SEED").unwrap_or_else(|| fastrand::u64(..));
    println!("KEHU_SEED={seed}");
    let pivots = told("KEHU_PIVOTS").unwrap_or(60);
    let logins = ["liuzy", "zhangw", "john", "zhout", "chenm"];
    let mut tried = 0;
    for (n, login) in logins.into_iter().enumerate() {
        let mut conn = golden.as_login(login);
        let words = dictionaries(&mut conn);
        let labels = Labels { dictionaries: Some(&words) };
        let seen = Seen::by(&mut conn);
        let mut maker = Maker { dice: Rng::with_seed(seed.wrapping_add(n as u64)), seen: &seen };
        let meaning =
            Meaning { today: seen.today, me: seen.me, person: None, param: &|_| None, view: &|_, _| None };
        for _ in 0..pivots / logins.len() {
            let kind = maker.one_of(&Kind::ALL).expect("a kind");
            // As a list has it: from its words.
            let made = if maker.dice.bool() { maker.expr(kind, 1) } else { Expr::All };
            let made = Query { kind: None, rows: made, shown: Vec::new() };
            let words = query::print(&made, kind, Tongue::English, &labels);
            let rows = query::read_rows(&words, kind, &labels).query.rows;
            let filter = query::filter(&rows, kind, &meaning).expect("a filter");
            let (down, across) = (axes(&mut maker, kind, 1..3), axes(&mut maker, kind, 0..3));
            let asked = Asked::new(kind, filter, down, across, measure(&mut maker, kind, &meaning));
            let table =
                db::pivot(&mut conn, &asked).unwrap_or_else(|error| panic!("{login} {asked:?}: {error:?}"));
            tried += opened(&mut conn, &table, &asked, &rows, (&mut maker, &meaning, &labels));
        }
    }
    println!("{tried} cells of {pivots} tables");
    assert!(tried > pivots * 2, "{tried} cells of {pivots} tables");
}

/// The reports that are built in for a login.
fn reports(conn: &mut PgConnection) -> (Vec<book::View>, NaiveDate) {
    let Ok(Reply::SignedIn(session)) = db::answer::answer(conn, Lang::En, &Request::SignIn) else {
        panic!("nobody is signed in")
    };
    let today = session.today;
    (book::views(&session, &[], &[], Lang::En), today)
}

fn asked_by(view: &book::View, meaning: &Meaning, labels: &Labels) -> Option<(Asked, Expr)> {
    let query = query::read_rows(&view.query, view.kind, labels).query;
    let meant = |rows: &Expr| query::filter(rows, view.kind, meaning);
    let filter = meant(&query.rows).expect(&view.query);
    Some((Asked::of(view.kind, filter, &query.shown, meant).expect(&view.query)?, query.rows))
}

#[test]
fn every_cell_of_the_built_in_reports_is_the_total_of_its_list() {
    let golden = TestDb::golden();
    let (mut views, mut tried) = (HashSet::new(), 0);
    for login in ["liuzy", "chenm", "zhangw", "john", "zhout", "sunl"] {
        let mut conn = golden.as_login(login);
        let words = dictionaries(&mut conn);
        let labels = Labels { dictionaries: Some(&words) };
        let seen = Seen::by(&mut conn);
        let mut maker = Maker { dice: Rng::with_seed(1), seen: &seen };
        let (all, today) = reports(&mut conn);
        let meaning = Meaning { today, me: seen.me, person: None, param: &|_| None, view: &|_, _| None };
        for view in all {
            let Some((asked, rows)) = asked_by(&view, &meaning, &labels) else { continue };
            let table = db::pivot(&mut conn, &asked).expect(&view.query);
            tried += opened(&mut conn, &table, &asked, &rows, (&mut maker, &meaning, &labels));
            views.insert(view.key);
        }
    }
    println!("{tried} cells of {} reports", views.len());
    assert!(views.len() >= 11 && tried > 100, "{tried} cells of {views:?}");
}

/// P1 and P3 of the golden company (spec/07.3).
#[test]
fn reports_are_the_figures_of_the_page() {
    let golden = TestDb::golden();
    let mut conn = golden.as_login("liuzy");
    let words = dictionaries(&mut conn);
    let labels = Labels { dictionaries: Some(&words) };
    let (all, today) = reports(&mut conn);
    let meaning = Meaning { today, me: 1, person: None, param: &|_| None, view: &|_, _| None };
    // By the name of a row in March, or of a bucket.
    let mut figures = |key: &str, march: bool| -> Vec<(String, String)> {
        let view = all.iter().find(|view| view.key == key).expect(key);
        let (asked, _) = asked_by(view, &meaning, &labels).expect(key);
        let table = db::pivot(&mut conn, &asked).expect(key);
        let col = table.cols.iter().position(|col| col.keys[0].plain() == "2002-03-01").filter(|_| march);
        let cell = |(at, row): (usize, &kehu::domain::pivot::Line)| {
            let figure = table.at(Some(at), col)?;
            Some((row.keys.last()?.str().to_owned(), figure.value?.to_string()))
        };
        let mut found: Vec<_> = table.rows.iter().enumerate().filter_map(cell).collect();
        found.sort();
        found
    };
    let owned = |all: &[(&str, &str)]| {
        let mut all: Vec<_> = all.iter().map(|(name, sum)| ((*name).to_owned(), (*sum).to_owned())).collect();
        all.sort();
        all
    };
    assert_eq!(figures("report_sales", true), owned(&[("李娜", "88000.00"), ("黄志强", "100000.00")]));
    assert_eq!(figures("report_received", true), owned(&[("王约翰", "25000.00"), ("黄志强", "50000.00")]));
    assert_eq!(
        figures("report_ages", false),
        owned(&[("not_due", "178000.00"), ("due_today", "40000.00"), ("to_30", "75000.00")])
    );
}
