//! What is told of a record that may be the one being entered.

use crate::{domain::alike::Alike, i18n::Lang, text::clean};

/// `上海雅韵化妆品有限公司  same name  上海分公司 王约翰  active`; of a person the company too.
pub fn tell(alike: &Alike, lang: Lang) -> String {
    let list = if alike.reason.starts_with("lead_") { "lead_state" } else { "customer_status" };
    let status = lang.value(list, &alike.status);
    let reason = lang.value("dup_reason", &alike.reason);
    let whose = format!("{} {}", alike.department, alike.owner);
    let parts = [alike.name.as_str(), alike.company.as_str(), reason, whose.as_str(), status];
    let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    clean(&said.join("  ")).into_string()
}
