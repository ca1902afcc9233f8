//! A form as it is kept: which form, of which record and version, what was typed in each field. Passwords are left out.

use serde::{Deserialize, Serialize};

use super::sheet::Sheet;
use crate::{
    domain::{record::Values, value::Value},
    screen::editor::Ground,
};

/// What a draft of a form holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The record and the version that was seen; none: a new one.
    pub existing: Option<(i64, i32)>,
    /// The record as it was seen; what a new one began with.
    pub base: Values,
    /// The title of the record, for the list of drafts.
    pub label: String,
    /// What was typed.
    pub typed: Vec<Typed>,
    /// The field that had the focus.
    pub focus: String,
}

/// What was typed in one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// The field.
    pub field: String,
    /// The text.
    pub text: String,
    /// What it meant, if it could be read: a word is kept as its code, so that it may go on in another language.
    pub value: Option<Value>,
}

/// The draft of a new record of a kind is named `kind:customer`, that of an existing one `kind:customer:12`.
pub fn name(kind: &str, id: Option<i64>) -> String {
    match id {
        None => format!("kind:{kind}"),
        Some(id) => format!("kind:{kind}:{id}"),
    }
}

impl Sheet {
    /// What was typed since the form opened.
    pub fn typed(&self, ground: Ground) -> Vec<Typed> {
        self.editors
            .iter()
            .zip(self.start())
            .filter(|(editor, start)| !editor.masked() && editor.text() != **start)
            .map(|(editor, _)| Typed {
                field: editor.def.name.to_owned(),
                text: editor.text(),
                value: editor.value(ground).ok(),
            })
            .collect()
    }

    /// Puts what was typed back.
    pub fn retype(&mut self, typed: &[Typed], focus: &str) {
        for one in typed {
            if let Some(editor) = self.editors.iter_mut().find(|editor| editor.def.name == one.field) {
                editor.retype(&one.text, one.value.as_ref());
            }
        }
        self.begin_at(focus);
    }

    /// Puts the focus on the field of this name, if there is one.
    pub fn begin_at(&mut self, name: &str) {
        if let Some(at) = self.editors.iter().position(|editor| editor.def.name == name) {
            self.focus = at;
        }
    }

    /// The name of the field that has the focus.
    pub fn focused(&self) -> &'static str {
        self.editors.get(self.focus).map_or("", |editor| editor.def.name)
    }
}
