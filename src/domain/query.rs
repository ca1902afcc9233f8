//! The filter language of ux/03 3.4, its flat part: `state:overdue amount:>5万 due:this_week -owner:@me`, `is:key`,
//! `no:promised`, `(a or b)`, and words without a field as free text. Blank means and, a comma means or. Full-width signs
//! are read like their twins. Knows the shapes of fields, no label: names and words come from the caller.

mod value;

use chrono::NaiveDate;
use thiserror::Error;

use super::{
    field::{FieldDef, Shape},
    filter::{Filter, Op},
    fold::fold,
    value::Value,
};

/// What names and words mean where the query is typed.
pub struct Meaning<'a> {
    /// The company's business date.
    pub today: NaiveDate,
    /// The operator who asks: `@me`.
    pub me: i64,
    /// The field of a name, be it the stable one or a label.
    pub field: &'a dyn Fn(&str) -> Option<&'static FieldDef>,
    /// The stored code of a word, such as `executing` for 执行中.
    pub code: &'a dyn Fn(&FieldDef, &str) -> Option<String>,
}

/// Why a query cannot be read. The word is as it was typed, folded.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum QueryError {
    /// There is no such field.
    #[error("there is no field `{0}`")]
    Field(String),
    /// The field does not take this value.
    #[error("`{0}` does not take `{1}`")]
    Value(String, String),
    /// A bracket without its twin.
    #[error("a bracket is missing")]
    Bracket,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    Or,
    Not,
    Word(String),
}

/// More brackets and signs than anybody types; each is a call deeper.
const DEEPEST: usize = 64;

/// Reads a query; nothing typed is every row.
pub fn parse(text: &str, meaning: &Meaning) -> Result<Filter, QueryError> {
    let tokens = tokens(&fold(text));
    let deeper = tokens.iter().filter(|token| matches!(token, Token::Open | Token::Not)).count();
    if deeper > DEEPEST {
        return Err(QueryError::Bracket);
    }
    let mut reader = Reader { tokens: &tokens, meaning };
    let filter = reader.any()?;
    if reader.tokens.is_empty() { Ok(filter) } else { Err(QueryError::Bracket) }
}

/// Words, brackets and signs; blanks and brackets inside quotes belong to their word.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                word.push(c);
            }
            _ if quoted => word.push(c),
            '-' if word.is_empty() => tokens.push(Token::Not),
            '(' | ')' => {
                end(&mut word, &mut tokens);
                tokens.push(if c == '(' { Token::Open } else { Token::Close });
            }
            '|' => {
                end(&mut word, &mut tokens);
                tokens.push(Token::Or);
            }
            _ if c.is_whitespace() => end(&mut word, &mut tokens),
            _ => word.push(c),
        }
    }
    end(&mut word, &mut tokens);
    tokens
}

fn end(word: &mut String, tokens: &mut Vec<Token>) {
    let word = std::mem::take(word);
    match word.as_str() {
        "" | "and" | "且" => {}
        "or" | "或" => tokens.push(Token::Or),
        "not" | "非" => tokens.push(Token::Not),
        _ => tokens.push(Token::Word(word)),
    }
}

struct Reader<'a> {
    tokens: &'a [Token],
    meaning: &'a Meaning<'a>,
}

impl Reader<'_> {
    fn take(&mut self, token: &Token) -> bool {
        match self.tokens.split_first() {
            Some((first, rest)) if first == token => {
                self.tokens = rest;
                true
            }
            _ => false,
        }
    }

    fn any(&mut self) -> Result<Filter, QueryError> {
        let mut parts = vec![self.all()?];
        while self.take(&Token::Or) {
            parts.push(self.all()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Filter::Or(parts) })
    }

    fn all(&mut self) -> Result<Filter, QueryError> {
        let mut filter = Filter::All;
        while let Some(part) = self.one()? {
            filter = filter.and(part);
        }
        Ok(filter)
    }

    fn one(&mut self) -> Result<Option<Filter>, QueryError> {
        if self.take(&Token::Not) {
            return Ok(self.one()?.map(|part| Filter::Not(Box::new(part))));
        }
        if self.take(&Token::Open) {
            let inside = self.any()?;
            return if self.take(&Token::Close) { Ok(Some(inside)) } else { Err(QueryError::Bracket) };
        }
        match self.tokens.split_first() {
            Some((Token::Word(word), rest)) => {
                self.tokens = rest;
                self.term(word).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// `field:value`, `is:flag`, `no:field`, or free text.
    fn term(&self, word: &str) -> Result<Filter, QueryError> {
        let sign = |c: char| ":=!<>~^".contains(c);
        let Some(at) = word.find(sign).filter(|at| *at > 0 && !word.starts_with('"')) else {
            return Ok(Filter::Text(word.trim_matches('"').to_owned()));
        };
        let (name, rest) = word.split_at(at);
        let rest = rest.strip_prefix(':').unwrap_or(rest);
        match name {
            "is" | "是" => return self.is(rest),
            "no" | "无" => return Ok(Filter::is(self.field(rest)?.name, Op::Empty, Value::Empty)),
            "has" | "有" => {
                let empty = Filter::is(self.field(rest)?.name, Op::Empty, Value::Empty);
                return Ok(Filter::Not(Box::new(empty)));
            }
            _ => {}
        }
        let field = self.field(name)?;
        let mut values: Vec<Filter> = Vec::new();
        for value in rest.split(',') {
            values.push(
                value::condition(field, value, self.meaning)
                    .ok_or_else(|| QueryError::Value(name.to_owned(), value.to_owned()))?,
            );
        }
        Ok(if values.len() == 1 { values.remove(0) } else { Filter::Or(values) })
    }

    fn field(&self, name: &str) -> Result<&'static FieldDef, QueryError> {
        (self.meaning.field)(name).ok_or_else(|| QueryError::Field(name.to_owned()))
    }

    /// A flag that is set, or a state.
    fn is(&self, name: &str) -> Result<Filter, QueryError> {
        if let Some(field) = (self.meaning.field)(name).filter(|field| field.shape == Shape::Flag) {
            return Ok(Filter::eq(field.name, Value::Flag(true)));
        }
        let states = ["state", "status"].into_iter().filter_map(|state| (self.meaning.field)(state));
        for field in states {
            if let Some(code) = value::code(field, name, self.meaning) {
                return Ok(Filter::eq(field.name, Value::Code(code)));
            }
        }
        Err(QueryError::Field(name.to_owned()))
    }
}

#[cfg(test)]
mod tests;
