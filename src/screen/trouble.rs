//! What went wrong, in words that say what to do. One place, so that every screen says the same of the same refusal.

use crate::{
    i18n::{Lang, Msg},
    screen::cell,
    store::{Reason, StoreError},
    text::clean,
};

/// A sentence for a person; empty when there is nothing to tell (a newer request took the place of this one).
pub fn say(error: &StoreError, lang: Lang) -> String {
    match error {
        StoreError::Offline => lang.tr(Msg::TroubleOffline).to_owned(),
        StoreError::Full => lang.tr(Msg::TroubleFull).to_owned(),
        StoreError::Unknown => lang.tr(Msg::TroubleUnknown).to_owned(),
        StoreError::Stale => lang.tr(Msg::TroubleStale).to_owned(),
        StoreError::NotYours => lang.tr(Msg::TroubleNotYours).to_owned(),
        StoreError::Refused(reason) => refusal(reason, lang),
        StoreError::SignIn(text) => clean(text).into_string(),
        StoreError::Replaced => String::new(),
        StoreError::Bug(text) => lang.fmt(Msg::TroubleBug, &[&clean(text)]),
    }
}

/// The rule in words, said of its field where there are words for that (`refused.<rule>_<field>`, `refused.<rule>`), with the
/// figure that it speaks of; a rule without words by its name.
pub fn refusal(reason: &Reason, lang: Lang) -> String {
    let of_field = reason.field.as_deref().and_then(|it| Msg::find(&format!("refused.{}_{it}", reason.rule)));
    let detail = match (reason.field.as_deref(), reason.detail.parse()) {
        // As the form shows pay ratios.
        (Some("discount"), Ok(ratio)) => cell::discount(ratio, lang),
        _ => figure(&reason.detail, lang),
    };
    match of_field.or_else(|| Msg::find(&format!("refused.{}", reason.rule))) {
        Some(msg) if detail.is_empty() || lang.tr(msg).contains("{0}") => lang.fmt(msg, &[&detail]),
        Some(msg) => format!("{} ({detail})", lang.tr(msg)),
        None => lang.fmt(Msg::TroubleRule, &[&clean(&reason.rule)]),
    }
}

/// The detail of a refusal: a state by its word, an amount as amounts are written, anything else as it is.
fn figure(detail: &str, lang: Lang) -> String {
    const STATES: [&str; 4] = ["order_state", "insertion_state", "instalment_state", "activity_state"];
    if detail.contains('.')
        && let Ok(amount) = detail.parse::<rust_decimal::Decimal>()
    {
        return crate::domain::money::grouped(amount);
    }
    let word = STATES.iter().find_map(|list| Msg::find(&format!("value.{list}.{detail}")));
    word.map_or_else(|| clean(detail).into_string(), |msg| lang.tr(msg).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_that_concerns_a_person_is_a_sentence() {
        for lang in [Lang::En, Lang::Zh] {
            for error in [
                StoreError::Offline,
                StoreError::Full,
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

    #[test]
    fn a_refusal_says_its_figure_and_its_field_where_it_has_words_for_them() {
        let said = |rule: &str, field: Option<&str>, detail: &str| {
            let field = field.map(str::to_owned);
            refusal(&Reason { rule: rule.into(), field, detail: detail.into() }, Lang::En)
        };
        assert!(said("plan_not_whole", Some("instalments"), "-20.00").ends_with("it is off by -20.00."));
        assert!(said("plan_not_whole", Some("instalments"), "383910.00").ends_with("by 383,910.00."));
        assert!(said("plan_not_whole", None, "").ends_with("the order's amount."));
        assert!(said("discount_floor", Some("discount"), "0.6000").contains("(6折)"));
        assert!(said("bad_state", Some("state"), "executing").ends_with("(executing)"));
        assert!(!said("bad_state", None, "\u{1b}[2J").contains(char::from(0x1b)));
    }
}
