//! A signed-in connection for commands that read records, and words for what it refuses.

use super::{Context, Exit, Failure};
use crate::{
    db::{Answering, connect::Target},
    domain::session::Session,
    i18n::{Lang, Msg},
    screen::trouble,
    store::{Reply, Request, StoreError},
};

/// Asks, one question after the other, as the operator of the settings' URL.
pub struct Ask {
    answering: Answering,
    lang: Lang,
    /// Who asks, and which day it is at the company.
    pub session: Session,
}

impl Ask {
    /// Connects and signs in.
    pub fn open(cx: &Context) -> anyhow::Result<Ask> {
        let target = Target::parse(cx.settings.url.value.as_deref().unwrap_or_default())?;
        let mut answering = Answering::new(target.connect()?, cx.lang);
        match answering.ask(&Request::SignIn) {
            Ok(Reply::SignedIn(session)) => Ok(Ask { answering, lang: cx.lang, session }),
            Ok(other) => Err(strange(&other)),
            Err(error) => Err(failure(&error, cx.lang).into()),
        }
    }

    /// The answer. What cannot be answered is an error with its exit code and words.
    pub fn ask(&mut self, request: &Request) -> anyhow::Result<Reply> {
        self.answering.ask(request).map_err(|error| failure(&error, self.lang).into())
    }

    /// The answer that this request would have; nothing is kept. Refused as the request itself would be.
    pub fn try_out(&mut self, request: &Request) -> anyhow::Result<Reply> {
        self.answering.try_out(request).map_err(|error| failure(&error, self.lang).into())
    }

    /// The answer as it came, for who tells several kinds of refusals apart.
    pub fn plainly(&mut self, request: &Request) -> Result<Reply, StoreError> {
        self.answering.ask(request)
    }

    /// An error that ends the command.
    pub fn failed(&self, error: &StoreError) -> anyhow::Error {
        failure(error, self.lang).into()
    }

    /// A write that is known by its intent: when the link breaks, `again` is asked on a new one to learn what became of it.
    pub fn once(&mut self, request: &Request, again: &Request, cx: &Context) -> anyhow::Result<Reply> {
        match self.answering.ask(request) {
            Err(StoreError::Offline | StoreError::Full | StoreError::Unknown) => {
                *self = Ask::open(cx)?;
                self.ask(again)
            }
            answer => answer.map_err(|error| failure(&error, self.lang).into()),
        }
    }

    /// The answer, or nothing where there is no such record within the rights.
    pub fn find(&mut self, request: &Request) -> anyhow::Result<Option<Reply>> {
        match self.answering.ask(request) {
            Ok(reply) => Ok(Some(reply)),
            Err(StoreError::NotYours) => Ok(None),
            Err(error) => Err(failure(&error, self.lang).into()),
        }
    }
}

/// An answer to another question.
pub fn strange(reply: &Reply) -> anyhow::Error {
    anyhow::anyhow!("an answer that fits no question: {reply:?}")
}

fn failure(error: &StoreError, lang: Lang) -> Failure {
    let exit = match error {
        StoreError::NotYours => Exit::Nothing,
        StoreError::Refused(reason) if ["unknown_field", "bad_filter"].contains(&reason.rule.as_str()) => {
            Exit::Usage
        }
        StoreError::Refused(_) | StoreError::SignIn(_) | StoreError::Stale => Exit::Refused,
        _ => Exit::Server,
    };
    Failure { exit, words: words(error, lang) }
}

fn words(error: &StoreError, lang: Lang) -> String {
    match error {
        StoreError::Offline => lang.tr(Msg::CliOffline).to_owned(),
        other => trouble::say(other, lang),
    }
}
