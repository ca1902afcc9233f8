//! What the program remembers of an operator from one day to the next: language, theme, money units, commands used.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::App;
use crate::{
    command::{Cmd, Command},
    i18n::Lang,
    screen::Units,
    store::Request,
};

/// The name it is kept under.
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
    lang: Option<Lang>,
    theme: Option<String>,
    wan: bool,
    recent: Vec<String>,
}

impl App {
    pub(super) fn remember(&mut self, prefs: &BTreeMap<String, Json>) {
        let kept = prefs.get(NAME).cloned().and_then(|json| serde_json::from_value::<Kept>(json).ok());
        let Some(kept) = kept else { return };
        self.units = if kept.wan { Units::Wan } else { Units::Yuan };
        self.memory.recent =
            kept.recent.iter().filter_map(|id| Command::find(id)).map(|command| command.cmd).collect();
        if let Some(name) = kept.theme.filter(|_| !self.theme_chosen)
            && let Some(at) = self.themes.iter().position(|theme| theme.name == name)
        {
            self.themes.rotate_left(at);
        }
        if let Some(lang) = kept.lang.filter(|lang| !self.lang_chosen && *lang != self.lang) {
            self.speak(lang);
        }
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

    pub(super) fn keep_memory(&mut self) {
        if self.inside.is_none() {
            return;
        }
        let ids = self.memory.recent.iter().filter_map(|cmd| Command::of(*cmd)).map(|it| it.id.to_owned());
        let kept = Kept {
            lang: Some(self.lang),
            theme: Some(self.theme().name.clone()),
            wan: self.units == Units::Wan,
            recent: ids.collect(),
        };
        if let Ok(json) = serde_json::to_value(kept) {
            self.ask("memory", Request::SetPref(NAME.to_owned(), json));
        }
    }
}
