//! What the threads of the terminal tell the loop.

use super::probe::Shown;
use crate::{app::Msg, keep::Own};

/// What reaches the loop.
pub enum Happening {
    /// For the program.
    Msg(Msg),
    /// The keeper of drafts wants to ask the store.
    Own(Own),
    /// What the terminal does that its name does not tell.
    Terminal(Shown),
    /// The shell let the program go on.
    Continued,
    /// The terminal is gone, or somebody wants the program to end.
    Lost,
}
