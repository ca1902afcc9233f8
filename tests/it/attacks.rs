//! What an operator tries with plain psql beyond rows and columns, which the permission matrix tries: each attack is refused,
//! and its allowed twin, the same act within the rights, is done.

mod money_of_others;
mod old_snapshot;
mod refused;

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Text,
};

use crate::support::TestDb;
use refused::REFUSED;

fn said(conn: &mut PgConnection, sql: &str) -> Result<(), String> {
    let outcome = conn.batch_execute(&format!("begin; {sql}")).map_err(|error| match &error {
        diesel::result::Error::DatabaseError(_, info) => {
            format!("{} {}", info.message(), info.constraint_name().unwrap_or_default())
        }
        other => other.to_string(),
    });
    // A rollback also takes back what the twin did.
    let _ = conn.batch_execute("rollback; reset all; reset session authorization");
    outcome
}

#[test]
fn every_attack_is_refused_and_its_twin_is_not() {
    let db = TestDb::golden();
    let mut faults = Vec::new();
    for (what, login, attack, refusal, twin) in REFUSED {
        // A connection of its own: some attacks leave the session in an odd state.
        match said(&mut db.as_login(login), attack) {
            Err(words) if !refusal.is_empty() && words.contains(refusal) => {}
            Ok(()) if refusal.is_empty() => {}
            other => faults.push(format!("{login} {what}: {other:?}")),
        }
        if let Err(words) = said(&mut db.as_login(login), twin) {
            // COPY to the client and row counts are protocol, not right.
            if !words.contains("COPY") && !words.contains("Unexpected") {
                faults.push(format!("the twin of {login} {what}: {words}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[derive(QueryableByName)]
struct One {
    #[diesel(sql_type = Text)]
    v: String,
}

fn value(conn: &mut PgConnection, sql: &str) -> String {
    sql_query(sql).get_result::<One>(conn).unwrap_or_else(|error| panic!("{sql}: {error}")).v
}

/// T13: whatever a session says of itself, it is the login that signed in.
#[test]
fn no_setting_makes_a_session_somebody_else() {
    let db = TestDb::golden();
    let mut john = db.as_login("john");
    for disguise in [
        "set kehu.operator_id = '1'",
        "set app.usr = 'liuzy'",
        "set request.jwt.claims = '{\"role\": \"gm\"}'",
        "set application_name = 'liuzy'",
        "set search_path = pg_temp, kehu_priv, kehu",
        "set role kehu_operator",
    ] {
        john.batch_execute(disguise).unwrap();
        assert_eq!(value(&mut john, "select kehu.me()::text as v"), "4", "{disguise}");
        assert_eq!(value(&mut john, "select kehu.sees_all()::text as v"), "false", "{disguise}");
        john.batch_execute("reset all").unwrap();
    }
    assert_eq!(value(&mut db.as_login("liuzy"), "select kehu.sees_all()::text as v"), "true");
}

/// The company's day does not turn with the client's clock or zone.
#[test]
fn the_business_date_is_the_servers_in_any_time_zone() {
    let db = TestDb::golden();
    let mut john = db.as_login("john");
    let mut days = std::collections::BTreeSet::new();
    for pinned in [true, false] {
        if !pinned {
            db.admin()
                .batch_execute("update kehu.setting set value = 'null' where key = 'business_date'")
                .unwrap();
            days.clear();
        }
        for zone in ["Pacific/Kiritimati", "Etc/GMT+12", "UTC", "Asia/Shanghai"] {
            john.batch_execute(&format!("set timezone = '{zone}'")).unwrap();
            days.insert(value(&mut john, "select kehu.today()::text as v"));
        }
        assert_eq!(days.len(), 1, "{days:?}");
    }
}

/// A grant of what is not his to grant is answered with a warning; nothing is granted.
#[test]
fn nobody_gives_a_function_away() {
    let db = TestDb::golden();
    db.as_login("john")
        .batch_execute("grant execute on function kehu.delete_customer(bigint, int) to public")
        .unwrap();
    let open = "select count(*)::text as v from pg_proc p cross join lateral aclexplode(p.proacl) a where p.proname = 'delete_customer' and a.grantee = 0";
    assert_eq!(value(&mut db.admin(), open), "0");
}

/// T14: what others do is not seen, and our name says nothing of a person.
#[test]
fn other_sessions_show_no_statement() {
    let db = TestDb::golden();
    let mut liuzy = db.as_login("liuzy");
    liuzy.batch_execute("select 'something private'").unwrap();
    let mut john = db.as_login("john");
    let seen = value(
        &mut john,
        "select string_agg(query, ';') as v from pg_stat_activity where usename = 'liuzy' and datname = current_database()",
    );
    assert_eq!(seen, "<insufficient privilege>");
    let own = value(&mut john, "select query as v from pg_stat_activity where pid = pg_backend_pid()");
    assert!(own.contains("pg_stat_activity"));
}

/// A function that complains about what it is given is not pushed below the policies: it never meets a hidden row.
#[test]
fn an_error_in_a_filter_meets_no_hidden_row() {
    let db = TestDb::golden();
    let probe = |id: i64| format!("select 1 / (case when id = {id} then 0 else 1 end) from kehu.customer");
    let mut john = db.as_login("john");
    assert!(john.batch_execute(&probe(3)).is_ok(), "another's row was met");
    assert!(john.batch_execute(&probe(1)).is_err(), "his own row is met");
    let probe = |name: &str| {
        format!(
            "select count(*) from kehu.customer where 1 / (case when name like '{name}%' then 0 else 1 end) = 1"
        )
    };
    assert!(john.batch_execute(&probe("广州")).is_ok());
    assert!(john.batch_execute(&probe("上海雅韵")).is_err());
}

/// Hidden and absent are one answer, wherever a parent is named.
#[test]
fn a_hidden_parent_and_an_absent_one_are_refused_alike() {
    let db = TestDb::golden();
    let mut john = db.as_login("john");
    for sql in [
        "insert into kehu.contact (customer_id, name) values ({}, 'x')",
        "insert into kehu.invoice_title (customer_id, title) values ({}, 'x')",
        "insert into kehu.activity (kind, title, customer_id, due_on) values ('call', 'x', {}, '2002-03-20')",
        "select kehu.save_order(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', {}))",
        "select kehu.history('customer', {})",
        "select kehu.shares('customer', {})",
        "select kehu.delete_customer({}, 1)",
        "insert into kehu.customer (name, parent_id) values ('新公司', {})",
    ] {
        let (hidden, absent) = (sql.replace("{}", "3"), sql.replace("{}", "999999"));
        let (hidden, absent) = (said(&mut john, &hidden).unwrap_err(), said(&mut john, &absent).unwrap_err());
        assert_eq!(hidden, absent, "{sql}");
    }
    assert_eq!(said(&mut john, "insert into kehu.contact (customer_id, name) values (1, 'x')"), Ok(()));
}

/// T19: a password never stands in a statement.
#[test]
fn a_password_in_clear_is_not_taken() {
    let db = TestDb::golden();
    let mut john = db.as_login("john");
    let refused = said(&mut john, "select kehu.set_operator_password(4, 'secret')").unwrap_err();
    assert!(refused.contains("not_scram") && !refused.contains("secret"), "{refused}");
    let verifier = kehu::db::password::verifier("a long one").unwrap();
    assert_eq!(said(&mut john, &format!("select kehu.set_operator_password(4, '{verifier}')")), Ok(()));
}

/// What is asked at every sign-in is not set to what no program can read: the administrator would shut himself out too.
#[test]
fn no_setting_locks_everybody_out() {
    let db = TestDb::golden();
    let login = format!("sa_{}", db.name());
    db.admin()
        .batch_execute(&format!("select kehu_priv.make_operator('{login}', '甲', '', '', 'sa', 1, null)"))
        .unwrap();
    let mut admin = db.as_login(&login);
    for (key, wrong, right) in [
        ("minimum_client", "\"99999999999.1\"", "\"0.1.0\""),
        ("minimum_client", "\"1.1.1.1.1\"", "\"0.1\""),
        ("minimum_schema", "\"x\"", "1"),
        ("schema_version", "null", "1"),
        ("business_date", "\"2002-13-45\"", "\"2002-03-14\""),
        ("time_zone", "null", "\"UTC\""),
    ] {
        let set = |value| format!("update kehu.setting set value = '{value}' where key = '{key}'");
        assert!(said(&mut admin, &set(wrong)).is_err(), "{key} {wrong}");
        assert_eq!(said(&mut admin, &set(right)), Ok(()), "{key} {right}");
    }
}

/// Collection todos answer row by row, so the rows of others are no error; they are not held either.
#[test]
fn nobody_holds_the_instalments_of_others() {
    let db = TestDb::golden();
    let ask = "begin; select kehu.dun(array[1, 7], gen_random_uuid())";
    let free =
        |id: i64| format!("begin; select from kehu.instalment where id = {id} for update nowait; rollback");
    let (mut zhout, mut admin) = (db.as_login("zhout"), db.admin());
    zhout.batch_execute(ask).unwrap();
    assert!(admin.batch_execute(&free(1)).is_err(), "her own is held");
    admin.batch_execute("rollback").unwrap();
    assert!(admin.batch_execute(&free(7)).is_ok(), "Guangzhou's is not");
}
