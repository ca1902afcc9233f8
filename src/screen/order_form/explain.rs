//! The line below the order form, about the field under the cursor: where its value came from, how an amount came about, what
//! can be booked, what would be right.

use ratatui::{layout::Rect, text::Line, widgets::Paragraph};

use super::{OrderForm, draw_lines, field::Field, terms::Reason};
use crate::{
    i18n::Msg,
    screen::Look,
    text::{clean, cut, width},
    theme::Role,
};

/// In two lines, where there is room for them.
pub(super) fn paragraph(form: &OrderForm, look: &Look, area: Rect) -> Paragraph<'static> {
    let text = text(form, look);
    let style = look.theme.style(Role::Dim);
    let cells = usize::from(area.width).saturating_sub(2);
    let lines: Vec<Line> = match text.split_once("   ") {
        Some((first, rest)) if area.height > 1 && width(&text) > cells => {
            [first, rest].map(|part| Line::styled(format!(" {}", cut(part, cells)), style)).into()
        }
        _ => vec![Line::styled(format!(" {}", cut(&text, cells)), style)],
    };
    Paragraph::new(lines)
}

fn text(form: &OrderForm, look: &Look) -> String {
    let field = form.field();
    let reason = form.work.reasons.get(&field).map(|reason| because(form, *reason, look));
    let about = match field {
        Field::Plan if form.typed.plan.trim().is_empty() => look.lang.tr(Msg::DeskPlanHint).to_owned(),
        Field::Commission if form.work.terms.agency.is_some() => {
            look.lang.tr(Msg::OrderCommissionHint).to_owned()
        }
        Field::Added => look.lang.tr(Msg::OrderAddedHint).to_owned(),
        Field::BillTo => look.lang.tr(Msg::OrderBillToHint).to_owned(),
        Field::Agency | Field::Title | Field::Contract => look.lang.tr(Msg::OrderNoneHint).to_owned(),
        field => field.line().map(|n| draw_lines::explained(form, n, look)).unwrap_or_default(),
    };
    match reason {
        Some(reason) if about.is_empty() => reason,
        Some(reason) => format!("{reason}   {about}"),
        None => about,
    }
}

/// Where a value came from that nobody typed.
fn because(form: &OrderForm, reason: Reason, look: &Look) -> String {
    let last = form.desk.as_ref().and_then(|desk| desk.last_order.as_ref());
    let lang = look.lang;
    match reason {
        Reason::Today => lang.tr(Msg::OrderByToday).to_owned(),
        Reason::Owner => lang.tr(Msg::OrderByOwner).to_owned(),
        Reason::LastOrder => {
            lang.fmt(Msg::OrderByLast, &[&clean(last.map_or("", |last| last.code.as_str()))])
        }
        Reason::UsualTitle => lang.tr(Msg::OrderByTitle).to_owned(),
        Reason::Company => lang.tr(Msg::OrderByCompany).to_owned(),
        Reason::OnlyContract => lang.tr(Msg::OrderByContract).to_owned(),
        Reason::RateCard => lang.tr(Msg::OrderByRateCard).to_owned(),
    }
}
