//! Which tiles stand on the home page, in which order and size: those of the role (spec/07.2), evaluated each time and never copied, then
//! those that the reader pinned or added, as he arranged them. Knows the book, no rows and no screen.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::pins::Pins;
use crate::domain::session::Role;

/// Under this name the arrangement is remembered.
pub const NAME: &str = "home";

/// How much room a tile takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Size {
    /// One place.
    #[default]
    Small,
    /// Two places beside each other.
    Wide,
    /// Two places one above the other.
    Tall,
    /// Two by two.
    Large,
}

impl Size {
    /// The next one; after the largest the smallest.
    pub fn next(self) -> Size {
        match self {
            Size::Small => Size::Wide,
            Size::Wide => Size::Tall,
            Size::Tall => Size::Large,
            Size::Large => Size::Small,
        }
    }

    /// Places beside each other, places one above the other.
    pub fn places(self) -> (usize, usize) {
        match self {
            Size::Small => (1, 1),
            Size::Wide => (2, 1),
            Size::Tall => (1, 2),
            Size::Large => (2, 2),
        }
    }
}

/// What somebody changed of his home page. Tiles are named by their keys; whatever is not named here is as the role has it, so a new
/// subordinate's tile appears beside those of the others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Layout {
    order: Vec<String>,
    added: Vec<String>,
    removed: Vec<String>,
    sizes: BTreeMap<String, Size>,
}

impl Layout {
    /// As it is remembered; what is none is the role's own.
    pub fn of(kept: &Json) -> Layout {
        serde_json::from_value(kept.clone()).unwrap_or_default()
    }

    /// How it is remembered; null where nothing was changed.
    pub fn kept(&self) -> Json {
        match *self == Layout::default() {
            true => Json::Null,
            false => serde_json::to_value(self).unwrap_or_default(),
        }
    }

    /// Puts a tile on the page.
    pub fn add(&mut self, key: &str) {
        self.removed.retain(|removed| removed != key);
        if !self.added.iter().any(|added| added == key) {
            self.added.push(key.to_owned());
        }
        if !self.order.is_empty() {
            self.order.retain(|ordered| ordered != key);
            self.order.push(key.to_owned());
        }
    }

    /// Takes a tile off.
    pub fn remove(&mut self, key: &str) {
        self.added.retain(|added| added != key);
        self.order.retain(|ordered| ordered != key);
        self.sizes.remove(key);
        if !self.removed.iter().any(|removed| removed == key) {
            self.removed.push(key.to_owned());
        }
    }

    /// The size of a tile.
    pub fn size(&self, key: &str) -> Size {
        self.sizes.get(key).copied().unwrap_or_default()
    }

    /// Gives a tile its next size.
    pub fn grow(&mut self, key: &str) {
        match self.size(key).next() {
            Size::Small => drop(self.sizes.remove(key)),
            size => drop(self.sizes.insert(key.to_owned(), size)),
        }
    }

    /// Moves one of the tiles that are shown, in this order, to another place among them.
    pub fn shift(&mut self, shown: &[&str], from: usize, to: usize) {
        let mut order: Vec<String> = shown.iter().map(|key| (*key).to_owned()).collect();
        if from < order.len() && to < order.len() {
            let key = order.remove(from);
            order.insert(to, key);
            self.order = order;
        }
    }

    /// The order of these tiles. What was never moved stands behind what it stands behind by itself.
    fn arrange(&self, own: Vec<String>) -> Vec<String> {
        let mut all: Vec<String> = self.order.iter().filter(|key| own.contains(key)).cloned().collect();
        for (n, key) in own.iter().enumerate().filter(|(_, key)| !self.order.contains(key)) {
            let before = own[..n].iter().rev().find_map(|one| all.iter().position(|placed| placed == one));
            all.insert(before.map_or(0, |at| at + 1), key.clone());
        }
        all
    }
}

/// Each role's tiles by their keys, in their order; what ends in a colon is one of each of the reader's people.
fn template(role: Role) -> &'static [&'static str] {
    match role {
        Role::Sd => &[
            "work_month:",
            "p13",
            "key_customers",
            "high_value",
            "p2",
            "overdue",
            "p3",
            "my_week",
            "p10",
            "p24",
            "p6",
        ],
        Role::Gm => &[
            "tracked",
            "key_projects",
            "p18",
            "p2",
            "p3",
            "overdue",
            "p20",
            "p13",
            "work_month:",
            "my_week",
            "p10",
            "p6",
        ],
        Role::Md => &["all_key", "p2", "p3", "overdue", "p20", "p13", "work_month:", "my_week", "p10", "p6"],
        Role::Sp => &[
            "my_week",
            "my_open",
            "my_customers",
            "p13",
            "p2",
            "my_collecting",
            "overdue",
            "p20",
            "p10",
            "p24",
            "p6",
        ],
        Role::Ac | Role::Ab => {
            &["p2", "p20", "to_enter", "answered", "p3", "overdue", "due_week", "appears", "my_week"]
        }
        Role::Cs | Role::Mk => &["my_week", "p13"],
        Role::Sa => &["my_week", "p24", "p13"],
    }
}

