//! What a change of many records would do to each of them: changed, already so, or left alone and why. Knows no screen.

use std::collections::HashSet;

use crate::{
    domain::{
        entity,
        field::{Edit, FieldDef, Shape, field},
        in_place,
        kind::Kind,
        operation::{Move, RECEIVERS, Target},
        policy,
        record::{Row, Values},
        session::Session,
        value::Value,
    },
    i18n::{Lang, Msg},
    store::{Bulk, BulkChange},
};

/// What is changed of each record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// One of its fields.
    Field(&'static FieldDef),
    /// What only a move changes, seen in this field.
    Move(Move, &'static str),
    /// One tag more, or one less.
    Tag(bool),
    /// Another owner, in turn among several.
    InTurn,
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
    let moves = [
        (Move::TransferCustomer, "owner"),
        (Move::TransferOpportunity, "owner"),
        (Move::TransferLead, "owner"),
        (Move::SetCustomerStatus, "status"),
    ];
    let moves = moves
        .into_iter()
        .filter(|(what, _)| what.def().kind == kind && policy::offers(session, *what))
        .map(|(what, shown)| What::Move(what, shown));
    let plain = |field: &&FieldDef| {
        field.edit == Edit::Always
            && ![Some(def.title), def.code].contains(&Some(field.name))
            && policy::can_edit_field(session, kind, field.name)
    };
    let fields = def.fields.iter().filter(plain).map(What::Field);
    let fields: Vec<What> =
        if in_place::kind(kind) && policy::can_edit(session, kind) { fields.collect() } else { Vec::new() };
    let turns = policy::offers(session, Move::TransferCustomer).then_some(What::InTurn);
    let turns = turns.filter(|_| kind == Kind::Customer);
    let tags = fields.iter().any(|what| what.name() == TAGS);
    let tags = [What::Tag(true), What::Tag(false)].into_iter().filter(move |_| tags);
    moves.chain(turns).chain(tags).chain(fields).collect()
}

/// The field with the tags, which are parted by blanks.
const TAGS: &str = "tags";
/// What is typed to put one on, or to take one off.
const TAG: FieldDef = field("tag", Shape::Text).edit().required();
/// To whom, and why.
const TURNS: [FieldDef; 6] = [
    field(RECEIVERS[0], Shape::Link(Kind::Operator)).edit().required(),
    field(RECEIVERS[1], Shape::Link(Kind::Operator)).edit().required(),
    field(RECEIVERS[2], Shape::Link(Kind::Operator)).edit(),
    field(RECEIVERS[3], Shape::Link(Kind::Operator)).edit(),
    field(RECEIVERS[4], Shape::Link(Kind::Operator)).edit(),
    field("reason", Shape::Text).edit().required(),
];

impl What {
    /// The field in which it is seen.
    pub fn name(self) -> &'static str {
        match self {
            What::Field(field) => field.name,
            What::Move(_, shown) => shown,
            What::Tag(_) => TAGS,
            What::InTurn => "owner",
        }
    }

    /// By what it is picked.
    pub fn key(self) -> &'static str {
        match self {
            What::Tag(true) => "tag_on",
            What::Tag(false) => "tag_off",
            What::InTurn => "in_turn",
            what => what.name(),
        }
    }

    /// What it is called.
    pub fn label(self, kind: Kind, lang: Lang) -> &'static str {
        match self {
            What::Tag(true) => lang.tr(Msg::BulkTagOn),
            What::Tag(false) => lang.tr(Msg::BulkTagOff),
            What::InTurn => lang.tr(Msg::BulkInTurn),
            what => lang.field(kind.name(), what.name()),
        }
    }

    /// What is asked for.
    pub fn fields(self) -> Vec<FieldDef> {
        match self {
            What::Field(field) => vec![*field],
            What::Move(what, _) => what.def().fields.to_vec(),
            What::Tag(_) => vec![TAG],
            What::InTurn => TURNS.to_vec(),
        }
    }

    /// The shape of what is shown before and after.
    pub fn shape(self, kind: Kind) -> Shape {
        entity::def(kind).field(self.name()).map_or(Shape::Text, |field| field.shape)
    }

    /// What a record would hold, the `n`th of those that may be changed.
    pub fn after(self, n: usize, row: &Row, values: &Values) -> Value {
        match self {
            What::Field(field) if field.shape == Shape::Flag && values.get(field.name).is_empty() => {
                Value::Flag(false)
            }
            What::Field(field) => values.get(field.name).clone(),
            What::Move(_, "owner") => values.get("to").clone(),
            What::Move(_, shown) => values.get(shown).clone(),
            What::Tag(on) => tagged(row.get(TAGS), values.get(TAG.name).str(), on),
            What::InTurn => {
                let to: Vec<&Value> =
                    RECEIVERS.iter().map(|name| values.get(name)).filter(|to| !to.is_empty()).collect();
                to.get(n % to.len().max(1)).map_or(Value::Empty, |to| (*to).clone())
            }
        }
    }

    /// What becomes of a record; of `mine` it is known that the operator may change them.
    pub fn fate(self, session: &Session, row: &Row, after: &Value, mine: &HashSet<i64>) -> Fate {
        let same = match (row.get(self.name()), after) {
            (Value::Link(a), Value::Link(b)) => a.id == b.id,
            (before, after) => before == after,
        };
        let moves = match self {
            // What an opportunity would order makes its amount.
            What::Field(field) if field.name == "amount" => {
                row.get("lines").decimal().is_none_or(|lines| lines.is_zero())
            }
            What::Field(_) | What::Tag(_) => true,
            What::Move(what, _) => policy::applies(session, what, row),
            What::InTurn => policy::applies(session, Move::TransferCustomer, row),
        };
        match (mine.contains(&row.id), same, moves) {
            (false, ..) => Fate::NotYours,
            (_, true, _) => Fate::Same,
            (.., false) => Fate::NotNow,
            _ => Fate::Changes,
        }
    }

    /// The request for these rows, each with what it would hold.
    pub fn bulk<'a>(
        self,
        kind: Kind,
        rows: impl Iterator<Item = (&'a Row, &'a Value)>,
        values: &Values,
    ) -> Bulk {
        let (targets, after): (Vec<Target>, Vec<Value>) =
            rows.map(|(row, after)| (Target { id: row.id, version: row.version }, after.clone())).unzip();
        let change = match self {
            What::Field(field) => {
                BulkChange::Field(field.name.to_owned(), after.first().cloned().unwrap_or_default())
            }
            What::Move(what, _) => BulkChange::Move(what, values.clone()),
            What::Tag(_) => BulkChange::Each(TAGS.to_owned(), after),
            What::InTurn => {
                let to = |to| Values::new().with("to", to).with("reason", values.get("reason").clone());
                BulkChange::EachMove(Move::TransferCustomer, after.into_iter().map(to).collect())
            }
        };
        Bulk { kind, targets, change }
    }
}

/// The tags with one more, or one less.
fn tagged(tags: &Value, tag: &str, on: bool) -> Value {
    let tag = tag.trim();
    let mut all: Vec<&str> = tags.str().split_whitespace().filter(|one| on || *one != tag).collect();
    if on && !tag.is_empty() && !all.contains(&tag) {
        all.push(tag);
    }
    Value::text(all.join(" "))
}
