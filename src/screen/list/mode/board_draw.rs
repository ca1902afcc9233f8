//! How a board looks: lanes side by side, each with its name, how many cards it has and what they add up to; cards of two
//! lines, the cursor and the marks as in a list.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::board::{Board, CARD, HEAD, Lane};
use crate::{
    domain::{
        entity::{self, EntityDef},
        field::{FieldDef, Shape},
        record::Row,
        value::Value,
    },
    i18n::Msg,
    screen::{
        Look, Units, cell,
        list::{List, columns, rows::Rows, status::count},
    },
    text::{cut, fit, width},
    theme::Role,
};

impl List {
    pub(in crate::screen::list) fn draw_board(
        &self,
        board: &Board,
        frame: &mut Frame,
        area: Rect,
        look: &Look,
    ) {
        let seen = board.seen();
        if seen.is_empty() {
            let words =
                if board.counted() { look.lang.tr(Msg::ListEmpty) } else { look.lang.tr(Msg::ListLoading) };
            return frame
                .render_widget(Line::styled(format!("   {words}"), look.theme.style(Role::Dim)), area);
        }
        let (left, right, beyond) = board.unseen();
        let lanes = seen.len() as u16;
        let wide = area.width / lanes;
        for (n, at) in seen.clone().zip(0u16..) {
            let Some(lane) = board.lane(n) else { continue };
            // What cannot be shared out goes to the last.
            let width = if at + 1 == lanes { area.width - wide * at } else { wide };
            let place = Rect { x: area.x + wide * at, width, ..area };
            let here = n == board.at();
            let rows = if here { &self.rows } else { &lane.rows };
            let more =
                (if n == seen.start { left } else { 0 }, if n + 1 == seen.end { right + beyond } else { 0 });
            draw_head(frame, place, board.field, lane, (here, more), look);
            let below = Rect { y: place.y + HEAD, height: place.height.saturating_sub(HEAD), ..place };
            self.draw_cards(frame, below, board, rows, here, look);
        }
    }

    fn draw_cards(&self, frame: &mut Frame, area: Rect, board: &Board, rows: &Rows, here: bool, look: &Look) {
        let field = board.field;
        let def = entity::def(self.pane.kind);
        if rows.known() && rows.all().is_empty() {
            let at = Rect { height: 1, ..area }.intersection(area);
            frame.render_widget(Line::styled("   -", look.theme.style(Role::Dim)), at);
            if here {
                frame.set_cursor_position((area.x, area.y));
            }
        }
        let names: Vec<&str> = self.names.iter().copied().filter(|name| *name != field.name).collect();
        for (n, row) in rows.seen().iter().enumerate() {
            let y = area.y + n as u16 * CARD;
            let at = Rect { y, height: CARD, ..area }.intersection(area);
            if at.height < CARD {
                return;
            }
            let chosen = here && rows.cursor() - rows.top() == n;
            let marked = self.marks.has(row.id);
            let role = match (chosen && !self.detail.focus, marked) {
                (true, _) => Role::Selected,
                (false, true) => Role::Marked,
                _ => Role::Text,
            };
            let pace = columns::pace(row);
            // On its way: nobody has said yet that it is there.
            let sign = if board.is_sent(row.id) { '~' } else { pace.map_or(' ', |(sign, _)| sign) };
            let signs = format!("{}{}{sign}", if chosen { '>' } else { ' ' }, if marked { '*' } else { ' ' });
            let name = pace.map_or(Role::Title, |(_, role)| role);
            let room = usize::from(at.width).saturating_sub(signs.len() + 1);
            let (title, rest) = card(def, &names, row, room, look);
            let lines = [
                Line::from(vec![Span::raw(signs), Span::styled(fit(&title, room), look.theme.style(name))]),
                Line::from([vec![Span::raw("   ")], rest].concat()),
            ];
            for (line, at) in lines.into_iter().zip(at.rows()) {
                let at = Rect { width: at.width.saturating_sub(1), ..at };
                frame.buffer_mut().set_style(at, look.theme.style(role));
                frame.render_widget(line.style(look.theme.style(role)), at);
            }
            if chosen && !self.detail.focus {
                frame.set_cursor_position((at.x, at.y));
            }
        }
    }
}

