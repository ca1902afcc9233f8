//! Draws the lines of an order: position, issues, list price, discount, amount, and the totals below.

use ratatui::{Frame, layout::Rect, text::Line};

use super::{
    OrderForm,
    draw_field::editable,
    field::{Block, Field},
    words,
    work::LineWork,
};
use crate::{
    domain::{discount, money},
    entry::order::issues::ahead,
    i18n::Msg,
    screen::{Look, cell, desk::put},
    text::{clean, cut, fit, fit_right},
    theme::Role,
    widget::frame_box,
};

/// The columns behind the number: position, issues, list price, discount, amount.
fn columns(area: Rect) -> [Rect; 5] {
    let fixed = [14, 12, 7, 13];
    let first = area.width.saturating_sub(2 + fixed.iter().sum::<u16>() + 4);
    let mut x = area.x + 2;
    [first, fixed[0], fixed[1], fixed[2], fixed[3]].map(|wide| {
        let rect = Rect { x: x.min(area.right()), width: wide.min(area.right().saturating_sub(x)), ..area };
        x += wide + 1;
        rect
    })
}

/// The first line that is shown, so that the one under the cursor is.
fn first_shown(form: &OrderForm, rows: usize) -> usize {
    let at = form.field().line().unwrap_or(0);
    at.saturating_sub(rows.saturating_sub(1))
}

/// How many lines a block of this height shows.
fn rows_in(block: Rect) -> usize {
    usize::from(block.height.saturating_sub(4))
}

/// The row of a line on the screen.
pub(super) fn row_of(form: &OrderForm, block: Rect, n: usize) -> u16 {
    block.y + 2 + n.saturating_sub(first_shown(form, rows_in(block))) as u16
}

/// The block.
pub(super) fn block(form: &OrderForm, frame: &mut Frame, area: Rect, look: &Look) {
    let title = look.lang.tr(Msg::DeskBlockLines);
    let inner = frame_box(frame, area, title, form.block() == Block::Lines, look.theme);
    let mut rows = inner.rows();
    let Some(head) = rows.next() else { return };
    let labels = [Msg::DeskPlace, Msg::DeskIssues, Msg::DeskListPrice, Msg::DeskDiscount, Msg::DeskAmount];
    for (n, (column, label)) in columns(head).into_iter().zip(labels).enumerate() {
        let (label, cells) = (look.lang.tr(label), usize::from(column.width));
        let text = if n < 2 { fit(label, cells) } else { right(label, cells) };
        put(frame, column, column.x, &text, Role::Title, look);
    }
    let shown = rows_in(area);
    let first = first_shown(form, shown);
    for n in first..first + shown {
        let Some(row) = rows.next() else { return };
        if n < form.typed.lines.len() {
            line(form, frame, row, n, look);
        }
    }
    if let Some(row) = rows.next() {
        frame.render_widget(totals(form, look, usize::from(row.width)), row);
    }
}

fn right(text: &str, cells: usize) -> String {
    let kept = cut(text, cells);
    format!("{}{kept}", " ".repeat(cells.saturating_sub(crate::text::width(&kept))))
}

fn line(form: &OrderForm, frame: &mut Frame, row: Rect, n: usize, look: &Look) {
    put(frame, row, row.x, &format!("{}", n + 1), Role::Dim, look);
    let text = &form.typed.lines[n];
    let [place, issues, list, ratio, amount] = columns(row);
    if text.is_empty() {
        let hint = look.lang.tr(Msg::DeskEmptyLine);
        editable(form, frame, place, Field::Place(n), hint, Role::Dim, look);
        if matches!(form.field(), Field::Issues(at) | Field::Discount(at) if at == n) {
            editable(form, frame, issues, Field::Issues(n), "", Role::Text, look);
            editable(form, frame, ratio, Field::Discount(n), "", Role::Text, look);
        }
        return;
    }
    let Some(work) = form.work.lines.get(n) else { return };
    let label = label(form, n, look);
    let limited = form.industry_limited(n);
    let role = if limited { Role::Warn } else { Role::Text };
    // An open size or colour is typed at the end of its position.
    let typing = [Field::Size(n), Field::Colour(n)].into_iter().find(|field| form.field() == *field);
    let wide = if typing.is_some() { 12.min(place.width / 2) } else { 0 };
    let whole = Rect { width: place.width - wide, ..place };
    editable(form, frame, whole, Field::Place(n), &label, role, look);
    if let Some(field) = typing {
        let area = Rect { x: whole.right(), width: wide, ..place };
        editable(form, frame, area, field, &clean(form.typed.text(field)).into_string(), Role::Text, look);
    }
    let late = work.issues.iter().any(|issue| issue.no > 0 && issue.booking_deadline_on < form.today);
    let said = match work.surcharge {
        Some(kind) => look.lang.value("surcharge", kind).to_owned(),
        None => issues_shown(text.issues.trim(), work),
    };
    let role = if late { Role::Warn } else { Role::Text };
    editable(form, frame, issues, Field::Issues(n), &said, role, look);
    let by_default = text.discount.trim().is_empty();
    let role = match (work.below_floor, by_default) {
        (true, _) => Role::Warn,
        (false, true) => Role::Dim,
        (false, false) => Role::Text,
    };
    let shown = right(&cell::discount(work.discount, look.lang), usize::from(ratio.width));
    let shown = if form.field() == Field::Discount(n) { shown.trim().to_owned() } else { shown };
    if work.place.is_some() {
        let price = money::grouped(work.list_price);
        if work.surcharge.is_some() {
            editable(form, frame, list, Field::Price(n), &price, Role::Text, look);
        } else {
            put(frame, list, list.x, &fit_right(&price, usize::from(list.width)), Role::Dim, look);
        }
        let sum = fit_right(&money::grouped(work.amount), usize::from(amount.width));
        put(frame, amount, amount.x, &sum, Role::Text, look);
        editable(form, frame, ratio, Field::Discount(n), &shown, role, look);
    } else {
        editable(form, frame, ratio, Field::Discount(n), text.discount.trim(), Role::Text, look);
    }
}

