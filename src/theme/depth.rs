//! How many colours the terminal shows, and the nearest one that it has.

use ratatui::style::Color;

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None; weight and reverse still work.
    None,
    /// The sixteen of ANSI.
    Sixteen,
    /// 256, by number.
    Indexed,
    /// All.
    True,
}

impl Depth {
    /// What standard output shows. `no_color`: the user wants none (NO_COLOR).
    pub fn detect(no_color: bool) -> Depth {
        match supports_color::on(supports_color::Stream::Stdout) {
            _ if no_color => Depth::None,
            None => Depth::None,
            Some(level) if level.has_16m => Depth::True,
            Some(level) if level.has_256 => Depth::Indexed,
            Some(_) => Depth::Sixteen,
        }
    }

    /// The nearest colour there is.
    pub(super) fn nearest(self, colour: Color) -> Color {
        match self {
            Depth::None => Color::Reset,
            Depth::True => colour,
            Depth::Indexed => match colour {
                Color::Rgb(r, g, b) => Color::Indexed(closest(16..=255, (r, g, b))),
                other => other,
            },
            Depth::Sixteen => match colour {
                Color::Rgb(..) | Color::Indexed(16..) => {
                    rgb(colour).map_or(colour, |rgb| Color::Indexed(closest(0..=15, rgb)))
                }
                other => other,
            },
        }
    }
}

fn closest(among: std::ops::RangeInclusive<u8>, (r, g, b): (u8, u8, u8)) -> u8 {
    let first = *among.start();
    among.min_by_key(|&index| distance(indexed(index), (r, g, b))).unwrap_or(first)
}

/// As the eye sees it, roughly: more sensitive to green, and to red in bright colours.
fn distance(a: (u8, u8, u8), b: (u8, u8, u8)) -> i32 {
    let of = |x: u8, y: u8| i32::from(x) - i32::from(y);
    let red_mean = (i32::from(a.0) + i32::from(b.0)) / 2;
    let (r, g, b) = (of(a.0, b.0), of(a.1, b.1), of(a.2, b.2));
    (((512 + red_mean) * r * r) >> 8) + 4 * g * g + (((767 - red_mean) * b * b) >> 8)
}

/// Red, green and blue of a colour, as most terminals draw it; none for the terminal's own.
pub(super) fn rgb(colour: Color) -> Option<(u8, u8, u8)> {
    let index = match colour {
        Color::Reset => return None,
        Color::Rgb(r, g, b) => return Some((r, g, b)),
        Color::Indexed(index) => index,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    Some(indexed(index))
}

fn indexed(index: u8) -> (u8, u8, u8) {
    const ANSI: [(u8, u8, u8); 16] = [
        (0, 0, 0),
        (170, 0, 0),
        (0, 170, 0),
        (170, 85, 0),
        (0, 0, 170),
        (170, 0, 170),
        (0, 170, 170),
        (170, 170, 170),
        (85, 85, 85),
        (255, 85, 85),
        (85, 255, 85),
        (255, 255, 85),
        (85, 85, 255),
        (255, 85, 255),
        (85, 255, 255),
        (255, 255, 255),
    ];
    let step = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
    match index {
        0..=15 => ANSI[usize::from(index)],
        16..=231 => {
            let cube = index - 16;
            (step(cube / 36), step(cube / 6 % 6), step(cube % 6))
        }
        grey => {
            let level = 8 + 10 * (grey - 232);
            (level, level, level)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_that_exists_is_itself() {
        for index in 16..=255 {
            let (r, g, b) = indexed(index);
            let Color::Indexed(found) = Depth::Indexed.nearest(Color::Rgb(r, g, b)) else { panic!() };
            assert_eq!(indexed(found), (r, g, b));
        }
        for index in 0..16 {
            let (r, g, b) = indexed(index);
            assert_eq!(Depth::Sixteen.nearest(Color::Rgb(r, g, b)), Color::Indexed(index));
        }
    }

    #[test]
    fn near_colours_are_near() {
        assert_eq!(Depth::Sixteen.nearest(Color::Rgb(240, 90, 80)), Color::Indexed(9));
        assert_eq!(Depth::Sixteen.nearest(Color::Indexed(231)), Color::Indexed(15));
        assert_eq!(Depth::Indexed.nearest(Color::Rgb(9, 9, 9)), Color::Indexed(232));
        assert_eq!(Depth::Sixteen.nearest(Color::LightRed), Color::LightRed);
        assert_eq!(Depth::True.nearest(Color::Rgb(1, 2, 3)), Color::Rgb(1, 2, 3));
        for colour in [Color::Reset, Color::Red, Color::Rgb(1, 2, 3), Color::Indexed(99)] {
            assert_eq!(Depth::None.nearest(colour), Color::Reset);
        }
    }

    #[test]
    fn whoever_wants_no_colour_gets_none() {
        assert_eq!(Depth::detect(true), Depth::None);
    }
}
