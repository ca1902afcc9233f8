//! Views that several people read: for whom they are, what each of them sees by one, what becomes of two who change it, and of
//! words that mean harm.

use std::process::{Command, Output};

use diesel::connection::SimpleConnection;
use kehu::{
    domain::kind::Kind,
    store::{KeepView, Reply, Request, SavedView, Scope, StoreError},
};

use crate::{lanes::Program, support::TestDb};

fn kehu(url: &str, args: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_kehu"))
        .args(["--url", url, "--lang", "en"])
        .args(args)
        .env_remove("DATABASE_URL")
        .output()
        .expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (status.code().expect("an exit code"), text(stdout), text(stderr))
}

fn views(program: &Program) -> Vec<SavedView> {
    match program.get(Request::Views) {
        Ok(Reply::Views(all)) => all,
        other => panic!("{other:?}"),
    }
}

fn whole(view: Option<(i64, i32)>, query: &str, scope: Scope) -> Request {
    let (name, query) = ("欠款".to_owned(), query.to_owned());
    Request::KeepView(KeepView::Whole { view, name, kind: Kind::Order, query, scope, locked: true })
}

#[test]
fn a_view_is_for_roles_or_for_people_and_its_owner_knows_how_many() {
    let db = TestDb::golden();
    let [zhangw, john, lina, zhout] =
        ["zhangw", "john", "lina", "zhout"].map(|login| Program::of(&db, login));
    let roles = |all: &[&str]| Scope::Roles(all.iter().map(|role| (*role).to_owned()).collect());
    let people = |all: &[&str]| Scope::People(all.iter().map(|login| (*login).to_owned()).collect());
    assert_eq!(zhangw.get(whole(None, "outstanding:>0", roles(&["sp"]))), Ok(Reply::Done));
    let mine = views(&zhangw);
    let [mine] = &mine[..] else { panic!("{mine:?}") };
    assert!(mine.own && mine.locked && mine.scope == roles(&["sp"]), "{mine:?}");
    let sellers = views(&john).len() + views(&lina).len();
    assert!(sellers == 2 && mine.readers >= 2 && views(&zhout).is_empty(), "{mine:?}");

    let to = |scope| whole(Some((mine.id, views(&zhangw)[0].version)), "outstanding:>0", scope);
    assert_eq!(zhangw.get(to(people(&["zhout", "lina"]))), Ok(Reply::Done));
    assert_eq!([&john, &lina, &zhout].map(|one| views(one).len()), [0, 1, 1]);
    assert_eq!(views(&zhangw)[0].readers, 2);
    assert_eq!(views(&zhout)[0].readers, 0, "only its owner is told");
    for nobody in [people(&["zhout", "nosuch"]), people(&[]), roles(&[]), roles(&["boss"])] {
        let refused = zhangw.get(to(nobody));
        assert!(matches!(&refused, Err(StoreError::Refused(why)) if why.rule == "bad_value"), "{refused:?}");
    }
    // A reader changes nothing, and what he keeps is a copy of his own.
    assert_eq!(lina.get(whole(Some((mine.id, mine.version + 1)), "", Scope::Own)), Err(StoreError::NotYours));
    assert_eq!(zhangw.get(to(Scope::Own)), Ok(Reply::Done));
    assert_eq!([&john, &lina, &zhout].map(|one| views(one).len()), [0, 0, 0]);
}

#[test]
fn two_who_change_one_view_do_not_overwrite_each_other() {
    let db = TestDb::golden();
    let (here, there) = (Program::of(&db, "zhangw"), Program::of(&db, "zhangw"));
    assert_eq!(here.get(whole(None, "outstanding:>0", Scope::Everyone)), Ok(Reply::Done));
    let seen = (views(&here)[0].id, views(&here)[0].version);
    let change = |program: &Program, query: &str| {
        program.get(Request::KeepView(KeepView::Query { view: seen, query: query.to_owned() }))
    };
    assert_eq!(change(&here, "outstanding:>1"), Ok(Reply::Done));
    assert_eq!(change(&there, "outstanding:>2"), Err(StoreError::Stale));
    assert_eq!(views(&there)[0].query, "outstanding:>1");
}

#[test]
fn the_same_view_shows_each_reader_the_rows_of_his_rights() {
    let db = TestDb::golden();
    let query = "outstanding:>0 sort:code cols:code";
    let made = Program::of(&db, "john").get(whole(None, query, Scope::Everyone));
    assert_eq!(made, Ok(Reply::Done));
    let (sh1, sh2) = ("SH-2002-0001", "SH-2002-0002");
    let everything = &["GZ-2002-0001", sh1, sh2, "WH-2002-0001"][..];
    for (login, codes) in
        [("john", &[sh1][..]), ("zhangw", &[sh1, sh2]), ("chenm", everything), ("liuzy", everything)]
    {
        let (code, out, err) = kehu(&db.url(login), &["view", "run", "欠款", "--format", "csv"]);
        assert_eq!(code, 0, "{login}: {err}");
        assert_eq!(out.lines().skip(1).collect::<Vec<_>>(), codes, "{login}");
    }
}

