//! What the form of a lead's conversion begins with and sends.

use super::*;

#[test]
fn what_a_lead_wants_is_offered_as_evidence_and_means_nothing_alone() {
    let lead = |interest: &str| {
        let mut names: Vec<&'static str> = entity::def(Kind::Lead).fields.iter().map(|f| f.name).collect();
        names.sort_unstable();
        let cell = |name: &&str| match *name {
            "name" => Value::text("朗逸"),
            "interest" => Value::text(interest),
            _ => Value::Empty,
        };
        Row { id: 1, version: 1, cells: names.iter().map(cell).collect(), names: names.into() }
    };
    let sent = |interest: &str, typed: &str| {
        let mut probe = john(Box::new(MoveForm::on_record(Move::ConvertLead, 1)));
        probe.answer("record", Ok(Reply::Record(lead(interest))));
        focus_on(&mut probe, "Opportunity");
        probe.text(typed);
        probe.cmd(Cmd::Finish);
        let Some(Request::Operate(operation)) = probe.question("move").cloned() else {
            panic!("{:?}", probe.asked)
        };
        let values = operation.values;
        (values.get("opportunity_name").str().to_owned(), values.get("intent_evidence").str().to_owned())
    };
    let wants = "想在夏季投放三期封底";
    assert_eq!(sent(wants, "夏季投放"), ("夏季投放".into(), wants.into()));
    assert_eq!(sent(wants, ""), (String::new(), String::new()), "a customer only");
    assert_eq!(sent("封底", "夏季投放"), ("夏季投放".into(), String::new()), "too little to be evidence");
}
