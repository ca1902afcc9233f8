//! The window of what can follow a prefix such as `g`. It teaches whoever hesitates and is in nobody's way.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    command::Command,
    i18n::Lang,
    input::Continuation,
    text::{fit, width},
    theme::{Role, Theme},
    widget::{frame_box, overlay},
};

/// Draws it at the bottom of an area.
pub fn which_key(
    frame: &mut Frame,
    area: Rect,
    prefix: &str,
    next: &[Continuation],
    lang: Lang,
    theme: &Theme,
) {
    let items: Vec<(String, String)> = next
        .iter()
        .map(|it| {
            let title = it.cmd.and_then(Command::of).map_or("..", |command| command.title(lang));
            (it.key.to_string(), title.to_owned())
        })
        .collect();
    if items.is_empty() || area.width < 20 {
        return;
    }
    let cell = items.iter().map(|(key, title)| width(key) + width(title) + 3).max().unwrap_or(20);
    let inner = usize::from(area.width) - 2;
    let cell = cell.min(inner);
    let columns = (inner / cell).max(1);
    // Everything is there: where there is no room below, the columns are narrower.
    let most = usize::from(area.height.saturating_sub(2)).max(1);
    let needed = items.len().div_ceil(most).min(inner);
    let (columns, cell) = if needed > columns { (needed, inner / needed) } else { (columns, cell) };
    let rows = items.len().div_ceil(columns);
    let height = (rows as u16 + 2).min(area.height);
    let at = Rect { y: area.bottom() - height, height, ..area };
    overlay(frame, at);
    let inside = frame_box(frame, at, prefix.to_owned(), true, theme);
    for (row, n) in inside.rows().zip(0..) {
        let mut spans = Vec::new();
        // Down each column, as a list is read.
        for (key, title) in items.iter().skip(n).step_by(rows) {
            spans.push(Span::styled(format!(" {key}"), theme.style(Role::Key)));
            spans.push(Span::raw(fit(&format!(" {title}"), cell.saturating_sub(width(key) + 1))));
        }
        frame.render_widget(Line::from(spans), row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{command::Cmd, input::Key, widget::shown::draw};

    #[test]
    fn shows_every_continuation_in_columns() {
        let next = [('c', Cmd::GoCustomers), ('o', Cmd::GoOrders), ('m', Cmd::GoReceivables)]
            .map(|(c, cmd)| Continuation { key: Key::char(c), cmd: Some(cmd) });
        let (rows, ..) = draw(40, 6, |frame| {
            which_key(frame, frame.area(), "g", &next, Lang::En, &Theme::mono());
        });
        assert_eq!(rows[2], "+- g ----------------------------------+");
        assert!(rows[3].contains("c Customers") && rows[3].contains("m Receivables"), "{rows:?}");
        assert!(rows[4].contains("o Orders"));
    }
}
