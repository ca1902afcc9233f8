//! The fields of a record as they are read: what it is, who it belongs to and when, notes whole. Of an order, two bars first.

use ratatui::text::{Line, Span};
use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::{
    domain::{
        entity::EntityDef,
        field::{Edit, FieldDef, Shape},
        kind::Kind,
        money,
        record::Row,
        value::Value,
    },
    i18n::{Lang, Msg},
    screen::{Look, cell, list::columns},
    text::{clean, cut, fit, graphemes, width},
    theme::Role,
    widget::bar,
};

/// Cells that a label and its value like to have.
const WIDE: usize = 38;
/// What a record says of itself for machines, or in its title.
const UNSEEN: [&str; 3] = ["pinyin", "initials", "counted"];
/// Who and when: below what it is.
const PEOPLE: [&str; 13] = [
    "owner",
    "department",
    "first_owner",
    "salesperson",
    "assistant",
    "assigned_by",
    "confirmed_by",
    "confirmed_at",
    "acknowledged_at",
    "created_by",
    "created_at",
    "updated_at",
    "last_contact_at",
];

/// All lines, in so many cells.
pub fn lines(def: &EntityDef, row: &Row, cells: usize, look: &Look) -> Vec<Line<'static>> {
    let mut out = Vec::new();
    if def.kind == Kind::Order {
        out.push(bars(row, cells, look));
    }
    let shown = |field: &&FieldDef| shown(def, field, row);
    let (notes, fields): (Vec<&FieldDef>, Vec<&FieldDef>) =
        def.fields.iter().filter(shown).partition(|field| field.shape == Shape::Note);
    let (people, main): (Vec<&FieldDef>, Vec<&FieldDef>) =
        fields.into_iter().partition(|field| PEOPLE.contains(&field.name));
    let label = label_cells(def, row, look.lang);
    out.extend(group(def, row, &main, label, cells, look));
    for field in notes {
        out.extend(note(def, field, row.get(field.name), label, cells, look));
    }
    out.extend(group(def, row, &people, label, cells, look));
    out
}

/// How many lines that makes, for the layout, which knows no colours and no words yet.
pub fn count(def: &EntityDef, row: &Row, cells: usize, lang: Lang) -> usize {
    let shown = |field: &&FieldDef| shown(def, field, row);
    let (notes, fields): (Vec<&FieldDef>, Vec<&FieldDef>) =
        def.fields.iter().filter(shown).partition(|field| field.shape == Shape::Note);
    let label = label_cells(def, row, lang);
    let (people, main): (Vec<&FieldDef>, Vec<&FieldDef>) =
        fields.into_iter().partition(|field| PEOPLE.contains(&field.name));
    let room = cells.saturating_sub(label + 3).max(2);
    let lines = |fields: &[&FieldDef]| {
        let long: Vec<bool> = fields.iter().map(|field| long(row, field, label, cells)).collect();
        shared(&long, columns_in(cells)).len()
    };
    let of_notes: usize = notes
        .iter()
        .flat_map(|field| row.get(field.name).str().lines())
        .map(|text| wrapped(clean(text).as_str(), room).len())
        .sum();
    let bars = usize::from(def.kind == Kind::Order);
    bars + lines(&main) + of_notes + lines(&people)
}

/// Whether a name does not fit beside another: it has a line of its own, for a record is where one reads it whole.
fn long(row: &Row, field: &FieldDef, label: usize, cells: usize) -> bool {
    let room = (cells / columns_in(cells)).saturating_sub(label + 3);
    match row.get(field.name) {
        value @ (Value::Text(_) | Value::Link(_)) => width(clean(&value.plain()).as_str()) > room,
        _ => false,
    }
}

/// How many fields stand on each line: side by side, the long ones alone.
fn shared(long: &[bool], columns: usize) -> Vec<usize> {
    let mut lines: Vec<usize> = Vec::new();
    let mut open = false;
    for long in long {
        match lines.last_mut().filter(|used| open && !long && **used < columns) {
            Some(used) => *used += 1,
            None => lines.push(1),
        }
        open = !long;
    }
    lines
}

/// What says something and does not stand in the heading.
fn shown(def: &EntityDef, field: &FieldDef, row: &Row) -> bool {
    let heading = field.name == def.title && field.shape == Shape::Text || def.code == Some(field.name);
    let value = row.get(field.name);
    // A figure that is counted up and is nothing yet says nothing; what an order is worth and owes says that too.
    let nothing_yet = field.edit == Edit::Never
        && !["net_amount", "amount", "received", "outstanding"].contains(&field.name)
        && value.decimal().is_some_and(|n| n.is_zero());
    let in_the_bars = def.kind == Kind::Order && ["insertions", "delivered"].contains(&field.name);
    let says_nothing = matches!(value, Value::Empty | Value::Flag(false)) || nothing_yet || in_the_bars;
    !heading && !says_nothing && !UNSEEN.contains(&field.name)
}

fn columns_in(cells: usize) -> usize {
    (cells / WIDE).clamp(1, 4)
}

