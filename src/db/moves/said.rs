//! Comments, what reached an inbox, files: marked, deleted, written out.

use diesel::{
    ExpressionMethods, PgConnection, QueryDsl, QueryResult, RunQueryDsl, sql_query,
    sql_types::{BigInt, Bool, Integer},
};

use super::asked::the_text;
use crate::{
    db::{attached, trouble::Trouble},
    domain::{operation::Target, record::Values},
    schema::kehu::file,
};

pub fn mark(conn: &mut PgConnection, target: Target, read: bool) -> Result<(), Trouble> {
    sql_query("select kehu.mark_read($1, $2)")
        .bind::<BigInt, _>(target.id)
        .bind::<Bool, _>(read)
        .execute(conn)?;
    Ok(())
}

fn deleted(conn: &mut PgConnection, call: &'static str, target: Target) -> QueryResult<usize> {
    sql_query(call).bind::<BigInt, _>(target.id).bind::<Integer, _>(target.version).execute(conn)
}

pub fn delete_comment(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    deleted(conn, "select kehu.delete_comment($1, $2)", target)?;
    Ok(())
}

pub fn delete_file(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    deleted(conn, "select kehu.delete_file($1, $2)", target)?;
    Ok(())
}

/// What is in it, to the path that was typed.
pub fn save_file(conn: &mut PgConnection, target: Target, values: &Values) -> Result<(), Trouble> {
    let path = the_text(values, "path")?;
    let (name, body): (String, Vec<u8>) =
        file::table.filter(file::id.eq(target.id)).select((file::name, file::body)).first(conn)?;
    attached::write(path, &name, &body)?;
    Ok(())
}
