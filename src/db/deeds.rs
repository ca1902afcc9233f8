//! What the operator did, and taking it back: as himself, under the rights he has now, all of it or nothing.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::{
    Connection, PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{Array, BigInt, Bool, Integer, Jsonb, Nullable, Text, Timestamptz},
};
use serde_json::Value as Json;
use uuid::Uuid;

use super::{moves, table, trouble::Trouble};
use crate::{
    domain::{
        deed::{Back, Deed, Did, Fate, Step, Trace, back},
        entity,
        filter::Filter,
        kind::Kind,
        operation::{Move, Operation, Target},
        record,
    },
    i18n::{Lang, Msg},
    store::{Reason, StoreError},
};

/// No more of them are listed.
const MOST: i32 = 100;
/// Of a deed with more parts it is not looked beforehand whether it can be taken back.
const LOOKED_INTO: i64 = 300;

#[derive(QueryableByName)]
struct Told {
    #[diesel(sql_type = BigInt)]
    deed: i64,
    #[diesel(sql_type = Timestamptz)]
    at: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    action: String,
    #[diesel(sql_type = BigInt)]
    records: i64,
    #[diesel(sql_type = BigInt)]
    sample: i64,
    #[diesel(sql_type = Array<Text>)]
    fields: Vec<String>,
    #[diesel(sql_type = Bool)]
    undone: bool,
    #[diesel(sql_type = Bool)]
    undoes: bool,
    #[diesel(sql_type = BigInt)]
    parts: i64,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    deed: i64,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = BigInt)]
    record_id: i64,
    #[diesel(sql_type = Text)]
    action: String,
    #[diesel(sql_type = Nullable<Jsonb>)]
    old: Option<Json>,
    #[diesel(sql_type = Nullable<Jsonb>)]
    new: Option<Json>,
    #[diesel(sql_type = Nullable<Text>)]
    since_who: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    since_what: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    since_at: Option<DateTime<Utc>>,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = Integer)]
    rows: i32,
}

/// What the operator did in the last 30 days, the newest first, as far as it can be told.
pub fn all(conn: &mut PgConnection) -> Result<Vec<Deed>, Trouble> {
    let told: Vec<Told> = sql_query("select * from kehu.deeds($1)").bind::<Integer, _>(MOST).load(conn)?;
    let mut samples: HashMap<Kind, Vec<i64>> = HashMap::new();
    for it in &told {
        if let Some(kind) = Kind::find(&it.kind) {
            samples.entry(kind).or_default().push(it.sample);
        }
    }
    let mut labels = HashMap::new();
    for (kind, ids) in samples {
        let title = entity::def(kind).title;
        for row in table::of(kind).some(conn, &ids, &Filter::All)? {
            labels.insert((kind, row.id), row.get(title).plain());
        }
    }
    let small: Vec<i64> =
        told.iter().filter(|it| !it.undone && it.parts <= LOOKED_INTO).map(|it| it.deed).collect();
    let traces = traces(conn, &small)?;
    let never = |deed: i64| match back(traces.get(&deed)?, "") {
        Back::Never(why) => Some(why),
        _ => None,
    };
    let deed = |it: Told| {
        let kind = Kind::find(&it.kind)?;
        Some(Deed {
            id: it.deed,
            at: it.at,
            kind,
            did: Did::named(&it.action),
            records: it.records,
            label: labels.get(&(kind, it.sample)).cloned().unwrap_or_default(),
            fields: it.fields,
            fate: match (it.undone, it.undoes) {
                (true, _) => Fate::Undone,
                (false, true) => Fate::Undoes,
                (false, false) => Fate::Holds,
            },
            never: never(it.deed),
        })
    };
    Ok(told.into_iter().filter_map(deed).collect())
}

/// What these deeds did, each to its records.
fn traces(conn: &mut PgConnection, deeds: &[i64]) -> Result<HashMap<i64, Vec<Trace>>, Trouble> {
    let rows: Vec<Row> = sql_query("select d as deed, t.* from unnest($1) d, lateral kehu.deed(d) t")
        .bind::<Array<BigInt>, _>(deeds)
        .load(conn)?;
    let mut all: HashMap<i64, Vec<Trace>> = HashMap::new();
    for row in rows {
        let deed = row.deed;
        all.entry(deed).or_default().extend(trace(row));
    }
    Ok(all)
}

