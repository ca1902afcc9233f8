//! Templates of orders: one's own, and those of one's department.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Bool, Integer, Jsonb, Text},
};
use serde_json::{Value as Json, json};

use super::trouble::Trouble;
use crate::store::{KeepTemplate, Template};

#[derive(QueryableByName)]
struct Kept {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    owner: String,
    #[diesel(sql_type = Bool)]
    own: bool,
    #[diesel(sql_type = Bool)]
    shared: bool,
    #[diesel(sql_type = Jsonb)]
    body: Json,
}

/// The templates that one may use, one's own first.
pub fn all(conn: &mut PgConnection) -> Result<Vec<Template>, Trouble> {
    const ALL: &str = "select t.id, t.version, t.name::text, coalesce(c.name::text, '') as owner, t.owner_id = kehu.me() as own, \
        t.dept_id is not null as shared, t.body from kehu.order_template t left join kehu.colleague c on c.id = t.owner_id \
        order by own desc, t.name, t.id limit 500";
    let kept: Vec<Kept> = sql_query(ALL).load(conn)?;
    let told = |it: Kept| Template {
        id: it.id,
        version: it.version,
        name: it.name,
        owner: it.owner,
        own: it.own,
        shared: it.shared,
        body: it.body,
    };
    Ok(kept.into_iter().map(told).collect())
}

/// Keeps one.
pub fn keep(conn: &mut PgConnection, template: &KeepTemplate) -> Result<(), Trouble> {
    let mut given = json!({});
    if let Some((id, version)) = template.existing {
        given["id"] = id.into();
        given["version"] = version.into();
    }
    if let Some(name) = &template.name {
        given["name"] = name.as_str().into();
    }
    if let Some(shared) = template.shared {
        given["shared"] = shared.into();
    }
    if let Some(body) = &template.body {
        given["body"] = body.clone();
    }
    sql_query("select kehu.save_template($1)").bind::<Jsonb, _>(given).execute(conn)?;
    Ok(())
}

/// Throws one away.
pub fn drop(conn: &mut PgConnection, id: i64) -> Result<(), Trouble> {
    sql_query("select kehu.drop_template($1)").bind::<BigInt, _>(id).execute(conn)?;
    Ok(())
}
