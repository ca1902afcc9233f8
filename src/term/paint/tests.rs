//! What is sent gives exactly the wanted screen on a terminal, whatever stood there before; and how much is sent.

use fastrand::Rng;
use ratatui::{
    layout::Rect,
    style::{Color, Modifier, Style},
};

use super::*;

const ALL: Powers = Powers { scroll: true, margins: false, erase: true };
const MARGINS: Powers = Powers { margins: true, ..ALL };
const WORDS: [&str; 12] = [
    "上海雅韵化妆品",
    "SH-2026-0198",
    "  ",
    "46,000.00",
    "王约翰",
    "│",
    "──",
    "é…",
    "e\u{301}x",
    "⚠\u{fe0f}",
    "a",
    "      ",
];

/// A terminal and the frames it was sent.
struct Desk {
    painter: Painter,
    terminal: vt100::Parser,
    seed: u64,
}

impl Desk {
    fn new(columns: u16, rows: u16, powers: Powers, seed: u64) -> Desk {
        Desk {
            painter: Painter::new(powers),
            terminal: vt100::Parser::new(some(rows), some(columns), 0),
            seed,
        }
    }

    /// Shows a frame; gives how many bytes it took.
    fn show(&mut self, buffer: &Buffer, cursor: Option<Position>) -> usize {
        let bytes = self.painter.frame(buffer, cursor).to_vec();
        let sent = String::from_utf8_lossy(&bytes);
        let mut bottom = None;
        for (n, piece) in sent.split("\x1b[?69h").enumerate() {
            let rest =
                if n > 0 { self.between_margins(bottom.unwrap_or(buffer.area.height), piece) } else { piece };
            self.terminal.process(rest.as_bytes());
            // Where rows were set just before, as `\x1b[2;20r`.
            let set = rest.strip_suffix('r').and_then(|rest| rest.rsplit_once(';'));
            bottom = set.and_then(|(_, bottom)| bottom.parse().ok());
        }
        self.compare(buffer, cursor, &String::from_utf8_lossy(&bytes));
        bytes.len()
    }

    /// Does what a terminal with margins does, which the parser has not; gives what is sent after it.
    fn between_margins<'a>(&mut self, bottom: u16, sent: &'a str) -> &'a str {
        let (command, rest) = sent.split_once("\x1b[?69l").expect("an end of margins");
        let mut parts = command.split("\x1b[").skip(1);
        let mut numbers = |end: &[char]| -> (Vec<u16>, char) {
            let part = parts.next().expect("a part");
            let (numbers, last) = part.split_at(part.len() - 1);
            assert!(last.ends_with(end), "{command:?}");
            (numbers.split(';').filter_map(|n| n.parse().ok()).collect(), last.chars().next().unwrap())
        };
        let (margins, _) = numbers(&['s']);
        let (place, _) = numbers(&['H']);
        let (lines, what) = numbers(&['M', 'L']);
        let by = i32::from(lines.first().copied().unwrap_or(1)) * if what == 'M' { 1 } else { -1 };
        let (left, right, top) = (margins[0] - 1, margins[1], place[0] - 1);
        assert_eq!(place.get(1).copied().unwrap_or(1), left + 1, "the cursor stands between the margins");
        let rows = top..bottom;
        let before = self.terminal.screen().clone();
        for y in rows.clone() {
            let from = u16::try_from(i32::from(y) + by).ok().filter(|from| rows.contains(from));
            let mut out = format!("\x1b[m\x1b[{};{}H\x1b[{}X", y + 1, left + 1, right - left).into_bytes();
            for cell in from.into_iter().flat_map(|from| (left..right).map(move |x| (from, x))) {
                let cell = before.cell(cell.0, cell.1).expect("a cell");
                let pen = Pen {
                    fg: colour(cell.fgcolor()).into(),
                    bg: colour(cell.bgcolor()).into(),
                    modifier: weights(cell),
                };
                pen::change(Pen::PLAIN, pen, &mut out);
                let blank = !cell.has_contents() && !cell.is_wide_continuation();
                out.extend_from_slice(if blank { " " } else { cell.contents() }.as_bytes());
                out.extend_from_slice(b"\x1b[m");
            }
            self.terminal.process(&out);
        }
        rest
    }

    fn compare(&self, buffer: &Buffer, cursor: Option<Position>, sent: &str) {
        let screen = self.terminal.screen();
        let mut clusters = Clusters::default();
        let mut sheet = Sheet::new(buffer.area.width.into(), buffer.area.height.into(), Spot::UNKNOWN);
        clusters.read(buffer, &mut sheet);
        for y in 0..buffer.area.height {
            for x in 0..buffer.area.width {
                let wanted = sheet.row(y.into())[usize::from(x)];
                let cell = screen.cell(y, x).expect("a cell");
                let at = || format!("seed {}, row {y}, column {x}, sent {sent:?}", self.seed);
                let mut sign = Vec::new();
                clusters.write(wanted.sign, &mut sign);
                let shown =
                    if cell.has_contents() || wanted.sign == Sign::HALF { cell.contents() } else { " " };
                assert_eq!(shown, String::from_utf8_lossy(&sign), "{}", at());
                assert_eq!(cell.is_wide_continuation(), wanted.sign == Sign::HALF, "{}", at());
                if wanted.sign == Sign::HALF {
                    continue;
                }
                let shown = Pen {
                    fg: colour(cell.fgcolor()).into(),
                    bg: colour(cell.bgcolor()).into(),
                    modifier: weights(cell),
                };
                let wanted_pen = wanted.pen;
                // Bold and dim at once the parser does not tell from one of them; the pen's own test has it.
                let both = Modifier::BOLD | Modifier::DIM;
                let untold = if wanted_pen.modifier.contains(both) { both } else { Modifier::empty() };
                let told = |pen: Pen| Pen { modifier: pen.modifier - untold, ..pen };
                let (shown, wanted_pen) = (told(shown), told(wanted_pen));
                if wanted.sign == Sign::BLANK {
                    assert!(shown.same_blank(wanted_pen), "{shown:?} for {wanted_pen:?}, {}", at());
                } else {
                    assert_eq!(shown, wanted_pen, "{}", at());
                }
            }
        }
        assert_eq!(screen.hide_cursor(), cursor.is_none(), "seed {}", self.seed);
        if let Some(place) = cursor {
            assert_eq!(screen.cursor_position(), (place.y, place.x), "seed {}, sent {sent:?}", self.seed);
        }
    }
}

