//! What the administrator does to operators and company lists, and what everybody does for himself.

use super::guarded;
use crate::matrix::{
    attempt::{Case, Expect},
    facts::Person,
    model::{Model, Standing},
};

const SCRAM: &str = "SCRAM-SHA-256$4096:c2FsdHNhbHRzYWx0c2FsdA==$c3RvcmVka2V5c3RvcmVka2V5c3RvcmVka2V5MTIzNDU=:c2VydmVya2V5c2VydmVya2V5c2VydmVya2V5MTIzNDU=";

fn admin(model: &Model, what: &str, sql: String, guards: &[(bool, &str)]) -> Case {
    Case::new(what.to_owned(), sql, guarded(model.is(&["sa"]), guards))
}

fn person<'a>(model: &Model<'a>, login: &str) -> &'a Person {
    model.facts.person(login).expect("of the company")
}

pub fn create(model: &Model) -> Vec<Case> {
    let sql = |login: &str, scram: &str| {
        format!("select kehu.create_operator('{login}', '新人', '', '', 'sp', 3, 3, '{scram}')")
    };
    vec![
        admin(model, "makes an operator", sql("m_new", SCRAM), &[]),
        admin(model, "makes a superuser's namesake", sql("postgres", SCRAM), &[(true, "bad_login")]),
        admin(model, "sends a password in clear", sql("m_new", "secret"), &[(true, "not_scram")]),
    ]
}

pub fn change(model: &Model) -> Vec<Case> {
    let sql = |it: &Person, role: &str| {
        format!(
            "select kehu.change_operator({}, {}, 'x', '', '', '{role}', {}, null)",
            it.id, it.version, it.dept
        )
    };
    let me = model.me.unwrap_or(person(model, "m_gone"));
    vec![
        admin(model, "promotes somebody", sql(person(model, "m_gone"), "sd"), &[]),
        admin(model, "makes himself general manager", sql(me, "gm"), &[(true, "bad_state")]),
        admin(
            model,
            "takes selling from who has customers",
            sql(person(model, "m_low"), "ab"),
            &[(true, "has_open_records")],
        ),
    ]
}

pub fn password(model: &Model) -> Vec<Case> {
    let people =
        model.facts.people.iter().filter(|it| ["m_gone", "john", model.login].contains(&it.login.as_str()));
    people
        .map(|it| {
            Case::new(
                format!("sets the password of {}", it.login),
                format!("select kehu.set_operator_password({}, '{SCRAM}')", it.id),
                Expect::allowed(model.is_me(it.id) || model.is(&["sa"])),
            )
        })
        .collect()
}

pub fn disable(model: &Model) -> Vec<Case> {
    let sql = |login: &str| {
        let it = person(model, login);
        format!("select kehu.disable_operator({}, {})", it.id, it.version)
    };
    vec![
        admin(model, "disables somebody", sql("m_gone"), &[]),
        admin(model, "disables who has customers", sql("m_kept"), &[(true, "has_open_records")]),
    ]
}

pub fn enable(model: &Model) -> Vec<Case> {
    let it = person(model, "m_off");
    vec![admin(
        model,
        "enables somebody",
        format!("select kehu.enable_operator({}, {})", it.id, it.version),
        &[],
    )]
}

pub fn delete_holiday(model: &Model) -> Vec<Case> {
    vec![admin(model, "removes a holiday", "select kehu.delete_holiday(1)".into(), &[])]
}

fn everybody(model: &Model, what: &str, sql: &str) -> Vec<Case> {
    vec![Case::new(what, sql, Expect::allowed(model.me.is_some()))]
}

pub fn sign_in(model: &Model) -> Vec<Case> {
    everybody(model, "signs in", "select kehu.sign_in('99.0.0', 99)")
}

/// One sees as one's people, never as oneself, as a colleague, or as one who stands above.
pub fn see_as(model: &Model) -> Vec<Case> {
    let case = |it: &Person| {
        let below = !model.is_me(it.id) && model.standing(it.id) != Standing::Stranger;
        let sql = format!("select kehu.see_as({})", it.id);
        Case::new("sees as", sql, Expect::allowed(model.me.is_some() && below && it.active))
    };
    model.facts.people.iter().map(case).collect()
}

pub fn enter(model: &Model) -> Vec<Case> {
    everybody(model, "enters", "select kehu.enter('99.0.0', 99)")
}

pub fn set_pref(model: &Model) -> Vec<Case> {
    everybody(model, "sets a preference", "select kehu.set_pref('theme', '\"light\"')")
}

pub fn log_export(model: &Model) -> Vec<Case> {
    everybody(model, "logs an export", "select kehu.log_export('customer', '', 1)")
}

/// Dropping what is not there is no error; what is dropped is one's own alone.
pub fn drop_draft(model: &Model) -> Vec<Case> {
    let drafts = model.facts.rows("kehu.draft").iter();
    drafts
        .map(|row| Case::new("drops a draft", format!("select kehu.drop_draft('{}')", row.key), Expect::DONE))
        .collect()
}

/// Everybody keeps templates of his own, and changes no others.
pub fn save_template(model: &Model) -> Vec<Case> {
    let new = "select kehu.save_template('{\"name\": \"x\", \"shared\": true, \"body\": {}}')";
    let mut cases = everybody(model, "keeps a template", new);
    cases.extend(model.facts.rows("kehu.order_template").iter().map(|row| {
        let sql = format!(
            "select kehu.save_template('{{\"id\": {}, \"version\": {}, \"shared\": false}}')",
            row.key, row.version
        );
        let own = model.me.is_some() && row.person.is_some_and(|id| model.is_me(id));
        Case::new("changes a template", sql, Expect::allowed(own))
    }));
    cases
}

/// Dropping what is not there is no error; what is dropped is one's own alone.
pub fn drop_template(model: &Model) -> Vec<Case> {
    let templates = model.facts.rows("kehu.order_template").iter();
    templates
        .map(|row| {
            Case::new("drops a template", format!("select kehu.drop_template({})", row.key), Expect::DONE)
        })
        .collect()
}

/// Everybody keeps views of his own, and changes no others, whoever reads them.
pub fn save_view(model: &Model) -> Vec<Case> {
    let new = "select kehu.save_view('{\"name\": \"x\", \"kind\": \"order\", \"query\": \"\", \"scope\": \"everyone\"}')";
    let mut cases = everybody(model, "keeps a view", new);
    cases.extend(model.facts.rows("kehu.saved_view").iter().map(|row| {
        let sql = format!(
            "select kehu.save_view('{{\"id\": {}, \"version\": {}, \"scope\": \"everyone\"}}')",
            row.key, row.version
        );
        let own = model.me.is_some() && row.person.is_some_and(|id| model.is_me(id));
        Case::new("changes a view", sql, Expect::allowed(own))
    }));
    cases
}

/// Of a view of another nothing is told, which is no error.
pub fn view_readers(model: &Model) -> Vec<Case> {
    let views = model.facts.rows("kehu.saved_view").iter();
    views
        .map(|row| {
            Case::new("counts readers", format!("select kehu.view_readers({})", row.key), Expect::DONE)
        })
        .collect()
}

/// Dropping what is not there is no error; what is dropped is one's own alone.
pub fn drop_view(model: &Model) -> Vec<Case> {
    let views = model.facts.rows("kehu.saved_view").iter();
    views
        .map(|row| Case::new("drops a view", format!("select kehu.drop_view({})", row.key), Expect::DONE))
        .collect()
}
