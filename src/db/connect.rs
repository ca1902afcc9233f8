//! Opens connections: by a URL, else by libpq's own environment, with our name and with signs of life. Says in words why
//! one is refused, and never shows a password.

use std::{fmt, net::IpAddr};

use diesel::{Connection, ConnectionError, PgConnection, QueryableByName, RunQueryDsl, sql_types};

use super::conninfo::Options;
use crate::i18n::{Lang, Msg};

/// What the server shows as our name.
pub const APPLICATION: &str = concat!("kehu/", env!("CARGO_PKG_VERSION"));

/// Where to connect, and as whom.
#[derive(Clone)]
pub struct Target {
    options: Options,
    defaults: Options,
}

/// Why there is no connection.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.words(Lang::En))]
pub enum ConnectError {
    /// The URL is not one. It is not repeated here: it may hold a password.
    BadUrl,
    /// This build has no TLS and the server is another machine.
    NoTls(String),
    /// The server wants a password and none was given.
    NeedsPassword,
    /// Login or password are wrong; the server does not say which.
    WrongPassword(String),
    /// There is no such database.
    NoDatabase(String),
    /// The server lets this login not into this database.
    NotAllowed(String),
    /// The server answers nothing; what the system said.
    Unreachable {
        /// The server as the user named it.
        host: String,
        /// What the system said.
        said: String,
    },
    /// The server's certificate, or the lack of one.
    Tls(String),
    /// The server has no room for one more connection.
    Full,
    /// Something else, in the server's words.
    Other(String),
}

impl ConnectError {
    /// The error in the user's language.
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::BadUrl => lang.tr(Msg::ConnectBadUrl).to_owned(),
            Self::NoTls(host) => lang.fmt(Msg::ConnectNoTls, &[host]),
            Self::NeedsPassword => lang.tr(Msg::ConnectNeedsPassword).to_owned(),
            Self::WrongPassword(login) => lang.fmt(Msg::ConnectWrongPassword, &[login]),
            Self::NoDatabase(name) => lang.fmt(Msg::ConnectNoDatabase, &[name]),
            Self::NotAllowed(said) => lang.fmt(Msg::ConnectNotAllowed, &[said]),
            Self::Unreachable { host, said } => lang.fmt(Msg::ConnectUnreachable, &[host, said]),
            Self::Tls(said) => lang.fmt(Msg::ConnectTls, &[said]),
            Self::Full => lang.tr(Msg::ConnectFull).to_owned(),
            Self::Other(said) => lang.fmt(Msg::ConnectOther, &[said]),
        }
    }
}

/// Connects by `url`; an empty one leaves everything to libpq's environment (`PGSERVICE`, `PGHOST`, `.pgpass` ...).
pub fn open(url: &str) -> Result<PgConnection, ConnectError> {
    Target::parse(url)?.connect()
}

impl Target {
    /// Reads a URL, or a `name=value` string as libpq has it.
    pub fn parse(url: &str) -> Result<Self, ConnectError> {
        let options = Options::parse(url).ok_or(ConnectError::BadUrl)?;
        Ok(Self { options, defaults: Options::defaults() })
    }

    /// The same with another login.
    pub fn with_login(mut self, login: &str) -> Self {
        self.options.set("user", login);
        self
    }

    /// The same with a password. It stays in this value and goes to libpq, nowhere else.
    pub fn with_password(mut self, password: &str) -> Self {
        self.options.set("password", password);
        self
    }

    /// The same with another database.
    pub fn with_database(mut self, database: &str) -> Self {
        self.options.set("dbname", database);
        self
    }

    /// The same by another way to the same server.
    pub fn with_address(mut self, host: &str, port: &str) -> Self {
        self.options.set("hostaddr", "");
        self.options.set("host", host);
        self.options.set("port", port);
        self
    }

    /// Host, or directory of the Unix socket, and port, as far as they are known before connecting.
    pub fn address(&self) -> (String, String) {
        let one = |name, other: &str| self.get(name).unwrap_or(other).to_owned();
        (one("host", "/var/run/postgresql"), one("port", "5432"))
    }

    /// All that libpq needs, the password included.
    pub(crate) fn conninfo(&self) -> String {
        self.final_options(self.far_host().is_some()).to_conninfo()
    }

