//! Texts of the command line as values of fields, read as forms read them. What is wrong names the field.

use super::Failure;
use crate::{
    domain::{
        field::{FieldDef, Shape},
        kind::Kind,
        record::Values,
    },
    screen::editor::{Ground, fixed_choices, read, worded},
    store::Words,
    text::clean,
};

/// What the texts put into fields of a kind; an empty one says nothing.
pub fn values<'a>(
    kind: Kind,
    given: impl IntoIterator<Item = (&'static FieldDef, &'a str)>,
    words: &Words,
    ground: Ground,
) -> Result<Values, Failure> {
    let mut values = Values::new();
    for (def, text) in given {
        let choices = match def.shape {
            Shape::Dict(dict) => worded(words.get(dict).map_or(&[], Vec::as_slice), ground.lang),
            shape => fixed_choices(shape, ground.lang),
        };
        match read(text, def, &choices, ground) {
            Ok(value) if value.is_empty() => {}
            Ok(value) => values.set(def.name, value),
            Err(wrong) => {
                let why = wrong.text(text.trim(), def.shape, ground.lang);
                let label = ground.lang.field(kind.name(), def.name);
                return Err(Failure::refused(clean(&format!("{label}: {why}")).into_string()));
            }
        }
    }
    Ok(values)
}
