//! The ten publications: what they sell, when they appear, what a place costs this year and cost last year. Names are of
//! titles on sale in 2002; periodicities and prices are invented.

use chrono::{Datelike, NaiveDate, Weekday};
use serde_json::{Value, json};

use super::{day, spelling::spell};

/// When the issues of a publication appear.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rhythm {
    /// Every Monday.
    Weekly,
    /// Every second Monday.
    Biweekly,
    /// Twice a month, on these days.
    Semimonthly(u32, u32),
    /// Once a month, on this day.
    Monthly(u32),
}

/// Code, name, edition, group, class, rhythm, publisher, price of a whole page in yuan.
type Title = (&'static str, &'static str, Option<&'static str>, i32, i32, Rhythm, &'static str, i64);

const TITLES: [Title; 10] = [
    ("SLS", "三联生活周刊", None, 1, 1, Rhythm::Weekly, "三联书店", 80_000),
    ("HZS", "中国化妆品 时尚版", Some("时尚版"), 1, 5, Rhythm::Monthly(1), "中国化妆品杂志社", 50_000),
    ("HZH", "中国化妆品 行业版", Some("行业版"), 1, 5, Rhythm::Monthly(10), "中国化妆品杂志社", 30_000),
    ("CSH", "城市画报", None, 1, 6, Rhythm::Semimonthly(15, 28), "城市画报社", 44_000),
    ("DFH", "东方航空", None, 2, 2, Rhythm::Monthly(1), "东方航空传媒", 62_000),
    ("NFH", "南方航空", None, 2, 2, Rhythm::Monthly(5), "南方航空传媒", 66_000),
    ("MCZ", "名车志", None, 2, 3, Rhythm::Monthly(8), "名车志杂志社", 70_000),
    ("XDH", "新现代画报", None, 2, 3, Rhythm::Semimonthly(5, 20), "新现代画报社", 38_000),
    ("CJZ", "财经", None, 2, 4, Rhythm::Biweekly, "财经杂志社", 76_000),
    ("NFC", "南风窗", None, 2, 4, Rhythm::Semimonthly(1, 16), "南风窗杂志社", 42_000),
];

/// Code, name, size, sold once per issue, price in percent of a whole page.
const POSITIONS: [(&str, &str, &str, bool, i64); 9] = [
    ("FD", "封底", "210x285", true, 200),
    ("FE", "封二", "210x285", true, 160),
    ("FS", "封三", "210x285", true, 130),
    ("FY", "扉页", "210x285", true, 150),
    ("MLDY", "目录对页", "210x285", true, 135),
    ("KY", "跨页", "420x285", false, 190),
    ("NYZB", "内页整版", "210x285", false, 100),
    ("HB", "1/2横", "210x140", false, 58),
    ("SB", "1/3竖", "70x285", false, 40),
];

/// One number of a publication.
#[derive(Debug, Clone, Copy)]
pub struct Issue {
    /// Its id.
    pub id: usize,
    /// The day it appears.
    pub on: NaiveDate,
}

/// One place that can be sold.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Its id.
    pub id: usize,
    /// Width and height in millimetres.
    pub size: &'static str,
    /// Sold once per issue.
    pub once: bool,
    /// This year's list price in yuan.
    pub price: i64,
    /// Last year's.
    pub last_price: i64,
}

/// What a publication sells, and when; publication n stands at n - 1. Issues by day, from 12 months back to 12 months ahead, and its places.
#[derive(Debug)]
pub struct Publication {
    /// Its numbers, by day.
    pub issues: Vec<Issue>,
    /// What it sells.
    pub places: Vec<Place>,
}

/// All publications.
pub fn publications(today: NaiveDate) -> Vec<Publication> {
    let (mut issue, mut place) = (0, 0);
    let one = |(_, _, _, _, _, rhythm, _, page): &Title| {
        let issues = appearances(*rhythm, today)
            .into_iter()
            .map(|(on, _)| {
                issue += 1;
                Issue { id: issue, on }
            })
            .collect();
        let places = POSITIONS
            .iter()
            .map(|(_, _, size, once, percent)| {
                place += 1;
                {
                    let price = price(*page, *percent);
                    Place { id: place, size, once: *once, price, last_price: last_year(price) }
                }
            })
            .collect();
        Publication { issues, places }
    };
    TITLES.iter().map(one).collect()
}

/// Last year's price: 7 percent lower.
fn last_year(price: i64) -> i64 {
    price * 93 / 10_000 * 100
}

/// List price in yuan: whole hundreds.
fn price(page: i64, percent: i64) -> i64 {
    page * percent / 10_000 * 100
}

/// The days on which issues appear, with their numbers, which begin anew each year.
fn appearances(rhythm: Rhythm, today: NaiveDate) -> Vec<(NaiveDate, usize)> {
    let (first, last) = (day::months(today, -12), day::months(today, 12));
    let of_year = |year: i32| {
        let mut days: Vec<NaiveDate> = match rhythm {
            Rhythm::Monthly(d) => (1..=12).map(|m| day::of(year, m, d)).collect(),
            Rhythm::Semimonthly(a, b) => {
                (1..=12).flat_map(|m| [day::of(year, m, a), day::of(year, m, b)]).collect()
            }
            Rhythm::Weekly | Rhythm::Biweekly => {
                day::of(year, 1, 1).iter_days().take_while(|d| d.year() == year).filter(monday).collect()
            }
        };
        if rhythm == Rhythm::Biweekly {
            days.retain(|d| d.iso_week().week() % 2 == 1);
        }
        days.into_iter().zip(1..)
    };
    (first.year()..=last.year()).flat_map(of_year).filter(|(on, _)| (first..=last).contains(on)).collect()
}

