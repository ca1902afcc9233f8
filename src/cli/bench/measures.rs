//! What is asked of the data, and what each question is held against. Knows no connection.

use chrono::NaiveDate;

use crate::{
    db::bench::Rights,
    domain::{
        entity,
        filter::{After, Filter, ListQuery},
        kind::Kind,
        record::Row,
        window,
    },
    i18n::{Lang, Msg},
    store::{PickQuery, Request, TabSet},
};

/// One question.
pub struct Measure {
    /// What it is called.
    pub what: String,
    /// As the screens ask it.
    pub request: Request,
    /// What it is held against.
    pub against: Against,
}

/// What a question is held against.
pub enum Against {
    /// The statement that the program sends, for the same rows of this kind.
    Same(Kind),
    /// The plainest statement that answers it.
    Plain(String),
}

/// Rows on a page, as a tall screen shows them.
const PAGE: u32 = 50;

/// The lists: each kind's first page, and the page after `last`.
pub fn lists(
    last: impl Fn(&ListQuery) -> anyhow::Result<Option<Row>>,
    lang: Lang,
) -> anyhow::Result<Vec<Measure>> {
    let mut measures = Vec::new();
    for kind in Kind::ALL {
        let name = Msg::find(&format!("kind.{}", kind.name())).map_or(kind.name(), |msg| lang.tr(msg));
        let first = ListQuery::of(kind).limit(PAGE);
        let end = last(&first)?;
        measures.push(list(lang.fmt(Msg::BenchFirstPage, &[&name]), first.clone()));
        let Some(row) = end else { continue };
        let sort = entity::def(kind).first_sort();
        let values = sort.iter().map(|one| row.get(&one.field).clone()).collect();
        let next = ListQuery { after: Some(After { values, id: row.id }), ..first };
        measures.push(list(lang.fmt(Msg::BenchNextPage, &[&name]), next));
    }
    Ok(measures)
}

fn list(what: String, query: ListQuery) -> Measure {
    Measure { what, against: Against::Same(query.kind), request: Request::List(query) }
}

/// What is due this week: the rows, and how many and how much of each window.
pub fn receivables(today: NaiveDate, rights: &Rights, lang: Lang) -> Vec<Measure> {
    let week = window::receivable_tab("week", today).unwrap_or(Filter::All);
    let mut due = ListQuery::of(Kind::Instalment).filter(week).limit(PAGE);
    due.sort = vec![crate::domain::filter::Sort::up("due_on")];
    let condition = rights.condition(Kind::Instalment, "i");
    let monday = window::week(today);
    let (first, last) = window::month(today);
    let counted =
        |on: &str| format!("count(*) filter (where {on}), sum(i.outstanding::numeric) filter (where {on})");
    let windows = [
        format!("i.due_on = '{today}'"),
        format!("i.due_on between '{}' and '{}'", monday.0, monday.1),
        format!("i.due_on between '{first}' and '{last}'"),
        format!("i.due_on < '{today}'"),
        format!("i.due_on > '{today}'"),
        "true".to_owned(),
    ];
    let sums = format!(
        "select {} from kehu.instalment i where i.counted and i.outstanding > 0 and {condition}",
        windows.map(|on| counted(&on)).join(", ")
    );
    vec![
        list(lang.tr(Msg::BenchDueRows).to_owned(), due),
        Measure {
            what: lang.tr(Msg::BenchDueSums).to_owned(),
            request: Request::Tabs(TabSet::Receivables, Filter::All, today),
            against: Against::Plain(sums),
        },
    ]
}

/// Customers and contacts by what people type first: two Chinese characters that few and that many names hold, one character, two
/// letters, initials, pinyin, a part of a number.
pub fn searches(rights: &Rights, lang: Lang) -> Vec<Measure> {
    let of = |kind: Kind| {
        let (table, shown, latest) = match kind {
            Kind::Contact => ("contact", "c.id, c.name, c.customer_id, c.owner_id", ""),
            _ => {
                ("customer", "c.id, c.code, c.name, c.city, c.owner_id", "c.last_order_on desc nulls last, ")
            }
        };
        let condition = format!("c.deleted_at is null and {}", rights.condition(kind, "c"));
        let keyed = format!(
            "select {shown} from kehu_priv.name_key k join kehu.{table} c on c.id = k.record_id where k.kind = '{table}'"
        );
        let end = format!("and {condition} order by {latest}c.updated_at desc, c.id desc limit {PAGE}");
        move |by: &str, word: &str| match by {
            "grams" => format!("{keyed} and k.grams @> array['{word}'] {end}"),
            "digits" => format!(
                "{keyed} and k.digits <> '' and kehu_priv.fours(k.digits) @> kehu_priv.fours('{word}') {end}"
            ),
            column => format!("select {shown} from kehu.{table} c where c.{column} like '{word}%' {end}"),
        }
    };
    let (customers, contacts) = (of(Kind::Customer), of(Kind::Contact));
    let words = [
        (Kind::Customer, Msg::BenchRare, "雅诗", "grams"),
        (Kind::Customer, Msg::BenchCommon, "上海", "grams"),
        (Kind::Customer, Msg::BenchLetters, "sh", "initials"),
        (Kind::Customer, Msg::BenchInitials, "shys", "initials"),
        (Kind::Customer, Msg::BenchPinyin, "shanghaiya", "pinyin"),
        (Kind::Customer, Msg::BenchNumber, "2000", "digits"),
        (Kind::Contact, Msg::BenchContactName, "王", "grams"),
        (Kind::Contact, Msg::BenchContactLetters, "wl", "initials"),
        (Kind::Contact, Msg::BenchContactNumber, "1390", "digits"),
    ];
    let measure = |(kind, what, word, by): (Kind, Msg, &str, &str)| Measure {
        what: lang.fmt(what, &[&word]),
        request: Request::Pick(PickQuery { kind, text: word.to_owned(), filter: Filter::All, limit: PAGE }),
        against: Against::Plain(if kind == Kind::Contact { contacts(by, word) } else { customers(by, word) }),
    };
    words.into_iter().map(measure).collect()
}
