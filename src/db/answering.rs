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

/// Answers in one transaction, checked as at its end after each step; what `act` says at the end keeps all of it or takes all back. A connection that
/// breaks before the end is a server that does not answer: then nothing is kept.
pub(super) fn together<T>(
    conn: &mut PgConnection,
    lang: Lang,
    act: impl FnOnce(&mut Together) -> Result<(bool, T), StoreError>,
) -> Result<T, Trouble> {
    let (mut came, mut kept) = (None, true);
    let done = conn.transaction::<(), Trouble, _>(|conn| {
        conn.batch_execute("set constraints all immediate")?;
        let (keep, answer) = act(&mut Together { conn, lang })?;
        (came, kept) = (Some(answer), keep);
        if keep { Ok(()) } else { Err(diesel::result::Error::RollbackTransaction.into()) }
    });
    match (came, done) {
        (Some(answer), Ok(())) => Ok(answer),
        (Some(answer), Err(_)) if !kept => Ok(answer),
        (_, Err(trouble)) => Err(trouble),
        (None, Ok(())) => Err(StoreError::Bug("a transaction without an answer".to_owned()).into()),
    }
}

/// Inside one transaction.
pub struct Together<'a> {
    conn: &'a mut PgConnection,
    lang: Lang,
}

impl Together<'_> {
    /// The answer; a refused one leaves nothing behind.
    pub fn ask(&mut self, request: &Request) -> Result<Reply, StoreError> {
        let lang = self.lang;
        self.conn.transaction(|conn| answer(conn, lang, request)).map_err(StoreError::from)
    }

    /// Several answers that belong together: none is kept if it ends in an error.
    pub fn step<T, E>(
        &mut self,
        act: impl FnOnce(&mut Together) -> Result<T, E>,
    ) -> Result<Result<T, E>, StoreError> {
        let (lang, mut refused) = (self.lang, None);
        let done = self.conn.transaction::<T, Trouble, _>(|conn| {
            act(&mut Together { conn, lang }).map_err(|error| {
                refused = Some(error);
                diesel::result::Error::RollbackTransaction.into()
            })
        });
        match (done, refused) {
            (Ok(done), _) => Ok(Ok(done)),
            (Err(_), Some(error)) => Ok(Err(error)),
            (Err(trouble), None) => Err(trouble.into()),
        }
    }
}
