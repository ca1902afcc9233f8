//! The rows that are loaded: one unbroken stretch of the list with what is known of its ends, the cursor and the part that
//! is seen. The cursor stays on its record by id, never by position. Knows no query and no drawing.

use crate::{domain::record::Row, store::Page};

/// A page is this long; the next is fetched before the cursor reaches the end.
pub const PAGE: usize = 100;

/// Which part of the list an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// From the very first row.
    First,
    /// The last rows, read backwards.
    Last,
    /// What is loaded, read again from behind a row; whether rows come before it.
    Again { before: bool },
    /// What comes after the loaded rows.
    After,
    /// What comes before the loaded rows, read backwards.
    Before,
}

/// The loaded rows.
#[derive(Debug, Default)]
pub struct Rows {
    rows: Vec<Row>,
    /// Whether there are rows before the first, after the last.
    before: bool,
    after: bool,
    cursor: usize,
    top: usize,
    height: usize,
    /// The record the cursor shall go to when rows come, and the line of the screen where it was seen last.
    wanted: Option<i64>,
    wanted_line: Option<usize>,
    known: bool,
    edition: u64,
}

impl Rows {
    /// Another number after each answer.
    pub fn edition(&self) -> u64 {
        self.edition
    }

    /// All loaded rows.
    pub fn all(&self) -> &[Row] {
        &self.rows
    }

    /// Whether any answer has come yet.
    pub fn known(&self) -> bool {
        self.known
    }

    /// The row under the cursor.
    pub fn here(&self) -> Option<&Row> {
        self.rows.get(self.cursor)
    }

    /// Where the cursor is among the loaded rows.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The first row that is seen.
    pub fn top(&self) -> usize {
        self.top
    }

    /// The rows that are seen.
    pub fn seen(&self) -> &[Row] {
        let end = (self.top + self.height).min(self.rows.len());
        self.rows.get(self.top..end).unwrap_or_default()
    }

    /// Whether the first and the last row of the list are loaded.
    pub fn whole(&self) -> bool {
        self.known && !self.before && !self.after
    }

    /// The cursor goes to this record when rows come, if it is among them.
    pub fn want(&mut self, id: Option<i64>) {
        self.wanted = id;
        self.wanted_line = None;
    }

    /// The same, on this line of the screen.
    pub fn want_on(&mut self, id: Option<i64>, line: usize) {
        self.wanted = id;
        self.wanted_line = Some(line);
    }

    /// The line of the screen that the cursor is on, from 0.
    pub fn line(&self) -> usize {
        self.cursor.saturating_sub(self.top)
    }

    /// The first rows of the list, at most so many, and whether there are more; none where they are not loaded.
    pub fn first(&self, most: usize) -> Option<(Vec<Row>, bool)> {
        let more = self.after || self.rows.len() > most;
        let fits = !self.after || self.rows.len() >= most;
        (self.known && !self.before && fits).then(|| (self.rows.iter().take(most).cloned().collect(), more))
    }

    /// So many rows are seen from now on.
    pub fn set_height(&mut self, height: usize) {
        self.height = height;
        self.follow();
    }

    /// Moves the cursor; stops at the ends of what is loaded.
    pub fn step(&mut self, by: isize) {
        self.cursor = self.cursor.saturating_add_signed(by).min(self.rows.len().saturating_sub(1));
        self.wanted = None;
        self.follow();
    }

    /// Moves the cursor by a page, and what is seen with it.
    pub fn page(&mut self, direction: isize) {
        self.scroll(self.height.saturating_sub(1).max(1) as isize * direction);
    }

    /// The same by half a page.
    pub fn half_page(&mut self, direction: isize) {
        self.scroll((self.height / 2).max(1) as isize * direction);
    }

    fn scroll(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(self.height.max(1));
        self.top = self.top.saturating_add_signed(by).min(last);
        self.step(by);
    }

