//! One keymap file: text to bindings, and what is wrong with it. A fault costs its own binding and no other.

use toml::{Spanned, Table, Value};

use super::{Key, Trouble, Warning, stack::works};
use crate::{
    command::{COMMANDS, Cmd, Command, Context},
    toml_file::{FileFault, Wanted, line_naming, line_of},
};

/// What a file says.
#[derive(Debug, Default)]
pub(super) struct File {
    /// Its bindings in their order.
    pub entries: Vec<Entry>,
    /// Whether letters in lists go to the filter (`letters = "filter"`).
    pub letters_filter: bool,
    /// Whether digits say how often what follows is done (`digits = "count"`).
    pub digits_count: bool,
}

/// Keys for one command in some contexts.
#[derive(Debug)]
pub(super) struct Entry {
    pub line: usize,
    /// Each is one way to give the command.
    pub ways: Vec<Vec<Key>>,
    /// None: the keys are bound to nothing, so that no other binding takes them.
    pub cmd: Option<Cmd>,
    pub contexts: Vec<Context>,
}

/// What stands at the top of a keymap file.
#[derive(serde::Deserialize)]
struct Shape {
    #[serde(default)]
    keys: Vec<Spanned<Value>>,
}

/// Reads a keymap of this text.
pub(super) fn parse(name: &str, text: &str, warnings: &mut Vec<Warning>) -> File {
    let mut warn = |line, trouble| warnings.push(Warning { file: name.to_owned(), line, trouble });
    let mut file = File::default();
    let top: Table = match toml::from_str(text) {
        Ok(top) => top,
        Err(error) => {
            let line = error.span().map_or(1, |span| line_of(text, span.start));
            warn(line, Trouble::File(FileFault::NotToml(error.message().to_owned())));
            return file;
        }
    };
    for (name, value) in &top {
        let line = line_naming(text, name);
        match name.as_str() {
            "keys" if value.is_array() => {}
            "keys" => warn(line, Trouble::File(FileFault::WrongType(name.clone(), Wanted::List))),
            "letters" => file.letters_filter = switched(value, "filter", |trouble| warn(line, trouble)),
            "digits" => file.digits_count = switched(value, "count", |trouble| warn(line, trouble)),
            _ => warn(
                line,
                Trouble::File(FileFault::UnknownName(name.clone(), "keys, letters, digits".into())),
            ),
        }
    }
    // Read a second time, so that each binding knows its line.
    for value in toml::from_str::<Shape>(text).map(|shape| shape.keys).unwrap_or_default() {
        let line = line_of(text, value.span().start);
        let (entry, troubles) = entry(line, value.get_ref());
        troubles.into_iter().for_each(|trouble| warn(line, trouble));
        file.entries.extend(entry);
    }
    file
}

/// Whether a switch has this word and not the usual one.
fn switched(value: &Value, word: &str, mut warn: impl FnMut(Trouble)) -> bool {
    match value.as_str() {
        Some(said) if said == word => return true,
        Some("commands") => {}
        _ => {
            let known = format!("\"commands\", \"{word}\"");
            warn(Trouble::File(FileFault::UnknownName(value.to_string(), known)));
        }
    }
    false
}