    /// The login, as far as it is known before connecting.
    pub fn login(&self) -> &str {
        self.get("user").unwrap_or_default()
    }

    /// The database; libpq takes the login's name where none is named.
    pub fn database(&self) -> &str {
        self.get("dbname").unwrap_or_else(|| self.login())
    }

    /// The server as a person would name it.
    pub fn host(&self) -> String {
        match self.hosts().as_slice() {
            [] => "localhost".to_owned(),
            hosts => hosts.join(","),
        }
    }

    /// Server and database in one word, as they were named: what belongs to one of them is told from what belongs to another.
    pub fn place(&self) -> String {
        format!("{}:{}/{}", self.host(), self.get("port").unwrap_or("5432"), self.database())
    }

    /// Connects.
    pub fn connect(&self) -> Result<PgConnection, ConnectError> {
        let far = self.far_host();
        if let (Some(host), false) = (&far, cfg!(feature = "tls")) {
            return Err(ConnectError::NoTls(host.clone()));
        }
        let mut conn = PgConnection::establish(&self.final_options(far.is_some()).to_conninfo())
            .map_err(|e| self.explain(&e))?;
        if self.options.get("service").is_some() {
            refuse_bare_link(&mut conn)?;
        }
        Ok(conn)
    }

    fn final_options(&self, far: bool) -> Options {
        let mut options = self.options.clone();
        options.set("application_name", APPLICATION);
        // A link that died without a word is noticed after a quarter of a minute, not after two hours: an idle one by signs of
        // life, one that has something to say by its silence (in milliseconds).
        for (name, value) in [
            ("keepalives_idle", "6"),
            ("keepalives_interval", "3"),
            ("keepalives_count", "3"),
            ("tcp_user_timeout", "15000"),
        ] {
            options.set_default(name, value);
        }
        if self.defaults.get("connect_timeout").is_none() {
            options.set_default("connect_timeout", "10");
        }
        // `prefer` is what libpq is born with; whoever wants less than a checked certificate must say so.
        if far && self.defaults.get("sslmode").is_none_or(|mode| mode == "prefer") {
            options.set_default("sslmode", "verify-full");
        }
        options
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.options.get(name).or_else(|| self.defaults.get(name)).filter(|value| !value.is_empty())
    }

    /// The hosts that libpq will try. A service in the URL hides its hosts from us until we are connected.
    fn hosts(&self) -> Vec<String> {
        let split = |list: &str| list.split(',').map(str::to_owned).collect::<Vec<_>>();
        let mut hosts = self.get("host").map(split).unwrap_or_default();
        hosts.extend(self.get("hostaddr").map(split).unwrap_or_default());
        hosts
    }

    fn far_host(&self) -> Option<String> {
        self.hosts().into_iter().find(|host| !is_near(host))
    }

    /// The words for an error of libpq. Its texts are English: ours is built without translations.
    fn explain(&self, error: &ConnectionError) -> ConnectError {
        let said = match error {
            ConnectionError::BadConnection(said) => said,
            // The link was open, and broke before the first words on it were answered.
            ConnectionError::CouldntSetupConfiguration(error) => {
                return ConnectError::Unreachable { host: self.host(), said: error.to_string() };
            }
            other => return ConnectError::Other(other.to_string()),
        };
        let has = |words: &[&str]| words.iter().any(|word| said.contains(word));
        let short = || said.rsplit("FATAL:").next().unwrap_or(said).trim().to_owned();
        if has(&["no password supplied"]) {
            ConnectError::NeedsPassword
        } else if has(&["password authentication failed", "is not permitted to log in"])
            || (has(&["role \""]) && has(&["does not exist"]))
        {
            ConnectError::WrongPassword(self.login().to_owned())
        } else if has(&["database \""]) && has(&["does not exist"]) {
            ConnectError::NoDatabase(self.database().to_owned())
        } else if has(&["permission denied for database", "no pg_hba.conf entry"]) {
            ConnectError::NotAllowed(short())
        } else if has(&["too many connections", "too many clients", "remaining connection slots"]) {
            ConnectError::Full
        } else if has(&["certificate", "SSL", "sslmode"]) {
            ConnectError::Tls(short())
        } else if has(&[
            "could not translate",
            "Connection refused",
            "No such file",
            "timeout expired",
            "timed out",
            // So many connect at once that some are turned away.
            "temporarily unavailable",
            "could not",
        ]) || has(&[
            "No route",
            "unreachable",
            // Starting up, shutting down, in recovery, not yet accepting connections.
            "the database system is",
            "terminating connection",
            "closed the connection",
        ]) {
            ConnectError::Unreachable { host: self.host(), said: short() }
        } else {
            ConnectError::Other(short())
        }
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Target({}@{}/{})", self.login(), self.host(), self.database())
    }
}

