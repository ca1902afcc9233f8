//! What the program is told, and what it wants done.

use crate::{
    input::Key,
    store::{News, Request, Slot, Ticket},
};

/// What happens to the program.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// A text was pasted, as the terminal sent it.
    Paste(String),
    /// The terminal has so many columns and rows now.
    Resize(u16, u16),
    /// The data has something to tell.
    News(News),
    /// A deadline has come.
    Tick,
    /// A file was written, or why it was not.
    Written(Result<String, String>),
    /// The program must end: what was typed is kept first.
    Leave,
}

/// What the terminal loop is to do.
#[derive(PartialEq)]
pub enum Order {
    /// Hand this to the store.
    Ask(Ticket, Slot, Request),
    /// Give up the running read of this slot.
    Stop(Slot),
    /// Connect anew as somebody else, or with a password; then the sign-in is asked again.
    Enter {
        /// The login.
        login: String,
        /// The password. It goes to the connection and nowhere else.
        password: String,
    },
    /// Hand a text to the terminal's clipboard.
    Copy(String),
    /// Write a file of this name; then tell which one it became.
    Write(String, Vec<u8>),
    /// Stop the program until the shell continues it.
    Suspend,
    /// Draw every cell again.
    Redraw,
    /// Ring the bell.
    Bell,
}
