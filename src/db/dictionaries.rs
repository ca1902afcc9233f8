//! The lists that the company keeps: codes and their words in both languages.

use std::sync::Arc;

use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types::Text};

use super::trouble::Trouble;
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
    const ITEMS: &str = "select dict_code::text as dict, code::text, label::text, label_en::text, sort, id \
        from kehu.dict_item where active \
        union all select 'media_group', name::text, name::text, name::text, sort, id from kehu.media_group where active \
        union all select 'media_class', name::text, name::text, name::text, sort, id from kehu.media_class where active \
        union all select 'operator', login::text, name::text, name::text, 0, id from kehu.colleague \
        union all select 'operator_id', id::text, login::text, login::text, 0, id from kehu.colleague \
        union all select 'stage', s.code::text, s.name::text, s.name_en::text, p.sort * 100 + s.seq, s.id from kehu.stage s \
          join kehu.pipeline p on p.id = s.pipeline_id where s.active and p.active \
        order by dict, sort, id";
    let items = sql_query(ITEMS).load::<Item>(conn)?.into_iter();
    Ok(Arc::new(of(items.map(|item| (item.dict, item.code, item.label, item.label_en)))))
}

/// Items in their order, each with its dictionary before it.
pub fn of(items: impl IntoIterator<Item = (String, String, String, String)>) -> Words {
    let mut words = Words::new();
    for (dict, code, label, label_en) in items {
        words.entry(dict).or_default().push((code, label, label_en));
    }
    words
}
