//! Arranging the home page: tiles are added from the book, taken off, moved, sized, and all of it given back to the role's own. What was
//! changed is shown at once and remembered for every terminal.

use super::Home;
use crate::{
    command::Cmd,
    entry::home::{self, Layout},
    i18n::Msg,
    screen::{Cx, Outcome, open, trouble},
    store::{Reply, Request, StoreError, Ticket},
    text::clean,
};

impl Home {
    /// A command that arranges; `false`: it is another one.
    pub(super) fn arranged(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        if !self.known {
            return false;
        }
        let here = self.tiles.get(self.at).map(|tile| tile.key.clone());
        match (cmd, here) {
            (Cmd::AddTile, _) => self.choose(cx),
            (Cmd::DropTile, Some(key)) => {
                let board = self.boards.iter().find(|board| board.key == key);
                let view = self.views.iter().find(|view| view.key == key);
                let name = board.map(|board| cx.lang.tr(board.name).to_owned());
                let name = name.or(view.map(|view| clean(&view.name).into_string())).unwrap_or_default();
                self.layout.remove(&key);
                self.keep_layout(cx);
                cx.good(cx.lang.fmt(Msg::HomeTaken, &[&name]));
            }
            (Cmd::SizeTile, Some(key)) => {
                self.layout.grow(&key);
                self.keep_layout(cx);
            }
            (Cmd::TileEarlier, Some(_)) => self.shift(self.at.checked_sub(1), cx),
            (Cmd::TileLater, Some(_)) => self.shift(Some(self.at + 1), cx),
            (Cmd::ResetTiles, _) => {
                self.layout = Layout::default();
                self.keep_layout(cx);
                cx.good(cx.lang.tr(Msg::HomeReset));
            }
            (Cmd::DropTile | Cmd::SizeTile | Cmd::TileEarlier | Cmd::TileLater, None) => {}
            _ => return false,
        }
        true
    }

    fn shift(&mut self, to: Option<usize>, cx: &mut Cx) {
        let Some(to) = to.filter(|to| *to < self.tiles.len()) else { return };
        let shown: Vec<&str> = self.tiles.iter().map(|tile| tile.key.as_str()).collect();
        self.layout.shift(&shown, self.at, to);
        self.keep_layout(cx);
    }

    /// Every view of the book that is not on the page.
    fn choose(&mut self, cx: &mut Cx) {
        let stands = |key: &str| self.tiles.iter().any(|tile| tile.key == key);
        let free = self.views.iter().filter(|view| !stands(&view.key));
        let choices: Vec<_> = free.map(|view| (view.key.clone(), clean(&view.name).into_string())).collect();
        self.adding = true;
        cx.push(open::pick_code(cx.lang.tr(Msg::HomeAdd).to_owned(), choices, String::new()));
    }

    /// What was chosen stands on the page, with the cursor.
    pub(super) fn picked(&mut self, outcome: Outcome, cx: &mut Cx) {
        if let (true, Outcome::PickedCode(key)) = (std::mem::take(&mut self.adding), outcome) {
            self.layout.add(&key);
            self.keep_layout(cx);
            if let Some(at) = self.tiles.iter().position(|tile| tile.key == key) {
                self.at = at;
            }
        }
    }

    fn keep_layout(&mut self, cx: &mut Cx) {
        self.lay(cx);
        self.keeping = Some(cx.ask("layout", Request::SetPref(home::NAME.to_owned(), self.layout.kept())));
        self.read(None, cx);
    }

    /// Takes the answer to what was to be remembered, if it is that: what was not is said, and the page is read again as it is.
    pub(super) fn remembered(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, StoreError>,
        cx: &mut Cx,
    ) -> bool {
        if self.keeping.take_if(|asked| *asked == ticket).is_none() {
            return false;
        }
        if let Err(error) = answer {
            cx.bad(trouble::say(error, cx.lang));
            self.loading.ask(cx);
        }
        true
    }
}
