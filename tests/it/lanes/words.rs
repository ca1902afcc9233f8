//! Every refusal of the database has words, in both languages (the build demands the second one).

use std::collections::BTreeSet;

use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types::Text};
use kehu::{db::constraint, i18n::Msg};

use crate::support::TestDb;

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    v: String,
}

fn names(conn: &mut PgConnection, query: &str) -> BTreeSet<String> {
    let rows: Vec<Name> = sql_query(query).load(conn).expect("the catalogue answers");
    rows.into_iter().map(|name| name.v).collect()
}

fn has_words(rule: &str) -> bool {
    Msg::find(&format!("refused.{rule}")).is_some()
}

#[test]
fn every_reason_that_a_function_raises_has_words() {
    let reasons = names(
        &mut TestDb::empty().admin(),
        "select distinct m[1] as v from pg_proc p, regexp_matches(p.prosrc, '(?:deny|refuse)\\(''([a-z_]+)''', 'g') m
          where p.pronamespace in ('kehu'::regnamespace, 'kehu_priv'::regnamespace, 'kehu_rpt'::regnamespace)",
    );
    assert!(reasons.len() > 25, "{reasons:?}");
    let silent: Vec<_> = reasons.iter().filter(|reason| !has_words(reason)).collect();
    assert!(silent.is_empty(), "without words: {silent:?}");
}

#[test]
fn every_constraint_that_a_person_can_meet_stands_for_a_rule_with_words() {
    let db = TestDb::empty();
    // Foreign keys and keys that were left to name themselves are told by their sort.
    let constraints = names(
        &mut db.admin(),
        "select c.conname::text as v from pg_constraint c
          where c.connamespace in ('kehu'::regnamespace, 'kehu_priv'::regnamespace) and c.contype in ('c', 'u', 'x')
         union select c.conname from pg_constraint c
          where c.connamespace in ('kehu'::regnamespace, 'kehu_priv'::regnamespace) and c.contype = 'f' and c.conname !~ '_fkey[0-9]*$'
         union select i.indexrelid::regclass::text from pg_index i join pg_class t on t.oid = i.indrelid
          where t.relnamespace in ('kehu'::regnamespace, 'kehu_priv'::regnamespace) and i.indisunique and i.indpred is not null",
    );
    assert!(constraints.len() > 90, "{constraints:?}");
    let name = |it: &str| it.rsplit('.').next().unwrap_or(it).to_owned();
    let silent: Vec<_> = constraints
        .iter()
        .map(|it| name(it))
        .filter(|it| !constraint::rule(it).is_some_and(has_words))
        .collect();
    assert!(silent.is_empty(), "without words: {silent:?}");
}
