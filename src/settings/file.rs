//! The shape of a settings file, and what is wrong with one.

use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::{
    Layer, SettingsError,
    layer::{NAMES, Values},
};
use crate::{
    i18n::{Lang, Msg},
    toml_file::{FileFault, Wanted, line_naming, line_of},
};

/// A settings file as `kehu config default` prints it.
pub const TEMPLATE: &str = include_str!("template.toml");

/// What a settings file says.
#[derive(Default)]
pub(super) struct File {
    pub layer: Layer,
    pub profiles: BTreeMap<String, Layer>,
}

#[derive(Deserialize)]
struct Profiles {
    #[serde(default)]
    profiles: BTreeMap<String, Layer>,
}

/// Something in a settings file that is not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which file.
    pub path: PathBuf,
    /// Which line, from 1.
    pub line: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// As with any file.
    File(FileFault),
    /// A value that this setting cannot have: its name, the value, what it can be.
    BadValue(String, String, String),
}

impl Problem {
    /// File, line, what is wrong and what helps, in the user's language.
    pub fn words(&self, lang: Lang) -> String {
        let what = match &self.fault {
            Fault::File(fault) => fault.words(lang),
            Fault::BadValue(name, value, known) => lang.fmt(Msg::ConfigBadValue, &[name, value, known]),
        };
        format!("{}:{}: {what}", self.path.display(), self.line)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Lang::En))
    }
}

/// Reads a settings file; one that does not exist says nothing. Unknown names become warnings.
pub(super) fn read(path: &Path, warnings: &mut Vec<Problem>) -> Result<File, SettingsError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(File::default()),
        Err(error) => {
            let fault = Fault::File(FileFault::of(&error));
            return Err(SettingsError::Malformed(Problem { path: path.to_owned(), line: 1, fault }));
        }
    };
    let (file, unknown) = parse(path, &text).map_err(SettingsError::Malformed)?;
    warnings.extend(unknown);
    let urls = file.profiles.values().chain([&file.layer]).filter_map(|layer| layer.url.as_deref());
    if urls.into_iter().any(carries_password) && readable_by_others(path) {
        return Err(SettingsError::Exposed(path.to_owned()));
    }
    Ok(file)
}

/// Everything wrong with a settings file, whether or not the program starts with it; nothing where there is none.
pub fn check(path: &Path) -> Vec<Problem> {
    match fs::read_to_string(path) {
        Ok(text) => check_text(path, &text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => {
            vec![Problem { path: path.to_owned(), line: 1, fault: Fault::File(FileFault::of(&error)) }]
        }
    }
}

/// Everything wrong with a settings file of this text.
pub(super) fn check_text(path: &Path, text: &str) -> Vec<Problem> {
    match toml::from_str(text) {
        Ok(table) => faults(path, text, &table).into_iter().map(|(problem, _)| problem).collect(),
        Err(error) => vec![not_toml(path, text, &error)],
    }
}

fn not_toml(path: &Path, text: &str, error: &toml::de::Error) -> Problem {
    let line = error.span().map_or(1, |span| line_of(text, span.start));
    let fault = Fault::File(FileFault::NotToml(error.message().to_owned()));
    Problem { path: path.to_owned(), line, fault }
}

fn parse(path: &Path, text: &str) -> Result<(File, Vec<Problem>), Problem> {
    let table: toml::Table = toml::from_str(text).map_err(|error| not_toml(path, text, &error))?;
    let (fatal, unknown): (Vec<_>, Vec<_>) =
        faults(path, text, &table).into_iter().partition(|(_, fatal)| *fatal);
    if let Some((problem, _)) = fatal.into_iter().next() {
        return Err(problem);
    }
    let layer = toml::from_str(text).map_err(|error| not_toml(path, text, &error))?;
    let Profiles { profiles } = toml::from_str(text).map_err(|error| not_toml(path, text, &error))?;
    Ok((File { layer, profiles }, unknown.into_iter().map(|(problem, _)| problem).collect()))
}

/// What is wrong with the values, and whether the program cannot start with it.
fn faults(path: &Path, text: &str, table: &toml::Table) -> Vec<(Problem, bool)> {
    let mut found = of_layer(path, text, 0, table, Some("profiles"));
    match table.get("profiles") {
        None => {}
        Some(toml::Value::Table(profiles)) => {
            for (name, profile) in profiles {
                let from = text.find(&format!("profiles.{name}]")).unwrap_or_default();
                match profile.as_table() {
                    Some(profile) => found.extend(of_layer(path, text, from, profile, None)),
                    None => found.push((wrong_type(path, text, name, Wanted::Table), true)),
                }
            }
        }
        Some(_) => found.push((wrong_type(path, text, "profiles", Wanted::Table), true)),
    }
    found
}

fn wrong_type(path: &Path, text: &str, name: &str, wanted: Wanted) -> Problem {
    let fault = Fault::File(FileFault::WrongType(name.to_owned(), wanted));
    Problem { path: path.to_owned(), line: line_naming(text, name), fault }
}

/// What is wrong with the settings of one table, which stands behind this place of the text.
fn of_layer(
    path: &Path,
    text: &str,
    from: usize,
    table: &toml::Table,
    also: Option<&str>,
) -> Vec<(Problem, bool)> {
    let before = line_of(text, from) - 1;
    let rest = text.get(from..).unwrap_or_default();
    let mut found = Vec::new();
    for (name, value) in table.iter().filter(|(name, _)| Some(name.as_str()) != also) {
        let fault = match NAMES.iter().find(|(known, _)| known == name) {
            None => {
                let known =
                    NAMES.map(|(known, _)| known).into_iter().chain(also).collect::<Vec<_>>().join(", ");
                Some((Fault::File(FileFault::UnknownName(name.clone(), known)), false))
            }
            Some((_, values)) => wrong(name, value, *values).map(|fault| (fault, true)),
        };
        if let Some((fault, fatal)) = fault {
            let line = before + line_naming(rest, name);
            found.push((Problem { path: path.to_owned(), line, fault }, fatal));
        }
    }
    found
}

/// Why this value is none of this setting's.
fn wrong(name: &str, value: &toml::Value, values: Values) -> Option<Fault> {
    let bad = |wanted| Some(Fault::File(FileFault::WrongType(name.to_owned(), wanted)));
    match (values, value.as_str()) {
        (Values::Flag, _) => {
            if value.is_bool() {
                None
            } else {
                bad(Wanted::Flag)
            }
        }
        (_, None) => bad(Wanted::Text),
        (Values::Text, Some(_)) => None,
        (Values::OneOf(known), Some(text)) => (!known.contains(&text))
            .then(|| Fault::BadValue(name.to_owned(), value.to_string(), known.join(", "))),
    }
}

/// Whether a URL or connection string seems to hold a password. In doubt it does.
pub fn carries_password(url: &str) -> bool {
    let before_host = url.split_once("://").and_then(|(_, rest)| rest.rsplit_once('@'));
    before_host.is_some_and(|(who, _)| who.contains(':'))
        || url.split(['?', '&', ' ']).any(|part| part.trim_start().starts_with("password"))
}

fn readable_by_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|meta| meta.permissions().mode() & 0o077 != 0)
}
