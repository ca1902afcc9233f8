//! What the order form needs of the media, in one answer: what can be sold from today on, at which price, and what is taken.

use std::{collections::HashMap, sync::Arc};

use chrono::NaiveDate;
use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{Array, BigInt, Bool, Date, Integer, Nullable, Numeric, Text},
};
use rust_decimal::Decimal;

use super::{holidays, trouble::Trouble};
use crate::store::{Catalogue, CatalogueIssue, CataloguePosition, CataloguePublication, TakenPosition};

#[derive(QueryableByName)]
struct Publication {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    initials: String,
    #[diesel(sql_type = Text)]
    pinyin: String,
    #[diesel(sql_type = Numeric)]
    discount_floor: Decimal,
    #[diesel(sql_type = Array<Text>)]
    industry_limit: Vec<String>,
}

#[derive(QueryableByName)]
struct Position {
    #[diesel(sql_type = BigInt)]
    publication_id: i64,
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    initials: String,
    #[diesel(sql_type = Text)]
    pinyin: String,
    #[diesel(sql_type = Text)]
    size: String,
    #[diesel(sql_type = Text)]
    colour: String,
    #[diesel(sql_type = Bool)]
    exclusive: bool,
    #[diesel(sql_type = Numeric)]
    list_price: Decimal,
}

#[derive(QueryableByName)]
struct Issue {
    #[diesel(sql_type = BigInt)]
    publication_id: i64,
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Integer)]
    year: i32,
    #[diesel(sql_type = Integer)]
    no: i32,
    #[diesel(sql_type = Date)]
    publish_on: NaiveDate,
    #[diesel(sql_type = Date)]
    booking_deadline_on: NaiveDate,
    #[diesel(sql_type = Date)]
    material_deadline_on: NaiveDate,
    #[diesel(sql_type = Bool)]
    late: bool,
}

#[derive(QueryableByName)]
struct Taken {
    #[diesel(sql_type = BigInt)]
    issue_id: i64,
    #[diesel(sql_type = BigInt)]
    position_id: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    order_id: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    code: Option<String>,
}

/// The edition belongs to the name, unless the name has it already.
const PUBLICATIONS: &str = "select id, case when coalesce(edition, '') = '' or position(edition in name) > 0 then name::text \
    else name || ' ' || edition end as name, initials, pinyin, discount_floor, industry_limit \
    from kehu.publication where active order by name, id";
const POSITIONS: &str = "select p.publication_id, p.id, p.name, p.initials, p.pinyin, coalesce(p.size, '') as size, \
    coalesce(p.colour, '') as colour, \
    p.unique_per_issue as exclusive, i.list_price from kehu.ad_position p \
    join kehu.rate_item i on i.position_id = p.id join kehu.rate_card r on r.id = i.rate_card_id \
    cross join (select kehu.today() as today offset 0) t \
    where p.active and t.today between r.valid_from and r.valid_to order by p.publication_id, p.code, p.id";
const ISSUES: &str = "select n.publication_id, n.id, n.year, n.no, n.publish_on, n.booking_deadline_on, n.material_deadline_on, \
    n.booking_deadline_on < t.today as late from kehu.issue n cross join (select kehu.today() as today offset 0) t \
    where n.status in ('planned', 'open') and n.publish_on >= t.today order by n.publish_on, n.id";

/// What is sold is told to everybody, since nobody else can have it; to whom only to those who read that order.
const TAKEN: &str = "select t.issue_id, t.position_id, o.id as order_id, o.code from kehu.taken_positions() t \
    left join kehu.insertion i on i.issue_id = t.issue_id and i.position_id = t.position_id and i.holds \
    left join kehu.sales_order o on o.id = i.order_id order by t.position_id";

/// The media as they are today.
pub fn catalogue(conn: &mut PgConnection) -> Result<Arc<Catalogue>, Trouble> {
    let publications: Vec<Publication> = sql_query(PUBLICATIONS).load(conn)?;
    let mut positions: HashMap<i64, Vec<CataloguePosition>> = HashMap::new();
    for it in sql_query(POSITIONS).load::<Position>(conn)? {
        positions.entry(it.publication_id).or_default().push(CataloguePosition {
            id: it.id,
            name: it.name,
            initials: it.initials,
            pinyin: it.pinyin,
            size: it.size,
            colour: it.colour,
            exclusive: it.exclusive,
            list_price: it.list_price,
        });
    }
    let [mut issues, mut late] = issues(conn)?;
    let publications = publications.into_iter().map(|it| CataloguePublication {
        id: it.id,
        name: it.name,
        initials: it.initials,
        pinyin: it.pinyin,
        discount_floor: it.discount_floor,
        industry_limit: it.industry_limit,
        positions: positions.remove(&it.id).unwrap_or_default(),
        late: late.remove(&it.id).unwrap_or_default(),
        issues: issues.remove(&it.id).unwrap_or_default(),
    });
    Ok(Arc::new(Catalogue { publications: publications.collect(), calendar: holidays::calendar(conn)? }))
}

/// The issues of each publication: those that can be booked, and those that are late for it.
fn issues(conn: &mut PgConnection) -> Result<[HashMap<i64, Vec<CatalogueIssue>>; 2], Trouble> {
    let mut by_issue: HashMap<i64, Vec<TakenPosition>> = HashMap::new();
    for it in sql_query(TAKEN).load::<Taken>(conn)? {
        by_issue
            .entry(it.issue_id)
            .or_default()
            .push(TakenPosition { position: it.position_id, by: it.order_id.zip(it.code) });
    }
    let mut issues: [HashMap<i64, Vec<CatalogueIssue>>; 2] = Default::default();
    for it in sql_query(ISSUES).load::<Issue>(conn)? {
        issues[usize::from(it.late)].entry(it.publication_id).or_default().push(CatalogueIssue {
            id: it.id,
            year: it.year,
            no: it.no,
            publish_on: it.publish_on,
            booking_deadline_on: it.booking_deadline_on,
            material_deadline_on: it.material_deadline_on,
            taken: by_issue.remove(&it.id).unwrap_or_default(),
        });
    }
    Ok(issues)
}
