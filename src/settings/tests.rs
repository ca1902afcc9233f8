//! Which source wins, and what a wrong file says.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use super::{file::check_text, *};

fn with_file(text: &str) -> (tempfile::TempDir, Env) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("config.toml");
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    let env = Env { config_home: Some(dir.path().to_owned()), ..Env::default() };
    (dir, env)
}

fn load(flags: Layer, env: &Env) -> Result<Settings, SettingsError> {
    Settings::load(flags, env.clone())
}

#[test]
fn flags_win_over_the_environment_and_that_over_the_file() {
    let (dir, mut env) = with_file("url = 'host=file'\nlang = 'en'\ntheme = 'light'\n");
    let file = Origin::File(dir.path().join("config.toml"));
    let settings = load(Layer::default(), &env).unwrap();
    assert_eq!(settings.url, Set { value: Some("host=file".into()), origin: file.clone() });
    assert_eq!(settings.bell, Set { value: true, origin: Origin::Default });

    env.database_url = Some("host=env".into());
    env.kehu_lang = Some("zh".into());
    let settings = load(Layer::default(), &env).unwrap();
    assert_eq!(settings.url, Set { value: Some("host=env".into()), origin: Origin::Environment });
    assert_eq!(settings.lang.value, Lang::Zh);
    assert_eq!(settings.theme.origin, file);

    let flags = Layer { url: Some("host=flag".into()), ..Layer::default() };
    assert_eq!(load(flags, &env).unwrap().url, Set { value: Some("host=flag".into()), origin: Origin::Flag });
}

#[test]
fn a_profile_wins_over_the_rest_of_its_file() {
    let (_dir, mut env) =
        with_file("theme = 'dark'\nbell = false\n[profiles.work]\nurl = 'service=kehu'\ntheme = 'light'\n");
    assert_eq!(load(Layer::default(), &env).unwrap().theme.value, "dark");
    env.profile = Some("work".into());
    let settings = load(Layer::default(), &env).unwrap();
    assert_eq!((settings.theme.value.as_str(), settings.bell.value), ("light", false));
    assert_eq!(settings.url.value.as_deref(), Some("service=kehu"));
    env.profile = Some("home".into());
    assert!(
        matches!(load(Layer::default(), &env), Err(SettingsError::NoProfile(name, known)) if name == "home" && known == ["work"])
    );
}

#[test]
fn unknown_names_warn_with_their_line_and_wrong_values_refuse() {
    let (_dir, env) = with_file("bell = true\n\ncolour = 'red'\n");
    let settings = load(Layer::default(), &env).unwrap();
    assert_eq!(settings.warnings.len(), 1);
    assert_eq!(settings.warnings[0].line, 3);
    let (_dir, env) = with_file("bell = true\nborders = 'thick'\n");
    let error = load(Layer::default(), &env).unwrap_err();
    assert!(matches!(&error, SettingsError::Malformed(problem) if problem.line == 2), "{error}");
    let (_dir, env) = with_file("bell = true\nmouse = \n");
    let error = load(Layer::default(), &env).unwrap_err();
    assert!(matches!(&error, SettingsError::Malformed(problem) if problem.line == 2), "{error}");
}

#[test]
fn a_password_in_a_file_that_others_read_is_refused() {
    let (dir, env) = with_file("url = 'postgresql://john:secret@db/kehu'\n");
    load(Layer::default(), &env).unwrap();
    fs::set_permissions(dir.path().join("config.toml"), fs::Permissions::from_mode(0o640)).unwrap();
    let error = load(Layer::default(), &env).unwrap_err();
    assert!(matches!(&error, SettingsError::Exposed(_)), "{error}");
    assert!(!error.to_string().contains("secret"));
}

#[test]
fn passwords_are_noticed_in_every_form() {
    for url in ["postgresql://a:b@h/d", "host=h password=x", "postgresql:///d?host=h&password=x"] {
        assert!(carries_password(url), "{url}");
    }
    for url in ["postgresql://a@h:5432/d", "service=kehu", "postgresql:///kehu?host=%2Ftmp%2Fa"] {
        assert!(!carries_password(url), "{url}");
    }
}

#[test]
fn the_template_says_nothing_by_itself_and_is_right_when_uncommented() {
    assert!(check_text(Path::new("t"), TEMPLATE).is_empty());
    let uncommented: String = TEMPLATE
        .lines()
        .map(|line| {
            line.strip_prefix("# ").filter(|rest| rest.contains(" = ") || rest.starts_with('[')).unwrap_or("")
        })
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(check_text(Path::new("t"), &uncommented), []);
    assert_eq!(uncommented.matches(" = ").count(), 13);
}

#[test]
fn an_unknown_language_in_the_environment_is_named() {
    let (_dir, mut env) = with_file("");
    env.kehu_lang = Some("klingon".into());
    let error = load(Layer::default(), &env).unwrap_err();
    assert!(error.to_string().contains("KEHU_LANG"), "{error}");
}
