//! How a list is drawn: its frame with the windows, the rows, the panes of the detail, the filter line.

use std::ops::Range;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{List, columns, detail::Part, measured::By, mode::Mode, pane::Below, status::count, under};
use crate::{
    command::Cmd,
    domain::{
        entity::{self, EntityDef},
        kind::Kind,
        record::Row,
    },
    i18n::Msg,
    screen::{Look, cell},
    text::{clean, cut, width},
    theme::Role,
    widget::{Grid, WindowTab, frame_box, measure, solve, window_tabs},
};

/// Columns are measured by so many rows around those that are seen, so that they do not jump while one scrolls.
const MEASURED: usize = 200;
/// What a record says of itself for machines.
const UNSEEN: [&str; 4] = ["pinyin", "initials", "counted", "parts"];

impl List {
    pub(super) fn draw(&self, frame: &mut Frame, look: &Look) {
        let focus = !self.detail.focus;
        if let Some(area) = self.areas.ageing {
            self.ageing.draw(frame, area, self.pane, &self.totals, look);
        }
        let area = self.areas.list;
        let title = self.heading(usize::from(area.width).saturating_sub(6), look);
        let inside = frame_box(frame, area, title, focus, look.theme);
        if let Some(figures) = self.figures.as_ref().filter(|figures| figures.table().is_some()) {
            figures.draw(frame, inside, look);
        } else {
            self.draw_mode(frame, inside, focus, look);
        }
        for (n, part) in self.detail.shown(self.areas.detail.len()).into_iter().enumerate() {
            self.draw_part(frame, self.areas.detail[n], part, n == 0, look);
        }
        if let Some(line) = self.areas.filter {
            self.draw_filter(frame, line, look);
        }
    }

    /// The rows, as what they are shown.
    fn draw_mode(&self, frame: &mut Frame, area: Rect, focus: bool, look: &Look) {
        match &self.mode {
            Mode::Board(board) => self.draw_board(board, frame, area, look),
            Mode::Calendar(calendar) => {
                let days = Rect { height: calendar.height().min(area.height), ..area };
                self.draw_days(calendar, frame, days, look);
                let below = Rect { y: days.bottom(), height: area.height - days.height, ..area };
                if !self.rows.all().is_empty() {
                    self.draw_rows(frame, below, focus && calendar.inside, look);
                } else if self.rows.known() {
                    let words = format!("   {}", look.lang.tr(Msg::ModeEmptyDay));
                    frame.render_widget(Line::styled(words, look.theme.style(Role::Dim)), below);
                }
            }
            _ if self.rows.all().is_empty() => self.draw_nothing(frame, area, look),
            _ => self.draw_rows(frame, area, focus, look),
        }
    }

