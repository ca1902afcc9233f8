//! The formats, on rows that mean harm.

use std::sync::Arc;

use super::*;
use crate::domain::{entity, kind::Kind, value::Value};

fn sheet(format: Format, lang: Lang, name: &str) -> String {
    let def = entity::def(Kind::Customer);
    let columns: Vec<&'static FieldDef> =
        ["name", "status", "outstanding", "is_key", "owner", "next_contact_on"]
            .iter()
            .filter_map(|name| def.field(name))
            .collect();
    let names: Arc<[&'static str]> = columns.iter().map(|field| field.name).collect();
    let row = |id: i64, name: &str, amount: &str| Row {
        id,
        version: 1,
        names: names.clone(),
        cells: vec![
            Value::text(name),
            Value::Code("active".into()),
            Value::Money(amount.parse().expect("digits")),
            Value::Flag(true),
            Value::link(4, "王约翰"),
            Value::Date("2002-03-13".parse().expect("a date")),
        ],
    };
    let rows = [row(1, "上海雅韵", "118000.00"), row(2, name, "-5.50")];
    let mut out = Vec::new();
    Sheet::new(def, &columns, &rows, lang).write(format, &mut out).expect("in memory");
    String::from_utf8(out).expect("text")
}

#[test]
fn tables_are_aligned_by_cells_and_speak_the_users_language() {
    assert_eq!(
        sheet(Format::Table, Lang::Zh, "ABC"),
        "名称      状态        未收  重点  负责人  下次联系\n\
         上海雅韵  活跃  118,000.00  是    王约翰  2002-03-13\n\
         ABC       活跃       -5.50  是    王约翰  2002-03-13\n"
    );
    assert!(sheet(Format::Table, Lang::En, "ABC").starts_with("Name      Status  Outstanding"));
}

#[test]
fn json_is_an_array_of_objects_with_stable_names() {
    let parsed: serde_json::Value =
        serde_json::from_str(&sheet(Format::Json, Lang::Zh, "x\u{1b}[2J\"\u{202e}")).expect("JSON");
    assert_eq!(
        parsed[1],
        serde_json::json!({
            "id": 2, "name": "x\u{1b}[2J\"\u{202e}", "status": "active", "outstanding": "-5.50", "is_key": true,
            "owner": "王约翰", "owner_id": 4, "next_contact_on": "2002-03-13",
        })
    );
    assert_eq!(sheet(Format::Jsonl, Lang::En, "x").lines().count(), 2);
}

#[test]
fn no_format_lets_a_control_character_through() {
    for format in [Format::Table, Format::Json, Format::Jsonl, Format::Csv, Format::Tsv] {
        let text = sheet(format, Lang::En, "x\u{1b}[2J\u{9b}m\u{7}\u{202e}");
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']), "{format:?}: {text:?}");
    }
}

#[test]
fn texts_are_no_formulas_and_numbers_stay_numbers() {
    for evil in ["=1+1", "+1", "-1", "@SUM(A1)"] {
        for (format, between) in [(Format::Csv, ','), (Format::Tsv, '\t')] {
            let text = sheet(format, Lang::En, evil);
            let line = text.lines().nth(2).expect("a second row");
            let cells: Vec<&str> = line.split(between).collect();
            assert_eq!((cells[0], cells[2]), (format!("'{evil}").as_str(), "-5.50"));
        }
    }
}

#[test]
fn csv_quotes_what_must_be_quoted_and_keeps_lines() {
    let text = sheet(Format::Csv, Lang::En, "a,\"b\"\nc");
    assert!(text.starts_with("name,status,outstanding,is_key,owner,next_contact_on\n"), "{text}");
    assert!(text.contains("\"a,\"\"b\"\"\nc\",active,-5.50,true,王约翰,2002-03-13\n"), "{text}");
    assert!(sheet(Format::Tsv, Lang::En, "a\tb\nc").contains("a b / c\t"));
}
