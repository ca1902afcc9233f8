//! A filter explained.

use super::*;
use crate::{
    domain::kind::Kind,
    entry::lexicon::Labels,
    screen::{open, probe::Probe},
    store::Explained,
};

#[test]
fn says_in_both_languages_what_is_asked_and_what_it_costs() {
    let query = crate::domain::query::read_rows("is:overdue @me", Kind::Instalment, &Labels::default()).query;
    let mut probe = Probe::new(open::explain(query, ListQuery::of(Kind::Instalment)));
    let told = Explained {
        sql: "SELECT i.id FROM kehu.instalment i WHERE i.due_on < $1".into(),
        binds: "[2002-03-13]".into(),
        plan: vec!["Limit  (cost=0.14..8.20 rows=1 width=8)".into()],
    };
    probe.answer("explain", Ok(Reply::Explained(told)));
    insta::assert_snapshot!("explain", probe.shown());
    probe.size = (80, 8);
    probe.cmd(Cmd::Last);
    assert!(probe.shown().contains("2002-03-13"), "{}", probe.shown());
    probe.cmd(Cmd::First);
    assert!(probe.shown().contains("overdue"), "{}", probe.shown());
}
