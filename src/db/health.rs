//! What a doctor asks a server. Reads only, with the rights of whoever asks.

use diesel::{
    PgConnection, QueryResult, QueryableByName, RunQueryDsl,
    sql_types::{BigInt, Bool, Integer, Text},
};

/// The facts about a connection.
#[derive(Debug, Clone, QueryableByName)]
pub struct Health {
    /// As `server_version_num`, such as 150020.
    #[diesel(sql_type = Integer)]
    pub version: i32,
    /// As the server words it.
    #[diesel(sql_type = Text)]
    pub version_text: String,
    /// Who is signed in.
    #[diesel(sql_type = Text)]
    pub login: String,
    /// A superuser passes by every right.
    #[diesel(sql_type = Bool)]
    pub superuser: bool,
    /// Whether the login belongs to the operators.
    #[diesel(sql_type = Bool)]
    pub operator: bool,
    /// Whether the link is encrypted.
    #[diesel(sql_type = Bool)]
    pub tls: bool,
    /// Whether the client reached the server over a Unix socket.
    #[diesel(sql_type = Bool)]
    pub socket: bool,
    /// Whether what was saved is on the disk when the server says so.
    #[diesel(sql_type = Bool)]
    pub durable: bool,
    /// The server's clock, in milliseconds since 1970.
    #[diesel(sql_type = BigInt)]
    pub clock: i64,
    /// Whether kehu was set up in this database.
    #[diesel(sql_type = Bool)]
    pub set_up: bool,
}

impl Health {
    /// Asks the server.
    pub fn ask(conn: &mut PgConnection) -> QueryResult<Self> {
        const FACTS: &str = "select current_setting('server_version_num')::int as version, \
            current_setting('server_version') as version_text, session_user::text as login, \
            (select rolsuper from pg_roles where rolname = session_user) as superuser, \
            coalesce((select pg_has_role(session_user, oid, 'member') from pg_roles where rolname = 'kehu_operator'), \
              false) as operator, \
            coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as tls, \
            inet_client_addr() is null as socket, \
            current_setting('fsync')::bool and current_setting('full_page_writes')::bool as durable, \
            (extract(epoch from clock_timestamp()) * 1000)::bigint as clock, \
            exists (select from pg_namespace where nspname = 'kehu') as set_up";
        diesel::sql_query(FACTS).get_result(conn)
    }

    /// The first release of this major version without the holes in row security that were mended in November 2026.
    pub fn mended(&self) -> bool {
        let (major, minor) = (self.version / 10_000, self.version % 10_000);
        match major {
            15 => minor >= 20,
            16 => minor >= 16,
            17 => minor >= 12,
            18 => minor >= 7,
            _ => major > 18,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_with_known_holes_are_told_apart() {
        let mended = |version| {
            Health {
                version,
                version_text: String::new(),
                login: String::new(),
                superuser: false,
                operator: true,
                tls: false,
                socket: true,
                durable: true,
                clock: 0,
                set_up: true,
            }
            .mended()
        };
        assert!(mended(150_020) && mended(170_012) && mended(190_000));
        assert!(!mended(150_019) && !mended(180_006) && !mended(140_030));
    }
}
