//! One definition per kind: its fields, how lists of it begin, what hangs below a record of it. Half of the registry; the
//! database room holds the other half, and a test demands that they agree.

mod activity;
mod allocation;
mod comment;
mod competitor;
mod contact;
mod contract;
pub mod custom;
mod custom_field;
pub mod customer;
mod department;
mod dict_item;
mod doc_template;
mod dup_candidate;
mod event;
mod file;
mod hand_over;
mod holiday;
mod inbox;
mod insertion;
mod instalment;
mod invoice;
mod invoice_title;
mod issue;
mod lead;
mod line;
mod operator;
mod opportunity;
mod opportunity_contact;
mod opportunity_line;
mod order;
mod order_change;
mod payment;
mod pipeline;
mod position;
mod publication;
mod quote;
mod quote_line;
mod rate;
mod reference;
mod setting;
mod sharing_rule;
mod stage;
mod stage_task;
mod stay;

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

    /// The field that a person means: `due` is `due_on`, `key` is `is_key`.
    pub fn meant(&self, name: &str) -> Option<&'static FieldDef> {
        let spellings = [name.to_owned(), format!("{name}_on"), format!("{name}_at"), format!("is_{name}")];
        spellings.iter().find_map(|name| self.field(name))
    }

    /// The order in which a list begins.
    pub fn first_sort(&self) -> Vec<Sort> {
        self.sort
            .iter()
            .map(|(name, descending)| Sort { field: (*name).to_owned(), descending: *descending })
            .collect()
    }

    /// The order of a list below a record: lines as the order has them, everything else as in lists.
    pub fn sort_below(&self) -> Vec<Sort> {
        let mut sort = self.first_sort();
        if self.kind == Kind::Line {
            sort.push(Sort { field: "seq".to_owned(), descending: false });
        }
        sort
    }
}

/// The definition of a kind, with the fields that the administrator added.
pub fn def(kind: Kind) -> &'static EntityDef {
    custom::def(kind).unwrap_or_else(|| built_in(kind))
}

/// The definition of a kind as the program brings it.
fn built_in(kind: Kind) -> &'static EntityDef {
    match kind {
        Kind::Customer => &customer::DEF,
        Kind::Contact => &contact::DEF,
        Kind::InvoiceTitle => &invoice_title::DEF,
        Kind::Lead => &lead::DEF,
        Kind::Publication => &publication::DEF,
        Kind::Issue => &issue::DEF,
        Kind::Position => &position::DEF,
        Kind::Rate => &rate::DEF,
        Kind::Order => &order::DEF,
        Kind::OrderChange => &order_change::DEF,
        Kind::Line => &line::DEF,
        Kind::Insertion => &insertion::DEF,
        Kind::Instalment => &instalment::DEF,
        Kind::Payment => &payment::DEF,
        Kind::Allocation => &allocation::DEF,
        Kind::Invoice => &invoice::DEF,
        Kind::Contract => &contract::DEF,
        Kind::Opportunity => &opportunity::DEF,
        Kind::OpportunityLine => &opportunity_line::DEF,
        Kind::OpportunityContact => &opportunity_contact::DEF,
        Kind::Quote => &quote::DEF,
        Kind::QuoteLine => &quote_line::DEF,
        Kind::DocTemplate => &doc_template::DEF,
        Kind::Stay => &stay::DEF,
        Kind::Competitor => &competitor::DEF,
        Kind::Pipeline => &pipeline::DEF,
        Kind::Stage => &stage::DEF,
        Kind::StageTask => &stage_task::DEF,
        Kind::Activity => &activity::DEF,
        Kind::DupCandidate => &dup_candidate::DEF,
        Kind::Operator => &operator::DEF,
        Kind::Department => &department::DEF,
        Kind::Holiday => &holiday::DEF,
        Kind::Setting => &setting::DEF,
        Kind::DictItem => &dict_item::DEF,
        Kind::SharingRule => &sharing_rule::DEF,
        Kind::HandOver => &hand_over::DEF,
        Kind::Comment => &comment::DEF,
        Kind::Inbox => &inbox::DEF,
        Kind::File => &file::DEF,
        Kind::Event => &event::DEF,
        Kind::Reference => &reference::DEF,
        Kind::CustomField => &custom_field::DEF,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        domain::{field::Shape, operation::MOVES},
        i18n::Msg,
    };

    fn all() -> impl Iterator<Item = &'static EntityDef> {
        Kind::ALL.into_iter().map(|kind| {
            assert_eq!(def(kind).kind, kind);
            def(kind)
        })
    }

    #[test]
    fn every_name_in_a_definition_is_a_field_of_it() {
        for def in all() {
            let names: BTreeSet<_> = def.fields.iter().map(|field| field.name).collect();
            assert_eq!(names.len(), def.fields.len(), "{:?} names a field twice", def.kind);
            let sorts = def.sort.iter().map(|(name, _)| name);
            let mentioned =
                def.columns.iter().chain(sorts).chain(def.sums).chain([&def.title]).chain(&def.code);
            for name in mentioned {
                assert!(names.contains(name), "{:?} has no field {name}", def.kind);
            }
        }
    }

    #[test]
    fn sums_are_of_money_and_required_fields_can_be_typed() {
        for def in all() {
            for name in def.sums {
                assert_eq!(def.field(name).map(|f| f.shape), Some(Shape::Money), "{:?}.{name}", def.kind);
            }
            for field in def.fields.iter().filter(|field| field.required) {
                assert_ne!(field.edit, crate::domain::field::Edit::Never, "{:?}.{}", def.kind, field.name);
            }
        }
    }

    #[test]
    fn lists_below_link_back() {
        for above in all() {
            for (kind, name) in above.below {
                let shape = def(*kind).field(name).map(|field| field.shape);
                assert_eq!(shape, Some(Shape::Link(above.kind)), "{:?} below {:?}: {name}", kind, above.kind);
            }
        }
    }

    #[test]
    fn every_move_hangs_on_its_kind() {
        for def in all() {
            let ours: BTreeSet<_> = def.moves.iter().map(|what| what.def().name).collect();
            let theirs: BTreeSet<_> =
                MOVES.iter().filter(|def_| def_.kind == def.kind).map(|def_| def_.name).collect();
            assert_eq!(ours, theirs, "{:?}", def.kind);
        }
    }

    #[test]
    fn every_field_has_a_label_and_every_code_a_word() {
        let fields = all().flat_map(|def| def.fields.iter().map(|field| (def.kind.name(), field)));
        let asked = MOVES.iter().flat_map(|def| def.fields.iter().map(|field| (def.kind.name(), field)));
        let mut missing = Vec::new();
        for (kind, field) in fields.chain(asked) {
            let (own, common) = (format!("field.{kind}.{}", field.name), format!("field.{}", field.name));
            if Msg::find(&own).or(Msg::find(&common)).is_none() {
                missing.push(own);
            }
            if let Shape::Choice(codes, list) = field.shape {
                let keys = codes.iter().map(|code| format!("value.{list}.{code}"));
                missing.extend(keys.filter(|key| Msg::find(key).is_none()));
            }
        }
        assert_eq!(missing, Vec::<String>::new());
    }
}
