//! Operators and their sign-in. A password leaves this program as a verifier only.

use diesel::{
    PgConnection, RunQueryDsl, sql_query,
    sql_types::{Integer, Nullable, Text},
};

use super::asked::{link, the_link, the_text};
use crate::{
    db::{password, trouble::Trouble},
    domain::{operation::Target, record::Values},
    store::{Reason, StoreError},
    text,
};

pub fn create(conn: &mut PgConnection, values: &Values) -> Result<(), Trouble> {
    let name = the_text(values, "name")?;
    let keys = text::keys(name);
    sql_query("select kehu.create_operator($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind::<Text, _>(the_text(values, "login")?)
        .bind::<Text, _>(name)
        .bind::<Text, _>(keys.pinyin)
        .bind::<Text, _>(keys.initials)
        .bind::<Text, _>(the_text(values, "role")?)
        .bind::<Integer, _>(the_link(values, "department")?)
        .bind::<Nullable<Integer>, _>(link(values, "superior")?)
        .bind::<Text, _>(verifier(values)?)
        .execute(conn)?;
    Ok(())
}

pub fn change(conn: &mut PgConnection, target: Target, values: &Values) -> Result<(), Trouble> {
    let name = the_text(values, "name")?;
    let keys = text::keys(name);
    sql_query("select kehu.change_operator($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind::<Integer, _>(id(target)?)
        .bind::<Integer, _>(target.version)
        .bind::<Text, _>(name)
        .bind::<Text, _>(keys.pinyin)
        .bind::<Text, _>(keys.initials)
        .bind::<Text, _>(the_text(values, "role")?)
        .bind::<Integer, _>(the_link(values, "department")?)
        .bind::<Nullable<Integer>, _>(link(values, "superior")?)
        .execute(conn)?;
    Ok(())
}

pub fn disable(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    sql_query("select kehu.disable_operator($1, $2)")
        .bind::<Integer, _>(id(target)?)
        .bind::<Integer, _>(target.version)
        .execute(conn)?;
    Ok(())
}

pub fn enable(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    sql_query("select kehu.enable_operator($1, $2)")
        .bind::<Integer, _>(id(target)?)
        .bind::<Integer, _>(target.version)
        .execute(conn)?;
    Ok(())
}

pub fn set_password(conn: &mut PgConnection, target: Target, values: &Values) -> Result<(), Trouble> {
    sql_query("select kehu.set_operator_password($1, $2)")
        .bind::<Integer, _>(id(target)?)
        .bind::<Text, _>(verifier(values)?)
        .execute(conn)?;
    Ok(())
}

pub fn delete_holiday(conn: &mut PgConnection, target: Target) -> Result<(), Trouble> {
    sql_query("select kehu.delete_holiday($1)").bind::<Integer, _>(id(target)?).execute(conn)?;
    Ok(())
}

fn id(target: Target) -> Result<i32, Trouble> {
    i32::try_from(target.id).map_err(|_| StoreError::NotYours.into())
}

fn verifier(values: &Values) -> Result<String, Trouble> {
    // Taken as it was typed: a blank at its end belongs to it.
    password::verifier(values.get("password").str()).ok_or_else(|| {
        let field = Some("password".to_owned());
        let detail = password::SHORTEST.to_string();
        StoreError::Refused(Reason { rule: "password_short".into(), field, detail }).into()
    })
}
