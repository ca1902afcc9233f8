//! Draws the payment form: the payment above, the instalments it pays below, and the line on which Enter books. Pure.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{PaymentForm, typed::Field, words::say, work::default_amount};
use crate::{
    domain::{capital::capital, money::grouped},
    i18n::Msg,
    screen::{
        Look, cell,
        desk::{list, put},
    },
    text::{clean, cut, fit, fit_right, width},
    theme::Role,
    widget::frame_box,
};

/// The whole form.
pub(super) fn form(form: &PaymentForm, frame: &mut Frame, area: Rect, look: &Look) {
    let above = 6.min(area.height);
    let upper = Rect { height: above, ..area };
    let rest = area.height - above;
    let lower = Rect { y: area.y + above, height: rest.saturating_sub(1), ..area };
    let last = Rect { y: lower.bottom(), height: rest.min(1), ..area };
    let below = !matches!(form.typed.field, Field::Pays(_) | Field::Ready);
    let inner = frame_box(frame, upper, look.lang.tr(form.words().title), below, look.theme);
    payment(form, frame, inner, look);
    let focus = matches!(form.typed.field, Field::Pays(_));
    let inner = frame_box(frame, lower, look.lang.tr(Msg::PayBlock), focus, look.theme);
    instalments(form, frame, inner, look);
    if !last.is_empty() {
        ready(form, frame, last, look);
    }
    if form.typed.field == Field::Payer && form.changed {
        let rows: Vec<(String, String)> = form
            .picks
            .iter()
            .map(|pick| (clean(&pick.label).into_string(), clean(&pick.detail).into_string()))
            .collect();
        list(frame, area, upper.y + 1, &rows, form.pick, look);
    }
}

fn payment(form: &PaymentForm, frame: &mut Frame, area: Rect, look: &Look) {
    let (lang, work) = (look.lang, &form.work);
    let words =
        [Msg::PayPayer, Msg::PayAmount, form.words().received_on, Msg::PayNote].map(|msg| lang.tr(msg));
    let label = words.iter().map(|word| width(word)).max().unwrap_or(0) + 2;
    let mut rows = area.rows();
    let default = default_amount(&form.typed, &form.rows);
    let typed = !form.typed.amount.trim().is_empty();
    let amount = if typed && work.wrong_at(Field::Amount).is_some() {
        clean(&form.typed.amount).into_string()
    } else if typed {
        grouped(work.amount)
    } else {
        default.map(grouped).unwrap_or_default()
    };
    if let Some(row) = rows.next() {
        let x = put(frame, row, row.x, &fit(&format!(" {}", words[0]), label + 1), Role::Dim, look);
        let payer = clean(&form.typed.payer_text).into_string();
        field(
            form,
            frame,
            Rect { x, width: 44.min(row.right().saturating_sub(x)), ..row },
            Field::Payer,
            &payer,
            look,
        );
    }
    if let Some(row) = rows.next() {
        let x = put(frame, row, row.x, &fit(&format!(" {}", words[1]), label + 1), Role::Dim, look);
        field(
            form,
            frame,
            Rect { x, width: 18.min(row.right().saturating_sub(x)), ..row },
            Field::Amount,
            &amount,
            look,
        );
        if work.wrong_at(Field::Amount).is_none() {
            put(frame, row, x + 20, &capital(work.amount), Role::Dim, look);
        }
    }
    if let Some(row) = rows.next() {
        let mut x = put(frame, row, row.x, &fit(&format!(" {}", words[2]), label + 1), Role::Dim, look);
        let day = cell::whole_date(work.received_on, lang);
        field(
            form,
            frame,
            Rect { x, width: 16.min(row.right().saturating_sub(x)), ..row },
            Field::Received,
            &day,
            look,
        );
        x = put(frame, row, x + 18, &format!("{} ", lang.tr(Msg::PayMethod)), Role::Dim, look);
        let method = clean(&(look.word)("method", &work.method)).into_string();
        field(
            form,
            frame,
            Rect { x, width: 10.min(row.right().saturating_sub(x)), ..row },
            Field::Method,
            &method,
            look,
        );
        x = put(frame, row, x + 11, &format!("{} ", lang.tr(Msg::PayBankRef)), Role::Dim, look);
        let text = clean(&form.typed.bank_ref).into_string();
        field(
            form,
            frame,
            Rect { x, width: row.right().saturating_sub(x), ..row },
            Field::BankRef,
            &text,
            look,
        );
    }
    if let Some(row) = rows.next() {
        let x = put(frame, row, row.x, &fit(&format!(" {}", words[3]), label + 1), Role::Dim, look);
        let text = clean(&form.typed.note).into_string();
        field(form, frame, Rect { x, width: row.right().saturating_sub(x), ..row }, Field::Note, &text, look);
    }
}

/// A field: being edited, or how its value is shown.
fn field(form: &PaymentForm, frame: &mut Frame, area: Rect, at: Field, shown: &str, look: &Look) {
    if area.is_empty() {
        return;
    }
    let focus = form.typed.field == at;
    if focus && !form.fresh {
        form.edit.view(frame, area, true, look.theme);
        return;
    }
    let wrong = form.work.wrong_at(at).is_some() && !form.text(at).trim().is_empty();
    let role = match (focus, wrong) {
        (true, _) => Role::FieldFocus,
        (false, true) => Role::Bad,
        (false, false) if form.text(at).is_empty() => Role::Dim,
        (false, false) => Role::Text,
    };
    let cells = usize::from(area.width);
    let right = matches!(at, Field::Pays(_));
    let text = if right { fit_right(shown, cells) } else { fit(shown, cells) };
    frame.render_widget(Line::styled(text, look.theme.style(role)), area);
    if focus {
        let caret = if right { area.width - 1 } else { (width(shown) as u16).min(area.width - 1) };
        frame.set_cursor_position((area.x + caret, area.y));
    }
}

