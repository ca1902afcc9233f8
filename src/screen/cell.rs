//! How a value looks: one place for lists, records, forms and pickers. Money with thousands or in 万元, dates with their
//! weekday, discounts the Chinese way, codes as words. Knows no record and no colour; what it gives is safe to show.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Utc};
use rust_decimal::Decimal;

use super::{Look, Units};
use crate::{
    domain::{field::Shape, money, value::Value},
    i18n::{Lang, Msg},
    text::clean,
};

/// A value as a cell shows it; nothing is the empty text.
pub fn show(value: &Value, shape: Shape, look: &Look) -> String {
    match (value, shape) {
        (Value::Empty, _) => String::new(),
        (Value::Money(amount), _) => amount_in(*amount, look.units),
        (Value::Ratio(ratio), Shape::Discount) => discount(*ratio, look.lang),
        (Value::Ratio(n), Shape::Decimal) => n.normalize().to_string(),
        (Value::Ratio(ratio), _) => percent(*ratio),
        (Value::Date(day), _) => short_date(*day, today(look), look.lang),
        (Value::Moment(at), _) => moment(*at, today(look)),
        (Value::Flag(true), _) => look.lang.tr(Msg::ValueYes).to_owned(),
        (Value::Flag(false), _) => String::new(),
        (Value::Code(code) | Value::Text(code), Shape::Choice(_, list)) => {
            clean(look.lang.value(list, code)).into_string()
        }
        (Value::Code(code) | Value::Text(code), Shape::Dict(dict)) => {
            clean(&(look.word)(dict, code)).into_string()
        }
        // There is one, whose name is not within one's rights.
        (Value::Link(link), _) if link.label.is_empty() => look.lang.tr(Msg::CellHidden).to_owned(),
        (Value::Int(n), _) => n.to_string(),
        (Value::Text(_) | Value::Code(_) | Value::Link(_), _) => clean(value.str()).into_string(),
    }
}

/// A value as a record or form shows it: as a cell, but money always in yuan and dates with their year.
pub fn show_whole(value: &Value, shape: Shape, look: &Look) -> String {
    match value {
        Value::Money(amount) => money::grouped(*amount),
        Value::Date(day) => whole_date(*day, look.lang),
        _ => show(value, shape, look),
    }
}

/// An amount in the units that the person chose.
pub fn amount_in(amount: Decimal, units: Units) -> String {
    match units {
        Units::Yuan => money::grouped(amount),
        Units::Wan => money::wan(amount),
    }
}

/// `10-26 Mon` within the business year, else `2003-10-26`.
pub fn short_date(day: NaiveDate, today: Option<NaiveDate>, lang: Lang) -> String {
    if today.is_some_and(|today| today.year() == day.year()) {
        format!("{} {}", day.format("%m-%d"), weekday(day, lang))
    } else {
        day.format("%Y-%m-%d").to_string()
    }
}

/// `2002-10-26 Sat`.
pub fn whole_date(day: NaiveDate, lang: Lang) -> String {
    format!("{} {}", day.format("%Y-%m-%d"), weekday(day, lang))
}

/// `Mon`, `周一`.
pub fn weekday(day: NaiveDate, lang: Lang) -> &'static str {
    let all = lang.tr(Msg::CellWeekdays);
    all.split(' ').nth(day.weekday().num_days_from_monday() as usize).unwrap_or_default()
}

/// `14:02` today, `10-26 14:02` within the business year, else `2001-10-26`: on China's clock, which is the company's.
pub fn moment(at: DateTime<Utc>, today: Option<NaiveDate>) -> String {
    on_chinas_clock(at, today, "%m-%d %H:%M")
}

/// The same, but within the business year the day alone: `10-26`.
pub fn moment_day(at: DateTime<Utc>, today: Option<NaiveDate>) -> String {
    on_chinas_clock(at, today, "%m-%d")
}

/// The day of a date, or of a point in time on China's clock.
pub fn day_of(value: &Value) -> Option<NaiveDate> {
    match value {
        Value::Moment(at) => Some(at.with_timezone(&FixedOffset::east_opt(8 * 3600)?).date_naive()),
        value => value.date(),
    }
}

/// The last moment of a day on China's clock.
pub fn end_of(day: NaiveDate) -> Option<DateTime<Utc>> {
    let midnight = day.checked_add_days(Days::new(1))?.and_time(NaiveTime::MIN);
    let at = midnight.and_local_timezone(FixedOffset::east_opt(8 * 3600)?).single()?;
    Some(at.with_timezone(&Utc) - TimeDelta::microseconds(1))
}

