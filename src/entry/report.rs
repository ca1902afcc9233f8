//! A report of one's own, without knowing the language: what can be chosen for each kind, and the query that comes of it. Every choice is
//! a piece of that query. Knows no form and no rows.

use super::{figures, lexicon::Labels};
use crate::{
    domain::{
        entity,
        field::{FieldDef, Shape},
        kind::Kind,
        named,
        pivot::{Axis, Measured},
        query::{self, Form, Lexicon, Measure, Mode, Path, Period, Span, Step, Thing, Tongue},
    },
    i18n::{Lang, Msg},
    store::{Word, Words},
};

/// What is chosen, by the name of the choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chosen {
    /// What goes down.
    pub rows: String,
    /// What goes across; empty: the totals alone.
    pub cols: String,
    /// The figure.
    pub measure: String,
    /// Which days; empty: all.
    pub period: String,
    /// Which rows, in the words of the language or in words to look for.
    pub filter: String,
    /// As what it is drawn.
    pub drawn: String,
}

impl Chosen {
    /// The query that it makes.
    pub fn query(&self) -> String {
        let Chosen { rows, cols, measure, period, filter, drawn } = self;
        let part = |name: &str, value: &str| {
            if value.is_empty() { String::new() } else { format!("{name}={value},") }
        };
        let show = match drawn.as_str() {
            "" | "table" => format!("show:pivot({}{}{measure})", part("rows", rows), part("cols", cols)),
            form => {
                let by = if cols.is_empty() { String::new() } else { format!(",by={cols}") };
                format!("show:chart({form},{}y={measure}{by})", part("x", rows))
            }
        };
        [filter.trim(), period.as_str(), &show]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The periods that are offered, and under which name a reader steps them.
const PERIODS: [(Period, &str); 8] = [
    (Period::Week(0), "week"),
    (Period::Month(0), "month"),
    (Period::Month(-1), "month"),
    (Period::Quarter(0), "quarter"),
    (Period::Quarter(-1), "quarter"),
    (Period::Year(0), "year"),
    (Period::Year(-1), "year"),
    (Period::Week(-1), "week"),
];
/// Spans of time, the most used first.
const SPANS: [Span; 5] = [Span::Month, Span::Week, Span::Quarter, Span::Year, Span::Day];
/// Of records of these kinds their own fields are offered too.
const NEAR: [Kind; 4] = [Kind::Customer, Kind::Order, Kind::Publication, Kind::Position];

/// Everything that can be chosen about rows of a kind: the lists `report_kind`, `report_rows`, `report_cols`, `report_measure`,
/// `report_period`, `report_drawn`.
pub fn choices(kind: Kind) -> Words {
    let axes = axes(kind);
    [
        (
            "report_kind",
            Kind::ALL
                .iter()
                .map(|kind| word(kind.name(), |lang| lang.kind(kind.name()).to_owned()))
                .collect(),
        ),
        ("report_rows", axes.clone()),
        ("report_cols", axes),
        ("report_measure", measures(kind)),
        ("report_period", periods(kind)),
        ("report_drawn", drawn()),
    ]
    .map(|(name, words): (&str, Vec<Word>)| (name.to_owned(), words))
    .into()
}

/// A code with its words in both languages.
fn word(code: &str, say: impl Fn(Lang) -> String) -> Word {
    (code.to_owned(), say(Lang::Zh), say(Lang::En))
}

fn said(lang: Lang) -> figures::Words<'static> {
    figures::Words { lang, word: &|_, code| code.to_owned() }
}

fn name(kind: Kind, field: &FieldDef) -> String {
    query::field_word(kind, field, Tongue::English, &Labels::default())
}

fn axes(kind: Kind) -> Vec<Word> {
    let own = entity::def(kind).fields.iter().map(|field| (Vec::new(), kind, field));
    let near = entity::def(kind).fields.iter().flat_map(|link| {
        let to = match link.shape {
            Shape::Link(to) if NEAR.contains(&to) && to != kind => Some(to),
            _ => None,
        };
        let fields = to.into_iter().flat_map(move |to| {
            let telling = |field: &&FieldDef| {
                matches!(field.shape, Shape::Choice(..) | Shape::Dict(_) | Shape::Link(_))
                    || field.name == "city"
            };
            entity::def(to).fields.iter().filter(telling).map(move |field| (to, field))
        });
        fields.map(move |(to, field)| (vec![Step::Up(link, to)], to, field))
    });
    own.chain(near).flat_map(|(steps, of, field)| axis_words(kind, steps, of, field)).collect()
}

/// A field as a side of the table: as it is, a date by its spans; nothing for what has as many values as rows.
fn axis_words(kind: Kind, steps: Vec<Step>, of: Kind, field: &'static FieldDef) -> Vec<Word> {
    let way: String = steps
        .iter()
        .map(|step| match step {
            Step::Up(link, _) => format!("{}.", name(kind, link)),
            Step::Down(..) => String::new(),
        })
        .collect();
    let spans: Vec<Option<Span>> = match field.shape {
        Shape::Date | Shape::Moment => SPANS.into_iter().map(Some).collect(),
        Shape::Decimal | Shape::Money | Shape::Percent | Shape::Discount | Shape::Note => Vec::new(),
        _ => vec![None],
    };
    let path = Path { steps, field: Some(field) };
    let each = |span: Option<Span>| {
        let end = span.map_or_else(String::new, |span| format!(".{}", span.say(Tongue::English)));
        let axis = Axis { path: path.clone(), each: span };
        word(&format!("{way}{}{end}", name(of, field)), |lang| said(lang).axis(kind, &axis))
    };
    spans.into_iter().map(each).collect()
}

fn measures(kind: Kind) -> Vec<Word> {
    let fields = || entity::def(kind).fields.iter();
    let measured = |code: String, measure: Measured| word(&code, |lang| said(lang).measure(kind, &measure));
    let mut all = vec![measured("count".into(), Measured::Count)];
    let added = fields().filter(|field| Measure::adds(field));
    all.extend(added.map(|field| measured(format!("sum({})", name(kind, field)), Measured::Sum(field))));
    let meant = fields().filter(|field| Measure::averages(field));
    all.extend(meant.map(|field| measured(format!("avg({})", name(kind, field)), Measured::Average(field))));
    let linked = fields().filter(|field| matches!(field.shape, Shape::Link(_)));
    all.extend(linked.map(|field| {
        measured(format!("distinct({})", name(kind, field)), Measured::Distinct(Path::of(field)))
    }));
    let labels = Labels::default();
    all.extend(named::of(kind).map(|one| {
        let says = |lang: Lang| {
            let tongue = super::faults::tongue(lang);
            labels.says(Thing::Named(one), tongue).unwrap_or_else(|| one.name.to_owned())
        };
        word(&format!("rate(is:{})", one.name), |lang| {
            format!("{}: {}", lang.tr(Msg::ReportShare), says(lang))
        })
    }));
    all
}

fn periods(kind: Kind) -> Vec<Word> {
    let dates = entity::def(kind).fields.iter().filter(|field| query::is_date(field));
    dates
        .flat_map(|field| {
            PERIODS.into_iter().map(move |(period, steps)| {
                let code = format!("{}:${steps}={}", name(kind, field), period.print(Tongue::English));
                word(&code, |lang| {
                    let said = period.print(super::faults::tongue(lang)).replace('_', " ");
                    format!("{} {said}", lang.field(kind.name(), field.name))
                })
            })
        })
        .collect()
}

fn drawn() -> Vec<Word> {
    let said = |say: &dyn Fn(Tongue) -> &'static str| {
        word(say(Tongue::English), |lang| say(super::faults::tongue(lang)).to_owned())
    };
    let forms = [Form::Bar, Form::Line, Form::Spark, Form::Funnel];
    let table = said(&|tongue| Mode::Table.say(tongue));
    std::iter::once(table).chain(forms.iter().map(|form| said(&|tongue| form.say(tongue)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_chosen_is_a_query() {
        let mut tried = 0;
        for kind in Kind::ALL {
            let words = choices(kind);
            let codes = |list: &str| words[list].iter().map(|(code, ..)| code.clone()).collect::<Vec<_>>();
            let (rows, measures, periods) =
                (codes("report_rows"), codes("report_measure"), codes("report_period"));
            let drawn = codes("report_drawn");
            for n in 0..rows.len().max(measures.len()).max(periods.len()) {
                let pick = |from: &[String]| from.get(n % from.len().max(1)).cloned().unwrap_or_default();
                let chosen = Chosen {
                    rows: pick(&rows),
                    cols: if n % 3 == 0 { String::new() } else { rows[(n * 7 + 3) % rows.len()].clone() },
                    measure: pick(&measures),
                    period: pick(&periods),
                    filter: String::new(),
                    drawn: pick(&drawn),
                };
                let text = chosen.query();
                let reading = query::read_rows(&text, kind, &Labels::default());
                assert!(reading.faults.is_empty(), "{kind:?} {text}: {:?}", reading.faults);
                assert_eq!(reading.query.shown.len(), 1, "{kind:?} {text}");
                tried += 1;
            }
        }
        assert!(tried > 500, "{tried}");
    }

    #[test]
    fn every_choice_has_a_word_in_both_languages_and_none_twice() {
        for kind in Kind::ALL {
            for (list, words) in choices(kind) {
                let mut codes: Vec<_> = words.iter().map(|(code, ..)| code).collect();
                assert!(words.iter().all(|(_, zh, en)| !zh.is_empty() && !en.is_empty()), "{kind:?} {list}");
                codes.sort();
                codes.dedup();
                assert_eq!(codes.len(), words.len(), "{kind:?} {list}");
            }
        }
    }
}
