//! The one statement of a table of figures: rows gathered by two keys and by each alone, each group with its figures; the greatest
//! rows and columns kept, totals over all. Every name in it is the program's own, every value a bind of the questions inside.

use diesel::{
    PgConnection, QueryResult, RunQueryDsl,
    pg::Pg,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sql_types::{BigInt, Integer, Nullable, Numeric, Text},
};

use super::Walk;
use crate::{db::pieces::Question, domain::pivot::MOST};

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

impl Side {
    /// No side at all.
    pub fn none() -> Side {
        let (key, holder) = ("null::text".to_owned(), "null::bigint".to_owned());
        Side { key, holder, text: "#", dated: false, labels: None }
    }
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
    /// Rows of the table.
    pub rows: Side,
    /// Its columns.
    pub cols: Side,
    /// There are columns beside the total.
    pub crossed: bool,
    /// Its figures.
    pub figures: Figures,
}

/// Which total it is (0 a cell, 1 of a row, 2 of a column, 3 of all), key and label of the row, of the column, how many rows behind,
/// the figure or what is divided, by what, how many rows and columns there are. A key is empty for nothing, else behind a `=`.
pub type Found = (
    i32,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
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
        Nullable<Text>,
        Nullable<Text>,
        Nullable<Text>,
        Nullable<Text>,
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
        let Statement { base, own, walks, rows, cols, crossed, figures } = self;
        let [p, q] = &figures.picked;

        // Each row with its keys.
        out.push_sql(&format!(
            "WITH b AS (SELECT {} AS r, {} AS c, {} AS rh, {} AS ch, {p} AS p, {q} AS q FROM (",
            rows.key, cols.key, rows.holder, cols.holder
        ));
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
        let (level, c, sets) = match crossed {
            true => ("grouping(b.r, b.c)", "b.c", "(b.r, b.c), (b.r), (b.c), ()"),
            false => ("grouping(b.r) * 2 + 1", "null::text", "(b.r), ()"),
        };
        let below = figures.below.unwrap_or("null");
        out.push_sql(&format!(
            "), g AS (SELECT {level} AS level, b.r, {c} AS c, min(b.rh) AS rh, min(b.ch) AS ch, count(*) AS n, \
             ({})::numeric AS p, ({below})::numeric AS q FROM b GROUP BY GROUPING SETS ({sets})), k AS (SELECT g.*, {} AS rk, {} AS ck \
             FROM g)",
            figures.above,
            keyed(rows, "g.r"),
            keyed(cols, "g.c"),
        ));

        // Those that are kept.
        for (name, level, key, side, most) in [("kr", 1, "r", rows, MOST.0), ("kc", 2, "c", cols, MOST.1)] {
            let first = if side.dated {
                format!("k.{key} DESC NULLS LAST")
            } else {
                format!(
                    "abs(CASE WHEN k.q IS NULL THEN k.p ELSE k.p / nullif(k.q, 0) END) DESC NULLS LAST, k.n DESC, k.{key}"
                )
            };
            out.push_sql(&format!(
                ", {name} AS (SELECT k.{key}k AS key FROM k WHERE k.level = {level} ORDER BY {first} LIMIT {most})"
            ));
        }
        out.push_sql("SELECT k.level::int, k.rk, ");
        label(&rows.labels, "k.rh", 1, out.reborrow())?;
        out.push_sql(", k.ck, ");
        label(&cols.labels, "k.ch", 2, out.reborrow())?;
        out.push_sql(
            ", k.n, k.p, k.q, (SELECT count(*) FROM k WHERE k.level = 1), (SELECT count(*) FROM k WHERE k.level = 2) FROM k \
             WHERE (k.level >= 2 OR k.rk IN (SELECT kr.key FROM kr)) AND (k.level IN (1, 3) OR k.ck IN (SELECT kc.key FROM kc))",
        );
        Ok(())
    }
}

/// A key that is never null: nothing is the empty text.
fn keyed(side: &Side, key: &str) -> String {
    format!("coalesce('=' || {}, '')", side.text.replace('#', key))
}

/// What the key of a total is called, asked by one of the records that hold it.
fn label<'b>(
    labels: &'b Option<Question>,
    holder: &str,
    level: i32,
    mut out: AstPass<'_, 'b, Pg>,
) -> QueryResult<()> {
    let Some(labels) = labels else {
        out.push_sql("null::text");
        return Ok(());
    };
    out.push_sql(&format!("CASE WHEN k.level = {level} THEN (SELECT h.label FROM ("));
    labels.walk_ast(out.reborrow())?;
    out.push_sql(&format!(") h (id, label) WHERE h.id = {holder}) END"));
    Ok(())
}
