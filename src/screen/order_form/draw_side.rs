//! Draws what is known beside a wide order form: the customer's money, his last order, the issues ahead of the line.

use ratatui::{Frame, layout::Rect, text::Line};

use super::{OrderForm, words};
use crate::{
    domain::{discount, money},
    entry::order::issues::ahead,
    i18n::Msg,
    screen::{Look, cell},
    text::{clean, cut, fit, fit_right, width},
    theme::Role,
    widget::frame_box,
};

/// The pane: facts above, issues below.
pub(super) fn pane(form: &OrderForm, frame: &mut Frame, area: Rect, look: &Look) {
    let facts = facts(form, look, usize::from(area.width.saturating_sub(4)));
    let above = (facts.len() as u16 + 2).max(6).min(area.height);
    let upper = Rect { height: above, ..area };
    let lower = Rect { y: area.y + above, height: area.height - above, ..area };
    let title = look.lang.tr(Msg::DeskFacts);
    let inner = frame_box(frame, upper, title, false, look.theme);
    lines(frame, inner, facts);
    if lower.height > 2 {
        let inner = frame_box(frame, lower, look.lang.tr(Msg::DeskAhead), false, look.theme);
        let issues = issues(form, look, usize::from(inner.height));
        lines(frame, inner, issues);
    }
}

fn lines(frame: &mut Frame, area: Rect, lines: Vec<Line<'static>>) {
    for (row, line) in area.rows().zip(lines) {
        frame.render_widget(line, row);
    }
}

fn facts(form: &OrderForm, look: &Look, cells: usize) -> Vec<Line<'static>> {
    let Some(desk) = &form.desk else { return Vec::new() };
    let line = |text: String, role| Line::styled(cut(&format!(" {text}"), cells + 1), look.theme.style(role));
    let lang = look.lang;
    let mut out = vec![
        line(format!("{} {}", lang.tr(Msg::DeskSalesperson), clean(&desk.salesperson.1)), Role::Text),
        line(lang.fmt(Msg::DeskOpen, &[&money::grouped(desk.outstanding)]), Role::Text),
    ];
    if !desk.overdue.is_zero() {
        out.push(line(
            format!("{} !", lang.fmt(Msg::DeskOverdue, &[&money::grouped(desk.overdue)])),
            Role::Bad,
        ));
    }
    let Some(last) = &desk.last_order else {
        out.push(line(lang.tr(Msg::DeskNoOrders).to_owned(), Role::Dim));
        return out;
    };
    let day = last.signed_on.map(|day| cell::short_date(day, Some(form.today), lang)).unwrap_or_default();
    out.push(Line::default());
    out.push(line(lang.fmt(Msg::DeskLastOrder, &[&day, &clean(&last.code)]), Role::Title));
    for draft in &last.draft.lines {
        let ids = (draft.publication_id, draft.position_id);
        let place = super::place::Place::of(&form.catalogue, ids)
            .map_or_else(|| format!("#{}", draft.position_id), |place| place.label(&form.catalogue));
        let what = format!(" x{} {}", draft.insertions.len(), discount::shown(draft.discount));
        let room = cells.saturating_sub(width(&what));
        out.push(line(format!("{}{what}", cut(&place, room)), Role::Text));
    }
    out.push(line(clean(&last.plan_text).into_string(), Role::Dim));
    out
}

fn issues(form: &OrderForm, look: &Look, rows: usize) -> Vec<Line<'static>> {
    let n = form.field().line().unwrap_or(0);
    let Some(place) = form.work.lines.get(n).and_then(|line| line.place) else { return Vec::new() };
    let above = form.work.lines.get(..n).unwrap_or_default();
    ahead(place, &form.catalogue, form.typed.own(), above)
        .iter()
        .take(rows)
        .map(|offer| {
            let issue = offer.issue;
            let chosen = form.work.lines[n].issues.iter().any(|chosen| chosen.id == issue.id);
            let by = look.lang.fmt(Msg::DeskBookBy, &[&issue.booking_deadline_on.format("%m-%d")]);
            let mark = if offer.taken { words::taken(offer, look.lang) } else { by };
            let text = format!(
                "{}{} {}  {}",
                if chosen { " *" } else { "  " },
                fit_right(&issue.no.to_string(), 3),
                fit(&cell::short_date(issue.publish_on, Some(form.today), look.lang), 10),
                mark
            );
            let role = match (offer.taken, chosen) {
                (true, _) => Role::Dim,
                (false, true) => Role::Good,
                (false, false) => Role::Text,
            };
            Line::styled(text, look.theme.style(role))
        })
        .collect()
}
