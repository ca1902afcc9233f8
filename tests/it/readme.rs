//! What the README says of the program is what the program does.

use std::{fs, path::Path};

use kehu::{
    i18n::Lang,
    input::{Keymap, markdown},
};

/// The text between `<!-- name -->` and `<!-- /keys -->`.
fn between<'a>(text: &'a str, name: &str) -> &'a str {
    let (_, rest) = text.split_once(&format!("<!-- {name} -->")).unwrap_or_else(|| {
        panic!("README.md lacks the marks <!-- {name} --> and <!-- /keys --> around its key table")
    });
    rest.split_once("<!-- /keys -->").unwrap_or_else(|| panic!("README.md: {name} has no <!-- /keys -->")).0
}

#[test]
fn the_key_tables_are_those_of_the_keymap() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let Ok(readme) = fs::read_to_string(path) else { return };
    for lang in [Lang::En, Lang::Zh] {
        let name = format!("keys:{}", lang.code());
        let table = markdown(&Keymap::standard().sheet(lang), lang);
        assert!(
            between(&readme, &name).trim() == table.trim(),
            "the table of README.md at <!-- {name} --> is not that of keymaps/default.toml; put there what this prints: \
             cargo run -- keys --lang {} --format markdown",
            lang.code()
        );
    }
}
