//! The program with toy screens: who gets what, and what becomes of it.

use std::time::{Duration, Instant};

use ratatui::{Frame, layout::Rect};

use super::*;
use crate::{
    clock::{Clock as _, System},
    command::{Cmd, Context},
    domain::{kind::Kind, session::Role},
    input,
    screen::{Cx, Event, Look, Outcome, Screen, Tone},
    store::{Entry, News, Reply, StoreError},
};

/// Asks when it opens, opens another one on `Open`, wakes itself on `Mark`, and ends on `Finish`.
struct Toy {
    name: &'static str,
    form: bool,
    heard: std::rc::Rc<std::cell::RefCell<Vec<String>>>,
}

impl Screen for Toy {
    fn title(&self, _: Lang) -> String {
        self.name.to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![if self.form { Context::Form } else { Context::List }]
    }

    fn types(&self) -> bool {
        self.form
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        self.heard.borrow_mut().push(format!("{} {event:?}", self.name));
        match event {
            Event::Opened => {
                cx.ask("toy", Request::Prefs);
            }
            Event::Command(Cmd::Open) => {
                cx.push(Box::new(Toy { name: "b", form: false, heard: self.heard.clone() }));
            }
            Event::Command(Cmd::Mark) => cx.wake(cx.now + Duration::from_secs(5)),
            Event::Command(Cmd::Finish) => cx.pop(Outcome::Typed("done".into())),
            Event::Command(Cmd::KeepDraft) => {
                cx.ask("draft", Request::SetPref("x".into(), serde_json::Value::Null));
            }
            Event::Command(_) => return false,
            _ => {}
        }
        true
    }

    fn lay_out(&mut self, _: Rect) {}

    fn view(&self, _: &mut Frame, _: Rect, _: &Look) {}

    fn hints(&self) -> Vec<Cmd> {
        Vec::new()
    }
}

fn entered(today: &str) -> Reply {
    let (company, prefs, words) = Default::default();
    Reply::Entered(Box::new(Entry { session: session(today), company, prefs, words }))
}

struct World {
    app: App,
    now: Instant,
    heard: std::rc::Rc<std::cell::RefCell<Vec<String>>>,
    asked: Vec<(Ticket, Slot, Request)>,
}

impl World {
    /// Signed in as an assistant, with the toy `a` on top.
    fn new(form: bool) -> World {
        let now = System.now();
        let options = Options { login: "zhout".into(), ..Options::default() };
        let mut world =
            World { app: App::new(options, now), now, heard: Default::default(), asked: Vec::new() };
        world.collect();
        world.answer("session", Ok(entered("2002-03-13")));
        let toy = Toy { name: "a", form, heard: world.heard.clone() };
        world.app.push_on_top(Box::new(toy));
        world.app.carry();
        world.collect();
        world.heard();
        // The list below has deadlines of its own.
        world.app.wakes.clear();
        world
    }

    fn collect(&mut self) {
        for order in self.app.orders() {
            if let Order::Ask(ticket, slot, request) = order {
                self.asked.push((ticket, slot, request));
            }
        }
    }

    fn keys(&mut self, script: &str) {
        for key in input::script(script).unwrap() {
            self.app.update(Msg::Key(key), self.now);
        }
        self.collect();
    }

    fn answer(&mut self, part: &str, answer: Result<Reply, StoreError>) {
        let at = self.asked.iter().rposition(|(_, slot, _)| slot.part == part).expect(part);
        let (ticket, ..) = self.asked.remove(at);
        self.app.update(Msg::News(News::Answer(ticket, answer)), self.now);
        self.collect();
    }

    fn heard(&mut self) -> Vec<String> {
        std::mem::take(&mut *self.heard.borrow_mut())
    }

    fn pass(&mut self, time: Duration) {
        self.now += time;
        self.app.update(Msg::Tick, self.now);
        self.collect();
    }
}

fn session(today: &str) -> Session {
    Session {
        operator_id: 9,
        login: "zhout".into(),
        name: "周婷".into(),
        role: Role::Ab,
        dept_id: 3,
        dept: "上海分公司".into(),
        today: today.parse().unwrap(),
    }
}

#[test]
fn the_top_screen_is_asked_first_and_hears_how_others_ended() {
    let mut world = World::new(false);
    world.keys("<Enter>");
    assert_eq!(world.heard(), ["a Command(Open)", "b Opened"]);
    world.keys("<F10>");
    assert_eq!(world.heard(), ["b Command(Finish)", "a Resume(Typed(\"done\"))"]);
    world.keys("<Enter> q");
    assert_eq!(world.heard()[2..], ["b Command(Quit)", "a Resume(Cancelled)"]);
}

