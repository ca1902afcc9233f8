//! From a request to its answer: which file of this room answers what. Knows no SQL.

use diesel::PgConnection;

use super::{dictionaries, drafts, prefs, sign_in, trouble::Trouble};
use crate::{
    i18n::Lang,
    store::{Reply, Request, StoreError},
};

/// Answers one request on one connection. A write is one transaction, done when this returns without an error.
pub fn answer(conn: &mut PgConnection, lang: Lang, request: &Request) -> Result<Reply, Trouble> {
    match request {
        Request::SignIn => sign_in::sign_in(conn, lang).map(Reply::SignedIn),
        Request::KeepDraft(id, form, payload) => drafts::keep(conn, *id, form, payload).map(|()| Reply::Done),
        Request::Drafts => drafts::kept(conn).map(Reply::Drafts),
        Request::DropDraft(id) => drafts::drop(conn, *id).map(|()| Reply::Done),
        Request::SetPref(key, value) => prefs::set(conn, key, value).map(|()| Reply::Done),
        Request::Prefs => prefs::all(conn).map(Reply::Prefs),
        Request::Dictionaries => dictionaries::words(conn).map(Reply::Dictionaries),
        other => Err(Trouble::Told(StoreError::Bug(format!("nobody answers {other:?}")))),
    }
}
