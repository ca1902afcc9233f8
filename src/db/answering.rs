//! A connection that answers requests where it is asked: for the command line, which has no lanes.

use diesel::PgConnection;

use super::answer::answer;
use crate::{
    i18n::Lang,
    store::{Reply, Request, StoreError},
};

/// One connection, one question after the other.
pub struct Answering {
    conn: PgConnection,
    lang: Lang,
}

impl Answering {
    /// On this connection; what a sign-in refuses is worded in `lang`.
    pub fn new(conn: PgConnection, lang: Lang) -> Answering {
        Answering { conn, lang }
    }

    /// The answer.
    pub fn ask(&mut self, request: &Request) -> Result<Reply, StoreError> {
        answer(&mut self.conn, self.lang, request).map_err(StoreError::from)
    }
}
