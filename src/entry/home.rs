//! Which views stand on the home page: those of the role (spec/07.2), evaluated each time and never copied, then those that the
//! reader pinned. Knows the book, no rows and no screen.

use super::{book::View, pins::Pins};
use crate::domain::session::Role;

/// Each role's views by their keys, in their order; what ends in a colon is one of each of the reader's people.
fn template(role: Role) -> &'static [&'static str] {
    match role {
        Role::Sd => &["work_month:", "key_customers", "team_overdue", "my_week"],
        Role::Gm => &["tracked", "team_overdue", "work_month:", "my_week"],
        Role::Md => &["all_key", "all_overdue", "work_month:", "my_week"],
        Role::Sp => &["my_week", "my_customers", "my_due", "my_collecting"],
        Role::Ac | Role::Ab => {
            &["due_today", "due_week", "due_month", "overdue", "to_enter", "appears", "answered", "my_week"]
        }
        Role::Cs | Role::Mk | Role::Sa => &["my_week"],
    }
}

/// The places in the book of the views on the home page, each once.
pub fn tiles(role: Role, views: &[View], pins: &Pins) -> Vec<usize> {
    let mut tiles: Vec<usize> = Vec::new();
    let fits = |part: &str, key: &str| key == part || (part.ends_with(':') && key.starts_with(part));
    for part in template(role).iter().copied().chain(pins.keys()) {
        let found = views.iter().enumerate().filter(|(_, view)| fits(part, &view.key)).map(|(n, _)| n);
        for at in found {
            if !tiles.contains(&at) {
                tiles.push(at);
            }
        }
    }
    tiles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::session::Session,
        entry::book::{self, Person},
        i18n::Lang,
    };

    #[test]
    fn every_role_has_the_views_that_its_home_page_names_and_the_pinned_ones_after_them() {
        let people = [Person { login: "john".into(), name: "王约翰".into() }];
        use Role::*;
        for role in [Gm, Md, Sd, Sp, Ac, Ab, Cs, Mk, Sa] {
            let session = Session {
                operator_id: 1,
                login: "x".into(),
                name: "x".into(),
                role,
                dept_id: 1,
                dept: "x".into(),
                today: "2002-03-13".parse().unwrap(),
            };
            let views = book::views(&session, &people, &[], Lang::En);
            let tiles = tiles(role, &views, &Pins::default());
            assert_eq!(tiles.len(), template(role).len(), "{role:?}");
            let mut pins = Pins::default();
            pins.turn(&views[tiles[0]].key, "twice");
            pins.turn("work_day:john", "x");
            pins.turn("gone", "x");
            let last = super::tiles(role, &views, &pins);
            assert_eq!(last[..tiles.len()], tiles[..]);
            assert_eq!(views[last[tiles.len()]].key, "work_day:john");
            assert_eq!(last.len(), tiles.len() + 1);
        }
    }
}