    fn heading(&self, cells: usize, look: &Look) -> Line<'static> {
        let title = self.view_title(look.session.map(|session| session.today));
        let mut title = title.unwrap_or_else(|| look.lang.tr(self.pane.title).to_owned());
        if let Mode::Calendar(calendar) = &self.mode {
            title += &format!("  {}", calendar.name(look.lang));
        }
        if self.pane.tabs.is_empty() {
            let rows = self.totals.rows.map_or(String::new(), |rows| format!("  {}", count(rows, look)));
            return Line::from(vec![Span::raw(title), Span::styled(rows, look.theme.style(Role::Text))]);
        }
        let tab = |(n, tab): (usize, &super::pane::Tab)| {
            let (rows, sum) = self.totals.tab(n);
            let open = n == self.wanted.tab;
            WindowTab {
                label: look.lang.tr(tab.label).to_owned(),
                rows: rows.or(self.totals.rows.filter(|_| open)),
                sum: sum.map_or(String::new(), |sum| cell::amount_in(sum, look.units)),
                alarm: tab.alarm,
            }
        };
        let mut tabs: Vec<WindowTab> = self.pane.tabs.iter().enumerate().map(tab).collect();
        let left = cells.saturating_sub(width(&title) + 2);
        let whole = |tabs: &[WindowTab]| window_tabs(tabs, self.wanted.tab, usize::MAX, look.theme).width();
        if whole(&tabs) > left {
            // The sum stands in the status line too: the other windows are worth more here.
            tabs.iter_mut().for_each(|tab| tab.sum.clear());
        }
        let mut line = window_tabs(&tabs, self.wanted.tab, left, look.theme);
        line.spans.insert(0, Span::raw(title + "  "));
        line
    }

    fn draw_nothing(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let key = |cmd| (look.key)(cmd);
        let text = if !self.rows.known() {
            if !self.timers.is_slow() {
                return;
            }
            let reading = self.reading.is_some() || self.prefs.is_some() || self.figures.is_some();
            look.lang.tr(if reading { Msg::ListLoading } else { Msg::ListUnread }).to_owned()
        } else if self.typing.is_some() {
            look.lang.tr(Msg::ListNoMatch).to_owned()
        } else if self.wanted.filtered() {
            look.lang.fmt(Msg::ListEmptyFiltered, &[&key(Cmd::ClearFilter)])
        } else if !self.pane.tabs.is_empty() {
            look.lang.fmt(Msg::ListEmptyWindow, &[&key(Cmd::PreviousPeriod), &key(Cmd::NextPeriod)])
        } else if [
            Kind::OrderChange,
            Kind::Line,
            Kind::Insertion,
            Kind::Instalment,
            Kind::Allocation,
            Kind::HandOver,
        ]
        .contains(&self.pane.kind)
        {
            look.lang.tr(Msg::ListEmpty).to_owned()
        } else {
            look.lang.fmt(Msg::ListEmptyNew, &[&key(Cmd::New)])
        };
        let text = cut(&text, usize::from(area.width).saturating_sub(3));
        let at = Rect { y: area.y + 1, x: area.x + 3, width: area.width.saturating_sub(3), height: 1 }
            .intersection(area);
        frame.render_widget(Line::styled(text, look.theme.style(Role::Dim)), at);
        frame.set_cursor_position((area.x, area.y));
    }

    fn draw_rows(&self, frame: &mut Frame, area: Rect, focus: bool, look: &Look) {
        let def = entity::def(self.pane.kind);
        let format = |rows: &[Row]| -> Vec<_> {
            rows.iter().map(|row| columns::cells(def, &self.names, row, look)).collect()
        };
        let cells = format(self.rows.seen());
        let mut table = columns::columns(def, &self.names, area.width, look.lang);
        let around = self.measured_rows();
        let by = By {
            edition: self.rows.edition(),
            rows: around.clone(),
            names: self.names.clone(),
            lang: look.lang,
            units: look.units,
            today: look.session.map(|session| session.today),
        };
        self.measured.widen(&mut table, by, |table| measure(table, &format(&self.rows.all()[around])));
        // Words that came meanwhile may be longer.
        measure(&mut table, &cells);
        for sort in self.wanted.sort.iter().take(1) {
            if let Some(at) = self.names.iter().position(|name| *name == sort.field) {
                let sign = if sort.descending { 'v' } else { '^' };
                table[at].label.push(sign);
                table[at].want = table[at].want.max(width(&table[at].label) as u16);
            }
        }
        if self.wanted.columns.is_some() {
            columns::squeeze(&mut table);
        }
        columns::widen(&mut table, &self.names, &self.wanted.widths);
        let widths = solve(&table, area.width);
        let marked: Vec<bool> = self.rows.seen().iter().map(|row| self.marks.has(row.id)).collect();
        let grid = Grid {
            columns: &table,
            widths: &widths,
            rows: &cells,
            cursor: Some(self.rows.cursor() - self.rows.top()),
            column: Some(shown_column(&widths, self.column)),
            marked: &marked,
            focus,
        };
        match &self.mode {
            Mode::Agenda(agenda) => self.draw_agenda(agenda, frame, area, &grid, look),
            _ if !self.wanted.headings.is_empty() => {
                let above = self.headings.above(&self.wanted.headings, self.rows.seen(), look);
                let line = |text| Line::styled(format!(" {text}"), look.theme.style(Role::Title));
                let heads = above.into_iter().map(|text| (!text.is_empty()).then(|| line(text))).collect();
                under::draw(frame, area, &grid, heads, look.theme);
            }
            _ => grid.draw(frame, area, look.theme),
        }
    }

    /// The rows that the columns are measured by: those seen and others around them.
    fn measured_rows(&self) -> Range<usize> {
        let from = self.rows.top() / MEASURED * MEASURED;
        let to = (self.rows.top() + self.rows.seen().len()).next_multiple_of(MEASURED);
        from..to.min(self.rows.all().len())
    }

    fn draw_part(&self, frame: &mut Frame, area: Rect, part: Part, first: bool, look: &Look) {
        let def = entity::def(self.pane.kind);
        let focus = self.detail.focus && first;
        let name = self.told().map_or(String::new(), |row| columns::label(def, row));
        if self.areas.detail.len() > 1 {
            let title = if first {
                format!("{}  {name}", self.part_name(part, look))
            } else {
                self.part_name(part, look)
            };
            let inside = frame_box(frame, area, title, focus, look.theme);
            return self.draw_inside(frame, inside, part, focus, look);
        }
        let inside = frame_box(frame, area, name, focus, look.theme);
        if inside.height < 2 {
            return;
        }
        let [tabs, rest] =
            [Rect { height: 1, ..inside }, Rect { y: inside.y + 1, height: inside.height - 1, ..inside }];
        let parts = self.detail.parts();
        let open = parts.iter().position(|other| *other == part).unwrap_or_default();
        let labels: Vec<WindowTab> = parts
            .iter()
            .map(|part| WindowTab {
                label: self.part_name(*part, look),
                rows: None,
                sum: String::new(),
                alarm: false,
            })
            .collect();
        frame.render_widget(window_tabs(&labels, open, tabs.width.into(), look.theme), tabs);
        self.draw_inside(frame, rest, part, focus, look);
    }

    /// The row that the detail pane tells of: while the cursor moves, the one where it last rested.
    fn told(&self) -> Option<&Row> {
        let rested = || self.rows.all().iter().find(|row| self.detail.is_of(row.id));
        self.timers.resting().then(rested).flatten().or(self.rows.here())
    }

    fn part_name(&self, part: Part, look: &Look) -> String {
        match part {
            Part::Fields => look.lang.tr(Msg::RecordFields).to_owned(),
            Part::List(n) => {
                let kind = self.detail.list(n).map_or("", |below| below.kind.name());
                Msg::find(&format!("kinds.{kind}")).map_or(String::new(), |msg| look.lang.tr(msg).to_owned())
            }
        }
    }

    fn draw_inside(&self, frame: &mut Frame, area: Rect, part: Part, focus: bool, look: &Look) {
        let Some(here) = self.told() else { return };
        match part {
            Part::Fields => {
                let row = self.detail.record(here.id).unwrap_or(here);
                draw_fields(frame, area, entity::def(self.pane.kind), row, look);
            }
            Part::List(n) => {
                let (Some(below), Some(rows)) = (self.detail.list(n), self.detail.rows(n)) else { return };
                let cursor = (focus && self.detail.is_of(here.id)).then(|| self.detail.cursor());
                draw_below(frame, area, below, rows, cursor, look);
            }
        }
    }

    fn draw_filter(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let def = entity::def(self.pane.kind);
        let mut conditions = String::new();
        for condition in &self.wanted.cells {
            let shape =
                def.field(&condition.field).map_or(crate::domain::field::Shape::Text, |field| field.shape);
            let label =
                def.field(&condition.field).map_or("", |field| look.lang.field(def.kind.name(), field.name));
            let value = cell::show(&condition.value, shape, look);
            let value = if value.is_empty() { "-".to_owned() } else { value };
            conditions += &format!("{label}: {value}   ");
        }
        let conditions = cut(&conditions, usize::from(area.width / 2));
        let wide = width(&conditions) as u16;
        frame.render_widget(Line::styled(format!(" {conditions}"), look.theme.style(Role::Text)), area);
        let at = area.x + wide + 1;
        frame.render_widget(
            Line::styled("/", look.theme.style(Role::Key)),
            Rect { x: at, width: 1, ..area }.intersection(area),
        );
        let field = Rect { x: at + 1, width: area.right().saturating_sub(at + 2), ..area }.intersection(area);
        match &self.typing {
            Some(typing) => {
                typing.line.view(frame, field, true, look.theme);
                typing.line.underline(frame, field, &typing.marks());
            }
            None => frame.render_widget(clean(&self.wanted.text).into_string(), field),
        }
    }
}

