//! `kehu migrate`: brings the schema of a database to that of this program.

use super::{Context, Exit, say};
use crate::{
    db::{connect::Target, migrate},
    i18n::Msg,
};

pub fn run(cx: &Context) -> anyhow::Result<Exit> {
    let target = Target::parse(cx.settings.url.value.as_deref().unwrap_or_default())?;
    let added = migrate::run(&mut target.connect()?)?;
    for version in &added {
        say(version)?;
    }
    say(cx.lang.fmt(Msg::CliSchemaReady, &[&target.database(), &added.len()]))?;
    Ok(Exit::Ok)
}
