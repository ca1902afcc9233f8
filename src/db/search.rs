//! Free text: which customers and contacts a typed word means, by the server's own search (initials, pinyin, substrings,
//! code, phone), and which other texts hold it. A word that means very many names is looked for in the names themselves.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, PgConnection,
    PgTextExpressionMethods, QueryDsl, QueryResult, RunQueryDsl, TextExpressionMethods,
    pg::Pg,
    sql_types::{BigInt, Integer, Text},
};

use super::{
    column::{Expr, Make, Predicate},
    condition::{containing, starting},
};
use crate::{domain::fold::fold, schema::kehu::customer};

/// How many ids a search answers at most; that many, or a null among them, means "there may be more".
const MOST: i32 = 1000;

/// The words of a text. All must fit.
pub fn words(text: &str) -> Vec<String> {
    fold(text).split_whitespace().map(str::to_owned).collect()
}

/// The text contains the word, whatever the case.
pub fn holds<Q: 'static>(text: Expr<Q, Text>, word: &str) -> Predicate<Q> {
    Box::new(text.ilike(containing(word)))
}

/// A key (initials, pinyin) starts with the word; none for words that are no letters.
pub fn sounds<Q: 'static>(key: Expr<Q, Text>, word: &str) -> Option<Predicate<Q>> {
    let typed = word.to_ascii_lowercase();
    let letters = typed.chars().all(|c| c.is_ascii_alphanumeric());
    letters.then(|| Box::new(key.like(starting(&typed))) as Predicate<Q>)
}

/// What a search answered.
pub enum Hits {
    /// These records and no others.
    These(Vec<i64>),
    /// Too many to list.
    Many,
}

impl Hits {
    fn of(ids: Vec<Option<i64>>) -> Hits {
        let known: Option<Vec<i64>> = ids.into_iter().collect();
        known.filter(|ids| ids.len() < MOST as usize).map_or(Hits::Many, Hits::These)
    }
}

#[diesel::declare_sql_function]
extern "SQL" {
    #[sql_name = "kehu.search_customer"]
    fn search_customer(word: Text, most: Integer) -> Nullable<BigInt>;
    #[sql_name = "kehu.search_contact"]
    fn search_contact(word: Text, most: Integer) -> Nullable<BigInt>;
}

/// The customers a word means.
pub fn customers(conn: &mut PgConnection, word: &str) -> QueryResult<Hits> {
    diesel::select(search_customer(word, MOST)).load(conn).map(Hits::of)
}

/// The contacts a word means.
pub fn contacts(conn: &mut PgConnection, word: &str) -> QueryResult<Hits> {
    diesel::select(search_contact(word, MOST)).load(conn).map(Hits::of)
}

/// Rows whose customer the word means.
pub fn of_customer<Q: 'static>(
    conn: &mut PgConnection,
    word: &str,
    id: Make<Q, BigInt>,
) -> QueryResult<Predicate<Q>> {
    Ok(match customers(conn, word)? {
        Hits::These(ids) => Box::new(id().eq_any(ids)),
        Hits::Many => {
            let named = customer::table
                .filter(customer::name.ilike(containing(word)).or(customer::initials.ilike(starting(word))))
                .select(customer::id.nullable());
            Box::new(id().eq_any(named.into_boxed::<Pg>()))
        }
    })
}
