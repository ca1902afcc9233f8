//! Keys one after the other, as a screen meets them.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::input::{Code, script, stack, usual};

/// What each key of a script means, on a screen that begins with this context.
fn run(keymap: &Keymap, context: Context, keys: &str) -> Vec<Resolved> {
    let contexts = usual(context);
    let types = contexts.last() == Some(&Context::Field);
    let mut pending = Pending::default();
    script(keys).unwrap().iter().map(|key| keymap.resolve(contexts, types, &mut pending, *key)).collect()
}

fn last(context: Context, keys: &str) -> Resolved {
    run(&Keymap::standard(), context, keys).pop().unwrap()
}

#[test]
fn a_prefix_waits_for_its_command() {
    let steps = run(&Keymap::standard(), Context::List, "gc");
    let Resolved::Pending(next) = &steps[0] else { panic!("{steps:?}") };
    assert_eq!(next[0], Continuation { key: Key::char('g'), cmd: Some(Cmd::First) });
    assert!(next.contains(&Continuation { key: Key::char('c'), cmd: Some(Cmd::GoCustomers) }));
    assert_eq!(steps[1], Resolved::Command(Cmd::GoCustomers));
}

#[test]
fn a_prefix_never_holds_back_what_comes_next() {
    assert_eq!(last(Context::List, "g<Esc>"), Resolved::Left);
    assert_eq!(last(Context::List, "g<Backspace>"), Resolved::Left);
    assert_eq!(last(Context::List, "g<Esc>o"), Resolved::Command(Cmd::NewOrder));
    assert_eq!(last(Context::List, "g<F10>"), Resolved::Command(Cmd::Finish));
    assert_eq!(last(Context::List, "g<Down>"), Resolved::Command(Cmd::Down));
    // A letter that does not belong to it must not do what it does alone, such as removing a row.
    assert_eq!(last(Context::List, "gx"), Resolved::Unknown);
    assert_eq!(last(Context::List, "gxx"), Resolved::Command(Cmd::Remove));
}

#[test]
fn a_field_takes_all_characters_and_no_commands() {
    for c in ["o", "?", "1", ":", "/", "客", "，", "ｏ"] {
        let typed = c.chars().next().unwrap();
        assert_eq!(last(Context::OrderForm, c), Resolved::Text(typed));
        assert_eq!(last(Context::Picker, c), Resolved::Text(typed));
    }
    assert_eq!(last(Context::OrderForm, "<Space>"), Resolved::Text(' '));
    assert_eq!(last(Context::OrderForm, "<F10>"), Resolved::Command(Cmd::Finish));
    assert_eq!(last(Context::OrderForm, "<Ctrl-D>"), Resolved::Command(Cmd::DuplicateLine));
    assert_eq!(last(Context::OrderForm, "<Enter>"), Resolved::Command(Cmd::Accept));
    assert_eq!(last(Context::OrderForm, "<Esc>"), Resolved::Command(Cmd::Cancel));
    assert_eq!(last(Context::Picker, "<Enter>"), Resolved::Command(Cmd::Take));
    assert_eq!(last(Context::Picker, "<F5>"), Resolved::Unknown);
    assert_eq!(last(Context::Picker, "<Alt-x>"), Resolved::Unknown);
}

#[test]
fn an_input_method_may_stay_on() {
    for (typed, meant) in
        [("ｏ", Cmd::NewOrder), ("：", Cmd::Palette), ("、", Cmd::Filter), ("》", Cmd::NextState)]
    {
        assert_eq!(last(Context::List, typed), Resolved::Command(meant), "{typed}");
    }
    assert_eq!(last(Context::List, "ｇｃ"), Resolved::Command(Cmd::GoCustomers));
    assert_eq!(last(Context::List, "雅"), Resolved::Text('雅'));
    assert_eq!(last(Context::List, "…"), Resolved::Unknown);
}

#[test]
fn classic_letters_filter_and_everything_else_commands() {
    let (classic, _) = Keymap::load("classic", &[] as &[&Path]);
    let last = |context, keys| run(&classic, context, keys).pop().unwrap();
    assert_eq!(last(Context::Receivables, "r"), Resolved::Text('r'));
    assert_eq!(last(Context::Receivables, "g"), Resolved::Text('g'));
    assert_eq!(last(Context::Receivables, "<F10>"), Resolved::Command(Cmd::Receive));
    assert_eq!(last(Context::Receivables, "1"), Resolved::Command(Cmd::View1));
    assert_eq!(last(Context::Receivables, "<Space>"), Resolved::Command(Cmd::Mark));
    assert_eq!(last(Context::Reading, "j"), Resolved::Command(Cmd::Down));
    assert_eq!(last(Context::Confirm, "y"), Resolved::Command(Cmd::Yes));
}