/// The name of a lane, how many cards it has, and what they add up to.
fn draw_head(
    frame: &mut Frame,
    area: Rect,
    field: &FieldDef,
    lane: &Lane,
    (here, (left, right)): (bool, (usize, usize)),
    look: &Look,
) {
    let name = match &lane.key {
        Value::Flag(false) => look.lang.tr(Msg::ModeNo).to_owned(),
        Value::Empty => look.lang.tr(Msg::ModeNone).to_owned(),
        key => cell::show(key, field.shape, look),
    };
    let cards = lane.figure.map_or(String::new(), |figure| count(figure.rows, look));
    let cells = usize::from(area.width).saturating_sub(1);
    // How many more there are on each side.
    let signs = (
        if left > 0 { format!("<{left} ") } else { " ".to_owned() },
        if right > 0 { format!(" {right}>") } else { String::new() },
    );
    let room = cells.saturating_sub(signs.0.len() + signs.1.len());
    let sum = sums(lane, room, look);
    let name = cut(&name, room.saturating_sub(width(&cards) + 2));
    let role = if here { Role::Focus } else { Role::Title };
    let lines = [
        Line::from(vec![
            Span::raw(signs.0),
            Span::styled(name, look.theme.style(role)),
            Span::styled(format!("  {cards}"), look.theme.style(Role::Dim)),
            Span::styled(signs.1, look.theme.style(Role::Key)),
        ]),
        Line::styled(format!("   {sum}"), look.theme.style(Role::Dim)),
    ];
    for (line, row) in lines.into_iter().zip(area.rows()) {
        frame.render_widget(line, row);
    }
}

/// What the cards of a lane add up to, also by how likely they are. A sum that is cut would say something else: where there is no
/// room it stands in ten thousands, and before that the likely one goes.
fn sums(lane: &Lane, room: usize, look: &Look) -> String {
    let figure = lane.figure.filter(|figure| figure.rows > 0 && figure.value != Some(figure.rows.into()));
    let Some(sum) = figure.and_then(|figure| figure.value) else { return String::new() };
    let both = |units| {
        let weighted = lane.weighted.map(|weighted| format!(" ~{}", cell::amount_in(weighted, units)));
        cell::amount_in(sum, units) + &weighted.unwrap_or_default()
    };
    let room = room.saturating_sub(2);
    let ways = [both(look.units), both(Units::Wan), cell::amount_in(sum, look.units)];
    let fits = ways.into_iter().find(|text| width(text) <= room);
    fits.unwrap_or_else(|| cut(&cell::amount_in(sum, Units::Wan), room))
}

/// What a card says: what the record is called and of whom it is; then its money, which is never cut, and what else there is
/// room for.
fn card(
    def: &EntityDef,
    names: &[&str],
    row: &Row,
    room: usize,
    look: &Look,
) -> (String, Vec<Span<'static>>) {
    // The name alone: what a label says besides, such as an amount, might be cut.
    let mut title = row.get(def.title).plain();
    let customer = names.contains(&"customer").then(|| row.get("customer").plain());
    if let Some(customer) = customer.filter(|customer| !title.contains(customer.as_str())) {
        title = format!("{title} {customer}");
    }
    let title = cut(crate::text::clean(&title).as_str(), room);
    let shape = |name: &str| def.field(name).map_or(Shape::Text, |field| field.shape);
    let (money, others): (Vec<&str>, Vec<&str>) = names
        .iter()
        .filter(|name| **name != def.title && **name != "customer" && !row.get(name).is_empty())
        .partition(|name| shape(name) == Shape::Money);
    let mut spans = Vec::new();
    let mut left = room;
    for name in money.into_iter().take(1).chain(others) {
        let (text, role) = columns::cell_of(def, name, row, look);
        let need = width(&text) + if spans.is_empty() { 0 } else { 2 };
        if text.is_empty() || need > left {
            continue;
        }
        left -= need;
        let gap = if spans.is_empty() { "" } else { "  " };
        spans.push(Span::styled(format!("{gap}{text}"), look.theme.style(role)));
    }
    (title, spans)
}
