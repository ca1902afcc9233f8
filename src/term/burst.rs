//! Terminals that cannot bracket a paste send it as keys. What no keyboard sends is taken for one: line ends as line feeds, or
//! a table, line after line of cells with tabs between, all at once. Everything else is keys, typed ahead as fast as one likes.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// What a key would be in a pasted text.
fn character(key: &KeyEvent) -> Option<char> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    match key.code {
        // Enter sends a carriage return; a line feed reads as Ctrl-J.
        KeyCode::Char('j') if key.modifiers == KeyModifiers::CONTROL => Some('\n'),
        KeyCode::Char(c) if (key.modifiers - KeyModifiers::SHIFT).is_empty() => Some(c),
        KeyCode::Enter if key.modifiers.is_empty() => Some('\r'),
        KeyCode::Tab if key.modifiers.is_empty() => Some('\t'),
        _ => None,
    }
}

/// How many keys at the front are one run: either all of a paste, or all typed.
pub fn run(keys: &[KeyEvent]) -> usize {
    keys.iter().take_while(|key| character(key).is_some()).count()
}

/// How many of these keys, which came at once, are a pasted text, and the text; nothing where they begin with typed keys.
pub fn pasted(keys: &[KeyEvent]) -> Option<(usize, String)> {
    let text: String = keys.iter().map_while(character).collect();
    let lines: Vec<&str> = text.split(['\r', '\n']).filter(|line| !line.is_empty()).collect();
    let fed = text.contains('\n') && text.chars().count() > 2;
    let table = lines.len() > 1
        && lines.iter().all(|line| line.split_once('\t').is_some_and(|(first, _)| !first.trim().is_empty()));
    (fed || table).then(|| (text.chars().count(), text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<KeyEvent> {
        let key = |c| match c {
            '\n' => KeyEvent::new(KeyCode::Char('j'), KeyModifiers::CONTROL),
            '\r' => KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE),
            '\t' => KeyEvent::new(KeyCode::Tab, KeyModifiers::NONE),
            '!' => KeyEvent::new(KeyCode::F(10), KeyModifiers::NONE),
            c => KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE),
        };
        text.chars().map(key).collect()
    }

    #[test]
    fn a_table_and_line_feeds_are_a_paste() {
        for text in
            ["sl fd\t3\t7.5\rcs ny\t3\t8\r", "三联 封底\t3\r\n城市画报 内页\t2", "shyy; sl fd 3\nnext"]
        {
            assert_eq!(pasted(&keys(text)), Some((text.chars().count(), text.to_owned())), "{text:?}");
        }
        assert_eq!(pasted(&keys("a\t1\rb\t2!x")), Some((7, "a\t1\rb\t2".into())), "up to the next key");
    }

    #[test]
    fn keys_typed_ahead_are_keys() {
        for text in
            ["oshyy\rsl fd\r3\r7.5\rcs ny\r3\r\r\r!", "a\t1\r", "上海雅韵", "\n", "\t\tx\ry\r", "!a\t1\rb\t2"]
        {
            assert_eq!(pasted(&keys(text)), None, "{text:?}");
        }
    }
}
