//! Two lock files make several programs share one server: `start.lock` lets one at a time start or stop it, `users.lock`
//! is held by all who use it. The kernel frees both when a program dies.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io,
    path::Path,
};

use super::account::Account;

/// The exclusive right to start or stop the server, until dropped.
#[derive(Debug)]
pub struct Gate(#[expect(dead_code, reason = "held for its lock")] File);

/// A part in using the server, until dropped or left.
#[derive(Debug)]
pub struct Part(File);

impl Gate {
    /// Waits until nobody else starts or stops the server of `root`.
    pub fn enter(root: &Path, account: Account) -> io::Result<Self> {
        let file = open(&root.join("start.lock"), account)?;
        file.lock()?;
        Ok(Self(file))
    }
}

impl Part {
    /// Joins the users of the server.
    pub fn take(root: &Path, account: Account) -> io::Result<Self> {
        let file = open(&root.join("users.lock"), account)?;
        file.lock_shared()?;
        Ok(Self(file))
    }

    /// Leaves; tells whether nobody else was left. Call it inside the gate.
    pub fn leave(&self) -> io::Result<bool> {
        self.0.unlock()?;
        nobody_holds(&self.0)
    }
}

/// Whether no program uses the server of `root`. Call it inside the gate.
pub fn unused(root: &Path, account: Account) -> io::Result<bool> {
    nobody_holds(&open(&root.join("users.lock"), account)?)
}

fn nobody_holds(file: &File) -> io::Result<bool> {
    match file.try_lock() {
        Ok(()) => file.unlock().map(|()| true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

fn open(path: &Path, account: Account) -> io::Result<File> {
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
    account.give(path)?;
    Ok(file)
}
