//! Random queries, typed in English or Chinese, select the rows that an evaluation in memory selects: over relations both ways,
//! people, periods, named conditions. By the rights of whoever asks. `KEHU_QUERIES` asks more, `KEHU_SEED` the same again.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use diesel::{PgConnection, RunQueryDsl, sql_query, sql_types};
use fastrand::Rng;
use kehu::{
    db,
    domain::{
        date::{DateWord, Day},
        entity,
        field::{FieldDef, Shape},
        filter::{Filter, ListQuery, Way},
        kind::Kind,
        named,
        query::{self, Expr, Flag, Meaning, Path, People, Period, Query, Scalar, Step, Term, Test, Tongue},
        record::Row,
        value::Value,
    },
    entry::lexicon::Labels,
    i18n::Lang,
    store::{Reply, Request, Words},
};

use super::conditions::{day_in_shanghai, holds};
use crate::support::{TestDb, told};

/// All that a login sees, and who he is.
pub(super) struct Seen {
    rows: BTreeMap<&'static str, Vec<Row>>,
    people: BTreeMap<String, Vec<i64>>,
    pub(super) today: NaiveDate,
    pub(super) me: i64,
}

#[derive(diesel::QueryableByName)]
struct Ids {
    #[diesel(sql_type = sql_types::Array<sql_types::Integer>)]
    ids: Vec<i32>,
}

fn people(conn: &mut PgConnection, who: &str) -> Vec<i64> {
    let found: Ids = sql_query("select kehu.people($1) as ids")
        .bind::<sql_types::Text, _>(who)
        .get_result(conn)
        .expect("people");
    found.ids.into_iter().map(i64::from).collect()
}

pub(super) fn dictionaries(conn: &mut PgConnection) -> std::sync::Arc<Words> {
    match db::answer::answer(conn, Lang::En, &Request::Dictionaries) {
        Ok(Reply::Dictionaries(words)) => words,
        _ => panic!("no dictionaries"),
    }
}

impl Seen {
    pub(super) fn by(conn: &mut PgConnection) -> Seen {
        let rows = Kind::ALL.into_iter().map(|kind| {
            let page = db::list(conn, &ListQuery::of(kind).limit(5000)).expect("a list");
            assert!(!page.more, "{kind:?} has more rows than the test reads");
            (kind.name(), page.rows)
        });
        let rows = rows.collect();
        let crowds = ["directs", "tree", "team", "dept", "scope", "john"];
        let people_of = |who: &str| (who.to_owned(), people(conn, who));
        let people: BTreeMap<_, _> = crowds.into_iter().map(people_of).collect();
        let me = self::people(conn, "me")[0];
        Seen { rows, people, today: "2002-03-13".parse().expect("a date"), me }
    }

    pub(super) fn of(&self, kind: Kind) -> &[Row] {
        &self.rows[kind.name()]
    }

    pub(super) fn keeps(&self, row: &Row, filter: &Filter) -> bool {
        match filter {
            Filter::All => true,
            Filter::And(parts) => parts.iter().all(|part| self.keeps(row, part)),
            Filter::Or(parts) => parts.iter().any(|part| self.keeps(row, part)),
            Filter::Not(part) => !self.keeps(row, part),
            Filter::Is(one) => holds(row.get(&one.field), one.op, &one.value) == Some(true),
            Filter::Along(Way::Up(field, to), inner) => row.get(field).id().is_some_and(|id| {
                let found = self.of(*to).iter().find(|row| row.id == id);
                found.is_some_and(|row| self.keeps(row, inner))
            }),
            Filter::Along(Way::Down(to, back), inner) => {
                let mut below = self.of(*to).iter().filter(|below| below.get(back).id() == Some(row.id));
                below.any(|below| self.keeps(below, inner))
            }
            Filter::Whose(field, people) => {
                let ids = &self.people[people.print(Tongue::English).trim_start_matches('@')];
                row.get(field).id().is_some_and(|id| ids.contains(&id))
            }
            Filter::Text(_) | Filter::Changed(..) => unreachable!("tested elsewhere"),
        }
    }
}

