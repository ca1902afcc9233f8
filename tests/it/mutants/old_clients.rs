//! F13: a program that is too old for the schema saves nothing, whatever the table. Each table has the guard or a reason; and a
//! guard switched off is noticed.

use diesel::{PgConnection, connection::SimpleConnection};

use crate::support::{TestDb, values};

/// Tables without the guard: kept by whoever sets the company up, of one person alone, or written with a table that has it.
const WITHOUT: &[(&str, &str)] = &[
    ("contact_mobile", "with its contact"),
    ("inbox_item", "with its comment"),
    ("reference_card", "with its customer"),
    ("department", "set up"),
    ("dict", "set up"),
    ("custom_field", "set up"),
    ("dict_item", "set up"),
    ("holiday", "set up"),
    ("media_class", "set up"),
    ("media_group", "set up"),
    ("setting", "set up"),
    ("pipeline", "set up"),
    ("stage", "set up"),
    ("stage_task", "set up"),
    ("doc_template", "set up"),
    ("stage_history", "with its opportunity"),
    ("opportunity_card", "with its opportunity"),
    ("sharing_rule", "set up"),
    ("draft", "what was typed stays, also of an old program"),
    ("user_pref", "his own"),
    ("login_log", "written by the sign-in, which asks by itself"),
    ("export_log", "says only what was taken out"),
    ("dunning", "with its activity"),
    ("order_card", "with its order"),
    ("order_line", "with its order"),
];

/// Whether a program of long ago is refused here for its age.
fn refuses(conn: &mut PgConnection, table: &str) -> bool {
    let insert = format!("begin; insert into kehu.{table} default values");
    let said = conn.batch_execute(&insert).map_err(|error| error.to_string());
    conn.batch_execute("rollback").expect("undone");
    said.is_err_and(|said| said.contains("old_client"))
}

#[test]
fn each_table_refuses_an_old_program_or_has_a_reason_and_a_guard_switched_off_is_noticed() {
    let db = TestDb::golden();
    let mut admin = db.admin();
    admin
        .batch_execute(
            "update kehu.setting set value = '\"99.1\"' where key = 'minimum_client'; set application_name = 'kehu/0.0.1'",
        )
        .expect("a schema too new");
    let tables = values(
        &mut admin,
        "select relname::text as v from pg_class where relnamespace = 'kehu'::regnamespace and relkind = 'r' order by 1",
    );
    for table in tables {
        let excused = WITHOUT.iter().any(|(name, _)| *name == table);
        assert_eq!(refuses(&mut admin, &table), !excused, "{table}");
        if !excused {
            admin.batch_execute(&format!("alter table kehu.{table} disable trigger a_client")).expect("off");
            assert!(!refuses(&mut admin, &table), "{table}: something else refuses");
        }
    }
}