fn some(n: u16) -> std::num::NonZero<u16> {
    std::num::NonZero::new(n).expect("a terminal has rows and columns")
}

fn colour(colour: vt100::Color) -> Color {
    match colour {
        vt100::Color::Default => Color::Reset,
        vt100::Color::Idx(n) => Color::Indexed(n),
        vt100::Color::Rgb(r, g, b) => Color::Rgb(r, g, b),
    }
}

fn weights(cell: &vt100::Cell) -> Modifier {
    let mut weights = Modifier::empty();
    weights.set(Modifier::BOLD, cell.bold());
    weights.set(Modifier::DIM, cell.dim());
    weights.set(Modifier::ITALIC, cell.italic());
    weights.set(Modifier::UNDERLINED, cell.underline());
    weights.set(Modifier::REVERSED, cell.inverse());
    weights
}

fn style(rng: &mut Rng) -> Style {
    let colours = [
        Color::Reset,
        Color::Red,
        Color::White,
        Color::Indexed(153),
        Color::Rgb(26, 29, 35),
        Color::Rgb(45, 74, 107),
    ];
    let weights = [
        Modifier::empty(),
        Modifier::empty(),
        Modifier::BOLD,
        Modifier::DIM,
        Modifier::ITALIC,
        Modifier::UNDERLINED,
        Modifier::REVERSED | Modifier::BOLD,
    ];
    let mut any = || colours[rng.usize(..colours.len())];
    let style = Style::new().fg(any()).bg(any());
    style.add_modifier(weights[rng.usize(..weights.len())])
}

fn scribble(buffer: &mut Buffer, rng: &mut Rng, times: usize) {
    let area = buffer.area;
    for _ in 0..times {
        let (x, y) = (rng.u16(..area.width), rng.u16(..area.height));
        match rng.u8(..6) {
            0 => buffer.set_style(Rect { x: 0, y, width: area.width, height: 1 }, style(rng)),
            1 => buffer[(x, y)] = Default::default(),
            _ => {
                let word = WORDS[rng.usize(..WORDS.len())];
                buffer.set_string(x, y, word, style(rng));
            }
        }
    }
}

/// Moves the rows of a band of a buffer, or a part of them, as a list that is scrolled does; what comes in is copied from
/// somewhere.
fn scroll(buffer: &mut Buffer, rng: &mut Rng) {
    let (wide, high) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
    let (one, other) = (rng.usize(..high), rng.usize(..high));
    let (top, bottom) = (one.min(other), one.max(other));
    let by = rng.usize(..=bottom - top);
    let left = if rng.bool() { 0 } else { rng.usize(..wide) };
    let right = if rng.bool() { wide } else { rng.usize(left..wide) };
    let old = buffer.content.clone();
    let up = rng.bool();
    for y in top..=bottom - by {
        let (to, from) = if up { (y, y + by) } else { (y + by, y) };
        buffer.content[to * wide + left..to * wide + right]
            .clone_from_slice(&old[from * wide + left..from * wide + right]);
    }
}

