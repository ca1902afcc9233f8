//! The amount language of ux/02 2.3: `=36000/list`, `5万`, `1,280.50*3`, `-5%`. What was typed is a small tree; what it is
//! worth depends on the names of the place where it stands.

use std::fmt;

use rust_decimal::Decimal;
use winnow::{
    Parser, Result,
    ascii::space0,
    combinator::{alt, delimited, fail, opt, repeat},
    token::one_of,
};

use super::{fold::reading, money::AmountError, number::number};

/// What was typed into an amount field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amount {
    /// An amount or a calculation.
    Is(Expr),
    /// `-5%`, `+20%`: the default changed by so many percent.
    Change(Decimal),
}

/// A calculation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// A number, not below zero.
    Number(Decimal),
    /// So many percent, as a ratio: `30%` is worth 0.3.
    Percent(Decimal),
    /// A figure of the place.
    Name(Name),
    /// The opposite.
    Minus(Box<Expr>),
    /// Two parts and what is done with them.
    Both(Box<Expr>, Op, Box<Expr>),
}

/// What is done with two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the four rules of arithmetic")]
pub enum Op {
    Plus,
    Minus,
    Times,
    Over,
}

/// Figures that a calculation may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// The list price, 刊例.
    List,
    /// The unit price, 单价.
    Price,
    /// How many issues, 期数.
    Issues,
    /// The same figure last time, 上次.
    Last,
    /// The order's net amount, 合计.
    Total,
    /// What is not planned or paid yet, 剩余.
    Left,
}

/// The figures by name; a name that the place does not have is `None`.
pub type Figures<'a> = &'a dyn Fn(Name) -> Option<Decimal>;

/// Longer calculations are refused: nobody types them, and each bracket is a call deeper.
pub const LONGEST: usize = 120;

/// Reads an amount or a calculation; a leading `=` may be left out.
pub fn parse(text: &str) -> std::result::Result<Amount, AmountError> {
    let folded = reading(text);
    if folded.is_empty() {
        return Err(AmountError::Empty);
    }
    let unreadable = || AmountError::Unreadable(text.trim().to_owned());
    if folded.len() > LONGEST {
        return Err(unreadable());
    }
    amount.parse(folded.as_str()).map_err(|_| unreadable())
}

impl Amount {
    /// What it is worth; `default` is what a change by percent starts from.
    pub fn value(
        &self,
        names: Figures,
        default: Option<Decimal>,
    ) -> std::result::Result<Decimal, AmountError> {
        match self {
            Amount::Is(expr) => expr.value(names),
            Amount::Change(percent) => {
                let default = default.ok_or_else(|| AmountError::Unreadable(self.to_string()))?;
                let factor = Decimal::ONE + percent / Decimal::ONE_HUNDRED;
                default.checked_mul(factor).ok_or(AmountError::TooLarge(default))
            }
        }
    }

    /// Whether it is one number without a calculation.
    pub fn is_plain(&self) -> bool {
        match self {
            Amount::Is(Expr::Minus(inner)) => matches!(**inner, Expr::Number(_)),
            Amount::Is(expr) => matches!(expr, Expr::Number(_)),
            Amount::Change(_) => false,
        }
    }
}

impl Amount {
    /// Whether it is so many percent of nothing named.
    pub(super) fn is_bare_percent(&self) -> bool {
        matches!(self, Amount::Is(Expr::Percent(_)))
    }
}

impl Expr {
    fn value(&self, names: Figures) -> std::result::Result<Decimal, AmountError> {
        match self {
            Expr::Number(value) => Ok(*value),
            Expr::Percent(points) => Ok(points / Decimal::ONE_HUNDRED),
            Expr::Name(name) => names(*name).ok_or(AmountError::NoSuchFigure(name.word())),
            Expr::Minus(inner) => Ok(-inner.value(names)?),
            Expr::Both(left, op, right) => {
                let (left, right) = (left.value(names)?, right.value(names)?);
                match op {
                    Op::Plus => left.checked_add(right),
                    Op::Minus => left.checked_sub(right),
                    Op::Times => left.checked_mul(right),
                    Op::Over if right.is_zero() => return Err(AmountError::DividedByZero),
                    Op::Over => left.checked_div(right),
                }
                .ok_or(AmountError::TooLarge(left))
            }
        }
    }
}

