//! The words of dictionary codes, kept once for all screens.

use std::sync::Arc;

use crate::{i18n::Lang, store};

#[derive(Debug, Default)]
pub(super) struct Words(Arc<store::Words>);

impl Words {
    pub fn set(&mut self, dictionaries: Arc<store::Words>) {
        self.0 = dictionaries;
    }

    /// All of them.
    pub fn all(&self) -> &store::Words {
        &self.0
    }

    /// The word of a code: by the company's dictionaries, else by the language files, else the code.
    pub fn word(&self, lang: Lang, dictionary: &str, code: &str) -> String {
        let found = self.0.get(dictionary).and_then(|items| items.iter().find(|(known, ..)| known == code));
        let own = found.map(|(_, chinese, english)| lang.of_two(chinese, english));
        own.unwrap_or_else(|| lang.value(dictionary, code)).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

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
