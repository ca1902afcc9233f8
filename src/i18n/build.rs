//! Makes the message enum from the files of the two languages, at build time: a message that one language lacks, or whose
//! placeholders differ, is a build error. A language is a folder with one file per room or matter.

use std::{collections::BTreeMap, env, fs, path::Path};

fn main() {
    let english = read("src/i18n/en");
    let chinese = read("src/i18n/zh-CN");
    compare("zh-CN", &english, &chinese);
    compare("en", &chinese, &english);

    let mut out = String::from("/// Every text of the program, by name; `{0}`, `{1}` are its arguments.\n");
    out.push_str("#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]\npub enum Msg {\n");
    for (key, text) in &english {
        out.push_str(&format!("    /// {}\n    {},\n", text.replace('\n', " "), variant(key)));
    }
    out.push_str("}\n\n");
    out.push_str(&format!("const COUNT: usize = {};\n", english.len()));
    table(&mut out, "KEYS", english.keys().map(String::as_str));
    table(&mut out, "ENGLISH", english.values().map(String::as_str));
    table(&mut out, "CHINESE", chinese.values().map(String::as_str));
    out.push_str("/// All messages, in the order of their keys.\npub static ALL: [Msg; COUNT] = [");
    for key in english.keys() {
        out.push_str(&format!("Msg::{}, ", variant(key)));
    }
    out.push_str("];\n");
    #[expect(clippy::disallowed_methods, reason = "cargo speaks to a build script by the environment")]
    let dir = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&dir).join("messages.rs"), out).expect("OUT_DIR is writable");
}

fn table<'a>(out: &mut String, name: &str, texts: impl Iterator<Item = &'a str>) {
    out.push_str(&format!("static {name}: [&str; COUNT] = ["));
    for text in texts {
        out.push_str(&format!("{text:?}, "));
    }
    out.push_str("];\n");
}

/// `field.due_on` becomes `FieldDueOn`.
fn variant(key: &str) -> String {
    key.split(['.', '_', '-'])
        .map(|part| {
            let mut letters = part.chars();
            letters.next().map(|c| c.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
        })
        .collect()
}

fn read(folder: &str) -> BTreeMap<String, String> {
    println!("cargo:rerun-if-changed={folder}");
    // The migrations are embedded, which the compiler does not notice by itself.
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=src/i18n/build.rs");
    let mut flat = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("{folder}: {e}")).flatten() {
        let path = entry.path();
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let table: toml::Table = text.parse().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        flatten("", &table, &mut flat);
    }
    flat
}

fn flatten(prefix: &str, table: &toml::Table, into: &mut BTreeMap<String, String>) {
    for (key, value) in table {
        let key = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            toml::Value::Table(inner) => flatten(&key, inner, into),
            toml::Value::String(text) => {
                let before = into.insert(key.clone(), text.clone());
                assert!(before.is_none(), "{key} stands in two files");
            }
            other => panic!("{key}: a text is expected, not {other}"),
        }
    }
}

fn compare(name: &str, model: &BTreeMap<String, String>, other: &BTreeMap<String, String>) {
    for (key, text) in model {
        let Some(theirs) = other.get(key) else { panic!("{name} lacks the message {key}") };
        assert_eq!(holes(text), holes(theirs), "{name}: {key} has other placeholders");
    }
}

fn holes(text: &str) -> Vec<usize> {
    (0..9).filter(|n| text.contains(&format!("{{{n}}}"))).collect()
}
