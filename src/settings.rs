//! Settings: what flags, the environment and the settings files say, and which of them won. The only place that reads
//! the environment. It must not know what the settings do.

mod environment;
mod file;
mod layer;
mod places;

pub use environment::Env;
pub use file::{Fault, Problem, TEMPLATE, carries_password, check};
pub use layer::{Borders, Drawing, Layer, Money, Origin, Set};
pub use places::Places;

use crate::i18n::{Lang, Msg};

/// All settings, each with where it came from.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where to connect, if anybody said; otherwise libpq's own environment decides.
    pub url: Set<Option<String>>,
    /// The language of the screen.
    pub lang: Set<Lang>,
    /// The name of a theme: one of ours, or a file in the settings directory.
    pub theme: Set<String>,
    /// The name of a keymap: one of ours, or a file in the settings directory.
    pub keys: Set<String>,
    /// What borders are drawn with.
    pub borders: Set<Borders>,
    /// What the terminal is trusted with.
    pub drawing: Set<Drawing>,
    /// Whether something comes or goes by itself, as notices that fade.
    pub motion: Set<bool>,
    /// Whether a refusal rings the bell.
    pub bell: Set<bool>,
    /// How money is shown in lists.
    pub money: Set<Money>,
    /// Whether the bottom line shows the keys of the moment.
    pub hints: Set<bool>,
    /// What the environment says.
    pub env: Env,
    /// Where files belong.
    pub places: Places,
    /// What the settings files say that is not understood; the program starts all the same.
    pub warnings: Vec<Problem>,
}

/// Why the program does not start with these settings.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.words(Lang::En))]
pub enum SettingsError {
    /// A file cannot be read, or is not understood.
    Malformed(Problem),
    /// A file holds a password and others may read it.
    Exposed(std::path::PathBuf),
    /// No file has the profile of this name; those that they have.
    NoProfile(String, Vec<String>),
    /// A variable of the environment has a value that is none of its own.
    BadVariable {
        /// Its name.
        name: &'static str,
        /// What it says.
        value: String,
    },
}

impl SettingsError {
    /// The error in the user's language.
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::Malformed(problem) => problem.words(lang),
            Self::Exposed(path) => lang.fmt(Msg::SettingsExposed, &[&path.display()]),
            Self::NoProfile(name, known) => {
                let known =
                    if known.is_empty() { lang.tr(Msg::ConfigNone).to_owned() } else { known.join(", ") };
                lang.fmt(Msg::ConfigNoProfile, &[name, &known])
            }
            Self::BadVariable { name, value } => lang.fmt(Msg::SettingsBadVariable, &[name, value]),
        }
    }
}

impl Settings {
    /// Reads everything: flags win over the environment, that over the user's file, that over the system's, that over
    /// what the program is born with. Inside a file the profile wins over the rest.
    pub fn load(flags: Layer, env: Env) -> Result<Self, SettingsError> {
        let places = Places::of(&env);
        let mut warnings = Vec::new();
        let mut user = file::read(&places.user_file(), &mut warnings)?;
        let mut system = file::read(&places.system_file(), &mut warnings)?;

        let named = [&flags.profile, &env.profile, &user.layer.profile, &system.layer.profile];
        let profile = named.into_iter().flatten().next().cloned();
        let mut layers = vec![(Origin::Flag, flags), (Origin::Environment, env.layer()?)];
        let mut known = profile.is_none();
        let names = user.profiles.keys().chain(system.profiles.keys()).cloned().collect();
        for (origin, file) in
            [(Origin::File(places.user_file()), &mut user), (Origin::File(places.system_file()), &mut system)]
        {
            if let Some(layer) = profile.as_ref().and_then(|name| file.profiles.remove(name)) {
                layers.push((origin.clone(), layer));
                known = true;
            }
            layers.push((origin, std::mem::take(&mut file.layer)));
        }
        if let Some(name) = profile.filter(|_| !known) {
            return Err(SettingsError::NoProfile(name, names));
        }

        let lang = env.lang();
        Ok(Self {
            url: Set::pick(&layers, |l| l.url.clone().map(Some), None),
            lang: Set::pick(&layers, |l| l.lang, lang),
            theme: Set::pick(&layers, |l| l.theme.clone(), "auto".to_owned()),
            keys: Set::pick(&layers, |l| l.keys.clone(), "default".to_owned()),
            borders: Set::pick(&layers, |l| l.borders, Borders::Auto),
            drawing: Set::pick(&layers, |l| l.drawing, Drawing::Auto),
            motion: Set::pick(&layers, |l| l.motion, true),
            bell: Set::pick(&layers, |l| l.bell, true),
            money: Set::pick(&layers, |l| l.money, Money::Yuan),
            hints: Set::pick(&layers, |l| l.hints, true),
            env,
            places,
            warnings,
        })
    }
}

#[cfg(test)]
mod tests;
