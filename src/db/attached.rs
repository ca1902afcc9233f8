//! A file of this machine, on its way into the data or out of it. Nothing of it reaches a terminal but what was cleaned into text.

use std::{
    fs::{File, OpenOptions},
    io::{Read, Write},
    path::{Path, PathBuf},
};

use encoding_rs::GB18030;

use super::trouble::Trouble;
use crate::{
    store::{Reason, StoreError},
    text::{decoded, pasted},
};

/// Bytes that a file has at most.
const MOST: u64 = 5 * 1024 * 1024;
/// Characters that are shown of it at most.
const SHOWN: usize = 20_000;

/// A file that was read.
pub struct Attached {
    /// Its name, without the way to it.
    pub name: String,
    /// What is in it.
    pub body: Vec<u8>,
    /// The same as text, where it is text.
    pub text: Option<String>,
}

fn refused(rule: &str, field: &str, detail: impl ToString) -> Trouble {
    let reason = Reason { rule: rule.into(), field: Some(field.into()), detail: detail.to_string() };
    StoreError::Refused(reason).into()
}

/// Reads the file at a path.
///
/// # Errors
/// `file_not_read`, `file_too_big`, `file_empty`: about the field `name`, in which the path was typed.
pub fn read(path: &str) -> Result<Attached, Trouble> {
    let (name, body) = whole(path, "name")?;
    Ok(Attached { text: as_text(&body), name, body })
}

/// The name and the text of the table at a path.
///
/// # Errors
/// Those of [`read`], and `no_text`: about the field `import_path`.
pub fn table(path: &str) -> Result<(String, String), Trouble> {
    let (name, body) = whole(path, "import_path")?;
    decoded(&body).map(|text| (name, text)).ok_or_else(|| refused("no_text", "import_path", ""))
}

fn whole(path: &str, field: &str) -> Result<(String, Vec<u8>), Trouble> {
    let unread = |error: std::io::Error| refused("file_not_read", field, error);
    let path = Path::new(path);
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let file = File::open(path).map_err(unread)?;
    if file.metadata().map_err(unread)?.is_dir() {
        return Err(unread(std::io::Error::from(std::io::ErrorKind::IsADirectory)));
    }
    let mut body = Vec::new();
    // One byte more tells that it is too big, whatever it grew to meanwhile.
    file.take(MOST + 1).read_to_end(&mut body).map_err(unread)?;
    match body.len() as u64 {
        0 => Err(refused("file_empty", field, "")),
        size if size > MOST => Err(refused("file_too_big", field, "5")),
        _ => Ok((name, body)),
    }
}

/// What can be read of it; none of what is no text.
pub fn as_text(body: &[u8]) -> Option<String> {
    if body.contains(&0) {
        return None;
    }
    let text = match std::str::from_utf8(body) {
        Ok(text) => text.to_owned(),
        Err(_) => match GB18030.decode(body) {
            (text, _, false) => text.into_owned(),
            _ => return None,
        },
    };
    let shown: String = pasted(&text).chars().take(SHOWN).collect();
    Some(shown).filter(|text| !text.trim().is_empty())
}

/// Writes a file to a path, or under its name into a directory; never over one that is there. Answers where it is.
///
/// # Errors
/// `file_exists`, `file_not_written`: about the field `path`.
pub fn write(path: &str, name: &str, body: &[u8]) -> Result<PathBuf, Trouble> {
    let mut path = PathBuf::from(path);
    if path.is_dir() {
        path.push(name);
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(&path).map_err(|error| {
        let there = error.kind() == std::io::ErrorKind::AlreadyExists;
        refused(if there { "file_exists" } else { "file_not_written" }, "path", error)
    })?;
    let written = file.write_all(body).and_then(|()| file.sync_all());
    written.map_err(|error| refused("file_not_written", "path", error))?;
    Ok(path)
}
