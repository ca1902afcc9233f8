//! Draws the order form: blocks from top to bottom, the list of what may be meant over them, facts at the right where there
//! is room. Pure.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{
    OrderForm,
    draw_field::{editable, label},
    draw_lines, draw_more, draw_plan, draw_side, explain,
    field::{Block, Field},
    suggest::Found,
    words,
};
use crate::{
    domain::{entity::custom, field::FieldDef, kind::Kind, money},
    i18n::Msg,
    screen::{
        Look, cell,
        desk::{list, put},
    },
    text::{clean, cut, width},
    theme::Role,
    widget::frame_box,
};

/// From this width on there is a pane at the right.
const WIDE: u16 = 112;
/// Its columns.
const SIDE: u16 = 38;

/// The whole form.
pub(super) fn form(form: &OrderForm, frame: &mut Frame, area: Rect, look: &Look) {
    let (area, side) = if area.width >= WIDE {
        (
            Rect { width: area.width - SIDE, ..area },
            Some(Rect { x: area.x + area.width - SIDE, width: SIDE, ..area }),
        )
    } else {
        (area, None)
    };
    let blocks = Blocks::of(form, area);
    customer(form, frame, blocks.customer, look);
    draw_lines::block(form, frame, blocks.lines, look);
    draw_plan::block(form, frame, blocks.plan, look);
    draw_more::block(form, frame, blocks.more, look);
    added(form, frame, blocks.added, look);
    note(form, frame, blocks.note, look);
    frame.render_widget(explain::paragraph(form, look, blocks.explanation), blocks.explanation);
    if let Some(side) = side {
        draw_side::pane(form, frame, side, look);
    }
    suggestions(form, frame, area, &blocks, look);
}

/// Where the blocks are.
struct Blocks {
    customer: Rect,
    lines: Rect,
    plan: Rect,
    more: Rect,
    added: Rect,
    note: Rect,
    explanation: Rect,
}

impl Blocks {
    /// Lines and plan share the height: each gets what it needs while there is enough, else the one with the cursor first.
    /// What is seldom touched is one line, unless the cursor is there or nothing else needs the room.
    fn of(form: &OrderForm, area: Rect) -> Blocks {
        let shape = form.work.shape();
        let lines_want = shape.lines.len().max(3) as u16 + 4;
        let plan_want = shape.parts.max(1) as u16 + 3;
        let added = u16::from(shape.added.is_some());
        let roomy = area.height >= 4 + lines_want + plan_want + draw_more::ROWS + added + 1 + 2;
        let more = if roomy || form.block() == Block::More { draw_more::ROWS } else { 1 };
        let free = area.height.saturating_sub(4 + more + added + 1 + 1);
        let (lines, plan) = if lines_want + plan_want <= free {
            (lines_want, plan_want)
        } else if form.block() == Block::Plan {
            let plan = plan_want.min(free.saturating_sub(6)).max(4);
            (free.saturating_sub(plan), plan)
        } else {
            let lines = lines_want.min(free.saturating_sub(5)).max(5);
            (lines, free.saturating_sub(lines))
        };
        let mut y = area.y;
        let mut take = |rows: u16| {
            let rows = rows.min(area.bottom().saturating_sub(y));
            let rect = Rect { y, height: rows, ..area };
            y += rows;
            rect
        };
        Blocks {
            customer: take(4),
            lines: take(lines),
            plan: take(plan),
            more: take(more),
            added: take(added),
            note: take(1),
            explanation: take(2),
        }
    }
}

