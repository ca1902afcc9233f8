//! Whose rows: mine, my department's, all that my rights show. A scope is a filter like that of a cell, and stands where those
//! stand.

use super::{List, wanted::Wanted};
use crate::{
    command::Cmd,
    domain::{entity, kind::Kind, session::Session, value::Value},
    i18n::Msg,
    screen::Cx,
};

/// The fields that say whose a row is, the closest first.
const PERSONS: [&str; 2] = ["salesperson", "owner"];
const DEPARTMENT: &str = "department";

/// Narrows or widens a list; `false` where its rows are nobody's.
fn narrow(wanted: &mut Wanted, kind: Kind, cmd: Cmd, session: &Session) -> bool {
    let has = |name: &str| entity::def(kind).field(name).is_some();
    let person = PERSONS.into_iter().find(|name| has(name));
    let (Some(person), true) = (person, has(DEPARTMENT)) else { return false };
    wanted.cells.retain(|cell| cell.field != person && cell.field != DEPARTMENT);
    match cmd {
        // What an assistant has to do with is his department's.
        Cmd::ScopeMine if !session.role.is_assistant() => {
            wanted.only(person, &Value::link(session.operator_id.into(), session.name.clone()));
        }
        Cmd::ScopeMine | Cmd::ScopeDepartment => {
            wanted.only(DEPARTMENT, &Value::link(session.dept_id.into(), session.dept.clone()));
        }
        _ => {}
    }
    true
}

impl List {
    /// Only mine, my department's, or all.
    pub(super) fn scope(&mut self, cmd: Cmd, cx: &mut Cx) {
        if narrow(&mut self.wanted, self.pane.kind, cmd, cx.session) {
            self.restart(cx);
        } else {
            cx.info(cx.lang.tr(Msg::ListNotHere));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::session::Role,
        screen::{list::panes, probe},
    };

    fn fields(wanted: &Wanted) -> Vec<&str> {
        wanted.cells.iter().map(|cell| cell.field.as_str()).collect()
    }

    #[test]
    fn a_scope_takes_the_place_of_the_one_before_and_leaves_other_filters() {
        let mut session = probe::session();
        session.role = Role::Sp;
        let mut wanted = Wanted::of(panes::receivables());
        wanted.only("todo", &Value::Code("answered".into()));
        for (cmd, stands) in [
            (Cmd::ScopeMine, &["todo", "salesperson"][..]),
            (Cmd::ScopeDepartment, &["todo", "department"]),
            (Cmd::ScopeDepartment, &["todo", "department"]),
            (Cmd::ScopeAll, &["todo"]),
        ] {
            assert!(narrow(&mut wanted, Kind::Instalment, cmd, &session));
            assert_eq!(fields(&wanted), stands, "{cmd:?}");
        }
        session.role = Role::Ab;
        assert!(narrow(&mut wanted, Kind::Instalment, Cmd::ScopeMine, &session));
        assert_eq!(fields(&wanted), ["todo", "department"], "an assistant owns nothing himself");
        assert!(!narrow(&mut wanted, Kind::Issue, Cmd::ScopeMine, &session));
    }
}
