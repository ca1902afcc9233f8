//! A share in one private PostgreSQL: the first program starts it, all use it, the last one stops it.

use std::{fs, path::Path};

use super::{
    account::Account,
    error::{At, LocalError},
    locks::{self, Gate, Part},
    place::Place,
    programs::Search,
    server::{Durability, SUPERUSER, Server},
};

/// A running private server, and our part in using it. Dropping it stops the server if nobody else uses it and nobody
/// asked to keep it.
#[derive(Debug)]
pub struct Cluster {
    server: Server,
    part: Part,
    attached: bool,
}

impl Cluster {
    /// The server under `root`: attaches to one that runs, else starts it, and makes it first where there is none.
    pub fn open(root: &Path, search: &Search, durability: Durability) -> Result<Self, LocalError> {
        let account = Account::choose();
        make_root(root, account)?;
        let _gate = Gate::enter(root, account).at(root)?;
        let part = Part::take(root, account).at(root)?;
        let server = Server::of(Place::new(root).at(root)?, search, account)?;
        if server.place.major().is_none() {
            server.make(durability)?;
        }
        // Whoever was stopping it may have been killed while he waited.
        if server.place.is_stopping() {
            server.stop()?;
        }
        let attached = server.place.answers();
        if !attached {
            server.start()?;
        }
        Ok(Self { server, part, attached })
    }

    /// Whether the server ran already.
    pub fn attached(&self) -> bool {
        self.attached
    }

    /// Where it is.
    pub fn place(&self) -> &Place {
        &self.server.place
    }

    /// The URL of `database` for `login`.
    pub fn url(&self, login: &str, database: &str) -> String {
        self.place().url(login, database)
    }

    /// The URL of `database` for the superuser.
    pub fn admin_url(&self, database: &str) -> String {
        self.place().url(SUPERUSER, database)
    }

    /// Lets the server stay up when the last program leaves, and notes the fixture it was started for.
    pub fn keep(&self, fixture: &str) -> Result<(), LocalError> {
        fs::write(self.place().keep(), fixture).at(self.place().keep())
    }

    fn leave(&self) -> Result<(), LocalError> {
        let root = self.place().root();
        let _gate = Gate::enter(root, self.server.account).at(root)?;
        if self.part.leave().at(root)? && !self.place().keep().exists() {
            self.server.stop()?;
        }
        Ok(())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Err(error) = self.leave() {
            tracing::warn!(%error, "the private server could not be left in good order");
        }
    }
}

/// What stopping found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// It did not run.
    WasDown,
    /// It ran and was stopped.
    Now {
        /// Whether other programs lost their server by it.
        in_use: bool,
    },
}

/// Stops the server under `root`, also when it was to be kept and when others use it.
pub fn stop(root: &Path, search: &Search) -> Result<Stopped, LocalError> {
    let account = Account::choose();
    if !root.exists() {
        return Ok(Stopped::WasDown);
    }
    let _gate = Gate::enter(root, account).at(root)?;
    let place = Place::new(root).at(root)?;
    let _ = fs::remove_file(place.keep());
    if !place.answers() {
        return Ok(Stopped::WasDown);
    }
    let in_use = !locks::unused(root, account).at(root)?;
    Server::of(place, search, account)?.stop()?;
    Ok(Stopped::Now { in_use })
}

/// The server under `root`, if it runs.
pub fn running_place(root: &Path) -> Option<Place> {
    Place::new(root).ok().filter(Place::answers)
}

fn make_root(root: &Path, account: Account) -> Result<(), LocalError> {
    if let Some(parent) = root.parent() {
        fs::create_dir_all(parent).at(parent)?;
    }
    let absolute = std::path::absolute(root).at(root)?;
    if let Some(dir) = account.barred_from(&absolute) {
        return Err(LocalError::Barred(dir));
    }
    account.own_dir(root).at(root)
}
