//! Who may be the one being entered, by the database's own comparison, across rights.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Nullable, Text},
};

use super::{filter::unfit, trouble::Trouble};
use crate::domain::{
    alike::{Alike, Asked, Verdict},
    kind::Kind,
};

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    verdict: String,
    #[diesel(sql_type = Text)]
    reason: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    id: Option<i64>,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    company: String,
    #[diesel(sql_type = Text)]
    department: String,
    #[diesel(sql_type = Text)]
    owner: String,
    #[diesel(sql_type = Text)]
    status: String,
}

const CUSTOMERS: &str = "select verdict, reason, id, name, '' as company, department, owner, status from kehu.like_customer($1, $2, $3, $4)";
const LEADS: &str = "select verdict, reason, id, name, '' as company, department, owner, status from kehu.like_lead($1, $2, $3, $4)";
const CONTACTS: &str = "select verdict, reason, id, coalesce(name, '') as name, customer as company, department, owner, status \
    from kehu.like_contact($1, $2, $3, $4)";

/// The surest first.
pub fn alike(conn: &mut PgConnection, asked: &Asked) -> Result<Vec<Alike>, Trouble> {
    let text = |field: &str| {
        let value = asked.values.get(field);
        (!value.is_empty()).then(|| value.str().to_owned())
    };
    let found: Vec<Found> = match asked.kind {
        Kind::Customer => sql_query(CUSTOMERS)
            .bind::<Nullable<Text>, _>(text("name"))
            .bind::<Nullable<Text>, _>(text("uscc"))
            .bind::<Nullable<Text>, _>(text("phone"))
            .bind::<Nullable<BigInt>, _>(asked.except)
            .load(conn)?,
        Kind::Contact => sql_query(CONTACTS)
            .bind::<Nullable<Text>, _>(text("name"))
            .bind::<Nullable<Text>, _>(text("mobile"))
            .bind::<Nullable<BigInt>, _>(asked.values.get("customer").id())
            .bind::<Nullable<BigInt>, _>(asked.except)
            .load(conn)?,
        // A lead is looked for among customers and leads.
        Kind::Lead => sql_query(LEADS)
            .bind::<Nullable<Text>, _>(text("name"))
            .bind::<Nullable<Text>, _>(text("mobile"))
            .bind::<Nullable<Text>, _>(text("phone"))
            .bind::<Nullable<BigInt>, _>(asked.except)
            .load(conn)?,
        _ => Vec::new(),
    };
    found.into_iter().map(|found| read(asked.kind, found)).collect()
}

/// Nothing refuses a lead of a company that is a customer: it is asked about.
fn read(kind: Kind, found: Found) -> Result<Alike, Trouble> {
    let verdict = Verdict::find(&found.verdict).ok_or_else(|| unfit("bad_value", "verdict"))?;
    let most = if kind == Kind::Lead { Verdict::Strong } else { Verdict::Same };
    Ok(Alike {
        verdict: verdict.min(most),
        reason: found.reason,
        id: found.id,
        name: found.name,
        company: found.company,
        department: found.department,
        owner: found.owner,
        status: found.status,
    })
}
