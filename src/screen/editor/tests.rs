//! What is typed, what it means, and that nothing typed is lost.

use proptest::prelude::*;

use super::*;
use crate::domain::{
    field::field,
    kind::Kind,
    operation::{CUSTOMER_STATUS, ROLE},
};

fn ground(lang: Lang) -> Ground {
    Ground { lang, today: "2002-03-13".parse().expect("a date") }
}

fn editor(shape: Shape) -> Editor {
    Editor::new(field("amount", shape).edit(), &Value::Empty, ground(Lang::En))
}

fn typed(shape: Shape, text: &str) -> Result<Value, Problem> {
    let mut editor = editor(shape);
    for c in text.chars() {
        editor.insert(c);
    }
    assert_eq!(editor.text(), text);
    editor.value(ground(Lang::En))
}

fn dec(text: &str) -> rust_decimal::Decimal {
    text.parse().expect("digits")
}

#[test]
fn each_shape_reads_what_people_type() {
    assert_eq!(typed(Shape::Text, " 上海 "), Ok(Value::text("上海")));
    assert_eq!(typed(Shape::Number, "３０"), Ok(Value::Int(30)));
    assert_eq!(typed(Shape::Number, "-30"), Ok(Value::Int(-30)));
    assert_eq!(typed(Shape::Decimal, "-1,204.50"), Ok(Value::Ratio(dec("-1204.5"))));
    assert!(typed(Shape::Decimal, "1.23456").is_err());
    assert_eq!(typed(Shape::Money, "1.2w"), Ok(Value::Money(dec("12000"))));
    assert_eq!(typed(Shape::Percent, "6.5%"), Ok(Value::Ratio(dec("0.065"))));
    for text in ["7.5", "75", "75%", "7.5折", "0.75"] {
        assert_eq!(typed(Shape::Discount, text), Ok(Value::Ratio(dec("0.75"))), "{text}");
    }
    assert_eq!(typed(Shape::Discount, "8"), Ok(Value::Ratio(dec("0.8"))));
    assert_eq!(typed(Shape::Date, "2002-04-03"), Ok(Value::Date("2002-04-03".parse().expect("a date"))));
    assert_eq!(typed(Shape::Date, "04-03"), Ok(Value::Date("2002-04-03".parse().expect("a date"))));
    assert_eq!(typed(Shape::Date, "eom"), Ok(Value::Date("2002-03-31".parse().expect("a date"))));
    assert_eq!(typed(Shape::Money, "=3*1280"), Ok(Value::Money(dec("3840"))));
    assert_eq!(
        typed(Shape::Moment, "03-15 14:30"),
        Ok(Value::Moment("2002-03-15T06:30:00Z".parse().expect("a moment")))
    );
    assert_eq!(typed(Shape::Flag, "y"), Ok(Value::Flag(true)));
    assert_eq!(typed(Shape::Money, ""), Ok(Value::Empty));
}

#[test]
fn choices_by_word_place_initials_and_code() {
    for text in ["archived", "arch", "3"] {
        assert_eq!(typed(CUSTOMER_STATUS, text), Ok(Value::Code("archived".into())), "{text}");
    }
    let mut zh = Editor::new(field("status", CUSTOMER_STATUS).edit(), &Value::Empty, ground(Lang::Zh));
    for c in "fc".chars() {
        zh.insert(c);
    }
    assert_eq!(zh.accept(ground(Lang::Zh)), Accepted::Yes);
    assert_eq!(zh.text(), "封存");
    assert_eq!(zh.value(ground(Lang::Zh)), Ok(Value::Code("archived".into())));
    assert!(matches!(typed(ROLE, "assistant"), Err(Problem::Ambiguous(_))));
    assert!(matches!(typed(ROLE, "xyz"), Err(Problem::NotChoice(_))));
}

#[test]
fn an_error_says_what_was_typed_and_what_is_right_and_keeps_it() {
    let mut editor = editor(Shape::Money);
    for c in "12a".chars() {
        editor.insert(c);
    }
    assert_eq!(editor.accept(ground(Lang::En)), Accepted::No);
    assert_eq!(editor.fault(), Some("`12a` is no amount; 1280.50, 1,280.50, 1.2w or =3*1280 is."));
    assert_eq!(editor.text(), "12a");
    editor.insert('b');
    assert_eq!(editor.fault(), None);
}

#[test]
fn a_record_is_picked_while_it_is_typed() {
    let mut editor = editor(Shape::Link(Kind::Customer));
    assert_eq!(editor.insert('s'), Want::Search("s".into()));
    editor.searching(Ticket(1));
    assert_eq!(editor.insert('h'), Want::Search("sh".into()));
    editor.searching(Ticket(2));
    let picks = [
        Pick { id: 1, label: "上海雅韵化妆品有限公司".into(), detail: "CU-00001".into() },
        Pick { id: 2, label: "上海晨光汽车销售有限公司".into(), detail: "CU-00002".into() },
    ];
    assert_eq!(editor.found(Ticket(1), Ok(&picks), ground(Lang::En)), None, "an old answer");
    assert_eq!(editor.found(Ticket(2), Ok(&picks), ground(Lang::En)), Some(false));
    editor.command(Cmd::LineDown);
    assert_eq!(editor.accept(ground(Lang::En)), Accepted::Yes);
    assert_eq!(editor.value(ground(Lang::En)), Ok(Value::link(2, "上海晨光汽车销售有限公司")));
    // A name that is changed afterwards is no record any more.
    editor.insert('x');
    assert_eq!(editor.value(ground(Lang::En)), Err(Problem::NotPicked));
    assert!(editor.link().is_none());
}