/// Makes queries out of what stands in the rows.
pub(super) struct Maker<'a> {
    pub(super) dice: Rng,
    pub(super) seen: &'a Seen,
}

impl Maker<'_> {
    pub(super) fn one_of<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        (!of.is_empty()).then(|| of[self.dice.usize(..of.len())].clone())
    }

    pub(super) fn expr(&mut self, kind: Kind, depth: u32) -> Expr {
        match self.dice.u32(..10) {
            0 | 1 if depth > 0 => Expr::all(vec![self.expr(kind, depth - 1), self.expr(kind, depth - 1)]),
            2 | 3 if depth > 0 => {
                let parts = vec![self.expr(kind, depth - 1), self.expr(kind, depth - 1)];
                Expr::any(parts).unwrap_or(Expr::All)
            }
            4 if depth > 0 => Expr::Not(Box::new(self.expr(kind, depth - 1))),
            5 => self.whose(kind),
            6 => self.flag(kind),
            _ => self.term(kind),
        }
    }

    fn whose(&mut self, kind: Kind) -> Expr {
        let people = self.people();
        let owned = ["owner", "salesperson"].iter().any(|name| entity::def(kind).field(name).is_some());
        if owned { Expr::Whose(people) } else { self.term(kind) }
    }

    fn people(&mut self) -> People {
        let crowds = [
            People::Me,
            People::Directs,
            People::Tree,
            People::Team,
            People::Dept,
            People::Scope,
            People::Nobody,
            People::Login("john".into()),
        ];
        self.one_of(&crowds).expect("some")
    }

    fn flag(&mut self, kind: Kind) -> Expr {
        let (steps, kind) = self.steps(kind);
        let named: Vec<_> = named::of(kind).collect();
        match self.one_of(&named) {
            Some(named) => Expr::Is(Path { steps, field: None }, Flag::Named(named)),
            None if steps.is_empty() => self.term(kind),
            None => Expr::No(Path { steps, field: None }),
        }
    }

    fn steps(&mut self, mut kind: Kind) -> (Vec<Step>, Kind) {
        let mut steps = Vec::new();
        while steps.len() < 3 && self.dice.u32(..3) == 0 {
            let links = entity::def(kind).fields.iter().filter_map(|field| match field.shape {
                Shape::Link(to) => Some(Step::Up(field, to)),
                _ => None,
            });
            let below = entity::def(kind).below.iter().map(|(kind, back)| Step::Down(*kind, back));
            let ways: Vec<_> = links.chain(below).collect();
            let Some(step) = self.one_of(&ways) else { break };
            kind = step.kind();
            steps.push(step);
        }
        (steps, kind)
    }

    fn term(&mut self, kind: Kind) -> Expr {
        let (steps, kind) = self.steps(kind);
        let fields: Vec<&'static FieldDef> = entity::def(kind).fields.iter().collect();
        let field = self.one_of(&fields).expect("a field");
        let stored: Vec<Value> = self.seen.of(kind).iter().map(|row| row.get(field.name).clone()).collect();
        let stored: Vec<Value> = stored.into_iter().filter(|value| !value.is_empty()).collect();
        let Some(value) = self.one_of(&stored).and_then(|value| self.scalar(field, &value)) else {
            return Expr::No(Path { steps, field: Some(field) });
        };
        let other = self.one_of(&stored).and_then(|value| self.scalar(field, &value));
        let ranged = matches!(field.shape, Shape::Date | Shape::Moment | Shape::Number | Shape::Money);
        let test = match (self.dice.u32(..4), other) {
            (0, other) if ranged => Test::Range(other, Some(value)),
            (1, _) if ranged => Test::By(Some(kehu::domain::filter::Op::Lt), value),
            (2, _) if ranged => Test::By(Some(kehu::domain::filter::Op::Ge), value),
            (3, Some(other)) => {
                let any = vec![Test::By(None, value), Test::By(None, other)];
                return Expr::Term(Term { path: Path { steps, field: Some(field) }, any });
            }
            _ => Test::By(None, value),
        };
        Expr::Term(Term { path: Path { steps, field: Some(field) }, any: vec![test] })
    }

    fn scalar(&mut self, field: &FieldDef, value: &Value) -> Option<Scalar> {
        let part = |dice: &mut Rng, text: &str| {
            let skip = dice.usize(..text.chars().count().max(1));
            text.chars().skip(skip).take(3).collect::<String>()
        };
        let day = match value {
            Value::Date(day) => Some(*day),
            value => day_in_shanghai(value),
        };
        if let Some(day) = day {
            return Some(Scalar::Period(match self.dice.u32(..5) {
                0 => Period::MonthOf(day.year(), day.month()),
                1 => Period::QuarterOf(day.year(), day.month0() / 3 + 1),
                2 => Period::Month(self.dice.i32(-1..=1)),
                3 => Period::Week(self.dice.i32(-1..=1)),
                _ => Period::Day(DateWord::plain(Day::Full(day))),
            }));
        }
        Some(match (field.shape, value) {
            (Shape::Link(Kind::Operator), _) if self.dice.bool() => Scalar::People(self.people()),
            (_, Value::Link(link)) if self.dice.bool() => Scalar::Record(link.id),
            (_, Value::Link(link)) => Scalar::Text(part(&mut self.dice, &link.label)),
            (_, Value::Text(text)) => Scalar::Text(part(&mut self.dice, text)),
            (_, Value::Code(code)) => Scalar::Code(code.clone()),
            (_, Value::Flag(yes)) => Scalar::Flag(*yes),
            (_, Value::Int(n)) => Scalar::Number((*n).into()),
            (_, Value::Money(n) | Value::Ratio(n)) => Scalar::Number(n.normalize()),
            _ => return None,
        })
        .filter(|scalar| !matches!(scalar, Scalar::Text(text) if text.trim().is_empty()))
    }
}