fn amount(input: &mut &str) -> Result<Amount> {
    let change = (one_of(['+', '-']), number.verify(|n| n.percent))
        .map(|(sign, n)| Amount::Change(if sign == '-' { -n.value } else { n.value }));
    let whole = |input: &mut &str| -> Result<Amount> {
        opt(('=', space0)).parse_next(input)?;
        let expr = sum(input)?;
        if input.is_empty() { Ok(Amount::Is(expr)) } else { fail(input) }
    };
    alt(((change, winnow::combinator::eof).map(|(change, _)| change), whole)).parse_next(input)
}

fn sum(input: &mut &str) -> Result<Expr> {
    opt('+').parse_next(input)?;
    chain(input, product, alt(('+'.value(Op::Plus), '-'.value(Op::Minus))))
}

fn product(input: &mut &str) -> Result<Expr> {
    chain(input, factor, alt((one_of(['*', 'x', '×']).value(Op::Times), one_of(['/', '÷']).value(Op::Over))))
}

fn chain<'a>(
    input: &mut &'a str,
    part: fn(&mut &'a str) -> Result<Expr>,
    mut op: impl Parser<&'a str, Op, winnow::error::ContextError>,
) -> Result<Expr> {
    let mut left = part(input)?;
    loop {
        let before = *input;
        let Ok(op) = delimited(space0, op.by_ref(), space0).parse_next(input) else {
            *input = before;
            return Ok(left);
        };
        left = Expr::Both(Box::new(left), op, Box::new(part(input)?));
    }
}

fn factor(input: &mut &str) -> Result<Expr> {
    let signs: usize = repeat(0.., ('-', space0).void()).parse_next(input)?;
    let inner = alt((
        number.map(|n| if n.percent { Expr::Percent(n.value) } else { Expr::Number(n.value) }),
        delimited(('(', space0), sum, (space0, ')')),
        name.map(Expr::Name),
    ))
    .parse_next(input)?;
    Ok((0..signs).fold(inner, |inner, _| Expr::Minus(Box::new(inner))))
}

fn name(input: &mut &str) -> Result<Name> {
    alt((
        alt(("list", "刊例价", "刊例")).value(Name::List),
        alt(("price", "单价")).value(Name::Price),
        alt(("issues", "期数")).value(Name::Issues),
        alt(("last", "上次")).value(Name::Last),
        alt(("total", "合计", "总额")).value(Name::Total),
        alt(("left", "剩余", "余额")).value(Name::Left),
    ))
    .parse_next(input)
}

impl Name {
    /// The English word.
    pub fn word(self) -> &'static str {
        match self {
            Name::List => "list",
            Name::Price => "price",
            Name::Issues => "issues",
            Name::Last => "last",
            Name::Total => "total",
            Name::Left => "left",
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Amount::Is(expr) if self.is_plain() => write!(f, "{expr}"),
            Amount::Is(expr) => write!(f, "={expr}"),
            Amount::Change(percent) => {
                let sign = if percent.is_sign_negative() { '-' } else { '+' };
                write!(f, "{sign}{}%", percent.abs().normalize())
            }
        }
    }
}

impl fmt::Display for Expr {
    /// With as few brackets as read back as the same.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let within = |expr: &Expr, weakest: u8| {
            if expr.binds() < weakest { format!("({expr})") } else { expr.to_string() }
        };
        match self {
            Expr::Number(value) => write!(f, "{}", value.normalize()),
            Expr::Percent(points) => write!(f, "{}%", points.normalize()),
            Expr::Name(name) => write!(f, "{}", name.word()),
            Expr::Minus(inner) => write!(f, "-{}", within(inner, FACTOR)),
            Expr::Both(left, op, right) => {
                let (sign, binds) = (op.sign(), op.binds());
                write!(f, "{}{sign}{}", within(left, binds), within(right, binds + 1))
            }
        }
    }
}

/// How strongly a factor binds: more than any sign between two.
const FACTOR: u8 = 3;

impl Expr {
    fn binds(&self) -> u8 {
        if let Expr::Both(_, op, _) = self { op.binds() } else { FACTOR }
    }
}

impl Op {
    fn binds(self) -> u8 {
        match self {
            Op::Plus | Op::Minus => 1,
            Op::Times | Op::Over => 2,
        }
    }

