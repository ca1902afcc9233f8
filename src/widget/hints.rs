//! The footer: what can be done here, with its key.

use ratatui::text::{Line, Span};

use crate::{
    text::{cut, width},
    theme::{Role, Theme},
};

/// As many hints as fit into so many lines, in their order; one that does not fit on a line starts the next.
pub fn hints(items: &[(String, String)], cells: usize, lines: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut out: Vec<Line> = Vec::new();
    let mut spans: Vec<Span> = Vec::new();
    let mut used = 0;
    for (key, label) in items.iter().filter(|(key, _)| !key.is_empty()) {
        let (key, label) = (cut(key, cells), cut(label, cells));
        let wide = 1 + width(&key) + 1 + width(&label) + 1;
        if used > 0 && used + wide > cells {
            out.push(Line::from(std::mem::take(&mut spans)));
            used = 0;
        }
        if out.len() == lines {
            return out;
        }
        if wide > cells {
            continue;
        }
        spans.push(Span::raw(" "));
        spans.push(Span::styled(key, theme.style(Role::Key)));
        spans.push(Span::styled(format!(" {label} "), theme.style(Role::Dim)));
        used += wide;
    }
    if !spans.is_empty() && out.len() < lines {
        out.push(Line::from(spans));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_and_stops() {
        let items: Vec<(String, String)> =
            [("F1", "帮助"), ("F9", "命令面板"), ("", "没有键"), ("r F10", "收款"), ("Ctrl-Y", "完成")]
                .map(|(key, label)| (key.into(), label.into()))
                .into();
        let text = |lines| -> Vec<String> {
            hints(&items, 26, lines, &Theme::mono()).iter().map(|line| line.to_string()).collect()
        };
        assert_eq!(text(2), [" F1 帮助  F9 命令面板 ", " r F10 收款  Ctrl-Y 完成 "]);
        assert_eq!(text(1).len(), 1);
        assert!(hints(&items, 3, 2, &Theme::mono()).is_empty());
    }
}
