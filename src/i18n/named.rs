//! What the company calls the fields that it added itself: known once they are read, for as long as the program runs.

use std::{collections::BTreeMap, sync::RwLock};

/// The Chinese and the English name; the latter may be empty.
type Names = (&'static str, &'static str);

static FIELDS: RwLock<BTreeMap<String, Names>> = RwLock::new(BTreeMap::new());

/// What a field of a kind is called, if it is one that was added.
pub(super) fn field(kind: &str, name: &str) -> Option<Names> {
    // No text of the program's own is asked for here.
    if !name.starts_with("x_") {
        return None;
    }
    let fields = FIELDS.read().unwrap_or_else(|broken| broken.into_inner());
    fields.get(&format!("{kind}.{name}")).copied()
}

/// From now on a field of a kind is called so.
pub fn name_field(kind: &str, name: &str, chinese: &'static str, english: &'static str) {
    let mut fields = FIELDS.write().unwrap_or_else(|broken| broken.into_inner());
    fields.insert(format!("{kind}.{name}"), (chinese, english));
}
