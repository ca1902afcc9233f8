//! Forms: of a record of any kind, and of a business move. Both are made of the same fields; what a kind or a move asks for
//! is written in its definition, not here.

mod added_form;
mod alike;
mod blocks;
mod dunned;
mod fields;
mod floating;
mod kept;
mod merge;
mod move_form;
mod move_view;
mod presets;
mod preview;
mod record_form;
mod record_save;
mod report_form;
pub(in crate::screen) mod sheet;
mod sheet_view;
#[cfg(test)]
mod tests;
mod view_form;

pub use added_form::AddedForm;
pub use merge::{merge, same};
pub use move_form::MoveForm;
pub use presets::preset_of;
use record_form::RecordForm;
pub use report_form::ReportForm;
pub use view_form::ViewForm;

use super::{Screen, open};
use crate::{
    domain::{
        kind::Kind,
        operation::{MOVES, Move},
        record::Values,
        value::Value,
    },
    store::KeptDraft,
};

/// The form of a new record. Orders, payments and operators are made in their own ways.
pub fn create(kind: Kind, preset: Values) -> Box<dyn Screen> {
    let link = |name: &str| match preset.get(name) {
        Value::Link(link) => Some(link.clone()),
        _ => None,
    };
    match kind {
        Kind::Order => open::order(link("customer")),
        Kind::Payment => open::payment(link("payer"), Vec::new(), None),
        Kind::Operator => Box::new(MoveForm::new(Move::CreateOperator, Vec::new(), preset)),
        kind => Box::new(RecordForm::new(kind, preset)),
    }
}

/// The form of an existing record, with the focus on one field.
pub fn edit_field(kind: Kind, id: i64, name: &'static str) -> Box<dyn Screen> {
    Box::new(RecordForm::field(kind, id, name))
}

/// The form of an existing record.
pub fn edit(kind: Kind, id: i64) -> Box<dyn Screen> {
    match kind {
        Kind::Order => open::edit_order(id),
        Kind::Operator => Box::new(MoveForm::on_record(Move::ChangeOperator, id)),
        Kind::Insertion => Box::new(MoveForm::on_record(Move::PublishInsertion, id)),
        kind => Box::new(RecordForm::existing(kind, id)),
    }
}

/// A form as it was kept: `kind:customer`, `kind:customer:12`, `move:share`; none: the name is not one of a form like this.
pub fn resume(draft: KeptDraft) -> Option<Box<dyn Screen>> {
    let mut parts = draft.form.split(':');
    match (parts.next(), parts.next()) {
        (Some("kind"), Some(name)) => {
            let kind = Kind::find(name)?;
            Some(Box::new(RecordForm::kept(kind, draft)?))
        }
        (Some("move"), Some(name)) => {
            let what = MOVES.iter().find(|def| def.name == name)?.what;
            Some(Box::new(MoveForm::kept(what, draft)?))
        }
        _ => None,
    }
}