fn trace(row: Row) -> Option<Trace> {
    Some(Trace {
        kind: Kind::find(&row.kind)?,
        id: row.record_id,
        did: Did::named(&row.action),
        old: row.old.unwrap_or_default(),
        new: row.new.unwrap_or_default(),
        since: row.since_who.zip(row.since_at).map(|(who, at)| (who, row.since_what.unwrap_or_default(), at)),
    })
}

/// Takes a deed back. Tells how many records.
pub fn undo(conn: &mut PgConnection, lang: Lang, deed: i64) -> Result<usize, Trouble> {
    let traces = traces(conn, &[deed])?.remove(&deed).unwrap_or_default();
    if traces.is_empty() {
        return Err(StoreError::NotYours.into());
    }
    let done = conn.transaction(|conn| match back(&traces, lang.tr(Msg::UndoReason)) {
        Back::Fields => {
            let count: Count =
                sql_query("select kehu.undo_fields($1) as rows").bind::<BigInt, _>(deed).get_result(conn)?;
            Ok(usize::try_from(count.rows).unwrap_or_default())
        }
        Back::Moves(steps) => {
            let ids: Vec<i64> = steps.iter().flat_map(|step| step.ids.iter().copied()).collect();
            if let Some(since) = since(&traces, |trace| ids.contains(&trace.id)) {
                return Err(since);
            }
            for step in steps {
                step_back(conn, step)?;
            }
            sql_query("select kehu.took_back($1)").bind::<BigInt, _>(deed).execute(conn)?;
            Ok(ids.len())
        }
        Back::Server => {
            let count: Count = sql_query("select kehu.counter_deed($1, $2) as rows")
                .bind::<BigInt, _>(deed)
                .bind::<Text, _>(lang.tr(Msg::UndoReason))
                .get_result(conn)?;
            Ok(usize::try_from(count.rows).unwrap_or_default())
        }
        Back::Never(why) => {
            Err(StoreError::Refused(Reason { field: Some(why.to_owned()), ..Reason::rule("not_undoable") })
                .into())
        }
    });
    match done {
        // Somebody changed a row meanwhile: who, and what.
        Err(Trouble::Told(StoreError::Stale)) => {
            Err(since(&traces, |_| true).unwrap_or_else(|| StoreError::Stale.into()))
        }
        done => done,
    }
}

/// Who changed what since, of the first such record.
fn since(traces: &[Trace], of: impl Fn(&Trace) -> bool) -> Option<Trouble> {
    let (who, what, at) = traces.iter().filter(|it| of(it)).find_map(|it| it.since.clone())?;
    let at = at.with_timezone(&chrono::FixedOffset::east_opt(8 * 3600)?).format("%m-%d %H:%M");
    let detail = format!("{who}, {what}, {at}");
    Some(StoreError::Refused(Reason { detail, ..Reason::rule("changed_since") }).into())
}

/// A move on the records as they are now.
fn step_back(conn: &mut PgConnection, step: Step) -> Result<(), Trouble> {
    let Step { what, ids, values } = step;
    // Fewer than a table gives at once.
    for part in ids.chunks(5_000) {
        let rows = table::of(what.def().kind).some(conn, part, &Filter::All)?;
        if rows.len() < part.len() {
            return Err(StoreError::NotYours.into());
        }
        let target = |row: &record::Row| Target { id: row.id, version: row.version };
        if what == Move::CompleteActivity {
            // What was said when it was done stands there still.
            for row in &rows {
                let mut said = values.clone();
                for field in what.def().fields.iter().filter(|field| !values.has(field.name)) {
                    said.set(field.name, row.get(field.name).clone());
                }
                let targets = vec![target(row)];
                moves::operate(conn, &Operation { what, targets, values: said, intent: Uuid::new_v4() })?;
            }
            continue;
        }
        let targets = rows.iter().map(target).collect();
        let values = values.clone();
        moves::operate(conn, &Operation { what, targets, values, intent: Uuid::new_v4() })?;
    }
    Ok(())
}
