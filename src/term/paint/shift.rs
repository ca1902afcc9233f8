//! Finds rows that only moved: a list that was scrolled. The terminal moves them itself for a few bytes.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use super::sheet::{Sheet, Sign, Spot};

/// Below this, in bytes, there is nothing to be won.
const WORTH: usize = 250;
/// What it costs to move rows, in bytes.
const PRICE: usize = 24;
/// What it costs to begin a new place in a row.
const JUMP: usize = 8;
/// Rows are recognised by pieces of so many cells: beside a list there may be something that stays.
const PIECE: usize = 16;
/// What no row can cost.
const NEVER: isize = 1 << 24;
/// As many distances are weighed exactly.
const TRIED: usize = 3;

/// Rows that moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// The first row of the band.
    pub top: usize,
    /// The last.
    pub bottom: usize,
    /// Up by so many if positive, else down. Never 0, always less than the band is high.
    pub by: isize,
}

/// The move that saves most; none if drawing what differs is as cheap.
pub fn find(shown: &Sheet, wanted: &Sheet) -> Option<Shift> {
    let costs: Vec<usize> = (0..wanted.rows).map(|y| cost(shown.row(y), wanted.row(y))).collect();
    if costs.iter().sum::<usize>() < WORTH {
        return None;
    }
    let best = candidates(shown, wanted, &costs)
        .into_iter()
        .filter_map(|by| weigh(shown, wanted, &costs, by))
        .max_by_key(|(saved, _)| *saved);
    best.map(|(_, shift)| shift)
}

/// About how many bytes it takes to draw one row over another.
fn cost(shown: &[Spot], wanted: &[Spot]) -> usize {
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
    votes.into_iter().take(TRIED).map(|(by, _)| by).collect()
}

/// The pieces of a row that say something.
fn pieces(row: &[Spot]) -> impl Iterator<Item = (usize, u64)> {
    row.chunks(PIECE).enumerate().filter_map(|(n, piece)| {
        let first = piece.first()?.sign;
        if piece.iter().all(|spot| spot.sign == first || spot.sign == Sign::BLANK) {
            return None;
        }
        let mut hasher = DefaultHasher::new();
        piece.hash(&mut hasher);
        Some((n, hasher.finish()))
    })
}

/// The band that saves most if rows move by so much, and what it saves.
fn weigh(shown: &Sheet, wanted: &Sheet, costs: &[usize], by: isize) -> Option<(usize, Shift)> {
    let rows = wanted.rows;
    let n = by.unsigned_abs();
    let empty = vec![Spot::EMPTY; wanted.columns];
    // What each row saves where an old row comes to it, and where an empty one does; summed up to it.
    let (mut moved, mut fresh) = (vec![0; rows + 1], vec![0; rows + 1]);
    for y in 0..rows {
        let now = costs[y] as isize;
        let from = y.checked_add_signed(by).filter(|from| *from < rows);
        let after = from.map_or(NEVER, |from| cost(shown.row(from), wanted.row(y)) as isize);
        moved[y + 1] = moved[y] + now - after;
        fresh[y + 1] = fresh[y] + now - cost(&empty, wanted.row(y)) as isize;
    }
    let mut best: Option<(isize, Shift)> = None;
    for top in 0..rows {
        for bottom in top + n..rows {
            let sum = |sums: &[isize], from: usize, to: usize| sums[to] - sums[from];
            let saved = if by > 0 {
                sum(&moved, top, bottom + 1 - n) + sum(&fresh, bottom + 1 - n, bottom + 1)
            } else {
                sum(&fresh, top, top + n) + sum(&moved, top + n, bottom + 1)
            };
            if best.is_none_or(|(most, _)| saved > most) {
                best = Some((saved, Shift { top, bottom, by }));
            }
        }
    }
    let (saved, shift) = best?;
    let saved = usize::try_from(saved).ok()?.checked_sub(PRICE)?;
    (saved > 0).then_some((saved, shift))
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
            let shift = find(&sheet(&list(from)), &sheet(&list(to)));
            assert_eq!(shift, Some(Shift { top: 1, bottom: 12, by }), "{from} to {to}");
        }
        assert_eq!(find(&sheet(&list(5)), &sheet(&list(5))), None);
        assert_eq!(find(&sheet(&list(5)), &sheet(&list(500))), None, "another page");
    }
}
