//! The key table: one generator for the help screen, `kehu keys`, and the README.

use super::{Binding, Key, Keymap};
use crate::{
    command::{Cmd, Command, Context},
    i18n::Lang,
};

/// The keys of one context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Where they hold.
    pub context: Context,
    /// Its name in the user's language.
    pub title: &'static str,
    /// One row a command.
    pub rows: Vec<SheetRow>,
}

/// A command with its keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// The command.
    pub cmd: Cmd,
    /// Its id, as keymap files name it.
    pub id: &'static str,
    /// Its name in the user's language.
    pub title: &'static str,
    /// Each way to give it.
    pub keys: Vec<String>,
}

impl Keymap {
    /// What the help of a screen shows: what works in these contexts, the closest first.
    pub fn help(&self, contexts: &[Context], lang: Lang) -> Vec<Group> {
        let bindings: Vec<&Binding> = self.bindings(contexts);
        groups(contexts.iter().copied(), &bindings, lang)
    }

    /// The whole table: every context with what is bound in it.
    pub fn sheet(&self, lang: Lang) -> Vec<Group> {
        let bindings: Vec<&Binding> = self.all().iter().collect();
        groups(Context::ALL.into_iter().map(|(context, _)| context), &bindings, lang)
    }
}

fn groups(contexts: impl Iterator<Item = Context>, bindings: &[&Binding], lang: Lang) -> Vec<Group> {
    let group = |context: Context| {
        let mut rows: Vec<SheetRow> = Vec::new();
        for binding in bindings.iter().filter(|binding| binding.context == context) {
            let key = Key::label(&binding.keys);
            match rows.iter_mut().find(|row| row.cmd == binding.cmd) {
                Some(row) => row.keys.push(key),
                None => {
                    let Some(command) = Command::of(binding.cmd) else { continue };
                    let title = command.title(lang);
                    rows.push(SheetRow { cmd: binding.cmd, id: command.id, title, keys: vec![key] });
                }
            }
        }
        Group { context, title: context.title(lang), rows }
    };
    contexts.map(group).filter(|group| !group.rows.is_empty()).collect()
}
