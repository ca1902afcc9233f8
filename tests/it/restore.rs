//! A backup is whole (F16): `pg_dumpall --roles-only` and `pg_dump`, read into a cluster that never knew the company, give the same
//! catalogue, the same rows for everybody and sound sums; rights hold, and work goes on.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use diesel::{Connection, PgConnection, connection::SimpleConnection};
use kehu::{
    local::{Cluster, Durability, Fixture, Programs, SUPERUSER, Search, logins, prepare},
    settings::Env,
};

use crate::{
    lint,
    support::{count, one, refusal, unsound, values},
};

const COMPANY: &str = "kehu_golden";

/// What decides about rights and sums: policies, functions, triggers, constraints, indexes, and every list of rights. A condition may
/// come back with other brackets.
const CATALOGUE: &str = "with ours as (select oid, nspname, nspacl from pg_namespace where nspname like 'kehu%' or nspname = 'public'),
  facts(fact) as (
    select concat_ws(' ', 'schema', nspname, nspacl) from ours
    union all select concat_ws(' ', 'table', c.oid::regclass, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relowner::regrole, c.reloptions, c.relacl)
      from pg_class c join ours n on n.oid = c.relnamespace
    union all select concat_ws(' ', 'column', a.attrelid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attacl)
      from pg_attribute a join pg_class c on c.oid = a.attrelid join ours n on n.oid = c.relnamespace where a.attnum > 0 and not a.attisdropped
    union all select concat_ws(' ', 'policy', p.tablename, p.policyname, p.permissive, p.roles, p.cmd, p.qual, p.with_check) from pg_policies p
    union all select concat_ws(' ', 'function', p.oid::regprocedure, p.prosecdef, p.provolatile, p.proowner::regrole, p.proconfig, p.proacl, md5(p.prosrc))
      from pg_proc p join ours n on n.oid = p.pronamespace
    union all select concat_ws(' ', 'built in', p.oid::regprocedure, p.proacl) from pg_proc p where p.pronamespace = 'pg_catalog'::regnamespace and p.proacl is not null
    union all select concat_ws(' ', 'trigger', translate(pg_get_triggerdef(t.oid), '()', ''), t.tgenabled) from pg_trigger t where not t.tgisinternal
    union all select concat_ws(' ', 'constraint', c.conrelid::regclass, c.contypid::regtype, c.conname, pg_get_constraintdef(c.oid)) from pg_constraint c join ours n on n.oid = c.connamespace
    union all select concat_ws(' ', 'index', pg_get_indexdef(i.indexrelid)) from pg_index i join pg_class c on c.oid = i.indexrelid join ours n on n.oid = c.relnamespace
    union all select concat_ws(' ', 'default', d.defaclrole::regrole, d.defaclobjtype, d.defaclacl) from pg_default_acl d
    union all select concat_ws(' ', 'database', datacl) from pg_database where datname = current_database()
    union all select concat_ws(' ', 'role', rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls, rolconnlimit, rolconfig) from pg_roles
    union all select concat_ws(' ', 'member', roleid::regrole, member::regrole, admin_option) from pg_auth_members)
  select fact as v from facts order by fact";

/// What somebody sees of the company.
const SEEN: [&str; 7] = [
    "kehu.customer",
    "kehu.contact",
    "kehu.sales_order",
    "kehu.instalment",
    "kehu.payment",
    "kehu.invoice",
    "kehu.activity",
];

fn search() -> Search {
    let env = Env::read();
    Search { chosen: env.pg_bin, path: env.path }
}

fn cluster(root: &Path) -> Cluster {
    Cluster::open(root, &search(), Durability::Throwaway).unwrap_or_else(|error| panic!("{error}"))
}

/// One of PostgreSQL's own programs, as the superuser of that cluster.
fn run(cluster: &Cluster, program: &str, args: &[&str]) {
    let dir = Programs::find(&search(), cluster.place().major()).expect("PostgreSQL's programs").dir;
    let done = Command::new(dir.join(program))
        .arg("--host")
        .arg(cluster.place().socket())
        .args(["--username", SUPERUSER, "--no-password"])
        .args(args)
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(done.status.success(), "{program}: {}", String::from_utf8_lossy(&done.stderr));
}

