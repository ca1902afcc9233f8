//! Finds cells that only moved up or down: a list that was scrolled. The terminal moves them itself for a few bytes.

use std::{collections::HashMap, ops::Range};

use super::sheet::{Sheet, Sign, Spot};

/// Below this, in bytes, there is nothing to be won.
const WORTH: usize = 250;
/// Fewer rows that differ are a cursor that went on.
const FEW: usize = 3;
/// What it costs to move rows, in bytes; and to move a part of them.
const PRICE: usize = 24;
const PART_PRICE: usize = 44;
/// What it costs to begin a new place in a row.
const JUMP: usize = 8;
/// Rows are recognised by pieces of so many cells: beside a list there may be something that stays.
const PIECE: usize = 16;
/// A part of the columns that moved alone is no narrower.
const PART: usize = 20;
/// What no row can cost.
const NEVER: isize = 1 << 24;
/// As many distances are weighed exactly.
const TRIED: usize = 3;

/// Cells that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// The first row of the band.
    pub top: usize,
    /// The last.
    pub bottom: usize,
    /// Its columns: all, or where something beside stays.
    pub columns: Range<usize>,
    /// Up by so many if positive, else down. Never 0, always less than the band is high.
    pub by: isize,
}

/// The move that saves most; none if drawing what differs is as cheap. Moves a part of the columns only where `parts` says
/// that the terminal can.
pub fn find(shown: &Sheet, wanted: &Sheet, parts: bool) -> Option<Shift> {
    let costs: Vec<usize> = (0..wanted.rows).map(|y| cost(shown.row(y), wanted.row(y))).collect();
    if costs.iter().sum::<usize>() < WORTH || costs.iter().filter(|cost| **cost > 0).count() < FEW {
        return None;
    }
    let mut best: Option<(usize, Shift)> = None;
    for by in candidates(shown, wanted, &costs) {
        let part = parts.then(|| moved_part(shown, wanted, by)).flatten();
        for columns in [Some(0..wanted.columns), part].into_iter().flatten() {
            let found = weigh(shown, wanted, columns, by);
            if found.as_ref().map(|(saved, _)| *saved) > best.as_ref().map(|(saved, _)| *saved) {
                best = found;
            }
        }
    }
    best.map(|(_, shift)| shift)
}

/// About how many bytes it takes to draw one row over another.
fn cost(shown: &[Spot], wanted: &[Spot]) -> usize {
    if shown == wanted {
        return 0;
    }
    let mut bytes = 0;
    let mut drawing = false;
    for (old, new) in shown.iter().zip(wanted) {
        let differs = !old.looks_like(*new);
        if differs {
            bytes += new.sign.bytes() + if drawing { 0 } else { JUMP };
        }
        drawing = differs;
    }
    bytes
}

/// The distances by which most pieces moved.
fn candidates(shown: &Sheet, wanted: &Sheet, costs: &[usize]) -> Vec<isize> {
    let mut places: HashMap<(usize, u64), Option<usize>> = HashMap::new();
    for y in 0..shown.rows {
        for piece in pieces(shown.row(y)) {
            // What stands in two rows tells nothing.
            places.entry(piece).and_modify(|place| *place = None).or_insert(Some(y));
        }
    }
    let mut votes: HashMap<isize, usize> = HashMap::new();
    for y in (0..wanted.rows).filter(|y| costs[*y] > 0) {
        for piece in pieces(wanted.row(y)) {
            if let Some(Some(from)) = places.get(&piece)
                && *from != y
            {
                *votes.entry(*from as isize - y as isize).or_default() += 1;
            }
        }
    }
    let mut votes: Vec<(isize, usize)> = votes.into_iter().collect();
    votes.sort_by_key(|(by, votes)| (std::cmp::Reverse(*votes), by.abs(), *by));
    let most = votes.first().map_or(0, |(_, votes)| *votes);
    votes.into_iter().take(TRIED).take_while(|(_, votes)| votes * 3 >= most).map(|(by, _)| by).collect()
}

/// The pieces of a row that say something, told apart by what they say, not by its colours.
fn pieces(row: &[Spot]) -> impl Iterator<Item = (usize, u64)> {
    row.chunks(PIECE).enumerate().filter_map(|(n, piece)| {
        let first = piece.first()?.sign;
        if piece.iter().all(|spot| spot.sign == first || spot.sign == Sign::BLANK) {
            return None;
        }
        Some((n, piece.iter().fold(0, |sum, spot| spot.sign.mixed_into(sum))))
    })
}

/// The columns that moved: looked for in all rows, then again in those alone that moved, since what stands above and below
/// outweighs columns in which few rows differ.
fn moved_part(shown: &Sheet, wanted: &Sheet, by: isize) -> Option<Range<usize>> {
    let rough = moved_columns(shown, wanted, 0..wanted.rows, by)?;
    let (_, band) = weigh(shown, wanted, rough, by)?;
    moved_columns(shown, wanted, band.top..band.bottom + 1, by)
}

/// The columns in which most cells of these rows come out right if rows move by so much: all the others stay.
fn moved_columns(shown: &Sheet, wanted: &Sheet, rows: Range<usize>, by: isize) -> Option<Range<usize>> {
    let mut saved = vec![0; wanted.columns];
    let source = |y| source(y, by, wanted.rows).filter(|from| rows.contains(from));
    let sources = rows.clone().filter_map(|y| Some((y, source(y)?)));
    for (y, from) in sources {
        let cells = shown.row(y).iter().zip(shown.row(from)).zip(wanted.row(y));
        for (saved, ((stays, comes), new)) in saved.iter_mut().zip(cells) {
            let bytes = new.sign.bytes() as isize;
            *saved += match (stays.looks_like(*new), comes.looks_like(*new)) {
                (false, true) => bytes,
                (true, false) => -bytes,
                _ => 0,
            };
        }
    }
    // The run of columns with the greatest sum.
    let (mut best, mut sum, mut from) = ((0, 0..0), 0, 0);
    for (x, saved) in saved.iter().enumerate() {
        if sum <= 0 {
            (sum, from) = (0, x);
        }
        sum += saved;
        if sum > best.0 {
            best = (sum, from..x + 1);
        }
    }
    whole_signs(shown, wanted, best.1)
}

