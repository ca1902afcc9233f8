//! One definition per kind: its fields, how lists of it begin, what hangs below a record of it. Half of the registry; the
//! database room holds the other half, and a test demands that they agree.

use super::{field::FieldDef, filter::Sort, kind::Kind, operation::Move};

/// What screens need to know of a kind.
#[derive(Debug, Clone, Copy)]
pub struct EntityDef {
    /// The kind.
    pub kind: Kind,
    /// The field that names a record to people.
    pub title: &'static str,
    /// The field with the human code that `kehu get` takes, if there is one.
    pub code: Option<&'static str>,
    /// All fields, in the order of forms and records.
    pub fields: &'static [FieldDef],
    /// The columns of a list, the most important first: the last go first when space is short.
    pub columns: &'static [&'static str],
    /// The order of a list: field and whether the greatest comes first.
    pub sort: &'static [(&'static str, bool)],
    /// Columns whose sum a list shows.
    pub sums: &'static [&'static str],
    /// Lists below a record: the kind and its field that links back.
    pub below: &'static [(Kind, &'static str)],
    /// Business moves on records of this kind.
    pub moves: &'static [Move],
}

impl EntityDef {
    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&'static FieldDef> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The order in which a list begins.
    pub fn first_sort(&self) -> Vec<Sort> {
        self.sort
            .iter()
            .map(|(name, descending)| Sort { field: (*name).to_owned(), descending: *descending })
            .collect()
    }
}