fn monday(day: &NaiveDate) -> bool {
    day.weekday() == Weekday::Mon
}

/// Rows of `kehu.publication`.
pub fn publication_rows() -> Vec<Value> {
    let row = |(n, (code, name, edition, group, class, rhythm, publisher, _)): (usize, &Title)| {
        let (pinyin, initials) = spell(name);
        json!({
            "id": n + 1, "version": 1, "code": code, "name": name, "edition": edition, "pinyin": pinyin, "initials": initials,
            "group_id": group, "class_id": class, "periodicity": word(*rhythm), "publisher": publisher,
            "industry_limit": if *group == 2 { vec!["cosmetics"] } else { vec![] },
            "book_days": 25, "material_days": 18, "pay_days": 30, "discount_floor": "0.6", "active": true,
            "created_at": "2019-01-02T09:00:00+08:00", "updated_at": "2019-01-02T09:00:00+08:00",
        })
    };
    TITLES.iter().enumerate().map(row).collect()
}

fn word(rhythm: Rhythm) -> &'static str {
    match rhythm {
        Rhythm::Weekly => "weekly",
        Rhythm::Biweekly => "biweekly",
        Rhythm::Semimonthly(..) => "semimonthly",
        Rhythm::Monthly(_) => "monthly",
    }
}

/// Rows of `kehu.ad_position`.
pub fn position_rows() -> Vec<Value> {
    let mut rows = Vec::new();
    for publication in 1..=TITLES.len() {
        for (code, name, size, once, _) in POSITIONS {
            let (pinyin, initials) = spell(name);
            rows.push(json!({
                "id": rows.len() + 1, "version": 1, "publication_id": publication, "code": code, "name": name, "pinyin": pinyin,
                "initials": initials, "size": size, "colour": "colour", "unique_per_issue": once, "active": true,
                "created_at": "2019-01-02T09:00:00+08:00", "updated_at": "2019-01-02T09:00:00+08:00",
            }));
        }
    }
    rows
}

/// Rows of `kehu.rate_card` and `kehu.rate_item`, for last year and this.
pub fn rate_rows(today: NaiveDate) -> (Vec<Value>, Vec<Value>) {
    let (mut cards, mut items) = (Vec::new(), Vec::new());
    for (publication, (.., page)) in TITLES.iter().enumerate() {
        for years in [-1, 0] {
            let (from, made) = (day::new_year(today, years), day::at(day::new_year(today, years - 1), 9, 0));
            let card = cards.len() + 1;
            cards.push(json!({
                "id": card, "version": 1, "publication_id": publication + 1, "valid_from": from,
                "valid_to": day::plus(day::new_year(today, years + 1), -1), "created_at": made, "updated_at": made,
            }));
            for (place, (.., percent)) in POSITIONS.iter().enumerate() {
                let price = price(*page, *percent);
                let list_price = if years < 0 { last_year(price) } else { price };
                items.push(json!({
                    "id": items.len() + 1, "version": 1, "rate_card_id": card,
                    "position_id": publication * POSITIONS.len() + place + 1, "list_price": list_price.to_string(),
                    "created_at": made, "updated_at": made,
                }));
            }
        }
    }
    (cards, items)
}

/// Rows of `kehu.issue`.
pub fn issue_rows(today: NaiveDate) -> Vec<Value> {
    let mut rows = Vec::new();
    for (publication, title) in TITLES.iter().enumerate() {
        for (on, no) in appearances(title.5, today) {
            let made = day::at(day::new_year(on, -1), 10, 0);
            let status = match day::between(today, on) {
                ..=0 => "published",
                1..=240 => "open",
                _ => "planned",
            };
            rows.push(json!({
                "id": rows.len() + 1, "version": 1, "publication_id": publication + 1, "year": on.year(), "no": no,
                "label": format!("{}年第{no}期", on.year()), "publish_on": on, "booking_deadline_on": day::plus(on, -25),
                "material_deadline_on": day::plus(on, -18), "payment_deadline_on": day::plus(on, -30), "status": status,
                "created_at": made, "updated_at": made,
            }));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_stay_between_twelve_and_a_hundred_and_sixty_thousand() {
        let all: Vec<i64> = publications(day::of(2026, 2, 28))
            .iter()
            .flat_map(|p| p.places.iter().map(|s| s.price))
            .collect();
        assert_eq!(all.iter().min(), Some(&12_000));
        assert_eq!(all.iter().max(), Some(&160_000));
    }

    #[test]
    fn ids_in_memory_are_the_ids_of_the_rows() {
        for today in [day::of(2024, 2, 29), day::of(2026, 12, 31), day::of(2027, 1, 1)] {
            let rows = issue_rows(today);
            for (n, publication) in publications(today).into_iter().enumerate() {
                for issue in publication.issues {
                    assert_eq!(rows[issue.id - 1]["publish_on"], json!(issue.on));
                    assert_eq!(rows[issue.id - 1]["publication_id"], n + 1);
                }
            }
        }
    }
}
