//! Draws what is seldom touched: agency, billing, tax, contract. One line that says what holds, or the fields when the cursor is there.

use ratatui::{Frame, layout::Rect, text::Line};

use super::{
    OrderForm,
    draw_field::{editable, label},
    field::{Block, Field},
    terms::BillTo,
};
use crate::{
    domain::{rate, value::Link},
    i18n::Msg,
    screen::{Look, desk::put},
    text::{clean, cut, width},
    theme::Role,
    widget::frame_box,
};

/// Rows of the block with its frame.
pub(super) const ROWS: u16 = 6;

/// The fields, row by row.
const GRID: [&[Field]; 4] = [
    &[Field::Agency, Field::Commission],
    &[Field::BillTo, Field::Payer],
    &[Field::Title, Field::Tax],
    &[Field::PayNote, Field::Contract],
];

/// The row of a field on the screen.
pub(super) fn row_of(block: Rect, field: Field) -> u16 {
    let n = GRID.iter().position(|row| row.contains(&field)).unwrap_or(0);
    block.y + 1 + n as u16
}

/// The block.
pub(super) fn block(form: &OrderForm, frame: &mut Frame, area: Rect, look: &Look) {
    if area.height < ROWS {
        return summary(form, frame, area, look);
    }
    let title = look.lang.tr(Msg::OrderBlockMore);
    let inner = frame_box(frame, area, title, form.block() == Block::More, look.theme);
    for (row, fields) in inner.rows().zip(GRID) {
        let half = if fields.len() > 1 { row.width * 3 / 5 } else { row.width };
        let cells = [Rect { width: half, ..row }, Rect { x: row.x + half, width: row.width - half, ..row }];
        for (cell, field) in cells.into_iter().zip(fields) {
            if *field != Field::Payer || form.work.terms.bill_to == BillTo::Other {
                one(form, frame, cell, *field, look);
            }
        }
    }
}

fn one(form: &OrderForm, frame: &mut Frame, area: Rect, field: Field, look: &Look) {
    let name = label(form, field, look);
    let name = format!("{name}{}", " ".repeat(10usize.saturating_sub(width(&name))));
    let x = put(frame, area, area.x, &name, Role::Dim, look);
    let area = Rect { x, width: area.right().saturating_sub(x + 1), ..area };
    let role = if form.work.reasons.contains_key(&field) { Role::Dim } else { Role::Text };
    editable(form, frame, area, field, &shown(form, field, look), role, look);
}

/// What a field comes to.
fn shown(form: &OrderForm, field: Field, look: &Look) -> String {
    let terms = &form.work.terms;
    let typed = form.typed.text(field);
    let link =
        |link: &Option<Link>| link.as_ref().map_or_else(|| typed.to_owned(), |link| link.label.clone());
    let text = match field {
        Field::Agency => link(&terms.agency),
        Field::Payer => link(&terms.payer),
        Field::Title => link(&terms.title),
        Field::Contract => link(&terms.contract),
        Field::Commission => rate::shown(terms.commission),
        Field::Tax => rate::shown(terms.tax),
        Field::BillTo => look.lang.value("bill_to", terms.bill_to.code()).to_owned(),
        _ => typed.to_owned(),
    };
    clean(&text).into_string()
}

/// All in one line: what holds, and the key that leads there.
fn summary(form: &OrderForm, frame: &mut Frame, row: Rect, look: &Look) {
    if row.is_empty() {
        return;
    }
    let terms = &form.work.terms;
    let mut parts = Vec::new();
    let mut say = |field: Field, text: String| {
        parts.push(format!("{}{text}", label(form, field, look)));
    };
    if terms.agency.is_some() {
        let share = format!("{} {}", shown(form, Field::Agency, look), rate::shown(terms.commission));
        say(Field::Agency, share);
    }
    if terms.bill_to != BillTo::Advertiser {
        say(Field::BillTo, shown(form, Field::BillTo, look));
    }
    if terms.title.is_some() {
        say(Field::Title, shown(form, Field::Title, look));
    }
    let missing = form.work.wrong_at(Field::Contract).is_some();
    if terms.contract.is_some() || missing {
        let shown = if missing { "?".to_owned() } else { shown(form, Field::Contract, look) };
        say(Field::Contract, shown);
    }
    say(Field::Tax, rate::shown(terms.tax));
    if !terms.pay_note.is_empty() {
        say(Field::PayNote, shown(form, Field::PayNote, look));
    }
    let text = format!(" {} {}", look.lang.tr(Msg::OrderBlockMore), parts.join(" "));
    let faulty = form.work.wrong.iter().any(|(field, _)| field.block() == Block::More);
    let role = if faulty { Role::Bad } else { Role::Dim };
    let text = cut(&text, usize::from(row.width));
    frame.render_widget(Line::styled(text, look.theme.style(role)), Rect { height: 1, ..row });
}
