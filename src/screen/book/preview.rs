//! The first rows of the view under the cursor, below the book where there is room. They follow when the cursor rests; the rows of
//! another view are never shown under the name of this one.

use std::time::{Duration, Instant};

use ratatui::{Frame, layout::Rect};

use crate::{
    entry::book::View,
    screen::{Cx, Look, list::glance::Glance},
    store::{Reply, Ticket},
    text::clean,
    widget::{frame_box, overlay},
};

/// So long the cursor rests before the rows follow.
const REST: Duration = Duration::from_millis(80);
/// The rows of the screen that it takes, and those that the book needs above it.
const HEIGHT: u16 = 8;
const ABOVE: u16 = 12;

/// What is seen of a view.
#[derive(Default)]
pub struct Preview {
    /// By its key.
    shown: Option<(String, Glance)>,
    /// What is looked at when the cursor has rested.
    next: Option<(Instant, View)>,
}

impl Preview {
    /// The cursor is on this view.
    pub fn of(&mut self, view: Option<&View>, cx: &mut Cx) {
        let Some(view) = view else {
            (self.shown, self.next) = (None, None);
            return;
        };
        if self.shown.as_ref().is_some_and(|(key, _)| *key == view.key) {
            self.next = None;
            return;
        }
        let first = self.shown.is_none() && self.next.is_none();
        self.next = Some((cx.now + if first { Duration::ZERO } else { REST }, view.clone()));
        if first { self.woken(cx) } else { cx.wake(cx.now + REST) }
    }

    /// Some time has passed.
    pub fn woken(&mut self, cx: &mut Cx) {
        if let Some((_, view)) = self.next.take_if(|(at, _)| *at <= cx.now) {
            let mut glance = Glance::of(&view, cx.reader());
            glance.ask_rows(["preview", "preview_before"], cx);
            self.shown = Some((view.key, glance));
        }
    }

    /// Takes its rows.
    pub fn take(&mut self, ticket: Ticket, reply: &Reply) {
        if let Some((_, glance)) = &mut self.shown {
            glance.take(ticket, reply);
        }
    }

    /// Draws the rows of the view under the cursor, if they are its rows.
    pub fn draw(&self, frame: &mut Frame, area: Rect, view: &View, look: &Look) {
        overlay(frame, area);
        let inside = frame_box(frame, area, clean(&view.name).into_string(), false, look.theme);
        if let Some((_, glance)) = self.shown.as_ref().filter(|(key, _)| *key == view.key) {
            glance.draw(frame, inside, look);
        }
    }
}

/// The room of the book, and that of the rows below it if there is room for both.
pub fn split(area: Rect) -> (Rect, Option<Rect>) {
    if area.height < ABOVE + HEIGHT {
        return (area, None);
    }
    let above = Rect { height: area.height - HEIGHT, ..area };
    let side = if area.width > 60 { 2 } else { 0 };
    let below = Rect { x: area.x + side, y: above.bottom(), width: area.width - 2 * side, height: HEIGHT };
    (above, Some(below))
}
