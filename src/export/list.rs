//! The rows of a list as a sheet.

use super::{Cell, Sheet};
use crate::{
    domain::{entity::EntityDef, field::FieldDef, record::Row},
    entry::figures::Words,
};

/// These columns of these rows, under their labels.
pub fn list(
    name: &str,
    def: &EntityDef,
    columns: &[&'static FieldDef],
    rows: &[Row],
    words: &Words,
) -> Sheet {
    let label = |field: &&'static FieldDef| words.lang.field(def.kind.name(), field.name).to_owned();
    let cells =
        |row: &Row| columns.iter().map(|field| Cell::of(row.get(field.name), field.shape, words)).collect();
    Sheet {
        name: name.to_owned(),
        head: columns.iter().map(label).collect(),
        rows: rows.iter().map(cells).collect(),
    }
}