/// The column under the cursor, or the nearest before it that has room.
fn shown_column(widths: &[(usize, u16)], column: usize) -> usize {
    widths.iter().map(|(at, _)| *at).take_while(|at| *at <= column).last().unwrap_or_default()
}

/// The fields that hold something, in one or two columns.
fn draw_fields(frame: &mut Frame, area: Rect, def: &EntityDef, row: &Row, look: &Look) {
    let lines: Vec<(String, String, Role)> = def
        .fields
        .iter()
        .filter(|field| !UNSEEN.contains(&field.name) && !row.get(field.name).is_empty())
        .map(|field| {
            let (text, role) = columns::cell_of(def, field.name, row, look);
            (look.lang.field(def.kind.name(), field.name).to_owned(), text, role)
        })
        .filter(|(_, text, _)| !text.is_empty())
        .collect();
    let halves: u16 = if area.width >= 76 && lines.len() > usize::from(area.height) { 2 } else { 1 };
    let wide = area.width / halves;
    let label = lines.iter().map(|(label, ..)| width(label)).max().unwrap_or_default().min(16);
    for (n, (name, text, role)) in lines.iter().enumerate().take(usize::from(area.height * halves)) {
        let n = n as u16;
        let at =
            Rect { x: area.x + n / area.height * wide, y: area.y + n % area.height, width: wide, height: 1 };
        let left = usize::from(wide).saturating_sub(label + 4);
        let line = Line::from(vec![
            Span::styled(format!(" {}  ", crate::text::fit(name, label)), look.theme.style(Role::Dim)),
            Span::styled(cut(text, left), look.theme.style(*role)),
        ]);
        frame.render_widget(line, at);
    }
}

