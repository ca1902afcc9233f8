//! The lists that the company keeps: codes and their words in both languages.

use std::sync::Arc;

use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types::Text};

use super::{custom, trouble::Trouble};
use crate::store::Words;

#[derive(QueryableByName)]
struct Item {
    #[diesel(sql_type = Text)]
    dict: String,
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Text)]
    label: String,
    #[diesel(sql_type = Text)]
    label_en: String,
}

/// The words in use, and the directory; a dictionary without any is there all the same.
pub fn words(conn: &mut PgConnection) -> Result<Arc<Words>, Trouble> {
    const ITEMS: &str = "select dict, code, label, label_en from kehu.words() order by dict, sort, id";
    let items = sql_query(ITEMS).load::<Item>(conn)?.into_iter();
    Ok(Arc::new(of(items.map(|item| (item.dict, item.code, item.label, item.label_en)))))
}

/// Items in their order, each with its dictionary before it. Among them come the fields that the administrator added: they are no dictionary,
/// and are known from now on.
pub fn of(items: impl IntoIterator<Item = (String, String, String, String)>) -> Words {
    let mut words = Words::new();
    for (dict, code, label, label_en) in items {
        words.entry(dict).or_default().push((code, label, label_en));
    }
    custom::known(&words.remove(custom::WORDS).unwrap_or_default());
    words
}
