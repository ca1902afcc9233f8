//! 客户: an advertiser, an agency, or both. What lists rarely show stands on its card; the form does not tell them apart.

use super::EntityDef;
use crate::domain::{
    field::{FieldDef, Shape, field},
    kind::Kind,
    operation::{CUSTOMER_STATUS, Move},
    record::Values,
};

const KIND: Shape = Shape::Choice(&["advertiser", "agency", "both"], "customer_kind");

const FIELDS: &[FieldDef] = &[
    field("code", Shape::Text).wide(8, 10),
    field("name", Shape::Text).edit().required().wide(12, 26),
    field("short_name", Shape::Text).edit(),
    field("kind", KIND).edit(),
    field("status", CUSTOMER_STATUS).wide(4, 8),
    field("archive_reason", Shape::Text),
    field("owner", Shape::Link(Kind::Operator)).new_only().wide(6, 8),
    field("department", Shape::Link(Kind::Department)).wide(8, 12),
    field("is_key", Shape::Flag).edit(),
    field("value_grade", Shape::Dict("value_grade")).edit().wide(4, 6),
    field("grade_suggested", Shape::Dict("value_grade")).wide(4, 6),
    field("relation_level", Shape::Dict("relation_level")).edit(),
    field("industry", Shape::Dict("industry")).edit(),
    field("source", Shape::Dict("source")).edit(),
    field("introducer", Shape::Text).edit(),
    field("campaign", Shape::Text).edit(),
    field("city", Shape::Text).edit().wide(4, 8),
    field("province", Shape::Text).edit(),
    field("address", Shape::Text).edit(),
    field("postcode", Shape::Text).edit(),
    field("phone", Shape::Text).edit().wide(12, 16),
    field("fax", Shape::Text).edit(),
    field("website", Shape::Text).edit(),
    field("parent", Shape::Link(Kind::Customer)).edit(),
    field("uscc", Shape::Text).edit(),
    field("default_pay_days", Shape::Number).edit(),
    field("credit_limit", Shape::Money).edit(),
    field("needs_contract", Shape::Flag).edit(),
    field("next_contact_on", Shape::Date).edit(),
    field("last_contact_at", Shape::Moment),
    field("last_order_on", Shape::Date),
    field("orders_count", Shape::Number),
    field("sold_year", Shape::Money),
    field("completeness", Shape::Number),
    field("outstanding", Shape::Money),
    field("overdue", Shape::Money),
    field("is_reference", Shape::Flag).edit(),
    field("reference_text", Shape::Note).edit(),
    field("tags", Shape::Text).edit(),
    field("note", Shape::Note).edit(),
    field("first_owner", Shape::Link(Kind::Operator)),
    field("created_by", Shape::Link(Kind::Operator)),
    field("created_at", Shape::Moment),
    field("updated_at", Shape::Moment),
    field("pinyin", Shape::Text),
    field("initials", Shape::Text),
];

/// The field that is asked for with what the others hold: where a customer comes from says by whom (R22).
pub fn asked_with(values: &Values) -> Option<&'static str> {
    let field = match values.get("source").str() {
        "introduced" => "introducer",
        "campaign" => "campaign",
        _ => return None,
    };
    values.get(field).is_empty().then_some(field)
}

/// The definition.
pub static DEF: EntityDef = EntityDef {
    kind: Kind::Customer,
    title: "name",
    code: Some("code"),
    fields: FIELDS,
    columns: &[
        "name",
        "owner",
        "status",
        "outstanding",
        "next_contact_on",
        "last_contact_at",
        "city",
        "industry",
        "value_grade",
        "phone",
        "overdue",
        "last_order_on",
        "code",
        "grade_suggested",
        "orders_count",
        "sold_year",
        "completeness",
    ],
    sort: &[("updated_at", true)],
    sums: &["outstanding", "overdue"],
    below: &[
        (Kind::Contact, "customer"),
        (Kind::Order, "customer"),
        (Kind::Instalment, "customer"),
        (Kind::Insertion, "customer"),
        (Kind::Payment, "payer"),
        (Kind::Activity, "customer"),
        (Kind::Event, "customer"),
        (Kind::Comment, "customer"),
        (Kind::File, "customer"),
        (Kind::Invoice, "customer"),
        (Kind::Contract, "customer"),
        (Kind::Opportunity, "customer"),
        (Kind::InvoiceTitle, "customer"),
        (Kind::Customer, "parent"),
    ],
    moves: &[
        Move::TransferCustomer,
        Move::SetCustomerStatus,
        Move::Share,
        Move::Unshare,
        Move::DeleteCustomer,
    ],
};
