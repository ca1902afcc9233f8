//! Full-width text to half-width, done before anything typed is read: an input method left on must not change what a
//! number, a date or a filter means. Knows nothing of the languages that use it.

/// Full-width letters, digits and signs (U+FF01 to U+FF5E), ideographic blanks and Chinese punctuation as their ASCII
/// twins; everything else as it is. Each character stays one character, so that positions still point at what was typed.
pub fn fold(text: &str) -> String {
    text.chars().map(half_width).collect()
}

/// Folded, without blanks at the ends, ASCII letters small: what the grammars read.
pub(super) fn reading(text: &str) -> String {
    fold(text).trim().to_ascii_lowercase()
}

fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{00A0}' | '\u{2002}'..='\u{200A}' | '\t' => ' ',
        '。' | '｡' => '.',
        '、' | '､' => '/',
        '《' | '〈' => '<',
        '》' | '〉' => '>',
        '【' | '〔' | '「' => '[',
        '】' | '〕' | '」' => ']',
        '“' | '”' | '„' | '『' | '』' => '"',
        '‘' | '’' => '\'',
        '—' | '–' | '‐' | '‑' | '−' | '―' => '-',
        '〜' | '∼' => '~',
        '￥' => '¥',
        '…' => '.',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_letters_digits_and_signs_become_ascii() {
        assert_eq!(fold("ＡＢＣ１２３＋％＃＠！～"), "ABC123+%#@!~");
        assert_eq!(fold("３０／４０／３０　ｍ"), "30/40/30 m");
    }

    #[test]
    fn chinese_punctuation_becomes_its_twin() {
        assert_eq!(fold("：，。、（）－～《》【】“”￥"), ":,./()-~<>[]\"\"¥");
        assert_eq!(fold("上海——北京"), "上海--北京");
    }

    #[test]
    fn everything_else_stays_and_so_do_positions() {
        let text = "三四三 每月，７．５折 é 😀";
        assert_eq!(fold(text).chars().count(), text.chars().count());
        assert_eq!(fold("三四三 é 😀"), "三四三 é 😀");
        assert_eq!(reading("　Ｘ６ M　"), "x6 m");
    }
}
