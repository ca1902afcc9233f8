//! A query with its parameters replaced by what they are stepped to: what it shows now, for good.

use super::tree::{Expr, Scalar, Term, Test};

impl Expr {
    /// Every parameter as what `param` says, else as what it begins with; one that has neither stays.
    pub fn settled(self, param: &dyn Fn(&str) -> Option<Scalar>) -> Expr {
        let each = |parts: Vec<Expr>| parts.into_iter().map(|part| part.settled(param)).collect();
        match self {
            Expr::And(parts) => Expr::And(each(parts)),
            Expr::Or(parts) => Expr::Or(each(parts)),
            Expr::Not(part) => Expr::Not(Box::new(part.settled(param))),
            Expr::Term(Term { path, any }) => {
                Expr::Term(Term { path, any: any.into_iter().map(|test| test.settled(param)).collect() })
            }
            other => other,
        }
    }
}

impl Test {
    fn settled(self, param: &dyn Fn(&str) -> Option<Scalar>) -> Test {
        let one = |value: Scalar| match value {
            Scalar::Param(name, start) => match (param(&name), start) {
                (Some(value), _) => value,
                (None, Some(start)) => *start,
                (None, None) => Scalar::Param(name, None),
            },
            value => value,
        };
        match self {
            Test::By(sign, value) => Test::By(sign, one(value)),
            Test::Range(from, to) => Test::Range(from.map(one), to.map(one)),
        }
    }
}