/// The columns without those at their ends that would cut a wide sign in half somewhere.
fn whole_signs(shown: &Sheet, wanted: &Sheet, mut columns: Range<usize>) -> Option<Range<usize>> {
    let cuts = |x: usize| {
        let half = |sheet: &Sheet| (0..sheet.rows).any(|y| sheet.row(y).get(x).is_some_and(Spot::is_half));
        half(shown) || half(wanted)
    };
    while columns.start < columns.end && cuts(columns.start) {
        columns.start += 1;
    }
    while columns.start < columns.end && cuts(columns.end) {
        columns.end -= 1;
    }
    (PART..wanted.columns).contains(&columns.len()).then_some(columns)
}

/// The row that comes to this one.
fn source(y: usize, by: isize, rows: usize) -> Option<usize> {
    y.checked_add_signed(by).filter(|from| *from < rows)
}

/// The band that saves most if rows move by so much in these columns, and what it saves.
fn weigh(shown: &Sheet, wanted: &Sheet, columns: Range<usize>, by: isize) -> Option<(usize, Shift)> {
    let rows = wanted.rows;
    let n = by.unsigned_abs();
    let price = if columns.len() == wanted.columns { PRICE } else { PART_PRICE };
    let empty = vec![Spot::EMPTY; columns.len()];
    let old = |y: usize| &shown.row(y)[columns.clone()];
    // What each row saves where an old row comes to it, and where an empty one does; summed up to it.
    let (mut moved, mut fresh) = (vec![0; rows + 1], vec![0; rows + 1]);
    for y in 0..rows {
        let new = &wanted.row(y)[columns.clone()];
        let now = cost(old(y), new) as isize;
        let after = source(y, by, rows).map_or(NEVER, |from| cost(old(from), new) as isize);
        moved[y + 1] = moved[y] + now - after;
        fresh[y + 1] = fresh[y] + now - cost(&empty, new) as isize;
    }
    let mut best: Option<(isize, usize, usize)> = None;
    for top in 0..rows {
        for bottom in top + n..rows {
            let sum = |sums: &[isize], from: usize, to: usize| sums[to] - sums[from];
            let saved = if by > 0 {
                sum(&moved, top, bottom + 1 - n) + sum(&fresh, bottom + 1 - n, bottom + 1)
            } else {
                sum(&fresh, top, top + n) + sum(&moved, top + n, bottom + 1)
            };
            if best.is_none_or(|(most, ..)| saved > most) {
                best = Some((saved, top, bottom));
            }
        }
    }
    let (saved, top, bottom) = best?;
    let saved = usize::try_from(saved).ok()?.checked_sub(price)?;
    (saved > 0).then_some((saved, Shift { top, bottom, columns, by }))
}

#[cfg(test)]
mod tests {
    use ratatui::{buffer::Buffer, layout::Rect};

    use super::{super::sheet::Clusters, *};

    fn sheet(lines: &[String]) -> Sheet {
        let wide = 60;
        let mut buffer = Buffer::empty(Rect::new(0, 0, wide, lines.len() as u16));
        for (y, line) in lines.iter().enumerate() {
            buffer.set_string(0, y as u16, line, ratatui::style::Style::new());
        }
        let mut sheet = Sheet::new(wide.into(), lines.len(), Spot::UNKNOWN);
        Clusters::default().read(&buffer, &mut sheet);
        sheet
    }

    fn list(from: usize) -> Vec<String> {
        let row = |n| format!("|  SH-2026-{n:04} 上海雅韵化妆品 {} {} | beside |", n * 7919, n * 104_729);
        let head = "+ Orders ---------------------------------------+".to_owned();
        [head.clone()].into_iter().chain((from..from + 12).map(row)).chain([head]).collect()
    }

    #[test]
    fn knows_a_list_that_was_scrolled_by_its_frame() {
        for (from, to, by) in [(5, 6, 1), (6, 5, -1), (5, 9, 4), (9, 5, -4)] {
            let shift = find(&sheet(&list(from)), &sheet(&list(to)), false);
            assert_eq!(shift, Some(Shift { top: 1, bottom: 12, columns: 0..60, by }), "{from} to {to}");
        }
        assert_eq!(find(&sheet(&list(5)), &sheet(&list(5)), true), None);
        assert_eq!(find(&sheet(&list(5)), &sheet(&list(500)), true), None, "another page");
    }

    #[test]
    fn what_stands_beside_a_list_stays_where_it_can() {
        let beside = |from: usize| -> Vec<String> {
            let row = |n: usize| {
                format!(
                    "|{:<8}上{:>18}|{:<8}海 {:<16}|",
                    (from + n) * 7919,
                    (from + n) * 104_729,
                    n * 7919,
                    n * n
                )
            };
            let head = "+ Orders ---------------------+------------+".to_owned();
            [head.clone()].into_iter().chain((0..12).map(row)).chain([head]).collect()
        };
        let shift = find(&sheet(&beside(5)), &sheet(&beside(6)), true).expect("a move");
        assert_eq!((shift.top, shift.by), (1, 1));
        assert!(shift.bottom >= 11, "{shift:?}");
        assert!(shift.columns.end <= 33, "{shift:?}");
    }
}