#[test]
fn random_queries_agree_with_an_evaluation_in_memory() {
    let golden = TestDb::golden();
    let seed = told("KEHU_SEED").unwrap_or_else(|| fastrand::u64(..));
    println!("KEHU_SEED={seed}");
    let queries = told("KEHU_QUERIES").unwrap_or(600);
    let logins = ["liuzy", "zhangw", "john", "zhout"];
    let (mut hit, mut missed) = (0, 0);
    for (n, login) in logins.into_iter().enumerate() {
        let mut conn = golden.as_login(login);
        let words = dictionaries(&mut conn);
        let labels = Labels { dictionaries: Some(&words) };
        let seen = Seen::by(&mut conn);
        let mut maker = Maker { dice: Rng::with_seed(seed.wrapping_add(n as u64)), seen: &seen };
        let meaning =
            Meaning { today: seen.today, me: seen.me, person: None, param: &|_| None, view: &|_, _| None };
        for _ in 0..queries / logins.len() {
            let kind = maker.one_of(&Kind::ALL).expect("a kind");
            let query = Query { kind: None, rows: maker.expr(kind, 3), shown: Vec::new() };
            let tongue = if maker.dice.bool() { Tongue::English } else { Tongue::Chinese };
            let text = query::print(&query, kind, tongue, &labels);
            let said = format!("{login} {} {text}", kind.name());
            let reading = query::read_rows(&text, kind, &labels);
            assert!(reading.faults.is_empty(), "{said}: {:?}", reading.faults);
            let filter = query::filter(&reading.query.rows, kind, &meaning).expect(&said);
            let page =
                db::list(&mut conn, &ListQuery::of(kind).filter(filter.clone()).limit(5000)).expect(&said);
            let mut found: Vec<i64> = page.rows.iter().map(|row| row.id).collect();
            found.sort_unstable();
            let mut kept: Vec<i64> =
                seen.of(kind).iter().filter(|row| seen.keeps(row, &filter)).map(|row| row.id).collect();
            kept.sort_unstable();
            assert_eq!(found, kept, "{said}\n{filter:?}");
            if kept.is_empty() || kept.len() == seen.of(kind).len() { missed += 1 } else { hit += 1 }
        }
    }
    assert!(hit > queries / 10, "{hit} queries told rows apart, {missed} did not");
}
