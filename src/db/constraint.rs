//! Which field a named constraint of the tables is about. A constraint with a text `refused.<name>` is a rule of its own.

use crate::i18n::Msg;

/// Whether there is a text for this rule.
pub fn is_rule(name: &str) -> bool {
    Msg::find(&format!("refused.{name}")).is_some()
}

/// Constraint and field, where the field is one a person types into.
const FIELDS: &[(&str, &str)] = &[
    ("activity_title_blank", "title"),
    ("activity_kind", "kind"),
    ("activity_priority", "priority"),
    ("contact_name_blank", "name"),
    ("contact_customer", "customer"),
    ("contact_gender", "gender"),
    ("contact_depth", "relation_depth"),
    ("contact_influence", "influence"),
    ("contact_status", "status"),
    ("contact_calendar", "birth_calendar"),
    ("contact_month", "birth_month"),
    ("contact_day", "birth_day"),
    ("customer_name_blank", "name"),
    ("customer_kind", "kind"),
    ("customer_parent", "parent"),
    ("customer_uscc_taken", "uscc"),
    ("customer_status", "status"),
    ("customer_pay_days", "default_pay_days"),
    ("customer_card_tags", "tags"),
    ("department_code_taken", "code"),
    ("department_name_blank", "name"),
    ("department_kind", "kind"),
    ("department_parent", "parent"),
    ("dict_item_code_taken", "code"),
    ("draft_size", "payload"),
    ("insertion_position_taken", "position"),
    ("invoice_title_blank", "title"),
    ("invoice_title_customer", "customer"),
    ("invoice_title_kind", "kind"),
    ("issue_no", "no"),
    ("issue_publication", "publication"),
    ("issue_status", "status"),
    ("issue_taken", "no"),
    ("issue_year", "year"),
    ("media_class_taken", "name"),
    ("media_group_taken", "name"),
    ("operator_department", "department"),
    ("operator_login_taken", "login"),
    ("operator_name_blank", "name"),
    ("operator_role", "role"),
    ("operator_superior", "superior"),
    ("payment_amount", "amount"),
    ("position_code_taken", "code"),
    ("position_colour", "colour"),
    ("position_name_blank", "name"),
    ("position_publication", "publication"),
    ("publication_code_taken", "code"),
    ("publication_industries", "industry_limit"),
    ("publication_name_blank", "name"),
    ("publication_name_taken", "name"),
    ("publication_periodicity", "periodicity"),
    ("rate_card_order", "valid_to"),
    ("rate_card_overlap", "valid_from"),
    ("rate_item_taken", "position"),
    ("record_share_access", "access"),
    ("sharing_rule_role", "role"),
];

/// The field that a constraint is about, if it is about one.
pub fn field(constraint: &str) -> Option<&'static str> {
    FIELDS.iter().find(|(name, _)| *name == constraint).map(|(_, field)| *field)
}
