//! Signing in, and what belongs to one operator.

use kehu::{
    domain::{kind::Kind, session::Role},
    store::{KeepTemplate, KeepView, Reply, Request, Scope, StoreError},
};
use serde_json::json;
use uuid::Uuid;

use super::Program;
use crate::support::TestDb;
use diesel::connection::SimpleConnection;

#[test]
fn an_operator_signs_in_and_is_told_who_he_is_and_which_day_it_is() {
    let db = TestDb::golden();
    let (_, session) = Program::signed_in(&db, "zhout");
    assert_eq!((session.operator_id, session.name.as_str(), session.role), (9, "周婷", Role::Ab));
    assert_eq!((session.dept_id, session.dept.as_str()), (3, "上海分公司"));
    assert_eq!(session.today.to_string(), "2002-03-13");
}

fn refusal(url: &str) -> String {
    match Program::start(url).get(Request::Enter) {
        Err(StoreError::SignIn(words)) => words,
        other => panic!("{other:?}"),
    }
}

#[test]
fn who_may_not_sign_in_is_told_why() {
    let db = TestDb::golden();
    let mut admin = db.admin();
    let stranger = format!("stranger_{}", db.name());
    admin
        .batch_execute(&format!(
            "create role {stranger} login; grant connect on database {} to {stranger}",
            db.name()
        ))
        .unwrap();
    assert!(refusal(&db.url(&stranger)).contains("not an operator"));
    assert!(refusal(&db.url("nobody_at_all")).contains("nobody_at_all"));
    assert!(refusal(&db.url("john").replace(db.name(), "no_such_database")).contains("no_such_database"));
    admin.batch_execute("update kehu_priv.operator set status = 'disabled' where login = 'hej'").unwrap();
    assert!(refusal(&db.url("hej")).contains("not an operator"));
    admin.batch_execute("update kehu.setting set value = '\"99.1\"' where key = 'minimum_client'").unwrap();
    assert!(refusal(&db.url("john")).contains("99.1"));
    admin.batch_execute(&format!("drop owned by {stranger}; drop role {stranger}")).unwrap();
}

#[test]
fn who_enters_gets_what_he_could_ask_for_one_by_one() {
    let db = TestDb::golden();
    let john = Program::start(&db.url("john"));
    john.get(Request::SetPref("list.orders".into(), serde_json::json!({"tab": "mine"}))).unwrap();
    Program::start(&db.url("lina")).get(Request::SetPref("app".into(), serde_json::json!(1))).unwrap();
    let Ok(Reply::Entered(entry)) = john.get(Request::Enter) else { panic!("not let in") };
    assert_eq!(john.get(Request::SignIn), Ok(Reply::SignedIn(entry.session.clone())));
    assert_eq!(john.get(Request::Prefs), Ok(Reply::Prefs(entry.prefs.clone())));
    assert_eq!(john.get(Request::Dictionaries), Ok(Reply::Dictionaries(entry.words.clone())));
    assert_eq!(john.get(Request::Company), Ok(Reply::Company(entry.company.clone())));
    assert_eq!(entry.prefs.len(), 1, "one's own and nobody else's");
    assert!(entry.words.len() > 5 && !entry.company.is_empty());
}

#[test]
fn a_database_without_kehu_says_so() {
    let db = TestDb::golden();
    db.admin().batch_execute("drop schema kehu cascade").unwrap();
    assert!(refusal(&db.url("john")).contains("kehu setup"));
}

#[test]
fn preferences_are_remembered_and_forgotten_per_person() {
    let db = TestDb::golden();
    let john = Program::of(&db, "john");
    let prefs = |program: &Program| match program.get(Request::Prefs) {
        Ok(Reply::Prefs(prefs)) => prefs,
        other => panic!("{other:?}"),
    };
    assert_eq!(john.get(Request::SetPref("theme".into(), json!({"name": "dark"}))), Ok(Reply::Done));
    assert_eq!(prefs(&john)["theme"], json!({"name": "dark"}));
    assert!(prefs(&Program::of(&db, "lina")).is_empty());
    assert_eq!(john.get(Request::SetPref("theme".into(), json!(null))), Ok(Reply::Done));
    assert!(prefs(&john).is_empty());
}

#[test]
fn drafts_are_kept_by_their_id_and_are_nobody_elses() {
    let db = TestDb::golden();
    let (john, lina) = (Program::of(&db, "john"), Program::of(&db, "lina"));
    let kept = |program: &Program| match program.get(Request::Drafts) {
        Ok(Reply::Drafts(drafts)) => drafts,
        other => panic!("{other:?}"),
    };
    let (first, second) = (Uuid::new_v4(), Uuid::new_v4());
    for (id, text) in [(first, "a"), (second, "b"), (first, "c")] {
        assert_eq!(
            john.get(Request::KeepDraft(id, "order".into(), json!({ "typed": text }))),
            Ok(Reply::Done)
        );
    }
    let drafts = kept(&john);
    assert_eq!(drafts.len(), 2);
    assert_eq!((drafts[0].id, &drafts[0].payload), (first, &json!({"typed": "c"})));
    assert!(kept(&lina).is_empty());
    let stolen = lina.get(Request::KeepDraft(first, "order".into(), json!({})));
    assert_eq!(stolen, Err(StoreError::NotYours));
    assert_eq!(lina.get(Request::DropDraft(first)), Ok(Reply::Done));
    assert_eq!(kept(&john).len(), 2, "nobody drops the draft of another");
    assert_eq!(john.get(Request::DropDraft(first)), Ok(Reply::Done));
    assert_eq!(kept(&john).iter().map(|it| it.id).collect::<Vec<_>>(), [second]);
}

