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
}

#[derive(QueryableByName)]
struct Row {
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
        })
    };
    Ok(told.into_iter().filter_map(deed).collect())
}

fn traces(conn: &mut PgConnection, deed: i64) -> Result<Vec<Trace>, Trouble> {
    let rows: Vec<Row> = sql_query("select * from kehu.deed($1)").bind::<BigInt, _>(deed).load(conn)?;
    let trace = |row: Row| {
        Some(Trace {
            kind: Kind::find(&row.kind)?,
            id: row.record_id,
            did: Did::named(&row.action),
            old: row.old.unwrap_or_default(),
            new: row.new.unwrap_or_default(),
            since: row
                .since_who
                .zip(row.since_at)
                .map(|(who, at)| (who, row.since_what.unwrap_or_default(), at)),
        })
    };
    Ok(rows.into_iter().filter_map(trace).collect())
}

/// Takes a deed back. Tells how many records.
pub fn undo(conn: &mut PgConnection, lang: Lang, deed: i64) -> Result<usize, Trouble> {
    let traces = traces(conn, deed)?;
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
        Back::No => Err(StoreError::Refused(Reason::rule("not_undoable")).into()),
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
