//! A report of one's own, from the first choice to the figures.

use crate::{
    command::Cmd,
    domain::kind::Kind,
    screen::{Effect, open, probe::Probe},
    store::Request,
};

#[test]
fn a_report_of_ones_own_is_made_from_choices_and_shown_at_once() {
    let mut probe = Probe::new(open::report(Kind::Order));
    let shown = probe.shown();
    for part in ["Report about", "Rows", "Columns", "Figure", "Period", "Filter", "Drawn as"] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
    probe.text("Person");
    probe.cmd(Cmd::NextField);
    probe.text("Signed, each month");
    probe.cmd(Cmd::NextField);
    probe.text("Sum of Net");
    probe.cmd(Cmd::NextField);
    probe.cmd(Cmd::NextField);
    probe.text("nonsense:1");
    probe.cmd(Cmd::Finish);
    assert!(probe.shown().contains("nonsense"), "what is not understood is said: {}", probe.shown());
    for _ in 0.."nonsense:1".len() {
        probe.cmd(Cmd::DeleteBack);
    }
    probe.text("counted:yes");
    probe.cmd(Cmd::Finish);
    let opened = probe.effects.drain(..).find_map(|effect| match effect {
        Effect::Replace(screen) => Some(screen),
        _ => None,
    });
    let list = Probe::new(opened.expect("a list"));
    let Some(Request::Figures(asked)) = list.question("rows") else { panic!("{:?}", list.asked) };
    let said = format!("{asked:?}");
    for part in ["salesperson", "Month", "Sum", "net_amount", "counted"] {
        assert!(said.contains(part), "{part}: {said}");
    }
}
