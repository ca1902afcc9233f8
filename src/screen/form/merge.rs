//! Two people changed one record: what each changed, and whether both can be kept. Pure; which way a clash goes is for a
//! person to choose.

use crate::domain::{record::Values, value::Value};

/// What came of laying two changes over one another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Merged {
    /// My changes that are not theirs already.
    pub mine: Values,
    /// Fields that they changed and I did not.
    pub others: Vec<String>,
    /// Fields that both changed, each in his own way.
    pub clashes: Vec<String>,
}

/// `mine` holds my changed fields only; `theirs` the record as it is now; `base` as I had seen it.
pub fn merge(base: &Values, mine: &Values, theirs: &Values) -> Merged {
    let mut merged = Merged::default();
    for (name, value) in mine.iter() {
        let now = theirs.get(name);
        if same(value, now) {
            continue;
        }
        merged.mine.set(name, value.clone());
        if !same(base.get(name), now) {
            merged.clashes.push(name.to_owned());
        }
    }
    for (name, value) in theirs.iter() {
        if base.has(name) && !mine.has(name) && !same(base.get(name), value) {
            merged.others.push(name.to_owned());
        }
    }
    merged
}

/// Whether two values mean the same: records by their id, whatever they are called by now.
pub fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Link(a), Value::Link(b)) => a.id == b.id,
        (Value::Flag(false), Value::Empty) | (Value::Empty, Value::Flag(false)) => true,
        _ => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(pairs: &[(&str, &str)]) -> Values {
        let mut values = Values::new();
        for (name, text) in pairs {
            values.set(name, Value::text(*text));
        }
        values
    }

    #[test]
    fn changes_of_different_fields_are_both_kept() {
        let base = values(&[("name", "a"), ("city", "b"), ("phone", "c")]);
        let merged = merge(
            &base,
            &values(&[("city", "mine")]),
            &values(&[("name", "a"), ("city", "b"), ("phone", "theirs")]),
        );
        assert_eq!(merged.mine, values(&[("city", "mine")]));
        assert_eq!(merged.others, ["phone"]);
        assert!(merged.clashes.is_empty());
    }

    #[test]
    fn a_field_that_both_changed_clashes_unless_they_agree() {
        let base = values(&[("name", "a"), ("city", "b")]);
        let mine = values(&[("name", "mine"), ("city", "same")]);
        let merged = merge(&base, &mine, &values(&[("name", "theirs"), ("city", "same")]));
        assert_eq!(merged.clashes, ["name"]);
        assert_eq!(merged.mine, values(&[("name", "mine")]));
    }

    #[test]
    fn what_was_saved_already_leaves_nothing_to_save() {
        let base = values(&[("name", "a")]);
        let mine = values(&[("name", "mine")]);
        assert_eq!(merge(&base, &mine, &mine), Merged::default());
    }
}
