//! From a name to a theme: which file, what it inherits, and what of it the terminal can show.

use std::{collections::BTreeMap, fs, io, path::Path};

use ratatui::style::{Color, Modifier, Style};

use super::{
    Depth, Fault, Role, Theme, ThemeError,
    file::{self, File},
};
use crate::toml_file::FileFault;

const OWN: [(&str, &str); 6] = [
    ("dark", include_str!("../../themes/dark.toml")),
    ("light", include_str!("../../themes/light.toml")),
    ("contrast", include_str!("../../themes/contrast.toml")),
    ("cb", include_str!("../../themes/cb.toml")),
    ("mono", include_str!("../../themes/mono.toml")),
    ("ansi16", include_str!("../../themes/ansi16.toml")),
];

const NOWHERE: &[&Path] = &[];

/// The theme of this name for a terminal of this depth. `auto` chooses one of ours by the depth. `dirs` are the settings
/// directories, the user's first: each may hold `themes/<name>.toml`, which comes before ours of the same name.
///
/// Without colours every theme is the one without colours. `ascii` is off: it is for the caller to find out.
pub fn load(name: &str, depth: Depth, dirs: &[impl AsRef<Path>]) -> Result<Theme, ThemeError> {
    let name = match (name, depth) {
        ("auto", Depth::None) => "mono",
        ("auto", Depth::Sixteen) => "ansi16",
        ("auto", _) => "dark",
        (name, _) => name,
    };
    // A faulty file is told of although its colours would not be seen.
    let first = |faults: Vec<ThemeError>| faults.into_iter().next();
    let (mut styles, faults) = whole(name, dirs);
    if let Some(fault) = first(faults) {
        return Err(fault);
    }
    if depth == Depth::None {
        styles = whole("mono", NOWHERE).0;
    }
    fit(&mut styles, depth);
    Ok(Theme { name: name.to_owned(), ascii: false, styles: styles.into_iter().collect() })
}

/// Every theme there is, the one of this name first: what "next theme" goes through. A theme with a fault is left out
/// and told of; where it is the chosen one, `auto` stands in for it. Without colours there is one theme only.
pub fn all(name: &str, depth: Depth, dirs: &[impl AsRef<Path>]) -> (Vec<Theme>, Vec<ThemeError>) {
    let (mut themes, mut errors) = (Vec::new(), Vec::new());
    let chosen = load(name, depth, dirs).or_else(|error| {
        errors.push(error);
        load("auto", depth, NOWHERE)
    });
    let first = chosen.as_ref().map(|theme| theme.name.clone()).unwrap_or_default();
    themes.extend(chosen);
    if depth == Depth::None {
        return (themes, errors);
    }
    let names = names(dirs);
    let at = names.iter().position(|other| *other == first).unwrap_or(0);
    for other in names[at..].iter().chain(&names[..at]).filter(|other| **other != first && *other != name) {
        match load(other, depth, dirs) {
            Ok(theme) => themes.push(theme),
            Err(error) => errors.push(error),
        }
    }
    (themes, errors)
}

/// Everything wrong with the theme of this name, which a setting may name in a file and line, and with those in the settings
/// directories.
pub fn check(name: &str, said: (&str, usize), dirs: &[impl AsRef<Path>]) -> Vec<ThemeError> {
    let mut faults = Vec::new();
    let chosen = (name != "auto" && find(name, dirs).is_ok_and(|found| found.is_none())).then(|| {
        let fault = Fault::NoTheme(name.to_owned(), names(dirs).join(", "));
        ThemeError { file: said.0.to_owned(), line: said.1, fault }
    });
    faults.extend(chosen);
    for name in names(dirs) {
        // One that others inherit is told of once.
        for fault in whole(&name, dirs).1 {
            if !faults.contains(&fault) {
                faults.push(fault);
            }
        }
    }
    faults
}

/// The names of all themes: ours, then the user's.
fn names(dirs: &[impl AsRef<Path>]) -> Vec<String> {
    let mut others = Vec::new();
    for dir in dirs {
        let files = fs::read_dir(dir.as_ref().join("themes")).into_iter().flatten().flatten();
        let paths =
            files.map(|file| file.path()).filter(|path| path.extension().is_some_and(|e| e == "toml"));
        others.extend(paths.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())));
    }
    others.sort();
    others.dedup();
    let mut names: Vec<String> = OWN.iter().map(|(name, _)| (*name).to_owned()).collect();
    names.extend(others.into_iter().filter(|other| OWN.iter().all(|(own, _)| own != other)));
    names
}

