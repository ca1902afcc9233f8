//! The default keys keep the rules of the design; files come in their order.

use std::collections::HashSet;

use super::*;
use crate::{
    command::{COMMANDS, Command},
    i18n::Lang,
    input::{Code, usual},
};

fn all_keymaps() -> Vec<(&'static str, Keymap)> {
    ["default", "vim", "classic"].map(|name| (name, Keymap::load(name, &[] as &[&Path]).0)).into()
}

/// What a screen with these files of the user has: `keymap.toml`, `keymaps/<name>.toml`.
fn with_files(name: &str, own: &str, named: &str) -> (Keymap, Vec<String>) {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("keymaps")).unwrap();
    fs::write(dir.path().join("keymap.toml"), own).unwrap();
    if !named.is_empty() {
        fs::write(dir.path().join("keymaps").join(format!("{name}.toml")), named).unwrap();
    }
    let (keymap, warnings) = Keymap::load(name, &[dir.path()]);
    let root = format!("{}/", dir.path().display());
    (keymap, warnings.iter().map(|warning| warning.to_string().replace(&root, "")).collect())
}

#[test]
fn our_own_keymaps_are_without_fault() {
    for name in ["default", "vim", "classic"] {
        let (_, warnings) = Keymap::load(name, &[] as &[&Path]);
        assert_eq!(warnings, [], "{name}");
    }
}

#[test]
fn no_terminal_and_no_input_method_swallows_a_key() {
    for (name, keymap) in all_keymaps() {
        for binding in keymap.all() {
            let label = Key::label(&binding.keys);
            for key in &binding.keys {
                assert!(!key.alt, "{name}: {label}: Alt is Esc over a slow line");
                assert!(
                    key.text().is_none_or(|c| c.is_ascii() && !"^_$\\".contains(c)),
                    "{name}: {label}: an input method swallows it"
                );
                assert!(!matches!(key.code, Code::F(13..)), "{name}: {label}: no keyboard has it");
            }
        }
    }
}

#[test]
fn a_key_has_one_meaning_on_a_screen() {
    // The rows of the design that give a common key the sense it has there, and nothing else.
    let meant = [
        (Context::Orders, "F10"),
        (Context::Orders, "Ctrl-Y"),
        (Context::Delivery, "F10"),
        (Context::Delivery, "Ctrl-Y"),
        (Context::Receivables, "F10"),
        (Context::Receivables, "Ctrl-Y"),
        (Context::Receivables, "m"),
        (Context::Todos, "F10"),
        (Context::Todos, "Ctrl-Y"),
        // A tile of the home page is added and changed as a record is elsewhere.
        (Context::Home, "n"),
        (Context::Home, "F6"),
        (Context::Home, "e"),
        (Context::Home, "F4"),
        // Keeping an order keeps the order itself, as far as there is one.
        (Context::OrderForm, "Ctrl-S"),
        // A question takes the keys that would finish and leave the screen.
        (Context::Confirm, "F10"),
        (Context::Confirm, "Ctrl-Y"),
        (Context::Confirm, "n"),
        (Context::Confirm, "F12"),
        (Context::Confirm, "Esc"),
        (Context::Confirm, "F3"),
        (Context::Confirm, "Backspace"),
    ];
    let keymap = Keymap::standard();
    for (context, _) in Context::ALL {
        let here: Vec<&Binding> = keymap.all().iter().filter(|b| b.context == context).collect();
        for binding in &here {
            let label = Key::label(&binding.keys);
            let under = &usual(context)[1..];
            let other = keymap.find(under, &binding.keys);
            let taken = match other {
                Found::Nothing => false,
                Found::Command(cmd) => cmd != Some(binding.cmd),
                Found::Groups(_) => true,
            };
            assert!(
                !taken || meant.contains(&(context, &label)),
                "{}: {label} means something else underneath",
                context.name()
            );
            // Nor is it the beginning of another.
            for shorter in 1..binding.keys.len() {
                let found = keymap.find(usual(context), &binding.keys[..shorter]);
                assert!(matches!(found, Found::Groups(_)), "{}: {label}", context.name());
            }
        }
    }
}

