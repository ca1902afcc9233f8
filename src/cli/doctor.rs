//! `kehu doctor`: what a person who helps another would ask first. Each line is good, doubtful or bad.

use std::io::IsTerminal;

use super::{Context, Exit, explain, private, say};
use crate::{
    clock::{Clock, System},
    db::{connect::Target, health::Health, integrity::integrity},
    i18n::{Lang, Msg},
    local::{self, Programs},
    screen::trouble,
};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long)]
    integrity: bool,
}

/// A clock that differs by more makes "just now" a riddle. In milliseconds.
const SKEW: i64 = 5_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Good,
    Doubtful,
    Bad,
}

impl Verdict {
    fn word(self, lang: Lang) -> &'static str {
        lang.tr(match self {
            Self::Good => Msg::DoctorGood,
            Self::Doubtful => Msg::DoctorDoubtful,
            Self::Bad => Msg::DoctorBad,
        })
    }
}

struct Report {
    lang: Lang,
    lines: Vec<(Verdict, String)>,
}

impl Report {
    fn add(&mut self, verdict: Verdict, text: impl Into<String>) {
        self.lines.push((verdict, text.into()));
    }

    fn good(&mut self, msg: Msg, args: &[&dyn std::fmt::Display]) {
        self.add(Verdict::Good, self.lang.fmt(msg, args));
    }

    fn doubtful(&mut self, msg: Msg, args: &[&dyn std::fmt::Display]) {
        self.add(Verdict::Doubtful, self.lang.fmt(msg, args));
    }
}

pub fn run(args: &Args, cx: &Context) -> anyhow::Result<Exit> {
    let mut report = Report { lang: cx.lang, lines: Vec::new() };
    report.good(Msg::DoctorVersion, &[&super::help::version(), &tls_in_words(cx.lang)]);
    settings(cx, &mut report);
    terminal(cx, &mut report);
    private_server(cx, &mut report);
    database(cx, &mut report);
    if args.integrity {
        invariants(cx, &mut report);
    }
    for (verdict, text) in &report.lines {
        say(format_args!("[{}] {text}", verdict.word(cx.lang)))?;
    }
    let bad = report.lines.iter().any(|(verdict, _)| *verdict == Verdict::Bad);
    Ok(if bad { Exit::Server } else { Exit::Ok })
}

fn tls_in_words(lang: Lang) -> &'static str {
    lang.tr(if cfg!(feature = "tls") { Msg::DoctorWithTls } else { Msg::DoctorWithoutTls })
}

fn settings(cx: &Context, report: &mut Report) {
    let file = cx.settings.places.user_file();
    let there = if file.exists() { Msg::DoctorSettings } else { Msg::DoctorNoSettings };
    report.good(there, &[&file.display()]);
    for warning in &cx.settings.warnings {
        report.add(Verdict::Doubtful, warning.to_string());
    }
}

fn terminal(cx: &Context, report: &mut Report) {
    let env = &cx.settings.env;
    let term = env.term.as_deref().unwrap_or("-");
    let colours = match (env.no_color, env.colorterm.as_deref()) {
        (true, _) => "NO_COLOR",
        (false, Some(depth)) => depth,
        (false, None) if term.contains("256") => "256",
        (false, None) => "16",
    };
    let inside =
        [("tmux", env.tmux), ("ssh", env.ssh)].into_iter().filter(|(_, yes)| *yes).map(|(name, _)| name);
    let inside: Vec<&str> = inside.collect();
    report.good(Msg::DoctorTerminal, &[&term, &colours, &inside.join(" ")]);
    if !std::io::stdout().is_terminal() {
        report.doubtful(Msg::DoctorNoTerminal, &[]);
    }
    let locale = env.locale.as_deref().unwrap_or("-");
    if locale.to_ascii_lowercase().replace('-', "").contains("utf8") {
        report.good(Msg::DoctorLocale, &[&locale]);
    } else {
        report.doubtful(Msg::DoctorLocaleNotUtf8, &[&locale]);
    }
}

fn private_server(cx: &Context, report: &mut Report) {
    match Programs::find(&private::search(&cx.settings.env), None) {
        Ok(found) => report.good(Msg::DoctorPrograms, &[&found.major, &found.dir.display()]),
        Err(_) => report.doubtful(Msg::DoctorNoPrograms, &[]),
    }
    let dir = private::usual_dir(cx);
    if local::running_place(&dir).is_some() {
        report.good(Msg::CliUp, &[&dir.display()]);
    }
}

fn database(cx: &Context, report: &mut Report) {
    let Some(url) = cx.settings.url.value.as_deref() else {
        return report.doubtful(Msg::DoctorNoUrl, &[]);
    };
    let start = System.now();
    let health = Target::parse(url).map_err(anyhow::Error::from).and_then(|target| {
        let mut conn = target.connect()?;
        Ok((target, Health::ask(&mut conn)?))
    });
    let (target, health) = match health {
        Ok(both) => both,
        Err(error) => return report.add(Verdict::Bad, explain(&error, cx.lang).1),
    };
    let took = System.now().duration_since(start).as_millis();
    report.good(
        Msg::DoctorConnected,
        &[&target.host(), &target.database(), &health.login, &health.version_text, &took],
    );
    judge(&health, report);
}

/// Each record that breaks a rule is a line of its own, so that it can be looked for.
fn invariants(cx: &Context, report: &mut Report) {
    let url = cx.settings.url.value.as_deref().unwrap_or_default();
    let mut conn = match Target::parse(url).and_then(|target| target.connect()) {
        Ok(conn) => conn,
        Err(error) => return report.add(Verdict::Bad, error.words(cx.lang)),
    };
    match integrity(&mut conn) {
        Ok(broken) if broken.is_empty() => report.good(Msg::DoctorSound, &[]),
        Ok(broken) => {
            for it in broken {
                let words = cx.lang.fmt(Msg::DoctorBroken, &[&it.rule, &it.kind, &it.record_id]);
                report.add(Verdict::Bad, words);
            }
        }
        Err(error) => report.add(Verdict::Bad, trouble::say(&error, cx.lang)),
    }
}

fn judge(health: &Health, report: &mut Report) {
    if !health.mended() {
        report.doubtful(Msg::DoctorOldMinor, &[&health.version_text]);
    }
    if !health.durable {
        report.doubtful(Msg::DoctorNotDurable, &[]);
    }
    if !health.socket && !health.tls {
        report.doubtful(Msg::DoctorBareLink, &[]);
    }
    if health.superuser {
        report.doubtful(Msg::DoctorSuperuser, &[&health.login]);
    } else if !health.operator {
        report.add(Verdict::Bad, report.lang.fmt(Msg::DoctorNotOperator, &[&health.login]));
    }
    if !health.set_up {
        report.add(Verdict::Bad, report.lang.tr(Msg::DoctorNotSetUp));
    }
    let skew = System.wall().timestamp_millis() - health.clock;
    if skew.abs() > SKEW {
        report.doubtful(Msg::DoctorSkew, &[&(skew / 1000)]);
    }
}
