//! Nothing is outside the matrix: what the catalogue knows in `kehu` and `kehu_rpt` has cases, or stands here with a reason.

use std::collections::BTreeSet;

use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Text};

use super::{answers, columns::COLUMNS, moves, relations::RELATIONS};
use crate::support::TestDb;

/// Functions and relations without cases of their own, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("kehu.plain_table", "names a table, asks no row"),
    ("kehu.card_columns", "names columns, asks no row"),
    ("kehu.depts_above", "departments are no secret"),
    ("kehu.changeable", "runs as its caller, under the policies of the rows: tests/it/many.rs"),
    ("kehu.change_rows", "runs as its caller, under the policies of the rows: tests/it/many.rs"),
    ("kehu.fill_orders", "runs as its caller, by kehu.fill_order"),
    ("kehu.fillable_orders", "asked as every login beside kehu.fill_order: tests/it/custom_fields.rs"),
    (
        "kehu.open_opportunities",
        "asked as every login beside kehu.save_opportunity: tests/it/custom_fields.rs",
    ),
    ("kehu.change_opportunities", "runs as its caller, by kehu.save_opportunity"),
    ("kehu.fill_new", "of what one made in the same transaction: tests/it/custom_fields.rs"),
    // Steps go back for who took them: tests/it/undoing.rs takes them back as he, and asks all others.
    ("kehu.restore_record", "of one's own last step: tests/it/undoing.rs"),
    ("kehu.restore_order", "of one's own last step: tests/it/undoing.rs"),
    ("kehu.contract_back", "of one's own last step: tests/it/undoing.rs"),
    ("kehu.invoice_back", "of one's own last step: tests/it/undoing.rs"),
    ("kehu.unconfirm_payment", "of one's own last step: tests/it/undoing.rs"),
    ("kehu.ask_again", "of one's own last step: tests/it/undoing.rs"),
    ("kehu.insertion_back", "of one's own last step: tests/it/undoing.rs"),
    ("kehu.counter_deed", "runs as its caller, by the functions it calls: tests/it/undoing.rs"),
    ("kehu.former_document", "runs as its caller, asks the document it is given"),
    ("kehu.former_plan", "runs as its caller, under the policies of instalments"),
    ("kehu.undo_fields", "runs as its caller, under the policies of the rows: tests/it/many.rs"),
    ("kehu.deeds", "tells one's own deeds: tests/it/many.rs asks for those of others"),
    ("kehu.deed", "tells one's own deed: tests/it/many.rs asks for those of others"),
    ("kehu.took_back", "of one's own deed: tests/it/many.rs tries it on those of others"),
];

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    v: String,
}

fn catalogue(query: &str) -> BTreeSet<String> {
    let rows: Vec<Name> = sql_query(query).load(&mut TestDb::empty().admin()).expect("the catalogue answers");
    rows.into_iter().map(|name| name.v).collect()
}

fn complete(kind: &str, catalogue: &BTreeSet<String>, matrix: &BTreeSet<String>) {
    let excepted = |name: &String| EXCEPTIONS.iter().any(|(it, _)| it == name);
    let missing: Vec<_> = catalogue.difference(matrix).filter(|name| !excepted(name)).collect();
    assert!(missing.is_empty(), "{kind} without cases in the permission matrix: {missing:?}");
    let gone: Vec<_> = matrix.difference(catalogue).collect();
    assert!(gone.is_empty(), "{kind} in the matrix that do not exist: {gone:?}");
}

#[test]
fn every_relation_is_in_the_matrix() {
    let catalogue = catalogue(
        "select c.oid::regclass::text as v from pg_class c where c.relnamespace in ('kehu'::regnamespace, 'kehu_rpt'::regnamespace)
         and c.relkind in ('r', 'v', 'm', 'p', 'f')",
    );
    complete("relations", &catalogue, &RELATIONS.iter().map(|it| it.name.to_owned()).collect());
}

#[test]
fn every_function_is_in_the_matrix() {
    let catalogue = catalogue(
        "select p.pronamespace::regnamespace || '.' || p.proname as v from pg_proc p
         where p.pronamespace in ('kehu'::regnamespace, 'kehu_rpt'::regnamespace)",
    );
    let matrix =
        moves::FUNCTIONS.iter().chain(answers::FUNCTIONS).map(|(name, _)| (*name).to_owned()).collect();
    complete("functions", &catalogue, &matrix);
}

/// A table whose columns may be written is tried for who changes and adds rows of it.
#[test]
fn every_column_grant_has_rows_that_try_it() {
    for columns in COLUMNS {
        let relation =
            RELATIONS.iter().find(|it| it.name == columns.table).expect("a relation of the matrix");
        let tried = |names: &str| {
            relation.changes.iter().any(|(it, _)| names.split_whitespace().any(|name| name == *it))
        };
        assert!(
            columns.update.is_empty() || tried(columns.update),
            "{}: no column of {:?} is tried",
            columns.table,
            columns.groups
        );
    }
}

/// Policies speak of groups by name, and nothing else in the schemas lets a group do more: no default privileges, no
/// grants to single logins, no schema that operators could fill.
#[test]
fn nothing_is_granted_past_the_groups() {
    let strangers = catalogue(
        "select distinct c.oid::regclass || ' to ' || coalesce(r.rolname, 'public') as v
           from pg_class c cross join lateral aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee
          where c.relnamespace in ('kehu'::regnamespace, 'kehu_priv'::regnamespace, 'kehu_rpt'::regnamespace)
            and coalesce(r.rolname, 'public') not in ('kehu_owner', 'kehu_operator')
         union select n.nspname || ' to ' || coalesce(r.rolname, 'public')
           from pg_namespace n cross join lateral aclexplode(n.nspacl) a left join pg_roles r on r.oid = a.grantee
          where n.nspname in ('kehu', 'kehu_priv', 'kehu_rpt') and a.privilege_type = 'CREATE' and r.rolname is distinct from 'kehu_owner'
         union select 'default privileges of ' || d.defaclrole::regrole || ' to ' || coalesce(r.rolname, 'public')
           from pg_default_acl d cross join lateral aclexplode(d.defaclacl) a left join pg_roles r on r.oid = a.grantee
          where a.grantee <> d.defaclrole",
    );
    assert!(strangers.is_empty(), "granted past the groups: {strangers:?}");
}
