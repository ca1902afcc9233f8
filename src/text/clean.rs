//! Text that is safe to show. Stored text may hold escape sequences, direction overrides or invisible characters; here
//! they become visible marks, so that a name cannot move the cursor or pose as another.

use std::{borrow::Cow, fmt};

use super::graphemes;

/// Text that holds nothing a terminal would obey or hide: every control, direction, invisible or tag character is written
/// out as `<202E>`, every line end as ` / `.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Clean(String);

impl Clean {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, owned.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for Clean {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// Makes a text safe to show.
pub fn clean(text: &str) -> Clean {
    Clean(washed(text).into_owned())
}

/// The same without a copy where nothing is to be done.
pub(super) fn washed(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| harmless(c) && c != ZWJ && !selector(c)) {
        return Cow::Borrowed(text);
    }
    let text = text.trim_end_matches(['\r', '\n']);
    let mut out = String::with_capacity(text.len() + 8);
    for grapheme in graphemes(text) {
        if matches!(grapheme, "\n" | "\r\n" | "\r") {
            out.push_str(" / ");
            continue;
        }
        if grapheme == "\t" {
            out.push(' ');
            continue;
        }
        let mut rest = grapheme.chars().peekable();
        let mut first = true;
        while let Some(c) = rest.next() {
            // A joiner between the parts of one emoji and a selector after its sign belong to the sign.
            let belongs = (c == ZWJ && !first && rest.peek().is_some()) || (selector(c) && !first);
            if belongs || (harmless(c) && c != ZWJ && !selector(c)) {
                out.push(c);
            } else {
                out.push_str(&format!("<{:04X}>", c as u32));
            }
            first = false;
        }
    }
    Cow::Owned(out)
}

/// What may be pasted: as typed, but tabs stay, which part the cells of a table.
pub fn pasted(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|&c| matches!(c, '\n' | '\t') || harmless(c)).collect()
}

/// What a person may type or paste into a field: line ends become `\n`, tabs a space, harmful characters are dropped.
pub fn typed(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
    text.chars().filter(|&c| c == '\n' || harmless(c)).collect()
}

const ZWJ: char = '\u{200D}';

/// Variation selectors: which of two shapes the sign before them has.
fn selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether a character may stand in a shown text: not a control, direction, invisible or tag character.
pub fn harmless(c: char) -> bool {
    !matches!(c,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}'       // C0, DEL, C1
        | '\u{AD}'                                    // soft hyphen
        | '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' // directions
        | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' // invisible
        | '\u{200B}' | '\u{200C}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}'
        | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E00FF}' | '\u{E01F0}'..='\u{E0FFF}' // tags
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_would_hide_or_act() {
        assert_eq!(clean("上海\u{1b}[2J雅韵").as_str(), "上海<001B>[2J雅韵");
        assert_eq!(clean("a\u{9b}31mb").as_str(), "a<009B>31mb");
        assert_eq!(clean("A\u{202e}C").as_str(), "A<202E>C");
        assert_eq!(clean("A\u{200b}\u{e0041}\u{7f}").as_str(), "A<200B><E0041><007F>");
    }

    #[test]
    fn line_ends_become_slashes_and_the_last_is_dropped() {
        assert_eq!(clean("一\r\n二\n三\r四\n").as_str(), "一 / 二 / 三 / 四");
        assert_eq!(clean("a\tb").as_str(), "a b");
    }

    #[test]
    fn keeps_emoji_and_ideograph_variants_whole() {
        let family = "👨\u{200d}👩\u{200d}👧";
        assert_eq!(clean(family).as_str(), family);
        assert_eq!(clean("⚠\u{fe0f}").as_str(), "⚠\u{fe0f}");
        assert_eq!(clean("葛\u{e0100}").as_str(), "葛\u{e0100}");
        assert_eq!(clean("a\u{200d}b").as_str(), "a<200D>b");
        assert_eq!(clean("\u{fe0f}a").as_str(), "<FE0F>a");
    }

    #[test]
    fn typing_drops_what_may_not_be_stored() {
        assert_eq!(typed("a\r\nb\u{1b}[31m\u{202e}\tc\rd"), "a\nb[31m c\nd");
    }
}