fn customer(form: &OrderForm, frame: &mut Frame, area: Rect, look: &Look) {
    let title = look.lang.tr(Msg::DeskBlockCustomer);
    let inner = frame_box(frame, area, title, form.block() == Block::Customer, look.theme);
    let mut rows = inner.rows();
    let Some(row) = rows.next() else { return };
    let mut x = put(frame, row, row.x, &label(form, Field::Customer, look), Role::Dim, look);
    let right = 42.min(row.width / 2);
    let wide = row.right().saturating_sub(x + right);
    let shown = clean(&form.typed.customer_text).into_string();
    editable(form, frame, Rect { x, width: wide, ..row }, Field::Customer, &shown, Role::Text, look);
    x += wide + 1;
    x = put(frame, row, x, label(form, Field::Signed, look).trim_start(), Role::Dim, look);
    let signed = cell::whole_date(form.work.signed, look.lang);
    let role = if form.typed.signed.trim().is_empty() { Role::Dim } else { Role::Text };
    editable(
        form,
        frame,
        Rect { x, width: 15.min(row.right().saturating_sub(x)), ..row },
        Field::Signed,
        &signed,
        role,
        look,
    );
    x += 16;
    let chosen = form.typed.seller.link.is_some();
    let person = form.work.terms.seller.as_ref().map(|link| clean(&link.label).into_string());
    let shown = match person {
        Some(person) => person,
        None => clean(&form.typed.seller.text).into_string(),
    };
    let pinned = if form.typed.pinned.contains(&Field::Salesperson) { "*" } else { "" };
    x = put(frame, row, x, pinned, Role::Dim, look);
    let rest = Rect { x, width: row.right().saturating_sub(x), ..row };
    let role = if chosen { Role::Text } else { Role::Dim };
    editable(form, frame, rest, Field::Salesperson, &shown, role, look);
    let Some(row) = rows.next() else { return };
    frame.render_widget(facts(form, look, usize::from(row.width)), row);
}

/// What the customer owes, and his last order.
fn facts(form: &OrderForm, look: &Look, cells: usize) -> Line<'static> {
    let Some(desk) = &form.desk else {
        let reading = form.asked.desk.is_some();
        let text = if reading { format!(" {}", look.lang.tr(Msg::DeskStillReading)) } else { String::new() };
        return Line::styled(text, look.theme.style(Role::Dim));
    };
    let open = look.lang.fmt(Msg::DeskOpen, &[&money::grouped(desk.outstanding)]);
    let mut spans = Vec::new();
    // Who else is at it comes first: it decides whether to go on.
    for editor in &form.editors {
        let since = cell::moment(editor.since, Some(form.today));
        let text = look.lang.fmt(Msg::OrderEditing, &[&clean(&editor.name), &since]);
        spans.push(Span::styled(format!(" {text} "), look.theme.style(Role::Warn)));
    }
    spans.push(Span::styled(format!(" {open}"), look.theme.style(Role::Text)));
    if !desk.overdue.is_zero() {
        let overdue = look.lang.fmt(Msg::DeskOverdue, &[&money::grouped(desk.overdue)]);
        spans.push(Span::styled(format!("  {overdue} !"), look.theme.style(Role::Bad)));
    }
    let last = match &desk.last_order {
        Some(last) => {
            let day = last.signed_on.map(|day| cell::short_date(day, Some(form.today), look.lang));
            look.lang.fmt(Msg::DeskLastOrder, &[&day.unwrap_or_default(), &clean(&last.code)])
        }
        None => look.lang.tr(Msg::DeskNoOrders).to_owned(),
    };
    let mut last = format!("   {last}");
    let key = (look.key)(crate::command::Cmd::CopyLastOrder);
    if desk.last_order.is_some() && !key.is_empty() {
        last.push_str(&format!(" ({key})"));
    }
    let used: usize = spans.iter().map(|span| width(&span.content)).sum();
    spans.push(Span::styled(cut(&last, cells.saturating_sub(used)), look.theme.style(Role::Dim)));
    Line::from(spans)
}

