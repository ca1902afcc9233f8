//! The demo company: invented people, media, customers, orders and money of an advertising house, the same on every machine
//! (a fixed seed), with dates around the day it is loaded. Everything is poured in through the tables' own triggers, so the
//! sums are the database's.

mod organisation;
mod pour;
mod spelling;

use diesel::{PgConnection, QueryResult};

pub use self::pour::go_on;

/// Fills a migrated, empty database; as superuser.
pub fn load(conn: &mut PgConnection) -> QueryResult<()> {
    organisation::load(conn)?;
    go_on(conn)
}
