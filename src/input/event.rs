//! From the terminal's key events to keys. Releases are nothing.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::{Code, Key};

impl Key {
    /// The key of an event; none for releases, lone modifiers, media keys and what the window system keeps for itself.
    pub fn of_event(event: &KeyEvent) -> Option<Key> {
        let held = |modifier| event.modifiers.contains(modifier);
        let system = KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META;
        if event.kind == KeyEventKind::Release || event.modifiers.intersects(system) {
            return None;
        }
        let shift = held(KeyModifiers::SHIFT);
        let code = match event.code {
            KeyCode::Char(c) => return Some(character(c, &event.modifiers)),
            KeyCode::Null => return Some(Key::ctrl(' ')),
            KeyCode::BackTab => {
                return Some(Key { shift: true, ..Key::plain(Code::Tab) });
            }
            KeyCode::F(n) => Code::F(n),
            KeyCode::Enter => Code::Enter,
            KeyCode::Esc => Code::Esc,
            KeyCode::Tab => Code::Tab,
            KeyCode::Backspace => Code::Backspace,
            KeyCode::Delete => Code::Delete,
            KeyCode::Insert => Code::Insert,
            KeyCode::Up => Code::Up,
            KeyCode::Down => Code::Down,
            KeyCode::Left => Code::Left,
            KeyCode::Right => Code::Right,
            KeyCode::Home => Code::Home,
            KeyCode::End => Code::End,
            KeyCode::PageUp => Code::PageUp,
            KeyCode::PageDown => Code::PageDown,
            _ => return None,
        };
        Some(Key { code, ctrl: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT), shift })
    }
}

fn character(c: char, modifiers: &KeyModifiers) -> Key {
    let alt = modifiers.contains(KeyModifiers::ALT);
    if modifiers.contains(KeyModifiers::CONTROL) {
        return Key { alt, ..Key::ctrl(c) };
    }
    // Some terminals send the small letter and say Shift.
    let shifted = modifiers.contains(KeyModifiers::SHIFT) && c.is_ascii_lowercase();
    Key { alt, ..Key::char(if shifted { c.to_ascii_uppercase() } else { c }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> String {
        Key::of_event(&KeyEvent::new(code, modifiers)).map_or_else(String::new, |key| key.to_string())
    }

    #[test]
    fn control_bytes_are_the_keys_that_people_press() {
        let ctrl = KeyModifiers::CONTROL;
        assert_eq!(key(KeyCode::Char('y'), ctrl), "Ctrl-Y");
        assert_eq!(key(KeyCode::Char('Y'), ctrl | KeyModifiers::SHIFT), "Ctrl-Y");
        // Byte 0x1F, whether Ctrl-_ or Ctrl-/ was pressed.
        assert_eq!(key(KeyCode::Char('7'), ctrl), "Ctrl-_");
        assert_eq!(key(KeyCode::Char('j'), ctrl), "Enter");
        assert_eq!(key(KeyCode::Char('h'), ctrl), "Backspace");
        assert_eq!(key(KeyCode::Null, KeyModifiers::NONE), "Ctrl-Space");
    }

    #[test]
    fn shift_is_in_the_character() {
        assert_eq!(key(KeyCode::Char('G'), KeyModifiers::SHIFT), "G");
        assert_eq!(key(KeyCode::Char('g'), KeyModifiers::SHIFT), "G");
        assert_eq!(key(KeyCode::BackTab, KeyModifiers::SHIFT), "S-Tab");
        assert_eq!(key(KeyCode::F(10), KeyModifiers::NONE), "F10");
        assert_eq!(key(KeyCode::Up, KeyModifiers::CONTROL), "Ctrl-Up");
    }

    #[test]
    fn a_release_is_nothing_and_a_repeat_is_a_press() {
        let mut event = KeyEvent::new(KeyCode::Char('j'), KeyModifiers::NONE);
        event.kind = KeyEventKind::Release;
        assert_eq!(Key::of_event(&event), None);
        event.kind = KeyEventKind::Repeat;
        assert_eq!(Key::of_event(&event), Some(Key::char('j')));
        assert_eq!(key(KeyCode::Char('c'), KeyModifiers::SUPER), "");
    }
}
