//! The commands that need no screen, as a person types them: the private server without its screen, a real server set up twice,
//! settings, and the doctor. Exit codes and words are part of the promise.

use std::{
    path::Path,
    process::{Command, Output, Stdio},
};

/// Where a test's programs keep their things: no settings of the person who runs the tests are read.
struct Home {
    dir: tempfile::TempDir,
}

/// What a command said, and how it ended.
#[derive(Debug)]
struct Said {
    code: i32,
    out: String,
    err: String,
}

impl Home {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        // The server's account must get through, whoever runs the tests.
        std::fs::set_permissions(dir.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        Self { dir }
    }

    fn path(&self, name: &str) -> String {
        self.dir.path().join(name).display().to_string()
    }

    fn kehu(&self, args: &[&str]) -> Said {
        self.command(args, &[])
    }

    fn command(&self, args: &[&str], env: &[(&str, &str)]) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kehu"));
        for name in ["DATABASE_URL", "PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "PGSERVICE", "KEHU_PG_BIN"] {
            command.env_remove(name);
        }
        command.env("HOME", self.dir.path()).env("XDG_CONFIG_HOME", self.dir.path().join("config"));
        command.env("LC_ALL", "C.UTF-8").envs(env.iter().copied()).args(args).stdin(Stdio::null());
        let Output { status, stdout, stderr } = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap().trim().to_owned();
        Said { code: status.code().unwrap_or(-1), out: text(stdout), err: text(stderr) }
    }
}

/// A server of its own, stopped when the test is over.
struct Server<'a> {
    home: &'a Home,
    dir: String,
}

impl<'a> Server<'a> {
    fn start(home: &'a Home, fixture: &str) -> Self {
        let dir = home.path("server");
        let said = home.kehu(&["local", "start", "--fixture", fixture, "--dir", &dir]);
        assert_eq!(said.code, 0, "{said:?}");
        assert!(said.err.contains(&format!("kehu local stop --dir '{dir}'")), "{said:?}");
        Self { home, dir }
    }

    fn url(&self, login: &str) -> String {
        let said = self.home.kehu(&["local", "url", "--as", login, "--dir", &self.dir]);
        assert_eq!(said.code, 0, "{said:?}");
        said.out
    }

    fn psql(&self, url: &str, query: &str) -> String {
        use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types::Text};
        #[derive(QueryableByName)]
        struct Row {
            #[diesel(sql_type = Text)]
            answer: String,
        }
        let mut conn = PgConnection::establish(url).unwrap_or_else(|error| panic!("{url}: {error}"));
        let query = format!("select ({query})::text as answer");
        sql_query(query).get_result::<Row>(&mut conn).unwrap_or_else(|error| panic!("{error}")).answer
    }
}

impl Drop for Server<'_> {
    fn drop(&mut self) {
        self.home.kehu(&["local", "stop", "--dir", &self.dir]);
    }
}

#[test]
fn a_local_server_is_started_asked_and_stopped() {
    let home = Home::new();
    let dir = home.path("server");
    assert_eq!(home.kehu(&["local", "status", "--dir", &dir]).code, 1);
    assert_eq!(home.kehu(&["local", "url", "--dir", &dir]).code, 4);
    assert_eq!(home.kehu(&["local", "stop", "--dir", &dir]).code, 1);

    let server = Server::start(&home, "golden");
    assert_eq!(home.kehu(&["local", "status", "--dir", &dir]).code, 0);
    // The URL is for the company that the server was started for, and for whoever is named.
    let john = server.url("john");
    assert_eq!(server.psql(&john, "select session_user || ' ' || kehu.today()"), "john 2002-03-13");
    let nobody = home.kehu(&["local", "url", "--as", "nobody", "--dir", &dir]);
    assert_eq!(nobody.code, 2);
    assert!(
        nobody.err.contains("liuzy chenm zhangw john lina zhaom huangzq sunl zhout wug hej"),
        "{nobody:?}"
    );
    // Once more is no error, and makes nothing anew.
    let again = home.kehu(&["local", "start", "--fixture", "golden", "--dir", &dir]);
    assert!(again.code == 0 && !again.err.contains("Loaded"), "{again:?}");

    assert_eq!(home.kehu(&["local", "stop", "--dir", &dir]).code, 0);
    assert_eq!(home.kehu(&["local", "status", "--dir", &dir]).code, 1);
}

#[test]
fn two_that_start_at_once_share_one_company() {
    let home = Home::new();
    let dir = home.path("server");
    let start = || home.kehu(&["local", "start", "--fixture", "golden", "--dir", &dir]);
    let (one, other) = std::thread::scope(|scope| {
        let other = scope.spawn(start);
        (start(), other.join().unwrap())
    });
    assert!(one.code == 0 && other.code == 0, "{one:?} {other:?}");
    let made = [&one, &other].iter().filter(|said| said.err.contains("Loaded: golden.")).count();
    assert_eq!(made, 1, "{one:?} {other:?}");
    assert_eq!(one.out, other.out);
    assert_eq!(home.kehu(&["local", "stop", "--dir", &dir]).code, 0);
}

