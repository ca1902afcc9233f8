//! `kehu local start|stop|status|url`: the private server without the screen, up until it is stopped.

use std::{fs, str::FromStr};

use super::{Context, Exit, Failure, private, say};
use crate::{
    i18n::Msg,
    local::{self, Fixture, Stopped},
};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    Start(Server),
    Stop(Server),
    Status(Server),
    Url(Server),
}

#[derive(Debug, clap::Args)]
struct Server {
    #[arg(long = "as", id = "as", value_name = "LOGIN")]
    login: Option<String>,
    #[arg(long, value_name = "demo|golden|empty|load=N")]
    fixture: Option<Fixture>,
    #[command(flatten)]
    place: private::Place,
}

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    match &args.action {
        Action::Start(server) => server.start(cx),
        Action::Stop(server) => server.stop(cx),
        Action::Status(server) => server.status(cx),
        Action::Url(server) => server.url(cx),
    }
}

impl Server {
    fn start(&self, cx: &Context) -> anyhow::Result<Exit> {
        let fixture = self.fixture.unwrap_or(Fixture::Demo);
        let cluster = self.place.open(cx)?;
        private::prepare(&cluster, fixture, false, cx)?;
        let login = self.login(fixture);
        private::check_login(cluster.place(), fixture, login, cx)?;
        cluster.keep(&fixture.name())?;
        let stop = self.place.command("kehu local stop");
        eprintln!("{}", cx.lang.fmt(Msg::CliStarted, &[&cluster.place().root().display(), &stop]));
        say(cluster.url(login, &fixture.database()))?;
        Ok(Exit::Ok)
    }

    fn stop(&self, cx: &Context) -> anyhow::Result<Exit> {
        match local::stop(&self.place.dir(cx), &private::search(&cx.settings.env))? {
            Stopped::WasDown => {
                eprintln!("{}", cx.lang.tr(Msg::CliWasDown));
                Ok(Exit::Nothing)
            }
            Stopped::Now { in_use } => {
                eprintln!("{}", cx.lang.tr(if in_use { Msg::CliStoppedInUse } else { Msg::CliStopped }));
                Ok(Exit::Ok)
            }
        }
    }

    fn status(&self, cx: &Context) -> anyhow::Result<Exit> {
        let dir = self.place.dir(cx);
        let Some(place) = local::running_place(&dir) else {
            say(cx.lang.fmt(Msg::CliDown, &[&dir.display()]))?;
            return Ok(Exit::Nothing);
        };
        say(cx.lang.fmt(Msg::CliUp, &[&place.root().display()]))?;
        Ok(Exit::Ok)
    }

    /// A URL is only good while a server answers, so a server that is down is an error and not a URL.
    fn url(&self, cx: &Context) -> anyhow::Result<Exit> {
        let dir = self.place.dir(cx);
        let Some(place) = local::running_place(&dir) else {
            return Err(Failure::server(cx.lang.fmt(Msg::CliDown, &[&dir.display()])).into());
        };
        let started_for = || Fixture::from_str(fs::read_to_string(place.keep()).ok()?.trim()).ok();
        let fixture = self.fixture.or_else(started_for).unwrap_or(Fixture::Demo);
        let login = self.login(fixture);
        private::check_login(&place, fixture, login, cx)?;
        say(place.url(login, &fixture.database()))?;
        Ok(Exit::Ok)
    }

    fn login(&self, fixture: Fixture) -> &str {
        self.login.as_deref().unwrap_or(private::usual_login(fixture))
    }
}
