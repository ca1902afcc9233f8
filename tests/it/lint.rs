//! The catalogue lint: what no table, view, function, policy or role of ours may ever be. Reads the catalogue, so that what
//! is added later is judged too. The numbers are those of the threat model.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Text,
};

use crate::support::TestDb;

/// The rule, and a query that finds what breaks it as `v`.
const RULES: &[(&str, &str)] = &[
    (
        "L01 a table that operators can touch has row security",
        "select c.oid::regclass::text as v from pg_class c where c.relnamespace in (select oid from pg_namespace where nspname in ('kehu', 'kehu_rpt'))
           and c.relkind in ('r', 'p') and not c.relrowsecurity",
    ),
    (
        "L03 a view runs with its reader's rights; the directory of names is the one exception",
        "select c.oid::regclass::text as v from pg_class c where c.relnamespace in (select oid from pg_namespace where nspname in ('kehu', 'kehu_rpt'))
           and c.relkind = 'v' and c.relname <> 'colleague' and not coalesce('security_invoker=true' = any (c.reloptions), false)",
    ),
    (
        "L04 there is no materialised view",
        "select c.oid::regclass::text as v from pg_class c where c.relnamespace in (select oid from pg_namespace where nspname like 'kehu%') and c.relkind = 'm'",
    ),
    (
        "L05 a definer function searches the catalogue first and pg_temp last, and nothing between",
        "select p.oid::regprocedure::text as v from pg_proc p where p.pronamespace in (select oid from pg_namespace where nspname like 'kehu%')
           and p.prosecdef and not coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false)",
    ),
    (
        "L06 no function is everybody's",
        "select p.oid::regprocedure::text as v from pg_proc p where p.pronamespace in (select oid from pg_namespace where nspname like 'kehu%')
           and (p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0))",
    ),
    (
        "L07 nobody but the owner updates, deletes, truncates or references a whole table",
        "select c.oid::regclass || ' ' || a.privilege_type || ' ' || coalesce(a.grantee::regrole::text, 'public') as v
           from pg_class c cross join lateral aclexplode(c.relacl) a
          where c.relnamespace in (select oid from pg_namespace where nspname like 'kehu%') and c.relkind in ('r', 'v', 'p')
            and a.privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER') and a.grantee <> c.relowner
            and not (c.relnamespace = 'kehu_priv'::regnamespace and a.grantee = 'kehu_role_maker'::regrole)",
    ),
    (
        "L08 nobody uses a sequence",
        "select c.oid::regclass::text as v from pg_class c cross join lateral aclexplode(c.relacl) a
          where c.relnamespace in (select oid from pg_namespace where nspname like 'kehu%') and c.relkind = 'S' and a.grantee <> c.relowner",
    ),
    (
        "L09 no policy believes a setting or the current role",
        "select schemaname || '.' || tablename || ' ' || policyname as v from pg_policies where schemaname like 'kehu%'
           and coalesce(qual, '') || coalesce(with_check, '') ~* 'current_setting|current_user|current_role'",
    ),
    (
        "L09 no function believes the current role",
        "select p.oid::regprocedure::text as v from pg_proc p where p.pronamespace in (select oid from pg_namespace where nspname like 'kehu%')
           and p.prosrc ~* 'current_user|current_role|current_date|localtimestamp'",
    ),
    (
        "L10 no policy lets anything in",
        "select schemaname || '.' || tablename || ' ' || policyname as v from pg_policies where schemaname like 'kehu%' and (with_check = 'true' or qual = 'true')",
    ),
    (
        "L10 a policy is for a group of ours",
        "select schemaname || '.' || tablename || ' ' || policyname as v from pg_policies where schemaname like 'kehu%'
           and exists (select from unnest(roles) r where r::text not like 'kehu\\_%')",
    ),
    (
        "L11 not everybody makes temporary objects, connects, or fills the public schema",
        "select a.privilege_type as v from pg_database d cross join lateral aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
          where d.datname = current_database() and a.grantee = 0
         union select 'public ' || a.privilege_type from pg_namespace n cross join lateral aclexplode(n.nspacl) a where n.nspname = 'public' and a.grantee = 0",
    ),
    (
        "L12 no login makes roles or databases, or passes by row security",
        "select rolname::text as v from pg_roles where (rolcreaterole or rolcreatedb or rolbypassrls or rolreplication) and rolcanlogin and not rolsuper",
    ),
    (
        "L13 nobody belongs to the owner, to the role maker or to a role of the server",
        "select m.rolname || ' in ' || r.rolname as v from pg_auth_members a join pg_roles r on r.oid = a.roleid join pg_roles m on m.oid = a.member
          where (r.rolname in ('kehu_owner', 'kehu_role_maker') or r.rolname like 'pg\\_%') and m.rolname <> 'kehu_role_maker' and m.rolname not like 'pg\\_%' and not m.rolsuper",
    ),
    (
        "L14 nothing is deleted along with its parent",
        "select conrelid::regclass || ' ' || conname as v from pg_constraint where contype = 'f' and connamespace in (select oid from pg_namespace where nspname like 'kehu%')
           and (confdeltype <> 'a' or confupdtype <> 'a')",
    ),
    (
        "L15 no number can be no number",
        "select a.attrelid::regclass || '.' || a.attname as v from pg_attribute a join pg_class c on c.oid = a.attrelid
          where c.relnamespace = 'kehu'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.atttypid in ('numeric'::regtype, 'float4'::regtype, 'float8'::regtype)
            and not exists (select from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'c' and a.attnum = any (k.conkey) and pg_get_constraintdef(k.oid) ~ '<')",
    ),
    (
        "L16 no text can hold control characters: a domain, or a list of codes",
        "select a.attrelid::regclass || '.' || a.attname as v from pg_attribute a join pg_class c on c.oid = a.attrelid
          where c.relnamespace = 'kehu'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.atttypid in ('text'::regtype, 'varchar'::regtype, 'text[]'::regtype)
            and not exists (select from pg_constraint k where k.conrelid = a.attrelid and k.contype in ('c', 'u') and a.attnum = any (k.conkey))",
    ),
    (
        "L17 nobody keeps large objects or holds advisory locks",
        "select p.oid::regprocedure::text as v from pg_proc p cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
          where p.pronamespace = 'pg_catalog'::regnamespace and p.proname ~ '^(lo_|lowrite$|loread$|pg_(try_)?advisory_)' and a.grantee = 0",
    ),
    (
        "L18 no default asks the machine's day",
        "select d.adrelid::regclass::text as v from pg_attrdef d join pg_class c on c.oid = d.adrelid where c.relnamespace in (select oid from pg_namespace where nspname like 'kehu%')
           and pg_get_expr(d.adbin, d.adrelid) ~* 'current_date|current_user'",
    ),
    (
        "every foreign key has an index",
        "select c.conrelid::regclass || ' ' || c.conname as v from pg_constraint c where c.contype = 'f' and c.connamespace = 'kehu'::regnamespace
           and not exists (select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1])
           and (select relname from pg_class where oid = c.conrelid) <> 'dict_item'",
    ),
    (
        "every table says what it is",
        "select c.oid::regclass::text as v from pg_class c where c.relnamespace in (select oid from pg_namespace where nspname like 'kehu%') and c.relkind in ('r', 'v')
           and obj_description(c.oid) is null",
    ),
    (
        "everything of ours belongs to the owner or the role maker",
        "select c.oid::regclass::text as v from pg_class c where c.relnamespace in (select oid from pg_namespace where nspname like 'kehu%') and c.relowner <> 'kehu_owner'::regrole
         union select p.oid::regprocedure::text from pg_proc p where p.pronamespace in (select oid from pg_namespace where nspname like 'kehu%')
           and p.proowner not in ('kehu_owner'::regrole, 'kehu_role_maker'::regrole)",
    ),
];

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    v: String,
}

