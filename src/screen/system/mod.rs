//! The screens of the program itself: signing in, the palette, the help, a question, and the window of keys. They know
//! commands and keys, never records.

mod confirm;
mod help;
mod palette;
mod sign_in;
mod waiting;
mod which_key;

use std::sync::Arc;

pub use sign_in::SignIn;
pub use waiting::waiting;
pub use which_key::which_key;

use super::Screen;
use crate::{
    command::{Cmd, Context},
    input::Keymap,
};

/// Every key that works in these contexts.
pub fn help(keymap: Arc<Keymap>, contexts: Vec<Context>) -> Box<dyn Screen> {
    Box::new(help::Help::new(keymap, contexts))
}

/// What can be done in these contexts, by name, the commands used lately first; ends in `Outcome::Run`. Above a form
/// only what leaves it alone is offered of the program's own.
pub fn palette(contexts: &[Context], recent: &[Cmd], key: &dyn Fn(Cmd) -> String) -> Box<dyn Screen> {
    Box::new(palette::Palette::new(contexts, recent, key))
}

/// A question; yes ends in `Outcome::Confirmed`.
pub fn confirm(question: String) -> Box<dyn Screen> {
    Box::new(confirm::Confirm::new(question))
}
