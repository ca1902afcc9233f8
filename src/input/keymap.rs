//! The keys in force: the user's files before the chosen preset before the default, and what is bound where.

use std::{collections::HashMap, fs, io, path::Path};

use super::{
    Key, Trouble, Warning,
    file::{self, File},
    trie::{Node, Trie},
};
use crate::{
    command::{Cmd, Context},
    toml_file::FileFault,
};

const DEFAULT: &str = include_str!("../../keymaps/default.toml");
const PRESETS: [(&str, &str); 2] = [
    ("vim", include_str!("../../keymaps/vim.toml")),
    ("classic", include_str!("../../keymaps/classic.toml")),
];

/// One way to give a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// One key, or several after each other.
    pub keys: Vec<Key>,
    /// The command.
    pub cmd: Cmd,
    /// Where.
    pub context: Context,
}

/// All bindings in force.
#[derive(Debug, Clone, Default)]
pub struct Keymap {
    /// In the order of the files.
    bindings: Vec<Binding>,
    tries: HashMap<Context, Trie>,
    letters_filter: bool,
    digits_count: bool,
}

/// A file with what it needs to be warned of.
struct Layer {
    name: String,
    file: File,
}

impl Keymap {
    /// The keymap of this name with the user's own bindings before it. `dirs` are the settings directories, the user's
    /// first: each may hold `keymap.toml`, and `keymaps/<name>.toml`. What is wrong costs a binding and is a warning.
    pub fn load(name: &str, dirs: &[impl AsRef<Path>]) -> (Keymap, Vec<Warning>) {
        let mut warnings = Vec::new();
        let mut layers = Vec::new();
        for dir in dirs {
            layers.extend(read(&dir.as_ref().join("keymap.toml"), &mut warnings));
        }
        let named = format!("{name}.toml");
        let found =
            dirs.iter().find_map(|dir| read(&dir.as_ref().join("keymaps").join(&named), &mut warnings));
        let preset = || PRESETS.iter().find(|(preset, _)| *preset == name).map(|(_, text)| *text);
        match (found, preset()) {
            (Some(layer), _) => layers.push(layer),
            (None, Some(text)) => layers.push(layer(&format!("keymaps/{named}"), text, &mut warnings)),
            (None, None) if name == "default" => {}
            (None, None) => {
                let trouble = Trouble::NoKeymap(name.to_owned(), names(dirs).join(", "));
                warnings.push(Warning { file: "keys".to_owned(), line: 1, trouble });
            }
        }
        layers.push(layer("keymaps/default.toml", DEFAULT, &mut warnings));
        (Keymap::of(layers, &mut warnings), warnings)
    }

    /// Every keymap there is by name, the one of this name first, then ours and the user's. What is wrong with any of them
    /// is told once.
    pub fn each(name: &str, dirs: &[impl AsRef<Path>]) -> (Vec<(String, Keymap)>, Vec<Warning>) {
        let all = names(dirs);
        let (mut keymaps, mut warnings): (Vec<(String, Keymap)>, Vec<Warning>) = Default::default();
        for name in [name.to_owned()].into_iter().chain(all) {
            if keymaps.iter().any(|(known, _)| *known == name) {
                continue;
            }
            let (keymap, told) = Keymap::load(&name, dirs);
            let nowhere = told.iter().any(|warning| matches!(warning.trouble, Trouble::NoKeymap(..)));
            let new = told.into_iter().filter(|warning| !warnings.contains(warning)).collect::<Vec<_>>();
            warnings.extend(new);
            // A name without a file is the default under another name.
            let name = if nowhere { "default".to_owned() } else { name };
            keymaps.push((name, keymap));
        }
        (keymaps, warnings)
    }

    /// The keymap the program is born with.
    pub fn standard() -> Keymap {
        Keymap::load("default", &[] as &[&Path]).0
    }

    fn of(layers: Vec<Layer>, warnings: &mut Vec<Warning>) -> Keymap {
        let mut keymap = Keymap::default();
        // What the layers above bind, with file and line: a lower layer gives way.
        let mut above: Vec<(Context, Vec<Key>, String, usize)> = Vec::new();
        for Layer { name, file } in layers {
            keymap.letters_filter |= file.letters_filter;
            keymap.digits_count |= file.digits_count;
            let mut own = Vec::new();
            for entry in file.entries {
                for (context, keys) in entry.contexts.iter().flat_map(|c| entry.ways.iter().map(|k| (*c, k)))
                {
                    own.push((context, keys.clone(), name.clone(), entry.line));
                    if keymap.tries.entry(context).or_default().insert(keys, entry.cmd) {
                        let bound = entry.cmd.map(|cmd| Binding { keys: keys.clone(), cmd, context });
                        keymap.bindings.extend(bound);
                        continue;
                    }
                    let other = above.iter().find(|(c, k, ..)| *c == context && touch(k, keys));
                    let (file, line) = match other {
                        // Bound anew by the user: that is what his file is for.
                        Some((_, theirs, ..)) if theirs == keys => continue,
                        Some((.., file, line)) => (file.clone(), *line),
                        None => (name.clone(), entry.line),
                    };
                    let key = Key::label(other.map_or(keys, |(_, theirs, ..)| theirs));
                    let trouble = Trouble::Conflict(key, context.name().to_owned());
                    let warning = Warning { file, line, trouble };
                    if !warnings.contains(&warning) {
                        warnings.push(warning);
                    }
                }
            }
            above.extend(own);
        }
        keymap
    }

