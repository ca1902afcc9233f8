//! The shape of a settings file, and what is wrong with one.

use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::{Layer, SettingsError, layer::NAMES};

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
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path.display(), self.line, self.what)
    }
}

/// Reads a settings file; one that does not exist says nothing. Unknown names become warnings.
pub(super) fn read(path: &Path, warnings: &mut Vec<Problem>) -> Result<File, SettingsError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(File::default()),
        Err(source) => return Err(SettingsError::Unreadable { path: path.to_owned(), source }),
    };
    let (file, unknown) = parse(path, &text).map_err(SettingsError::Malformed)?;
    warnings.extend(unknown);
    let urls = file.profiles.values().chain([&file.layer]).filter_map(|layer| layer.url.as_deref());
    if urls.into_iter().any(carries_password) && readable_by_others(path) {
        return Err(SettingsError::Exposed(path.to_owned()));
    }
    Ok(file)
}

/// Everything wrong with a settings file of this text.
pub fn check(path: &Path, text: &str) -> Vec<Problem> {
    match parse(path, text) {
        Ok((_, unknown)) => unknown,
        Err(problem) => vec![problem],
    }
}

fn parse(path: &Path, text: &str) -> Result<(File, Vec<Problem>), Problem> {
    let problem = |error: toml::de::Error| {
        let line = error.span().map_or(1, |span| line_of(text, span.start));
        Problem { path: path.to_owned(), line, what: error.message().to_owned() }
    };
    let table: toml::Table = toml::from_str(text).map_err(problem)?;
    let mut unknown = Vec::new();
    let mut look = |table: &toml::Table, also: &str| {
        for name in table.keys().filter(|name| !NAMES.contains(&name.as_str()) && *name != also) {
            let what = format!("unknown name: {name} (known: {})", NAMES.join(", "));
            unknown.push(Problem { path: path.to_owned(), line: line_naming(text, name), what });
        }
    };
    look(&table, "profiles");
    for profile in
        table.get("profiles").and_then(toml::Value::as_table).into_iter().flat_map(toml::Table::values)
    {
        look(profile.as_table().unwrap_or(&toml::Table::new()), "");
    }
    // Read twice rather than flattened: only so an error knows its line.
    let layer = toml::from_str(text).map_err(problem)?;
    let Profiles { profiles } = toml::from_str(text).map_err(problem)?;
    Ok((File { layer, profiles }, unknown))
}

fn line_of(text: &str, offset: usize) -> usize {
    text.get(..offset).unwrap_or(text).matches('\n').count() + 1
}

fn line_naming(text: &str, name: &str) -> usize {
    let names = |line: &str| {
        let line = line.trim_start();
        line.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('='))
            || line.trim_start_matches('[').starts_with(name)
    };
    text.lines().position(names).map_or(1, |n| n + 1)
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
