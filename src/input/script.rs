//! Keys as tests and walks write them: `o shyy <Enter> <F10>`. Characters stand for themselves, blanks only separate.

use super::{BadKey, Key};

/// The keys of a script. `<Space>` is the blank, `<lt>` the sign `<`.
pub fn script(text: &str) -> Result<Vec<Key>, BadKey> {
    let mut keys = Vec::new();
    let mut rest = text.trim_start();
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|inside| inside.split_once('>'));
        match named.filter(|(name, _)| !name.is_empty() && !name.contains(char::is_whitespace)) {
            Some((name, after)) => {
                keys.push(name.parse()?);
                rest = after;
            }
            None => {
                keys.push(Key::char(c));
                rest = &rest[c.len_utf8()..];
            }
        }
        rest = rest.trim_start();
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_stand_for_themselves() {
        let keys = script("o shyy<Enter> 30/40 <C-y> < > <lt> 客<Space>").unwrap();
        assert_eq!(Key::label(&keys), "o s h y y Enter 3 0 / 4 0 Ctrl-Y < > < 客 Space");
        assert!(script("<nokey>").is_err());
        assert_eq!(script(""), Ok(vec![]));
    }
}