fn instalments(form: &PaymentForm, frame: &mut Frame, area: Rect, look: &Look) {
    let lang = look.lang;
    let mut rows = area.rows();
    let Some(head) = rows.next() else { return };
    let row_text = |order: &str, part: &str, due: &str, outstanding: &str| {
        format!("   {} {} {} {}", fit(order, 14), fit(part, 4), fit(due, 16), fit_right(outstanding, 14))
    };
    let titles = [Msg::PayOrder, Msg::PayPart, Msg::PayDue, form.words().outstanding].map(|msg| lang.tr(msg));
    let x =
        put(frame, head, head.x, &row_text(titles[0], titles[1], titles[2], titles[3]), Role::Title, look);
    put(frame, head, x + 2, &fit_right(lang.tr(form.words().pays), 14), Role::Title, look);
    let shown = usize::from(area.height.saturating_sub(2));
    let at = if let Field::Pays(n) = form.typed.field { n } else { 0 };
    let first = at.saturating_sub(shown.saturating_sub(1));
    for n in first..first + shown {
        let Some(row) = rows.next() else { return };
        let Some(due) = form.rows.get(n) else { continue };
        let day = due.due_on.map(|day| cell::whole_date(day, lang)).unwrap_or_default();
        let text =
            row_text(&clean(&due.order).into_string(), &due.seq.to_string(), &day, &grouped(due.outstanding));
        let late = due.due_on.is_some_and(|day| day < form.today);
        let x = put(frame, row, row.x, &text, if late { Role::Bad } else { Role::Text }, look);
        if form.typed.marked.contains(&due.id) {
            put(frame, row, row.x + 1, "*", Role::Marked, look);
        }
        let pays = form.work.pays.get(n).copied().unwrap_or_default();
        let shown = if pays.is_zero() { String::new() } else { grouped(pays) };
        let area = Rect { x: x + 2, width: 14.min(row.right().saturating_sub(x + 2)), ..row };
        field(form, frame, area, Field::Pays(n), &shown, look);
    }
    if let Some(row) = rows.next() {
        let work = &form.work;
        let advance = work.amount - work.allocated;
        let over = advance.is_sign_negative() && !advance.is_zero();
        let text = match work.wrong_at(Field::Ready) {
            // Nothing is known of an amount that cannot be read, and there is no advance below nothing.
            _ if work.wrong_at(Field::Amount).is_some() => String::new(),
            Some(wrong) if over => say(wrong, lang),
            _ => lang
                .fmt(form.words().sum, &[&grouped(work.amount), &grouped(work.allocated), &grouped(advance)]),
        };
        let role = if work.wrong_at(Field::Ready).is_some() { Role::Bad } else { Role::Title };
        put(frame, row, row.x, &format!(" {text}"), role, look);
    }
}

/// The line on which Enter books, and what it would book.
fn ready(form: &PaymentForm, frame: &mut Frame, row: Rect, look: &Look) {
    let (lang, work) = (look.lang, &form.work);
    let focus = form.typed.field == Field::Ready;
    if work.wrong_at(Field::Amount).is_some() && !focus {
        return;
    }
    let text = lang.fmt(
        form.words().ready,
        &[
            &clean(&form.typed.payer_text),
            &grouped(work.amount),
            &cell::whole_date(work.received_on, lang),
            &clean(&(look.word)("method", &work.method)),
        ],
    );
    let style = look.theme.style(if focus { Role::Selected } else { Role::Dim });
    let text = fit(&format!("{}{text}", if focus { "> " } else { "  " }), usize::from(row.width));
    frame.render_widget(Line::from(Span::styled(text, style)), row);
    if focus {
        frame.set_cursor_position((row.x, row.y));
    }
}

/// The line above the footer.
pub(super) fn status(form: &PaymentForm, look: &Look) -> Line<'static> {
    let lang = look.lang;
    if form.asked.book.is_some() {
        return Line::styled(format!(" {}", lang.tr(Msg::DeskSaving)), look.theme.style(Role::Warn));
    }
    let field = form.typed.field;
    let said = form.said.as_ref().filter(|(at, _)| *at == field).map(|(_, text)| text.clone());
    let typed = !form.fresh && field != Field::Payer && !form.text(field).trim().is_empty();
    let wrong =
        || form.work.wrong_at(field).filter(|_| typed || field == Field::Ready).map(|wrong| say(wrong, lang));
    if let Some(text) = said.or_else(|| form.told.clone()).or_else(wrong) {
        return Line::styled(format!(" {}", cut(&text, 200)), look.theme.style(Role::Bad));
    }
    let reading = form.asked.rows.is_some() || form.asked.proposal.is_some();
    let open = !form.rows.is_empty() || form.typed.payer.is_none();
    let text = match (reading, open, form.hold.words()) {
        (true, ..) => Msg::DeskStillReading,
        (false, false, _) => form.words().nothing,
        (false, true, Some(kept)) => kept,
        (false, true, None) => return Line::default(),
    };
    Line::styled(format!(" {}", lang.tr(text)), look.theme.style(Role::Dim))
}