    fn sign(self) -> char {
        match self {
            Op::Plus => '+',
            Op::Minus => '-',
            Op::Times => '*',
            Op::Over => '/',
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn value(text: &str) -> std::result::Result<Decimal, AmountError> {
        let names = |name| match name {
            Name::List => Some(dec!(96000)),
            Name::Issues => Some(dec!(3)),
            Name::Total => Some(dec!(302400)),
            Name::Left => Some(dec!(181440)),
            _ => None,
        };
        parse(text)?.value(&names, Some(dec!(1000)))
    }

    #[test]
    fn the_examples_of_the_page() {
        for (text, worth) in [
            ("1,280.50", dec!(1280.50)),
            ("¥1280", dec!(1280)),
            ("1280元", dec!(1280)),
            ("1.2w", dec!(12000)),
            ("1.2万", dec!(12000)),
            ("5万", dec!(50000)),
            ("-5%", dec!(950)),
            ("+20%", dec!(1200)),
            ("=36000/list", dec!(0.375)),
            ("=left/2", dec!(90720)),
            ("=剩余/2", dec!(90720)),
            ("＝（１＋２）×３", dec!(9)),
            ("= 2 + 3 * 4", dec!(14)),
            ("100-20-30", dec!(50)),
            ("100÷4÷5", dec!(5)),
            ("2x3", dec!(6)),
            ("total*30%", dec!(90720)),
            ("-5", dec!(-5)),
            ("=-(1+2)", dec!(-3)),
            ("list * issues", dec!(288000)),
        ] {
            assert_eq!(value(text), Ok(worth), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_calculated_says_why() {
        assert_eq!(value("=1/0"), Err(AmountError::DividedByZero));
        assert_eq!(value("=last"), Err(AmountError::NoSuchFigure("last")));
        assert_eq!(value("=1+"), Err(AmountError::Unreadable("=1+".into())));
        assert_eq!(value("=(1"), Err(AmountError::Unreadable("=(1".into())));
        assert!(matches!(value(&"9999999999999999999*".repeat(5)), Err(AmountError::Unreadable(_))));
        assert!(matches!(value("99999999999999999999*99999999999999999999"), Err(AmountError::TooLarge(_))));
        assert!(matches!(value(&"(".repeat(5000)), Err(AmountError::Unreadable(_))));
    }

    fn exprs() -> impl Strategy<Value = Expr> {
        let number = (0i64..100_000_000, 0u32..3).prop_map(|(n, scale)| Decimal::new(n, scale).normalize());
        let names = [Name::List, Name::Price, Name::Issues, Name::Last, Name::Total, Name::Left];
        let leaf = prop_oneof![
            number.clone().prop_map(Expr::Number),
            number.prop_map(Expr::Percent),
            prop::sample::select(names.to_vec()).prop_map(Expr::Name),
        ];
        leaf.prop_recursive(3, 8, 2, |inner| {
            let ops = prop::sample::select(vec![Op::Plus, Op::Minus, Op::Times, Op::Over]);
            prop_oneof![
                inner.clone().prop_map(|expr| Expr::Minus(Box::new(expr))),
                (inner.clone(), ops, inner).prop_map(|(left, op, right)| Expr::Both(
                    Box::new(left),
                    op,
                    Box::new(right)
                )),
            ]
        })
    }

    proptest! {
        #[test]
        fn reads_what_it_prints(expr in exprs()) {
            let text = Amount::Is(expr.clone()).to_string();
            // `-5%` alone is a change by percent, not a calculation.
            let change = matches!(&expr, Expr::Minus(inner) if matches!(**inner, Expr::Percent(_)));
            if text.len() <= LONGEST && !change {
                prop_assert_eq!(parse(&text), Ok(Amount::Is(expr)), "{}", text);
            }
        }

        #[test]
        fn reads_changes_it_prints(points in -9999i64..9999) {
            let change = Amount::Change(Decimal::new(points, 1).normalize());
            prop_assert_eq!(parse(&change.to_string()), Ok(change));
        }

        #[test]
        fn any_text_is_answered(text in "\\PC{0,40}|[0-9=+*/()%.x×÷万left-]{0,60}") {
            if let Ok(amount) = parse(&text) {
                let _ = amount.value(&|_| Some(Decimal::ONE), Some(Decimal::ONE));
            }
        }
    }
}