    /// The nodes these keys lead to: of the closest context that binds them, or of all that go on from them.
    pub(super) fn find<'a>(&'a self, contexts: &[Context], keys: &[Key]) -> Found<'a> {
        let mut groups = Vec::new();
        for trie in contexts.iter().filter_map(|context| self.tries.get(context)) {
            match trie.find(keys) {
                None => {}
                Some(Node::Leaf(cmd)) if groups.is_empty() => return Found::Command(*cmd),
                Some(Node::Leaf(_)) => break,
                Some(Node::Group(group)) => groups.push(group),
            }
        }
        if groups.is_empty() { Found::Nothing } else { Found::Groups(groups) }
    }

    /// Whether this key is the beginning of a filter here, whatever it is bound to.
    pub(super) fn filters(&self, contexts: &[Context], key: Key) -> bool {
        self.letters_filter && key.is_letter() && contexts.contains(&Context::List)
    }

    /// The number that this key is of a count outside text fields, if the keymap counts.
    pub(super) fn digit(&self, key: Key) -> Option<u16> {
        let digit = key.text().and_then(|c| c.to_digit(10)).filter(|_| self.digits_count)?;
        u16::try_from(digit).ok()
    }

    /// Whether letters begin the filter of a list, as type-to-search has it.
    pub fn searches(&self) -> bool {
        self.letters_filter
    }

    /// What can be pressed in these contexts, the closest first; what a closer one takes away is left out.
    pub fn bindings(&self, contexts: &[Context]) -> Vec<&Binding> {
        self.offered(contexts, |_| true)
    }

    /// The key to show for a command: the first one that gives it here; empty: none does.
    pub fn label(&self, contexts: &[Context], cmd: Cmd) -> String {
        let offered = self.offered(contexts, |binding| binding.cmd == cmd);
        offered.first().map_or_else(String::new, |binding| Key::label(&binding.keys))
    }

    /// All keys of a command, as the palette and the help show them: `r  F10`; empty: none.
    pub fn labels(&self, contexts: &[Context], cmd: Cmd) -> String {
        let offered = self.offered(contexts, |binding| binding.cmd == cmd);
        offered.iter().map(|binding| Key::label(&binding.keys)).collect::<Vec<_>>().join("  ")
    }

    fn offered(&self, contexts: &[Context], wanted: impl Fn(&Binding) -> bool) -> Vec<&Binding> {
        let mut offered: Vec<&Binding> = Vec::new();
        for context in contexts {
            let here = self.bindings.iter().filter(|binding| binding.context == *context && wanted(binding));
            for binding in here.filter(|binding| self.gives(contexts, binding)) {
                if offered.iter().all(|other| other.keys != binding.keys) {
                    offered.push(binding);
                }
            }
        }
        offered
    }

    /// Whether the keys of this binding give its command here.
    fn gives(&self, contexts: &[Context], binding: &Binding) -> bool {
        let Some(first) = binding.keys.first().copied() else { return false };
        let text = self.filters(contexts, first) || (types(contexts) && first.text().is_some());
        // A zero counts only behind another digit.
        let counts = !types(contexts) && self.digit(first).is_some_and(|digit| digit > 0);
        let groups = |n| matches!(self.find(contexts, &binding.keys[..n]), Found::Groups(_));
        let found = self.find(contexts, &binding.keys);
        !text
            && !counts
            && matches!(found, Found::Command(cmd) if cmd == Some(binding.cmd))
            && (1..binding.keys.len()).all(groups)
    }

    /// Every binding, in the order of the files.
    pub fn all(&self) -> &[Binding] {
        &self.bindings
    }
}

/// What keys lead to.
pub(super) enum Found<'a> {
    Nothing,
    /// None: bound to nothing on purpose.
    Command(Option<Cmd>),
    /// The closest first.
    Groups(Vec<&'a Trie>),
}

/// Whether printable keys are text in these contexts: what is typed into a field.
fn types(contexts: &[Context]) -> bool {
    contexts.last() == Some(&Context::Field)
}

/// Whether one is the other or its beginning.
fn touch(a: &[Key], b: &[Key]) -> bool {
    a.starts_with(b) || b.starts_with(a)
}

/// The names of all keymaps: ours, then the user's.
fn names(dirs: &[impl AsRef<Path>]) -> Vec<String> {
    let mut others = Vec::new();
    for dir in dirs {
        let files = fs::read_dir(dir.as_ref().join("keymaps")).into_iter().flatten().flatten();
        let paths =
            files.map(|file| file.path()).filter(|path| path.extension().is_some_and(|e| e == "toml"));
        others.extend(paths.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())));
    }
    others.sort();
    let ours = ["default"].into_iter().chain(PRESETS.iter().map(|(preset, _)| *preset));
    let mut names: Vec<String> = ours.map(str::to_owned).collect();
    for other in others {
        if !names.contains(&other) {
            names.push(other);
        }
    }
    names
}

fn read(path: &Path, warnings: &mut Vec<Warning>) -> Option<Layer> {
    let name = path.display().to_string();
    match fs::read_to_string(path) {
        Ok(text) => Some(layer(&name, &text, warnings)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => {
            let trouble = Trouble::File(FileFault::of(&error));
            warnings.push(Warning { file: name, line: 1, trouble });
            None
        }
    }
}

fn layer(name: &str, text: &str, warnings: &mut Vec<Warning>) -> Layer {
    Layer { name: name.to_owned(), file: file::parse(name, text, warnings) }
}

#[cfg(test)]
mod tests;
