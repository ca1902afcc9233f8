//! Everything a user can do, by name. One table says where a command works and what it is called (`cmd.<id>` in the language
//! files); keymaps, the palette, the footer and the help are all made from it. How a command is done is the screens' business.

mod cmd;
mod context;
mod table;

pub use cmd::Cmd;
pub use context::Context;
pub use table::{COMMANDS, Command};
