//! A connection that answers requests where it is asked: for the command line, which has no lanes.

use diesel::{Connection, PgConnection, connection::SimpleConnection};

use super::{answer::answer, trouble::Trouble};
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

    /// The answer that this request would have, with everything checked that is checked at its end; nothing is kept.
    pub fn try_out(&mut self, request: &Request) -> Result<Reply, StoreError> {
        let (lang, mut tried) = (self.lang, None);
        let undone = self.conn.transaction::<(), Trouble, _>(|conn| {
            let reply = answer(conn, lang, request)?;
            conn.batch_execute("set constraints all immediate")?;
            tried = Some(reply);
            Err(diesel::result::Error::RollbackTransaction.into())
        });
        match (tried, undone) {
            (Some(reply), _) => Ok(reply),
            (None, Err(trouble)) => Err(trouble.into()),
            (None, Ok(())) => Err(StoreError::Bug("a trial that was kept".to_owned())),
        }
    }

    /// The answer.
    pub fn ask(&mut self, request: &Request) -> Result<Reply, StoreError> {
        answer(&mut self.conn, self.lang, request).map_err(StoreError::from)
    }
}
