//! The columns of a list and what their cells say: names from the definition of the kind, values by `cell`, and the few
//! cells that say more than their value: late, broken promise, part of how many.

use chrono::{Datelike, NaiveDate};

use super::{
    pane::{Below, Pane},
    panes,
};
use crate::{
    domain::{
        entity::{self, EntityDef},
        field::{FieldDef, Shape},
        kind::Kind,
        record::Row,
        value::Value,
    },
    i18n::{Lang, Msg},
    screen::{Look, cell},
    text::clean,
    theme::Role,
    widget::{Align, Column, Space},
};

/// Names of customers are never shorter than this,
const NAME: u16 = 16;
/// and where a list has this width, not before less important columns are gone.
const ROOM: u16 = 60;
const NAME_WITH_ROOM: u16 = 22;

/// The fields that are shown, from left to right.
pub fn names(pane: &Pane) -> Vec<&'static str> {
    if !pane.columns.is_empty() {
        return pane.columns.to_vec();
    }
    let def = entity::def(pane.kind);
    def.fields.iter().map(|field| field.name).filter(|name| def.columns.contains(name)).collect()
}

/// What all rows below one record have in common, by the field that links back.
pub fn implied(link: &str) -> &'static [&'static str] {
    match link {
        "order" | "line" => &["customer", "salesperson", "order"],
        "instalment" | "insertion" => &["customer", "salesperson", "order"],
        "contact" | "payment" => &["customer"],
        _ => &[],
    }
}

/// The fields of a list below a record, from left to right.
pub fn names_below(below: Below) -> Vec<&'static str> {
    if !below.columns.is_empty() {
        return below.columns.to_vec();
    }
    let said = |name: &&'static str| *name == below.field || implied(below.field).contains(name);
    names(panes::of(below.kind)).into_iter().filter(|name| !said(name)).collect()
}

/// The columns of these fields in a list of so many cells, not measured yet.
pub fn columns(def: &EntityDef, names: &[&'static str], cells: u16, lang: Lang) -> Vec<Column> {
    let column = |name: &&'static str| {
        let rank = def.columns.iter().position(|column| column == name).unwrap_or(def.columns.len());
        let label = lang.field(def.kind.name(), name);
        let (align, space) =
            def.field(name).map_or((Align::Left, Space::AtLeast(6)), |field| room(def, field));
        let mut column = Column::text(label, 0, rank.min(200) as u8);
        (column.align, column.space) = (align, space);
        if space == Space::AtLeast(NAME) && rank < 2 && cells >= ROOM {
            column.space = Space::AtLeast(NAME_WITH_ROOM);
        }
        column
    };
    names.iter().map(column).collect()
}

/// Columns that the filter names are all shown, if each can have so many cells; names of customers and titles so many.
const NAMED: u16 = 7;
const NAMED_NAME: u16 = 12;

/// Columns that were named are shortened before one of them is left out.
pub fn squeeze(columns: &mut [Column]) {
    for column in columns {
        if let Space::AtLeast(cells) = column.space {
            column.space = Space::AtLeast(if cells < NAME { cells.min(NAMED) } else { NAMED_NAME });
        }
    }
}

/// Columns whose width the filter names have it.
pub fn widen(columns: &mut [Column], names: &[&'static str], widths: &[(&'static str, u16)]) {
    for (column, name) in columns.iter_mut().zip(names) {
        if let Some((_, wide)) = widths.iter().find(|(known, _)| known == name) {
            (column.want, column.space) = (*wide, Space::AtLeast(*wide));
        }
    }
}

fn room(def: &EntityDef, field: &FieldDef) -> (Align, Space) {
    match field.shape {
        Shape::Money | Shape::Number | Shape::Decimal | Shape::Percent | Shape::Discount => {
            (Align::Right, Space::Whole)
        }
        Shape::Date
        | Shape::Moment
        | Shape::Flag
        | Shape::Choice(..)
        | Shape::Link(Kind::Order | Kind::Payment) => (Align::Left, Space::Whole),
        Shape::Link(Kind::Customer) => (Align::Left, Space::AtLeast(field.min.max(NAME))),
        _ if def.code == Some(field.name) => (Align::Left, Space::Whole),
        _ if def.title == field.name => (Align::Left, Space::AtLeast(field.min.max(NAME))),
        _ => (Align::Left, Space::AtLeast(field.min)),
    }
}

/// The cells of a row.
pub fn cells(def: &EntityDef, names: &[&'static str], row: &Row, look: &Look) -> Vec<(String, Role)> {
    let short = |name: &&'static str| match row.get(name) {
        // A list says on which day; the record says when.
        Value::Moment(at) => (cell::moment_day(*at, look.session.map(|session| session.today)), Role::Text),
        // The customer and the word stand in their own columns.
        Value::Text(_) if *name == "title" && is_dunning(row) => {
            (clean(&row.get("instalment").plain()).into_string(), Role::Text)
        }
        _ => cell_of(def, name, row, look),
    };
    names.iter().map(short).collect()
}

