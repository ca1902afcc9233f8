//! What `demo` and `local` share: which private server, which fixture, and getting it to run.

use std::path::PathBuf;

use super::{Context, Failure, install};
use crate::{
    i18n::Msg,
    local::{self, Cluster, Durability, Fixture, LocalError, Prepared, Search},
    settings::Env,
};

/// Where, and whether to ask.
#[derive(Debug, Clone, clap::Args)]
pub struct Place {
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    #[arg(long)]
    yes: bool,
}

impl Place {
    /// The directory of the private server, as said or the usual one.
    pub fn dir(&self, cx: &Context) -> PathBuf {
        self.dir.clone().unwrap_or_else(|| usual_dir(cx))
    }

    /// A command for the same place, as the user can type it.
    pub fn command(&self, command: &str) -> String {
        match &self.dir {
            Some(dir) => format!("{command} --dir '{}'", dir.display().to_string().replace('\'', r"'\''")),
            None => command.to_owned(),
        }
    }

    /// The private server, running. Where PostgreSQL's programs are missing, installs them if the user agrees.
    pub fn open(&self, cx: &Context) -> anyhow::Result<Cluster> {
        let (dir, search) = (self.dir(cx), search(&cx.settings.env));
        match Cluster::open(&dir, &search, Durability::Safe) {
            Err(LocalError::NoPrograms(tried)) if search.chosen.is_none() => {
                install::postgresql(&LocalError::NoPrograms(tried), self.yes, cx)?;
                Ok(Cluster::open(&dir, &search, Durability::Safe)?)
            }
            other => Ok(other?),
        }
    }
}

/// Where the private server is when nobody says: among the user's data; for root among the machine's, since the server then
/// runs as somebody who cannot enter root's home.
pub fn usual_dir(cx: &Context) -> PathBuf {
    if local::is_root() { PathBuf::from("/var/lib/kehu/demo") } else { cx.settings.places.data.join("demo") }
}

/// Where to look for PostgreSQL's programs.
pub fn search(env: &Env) -> Search {
    Search { chosen: env.pg_bin.clone(), path: env.path.clone() }
}

/// Makes the database of `fixture` ready, saying what takes time.
pub fn prepare(cluster: &Cluster, fixture: Fixture, reset: bool, cx: &Context) -> anyhow::Result<()> {
    match local::prepare_telling(cluster, fixture, reset, &mut |step| step_begins(step, cx))? {
        Prepared::Found(added) if added.is_empty() => {}
        Prepared::Found(added) => {
            eprintln!("{}", cx.lang.fmt(Msg::CliUpgraded, &[&fixture.name(), &added.len()]))
        }
        Prepared::Made => eprintln!("{}", cx.lang.fmt(Msg::CliLoaded, &[&fixture.name()])),
    }
    Ok(())
}

/// Says which step of a long filling begins.
pub fn step_begins(step: local::Step, cx: &Context) {
    eprintln!(
        "{}",
        cx.lang.fmt(Msg::LoadStep, &[&step.number(), &local::Step::ALL.len(), &cx.lang.tr(step.msg())])
    );
}

/// Refuses a login that the company does not have, and names those it has.
pub fn check_login(place: &local::Place, fixture: Fixture, login: &str, cx: &Context) -> anyhow::Result<()> {
    let logins = local::logins(place, fixture)?;
    if login == local::SUPERUSER || logins.iter().any(|known| known == login) {
        return Ok(());
    }
    let words = cx.lang.fmt(Msg::CliNoLogin, &[&fixture.name(), &login, &logins.join(" ")]);
    Err(Failure::usage(words).into())
}

/// The login that a fixture is opened with when nobody names one: an assistant, whose screen shows most.
pub fn usual_login(fixture: Fixture) -> &'static str {
    match fixture {
        Fixture::Empty => "admin",
        Fixture::Golden | Fixture::Demo => "zhout",
        Fixture::Load(_) => "ab01",
    }
}
