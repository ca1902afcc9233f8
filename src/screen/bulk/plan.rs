//! What a change of many records would do to each of them: changed, already so, or left alone and why. Knows no screen.

use std::collections::HashSet;

use crate::{
    domain::{
        entity,
        field::{Edit, FieldDef, Shape},
        in_place,
        kind::Kind,
        operation::{Move, Target},
        policy,
        record::{Row, Values},
        session::Session,
        value::Value,
    },
    store::{Bulk, BulkChange},
};

/// What is changed of each record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// One of its fields.
    Field(&'static FieldDef),
    /// What only a move changes, seen in this field.
    Move(Move, &'static str),
}

/// What becomes of one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is changed.
    Changes,
    /// It holds that already.
    Same,
    /// It is not the operator's to change.
    NotYours,
    /// The move does not apply to it now.
    NotNow,
}

/// What can be changed of records of a kind, by this operator's role.
pub fn offered(session: &Session, kind: Kind) -> Vec<What> {
    let def = entity::def(kind);
    let moves = [(Move::TransferCustomer, "owner"), (Move::SetCustomerStatus, "status")];
    let moves = moves
        .into_iter()
        .filter(|(what, _)| what.def().kind == kind && policy::offers(session, *what))
        .map(|(what, shown)| What::Move(what, shown));
    let plain = |field: &&FieldDef| {
        field.edit == Edit::Always
            && ![Some(def.title), def.code].contains(&Some(field.name))
            && in_place::field(kind, field.name)
            && policy::can_edit_field(session, kind, field.name)
    };
    let fields = def.fields.iter().filter(plain).map(What::Field);
    let fields: Vec<What> =
        if in_place::kind(kind) && policy::can_edit(session, kind) { fields.collect() } else { Vec::new() };
    moves.chain(fields).collect()
}

impl What {
    /// The field in which it is seen.
    pub fn name(self) -> &'static str {
        match self {
            What::Field(field) => field.name,
            What::Move(_, shown) => shown,
        }
    }

    /// What is asked for.
    pub fn fields(self) -> Vec<FieldDef> {
        match self {
            What::Field(field) => vec![*field],
            What::Move(what, _) => what.def().fields.to_vec(),
        }
    }

    /// The shape of what is shown before and after.
    pub fn shape(self, kind: Kind) -> Shape {
        entity::def(kind).field(self.name()).map_or(Shape::Text, |field| field.shape)
    }

    /// What a record would hold.
    pub fn after(self, values: &Values) -> Value {
        match self {
            What::Field(field) if field.shape == Shape::Flag && values.get(field.name).is_empty() => {
                Value::Flag(false)
            }
            What::Field(field) => values.get(field.name).clone(),
            What::Move(Move::TransferCustomer, _) => values.get("to").clone(),
            What::Move(_, shown) => values.get(shown).clone(),
        }
    }

    /// What becomes of a record; of `mine` it is known that the operator may change them.
    pub fn fate(self, session: &Session, row: &Row, after: &Value, mine: &HashSet<i64>) -> Fate {
        let same = match (row.get(self.name()), after) {
            (Value::Link(a), Value::Link(b)) => a.id == b.id,
            (before, after) => before == after,
        };
        let moves = match self {
            What::Field(_) => true,
            What::Move(what, _) => policy::applies(session, what, row),
        };
        match (mine.contains(&row.id), same, moves) {
            (false, ..) => Fate::NotYours,
            (_, true, _) => Fate::Same,
            (.., false) => Fate::NotNow,
            _ => Fate::Changes,
        }
    }

    /// The request for these rows.
    pub fn bulk<'a>(self, kind: Kind, rows: impl Iterator<Item = &'a Row>, values: &Values) -> Bulk {
        let targets = rows.map(|row| Target { id: row.id, version: row.version }).collect();
        let change = match self {
            What::Field(field) => BulkChange::Field(field.name.to_owned(), self.after(values)),
            What::Move(what, _) => BulkChange::Move(what, values.clone()),
        };
        Bulk { kind, targets, change }
    }
}