/// The keys of the tiles on the home page, each once, as far as there are such among `known`.
pub fn tiles(role: Role, known: &[&str], pins: &Pins, layout: &Layout) -> Vec<String> {
    let mut own: Vec<String> = Vec::new();
    let fits = |part: &str, key: &str| key == part || (part.ends_with(':') && key.starts_with(part));
    let added = layout.added.iter().map(String::as_str);
    for part in template(role).iter().copied().chain(pins.keys()).chain(added) {
        for key in known.iter().filter(|key| fits(part, key)) {
            let stands = own.iter().any(|one| one == key) || layout.removed.iter().any(|gone| gone == key);
            if !stands {
                own.push((*key).to_owned());
            }
        }
    }
    layout.arrange(own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::session::Session,
        entry::{
            board,
            book::{self, Person, View},
        },
        i18n::Lang,
    };

    fn people(logins: &[&str]) -> Vec<Person> {
        logins.iter().map(|login| Person { login: (*login).into(), name: format!("Mr {login}") }).collect()
    }

    fn views(role: Role, logins: &[&str]) -> Vec<View> {
        let session = Session {
            operator_id: 1,
            login: "x".into(),
            name: "x".into(),
            role,
            dept_id: 1,
            dept: "x".into(),
            today: "2002-03-13".parse().unwrap(),
        };
        book::views(&session, &people(logins), &[], Lang::En)
    }

    fn keys(role: Role, logins: &[&str], pins: &Pins, layout: &Layout) -> Vec<String> {
        let views = views(role, logins);
        let boards = board::boards(&views, &people(logins), "me", Lang::En);
        let boards = boards.iter().map(|board| board.key);
        let known: Vec<&str> = boards.chain(views.iter().map(|view| view.key.as_str())).collect();
        tiles(role, &known, pins, layout)
    }

    #[test]
    fn every_role_has_the_views_that_its_home_page_names_and_the_pinned_ones_after_them() {
        use Role::*;
        for role in [Gm, Md, Sd, Sp, Ac, Ab, Cs, Mk, Sa] {
            let tiles = keys(role, &["john"], &Pins::default(), &Layout::default());
            assert_eq!(tiles.len(), template(role).len(), "{role:?}");
            let mut pins = Pins::default();
            pins.turn(&tiles[0], "twice");
            pins.turn("work_day:john", "x");
            pins.turn("gone", "x");
            let last = keys(role, &["john"], &pins, &Layout::default());
            assert_eq!(last[..tiles.len()], tiles[..]);
            assert_eq!(last[tiles.len()..], ["work_day:john"]);
        }
    }

    #[test]
    fn who_is_new_stands_beside_the_others_on_an_arranged_page_and_what_was_taken_off_stays_off() {
        let none = Pins::default();
        let mut layout = Layout::default();
        let shown = keys(Role::Sd, &["john", "lina"], &none, &layout);
        let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
        layout.shift(&shown, 0, 3);
        layout.remove("my_week");
        layout.add("stale");
        layout.grow("work_month:john");
        let layout = Layout::of(&layout.kept());
        assert_eq!(layout.size("work_month:john"), Size::Wide);
        let before = keys(Role::Sd, &["john", "lina"], &none, &layout);
        assert_eq!(before[0], "work_month:lina");
        assert!(before.contains(&"work_month:john".into()) && before.last() == Some(&"stale".into()));
        assert!(!before.contains(&"my_week".into()));
        let after = keys(Role::Sd, &["john", "lina", "new"], &none, &layout);
        let at = |key: &str| after.iter().position(|one| one == key);
        assert_eq!(at("work_month:new"), at("work_month:lina").map(|at| at + 1));
        assert_eq!(after.len(), before.len() + 1);
        let left = keys(Role::Sd, &["lina"], &none, &layout);
        assert_eq!(left.len(), before.len() - 1);
    }

    #[test]
    fn a_page_that_is_as_the_role_has_it_is_not_remembered_and_nonsense_is_none() {
        let mut layout = Layout::default();
        assert_eq!(layout.kept(), Json::Null);
        for _ in 0..4 {
            layout.grow("a");
        }
        assert_eq!(layout.kept(), Json::Null);
        assert_eq!(Layout::of(&serde_json::json!({ "order": 7 })), Layout::default());
        assert_eq!(Layout::of(&Json::Null), Layout::default());
        layout.add("a");
        layout.remove("a");
        layout.add("a");
        assert_eq!(layout, Layout { added: vec!["a".into()], ..Layout::default() });
    }
}
