//! The first row: the places of the digits, where one is, whether the server answers, the language, who is signed in.

use ratatui::text::{Line, Span};

use super::Inside;
use crate::{
    command::{Cmd, Command},
    domain::kind::Kind,
    i18n::{Lang, Msg},
    text::{clean, cut, width},
    theme::{Role, Theme},
};

/// The cells that the name of a pinned view has at most.
const PINNED: usize = 16;

/// What the row shows besides the places.
pub(super) struct State {
    pub lang: Lang,
    pub online: bool,
    /// How many cells the row has.
    pub cells: u16,
}

/// The short name of a place.
fn name(place: Cmd, lang: Lang) -> String {
    let Some(command) = Command::of(place) else { return String::new() };
    let noun = command.id.split('.').next_back().unwrap_or_default();
    Msg::find(&format!("pane.{noun}")).map_or_else(|| command.title(lang), |msg| lang.tr(msg)).to_owned()
}

fn languages(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "zh|EN",
        Lang::Zh => "ZH|en",
    }
}

/// The row before anybody is signed in.
pub(super) fn bare(lang: Lang, cells: u16, theme: &Theme) -> Line<'static> {
    let left = vec![Span::raw(format!(" {}", lang.tr(Msg::AppName)))];
    joined(left, vec![Span::raw(format!("{} ", languages(lang)))], cells, theme)
}

/// The row of somebody who is signed in.
pub(super) fn row(inside: &Inside, state: &State, theme: &Theme) -> Line<'static> {
    let (lang, cells) = (state.lang, usize::from(state.cells));
    let mut right = Vec::new();
    if !state.online {
        right.push(Span::styled(lang.tr(Msg::AppOffline), theme.style(Role::Bad)));
        right.push(Span::raw("  "));
    }
    if inside.to_approve > 0 {
        let waiting = format!("{} {}", lang.tr(Msg::TabToApprove), inside.to_approve);
        right.push(Span::styled(waiting, theme.style(Role::Warn)));
        right.push(Span::raw("  "));
    }
    if inside.unread > 0 {
        let unread = format!("{} {}", lang.kinds(Kind::Inbox.name()), inside.unread);
        right.push(Span::styled(unread, theme.style(Role::Warn)));
        right.push(Span::raw("  "));
    }
    let who = cut(&inside.session.name, 16);
    right.push(Span::raw(format!("{}  ", languages(lang))));
    match inside.seen {
        // Nobody takes it for his own.
        Some(_) => right.push(Span::styled(lang.fmt(Msg::SeeAsBanner, &[&who]), theme.style(Role::Warn))),
        None => right.push(Span::raw(who)),
    }
    right.push(Span::raw(" "));
    let taken: usize = right.iter().map(Span::width).sum();

    let tab = inside.tabs.current();
    let digits = inside.known.digits(inside.session.role);
    let mut left = vec![Span::raw(format!(" {} ", lang.tr(Msg::AppName)))];
    let mut room = cells.saturating_sub(taken + left[0].width() + 1);
    let here = digits.iter().position(|(_, place)| *place == tab.place);
    let label = |n: usize| {
        let (digit, place) = digits[n];
        let pin = inside.known.pinned(place).map(|(_, name)| cut(clean(name).as_str(), PINNED));
        let name = pin.unwrap_or_else(|| name(place, lang));
        if Some(n) == here { format!("[{digit}]{name}") } else { format!("{digit} {name}") }
    };
    // The place one is at is always there; the others as far as there is room, home the last of them.
    let mut labels: Vec<Option<String>> = vec![None; digits.len()];
    let elsewhere = here.is_none().then(|| format!("[{}]", name(tab.place, lang)));
    let others = (1..digits.len()).chain([0]).filter(|n| Some(*n) != here);
    for n in here.into_iter().chain(others) {
        let wide = width(&label(n)) + 1;
        let reserved = elsewhere.as_ref().map_or(0, |text| width(text) + 1);
        if wide + reserved > room {
            break;
        }
        room -= wide;
        labels[n] = Some(label(n));
    }
    for (n, text) in labels.into_iter().enumerate().filter_map(|(n, text)| Some((n, text?))) {
        let role = if Some(n) == here { Role::TabOpen } else { Role::Tabs };
        left.push(Span::styled(text, theme.style(role)));
        left.push(Span::raw(" "));
    }
    if let Some(text) = elsewhere {
        room = room.saturating_sub(width(&text) + 1);
        left.push(Span::styled(text, theme.style(Role::TabOpen)));
        left.push(Span::raw(" "));
    }
    // What was opened inside the place.
    if let Some(open) =
        tab.stack.iter().rev().find(|open| !open.screen.floats()).filter(|_| tab.stack.len() > 1)
        && open.id != tab.stack[0].id
        && room > 8
    {
        left.push(Span::styled(
            cut(&format!("> {}", open.screen.title(lang)), room),
            theme.style(Role::Title),
        ));
    }
    joined(left, right, state.cells, theme)
}

fn joined(
    mut left: Vec<Span<'static>>,
    right: Vec<Span<'static>>,
    cells: u16,
    theme: &Theme,
) -> Line<'static> {
    let used: usize = left.iter().chain(&right).map(Span::width).sum();
    left.push(Span::raw(" ".repeat(usize::from(cells).saturating_sub(used))));
    left.extend(right);
    Line::from(left).style(theme.style(Role::Tabs))
}
