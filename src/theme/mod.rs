//! Colours and signs by meaning. Screens and widgets name roles, never colours.

use ratatui::style::{Color, Modifier, Style};

/// What a piece of the screen means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// Less important text: defaults, units, hints.
    Dim,
    /// Titles of panes and columns.
    Title,
    /// Frames.
    Border,
    /// The frame of the pane that has the keys.
    Focus,
    /// The row or choice under the cursor.
    Selected,
    /// A marked row.
    Marked,
    /// Done, paid, good news.
    Good,
    /// Soon, partly, take care.
    Warn,
    /// Late, refused, bad news.
    Bad,
    /// A key in the footer and the help.
    Key,
    /// An input field.
    Field,
    /// The input field that has the cursor.
    FieldFocus,
    /// The tab row.
    Tabs,
    /// The tab that is open.
    TabOpen,
}

/// A resolved theme.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// Draw frames with `+-|` only.
    pub ascii: bool,
    styles: std::collections::HashMap<Role, Style>,
}

impl Theme {
    /// The style of a role.
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
