//! The list of pairs of customers that may be one: what is to decide first.

use super::{Pane, any_state, plain, tab};
use crate::{command::Cmd, domain::kind::Kind, i18n::Msg};

pub const DUPLICATES: Pane = Pane {
    tabs: &[
        tab("open", Msg::TabDuplicatesOpen, |_| any_state(&["open"])),
        tab("merged", Msg::TabDuplicatesMerged, |_| any_state(&["merged"])),
        tab("not_dup", Msg::TabDuplicatesNot, |_| any_state(&["not_dup"])),
    ],
    hints: &[Cmd::NextState, Cmd::Remove, Cmd::PickState, Cmd::New],
    main: Some(Cmd::NextState),
    ..plain("duplicates", Kind::DupCandidate, Msg::PaneDuplicates)
};
