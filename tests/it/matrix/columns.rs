//! Which columns an operator may write by a plain INSERT or UPDATE, by group. Every other column of every table is written by
//! functions and triggers alone: owner, department, parent, state, money, versions, keys. And nobody has DELETE, anywhere.

/// Columns that the members of `groups` may write, if a policy gives them the row.
pub struct Columns {
    pub table: &'static str,
    pub groups: &'static [&'static str],
    pub insert: &'static str,
    pub update: &'static str,
}

const EVERYBODY: &[&str] = &["operator"];
const ADMIN: &[&str] = &["admin"];

const fn columns(
    table: &'static str,
    groups: &'static [&'static str],
    insert: &'static str,
    update: &'static str,
) -> Columns {
    Columns { table, groups, insert, update }
}

/// The whole of it.
pub const COLUMNS: &[Columns] = &[
    columns(
        "kehu.customer",
        EVERYBODY,
        "intent name pinyin initials kind parent_id uscc source value_grade industry relation_level is_key is_reference city phone
         credit_limit default_pay_days needs_contract next_contact_on owner_id",
        "name pinyin initials kind parent_id uscc source value_grade industry relation_level is_key is_reference city phone
         credit_limit default_pay_days needs_contract next_contact_on",
    ),
    columns(
        "kehu.customer_card",
        EVERYBODY,
        "",
        "short_name reference_text introducer campaign province address postcode fax website tags note ext",
    ),
    columns(
        "kehu.contact",
        EVERYBODY,
        "intent customer_id name pinyin initials gender job_title dept_name mobile phone email wechat relation_depth influence is_key
         is_decider is_payer do_not_contact status birth_calendar birth_month birth_day birth_leap note",
        "",
    ),
    columns(
        "kehu.contact",
        &["sales", "assistant", "all_read", "all_write", "marketing"],
        "",
        "name pinyin initials gender job_title dept_name mobile phone email wechat relation_depth influence is_key
         is_decider is_payer do_not_contact status birth_calendar birth_month birth_day birth_leap note",
    ),
    columns("kehu.contact_card", EVERYBODY, "", "phone_ext fax qq birth_year reports_to_id hobbies ext"),
    columns("kehu.comment", EVERYBODY, "intent customer_id order_id contact_id activity_id payment_id contract_id invoice_id opportunity_id lead_id text", "text"),
    columns(
        "kehu.file",
        EVERYBODY,
        "intent customer_id order_id contact_id activity_id payment_id contract_id invoice_id opportunity_id lead_id name body text note",
        "note",
    ),
    columns("kehu.contact", &["service"], "", "mobile phone email wechat"),
    columns(
        "kehu.invoice_title",
        EVERYBODY,
        "customer_id kind title tax_no address phone bank account is_default",
        "kind title tax_no address phone bank account is_default",
    ),
    columns(
        "kehu.lead",
        EVERYBODY,
        "intent name pinyin initials contact_name job_title mobile phone city source industry interest next_contact_on ext owner_id",
        "name pinyin initials contact_name job_title mobile phone city source industry interest next_contact_on ext",
    ),
    columns(
        "kehu.activity",
        EVERYBODY,
        "intent kind title customer_id contact_id order_id insertion_id lead_id owner_id is_key priority plan_start plan_end all_day due_on",
        "title contact_id is_key priority plan_start plan_end all_day due_on",
    ),
    columns("kehu.media_group", EVERYBODY, "name sort active", "name sort active"),
    columns("kehu.media_class", EVERYBODY, "name sort active", "name sort active"),
    columns(
        "kehu.publication",
        EVERYBODY,
        "code name edition pinyin initials group_id class_id periodicity publisher industry_limit book_days material_days pay_days
         discount_floor active",
        "code name edition pinyin initials group_id class_id periodicity publisher industry_limit book_days material_days pay_days
         discount_floor active",
    ),
    columns(
        "kehu.issue",
        EVERYBODY,
        "publication_id year no label publish_on booking_deadline_on material_deadline_on payment_deadline_on status",
        "year no label publish_on booking_deadline_on material_deadline_on payment_deadline_on status",
    ),
    columns(
        "kehu.ad_position",
        EVERYBODY,
        "publication_id code name pinyin initials size colour unique_per_issue active",
        "code name pinyin initials size colour unique_per_issue active",
    ),
    columns("kehu.rate_card", EVERYBODY, "publication_id valid_from valid_to", "valid_from valid_to"),
    columns("kehu.rate_item", EVERYBODY, "rate_card_id position_id list_price", "list_price"),
    columns(
        "kehu.draft",
        EVERYBODY,
        "id form ref payload field cursor key_count host tty",
        "form ref payload field cursor key_count host tty",
    ),
    columns("kehu.pipeline", ADMIN, "name sort active", "name sort active"),
    columns(
        "kehu.stage",
        ADMIN,
        "pipeline_id seq code name name_en win_rate standard_days warn_days is_important strict_tasks strategy active",
        "seq name name_en win_rate standard_days warn_days is_important strict_tasks strategy active",
    ),
    columns(
        "kehu.stage_task",
        ADMIN,
        "stage_id seq title kind offset_days mandatory is_care active",
        "seq title kind offset_days mandatory is_care active",
    ),
    columns("kehu.doc_template", ADMIN, "name kind language body active", "name kind language body active"),
    columns(
        "kehu.competitor",
        EVERYBODY,
        "name media strengths weaknesses price_note active",
        "name media strengths weaknesses price_note active",
    ),
    columns("kehu.pursuit", EVERYBODY, "activity_id opportunity_id", ""),
    columns("kehu.setting", ADMIN, "key value note", "value note"),
    columns("kehu.dict", ADMIN, "code label label_en", "label label_en"),
    columns(
        "kehu.custom_field",
        ADMIN,
        "kind name label label_en type dict_code choices sort required active",
        "label label_en choices sort required active",
    ),
    columns(
        "kehu.dict_item",
        ADMIN,
        "dict_code code label label_en sort colour active valid_from valid_to",
        "label label_en sort colour active valid_from valid_to",
    ),
    columns("kehu.holiday", ADMIN, "date name is_off_day", "name is_off_day"),
    columns(
        "kehu.sharing_rule",
        ADMIN,
        "entity from_dept_kind from_dept_id to_operator_id to_role access active note",
        "entity from_dept_kind from_dept_id to_operator_id to_role access active note",
    ),
    columns(
        "kehu.department",
        ADMIN,
        "code name kind city parent_id sort active",
        "code name kind city parent_id sort active",
    ),
];

/// The groups of a role. A group alone gives no row: two logins of the company are in all of them.
pub fn groups(login: &str, role: &str) -> &'static [&'static str] {
    if ["m_nobody", "m_every"].contains(&login) {
        return &[
            "operator",
            "sales",
            "assistant",
            "all_read",
            "all_write",
            "service",
            "marketing",
            "shared",
            "admin",
        ];
    }
    match role {
        "gm" => &["operator", "all_read", "all_write"],
        "md" => &["operator", "all_read"],
        "sd" | "sp" => &["operator", "sales"],
        "ac" | "ab" => &["operator", "assistant"],
        "cs" => &["operator", "service"],
        "mk" => &["operator", "marketing"],
        "sa" => &["operator", "admin"],
        other => panic!("{other} is no role"),
    }
}

/// Which of the two verbs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Insert,
    Update,
}

/// Whether a member of these groups may write that column.
pub fn granted(table: &str, column: &str, verb: Verb, groups: &[&str]) -> bool {
    COLUMNS.iter().filter(|it| it.table == table && it.groups.iter().any(|group| groups.contains(group))).any(
        |it| {
            let names = if verb == Verb::Insert { it.insert } else { it.update };
            names.split_whitespace().any(|name| name == column)
        },
    )
}
