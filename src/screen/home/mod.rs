//! The home page: the views of the reader's role and those he pinned, each with its first rows, how many there are and what they add
//! up to. Enter opens the list behind one. Changes by others are shown; what is shown stays until the new comes.

mod arrange;
mod figures;
mod grid;
#[cfg(test)]
mod tests;
mod tile;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use ratatui::{Frame, layout::Rect, text::Line};

use self::{
    figures::Figures,
    grid::Tiling,
    tile::{Face, Parts, Tile},
};
use super::{
    Cx, Event, Look, Screen,
    book::{Loading, Taken},
    list::glance::Glance,
    open, trouble,
};
use crate::{
    command::{Cmd, Context},
    domain::kind::Kind,
    entry::{
        board::{self, Board},
        book::View,
        home::{self, Layout, Size},
    },
    i18n::{Lang, Msg},
    store::{Reply, StoreError, Ticket},
    theme::Role,
};

/// So long changes are gathered before the tiles are read again.
const GATHER: Duration = Duration::from_millis(150);
/// Under which the tiles ask; there are no more tiles than these.
const PARTS: [Parts; 24] = [
    ["rows0", "before0", "sum0"],
    ["rows1", "before1", "sum1"],
    ["rows2", "before2", "sum2"],
    ["rows3", "before3", "sum3"],
    ["rows4", "before4", "sum4"],
    ["rows5", "before5", "sum5"],
    ["rows6", "before6", "sum6"],
    ["rows7", "before7", "sum7"],
    ["rows8", "before8", "sum8"],
    ["rows9", "before9", "sum9"],
    ["rows10", "before10", "sum10"],
    ["rows11", "before11", "sum11"],
    ["rows12", "before12", "sum12"],
    ["rows13", "before13", "sum13"],
    ["rows14", "before14", "sum14"],
    ["rows15", "before15", "sum15"],
    ["rows16", "before16", "sum16"],
    ["rows17", "before17", "sum17"],
    ["rows18", "before18", "sum18"],
    ["rows19", "before19", "sum19"],
    ["rows20", "before20", "sum20"],
    ["rows21", "before21", "sum21"],
    ["rows22", "before22", "sum22"],
    ["rows23", "before23", "sum23"],
];

/// The page.
#[derive(Default)]
pub struct Home {
    loading: Loading,
    known: bool,
    views: Arc<Vec<View>>,
    boards: Vec<Board>,
    tiles: Vec<Tile>,
    at: usize,
    tiling: Tiling,
    layout: Layout,
    /// What was changed of it is on its way to be remembered.
    keeping: Option<Ticket>,
    /// A tile is being chosen.
    adding: bool,
    /// When what others changed is read.
    refresh: Option<(Instant, Vec<Kind>)>,
}

impl Home {
    /// The tiles of the book as it is now.
    fn fill(&mut self, cx: &mut Cx) {
        let Some(views) = self.loading.views(cx) else { return };
        self.known = true;
        self.boards = board::boards(&views, self.loading.people(), &cx.session.name, cx.lang);
        self.views = Arc::new(views);
        if self.keeping.is_none() {
            self.layout = Layout::of(self.loading.pref(home::NAME));
        }
        self.lay(cx);
        self.read(None, cx);
    }

