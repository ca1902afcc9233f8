//! The footer: the keys of the moment, or for a while what happened.

use ratatui::text::{Line, Span};

use crate::{
    command::{Cmd, Command},
    i18n::Lang,
    screen::{Notice, Tone},
    text::{clean, cut, graphemes, width},
    theme::{Role, Theme},
    widget::hints,
};

/// What works on every screen, and what a newcomer needs first.
const USUAL: [Cmd; 2] = [Cmd::Help, Cmd::Palette];

/// As many lines of keys as there is room (cells, lines) for. The last one begins with what works on every screen.
pub(super) fn lines(
    cmds: &[Cmd],
    usual: bool,
    key: &dyn Fn(Cmd) -> String,
    lang: Lang,
    (cells, rows): (usize, usize),
    theme: &Theme,
) -> Vec<Line<'static>> {
    let usual: &[Cmd] = if usual { &USUAL } else { &[] };
    let label = |cmd: &Cmd| Command::of(*cmd).map(|command| (key(*cmd), command.title(lang).to_owned()));
    let known = |cmds: &[Cmd]| -> Vec<(String, String)> {
        // A key that is called what it does needs no explanation.
        cmds.iter().filter_map(label).filter(|(key, what)| !key.is_empty() && key != what).collect()
    };
    let own: Vec<Cmd> = cmds.iter().filter(|cmd| !usual.contains(cmd)).copied().collect();
    let own = known(&own);
    let mut lines = hints(&own, cells, rows.saturating_sub(1), theme);
    // Each hint is three pieces: a blank, the key, the label.
    let used = lines.iter().map(|line| line.spans.len() / 3).sum::<usize>().min(own.len());
    let last: Vec<_> = known(usual).into_iter().chain(own[used..].iter().cloned()).collect();
    lines.extend(hints(&last, cells, 1, theme));
    lines
}

/// A notice in as few lines (cells, lines) as it needs; by a sign, not by colour alone, what went wrong is told from the
/// rest.
pub(super) fn notice(notice: &Notice, (cells, rows): (usize, usize), theme: &Theme) -> Vec<Line<'static>> {
    let (role, sign) = match notice.tone {
        Tone::Good => (Role::Good, " "),
        Tone::Info => (Role::Text, " "),
        Tone::Bad => (Role::Bad, " ! "),
    };
    let room = cells.saturating_sub(sign.len() + 1);
    let text = clean(&notice.text);
    let mut left = text.as_str();
    let mut lines = Vec::new();
    while !left.is_empty() && lines.len() < rows {
        let part = if lines.len() + 1 < rows { line_of(left, room) } else { left };
        let head = if lines.is_empty() { sign.to_owned() } else { " ".repeat(sign.len()) };
        lines.push(Line::from(Span::styled(format!("{head}{}", cut(part.trim(), room)), theme.style(role))));
        left = left[part.len()..].trim_start();
    }
    lines
}

/// As much of a text as a line of so many cells holds: up to a blank, else to where it is full.
fn line_of(text: &str, cells: usize) -> &str {
    if width(text) <= cells {
        return text;
    }
    let mut used = 0;
    let mut end = 0;
    for grapheme in graphemes(text) {
        used += width(grapheme);
        if used > cells && end > 0 {
            break;
        }
        end += grapheme.len();
    }
    let blank = text[..end].rfind(' ').filter(|at| at * 2 > end);
    &text[..blank.unwrap_or(end)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(cmds: &[Cmd], cells: usize, rows: usize) -> Vec<String> {
        let key = |cmd: Cmd| format!("{cmd:?}").chars().take(2).collect::<String>();
        let lines = lines(cmds, true, &key, Lang::En, (cells, rows), &Theme::mono());
        lines.iter().map(|line| line.to_string()).collect()
    }

    #[test]
    fn help_is_always_there_and_nothing_stands_twice() {
        let cmds = [Cmd::Open, Cmd::Help, Cmd::Filter, Cmd::Mark, Cmd::Sort];
        let rows = shown(&cmds, 30, 2);
        assert_eq!(rows, [" Op Open  Fi Filter  Ma Mark ", " He Help  Pa Commands "]);
        assert_eq!(shown(&cmds, 44, 1), [" He Help  Pa Commands  Op Open  Fi Filter "]);
        assert_eq!(shown(&[], 44, 2), [" He Help  Pa Commands "]);
    }

    #[test]
    fn a_long_notice_is_cut() {
        let bad = Notice { tone: Tone::Bad, text: "上海雅韵\u{1b}[2J化妆品有限公司".into() };
        let lines = |text: &str, room| -> Vec<String> {
            let bad = Notice { text: text.into(), ..bad.clone() };
            notice(&bad, room, &Theme::mono()).iter().map(|line| line.to_string()).collect()
        };
        assert_eq!(lines(&bad.text, (12, 1)), [" ! 上海雅.."]);
        assert_eq!(
            lines("The plan is off by 383,910.00.", (22, 2)),
            [" ! The plan is off", "   by 383,910.00."]
        );
        assert_eq!(lines("收款计划之和必须等于订单", (16, 2)), [" ! 收款计划之和", "   必须等于订单"]);
        assert_eq!(lines("short", (16, 2)), [" ! short"]);
    }
}
