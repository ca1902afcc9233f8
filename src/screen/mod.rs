//! The screens: about a dozen generic ones, each plain data that changes in `update` and is drawn from data alone in `view`.
//! A screen never does I/O: it asks, pushes, pops and tells through [`Cx`]. It knows records by kind and field, never SQL.

mod book;
mod bulk;
pub mod cell;
mod conflict;
mod cx;
mod desk;
mod drafts;
pub mod editor;
mod explain;
mod figures;
mod form;
mod history;
mod home;
pub mod import;
mod known;
mod list;
mod merging;
pub mod offered;
pub mod open;
mod order_form;
mod payment_form;
pub mod personal;
mod picker;
pub mod places;
#[cfg(test)]
pub(crate) mod probe;
mod record;
pub(crate) mod say;
mod see_as;
mod sees;
pub mod system;
mod templates;
pub mod trouble;
mod undo;

use ratatui::{Frame, layout::Rect, text::Line};

pub use cx::{Cx, Effect, Notice, Outcome, Reader, Tone};
pub use known::KnownViews;

use crate::{
    command::{Cmd, Context},
    domain::{kind::Kind, session::Session},
    i18n::Lang,
    store::{Reply, StoreError, Ticket},
    theme::Theme,
};

/// What happens to a screen.
#[derive(Debug)]
pub enum Event {
    /// It was pushed, or the language changed: ask for what is needed.
    Opened,
    /// The user gave a command.
    Command(Cmd),
    /// The user typed a character into a field (only when [`Screen::types`]).
    Text(char),
    /// The user pasted; line ends are `\n`, other control characters are gone.
    Paste(String),
    /// An answer to something this screen asked. Compare the ticket: an old answer is to be dropped.
    Answer(Ticket, Result<Reply, StoreError>),
    /// A change of many records that this screen asked for is so far: how many were gone through, of how many.
    Progress(Ticket, usize, usize),
    /// Somebody changed a record; id 0: many.
    Changed(Kind, i64),
    /// The views that filters may look into are others now.
    Views,
    /// The server answers again.
    Online,
    /// A screen that this one pushed has ended.
    Resume(Outcome),
    /// The instant asked for with [`Cx::wake`] has come.
    Woken,
}

/// One entry of the stack.
pub trait Screen {
    /// A short title for the tab row.
    fn title(&self, lang: Lang) -> String;

    /// Where keys are looked up, the closest first; `Everywhere` is added unless the screen types.
    fn contexts(&self) -> Vec<Context>;

    /// Whether printable keys are text now.
    fn types(&self) -> bool {
        false
    }

    /// Whether this is a small window drawn over the screen below it.
    fn floats(&self) -> bool {
        false
    }

    /// Whether it ends as soon as an answer has come: keys pressed meanwhile wait for the screen below.
    fn ends(&self) -> bool {
        false
    }

    /// React. Commands that are not this screen's are answered with `false`, and the program's own are tried.
    fn update(&mut self, event: Event, cx: &mut Cx) -> bool;

    /// Store geometry: how many rows fit, where panes are. Called before each draw.
    fn lay_out(&mut self, area: Rect);

    /// Draw. Pure: the same data gives the same cells.
    fn view(&self, frame: &mut Frame, area: Rect, look: &Look);

    /// The line above the footer: the filter, the sums, what was found.
    fn status(&self, _look: &Look) -> Line<'static> {
        Line::default()
    }

    /// The kind of the records that commands are about, where they are.
    fn about(&self) -> Option<Kind> {
        None
    }

    /// The commands the footer shows, the most useful first; what is not the role's work is left out of them.
    fn hints(&self) -> Vec<Cmd>;
}

/// How money is shown in lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Units {
    /// `120,000.00`.
    #[default]
    Yuan,
    /// `12.00万`.
    Wan,
}

impl Units {
    /// The name it is kept under.
    pub fn name(self) -> &'static str {
        match self {
            Units::Yuan => "yuan",
            Units::Wan => "wan",
        }
    }
}

/// Everything a screen may look at while it draws.
pub struct Look<'a> {
    /// Colours and signs.
    pub theme: &'a Theme,
    /// The language.
    pub lang: Lang,
    /// How money is shown.
    pub units: Units,
    /// Who is signed in.
    pub session: Option<&'a Session>,
    /// The key that a command has on the screen that is drawn, as a label; empty: none.
    pub key: &'a dyn Fn(Cmd) -> String,
    /// Words of dictionary codes in the language shown: (dictionary, code) to label.
    pub word: &'a dyn Fn(&str, &str) -> String,
}
