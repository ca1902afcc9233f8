//! Prints a query in a language: stable names in English, the words of the screen in Chinese, wherever they are read as the
//! same thing again. What is printed reads back as the same tree.

mod directive;

use super::{
    lexicon::{self, Key, Lexicon, Thing, Tongue},
    read::ANY,
    scalar,
    shown::Span,
    shown_words::Figure,
    token::{always_quoted, quoted},
    tree::{Expr, Flag, Path, Query, Scalar, Step, Term, Test},
};
use crate::domain::{
    field::{FieldDef, Shape},
    filter::Op,
    kind::Kind,
    named::Named,
};

/// The whole query; `of` is the kind where the query does not say it.
pub fn query(query: &Query, of: Kind, tongue: Tongue, lexicon: &dyn Lexicon) -> String {
    let kind = query.kind.unwrap_or(of);
    let printer = Printer { kind, tongue, lexicon };
    let mut parts = Vec::new();
    parts.extend(query.kind.map(|kind| printer.kind_word(kind)));
    parts.extend((query.rows != Expr::All).then(|| printer.any(&query.rows)));
    parts.extend(query.shown.iter().map(|directive| printer.directive(directive)));
    parts.join(" ")
}

/// The word for a field of a kind.
pub fn field(kind: Kind, field: &FieldDef, tongue: Tongue, lexicon: &dyn Lexicon) -> String {
    Printer { kind, tongue, lexicon }.field_word(kind, field)
}

struct Printer<'a> {
    kind: Kind,
    tongue: Tongue,
    lexicon: &'a dyn Lexicon,
}

