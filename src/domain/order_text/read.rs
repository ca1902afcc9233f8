//! Reads orders in words.

use super::{LineText, OrderText, OrderTextError, PieceError, SurchargeText, TermsText};
use crate::domain::{date, discount, fold::fold, issue_choice, money, plan, said::Said, surcharge};

/// Longer texts are refused: nobody types them.
const LONGEST: usize = 4_000;

/// What a piece turned out to be.
enum Piece {
    Signed(Said<date::DateWord>),
    Line(LineText),
    Surcharge(SurchargeText),
    Plan(Said<plan::Plan>),
    Note(String),
}

/// Reads an order.
pub fn parse(text: &str) -> Result<OrderText, OrderTextError> {
    let (finish, mut pieces) = pieces(text).ok_or(OrderTextError::TooLong)?;
    let customer = pieces.next().map(|(_, piece)| piece).filter(|piece| !piece.is_empty());
    let mut order = OrderText {
        customer: customer.ok_or(OrderTextError::NoCustomer)?.to_owned(),
        signed: None,
        lines: Vec::new(),
        surcharges: Vec::new(),
        terms: TermsText::default(),
        plan: None,
        note: String::new(),
        finish,
    };
    for (at, words) in pieces.filter(|(_, piece)| !piece.is_empty()) {
        let wrong = |wrong| OrderTextError::Piece { at, words: words.to_owned(), wrong };
        add(&mut order, words).map_err(wrong)?;
    }
    Ok(order)
}

/// Whether the text is to be finished, and its pieces, counted from 1; nothing where it is too long.
pub(in crate::domain) fn pieces(text: &str) -> Option<(bool, impl Iterator<Item = (usize, &str)>)> {
    let text = (text.len() <= LONGEST).then(|| text.trim())?;
    let (text, finish) = match text.strip_suffix(['!', '！']) {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    Some((finish, (1..).zip(text.split([';', '；']).map(str::trim))))
}

fn add(order: &mut OrderText, words: &str) -> Result<(), PieceError> {
    let once = |said: bool| if said { Err(PieceError::Twice) } else { Ok(()) };
    if order.terms.take(words)? {
        return Ok(());
    }
    match piece(words)? {
        Piece::Surcharge(surcharge) => order.surcharges.push(surcharge),
        Piece::Line(line) => order.lines.push(line),
        Piece::Plan(plan) => {
            once(order.plan.is_some())?;
            order.plan = Some(plan);
        }
        Piece::Signed(day) => {
            once(order.signed.is_some())?;
            order.signed = Some(day);
        }
        Piece::Note(note) => {
            once(!order.note.is_empty())?;
            order.note = note;
        }
    }
    Ok(())
}

fn piece(words: &str) -> Result<Piece, PieceError> {
    if let Some(day) = said_after(words, &["signed", "签订", "签约"]) {
        return Said::read(day, date::parse).map(Piece::Signed).map_err(PieceError::Date);
    }
    if let Some(note) = said_after(words, &["note", "备注"]) {
        return Ok(Piece::Note(note.to_owned()));
    }
    if let Ok(plan) = Said::read(words, plan::parse) {
        return Ok(Piece::Plan(plan));
    }
    if let Some(surcharge) = charged(words) {
        return Ok(Piece::Surcharge(surcharge));
    }
    line(words).map(Piece::Line)
}

/// `sl fd design 500`: the name of a surcharge between a position and a price.
fn charged(words: &str) -> Option<SurchargeText> {
    let folded = fold(words).replace(':', " ");
    let words: Vec<&str> = folded.split_whitespace().collect();
    (1..words.len().saturating_sub(1)).find_map(|at| {
        let kind = surcharge::named(words[at])?;
        let price = words[at + 1..].join(" ");
        money::parse_with(&price, &|_| None, None).ok()?;
        Some(SurchargeText { place: words[..at].join(" "), kind, price })
    })
}

/// What stands behind one of these words and a blank or a colon.
pub(in crate::domain) fn said_after<'a>(piece: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| {
        let (head, rest) = piece.split_at_checked(word.len())?;
        let rest = rest.strip_prefix(|c: char| c.is_whitespace() || matches!(c, ':' | '：'))?.trim();
        (head.eq_ignore_ascii_case(word) && !rest.is_empty()).then_some(rest)
    })
}

/// Whether a piece is read as this line.
pub(super) fn is_line(words: &str, line: &LineText) -> bool {
    matches!(piece(words), Ok(Piece::Line(read)) if read == *line)
}

fn line(words: &str) -> Result<LineText, PieceError> {
    // Between the numbers of issues, 、 is a comma.
    let folded = fold(&words.replace('、', ","));
    if let Some((place, rest)) = folded.split_once(':') {
        let words: Vec<&str> = rest.split_whitespace().collect();
        let place = one_blank(place);
        return match splits(&place, &words, 0) {
            Some(line) => Ok(line),
            None => Err(wrong(&words)),
        };
    }
    // Commas between position, issues and discount are read as blanks where the line makes no sense with them.
    let bare = format!("{folded} ").replace(", ", " ");
    for way in [&folded, &bare, &folded.replace(',', " ")] {
        let words: Vec<&str> = way.split_whitespace().collect();
        let found = (1..words.len()).find_map(|at| splits(&words[..at].join(" "), &words, at));
        if let Some(line) = found {
            return Ok(line);
        }
    }
    let words: Vec<&str> = folded.split_whitespace().collect();
    match words.iter().position(|word| word.starts_with(|c: char| c.is_ascii_digit() || "#@".contains(c))) {
        Some(0) => Err(PieceError::Unreadable),
        Some(at) => Err(wrong(&words[at..])),
        None => Err(PieceError::NoIssues),
    }
}

fn one_blank(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The line whose issues begin at this word: as few words as make sense are the issues, the others are the discount.
fn splits(place: &str, words: &[&str], at: usize) -> Option<LineText> {
    if place.is_empty() {
        return None;
    }
    (at + 1..=words.len()).find_map(|end| {
        let issues = Said::read(&words[at..end].join(" "), issue_choice::parse).ok()?;
        let discount = match &words[end..] {
            [] => None,
            rest => Some(Said::read(&rest.join(" "), discount::parse).ok()?),
        };
        Some(LineText { place: place.to_owned(), issues, discount })
    })
}

/// What is wrong with words that should be issues and a discount.
fn wrong(words: &[&str]) -> PieceError {
    let readable = |end: &usize| issue_choice::parse(&words[..*end].join(" ")).is_ok();
    match (1..=words.len()).rev().find(readable) {
        Some(end) => discount::parse(&words[end..].join(" "))
            .map_or_else(PieceError::Discount, |_| PieceError::Unreadable),
        None => issue_choice::parse(words.first().copied().unwrap_or_default())
            .map_or_else(PieceError::Issues, |_| PieceError::Unreadable),
    }
}
