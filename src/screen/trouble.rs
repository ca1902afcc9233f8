//! What went wrong, in words that say what to do. One place, so that every screen says the same of the same refusal.

use crate::{
    i18n::{Lang, Msg},
    store::{Reason, StoreError},
    text::clean,
};

/// A sentence for a person; empty when there is nothing to tell (a newer request took the place of this one).
pub fn say(error: &StoreError, lang: Lang) -> String {
    match error {
        StoreError::Offline => lang.tr(Msg::TroubleOffline).to_owned(),
        StoreError::Unknown => lang.tr(Msg::TroubleUnknown).to_owned(),
        StoreError::Stale => lang.tr(Msg::TroubleStale).to_owned(),
        StoreError::NotYours => lang.tr(Msg::TroubleNotYours).to_owned(),
        StoreError::Refused(reason) => refusal(reason, lang),
        StoreError::SignIn(text) => clean(text).into_string(),
        StoreError::Replaced => String::new(),
        StoreError::Bug(text) => lang.fmt(Msg::TroubleBug, &[&clean(text)]),
    }
}

/// The rule in words (`refused.<rule>`, with the figure it speaks of), else its name.
pub fn refusal(reason: &Reason, lang: Lang) -> String {
    match Msg::find(&format!("refused.{}", reason.rule)) {
        Some(msg) => lang.fmt(msg, &[&clean(&reason.detail)]),
        None => lang.fmt(Msg::TroubleRule, &[&clean(&reason.rule)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_that_concerns_a_person_is_a_sentence() {
        for lang in [Lang::En, Lang::Zh] {
            for error in [
                StoreError::Offline,
                StoreError::Unknown,
                StoreError::Stale,
                StoreError::NotYours,
                StoreError::Refused(Reason::rule("a_rule_without_words")),
                StoreError::Bug("x".into()),
            ] {
                assert!(!say(&error, lang).is_empty(), "{error:?}");
            }
            assert_eq!(say(&StoreError::Replaced, lang), "");
        }
        assert!(!say(&StoreError::Bug("\u{1b}[2J".into()), Lang::En).contains(char::from(0x1b)));
    }
}
