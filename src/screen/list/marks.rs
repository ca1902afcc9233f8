//! The rows a person has marked. They stay marked, and counted, while he filters, sorts, scrolls and steps through windows.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::domain::record::Row;

/// Marked rows by id, as they were last seen.
#[derive(Debug, Default)]
pub struct Marks(BTreeMap<i64, Row>);

impl Marks {
    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no row is marked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this record is marked.
    pub fn has(&self, id: i64) -> bool {
        self.0.contains_key(&id)
    }

    /// The marked rows.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.0.values()
    }

    /// Marks a row, or takes its mark away.
    pub fn turn(&mut self, row: &Row) {
        if self.0.remove(&row.id).is_none() {
            self.0.insert(row.id, row.clone());
        }
    }

    /// Marks all of these.
    pub fn add(&mut self, rows: &[Row]) {
        self.0.extend(rows.iter().map(|row| (row.id, row.clone())));
    }

    /// No row is marked any more.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Rows were read again: what is marked of them is known anew, with its version.
    pub fn refresh(&mut self, rows: &[Row]) {
        for row in rows {
            if let Some(mark) = self.0.get_mut(&row.id) {
                mark.clone_from(row);
            }
        }
    }

    /// The sum of a field over the marked rows.
    pub fn sum(&self, field: &str) -> Decimal {
        self.rows().filter_map(|row| row.get(field).decimal()).sum()
    }
}
