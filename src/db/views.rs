//! Saved views: one's own, those of one's department, those of everybody.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Bool, Integer, Jsonb, Text},
};
use serde_json::json;

use super::trouble::Trouble;
use crate::{
    domain::kind::Kind,
    store::{KeepView, SavedView, Scope},
};

#[derive(QueryableByName)]
struct Kept {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    query: String,
    #[diesel(sql_type = Text)]
    owner: String,
    #[diesel(sql_type = Bool)]
    own: bool,
    #[diesel(sql_type = Bool)]
    department: bool,
    #[diesel(sql_type = Bool)]
    everyone: bool,
}

/// The views that one may use, one's own first. Kinds that this program does not know are left out.
pub fn all(conn: &mut PgConnection) -> Result<Vec<SavedView>, Trouble> {
    const ALL: &str = "select v.id, v.version, v.name::text, v.kind::text, v.query::text, coalesce(c.name::text, '') as owner, \
        v.owner_id = kehu.me() as own, v.dept_id is not null as department, v.everyone from kehu.saved_view v \
        left join kehu.colleague c on c.id = v.owner_id order by own desc, v.name, v.id limit 500";
    let kept: Vec<Kept> = sql_query(ALL).load(conn)?;
    let told = |it: Kept| {
        let scope = match (it.department, it.everyone) {
            (_, true) => Scope::Everyone,
            (true, _) => Scope::Department,
            _ => Scope::Own,
        };
        Some(SavedView {
            id: it.id,
            version: it.version,
            name: it.name,
            kind: Kind::find(&it.kind)?,
            query: it.query,
            owner: it.owner,
            own: it.own,
            scope,
        })
    };
    Ok(kept.into_iter().filter_map(told).collect())
}

/// Keeps one, or changes one.
pub fn keep(conn: &mut PgConnection, view: &KeepView) -> Result<(), Trouble> {
    let mut given = match view {
        KeepView::New { name, kind, query } => {
            json!({ "name": name, "kind": kind.name(), "query": query, "scope": "own" })
        }
        KeepView::Query { query, .. } => json!({ "query": query }),
        KeepView::Name { name, .. } => json!({ "name": name }),
        KeepView::Scope { scope, .. } => json!({ "scope": scope.name() }),
    };
    if let KeepView::Query { view, .. } | KeepView::Name { view, .. } | KeepView::Scope { view, .. } = view {
        given["id"] = view.0.into();
        given["version"] = view.1.into();
    }
    sql_query("select kehu.save_view($1)").bind::<Jsonb, _>(given).execute(conn)?;
    Ok(())
}

/// Throws one away.
pub fn drop(conn: &mut PgConnection, id: i64) -> Result<(), Trouble> {
    sql_query("select kehu.drop_view($1)").bind::<BigInt, _>(id).execute(conn)?;
    Ok(())
}
