//! The one statement of a table of figures: rows gathered by two keys and by each alone, each group with its figures; the greatest
//! rows and columns kept, totals over all. Every name in it is the program's own, every value a bind of the questions inside.

use diesel::{
    PgConnection, QueryResult, RunQueryDsl,
    pg::Pg,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sql_types::{Array, BigInt, Integer, Nullable, Numeric, Text},
};

use super::Walk;
use crate::{
    db::pieces::Question,
    domain::pivot::{By, MOST},
};

/// One side of the table.
pub struct Side {
    /// The key that rows are gathered by.
    pub key: String,
    /// The id of the record that holds it: any of a group will do to ask what the key is called.
    pub holder: String,
    /// The key as a text; `#` is the key.
    pub text: &'static str,
    /// It is a date: of too many the latest are kept, of anything else those with the greatest figures.
    pub dated: bool,
    /// Id and label of every holder.
    pub labels: Option<Question>,
}

/// The figure of a group.
pub struct Figures {
    /// What is picked of each row for it.
    pub picked: [String; 2],
    /// The figure, or what is divided.
    pub above: &'static str,
    /// By what.
    pub below: Option<&'static str>,
}

/// The statement.
pub struct Statement {
    /// The rows: their pieces in order, the id first.
    pub base: Question,
    /// How many pieces.
    pub own: usize,
    /// The ways to other records.
    pub walks: Vec<Walk>,
    /// Rows of the table, at least one.
    pub rows: Vec<Side>,
    /// Its columns; none: the total alone.
    pub cols: Vec<Side>,
    /// Its figures.
    pub figures: Figures,
    /// Which rows of too many are kept, where it is not those that it would be by themselves: by what, the greatest or the least.
    pub first: Option<(By, bool)>,
}

/// Which total it is (0 a cell, 1 of a row, 2 of a column, 3 of all), keys and labels of the row, of the column, how many rows behind,
/// the figure or what is divided, by what, how many rows and columns there are. A key is empty for nothing, else behind a `=`.
pub type Found = (
    i32,
    Vec<String>,
    Vec<Option<String>>,
    Vec<String>,
    Vec<Option<String>>,
    i64,
    Option<rust_decimal::Decimal>,
    Option<rust_decimal::Decimal>,
    i64,
    i64,
);

impl QueryId for Statement {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Statement {
    type SqlType = (
        Integer,
        Array<Text>,
        Array<Nullable<Text>>,
        Array<Text>,
        Array<Nullable<Text>>,
        BigInt,
        Nullable<Numeric>,
        Nullable<Numeric>,
        BigInt,
        BigInt,
    );
}

impl RunQueryDsl<PgConnection> for Statement {}

impl QueryFragment<Pg> for Statement {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let Statement { base, own, walks, rows, cols, figures, first } = self;
        let sides = || {
            rows.iter()
                .map(|side| ("r", side))
                .enumerate()
                .chain(cols.iter().map(|side| ("c", side)).enumerate())
        };
        let each = |say: &dyn Fn(String, &Side) -> String| {
            sides().map(|(n, (name, side))| say(format!("{name}{n}"), side)).collect::<Vec<_>>().join(", ")
        };

        // Each row with its keys, and with the records that hold them.
        let [p, q] = &figures.picked;
        let keys = each(&|name, side| format!("{} AS {name}, {} AS h{name}", side.key, side.holder));
        out.push_sql(&format!("WITH b AS (SELECT {keys}, {p} AS p, {q} AS q FROM ("));
        base.walk_ast(out.reborrow())?;
        let names: Vec<String> = (0..*own).map(|n| format!("x{n}")).collect();
        out.push_sql(&format!(") t ({})", names.join(", ")));
        for (n, walk) in walks.iter().enumerate() {
            let mut link = format!("t.x{}", walk.from);
            for (m, hop) in walk.hops.iter().enumerate() {
                out.push_sql(" LEFT JOIN (");
                hop.walk_ast(out.reborrow())?;
                out.push_sql(&format!(") w{n}_{m} (id, key) ON w{n}_{m}.id = {link}"));
                link = format!("w{n}_{m}.key");
            }
        }

