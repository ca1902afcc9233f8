//! What the data tells: answers go to who asked, changes to who shows them.

use super::{App, DAY_CHECK, Inside, OWN, approvals, inbox, tabs::Tabs};
use crate::{
    command::Cmd,
    domain::{kind::Kind, session::Session},
    i18n::{Lang, Msg},
    screen::{Event, KnownViews, Tone, places, trouble},
    store::{DraftNews, Entry, News, Reply, Request, Slot, StoreError, Ticket},
};

impl App {
    pub(super) fn news(&mut self, news: News) {
        match news {
            News::Answer(ticket, answer) => self.answer(ticket, answer),
            News::Progress(ticket, gone, all) => {
                if let Some((slot, _)) = self.waiting.get(&ticket) {
                    let screen = slot.screen;
                    self.tell(screen, Event::Progress(ticket, gone, all));
                }
            }
            News::Changed(kind, id) => {
                if matches!(kind, Kind::OrderChange | Kind::Quote) {
                    self.count_approvals();
                }
                if matches!(kind, Kind::CustomField | Kind::DictItem) {
                    self.ask("words", Request::Dictionaries);
                }
                if kind == Kind::Inbox {
                    self.count_unread();
                }
                for screen in self.screens_here() {
                    self.tell(screen, Event::Changed(kind, id));
                }
                self.spoil_others();
            }
            News::Online => self.came_online(),
            News::Offline => self.online = false,
            News::NewDay => self.knock(),
            News::Draft(news) => self.say(Tone::Bad, draft_news(&news, self.lang)),
        }
    }

    fn answer(&mut self, ticket: Ticket, answer: Result<Reply, StoreError>) {
        let answer = self.answered_as(answer);
        if let Ok(Reply::Views(saved)) = &answer {
            self.views_known(saved);
        }
        let Some((slot, writes)) = self.waiting.remove(&ticket) else { return };
        let lost = writes && answer.is_err();
        self.hand_over(ticket, slot, writes, answer);
        self.carry();
        if writes {
            self.kept(lost && slot.screen != OWN);
        }
    }

    fn hand_over(&mut self, ticket: Ticket, slot: Slot, writes: bool, answer: Result<Reply, StoreError>) {
        if slot.screen == OWN {
            return self.own_answer(slot.part, answer);
        }
        let there = self.inside.as_mut().is_some_and(|inside| inside.tabs.find(slot.screen).is_some());
        match answer {
            answer if there => {
                self.tell(slot.screen, Event::Answer(ticket, answer));
            }
            // Nobody is there to say it, and it must not be lost.
            Err(error) if writes => self.say(Tone::Bad, trouble::say(&error, self.lang)),
            _ => {}
        }
    }

    fn own_answer(&mut self, part: &str, answer: Result<Reply, StoreError>) {
        match (part, answer) {
            ("session", Ok(Reply::SignedIn(session))) => self.let_in(session),
            ("session", Ok(Reply::Entered(entry))) => self.welcome(*entry),
            ("session", Err(error)) if self.inside.is_none() => self.refused(error),
            ("session", Err(StoreError::SignIn(said))) => self.say(Tone::Bad, said),
            ("kept", Ok(Reply::Drafts(drafts))) if !drafts.is_empty() => self.offer_drafts(drafts.len()),
            ("words", Ok(Reply::Dictionaries(words))) => self.words.set(words),
            (approvals::PART, Ok(Reply::Counts(rows))) => self.approvals_counted(rows.iter().sum()),
            (inbox::PART, Ok(Reply::Count { rows, .. })) => self.unread_counted(rows),
            (part, Err(error)) => tracing::warn!("{part}: {}", error_name(&error)),
            _ => {}
        }
    }

