//! The themes of this terminal, the chosen one first.

use crate::{settings::Settings, theme::Theme};

/// What "next theme" goes through.
pub fn themes(settings: &Settings) -> Vec<Theme> {
    let _ = settings;
    vec![Theme::mono()]
}
