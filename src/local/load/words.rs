//! The words that names are made of, with their sounds, where the statements find them.

use diesel::{PgConnection, QueryResult, connection::SimpleConnection};
use serde_json::{Value, json};

use crate::local::demo::{
    company_names::{FIRST, INDUSTRIES, SECOND},
    people_names::{OF_MEN, OF_WOMEN, SURNAMES},
    pour,
    spelling::spell,
};

const CITIES: [&str; 30] = [
    "北京",
    "上海",
    "广州",
    "深圳",
    "南京",
    "杭州",
    "青岛",
    "沈阳",
    "西安",
    "厦门",
    "武汉",
    "成都",
    "重庆",
    "天津",
    "苏州",
    "宁波",
    "无锡",
    "长沙",
    "郑州",
    "济南",
    "大连",
    "福州",
    "合肥",
    "昆明",
    "哈尔滨",
    "长春",
    "石家庄",
    "太原",
    "南昌",
    "佛山",
];

const TABLE: &str = "create temp table load_list (kind text primary key, words text[], pinyin text[], initials text[]) on commit drop";

/// Lays the lists out. How many words each has is known to the statements.
pub fn load(conn: &mut PgConnection) -> QueryResult<()> {
    conn.batch_execute(TABLE)?;
    let trades = INDUSTRIES.iter().flat_map(|(_, _, trades)| *trades);
    let lists = vec![
        list("city", CITIES),
        list("brand_a", FIRST),
        list("brand_b", SECOND),
        list("trade", trades),
        list("industry", INDUSTRIES.map(|(code, _, _)| code)),
        list("surname", SURNAMES),
        list("given", OF_WOMEN.into_iter().chain(OF_MEN)),
    ];
    pour(conn, "pg_temp.load_list", lists)
}

fn list(kind: &str, words: impl IntoIterator<Item = &'static str>) -> Value {
    let words: Vec<&str> = words.into_iter().collect();
    let (pinyin, initials): (Vec<String>, Vec<String>) = words.iter().map(|word| spell(word)).unzip();
    json!({ "kind": kind, "words": words, "pinyin": pinyin, "initials": initials })
}
