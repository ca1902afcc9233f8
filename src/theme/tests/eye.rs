//! How eyes see colours: the usual one, and those that lack the red or the green cones (Machado, Oliveira, Fernandes 2009,
//! at full severity), and how far apart two colours are then.

use ratatui::style::Color;

use crate::theme::depth;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eye {
    Usual,
    Protanope,
    Deuteranope,
}

pub const ALL: [Eye; 3] = [Eye::Usual, Eye::Protanope, Eye::Deuteranope];

type Matrix = [[f64; 3]; 3];

const PROTANOPE: Matrix =
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]];
const DEUTERANOPE: Matrix =
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]];
/// Linear sRGB to XYZ under daylight, each divided by that of white.
const XYZ: Matrix = [
    [0.4124 / 0.95047, 0.3576 / 0.95047, 0.1805 / 0.95047],
    [0.2126, 0.7152, 0.0722],
    [0.0193 / 1.08883, 0.1192 / 1.08883, 0.9505 / 1.08883],
];

/// Red, green and blue as light, 0 to 1 each.
pub fn linear(colour: Color) -> [f64; 3] {
    let (r, g, b) = depth::rgb(colour).expect("a colour of its own");
    [r, g, b].map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    })
}

fn times(matrix: &Matrix, [a, b, c]: [f64; 3]) -> [f64; 3] {
    matrix.map(|[x, y, z]| x * a + y * b + z * c)
}

/// Lightness and the two axes of colour (CIELAB), as this eye sees it.
fn seen(colour: Color, eye: Eye) -> [f64; 3] {
    let light = match eye {
        Eye::Usual => linear(colour),
        Eye::Protanope => times(&PROTANOPE, linear(colour)),
        Eye::Deuteranope => times(&DEUTERANOPE, linear(colour)),
    };
    let cube = |t: f64| if t > 216.0 / 24389.0 { t.cbrt() } else { (24389.0 / 27.0 * t + 16.0) / 116.0 };
    let [x, y, z] = times(&XYZ, light.map(|part| part.clamp(0.0, 1.0))).map(cube);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// How far apart this eye sees two colours; from about 2.3 on it sees two.
pub fn apart(a: Color, b: Color, eye: Eye) -> f64 {
    let (a, b) = (seen(a, eye), seen(b, eye));
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

#[test]
fn the_eyes_are_as_they_are_known() {
    let (red, green, blue) = (Color::Rgb(190, 0, 0), Color::Rgb(105, 105, 0), Color::Rgb(0, 0, 255));
    assert!(apart(red, green, Eye::Usual) > 50.0);
    assert!(apart(red, green, Eye::Deuteranope) < 12.0, "{}", apart(red, green, Eye::Deuteranope));
    for eye in ALL {
        assert!(apart(red, blue, eye) > 50.0, "{eye:?}");
        assert!(apart(Color::Rgb(255, 255, 255), Color::Rgb(0, 0, 0), eye) > 99.0, "{eye:?}");
    }
}
