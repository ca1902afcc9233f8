//! `kehu demo`: one command, and a newcomer is inside the program with a living company in it.

use super::{Context, Exit, Failure, open, private};
use crate::{i18n::Msg, local::Fixture, term};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long = "as", id = "as", value_name = "LOGIN")]
    login: Option<String>,
    #[arg(long, value_name = "demo|golden|load=N", default_value = "demo")]
    fixture: Fixture,
    #[command(flatten)]
    place: private::Place,
    #[arg(long)]
    reset: bool,
}

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    if args.fixture == Fixture::Empty {
        return Err(Failure::usage(cx.lang.tr(Msg::CliEmptyDemo)).into());
    }
    term::demand(&cx.settings, cx.lang)?;
    let cluster = args.place.open(cx)?;
    private::prepare(&cluster, args.fixture, args.reset, cx)?;
    let login = args.login.as_deref().unwrap_or(private::usual_login(args.fixture));
    private::check_login(cluster.place(), args.fixture, login, cx)?;
    // The cluster lives as long as the screen; leaving stops the server, unless others use it.
    open(cx, cluster.url(login, &args.fixture.database()))
}
