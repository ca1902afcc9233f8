//! Values chosen, saved, taken back; the server away; a file that wins.

use std::collections::BTreeMap;

use super::*;
use crate::screen::probe::Probe;

fn choices() -> Vec<Choice> {
    let choice = |item, values: &[&str], said| Choice {
        item,
        values: values.iter().map(|value| (*value).to_owned()).collect(),
        here: values[0].to_owned(),
        said,
    };
    vec![
        choice(Item::Language, &["en", "zh-CN"], Some(Said::File("/etc/kehu/config.toml".into()))),
        choice(Item::Keys, &["default", "vim", "classic", "mine"], None),
        choice(Item::Theme, &["dark", "light", "cb"], None),
        choice(Item::Motion, &["full", "off"], None),
        choice(Item::Bell, &["on", "off"], None),
        choice(Item::Money, &["yuan", "wan"], None),
        choice(Item::Hints, &["on", "off"], None),
    ]
}

fn own(json: serde_json::Value) -> Own {
    Own::of(&json)
}

/// Opened by somebody who has set his keys, which the server confirms.
fn opened() -> Probe {
    let kept = own(serde_json::json!({ "keys": "vim" }));
    let prefs = BTreeMap::from([(NAME.to_owned(), kept.json())]);
    let mut probe = Probe::new(Box::new(Settings::new(choices(), kept)));
    probe.answer("settings", Ok(Reply::Prefs(prefs)));
    assert!(probe.effects.is_empty(), "nothing is new");
    probe
}

/// What was put into force last.
fn worn(probe: &Probe) -> Option<&Own> {
    probe.effects.iter().rev().find_map(|effect| match effect {
        Effect::Wear(own) => Some(own),
        _ => None,
    })
}

fn told(probe: &Probe) -> Option<&str> {
    probe.effects.iter().rev().find_map(|effect| match effect {
        Effect::Notice(notice) => Some(notice.text.as_str()),
        _ => None,
    })
}

fn ended(probe: &Probe) -> bool {
    probe.effects.iter().any(|effect| matches!(effect, Effect::Pop(_)))
}

#[test]
fn a_value_holds_at_once_and_is_saved_only_when_the_server_says_so() {
    let mut probe = opened();
    probe.cmd(Cmd::Down);
    probe.cmd(Cmd::Right);
    assert_eq!(worn(&probe).and_then(|own| own.get(Item::Keys)), Some("classic"));
    assert!(probe.screen_status().contains("not saved"), "{}", probe.screen_status());
    probe.cmd(Cmd::Finish);
    assert!(matches!(probe.question("save"), Some(Request::SetPref(name, json))
        if name == NAME && *json == serde_json::json!({ "keys": "classic" })));
    assert!(probe.screen.ends() && !ended(&probe) && told(&probe).is_none(), "nobody has said so yet");
    probe.answer("save", Ok(Reply::Done));
    assert!(ended(&probe) && told(&probe).is_some_and(|text| text.starts_with("Saved")));
}

#[test]
fn leaving_takes_everything_back() {
    let mut probe = opened();
    probe.cmd(Cmd::NextTheme);
    probe.cmd(Cmd::NextTheme);
    assert_eq!(worn(&probe).and_then(|own| own.get(Item::Theme)), Some("light"));
    probe.cmd(Cmd::Cancel);
    assert_eq!(worn(&probe), Some(&own(serde_json::json!({ "keys": "vim" }))));
    assert!(ended(&probe) && probe.question("save").is_none());
    let mut probe = opened();
    probe.cmd(Cmd::Finish);
    assert!(ended(&probe) && probe.question("save").is_none(), "nothing was changed");
}

#[test]
fn one_turn_further_it_is_as_each_terminal_has_it() {
    let mut probe = opened();
    probe.cmd(Cmd::Down);
    for _ in 0..3 {
        probe.cmd(Cmd::Right);
    }
    assert_eq!(worn(&probe), Some(&Own::default()));
    assert!(probe.shown().contains("as the terminal: default"), "{}", probe.shown());
    probe.cmd(Cmd::Left);
    assert_eq!(worn(&probe).and_then(|own| own.get(Item::Keys)), Some("mine"), "the other way round");
}

#[test]
fn without_a_server_it_says_so_and_saves_when_it_is_back() {
    let mut probe = opened();
    probe.cmd(Cmd::MoneyUnits);
    probe.cmd(Cmd::Finish);
    probe.answer("save", Err(StoreError::Offline));
    assert!(!ended(&probe) && told(&probe).is_some_and(|text| text.starts_with("Not saved")));
    assert!(probe.screen_status().starts_with(" Not saved"), "{}", probe.screen_status());
    assert_eq!(worn(&probe).and_then(|own| own.get(Item::Money)), Some("yuan"));
    probe.event(Event::Online);
    probe.answer("save", Ok(Reply::Done));
    assert!(ended(&probe) && told(&probe).is_some_and(|text| text.starts_with("Saved")));
}

#[test]
fn what_another_terminal_saved_meanwhile_is_kept() {
    let mut probe = Probe::new(Box::new(Settings::new(choices(), Own::default())));
    probe.cmd(Cmd::NextTheme);
    let elsewhere = own(serde_json::json!({ "keys": "classic", "theme": "cb" }));
    probe.answer("settings", Ok(Reply::Prefs(BTreeMap::from([(NAME.to_owned(), elsewhere.json())]))));
    let both = own(serde_json::json!({ "keys": "classic", "theme": "dark" }));
    assert_eq!(worn(&probe), Some(&both));
    probe.cmd(Cmd::Cancel);
    assert_eq!(worn(&probe), Some(&elsewhere));
}

#[test]
fn what_a_file_says_here_is_shown_with_the_file() {
    for lang in [Lang::En, Lang::Zh] {
        let mut probe = opened();
        probe.lang = lang;
        probe.cmd(Cmd::ToggleLanguage);
        let shown = probe.shown();
        assert!(shown.contains("/etc/kehu/config.toml"), "{shown}");
        for (width, height) in [(60, 12), (80, 20), (120, 36)] {
            probe.size = (width, height);
            assert!(probe.shown().contains("vim"), "{}", probe.shown());
        }
        insta::assert_snapshot!(format!("settings_{}", lang.code()), shown);
    }
}
