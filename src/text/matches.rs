//! Does a typed word mean this name? For pickers over what is in memory; the ranks are those of spec/04.1, and the search
//! functions of the database follow the same order. Knows names and their keys, not records.

use crate::domain::fold::fold;

/// A name with what it is found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<'a> {
    /// The human code, such as `SH-2026-0001`; empty if there is none.
    pub code: &'a str,
    /// The name as shown.
    pub name: &'a str,
    /// Whole pinyin.
    pub pinyin: &'a str,
    /// Initials.
    pub initials: &'a str,
    /// Keys by other readings, see `keys`.
    pub others: &'a [String],
}

/// How well a word fits, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// It is the code, the initials or the name.
    Whole,
    /// The code starts with it.
    Code,
    /// The initials start with it.
    Initials,
    /// The pinyin starts with it.
    Pinyin,
    /// Inside the initials.
    InsideInitials,
    /// Letters or digits inside the name.
    Latin,
    /// The name starts with these Chinese characters.
    NameStart,
    /// Chinese characters inside the name.
    InsideName,
    /// Inside the pinyin, from three letters on.
    InsidePinyin,
}

/// The rank of a typed text: all of its words must fit, the worst fit counts. Nothing typed fits everything.
pub fn rank(typed: &str, named: Named) -> Option<Rank> {
    let typed = fold(typed).to_lowercase();
    let name = fold(named.name).to_lowercase();
    let mut worst = Rank::Whole;
    for word in typed.split_whitespace().flat_map(runs) {
        let fit = if word.is_ascii() { latin(word, &name, named) } else { chinese(word, &name) };
        worst = worst.max(fit?);
    }
    Some(worst)
}

fn latin(word: &str, name: &str, named: Named) -> Option<Rank> {
    let code = named.code.to_ascii_lowercase();
    let keys = || [named.initials, named.pinyin].into_iter().chain(named.others.iter().map(String::as_str));
    if word == code || word == named.initials || word == name {
        Some(Rank::Whole)
    } else if code.starts_with(word) {
        Some(Rank::Code)
    } else if named.initials.starts_with(word) {
        Some(Rank::Initials)
    } else if keys().any(|key| key.starts_with(word)) {
        Some(Rank::Pinyin)
    } else if named.initials.contains(word) {
        Some(Rank::InsideInitials)
    } else if name.contains(word) || code.contains(word) {
        Some(Rank::Latin)
    } else if word.len() >= 3 && keys().any(|key| key.contains(word)) {
        Some(Rank::InsidePinyin)
    } else {
        None
    }
}

fn chinese(word: &str, name: &str) -> Option<Rank> {
    if word == name {
        Some(Rank::Whole)
    } else if name.starts_with(word) {
        Some(Rank::NameStart)
    } else {
        name.contains(word).then_some(Rank::InsideName)
    }
}

/// Runs of ASCII and of everything else: `上海yy` is two words.
fn runs(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?.is_ascii();
        let end = rest.find(|c: char| c.is_ascii() != first).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        Some(run)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::keys;

    fn fit(typed: &str, code: &str, name: &str) -> Option<Rank> {
        let keys = keys(name);
        let named =
            Named { code, name, pinyin: &keys.pinyin, initials: &keys.initials, others: &keys.others };
        rank(typed, named)
    }

    #[test]
    fn ranks_follow_the_page() {
        let name = "上海雅韵化妆品有限公司";
        let fit = |typed| fit(typed, "KH-0001", name);
        assert_eq!(fit("kh-0001"), Some(Rank::Whole));
        assert_eq!(fit("kh"), Some(Rank::Code));
        assert_eq!(fit("shyy"), Some(Rank::Initials));
        assert_eq!(fit("ＳＨＹＹ"), Some(Rank::Initials));
        assert_eq!(fit("shanghaiya"), Some(Rank::Pinyin));
        assert_eq!(fit("yyhzp"), Some(Rank::InsideInitials));
        assert_eq!(fit("yayun"), Some(Rank::InsidePinyin));
        assert_eq!(fit("上海"), Some(Rank::NameStart));
        assert_eq!(fit("雅韵"), Some(Rank::InsideName));
        assert_eq!(fit(name), Some(Rank::Whole));
        assert_eq!(fit("北京"), None);
        assert_eq!(fit("xyz"), None);
        assert_eq!(fit(""), Some(Rank::Whole));
    }

    #[test]
    fn every_word_must_fit_and_the_worst_counts() {
        let fit = |typed| fit(typed, "", "上海雅韵化妆品有限公司");
        assert_eq!(fit("上海 yy"), Some(Rank::NameStart));
        assert_eq!(fit("shyy化妆"), Some(Rank::InsideName));
        assert_eq!(fit("上海 qq"), None);
    }

    #[test]
    fn letters_of_the_name_and_other_readings_count() {
        assert_eq!(fit("abc", "", "中国ABC公司"), Some(Rank::InsideInitials));
        assert_eq!(fit("bc中", "", "中国ABC公司"), Some(Rank::NameStart));
        assert_eq!(fit("l'or", "", "L'Oréal"), Some(Rank::Latin));
        assert_eq!(fit("danxiong", "", "单雄信"), Some(Rank::Pinyin));
        assert_eq!(fit("zq", "", "重庆"), Some(Rank::Pinyin));
        assert_eq!(fit("sl", "SL", "三联生活周刊"), Some(Rank::Whole));
    }

    #[test]
    fn an_empty_code_is_no_match() {
        assert_eq!(fit("kh", "", "雅韵"), None);
    }
}