fn on_chinas_clock(at: DateTime<Utc>, today: Option<NaiveDate>, within_year: &str) -> String {
    let Some(china) = FixedOffset::east_opt(8 * 3600) else { return at.to_rfc3339() };
    let at = at.with_timezone(&china);
    let form = match today {
        Some(today) if today == at.date_naive() => "%H:%M",
        Some(today) if today.year() == at.year() => within_year,
        _ => "%Y-%m-%d",
    };
    at.format(form).to_string()
}

/// `7.5折` for a pay ratio of 0.75; the whole price has a word.
pub fn discount(ratio: Decimal, lang: Lang) -> String {
    if ratio == Decimal::ONE {
        lang.tr(Msg::CellWholePrice).to_owned()
    } else {
        format!("{}折", (ratio * Decimal::TEN).normalize())
    }
}

/// `6 %` for 0.06.
pub fn percent(ratio: Decimal) -> String {
    format!("{} %", (ratio * Decimal::ONE_HUNDRED).normalize())
}

fn today(look: &Look) -> Option<NaiveDate> {
    look.session.map(|session| session.today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::session::{Role, Session},
        theme::Theme,
    };

    fn shown(value: Value, shape: Shape, lang: Lang, units: Units) -> String {
        let session = Session {
            operator_id: 1,
            login: "zhout".into(),
            name: "周婷".into(),
            role: Role::Ab,
            dept_id: 1,
            dept: "上海".into(),
            today: "2002-03-13".parse().unwrap(),
        };
        let look = Look {
            theme: &Theme::mono(),
            lang,
            units,
            session: Some(&session),
            key: &|_| String::new(),
            word: &|dict, code| format!("{dict}/{code}"),
        };
        show(&value, shape, &look)
    }

    fn money(digits: &str) -> Value {
        Value::Money(digits.parse().unwrap())
    }

    #[test]
    fn money_in_yuan_and_in_wan() {
        let amount = || money("1026666.68");
        assert_eq!(shown(amount(), Shape::Money, Lang::En, Units::Yuan), "1,026,666.68");
        assert_eq!(shown(amount(), Shape::Money, Lang::Zh, Units::Wan), "102.67万");
    }

    #[test]
    fn dates_of_this_year_have_a_weekday_others_a_year() {
        let day = |text: &str| Value::Date(text.parse().unwrap());
        let show = |text, lang| shown(day(text), Shape::Date, lang, Units::Yuan);
        assert_eq!(show("2002-03-11", Lang::En), "03-11 Mon");
        assert_eq!(show("2002-03-17", Lang::Zh), "03-17 周日");
        assert_eq!(show("2001-12-31", Lang::En), "2001-12-31");
    }

    #[test]
    fn moments_are_on_chinas_clock() {
        let at = |text: &str| Value::Moment(text.parse().unwrap());
        let show = |text| shown(at(text), Shape::Moment, Lang::En, Units::Yuan);
        assert_eq!(show("2002-03-12T17:30:00Z"), "01:30");
        assert_eq!(show("2002-03-12T15:30:00Z"), "03-12 23:30");
        assert_eq!(show("2001-03-12T15:30:00Z"), "2001-03-12");
    }

    #[test]
    fn ratios_by_their_field() {
        let ratio = |digits: &str| Value::Ratio(digits.parse().unwrap());
        assert_eq!(shown(ratio("0.7500"), Shape::Discount, Lang::En, Units::Yuan), "7.5折");
        assert_eq!(shown(ratio("0.8"), Shape::Discount, Lang::Zh, Units::Yuan), "8折");
        assert_eq!(shown(ratio("1.0000"), Shape::Discount, Lang::Zh, Units::Yuan), "原价");
        assert_eq!(shown(ratio("0.0600"), Shape::Percent, Lang::Zh, Units::Yuan), "6 %");
    }

    #[test]
    fn codes_are_words_and_nothing_hidden_is_shown() {
        let code = |code: &str| Value::Code(code.into());
        let states = Shape::Choice(&["booked"], "insertion_state");
        assert_eq!(shown(code("booked"), states, Lang::Zh, Units::Yuan), "已订版");
        assert_eq!(shown(code("later"), states, Lang::Zh, Units::Yuan), "later");
        assert_eq!(shown(code("wire"), Shape::Dict("method"), Lang::Zh, Units::Yuan), "method/wire");
        assert_eq!(shown(Value::text("a\u{202e}b"), Shape::Text, Lang::En, Units::Yuan), "a<202E>b");
        assert_eq!(shown(Value::link(7, ""), Shape::Text, Lang::En, Units::Yuan), "(not visible)");
        assert_eq!(shown(Value::Flag(false), Shape::Flag, Lang::En, Units::Yuan), "");
        assert_eq!(shown(Value::Empty, Shape::Money, Lang::En, Units::Yuan), "");
    }
}
