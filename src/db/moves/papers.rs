//! Papers on their way out: written to a path of this machine, or hung as a file on the record. What is in them was made, and seen,
//! before.

use diesel::{PgConnection, RunQueryDsl};
use uuid::Uuid;

use super::asked::{text, the_text};
use crate::{
    db::{attached, records, trouble::Trouble},
    domain::{kind::Kind, operation::Target, record::Values, value::Value},
    model::file::NewFile,
    schema::kehu::file,
};

/// Keeps a paper about a record of the kind, as its form says: at a path, on the record, or both.
pub fn keep(
    conn: &mut PgConnection,
    kind: Kind,
    target: Target,
    values: &Values,
    intent: Uuid,
) -> Result<(), Trouble> {
    the_text(values, "body")?;
    let name = the_text(values, "name")?;
    let body = values.get("body").str().as_bytes();
    let hung = *values.get("attach") == Value::Flag(true);
    if hung {
        hang(conn, (kind, target.id), name, body, intent)?;
    }
    match text(values, "path") {
        Some(path) => drop(attached::write(path, name, body)?),
        None if hung => {}
        None => drop(the_text(values, "path")?),
    }
    Ok(())
}

/// A quote hangs its papers on its opportunity.
fn hang(
    conn: &mut PgConnection,
    (kind, id): (Kind, i64),
    name: &str,
    body: &[u8],
    intent: Uuid,
) -> Result<(), Trouble> {
    let opportunity_id = match kind {
        Kind::Quote => records::record(conn, kind, id)?.get("opportunity").id(),
        Kind::Opportunity => Some(id),
        _ => None,
    };
    let new = NewFile {
        intent,
        customer_id: None,
        order_id: None,
        contact_id: None,
        activity_id: None,
        payment_id: None,
        contract_id: (kind == Kind::Contract).then_some(id),
        invoice_id: None,
        opportunity_id,
        lead_id: None,
        name: name.to_owned(),
        body: body.to_vec(),
        text: attached::as_text(body),
        note: None,
    };
    diesel::insert_into(file::table)
        .values(&new)
        .on_conflict((file::added_by, file::intent))
        .do_nothing()
        .execute(conn)?;
    Ok(())
}