#[test]
fn any_frame_after_any_other_is_shown_exactly() {
    let seed = 0x6b65_6875;
    let mut rng = Rng::with_seed(seed);
    let powers = [ALL, Powers::NONE, MARGINS, Powers { erase: false, ..ALL }];
    for round in 0..30 {
        let (columns, rows) = (rng.u16(1..90), rng.u16(1..30));
        let mut desk = Desk::new(columns, rows, powers[round % powers.len()], seed);
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        scribble(&mut buffer, &mut rng, 120);
        for _ in 0..25 {
            match rng.u8(..10) {
                0 => desk.painter.forget(),
                1 => buffer.reset(),
                2..=5 => scroll(&mut buffer, &mut rng),
                _ => {}
            }
            let times = [0, 1, 3, 40][rng.usize(..4)];
            scribble(&mut buffer, &mut rng, times);
            let cursor = rng.u8(..4).gt(&0).then(|| Position::new(rng.u16(..columns), rng.u16(..rows)));
            desk.show(&buffer, cursor);
            assert_eq!(desk.show(&buffer, cursor), 0, "nothing is sent for the same frame");
        }
    }
}

#[test]
fn every_cell_is_drawn_over_what_somebody_else_wrote() {
    let mut desk = Desk::new(30, 6, ALL, 0);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 6));
    scribble(&mut buffer, &mut Rng::with_seed(7), 60);
    desk.show(&buffer, None);
    desk.terminal.process("\x1b[2;3H\x1b[41m上海雅韵化妆品有限公司\x1b[m".as_bytes());
    desk.painter.forget();
    desk.show(&buffer, Some(Position::new(1, 1)));
}

#[test]
fn another_size_is_another_frame() {
    let mut desk = Desk::new(30, 6, ALL, 0);
    for (columns, rows) in [(30, 6), (20, 9), (44, 3)] {
        desk.terminal.screen_mut().set_size(some(rows), some(columns));
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        scribble(&mut buffer, &mut Rng::with_seed(3), 60);
        desk.show(&buffer, Some(Position::new(0, 0)));
    }
}

/// A list in a frame with the colours of a theme, its cursor on a row.
fn list(columns: u16, rows: u16, from: usize, cursor: u16) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    let paper = Style::new().fg(Color::Rgb(211, 215, 222)).bg(Color::Rgb(26, 29, 35));
    buffer.set_style(buffer.area, paper);
    for y in 0..rows {
        let text = if y == 0 || y + 1 == rows {
            "─".repeat(columns.into())
        } else {
            let n = from + usize::from(y);
            let tail = usize::from(columns) - 62;
            format!("│  SH-2026-{n:04} 上海雅韵化妆品有限公司{n:5}  {:10}.00 {:tail$}│", n * 7919, "王约翰")
        };
        let chosen = paper.bg(Color::Rgb(45, 74, 107)).add_modifier(Modifier::BOLD);
        buffer.set_stringn(0, y, text, columns.into(), if y == cursor { chosen } else { paper });
    }
    buffer
}

#[test]
fn a_move_and_a_scrolled_row_are_cheap() {
    for (columns, rows, moved, scrolled) in [(80, 24, 320, 280), (200, 60, 420, 340)] {
        let mut desk = Desk::new(columns, rows, ALL, 0);
        let last = rows - 2;
        desk.show(&list(columns, rows, 0, 3), Some(Position::new(1, 3)));
        let bytes = desk.show(&list(columns, rows, 0, 4), Some(Position::new(1, 4)));
        assert!(bytes <= moved, "{bytes} bytes for a move at {columns}x{rows}");
        desk.show(&list(columns, rows, 0, last), Some(Position::new(1, last)));
        let bytes = desk.show(&list(columns, rows, 1, last), Some(Position::new(1, last)));
        assert!(bytes <= scrolled, "{bytes} bytes for a scrolled row at {columns}x{rows}");
    }
}

#[test]
fn what_stands_beside_a_list_costs_nothing_where_there_are_margins() {
    let beside = |from, cursor| {
        let mut buffer = list(200, 60, from, cursor);
        for y in 1..59 {
            let said = |n: usize| format!("{} 上海 {} 化妆品 {} │", n * 7919, n * 104_729, n * 15_485_863);
            buffer.set_string(60, y, said(from + usize::from(y)), Style::new());
            buffer.set_string(120, y, said(1000 + usize::from(y)).repeat(2), Style::new());
        }
        buffer
    };
    let cost = |powers| {
        let mut desk = Desk::new(200, 60, powers, 0);
        desk.show(&beside(0, 58), Some(Position::new(1, 58)));
        desk.show(&beside(1, 58), Some(Position::new(1, 58)))
    };
    let (with, without) = (cost(MARGINS), cost(ALL));
    assert!(with <= 1000, "{with} bytes with margins, {without} without");
    assert!(without > 2000, "{without} bytes: there the margins are of no use");
}

#[test]
fn a_terminal_is_trusted_by_its_name() {
    assert_eq!(Powers::of(Some("xterm-256color"), false), ALL);
    assert_eq!(Powers::of(Some("screen-256color"), true), ALL);
    assert_eq!(Powers::of(Some("screen"), false), Powers { erase: false, ..ALL });
    assert_eq!(Powers::of(Some("dumb"), true), Powers::NONE);
    assert_eq!(Powers::of(None, false), Powers::NONE);
}
