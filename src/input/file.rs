//! One keymap file: text to bindings, and what is wrong with it. A fault costs its own binding and no other.

use toml::{Spanned, Table, Value};

use super::{Key, Trouble, Warning, stack::works};
use crate::command::{Cmd, Command, Context};

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

#[derive(serde::Deserialize)]
struct Shape {
    #[serde(default)]
    keys: Vec<Spanned<Value>>,
    letters: Option<Spanned<Value>>,
    digits: Option<Spanned<Value>>,
    #[serde(flatten)]
    rest: Table,
}

/// Reads a keymap of this text.
pub(super) fn parse(name: &str, text: &str, warnings: &mut Vec<Warning>) -> File {
    let mut warn = |line, trouble| warnings.push(Warning { file: name.to_owned(), line, trouble });
    let line_at = |offset: usize| text.get(..offset).unwrap_or(text).matches('\n').count() + 1;
    let shape: Shape = match toml::from_str(text) {
        Ok(shape) => shape,
        Err(error) => {
            let line = error.span().map_or(1, |span| line_at(span.start));
            warn(line, Trouble::Unreadable(error.message().to_owned()));
            return File::default();
        }
    };
    for name in shape.rest.keys() {
        let line = text.lines().position(|line| line.contains(name.as_str())).map_or(1, |n| n + 1);
        warn(line, Trouble::UnknownName(name.clone()));
    }
    let mut file = File::default();
    let switches = [
        (shape.letters, "filter", &mut file.letters_filter),
        (shape.digits, "count", &mut file.digits_count),
    ];
    for (said, word, on) in switches {
        let Some(said) = said else { continue };
        match said.get_ref().as_str() {
            Some(said) if said == word => *on = true,
            Some("commands") => {}
            _ => warn(line_at(said.span().start), Trouble::UnknownName(said.get_ref().to_string())),
        }
    }
    for value in shape.keys {
        let line = line_at(value.span().start);
        let (entry, troubles) = entry(line, value.get_ref());
        troubles.into_iter().for_each(|trouble| warn(line, trouble));
        file.entries.extend(entry);
    }
    file
}

/// What one binding says, as far as it is understood.
fn entry(line: usize, value: &Value) -> (Option<Entry>, Vec<Trouble>) {
    let mut troubles = Vec::new();
    let texts = |name: &str| value.get(name).and_then(texts);
    let run = value.get("run").and_then(Value::as_str);
    let (Some(on), Some(run)) = (texts("on"), run) else { return (None, vec![Trouble::Incomplete]) };
    let names = value.as_table().into_iter().flat_map(Table::keys);
    for name in names.filter(|name| !["on", "run", "when", "desc"].contains(&name.as_str())) {
        troubles.push(Trouble::UnknownName(name.clone()));
    }
    let cmd = Command::find(run).map(|command| command.cmd);
    if cmd.is_none() && run != "none" {
        troubles.push(Trouble::UnknownCommand(run.to_owned()));
        return (None, troubles);
    }
    let mut contexts = Vec::new();
    for name in texts("when").unwrap_or_else(|| vec!["everywhere".to_owned()]) {
        match Context::find(&name) {
            None => troubles.push(Trouble::UnknownContext(name)),
            Some(context) if cmd.is_some_and(|cmd| !works(cmd, context)) => {
                troubles.push(Trouble::Misplaced(run.to_owned(), name));
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
        assert_eq!(
            said,
            [
                "k.toml:11: unknown name: colour",
                "k.toml:4: no key is called Nokey",
                "k.toml:5: there is no command no.such; kehu keys lists them",
                "k.toml:6: unknown name: extra",
                "k.toml:6: there is no context nowhere",
                "k.toml:6: record.open does nothing in form",
                "k.toml:7: a binding needs on and run: { on = \"F5\", run = \"app.refresh\", when = \"list\" }",
                "k.toml:8: a terminal cannot tell Ctrl-M from Enter",
            ]
        );
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
        assert_eq!(warnings("letters = \"nowhere\""), ["k.toml:1: unknown name: \"nowhere\""]);
        assert_eq!(warnings(""), Vec::<String>::new());
    }
}
