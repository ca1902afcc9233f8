//! The themes and keymaps of this terminal, the chosen ones first, and what is said here before the person.

use std::collections::BTreeMap;

use crate::{
    input::Keymap,
    screen::personal::{Item, Said},
    settings::{Origin, Settings},
    theme::{self, Depth, Theme},
};

/// What "next theme" goes through. A theme with a fault costs itself and a line in the log.
pub fn themes(settings: &Settings) -> Vec<Theme> {
    let dirs = [&settings.places.config, &settings.places.system];
    let (themes, errors) = theme::all(&settings.theme.value, Depth::detect(settings.env.no_color), &dirs);
    for error in errors {
        tracing::warn!("{error}");
    }
    themes
}

/// The keymaps to choose from. A binding with a fault costs itself and a line in the log.
pub fn keymaps(settings: &Settings) -> Vec<(String, Keymap)> {
    let dirs = [&settings.places.config, &settings.places.system];
    let (keymaps, warnings) = Keymap::each(&settings.keys.value, &dirs);
    for warning in warnings {
        tracing::warn!("{warning}");
    }
    keymaps
}

/// What the command line, the environment or a file says.
pub fn said(settings: &Settings) -> BTreeMap<Item, Said> {
    let all = [
        (Item::Language, &settings.lang.origin),
        (Item::Keys, &settings.keys.origin),
        (Item::Theme, &settings.theme.origin),
        (Item::Motion, &settings.motion.origin),
        (Item::Bell, &settings.bell.origin),
        (Item::Money, &settings.money.origin),
        (Item::Hints, &settings.hints.origin),
    ];
    let said = |origin: &Origin| match origin {
        Origin::Flag => Some(Said::Flag),
        Origin::Environment => Some(Said::Environment),
        Origin::File(path) => Some(Said::File(path.display().to_string())),
        Origin::Default => None,
    };
    all.into_iter().filter_map(|(item, origin)| Some((item, said(origin)?))).collect()
}
