//! Writes a file that the user asked for: beside where the program was started, else at home. Nothing that is there is written over, and
//! nobody else reads it.

use std::{
    fs::OpenOptions,
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use crate::text::clean;

/// So many files of one name at most.
const MOST: u32 = 1000;
/// Longer names no system takes.
const LONGEST: usize = 80;

/// Writes these bytes under this name; tells the file.
pub fn save(name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let here = std::env::current_dir();
    let home = directories::UserDirs::new().map(|dirs| dirs.home_dir().to_owned());
    let mut failed = io::Error::from(io::ErrorKind::NotFound);
    for dir in here.into_iter().chain(home) {
        match into(&dir, name, bytes) {
            Ok(path) => return Ok(path),
            Err(why) => failed = why,
        }
    }
    Err(failed)
}

fn into(dir: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "txt"));
    let stem = plain(stem);
    for n in 1..MOST {
        let name = if n == 1 { format!("{stem}.{ending}") } else { format!("{stem}-{n}.{ending}") };
        let path = dir.join(name);
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Ok(mut file) => {
                file.write_all(bytes)?;
                file.sync_all()?;
                return Ok(path);
            }
            Err(why) if why.kind() == io::ErrorKind::AlreadyExists => {}
            Err(why) => return Err(why),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// A name that is a name on every system: letters, digits, and lines between them.
fn plain(stem: &str) -> String {
    let text = clean(stem).into_string();
    let kept: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let words: Vec<&str> = kept.split('-').filter(|word| !word.is_empty()).collect();
    let name: String = words.join("-").chars().take(LONGEST).collect();
    if name.is_empty() { "kehu".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_over_and_a_name_stays_in_its_directory() {
        let dir = tempfile::tempdir().expect("a directory");
        let first = into(dir.path(), "../../销售额 / 王约翰-2002-03-13.xlsx", b"1").expect("a file");
        let second = into(dir.path(), "../../销售额 / 王约翰-2002-03-13.xlsx", b"2").expect("a file");
        assert_eq!(first, dir.path().join("销售额-王约翰-2002-03-13.xlsx"));
        assert_eq!(second, dir.path().join("销售额-王约翰-2002-03-13-2.xlsx"));
        assert_eq!(
            (std::fs::read(first).unwrap(), std::fs::read(second).unwrap()),
            (b"1".into(), b"2".into())
        );
        assert_eq!(into(dir.path(), "...csv", b"").expect("a file"), dir.path().join("kehu.csv"));
        assert!(into(Path::new("/nowhere/at/all"), "x.csv", b"").is_err());
    }
}