/// The styles of a theme with all it inherits, as far as that is understood, with everything that is not.
fn whole(name: &str, dirs: &[impl AsRef<Path>]) -> (Vec<(Role, Style)>, Vec<ThemeError>) {
    let (mut files, mut faults) = (Vec::new(), Vec::new());
    let mut seen: Vec<String> = Vec::new();
    let (mut wanted, mut from) = (name.to_owned(), ("theme".to_owned(), 1));
    loop {
        let fault = |fault| ThemeError { file: from.0.clone(), line: from.1, fault };
        // A user's `dark` may build on ours.
        let times = seen.iter().filter(|name| **name == wanted).count();
        let builds_on_ours = times == 1 && seen.last() == Some(&wanted) && ours(&wanted).is_some();
        let found = match times {
            0 => find(&wanted, dirs),
            _ if builds_on_ours => Ok(ours(&wanted)),
            _ => {
                faults.push(fault(Fault::Circle(wanted)));
                break;
            }
        };
        let (path, text) = match found {
            Ok(Some(found)) => found,
            Ok(None) => {
                faults.push(fault(Fault::NoTheme(wanted, names(dirs).join(", "))));
                break;
            }
            Err(unreadable) => {
                faults.push(unreadable);
                break;
            }
        };
        let (file, wrong) = file::parse(&path, &text);
        faults.extend(wrong);
        let inherits = file.inherits.clone();
        files.push(file);
        seen.push(wanted);
        match inherits {
            Some((parent, line)) => (wanted, from) = (parent, (path, line)),
            None => break,
        }
    }
    let styles = merge(&files, &mut faults);
    (styles, faults)
}

/// Children come before their parents, in palette and roles.
fn merge(files: &[File], faults: &mut Vec<ThemeError>) -> Vec<(Role, Style)> {
    let mut palette = BTreeMap::new();
    for file in files.iter().rev() {
        palette.extend(file.palette.clone());
    }
    let mut styles = Vec::new();
    for (role, _) in Role::ALL {
        let spec = files.iter().find_map(|file| file.roles.iter().find(|(named, _)| *named == role));
        if let Some((_, spec)) = spec {
            styles.push((role, spec.style(&palette, faults)));
        }
    }
    styles
}

fn find(name: &str, dirs: &[impl AsRef<Path>]) -> Result<Option<(String, String)>, ThemeError> {
    for dir in dirs {
        let path = dir.as_ref().join("themes").join(format!("{name}.toml"));
        let file = path.display().to_string();
        match fs::read_to_string(&path) {
            Ok(text) => return Ok(Some((file, text))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                return Err(ThemeError { file, line: 1, fault: Fault::File(FileFault::of(&error)) });
            }
        }
    }
    Ok(ours(name))
}

fn ours(name: &str) -> Option<(String, String)> {
    let (name, text) = OWN.iter().find(|(own, _)| *own == name)?;
    Some((format!("themes/{name}.toml"), (*text).to_owned()))
}

/// Brings every colour to what the terminal shows. Where two that must differ become one, reverse tells them apart.
fn fit(styles: &mut [(Role, Style)], depth: Depth) {
    for (_, style) in styles.iter_mut() {
        style.fg = style.fg.map(|colour| depth.nearest(colour));
        style.bg = style.bg.map(|colour| depth.nearest(colour));
    }
    let ground =
        styles.iter().find(|(role, _)| *role == Role::Text).map(|(_, style)| *style).unwrap_or_default();
    for (role, style) in styles.iter_mut().filter(|(role, _)| *role != Role::Text) {
        let (fg, bg) = (style.fg.or(ground.fg), style.bg.or(ground.bg));
        let unseen = fg == bg && fg.is_some_and(|colour| colour != Color::Reset);
        let same = |role: &Role| matches!(role, Role::Selected | Role::FieldFocus | Role::TabOpen);
        let lost = same(role) && bg == ground.bg && !style.add_modifier.contains(Modifier::REVERSED);
        if unseen {
            (style.fg, style.bg) = (ground.fg, ground.bg);
        }
        if lost {
            *style = style.add_modifier(Modifier::REVERSED);
        }
    }
}