/// What breaks which rule, in the catalogue of this database.
pub fn findings(admin: &mut PgConnection) -> Vec<String> {
    let mut found = Vec::new();
    for (rule, query) in RULES {
        let rows: Vec<Found> =
            sql_query(*query).load(admin).unwrap_or_else(|error| panic!("{rule}: {error}"));
        found.extend(rows.into_iter().map(|it| format!("{rule}: {}", it.v)));
    }
    found
}

#[test]
fn the_schema_has_no_faults() {
    let found = findings(&mut TestDb::golden().admin());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A rule that finds nothing may be blind: here is one planted fault for each that is easily planted.
#[test]
fn planted_faults_are_found() {
    let faults: &[(&str, &str)] = &[
        ("L01", "alter table kehu.holiday disable row level security"),
        ("L03", "create view kehu_rpt.x as select id from kehu.customer"),
        ("L04", "create materialized view kehu.x as select 1 as one"),
        (
            "L05",
            "create function kehu.x() returns int language sql security definer set search_path = kehu as 'select 1'",
        ),
        ("L06", "grant execute on function kehu.me() to public"),
        ("L07", "grant delete on kehu.customer to kehu_operator"),
        ("L08", "grant usage on sequence kehu.customer_id_seq to kehu_operator"),
        (
            "L09 no policy",
            "create policy x on kehu.holiday for select to kehu_operator using (current_setting('a.b') = 'x')",
        ),
        (
            "L09 no function",
            "create function kehu.x() returns text language sql as 'select current_user::text'",
        ),
        ("L10 no policy", "create policy x on kehu.holiday for select to kehu_operator using (true)"),
        ("L10 a policy", "create policy x on kehu.holiday for select using (name = 'x')"),
        ("L11", "grant create on schema public to public"),
        (
            "L14",
            "alter table kehu.contact add constraint x foreign key (customer_id) references kehu.customer on delete cascade",
        ),
        ("L15", "alter table kehu.customer add column x numeric"),
        ("L16", "alter table kehu.customer add column x text"),
        ("L17", "grant execute on function lo_create(oid) to public"),
        ("L18", "alter table kehu.customer add column x date default current_date"),
        ("every foreign key", "drop index kehu.contact_of"),
        ("every table", "create table kehu.x (id int)"),
        ("everything of ours", "create table kehu.x (id int)"),
    ];
    for (rule, sql) in faults {
        let db = TestDb::golden();
        db.admin().batch_execute(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
        let found = findings(&mut db.admin());
        assert!(found.iter().any(|it| it.starts_with(rule)), "{rule} does not find: {sql}\n{found:?}");
    }
}