#[test]
fn an_answer_finds_its_screen_or_nobody() {
    let mut world = World::new(false);
    world.keys("<Enter>");
    world.heard();
    world.answer("toy", Ok(Reply::Done));
    assert!(world.heard()[0].starts_with("b Answer("));
    world.keys("<F5> q");
    world.heard();
    world.answer("toy", Ok(Reply::Done));
    assert!(world.heard()[0].starts_with("a Answer("));
    assert_eq!(world.app.unanswered_writes(), 0);
}

#[test]
fn a_screen_that_is_gone_reads_no_more_but_its_failed_writes_are_told() {
    let mut world = World::new(false);
    world.keys("<Enter>");
    world.app.queue.push_back((world.app.screens, Effect::Run(Cmd::KeepDraft)));
    world.app.update(Msg::Tick, world.now);
    let orders = {
        world.collect();
        world.app.update(Msg::Key("q".parse().unwrap()), world.now);
        world.app.orders()
    };
    assert!(orders.iter().any(|order| matches!(order, Order::Stop(slot) if slot.part == "toy")));
    assert!(!orders.iter().any(|order| matches!(order, Order::Stop(slot) if slot.part == "draft")));
    world.answer("draft", Err(StoreError::Offline));
    assert_eq!(world.app.notice.as_ref().map(|shown| shown.notice.tone), Some(Tone::Bad));
}

#[test]
fn good_news_fade_and_bad_news_wait_for_a_key() {
    let mut world = World::new(false);
    world.app.say(Tone::Good, "done");
    assert!(world.app.deadline().is_some());
    world.pass(Duration::from_secs(7));
    assert!(world.app.notice.is_none());
    world.app.say(Tone::Bad, "refused");
    world.pass(Duration::from_secs(700));
    assert!(world.app.notice.is_some());
    world.keys("j");
    assert!(world.app.notice.is_none());
}

#[test]
fn nothing_is_due_when_nobody_waits() {
    let mut world = World::new(false);
    assert_eq!(world.app.deadline(), None);
    world.keys("<Space>");
    assert_eq!(world.app.deadline(), Some(world.now + Duration::from_secs(5)));
    world.heard();
    world.pass(Duration::from_secs(5));
    assert_eq!(world.heard(), ["a Woken"]);
    assert_eq!(world.app.deadline(), None);
}

#[test]
fn the_window_of_keys_waits_and_never_blocks_the_next_key() {
    let mut world = World::new(false);
    world.keys("g");
    let due = world.app.deadline().expect("the window is due");
    assert!(due > world.now);
    world.keys("c");
    assert_eq!(world.app.inside.as_ref().unwrap().tabs.current().place, Cmd::GoCustomers);
    assert_eq!(world.app.keys.window_at(), None);
}

#[test]
fn going_elsewhere_and_back_finds_everything_as_it_was() {
    let mut world = World::new(true);
    world.keys("<F9>");
    world.app.queue.push_back((world.app.screens, Effect::Pop(Outcome::Run(Cmd::GoCustomers))));
    world.app.update(Msg::Tick, world.now);
    world.app.update(Msg::News(News::Changed(Kind::Customer, 7)), world.now);
    world.heard();
    world.keys("<F3>");
    // The form is there, and hears that what it shows may be old.
    assert_eq!(world.heard(), ["a Online"]);
    world.keys("x");
    assert_eq!(world.heard(), ["a Text('x')"]);
}

#[test]
fn the_key_of_a_place_leads_back_to_it_from_what_lies_over_it() {
    let mut world = World::new(false);
    let here = |world: &World| {
        let tab = world.app.inside.as_ref().expect("somebody").tabs.current();
        (tab.place, tab.stack.len())
    };
    let (place, _) = here(&world);
    world.app.run(place);
    assert_eq!(world.heard(), [format!("a Command({place:?})"), "a Command(Back)".to_owned()]);
    assert_eq!(here(&world), (place, 1));
}

#[test]
fn quitting_waits_for_what_forms_keep_and_stays_if_it_is_lost() {
    let mut world = World::new(true);
    world.keys("<C-c> <C-c>");
    assert!(!world.app.is_leaving());
    world.answer("draft", Err(StoreError::Offline));
    assert!(!world.app.is_leaving() && world.app.notice.is_some());
    world.pass(Duration::from_secs(9));
    world.keys("<C-c> <C-c>");
    world.answer("draft", Ok(Reply::Done));
    assert!(world.app.is_leaving());
}

