//! Records lent to a colleague, one by one: customers, opportunities, leads.

use diesel::{
    PgConnection, RunQueryDsl, sql_query,
    sql_types::{BigInt, Date, Integer, Nullable, Text},
};

use super::asked::{date, text, the_link, the_text};
use crate::{
    db::trouble::Trouble,
    domain::{kind::Kind, operation::Target, record::Values},
};

pub fn share(conn: &mut PgConnection, kind: Kind, target: Target, values: &Values) -> Result<(), Trouble> {
    sql_query("select kehu.share($1, $2, $3, $4, $5, $6)")
        .bind::<Text, _>(kind.name())
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(the_link(values, "to")?)
        .bind::<Text, _>(the_text(values, "access")?)
        .bind::<Nullable<Date>, _>(date(values, "until"))
        .bind::<Nullable<Text>, _>(text(values, "reason"))
        .execute(conn)?;
    Ok(())
}

pub fn unshare(conn: &mut PgConnection, kind: Kind, target: Target, values: &Values) -> Result<(), Trouble> {
    sql_query("select kehu.unshare($1, $2, $3)")
        .bind::<Text, _>(kind.name())
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(the_link(values, "to")?)
        .execute(conn)?;
    Ok(())
}
