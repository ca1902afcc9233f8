//! How many cells a text takes in a terminal, and shortening it to fit: by characters as people see them, so that a
//! Chinese character or an emoji is never cut in two.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::clean::washed;

/// The characters of a text as people see them: a sign with its accents and selectors is one.
pub fn graphemes(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.graphemes(true)
}

/// The cells a text takes; 2 for each Chinese character. Counts as the drawing library does, character by character.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    // Signs that never join their neighbours need not be told apart first.
    let alone = |c: char| match c {
        ' '..='~' => Some(1),
        '\u{4E00}'..='\u{9FFF}' | '\u{3001}'..='\u{3011}' | '\u{FF01}'..='\u{FF5E}' => Some(2),
        _ => None,
    };
    let all: Option<usize> = text.chars().map(alone).sum();
    all.unwrap_or_else(|| graphemes(text).map(one).sum())
}

fn one(grapheme: &str) -> usize {
    grapheme.width()
}

/// The text made safe and shortened to at most `cells`, with `..` at the end where something is missing; and the cells it
/// takes.
pub fn shortened(text: &str, cells: usize) -> (Cow<'_, str>, usize) {
    let text = washed(text);
    let all = width(&text);
    if all <= cells {
        return (text, all);
    }
    let dots = cells.min(2);
    let mut left = cells - dots;
    let mut out = String::new();
    for grapheme in graphemes(&text) {
        let wide = one(grapheme);
        if wide > left {
            break;
        }
        left -= wide;
        out.push_str(grapheme);
    }
    out.push_str(&"..."[..dots]);
    (Cow::Owned(out), cells - left)
}

/// The same as a text of its own.
pub fn cut(text: &str, cells: usize) -> String {
    shortened(text, cells).0.into_owned()
}

/// The text made safe, shortened or filled with spaces at the end to exactly `cells`.
pub fn fit(text: &str, cells: usize) -> String {
    let (out, taken) = shortened(text, cells);
    let (mut out, missing) = (out.into_owned(), cells - taken);
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// A number made to exactly `cells`, filled with spaces at the front. A number that does not fit is shown as `###`, never
/// shortened: a part of an amount would be read as an amount.
pub fn fit_right(text: &str, cells: usize) -> String {
    let (text, wide) = whole(text, cells);
    format!("{}{text}", " ".repeat(cells - wide))
}

/// A number that has to fit as [`fit_right`] shows it, without what it is filled with; and the cells it takes.
pub fn whole(text: &str, cells: usize) -> (Cow<'_, str>, usize) {
    let text = washed(text);
    let wide = width(&text);
    if wide > cells { ("#".repeat(cells).into(), cells) } else { (text, wide) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_cells() {
        assert_eq!(width("abc"), 3);
        assert_eq!(width("上海abc"), 7);
        assert_eq!(width("\u{FF08}1\u{FF09}"), 5);
        assert_eq!(width("𠮷"), 2);
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(width("ｶﾞ"), 2);
        assert_eq!(width("¥—·"), 3);
        assert_eq!(width("上海\u{FE0F}x"), graphemes("上海\u{FE0F}x").map(one).sum::<usize>());
    }

    #[test]
    fn never_splits_a_wide_character() {
        assert_eq!(cut("中文字符", 8), "中文字符");
        assert_eq!(cut("中文字符", 7), "中文..");
        assert_eq!(cut("中文字符", 6), "中文..");
        assert_eq!(cut("中文字符", 5), "中..");
        assert_eq!(fit("中文字符", 5), "中.. ");
        assert_eq!(fit("中文字符", 1), ".");
        assert_eq!(fit("中文字符", 0), "");
        assert_eq!(fit("中", 4), "中  ");
    }

    #[test]
    fn shortens_what_is_shown_not_what_is_stored() {
        assert_eq!(fit("a\u{202e}b", 6), "a<20..");
    }

    #[test]
    fn amounts_are_never_shortened() {
        assert_eq!(fit_right("118,000.00", 12), "  118,000.00");
        assert_eq!(fit_right("118,000.00", 9), "#########");
    }

    proptest::proptest! {
        #[test]
        fn the_short_way_counts_as_the_long_one(text in "[ -~上海、（１～）\u{301}\u{FE0F}\u{200D}👩]{0,12}") {
            proptest::prop_assert_eq!(width(&text), graphemes(&text).map(one).sum::<usize>());
        }

        #[test]
        fn fit_is_exact(text in "\\PC{0,20}", cells in 0usize..30) {
            proptest::prop_assert_eq!(width(&fit(&text, cells)), cells);
        }
    }
}
