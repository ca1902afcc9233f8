//! The handshake: who is asking, which day it is, whether this program is new enough.

use std::{collections::BTreeMap, sync::Arc};

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Integer, Jsonb, Text},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value as Json;

use super::{dictionaries, migrate, trouble::Trouble};
use crate::{
    domain::session::Session,
    i18n::{Lang, Msg},
    store::{Entry, Seen, StoreError},
};

#[derive(QueryableByName)]
struct Answer {
    #[diesel(sql_type = Jsonb)]
    answer: Json,
}

/// Signs in. What is refused is worded in `lang`, since there is no session yet whose language could be asked.
pub fn sign_in(conn: &mut PgConnection, lang: Lang) -> Result<Session, Trouble> {
    asked(conn, "select kehu.sign_in($1, $2) as answer", lang)
}

#[derive(Deserialize)]
struct Entering {
    session: Session,
    company: String,
    prefs: BTreeMap<String, Json>,
    words: Vec<(String, String, String, String)>,
}

/// Signs in, and brings what the first screen needs: all in one trip.
pub fn enter(conn: &mut PgConnection, lang: Lang) -> Result<Entry, Trouble> {
    let Entering { session, company, prefs, words } =
        asked(conn, "select kehu.enter($1, $2) as answer", lang)?;
    Ok(Entry { session, company, prefs, words: Arc::new(dictionaries::of(words)) })
}

#[derive(Deserialize)]
struct Looked {
    session: Session,
    prefs: BTreeMap<String, Json>,
}

/// One of the asker's people, to look at his home page; the server logs it.
pub fn see_as(conn: &mut PgConnection, id: i64) -> Result<Seen, Trouble> {
    let answer: Answer =
        sql_query("select kehu.see_as($1::int) as answer").bind::<BigInt, _>(id).get_result(conn)?;
    let Looked { session, prefs } = serde_json::from_value(answer.answer)
        .map_err(|error| Trouble::Told(StoreError::Bug(format!("somebody is odd: {error}"))))?;
    Ok(Seen { session, prefs })
}

fn asked<T: DeserializeOwned>(conn: &mut PgConnection, sql: &str, lang: Lang) -> Result<T, Trouble> {
    let answer = sql_query(sql)
        .bind::<Text, _>(env!("CARGO_PKG_VERSION"))
        .bind::<Integer, _>(migrate::schema_version())
        .get_result::<Answer>(conn)
        .map_err(|error| worded(error, lang))?;
    serde_json::from_value(answer.answer)
        .map_err(|error| Trouble::Told(StoreError::Bug(format!("the session is odd: {error}"))))
}

#[derive(QueryableByName)]
struct Company {
    #[diesel(sql_type = Text)]
    company: String,
}

/// What this company is told from others by; empty: it was set up before companies had that.
pub fn company(conn: &mut PgConnection) -> Result<String, Trouble> {
    const COMPANY: &str =
        "select coalesce((select value #>> '{}' from kehu.setting where key = 'company'), '') as company";
    let Company { company } = sql_query(COMPANY).get_result(conn)?;
    Ok(company)
}

fn worded(error: diesel::result::Error, lang: Lang) -> Trouble {
    let told = |text: String| Trouble::Told(StoreError::SignIn(text));
    match Trouble::from(error) {
        Trouble::Told(StoreError::Refused(reason)) if reason.rule == "old_client" => {
            told(lang.fmt(Msg::SignInOldClient, &[&env!("CARGO_PKG_VERSION"), &reason.detail]))
        }
        Trouble::Told(StoreError::Refused(reason)) if reason.rule == "not_an_operator" => {
            told(lang.tr(Msg::SignInNotAnOperator).to_owned())
        }
        // Not in any group of ours.
        Trouble::Told(StoreError::NotYours) => told(lang.tr(Msg::SignInNotAnOperator).to_owned()),
        // No such schema, no such function.
        Trouble::Told(StoreError::Bug(said)) if said.contains("does not exist") => {
            told(lang.tr(Msg::SignInNotSetUp).to_owned())
        }
        other => other,
    }
}
