//! Which commands the forms of the desk take. What they do with them is each form's own.

use crate::command::Cmd;

/// Moving between fields, choosing, finishing, leaving, typing: the same in every form of the desk.
pub fn takes(cmd: Cmd) -> bool {
    const COMMANDS: [Cmd; 12] = [
        Cmd::Accept,
        Cmd::NextField,
        Cmd::PreviousField,
        Cmd::LineUp,
        Cmd::LineDown,
        Cmd::NextBlock,
        Cmd::PreviousBlock,
        Cmd::PickValue,
        Cmd::Recompute,
        Cmd::Finish,
        Cmd::KeepDraft,
        Cmd::Cancel,
    ];
    COMMANDS.contains(&cmd) || cmd.edits_text()
}