    /// To the first loaded row; `false` when there are rows before it.
    pub fn go_first(&mut self) -> bool {
        self.step(isize::MIN + 1);
        !self.before
    }

    /// To the last loaded row; `false` when there are rows after it.
    pub fn go_last(&mut self) -> bool {
        self.step(isize::MAX / 2);
        !self.after
    }

    /// The part to be fetched now so that the cursor never waits at an end.
    pub fn missing(&self) -> Option<Part> {
        let near = self.height.max(10);
        if self.after && self.cursor + 2 * near >= self.rows.len() {
            Some(Part::After)
        } else if self.before && self.cursor < 2 * near {
            Some(Part::Before)
        } else {
            None
        }
    }

    /// The row behind which a refresh starts to read, none for the list's beginning, and how many rows it reads.
    pub fn again(&self) -> (Option<&Row>, usize) {
        let from = self.cursor.saturating_sub(2 * PAGE);
        let anchor = if from == 0 && !self.before { None } else { self.rows.get(from) };
        (anchor, (self.rows.len() - from).clamp(PAGE, 4 * PAGE))
    }

    /// An answer has come. Rows that were read backwards are turned round.
    pub fn take(&mut self, part: Part, page: Page) {
        let Page { rows: mut new, more } = page;
        self.known = true;
        self.edition += 1;
        match part {
            Part::After => {
                self.rows.append(&mut new);
                self.after = more;
            }
            Part::Before => {
                new.reverse();
                self.cursor += new.len();
                self.top += new.len();
                new.append(&mut self.rows);
                self.rows = new;
                self.before = more;
            }
            Part::First => self.replace(new, false, more),
            Part::Again { before } => self.replace(new, before, more),
            Part::Last => {
                new.reverse();
                let last = new.last().map(|row| row.id);
                self.want(last);
                self.replace(new, more, false);
            }
        }
        self.follow();
    }

    fn replace(&mut self, new: Vec<Row>, before: bool, after: bool) {
        let id = self.wanted.or(self.here().map(|row| row.id));
        let line = self.wanted_line.take().unwrap_or_else(|| self.line());
        self.rows = new;
        self.before = before;
        self.after = after;
        match id.and_then(|id| self.rows.iter().position(|row| row.id == id)) {
            Some(at) => self.cursor = at,
            // What was wanted is not here: a remembered record; the list begins at its first row.
            None if self.wanted.is_some() => self.cursor = 0,
            // The record has gone: its place stays.
            None => self.cursor = self.cursor.min(self.rows.len().saturating_sub(1)),
        }
        self.wanted = None;
        self.top = self.cursor.saturating_sub(line);
    }

    /// Nothing is known any more but which record is wanted.
    pub fn forget(&mut self) {
        *self =
            Rows { wanted: self.wanted, height: self.height, edition: self.edition + 1, ..Rows::default() };
    }

    /// Takes these records out; the cursor stays at its place.
    pub fn lift(&mut self, ids: &[i64]) -> Vec<Row> {
        let lifted = self.rows.extract_if(.., |row| ids.contains(&row.id)).collect();
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
        self.follow();
        lifted
    }

    /// Puts rows in at this place, under the cursor.
    pub fn put(&mut self, at: usize, rows: Vec<Row>) {
        self.cursor = at.min(self.rows.len());
        self.rows.splice(self.cursor..self.cursor, rows);
        self.follow();
    }

    /// Forgets where the cursor was: another list comes.
    pub fn restart(&mut self) {
        self.wanted = self.here().map(|row| row.id);
    }

