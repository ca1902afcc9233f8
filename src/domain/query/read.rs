//! Reads a query as it is typed, in either language or both at once. What is not understood is left out, marked where it stands,
//! and the rest is kept: a query is never all or nothing while it is being typed.

mod directive;

use std::ops::Range;

use super::{
    lexicon::{self, Key, Lexicon},
    nearest,
    person::{self, People},
    scalar,
    shown::Directive,
    token::{Token, Word, tokens},
    tree::{Expr, Flag, Path, Query, Scalar, Step, Term, Test},
};
use crate::domain::{
    entity,
    field::{FieldDef, Shape},
    filter::Op,
    kind::Kind,
};

/// What was understood of a text, and what was not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What was understood.
    pub query: Query,
    /// What was not.
    pub faults: Vec<Fault>,
}

/// A part that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands, in characters.
    pub at: Range<usize>,
    /// What is wrong with it.
    pub what: Wrong,
    /// What was perhaps meant.
    pub nearest: Option<String>,
}

/// What can be wrong. Words are as they were typed, in half-width letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// The kind has no such field, link, flag or condition.
    Name(Kind, String),
    /// The field of the kind does not take this value.
    Value(Kind, &'static FieldDef, String),
    /// A bracket without its twin, or too many of them.
    Bracket,
    /// A number, a mode or a span of time was expected.
    Directive(Key, String),
    /// Something must still follow after this.
    Unfinished(String),
}

/// At the end of a way: the record there.
pub(super) const ANY: &str = "*";

/// More brackets and signs than anybody types; each is a call deeper.
const DEEPEST: usize = 64;

/// Reads a whole query, which may begin with its kind; `of` is the kind otherwise.
pub fn query(text: &str, of: Kind, lexicon: &dyn Lexicon) -> Reading {
    let mut tokens = tokens(text);
    let named = match tokens.first() {
        Some(Token::Word(word)) if !word.quoted => lexicon::kind(lexicon, &word.text()),
        _ => None,
    };
    if named.is_some() {
        tokens.remove(0);
    }
    let mut reading = tree(&tokens, named.unwrap_or(of), lexicon);
    reading.query.kind = named;
    reading
}

/// Reads which rows of a kind are meant, and how they are shown.
pub fn rows(text: &str, of: Kind, lexicon: &dyn Lexicon) -> Reading {
    tree(&tokens(text), of, lexicon)
}

/// The field at the end of a way such as `customer.city`.
pub fn field(text: &str, of: Kind, lexicon: &dyn Lexicon) -> Option<&'static FieldDef> {
    let tokens = tokens(text);
    let [Token::Word(word)] = tokens.as_slice() else { return None };
    let mut reader =
        Reader { tokens: &[], kind: of, lexicon, faults: Vec::new(), shown: Vec::new(), depth: 0 };
    reader.path(word)?.0.field
}

fn tree(tokens: &[Token], kind: Kind, lexicon: &dyn Lexicon) -> Reading {
    let mut reader = Reader { tokens, kind, lexicon, faults: Vec::new(), shown: Vec::new(), depth: 0 };
    let mut parts = Vec::new();
    loop {
        parts.extend(reader.any());
        match reader.tokens.split_first() {
            None => break,
            Some((token, rest)) => {
                if let Token::Close(at) = token {
                    reader.fault(*at..*at + 1, Wrong::Bracket, None);
                }
                reader.tokens = rest;
            }
        }
    }
    let query = Query { kind: None, rows: Expr::all(parts), shown: reader.shown };
    Reading { query, faults: reader.faults }
}

struct Reader<'a> {
    tokens: &'a [Token],
    kind: Kind,
    lexicon: &'a dyn Lexicon,
    faults: Vec<Fault>,
    shown: Vec<Directive>,
    depth: usize,
}

/// Nothing where a part was not understood, or said nothing about the rows.
type Part = Option<Expr>;

