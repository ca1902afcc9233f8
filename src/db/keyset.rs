//! The order of a list, and where a page of it goes on: after the sort values and the id of the last row of the page
//! before, never at an offset. A list is walked from its beginning or from its end. Knows columns, not kinds.

use diesel::{BoolExpressionMethods, ExpressionMethods};

use super::{
    column::{Column, Order, Predicate},
    condition::{all, any, by_key, keyless, not, order},
    table::Table,
};
use crate::domain::{
    filter::{After, Op},
    value::Value,
};

/// One column of an order.
pub struct Key<T: Table + ?Sized> {
    /// The column.
    pub column: &'static Column<T::Row, T::From>,
    /// Greatest first.
    pub descending: bool,
}

/// An order, and from which end it is walked. The id decides between equals, in the direction of the last column, as the
/// indexes have it; without columns the newest come first. Empty cells come last, in either direction.
pub struct Walk<T: Table + ?Sized> {
    /// The columns.
    pub keys: Vec<Key<T>>,
    /// From the end.
    pub backwards: bool,
}

impl<T: Table + ?Sized> Walk<T> {
    /// Whether a column is walked from its greatest value.
    fn down(&self, key: &Key<T>) -> bool {
        key.descending != self.backwards
    }

    fn id_down(&self) -> bool {
        self.keys.last().is_none_or(|key| key.descending) != self.backwards
    }

    /// The order in which rows are met.
    pub fn orders(&self) -> Vec<Order<T::From>> {
        let mut orders: Vec<_> =
            self.keys.iter().map(|key| order(key.column, self.down(key), self.backwards)).collect();
        orders.push(if self.id_down() { Box::new(T::id().desc()) } else { Box::new(T::id().asc()) });
        orders
    }

    /// The rows that are met after that place. None where the values do not fit the columns.
    pub fn after(&self, place: &After) -> Option<Predicate<T::From>> {
        if self.keys.len() != place.values.len() {
            return None;
        }
        let id = T::id();
        let mut rest: Predicate<T::From> =
            if self.id_down() { Box::new(id.lt(place.id)) } else { Box::new(id.gt(place.id)) };
        for (key, value) in self.keys.iter().zip(&place.values).rev() {
            rest = self.step(key, value, rest)?;
        }
        // The first column alone, so that an index can begin where the page begins.
        let first = self.keys.first().zip(place.values.first()).filter(|(key, _)| key.column.always);
        let bound = match first {
            Some((key, value)) => {
                Some(by_key(key.column, if self.down(key) { Op::Le } else { Op::Ge }, value)?)
            }
            None => None,
        };
        all(bound.into_iter().chain([rest]).collect())
    }

    /// Beyond the value, or at it and beyond by the columns that follow.
    fn step(&self, key: &Key<T>, value: &Value, rest: Predicate<T::From>) -> Option<Predicate<T::From>> {
        let nameless = matches!(value, Value::Link(link) if link.label.is_empty());
        if value.is_empty() || nameless {
            let same: Predicate<T::From> = Box::new(keyless(key.column).and(rest));
            let filled = self.backwards.then(|| not(keyless(key.column)));
            return Some(any(filled.into_iter().chain([same]).collect()));
        }
        let beyond = by_key(key.column, if self.down(key) { Op::Lt } else { Op::Gt }, value)?;
        let same: Predicate<T::From> = Box::new(by_key(key.column, Op::Eq, value)?.and(rest));
        let emptied = (!self.backwards && !key.column.always).then(|| keyless(key.column));
        Some(any([beyond, same].into_iter().chain(emptied).collect()))
    }
}
