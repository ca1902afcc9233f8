//! A key in its contexts: a command, the beginning of one, text, or nothing.

use super::{
    Key, Keymap,
    keymap::Found,
    trie::{Node, Trie},
};
use crate::command::{Cmd, Context};

/// Keys of a command that is not complete yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pending {
    keys: Vec<Key>,
    /// How often the next command is to be done; 0: nothing was said.
    count: u16,
}

/// Nobody wants a command more often.
const MOST: u16 = 999;

impl Pending {
    /// Whether nothing is pending.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The keys so far, as they are shown: `g`.
    pub fn label(&self) -> String {
        Key::label(&self.keys)
    }

    /// Forget them: the screen has changed.
    pub fn clear(&mut self) {
        self.keys.clear();
        self.count = 0;
    }
}

/// What can follow the pending keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Continuation {
    /// The next key.
    pub key: Key,
    /// The command it completes; none: more keys follow.
    pub cmd: Option<Cmd>,
}

/// What a key means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved {
    /// More keys are needed: these.
    Pending(Vec<Continuation>),
    /// A command.
    Command(Cmd),
    /// A command, so many times: at least twice.
    Times(Cmd, u16),
    /// The next command is to be done so many times.
    Count(u16),
    /// A character for the screen: typed into its field or, outside fields, one that no key has (a list filters by it).
    Text(char),
    /// Pending keys were left.
    Left,
    /// It means nothing here.
    Unknown,
}

impl Keymap {
    /// What a key means in these contexts (see [`super::stack`]). When the screen types, printable keys are text and
    /// never commands. After a prefix Esc leaves it, Backspace takes one key back, and a key that does not belong to it
    /// ends it: a printable one means nothing then, any other what it always means.
    pub fn resolve(&self, contexts: &[Context], types: bool, pending: &mut Pending, key: Key) -> Resolved {
        if pending.is_empty() {
            return self.first(contexts, types, pending, key);
        }
        let mut keys = pending.keys.clone();
        keys.push(key.half_width());
        let found = self.find(contexts, &keys);
        if let Found::Nothing = found {
            let back = key == Key::plain(super::Code::Backspace) && pending.keys.len() > 1;
            if back {
                pending.keys.pop();
                return self.pending(contexts, pending);
            }
            pending.clear();
            return match key.code {
                super::Code::Esc | super::Code::Backspace => Resolved::Left,
                _ if key.text().is_some() => Resolved::Unknown,
                _ => self.first(contexts, types, pending, key),
            };
        }
        answer(found, keys, pending)
    }

    fn first(&self, contexts: &[Context], types: bool, pending: &mut Pending, key: Key) -> Resolved {
        let folded = key.half_width();
        if let Some(c) = key.text()
            && (types || self.filters(contexts, folded))
        {
            pending.count = 0;
            return Resolved::Text(c);
        }
        if let Some(digit) = self.digit(folded).filter(|digit| *digit > 0 || pending.count > 0) {
            pending.count = pending.count.saturating_mul(10).saturating_add(digit).min(MOST);
            return Resolved::Count(pending.count);
        }
        if pending.count > 0 && matches!(key.code, super::Code::Esc | super::Code::Backspace) {
            pending.clear();
            return Resolved::Left;
        }
        match (self.find(contexts, &[folded]), key.text()) {
            // What an input method has committed, such as a name to look for.
            (Found::Nothing, Some(c)) if !c.is_ascii() && c.is_alphanumeric() => Resolved::Text(c),
            (found, _) => answer(found, vec![folded], pending),
        }
    }

    fn pending(&self, contexts: &[Context], pending: &Pending) -> Resolved {
        match self.find(contexts, &pending.keys) {
            Found::Groups(groups) => Resolved::Pending(continuations(&groups)),
            _ => Resolved::Unknown,
        }
    }
}

fn answer(found: Found, keys: Vec<Key>, pending: &mut Pending) -> Resolved {
    let count = pending.count;
    pending.clear();
    match found {
        Found::Command(Some(cmd)) if count > 1 && cmd.repeats() => Resolved::Times(cmd, count),
        Found::Command(Some(cmd)) => Resolved::Command(cmd),
        Found::Groups(groups) => {
            pending.keys = keys;
            pending.count = count;
            Resolved::Pending(continuations(&groups))
        }
        Found::Command(None) | Found::Nothing => Resolved::Unknown,
    }
}

/// What can follow, each key once: the closest context has the say.
fn continuations(groups: &[&Trie]) -> Vec<Continuation> {
    let mut all: Vec<(Key, Option<Cmd>, bool)> = Vec::new();
    for (key, node) in groups.iter().flat_map(|group| group.entries()) {
        let (cmd, shown) = match node {
            Node::Leaf(cmd) => (*cmd, cmd.is_some()),
            Node::Group(_) => (None, true),
        };
        if all.iter().all(|(other, ..)| other != key) {
            all.push((*key, cmd, shown));
        }
    }
    all.into_iter().filter(|(.., shown)| *shown).map(|(key, cmd, _)| Continuation { key, cmd }).collect()
}

#[cfg(test)]
mod tests;
