//! A query explained in parts: what it says, how it is written, what the server is asked and what that costs. The same on the screen
//! and on the command line.

use chrono::NaiveDate;

use super::{faults::tongue, lexicon::Labels, sentence::Teller};
use crate::{
    domain::{
        kind::Kind,
        query::{self, Query},
    },
    i18n::{Lang, Msg},
    store::{Explained, Words},
};

/// A title and what stands below it, line by line.
pub type Part = (Msg, Vec<String>);

/// What it says and how it is written, in both languages.
pub fn said(query: &Query, kind: Kind, words: &Words, today: NaiveDate) -> Vec<Part> {
    let labels = Labels { dictionaries: Some(words) };
    let both = |say: &dyn Fn(Lang) -> String| vec![say(Lang::En), say(Lang::Zh)];
    let whole = Query { kind: Some(kind), ..query.clone() };
    vec![
        (Msg::ExplainSentence, both(&|lang| Teller { kind, lang, words, today }.tell(query))),
        (Msg::ExplainWritten, both(&|lang| query::print(&whole, kind, tongue(lang), &labels))),
    ]
}

/// What the server is asked and how it goes about it.
pub fn asked(explained: &Explained) -> Vec<Part> {
    vec![
        (Msg::ExplainPlan, explained.plan.clone()),
        (Msg::ExplainSql, vec![explained.sql.clone()]),
        (Msg::ExplainBinds, vec![explained.binds.clone()]),
    ]
}
