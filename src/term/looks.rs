//! The themes of this terminal, the chosen one first.

use crate::{
    settings::Settings,
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
