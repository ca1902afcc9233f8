//! Makes new texts out of old ones.

use fastrand::Rng;

/// Signs that mean something in one language or another, and some that never do.
const SIGNS: &str = "0123456789.,/+-=%*x×÷()@#>:; mwdqykabefilnorst月日号年周天期万元折底初末每起从分三四五十半余%，。：；（）＋－＝／０５９ｍ\t\u{3000}\u{202e}\u{200b}é🙂";

/// A source of texts that grows with what was understood.
pub struct Bender {
    dice: Rng,
    signs: Vec<char>,
    texts: Vec<String>,
    first: usize,
}

/// More texts than these replace each other.
const MOST: usize = 4_000;

impl Bender {
    pub fn new(seed: u64, examples: &[&str]) -> Self {
        let texts: Vec<String> = examples.iter().map(|text| (*text).to_owned()).collect();
        Self { dice: Rng::with_seed(seed), signs: SIGNS.chars().collect(), first: texts.len(), texts }
    }

    /// Remembers a text to bend further.
    pub fn keep(&mut self, text: &str) {
        if text.chars().count() > 60 {
            return;
        }
        if self.texts.len() < MOST {
            self.texts.push(text.to_owned());
        } else {
            let at = self.dice.usize(self.first..MOST);
            self.texts[at] = text.to_owned();
        }
    }

    pub fn next(&mut self) -> String {
        let mut text: Vec<char> = self.some().chars().collect();
        for _ in 0..self.dice.usize(1..=4) {
            self.bend(&mut text);
        }
        text.truncate(400);
        text.into_iter().collect()
    }

    fn some(&mut self) -> String {
        let at = self.dice.usize(0..self.texts.len());
        self.texts[at].clone()
    }

    fn bend(&mut self, text: &mut Vec<char>) {
        let at = self.dice.usize(0..=text.len());
        let end = self.dice.usize(at..=text.len());
        match self.dice.u32(0..8) {
            0 => _ = text.drain(at..end),
            1 | 2 => text.insert(at, self.signs[self.dice.usize(0..self.signs.len())]),
            3 if at < text.len() => text[at] = self.signs[self.dice.usize(0..self.signs.len())],
            4 => {
                let part: Vec<char> = text[at..end].to_vec();
                for _ in 0..self.dice.usize(1..=8) {
                    text.splice(at..at, part.iter().copied());
                }
            }
            5 => {
                let other: Vec<char> = self.some().chars().collect();
                let from = self.dice.usize(0..=other.len());
                text.splice(at..end, other[from..].iter().copied());
            }
            6 => {
                let number = self.dice.u64(..) >> self.dice.u32(0..64);
                text.splice(at..end, number.to_string().chars());
            }
            _ => text.rotate_left(at),
        }
    }
}