fn label_cells(def: &EntityDef, row: &Row, lang: Lang) -> usize {
    let shown = def.fields.iter().filter(|field| !row.get(field.name).is_empty());
    let widths = shown.map(|field| width(lang.field(def.kind.name(), field.name)));
    widths.max().unwrap_or_default().min(16)
}

/// Fields side by side, row by row.
fn group(
    def: &EntityDef,
    row: &Row,
    fields: &[&FieldDef],
    label: usize,
    cells: usize,
    look: &Look,
) -> Vec<Line<'static>> {
    let shown: Vec<(String, String, Role, bool)> = fields
        .iter()
        .map(|field| {
            let (text, role) = said(def, field, row, look);
            let name = look.lang.field(def.kind.name(), field.name).to_owned();
            (name, text, role, long(row, field, label, cells))
        })
        .filter(|(_, text, ..)| !text.is_empty())
        .collect();
    let columns = columns_in(cells);
    let long: Vec<bool> = shown.iter().map(|(.., long)| *long).collect();
    let mut rest = shown.as_slice();
    shared(&long, columns)
        .into_iter()
        .map(|count| {
            let (chunk, after) = rest.split_at(count);
            rest = after;
            let mut spans = Vec::new();
            for (name, text, role, long) in chunk {
                let wide = if *long { cells } else { cells / columns };
                let room = wide.saturating_sub(label + 3);
                spans.push(Span::styled(format!(" {} ", fit(name, label)), look.theme.style(Role::Dim)));
                spans.push(Span::styled(fit(text, room), look.theme.style(*role)));
                spans.push(Span::raw(" "));
            }
            Line::from(spans)
        })
        .collect()
}

/// A cell of a list says more than its value; a record says money and dates whole.
fn said(def: &EntityDef, field: &FieldDef, row: &Row, look: &Look) -> (String, Role) {
    let (text, role) = columns::cell_of(def, field.name, row, look);
    match (field.shape, row.get(field.name)) {
        (Shape::Money | Shape::Date, value) if !text.is_empty() => {
            let late = if text.ends_with('!') { "!" } else { "" };
            (format!("{}{late}", cell::show_whole(value, field.shape, look)), role)
        }
        _ => (text, role),
    }
}

/// A note with all its lines.
fn note(
    def: &EntityDef,
    field: &FieldDef,
    value: &Value,
    label: usize,
    cells: usize,
    look: &Look,
) -> Vec<Line<'static>> {
    let room = cells.saturating_sub(label + 3).max(2);
    let name = look.lang.field(def.kind.name(), field.name);
    let mut out = Vec::new();
    for text in value.str().lines() {
        for part in wrapped(clean(text).as_str(), room) {
            let head = if out.is_empty() { name } else { "" };
            out.push(Line::from(vec![
                Span::styled(format!(" {} ", fit(head, label)), look.theme.style(Role::Dim)),
                Span::styled(part, look.theme.style(Role::Text)),
            ]));
        }
    }
    out
}

/// A text in lines of at most so many cells; between characters, as Chinese is broken.
pub fn wrapped(text: &str, cells: usize) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut used = 0;
    for grapheme in graphemes(text) {
        let wide = width(grapheme);
        if used + wide > cells && used > 0 {
            out.push(String::new());
            used = 0;
        }
        used += wide;
        if let Some(last) = out.last_mut() {
            last.push_str(grapheme);
        }
    }
    out
}

/// Delivered n of m issues, collected x of y yuan.
fn bars(row: &Row, cells: usize, look: &Look) -> Line<'static> {
    let count = |name: &str| row.get(name).id().unwrap_or_default().max(0) as u64;
    let amount = |name: &str| row.get(name).decimal().unwrap_or_default();
    let (delivered, issues) = (count("delivered"), count("insertions"));
    let (received, net) = (amount("received"), amount("net_amount"));
    let fen = |amount: Decimal| (amount * Decimal::ONE_HUNDRED).to_u64().unwrap_or_default();
    let percent =
        if net > Decimal::ZERO { (received / net * Decimal::ONE_HUNDRED).trunc() } else { Decimal::ZERO };
    let room = if cells >= 90 { 20 } else { 10 };
    let text = format!(
        " {} {} {delivered}/{issues}   {} {} {percent} %  {}/{}",
        look.lang.tr(Msg::RecordDelivered),
        bar(delivered, issues, room),
        look.lang.tr(Msg::RecordCollected),
        bar(fen(received), fen(net), room),
        money::grouped(received),
        money::grouped(net),
    );
    Line::styled(cut(&text, cells), look.theme.style(Role::Title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_has_a_line_of_its_own() {
        assert_eq!(shared(&[false, false, false], 2), [2, 1]);
        assert_eq!(shared(&[false, true, false, false], 2), [1, 1, 2]);
        assert_eq!(shared(&[true, true], 2), [1, 1]);
        assert_eq!(shared(&[false, false], 1), [1, 1]);
    }

    #[test]
    fn notes_are_broken_between_characters() {
        assert_eq!(wrapped("上海雅韵", 5), ["上海", "雅韵"]);
        assert_eq!(wrapped("", 5), [""]);
        assert_eq!(wrapped("abc", 1), ["a", "b", "c"]);
        assert_eq!(wrapped("上", 1), ["上"]);
    }
}
