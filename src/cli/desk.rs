//! What the commands of the desk share: finding the customer that a text means, and saying what keeps a text from being
//! stored. Nothing is guessed: what fits several is refused with what it may be.

use serde_json::{Value as Json, json};

use super::{
    Exit, Failure,
    ask::{Ask, strange},
    outcome::say,
    print::json as script,
};
use crate::{
    domain::{filter::Filter, kind::Kind},
    entry::meant::{self, Meant},
    i18n::{Lang, Msg},
    store::{Pick, PickQuery, Reply, Request},
    text::clean,
};

/// How a text is taken.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct How {
    /// Nothing is stored.
    #[arg(long)]
    pub check: bool,
    /// For scripts.
    #[arg(long)]
    pub json: bool,
}

/// Customers that are looked at when a text fits several.
const MOST: u32 = 20;

/// The customer that a text means.
pub fn customer(ask: &mut Ask, words: &str, lang: Lang) -> anyhow::Result<Pick> {
    one(ask, (Kind::Customer, Filter::All), words, lang)
}

/// The record among these that a text means.
pub fn one(ask: &mut Ask, (kind, filter): (Kind, Filter), words: &str, lang: Lang) -> anyhow::Result<Pick> {
    let query = PickQuery { kind, text: words.to_owned(), filter, limit: MOST };
    let picks = match ask.ask(&Request::Pick(query))? {
        Reply::Picks(picks) => picks,
        other => return Err(strange(&other)),
    };
    match meant::customer(words, &picks) {
        Meant::One(pick) => Ok(pick.clone()),
        Meant::Nothing => Err(Failure::refused(lang.fmt(Msg::DeskNothingFound, &[&clean(words)])).into()),
        Meant::Several(picks) => {
            let several = picks.iter().map(|pick| format!("{} {}", pick.label, pick.detail));
            Err(several_fit(words, several, lang).into())
        }
    }
}

/// A text that fits several things equally well.
pub fn several_fit(words: &str, several: impl Iterator<Item = String>, lang: Lang) -> Failure {
    let several: Vec<String> = several.map(|one| clean(&one).to_string()).collect();
    Failure::refused(lang.fmt(Msg::SaidSeveral, &[&clean(words), &several.join(lang.tr(Msg::SaidOr))]))
}

/// What was said against a text, as a script reads it.
pub fn refusal(failure: &Failure) -> Json {
    json!({ "stored": Json::Null, "refused": failure.words, "exit": failure.exit as u8 })
}

/// What a text came to; its refusal is an object too, where a script asked.
pub fn told(came: anyhow::Result<Exit>, how: How) -> anyhow::Result<Exit> {
    match came {
        Err(error) if how.json => {
            let failure = judge(error)?;
            say(script::text(&refusal(&failure)))?;
            Ok(failure.exit)
        }
        came => came,
    }
}

/// The refusal in an error; what is no refusal of this text ends the command.
pub fn judge(error: anyhow::Error) -> anyhow::Result<Failure> {
    match error.downcast::<Failure>() {
        Ok(failure) if failure.exit != Exit::Server => Ok(failure),
        Ok(failure) => Err(failure.into()),
        Err(error) => Err(error),
    }
}
