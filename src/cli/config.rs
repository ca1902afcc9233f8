//! `kehu config path|show|check|default`: where the settings are, what holds and why, what is wrong, and a file to begin with.

use std::{fs, path::PathBuf};

use super::{Exit, say};
use crate::{
    i18n::{Lang, Msg},
    input::{Keymap, Trouble},
    settings::{self, Env, Layer, Origin, Places, Set, Settings, SettingsError},
    theme,
    toml_file::line_naming,
};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    Path,
    Show,
    Check,
    Default,
}

pub fn run(args: Args, flags: Layer, env: Env) -> anyhow::Result<Exit> {
    match args.action {
        Action::Path => path(&Places::of(&env)),
        Action::Show => show(&Settings::load(flags, env)?),
        Action::Check => check(flags, env),
        Action::Default => {
            print!("{}", settings::TEMPLATE);
            Ok(Exit::Ok)
        }
    }
}

fn path(places: &Places) -> anyhow::Result<Exit> {
    for file in [places.user_file(), places.system_file(), places.log_file()] {
        say(file.display())?;
    }
    Ok(Exit::Ok)
}

/// Each setting with its origin. A password in the URL is not shown.
fn show(settings: &Settings) -> anyhow::Result<Exit> {
    let lang = settings.lang.value;
    let url = settings.url.value.as_deref().map_or_else(String::new, without_password);
    line("url", &url, &settings.url, lang)?;
    line("lang", lang.code(), &settings.lang, lang)?;
    line("theme", &settings.theme.value, &settings.theme, lang)?;
    line("keys", &settings.keys.value, &settings.keys, lang)?;
    line("borders", &settings.borders.value.to_string(), &settings.borders, lang)?;
    line("drawing", &settings.drawing.value.to_string(), &settings.drawing, lang)?;
    line("motion", &settings.motion.value.to_string(), &settings.motion, lang)?;
    line("bell", &settings.bell.value.to_string(), &settings.bell, lang)?;
    line("money", &settings.money.value.to_string(), &settings.money, lang)?;
    line("hints", &settings.hints.value.to_string(), &settings.hints, lang)?;
    Ok(Exit::Ok)
}

fn line<T>(name: &str, value: &str, set: &Set<T>, lang: Lang) -> anyhow::Result<()> {
    let origin = match &set.origin {
        Origin::Flag => lang.tr(Msg::CliOriginFlag).to_owned(),
        Origin::Environment => lang.tr(Msg::CliOriginEnvironment).to_owned(),
        Origin::File(path) => path.display().to_string(),
        Origin::Default => lang.tr(Msg::CliOriginDefault).to_owned(),
    };
    say(format_args!("{:<40} # {origin}", format!("{name} = {value:?}")))
}

fn check(flags: Layer, env: Env) -> anyhow::Result<Exit> {
    let places = Places::of(&env);
    let lang = flags.lang.unwrap_or_else(|| env.lang());
    let files = [places.user_file(), places.system_file()];
    let mut problems: Vec<String> =
        files.iter().flat_map(|path| settings::check(path)).map(|problem| problem.words(lang)).collect();
    // What only the whole shows: a missing profile, a password that others can read, what is wrong with keys and themes.
    let (theme, keys) = match Settings::load(flags, env) {
        Ok(settings) => (settings.theme, settings.keys),
        Err(error) => {
            let words = match &error {
                SettingsError::NoProfile(..) => at_line(&files, "profile", error.words(lang)),
                _ => error.words(lang),
            };
            if !problems.contains(&words) {
                problems.push(words);
            }
            let default = |value: &str| Set { value: value.to_owned(), origin: Origin::Default };
            (default("auto"), default("default"))
        }
    };
    problems.extend(looks_and_keys(&places, &theme, &keys, lang));
    for problem in &problems {
        say(problem)?;
    }
    if problems.is_empty() {
        say(lang.tr(Msg::CliConfigGood))?;
        return Ok(Exit::Ok);
    }
    Ok(Exit::Usage)
}

/// What is wrong with the keymaps and with the themes, whether chosen or not.
fn looks_and_keys(places: &Places, theme: &Set<String>, keys: &Set<String>, lang: Lang) -> Vec<String> {
    let dirs = places.settings_dirs();
    let (_, mut warnings) = Keymap::each(&keys.value, &dirs);
    for warning in warnings.iter_mut().filter(|it| matches!(it.trouble, Trouble::NoKeymap(..))) {
        (warning.file, warning.line) = said_at(keys, "keys");
    }
    let (file, line) = said_at(theme, "theme");
    let themes = theme::check(&theme.value, (&file, line), &dirs);
    let keys = warnings.iter().map(|warning| warning.words(lang));
    keys.chain(themes.iter().map(|error| error.words(lang))).collect()
}

/// A theme or a keymap that the command line names and that is nowhere: somebody waits for it, so that the start is refused. What a
/// file names so costs itself and a line in the log.
pub fn named_nowhere(settings: &Settings) -> Option<String> {
    let lang = settings.lang.value;
    let dirs = settings.places.settings_dirs();
    let by_flag = |set: &Set<String>| set.origin == Origin::Flag;
    let theme = || {
        let faults = theme::check(&settings.theme.value, ("--theme", 1), &dirs);
        faults.into_iter().find(|error| error.file == "--theme").map(|error| error.words(lang))
    };
    let keys = || {
        let mut warnings = Keymap::load(&settings.keys.value, &dirs).1.into_iter();
        let mut nowhere = warnings.find(|it| matches!(it.trouble, Trouble::NoKeymap(..)))?;
        nowhere.file = "--keys".to_owned();
        Some(nowhere.words(lang))
    };
    let theme = by_flag(&settings.theme).then(theme).flatten();
    theme.or_else(|| by_flag(&settings.keys).then(keys).flatten())
}

/// The file and line that says this setting.
fn said_at<T>(set: &Set<T>, name: &str) -> (String, usize) {
    let Origin::File(path) = &set.origin else { return (name.to_owned(), 1) };
    let text = fs::read_to_string(path).unwrap_or_default();
    (path.display().to_string(), line_naming(&text, name))
}

/// The first of these files that gives the name a value, its line, and what is wrong with it.
fn at_line(files: &[PathBuf], name: &str, words: String) -> String {
    let texts = files.iter().filter_map(|path| Some((path, fs::read_to_string(path).ok()?)));
    let said = |text: &str| text.parse::<toml::Table>().is_ok_and(|table| table.contains_key(name));
    match texts.into_iter().find(|(_, text)| said(text)) {
        Some((path, text)) => format!("{}:{}: {words}", path.display(), line_naming(&text, name)),
        None => words,
    }
}

/// The URL with stars for its password; a form that is not understood is not shown at all.
fn without_password(url: &str) -> String {
    if !settings::carries_password(url) {
        return url.to_owned();
    }
    let shown = || {
        let (scheme, rest) = url.split_once("://")?;
        let (who, place) = rest.rsplit_once('@')?;
        let (login, _) = who.split_once(':')?;
        (!settings::carries_password(place)).then(|| format!("{scheme}://{login}:***@{place}"))
    };
    shown().unwrap_or_else(|| "***".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_is_shown() {
        assert_eq!(without_password("postgresql://a:secret@h/d"), "postgresql://a:***@h/d");
        assert_eq!(without_password("host=h password=secret"), "***");
        assert_eq!(without_password("postgresql://a:secret@h/d?password=secret"), "***");
        assert_eq!(without_password("postgresql://a:se@cr/et@h/d"), "postgresql://a:***@h/d");
        assert_eq!(without_password("postgresql://a@h/d"), "postgresql://a@h/d");
    }
}
