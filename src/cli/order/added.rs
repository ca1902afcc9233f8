//! Fields of orders that the administrator added, as the command line names them: by their names or what they are called in either language.

use crate::{
    cli::Failure,
    domain::{entity::custom, field::FieldDef, kind::Kind},
    i18n::{Lang, Msg},
    text::clean,
};

fn label(def: &FieldDef, lang: Lang) -> &'static str {
    lang.field(Kind::Order.name(), def.name)
}

/// The field of this name.
pub fn field(name: &str, lang: Lang) -> Result<&'static FieldDef, Failure> {
    let (name, all) = (name.trim(), custom::of(Kind::Order));
    let is = |def: &&FieldDef| {
        [def.name, label(def, Lang::En), label(def, Lang::Zh)].iter().any(|it| it.eq_ignore_ascii_case(name))
    };
    all.iter().find(is).ok_or_else(|| {
        let known: Vec<&str> = all.iter().map(|def| label(def, lang)).collect();
        Failure::usage(lang.fmt(Msg::ImportNoColumn, &[&clean(name), &known.join(", ")]))
    })
}
