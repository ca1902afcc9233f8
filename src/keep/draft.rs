//! One draft as it lies in a file: what was typed, whose it is, and what the server had of it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::store::KeptDraft;

/// The layout of the file. A newer one belongs to a newer program and is left alone; every older one is read.
pub const FORMAT: u32 = 1;

/// Whose draft it is: it is never shown to anybody else, nor sent anywhere else.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Whose {
    /// The server and database, as the program was told to connect.
    pub server: String,
    /// The company in that database; empty: not known yet.
    #[serde(default)]
    pub company: String,
    /// The login.
    pub login: String,
}

impl Whose {
    /// Whether this person now signed in is the one of the draft, at the same company. The draft may have been typed before the
    /// company was known.
    pub fn owned_by(&self, now: &Whose) -> bool {
        let company = self.company.is_empty() || self.company == now.company;
        self.server == now.server && self.login == now.login && company
    }
}

/// A draft in a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The layout.
    pub format: u32,
    /// Whose.
    #[serde(flatten)]
    pub whose: Whose,
    /// The draft's id: the intent of its form.
    pub id: Uuid,
    /// Which form.
    pub form: String,
    /// When, by this machine's clock: shown, and never stored on the server.
    pub saved_at: DateTime<Utc>,
    /// What was typed.
    pub payload: Json,
    /// What the server had of it when this was typed, as far as it said so.
    #[serde(default)]
    pub before: Option<Json>,
}

/// What becomes of a file once the server is back.
#[derive(Debug, PartialEq, Eq)]
pub enum Fate {
    /// The server has less: send it.
    Send,
    /// The server has the same: the file is done.
    Done,
    /// Somebody went on with the draft elsewhere: both are kept, the file aside.
    Aside,
}

impl Draft {
    /// By what the server has kept.
    pub fn fate(&self, kept: &[KeptDraft]) -> Fate {
        match kept.iter().find(|it| it.id == self.id) {
            None => Fate::Send,
            Some(it) if it.payload == self.payload => Fate::Done,
            Some(it) if self.before.as_ref() == Some(&it.payload) => Fate::Send,
            Some(_) => Fate::Aside,
        }
    }

    /// As the list of drafts shows it.
    pub fn shown(self) -> KeptDraft {
        KeptDraft { id: self.id, form: self.form, payload: self.payload, saved_at: self.saved_at }
    }
}

/// What the server kept, with what only this machine has.
pub fn with_files(mut kept: Vec<KeptDraft>, files: Vec<Draft>) -> Vec<KeptDraft> {
    for file in files {
        if file.fate(&kept) == Fate::Send {
            kept.retain(|it| it.id != file.id);
            kept.push(file.shown());
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn draft(payload: Json, before: Option<Json>) -> Draft {
        let whose = Whose { server: "s".into(), company: "c".into(), login: "zhout".into() };
        let saved_at = "2002-03-13T09:00:00Z".parse().unwrap();
        Draft { format: FORMAT, whose, id: Uuid::nil(), form: "order".into(), saved_at, payload, before }
    }

    fn kept(payload: Json) -> Vec<KeptDraft> {
        vec![draft(payload, None).shown()]
    }

    #[test]
    fn a_file_is_sent_unless_the_server_has_it_or_somebody_went_on_elsewhere() {
        let file = draft(json!({"note": "ab"}), Some(json!({"note": "a"})));
        assert_eq!(file.fate(&[]), Fate::Send);
        assert_eq!(file.fate(&kept(json!({"note": "a"}))), Fate::Send);
        assert_eq!(file.fate(&kept(json!({"note": "ab"}))), Fate::Done);
        assert_eq!(file.fate(&kept(json!({"note": "elsewhere"}))), Fate::Aside);
    }

    #[test]
    fn the_list_shows_each_draft_once_and_the_newer_text_of_it() {
        let file = draft(json!("ab"), Some(json!("a")));
        for (server, shown) in [(json!("a"), json!("ab")), (json!("elsewhere"), json!("elsewhere"))] {
            let list = with_files(kept(server), vec![file.clone()]);
            assert_eq!(list.iter().map(|it| it.payload.clone()).collect::<Vec<_>>(), [shown]);
        }
        assert_eq!(with_files(Vec::new(), vec![file]).len(), 1);
    }

    #[test]
    fn another_server_company_or_login_is_somebody_else() {
        let mine = draft(json!(1), None).whose;
        assert!(mine.owned_by(&mine) && Whose { company: String::new(), ..mine.clone() }.owned_by(&mine));
        for other in [
            Whose { server: "t".into(), ..mine.clone() },
            Whose { company: "d".into(), ..mine.clone() },
            Whose { company: String::new(), ..mine.clone() },
            Whose { login: "lina".into(), ..mine.clone() },
        ] {
            assert!(!mine.owned_by(&other), "{other:?}");
        }
    }
}