#[test]
fn dictionaries_have_both_languages_and_leave_out_what_is_not_used_any_more() {
    let db = TestDb::golden();
    db.admin()
        .batch_execute(
            "update kehu.dict_item set active = false where dict_code = 'method' and code = 'cash'",
        )
        .unwrap();
    let Ok(Reply::Dictionaries(words)) = Program::of(&db, "john").get(Request::Dictionaries) else {
        panic!("dictionaries")
    };
    assert_eq!(words["method"][0], ("transfer".into(), "转账".into(), "Transfer".into()));
    assert!(words["method"].iter().all(|(code, ..)| code != "cash"));
    assert_eq!(words["value_grade"].len(), 3);
}

#[test]
fn a_template_is_ones_own_until_it_is_lent_to_the_department() {
    let db = TestDb::golden();
    let (john, lina) = (Program::of(&db, "john"), Program::of(&db, "lina"));
    let keep = |program: &Program, template: KeepTemplate| program.get(Request::KeepTemplate(template));
    let all = |program: &Program| match program.get(Request::Templates) {
        Ok(Reply::Templates(all)) => all,
        other => panic!("{other:?}"),
    };
    let name = |name: &str| Some(name.to_owned());
    let body = Some(json!({ "lines": [], "plan": "100 @t", "terms": [] }));
    let new = KeepTemplate { existing: None, name: name("年框"), shared: Some(false), body };
    assert_eq!(keep(&john, new.clone()), Ok(Reply::Done));
    assert_eq!(keep(&john, new), Ok(Reply::Done), "the same again takes its place");
    let [mine] = &all(&john)[..] else { panic!("{:?}", all(&john)) };
    assert!(mine.own && !mine.shared && mine.body["plan"] == "100 @t", "{mine:?}");
    assert_eq!(all(&lina), []);
    let share =
        KeepTemplate { existing: Some((mine.id, mine.version)), name: None, shared: Some(true), body: None };
    assert_eq!(keep(&john, share.clone()), Ok(Reply::Done));
    let [lent] = &all(&lina)[..] else { panic!("{:?}", all(&lina)) };
    assert!(!lent.own && lent.owner == "王约翰", "{lent:?}");
    // Another one's is used, not changed; what somebody else changed first is said.
    let rename =
        KeepTemplate { existing: Some((lent.id, lent.version)), name: name("x"), shared: None, body: None };
    assert_eq!(keep(&lina, rename), Err(StoreError::NotYours));
    assert_eq!(lina.get(Request::DropTemplate(lent.id)), Ok(Reply::Done));
    assert_eq!(keep(&john, share), Err(StoreError::Stale));
    assert_eq!(all(&john).len(), 1);
    assert_eq!(john.get(Request::DropTemplate(lent.id)), Ok(Reply::Done));
    assert_eq!(all(&john), []);
}

#[test]
fn a_view_is_ones_own_until_it_is_shared_and_shows_each_reader_his_own_rows() {
    let db = TestDb::golden();
    let (john, lina, chenm) = (Program::of(&db, "john"), Program::of(&db, "lina"), Program::of(&db, "chenm"));
    let all = |program: &Program| match program.get(Request::Views) {
        Ok(Reply::Views(all)) => all,
        other => panic!("{other:?}"),
    };
    let keep = |view, query: &str, scope| {
        let (name, kind, query) = ("欠款客户".to_owned(), Kind::Customer, query.to_owned());
        Request::KeepView(KeepView::Whole { view, name, kind, query, scope, locked: false })
    };
    let new = |query: &str| keep(None, query, Scope::Own);
    assert_eq!(john.get(new("outstanding:>0")), Ok(Reply::Done));
    assert_eq!(
        john.get(new("outstanding:>0")),
        Ok(Reply::Done),
        "the same again, its answer lost, is no second one"
    );
    let taken = john.get(new("outstanding:>5"));
    assert!(matches!(&taken, Err(StoreError::Refused(why)) if why.rule == "name_taken"), "{taken:?}");
    let [mine] = &all(&john)[..] else { panic!("{:?}", all(&john)) };
    assert!(mine.own && mine.scope == Scope::Own && mine.query == "outstanding:>0", "{mine:?}");
    assert_eq!((all(&lina), all(&chenm)), (vec![], vec![]));

    let view = (mine.id, mine.version);
    let share = |view, scope| keep(Some(view), "outstanding:>0", scope);
    assert_eq!(john.get(share(view, Scope::Department)), Ok(Reply::Done));
    let [lent] = &all(&lina)[..] else { panic!("{:?}", all(&lina)) };
    assert!(!lent.own && lent.owner == "王约翰", "{lent:?}");
    assert_eq!(all(&chenm), [], "of another department");
    assert_eq!(john.get(share(view, Scope::Everyone)), Err(StoreError::Stale), "it was changed meanwhile");
    let view = (lent.id, lent.version);
    assert_eq!(lina.get(share(view, Scope::Own)), Err(StoreError::NotYours));
    assert_eq!(john.get(share(view, Scope::Everyone)), Ok(Reply::Done));
    assert_eq!(all(&chenm).len(), 1);

    // Somebody who reads it throws nothing away; its owner does.
    assert_eq!(lina.get(Request::DropView(view.0)), Ok(Reply::Done));
    assert_eq!(all(&john).len(), 1);
    assert_eq!(john.get(Request::DropView(view.0)), Ok(Reply::Done));
    assert_eq!((all(&john), all(&chenm)), (vec![], vec![]));
}
