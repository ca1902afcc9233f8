//! What the program remembers of an operator from one day to the next: what he set for himself, and the commands used.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::App;
use crate::{
    command::{Cmd, Command},
    screen::personal::{self, Own},
    store::Request,
};

/// The name the commands are kept under.
const NAME: &str = "app";
const RECENT: usize = 12;

/// Commands chosen by name, the last one first.
#[derive(Debug, Default)]
pub(super) struct Memory {
    pub recent: Vec<Cmd>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct Kept {
    recent: Vec<String>,
}

impl App {
    pub(super) fn remember(&mut self, prefs: &BTreeMap<String, Json>) {
        self.wear(prefs.get(personal::NAME).map(Own::of).unwrap_or_default());
        let kept = prefs.get(NAME).cloned().and_then(|json| serde_json::from_value::<Kept>(json).ok());
        let recent = kept.unwrap_or_default().recent;
        self.memory.recent = recent.iter().filter_map(|id| Command::find(id)).map(|it| it.cmd).collect();
    }

    pub(super) fn used(&mut self, cmd: Cmd) {
        if self.memory.recent.first() == Some(&cmd) {
            return;
        }
        self.memory.recent.retain(|other| *other != cmd);
        self.memory.recent.insert(0, cmd);
        self.memory.recent.truncate(RECENT);
        self.keep_memory();
    }

    fn keep_memory(&mut self) {
        if self.inside.is_none() {
            return;
        }
        let ids = self.memory.recent.iter().filter_map(|cmd| Command::of(*cmd)).map(|it| it.id.to_owned());
        if let Ok(json) = serde_json::to_value(Kept { recent: ids.collect() }) {
            self.ask("memory", Request::SetPref(NAME.to_owned(), json));
        }
    }
}