#[test]
fn every_command_has_a_key_or_is_listed() {
    for (name, keymap) in all_keymaps() {
        for command in COMMANDS {
            let bound = keymap.all().iter().any(|binding| binding.cmd == command.cmd);
            assert!(bound || command.listed(), "{name}: {}", command.id);
        }
    }
}

#[test]
fn everything_can_be_done_without_letters_and_without_alt() {
    for (name, keymap) in all_keymaps() {
        for (context, _) in Context::ALL {
            let contexts = usual(context);
            let bound: Vec<&Binding> = keymap.bindings(contexts);
            let quiet = |binding: &&&Binding| binding.keys.iter().all(|key| !key.is_letter() && !key.alt);
            let reached: HashSet<Cmd> = bound.iter().filter(quiet).map(|binding| binding.cmd).collect();
            assert!(reached.contains(&Cmd::Palette), "{name}: {}: F9 lists the rest", context.name());
            for command in COMMANDS.iter().filter(|c| c.contexts.iter().any(|c| contexts.contains(c))) {
                assert!(
                    reached.contains(&command.cmd) || command.listed(),
                    "{name}: {}: {} needs a letter",
                    context.name(),
                    command.id
                );
            }
        }
    }
}

#[test]
fn every_binding_works_where_it_is_offered() {
    for (name, keymap) in all_keymaps() {
        for (context, _) in Context::ALL {
            for binding in keymap.bindings(usual(context)) {
                let command = Command::of(binding.cmd).unwrap();
                let fits = usual(binding.context).iter().any(|c| command.contexts.contains(c));
                assert!(fits, "{name}: {} in {}", command.id, binding.context.name());
                assert!(!command.title(Lang::En).is_empty() && !command.title(Lang::Zh).is_empty());
            }
        }
    }
}

#[test]
fn labels_are_those_of_the_screen() {
    let keymap = Keymap::standard();
    let label = |context, cmd| keymap.label(usual(context), cmd);
    assert_eq!(label(Context::List, Cmd::GoCustomers), "g c");
    assert_eq!(label(Context::Receivables, Cmd::Receive), "r");
    assert_eq!(keymap.labels(usual(Context::Receivables), Cmd::Receive), "r  F10  Ctrl-Y");
    assert_eq!(label(Context::Receivables, Cmd::PickState), "", "m writes off there");
    assert_eq!(label(Context::Receivables, Cmd::Finish), "", "F10 receives there");
    assert_eq!(label(Context::List, Cmd::Finish), "F10");
    assert_eq!(label(Context::OrderForm, Cmd::Help), "F1");
    assert_eq!(label(Context::OrderForm, Cmd::NewOrder), "");
    assert_eq!(label(Context::List, Cmd::Receive), "");
    assert_eq!(keymap.labels(usual(Context::Orders), Cmd::NextState), ">  F10  Ctrl-Y");
}

/// The presets may give a key of the default another sense, but within one preset it has one on every screen.
#[test]
fn what_a_preset_binds_means_the_same_on_every_screen_outside_fields() {
    for (name, keymap) in all_keymaps() {
        let default = Keymap::standard();
        let own = keymap.all().iter().filter(|binding| !default.all().contains(binding));
        for binding in own {
            let label = Key::label(&binding.keys);
            let text = usual(binding.context).last() == Some(&Context::Field);
            assert!(!text, "{name}: {label}: fields are the same in every preset");
            for (context, _) in Context::ALL {
                let contexts = usual(context);
                if !contexts.contains(&binding.context) || contexts.last() == Some(&Context::Field) {
                    continue;
                }
                let found = keymap.find(contexts, &binding.keys);
                let same = matches!(found, Found::Command(Some(cmd)) if cmd == binding.cmd);
                assert!(same, "{name}: {label} means something else in {}", context.name());
            }
        }
    }
}

