//! Surcharges: lines with a price and no issues. Their word is typed where the issues of other lines stand.

use super::fold::fold;

/// The surcharges, as they are stored.
pub const KINDS: [&str; 3] = ["redesign", "production", "design"];

/// The surcharge that a whole name means, which stands between other words: no initials, which may be a position's.
pub fn named(word: &str) -> Option<&'static str> {
    parse(word).filter(|_| word.is_ascii() == KINDS.contains(&word.to_lowercase().as_str()))
}

/// The surcharge that a text means: 改版费, `gb`, `redesign`.
pub fn parse(text: &str) -> Option<&'static str> {
    let words: [(&str, &[&str]); 3] = [
        (KINDS[0], &["redesign", "改版费", "改版", "gbf", "gb"]),
        (KINDS[1], &["production", "制作费", "制作", "zzf", "zz"]),
        (KINDS[2], &["design", "设计费", "设计", "sjf", "sj"]),
    ];
    let text = fold(text.trim()).to_lowercase();
    words.into_iter().find(|(_, words)| words.contains(&text.as_str())).map(|(kind, _)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_name_or_initials_and_never_an_issue() {
        assert_eq!(parse("改版"), Some("redesign"));
        assert_eq!(parse("ZZ"), Some("production"));
        assert_eq!(parse(" design "), Some("design"));
        assert!(KINDS.iter().all(|kind| parse(kind) == Some(kind)));
        assert_eq!((named("Design"), named("设计费"), named("sj")), (Some("design"), Some("design"), None));
        for text in ["", "3", "#48", "dec", "12月", "de"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
