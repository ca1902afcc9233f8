//! What is asked of opportunities: the stale ones, the board, P4, P6 and P7, and what each is held against.

use chrono::{Datelike, NaiveDate};

use super::measures::{Against, Measure};
use crate::{
    db::bench::Rights,
    domain::{
        entity,
        filter::{Filter, ListQuery},
        kind::Kind,
        pivot::{self, Axis, Measured},
        query::Path,
        report::{self, Asked},
        value::Value,
    },
    i18n::{Lang, Msg},
    store::Request,
};

/// Of opportunities.
pub fn sales(today: NaiveDate, rights: &Rights, lang: Lang) -> Vec<Measure> {
    let stale = ListQuery::of(Kind::Opportunity).filter(Filter::eq("stale", Value::Flag(true))).limit(50);
    let mut all = vec![Measure {
        what: lang.tr(Msg::BenchStaleRows).to_owned(),
        against: Against::Same(Kind::Opportunity),
        request: Request::List(stale),
    }];
    all.extend(board(rights, lang));
    let from = today.with_day(1).unwrap_or(today);
    let condition = rights.condition(Kind::Opportunity, "o");
    let stays = rights.condition(Kind::Stay, "h");
    let plain = [
        (
            "P4",
            format!(
                "select s.code, (select count(*) from kehu.opportunity o where o.stage_id = s.id and o.state = 'open' and {condition}), \
                   (select sum(o.amount::numeric) from kehu.opportunity o where o.stage_id = s.id and o.state = 'open' and {condition}), \
                   (select count(*) from kehu.stage_history h where h.stage_id = s.id and h.entered_on between '{from}' and '{today}' and {stays}), \
                   (select count(*) from kehu.stage_history h where h.stage_id = s.id and h.left_on between '{from}' and '{today}' and {stays}) from kehu.stage s"
            ),
        ),
        (
            "P6",
            format!(
                "select o.salesperson_id, count(*) filter (where o.state = 'won'), count(*) filter (where o.state = 'lost'), sum(o.amount::numeric) from kehu.opportunity o \
                  where (o.state = 'suspended' or (o.closed_at at time zone 'Asia/Shanghai')::date between '{from}' and '{today}') and {condition} group by 1"
            ),
        ),
        (
            "P7",
            format!(
                "select h.stage_owner_id, count(*), sum(coalesce(h.left_on, '{today}') - h.entered_on), sum(h.standard_days) from kehu.stage_history h \
                  where (h.direction = 'forward' and h.left_on between '{from}' and '{today}' or h.left_on is null) and {stays} group by 1"
            ),
        ),
    ];
    let period = (from, today);
    all.extend(plain.into_iter().filter_map(|(id, sql)| {
        let report = report::find(id)?;
        let by = report
            .sides
            .map_or_else(Vec::new, |sides| sides.usual.iter().map(|it| (*it).to_owned()).collect());
        let asked = Asked { report, period, as_of: None, by, choice: None };
        Some(Measure {
            what: lang.fmt(Msg::BenchOfReport, &[&id]),
            request: Request::Report(asked),
            against: Against::Plain(sql),
        })
    }));
    all
}

/// The heads of the lanes.
fn board(rights: &Rights, lang: Lang) -> Option<Measure> {
    let field = |name| entity::def(Kind::Opportunity).field(name);
    let stages = vec![Axis { path: Path::of(field("stage")?), each: None }];
    let open = Filter::eq("state", Value::Code("open".into()));
    let sum = Measured::Sum(field("amount")?);
    let mut asked = pivot::Asked::new(Kind::Opportunity, open, stages, Vec::new(), sum);
    asked.more.extend(field("weighted").map(Measured::Sum));
    let plain = format!(
        "select o.stage_id, count(*), sum(o.amount::numeric), sum(round(o.amount * coalesce(o.own_win_rate, s.win_rate) / 100, 2)) \
           from kehu.opportunity o join kehu.stage s on s.id = o.stage_id where o.state = 'open' and {} group by 1",
        rights.condition(Kind::Opportunity, "o")
    );
    Some(Measure {
        what: lang.tr(Msg::BenchBoardSums).to_owned(),
        request: Request::Figures(Box::new(asked)),
        against: Against::Plain(plain),
    })
}
