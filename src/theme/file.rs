//! One theme file: text to a palette and roles.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use toml::{Spanned, Table, Value};

use super::{Fault, Role, ThemeError};

/// What a file says, colours still by name: a palette that inherits can change them.
#[derive(Debug, Default)]
pub(super) struct File {
    pub inherits: Option<Spanned<String>>,
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

#[derive(serde::Deserialize)]
struct Shape {
    inherits: Option<Spanned<String>>,
    #[serde(default)]
    palette: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    roles: BTreeMap<String, Spanned<Value>>,
    #[serde(flatten)]
    rest: Table,
}

/// Reads a theme of this text.
pub(super) fn parse(file: &str, text: &str) -> Result<File, ThemeError> {
    let line_at = |offset: usize| text.get(..offset).unwrap_or(text).matches('\n').count() + 1;
    let fail = |line, fault| ThemeError { file: file.to_owned(), line, fault };
    let shape: Shape = toml::from_str(text).map_err(|error| {
        fail(
            error.span().map_or(1, |span| line_at(span.start)),
            Fault::Unreadable(error.message().to_owned()),
        )
    })?;
    if let Some(name) = shape.rest.keys().next() {
        let line = text.lines().position(|line| line.contains(name.as_str())).map_or(1, |n| n + 1);
        return Err(fail(line, Fault::UnknownName(name.clone())));
    }
    let mut palette = BTreeMap::new();
    for (name, value) in shape.palette {
        let colour = value.get_ref().parse();
        let bad = |_| fail(line_at(value.span().start), Fault::BadColour(value.get_ref().clone()));
        palette.insert(name, colour.map_err(bad)?);
    }
    let mut roles = Vec::new();
    for (name, value) in shape.roles {
        let line = line_at(value.span().start);
        let role = Role::find(&name).ok_or_else(|| fail(line, Fault::UnknownName(name)))?;
        let colour = |text: &str| Name { text: text.to_owned(), file: file.to_owned(), line };
        roles.push((role, spec(value.get_ref(), colour).map_err(|fault| fail(line, fault))?));
    }
    Ok(File { inherits: shape.inherits, palette, roles })
}

fn spec(value: &Value, colour: impl Fn(&str) -> Name) -> Result<Spec, Fault> {
    let mut spec = Spec { fg: None, bg: None, add: Modifier::empty() };
    let table = match value {
        Value::String(text) => {
            spec.fg = Some(colour(text));
            return Ok(spec);
        }
        Value::Table(table) => table,
        other => return Err(Fault::BadColour(other.to_string())),
    };
    for (name, value) in table {
        match (name.as_str(), value) {
            ("fg", Value::String(text)) => spec.fg = Some(colour(text)),
            ("bg", Value::String(text)) => spec.bg = Some(colour(text)),
            ("add", Value::Array(words)) => {
                for word in words {
                    spec.add |= modifier(word.as_str().unwrap_or_default())
                        .ok_or_else(|| Fault::UnknownName(word.to_string()))?;
                }
            }
            _ => return Err(Fault::UnknownName(name.clone())),
        }
    }
    Ok(spec)
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
    /// With the colours of this palette.
    pub fn style(&self, palette: &BTreeMap<String, Color>) -> Result<Style, ThemeError> {
        let mut style = Style::new().add_modifier(self.add);
        style.fg = self.fg.as_ref().map(|name| name.colour(palette)).transpose()?;
        style.bg = self.bg.as_ref().map(|name| name.colour(palette)).transpose()?;
        Ok(style)
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
