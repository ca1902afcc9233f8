//! A query as words, brackets and signs, each with its place, so that what is wrong can be marked where it stands. Quotes hold
//! blanks, brackets and signs inside a word; a backslash inside quotes takes the next character as it is.

use std::ops::Range;

use super::lexicon::Key;
use crate::domain::fold::fold;

/// A piece of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// `(`.
    Open(usize),
    /// `)`.
    Close(usize),
    /// `or`, `|`, 或.
    Or,
    /// `-`, `not`, 非.
    Not,
    /// Anything else.
    Word(Word),
}

/// A word, letter by letter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Word {
    letters: Vec<Letter>,
    /// Whether a part of it stands in quotes: it is then no word of the language itself.
    pub quoted: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Letter {
    at: usize,
    char: char,
    quoted: bool,
}

impl Letter {
    /// How many brackets deeper what follows stands.
    fn depth(&self) -> i32 {
        match self.char {
            '(' if !self.quoted => 1,
            ')' if !self.quoted => -1,
            _ => 0,
        }
    }
}

impl Word {
    /// Its place in the text, in characters.
    pub fn at(&self) -> Range<usize> {
        match (self.letters.first(), self.letters.last()) {
            (Some(first), Some(last)) => first.at..last.at + 1,
            _ => 0..0,
        }
    }

    /// What it says: half-width outside quotes, as it was typed inside.
    pub fn text(&self) -> String {
        self.letters.iter().map(|letter| letter.char).collect()
    }

    /// Nothing is left.
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// The first of these signs outside quotes; the place is within the word.
    pub fn find(&self, signs: &str) -> Option<usize> {
        self.letters.iter().position(|letter| !letter.quoted && signs.contains(letter.char))
    }

    /// The last of this sign outside quotes; the place is within the word.
    pub fn rfind(&self, sign: char) -> Option<usize> {
        self.letters.iter().rposition(|letter| !letter.quoted && letter.char == sign)
    }

    /// Where `..` stands outside quotes.
    pub fn dots(&self) -> Option<usize> {
        let dot = |letter: &Letter| letter.char == '.' && !letter.quoted;
        self.letters.windows(2).position(|pair| pair.iter().all(dot))
    }

    /// Whether it begins with these characters, outside quotes.
    pub fn starts(&self, signs: &str) -> bool {
        let mut letters = self.letters.iter();
        signs.chars().all(|sign| letters.next().is_some_and(|letter| letter.char == sign && !letter.quoted))
    }

    /// Its first `at` letters, and the rest.
    pub fn split(&self, at: usize) -> (Word, Word) {
        let (head, tail) = self.letters.split_at(at.min(self.letters.len()));
        let word = |letters: &[Letter]| Word {
            letters: letters.to_vec(),
            quoted: letters.iter().any(|letter| letter.quoted) || (letters.is_empty() && self.quoted),
        };
        (word(head), word(tail))
    }

    /// Without its first letters.
    pub fn skip(&self, count: usize) -> Word {
        self.split(count).1
    }

    /// Whether what is open behind it is a part of it.
    fn takes_arguments(&self) -> bool {
        let name = self.find(":").map(|at| self.split(at).0).filter(|name| !name.quoted);
        matches!(name.and_then(|name| Key::find(&name.text())), Some(Key::Show | Key::Sum | Key::Detail))
    }

    /// What is called and with what in its brackets; nothing in them where it has none, none where they are not closed.
    pub fn call(&self) -> (Word, Option<Word>) {
        let Some(at) = self.find("(") else { return (self.clone(), Some(Word::default())) };
        let (name, rest) = self.split(at);
        let closed = rest.letters.last().is_some_and(|letter| letter.char == ')' && !letter.quoted);
        let depths = rest.letters.iter().scan(0, |depth, letter| {
            *depth += letter.depth();
            Some(*depth)
        });
        // The first bracket is closed by the last one.
        let whole = closed && depths.take(rest.letters.len() - 1).all(|depth| depth > 0);
        let inside = rest.skip(1).split(rest.letters.len().saturating_sub(2)).0;
        (name, whole.then_some(inside))
    }

    /// Its parts between commas outside quotes and brackets.
    pub fn arguments(&self) -> Vec<Word> {
        let mut depth = 0;
        self.between(|letter| {
            depth += letter.depth();
            depth == 0 && letter.char == ','
        })
    }

    /// Its parts between these signs outside quotes.
    pub fn parts(&self, sign: char) -> Vec<Word> {
        self.between(|letter| letter.char == sign)
    }

    fn between(&self, mut ends: impl FnMut(&Letter) -> bool) -> Vec<Word> {
        let mut parts = vec![Word::default()];
        for letter in &self.letters {
            if !letter.quoted && ends(letter) {
                parts.push(Word::default());
            } else if let Some(part) = parts.last_mut() {
                part.quoted |= letter.quoted;
                part.letters.push(*letter);
            }
        }
        parts
    }
}

