//! From rights to attempts: the cases of one area of the matrix for one login.

use std::collections::BTreeSet;

use super::{
    answers,
    attempt::{Case, Expect},
    columns::{Verb, granted, groups},
    company::Company,
    facts::Row,
    inserts,
    model::Model,
    moves,
    relations::relation,
};

/// A part of the matrix that is counted by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// Which rows of a relation are seen.
    Reading(&'static str),
    /// Which rows of a table are changed, seen and unseen.
    Updating(&'static str),
    /// Under which parents and for whom rows are added to a table.
    Inserting(&'static str),
    /// Which columns of a table are written, and that nothing else is done to it.
    Grants(&'static str),
    /// That nothing in `kehu_priv` is in reach.
    Private,
    /// Which rows a function moves, or what it answers.
    Function(&'static str),
}

/// The cases of an area for one login.
pub fn cases(area: Area, company: &Company, login: &str) -> Vec<Case> {
    let model = Model::of(&company.facts, login);
    match area {
        Area::Reading(name) => reading(&model, name),
        Area::Updating(name) => updating(&model, name),
        Area::Inserting(name) => inserts::cases(&model, name),
        Area::Grants(name) => grants(&model, name, &company.columns),
        Area::Private => {
            company.private.iter().map(|sql| Case::new(sql.clone(), sql.clone(), Expect::DENIED)).collect()
        }
        Area::Function(name) => {
            let cases = moves::FUNCTIONS.iter().chain(answers::FUNCTIONS).find(|(it, _)| *it == name);
            cases.unwrap_or_else(|| panic!("{name} is no function of the matrix")).1(&model)
        }
    }
}

fn keys<'a>(rows: impl Iterator<Item = &'a Row>) -> Expect {
    Expect::Rows(rows.map(|row| row.key.clone()).collect::<BTreeSet<_>>())
}

fn reading(model: &Model, name: &'static str) -> Vec<Case> {
    let key = relation(name).key;
    let seen = keys(model.facts.rows(name).iter().filter(|row| model.sees(name, row)));
    vec![Case::new(format!("reads {name}"), format!("select {key}::text as v from {name}"), seen)]
}

fn groups_of(model: &Model) -> &'static [&'static str] {
    groups(model.login, model.facts.person(model.login).map_or("", |person| &person.role))
}

fn updating(model: &Model, name: &'static str) -> Vec<Case> {
    let mut cases = Vec::new();
    let key = relation(name).key;
    let rows = model.facts.rows(name);
    for (column, value) in relation(name).changes {
        let changed: Vec<&Row> = rows.iter().filter(|row| model.changes(name, column, row)).collect();
        let may = granted(name, column, Verb::Update, groups_of(model));
        let expect = |rows| if may { rows } else { Expect::DENIED };
        cases.push(Case::new(
            format!("changes {column} of {name}"),
            format!("update {name} set {column} = {column} returning {key}::text as v"),
            expect(keys(changed.iter().copied())),
        ));
        // Without a look at any column the policies of reading do not help: those of changing must hold alone.
        cases.push(Case::new(
            format!("changes {column} of {name} unseen"),
            format!("update {name} set {column} = {value}"),
            expect(Expect::Touches(changed.len())),
        ));
    }
    cases
}

/// Every column by both verbs, and the verbs that nobody has.
fn grants(model: &Model, name: &'static str, columns: &[(String, String)]) -> Vec<Case> {
    let groups = groups_of(model);
    let mut cases: Vec<Case> = Vec::new();
    for (_, column) in columns.iter().filter(|(table, _)| table == name) {
        cases.push(Case::new(
            format!("may change {name}.{column}"),
            format!("update {name} set \"{column}\" = default where false"),
            Expect::allowed(granted(name, column, Verb::Update, groups)),
        ));
        cases.push(Case::new(
            format!("may add {name}.{column}"),
            format!("insert into {name} (\"{column}\") overriding system value select null where false"),
            Expect::allowed(granted(name, column, Verb::Insert, groups)),
        ));
    }
    let mut never = vec![format!("delete from {name} where false")];
    if name != "kehu.colleague" {
        never.push(format!("truncate {name}"));
        never.push(format!("create trigger x before insert on {name} for each row execute function suppress_redundant_updates_trigger()"));
        never.push(format!("alter table {name} disable row level security"));
    }
    for mode in [
        "row share",
        "row exclusive",
        "share update exclusive",
        "share",
        "share row exclusive",
        "exclusive",
        "access exclusive",
    ] {
        never.push(format!("lock table {name} in {mode} mode nowait"));
    }
    cases.extend(never.into_iter().map(|sql| Case::new(sql.clone(), sql, Expect::DENIED)));
    cases
}