        // Gathered by both, by each, and all together.
        let all = |name: &str, count: usize| {
            (0..count).map(|n| format!("b.{name}{n}")).collect::<Vec<_>>().join(", ")
        };
        let (r, c) = (all("r", rows.len()), all("c", cols.len()));
        let (level, sets) = match cols.is_empty() {
            false => ("grouping(b.r0, b.c0)", format!("({r}, {c}), ({r}), ({c}), ()")),
            true => ("grouping(b.r0) * 2 + 1", format!("({r}), ()")),
        };
        let below = figures.below.unwrap_or("null");
        let keys = each(&|name, _| format!("b.{name}, min(b.h{name}) AS h{name}"));
        out.push_sql(&format!(
            "), g AS (SELECT {level} AS level, {keys}, count(*) AS n, ({})::numeric AS p, ({below})::numeric AS q FROM b \
             GROUP BY GROUPING SETS ({sets})), k AS (SELECT g.*, {} AS rk, {} AS ck FROM g)",
            figures.above,
            keyed("r", rows),
            keyed("c", cols),
        ));

        // Those that are kept.
        for (name, level, key, sides, most) in [("kr", 1, "rk", rows, MOST.0), ("kc", 2, "ck", cols, MOST.1)]
        {
            let figure = "CASE WHEN k.q IS NULL THEN k.p ELSE k.p / nullif(k.q, 0) END";
            let first = match (first.filter(|_| level == 1), sides.first()) {
                (Some((by, last)), _) => {
                    let by = match by {
                        By::Key(at) => format!("k.r{at}"),
                        By::Figure => figure.to_owned(),
                    };
                    format!("{by} {} NULLS LAST, k.{key}", if last { "DESC" } else { "ASC" })
                }
                (None, Some(side)) if side.dated => format!("k.{key} DESC"),
                _ => format!("abs({figure}) DESC NULLS LAST, k.n DESC, k.{key}"),
            };
            out.push_sql(&format!(
                ", {name} AS (SELECT k.{key} AS key FROM k WHERE k.level = {level} ORDER BY {first} LIMIT {most})"
            ));
        }
        out.push_sql("SELECT k.level::int, k.rk, ");
        labels("r", rows, 1, out.reborrow())?;
        out.push_sql(", k.ck, ");
        labels("c", cols, 2, out.reborrow())?;
        out.push_sql(
            ", k.n, k.p, k.q, (SELECT count(*) FROM k WHERE k.level = 1), (SELECT count(*) FROM k WHERE k.level = 2) FROM k \
             WHERE (k.level >= 2 OR k.rk IN (SELECT kr.key FROM kr)) AND (k.level IN (1, 3) OR k.ck IN (SELECT kc.key FROM kc))",
        );
        Ok(())
    }
}

/// Keys that are never null: nothing is the empty text.
fn keyed(name: &str, sides: &[Side]) -> String {
    let key = |(n, side): (usize, &Side)| {
        format!("coalesce('=' || {}, '')", side.text.replace('#', &format!("g.{name}{n}")))
    };
    format!("ARRAY[{}]::text[]", sides.iter().enumerate().map(key).collect::<Vec<_>>().join(", "))
}

/// What the keys of a total are called, asked by one of the records that hold them.
fn labels<'b>(name: &str, sides: &'b [Side], level: i32, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
    out.push_sql("ARRAY[");
    for (n, side) in sides.iter().enumerate() {
        if n > 0 {
            out.push_sql(", ");
        }
        match &side.labels {
            None => out.push_sql("null"),
            Some(labels) => {
                out.push_sql(&format!("CASE WHEN k.level = {level} THEN (SELECT h.label FROM ("));
                labels.walk_ast(out.reborrow())?;
                out.push_sql(&format!(") h (id, label) WHERE h.id = k.h{name}{n}) END"));
            }
        }
    }
    out.push_sql("]::text[]");
    Ok(())
}