#[test]
fn a_server_is_set_up_once_and_again_or_not_at_all() {
    let home = Home::new();
    let server = Server::start(&home, "empty");
    let dba = server.url("kehu_dba");
    let fresh = dba.replace("/kehu_empty?", "/fresh?");

    // Who may not, makes nothing: neither the database nor half a schema.
    let mut admin = <diesel::PgConnection as diesel::Connection>::establish(&dba).unwrap();
    diesel::connection::SimpleConnection::batch_execute(
        &mut admin,
        "create role boss login createdb createrole",
    )
    .unwrap();
    let refused = home.kehu(&["setup", "--url", &fresh.replace("kehu_dba@", "boss@")]);
    assert_eq!(refused.code, 3, "{refused:?}");
    let databases = "select count(*) from pg_database where datname = 'fresh'";
    assert_eq!(server.psql(&dba, databases), "0");

    for (args, code, words) in [
        (vec![], 0, "--admin LOGIN"),
        (vec!["--fixture", "golden"], 0, "Loaded: golden."),
        (vec!["--fixture", "golden"], 3, "already"),
        (vec!["--fixture", "demo"], 3, "already"),
        (vec![], 0, "versions added: 0"),
    ] {
        let said = home.kehu(&[vec!["setup", "--url", &fresh], args.clone()].concat());
        assert_eq!(said.code, code, "{args:?}: {said:?}");
        assert!(format!("{}{}", said.out, said.err).contains(words), "{args:?}: {said:?}");
    }
    assert_eq!(server.psql(&fresh, "select count(*) from kehu_priv.operator"), "11");
    assert_eq!(home.kehu(&["migrate", "--url", &fresh]).code, 0);
}

#[test]
fn missing_programs_are_named() {
    let home = Home::new();
    let env = [("KEHU_PG_BIN", "/nowhere")];
    let english = home.command(&["local", "start", "--dir", &home.path("server")], &env);
    assert_eq!(english.code, 4);
    assert!(english.err.contains("initdb") && english.err.contains("/nowhere"), "{english:?}");
    let chinese = home.command(&["--lang", "zh-CN", "local", "start", "--dir", &home.path("server")], &env);
    assert!(chinese.err.contains("本机未找到 PostgreSQL"), "{chinese:?}");
    assert!(!Path::new(&home.path("server")).join("data").exists());
}

#[test]
fn without_a_terminal_the_demo_begins_nothing() {
    let home = Home::new();
    let said = home.kehu(&["demo", "--dir", &home.path("server")]);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(!Path::new(&home.path("server")).exists());
    assert_eq!(home.kehu(&["demo", "--fixture", "empty", "--dir", &home.path("server")]).code, 2);
}

#[test]
fn settings_tell_where_they_come_from_and_hide_passwords() {
    let home = Home::new();
    let config = home.path("config/kehu");
    std::fs::create_dir_all(&config).unwrap();
    let file = format!("{config}/config.toml");
    std::fs::write(&file, "lang = \"zh-CN\"\n").unwrap();
    let path = home.kehu(&["config", "path"]);
    assert_eq!(path.out.lines().next(), Some(file.as_str()));
    let show = home.command(&["config", "show"], &[("DATABASE_URL", "postgresql://a:secret@h/d")]);
    assert!(show.out.contains("postgresql://a:***@h/d") && !show.out.contains("secret"), "{show:?}");
    assert!(show.out.contains(&format!("lang = \"zh-CN\"                           # {file}")), "{show:?}");
    let flag = home.kehu(&["--lang", "en", "config", "show"]);
    assert!(flag.out.contains("lang = \"en\"                              # command line"), "{flag:?}");
    assert_eq!(home.kehu(&["config", "check"]).code, 0);
    std::fs::write(&file, "langg = \"en\"\n").unwrap();
    let wrong = home.kehu(&["config", "check"]);
    assert!(wrong.code == 2 && wrong.out.contains("langg"), "{wrong:?}");
}

#[test]
fn the_doctor_tells_good_from_bad() {
    let home = Home::new();
    let server = Server::start(&home, "golden");
    let good = home.kehu(&["--lang", "en", "doctor", "--url", &server.url("john")]);
    assert_eq!(good.code, 0, "{good:?}");
    assert!(good.out.contains("as john: PostgreSQL"), "{good:?}");
    let gone = home.kehu(&["--lang", "en", "doctor", "--url", "postgresql://john@/x?host=/nowhere"]);
    assert_eq!(gone.code, 4);
    assert!(gone.out.contains("[bad]"), "{gone:?}");
}
