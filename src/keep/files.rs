//! The files of drafts: each whole or not there, for its user's eyes only. What cannot be read is put aside and told, never taken
//! for "none".

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use serde_json::Value as Json;
use uuid::Uuid;

use super::draft::{Draft, FORMAT, Whose};

/// What is put aside ends so.
const ASIDE: &str = "aside";

/// A directory of drafts.
#[derive(Debug)]
pub struct Files {
    dir: PathBuf,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The drafts of whoever asked, the oldest first.
    pub mine: Vec<Draft>,
    /// Where unreadable ones were put.
    pub aside: Vec<PathBuf>,
}

impl Files {
    /// In this directory, which need not exist yet.
    pub fn in_dir(dir: PathBuf) -> Files {
        Files { dir }
    }

    fn path(&self, id: Uuid) -> PathBuf {
        self.dir.join(format!("{id}.json"))
    }

    /// Writes a draft: on the disk, or the one before it stays as it was.
    pub fn write(&self, draft: &Draft) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.dir)?;
        let path = self.path(draft.id);
        // Another program of the same user may write the same draft.
        let new = path.with_extension(format!("{}.new", std::process::id()));
        let written = write_new(&new, draft).and_then(|()| fs::rename(&new, &path));
        if written.is_err() {
            let _ = fs::remove_file(&new);
        }
        written?;
        File::open(&self.dir)?.sync_all()
    }

    /// Removes a draft. One that is not there is no error.
    pub fn remove(&self, id: Uuid) -> io::Result<()> {
        match fs::remove_file(self.path(id)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Removes a draft, unless it was written again meanwhile.
    pub fn remove_if(&self, id: Uuid, payload: &Json) -> io::Result<()> {
        match read(&self.path(id)) {
            Ok(draft) if draft.payload == *payload => self.remove(id),
            _ => Ok(()),
        }
    }

    /// Puts a draft aside; tells where it is now.
    pub fn put_aside(&self, id: Uuid) -> io::Result<PathBuf> {
        aside(&self.path(id))
    }

    /// The drafts of somebody. Where there is no directory there are none.
    pub fn of(&self, whose: &Whose) -> Found {
        let mut found = Found::default();
        for entry in fs::read_dir(&self.dir).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            match read(&path) {
                Ok(draft) if draft.format <= FORMAT && draft.whose.owned_by(whose) => found.mine.push(draft),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                    found.aside.extend(aside(&path).ok());
                }
                Err(error) => tracing::warn!("a draft cannot be opened: {error}"),
            }
        }
        found.mine.sort_by_key(|draft| draft.saved_at);
        found
    }
}

fn write_new(path: &Path, draft: &Draft) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(&serde_json::to_vec(draft)?)?;
    file.sync_all()
}

fn read(path: &Path) -> io::Result<Draft> {
    let bytes = fs::read(path)?;
    serde_json::from_slice(&bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

fn aside(path: &Path) -> io::Result<PathBuf> {
    let free = |n: &u32| path.with_extension(format!("{n}.{ASIDE}"));
    let to = (1..).map(|n| free(&n)).find(|to| !to.exists()).unwrap_or_else(|| free(&0));
    fs::rename(path, &to)?;
    Ok(to)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use serde_json::json;

    use super::*;

    fn whose(login: &str) -> Whose {
        Whose { server: "db/kehu".into(), company: String::new(), login: login.into() }
    }

    fn draft(login: &str, payload: Json) -> Draft {
        let saved_at = "2002-03-13T09:00:00Z".parse().unwrap();
        Draft {
            format: FORMAT,
            whose: whose(login),
            id: Uuid::new_v4(),
            form: "order".into(),
            saved_at,
            payload,
            before: None,
        }
    }

    fn files() -> (tempfile::TempDir, Files) {
        let dir = tempfile::tempdir().unwrap();
        let files = Files::in_dir(dir.path().join("state").join("drafts"));
        (dir, files)
    }

    #[test]
    fn a_draft_is_its_users_alone_and_comes_back_as_it_was() {
        let (dir, files) = files();
        let (mine, others) = (draft("zhout", json!({"note": "雅韵"})), draft("lina", json!(1)));
        files.write(&mine).unwrap();
        files.write(&others).unwrap();
        assert_eq!(files.of(&whose("zhout")).mine, std::slice::from_ref(&mine));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&files.path(mine.id)), 0o600);
        assert_eq!(mode(&dir.path().join("state").join("drafts")), 0o700);
        files.remove(mine.id).unwrap();
        files.remove(mine.id).unwrap();
        assert!(files.of(&whose("zhout")).mine.is_empty());
        assert_eq!(files.of(&whose("lina")).mine, [others]);
    }

    #[test]
    fn what_cannot_be_read_is_put_aside_and_told_and_a_newer_layout_is_left_alone() {
        let (_dir, files) = files();
        let good = draft("zhout", json!(1));
        files.write(&good).unwrap();
        let torn = files.path(Uuid::new_v4());
        fs::write(&torn, "{\"format\":1,\"serv").unwrap();
        fs::write(files.path(Uuid::new_v4()), "").unwrap();
        let newer = Draft { format: FORMAT + 1, ..draft("zhout", json!(2)) };
        files.write(&newer).unwrap();
        let found = files.of(&whose("zhout"));
        assert_eq!(found.mine, [good]);
        assert_eq!(found.aside.len(), 2);
        assert!(found.aside.iter().all(|path| path.exists()) && !torn.exists());
        assert!(files.path(newer.id).exists());
        assert!(files.of(&whose("zhout")).aside.is_empty(), "told once");
    }

    #[test]
    fn a_draft_that_cannot_be_written_leaves_the_one_before_whole() {
        let (_dir, files) = files();
        let before = draft("zhout", json!("before"));
        files.write(&before).unwrap();
        // A directory stands where the new file is to be.
        fs::create_dir(files.path(before.id).with_extension(format!("{}.new", std::process::id()))).unwrap();
        assert!(files.write(&Draft { payload: json!("after"), ..before.clone() }).is_err());
        assert_eq!(files.of(&whose("zhout")).mine, [before]);
    }

    #[test]
    fn a_file_that_was_written_again_is_not_removed() {
        let (_dir, files) = files();
        let draft = draft("zhout", json!("newer"));
        files.write(&draft).unwrap();
        files.remove_if(draft.id, &json!("older")).unwrap();
        assert_eq!(files.of(&whose("zhout")).mine.len(), 1);
        files.remove_if(draft.id, &json!("newer")).unwrap();
        assert!(files.of(&whose("zhout")).mine.is_empty());
    }

    /// Drafts that earlier versions of the program wrote.
    #[test]
    fn drafts_of_every_earlier_layout_are_read() {
        let (_dir, files) = files();
        fs::create_dir_all(&files.dir).unwrap();
        let old = include_str!("../../tests/it/faults/draft-1.json");
        let id: Uuid = "6b1f6e3e-6d51-4a5c-9c39-0a2f4b8f1a11".parse().unwrap();
        fs::write(files.path(id), old).unwrap();
        let found = files.of(&Whose {
            server: "localhost:5432/kehu".into(),
            company: "8f14e45f-ceea-467f-a8a5-1f0c3f2b6d10".into(),
            login: "zhout".into(),
        });
        assert_eq!((found.mine.len(), found.aside.len()), (1, 0));
        assert_eq!(found.mine[0].id, id);
    }
}
