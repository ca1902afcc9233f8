//! R16 on the golden company, as one reads it: a direct superior has every right but to delete, an indirect one reads.

use super::attempt::{Outcome, column, outcome};
use crate::support::TestDb;

/// Login; the customers he sees; those he updates; those he may delete by right, with `!` where a guard refuses it then
/// because there are orders.
const TABLE: &[(&str, &str, &str, &str)] = &[
    // general manager and market director
    ("liuzy", "1 2 3 4 5", "1 2 3 4 5", "1! 2! 3! 4! 5"),
    ("chenm", "1 2 3 4 5", "5", ""),
    // directors: Shanghai, Guangzhou, Wuhan
    ("zhangw", "1 2 5", "1 2 5", "5"),
    ("zhaom", "3", "3", ""),
    ("wug", "4", "4", ""),
    // salespeople
    ("john", "1", "1", "1!"),
    ("lina", "2", "2", "2!"),
    ("huangzq", "3", "3", "3!"),
    ("hej", "4", "4", "4!"),
    // assistants: of the centre and the offices, of Shanghai
    ("sunl", "4", "", ""),
    ("zhout", "1 2 5", "", ""),
];

#[test]
fn r16_who_sees_updates_and_deletes_which_customers() {
    let db = TestDb::golden();
    let versions = column(&mut db.admin(), "select version::text as v from kehu.customer order by id");
    for (login, sees, updates, deletes) in TABLE {
        let conn = &mut db.as_login(login);
        assert_eq!(
            column(conn, "select id::text as v from kehu.customer order by id").join(" "),
            *sees,
            "{login} sees"
        );
        let updated: Vec<String> = (1..=5)
            .filter(|id| {
                let sql =
                    format!("update kehu.customer set city = city where id = {id} returning id::text as v");
                !column(conn, &sql).is_empty()
            })
            .map(|id| id.to_string())
            .collect();
        assert_eq!(updated.join(" "), *updates, "{login} updates");
        let deleted: Vec<String> = (1..=5)
            .zip(&versions)
            .filter_map(|(id, version)| {
                match outcome(conn, &format!("select kehu.delete_customer({id}, {version})")) {
                    Outcome::Done => Some(id.to_string()),
                    Outcome::Refused(reason) if reason == "has_orders" => Some(format!("{id}!")),
                    Outcome::Denied => None,
                    other => panic!("{login} deletes {id}: {other:?}"),
                }
            })
            .collect();
        assert_eq!(deleted.join(" "), *deletes, "{login} may delete");
    }
}