#[test]
fn vim_counts_what_moves_and_nothing_else() {
    let (vim, _) = Keymap::load("vim", &[] as &[&Path]);
    let last = |context, keys| run(&vim, context, keys).pop().unwrap();
    assert_eq!(last(Context::List, "1"), Resolved::Count(1));
    assert_eq!(last(Context::List, "12j"), Resolved::Times(Cmd::Down, 12));
    assert_eq!(last(Context::List, "1０<Down>"), Resolved::Times(Cmd::Down, 10), "in full width, too");
    assert_eq!(last(Context::List, "1j"), Resolved::Command(Cmd::Down));
    assert_eq!(last(Context::List, "99999j"), Resolved::Times(Cmd::Down, 999));
    assert_eq!(last(Context::List, "3]"), Resolved::Times(Cmd::NextView, 3));
    assert_eq!(last(Context::List, "3x"), Resolved::Command(Cmd::Remove), "once is enough");
    assert_eq!(last(Context::List, "3gc"), Resolved::Command(Cmd::GoCustomers));
    assert_eq!(last(Context::List, "3<Esc>"), Resolved::Left);
    assert_eq!(last(Context::List, "3<Esc>j"), Resolved::Command(Cmd::Down));
    assert_eq!(last(Context::List, "3xj"), Resolved::Command(Cmd::Down), "a count is for one command");
    assert_eq!(last(Context::List, "0"), Resolved::Command(Cmd::View0));
    assert_eq!(last(Context::List, "g3"), Resolved::Command(Cmd::View3));
    assert_eq!(last(Context::OrderForm, "3"), Resolved::Text('3'), "what is typed is text");
    assert_eq!(last(Context::List, "<C-d>"), Resolved::Command(Cmd::HalfPageDown));
    assert_eq!(last(Context::List, "<C-f>"), Resolved::Command(Cmd::PageDown));
    assert_eq!(last(Context::List, "/"), Resolved::Command(Cmd::Filter));
}

#[test]
fn every_binding_gives_its_command_from_a_fresh_state() {
    for name in ["default", "vim", "classic"] {
        let (keymap, _) = Keymap::load(name, &[] as &[&Path]);
        for (context, _) in Context::ALL {
            let contexts = usual(context);
            let types = contexts.last() == Some(&Context::Field);
            for binding in keymap.bindings(contexts) {
                let mut pending = Pending::default();
                let mut answer = Resolved::Unknown;
                for key in &binding.keys {
                    answer = keymap.resolve(contexts, types, &mut pending, *key);
                }
                let label = Key::label(&binding.keys);
                assert_eq!(answer, Resolved::Command(binding.cmd), "{name}: {}: {label}", context.name());
                assert!(pending.is_empty());
            }
        }
    }
}

fn any_key() -> impl Strategy<Value = Key> {
    let named = prop::sample::select(vec![
        Code::Enter,
        Code::Esc,
        Code::Tab,
        Code::Backspace,
        Code::Delete,
        Code::Up,
        Code::Left,
        Code::PageDown,
        Code::F(9),
        Code::F(10),
    ]);
    let often = prop::sample::select(vec!['g', 'v', 'y', 'c', 'x', '：', '客', ' ', '\u{7}']);
    let code = prop_oneof![named, often.prop_map(Code::Char), any::<char>().prop_map(Code::Char)];
    (code, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(code, ctrl, alt, shift)| Key {
        code,
        ctrl,
        alt,
        shift,
    })
}

proptest! {
    #[test]
    fn any_keys_on_any_screen_are_answered(
        keys in prop::collection::vec(any_key(), 0..40),
        screen in 0..Context::ALL.len(),
        types: bool,
        name in prop::sample::select(vec!["default", "vim", "classic"]),
    ) {
        let (keymap, _) = Keymap::load(name, &[] as &[&Path]);
        let contexts = stack(&[Context::ALL[screen].0], types);
        let mut pending = Pending::default();
        for key in keys {
            let fresh = pending.is_empty();
            let answer = keymap.resolve(&contexts, types, &mut pending, key);
            prop_assert_eq!(matches!(answer, Resolved::Pending(_)), !pending.is_empty());
            if types && fresh && let Some(c) = key.text() {
                prop_assert_eq!(&answer, &Resolved::Text(c));
            }
            if let Resolved::Pending(next) = &answer {
                prop_assert!(!next.is_empty());
            }
            let _ = key.to_string();
        }
    }

    #[test]
    fn any_text_is_a_key_or_an_error(text in ".{0,12}") {
        if let Ok(key) = text.parse::<Key>() {
            prop_assert_eq!(key.to_string().parse::<Key>().ok(), Some(key));
        }
        let _ = script(&text);
    }
}
