//! JSON: an array of objects, or an object a line. A link is the name of the record and, beside it, its id.

use std::io::Write;

use serde_json::{Map, Value as Json, json};

use super::Sheet;
use crate::{
    domain::{record::Row, value::Value},
    text::harmless,
};

/// `[]`, or one object a line inside the brackets.
pub fn array(sheet: &Sheet, out: &mut impl Write) -> anyhow::Result<()> {
    if sheet.rows.is_empty() {
        return Ok(writeln!(out, "[]")?);
    }
    for (n, row) in sheet.rows.iter().enumerate() {
        write!(out, "{}", if n == 0 { "[\n" } else { ",\n" })?;
        write!(out, "{}", text(&object(sheet, row)))?;
    }
    Ok(writeln!(out, "\n]")?)
}

/// One object a line; nothing for no rows.
pub fn lines(sheet: &Sheet, out: &mut impl Write) -> anyhow::Result<()> {
    for row in sheet.rows {
        writeln!(out, "{}", text(&object(sheet, row)))?;
    }
    Ok(())
}

/// As JSON, with every character escaped that a terminal would obey or hide; they stand in strings only.
pub fn text(object: &Json) -> String {
    let mut out = String::new();
    for c in object.to_string().chars() {
        if harmless(c) {
            out.push(c);
        } else {
            out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    out
}

fn object(sheet: &Sheet, row: &Row) -> Json {
    let mut object = Map::new();
    object.insert("id".into(), json!(row.id));
    for field in sheet.columns {
        let value = row.get(field.name);
        object.insert(field.name.into(), cell(value));
        if let Value::Link(link) = value {
            object.insert(format!("{}_id", field.name), json!(link.id));
        }
    }
    Json::Object(object)
}

fn cell(value: &Value) -> Json {
    match value {
        Value::Empty => Json::Null,
        Value::Int(n) => json!(n),
        Value::Flag(yes) => json!(yes),
        other => Json::String(other.plain()),
    }
}