    /// Somebody is signed in: the first time his first place opens, later only the day may be another one.
    fn let_in(&mut self, session: Session) {
        self.online = true;
        if let Some(inside) = self.aside.as_mut().or(self.inside.as_mut()) {
            let new_day = inside.session.today != session.today;
            inside.session = session;
            if new_day {
                self.read_again();
            }
            return;
        }
        let place = places::first(session.role);
        let Some(screen) = places::open(place, &session) else { return };
        let open = self.number(screen);
        let id = open.id;
        let known = KnownViews::begin(self.brought.as_ref(), &session, self.lang);
        self.inside = Some(Inside {
            session,
            known,
            tabs: Tabs::new(place, open),
            to_approve: 0,
            unread: 0,
            seen: None,
        });
        self.asked_today_at = self.now;
        // The first screen first: what it asks is waited for.
        self.opened(id);
        self.carry();
        self.count_approvals();
        self.count_unread();
        self.ask("kept", Request::Drafts);
        self.ask("views", Request::Views);
        if let Some(name) = self.first_view.take() {
            self.push_on_top(crate::screen::open::pinned(name.clone(), name));
        }
        self.catch_up();
    }

    /// Somebody came in, with what his first screen needs.
    fn welcome(&mut self, entry: Entry) {
        let Entry { session, prefs, words, .. } = entry;
        self.words.set(words);
        self.remember(&prefs);
        self.brought = Some(prefs);
        self.let_in(session);
        self.brought = None;
    }

    /// Something was typed and not saved, here or elsewhere: one line says so, and nothing stands in the way.
    fn offer_drafts(&mut self, count: usize) {
        let (contexts, _) = self.contexts();
        let key = self.keymap.labels(&contexts, Cmd::ResumeDraft);
        self.say(Tone::Info, self.lang.fmt(Msg::KeepWaiting, &[&count, &key]));
    }

    fn came_online(&mut self) {
        self.online = true;
        self.knock();
        if self.inside.is_some() {
            self.ask("words", Request::Dictionaries);
            self.count_approvals();
            self.count_unread();
            self.read_again();
        }
    }

    /// Everything shown may be old.
    pub(super) fn read_again(&mut self) {
        for screen in self.screens_here() {
            self.tell(screen, Event::Online);
        }
        self.spoil_others();
    }

    fn spoil_others(&mut self) {
        if let Some(inside) = &mut self.inside {
            inside.tabs.spoil_others();
        }
    }

    /// The business day may have changed while nobody was there.
    pub(super) fn check_day(&mut self) {
        if self.inside.is_some() && self.online && self.now.duration_since(self.asked_today_at) > DAY_CHECK {
            self.asked_today_at = self.now;
            self.knock();
        }
    }

    pub(super) fn screens_here(&self) -> Vec<u64> {
        self.inside.as_ref().map(|inside| inside.tabs.here()).unwrap_or_default()
    }

    /// Goes to a place; opens it if it is not open.
    pub(super) fn go(&mut self, place: Cmd) -> bool {
        let Some(inside) = &mut self.inside else { return false };
        let stale = if inside.tabs.is_open(place) {
            inside.tabs.go(place)
        } else {
            let Some(screen) = self.screen_of(place) else { return false };
            let open = self.number(screen);
            let id = open.id;
            if let Some(inside) = &mut self.inside {
                inside.tabs.add(place, open);
            }
            self.opened(id);
            return true;
        };
        self.arrived(stale);
        true
    }

    pub(super) fn arrived(&mut self, stale: bool) {
        self.keys.forget();
        self.lay_out();
        if stale {
            for screen in self.screens_here() {
                self.tell(screen, Event::Online);
            }
        }
    }
}

fn draft_news(news: &DraftNews, lang: Lang) -> String {
    match news {
        DraftNews::Off(why) => lang.fmt(Msg::KeepOff, &[why]),
        DraftNews::Unreadable(path) => lang.fmt(Msg::KeepUnreadable, &[path]),
        DraftNews::Elsewhere(path) => lang.fmt(Msg::KeepElsewhere, &[path]),
    }
}

/// What went wrong without what may be personal.
fn error_name(error: &StoreError) -> &'static str {
    match error {
        StoreError::Offline => "offline",
        StoreError::Full => "full",
        StoreError::Unknown => "unknown outcome",
        StoreError::Stale => "stale",
        StoreError::NotYours => "not permitted",
        StoreError::Refused(_) => "refused",
        StoreError::SignIn(_) => "sign-in",
        StoreError::Replaced => "replaced",
        StoreError::Bug(_) => "unexpected",
    }
}