/// Publication and position, with what this line says of size and colour.
fn label(form: &OrderForm, n: usize, look: &Look) -> String {
    let (text, work) = (&form.typed.lines[n], &form.work.lines[n]);
    let size = work.place.map(|place| place.position(&form.catalogue).size.clone()).unwrap_or_default();
    let open = work.size.clone().unwrap_or_default();
    let colour = work.colour.map(|code| look.lang.value("colour", code)).unwrap_or_default();
    let words = [text.place_text.as_str(), &size, &open, colour];
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    clean(&words.join(" ")).into_string()
}

/// `3: 48 49 50`; what cannot be chosen is shown as it was typed.
fn issues_shown(typed: &str, work: &LineWork) -> String {
    if work.issues.is_empty() {
        return clean(typed).into_string();
    }
    let numbers: Vec<String> =
        work.issues.iter().filter(|issue| issue.no > 0).map(|issue| issue.no.to_string()).collect();
    format!("{}: {}", work.issues.len(), numbers.join(" "))
}

fn totals(form: &OrderForm, look: &Look, cells: usize) -> Line<'static> {
    let work = &form.work;
    let off = money::grouped(work.gross - work.net);
    let mut text = format!(
        " {}",
        look.lang.fmt(Msg::DeskTotals, &[&money::grouped(work.gross), &off, &money::grouped(work.net)])
    );
    let rate = work.terms.tax;
    let tax = money::grouped(money::tax_inside(work.net, rate).tax);
    let tax = format!("  {}", look.lang.fmt(Msg::DeskTax, &[&tax, &crate::domain::rate::shown(rate)]));
    if crate::text::width(&text) + crate::text::width(&tax) <= cells {
        text.push_str(&tax);
    }
    Line::styled(cut(&text, cells), look.theme.style(Role::Title))
}

/// How a line's amount came about, or what can be booked.
pub(super) fn explained(form: &OrderForm, n: usize, look: &Look) -> String {
    let Some((work, place)) = form.work.lines.get(n).and_then(|work| Some((work, work.place?))) else {
        return String::new();
    };
    let publication = place.publication(&form.catalogue);
    let floor = look.lang.fmt(Msg::DeskFloor, &[&discount::shown(publication.discount_floor)]);
    if work.below_floor {
        return look.lang.fmt(Msg::DeskBelowFloor, &[&discount::shown(publication.discount_floor)]);
    }
    if form.field() == Field::Issues(n) && (!form.fresh || work.issues.is_empty()) {
        let list = ahead(place, &form.catalogue, form.typed.own(), &form.work.lines[..n]);
        let shown = list.iter().take(8).map(|it| {
            let taken = words::taken(it, look.lang);
            format!("{} {} {taken}", it.issue.no, it.issue.publish_on.format("%m-%d")).trim_end().to_owned()
        });
        return shown.collect::<Vec<_>>().join("  ");
    }
    if work.surcharge.is_some() {
        return look.lang.tr(Msg::OrderSurchargeHint).to_owned();
    }
    if work.issues.is_empty() {
        return floor;
    }
    let price = format!(
        "{} x {} = {} x {}",
        money::grouped(work.list_price),
        cell::discount(work.discount, look.lang),
        money::grouped(work.unit_price),
        work.issues.len()
    );
    let days: Vec<String> =
        work.issues.iter().take(4).map(|issue| issue.publish_on.format("%m-%d").to_string()).collect();
    let by = work.issues.iter().map(|issue| issue.booking_deadline_on).min().unwrap_or(form.today);
    let by = look.lang.fmt(Msg::DeskBookBy, &[&by.format("%m-%d")]);
    let only = match publication.industry_limit.as_slice() {
        [] => String::new(),
        list => {
            let words: Vec<String> =
                list.iter().map(|code| clean(&(look.word)("industry", code)).into_string()).collect();
            format!(", {}", look.lang.fmt(Msg::DeskOnlyFor, &[&words.join(" ")]))
        }
    };
    format!("{price}   {}, {by}, {floor}{only}", days.join(" "))
}
