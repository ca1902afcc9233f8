//! What a piece of the screen can mean.

/// What a piece of the screen means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Ordinary text, and the ground of the whole screen.
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

impl Role {
    /// All roles with the names theme files use.
    pub const ALL: [(Role, &'static str); 15] = [
        (Role::Text, "text"),
        (Role::Dim, "dim"),
        (Role::Title, "title"),
        (Role::Border, "border"),
        (Role::Focus, "focus"),
        (Role::Selected, "selected"),
        (Role::Marked, "marked"),
        (Role::Good, "good"),
        (Role::Warn, "warn"),
        (Role::Bad, "bad"),
        (Role::Key, "key"),
        (Role::Field, "field"),
        (Role::FieldFocus, "field_focus"),
        (Role::Tabs, "tabs"),
        (Role::TabOpen, "tab_open"),
    ];

    /// The role of this name.
    pub(super) fn find(name: &str) -> Option<Role> {
        Role::ALL.iter().find(|(_, n)| *n == name).map(|(role, _)| *role)
    }
}
