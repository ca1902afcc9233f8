//! The log file in the state directory: for its user's eyes only, and without what records hold. `KEHU_LOG` says how much.

use std::{
    fs::{self, File, OpenOptions},
    io,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::Path,
    sync::Mutex,
};

use tracing_subscriber::EnvFilter;

use crate::settings::Settings;

/// A log that has grown so long is put aside, once.
const LONGEST: u64 = 2 * 1024 * 1024;

/// Begins to write the log. Without a place for it the program runs all the same.
pub fn open(settings: &Settings) {
    let Ok(file) = create(&settings.places.log_file()) else { return };
    let level = settings.env.log.clone().unwrap_or_else(|| "kehu=warn".to_owned());
    let filter = EnvFilter::try_new(level).unwrap_or_else(|_| EnvFilter::new("kehu=warn"));
    let log =
        tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(Mutex::new(file));
    // Somebody may have begun one in this process: then that one stays.
    let _ = log.try_init();
}

fn create(path: &Path) -> io::Result<File> {
    if let Some(dir) = path.parent() {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
    }
    if fs::metadata(path).is_ok_and(|meta| meta.len() > LONGEST) {
        fs::rename(path, path.with_extension("log.old"))?;
    }
    let file = OpenOptions::new().append(true).create(true).mode(0o600).open(path)?;
    file.set_permissions(fs::Permissions::from_mode(0o600))?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_user_reads_the_log_and_a_long_one_is_put_aside() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("state").join("kehu.log");
        let file = create(&path).unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        file.set_len(LONGEST + 1).unwrap();
        assert_eq!(create(&path).unwrap().metadata().unwrap().len(), 0);
        assert!(path.with_extension("log.old").exists());
    }
}
