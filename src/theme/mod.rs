//! Colours and signs by meaning. Screens and widgets name roles, never colours. A theme is a file of colours for roles;
//! what the terminal cannot show is brought to what it can. Meaning never hangs on colour alone: text and marks say it first.

mod depth;
mod error;
mod file;
mod load;
mod role;

use std::collections::HashMap;

use ratatui::style::{Color, Modifier, Style};

pub use depth::Depth;
pub use error::{Fault, ThemeError};
pub use load::{all, check, load};
pub use role::Role;

/// A resolved theme.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// Draw frames with `+-|` only.
    pub ascii: bool,
    styles: HashMap<Role, Style>,
}

impl Theme {
    /// The style of a role. Where it has no colour of its own, that of what lies under it stays: fill the screen with
    /// [`Role::Text`] before anything else is drawn.
    pub fn style(&self, role: Role) -> Style {
        self.styles.get(&role).copied().unwrap_or_default()
    }

    /// No colours: meaning by weight alone. What tests and the barest terminals use.
    pub fn mono() -> Theme {
        let bold = Style::new().fg(Color::Reset).add_modifier(Modifier::BOLD);
        let styles = [
            (Role::Title, bold),
            (Role::Focus, bold),
            (Role::Selected, Style::new().add_modifier(Modifier::REVERSED)),
            (Role::Marked, bold),
            (Role::Warn, bold),
            (Role::Bad, bold),
            (Role::Key, bold),
            (Role::FieldFocus, Style::new().add_modifier(Modifier::REVERSED)),
            (Role::TabOpen, Style::new().add_modifier(Modifier::REVERSED)),
            (Role::Dim, Style::new().add_modifier(Modifier::DIM)),
        ];
        Theme { name: "mono".into(), ascii: true, styles: styles.into_iter().collect() }
    }
}

#[cfg(test)]
mod tests;
