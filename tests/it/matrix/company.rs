//! The company of the matrix: the golden one, and with it everybody and every state that rights tell apart (`company.sql`).

use std::sync::OnceLock;

use diesel::{QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Text};

use super::facts::Facts;
use crate::support::TestDb;

/// A copy of the company for one test, and what is so in it.
pub struct Company {
    pub db: TestDb,
    pub facts: Facts,
    /// The columns of the tables and views of `kehu`, as (table, column); no generated ones, and a view's `id` is none of its own.
    pub columns: Vec<(String, String)>,
    /// Everything in `kehu_priv`, as expressions that reach for it.
    pub private: Vec<String>,
}

/// Made once for the run, and copied.
static PREPARED: OnceLock<TestDb> = OnceLock::new();

fn prepared() -> &'static TestDb {
    PREPARED.get_or_init(|| {
        let db = TestDb::golden();
        db.admin()
            .batch_execute(&format!("begin; {} commit", include_str!("company.sql")))
            .unwrap_or_else(|error| panic!("company: {error}"));
        db
    })
}

#[derive(QueryableByName)]
struct Pair {
    #[diesel(sql_type = Text)]
    a: String,
    #[diesel(sql_type = Text)]
    b: String,
}

impl Company {
    /// A fresh one.
    pub fn open() -> Self {
        let db = TestDb::like(prepared());
        let mut admin = db.admin();
        let facts = Facts::read(&mut admin);
        let pairs = |conn: &mut _, query: &str| -> Vec<(String, String)> {
            let rows: Vec<Pair> = sql_query(query).load(conn).expect("the catalogue answers");
            rows.into_iter().map(|pair| (pair.a, pair.b)).collect()
        };
        let columns = pairs(
            &mut admin,
            "select 'kehu.' || c.relname as a, a.attname::text as b from pg_attribute a join pg_class c on c.oid = a.attrelid
             where c.relnamespace = 'kehu'::regnamespace and c.relkind in ('r', 'v', 'p') and a.attnum > 0 and not a.attisdropped
             and a.attgenerated = '' and (c.relkind <> 'v' or a.attname <> 'id') order by 1, a.attnum",
        );
        let private = pairs(
            &mut admin,
            "select 'select from kehu_priv.' || quote_ident(relname) as a, '' as b from pg_class
              where relnamespace = 'kehu_priv'::regnamespace and relkind in ('r', 'v', 'm', 'p', 'S')
             union select 'select kehu_priv.' || p.proname || '(' ||
               (select coalesce(string_agg('null::' || format_type(t, null), ', ' order by n), '') from unnest(p.proargtypes) with ordinality x(t, n)) || ')', ''
               from pg_proc p where p.pronamespace = 'kehu_priv'::regnamespace and p.prorettype <> 'trigger'::regtype",
        );
        Self { db, facts, columns, private: private.into_iter().map(|(a, _)| a).collect() }
    }

    /// Reads the facts again, after something was changed for good.
    pub fn read_again(&mut self) {
        self.facts = Facts::read(&mut self.db.admin());
    }

    /// Everybody who tries: all operators but the two who are there to be disabled (which ends all sessions of the login, in every
    /// database), and a login that is no operator.
    pub fn logins(&self) -> impl Iterator<Item = &str> {
        self.facts
            .people
            .iter()
            .map(|person| person.login.as_str())
            .filter(|login| !["m_gone", "m_kept"].contains(login))
            .chain(["m_nobody"])
    }
}
