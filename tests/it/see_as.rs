//! Seeing as one of one's people: his home page by one's own rights, nothing changed, Esc ends it; the server logs it.

use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Text};
use kehu::{
    db,
    domain::{filter::Filter, query::People},
    i18n::Lang,
    store::{Pick, Reply, Request, Seen},
};

use crate::{
    stage::{Stage, session},
    support::TestDb,
};

#[test]
fn a_director_sees_the_home_page_of_one_of_his_people_and_changes_nothing() {
    let mut stage = Stage::new("zhangw").sized(120, 40);
    stage.keys("g U");
    let john = Pick { id: 4, label: "王约翰".into(), detail: "john".into() };
    stage.answer("picks", Ok(Reply::Picks(vec![john])));
    stage.keys("<Enter>");
    assert_eq!(stage.asked("see_as"), Some(&Request::SeeAs(4)));
    let seen = Seen { session: session("john"), prefs: Default::default() };
    stage.answer("see_as", Ok(Reply::Seen(Box::new(seen))));
    assert!(stage.screen().contains("as 王约翰, read only"), "{}", stage.screen());
    let Some(Request::List(people)) = stage.asked("people") else { panic!() };
    let mine = People::SeenBy(Box::new(People::Me), "john".into());
    assert!(format!("{:?}", people.filter).contains(&format!("{mine:?}")), "{:?}", people.filter);
    stage.answer("people", Ok(Reply::Page(kehu::store::Page { rows: Vec::new(), more: false })));
    stage.answer("views", Ok(Reply::Views(Vec::new())));
    assert!(stage.screen().contains("My customers by status"), "a salesperson's page: {}", stage.screen());
    let before = stage.questions().len();
    stage.keys("x");
    assert!(stage.screen().contains("nothing is changed"), "{}", stage.screen());
    stage.keys("o");
    assert_eq!(stage.questions().len(), before, "no form, no tile, nothing asked");
    stage.keys("<Esc>");
    assert!(!stage.screen().contains("read only"), "{}", stage.screen());
    assert!(stage.screen().contains("张伟"));
}

#[derive(QueryableByName)]
struct Logged {
    #[diesel(sql_type = Text)]
    result: String,
}

/// Only over one's own people, and logged; what is read is read by one's own rights.
#[test]
fn who_sees_as_is_logged_and_gets_no_rows_by_it() {
    let db = TestDb::golden();
    let mut zhangw = db.as_login("zhangw");
    let see = |conn: &mut diesel::PgConnection, id| db::answer::answer(conn, Lang::En, &Request::SeeAs(id));
    let Ok(Reply::Seen(seen)) = see(&mut zhangw, 4) else { panic!("his own salesperson") };
    assert_eq!(seen.session, session("john"));
    for stranger in [1, 3, 7] {
        assert!(see(&mut zhangw, stranger).is_err(), "{stranger}");
    }
    assert!(see(&mut db.as_login("john"), 5).is_err(), "a colleague");
    let said = "select result::text from kehu.login_log where result like 'sees as %' order by id";
    let logged: Vec<Logged> = sql_query(said).load(&mut db.admin()).expect("the log");
    assert_eq!(logged.into_iter().map(|it| it.result).collect::<Vec<_>>(), ["sees as john"]);
    // What john may read is not what another director reads by naming him.
    let named = Filter::Whose("owner".into(), People::Me.seen_by("john"));
    let count = |login: &str| {
        let list =
            kehu::domain::filter::ListQuery::of(kehu::domain::kind::Kind::Customer).filter(named.clone());
        match db::answer::answer(&mut db.as_login(login), Lang::En, &Request::Count(list, Vec::new())) {
            Ok(Reply::Count { rows, .. }) => rows,
            _ => panic!("{login}"),
        }
    };
    assert_eq!((count("zhangw"), count("wug")), (1, 0));
}
