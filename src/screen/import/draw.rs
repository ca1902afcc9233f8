//! How an import looks: what is typed, then each line of the table with what becomes of it, then how many of which.

use ratatui::{Frame, layout::Rect, text::Line};

use super::{FIELDS, Importing, Phase, Sign};
use crate::{
    i18n::Msg,
    screen::Look,
    text::{cut, fit, wrap},
    theme::Role,
    widget::frame_box,
};

/// Cells of the number of a line and its sign.
const NUMBER: usize = 8;

/// Where the fields stand, and where the lines.
pub(super) fn parts(area: Rect) -> (Rect, Rect) {
    // The frame, and a line about the field with the focus.
    let inside =
        Rect::new(area.x + 1, area.y + 1, area.width.saturating_sub(2), area.height.saturating_sub(2));
    let form = Rect { height: (FIELDS.len() as u16 + 1).min(inside.height), ..inside };
    let below = form.height + 1;
    let rows = Rect { y: inside.y + below, height: inside.height.saturating_sub(below), ..inside };
    (form, rows)
}

/// What is told of each line, in rows of so many cells: what is long goes on in the next.
pub(super) fn rows(told: &[(u64, Sign, String)], cells: usize) -> Vec<(Sign, String)> {
    let room = cells.saturating_sub(NUMBER + 1).max(2);
    let line = |(number, sign, words): &(u64, Sign, String)| {
        let mark = match sign {
            Sign::New => '+',
            Sign::Changed => '*',
            Sign::Same => ' ',
            Sign::Refused => '-',
        };
        let (sign, head) = (*sign, format!("{number:>6} {mark}"));
        let first = |n: usize| if n == 0 { head.clone() } else { " ".repeat(NUMBER) };
        let words = wrap(words, room).into_iter().enumerate();
        words.map(|(n, words)| (sign, format!("{} {words}", first(n)))).collect::<Vec<_>>()
    };
    told.iter().flat_map(line).collect()
}

impl Importing {
    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, look: &Look) {
        frame_box(frame, area, look.lang.tr(Msg::ImportTitle).to_owned(), true, look.theme);
        let Some(sheet) = &self.sheet else { return };
        let (_, room) = parts(area);
        let cells = usize::from(room.width);
        let head = match self.told.is_empty() {
            true => look.lang.tr(Msg::ImportHint).to_owned(),
            false => look.lang.tr(Msg::ImportHead).to_owned(),
        };
        let above = Rect { y: room.y.saturating_sub(1), height: 1, ..room };
        frame.render_widget(Line::styled(cut(&head, cells), look.theme.style(Role::Title)), above);
        for ((sign, text), at) in self.rows.iter().skip(self.top).zip(room.rows()) {
            let role = match sign {
                Sign::New => Role::Good,
                Sign::Changed => Role::Text,
                Sign::Same => Role::Dim,
                Sign::Refused => Role::Warn,
            };
            frame.render_widget(Line::styled(fit(text, cells), look.theme.style(role)), at);
        }
        // Above the lines: what is offered for the field may hang over them.
        sheet.view(frame, look);
    }

    /// How many of which; how far it is.
    pub(super) fn said(&self, look: &Look) -> Line<'static> {
        let lang = look.lang;
        let [new, changed, same, refused] =
            [Sign::New, Sign::Changed, Sign::Same, Sign::Refused].map(|sign| self.count(sign));
        let (text, role) = match self.phase {
            Phase::Running { stopping: true, .. } => (lang.tr(Msg::ImportStopping).to_owned(), Role::Warn),
            Phase::Running { keep: true, gone, all, .. } => {
                (lang.fmt(Msg::ImportStores, &[&gone, &all]), Role::Warn)
            }
            Phase::Running { gone, all, .. } => (lang.fmt(Msg::ImportJudges, &[&gone, &all]), Role::Warn),
            Phase::Looking(_) => {
                let (left, all) = self.table.as_ref().map_or((0, 0), |table| table.left());
                (lang.fmt(Msg::ImportLooks, &[&(all - left), &all]), Role::Warn)
            }
            Phase::Reading(_) => (lang.tr(Msg::ImportReads).to_owned(), Role::Warn),
            Phase::Typing if self.told.is_empty() => (lang.tr(Msg::ImportHow).to_owned(), Role::Dim),
            Phase::Typing => {
                let msg = if self.kept { Msg::ImportWas } else { Msg::ImportWould };
                (lang.fmt(msg, &[&new, &changed, &same, &refused]), Role::Text)
            }
        };
        Line::styled(format!(" {text}"), look.theme.style(role))
    }
}