/// One cell of a row: what it says, and what that means.
pub fn cell_of(def: &EntityDef, name: &str, row: &Row, look: &Look) -> (String, Role) {
    let value = row.get(name);
    let shape = def.field(name).map_or(Shape::Text, |field| field.shape);
    let text = cell::show(value, shape, look);
    let today = look.session.map(|session| session.today);
    let (lang, late) = (look.lang, late(row));
    match (name, value) {
        ("seq", Value::Int(n)) if row.get("parts").id().is_some() => {
            (format!("{n}/{}", row.get("parts").plain()), Role::Text)
        }
        ("delivered", Value::Int(n)) => parts_done(*n, row.get("insertions").id()),
        ("overdue_days", Value::Int(days)) if *days > 0 => (lang.fmt(Msg::ListDays, &[days]), Role::Bad),
        ("overdue_days", _) if due(row).is_some_and(|day| Some(day) == today) && open(row) => {
            (lang.tr(Msg::TabToday).to_owned(), Role::Warn)
        }
        ("overdue_days", _) => (String::new(), Role::Text),
        ("due_on" | "planned_on", _) if late => (text + "!", Role::Bad),
        ("due_on" | "planned_on", _) if due(row) == today && open(row) => (text, Role::Warn),
        ("material_deadline_on", Value::Date(day))
            if today.is_some_and(|today| *day < today) && no_material(row) =>
        {
            (text + "!", Role::Bad)
        }
        ("promised_on", Value::Date(day)) => promised(*day, today, open(row)),
        ("next_contact_on", Value::Date(day)) if today.is_some_and(|today| *day < today) => {
            (text + "!", Role::Warn)
        }
        ("outstanding", Value::Money(rest)) if rest.is_zero() => (text, Role::Good),
        ("outstanding", Value::Money(_)) if late => (text, Role::Bad),
        ("overdue", Value::Money(rest)) if rest.is_sign_positive() && !rest.is_zero() => (text, Role::Bad),
        ("overdue" | "unallocated", Value::Money(rest)) if rest.is_zero() => (text, Role::Dim),
        // How long it stands in its stage against the standard: marked too, for whoever sees no colours.
        ("days_in_stage" | "days", Value::Int(_)) => match pace(row) {
            Some((sign, role)) => (format!("{text}{sign}"), role),
            None => (text, Role::Text),
        },
        ("pace", _) => (text, pace(row).map_or(Role::Text, |(_, role)| role)),
        ("days_uncontacted", Value::Int(_)) if row.get("stale") == &Value::Flag(true) => {
            (text + "!", Role::Bad)
        }
        ("expected_close_on", Value::Date(day))
            if today.is_some_and(|today| *day < today) && row.get("state").str() == "open" =>
        {
            (text + "!", Role::Bad)
        }
        ("state" | "status" | "todo", _) => (text, state(value.str())),
        _ => (text, Role::Text),
    }
}

/// A promise is short; a broken one calls.
fn promised(day: NaiveDate, today: Option<NaiveDate>, open: bool) -> (String, Role) {
    let form = if today.is_some_and(|today| today.year() == day.year()) { "%m-%d" } else { "%Y-%m-%d" };
    let text = day.format(form).to_string();
    if open && today.is_some_and(|today| day < today) { (text + "!", Role::Bad) } else { (text, Role::Text) }
}

fn parts_done(done: i64, all: Option<i64>) -> (String, Role) {
    match all {
        Some(all) => (format!("{done}/{all}"), if done >= all && all > 0 { Role::Good } else { Role::Text }),
        None => (done.to_string(), Role::Text),
    }
}

/// The sign and the meaning of an opportunity that is near the standard of its stage, or beyond it.
pub fn pace(row: &Row) -> Option<(char, Role)> {
    match row.get("pace").str() {
        "over" => Some(('!', Role::Bad)),
        "warn" => Some(('~', Role::Warn)),
        _ => None,
    }
}

/// What a state means.
fn state(code: &str) -> Role {
    match code {
        "paid" | "published" | "madegood" | "done" | "completed" | "answered" | "won" => Role::Good,
        "overdue" | "missed" | "level3" | "lost" => Role::Bad,
        "suspended" | "due_today" | "level2" | "requested" => Role::Warn,
        "cancelled" | "terminated" | "written_off" | "voided" | "archived" | "disabled" | "left" => Role::Dim,
        _ => Role::Text,
    }
}

fn is_dunning(row: &Row) -> bool {
    row.get("kind").str() == "dunning" && !row.get("instalment").plain().is_empty()
}

/// Whether the row is past its day and not done.
pub fn late(row: &Row) -> bool {
    matches!(row.get("overdue_days"), Value::Int(days) if *days > 0)
}

fn due(row: &Row) -> Option<NaiveDate> {
    row.get("due_on").date().or(row.get("planned_on").date())
}

fn open(row: &Row) -> bool {
    let ended = ["paid", "written_off", "cancelled", "done", "published", "madegood", "missed"];
    !ended.contains(&row.get("state").str())
}

fn no_material(row: &Row) -> bool {
    matches!(row.get("state").str(), "planned" | "booked")
}

/// What a row is called: its title, and for a part of an order which part, with its money.
pub fn label(def: &EntityDef, row: &Row) -> String {
    let title = row.get(def.title).plain();
    match def.kind {
        Kind::Instalment => {
            let part = [row.get("seq").plain(), row.get("parts").plain()].join("/");
            format!(
                "{title} {} {}",
                part.trim_end_matches('/'),
                cell::amount_in(owed(row), crate::screen::Units::Yuan)
            )
        }
        Kind::Insertion => format!("{title} {} {}", row.get("position").plain(), row.get("customer").plain()),
        _ => title,
    }
}

/// What is still to be received of an instalment.
pub fn owed(row: &Row) -> rust_decimal::Decimal {
    row.get("outstanding").decimal().unwrap_or_default()
}