impl Printer<'_> {
    fn any(&self, expr: &Expr) -> String {
        match expr {
            Expr::Or(parts) => {
                let or = self.tongue.of(" or ", " 或 ");
                parts.iter().map(|part| self.all(part)).collect::<Vec<_>>().join(or)
            }
            other => self.all(other),
        }
    }

    fn all(&self, expr: &Expr) -> String {
        match expr {
            Expr::And(parts) => parts.iter().map(|part| self.one(part)).collect::<Vec<_>>().join(" "),
            other => self.one(other),
        }
    }

    fn one(&self, expr: &Expr) -> String {
        match expr {
            Expr::All => String::new(),
            Expr::And(_) | Expr::Or(_) => format!("({})", self.any(expr)),
            Expr::Not(part) => match &**part {
                Expr::No(path) => self.keyed(Key::Has, &self.stored(path)),
                part => format!("-{}", self.one(part)),
            },
            Expr::Term(term) => self.term(term),
            Expr::Is(path, flag) => {
                let (way, kind) = self.path(path);
                let name = match flag {
                    Flag::Set(field) => self.field_word(kind, field),
                    Flag::Named(named) => self.named_word(kind, named),
                };
                let name = if way.is_empty() { name } else { format!("{way}.{name}") };
                self.keyed(Key::Is, &name)
            }
            Expr::No(path) => self.keyed(Key::No, &self.stored(path)),
            Expr::Whose(people) => people.print(self.tongue),
            Expr::View(name) => self.keyed(Key::In, &always_quoted(name)),
            // At the beginning it would say which kind of rows.
            Expr::Text(text) if lexicon::kind(self.lexicon, text).is_some() => always_quoted(text),
            Expr::Text(text) => quoted(text),
        }
    }

    fn keyed(&self, key: Key, value: &str) -> String {
        format!("{}:{value}", key.say(self.tongue))
    }

    /// The names along the way, and the kind of the records it leads to (whose field the last name is).
    fn path(&self, path: &Path) -> (String, Kind) {
        let mut names = Vec::new();
        let mut kind = self.kind;
        for step in &path.steps {
            names.push(match step {
                Step::Up(field, _) => self.field_word(kind, field),
                Step::Down(below, _) => self.below_word(kind, *below),
            });
            kind = step.kind();
        }
        names.extend(path.field.map(|field| self.field_word(kind, field)));
        (names.join("."), kind)
    }

    /// A way, that to the record of a link or to records below told from that to a field of the same name.
    fn stored(&self, path: &Path) -> String {
        let names = self.path(path).0;
        let before = path.steps.iter().rev().nth(1).map_or(self.kind, |step| step.kind());
        let field = |below: Kind| lexicon::field(self.lexicon, before, &self.below_word(before, below));
        match (path.field, path.steps.last()) {
            (None, Some(Step::Up(..))) => format!("{names}.{ANY}"),
            (None, Some(Step::Down(below, _))) if field(*below).is_some() => format!("{names}.{ANY}"),
            _ => names,
        }
    }

    fn term(&self, term: &Term) -> String {
        let Some(field) = term.path.field else { return String::new() };
        let value = |value: &Scalar| scalar::print(field, value, self.tongue, self.lexicon);
        let tests: Vec<_> = term
            .any
            .iter()
            .map(|test| match test {
                Test::By(sign, one) => format!("{}{}", sign.map_or("", sign_of), value(one)),
                Test::Range(from, to) => {
                    let end = |end: &Option<Scalar>| end.as_ref().map(value).unwrap_or_default();
                    format!("{}..{}", end(from), end(to))
                }
            })
            .collect();
        format!("{}:{}", self.path(&term.path).0, tests.join(","))
    }

    /// The word on the screen, if it is read as the same thing; the stable name otherwise.
    fn word(&self, thing: Thing, stable: &str, same: impl Fn(&str) -> bool) -> String {
        let said = match self.tongue {
            Tongue::English => None,
            Tongue::Chinese => self.lexicon.says(thing, self.tongue),
        };
        said.filter(|word| quoted(word) == *word && same(word)).unwrap_or_else(|| stable.to_owned())
    }

    fn kind_word(&self, kind: Kind) -> String {
        let same = |word: &str| lexicon::kind(self.lexicon, word) == Some(kind);
        self.word(Thing::Kind(kind), kind.name(), same)
    }

    fn field_word(&self, kind: Kind, field: &FieldDef) -> String {
        if field.name == lexicon::CHANGED.name {
            let same = |word: &str| lexicon::changed(self.lexicon, kind, word).is_some();
            return self.word(Thing::Field(kind, field), field.name, same);
        }
        // A word of the language itself, alone before a colon, would be read as that.
        let same = |word: &str| {
            let found = lexicon::field(self.lexicon, kind, word);
            found.is_some_and(|found| found.name == field.name)
                && Key::find(word).is_none()
                && Span::find(word).is_none()
                && Figure::find(word).is_none()
                && !word.contains(['.', '+', '/'])
        };
        let word = self.word(Thing::Field(kind, field), field.name, same);
        // A field that is called like a word of the language stands in quotes.
        if Key::find(&word).is_some() { format!("\"{word}\"") } else { word }
    }

    /// Records below; a field of the same name would be read first.
    fn below_word(&self, kind: Kind, below: Kind) -> String {
        let same = |word: &str| {
            lexicon::field(self.lexicon, kind, word).is_none()
                && lexicon::kind(self.lexicon, word) == Some(below)
        };
        self.word(Thing::Kind(below), below.name(), same)
    }

    fn named_word(&self, kind: Kind, named: &'static Named) -> String {
        let same = |word: &str| {
            let flagged =
                lexicon::field(self.lexicon, kind, word).is_some_and(|field| field.shape == Shape::Flag);
            let found = lexicon::condition(self.lexicon, kind, word);
            !flagged && !word.contains('.') && found.is_some_and(|found| found.name == named.name)
        };
        self.word(Thing::Named(named), named.name, same)
    }
}

fn sign_of(op: Op) -> &'static str {
    match op {
        Op::Eq => "=",
        Op::Lt => "<",
        Op::Le => "<=",
        Op::Gt => ">",
        Op::Ge => ">=",
        Op::Has => "~",
        Op::Starts => "^",
        Op::Empty => "",
    }
}