    fn follow(&mut self) {
        if self.height == 0 {
            return;
        }
        let last = self.rows.len().saturating_sub(self.height);
        self.top = self.top.min(last).min(self.cursor).max((self.cursor + 1).saturating_sub(self.height));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::Value;

    fn row(id: i64) -> Row {
        Row { id, version: 1, names: ["n"].into(), cells: vec![Value::Int(id)] }
    }

    fn page(ids: impl IntoIterator<Item = i64>, more: bool) -> Page {
        Page { rows: ids.into_iter().map(row).collect(), more }
    }

    fn rows(ids: impl IntoIterator<Item = i64>, more: bool) -> Rows {
        let mut rows = Rows::default();
        rows.set_height(10);
        rows.take(Part::First, page(ids, more));
        rows
    }

    fn here(rows: &Rows) -> i64 {
        rows.here().map_or(0, |row| row.id)
    }

    #[test]
    fn the_cursor_stays_on_its_record() {
        let mut rows = rows(1..=30, false);
        rows.step(14);
        assert_eq!((here(&rows), rows.top()), (15, 5));
        rows.take(Part::Again { before: false }, page((1..=30).filter(|id| id % 3 != 1), false));
        assert_eq!(here(&rows), 15);
        assert_eq!(rows.cursor() - rows.top(), 9, "it stays on its line of the screen");
        rows.take(Part::Again { before: false }, page([1, 2, 3], false));
        assert_eq!(here(&rows), 3, "a record that has gone leaves the cursor at its place");
        rows.take(Part::Again { before: false }, page([], false));
        assert_eq!(here(&rows), 0);
        assert!(rows.seen().is_empty());
    }

    #[test]
    fn fetches_ahead_at_both_ends() {
        let mut rows = rows(1..=100, true);
        assert_eq!(rows.missing(), None);
        rows.step(79);
        assert_eq!(rows.missing(), None);
        rows.step(1);
        assert_eq!(rows.missing(), Some(Part::After));
        rows.take(Part::After, page(101..=200, true));
        assert_eq!((here(&rows), rows.missing()), (81, None));

        assert!(!rows.go_last());
        rows.take(Part::Last, page((901..=1000).rev(), true));
        assert_eq!((here(&rows), rows.missing()), (1000, None));
        rows.step(-85);
        assert_eq!((here(&rows), rows.missing()), (915, Some(Part::Before)));
        let line = rows.cursor() - rows.top();
        rows.take(Part::Before, page((801..=900).rev(), true));
        assert_eq!(here(&rows), 915);
        assert_eq!(rows.cursor() - rows.top(), line, "nothing jumps");
        assert_eq!(rows.all().first().map(|row| row.id), Some(801));
    }

    #[test]
    fn a_refresh_far_down_reads_only_what_is_near() {
        let mut rows = rows(1..=100, true);
        for n in 1..10 {
            rows.take(Part::After, page(n * 100 + 1..=n * 100 + 100, true));
        }
        assert_eq!(rows.again(), (None, 400));
        rows.step(650);
        let (anchor, limit) = rows.again();
        assert_eq!((anchor.map(|row| row.id), limit), (Some(451), 400));
        rows.take(Part::Again { before: true }, page(452..=851, true));
        assert_eq!(here(&rows), 651);
    }

    #[test]
    fn pages_move_what_is_seen() {
        let mut rows = rows(1..=50, false);
        rows.page(1);
        assert_eq!((here(&rows), rows.top()), (10, 9));
        rows.page(1);
        assert_eq!((here(&rows), rows.top()), (19, 18));
        rows.page(-1);
        assert_eq!((here(&rows), rows.top()), (10, 9));
        assert!(rows.go_last());
        assert_eq!((here(&rows), rows.top()), (50, 40));
        rows.page(1);
        assert_eq!(here(&rows), 50);
        assert!(rows.go_first());
        assert_eq!((here(&rows), rows.top()), (1, 0));
    }

    #[test]
    fn a_wanted_record_is_found_or_the_list_begins() {
        let mut rows = rows([1], false);
        rows.want(Some(3));
        rows.take(Part::First, page([5, 4, 3], false));
        assert_eq!(here(&rows), 3);
        rows.want(Some(77));
        rows.take(Part::First, page([5, 4, 3], false));
        assert_eq!(here(&rows), 5);
    }
}
