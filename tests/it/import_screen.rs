//! A table imported at the keys: judged, looked at, stored by F10 alone; and what is stopped or cut leaves nothing half.

use std::fs;

use diesel::connection::SimpleConnection;
use kehu::{
    domain::{kind::Kind, record::Values, value::Value},
    store::{Import, ImportLine, Imported, News, Reply, Request, StoreError},
};
use uuid::Uuid;

use crate::{
    lanes::Program,
    pty::Pty,
    support::{TestDb, count, one},
};

const F9: &str = "\x1b[20~";
const F8: &str = "\x1b[19~";
const F10: &str = "\x1b[21~";
const F12: &str = "\x1b[24~";

#[test]
fn a_table_is_imported_without_letters_beyond_its_name() {
    let db = TestDb::golden();
    let admin = &mut db.admin();
    let code = one(admin, "select code::text as v from kehu.customer where id = 1");
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("new.csv");
    let rest: String = (0..40).map(|n| format!(",雅韵化妆品,,上海{n}\n")).collect();
    let table = format!(
        "code,Name,Phone,City\n,杭州新叶食品有限公司,0571-88880001,杭州\n{code},,,苏州\n,杭州 新叶食品 有限公司,,\n,,,宁波\n{rest}"
    );
    fs::write(&path, table).expect("written");
    let before = count(admin, "kehu.customer");
    let mut pty = Pty::kehu(&db.url("john"), 80, 24);
    pty.shows("王约翰");
    pty.keys("gc");
    pty.shows("上海雅韵");
    // By its name in the palette.
    pty.keys(F9);
    pty.keys("import\r");
    pty.shows("Also very like");
    pty.keys(path.to_str().expect("a path"));
    pty.keys("\ry\r");
    pty.keys(F10);
    let screen = pty.shows("nothing is stored yet");
    assert!(screen.contains("1 new, 1 changed, 0 as they are, 42 not"), "{screen}");
    assert!(screen.contains("City 上海 → 苏州") && screen.contains("line 2 of this file"), "{screen}");
    assert_eq!(count(admin, "kehu.customer"), before);
    // It scrolls.
    pty.keys(&[F8; 12].concat());
    pty.until("the last line", |screen| screen.contains("    45 -"));
    pty.keys(F10);
    pty.shows("Stored: 1 new, 1 changed, 0 as they were, 42 not");
    assert_eq!(count(admin, "kehu.customer"), before + 1);
    assert_eq!(count(admin, "kehu.customer where id = 1 and city = '苏州'"), 1);
    pty.keys(F12);
    pty.shows("杭州新叶");
}

fn lines(count: usize) -> Vec<ImportLine> {
    let line = |n| ImportLine {
        record: None,
        values: Values::new().with("name", Value::text(format!("导入{n}号第{n}有限公司"))),
        intent: Uuid::new_v4(),
    };
    (0..count).map(line).collect()
}

#[test]
fn what_is_stopped_or_cut_leaves_nothing_half_and_the_same_again_stores_nothing_twice() {
    let db = TestDb::golden();
    let admin = &mut db.admin();
    let before = count(admin, "kehu.customer");
    let program = Program::of(&db, "john");
    let import = Import { kind: Kind::Customer, lines: lines(600), pass_over: true, keep: true };
    let ask = || Request::Import(Box::new(import.clone()));
    let going = |ticket| {
        program.wait(
            "progress",
            |news| matches!(news, News::Progress(it, gone, all) if *it == ticket && gone < all),
        )
    };
    let ticket = program.ask("import", ask());
    going(ticket);
    program.stop("import");
    let answer = program.answer(ticket);
    assert!(matches!(&answer, Err(StoreError::Refused(why)) if why.rule == "stopped"), "{answer:?}");
    assert_eq!(count(admin, "kehu.customer"), before);
    // The connection is cut in the middle.
    let ticket = program.ask("import", ask());
    going(ticket);
    admin
        .batch_execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'john' and xact_start is not null and state <> 'idle'")
        .expect("cut");
    let answer = program.answer(ticket);
    assert!(matches!(answer, Err(StoreError::Offline | StoreError::Unknown)), "{answer:?}");
    assert_eq!(count(admin, "kehu.customer"), before);
    // Again, and once more.
    let again = || {
        loop {
            match program.get(ask()) {
                Ok(Reply::Imported(all)) => return all,
                Err(StoreError::Offline) => {
                    program.wait("the server to be back", |news| matches!(news, News::Online));
                }
                other => panic!("{other:?}"),
            }
        }
    };
    for _ in 0..2 {
        let all = again();
        assert!(all.iter().all(|it| matches!(it, Imported::Stored(..))));
        assert_eq!(count(admin, "kehu.customer"), before + 600);
    }
}
