//! What became of instalments that were to be asked for, in words: how many todos were made, and which were not, why.

use crate::{
    domain::operation::Target,
    i18n::{Lang, Msg},
    store::DunResult,
    text::clean,
};

/// Whether any todo was made, and the sentence.
pub fn say(results: &[DunResult], targets: &[(Target, String)], lang: Lang) -> (bool, String) {
    let made = results.iter().filter(|result| result.made).count();
    let mut text = lang.fmt(Msg::FormDunned, &[&made]);
    let not = results.iter().filter(|result| !result.made).map(|result| {
        let label = targets.iter().find(|(target, _)| target.id == result.instalment_id);
        let label = label.map_or_else(String::new, |(_, label)| clean(label).into_string());
        format!("{} {label}", lang.value("dun_reason", &result.reason))
    });
    let not: Vec<String> = not.collect();
    if !not.is_empty() {
        text.push(' ');
        text.push_str(&lang.fmt(Msg::FormDunNot, &[&not.join("; ")]));
    }
    (made > 0, text)
}
