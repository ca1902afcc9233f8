//! What somebody did, in words.

use crate::{
    domain::{
        deed::{Deed, Did},
        entity,
    },
    i18n::{Lang, Msg},
    screen::trouble,
    store::Reason,
    text::clean,
};

/// `customer 上海雅韵: city`, `10,000 x customer: city`.
pub fn of(deed: &Deed, lang: Lang) -> String {
    let kind = lang.kind(deed.kind.name());
    let what = match (deed.records, deed.label.as_str()) {
        (1, "") => kind.to_owned(),
        (1, label) => format!("{kind} {}", clean(label)),
        (n, _) => lang.fmt(Msg::UndoMany, &[&kind, &n]),
    };
    match deed.did {
        Did::Made => lang.fmt(Msg::UndoMade, &[&what]),
        Did::Deleted => lang.fmt(Msg::UndoDeleted, &[&what]),
        Did::Changed => format!("{what}: {}", fields(deed, lang)),
    }
}

/// Why it is never taken back, and what can be done instead.
pub fn never(deed: &Deed, lang: Lang) -> String {
    let field = deed.never.map(str::to_owned);
    trouble::refusal(&Reason { field, ..Reason::rule("not_undoable") }, lang)
}

/// The names of what was changed; columns that no field shows are left out.
fn fields(deed: &Deed, lang: Lang) -> String {
    let def = entity::def(deed.kind);
    let named = |column: &String| {
        let name = column.strip_suffix("_id").unwrap_or(column);
        def.field(name).or_else(|| def.field(column)).map(|field| lang.field(deed.kind.name(), field.name))
    };
    // How a name sounds follows from it.
    let said = deed.fields.iter().filter(|column| !["pinyin", "initials"].contains(&column.as_str()));
    let names: Vec<&str> = said.filter_map(named).collect();
    names.join(", ")
}