    /// The tiles as they are arranged; what was known of one stays, and the cursor stays on its tile or else at its place.
    fn lay(&mut self, cx: &Cx) {
        let here = self.tiles.get(self.at).map(|tile| tile.key.clone());
        let mut old = std::mem::take(&mut self.tiles);
        let boards = self.boards.iter().map(|board| board.key);
        let known: Vec<&str> = boards.chain(self.views.iter().map(|view| view.key.as_str())).collect();
        for key in home::tiles(cx.session.role, &known, cx.pins, &self.layout).into_iter().take(PARTS.len()) {
            let before = old.iter().position(|tile| tile.key == key).map(|n| old.swap_remove(n).face);
            let face = match self.boards.iter().find(|board| board.key == key) {
                Some(board) => {
                    let known = before.and_then(|face| match face {
                        Face::Figures(figures) => Some(figures),
                        Face::Rows(..) => None,
                    });
                    Face::Figures(Figures::of(board.clone(), &self.views).after(known))
                }
                None => {
                    let Some(at) = self.views.iter().position(|view| view.key == key) else { continue };
                    let known = before.and_then(|face| match face {
                        Face::Rows(_, glance) => Some(glance),
                        Face::Figures(_) => None,
                    });
                    Face::Rows(at, Glance::of(&self.views[at], cx.reader()).after(known))
                }
            };
            self.tiles.push(Tile { size: self.layout.size(&key), key, face });
        }
        let again = self.tiles.iter().position(|tile| Some(&tile.key) == here.as_ref());
        self.at = again.unwrap_or(self.at.min(self.tiles.len().saturating_sub(1)));
    }

    /// Asks for the rows of all tiles, or of those of these kinds; then for their figures.
    fn read(&mut self, kinds: Option<&[Kind]>, cx: &mut Cx) {
        let asked = |tile: &Tile| kinds.is_none_or(|kinds| kinds.contains(&tile.kind()));
        for (tile, part) in self.tiles.iter_mut().zip(PARTS).filter(|(tile, _)| asked(tile)) {
            tile.ask_first(part, &self.views, cx);
        }
        for (tile, part) in self.tiles.iter_mut().zip(PARTS).filter(|(tile, _)| asked(tile)) {
            tile.ask_then(part, cx);
        }
    }

    fn view_here(&self) -> Option<&View> {
        self.views.get(self.tiles.get(self.at)?.opens()?)
    }

    fn command(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        if self.arranged(cmd, cx) || self.tiles.get_mut(self.at).is_some_and(|tile| tile.step(cmd)) {
            return true;
        }
        let last = self.tiles.len().saturating_sub(1);
        self.at = match cmd {
            Cmd::Left | Cmd::PreviousPane => self.at.saturating_sub(1),
            Cmd::Right | Cmd::NextPane => (self.at + 1).min(last),
            Cmd::Up => self.tiling.above(self.at).unwrap_or(self.at),
            Cmd::Down => self.tiling.below(self.at).unwrap_or(self.at),
            Cmd::First => 0,
            Cmd::Last => last,
            Cmd::Open | Cmd::Take => {
                if let Some(at) = self.tiles.get(self.at).and_then(Tile::opens) {
                    cx.push(open::view(self.views.clone(), at));
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
        true
    }

    fn answer(&mut self, ticket: Ticket, answer: &Result<Reply, StoreError>, cx: &mut Cx) {
        if self.remembered(ticket, answer, cx) {
            return;
        }
        match self.loading.take(ticket, answer) {
            Taken::In => self.fill(cx),
            Taken::Failed(error) => cx.bad(trouble::say(&error, cx.lang)),
            Taken::Not => {
                if let Ok(reply) = answer {
                    self.tiles.iter_mut().any(|tile| tile.take(ticket, reply));
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
            Event::Resume(outcome) => {
                self.picked(outcome, cx);
                self.loading.ask(cx);
            }
            Event::Opened | Event::Online => self.loading.ask(cx),
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
        let sizes: Vec<Size> = self.tiles.iter().map(|tile| tile.size).collect();
        self.tiling = Tiling::of(area, &sizes, self.at, &self.tiling);
        for (n, at) in self.tiling.seen() {
            if let Some(tile) = self.tiles.get_mut(n) {
                tile.lay_out(at.width);
            }
        }
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
            let inside = tile.draw(frame, at, &self.views, here, look);
            if here {
                frame.set_cursor_position((inside.x, inside.y));
            }
        }
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![
            Cmd::Open,
            Cmd::AddTile,
            Cmd::DropTile,
            Cmd::TileEarlier,
            Cmd::TileLater,
            Cmd::SizeTile,
            Cmd::Book,
            Cmd::PinView,
        ]
    }
}
