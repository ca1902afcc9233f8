//! One theme file: text to a palette and roles.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use toml::{Spanned, Table, Value};

use super::{Fault, Role, ThemeError};
use crate::toml_file::{FileFault, Wanted, line_naming, line_of};

/// What a file says, colours still by name: a palette that inherits can change them.
#[derive(Debug, Default)]
pub(super) struct File {
    /// The theme it begins with, and the line that says so.
    pub inherits: Option<(String, usize)>,
    pub palette: BTreeMap<String, Color>,
    pub roles: Vec<(Role, Spec)>,
}

/// A role as the file says it.
#[derive(Debug, Clone)]
pub(super) struct Spec {
    pub fg: Option<Name>,
    pub bg: Option<Name>,
    pub add: Modifier,
}

/// A colour's name and where it was written, to be named in an error.
#[derive(Debug, Clone)]
pub(super) struct Name {
    text: String,
    file: String,
    line: usize,
}

/// What stands at the top of a theme file.
const KNOWN: [&str; 3] = ["inherits", "palette", "roles"];
/// What a role may say.
const SAYS: &str = "fg, bg, add";
const WEIGHTS: &str = "bold, dim, italic, underlined, reversed";

/// Reads a theme of this text, as far as it is understood, with everything that is not.
pub(super) fn parse(name: &str, text: &str) -> (File, Vec<ThemeError>) {
    let mut read = Reading { name, text, file: File::default(), faults: Vec::new() };
    match toml::from_str::<BTreeMap<String, Spanned<Value>>>(text) {
        Ok(parts) => read.parts(parts),
        Err(error) => {
            let offset = error.span().map_or(0, |span| span.start);
            read.fault(offset, FileFault::NotToml(error.message().to_owned()));
        }
    }
    (read.file, read.faults)
}

/// A file while it is read.
struct Reading<'a> {
    name: &'a str,
    text: &'a str,
    file: File,
    faults: Vec<ThemeError>,
}

impl Reading<'_> {
    fn fault(&mut self, offset: usize, fault: FileFault) {
        self.at_line(line_of(self.text, offset), Fault::File(fault));
    }

    fn at_line(&mut self, line: usize, fault: Fault) {
        self.faults.push(ThemeError { file: self.name.to_owned(), line, fault });
    }

    fn parts(&mut self, parts: BTreeMap<String, Spanned<Value>>) {
        for (name, value) in parts {
            let at = value.span().start;
            let wrong = |wanted| FileFault::WrongType(name.clone(), wanted);
            match (name.as_str(), value.into_inner()) {
                ("inherits", Value::String(parent)) => {
                    self.file.inherits = Some((parent, line_of(self.text, at)));
                }
                ("inherits", _) => self.fault(at, wrong(Wanted::Text)),
                ("palette", Value::Table(colours)) => self.palette(colours),
                ("roles", Value::Table(roles)) => self.roles(roles),
                ("palette" | "roles", _) => self.fault(at, wrong(Wanted::Table)),
                _ => {
                    let line = line_naming(self.text, &name);
                    self.at_line(line, Fault::File(FileFault::UnknownName(name, KNOWN.join(", "))));
                }
            }
        }
    }

    fn palette(&mut self, colours: Table) {
        for (name, value) in colours {
            let line = self.line_in("palette", &name);
            match value.as_str().map(str::parse) {
                None => self.at_line(line, Fault::File(FileFault::WrongType(name, Wanted::Text))),
                Some(Err(_)) => {
                    self.at_line(line, Fault::BadColour(value.as_str().unwrap_or_default().into()))
                }
                Some(Ok(colour)) => {
                    self.file.palette.insert(name, colour);
                }
            }
        }
    }

    fn roles(&mut self, roles: Table) {
        for (name, value) in roles {
            let line = self.line_in("roles", &name);
            let Some(role) = Role::find(&name) else {
                let known = Role::ALL.map(|(_, name)| name).join(", ");
                self.at_line(line, Fault::File(FileFault::UnknownName(name, known)));
                continue;
            };
            let file = self.name.to_owned();
            let colour = |text: &str| Name { text: text.to_owned(), file: file.clone(), line };
            let (spec, faults) = spec(&name, &value, colour);
            faults.into_iter().for_each(|fault| self.at_line(line, Fault::File(fault)));
            self.file.roles.push((role, spec));
        }
    }

    /// The line where a name stands below the head of its table.
    fn line_in(&self, table: &str, name: &str) -> usize {
        let head = line_naming(self.text, table);
        let rest = self.text.lines().skip(head - 1).map(|line| format!("{line}\n")).collect::<String>();
        head - 1 + line_naming(&rest, name)
    }
}

/// What a role says, as far as it is understood.
fn spec(name: &str, value: &Value, colour: impl Fn(&str) -> Name) -> (Spec, Vec<FileFault>) {
    let mut spec = Spec { fg: None, bg: None, add: Modifier::empty() };
    let mut faults = Vec::new();
    let table = match value {
        Value::String(text) => {
            spec.fg = Some(colour(text));
            return (spec, faults);
        }
        Value::Table(table) => table,
        _ => return (spec, vec![FileFault::WrongType(name.to_owned(), Wanted::Text)]),
    };
    for (part, value) in table {
        match (part.as_str(), value) {
            ("fg", Value::String(text)) => spec.fg = Some(colour(text)),
            ("bg", Value::String(text)) => spec.bg = Some(colour(text)),
            ("add", Value::Array(words)) => {
                for word in words {
                    match modifier(word.as_str().unwrap_or_default()) {
                        Some(weight) => spec.add |= weight,
                        None => faults.push(FileFault::UnknownName(word.to_string(), WEIGHTS.to_owned())),
                    }
                }
            }
            ("fg" | "bg", _) => faults.push(FileFault::WrongType(part.clone(), Wanted::Text)),
            ("add", _) => faults.push(FileFault::WrongType(part.clone(), Wanted::List)),
            _ => faults.push(FileFault::UnknownName(part.clone(), SAYS.to_owned())),
        }
    }
    (spec, faults)
}

fn modifier(word: &str) -> Option<Modifier> {
    Some(match word {
        "bold" => Modifier::BOLD,
        "dim" => Modifier::DIM,
        "italic" => Modifier::ITALIC,
        "underlined" => Modifier::UNDERLINED,
        "reversed" => Modifier::REVERSED,
        _ => return None,
    })
}

impl Spec {
    /// With the colours of this palette; a colour that there is not is left out and told.
    pub fn style(&self, palette: &BTreeMap<String, Color>, faults: &mut Vec<ThemeError>) -> Style {
        let mut colour = |name: &Option<Name>| match name.as_ref()?.colour(palette) {
            Ok(colour) => Some(colour),
            Err(fault) => {
                faults.push(fault);
                None
            }
        };
        Style { fg: colour(&self.fg), bg: colour(&self.bg), ..Style::new().add_modifier(self.add) }
    }
}

impl Name {
    fn colour(&self, palette: &BTreeMap<String, Color>) -> Result<Color, ThemeError> {
        let known = palette.get(&self.text).copied().or_else(|| self.text.parse().ok());
        known.ok_or_else(|| ThemeError {
            file: self.file.clone(),
            line: self.line,
            fault: Fault::BadColour(self.text.clone()),
        })
    }
}
