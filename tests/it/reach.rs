//! Whoever has no letters to press, behind an input method or on a phone, reaches every action of the desk: by digits, function
//! keys, arrows, Enter, Esc, Tab and Ctrl, never by Alt; directly or through the list of all commands.

use std::path::Path;

use kehu::{
    command::{COMMANDS, Cmd, Command, Context},
    input::{Code, Key, Keymap, stack},
};

/// The keymaps to choose from.
const PRESETS: [&str; 3] = ["default", "vim", "classic"];

/// The screens of the desk with their contexts, and whether they take text.
const DESK: [(&str, &[Context], bool); 7] = [
    ("order form", &[Context::OrderForm, Context::Form, Context::Field], true),
    ("payment form", &[Context::Form, Context::Field], true),
    ("receivables", &[Context::Receivables, Context::List], false),
    ("delivery", &[Context::Delivery, Context::List], false),
    ("todos", &[Context::Todos, Context::List], false),
    ("orders", &[Context::Orders, Context::List], false),
    ("question", &[Context::Confirm], false),
];

fn is_plain(key: &Key) -> bool {
    let named = !matches!(key.code, Code::Char(c) if !key.ctrl && !c.is_ascii_digit());
    named && !key.alt && !(key.shift && key.code != Code::Tab)
}

/// Whether one of these commands' keys needs no letter.
fn plain_key(keymap: &Keymap, contexts: &[Context], cmd: Cmd) -> bool {
    keymap.bindings(contexts).iter().any(|binding| binding.cmd == cmd && binding.keys.iter().all(is_plain))
}

fn here(command: &Command, contexts: &[Context]) -> bool {
    command.contexts.iter().any(|context| contexts.contains(context))
}

#[test]
fn every_action_of_the_desk_needs_no_letter() {
    for keymap in PRESETS {
        needs_no_letter(keymap);
    }
}

fn needs_no_letter(preset: &str) {
    let keymap = Keymap::load(preset, &[] as &[&Path]).0;
    let picker = stack(&[Context::Picker], true);
    for cmd in [Cmd::Up, Cmd::Down, Cmd::Take, Cmd::Cancel] {
        assert!(plain_key(&keymap, &picker, cmd), "{preset}: the list of commands: {cmd:?}");
    }
    for (name, contexts, types) in DESK {
        let contexts = stack(contexts, types);
        let palette = plain_key(&keymap, &contexts, Cmd::Palette);
        let mut seen = 0;
        for command in COMMANDS.iter().filter(|command| here(command, &contexts)) {
            // A question is answered, and nothing else is done before.
            if name == "question" && !command.contexts.contains(&Context::Confirm) {
                continue;
            }
            let listed = palette && command.listed();
            assert!(
                listed || plain_key(&keymap, &contexts, command.cmd),
                "{preset}: {name}: {} needs a letter",
                command.id
            );
            seen += 1;
        }
        assert!(seen >= 2, "{preset}: {name}: {seen} actions");
    }
}

#[test]
fn nothing_needs_alt() {
    for preset in PRESETS {
        for binding in Keymap::load(preset, &[] as &[&Path]).0.all() {
            assert!(binding.keys.iter().all(|key| !key.alt), "{preset}: {}", Key::label(&binding.keys));
        }
    }
}
