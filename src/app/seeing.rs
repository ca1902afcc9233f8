//! Seeing as one of one's people: his home page and his views, read only, until Esc. What is asked meanwhile is asked by the reader's
//! own rights; whoever a view names as "me" is the other one.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::{App, Inside, tabs::Tabs};
use crate::{
    command::{Cmd, Command},
    domain::filter::ListQuery,
    i18n::Msg,
    screen::{KnownViews, Tone, open},
    store::{Reply, Request, Seen, StoreError},
    text::clean,
};

/// What the other one set for himself, as far as it is shown.
pub(super) type Shown = BTreeMap<String, Json>;

/// Whether a command changes nothing that is kept.
pub(super) fn harmless(cmd: Cmd) -> bool {
    let noun = Command::of(cmd).map_or("", |command| command.id.split('.').next().unwrap_or_default());
    match cmd {
        Cmd::SaveView | Cmd::SaveViewAs | Cmd::PinView | Cmd::RenameView | Cmd::ShareView | Cmd::DropView => {
            false
        }
        Cmd::Settings | Cmd::NewReport | Cmd::SeeAs | Cmd::GoDrafts | Cmd::MakeNew | Cmd::Finish => false,
        Cmd::Open | Cmd::History | Cmd::OpenOrder | Cmd::OpenCustomer | Cmd::Accept => true,
        _ => matches!(
            noun,
            "app"
                | "screen"
                | "view"
                | "go"
                | "move"
                | "list"
                | "scope"
                | "detail"
                | "cursor"
                | "typing"
                | "picker"
                | "confirm"
        ),
    }
}

/// A question as it is asked for the views of somebody else.
fn turned(request: Request, login: &str) -> Request {
    let list = |query: ListQuery| ListQuery { filter: query.filter.seen_by(login), ..query };
    match request {
        Request::List(query) => Request::List(list(query)),
        Request::Count(query, sums) => Request::Count(list(query), sums),
        Request::Counts(lists) => Request::Counts(lists.into_iter().map(list).collect()),
        Request::Windows(mut wanted) => {
            wanted.all = list(wanted.all);
            wanted.windows = wanted.windows.into_iter().map(|window| window.seen_by(login)).collect();
            Request::Windows(wanted)
        }
        Request::Figures(mut asked) => {
            asked.filter = asked.filter.seen_by(login);
            Request::Figures(asked)
        }
        Request::Tabs(set, filter, today) => Request::Tabs(set, filter.seen_by(login), today),
        Request::Pick(mut query) => {
            query.filter = query.filter.seen_by(login);
            Request::Pick(query)
        }
        other => other,
    }
}

impl App {
    /// The name of whom one sees as.
    pub(super) fn seeing(&self) -> Option<&str> {
        let inside = self.inside.as_ref().filter(|inside| inside.seen.is_some())?;
        Some(&inside.session.name)
    }

    /// Whether a command is carried out: while one sees as somebody, nothing is changed; it is said.
    pub(super) fn lets(&mut self, cmd: Cmd) -> bool {
        let Some(name) = self.seeing().filter(|_| !harmless(cmd)) else { return true };
        let text = self.lang.fmt(Msg::SeeAsReadOnly, &[&clean(name)]);
        self.say(Tone::Info, text);
        false
    }

    /// Shows the home page of somebody else in place of everything that is open.
    pub(super) fn see_as(&mut self, seen: Seen) {
        if self.aside.is_some() {
            return;
        }
        let Seen { session, prefs } = seen;
        let home = self.number(open::home());
        let id = home.id;
        let known = KnownViews::begin(Some(&prefs), &session, self.lang);
        let begun = self.lang.fmt(Msg::SeeAsBegun, &[&clean(&session.name)]);
        let tabs = Tabs::new(Cmd::View0, home);
        self.aside =
            self.inside.replace(Inside { session, known, tabs, to_approve: 0, unread: 0, seen: Some(prefs) });
        self.opened(id);
        self.say(Tone::Info, begun);
    }

    /// Back to what was open before.
    pub(super) fn see_as_oneself(&mut self) {
        let Some(aside) = self.aside.take() else { return };
        self.inside = Some(aside);
        self.keys.forget();
        self.lay_out();
        self.read_again();
        self.say(Tone::Info, self.lang.tr(Msg::SeeAsEnded));
    }

    /// What is really asked, or what is answered without asking. None: nothing is asked, since nothing is changed.
    pub(super) fn asked_as(&self, request: Request) -> Option<Result<Request, Reply>> {
        let inside = self.inside.as_ref();
        let Some((inside, prefs)) = inside.and_then(|inside| Some((inside, inside.seen.as_ref()?))) else {
            return Some(Ok(request));
        };
        match request {
            Request::Prefs => Some(Err(Reply::Prefs(prefs.clone()))),
            request if request.writes() => None,
            request => Some(Ok(turned(request, &inside.session.login))),
        }
    }

    /// The views that are one's own are not the other one's.
    pub(super) fn answered_as(&self, answer: Result<Reply, StoreError>) -> Result<Reply, StoreError> {
        match answer {
            Ok(Reply::Views(mut saved)) if self.seeing().is_some() => {
                saved.retain(|view| !view.own);
                Ok(Reply::Views(saved))
            }
            other => other,
        }
    }
}
