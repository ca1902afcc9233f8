//! Draws the collection plan: its words in the frame, its parts with amount and date, the sum, what is left, 大写.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{
    OrderForm,
    draw_field::editable,
    field::{Block, Field},
};
use crate::{
    domain::{capital::capital, money},
    i18n::Msg,
    screen::{Look, cell, desk::put},
    text::{clean, cut, fit, fit_right, width},
    theme::Role,
    widget::frame_box,
};

/// The block.
pub(super) fn block(form: &OrderForm, frame: &mut Frame, area: Rect, look: &Look) {
    let title = look.lang.tr(Msg::DeskBlockPlan);
    let inner = frame_box(frame, area, title, form.block() == Block::Plan, look.theme);
    if area.is_empty() {
        return;
    }
    words(form, frame, Rect { height: 1, ..area }, width(title) as u16 + 4, look);
    let parts = form.work.parts.len();
    let shown = usize::from(inner.height.saturating_sub(1));
    let at = match form.field() {
        Field::PartAmount(n) | Field::PartDue(n) => n,
        _ => 0,
    };
    let first = at.saturating_sub(shown.saturating_sub(1));
    let mut rows = inner.rows();
    for n in first..first + shown {
        let Some(row) = rows.next() else { return };
        if n < parts {
            part(form, frame, row, n, look);
        }
    }
    if let Some(row) = rows.next() {
        frame.render_widget(sum(form, look, usize::from(row.width)), row);
    }
}

/// The plan's words, in the upper edge of the frame.
fn words(form: &OrderForm, frame: &mut Frame, edge: Rect, from: u16, look: &Look) {
    let x = edge.x + from;
    let room = edge.right().saturating_sub(x + 2);
    let source = form
        .typed
        .plan_from
        .as_ref()
        .map(|code| look.lang.fmt(Msg::DeskPlanFrom, &[&clean(code)]))
        .unwrap_or_default();
    let wide = (width(&form.typed.plan) as u16 + 2).clamp(24, 40).min(room);
    let (shown, role) = match form.typed.plan.trim() {
        "" => (look.lang.tr(Msg::DeskPlanEmpty).to_owned(), Role::Dim),
        plan => (clean(plan).into_string(), Role::Text),
    };
    editable(form, frame, Rect { x, width: wide, ..edge }, Field::Plan, &shown, role, look);
    let left = usize::from(room.saturating_sub(wide + 1));
    if width(&source) < left {
        put(frame, edge, x + wide, &format!(" {source} "), Role::Dim, look);
    }
}

fn part(form: &OrderForm, frame: &mut Frame, row: Rect, n: usize, look: &Look) {
    let work = &form.work.parts[n];
    let percent = match work.part.percent {
        Some(_) if work.amount_changed => look.lang.tr(Msg::DeskByHand).to_owned(),
        Some(points) => format!("{}%", points.normalize()),
        None if work.amount_changed => look.lang.tr(Msg::DeskByHand).to_owned(),
        None => String::new(),
    };
    let mut x = put(frame, row, row.x, &format!(" {:>2} {} ", n + 1, fit(&percent, 7)), Role::Dim, look);
    let amount = money::grouped(work.part.amount);
    let area = Rect { x, width: 16.min(row.right().saturating_sub(x)), ..row };
    editable(form, frame, area, Field::PartAmount(n), &amount, Role::Text, look);
    x += 18;
    let due = cell::whole_date(work.part.due_on, look.lang);
    let area = Rect { x, width: 16.min(row.right().saturating_sub(x)), ..row };
    editable(form, frame, area, Field::PartDue(n), &due, Role::Text, look);
    x += 17;
    let said = match (work.due_changed, work.part.said.as_str()) {
        (true, _) => look.lang.tr(Msg::DeskByHand).to_owned(),
        (false, "") => look.lang.tr(Msg::DeskSigning).to_owned(),
        (false, said) => said.to_owned(),
    };
    x = put(frame, row, x, &said, Role::Dim, look);
    if form.catalogue.calendar.is_off(work.part.due_on) {
        put(frame, row, x, &format!("  {}", look.lang.tr(Msg::DeskDayOff)), Role::Warn, look);
    }
}

/// The sum, what is left, and the net amount in capitals, which finance checks by.
fn sum(form: &OrderForm, look: &Look, cells: usize) -> Line<'static> {
    let work = &form.work;
    let text =
        look.lang.fmt(Msg::DeskSum, &[&money::grouped(work.net - work.left), &money::grouped(work.left)]);
    let whole = work.left.is_zero() && !work.net.is_zero();
    let mark = match (whole, work.net.is_zero()) {
        (true, _) => format!("  {}", look.lang.tr(Msg::DeskWhole)),
        (false, true) => String::new(),
        (false, false) => " !".to_owned(),
    };
    let role = if whole || work.net.is_zero() { Role::Good } else { Role::Warn };
    let first = format!(" {text}{mark}");
    let left = cells.saturating_sub(width(&first) + 2);
    let capitals = capital(work.net);
    let capitals = if width(&capitals) <= left { fit_right(&capitals, left) } else { String::new() };
    Line::from(vec![
        Span::styled(cut(&first, cells), look.theme.style(role)),
        Span::styled(format!(" {capitals}"), look.theme.style(Role::Dim)),
    ])
}
