//! A frame with a title, around a pane or a window.

use ratatui::{
    Frame,
    layout::Rect,
    symbols::border,
    text::{Line, Span},
    widgets::{Block, Borders},
};

use crate::{
    text::{cut, width},
    theme::{Role, Theme},
};

const ASCII: border::Set = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

/// Draws a frame, brighter if it has the keys, and gives the room inside it.
pub fn frame_box<'a>(
    frame: &mut Frame,
    area: Rect,
    title: impl Into<Line<'a>>,
    focus: bool,
    theme: &Theme,
) -> Rect {
    let style = theme.style(if focus { Role::Focus } else { Role::Border });
    let block = Block::new()
        .borders(Borders::ALL)
        .border_set(if theme.ascii { ASCII } else { border::PLAIN })
        .border_style(style)
        .style(theme.style(Role::Text));
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let title = shortened(title.into(), usize::from(area.width).saturating_sub(6), theme);
    let wide = title.width();
    if wide > 0 {
        let at = Rect::new(area.x + 2, area.y, (wide + 2) as u16, 1).intersection(frame.area());
        let mut spans = vec![Span::styled(" ", style)];
        spans.extend(title.spans);
        spans.push(Span::styled(" ", style));
        frame.render_widget(Line::from(spans), at);
    }
    inner
}

/// The title made safe and cut to what fits; unstyled parts get the title's style.
fn shortened(title: Line<'_>, mut left: usize, theme: &Theme) -> Line<'static> {
    let mut spans = Vec::new();
    for span in title.spans {
        let text = cut(&span.content, left);
        left -= width(&text);
        spans.push(Span::styled(text, theme.style(Role::Title).patch(title.style).patch(span.style)));
    }
    Line::from(spans)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widget::shown::draw;

    #[test]
    fn cuts_a_long_title() {
        let (rows, ..) = draw(14, 3, |frame| {
            let inner = frame_box(frame, frame.area(), "上海雅韵化妆品", true, &Theme::mono());
            assert_eq!(inner, Rect::new(1, 1, 12, 1));
        });
        assert_eq!(rows, ["+- 上海雅.. -+", "|            |", "+------------+"]);
    }

    #[test]
    fn survives_any_small_size() {
        for columns in 1..9 {
            for lines in 1..4 {
                draw(columns, lines, |frame| {
                    frame_box(frame, frame.area(), "客户", false, &Theme::mono());
                });
            }
        }
    }
}