#[test]
fn words_that_mean_harm_do_nothing_when_a_superior_runs_them() {
    let db = TestDb::golden();
    let john = Program::of(&db, "john");
    let harmful = [
        "is:open'; drop table kehu.sales_order; --",
        "nofield:x) or true --",
        "in:\"欠款\"",
        "owner:@nobody_else'",
        "show:pivot(rows=pg_sleep(60))",
        "sort:(select password from kehu_priv.operator)",
    ];
    for (n, query) in harmful.iter().enumerate() {
        let (name, query) = (format!("harm {n}"), (*query).to_owned());
        let view = KeepView::Whole {
            view: None,
            name: name.clone(),
            kind: Kind::Order,
            query,
            scope: Scope::Everyone,
            locked: false,
        };
        assert_eq!(john.get(Request::KeepView(view)), Ok(Reply::Done));
        for login in ["zhangw", "liuzy"] {
            let (code, out, err) = kehu(&db.url(login), &["view", "run", &name]);
            assert!(code == 2 && out.is_empty() && !err.is_empty(), "{login} {name}: {code} {out} {err}");
        }
    }
    db.admin().batch_execute("select 1 from kehu.sales_order limit 1").expect("nothing was dropped");
}

#[test]
fn views_are_written_as_text_and_read_back() {
    let db = TestDb::golden();
    let url = db.url("john");
    let john = Program::of(&db, "john");
    assert_eq!(
        john.get(whole(None, "outstanding:>0 sort:-outstanding cols:code=14,outstanding", Scope::Everyone)),
        Ok(Reply::Done)
    );
    let other = KeepView::Whole {
        view: None,
        name: "say \"hi\"".to_owned(),
        kind: Kind::Activity,
        query: "owner:@me due_on:$month=this_month group:week".to_owned(),
        scope: Scope::Own,
        locked: false,
    };
    assert_eq!(john.get(Request::KeepView(other)), Ok(Reply::Done));
    let (code, text, err) = kehu(&url, &["view", "export"]);
    assert!(code == 0 && text.contains("order outstanding:>0"), "{err}{text}");
    let file = std::env::temp_dir().join(format!("kehu-views-{}.toml", db.name()));
    std::fs::write(&file, &text).expect("a file");
    let path = file.to_str().expect("a path");
    let import = |url: &str| kehu(url, &["view", "import", path]);
    assert!(import(&url).1.contains("Kept 0 views, 2"), "they are there");
    // Gone, and back again; and as the views of somebody else.
    for view in views(&john) {
        assert_eq!(john.get(Request::DropView(view.id)), Ok(Reply::Done));
    }
    for login in ["john", "lina"] {
        let (code, out, err) = import(&db.url(login));
        assert_eq!(code, 0, "{out}{err}");
        assert_eq!(kehu(&db.url(login), &["view", "export"]).1, text, "{login}");
    }
    // Nothing of a file is kept where a part of it is not understood; another view of the name stays unless it is to be replaced.
    let (wrong, changed) =
        (text.replace("due_on:", "nofield:"), text.replace("outstanding:>0", "outstanding:>5"));
    std::fs::write(&file, format!("{wrong}\n[[view]]\nname = \"x\"\nquery = \"order\"\n")).expect("a file");
    assert_eq!(import(&url).0, 2);
    assert_eq!(views(&john).iter().filter(|view| view.own).count(), 2);
    std::fs::write(&file, changed).expect("a file");
    assert_eq!(import(&url).0, 2);
    let (code, out, err) = kehu(&url, &["view", "import", "--replace", path]);
    assert!(code == 0 && out.contains("Kept 1 views, 1"), "{out}{err}");
    let (code, _, err) =
        kehu(&url, &["view", "change", "欠款", "--share", "people:lina", "--locked", "false"]);
    assert_eq!(code, 0, "{err}");
    let mine = views(&john).into_iter().find(|view| view.own && view.name == "欠款").expect("kept");
    assert_eq!((mine.scope.to_string().as_str(), mine.locked, mine.readers), ("people:lina", false, 1));
    std::fs::remove_file(&file).expect("a file");
}

#[test]
fn a_view_of_a_department_is_read_in_all_below_it_and_not_above() {
    let db = TestDb::golden();
    let [liuzy, zhangw, john] = ["liuzy", "zhangw", "john"].map(|login| Program::of(&db, login));
    assert_eq!(liuzy.get(whole(None, "outstanding:>0", Scope::Department)), Ok(Reply::Done));
    assert_eq!([&zhangw, &john].map(|one| views(one).len()), [1, 1], "offices stand below the headquarters");
    assert!(views(&liuzy)[0].readers >= 2);
    assert_eq!(john.get(whole(None, "outstanding:>0", Scope::Department)), Ok(Reply::Done));
    assert!(views(&liuzy).iter().all(|view| view.own), "nobody above reads it");
}
