//! One value, by the shape of its field: amounts, days and periods, codes, people, texts. Read and printed here, so that both
//! stay each other's twin.

use rust_decimal::Decimal;

use super::{
    lexicon::{self, Lexicon, Thing, Tongue},
    period, person,
    token::{Word, always_quoted, quoted},
    tree::Scalar,
};
use crate::domain::{
    discount,
    field::{FieldDef, Shape},
    filter::Op,
    kind::Kind,
    money,
};

/// Reads a value; none where the field does not take it.
pub fn read(field: &'static FieldDef, word: &Word, lexicon: &dyn Lexicon) -> Option<Scalar> {
    if word.starts("$") {
        return param(field, word, lexicon);
    }
    let text = word.text();
    if text.is_empty() {
        return None;
    }
    match field.shape {
        Shape::Text | Shape::Note => Some(Scalar::Text(text)),
        Shape::Link(to) => link(to, word, lexicon),
        Shape::Date | Shape::Moment => period::parse(&text).map(Scalar::Period),
        Shape::Choice(..) | Shape::Dict(_) => lexicon::code(lexicon, field, &text).map(Scalar::Code),
        Shape::Flag => match text.to_ascii_lowercase().as_str() {
            "yes" | "true" | "是" => Some(Scalar::Flag(true)),
            "no" | "false" | "否" => Some(Scalar::Flag(false)),
            _ => None,
        },
        Shape::Number => text.parse::<i64>().ok().map(|n| Scalar::Number(n.into())),
        Shape::Decimal => text.parse::<Decimal>().ok().map(|n| Scalar::Number(n.normalize())),
        Shape::Money => money::parse(&text).ok().map(|n| Scalar::Number(n.normalize())),
        Shape::Percent => {
            let points: Decimal = text.strip_suffix('%').unwrap_or(&text).parse().ok()?;
            Some(Scalar::Number((points / Decimal::ONE_HUNDRED).normalize()))
        }
        Shape::Discount => {
            let read = discount::parse(&text).ok()?;
            read.value(&|_| None, Decimal::ONE).ok().map(|n| Scalar::Number(n.normalize()))
        }
    }
}

/// `@me`, `#12`, or a part of the name.
fn link(to: Kind, word: &Word, lexicon: &dyn Lexicon) -> Option<Scalar> {
    if word.starts("@") && to == Kind::Operator {
        return person::read(&word.skip(1).text(), lexicon).map(Scalar::People);
    }
    let text = word.text();
    let id = text.strip_prefix('#').filter(|_| !word.quoted).and_then(|id| id.parse::<i64>().ok());
    Some(id.filter(|id| *id > 0).map_or(Scalar::Text(text), Scalar::Record))
}

/// The login of the person whom a word for a field of people stands for, if it is one person.
pub fn person(field: &FieldDef, text: &str, lexicon: &dyn Lexicon) -> Option<String> {
    if field.shape == Shape::Link(Kind::Operator) { lexicon.person(text) } else { None }
}

/// What readers step, in both languages; a parameter may have any other name too.
const PARAMS: [(&str, &str, &str); 7] = [
    ("day", "day", "日"),
    ("week", "week", "周"),
    ("month", "month", "月"),
    ("quarter", "quarter", "季"),
    ("year", "year", "年"),
    ("who", "who", "谁"),
    ("person", "person", "人"),
];

/// The stable name of a parameter.
pub fn param_name(word: &str) -> &str {
    lexicon::find(&PARAMS, word).unwrap_or(word)
}

/// The word for a parameter, without its sign.
pub fn param_word(name: &str, tongue: Tongue) -> &str {
    let known = PARAMS.iter().find(|(stable, ..)| *stable == name);
    known.map_or(name, |(_, english, chinese)| tongue.of(english, chinese))
}

/// `$month`, `$month=this_month`.
fn param(field: &'static FieldDef, word: &Word, lexicon: &dyn Lexicon) -> Option<Scalar> {
    let rest = word.skip(1);
    let (name, start) = match rest.find("=") {
        Some(at) => (rest.split(at).0, Some(rest.skip(at + 1))),
        None => (rest, None),
    };
    let name = param_name(&name.text()).to_owned();
    let fits = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if !fits || start.as_ref().is_some_and(|start| start.starts("$")) {
        return None;
    }
    let start = match start {
        Some(start) => Some(Box::new(read(field, &start, lexicon)?)),
        None => None,
    };
    Some(Scalar::Param(name, start))
}

/// Whether a comparison makes sense for the field and the value.
pub fn fits(field: &FieldDef, sign: Option<Op>, value: &Scalar) -> bool {
    let equal = matches!(sign, None | Some(Op::Eq));
    match (field.shape, value) {
        (_, Scalar::People(_) | Scalar::Record(_)) => equal,
        (Shape::Text | Shape::Note | Shape::Link(_), _) => true,
        (Shape::Choice(..) | Shape::Dict(_) | Shape::Flag, _) => equal,
        _ => !matches!(sign, Some(Op::Has | Op::Starts | Op::Empty)),
    }
}

/// Where the sign of equality says no more than the colon, it is the colon.
pub fn plain(field: &FieldDef, sign: Option<Op>) -> Option<Op> {
    match (field.shape, sign) {
        (Shape::Text | Shape::Note | Shape::Link(_), sign) => sign,
        (_, Some(Op::Eq)) => None,
        (_, sign) => sign,
    }
}

/// As it is written in a language.
pub fn print(field: &FieldDef, value: &Scalar, tongue: Tongue, lexicon: &dyn Lexicon) -> String {
    match value {
        // Alone it would be read as that person.
        Scalar::Text(text) if person(field, text, lexicon).is_some() => always_quoted(text),
        Scalar::Text(text) => quoted(text),
        Scalar::Code(code) => code_word(field, code, tongue, lexicon),
        Scalar::Flag(yes) => (if *yes { tongue.of("yes", "是") } else { tongue.of("no", "否") }).to_owned(),
        Scalar::Number(n) => number(field, *n, tongue),
        Scalar::Period(period) => {
            let text = period.print(tongue);
            if text.contains(' ') { quoted(&text) } else { text }
        }
        Scalar::People(people) => people.print(tongue),
        Scalar::Record(id) => format!("#{id}"),
        Scalar::Param(name, None) => format!("${}", param_word(name, tongue)),
        Scalar::Param(name, Some(start)) => {
            format!("${}={}", param_word(name, tongue), print(field, start, tongue, lexicon))
        }
    }
}

/// The word for a code, if it is read as the same code; the code itself otherwise.
fn code_word(field: &FieldDef, code: &str, tongue: Tongue, lexicon: &dyn Lexicon) -> String {
    let word = match tongue {
        Tongue::English => None,
        Tongue::Chinese => lexicon.says(Thing::Code(field, code), tongue),
    };
    let same = |word: &String| lexicon::code(lexicon, field, word).as_deref() == Some(code);
    quoted(&word.filter(same).unwrap_or_else(|| code.to_owned()))
}

fn number(field: &FieldDef, n: Decimal, tongue: Tongue) -> String {
    let wan = Decimal::from(10_000);
    match field.shape {
        Shape::Percent => format!("{}%", (n * Decimal::ONE_HUNDRED).normalize()),
        Shape::Discount => match tongue {
            Tongue::Chinese => discount::shown(n),
            Tongue::English => format!("{}%", (n * Decimal::ONE_HUNDRED).normalize()),
        },
        Shape::Money if tongue == Tongue::Chinese && !n.is_zero() && (n % wan).is_zero() => {
            format!("{}万", (n / wan).normalize())
        }
        _ => n.normalize().to_string(),
    }
}
