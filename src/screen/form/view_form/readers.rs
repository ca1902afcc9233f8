//! Who uses a view, as it is typed and as it is said: roles by their words or codes, people by their names or logins. Knows no form.

use crate::{
    domain::{field::Shape, operation::ROLE},
    entry::book::Person,
    i18n::{Lang, Msg},
    store::Scope,
    text::clean,
};

/// What was typed names nobody.
#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nobody was named where somebody must be.
    Nobody,
    /// There is no such role.
    NoRole(String),
    /// There is no such colleague, or there are two.
    NoPerson(String),
}

impl Fault {
    /// In words.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Fault::Nobody => lang.tr(Msg::BookNobody).to_owned(),
            Fault::NoRole(text) => {
                let known: Vec<String> = codes().iter().map(|code| word(code, lang)).collect();
                lang.fmt(Msg::BookNoRole, &[&clean(text), &known.join(", ")])
            }
            Fault::NoPerson(text) => lang.fmt(Msg::BookNoColleague, &[&clean(text)]),
        }
    }
}

/// The readers that a scope and a list of names mean.
pub fn read(scope: &str, names: &str, colleagues: &[Person]) -> Result<Scope, Fault> {
    let names = names.split([',', '，', '、', ';']).map(|one| one.trim().trim_start_matches('@'));
    let names: Vec<&str> = names.filter(|one| !one.is_empty()).collect();
    match scope {
        "department" => Ok(Scope::Department),
        "everyone" => Ok(Scope::Everyone),
        "role" | "people" if names.is_empty() => Err(Fault::Nobody),
        "role" => names.into_iter().map(role).collect::<Result<_, _>>().map(Scope::Roles),
        "people" => {
            let logins = names.into_iter().map(|name| login(name, colleagues));
            logins.collect::<Result<_, _>>().map(Scope::People)
        }
        _ => Ok(Scope::Own),
    }
}

/// The codes of all roles.
fn codes() -> &'static [&'static str] {
    match ROLE {
        Shape::Choice(codes, _) => codes,
        _ => &[],
    }
}

/// What a role is called; a comma would end it.
fn word(code: &str, lang: Lang) -> String {
    lang.value("role", code).replace(", ", " ")
}

fn role(name: &str) -> Result<String, Fault> {
    let named = |code: &&&str| {
        code.eq_ignore_ascii_case(name)
            || [Lang::En, Lang::Zh].iter().any(|lang| word(code, *lang).eq_ignore_ascii_case(name))
    };
    let found = codes().iter().find(named);
    found.map(|code| (*code).to_owned()).ok_or_else(|| Fault::NoRole(name.to_owned()))
}

fn login(name: &str, colleagues: &[Person]) -> Result<String, Fault> {
    if let Some(one) = colleagues.iter().find(|one| one.login == name) {
        return Ok(one.login.clone());
    }
    let called: Vec<&Person> = colleagues.iter().filter(|one| one.name == name).collect();
    match called.as_slice() {
        [one] => Ok(one.login.clone()),
        _ => Err(Fault::NoPerson(name.to_owned())),
    }
}

/// The names of a scope that has some.
pub fn say(scope: &Scope, colleagues: &[Person], lang: Lang) -> String {
    let called = |login: &String| {
        let found = colleagues.iter().find(|one| one.login == *login);
        found.map_or_else(|| login.clone(), |one| one.name.clone())
    };
    match scope {
        Scope::Roles(all) => all.iter().map(|code| word(code, lang)).collect::<Vec<_>>().join(", "),
        Scope::People(all) => all.iter().map(called).collect::<Vec<_>>().join(", "),
        Scope::Own | Scope::Department | Scope::Everyone => String::new(),
    }
}

/// Who uses a view, in a word and names.
pub fn whose(scope: &Scope, colleagues: &[Person], lang: Lang) -> String {
    let word = lang.value("view_scope", scope.name());
    match say(scope, colleagues, lang) {
        names if names.is_empty() => word.to_owned(),
        names => format!("{word} {}", clean(&names)),
    }
}
