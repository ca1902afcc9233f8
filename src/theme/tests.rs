//! Our themes can be read, at every depth; users' files are understood or refused with their line.

mod eye;

use std::{fs, path::Path};

use super::*;

const NOWHERE: &[&Path] = &[];
/// Our themes that have colours.
const COLOURED: [&str; 5] = ["dark", "light", "contrast", "cb", "ansi16"];
const DEPTHS: [Depth; 4] = [Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True];

fn ours(name: &str, depth: Depth) -> Theme {
    load(name, depth, NOWHERE).unwrap_or_else(|error| panic!("{error}"))
}

/// Contrast of two colours as WCAG 2 defines it, 1 to 21.
fn contrast(a: Color, b: Color) -> f64 {
    let light = |colour| {
        let [r, g, b] = eye::linear(colour);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (light(a), light(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn text_stands_out_from_its_ground() {
    for (name, depths) in [
        ("dark", &[Depth::True, Depth::Indexed][..]),
        ("light", &[Depth::True, Depth::Indexed]),
        ("contrast", &[Depth::True, Depth::Indexed]),
        ("cb", &[Depth::True, Depth::Indexed]),
        ("ansi16", &[Depth::Sixteen]),
    ] {
        let (text, frame) = if name == "contrast" { (7.0, 4.5) } else { (4.5, 1.5) };
        for &depth in depths {
            let theme = ours(name, depth);
            let ground = theme.style(Role::Text);
            for (role, word) in Role::ALL {
                let style = ground.patch(theme.style(role));
                let found = contrast(style.fg.unwrap(), style.bg.unwrap());
                // Frames are no text; they may be quiet.
                let wanted = if role == Role::Border { frame } else { text };
                assert!(found >= wanted, "{name} {depth:?} {word}: {found:.2}");
            }
        }
    }
}

/// What is done, near and late, and what is none of them.
const STATUSES: [Role; 4] = [Role::Good, Role::Warn, Role::Bad, Role::Text];
/// As far apart as two patches of colour that nobody takes for one another (CIE 1976; 2.3 is just noticeable).
const APART: f64 = 20.0;

/// The two of these that an eye tells apart worst, and by how much.
fn closest(theme: &Theme, among: &[Role], eye: eye::Eye) -> (Role, Role, f64) {
    let ground = theme.style(Role::Text);
    let colour = |role| ground.patch(theme.style(role)).fg.unwrap();
    let pairs = among.iter().enumerate().flat_map(|(n, a)| among[..n].iter().map(move |b| (*a, *b)));
    let apart = pairs.map(|(a, b)| (a, b, eye::apart(colour(a), colour(b), eye)));
    apart.min_by(|a, b| a.2.total_cmp(&b.2)).expect("several")
}

#[test]
fn eyes_that_do_not_tell_red_from_green_tell_late_from_paid() {
    for name in ["cb", "contrast"] {
        for depth in [Depth::True, Depth::Indexed, Depth::Sixteen] {
            // Of sixteen colours none is left that everybody tells from white.
            let among = if depth == Depth::Sixteen { &STATUSES[..3] } else { &STATUSES };
            for eye in eye::ALL {
                let (a, b, apart) = closest(&ours(name, depth), among, eye);
                assert!(apart >= APART, "{name} {depth:?} {eye:?}: {a:?} and {b:?}: {apart:.0}");
            }
        }
    }
    // The ordinary theme is not made for them: what the test above demands is not demanded in vain.
    let (a, b, apart) = closest(&ours("dark", Depth::True), &STATUSES, eye::Eye::Deuteranope);
    assert!(apart < 5.0, "{a:?} and {b:?}: {apart:.0}");
    let (.., apart) = closest(&ours("dark", Depth::True), &STATUSES, eye::Eye::Usual);
    assert!(apart >= APART, "{apart:.0}");
}

#[test]
fn a_status_is_never_told_by_colour_alone() {
    for name in ["cb", "contrast"] {
        let theme = ours(name, Depth::True);
        let weight = |role| theme.style(role).add_modifier;
        for (n, a) in STATUSES[..3].iter().enumerate() {
            for b in &STATUSES[..n] {
                assert_ne!(weight(*a), weight(*b), "{name}: {a:?} and {b:?}");
            }
        }
    }
}

#[test]
fn the_selected_row_is_seen_in_every_theme_at_every_depth() {
    for name in COLOURED.into_iter().chain(["mono"]) {
        for depth in DEPTHS {
            let theme = ours(name, depth);
            let ground = theme.style(Role::Text);
            for role in [Role::Selected, Role::FieldFocus, Role::TabOpen] {
                let style = ground.patch(theme.style(role));
                let reversed = style.add_modifier.contains(Modifier::REVERSED);
                assert!(reversed || style.bg != ground.bg, "{name} {depth:?} {role:?}");
                let seen = style.fg != style.bg || style.fg == Some(Color::Reset);
                assert!(seen, "{name} {depth:?} {role:?}");
            }
        }
    }
}

#[test]
fn the_pane_with_the_keys_has_another_frame() {
    for name in COLOURED.into_iter().chain(["mono"]) {
        for depth in DEPTHS {
            let theme = ours(name, depth);
            assert_ne!(theme.style(Role::Focus), theme.style(Role::Border), "{name} {depth:?}");
        }
    }
}

#[test]
fn without_colours_only_weight_and_reverse_remain() {
    for name in COLOURED.into_iter().chain(["mono", "auto"]) {
        let theme = ours(name, Depth::None);
        for (role, word) in Role::ALL {
            let style = theme.style(role);
            let plain = |colour: Option<Color>| colour.is_none_or(|colour| colour == Color::Reset);
            assert!(plain(style.fg) && plain(style.bg), "{name}: {word}");
        }
        assert!(theme.style(Role::Selected).add_modifier.contains(Modifier::REVERSED));
        assert!(theme.style(Role::Bad).add_modifier.contains(Modifier::BOLD));
    }
}

#[test]
fn a_terminal_is_only_sent_what_it_shows() {
    for name in COLOURED.into_iter().chain(["mono"]) {
        for (role, word) in Role::ALL {
            for colour in [ours(name, Depth::Indexed).style(role), ours(name, Depth::Sixteen).style(role)] {
                for colour in [colour.fg, colour.bg].into_iter().flatten() {
                    assert!(!matches!(colour, Color::Rgb(..)), "{name}: {word}");
                }
            }
            let few = ours(name, Depth::Sixteen).style(role);
            assert!(!matches!(
                (few.fg, few.bg),
                (Some(Color::Indexed(16..)), _) | (_, Some(Color::Indexed(16..)))
            ));
        }
    }
}

#[test]
fn every_role_that_our_colour_themes_leave_out_is_meant() {
    for name in COLOURED {
        let theme = ours(name, Depth::True);
        for (role, word) in Role::ALL {
            assert!(theme.styles.contains_key(&role), "{name}: {word}");
        }
    }
}

#[test]
fn auto_chooses_by_depth() {
    let names = DEPTHS.map(|depth| ours("auto", depth).name);
    assert_eq!(names, ["mono", "ansi16", "dark", "dark"]);
}

fn with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("themes")).unwrap();
    for (name, text) in files {
        fs::write(dir.path().join("themes").join(format!("{name}.toml")), text).unwrap();
    }
    dir
}

#[test]
fn a_users_theme_builds_on_ours() {
    let dir = with(&[
        (
            "mine",
            "inherits = \"dark\"\n[palette]\npaper = \"#000000\"\n[roles]\ngood = { fg = \"blue\", add = [\"italic\"] }",
        ),
        ("dark", "inherits = \"dark\"\n[roles]\nkey = \"#010203\""),
    ]);
    let dirs = &[dir.path()];
    let mine = load("mine", Depth::True, dirs).unwrap();
    assert_eq!(mine.style(Role::Text).bg, Some(Color::Rgb(0, 0, 0)), "the palette of the child");
    assert_eq!(mine.style(Role::TabOpen).fg, Some(Color::Rgb(0, 0, 0)), "in inherited roles too");
    assert!(mine.style(Role::Good).add_modifier.contains(Modifier::ITALIC));
    assert_eq!(mine.style(Role::Key).fg, Some(Color::Rgb(1, 2, 3)), "from the user's dark");
    assert_eq!(mine.style(Role::Bad), ours("dark", Depth::True).style(Role::Bad));
}

#[test]
fn a_fault_is_told_with_file_and_line() {
    let dir = with(&[
        ("a", "inherits = \"b\""),
        ("b", "\ninherits = \"a\""),
        ("c", "[roles]\n\nnothing = \"red\""),
        ("d", "[palette]\nink = \"#12\""),
        ("e", "[roles]\ntext = { fg = \"nocolour\" }"),
        ("f", "[roles\n"),
        ("g", "colour = 1"),
        ("h", "[roles]\ntext = { fg = \"red\", add = [\"blinking\"] }"),
        ("i", "inherits = \"nowhere\""),
    ]);
    let fault = |name| {
        let error = load(name, Depth::True, &[dir.path()]).unwrap_err().to_string();
        error.replace(&format!("{}/themes/", dir.path().display()), "")
    };
    let starts = |name, words: &str| assert!(fault(name).starts_with(words), "{}", fault(name));
    starts("a", "b.toml:2: the theme a inherits from itself. ");
    starts("c", "c.toml:3: unknown name: nothing. ");
    starts("d", "d.toml:2: no colour: #12. ");
    starts("e", "e.toml:2: no colour: nocolour. ");
    starts("f", "f.toml:1: this is not TOML ");
    starts("g", "g.toml:1: unknown name: colour. ");
    starts("h", "h.toml:2: unknown name: \"blinking\". ");
    starts("i", "i.toml:1: there is no theme nowhere. There are: dark, ");
    starts("nowhere", "theme:1: there is no theme nowhere. ");
}

#[test]
fn the_chosen_theme_comes_first_and_the_others_after_it() {
    let dir = with(&[("mine", ""), ("broken", "[roles")]);
    let dirs = &[dir.path()];
    let names = |name, depth| {
        let (themes, errors) = all(name, depth, dirs);
        (themes.into_iter().map(|theme| theme.name).collect::<Vec<_>>(), errors.len())
    };
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        names("light", Depth::True),
        (owned(&["light", "contrast", "cb", "mono", "ansi16", "mine", "dark"]), 1)
    );
    assert_eq!(
        names("auto", Depth::Sixteen),
        (owned(&["ansi16", "mine", "dark", "light", "contrast", "cb", "mono"]), 1)
    );
    assert_eq!(
        names("broken", Depth::True),
        (owned(&["dark", "light", "contrast", "cb", "mono", "ansi16", "mine"]), 1)
    );
    assert_eq!(names("dark", Depth::None), (owned(&["dark"]), 0));
    assert_eq!(names("nowhere", Depth::None), (owned(&["mono"]), 1));
}
