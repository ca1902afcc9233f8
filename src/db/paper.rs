//! What fills the templates of a record: the records that it leads to, its lines, the templates themselves. All of it as the reader's
//! rights have it: what he does not see stays open in the paper.

use diesel::{
    OptionalExtension, PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Nullable, Text},
};

use super::{records, trouble::Trouble};
use crate::{
    domain::{
        filter::{Filter, ListQuery, Sort, Way},
        kind::Kind,
        paper::{PaperSources, sorts},
        record::Row,
        value::Value,
    },
    store::StoreError,
};

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

#[derive(QueryableByName)]
struct Company {
    #[diesel(sql_type = Nullable<Text>)]
    name: Option<String>,
}

/// Whom a paper is addressed to: who decides in the opportunity, else at the customer.
const CONTACT: &str = "select k.id from kehu.contact k left join kehu.opportunity_contact o on o.contact_id = k.id and o.opportunity_id = $2 \
    where k.customer_id = $1 and k.deleted_at is null \
    order by array_position(array['decider', 'key', 'influencer', 'user', 'payer'], o.role) nulls last, k.is_decider desc, k.is_key desc, k.id limit 1";

const COMPANY: &str =
    "select nullif(btrim(s.value #>> '{}'), '') as name from kehu.setting s where s.key = 'company_name'";

/// What fills the templates of this record.
pub fn sources(conn: &mut PgConnection, kind: Kind, id: i64) -> Result<PaperSources, Trouble> {
    let own = records::record(conn, kind, id)?;
    let mut records = vec![(kind.name(), kind, own.clone())];
    let mut opportunity = None;
    let lines = match kind {
        Kind::Quote => {
            opportunity = linked(conn, &own, "opportunity", Kind::Opportunity)?;
            lines(conn, Kind::QuoteLine, Filter::eq("quote", Value::link(id, "")))?
        }
        Kind::Opportunity => {
            let of_it = || Filter::eq("opportunity", Value::link(id, ""));
            let accepted = of_it().and(Filter::eq("state", Value::Code("accepted".into())));
            let quote = rows(conn, ListQuery::of(Kind::Quote).filter(accepted).limit(1))?.pop();
            match quote {
                Some(quote) => {
                    let agreed = Filter::eq("quote", Value::link(quote.id, ""));
                    records.push(("quote", Kind::Quote, quote));
                    lines(conn, Kind::QuoteLine, agreed)?
                }
                None => lines(conn, Kind::OpportunityLine, of_it())?,
            }
        }
        Kind::Contract => {
            let of_it = Filter::eq("contract", Value::link(id, ""));
            let ordered = Filter::Along(Way::Up("order".into(), Kind::Order), Box::new(of_it));
            rows(conn, ListQuery::of(Kind::Line).filter(ordered).limit(400))?
        }
        _ => Vec::new(),
    };
    let about = opportunity.as_ref().map(|it| it.id).or((kind == Kind::Opportunity).then_some(id));
    records.extend(opportunity.map(|it| ("opportunity", Kind::Opportunity, it)));
    if let Some(customer) = linked(conn, &own, "customer", Kind::Customer)? {
        let contact: Option<Found> = sql_query(CONTACT)
            .bind::<BigInt, _>(customer.id)
            .bind::<Nullable<BigInt>, _>(about)
            .get_result(conn)
            .optional()?;
        if let Some(contact) = contact {
            records.push(("contact", Kind::Contact, records::record(conn, Kind::Contact, contact.id)?));
        }
        records.push(("customer", Kind::Customer, customer));
    }
    let company: Option<Company> = sql_query(COMPANY).get_result(conn).optional()?;
    let company = company.and_then(|it| it.name).unwrap_or_default();
    Ok(PaperSources { records, lines, templates: templates(conn, kind)?, company })
}

/// The record that a link leads to; none where it is not to be seen.
fn linked(conn: &mut PgConnection, row: &Row, field: &str, kind: Kind) -> Result<Option<Row>, Trouble> {
    let Some(id) = row.get(field).id() else { return Ok(None) };
    match records::record(conn, kind, id) {
        Ok(row) => Ok(Some(row)),
        Err(Trouble::Told(StoreError::NotYours)) => Ok(None),
        Err(other) => Err(other),
    }
}

fn rows(conn: &mut PgConnection, query: ListQuery) -> Result<Vec<Row>, Trouble> {
    Ok(records::list(conn, &query)?.rows)
}

fn lines(conn: &mut PgConnection, kind: Kind, filter: Filter) -> Result<Vec<Row>, Trouble> {
    let sort = vec![Sort { field: "seq".into(), descending: false }];
    rows(conn, ListQuery::of(kind).filter(filter).sort(sort).limit(400))
}

/// Those in use that suit the kind, in the order of their sorts.
fn templates(conn: &mut PgConnection, kind: Kind) -> Result<Vec<Row>, Trouble> {
    let of = sorts(kind).iter().map(|sort| Filter::eq("kind", Value::Code((*sort).into()))).collect();
    let used = Filter::eq("active", Value::Flag(true)).and(Filter::Or(of));
    let mut found = rows(conn, ListQuery::of(Kind::DocTemplate).filter(used).limit(400))?;
    found.sort_by_key(|row| sorts(kind).iter().position(|sort| *sort == row.get("kind").str()));
    Ok(found)
}
