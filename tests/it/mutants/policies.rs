//! Every policy of the catalogue, closed and opened.

use diesel::{
    QueryableByName, RunQueryDsl,
    connection::SimpleConnection,
    sql_query,
    sql_types::{Nullable, Text},
};

use crate::matrix::{Area, Company, RELATIONS, Sessions, first_difference};

#[derive(QueryableByName)]
struct Policy {
    #[diesel(sql_type = Text)]
    relation: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    cmd: String,
    #[diesel(sql_type = Nullable<Text>)]
    using: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    check: Option<String>,
}

impl Policy {
    /// The statement that gives it these expressions, where it has any.
    fn altered(&self, using: &str, check: &str) -> String {
        let using = self.using.as_ref().map(|_| format!(" using ({using})")).unwrap_or_default();
        let check = self.check.as_ref().map(|_| format!(" with check ({check})")).unwrap_or_default();
        format!("alter policy {} on {}{using}{check}", self.name, self.relation)
    }

    fn restored(&self) -> String {
        self.altered(self.using.as_deref().unwrap_or_default(), self.check.as_deref().unwrap_or_default())
    }

    /// The parts of the matrix that it decides.
    fn areas(&self) -> Vec<Area> {
        let name = RELATIONS.iter().find(|it| it.name == self.relation).expect("complete").name;
        match self.cmd.as_str() {
            "SELECT" => vec![Area::Reading(name)],
            "INSERT" => vec![Area::Inserting(name)],
            "UPDATE" => vec![Area::Updating(name)],
            _ => vec![Area::Reading(name), Area::Updating(name)],
        }
    }
}

fn policies(company: &Company) -> Vec<Policy> {
    sql_query(
        "select schemaname || '.' || tablename as relation, policyname::text as name, cmd, qual as \"using\", with_check as \"check\"
         from pg_policies where schemaname in ('kehu', 'kehu_rpt', 'kehu_priv') order by 1, 2",
    )
    .load(&mut company.db.admin())
    .expect("the catalogue answers")
}

/// Every other policy, from `first` on: two halves run beside each other.
fn noticed(first: usize) {
    let company = Company::open();
    let (admin, sessions) = (&mut company.db.admin(), &mut Sessions::open(&company));
    let all = policies(&company);
    assert!(all.len() > 100, "only {} policies found", all.len());
    let mut survivors = Vec::new();
    for policy in all.iter().skip(first).step_by(2) {
        for expression in ["false", "true"] {
            admin.batch_execute(&policy.altered(expression, expression)).expect("a policy can be altered");
            if first_difference(&company, sessions, &policy.areas()).is_none() {
                survivors.push(format!("{} on {}: {expression}", policy.name, policy.relation));
            }
            admin.batch_execute(&policy.restored()).expect("a policy can be restored");
        }
    }
    assert!(survivors.is_empty(), "nothing noticed:\n{}", survivors.join("\n"));
    // Restored as it was, else the mutants after the first prove nothing.
    let reading: Vec<Area> = RELATIONS.iter().map(|it| Area::Reading(it.name)).collect();
    assert_eq!(first_difference(&company, sessions, &reading), None);
}

#[test]
fn every_policy_broken_is_noticed_first_half() {
    noticed(0);
}

#[test]
fn every_policy_broken_is_noticed_second_half() {
    noticed(1);
}
