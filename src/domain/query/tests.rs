//! Queries as people type them, in both languages.

use super::*;
use crate::domain::{entity, kind::Kind};

fn read(text: &str) -> Result<Filter, QueryError> {
    let def = entity::def(Kind::Instalment);
    let field = |name: &str| {
        let name = match name {
            "应收" => "amount",
            "到期" => "due_on",
            "due" | "promised" => return def.field(&format!("{name}_on")),
            name => name,
        };
        def.field(name)
    };
    let code = |_: &FieldDef, word: &str| (word == "逾期").then(|| "overdue".to_owned());
    let today = "2002-03-13".parse().expect("a date");
    parse(text, &Meaning { today, me: 4, field: &field, code: &code })
}

fn day(text: &str) -> Value {
    Value::Date(text.parse().expect("a date"))
}

fn money(yuan: i64) -> Value {
    Value::Money(yuan.into())
}

fn late() -> Filter {
    Filter::eq("state", Value::Code("overdue".into()))
}

#[test]
fn words_without_a_field_are_free_text() {
    assert_eq!(read(""), Ok(Filter::All));
    assert_eq!(read("shyy"), Ok(Filter::Text("shyy".into())));
    let both = Filter::Text("雅韵".into()).and(Filter::Text("封底".into()));
    assert_eq!(read("雅韵　封底"), Ok(both));
    assert_eq!(read("\"state: late\""), Ok(Filter::Text("state: late".into())));
    assert_eq!(read("021-6218"), Ok(Filter::Text("021-6218".into())));
}

#[test]
fn fields_take_values_by_their_shape() {
    assert_eq!(read("state:overdue"), Ok(late()));
    assert_eq!(read("state：逾期"), Ok(late()));
    assert_eq!(read("is:overdue"), Ok(late()));
    assert_eq!(read("amount:>5万"), Ok(Filter::is("amount", Op::Gt, money(50_000))));
    assert_eq!(read("应收>=5万"), Ok(Filter::is("amount", Op::Ge, money(50_000))));
    assert_eq!(read("seq=2"), Ok(Filter::eq("seq", Value::Int(2))));
    assert_eq!(read("is:counted"), Ok(Filter::eq("counted", Value::Flag(true))));
    assert_eq!(read("owner:@me"), Ok(Filter::eq("owner", Value::link(4, ""))));
    assert_eq!(read("customer:雅韵"), Ok(Filter::is("customer", Op::Has, Value::text("雅韵"))));
    assert_eq!(read("note^上"), Ok(Filter::is("note", Op::Starts, Value::text("上"))));
    assert_eq!(read("no:promised"), Ok(Filter::is("promised_on", Op::Empty, Value::Empty)));
}

#[test]
fn dates_are_days_or_whole_periods() {
    assert_eq!(read("due:2002-03-15"), Ok(Filter::eq("due_on", day("2002-03-15"))));
    assert_eq!(read("到期:本周"), Ok(Filter::between("due_on", day("2002-03-11"), day("2002-03-17"))));
    assert_eq!(read("due:2002-02"), Ok(Filter::between("due_on", day("2002-02-01"), day("2002-02-28"))));
    assert_eq!(read("due:<this_month"), Ok(Filter::is("due_on", Op::Lt, day("2002-03-01"))));
    assert_eq!(read("due:<=this_month"), Ok(Filter::is("due_on", Op::Le, day("2002-03-31"))));
    assert_eq!(read("due:..eom"), Ok(Filter::is("due_on", Op::Le, day("2002-03-31"))));
    assert_eq!(read("amount:1..2"), Ok(Filter::between("amount", money(1), money(2))));
}

#[test]
fn and_or_and_not() {
    let big = || Filter::is("amount", Op::Gt, money(1));
    let not = |filter| Filter::Not(Box::new(filter));
    assert_eq!(read("is:overdue amount>1"), Ok(late().and(big())));
    assert_eq!(read("is:overdue or amount>1"), Ok(Filter::Or(vec![late(), big()])));
    assert_eq!(read("-(is:overdue 或 amount>1)"), Ok(not(Filter::Or(vec![late(), big()]))));
    assert_eq!(read("-owner:@me"), Ok(not(Filter::eq("owner", Value::link(4, "")))));
    assert_eq!(read("state!=overdue"), Ok(not(late())));
    let paid = Filter::eq("state", Value::Code("paid".into()));
    assert_eq!(read("state:overdue,paid"), Ok(Filter::Or(vec![late(), paid])));
}

#[test]
fn what_cannot_be_read_is_named() {
    assert_eq!(read("colour:red"), Err(QueryError::Field("colour".into())));
    assert_eq!(read("no:colour"), Err(QueryError::Field("colour".into())));
    assert_eq!(read("amount:much"), Err(QueryError::Value("amount".into(), "much".into())));
    assert_eq!(read("state:late"), Err(QueryError::Value("state".into(), "late".into())));
    assert_eq!(read("due:>"), Err(QueryError::Value("due".into(), ">".into())));
    assert_eq!(read("(is:overdue"), Err(QueryError::Bracket));
    assert_eq!(read("is:overdue)"), Err(QueryError::Bracket));
}

#[test]
fn depth_is_bounded_by_what_fits_a_line() {
    assert_eq!(read(&"(".repeat(5000)), Err(QueryError::Bracket));
    assert_eq!(read(&"-".repeat(5000)), Err(QueryError::Bracket));
}

proptest::proptest! {
    #[test]
    fn nothing_typed_is_a_panic(text in "[-()|:=<>~^!,.@#\"a-z0-9本周是无 ]{0,40}") {
        let _ = read(&text);
    }
}
