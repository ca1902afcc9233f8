//! The words of dictionary codes, kept once for all screens.

use std::{collections::BTreeMap, sync::Arc};

use crate::{i18n::Lang, store::Word};

/// The items of each dictionary.
pub(super) type Dictionaries = Arc<BTreeMap<String, Vec<Word>>>;

#[derive(Debug, Default)]
pub(super) struct Words(Dictionaries);

impl Words {
    pub fn set(&mut self, dictionaries: Dictionaries) {
        self.0 = dictionaries;
    }

    /// The word of a code: by the company's dictionaries, else by the language files, else the code.
    pub fn word(&self, lang: Lang, dictionary: &str, code: &str) -> String {
        let found = self.0.get(dictionary).and_then(|items| items.iter().find(|(known, ..)| known == code));
        match (found, lang) {
            (Some((_, chinese, _)), Lang::Zh) => chinese.clone(),
            (Some((.., english)), Lang::En) if !english.is_empty() => english.clone(),
            (Some((_, chinese, _)), Lang::En) => chinese.clone(),
            (None, _) => lang.value(dictionary, code).to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_company_s_words_come_first() {
        let mut words = Words::default();
        let item = |code: &str, zh: &str, en: &str| (code.to_owned(), zh.to_owned(), en.to_owned());
        let items = vec![item("wire", "电汇", "wire"), item("acceptance", "承兑", "")];
        words.set(Arc::new(BTreeMap::from([("pay_method".to_owned(), items)])));
        assert_eq!(words.word(Lang::Zh, "pay_method", "wire"), "电汇");
        assert_eq!(words.word(Lang::En, "pay_method", "acceptance"), "承兑");
        assert_eq!(words.word(Lang::En, "pay_method", "shells"), "shells");
    }
}
