//! The table of commands.

use super::{Cmd, Context};

/// A command, as the palette, the help and the keymaps know it.
#[derive(Debug, Clone, Copy)]
pub struct Command {
    /// Which.
    pub cmd: Cmd,
    /// Its stable id, `noun.verb`; its words are `cmd.<id>`.
    pub id: &'static str,
    /// Where it works.
    pub contexts: &'static [Context],
}

/// All commands.
pub static COMMANDS: &[Command] =
    &[Command { cmd: Cmd::Help, id: "app.help", contexts: &[Context::Everywhere] }];