#[test]
fn enter_before_the_answer_takes_the_best_when_it_comes() {
    let mut editor = editor(Shape::Link(Kind::Customer));
    editor.insert('s');
    editor.searching(Ticket(1));
    assert_eq!(editor.accept(ground(Lang::En)), Accepted::Waits);
    let picks = [Pick { id: 7, label: "上海雅韵".into(), detail: String::new() }];
    assert_eq!(editor.found(Ticket(1), Ok(&picks), ground(Lang::En)), Some(true));
    assert_eq!(editor.value(ground(Lang::En)), Ok(Value::link(7, "上海雅韵")));
}

#[test]
fn what_was_not_touched_is_not_read_again() {
    let note = Value::text("  indented\n\nwith an end  ");
    let editor = Editor::new(field("note", Shape::Note).edit(), &note, ground(Lang::En));
    assert_eq!(editor.value(ground(Lang::En)), Ok(note));
    let code = Value::Code("a_code_nobody_knows".into());
    let editor = Editor::new(field("source", Shape::Dict("source")).edit(), &code, ground(Lang::En));
    assert_eq!(editor.value(ground(Lang::En)), Ok(code));
}

#[test]
fn the_first_key_in_a_field_replaces_a_value_and_goes_on_with_a_text() {
    let amount = Value::Money(dec("40000"));
    let mut editor = Editor::new(field("amount", Shape::Money).edit(), &amount, ground(Lang::En));
    editor.insert('5');
    editor.insert('0');
    assert_eq!(editor.text(), "50");
    editor.command(Cmd::UndoTyping);
    editor.command(Cmd::UndoTyping);
    assert_eq!(editor.text(), "40,000.00", "and it can be undone");
    editor.enter();
    editor.command(Cmd::CursorEnd);
    editor.insert('1');
    assert_eq!(editor.text(), "40,000.001", "who moves in it first changes it");
    let mut editor = Editor::new(field("name", Shape::Text).edit(), &Value::text("雅韵"), ground(Lang::En));
    editor.insert('x');
    assert_eq!(editor.text(), "雅韵x");
}

#[test]
fn a_flag_is_switched_by_the_space_bar() {
    let mut editor = editor(Shape::Flag);
    editor.insert(' ');
    assert_eq!(editor.value(ground(Lang::En)), Ok(Value::Flag(true)));
    editor.insert(' ');
    assert_eq!(editor.value(ground(Lang::En)), Ok(Value::Flag(false)));
}

#[test]
fn passwords_are_masked() {
    let editor = Editor::new(field("password", Shape::Text).edit(), &Value::Empty, ground(Lang::En));
    assert!(editor.masked());
}

const SHAPES: [Shape; 13] = [
    Shape::Decimal,
    Shape::Text,
    Shape::Note,
    Shape::Number,
    Shape::Money,
    Shape::Percent,
    Shape::Discount,
    Shape::Date,
    Shape::Moment,
    Shape::Flag,
    CUSTOMER_STATUS,
    Shape::Dict("industry"),
    Shape::Link(Kind::Customer),
];

proptest! {
    /// Whatever is typed into whichever field, it is answered, and it is still there after the answer.
    #[test]
    fn arbitrary_text_never_panics_and_is_kept(text in "\\PC{0,40}|[0-9.,%折wmk+=*/()-]{0,20}", shape in 0..SHAPES.len()) {
        for lang in [Lang::En, Lang::Zh] {
            let mut editor = Editor::new(field("amount", SHAPES[shape]).edit(), &Value::Empty, ground(lang));
            for c in text.chars().filter(|c| SHAPES[shape] != Shape::Flag || *c != ' ') {
                editor.insert(c);
            }
            let before = editor.text();
            if editor.accept(ground(lang)) == Accepted::No {
                prop_assert_eq!(editor.text(), before);
                prop_assert!(editor.fault().is_some());
            } else {
                let value = editor.value(ground(lang));
                prop_assert!(value.is_ok(), "{:?}", value);
            }
        }
    }

    /// What stands in a field is read back as what it was made of.
    #[test]
    fn reads_what_it_writes(fen in 0i64..99_999_999_999_999, points in 0i64..20_000) {
        let money = Value::Money(rust_decimal::Decimal::new(fen, 2));
        let text = write(&money, Shape::Money, &[]);
        prop_assert_eq!(read(&text, &field("amount", Shape::Money), &[], ground(Lang::En)), Ok(money));
        let ratio = Value::Ratio(rust_decimal::Decimal::new(points, 4));
        for shape in [Shape::Percent, Shape::Discount] {
            let text = write(&ratio, shape, &[]);
            let back = read(&text, &field("discount", shape), &[], ground(Lang::En)).map(|value| value.decimal());
            prop_assert_eq!(back, Ok(ratio.decimal()), "{}", text);
        }
    }
}
