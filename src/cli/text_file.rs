//! Texts that come from an office: files as a spreadsheet or an editor wrote them, in whatever of its encodings.

use std::{fs, io::Read, path::Path};

use super::Failure;
use crate::{
    i18n::{Lang, Msg},
    text::decoded,
};

/// The text of a file; `-` is standard input.
pub fn read(file: &Path, lang: Lang) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    let read = if file.as_os_str() == "-" {
        std::io::stdin().read_to_end(&mut bytes).map(|_| ())
    } else {
        fs::read(file).map(|read| bytes = read)
    };
    let unreadable = |why: String| Failure::usage(lang.fmt(Msg::SaidBadFile, &[&file.display(), &why]));
    read.map_err(|e| unreadable(e.to_string()))?;
    decoded(&bytes).ok_or_else(|| unreadable("UTF-8, GB18030, UTF-16".to_owned()).into())
}