impl Reader<'_> {
    fn fault(&mut self, at: Range<usize>, what: Wrong, nearest: Option<String>) {
        self.faults.push(Fault { at, what, nearest });
    }

    fn any(&mut self) -> Part {
        let mut parts = Vec::new();
        parts.extend(self.all());
        while let Some((Token::Or, rest)) = self.tokens.split_first() {
            self.tokens = rest;
            parts.extend(self.all());
        }
        Expr::any(parts)
    }

    fn all(&mut self) -> Part {
        let mut parts = Vec::new();
        while let Some(token) = self.tokens.first() {
            if matches!(token, Token::Or | Token::Close(_)) {
                break;
            }
            parts.extend(self.one());
        }
        (!parts.is_empty()).then(|| Expr::all(parts))
    }

    fn one(&mut self) -> Part {
        let (token, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        match token {
            Token::Word(word) => self.word(word),
            Token::Not => {
                if matches!(self.tokens.first()?, Token::Or | Token::Close(_)) {
                    return None;
                }
                Some(Expr::Not(Box::new(self.deeper(Reader::one)?)))
            }
            Token::Open(at) => {
                let at = *at;
                let inside = self.deeper(Reader::any);
                match self.tokens.split_first() {
                    Some((Token::Close(_), rest)) => self.tokens = rest,
                    _ => self.fault(at..at + 1, Wrong::Bracket, None),
                }
                inside
            }
            Token::Or | Token::Close(_) => None,
        }
    }

    /// A call deeper; what is deeper than anybody types is left out.
    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Part) -> Part {
        if self.depth == DEEPEST {
            self.fault(0..0, Wrong::Bracket, None);
            self.tokens = &[];
            return None;
        }
        self.depth += 1;
        let part = read(self);
        self.depth -= 1;
        part
    }

    /// A term, a flag, people, a view, a directive, or free text.
    fn word(&mut self, word: &Word) -> Part {
        let Some(at) = word.find(":=!<>~^").filter(|at| *at > 0) else { return self.bare(word) };
        let (name, rest) = word.split(at);
        // In quotes it is a field that is called like a word of the language, or no name at all.
        if name.quoted && !self.knows(&name) {
            return Some(Expr::Text(word.text()));
        }
        let value = if rest.starts(":") { rest.skip(1) } else { rest.clone() };
        match Key::find(&name.text()).filter(|_| !name.quoted) {
            Some(_) if value.text().is_empty() && !value.quoted => {
                self.fault(word.at(), Wrong::Unfinished(word.text()), None);
                None
            }
            Some(Key::Is) => self.is(&value),
            Some(Key::No) => self.path(&value).map(|(path, _)| Expr::No(path)),
            Some(Key::Has) => self.path(&value).map(|(path, _)| Expr::Not(Box::new(Expr::No(path)))),
            Some(Key::In) => Some(Expr::View(value.text())),
            Some(key) => {
                self.directive(key, &value);
                None
            }
            None => self.term(&name, &rest),
        }
    }

    /// Whether a name leads to a field.
    fn knows(&self, name: &Word) -> bool {
        let mut apart = Reader { faults: Vec::new(), shown: Vec::new(), ..*self };
        apart.path(name).is_some_and(|(path, _)| path.field.is_some())
    }

    /// `@me`, or words to look for.
    fn bare(&mut self, word: &Word) -> Part {
        if word.starts("@") && !word.quoted {
            let name = word.skip(1).text();
            return match person::read(&name, self.lexicon) {
                Some(people) => Some(Expr::Whose(people)),
                None => {
                    let near = nearest::person(&name);
                    self.fault(word.at(), Wrong::Name(Kind::Operator, word.text()), near);
                    None
                }
            };
        }
        if word.starts("#") && !word.quoted && word.text().chars().count() > 1 {
            return self.tagged(word);
        }
        (!word.is_empty()).then(|| Expr::Text(word.text()))
    }

    /// `#重点`: rows with that tag.
    fn tagged(&mut self, word: &Word) -> Part {
        let Some(field) = entity::def(self.kind).field("tags") else {
            self.fault(word.at(), Wrong::Name(self.kind, word.text()), None);
            return None;
        };
        let any = vec![Test::By(None, Scalar::Text(word.skip(1).text()))];
        Some(Expr::Term(Term { path: Path::of(field), any }))
    }

    /// The way to a field, and the kind whose field it is.
    fn path(&mut self, word: &Word) -> Option<(Path, Kind)> {
        let mut path = Path { steps: Vec::new(), field: None };
        let mut kind = self.kind;
        let parts = word.parts('.');
        for (n, part) in parts.iter().enumerate() {
            let name = part.text();
            let last = n + 1 == parts.len();
            // The record itself, where the link's own name would be the field.
            if last && n > 0 && name == ANY && !part.quoted {
                return Some((path, kind));
            }
            let field = lexicon::field(self.lexicon, kind, &name);
            if last && field.is_some() {
                path.field = field;
                return Some((path, kind));
            }
            let step = self.step(kind, field, part)?;
            kind = step.kind();
            path.steps.push(step);
        }
        Some((path, kind))
    }

    /// One step of a way: along the link of this name, or down to the records below.
    fn step(&mut self, kind: Kind, field: Option<&'static FieldDef>, part: &Word) -> Option<Step> {
        let name = part.text();
        let step = match field {
            Some(FieldDef { shape: Shape::Link(to), .. }) => field.map(|field| Step::Up(field, *to)),
            _ => self.down(kind, &name),
        };
        if step.is_none() {
            let near = nearest::field(self.lexicon, kind, &name);
            self.fault(part.at(), Wrong::Name(kind, name), near);
        }
        step
    }

    /// The records below a record of the kind.
    fn down(&self, kind: Kind, name: &str) -> Option<Step> {
        let below = lexicon::kind(self.lexicon, name)?;
        entity::def(kind)
            .below
            .iter()
            .find(|(kind, _)| *kind == below)
            .map(|(kind, back)| Step::Down(*kind, back))
    }

    fn is(&mut self, word: &Word) -> Part {
        let parts = word.parts('.');
        let (last, way) = parts.split_last()?;
        let (steps, kind) = self.steps(way)?;
        let name = last.text();
        let flagged = lexicon::field(self.lexicon, kind, &name).filter(|field| field.shape == Shape::Flag);
        if let Some(field) = flagged {
            return Some(Expr::Is(Path { steps, field: None }, Flag::Set(field)));
        }
        if let Some(named) = lexicon::condition(self.lexicon, kind, &name) {
            return Some(Expr::Is(Path { steps, field: None }, Flag::Named(named)));
        }
        let states = ["state", "status"].into_iter().filter_map(|state| entity::def(kind).field(state));
        for field in states {
            if let Some(code) = lexicon::code(self.lexicon, field, &name) {
                let any = vec![Test::By(None, Scalar::Code(code))];
                return Some(Expr::Term(Term { path: Path { steps, field: Some(field) }, any }));
            }
        }
        let near = nearest::flag(self.lexicon, kind, &name);
        self.fault(last.at(), Wrong::Name(kind, name), near);
        None
    }

    /// Links all the way.
    fn steps(&mut self, way: &[Word]) -> Option<(Vec<Step>, Kind)> {
        let (mut steps, mut kind) = (Vec::new(), self.kind);
        for part in way {
            let name = part.text();
            let field = lexicon::field(self.lexicon, kind, &name);
            let step = self.step(kind, field, part)?;
            kind = step.kind();
            steps.push(step);
        }
        Some((steps, kind))
    }

    fn term(&mut self, name: &Word, rest: &Word) -> Part {
        let (path, kind) = match lexicon::changed(self.lexicon, self.kind, &name.text()) {
            Some(changed) => (Path::of(changed), self.kind),
            None => self.path(name)?,
        };
        let Some(field) = path.field else {
            self.fault(name.at(), Wrong::Name(kind, name.text()), None);
            return None;
        };
        let (not, sign, values) = leading(rest);
        if values.is_empty() && !values.quoted {
            let whole = name.at().start..rest.at().end.max(name.at().end);
            self.fault(whole, Wrong::Unfinished(format!("{}{}", name.text(), rest.text())), None);
            return None;
        }
        let mut any = Vec::new();
        for part in values.parts(',') {
            let (own_not, own, value) = signed(&part);
            if let Some(codes) = self.between(field, &value).filter(|_| !own_not && own.or(sign).is_none()) {
                any.extend(codes.into_iter().map(|code| Test::By(None, Scalar::Code(code))));
                continue;
            }
            let test = if own_not { None } else { self.test(field, own.or(sign), &value) };
            match test {
                Some(test) => any.push(test),
                None => {
                    let near = nearest::value(self.lexicon, field, &value.text());
                    self.fault(part.at(), Wrong::Value(kind, field, part.text()), near);
                }
            }
        }
        if any.is_empty() {
            return None;
        }
        let term = Expr::Term(Term { path, any });
        Some(if not { Expr::Not(Box::new(term)) } else { term })
    }

    /// The codes from one to another, in the order of their list: `value:A..B`, `relation_level:..3`.
    fn between(&self, field: &'static FieldDef, word: &Word) -> Option<Vec<String>> {
        if !matches!(field.shape, Shape::Choice(..) | Shape::Dict(_)) {
            return None;
        }
        let at = word.dots()?;
        let (from, to) = (word.split(at).0, word.skip(at + 2));
        let codes = lexicon::codes(self.lexicon, field);
        let last = codes.len().checked_sub(1).filter(|_| !from.is_empty() || !to.is_empty())?;
        let place = |word: &Word, open: usize| match word.is_empty() {
            true => Some(open),
            false => {
                let code = lexicon::code(self.lexicon, field, &word.text())?;
                codes.iter().position(|one| *one == code)
            }
        };
        let (from, to) = (place(&from, 0)?, place(&to, last)?);
        Some(codes[from.min(to)..=from.max(to)].to_vec())
    }

    fn test(&self, field: &'static FieldDef, sign: Option<Op>, word: &Word) -> Option<Test> {
        let ranged = matches!(
            field.shape,
            Shape::Date
                | Shape::Moment
                | Shape::Number
                | Shape::Decimal
                | Shape::Money
                | Shape::Percent
                | Shape::Discount
        );
        if let Some(at) = word.dots().filter(|_| sign.is_none() && ranged) {
            let (from, to) = (word.split(at).0, word.skip(at + 2));
            let end = |word: &Word| match word.is_empty() {
                true => Some(None),
                false => scalar::read(field, word, self.lexicon).map(Some),
            };
            return match (end(&from)?, end(&to)?) {
                (None, None) => None,
                (from, to) => Some(Test::Range(from, to)),
            };
        }
        let value = scalar::read(field, word, self.lexicon)?;
        let value = match value {
            Scalar::Text(text) if sign.is_none() && !word.quoted => {
                scalar::person(field, &text, self.lexicon)
                    .map_or(Scalar::Text(text), |login| Scalar::People(People::Login(login)))
            }
            value => value,
        };
        scalar::fits(field, sign, &value).then_some(Test::By(scalar::plain(field, sign), value))
    }
}

/// Whether it is the opposite, the comparison of all values, and the values. Behind a colon each value has its own.
fn leading(word: &Word) -> (bool, Option<Op>, Word) {
    if !word.starts(":") {
        return signed(word);
    }
    let values = word.skip(1);
    if values.starts("!=") { (true, None, values.skip(2)) } else { (false, None, values) }
}

/// Whether it is the opposite, the comparison, and what follows.
fn signed(word: &Word) -> (bool, Option<Op>, Word) {
    const SIGNS: [(&str, Option<Op>, bool); 8] = [
        ("!=", None, true),
        ("<=", Some(Op::Le), false),
        (">=", Some(Op::Ge), false),
        ("<", Some(Op::Lt), false),
        (">", Some(Op::Gt), false),
        ("=", Some(Op::Eq), false),
        ("~", Some(Op::Has), false),
        ("^", Some(Op::Starts), false),
    ];
    match SIGNS.into_iter().find(|(sign, ..)| word.starts(sign)) {
        Some((sign, op, not)) => (not, op, word.skip(sign.len())),
        None => (false, None, word.clone()),
    }
}
