//! Forms from the first key to the server's word: nothing typed is lost, nothing is called saved before it is.

mod leads;

use serde_json::Value as Json;

use super::*;
use crate::{
    command::Cmd,
    domain::{
        entity,
        record::Row,
        session::{Role, Session},
    },
    i18n::Lang,
    screen::{Effect, Event, Outcome, Tone, probe::Probe},
    store::{Pick, Reason, Reply, Request, Saved, StoreError},
};

fn contact_row(version: i32, cells: &[(&'static str, Value)]) -> Row {
    let mut names: Vec<&'static str> = entity::def(Kind::Contact).fields.iter().map(|f| f.name).collect();
    names.sort_unstable();
    let cells = names
        .iter()
        .map(|name| cells.iter().find(|(n, _)| n == name).map_or(Value::Empty, |(_, value)| value.clone()))
        .collect();
    Row { id: 7, version, names: names.into(), cells }
}

fn lin(version: i32, phone: &str, job: &str) -> Row {
    contact_row(
        version,
        &[
            ("name", Value::text("林雅琴")),
            ("customer", Value::link(1, "上海雅韵化妆品有限公司")),
            ("phone", Value::text(phone)),
            ("job_title", Value::text(job)),
        ],
    )
}

/// As 王约翰, salesperson.
fn john(screen: Box<dyn Screen>) -> Probe {
    let mut probe = Probe::new(Box::new(Nothing));
    probe.session = Session {
        operator_id: 4,
        login: "john".into(),
        name: "王约翰".into(),
        role: Role::Sp,
        dept_id: 3,
        dept: "上海分公司".into(),
        today: probe.session.today,
    };
    probe.screen = screen;
    probe.event(Event::Opened);
    probe
}

struct Nothing;

impl Screen for Nothing {
    fn title(&self, _: Lang) -> String {
        String::new()
    }
    fn contexts(&self) -> Vec<crate::command::Context> {
        Vec::new()
    }
    fn update(&mut self, _: Event, _: &mut crate::screen::Cx) -> bool {
        false
    }
    fn lay_out(&mut self, _: ratatui::layout::Rect) {}
    fn view(&self, _: &mut ratatui::Frame, _: ratatui::layout::Rect, _: &crate::screen::Look) {}
    fn hints(&self) -> Vec<Cmd> {
        Vec::new()
    }
}

fn said(probe: &mut Probe) -> Vec<(Tone, String)> {
    let mut out = Vec::new();
    for effect in &probe.effects {
        if let Effect::Notice(notice) = effect {
            out.push((notice.tone, notice.text.clone()));
        }
    }
    out
}

/// Nobody is like the one that is saved.
fn alone(probe: &mut Probe) {
    probe.answer("alike", Ok(Reply::Alike(Vec::new())));
}

fn outcome(probe: &Probe) -> Option<Outcome> {
    probe.effects.iter().find_map(|effect| match effect {
        Effect::Pop(outcome) => Some(outcome.clone()),
        _ => None,
    })
}

fn editing() -> Probe {
    let mut probe = john(edit(Kind::Contact, 7));
    probe.answer("record", Ok(Reply::Record(lin(3, "021-1", "市场总监"))));
    probe.answer("drafts", Ok(Reply::Drafts(Vec::new())));
    probe
}

fn focus_on(probe: &mut Probe, label: &str) {
    for _ in 0..40 {
        // The label of the field with the focus is the only one drawn as a title; find it by typing nothing and looking.
        if focused(probe) == label {
            return;
        }
        probe.cmd(Cmd::NextField);
    }
    panic!("no field {label}");
}

fn focused(probe: &mut Probe) -> String {
    let area = ratatui::layout::Rect::new(0, 0, probe.size.0, probe.size.1);
    probe.screen.lay_out(area);
    let theme = crate::theme::Theme::mono();
    let look = crate::screen::Look {
        theme: &theme,
        lang: probe.lang,
        units: crate::screen::Units::Yuan,
        session: Some(&probe.session),
        key: &|_| String::new(),
        word: &|_, code| code.to_owned(),
    };
    let (rows, cursor, _) =
        crate::widget::shown::draw(area.width, area.height, |frame| probe.screen.view(frame, area, &look));
    let (_, y) = cursor.expect("a field has the cursor");
    rows[usize::from(y)]
        .trim_start_matches(['|', ' ', '!', '*'])
        .split("  ")
        .next()
        .unwrap_or("")
        .trim()
        .into()
}

#[test]
fn sends_the_changed_fields_over_the_version_that_was_seen() {
    let mut probe = editing();
    focus_on(&mut probe, "Job title");
    probe.cmd(Cmd::DeleteToStart);
    probe.text("总经理");
    probe.cmd(Cmd::Finish);
    let Some(Request::Save(save)) = probe.question("save").cloned() else { panic!("{:?}", probe.asked) };
    assert_eq!(save.existing, Some((7, 3)));
    assert_eq!(save.values, Values::new().with("job_title", Value::text("总经理")));
    assert!(said(&mut probe).is_empty(), "nothing is said before the answer");
    probe.answer("save", Ok(Reply::Saved(Saved { kind: Kind::Contact, id: 7, version: 4 })));
    assert_eq!(said(&mut probe), [(Tone::Good, "Saved: 林雅琴".to_owned())]);
    assert_eq!(outcome(&probe), Some(Outcome::Saved { kind: Kind::Contact, id: 7 }));
}

#[test]
fn begins_where_it_is_asked_to() {
    let mut probe = john(crate::screen::open::edit_field(Kind::Contact, 7, "phone"));
    probe.answer("record", Ok(Reply::Record(lin(3, "021-1", "市场总监"))));
    assert_eq!(focused(&mut probe), "Phone");
}

#[test]
fn a_change_of_another_field_by_somebody_else_merges_by_itself() {
    let mut probe = editing();
    focus_on(&mut probe, "Job title");
    probe.text("兼");
    probe.cmd(Cmd::Finish);
    probe.answer("save", Err(StoreError::Stale));
    probe.answer("record", Ok(Reply::Record(lin(5, "021-2", "市场总监"))));
    let Some(Request::Save(save)) = probe.question("save").cloned() else { panic!("{:?}", probe.asked) };
    assert_eq!(save.existing, Some((7, 5)));
    assert_eq!(save.values, Values::new().with("job_title", Value::text("市场总监兼")));
    let said = said(&mut probe);
    assert!(said[0].1.contains("Phone"), "{said:?}");
}

#[test]
fn a_change_of_the_same_field_is_for_a_person_to_settle() {
    let mut probe = editing();
    focus_on(&mut probe, "Job title");
    probe.text("兼");
    probe.cmd(Cmd::Finish);
    probe.answer("save", Err(StoreError::Stale));
    probe.answer("record", Ok(Reply::Record(lin(5, "021-1", "顾问"))));
    assert!(probe.effects.iter().any(|effect| matches!(effect, Effect::Push(_))));
    let values = Values::new().with("job_title", Value::text("市场总监兼"));
    probe.event(Event::Resume(Outcome::Settled { values: values.clone(), version: 5 }));
    let Some(Request::Save(save)) = probe.question("save").cloned() else { panic!("{:?}", probe.asked) };
    assert_eq!((save.existing, save.values), (Some((7, 5)), values));
}

#[test]
fn a_save_whose_answer_was_lost_is_found_again_and_not_made_twice() {
    let mut probe = editing();
    focus_on(&mut probe, "Job title");
    probe.text("兼");
    probe.cmd(Cmd::Finish);
    probe.answer("save", Err(StoreError::Unknown));
    assert_eq!(outcome(&probe), None);
    probe.cmd(Cmd::Finish);
    probe.answer("save", Err(StoreError::Stale));
    probe.answer("record", Ok(Reply::Record(lin(4, "021-1", "市场总监兼"))));
    assert_eq!(outcome(&probe), Some(Outcome::Saved { kind: Kind::Contact, id: 7 }));
}

#[test]
fn what_cannot_be_asked_again_is_not_promised_to_be() {
    let mut probe =
        john(create(Kind::InvoiceTitle, Values::new().with("customer", Value::link(2, "上海晨光汽车"))));
    focus_on(&mut probe, "Title");
    probe.text("晨光汽车");
    probe.cmd(Cmd::Finish);
    probe.answer("save", Err(StoreError::Unknown));
    let told = said(&mut probe);
    assert!(told.iter().any(|(_, text)| text.contains("Look in the list first")), "{told:?}");
}

#[test]
fn a_refusal_goes_to_its_field_and_what_was_typed_stays() {
    let mut probe = john(create(Kind::Customer, Values::new()));
    probe.text("上海雅韵化妆品有限公司");
    probe.cmd(Cmd::Accept);
    probe.cmd(Cmd::Finish);
    alone(&mut probe);
    let reason =
        Reason { rule: "customer_name_taken".into(), field: Some("name".into()), detail: String::new() };
    probe.answer("save", Err(StoreError::Refused(reason)));
    assert_eq!(focused(&mut probe), "Name");
    let shown = probe.shown();
    assert!(shown.contains("上海雅韵化妆品有限公司"), "{shown}");
    assert!(shown.contains("Name: There is a customer of this name already."), "{shown}");
    assert_eq!(outcome(&probe), None);
}

#[test]
fn offline_keeps_everything_and_says_so() {
    let mut probe = john(create(Kind::Customer, Values::new()));
    probe.text("新客户");
    probe.cmd(Cmd::Finish);
    alone(&mut probe);
    probe.answer("save", Err(StoreError::Offline));
    assert_eq!(said(&mut probe)[0].0, Tone::Bad);
    assert!(probe.shown().contains("新客户"));
    // The same intent again: one record, whatever became of the first try.
    probe.cmd(Cmd::Finish);
    assert!(matches!(probe.question("save"), Some(Request::Save(_))));
}

#[test]
fn leaving_keeps_a_draft_first() {
    let mut probe = john(create(Kind::Customer, Values::new()));
    probe.text("新客户");
    probe.cmd(Cmd::Cancel);
    assert_eq!(outcome(&probe), None, "not before it is kept");
    let Some(Request::KeepDraft(_, form, payload)) = probe.question("draft").cloned() else {
        panic!("{:?}", probe.asked)
    };
    assert_eq!(form, "kind:customer");
    assert!(payload.to_string().contains("新客户"));
    probe.answer("draft", Ok(Reply::Done));
    assert_eq!(outcome(&probe), Some(Outcome::Cancelled));
}

#[test]
fn what_is_typed_is_kept_by_itself_after_a_moment() {
    let mut probe = john(create(Kind::Customer, Values::new()));
    probe.text("新客户");
    let at =
        probe.effects.iter().filter_map(|it| if let Effect::Wake(at) = it { Some(*at) } else { None }).max();
    probe.event(Event::Woken);
    assert!(probe.question("draft").is_none(), "not while one types");
    probe.now = at.expect("it is to be woken");
    probe.event(Event::Woken);
    assert!(matches!(probe.question("draft"), Some(Request::KeepDraft(..))));
    probe.answer("draft", Ok(Reply::Done));
    assert!(said(&mut probe).is_empty(), "nobody is told");
    probe.event(Event::Woken);
    assert!(probe.question("draft").is_none(), "and not again");
    // Taken back and left: there is nothing to keep any more.
    probe.cmd(Cmd::DeleteToStart);
    probe.cmd(Cmd::Cancel);
    assert!(matches!(probe.question("draft"), Some(Request::DropDraft(_))));
    assert_eq!(outcome(&probe), Some(Outcome::Cancelled));
}

#[test]
fn an_untouched_form_is_left_at_once() {
    let mut probe = john(create(Kind::Customer, Values::new()));
    probe.cmd(Cmd::Cancel);
    assert_eq!(outcome(&probe), Some(Outcome::Cancelled));
}

#[test]
fn a_draft_that_cannot_be_kept_holds_the_form_once() {
    let mut probe = john(create(Kind::Customer, Values::new()));
    probe.text("新客户");
    probe.cmd(Cmd::Cancel);
    probe.answer("draft", Err(StoreError::Offline));
    assert_eq!(outcome(&probe), None);
    assert!(probe.shown().contains("新客户"));
    probe.cmd(Cmd::Cancel);
    assert_eq!(outcome(&probe), Some(Outcome::Cancelled));
}

fn draft(form: &str, payload: Json) -> KeptDraft {
    KeptDraft {
        id: uuid::Uuid::from_u128(5),
        form: form.into(),
        payload,
        saved_at: "2002-03-13T01:30:00Z".parse().expect("a moment"),
    }
}

#[test]
fn a_kept_draft_is_offered_and_goes_on_where_it_was() {
    let mut first = john(create(Kind::Customer, Values::new()));
    first.text("新客户");
    first.cmd(Cmd::KeepDraft);
    let Some(Request::KeepDraft(_, form, payload)) = first.question("draft").cloned() else {
        panic!("{:?}", first.asked)
    };
    let kept = draft(&form, payload);

    let mut again = john(create(Kind::Customer, Values::new()));
    again.answer("drafts", Ok(Reply::Drafts(vec![kept.clone()])));
    again.cmd(Cmd::ResumeDraft);
    assert!(again.shown().contains("新客户"));
    again.cmd(Cmd::Finish);
    alone(&mut again);
    let Some(Request::Save(save)) = again.question("save").cloned() else { panic!("{:?}", again.asked) };
    assert_eq!(save.intent, kept.id, "the intent of the first form: nothing is made twice");
    again.answer("save", Ok(Reply::Saved(Saved { kind: Kind::Customer, id: 9, version: 1 })));
    assert!(matches!(again.question("draft"), Some(Request::DropDraft(_))), "a saved form is no draft");

    let mut resumed = john(resume(kept).expect("a form of a kind"));
    assert!(resumed.shown().contains("新客户"));
}

#[test]
fn a_draft_goes_on_in_another_language_with_what_it_began_with() {
    let preset = Values::new().with("customer", Value::link(1, "雅韵"));
    let mut first = john(create(Kind::Contact, preset));
    first.text("王芳");
    focus_on(&mut first, "Gender");
    first.text("Ms");
    first.cmd(Cmd::Accept);
    first.cmd(Cmd::KeepDraft);
    let Some(Request::KeepDraft(_, form, payload)) = first.question("draft").cloned() else {
        panic!("{:?}", first.asked)
    };
    let mut probe = john(Box::new(Nothing));
    probe.lang = Lang::Zh;
    probe.screen = resume(draft(&form, payload)).expect("a form of a kind");
    probe.event(Event::Opened);
    let shown = probe.shown();
    assert!(shown.contains("女士") && shown.contains("雅韵"), "{shown}");
    probe.cmd(Cmd::Finish);
    alone(&mut probe);
    let Some(Request::Save(save)) = probe.question("save").cloned() else { panic!("{:?}", probe.asked) };
    assert_eq!(save.values.get("gender"), &Value::Code("f".into()));
    assert_eq!(save.values.get("customer").id(), Some(1));
}

#[test]
fn links_are_found_while_one_types_and_within_what_is_known() {
    let mut probe = john(create(Kind::Activity, Values::new().with("customer", Value::link(1, "雅韵"))));
    focus_on(&mut probe, "Contact");
    probe.text("ly");
    let Some(Request::Pick(query)) = probe.question("contact").cloned() else { panic!("{:?}", probe.asked) };
    assert_eq!((query.kind, query.text.as_str()), (Kind::Contact, "ly"));
    assert_eq!(
        query.filter,
        crate::domain::filter::Filter::eq("customer", Value::link(1, "")),
        "of this customer only"
    );
    let pick = Pick { id: 7, label: "林雅琴".into(), detail: "市场总监".into() };
    probe.answer("contact", Ok(Reply::Picks(vec![pick])));
    assert!(probe.shown().contains("> 林雅琴"), "{}", probe.shown());
    probe.cmd(Cmd::Accept);
    assert_ne!(focused(&mut probe), "Contact");
}

#[test]
fn who_may_not_is_told_so() {
    let mut probe = john(create(Kind::Publication, Values::new()));
    assert_eq!(outcome(&probe), Some(Outcome::Cancelled));
    let said = said(&mut probe);
    assert!(said[0].1.contains("salesperson"), "{said:?}");
}

#[test]
fn an_assistant_names_the_owner_of_a_new_customer() {
    let mut probe = Probe::new(create(Kind::Customer, Values::new()));
    probe.text("新客户");
    probe.cmd(Cmd::Finish);
    assert!(probe.question("save").is_none());
    assert_eq!(focused(&mut probe), "Owner");
    let mut john = john(create(Kind::Customer, Values::new()));
    assert!(!john.shown().contains("Owner"));
}

#[test]
fn a_dangerous_move_asks_and_a_harmless_one_is_done_at_once() {
    let target = crate::domain::operation::Target { id: 5, version: 2 };
    let mut probe =
        Probe::new(open::operate(Move::ConfirmOrder, vec![(target, "SH-2002-0003".into())], Values::new()));
    assert!(matches!(probe.question("move"), Some(Request::Operate(_))));
    probe.answer("move", Ok(Reply::Moved(1)));
    assert_eq!(said(&mut probe), [(Tone::Good, "Done. Confirm: SH-2002-0003".to_owned())]);

    let mut probe =
        Probe::new(open::operate(Move::CancelOrder, vec![(target, "SH-2002-0003".into())], Values::new()));
    probe.text("客户退单");
    probe.cmd(Cmd::Accept);
    assert!(probe.question("move").is_none(), "asks first");
    assert!(probe.shown().contains("Cancel the order: SH-2002-0003? y yes, n no"), "{}", probe.shown());
    probe.cmd(Cmd::No);
    assert!(probe.shown().contains("客户退单"), "no loses nothing");
    probe.cmd(Cmd::Finish);
    probe.cmd(Cmd::Yes);
    let Some(Request::Operate(operation)) = probe.question("move").cloned() else { panic!() };
    assert_eq!(operation.targets, [target]);
    assert_eq!(operation.values, Values::new().with("reason", Value::text("客户退单")));
}

#[test]
fn a_move_over_an_old_version_reads_again_and_keeps_what_was_typed() {
    let target = crate::domain::operation::Target { id: 5, version: 2 };
    let mut probe =
        Probe::new(open::operate(Move::SuspendOrder, vec![(target, "SH-2002-0003".into())], Values::new()));
    probe.text("等素材");
    probe.cmd(Cmd::Finish);
    probe.answer("move", Err(StoreError::Stale));
    let row = Row { id: 5, version: 3, names: ["code"].into(), cells: vec![Value::text("SH-2002-0003")] };
    probe.answer("record", Ok(Reply::Record(row)));
    assert!(probe.shown().contains("等素材"));
    probe.cmd(Cmd::Finish);
    let Some(Request::Operate(operation)) = probe.question("move").cloned() else { panic!() };
    assert_eq!(operation.targets[0].version, 3);
}

fn admin(screen: Box<dyn Screen>) -> Probe {
    let mut probe = john(Box::new(Nothing));
    probe.session.role = Role::Sa;
    probe.screen = screen;
    probe.event(Event::Opened);
    probe
}

#[test]
fn passwords_are_typed_twice_never_shown_and_never_kept() {
    let target = crate::domain::operation::Target { id: 4, version: 1 };
    let mut probe = admin(open::operate(Move::SetPassword, vec![(target, "王约翰".into())], Values::new()));
    probe.text("s3cret-中");
    probe.cmd(Cmd::Accept);
    probe.text("s3cret");
    assert!(!probe.shown().contains("s3cret"), "{}", probe.shown());
    probe.cmd(Cmd::Accept);
    assert!(probe.question("move").is_none(), "they differ");
    probe.text("-中");
    probe.cmd(Cmd::Finish);
    let Some(Request::Operate(operation)) = probe.question("move").cloned() else { panic!() };
    assert_eq!(operation.values, Values::new().with("password", Value::text("s3cret-中")));
    probe.answer("move", Err(StoreError::Offline));
    probe.cmd(Cmd::Cancel);
    for (_, _, request) in &probe.asked {
        assert!(!format!("{request:?}").contains("s3cret"), "{request:?}");
    }
    assert_eq!(outcome(&probe), Some(Outcome::Cancelled));
}

#[test]
fn fits_both_sizes_in_both_languages() {
    for (name, lang) in [("en", Lang::En), ("zh", Lang::Zh)] {
        for (columns, rows) in [(80, 22), (120, 38)] {
            let mut probe = john(create(Kind::Customer, Values::new()));
            probe.size = (columns, rows);
            probe.lang = lang;
            probe.event(Event::Opened);
            probe.text("上海雅韵");
            probe.cmd(Cmd::Accept);
            probe.cmd(Cmd::Accept);
            insta::assert_snapshot!(format!("customer_{name}_{columns}"), probe.shown());
            let target = crate::domain::operation::Target { id: 5, version: 2 };
            let mut probe = john(open::operate(
                Move::AnswerDunning,
                vec![(target, "催款: 上海雅韵化妆品有限公司 SH-2002-0001 第1期".into())],
                Values::new(),
            ));
            probe.size = (columns, rows);
            probe.lang = lang;
            probe.event(Event::Opened);
            probe.text("+7");
            insta::assert_snapshot!(format!("promise_{name}_{columns}"), probe.shown());
        }
    }
}
