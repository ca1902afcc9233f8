//! Handing over: everything of a person to others, back again, and how it would be shared out.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{Array, BigInt, Integer, Nullable, Text, Uuid as SqlUuid},
};
use uuid::Uuid;

use super::asked::{link, text};
use crate::{
    db::trouble::Trouble,
    domain::{
        handing::{Asked, Share},
        operation::{RECEIVERS, Target},
        record::Values,
    },
    store::StoreError,
};

pub fn over(conn: &mut PgConnection, from: Target, values: &Values, batch: Uuid) -> Result<(), Trouble> {
    let mut to = Vec::new();
    for name in RECEIVERS {
        to.extend(link(values, name)?);
    }
    sql_query("select kehu.hand_over($1, $2, $3, null, $4, $5)")
        .bind::<Integer, _>(operator(from.id)?)
        .bind::<Array<Integer>, _>(to)
        .bind::<Text, _>(text(values, "rule").unwrap_or("one"))
        .bind::<Nullable<Text>, _>(text(values, "reason"))
        .bind::<SqlUuid, _>(batch)
        .execute(conn)?;
    Ok(())
}

pub fn back(conn: &mut PgConnection, target: Target, values: &Values) -> Result<(), Trouble> {
    sql_query("select kehu.hand_back($1, $2, $3)")
        .bind::<BigInt, _>(target.id)
        .bind::<Integer, _>(target.version)
        .bind::<Nullable<Text>, _>(text(values, "reason"))
        .execute(conn)?;
    Ok(())
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = Nullable<Integer>)]
    to_id: Option<i32>,
    #[diesel(sql_type = Nullable<Text>)]
    name: Option<String>,
    #[diesel(sql_type = Integer)]
    customers: i32,
    #[diesel(sql_type = Integer)]
    contacts: i32,
    #[diesel(sql_type = Integer)]
    orders: i32,
    #[diesel(sql_type = Integer)]
    running: i32,
    #[diesel(sql_type = Integer)]
    contracts: i32,
    #[diesel(sql_type = Integer)]
    leads: i32,
    #[diesel(sql_type = Integer)]
    activities: i32,
    #[diesel(sql_type = Integer)]
    dunning: i32,
}

/// What each receiver would get; without receivers what there is to be given.
pub fn preview(conn: &mut PgConnection, asked: &Asked) -> Result<Vec<Share>, Trouble> {
    let to: Vec<i32> = asked.to.iter().map(|id| operator(*id)).collect::<Result<_, _>>()?;
    let rows: Vec<Counted> =
        sql_query("select p.*, k.name::text from kehu.preview_hand_over($1, $2, $3, $4) p left join kehu.colleague k on k.id = p.to_id")
            .bind::<Nullable<Integer>, _>(asked.from.map(operator).transpose()?)
            .bind::<Array<Integer>, _>(to)
            .bind::<Text, _>(&asked.rule)
            .bind::<Nullable<Array<BigInt>>, _>((!asked.customers.is_empty()).then_some(&asked.customers))
            .load(conn)?;
    let share = |it: Counted| Share {
        to: it.to_id.map(|_| it.name.unwrap_or_default()),
        counts: [
            it.customers,
            it.contacts,
            it.orders,
            it.running,
            it.contracts,
            it.leads,
            it.activities,
            it.dunning,
        ],
    };
    Ok(rows.into_iter().map(share).collect())
}

fn operator(id: i64) -> Result<i32, Trouble> {
    i32::try_from(id).map_err(|_| StoreError::NotYours.into())
}
