//! `kehu setup`: a real server from nothing, again as often as one likes: database, roles, schema, rights, fixture, and the
//! first administrator.

use super::{Context, Exit, Failure, password, private, say};
use crate::{
    db::{connect::Target, setup},
    i18n::Msg,
    local::Fixture,
};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long, value_name = "empty|demo|golden|load=N", default_value = "empty")]
    fixture: Fixture,
    #[arg(long, value_name = "LOGIN", requires = "admin_name")]
    admin: Option<String>,
    #[arg(long, value_name = "NAME", requires = "admin")]
    admin_name: Option<String>,
}

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let target = Target::parse(cx.settings.url.value.as_deref().unwrap_or_default())?;
    let (mut conn, added) = setup::schema(&target)?;
    say(cx.lang.fmt(Msg::CliSchemaReady, &[&target.database(), &added.len()]))?;

    match (setup::has_people(&mut conn)?, args.fixture) {
        (_, Fixture::Empty) => {}
        (true, fixture) => {
            return Err(Failure::refused(
                cx.lang.fmt(Msg::CliNotEmpty, &[&target.database(), &fixture.name()]),
            )
            .into());
        }
        (false, fixture) => {
            fixture.load_telling(&mut conn, &mut |step| private::step_begins(step, cx))?;
            fixture.settle(&mut conn)?;
            say(cx.lang.fmt(Msg::CliLoaded, &[&fixture.name()]))?;
        }
    }

    match (&args.admin, &args.admin_name) {
        (Some(login), Some(name)) if !setup::is_operator(&mut conn, login)? => {
            let verifier = password::new_verifier(login, cx)?;
            setup::make_administrator(&mut conn, login, name, Some(&verifier))?;
            say(cx.lang.fmt(Msg::CliAdminMade, &[login]))?;
        }
        (Some(login), _) => say(cx.lang.fmt(Msg::CliAdminThere, &[login]))?,
        (None, _) if setup::has_administrator(&mut conn)? => {}
        (None, _) => say(cx.lang.tr(Msg::CliNoAdmin))?,
    }
    Ok(Exit::Ok)
}
