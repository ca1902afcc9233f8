//! The home page: the views of the reader's role and those he pinned, each with its first rows, how many there are and what they add
//! up to. Enter opens the list behind one. Changes by others are shown; what is shown stays until the new comes.

mod grid;
#[cfg(test)]
mod tests;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use ratatui::{Frame, layout::Rect, text::Line};

use self::grid::Tiling;
use super::{
    Cx, Event, Look, Screen,
    book::{Loading, Taken},
    list::glance::Glance,
    open, trouble,
};
use crate::{
    command::{Cmd, Context},
    domain::kind::Kind,
    entry::{book::View, home},
    i18n::{Lang, Msg},
    store::{Reply, StoreError, Ticket},
    text::{clean, width},
    theme::Role,
    widget::frame_box,
};

/// So long changes are gathered before the tiles are read again.
const GATHER: Duration = Duration::from_millis(150);
/// The parts that ask for rows and for figures; there are no more tiles than these.
const ROWS: [&str; 12] = [
    "rows0", "rows1", "rows2", "rows3", "rows4", "rows5", "rows6", "rows7", "rows8", "rows9", "rows10",
    "rows11",
];
const FIGURES: [&str; 12] =
    ["sum0", "sum1", "sum2", "sum3", "sum4", "sum5", "sum6", "sum7", "sum8", "sum9", "sum10", "sum11"];

/// A view on the page.
struct Tile {
    /// Its place in the book.
    at: usize,
    key: String,
    glance: Glance,
}

/// The page.
#[derive(Default)]
pub struct Home {
    loading: Loading,
    known: bool,
    views: Arc<Vec<View>>,
    tiles: Vec<Tile>,
    at: usize,
    tiling: Tiling,
    /// When what others changed is read.
    refresh: Option<(Instant, Vec<Kind>)>,
}

impl Home {
    /// The tiles of the book as it is now; what was known of one stays.
    fn fill(&mut self, cx: &mut Cx) {
        let Some(views) = self.loading.views(cx) else { return };
        self.known = true;
        let here = self.tiles.get(self.at).map(|tile| tile.key.clone());
        let mut old = std::mem::take(&mut self.tiles);
        for at in home::tiles(cx.session.role, &views, cx.pins).into_iter().take(ROWS.len()) {
            let view = &views[at];
            let known = old.iter().position(|tile| tile.key == view.key).map(|n| old.swap_remove(n).glance);
            let glance = Glance::of(view, cx.reader()).after(known);
            self.tiles.push(Tile { at, key: view.key.clone(), glance });
        }
        self.views = Arc::new(views);
        self.at = self.tiles.iter().position(|tile| Some(&tile.key) == here.as_ref()).unwrap_or_default();
        self.read(None, cx);
    }

    /// Asks for the rows of all tiles, or of those of these kinds; then for their figures.
    fn read(&mut self, kinds: Option<&[Kind]>, cx: &mut Cx) {
        let asked = |tile: &Tile| kinds.is_none_or(|kinds| kinds.contains(&tile.glance.kind));
        for (tile, part) in self.tiles.iter_mut().zip(ROWS).filter(|(tile, _)| asked(tile)) {
            tile.glance.ask_rows(part, cx);
        }
        for (tile, part) in self.tiles.iter_mut().zip(FIGURES).filter(|(tile, _)| asked(tile)) {
            tile.glance.ask_figures(part, cx);
        }
    }

    fn view_here(&self) -> Option<&View> {
        self.views.get(self.tiles.get(self.at)?.at)
    }

    fn command(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        let columns = self.tiling.columns.max(1) as isize;
        let by = match cmd {
            Cmd::Left | Cmd::PreviousPane => -1,
            Cmd::Right | Cmd::NextPane => 1,
            Cmd::Up => -columns,
            Cmd::Down => columns,
            Cmd::First => isize::MIN,
            Cmd::Last => isize::MAX,
            Cmd::Open | Cmd::Take => {
                if let Some(tile) = self.tiles.get(self.at) {
                    cx.push(open::view(self.views.clone(), tile.at));
                }
                return true;
            }
            Cmd::PinView => {
                if let Some(view) = self.view_here() {
                    cx.pin(view);
                    self.loading.ask(cx);
                }
                return true;
            }
            _ => return false,
        };
        let to = self.at.saturating_add_signed(by).min(self.tiles.len().saturating_sub(1));
        // From the last column the way down leads to the last tile, but never back along the row.
        self.at = to;
        true
    }

    fn answer(&mut self, ticket: Ticket, answer: &Result<Reply, StoreError>, cx: &mut Cx) {
        match self.loading.take(ticket, answer) {
            Taken::In => self.fill(cx),
            Taken::Failed(error) => cx.bad(trouble::say(&error, cx.lang)),
            Taken::Not => {
                if let Ok(reply) = answer {
                    self.tiles.iter_mut().any(|tile| tile.glance.take(ticket, reply));
                }
            }
        }
    }

    fn changed(&mut self, kind: Kind, cx: &mut Cx) {
        match &mut self.refresh {
            Some((_, kinds)) => kinds.push(kind),
            None => {
                self.refresh = Some((cx.now + GATHER, vec![kind]));
                cx.wake(cx.now + GATHER);
            }
        }
    }
}

impl Screen for Home {
    fn title(&self, lang: Lang) -> String {
        lang.tr(Msg::HomeTitle).to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Home]
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        match event {
            Event::Opened | Event::Online | Event::Resume(_) => self.loading.ask(cx),
            Event::Command(cmd) => return self.command(cmd, cx),
            Event::Answer(ticket, answer) => self.answer(ticket, &answer, cx),
            Event::Changed(kind, _) => self.changed(kind, cx),
            Event::Woken => {
                if let Some((_, kinds)) = self.refresh.take_if(|(at, _)| *at <= cx.now) {
                    self.read(Some(&kinds), cx);
                }
            }
            _ => return false,
        }
        true
    }

    fn lay_out(&mut self, area: Rect) {
        self.tiling = Tiling::of(area, self.tiles.len(), self.at, self.tiling);
    }

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        frame.set_cursor_position((area.x, area.y));
        if self.tiles.is_empty() {
            let text = match self.known {
                true => look.lang.fmt(Msg::HomeEmpty, &[&(look.key)(Cmd::Book), &(look.key)(Cmd::PinView)]),
                false => look.lang.tr(Msg::ListLoading).to_owned(),
            };
            return frame.render_widget(Line::styled(format!(" {text}"), look.theme.style(Role::Dim)), area);
        }
        for (n, at) in self.tiling.seen() {
            let Some(tile) = self.tiles.get(n) else { continue };
            let here = n == self.at;
            let sign = if here { "> " } else { "" };
            let name = format!("{sign}{}  ", clean(&self.views[tile.at].name));
            let room = usize::from(at.width).saturating_sub(width(&name) + 6);
            let title = format!("{name}{}", tile.glance.told(room, look));
            let inside = frame_box(frame, at, title.trim_end().to_owned(), here, look.theme);
            tile.glance.draw(frame, inside, look);
            if here {
                frame.set_cursor_position((inside.x, inside.y));
            }
        }
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Open, Cmd::Book, Cmd::PinView, Cmd::Refresh, Cmd::Palette, Cmd::Help]
    }
}
