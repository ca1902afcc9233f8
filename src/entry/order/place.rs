//! Publication and position in one field: `sl fd` is 三联生活周刊 封底. The first words name the publication, the others the
//! position, its size or colour; matched in memory, so that no key waits for the server.

use crate::{
    store::{Catalogue, CataloguePosition, CataloguePublication},
    text::{Named, Rank, rank},
};

/// A position in the catalogue, found by indexes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Which publication.
    pub publication: usize,
    /// Which of its positions.
    pub position: usize,
}

impl Place {
    /// The publication.
    pub fn publication(self, catalogue: &Catalogue) -> &CataloguePublication {
        &catalogue.publications[self.publication]
    }

    /// The position.
    pub fn position(self, catalogue: &Catalogue) -> &CataloguePosition {
        &catalogue.publications[self.publication].positions[self.position]
    }

    /// By ids.
    pub fn of(catalogue: &Catalogue, (publication, position): (i64, i64)) -> Option<Place> {
        let at = catalogue.publications.iter().position(|p| p.id == publication)?;
        let inside = catalogue.publications[at].positions.iter().position(|p| p.id == position)?;
        Some(Place { publication: at, position: inside })
    }

    /// What it is called: 三联生活周刊 封底.
    pub fn label(self, catalogue: &Catalogue) -> String {
        format!("{} {}", self.publication(catalogue).name, self.position(catalogue).name)
    }
}

/// The positions that a text may mean, the best first; nothing typed means all.
pub fn find(catalogue: &Catalogue, typed: &str) -> Vec<Place> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let mut found: Vec<((Rank, Rank), Place)> = Vec::new();
    for (publication, p) in catalogue.publications.iter().enumerate() {
        let by_words: Vec<(usize, Rank)> = (words.len().min(1)..=words.len())
            .filter_map(|k| Some((k, rank(&words[..k].join(" "), named(&p.name, &p.pinyin, &p.initials))?)))
            .collect();
        for (position, q) in p.positions.iter().enumerate() {
            let fit = |&(k, fit): &(usize, Rank)| Some((fit, position_rank(&words[k..], q)?));
            if let Some(best) = by_words.iter().filter_map(fit).min() {
                found.push((best, Place { publication, position }));
            }
        }
    }
    found.sort_by_key(|(fit, _)| *fit);
    found.into_iter().map(|(_, place)| place).collect()
}

fn named<'a>(name: &'a str, pinyin: &'a str, initials: &'a str) -> Named<'a> {
    Named { code: "", name, pinyin, initials, others: &[] }
}

/// Words that stand in the size are taken from there, the others must fit the name.
fn position_rank(words: &[&str], position: &CataloguePosition) -> Option<Rank> {
    let size = position.size.to_lowercase();
    let by_name =
        |words: &[&str]| rank(&words.join(" "), named(&position.name, &position.pinyin, &position.initials));
    by_name(words).or_else(|| {
        let rest: Vec<&str> =
            words.iter().copied().filter(|word| !size.contains(&word.to_lowercase())).collect();
        if rest.len() == words.len() { None } else { by_name(&rest) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::order::sample::catalogue;

    fn labels(typed: &str) -> Vec<String> {
        let catalogue = catalogue();
        find(&catalogue, typed).into_iter().map(|place| place.label(&catalogue)).collect()
    }

    #[test]
    fn both_by_initials_pinyin_or_chinese() {
        for typed in
            ["sl fd", "SL FD", "ｓｌ ｆｄ", "sanlian fengdi", "三联 封底", "三联生活周刊 封底", "slshzk 封"]
        {
            assert_eq!(labels(typed).first().map(String::as_str), Some("三联生活周刊 封底"), "{typed}");
        }
        assert_eq!(labels("cs ny")[0], "城市画报 内页整版");
        assert_eq!(labels("cs 210x285 ny")[0], "城市画报 内页整版");
    }

    #[test]
    fn one_word_lists_the_publications_positions() {
        assert_eq!(labels("sl"), ["三联生活周刊 封底", "三联生活周刊 内页整版"]);
        assert_eq!(labels("").len(), 4);
        assert!(labels("xx fd").is_empty());
    }
}
