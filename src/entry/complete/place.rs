//! Where the caret of a filter that is typed stands: at a name, behind a field's colon, in the brackets of a table of figures. Knows the
//! signs of the language, no fields.

use crate::domain::{
    fold::fold,
    query::{Figure, Key, Mode},
};

/// The place of the caret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What can stand there.
    pub what: What,
    /// What is typed of it.
    pub typed: String,
    /// How many characters before the caret an offer takes the place of.
    pub back: usize,
}

/// What can stand somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The beginning of a term.
    Name,
    /// A value, behind this name and its colon.
    Behind(String),
    /// The name of a view.
    View,
    /// A part of a mode's brackets: whether it is the first, whether it is said already what it is.
    Argument { mode: Mode, first: bool, named: bool },
    /// What a figure is made of.
    Figure(Figure),
}

/// Where the caret behind this text stands; none inside quotes that hold no view's name.
pub fn place(before: &str) -> Option<Place> {
    let folded: Vec<char> = fold(before).chars().collect();
    let quotes = folded.iter().filter(|c| **c == '"').count();
    if quotes % 2 == 1 {
        let at = folded.iter().rposition(|c| *c == '"')?;
        let (name, view) = (word(&folded[..at], ""), &folded[at + 1..]);
        let looks = name.strip_suffix(':').and_then(Key::find) == Some(Key::In);
        let typed = text(view);
        return looks.then(|| Place { what: What::View, back: typed.chars().count() + 1, typed });
    }
    called(&folded).or_else(|| Some(term(&folded)))
}

fn text(letters: &[char]) -> String {
    letters.iter().collect()
}

/// The word at the end of these letters.
fn word(letters: &[char], ends: &str) -> String {
    let start = letters.iter().rposition(|c| c.is_whitespace() || "(|".contains(*c) || ends.contains(*c));
    text(&letters[start.map_or(0, |at| at + 1)..])
}

/// Inside the brackets of a mode or of a figure.
fn called(folded: &[char]) -> Option<Place> {
    let mut open = Vec::new();
    for (at, c) in folded.iter().enumerate() {
        match c {
            '(' => open.push(at),
            ')' => drop(open.pop()),
            _ => {}
        }
    }
    let at = open.pop()?;
    let name = word(&folded[..at], ",=");
    let inside = &folded[at + 1..];
    let own = |signs: &str| {
        let start = inside.iter().rposition(|c| signs.contains(*c)).map_or(0, |at| at + 1);
        text(&inside[start..])
    };
    let (key, called) = name.split_once(':').unwrap_or(("", &name));
    let (what, typed) = match (Key::find(key), Mode::find(called), Figure::find(called)) {
        (Some(Key::Show), Some(mode), _) => {
            let part = own(",");
            let (first, named) = (!inside.contains(&','), part.contains('='));
            (What::Argument { mode, first, named }, own(",=+"))
        }
        (Some(Key::Sum), _, Some(figure)) => figured(figure, inside, own("/-")),
        (None, _, Some(figure)) if key.is_empty() && !open.is_empty() => figured(figure, inside, own("/-")),
        _ => return None,
    };
    Some(Place { back: typed.chars().count(), what, typed })
}

/// A figure may be of a condition, which is a term.
fn figured(figure: Figure, inside: &[char], typed: String) -> (What, String) {
    if inside.contains(&':') {
        let Place { what, typed, .. } = term(inside);
        return (what, typed);
    }
    (What::Figure(figure), typed)
}

/// What stands before the colon of the word that is typed, if it has one, and what is typed of the word or of its value.
fn term(folded: &[char]) -> Place {
    let word: Vec<char> = word(folded, "").chars().collect();
    let word = &word[word.iter().take_while(|c| **c == '-').count()..];
    let Some(colon) = word.iter().position(|c| ":=<>~^!".contains(*c)) else {
        return Place { what: What::Name, typed: text(word), back: word.len() };
    };
    let (name, value) = word.split_at(colon);
    let sign = value.iter().rposition(|c| ":=<>~^!,".contains(*c)).unwrap_or(0);
    let dots = value.windows(2).rposition(|pair| pair == ['.', '.']).map_or(0, |at| at + 2);
    let typed = text(&value[(sign + 1).max(dots)..]);
    Place { back: typed.chars().count(), what: What::Behind(text(name)), typed }
}
