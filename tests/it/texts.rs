//! Every text of the language files is used: named in the sources, or found there by the name of what it describes. A text
//! that nobody shows is only translated in vain.

use std::{fs, path::Path};

use kehu::{
    command::COMMANDS,
    domain::{entity, kind::Kind, named, operation::MOVES},
    i18n::{ALL, Msg},
};

/// Everything below a folder that ends like this, as one text.
fn all_of(folder: &str, ending: &str) -> String {
    let mut all = String::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), ending, &mut all);
    all
}

fn read(dir: &Path, ending: &str, all: &mut String) {
    for entry in fs::read_dir(dir).expect("a directory").flatten() {
        let path = entry.path();
        if path.is_dir() {
            read(&path, ending, all);
        } else if path.to_string_lossy().ends_with(ending) {
            all.push_str(&fs::read_to_string(&path).expect("readable"));
        }
    }
}

/// The sources, and the statements that make the database.
struct Places {
    sources: String,
    statements: String,
}

impl Places {
    /// Whether the word stands in quotes, as a name or a code.
    fn quote(&self, word: &str) -> bool {
        self.sources.contains(&format!("\"{word}\"")) || self.statements.contains(&format!("'{word}'"))
    }

    /// Whether a rule of this name is raised somewhere, or a constraint is named like it.
    fn raises(&self, rule: &str) -> bool {
        self.quote(rule)
            || self.statements.contains(&format!("kehu:{rule}"))
            || self.statements.contains(&format!("constraint {rule} "))
    }

    fn uses(&self, msg: Msg) -> bool {
        let name = format!("Msg::{msg:?}");
        let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric());
        if self.sources.match_indices(&name).any(|(at, _)| ends(&self.sources[at + name.len()..])) {
            return true;
        }
        let (family, rest) = msg.key().split_once('.').expect("a text belongs to a family");
        let last = rest.rsplit('.').next().unwrap_or(rest);
        match family {
            "cmd" => COMMANDS.iter().any(|command| command.id == rest),
            "move" => MOVES.iter().any(|def| def.name == rest),
            "kind" | "kinds" => Kind::ALL.iter().any(|kind| kind.name() == rest),
            "named" => named::NAMED.iter().any(|it| rest == format!("{}.{}", it.kind.name(), it.name)),
            "field" | "form_label" => self.names_field(last),
            "value" => self.quote(last),
            "refused" => self.raises(rest) || self.of_a_field(rest),
            "context" | "pane" => {
                self.quote(rest) || COMMANDS.iter().any(|it| it.id.ends_with(&format!(".{rest}")))
            }
            // Held against the command line by a test of its own, which knows its shape.
            "help" => true,
            _ => false,
        }
    }

    /// A field of a kind, of a move, or one that a screen shows besides.
    fn names_field(&self, name: &str) -> bool {
        let of_kinds = Kind::ALL.iter().flat_map(|kind| entity::def(*kind).fields);
        of_kinds.chain(MOVES.iter().flat_map(|def| def.fields)).any(|field| field.name == name)
            || self.quote(name)
    }

    /// `<rule>_<field>`.
    fn of_a_field(&self, key: &str) -> bool {
        let cuts = key.match_indices('_').map(|(at, _)| (&key[..at], &key[at + 1..]));
        cuts.into_iter().any(|(rule, field)| self.raises(rule) && self.statements.contains(field))
    }
}

#[test]
fn every_text_is_shown_somewhere() {
    let places = Places { sources: all_of("src", ".rs"), statements: all_of("migrations", "up.sql") };
    let idle: Vec<&str> = ALL.iter().filter(|msg| !places.uses(**msg)).map(|msg| msg.key()).collect();
    assert_eq!(idle, Vec::<&str>::new());
}