/// What is in one list only.
fn differences(before: &[String], after: &[String]) -> Vec<String> {
    let lost = before.iter().filter(|it| !after.contains(it)).map(|it| format!("lost: {it}"));
    let come = after.iter().filter(|it| !before.contains(it)).map(|it| format!("come: {it}"));
    lost.chain(come).collect()
}

#[test]
fn a_company_is_restored_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::set_permissions(dir.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let file = |name: &str| dir.path().join(name).display().to_string();
    let (roles, data) = (file("roles.sql"), file("company.sql"));

    let old = cluster(&dir.path().join("old"));
    prepare(&old, Fixture::Golden, false).unwrap_or_else(|error| panic!("{error}"));
    run(&old, "pg_dumpall", &["--roles-only", "--file", &roles]);
    run(&old, "pg_dump", &["--create", "--file", &data, COMPANY]);
    // The superuser is there already in any cluster.
    let text = std::fs::read_to_string(&roles).unwrap();
    std::fs::write(&roles, text.replace(&format!("CREATE ROLE {SUPERUSER};"), "")).unwrap();
    let new = cluster(&dir.path().join("new"));
    for restored in [&roles, &data] {
        run(
            &new,
            "psql",
            &[
                "--quiet",
                "--no-psqlrc",
                "--set",
                "ON_ERROR_STOP=1",
                "--dbname",
                "postgres",
                "--file",
                restored,
            ],
        );
    }

    let connect = |cluster: &Cluster, login: &str| {
        PgConnection::establish(&cluster.url(login, COMPANY))
            .unwrap_or_else(|error| panic!("{login}: {error}"))
    };
    let (mut before, mut after) = (connect(&old, SUPERUSER), connect(&new, SUPERUSER));
    assert_eq!(differences(&values(&mut before, CATALOGUE), &values(&mut after, CATALOGUE)), [""; 0]);
    assert_eq!(lint::findings(&mut after), Vec::<String>::new());
    let everything = "select format('%s %s', c.oid::regclass, (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %s', c.oid::regclass), false, true, '')))[1]) as v
      from pg_class c where c.relnamespace in (select oid from pg_namespace where nspname like 'kehu%') and c.relkind = 'r' order by 1";
    assert_eq!(differences(&values(&mut before, everything), &values(&mut after, everything)), [""; 0]);
    assert_eq!(unsound(&mut after), Vec::<String>::new());

    for login in logins(old.place(), Fixture::Golden).expect("who works there") {
        let (mut there, mut here) = (connect(&old, &login), connect(&new, &login));
        for table in SEEN {
            assert_eq!(count(&mut here, table), count(&mut there, table), "{login} sees of {table}");
        }
    }
    let doctor = Command::new(env!("CARGO_BIN_EXE_kehu"))
        .args(["--lang", "en", "doctor", "--integrity", "--url", &new.url("liuzy", COMPANY)])
        .env("HOME", dir.path())
        .env("XDG_CONFIG_HOME", dir.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(doctor.status.success(), "{}", String::from_utf8_lossy(&doctor.stdout));

    // Numbers go on where they were, under the name of who books; who may not still may not.
    let book = "select kehu.book_payment(jsonb_build_object('intent', gen_random_uuid(), 'payer_id', 1, 'amount', '1.00')) ->> 'code' as v";
    assert_eq!(one(&mut connect(&new, "zhout"), book), one(&mut connect(&old, "zhout"), book));
    assert_eq!(one(&mut after, "select who as v from kehu_priv.audit order by id desc limit 1"), "zhout");
    let mut support = connect(&new, "hej");
    assert_eq!(refusal(&mut support, book.trim_end_matches(" as v")), "not_yours payer");
    assert!(support.batch_execute("select * from kehu_priv.audit").is_err());
}
