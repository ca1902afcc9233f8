//! Sentences over several rows.

use super::{graphemes, width};

/// Text in lines of at most so many cells: broken at blanks where there are some, else between characters.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_inclusive(' ') {
        let last = lines.len() - 1;
        if width(&lines[last]) + width(word.trim_end()) <= cells {
            lines[last].push_str(word);
            continue;
        }
        if width(word.trim_end()) <= cells && word.is_ascii() {
            lines.push(word.to_owned());
            continue;
        }
        for grapheme in graphemes(word) {
            let last = lines.len() - 1;
            if width(&lines[last]) + width(grapheme) > cells {
                lines.push(String::new());
            }
            let last = lines.len() - 1;
            lines[last].push_str(grapheme);
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn sentences_break_at_blanks_or_between_characters() {
        assert_eq!(wrap("a director has to agree", 12), ["a director", "has to agree"]);
        assert_eq!(wrap("上海雅韵化妆品有限公司", 10), ["上海雅韵化", "妆品有限公", "司"]);
        assert_eq!(wrap("低于折扣底线", 8), ["低于折扣", "底线"]);
        assert_eq!(wrap("", 8), Vec::<String>::new());
    }
}
