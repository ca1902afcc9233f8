//! Many rows into one table by one statement. Knows no table.

use diesel::{PgConnection, QueryResult, RunQueryDsl, sql_query, sql_types::Jsonb};
use serde_json::Value;

/// Inserts `rows`, JSON objects that all have the same names, into `table`; their ids, if they have any, are kept.
pub fn pour(conn: &mut PgConnection, table: &str, rows: Vec<Value>) -> QueryResult<()> {
    let Some(first) = rows.first().and_then(Value::as_object) else { return Ok(()) };
    let columns = first.keys().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let insert = format!(
        "insert into {table} ({columns}) overriding system value \
         select {columns} from jsonb_populate_recordset(null::{table}, $1)"
    );
    sql_query(insert).bind::<Jsonb, _>(Value::Array(rows)).execute(conn)?;
    Ok(())
}

/// Lets every identity of our schemas go on after the highest id that is there.
pub fn go_on(conn: &mut PgConnection) -> QueryResult<()> {
    const GO_ON: &str = "do $$ declare c record; begin \
        for c in select n.nspname, t.relname, a.attname from pg_attribute a join pg_class t on t.oid = a.attrelid \
          join pg_namespace n on n.oid = t.relnamespace \
          where n.nspname in ('kehu', 'kehu_priv') and t.relkind = 'r' and a.attidentity <> '' loop \
          execute format('select setval(pg_get_serial_sequence(%L, %L), coalesce(max(%I), 0) + 1, false) from %I.%I', \
            format('%I.%I', c.nspname, c.relname), c.attname, c.attname, c.nspname, c.relname); \
        end loop; end $$";
    sql_query(GO_ON).execute(conn)?;
    Ok(())
}
