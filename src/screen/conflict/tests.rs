//! Choosing between two changes.

use super::*;
use crate::screen::{Effect, open, probe::Probe};

fn values(pairs: &[(&str, &str)]) -> Values {
    let mut values = Values::new();
    for (name, text) in pairs {
        values.set(name, Value::text(*text));
    }
    values
}

fn theirs() -> Row {
    Row {
        id: 1,
        version: 9,
        names: ["name", "city", "phone", "address"].into(),
        cells: ["上海雅韵", "北京", "021-2", "漕溪路 88 号"].map(Value::text).into(),
    }
}

fn probe() -> Probe {
    let base = values(&[("name", "上海雅韵"), ("city", "上海"), ("phone", "021-1"), ("address", "")]);
    let mine = values(&[("city", "苏州"), ("phone", "021-3"), ("note", "新")]);
    Probe::new(open::conflict(Kind::Customer, base, mine, theirs()))
}

fn outcome(probe: &Probe) -> Option<Outcome> {
    probe.effects.iter().find_map(|effect| match effect {
        Effect::Pop(outcome) => Some(outcome.clone()),
        _ => None,
    })
}

#[test]
fn each_field_is_chosen_and_the_rest_goes_along() {
    let mut probe = probe();
    probe.cmd(Cmd::Left);
    probe.cmd(Cmd::Finish);
    assert_eq!(outcome(&probe), None, "one is open");
    probe.cmd(Cmd::View2);
    probe.cmd(Cmd::Finish);
    let values = values(&[("city", "苏州"), ("note", "新")]);
    assert_eq!(outcome(&probe), Some(Outcome::Settled { values, version: 9 }));
}

#[test]
fn leaving_changes_nothing() {
    let mut probe = probe();
    probe.cmd(Cmd::Cancel);
    assert_eq!(outcome(&probe), Some(Outcome::Cancelled));
}

#[test]
fn fits_both_sizes_in_both_languages() {
    for (name, lang) in [("en", Lang::En), ("zh", Lang::Zh)] {
        for size in [(80, 22), (120, 38)] {
            let mut probe = probe();
            probe.size = size;
            probe.lang = lang;
            probe.cmd(Cmd::Left);
            insta::assert_snapshot!(format!("conflict_{name}_{}", size.0), probe.shown());
        }
    }
    let mut probe = probe();
    for size in [(20, 5), (8, 3), (1, 1)] {
        probe.size = size;
        probe.shown();
    }
}
