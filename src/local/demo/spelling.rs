//! Pinyin of the demo's names, as the columns for searching hold it.

use pinyin::ToPinyin;

/// The whole pinyin and the initials of a name; what is not Chinese stays, in small letters.
pub fn spell(name: &str) -> (String, String) {
    let (mut whole, mut initials) = (String::new(), String::new());
    for c in name.chars() {
        match c.to_pinyin() {
            Some(sound) => {
                whole.push_str(sound.plain());
                initials.push_str(sound.first_letter());
            }
            None if c.is_alphanumeric() => {
                whole.extend(c.to_lowercase());
                initials.extend(c.to_lowercase());
            }
            None => {}
        }
    }
    (whole, initials)
}