/// What one binding says, as far as it is understood.
fn entry(line: usize, value: &Value) -> (Option<Entry>, Vec<Trouble>) {
    let mut troubles = Vec::new();
    let texts = |name: &str| value.get(name).and_then(texts);
    let run = value.get("run").and_then(Value::as_str);
    let (Some(on), Some(run)) = (texts("on"), run) else { return (None, vec![Trouble::Incomplete]) };
    let names = value.as_table().into_iter().flat_map(Table::keys);
    for name in names.filter(|name| !["on", "run", "when", "desc"].contains(&name.as_str())) {
        troubles.push(Trouble::File(FileFault::UnknownName(name.clone(), "on, run, when, desc".into())));
    }
    let cmd = Command::find(run).map(|command| command.cmd);
    if cmd.is_none() && run != "none" {
        troubles.push(Trouble::UnknownCommand(run.to_owned(), nearest(run).to_owned()));
        return (None, troubles);
    }
    let mut contexts = Vec::new();
    for name in texts("when").unwrap_or_else(|| vec!["everywhere".to_owned()]) {
        match Context::find(&name) {
            None => {
                let known = Context::ALL.map(|(_, name)| name).join(", ");
                troubles.push(Trouble::UnknownContext(name, known));
            }
            Some(context) if cmd.is_some_and(|cmd| !works(cmd, context)) => {
                let contexts = cmd.and_then(Command::of).map_or(&[][..], |command| command.contexts);
                let fits = contexts.iter().map(|context| context.name()).collect::<Vec<_>>().join(", ");
                troubles.push(Trouble::Misplaced(run.to_owned(), name, fits));
            }
            Some(context) => contexts.push(context),
        }
    }
    let mut ways = Vec::new();
    for text in on {
        match Key::sequence(&text) {
            Ok(keys) => ways.push(keys),
            Err(bad) => troubles.push(Trouble::BadKey(bad)),
        }
    }
    (Some(Entry { line, ways, cmd, contexts }), troubles)
}

/// The command whose name is spelled most like this.
fn nearest(id: &str) -> &'static str {
    let far = |command: &&Command| strsim::damerau_levenshtein(command.id, id);
    COMMANDS.iter().min_by_key(far).map_or("", |command| command.id)
}

/// A text, or a list of texts.
fn texts(value: &Value) -> Option<Vec<String>> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match value {
        Value::Array(values) => values.iter().map(text).collect(),
        one => text(one).map(|text| vec![text]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warnings(text: &str) -> Vec<String> {
        let mut warnings = Vec::new();
        parse("k.toml", text, &mut warnings);
        warnings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_fault_costs_its_own_binding_only() {
        let text = r#"
            letters = "filter"
            keys = [
              { on = ["F5", "Nokey"], run = "app.refresh" },
              { on = "x", run = "no.such" },
              { on = "x", run = "record.open", when = ["list", "nowhere", "form"], extra = 1 },
              { on = 7, run = "app.help" },
              { on = "Ctrl-M", run = "app.help" },
              { on = "Q", run = "none" },
            ]
            colour = "red"
        "#;
        let mut found = Vec::new();
        let file = parse("k.toml", text, &mut found);
        let said: Vec<String> = found.iter().map(ToString::to_string).collect();
        let begins = [
            "k.toml:11: unknown name: colour. Take the line out; known here: keys, letters, digits",
            "k.toml:4: no key is called Nokey",
            "k.toml:5: there is no command no.such",
            "k.toml:6: unknown name: extra. Take the line out; known here: on, run, when, desc",
            "k.toml:6: there is no context nowhere",
            "k.toml:6: record.open does nothing in form",
            "k.toml:7: a binding needs on and run: { on = \"F5\", run = \"app.refresh\", when = \"list\" }",
            "k.toml:8: a terminal cannot tell Ctrl-M from Enter",
        ];
        assert_eq!(said.len(), begins.len(), "{said:#?}");
        for (said, begins) in said.iter().zip(begins) {
            assert!(said.starts_with(begins), "{said}");
        }
        assert!(file.letters_filter);
        let kept: Vec<_> = file.entries.iter().map(|entry| (entry.cmd, entry.ways.len())).collect();
        assert_eq!(kept, [(Some(Cmd::Refresh), 1), (Some(Cmd::Open), 1), (Some(Cmd::Help), 0), (None, 1)]);
        assert_eq!(file.entries[1].contexts, [Context::List]);
    }

    #[test]
    fn a_file_that_is_no_toml_is_one_warning() {
        let said = warnings("keys = [\n  { on = \"F5\" run }\n]");
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with("k.toml:2: "), "{}", said[0]);
        assert_eq!(warnings("keys = 3").len(), 1);
        assert!(warnings("letters = \"nowhere\"")[0].starts_with("k.toml:1: unknown name: \"nowhere\". "));
        assert_eq!(warnings("digits = 3").len(), 1);
        assert_eq!(warnings(""), Vec::<String>::new());
    }
}
