//! What a list shows as a file.

use super::*;

fn written(probe: &mut Probe) -> Option<(String, Vec<u8>)> {
    probe.effects.drain(..).find_map(|effect| match effect {
        Effect::Write(name, bytes) => Some((name, bytes)),
        _ => None,
    })
}

#[test]
fn all_rows_of_a_list_are_written_page_by_page() {
    let mut probe = open(week(), true);
    probe.cmd(Cmd::Export);
    assert_eq!(pushed(&mut probe), 1, "xlsx or csv?");
    probe.event(Event::Resume(Outcome::PickedCode("csv".into())));
    probe.answer("export", page(week(), true));
    assert_eq!(written(&mut probe), None, "there is more");
    let Some(Request::List(next)) = probe.question("export") else { panic!("the next page is not asked") };
    assert_eq!(next.after.as_ref().map(|after| after.id), Some(5));
    probe.answer("export", page(many(6..8), false));
    let (name, bytes) = written(&mut probe).expect("a file");
    assert_eq!(name, "Due-2002-03-13.csv");
    let text = String::from_utf8(bytes).expect("text");
    assert_eq!(text.lines().count(), 1 + 5 + 2, "{text}");
    assert!(
        text.contains("SH-2002-0198") && text.contains("1060000.00") && text.contains("2002-03-09"),
        "{text}"
    );
}

#[test]
fn nothing_is_written_where_nothing_was_chosen_or_the_rows_do_not_come() {
    let mut probe = open(week(), false);
    probe.cmd(Cmd::Export);
    probe.event(Event::Resume(Outcome::Cancelled));
    assert!(probe.question("export").is_none());
    probe.cmd(Cmd::Export);
    probe.event(Event::Resume(Outcome::PickedCode("xlsx".into())));
    probe.answer("export", Err(StoreError::Offline));
    assert!(written(&mut probe).is_none());
    probe.cmd(Cmd::Export);
    probe.event(Event::Resume(Outcome::PickedCode("xlsx".into())));
    probe.answer("export", page(Vec::new(), false));
    let (name, bytes) = written(&mut probe).expect("a file");
    assert!(name.ends_with(".xlsx") && bytes.starts_with(b"PK"), "{name}");
}
