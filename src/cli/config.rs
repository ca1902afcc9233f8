//! `kehu config path|show|check|default`: where the settings are, what holds and why, what is wrong, and a file to begin with.

use std::fs;

use super::{Exit, say};
use crate::{
    i18n::{Lang, Msg},
    input::Keymap,
    settings::{self, Env, Layer, Origin, Places, Set, Settings},
    theme,
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
    let (places, lang) = (Places::of(&env), env.lang());
    let mut problems = Vec::new();
    for path in [places.user_file(), places.system_file()] {
        if let Ok(text) = fs::read_to_string(&path) {
            problems.extend(settings::check(&path, &text).iter().map(ToString::to_string));
        }
    }
    // What only the whole shows: a missing profile, a password that others can read, what is wrong with keys and theme.
    match Settings::load(flags, env) {
        Ok(settings) => problems.extend(looks_and_keys(&settings, lang)),
        Err(error) if problems.is_empty() => problems.push(error.words(lang)),
        Err(_) => {}
    }
    for problem in &problems {
        say(problem)?;
    }
    if problems.is_empty() {
        say(lang.tr(Msg::CliConfigGood))?;
        return Ok(Exit::Ok);
    }
    Ok(Exit::Usage)
}

/// What is wrong with the keymap and with the themes, the chosen one first.
fn looks_and_keys(settings: &Settings, lang: Lang) -> Vec<String> {
    let dirs = settings.places.settings_dirs();
    let (_, keys) = Keymap::load(&settings.keys.value, &dirs);
    let (_, themes) = theme::all(&settings.theme.value, theme::Depth::True, &dirs);
    let keys = keys.iter().map(|warning| warning.words(lang));
    keys.chain(themes.iter().map(|error| error.words(lang))).collect()
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
