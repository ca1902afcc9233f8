//! Sheets with texts that mean harm, and what a workbook says of its cells.

use super::*;

fn sheet() -> Sheet {
    let row = |text: &str, n: &str| {
        vec![
            Cell::Text(text.into()),
            Cell::Number(n.parse().expect("digits"), Look::Money),
            Cell::Date("2002-03-13".parse().expect("a date")),
            Cell::Flag(true),
            Cell::Empty,
        ]
    };
    Sheet {
        name: "销售额: [2002]/*?".into(),
        head: ["名称", "净额", "签订日", "重点", "-1+1"].map(str::to_owned).to_vec(),
        rows: vec![row("=1+1", "-5.5"), row("@SUM(A1)", "0.01"), row("x\u{1b}[2J\u{202e}, \"y\"", "1200000")],
    }
}

#[test]
fn texts_are_no_formulas_and_numbers_stay_numbers() {
    let text = String::from_utf8(csv(&sheet(), b',').expect("in memory")).expect("text");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "名称,净额,签订日,重点,'-1+1");
    assert_eq!(lines[1], "'=1+1,-5.50,2002-03-13,true,");
    assert!(lines[2].starts_with("'@SUM(A1),0.01,"), "{}", lines[2]);
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
    assert!(Form::Csv.write(&sheet()).expect("in memory").starts_with(b"\xef\xbb\xbf"));
}

#[test]
fn a_workbook_has_typed_cells() {
    use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
    let bytes = xlsx(&sheet()).expect("in memory");
    let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("a workbook");
    assert_eq!(book.sheet_names(), ["销售额 2002"]);
    let page = book.worksheet_range("销售额 2002").expect("a sheet");
    let cell = |row: u32, col: u32| page.get_value((row, col)).cloned().unwrap_or_default();
    assert_eq!(cell(0, 1), Data::String("净额".into()));
    assert_eq!(cell(1, 0), Data::String("=1+1".into()), "a text, no formula");
    assert_eq!(
        (cell(1, 1), cell(2, 1), cell(3, 1)),
        (Data::Float(-5.5), Data::Float(0.01), Data::Float(1_200_000.0))
    );
    let Data::DateTime(day) = cell(1, 2) else { panic!("{:?} is no date", cell(1, 2)) };
    assert_eq!(day.as_datetime().map(|day| day.date().to_string()), Some("2002-03-13".into()));
    assert_eq!((cell(1, 3), cell(1, 4)), (Data::Bool(true), Data::Empty));
    assert!(matches!(cell(3, 0), Data::String(text) if !text.contains(['\u{1b}', '\u{202e}'])));
    let formulas = book.worksheet_formula("销售额 2002").expect("a sheet");
    assert!(formulas.used_cells().next().is_none(), "there is no formula");
    // An empty sheet is one, too.
    assert!(xlsx(&Sheet::default()).is_ok());
}
