//! From one pen to another in the fewest bytes (SGR).

use std::io::Write as _;

use ratatui::style::Modifier;

use super::sheet::{Hue, Ink, Pen};

/// Every weight with what switches it on and off. Off is shared by bold and dim.
const WEIGHTS: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// Writes what changes the terminal's pen; nothing if it is that already.
pub fn change(from: Pen, to: Pen, out: &mut Vec<u8>) {
    if from == to {
        return;
    }
    let (step, anew) = (step(from, to), anew(to));
    let shorter = if anew.len() <= step.len() { anew } else { step };
    let _ = write!(out, "\x1b[{shorter}m");
}

/// By what differs.
fn step(from: Pen, to: Pen) -> String {
    let mut text = String::new();
    let gone = from.modifier - to.modifier;
    let mut have = from.modifier;
    let mut last_off = 0;
    for (weight, _, off) in WEIGHTS.into_iter().filter(|(weight, ..)| gone.contains(*weight)) {
        if off != last_off {
            add(&mut text, &off.to_string());
            last_off = off;
        }
        have -= weight;
        // What shares the switch is off as well.
        for (other, _, shared) in WEIGHTS {
            if shared == off {
                have -= other;
            }
        }
    }
    on(&mut text, to.modifier - have);
    colours(&mut text, to, from.fg != to.fg, from.bg != to.bg);
    text
}

/// By forgetting everything first.
fn anew(to: Pen) -> String {
    if to == Pen::PLAIN {
        return String::new();
    }
    let mut text = "0".to_owned();
    on(&mut text, to.modifier);
    colours(&mut text, to, to.fg != Ink::RESET, to.bg != Ink::RESET);
    text
}

fn on(text: &mut String, weights: Modifier) {
    for (_, on, _) in WEIGHTS.into_iter().filter(|(weight, ..)| weights.contains(*weight)) {
        add(text, &on.to_string());
    }
}

fn colours(text: &mut String, to: Pen, fg: bool, bg: bool) {
    if fg {
        add(text, &colour(to.fg, 30));
    }
    if bg {
        add(text, &colour(to.bg, 40));
    }
}

fn add(text: &mut String, part: &str) {
    if !text.is_empty() {
        text.push(';');
    }
    text.push_str(part);
}

/// A colour; `base` is 30 for the sign and 40 for the ground.
fn colour(ink: Ink, base: u8) -> String {
    match ink.hue() {
        Hue::Reset => (base + 9).to_string(),
        Hue::Indexed(n @ 0..8) => (base + n).to_string(),
        Hue::Indexed(n @ 8..16) => (base + 52 + n).to_string(),
        Hue::Indexed(n) => format!("{};5;{n}", base + 8),
        Hue::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Color;

    use super::*;

    fn sent(from: Pen, to: Pen) -> String {
        let mut out = Vec::new();
        change(from, to, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn takes_the_shorter_way() {
        let night = Ink::from(Color::Rgb(45, 74, 107));
        let bold = Pen { fg: Color::Red.into(), bg: night, modifier: Modifier::BOLD };
        let thin = Pen { modifier: Modifier::empty(), ..bold };
        assert_eq!(sent(bold, bold), "");
        assert_eq!(sent(bold, thin), "\x1b[22m");
        assert_eq!(sent(thin, bold), "\x1b[1m");
        assert_eq!(sent(bold, Pen::PLAIN), "\x1b[m");
        assert_eq!(sent(Pen::PLAIN, bold), "\x1b[1;31;48;2;45;74;107m");
        let dim = Pen { modifier: Modifier::DIM, ..thin };
        assert_eq!(sent(Pen { modifier: Modifier::BOLD | Modifier::DIM, ..thin }, dim), "\x1b[22;2m");
        let light = Pen { fg: Color::LightRed.into(), ..thin };
        assert_eq!(sent(thin, light), "\x1b[91m");
        assert_eq!(sent(light, Pen { bg: Color::White.into(), ..light }), "\x1b[107m");
    }
}