#[test]
fn what_a_preset_takes_away_is_still_reached() {
    let default = Keymap::standard();
    for (name, keymap) in all_keymaps() {
        for (context, _) in Context::ALL {
            let contexts = usual(context);
            let reached = |keymap: &Keymap| -> HashSet<Cmd> {
                keymap.bindings(contexts).iter().map(|binding| binding.cmd).collect()
            };
            for cmd in reached(&default).difference(&reached(&keymap)) {
                let listed = Command::of(*cmd).is_some_and(Command::listed);
                assert!(listed, "{name}: {}: {cmd:?} has no key left and is not in the list", context.name());
            }
        }
    }
}

#[test]
fn classic_shows_no_letters_in_lists() {
    let (classic, _) = Keymap::load("classic", &[] as &[&Path]);
    assert_eq!(classic.label(usual(Context::Receivables), Cmd::Receive), "F10");
    assert_eq!(classic.label(usual(Context::List), Cmd::GoCustomers), "");
    assert_eq!(classic.labels(usual(Context::Reading), Cmd::Quit), "Ctrl-Q  q");
    assert_eq!(classic.labels(usual(Context::List), Cmd::Quit), "Ctrl-Q");
}

#[test]
fn the_users_file_comes_first() {
    let own = r#"keys = [
        { on = "Ctrl-P", run = "go.customers" },
        { on = ["o", "F2"], run = "none" },
        { on = "F5", run = "app.help" },
    ]"#;
    let (keymap, warnings) = with_files("default", own, "");
    assert_eq!(warnings, [] as [&str; 0]);
    let everywhere = &[Context::Everywhere];
    assert_eq!(keymap.label(everywhere, Cmd::GoCustomers), "Ctrl-P");
    assert_eq!(keymap.labels(everywhere, Cmd::Help), "F5  F1  ?");
    assert_eq!(keymap.label(everywhere, Cmd::Refresh), "Ctrl-R");
    assert_eq!(keymap.label(everywhere, Cmd::NewOrder), "");
}

#[test]
fn a_named_file_of_the_user_is_an_overlay_too() {
    let (keymap, warnings) = with_files("mine", "", "letters = \"filter\"");
    assert_eq!(warnings, [] as [&str; 0]);
    assert_eq!(keymap.label(usual(Context::List), Cmd::NewOrder), "");
    let (_, warnings) = with_files("nowhere", "", "");
    assert_eq!(warnings, ["keys:1: there is no keymap nowhere. There are: default, vim, classic"]);
}

#[test]
fn conflicts_are_told_with_their_line() {
    let own = "keys = [\n{ on = \"Q\", run = \"app.quit\" },\n{ on = \"Q\", run = \"app.help\" },\n\
               { on = \"g\", run = \"app.help\" },\n]";
    let (keymap, warnings) = with_files("default", own, "");
    assert_eq!(
        warnings,
        [
            "keymap.toml:3: Q is bound already in everywhere. Take another key, or free it first: run = \"none\"",
            "keymap.toml:4: g is bound already in everywhere. Take another key, or free it first: run = \"none\""
        ]
    );
    assert_eq!(keymap.labels(&[Context::Everywhere], Cmd::Quit), "Q  q");
    assert_eq!(keymap.label(&[Context::Everywhere], Cmd::GoOrders), "", "g is the user's");
}

#[test]
fn a_closer_key_hides_what_began_with_it() {
    let own = "keys = [{ on = \"g\", run = \"record.open\", when = \"list\" }, { on = \"o x\", run = \"app.help\", when = \"list\" }]";
    let (keymap, warnings) = with_files("default", own, "");
    assert_eq!(warnings, [] as [&str; 0]);
    assert_eq!(keymap.label(usual(Context::List), Cmd::GoOrders), "");
    assert_eq!(keymap.label(usual(Context::List), Cmd::NewOrder), "");
    assert_eq!(keymap.label(usual(Context::Reading), Cmd::GoOrders), "g o");
    assert_eq!(keymap.labels(usual(Context::List), Cmd::Open), "g  Enter");
}