/// A Unix socket or this machine itself.
fn is_near(host: &str) -> bool {
    let numbers = host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    host.is_empty() || host.starts_with(['/', '@']) || host == "localhost" || numbers
}

#[derive(QueryableByName)]
struct Link {
    #[diesel(sql_type = sql_types::Bool)]
    bare: bool,
}

/// A service may name any host, which shows only now: a link to another machine without TLS is given up.
fn refuse_bare_link(conn: &mut PgConnection) -> Result<(), ConnectError> {
    const BARE: &str = "select not coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) \
                        and not coalesce(inet_client_addr() <<= '127.0.0.0/8' or inet_client_addr() = '::1', true) as bare";
    let link: Link =
        diesel::sql_query(BARE).get_result(conn).map_err(|e| ConnectError::Other(e.to_string()))?;
    if link.bare { Err(ConnectError::NoTls("service".to_owned())) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_near_and_others_are_far() {
        for near in ["", "/run/postgresql", "@abstract", "localhost", "127.0.0.1", "127.1.2.3", "::1"] {
            assert!(is_near(near), "{near}");
        }
        for far in ["db", "10.0.0.1", "localhost.example.com", "0.0.0.0", "127.0.0.1.example.com"] {
            assert!(!is_near(far), "{far}");
        }
    }

    #[cfg(not(feature = "tls"))]
    #[test]
    fn without_tls_another_machine_is_refused_before_anything_is_sent() {
        for url in [
            "postgresql://john:secret@192.0.2.1/kehu",
            "host=localhost hostaddr=192.0.2.1",
            "host=/tmp,192.0.2.1",
        ] {
            let error = open(url).err().unwrap();
            assert_eq!(error, ConnectError::NoTls("192.0.2.1".to_owned()), "{url}");
            assert!(!error.to_string().contains("secret"));
        }
    }

    #[test]
    fn a_far_server_must_show_its_certificate_unless_told_otherwise() {
        let mode = |url: &str, far| {
            let options = Target { options: Options::parse(url).unwrap(), defaults: Options::default() }
                .final_options(far);
            options.get("sslmode").map(str::to_owned)
        };
        assert_eq!(mode("host=db", true).as_deref(), Some("verify-full"));
        assert_eq!(mode("host=db sslmode=require", true).as_deref(), Some("require"));
        assert_eq!(mode("host=/tmp", false), None);
    }

    /// A server that starts, stops or recovers is one to wait for, and none that refuses this login.
    #[test]
    fn a_server_that_is_not_ready_is_waited_for() {
        let target = Target::parse("postgresql://john@localhost/kehu").unwrap();
        let explain = |said: &str| {
            target.explain(&ConnectionError::BadConnection(format!("connection failed: FATAL:  {said}")))
        };
        for said in [
            "the database system is starting up",
            "the database system is shutting down",
            "the database system is in recovery mode",
            "the database system is not yet accepting connections\nDETAIL:  Consistent recovery state has not been yet reached.",
            "terminating connection due to administrator command",
        ] {
            assert!(matches!(explain(said), ConnectError::Unreachable { .. }), "{said}");
        }
        assert_eq!(explain("sorry, too many clients already"), ConnectError::Full);
        assert!(matches!(explain("role \"eve\" does not exist"), ConnectError::WrongPassword(_)));
    }

    #[test]
    fn nothing_secret_is_shown() {
        let target = Target::parse("postgresql://john:secret@localhost/kehu").unwrap();
        assert_eq!(format!("{target:?}"), "Target(john@localhost/kehu)");
        assert_eq!(Target::parse("postgresql://a:secret@[").unwrap_err(), ConnectError::BadUrl);
    }
}
