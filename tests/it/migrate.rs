//! The embedded schema against a real server.

use diesel::{QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_types::Bool};
use kehu::db::migrate::{self, MigrateError};

use crate::support::TestDb;

#[derive(QueryableByName)]
struct Answer {
    #[diesel(sql_type = Bool)]
    yes: bool,
}

#[test]
fn a_second_run_changes_nothing() {
    let db = TestDb::empty();
    let mut conn = db.admin();
    assert!(migrate::pending(&mut conn).unwrap().is_empty());
    assert!(migrate::run(&mut conn).unwrap().is_empty());
}

#[test]
fn a_database_with_a_newer_schema_is_refused() {
    let db = TestDb::empty();
    let mut conn = db.admin();
    conn.batch_execute("insert into public.__diesel_schema_migrations (version) values ('99991231000000')")
        .unwrap();
    let error = migrate::run(&mut conn).unwrap_err();
    assert!(matches!(&error, MigrateError::NewerSchema(version) if version == "99991231000000"), "{error}");
}

#[test]
fn only_a_superuser_may_set_up() {
    let db = TestDb::empty();
    let role = format!("plain_{}", db.name());
    db.admin().batch_execute(&format!("create role {role} login in role kehu_operator")).unwrap();
    let error = migrate::run(&mut db.as_login(&role)).unwrap_err();
    assert!(matches!(&error, MigrateError::NotSuperuser(login) if *login == role), "{error}");
}

#[test]
fn a_database_without_chinese_letters_is_refused_before_anything_is_made() {
    let db = TestDb::empty();
    let name = format!("c_{}", db.name());
    db.admin()
        .batch_execute(&format!("create database {name} template template0 encoding 'UTF8' locale 'C'"))
        .unwrap();
    let mut conn = db.admin_of(&name);
    let error = migrate::run(&mut conn).unwrap_err();
    assert!(matches!(&error, MigrateError::NoChinese(ctype) if ctype == "C"), "{error}");
    let made: Answer =
        diesel::sql_query("select exists (select from pg_namespace where nspname = 'kehu') as yes")
            .get_result(&mut conn)
            .unwrap();
    assert!(!made.yes);
}

#[test]
fn a_database_in_another_encoding_is_refused_by_its_name() {
    let db = TestDb::empty();
    let name = format!("latin_{}", db.name());
    db.admin()
        .batch_execute(&format!("create database {name} template template0 encoding 'LATIN1' locale 'C'"))
        .unwrap();
    let error = migrate::run(&mut db.admin_of(&name)).unwrap_err();
    assert!(matches!(&error, MigrateError::NotUtf8(encoding) if encoding == "LATIN1"), "{error}");
}

#[test]
fn operators_cannot_reach_the_list_of_migrations() {
    let db = TestDb::empty();
    let role = format!("curious_{}", db.name());
    db.admin().batch_execute(&format!("create role {role} login in role kehu_operator")).unwrap();
    let denied =
        db.as_login(&role).batch_execute("select from public.__diesel_schema_migrations").unwrap_err();
    assert!(denied.to_string().contains("permission denied"), "{denied}");
    db.admin().batch_execute("select from public.__diesel_schema_migrations").unwrap();
}