#[test]
fn a_hang_up_waits_for_nobody_but_hands_drafts_over() {
    let mut world = World::new(true);
    world.app.update(Msg::Leave, world.now);
    world.collect();
    assert!(world.app.is_leaving());
    assert_eq!(world.app.unanswered_writes(), 1);
}

#[test]
fn keys_pressed_while_connecting_are_for_the_first_screen() {
    let now = System.now();
    let options = Options { themes: Vec::new(), ..Options::default() };
    let mut world = World { app: App::new(options, now), now, heard: Default::default(), asked: Vec::new() };
    world.collect();
    world.keys("g o");
    world.answer("session", Ok(entered("2002-03-13")));
    assert_eq!(world.app.inside.as_ref().unwrap().tabs.current().place, Cmd::GoOrders);
}

#[test]
fn a_new_business_day_is_noticed() {
    let mut world = World::new(false);
    world.pass(Duration::from_secs(3600));
    world.keys("j");
    world.heard();
    world.answer("session", Ok(Reply::SignedIn(session("2002-03-14"))));
    assert_eq!(world.heard(), ["a Online"]);
}

#[test]
fn a_silent_server_is_asked_again_when_it_is_back_and_a_refusal_asks_who_is_there() {
    let now = System.now();
    let options = Options { login: "john".into(), ..Options::default() };
    let mut world = World { app: App::new(options, now), now, heard: Default::default(), asked: Vec::new() };
    world.collect();
    world.answer("session", Err(StoreError::Offline));
    world.app.update(Msg::News(News::Online), now);
    world.collect();
    world.answer("session", Err(StoreError::SignIn("The server wants a password.".into())));
    for key in input::script("geheim").unwrap() {
        world.app.update(Msg::Key(key), now);
    }
    world.app.update(Msg::Key("Enter".parse().unwrap()), now);
    let orders = world.app.orders();
    assert!(
        matches!(&orders[0], Order::Enter { login, password } if login == "john" && password == "geheim")
    );
    assert!(matches!(&orders[1], Order::Ask(_, _, Request::Enter)));
}

#[test]
fn what_was_used_is_remembered() {
    let mut world = World::new(false);
    world.keys("<F9>");
    world.app.queue.push_back((world.app.screens, Effect::Pop(Outcome::Run(Cmd::MoneyUnits))));
    world.app.update(Msg::Tick, world.now);
    world.collect();
    let kept = |world: &World, wanted: &str| {
        let kept = world.asked.iter().rev().find_map(|(.., request)| match request {
            Request::SetPref(name, json) if name == wanted => Some(json.clone()),
            _ => None,
        });
        kept.expect("a preference")
    };
    let (app, own) = (kept(&world, "app"), kept(&world, "settings"));
    assert_eq!((own["money"].as_str(), app["recent"][0].as_str()), (Some("wan"), Some("app.units")));
    let prefs = std::collections::BTreeMap::from([("app".to_owned(), app), ("settings".to_owned(), own)]);
    let mut world = World::new(false);
    assert_eq!(world.app.units, Units::Yuan);
    world.app.remember(&prefs);
    assert_eq!(world.app.units, Units::Wan);
    assert_eq!(world.app.memory.recent, [Cmd::MoneyUnits]);
}

#[test]
fn who_approves_is_told_wherever_he_is_what_waits_for_him() {
    let mut world = World::new(false);
    let change = |world: &mut World| {
        world.app.update(Msg::News(News::Changed(Kind::OrderChange, 7)), world.now);
        world.collect();
    };
    change(&mut world);
    assert!(
        !world.asked.iter().any(|(_, slot, _)| slot.part == "approvals"),
        "an assistant approves nothing"
    );
    world.app.inside.as_mut().unwrap().session.role = Role::Sd;
    change(&mut world);
    world.answer("approvals", Ok(Reply::Counts(vec![1, 1])));
    let told = |world: &World| world.app.notice.as_ref().map(|shown| shown.notice.text.clone());
    assert!(told(&world).is_some_and(|text| text.contains('2')));
    world.app.notice = None;
    // Fewer than before is no news; it only stands in the first row until it is none.
    change(&mut world);
    world.answer("approvals", Ok(Reply::Counts(vec![1, 0])));
    assert_eq!((world.app.inside.as_ref().unwrap().to_approve, told(&world)), (1, None));
}
