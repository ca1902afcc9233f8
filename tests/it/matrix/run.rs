//! Runs areas of the matrix as everybody, and says where the database and the model differ. The tests of the matrix proper.

use diesel::PgConnection;

use super::{
    answers,
    attempt::differs,
    cases::{Area, cases},
    company::Company,
    moves,
    relations::RELATIONS,
};

/// All differences in these areas, login by login, and how many cases were tried.
pub fn differences(company: &Company, areas: &[Area]) -> (usize, Vec<String>) {
    let (mut tried, mut found) = (0, Vec::new());
    for login in company.logins() {
        let mut conn = company.db.as_login(login);
        for area in areas {
            for case in cases(*area, company, login) {
                tried += 1;
                found.extend(differs(&mut conn, &case).map(|what| format!("{login}: {what}")));
            }
        }
    }
    (tried, found)
}

/// Open connections, for a comparison that is made many times: whoever noticed something lately is asked first.
pub struct Sessions(Vec<(String, PgConnection)>);

impl Sessions {
    /// A connection for everybody who tries.
    pub fn open(company: &Company) -> Self {
        Self(company.logins().map(|login| (login.to_owned(), company.db.as_login(login))).collect())
    }
}

/// The first difference in these areas, if there is any.
pub fn first_difference(company: &Company, sessions: &mut Sessions, areas: &[Area]) -> Option<String> {
    let (place, what) = sessions.0.iter_mut().enumerate().find_map(|(place, (login, conn))| {
        let mut cases = areas.iter().flat_map(|area| cases(*area, company, login));
        cases.find_map(|case| differs(conn, &case)).map(|what| (place, format!("{login}: {what}")))
    })?;
    sessions.0[..=place].rotate_right(1);
    Some(what)
}

/// Fails with every difference; at least `least` cases must have been there to try.
fn agrees(areas: &[Area], least: usize) {
    let (tried, found) = differences(&Company::open(), areas);
    assert!(found.is_empty(), "{} of {tried} cases differ:\n{}", found.len(), found.join("\n"));
    assert!(tried >= least, "only {tried} cases");
}

fn tables() -> impl Iterator<Item = &'static str> {
    RELATIONS.iter().map(|relation| relation.name).filter(|name| name.starts_with("kehu."))
}

#[test]
fn everybody_reads_what_is_his_to_read() {
    agrees(&RELATIONS.iter().map(|it| Area::Reading(it.name)).collect::<Vec<_>>(), 900);
}

#[test]
fn everybody_changes_what_is_his_to_change() {
    agrees(&tables().map(Area::Updating).collect::<Vec<_>>(), 900);
}

#[test]
fn everybody_adds_where_he_may() {
    agrees(&tables().map(Area::Inserting).collect::<Vec<_>>(), 5_000);
}

#[test]
fn columns_are_written_by_whom_they_are_granted() {
    agrees(&tables().map(Area::Grants).collect::<Vec<_>>(), 15_000);
}

#[test]
fn nothing_private_is_in_reach() {
    agrees(&[Area::Private], 1_000);
}

#[test]
fn functions_answer_within_the_rights() {
    agrees(&answers::FUNCTIONS.iter().map(|(name, _)| Area::Function(name)).collect::<Vec<_>>(), 2_000);
}

/// Moves in three parts, to run beside each other.
fn moves_agree(part: usize) {
    let names = moves::FUNCTIONS.iter().map(|(name, _)| Area::Function(name)).skip(part).step_by(3);
    agrees(&names.collect::<Vec<_>>(), 2_000);
}

#[test]
fn functions_move_what_they_may_first_part() {
    moves_agree(0);
}

#[test]
fn functions_move_what_they_may_second_part() {
    moves_agree(1);
}

#[test]
fn functions_move_what_they_may_third_part() {
    moves_agree(2);
}
