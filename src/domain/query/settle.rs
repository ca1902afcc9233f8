//! A query with some of its values replaced: parameters by what they are stepped to, so that it shows now, for good, what it shows now;
//! the numbers of people by their logins, by which everybody knows them.

use super::{
    person::People,
    tree::{Expr, Scalar, Term, Test},
};
use crate::domain::{
    field::{FieldDef, Shape},
    kind::Kind,
};

impl Expr {
    /// Every parameter as what `param` says, else as what it begins with; one that has neither stays.
    pub fn settled(self, param: &dyn Fn(&str) -> Option<Scalar>) -> Expr {
        self.each(&|_, value| match value {
            Scalar::Param(name, start) => match (param(&name), start) {
                (Some(value), _) => value,
                (None, Some(start)) => *start,
                (None, None) => Scalar::Param(name, None),
            },
            value => value,
        })
    }

    /// People by their logins, as far as `login` knows them by their ids.
    pub fn by_login(self, login: &dyn Fn(i64) -> Option<String>) -> Expr {
        self.each(&|field, value| match value {
            Scalar::Record(id) if field.shape == Shape::Link(Kind::Operator) => {
                login(id).map_or(Scalar::Record(id), |login| Scalar::People(People::Login(login)))
            }
            value => value,
        })
    }

    fn each(self, one: &dyn Fn(&FieldDef, Scalar) -> Scalar) -> Expr {
        let all = |parts: Vec<Expr>| parts.into_iter().map(|part| part.each(one)).collect();
        match self {
            Expr::And(parts) => Expr::And(all(parts)),
            Expr::Or(parts) => Expr::Or(all(parts)),
            Expr::Not(part) => Expr::Not(Box::new(part.each(one))),
            Expr::Term(Term { path, any }) => {
                let Some(field) = path.field else { return Expr::Term(Term { path, any }) };
                let value = |value| one(field, value);
                let test = |test| match test {
                    Test::By(sign, scalar) => Test::By(sign, value(scalar)),
                    Test::Range(from, to) => Test::Range(from.map(value), to.map(value)),
                };
                Expr::Term(Term { path, any: any.into_iter().map(test).collect() })
            }
            other => other,
        }
    }
}
