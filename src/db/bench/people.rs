//! As whom is measured: the salesperson with the most customers, the director with the most people, the general manager, the
//! branch assistant with the most customers to keep.

use diesel::{PgConnection, QueryResult, QueryableByName, RunQueryDsl, sql_query, sql_types::Text};

/// Somebody to measure as.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Person {
    /// His login.
    #[diesel(sql_type = Text)]
    pub login: String,
    /// `sp`, `sd`, `gm`, `ab`.
    #[diesel(sql_type = Text)]
    pub role: String,
}

/// Those four, as far as the company has them; asked as superuser.
pub fn people(admin: &mut PgConnection) -> QueryResult<Vec<Person>> {
    const PEOPLE: &str = "with n as (select owner_id, dept_id, count(*) n from kehu.customer where deleted_at is null group by 1, 2) \
        select distinct on (array_position(array['sp', 'sd', 'gm', 'ab'], x.role)) x.login, x.role from ( \
          select o.login::text, o.role, coalesce(case when o.role = 'ab' \
              then (select sum(n.n) from kehu_priv.desk d join n on n.dept_id = d.dept_id where d.operator_id = o.id) \
              else (select sum(n.n) from kehu_priv.reach r join n on n.owner_id = r.report_id where r.boss_id = o.id) end, 0) as n, o.id \
            from kehu_priv.operator o where o.status = 'active' and o.role in ('sp', 'sd', 'gm', 'ab')) x \
         order by array_position(array['sp', 'sd', 'gm', 'ab'], x.role), x.n desc, x.id";
    sql_query(PEOPLE).load(admin)
}
