//! `kehu config check` names file, line and remedy for everything that can be wrong with settings, keymaps and themes, in both
//! languages; and says nothing against what is right.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path, process::Command};

/// A fault: the file with its text, the line, and what is said of it in each language; the remedy stands behind.
struct Case {
    file: &'static str,
    text: &'static [u8],
    line: usize,
    english: [&'static str; 2],
    chinese: [&'static str; 2],
}

const fn case(
    file: &'static str,
    text: &'static str,
    line: usize,
    english: [&'static str; 2],
    chinese: [&'static str; 2],
) -> Case {
    Case { file, text: text.as_bytes(), line, english, chinese }
}

const CASES: &[Case] = &[
    // The settings
    case(
        "config.toml",
        "bell = true\ncolour = 'red'\n",
        2,
        ["unknown name: colour", "Take the line out; known here: profile, url, lang, theme"],
        ["未知名称:colour", "请删除此行"],
    ),
    case(
        "config.toml",
        "\n[profiles.work]\nbell = 1\n",
        3,
        ["bell has to be", "true or false"],
        ["bell 应为", "true 或 false"],
    ),
    case(
        "config.toml",
        "theme = 7\n",
        1,
        ["theme has to be", "a text in quotes"],
        ["theme 应为", "引号中的文字"],
    ),
    case(
        "config.toml",
        "borders = 'thick'\n",
        1,
        ["borders = \"thick\" is not understood", "auto, ascii, unicode"],
        ["无法识别 borders = \"thick\"", "可取:auto, ascii, unicode"],
    ),
    case("config.toml", "profiles = 1\n", 1, ["profiles has to be", "a table"], ["profiles 应为", "表"]),
    case(
        "config.toml",
        "bell = true\nhints = \n",
        2,
        ["this is not TOML", "kehu config default shows how a file looks"],
        ["不是 TOML", "请改正此行"],
    ),
    case(
        "config.toml",
        "bell = true\nprofile = 'work'\n[profiles.home]\nbell = false\n",
        2,
        ["there is no profile work", "Profiles in the files: home"],
        ["没有配置 work", "文件中的配置:home"],
    ),
    case(
        "config.toml",
        "# mine\ntheme = 'pink'\n",
        2,
        ["there is no theme pink", "There are: dark, light, contrast, cb"],
        ["没有主题 pink", "现有:dark, light, contrast, cb"],
    ),
    case(
        "config.toml",
        "# mine\nkeys = 'emacs'\n",
        2,
        ["there is no keymap emacs", "There are: default, vim, classic"],
        ["没有按键方案 emacs", "现有:default, vim, classic"],
    ),
    // Keys
    case(
        "keymap.toml",
        "keys = [\n  { on = 'F5', run = 'app.refrehs' },\n]\n",
        2,
        ["there is no command app.refrehs", "The nearest is app.refresh"],
        ["没有命令 app.refrehs", "最接近的是 app.refresh"],
    ),
    case(
        "keymap.toml",
        "keys = [\n  { on = 'Q', run = 'app.quit' },\n  { on = 'Q', run = 'app.help' },\n]\n",
        3,
        ["Q is bound already in everywhere", "Take another key, or free it first"],
        ["Q 在", "请换一个键,或先释放"],
    ),
    case(
        "keymap.toml",
        "keys = [\n  { on = 'Hyper', run = 'app.quit' },\n]\n",
        2,
        ["no key is called Hyper", "Write a character, F1 to F12"],
        ["没有按键 Hyper", "请写一个字符"],
    ),
    case(
        "keymap.toml",
        "keys = [\n  { on = 'Ctrl-I', run = 'app.quit' },\n]\n",
        2,
        ["a terminal cannot tell Ctrl-I from Tab", "Take another key"],
        ["终端无法区分 Ctrl-I 与 Tab", "请换一个键"],
    ),
    case(
        "keymap.toml",
        "keys = [\n  { on = 'Q', run = 'app.quit', when = 'garden' },\n]\n",
        2,
        ["there is no context garden", "There are: everywhere, list"],
        ["没有场合 garden", "现有:everywhere, list"],
    ),
    case(
        "keymap.toml",
        "keys = [\n  { on = 'Q', run = 'receivable.dun', when = 'form' },\n]\n",
        2,
        ["receivable.dun does nothing in form", "It works in: receivables"],
        ["receivable.dun 在 form 中不起作用", "可用于:receivables"],
    ),
    case(
        "keymap.toml",
        "keys = [\n  { on = 'Q' },\n]\n",
        2,
        ["a binding needs on and run", "run = \"app.refresh\""],
        ["on", "run = \"app.refresh\""],
    ),
    case(
        "keymap.toml",
        "letters = 'search'\n",
        1,
        ["unknown name: \"search\"", "known here: \"commands\", \"filter\""],
        ["未知名称:\"search\"", "此处可用:\"commands\", \"filter\""],
    ),
    case("keymap.toml", "\nkeys = 3\n", 2, ["keys has to be", "a list"], ["keys 应为", "列表"]),
    case(
        "keymaps/mine.toml",
        "\ncolour = 3\n",
        2,
        ["unknown name: colour", "known here: keys, letters, digits"],
        ["未知名称:colour", "此处可用:keys, letters, digits"],
    ),
    // Themes
    case(
        "themes/mine.toml",
        "[palette]\nink = '#12'\n",
        2,
        ["no colour: #12", "Write \"#rrggbb\", a name of the palette"],
        ["不是颜色:#12", "请写 \"#rrggbb\""],
    ),
    case(
        "themes/mine.toml",
        "inherits = 'dark'\n[roles]\ngood = { fg = 'grean' }\n",
        3,
        ["no colour: grean", "Write \"#rrggbb\", a name of the palette"],
        ["不是颜色:grean", "请写 \"#rrggbb\""],
    ),
    case(
        "themes/mine.toml",
        "[roles]\n\nnice = 'red'\n",
        3,
        ["unknown name: nice", "known here: text, dim, title"],
        ["未知名称:nice", "此处可用:text, dim, title"],
    ),
    case(
        "themes/mine.toml",
        "[roles]\ngood = { fg = 'red', add = ['loud'] }\n",
        2,
        ["unknown name: \"loud\"", "known here: bold, dim, italic"],
        ["未知名称:\"loud\"", "此处可用:bold, dim, italic"],
    ),
    case(
        "themes/mine.toml",
        "[palette]\nink = 3\n",
        2,
        ["ink has to be", "a text in quotes"],
        ["ink 应为", "引号"],
    ),
    case("themes/mine.toml", "roles = 3\n", 1, ["roles has to be", "a table"], ["roles 应为", "表"]),
    case(
        "themes/mine.toml",
        "\ninherits = 'mime'\n",
        2,
        ["there is no theme mime", "There are: dark"],
        ["没有主题 mime", "现有:dark"],
    ),
    case(
        "themes/a.toml",
        "inherits = 'a'\n[roles]\n",
        1,
        ["the theme a inherits from itself", "Let it inherit another one"],
        ["主题 a 继承自身", "请改为继承其他主题"],
    ),
    // Files that cannot be read
    Case {
        file: "keymap.toml",
        text: b"# \xff\xfe",
        line: 1,
        english: ["it is not UTF-8 text", "Save it as UTF-8"],
        chinese: ["不是 UTF-8 文本", "请另存为 UTF-8"],
    },
    Case {
        file: "config.toml",
        text: b"# \xff\xfe",
        line: 1,
        english: ["it is not UTF-8 text", "Save it as UTF-8"],
        chinese: ["不是 UTF-8 文本", "请另存为 UTF-8"],
    },
    Case {
        file: "themes/mine.toml",
        text: b"# \xff\xfe",
        line: 1,
        english: ["it is not UTF-8 text", "Save it as UTF-8"],
        chinese: ["不是 UTF-8 文本", "请另存为 UTF-8"],
    },
];

/// What is said of the settings in this directory, and whether all is well.
fn check(home: &Path, lang: &str) -> (String, bool) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kehu"));
    for name in ["DATABASE_URL", "KEHU_LANG", "KEHU_PROFILE"] {
        command.env_remove(name);
    }
    command.env("HOME", home).env("KEHU_CONFIG_HOME", home);
    let output = command.args(["--lang", lang, "config", "check"]).output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.success())
}

fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    for folder in ["keymaps", "themes"] {
        fs::create_dir(home.path().join(folder)).unwrap();
    }
    home
}

#[test]
fn every_fault_is_told_with_file_line_and_remedy_in_both_languages() {
    for case in CASES {
        let home = home();
        let path = home.path().join(case.file);
        fs::write(&path, case.text).unwrap();
        for (lang, words) in [("en", case.english), ("zh-CN", case.chinese)] {
            let (said, good) = check(home.path(), lang);
            let text = String::from_utf8_lossy(case.text);
            assert!(!good, "{text}: {said}");
            let begins = format!("{}:{}: ", path.display(), case.line);
            let line = said.lines().find(|line| line.starts_with(&begins));
            let line = line.unwrap_or_else(|| panic!("{}: {text}\n{said}", case.file));
            assert!(words.iter().all(|word| line.contains(word)), "{words:?}: {line}");
            assert_eq!(said.lines().count(), 1, "one fault, told once: {said}");
        }
    }
}

#[test]
fn a_folder_in_place_of_a_file_and_an_open_password_are_told() {
    let dir = home();
    fs::create_dir(dir.path().join("keymap.toml")).unwrap();
    let (said, good) = check(dir.path(), "en");
    assert!(!good && said.contains("keymap.toml:1: it is a folder. Put a file in its place"), "{said}");
    let (said, _) = check(dir.path(), "zh-CN");
    assert!(said.contains("keymap.toml:1: 这是目录。请换成文件"), "{said}");

    let dir = home();
    let path = dir.path().join("config.toml");
    fs::write(&path, "url = 'postgresql://john:secret@db/kehu'\n").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    for (lang, word) in [("en", "chmod 600"), ("zh-CN", "chmod 600")] {
        let (said, good) = check(dir.path(), lang);
        assert!(!good && said.contains(word) && !said.contains("secret"), "{said}");
    }
}

#[test]
fn several_faults_of_one_file_are_all_told() {
    let home = home();
    fs::write(home.path().join("themes/mine.toml"), "x = 1\n[palette]\na = '#1'\nb = '#2'\n[roles]\nc = 3\n")
        .unwrap();
    fs::write(home.path().join("config.toml"), "x = 1\nbell = 2\nborders = 3\nmoney = 'fen'\n").unwrap();
    let (said, _) = check(home.path(), "en");
    assert_eq!(said.lines().count(), 8, "{said}");
}

#[test]
fn what_is_right_is_called_right() {
    let home = home();
    fs::write(
        home.path().join("config.toml"),
        "theme = 'mine'\nkeys = 'mine'\nmoney = 'wan'\nmotion = false\n",
    )
    .unwrap();
    fs::write(home.path().join("themes/mine.toml"), "inherits = 'cb'\n[roles]\ngood = 'sky'\n").unwrap();
    fs::write(home.path().join("keymaps/mine.toml"), "letters = 'filter'\ndigits = 'count'\n").unwrap();
    fs::write(home.path().join("keymap.toml"), "keys = [{ on = 'Q', run = 'app.quit', desc = 'out' }]\n")
        .unwrap();
    for (lang, words) in [("en", "The settings are good."), ("zh-CN", "设置")] {
        let (said, good) = check(home.path(), lang);
        assert!(good && said.contains(words), "{said}");
    }
}