/// The pieces of a text.
pub fn tokens(text: &str) -> Vec<Token> {
    let folded: Vec<char> = fold(text).chars().collect();
    let typed: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut word = Word::default();
    let mut inside = false;
    let mut depth = 0;
    let mut at = 0;
    while let (Some(&plain), Some(&raw)) = (folded.get(at), typed.get(at)) {
        match plain {
            '"' => {
                inside = !inside;
                word.quoted = true;
            }
            '\\' if inside && at + 1 < typed.len() => {
                at += 1;
                word.letters.push(Letter { at, char: typed[at], quoted: true });
            }
            _ if inside => word.letters.push(Letter { at, char: raw, quoted: true }),
            // The brackets of `show:pivot(...)` belong to the word, with all that stands in them.
            _ if depth > 0 || (plain == '(' && word.takes_arguments()) => {
                let letter = Letter { at, char: plain, quoted: false };
                depth += letter.depth();
                if !plain.is_whitespace() {
                    word.letters.push(letter);
                }
            }
            '-' if word == Word::default() => tokens.push(Token::Not),
            '(' | ')' | '|' => {
                end(&mut word, &mut tokens);
                tokens.push(match plain {
                    '(' => Token::Open(at),
                    ')' => Token::Close(at),
                    _ => Token::Or,
                });
            }
            _ if plain.is_whitespace() => end(&mut word, &mut tokens),
            _ => word.letters.push(Letter { at, char: plain, quoted: false }),
        }
        at += 1;
    }
    end(&mut word, &mut tokens);
    tokens
}

fn end(word: &mut Word, tokens: &mut Vec<Token>) {
    let word = std::mem::take(word);
    match word.text().to_ascii_lowercase().as_str() {
        _ if word.quoted => push(word, tokens),
        "" | "and" | "且" => {}
        "or" | "或" => tokens.push(Token::Or),
        "not" | "非" => tokens.push(Token::Not),
        _ => push(word, tokens),
    }
}

/// Signs that compare what stands before them with what follows, blanks between them or not: `amount >= 100`.
const COMPARING: &str = "<>=!";

fn push(word: Word, tokens: &mut Vec<Token>) {
    let compares = |letter: Option<&Letter>| {
        letter.is_some_and(|letter| !letter.quoted && COMPARING.contains(letter.char))
    };
    match tokens.last_mut() {
        Some(Token::Word(before)) if compares(before.letters.last()) || compares(word.letters.first()) => {
            before.quoted |= word.quoted;
            before.letters.extend(word.letters);
        }
        _ => tokens.push(Token::Word(word)),
    }
}

/// A text so that it is read as one word that is only itself: in quotes where it must be.
pub fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "_-.+#%¥/".contains(c);
    let first = text.chars().next();
    let apart = first.is_none_or(|c| "-.+#%¥/".contains(c)) || text.contains("..");
    let word = ["and", "or", "not", "且", "或", "非"].contains(&text.to_ascii_lowercase().as_str());
    if !apart && !word && text.chars().all(plain) && fold(text) == text {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        // Their full-width twins close and escape as well.
        if matches!(fold(c.encode_utf8(&mut [0; 4])).as_str(), "\"" | "\\") {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

/// A text so that it is read as itself, in quotes whether it must be or not.
pub fn always_quoted(text: &str) -> String {
    let word = quoted(text);
    if word.starts_with('"') { word } else { format!("\"{word}\"") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str) -> Word {
        match tokens(text).as_slice() {
            [Token::Word(word)] => word.clone(),
            other => panic!("{text:?} is {other:?}"),
        }
    }

    #[test]
    fn words_keep_their_places_and_quotes_their_letters() {
        let word = only("　标题：\"a (b) ：\\\" c\"");
        assert_eq!(word.text(), "标题:a (b) ：\" c");
        assert_eq!(word.find(":"), Some(2));
        assert_eq!(word.at().start, 1);
        let (name, value) = word.split(2);
        assert!(!name.quoted && value.skip(1).quoted);
    }

    #[test]
    fn blanks_around_a_comparison_are_let_be() {
        for text in ["amount>=100", "amount >= 100", "amount> =100", "amount >= \"100\""] {
            assert_eq!(only(text).text(), "amount>=100", "{text}");
        }
        assert_eq!(only("客户 = \"a b\"").text(), "客户=a b");
        assert_eq!(tokens("due: amount >1 x").len(), 3);
        assert_eq!(tokens("a \">\" b").len(), 3);
        assert_eq!(tokens("amount > (1)").len(), 4);
    }

    #[test]
    fn any_text_is_one_word_in_quotes() {
        for text in [
            "",
            "a",
            "a b",
            "or",
            "或",
            "-5",
            "a\"b",
            "\\",
            "a\\",
            "（甲）",
            "“甲”",
            "a..b",
            "x:y",
            "a,b",
            "#1",
        ] {
            let word = only(&quoted(text));
            assert_eq!(word.text(), text, "{}", quoted(text));
        }
    }
}
