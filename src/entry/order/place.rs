//! Publication and position in one field: `sl fd` is 三联生活周刊 封底. The first words name the publication, the others the
//! position, its size or colour; matched in memory, so that no key waits for the server.

use crate::{
    domain::fold::fold,
    entry::meant::Meant,
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
    let mut found = ranked(catalogue, typed);
    found.sort_by_key(|(fit, _)| *fit);
    found.into_iter().map(|(_, place)| place).collect()
}

/// The position that a text means, if one fits better than all others.
pub fn meant(catalogue: &Catalogue, typed: &str) -> Meant<Place> {
    Meant::best(ranked(catalogue, typed))
}

fn ranked(catalogue: &Catalogue, typed: &str) -> Vec<((Rank, Rank), Place)> {
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
    found
}

fn named<'a>(name: &'a str, pinyin: &'a str, initials: &'a str) -> Named<'a> {
    Named { code: "", name, pinyin, initials, others: &[] }
}

/// The colour that a word means, as it is stored.
pub fn colour(word: &str) -> Option<&'static str> {
    match fold(word.trim()).to_lowercase().as_str() {
        "colour" | "color" | "彩色" | "彩" | "cs" => Some("colour"),
        "mono" | "bw" | "black" | "黑白" | "hb" => Some("mono"),
        "spot" | "套色" | "ts" => Some("spot"),
        _ => None,
    }
}

/// What a text says of the size and the colour that a position leaves open.
pub fn open_words(typed: &str, position: &CataloguePosition) -> (Option<String>, Option<&'static str>) {
    let words: Vec<&str> = typed.split_whitespace().collect();
    (words.iter().copied().find(|word| is_size(word, position)).map(str::to_owned), {
        let of = |word: &&str| colour(word).filter(|_| position.colour.is_empty());
        words.iter().skip(1).find_map(of)
    })
}

/// Whether a word is the size that the position leaves open: 140x210, 1/2.
fn is_size(word: &str, position: &CataloguePosition) -> bool {
    position.size.is_empty() && word.contains(|c: char| c.is_ascii_digit()) && !position.name.contains(word)
}

/// Words that stand in the size or name the colour are taken from there, the others must fit the name.
fn position_rank(words: &[&str], position: &CataloguePosition) -> Option<Rank> {
    let size = position.size.to_lowercase();
    let by_name =
        |words: &[&str]| rank(&words.join(" "), named(&position.name, &position.pinyin, &position.initials));
    by_name(words).or_else(|| {
        let of_size = |word: &str| size.contains(&word.to_lowercase()) || is_size(word, position);
        let of_colour = |word: &str| {
            colour(word).is_some_and(|code| position.colour.is_empty() || position.colour == code)
        };
        let rest: Vec<&str> =
            words.iter().copied().filter(|word| !of_size(word) && !of_colour(word)).collect();
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
    fn a_third_word_says_the_size_or_colour_that_the_position_leaves_open() {
        let mut catalogue = catalogue();
        let position = &mut catalogue.publications[0].positions[1];
        (position.size, position.colour) = (String::new(), String::new());
        let found = |typed: &str| find(&catalogue, typed).first().map(|place| place.label(&catalogue));
        for typed in ["cs ny 140x210", "cs ny 黑白", "cs ny hb 1/2", "cs 整版 彩色"] {
            assert_eq!(found(typed).as_deref(), Some("城市画报 内页整版"), "{typed}");
        }
        assert_eq!(found("cs ny 没有"), None);
        assert_eq!(found("cs fd hb"), None, "that one is in colour");
        let position = &catalogue.publications[0].positions[1];
        assert_eq!(open_words("cs ny hb 1/2", position), (Some("1/2".into()), Some("mono")));
        assert_eq!(open_words("cs ny", position), (None, None), "the first word is the publication");
    }

    #[test]
    fn one_word_lists_the_publications_positions() {
        assert_eq!(labels("sl"), ["三联生活周刊 封底", "三联生活周刊 内页整版"]);
        assert_eq!(labels("").len(), 4);
        assert!(labels("xx fd").is_empty());
    }
}
