//! The processes of one private PostgreSQL: make the data, start, stop. Who shares it is not its concern.

use std::{
    fs, io,
    os::unix::{ffi::OsStrExt, process::CommandExt},
    path::Path,
    process::{Command, Output, Stdio},
};

use super::{
    account::Account,
    error::{At, LocalError},
    place::Place,
    programs::{Programs, Search},
};

/// The superuser of a private cluster.
pub const SUPERUSER: &str = "kehu_dba";

/// What a crash of the machine may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Nothing that was committed.
    Safe,
    /// Everything: for tests, which throw the cluster away.
    Throwaway,
}

/// The programs and files of one server. Start and stop it only inside the gate (`locks`).
#[derive(Debug)]
pub struct Server {
    pub place: Place,
    pub programs: Programs,
    pub account: Account,
}

impl Server {
    /// The server of `place`: with the programs that made its data if they are still there, else with the best of this
    /// machine that fit.
    pub fn of(place: Place, search: &Search, account: Account) -> Result<Self, LocalError> {
        let major = place.major();
        if let (Some(major), None) = (major, &search.chosen) {
            let noted = fs::read(place.programs()).unwrap_or_default();
            let dir = Path::new(std::ffi::OsStr::from_bytes(&noted)).to_owned();
            if Programs::complete(&dir) {
                return Ok(Self { place, programs: Programs { dir, major }, account });
            }
        }
        match (Programs::find(search, major), major) {
            (Ok(programs), _) => Ok(Self { place, programs, account }),
            (Err(tried), Some(data)) if !tried.is_empty() => {
                Err(LocalError::OtherVersion { data, root: place.root().to_owned() })
            }
            (Err(tried), _) => Err(LocalError::NoPrograms(tried)),
        }
    }

    /// Makes the data, where there are none yet.
    pub fn make(&self, durability: Durability) -> Result<(), LocalError> {
        let unfinished = self.place.unfinished();
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished).at(&unfinished)?;
        }
        self.initdb(durability, &unfinished)?;
        let settings = unfinished.join("postgresql.conf");
        let mut text = fs::read_to_string(&settings).at(&settings)?;
        text.push_str("\ninclude_if_exists 'kehu.conf'\n");
        if durability == Durability::Throwaway {
            text.push_str(THROWAWAY);
        }
        fs::write(&settings, text).at(&settings)?;
        fs::rename(&unfinished, self.place.data()).at(self.place.data())?;
        fs::write(self.place.programs(), self.programs.dir.as_os_str().as_bytes()).at(self.place.programs())
    }

    /// `C.UTF-8` keeps Chinese letters letters; older macOS has only the second locale.
    fn initdb(&self, durability: Durability, into: &Path) -> Result<(), LocalError> {
        let mut first_error = None;
        for locale in ["C.UTF-8", "en_US.UTF-8"] {
            let said = match self.run_initdb(locale, durability, into) {
                Ok(output) if output.status.success() => return Ok(()),
                Ok(output) => String::from_utf8_lossy(&output.stderr).trim().to_owned(),
                Err(error) => error.to_string(),
            };
            first_error.get_or_insert(said);
        }
        Err(LocalError::NotMade(first_error.unwrap_or_default()))
    }

    fn run_initdb(&self, locale: &str, durability: Durability, into: &Path) -> io::Result<Output> {
        let mut initdb = self.command("initdb");
        initdb.args(["-U", SUPERUSER, "--encoding=UTF8", "--auth=trust", "--no-instructions"]);
        initdb.arg(format!("--locale={locale}")).arg("-D").arg(into);
        if durability == Durability::Throwaway {
            initdb.arg("--no-sync");
        }
        initdb.output()
    }

    /// Starts the server and waits until it answers.
    pub fn start(&self) -> Result<(), LocalError> {
        let (socket, settings) = (self.place.socket(), self.place.server_settings());
        self.account.own_dir(socket).at(socket)?;
        fs::write(&settings, server_settings(socket)).at(&settings)?;
        self.account.give(&settings).at(&settings)?;
        // The log is begun anew, so that an error shows this start only.
        let _ = fs::remove_file(self.place.log());
        let mut start = self.command("pg_ctl");
        start
            .args(["-w", "-t", "60", "-s", "-D"])
            .arg(self.place.data())
            .arg("-l")
            .arg(self.place.log())
            .arg("start");
        if succeeds(&mut start) {
            return Ok(());
        }
        let log = fs::read_to_string(self.place.log()).unwrap_or_default();
        let tail: Vec<&str> = log.lines().rev().take(5).collect();
        Err(LocalError::NotStarted(tail.into_iter().rev().collect::<Vec<_>>().join("\n")))
    }

    /// Stops the server, whoever is connected.
    pub fn stop(&self) -> Result<(), LocalError> {
        let mut stop = self.command("pg_ctl");
        stop.args(["-m", "fast", "-w", "-s", "-D"]).arg(self.place.data()).arg("stop");
        if !succeeds(&mut stop) {
            return Err(LocalError::NotStopped(self.place.root().to_owned()));
        }
        // A short socket directory outside the root would otherwise stay behind for ever.
        if !self.place.socket().starts_with(self.place.root()) {
            let _ = fs::remove_dir_all(self.place.socket());
        }
        Ok(())
    }

    /// One of the server's programs, run as its account and without our environment: `PGDATA`, `PGPORT` or `LC_ALL` of
    /// the user would lead it astray.
    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.dir.join(name));
        self.account.apply(&mut command);
        // Out of reach of a terminal that hangs up while the server is started or stopped.
        command.process_group(0).current_dir("/").env_clear().stdin(Stdio::null());
        command.envs([("PATH", "/usr/bin:/bin"), ("LC_ALL", "C.UTF-8"), ("TZ", "UTC")]);
        command
    }
}

fn succeeds(command: &mut Command) -> bool {
    // No pipe: the server would inherit it, and we would wait for its end for ever.
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

fn server_settings(socket: &Path) -> String {
    let socket = socket.to_string_lossy().replace('\'', "''");
    format!(
        "# Written by kehu at each start.\n\
         listen_addresses = ''\n\
         unix_socket_directories = '{socket}'\n\
         unix_socket_permissions = 0700\n\
         port = 5432\n\
         max_connections = 200\n\
         logging_collector = off\n\
         timezone = 'UTC'\n\
         lc_messages = 'C'\n"
    )
}

const THROWAWAY: &str = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nautovacuum = off\n\
                         wal_level = minimal\nmax_wal_senders = 0\n";
