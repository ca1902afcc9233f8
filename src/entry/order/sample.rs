//! Media for unit tests.

use crate::store::{Catalogue, CatalogueIssue, CataloguePosition, CataloguePublication, TakenPosition};

fn publication(
    id: i64,
    [name, initials, pinyin]: [&str; 3],
    prices: [i64; 2],
    numbers: [i32; 4],
    every: u64,
    first: &str,
) -> CataloguePublication {
    let position = |n: i64, name: &str, initials: &str, pinyin: &str, price: i64| CataloguePosition {
        id: id * 10 + n,
        name: name.into(),
        initials: initials.into(),
        pinyin: pinyin.into(),
        size: "210x285".into(),
        colour: "colour".into(),
        exclusive: n == 1,
        list_price: price.into(),
    };
    let first: chrono::NaiveDate = first.parse().unwrap();
    CataloguePublication {
        id,
        name: name.into(),
        initials: initials.into(),
        pinyin: pinyin.into(),
        discount_floor: "0.7".parse().unwrap(),
        industry_limit: Vec::new(),
        positions: vec![
            position(1, "封底", "fd", "fengdi", prices[0]),
            position(2, "内页整版", "nyzb", "neiyezhengban", prices[1]),
        ],
        late: Vec::new(),
        issues: numbers
            .into_iter()
            .enumerate()
            .map(|(n, no)| {
                let publish_on = first + chrono::Days::new(every * n as u64);
                CatalogueIssue {
                    id: id * 100 + n as i64,
                    year: 2002,
                    no,
                    publish_on,
                    booking_deadline_on: publish_on - chrono::Days::new(25),
                    material_deadline_on: publish_on - chrono::Days::new(18),
                    taken: if id == 4 && n == 1 {
                        vec![TakenPosition { position: 41, by: Some((8, "SH-2002-0008".into())) }]
                    } else {
                        Vec::new()
                    },
                }
            })
            .collect(),
    }
}

/// 三联生活周刊 with its 封底 taken in the second issue ahead, and 城市画报.
pub fn catalogue() -> Catalogue {
    Catalogue {
        calendar: Default::default(),
        publications: vec![
            publication(
                3,
                ["城市画报", "cshb", "chengshihuabao"],
                [68_000, 36_000],
                [8, 9, 10, 11],
                14,
                "2002-04-12",
            ),
            publication(
                4,
                ["三联生活周刊", "slshzk", "sanlianshenghuozhoukan"],
                [96_000, 50_000],
                [15, 16, 17, 18],
                7,
                "2002-04-15",
            ),
        ],
    }
}
