//! The windows of a list as tabs, each with how much it holds: `today 2  [this week 6]  overdue 8   248,166.68`.

use ratatui::text::{Line, Span};

use crate::{
    text::{cut, width},
    theme::{Role, Theme},
};

/// One window of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WindowTab {
    /// Its name in the user's language.
    pub label: String,
    /// How many rows it holds; not yet known: none.
    pub rows: Option<i64>,
    /// The sum of its money as shown; only the open tab's is drawn.
    pub sum: String,
    /// Whether it calls for attention when it is not empty.
    pub alarm: bool,
}

/// The tabs in at most so many cells. Brackets, not colour alone, tell which is open. Where not all fit, those farthest
/// from the open one are left out.
pub fn window_tabs(tabs: &[WindowTab], open: usize, cells: usize, theme: &Theme) -> Line<'static> {
    let label = |i: usize| {
        let tab = &tabs[i];
        let count = tab.rows.map_or(String::new(), |rows| format!(" {rows}"));
        let alarm = if tab.alarm && tab.rows.is_some_and(|rows| rows > 0) { "!" } else { "" };
        let text = cut(&tab.label, 24) + &count + alarm;
        if i == open { format!("[{text}]") } else { text }
    };
    if open >= tabs.len() {
        return Line::default();
    }
    let sum = tabs[open].sum.clone();
    let sum_cells = if sum.is_empty() { 0 } else { width(&sum) + 3 };
    let (mut from, mut to) = (open, open + 1);
    let mut used = width(&label(open));
    loop {
        let before = from.checked_sub(1).map(|i| (i, width(&label(i)) + 2));
        let after = (to < tabs.len()).then(|| (to, width(&label(to)) + 2));
        let fits = |side: Option<(usize, usize)>| side.filter(|(_, wide)| used + wide + sum_cells <= cells);
        // Near ones first; on a tie the one before.
        match (fits(before), fits(after)) {
            (Some((i, wide)), other) if other.is_none() || open - i <= to - open => {
                from = i;
                used += wide;
            }
            (_, Some((i, wide))) => {
                to = i + 1;
                used += wide;
            }
            _ => break,
        }
    }
    let mut spans = Vec::new();
    for (i, tab) in tabs.iter().enumerate().take(to).skip(from) {
        if i > from {
            spans.push(Span::raw("  "));
        }
        let empty = tab.rows == Some(0);
        let role = match (i == open, tab.alarm && !empty) {
            (true, _) => Role::TabOpen,
            (false, true) => Role::Warn,
            (false, false) if empty => Role::Dim,
            (false, false) => Role::Text,
        };
        spans.push(Span::styled(cut(&label(i), cells), theme.style(role)));
    }
    if sum_cells > 0 && used + sum_cells <= cells {
        spans.push(Span::styled(format!("   {sum}"), theme.style(Role::Text)));
    }
    Line::from(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tabs() -> Vec<WindowTab> {
        [
            ("今天", 2, false),
            ("本周", 6, false),
            ("本月", 6, false),
            ("逾期", 8, true),
            ("未到期", 31, false),
            ("全部", 41, false),
        ]
        .map(|(label, rows, alarm)| WindowTab {
            label: label.into(),
            rows: Some(rows),
            sum: "248,166.68".into(),
            alarm,
        })
        .into()
    }

    fn shown(open: usize, cells: usize) -> String {
        window_tabs(&tabs(), open, cells, &Theme::mono()).to_string()
    }

    #[test]
    fn tells_the_open_one_by_brackets() {
        assert_eq!(shown(1, 80), "今天 2  [本周 6]  本月 6  逾期 8!  未到期 31  全部 41   248,166.68");
    }

    #[test]
    fn keeps_the_open_one_and_its_neighbours() {
        assert_eq!(shown(3, 45), "本月 6  [逾期 8!]  未到期 31   248,166.68");
        assert_eq!(shown(3, 29), "[逾期 8!]   248,166.68");
        assert_eq!(shown(3, 12), "[逾期 8!]");
        for cells in 9..90 {
            assert!(width(&shown(3, cells)) <= cells);
        }
    }
}
