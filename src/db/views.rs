//! Saved views: one's own, those of one's department, those of everybody.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{Array, BigInt, Bool, Integer, Jsonb, Text},
};
use serde_json::{Value as Json, json};

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
    #[diesel(sql_type = Array<Text>)]
    roles: Vec<String>,
    #[diesel(sql_type = Array<Text>)]
    people: Vec<String>,
    #[diesel(sql_type = Bool)]
    locked: bool,
    #[diesel(sql_type = Integer)]
    readers: i32,
}

/// The views that one may use, one's own first. Kinds that this program does not know are left out.
pub fn all(conn: &mut PgConnection) -> Result<Vec<SavedView>, Trouble> {
    const ALL: &str = "select v.id, v.version, v.name::text, v.kind::text, v.query::text, coalesce(c.name::text, '') as owner, \
        v.owner_id = kehu.me() as own, v.dept_id is not null as department, v.everyone, v.roles, array(select p.login::text from kehu.colleague p where p.id = any(v.people) order by p.login) as people, \
        v.locked, case when v.owner_id = kehu.me() then kehu.view_readers(v.id) else 0 end as readers from kehu.saved_view v \
        left join kehu.colleague c on c.id = v.owner_id order by own desc, v.name, v.id limit 500";
    let kept: Vec<Kept> = sql_query(ALL).load(conn)?;
    let told = |it: Kept| {
        let scope = match (it.department, it.everyone) {
            (_, true) => Scope::Everyone,
            (true, _) => Scope::Department,
            _ if !it.roles.is_empty() => Scope::Roles(it.roles),
            _ if !it.people.is_empty() => Scope::People(it.people),
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
            locked: it.locked,
            readers: it.readers,
        })
    };
    Ok(kept.into_iter().filter_map(told).collect())
}

/// Keeps one, or changes one.
pub fn keep(conn: &mut PgConnection, view: &KeepView) -> Result<(), Trouble> {
    let mut given = match view {
        KeepView::Query { query, .. } => json!({ "query": query }),
        KeepView::Name { name, .. } => json!({ "name": name }),
        KeepView::Whole { name, kind, query, scope, locked, .. } => {
            read_by(json!({ "name": name, "kind": kind.name(), "query": query, "locked": locked }), scope)
        }
    };
    let known = match view {
        KeepView::Query { view, .. } | KeepView::Name { view, .. } => Some(*view),
        KeepView::Whole { view, .. } => *view,
    };
    if let Some((id, version)) = known {
        given["id"] = id.into();
        given["version"] = version.into();
    }
    sql_query("select kehu.save_view($1)").bind::<Jsonb, _>(given).execute(conn)?;
    Ok(())
}

/// With those who use it.
fn read_by(mut given: Json, scope: &Scope) -> Json {
    given["scope"] = scope.name().into();
    match scope {
        Scope::Roles(roles) => given["roles"] = json!(roles),
        Scope::People(people) => given["people"] = json!(people),
        Scope::Own | Scope::Department | Scope::Everyone => {}
    }
    given
}

/// Throws one away.
pub fn drop(conn: &mut PgConnection, id: i64) -> Result<(), Trouble> {
    sql_query("select kehu.drop_view($1)").bind::<BigInt, _>(id).execute(conn)?;
    Ok(())
}
