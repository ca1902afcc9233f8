//! Carries out what screens decided, after their `update` has returned.

use super::{App, Order, tabs::Open};
use crate::{
    screen::{Cx, Effect, Event, Heard, Outcome, Screen},
    store::{Slot, Ticket},
};

/// Screens that answer each other for ever are a mistake; the program stays usable all the same.
const MOST: usize = 1000;

impl App {
    /// Tells a screen, if it is still there, and remembers what it decided. Whether it took it.
    pub(super) fn tell(&mut self, id: u64, event: Event) -> bool {
        let Some(inside) = &mut self.inside else { return false };
        let Some(open) = inside.tabs.find(id) else { return false };
        let mut cx = Cx {
            session: &inside.session,
            words: self.words.all(),
            lang: self.lang,
            now: self.now,
            views: inside.known.views(),
            pins: inside.known.pins(),
            brought: self.brought.as_ref(),
            screen: id,
            tickets: &mut self.tickets,
            effects: Vec::new(),
        };
        let taken = open.screen.update(event, &mut cx);
        self.queue.extend(cx.effects.into_iter().map(|effect| (id, effect)));
        taken
    }

    /// Does what is queued, and what comes of it.
    pub(super) fn carry(&mut self) {
        for _ in 0..MOST {
            let Some((id, effect)) = self.queue.pop_front() else { return };
            match effect {
                Effect::Ask(ticket, slot, request) => self.put(ticket, slot, request),
                Effect::Push(screen) => self.push(id, screen),
                Effect::Replace(screen) => self.replace(id, screen),
                Effect::Pop(outcome) => self.pop(id, outcome),
                Effect::Below(heard) => self.tell_below(id, heard),
                Effect::Notice(notice) => self.notify(notice),
                Effect::Run(cmd) => self.run(cmd),
                Effect::Wear(own) => self.wear(own),
                Effect::Stop(slot) => self.orders.push(Order::Stop(slot)),
                Effect::Wake(at) => self.wakes.push((at, id)),
                Effect::Pin(key, name) => self.pin(&key, &name),
                Effect::SeeAs(seen) => self.see_as(*seen),
                Effect::Copy(text) => self.orders.push(Order::Copy(text)),
                Effect::Write(name, bytes) => self.orders.push(Order::Write(name, bytes)),
            }
        }
        self.queue.clear();
        tracing::error!("the screens answer each other without end");
    }

    /// A new screen gets its number and may ask for what it needs.
    pub(super) fn number(&mut self, screen: Box<dyn Screen>) -> Open {
        self.screens += 1;
        Open { id: self.screens, screen }
    }

    /// Puts a screen above another one, which is the top of its place.
    pub(super) fn push(&mut self, above: u64, screen: Box<dyn Screen>) {
        let open = self.number(screen);
        let id = open.id;
        let Some(inside) = &mut self.inside else { return };
        match inside.tabs.stack_of(above) {
            Some((stack, _)) => stack.push(open),
            None => inside.tabs.current_mut().stack.push(open),
        }
        self.opened(id);
    }

    pub(super) fn opened(&mut self, id: u64) {
        self.keys.forget();
        self.lay_out();
        self.tell(id, Event::Opened);
    }

    fn replace(&mut self, old: u64, screen: Box<dyn Screen>) {
        let open = self.number(screen);
        let id = open.id;
        let Some(inside) = &mut self.inside else { return };
        let Some((stack, at)) = inside.tabs.stack_of(old) else { return };
        stack[at] = open;
        self.forget(old);
        self.opened(id);
    }

    /// Ends a screen and tells the one below. The last screen of a place stays: there is always something to see.
    pub(super) fn pop(&mut self, id: u64, outcome: Outcome) {
        let Some(inside) = &mut self.inside else { return };
        let Some((stack, at)) = inside.tabs.stack_of(id) else { return };
        if at == 0 {
            return;
        }
        let below = stack[at - 1].id;
        // Whatever it had opened above itself goes with it.
        let gone: Vec<u64> = stack.drain(at..).map(|open| open.id).collect();
        for id in gone {
            self.forget(id);
        }
        self.keys.forget();
        self.lay_out();
        match outcome {
            Outcome::Run(cmd) => self.run_chosen(cmd),
            outcome => {
                self.tell(below, Event::Resume(outcome));
            }
        }
    }

    fn tell_below(&mut self, id: u64, heard: Heard) {
        let Some(inside) = &mut self.inside else { return };
        let below = inside.tabs.stack_of(id).and_then(|(stack, at)| Some(stack.get(at.checked_sub(1)?)?.id));
        if let Some(below) = below {
            self.tell(below, Event::Heard(heard));
        }
    }

    /// A screen is gone: its reads are of no use, its writes go on.
    fn forget(&mut self, id: u64) {
        self.wakes.retain(|(_, screen)| *screen != id);
        self.stop_reads(id);
    }

    /// Gives up the reads of a screen. Gives how many there were.
    pub(super) fn stop_reads(&mut self, id: u64) -> usize {
        let reads: Vec<(Ticket, Slot)> = self
            .waiting
            .iter()
            .filter(|(_, (slot, writes))| slot.screen == id && !writes)
            .map(|(ticket, (slot, _))| (*ticket, *slot))
            .collect();
        for (_, slot) in &reads {
            self.orders.push(Order::Stop(*slot));
        }
        reads.len()
    }
}
