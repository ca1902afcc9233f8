//! Bindings of one context by prefix: after `g`, what can follow. Keeps the order of the file, which the which-key shows.

use super::Key;
use crate::command::Cmd;

/// What a key leads to.
#[derive(Debug, Clone)]
pub(super) enum Node {
    /// A command, or, bound to nothing on purpose, none.
    Leaf(Option<Cmd>),
    /// More keys.
    Group(Trie),
}

/// Bindings by their first key.
#[derive(Debug, Clone, Default)]
pub(super) struct Trie {
    nodes: Vec<(Key, Node)>,
}

impl Trie {
    /// What these keys lead to.
    pub fn find(&self, keys: &[Key]) -> Option<&Node> {
        let (first, rest) = keys.split_first()?;
        let (_, node) = self.nodes.iter().find(|(key, _)| key == first)?;
        match node {
            _ if rest.is_empty() => Some(node),
            Node::Group(group) => group.find(rest),
            Node::Leaf(_) => None,
        }
    }

    /// Binds keys. The first binding holds: answers `false` if these keys, a beginning of them, or keys that begin with
    /// them are bound already.
    pub fn insert(&mut self, keys: &[Key], cmd: Option<Cmd>) -> bool {
        let Some((first, rest)) = keys.split_first() else { return false };
        let found = self.nodes.iter_mut().find(|(key, _)| key == first);
        match (found, rest.is_empty()) {
            (None, true) => self.nodes.push((*first, Node::Leaf(cmd))),
            (None, false) => {
                let mut group = Trie::default();
                group.insert(rest, cmd);
                self.nodes.push((*first, Node::Group(group)));
            }
            (Some((_, Node::Group(group))), false) => return group.insert(rest, cmd),
            (Some(_), _) => return false,
        }
        true
    }

    /// What can come next.
    pub fn entries(&self) -> impl Iterator<Item = &(Key, Node)> {
        self.nodes.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_binding_holds() {
        let keys = |text| Key::sequence(text).unwrap();
        let mut trie = Trie::default();
        assert!(trie.insert(&keys("g c"), Some(Cmd::GoCustomers)));
        assert!(trie.insert(&keys("g g"), Some(Cmd::First)));
        assert!(!trie.insert(&keys("g"), Some(Cmd::Help)), "a prefix");
        assert!(!trie.insert(&keys("g c"), Some(Cmd::Help)), "the same");
        assert!(!trie.insert(&keys("g c x"), Some(Cmd::Help)), "behind a command");
        assert!(matches!(trie.find(&keys("g c")), Some(Node::Leaf(Some(Cmd::GoCustomers)))));
        assert!(matches!(trie.find(&keys("g")), Some(Node::Group(group)) if group.entries().count() == 2));
        assert!(trie.find(&keys("g x")).is_none());
    }
}