/// A small list, without the field that says what stands above it.
fn draw_below(frame: &mut Frame, area: Rect, below: Below, rows: &[Row], cursor: Option<usize>, look: &Look) {
    let def = entity::def(below.kind);
    if rows.is_empty() {
        let text = format!(" {}", look.lang.tr(Msg::RecordNone));
        return frame
            .render_widget(Line::styled(text, look.theme.style(Role::Dim)), Rect { height: 1, ..area });
    }
    let names = columns::names_below(below);
    let height = usize::from(area.height.saturating_sub(1));
    let top = cursor.map_or(0, |cursor| (cursor + 1).saturating_sub(height));
    let cells: Vec<_> = rows.iter().map(|row| columns::cells(def, &names, row, look)).collect();
    let mut table = columns::columns(def, &names, area.width, look.lang);
    if let Some(at) = names.iter().position(|name| *name == "seq") {
        // Below its order a part is known by its number.
        table[at].rank = 0;
    }
    measure(&mut table, &cells);
    Grid {
        columns: &table,
        widths: &solve(&table, area.width),
        rows: &cells[top..(top + height).min(cells.len())],
        cursor: cursor.map(|cursor| cursor - top),
        column: None,
        marked: &[],
        focus: cursor.is_some(),
    }
    .draw(frame, area, look.theme);
}