/// What the administrator added, in one line: it is filled in a window of its own.
fn added(form: &OrderForm, frame: &mut Frame, row: Rect, look: &Look) {
    if row.is_empty() {
        return;
    }
    let lang = look.lang;
    let shown = |field: &FieldDef| {
        let value = form.typed.added.get(field.name);
        let text = cell::show_whole(value, field.shape, look);
        let label = clean(lang.field("order", field.name));
        match (value.is_empty(), field.required) {
            (true, false) => None,
            (true, true) => Some(format!("{label} ?")),
            (false, _) => Some(format!("{label} {text}")),
        }
    };
    let text = custom::of(Kind::Order).iter().filter_map(shown).collect::<Vec<_>>().join("  ");
    let x = put(frame, row, row.x, &label(form, Field::Added, look), Role::Dim, look);
    let area = Rect { x, width: row.right().saturating_sub(x), ..row };
    let wanting = form.work.wrong_at(Field::Added).is_some();
    editable(form, frame, area, Field::Added, &text, if wanting { Role::Warn } else { Role::Text }, look);
}

fn note(form: &OrderForm, frame: &mut Frame, row: Rect, look: &Look) {
    if row.is_empty() {
        return;
    }
    let x = put(frame, row, row.x, &label(form, Field::Note, look), Role::Dim, look);
    let area = Rect { x, width: row.right().saturating_sub(x), ..row };
    editable(form, frame, area, Field::Note, &clean(&form.typed.note).into_string(), Role::Text, look);
}

/// The line above the footer: what is wrong, what is going on.
pub(super) fn status(form: &OrderForm, look: &Look) -> Line<'static> {
    let lang = look.lang;
    if let Some(saving) = &form.saving {
        let text = lang.tr(if saving.asking { Msg::DeskAsking } else { Msg::DeskSaving });
        return Line::styled(format!(" {text}"), look.theme.style(Role::Warn));
    }
    let field = form.field();
    let said = form.said.as_ref().filter(|(at, _)| *at == field).map(|(_, text)| text.clone());
    let typed = !form.typed.text(field).trim().is_empty() && !form.fresh && form.suggestions.len() == 0;
    let wrong =
        || form.work.wrong_at(field).filter(|_| typed && !form.looks_up(field)).map(|w| words::say(w, lang));
    if let Some(text) = said.or_else(|| form.told.clone()).or_else(wrong) {
        return Line::styled(format!(" {text}"), look.theme.style(Role::Bad));
    }
    if !form.held.is_empty() || form.asked.order.is_some() {
        let text = if form.asked.order.is_some() { Msg::DeskReadingOrders } else { Msg::DeskStillReading };
        return Line::styled(format!(" {}", lang.tr(text)), look.theme.style(Role::Dim));
    }
    let role = if form.hold.state() == Some(false) { Role::Warn } else { Role::Dim };
    let says = |msg| Line::styled(format!(" {}", lang.tr(msg)), look.theme.style(role));
    form.hold.words().map_or_else(Line::default, says)
}

/// The open list, below the field that it belongs to, or above it where there is no room.
fn suggestions(form: &OrderForm, frame: &mut Frame, area: Rect, blocks: &Blocks, look: &Look) {
    let rows: Vec<(String, String)> = match &form.suggestions.found {
        Found::None => return,
        Found::Records(picks) => picks
            .iter()
            .map(|pick| (clean(&pick.label).into_string(), clean(&pick.detail).into_string()))
            .collect(),
        Found::Places(places) => places
            .iter()
            .map(|place| {
                let position = place.position(&form.catalogue);
                let label = format!("{} {}", place.label(&form.catalogue), position.size);
                (clean(&label).into_string(), money::grouped(position.list_price))
            })
            .collect(),
    };
    if rows.is_empty() {
        return;
    }
    let anchor = match form.field() {
        Field::Customer | Field::Salesperson => blocks.customer.y + 1,
        Field::Place(n) => draw_lines::row_of(form, blocks.lines, n),
        field => draw_more::row_of(blocks.more, field),
    };
    list(frame, area, anchor, &rows, form.suggestions.cursor, look);
}
