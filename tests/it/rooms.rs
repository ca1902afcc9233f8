//! The house rules: which room may name which other, which crate is spelled where, how long a file may be. Reads the
//! sources; fails with file, line and rule.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A room and the rooms it may name besides itself.
const ROOMS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("store", &["domain"]),
    ("entry", &["store", "domain", "text", "i18n"]),
    ("export", &["domain", "entry", "i18n", "text"]),
    ("schema", &[]),
    ("model", &["schema", "domain"]),
    ("db", &["store", "model", "schema", "domain", "clock", "text", "i18n"]),
    ("local", &["domain", "db", "text", "settings", "clock", "i18n"]),
    ("keep", &["store", "domain", "clock"]),
    ("command", &["domain", "i18n"]),
    ("input", &["command", "domain", "i18n", "toml_file"]),
    ("app", &["screen", "theme", "store", "input", "command", "domain", "clock", "i18n", "text", "widget"]),
    (
        "screen",
        &[
            "widget", "theme", "command", "entry", "export", "store", "domain", "clock", "i18n", "text",
            "input",
        ],
    ),
    ("widget", &["theme", "domain", "text", "command"]),
    ("theme", &["i18n", "toml_file"]),
    ("toml_file", &["i18n"]),
    ("text", &["domain"]),
    ("i18n", &[]),
    ("clock", &[]),
    ("settings", &["i18n", "toml_file"]),
    (
        "term",
        &["app", "screen", "store", "input", "theme", "settings", "clock", "i18n", "text", "db", "keep"],
    ),
    (
        "cli",
        &[
            "domain",
            "entry",
            "export",
            "store",
            "model",
            "db",
            "local",
            "command",
            "input",
            "i18n",
            "settings",
            "clock",
            "term",
            "text",
            "theme",
            "screen",
            "toml_file",
        ],
    ),
];

/// A word and the only rooms that may spell it.
const CRATES: &[(&str, &[&str])] = &[
    ("diesel::", &["schema", "model", "db", "local"]),
    ("diesel_migrations", &["db"]),
    ("ratatui", &["widget", "screen", "theme", "term", "app"]),
    ("crossterm", &["term", "input"]),
    ("Utc::now", &["clock"]),
    ("Local::now", &["clock"]),
    ("Instant::now", &["clock", "db", "local", "term"]),
    ("env::var", &["settings", "i18n"]),
];

struct Source {
    path: PathBuf,
    room: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &mut |path| {
        let inside = path.strip_prefix(&root).expect("below src");
        let first = inside.components().next().expect("a name").as_os_str().to_string_lossy();
        let room = first.trim_end_matches(".rs").to_owned();
        found.push(Source {
            path: inside.to_owned(),
            room,
            text: fs::read_to_string(path).expect("readable"),
        });
    });
    assert!(found.len() > 50, "the sources were not found");
    found
}

fn walk(dir: &Path, each: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(dir).expect("a directory").flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, each);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            each(&path);
        }
    }
}

/// The lines that are code: comments are free to speak of anything.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(n, line)| (n + 1, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Lines before the file's own unit tests: a test may reach for anything.
fn before_tests(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

#[test]
fn rooms_name_only_the_rooms_they_may() {
    let mut faults = Vec::new();
    for source in sources() {
        let Some((_, may)) = ROOMS.iter().find(|(room, _)| *room == source.room) else { continue };
        for (line, text) in code(before_tests(&source.text)) {
            for (other, _) in ROOMS {
                let named = text.contains(&format!("crate::{other}::"))
                    || text.trim_start().starts_with(&format!("{other}::"));
                if named && *other != source.room && !may.contains(other) {
                    faults.push(format!(
                        "src/{}:{line}: {} may not name {other}",
                        source.path.display(),
                        source.room
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_crate_is_spelled_in_its_rooms_only() {
    let mut faults = Vec::new();
    for source in sources() {
        for (line, text) in code(before_tests(&source.text)) {
            for (word, rooms) in CRATES {
                let names_it = text.split(word).next().is_some_and(|before| before.len() < text.len());
                if names_it && !rooms.contains(&source.room.as_str()) {
                    faults.push(format!(
                        "src/{}:{line}: {word} is for {}",
                        source.path.display(),
                        rooms.join(", ")
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_say_what_they_own_and_stay_short() {
    let mut faults = Vec::new();
    for source in sources() {
        if source.path == Path::new("schema.rs") {
            continue;
        }
        let lines = before_tests(&source.text).lines().count();
        if lines > 500 {
            faults.push(format!("src/{}: {lines} lines: does it hold one idea?", source.path.display()));
        }
        if !source.text.starts_with("//!") {
            faults.push(format!(
                "src/{}:1: say with //! what it owns and what it must not know",
                source.path.display()
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_top_level_is_fixed() {
    let known = [
        ".ci",
        ".git",
        ".github",
        ".gitignore",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "clippy.toml",
        "deny.toml",
        "diesel.toml",
        "keymaps",
        "migrations",
        "rustfmt.toml",
        "src",
        "target",
        "tests",
        "themes",
        "typos.toml",
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for entry in fs::read_dir(root).expect("the package").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(known.contains(&name.as_str()), "{name} does not belong at the top level");
    }
}
