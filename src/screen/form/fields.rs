//! Which fields a form of a kind has for this operator, and what they begin with. What the server fills in anyway is not
//! asked for.

use crate::domain::{
    entity,
    field::{Edit, FieldDef, Shape},
    filter::Filter,
    kind::Kind,
    policy,
    record::Values,
    session::{Role, Session},
    value::Value,
};

/// Kinds of activity that a person plans or logs; a collection todo is made by its own move only (R79).
const PLANNED: Shape = Shape::Choice(
    &["visit", "call", "meeting", "mail", "message", "care", "delivery", "task", "other"],
    "activity_kind",
);

/// The fields of the form.
pub fn fields(session: &Session, kind: Kind, new: bool) -> Vec<FieldDef> {
    entity::def(kind)
        .fields
        .iter()
        .filter(|def| def.edit == Edit::Always || (new && def.edit == Edit::New))
        .filter(|def| match new {
            true => policy::fills_new_field(session, kind, def.name),
            false => policy::can_edit_field(session, kind, def.name),
        })
        .filter(|def| !(kind == Kind::Customer && def.name == "owner" && owns_what_he_enters(session.role)))
        .map(|def| here(session, kind, *def))
        .collect()
}

fn here(session: &Session, kind: Kind, mut def: FieldDef) -> FieldDef {
    if kind == Kind::Activity && def.name == "kind" {
        def.shape = PLANNED;
    }
    // An assistant owns no customers: he names the salesperson.
    if kind == Kind::Customer && def.name == "owner" && session.role.is_assistant() {
        def = def.required();
    }
    def
}

fn owns_what_he_enters(role: Role) -> bool {
    role.sells()
}

/// The only records of a kind that a new record is offered; its field begins with the first of them.
pub fn first_of(kind: Kind) -> Option<(&'static str, Kind, Filter)> {
    let active = Filter::eq("active", Value::Flag(true));
    (kind == Kind::Opportunity).then_some(("pipeline", Kind::Pipeline, active))
}

/// What a new record begins with, beyond what is known already.
pub fn defaults(session: &Session, kind: Kind, preset: Values) -> Values {
    let mut values = preset;
    let me = || Value::link(i64::from(session.operator_id), session.name.clone());
    let mut begin = |name: &str, value: Value| {
        if !values.has(name) {
            values.set(name, value);
        }
    };
    match kind {
        Kind::Customer => begin("kind", Value::Code("advertiser".into())),
        Kind::Activity => {
            begin("due_on", Value::Date(session.today));
            begin("owner", me());
            begin("priority", Value::Code("medium".into()));
        }
        Kind::Publication | Kind::Position | Kind::Department | Kind::DictItem | Kind::CustomField => {
            begin("active", Value::Flag(true));
        }
        Kind::SharingRule => {
            begin("active", Value::Flag(true));
            begin("access", Value::Code("read".into()));
        }
        Kind::Holiday => begin("is_off_day", Value::Flag(true)),
        Kind::InvoiceTitle => begin("kind", Value::Code("company".into())),
        _ => {}
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        screen::{open, probe::Probe},
        store::{Pick, Reply, Request},
    };

    #[test]
    fn a_new_opportunity_begins_with_the_first_pipeline_that_is_used() {
        let mut probe = Probe::new(open::create(Kind::Customer, Values::new()));
        probe.session.role = Role::Sp;
        probe.screen = open::create(Kind::Opportunity, Values::new());
        probe.event(crate::screen::Event::Opened);
        let Some(Request::Pick(asked)) = probe.question("first").cloned() else { panic!("not asked") };
        assert_eq!((asked.kind, asked.limit), (Kind::Pipeline, 1));
        assert_eq!(asked.filter, Filter::eq("active", Value::Flag(true)));
        let pick = Pick { id: 3, label: "标准流程".into(), detail: String::new() };
        probe.answer("first", Ok(Reply::Picks(vec![pick])));
        assert!(probe.shown().contains("标准流程"), "{}", probe.shown());
        // It is no longer to be chosen once the opportunity is there.
        let names = |new| -> Vec<&str> {
            fields(&probe.session, Kind::Opportunity, new).iter().map(|def| def.name).collect()
        };
        assert!(names(true).contains(&"pipeline") && !names(false).contains(&"pipeline"));
    }
}
