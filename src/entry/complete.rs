//! What can come next in a filter while it is typed: fields and conditions, the values of the field before the colon, people,
//! views, days, what tables of figures are made of. Found by their beginning in either language, by pinyin and by initials. Knows no screen.

mod place;

use chrono::NaiveDate;

use self::place::{Place, What, place};
use crate::{
    domain::{
        entity,
        field::{FieldDef, Shape},
        kind::Kind,
        named,
        query::{
            self, Figure, Form, Key, Lexicon, Measure, Mode, People, Period, Side, Slot, Span, Thing, Tongue,
        },
        value::Value,
    },
    entry::{book::View, faults::tongue, lexicon::Labels},
    i18n::Lang,
    store::{PEOPLE, Words},
    text::{Named, keys, rank},
};

/// Something that can come next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What takes the place of what is typed of it.
    pub word: String,
    /// What it stands for, where the word alone does not say it.
    pub means: String,
    /// How many characters before the caret it takes the place of.
    pub back: usize,
}

/// More than fit a line of the screen are never offered.
const MOST: usize = 24;
/// The days and periods that are asked for most.
const PERIODS: [&str; 10] = [
    "today",
    "this_week",
    "this_month",
    "next_week",
    "next_month",
    "last_week",
    "last_month",
    "this_quarter",
    "next_30d",
    "last_30d",
];

/// For whom, of which kind.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The kind of the rows.
    pub kind: Kind,
    /// The language of the screen, in which words are offered.
    pub lang: Lang,
    /// The company's dictionaries.
    pub words: &'a Words,
    /// The business date, on which periods are resolved.
    pub today: NaiveDate,
    /// The values that a field has, as far as they came.
    pub counted: Option<&'a Counted>,
    /// The views that a filter can look into.
    pub views: &'a [View],
}

/// The values that a field has in the rows of a list, and how many rows each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The field, by its name.
    pub field: &'static str,
    /// The values and their rows.
    pub values: Vec<(Value, i64)>,
}

/// The field of the rows themselves whose value is typed behind this text.
pub fn field(before: &str, about: &About) -> Option<&'static FieldDef> {
    let What::Behind(name) = place(before)?.what else { return None };
    if Key::find(&name).is_some() || name.contains('.') {
        return None;
    }
    query::field_of(&name, about.kind, &Labels { dictionaries: Some(about.words) })
}

/// What can come next behind this text, the best first; nothing that is typed whole already.
pub fn offers(before: &str, about: &About) -> Vec<Offer> {
    let Some(Place { what, typed, back }) = place(before) else { return Vec::new() };
    let labels = Labels { dictionaries: Some(about.words) };
    let source = Source { about, labels, tongue: tongue(about.lang) };
    let all = match (&what, typed.rsplit_once('.')) {
        (What::Name | What::Argument { .. } | What::Figure(_), Some((way, _))) => source.beyond(way),
        (What::Name, None) if typed.starts_with('@') => source.people(),
        (What::Name, None) => source.names(),
        (What::Behind(name), _) => source.behind(name),
        (What::View, _) => source.views(),
        (What::Argument { mode, first, named }, None) => source.argument(*mode, *first, *named),
        (What::Figure(figure), None) => source.measured(*figure),
    };
    // A person is found by his name too.
    let sought = typed.strip_prefix('@').unwrap_or(&typed);
    let mut found: Vec<_> = all
        .into_iter()
        .enumerate()
        .filter_map(|(n, (word, means))| {
            let rank = if sought.is_empty() { 0 } else { fits(sought, &word, &means)? };
            Some((rank, n, word, means))
        })
        .collect();
    found.sort();
    let whole = |word: &String| *word == typed;
    let offered = found.into_iter().filter(|(.., word, _)| !whole(word)).take(MOST);
    offered.map(|(_, _, word, means)| Offer { word, means, back }).collect()
}

/// How well something fits what is typed of it; less is better.
fn fits(typed: &str, word: &str, means: &str) -> Option<usize> {
    let bare = word.trim_start_matches('@').trim_end_matches([':', '=', '(']);
    let by = |name: &str| {
        let keys = keys(name);
        let named =
            Named { code: bare, name, pinyin: &keys.pinyin, initials: &keys.initials, others: &keys.others };
        rank(typed, named).map(|rank| rank as usize)
    };
    let begins = bare.to_lowercase().starts_with(&typed.to_lowercase()).then_some(0);
    begins.or_else(|| [by(bare), by(means)].into_iter().flatten().min().map(|rank| rank + 1))
}

#[derive(Clone, Copy)]
struct Source<'a> {
    about: &'a About<'a>,
    labels: Labels<'a>,
    tongue: Tongue,
}

/// A word and what it stands for.
type Offered = Vec<(String, String)>;

impl Source<'_> {
    /// What a term can begin with: the columns of lists first, then all other fields, then the language's own words.
    fn names(&self) -> Offered {
        let mut names = self.fields(":");
        names.extend(Key::all().map(|key| (format!("{}:", key.say(self.tongue)), String::new())));
        names
    }

    fn fields(&self, behind: &str) -> Offered {
        self.those(behind, |_| true)
    }

    fn fitting(&self, fits: fn(&FieldDef) -> bool) -> Offered {
        self.those("", fits)
    }

    fn those(&self, behind: &str, fits: fn(&FieldDef) -> bool) -> Offered {
        let (kind, def) = (self.about.kind, entity::def(self.about.kind));
        let columns = def.columns.iter().filter_map(|name| def.field(name));
        let others = def.fields.iter().filter(|field| !def.columns.contains(&field.name));
        let word = |field: &FieldDef| {
            let word = query::field_word(kind, field, self.tongue, &self.labels);
            let label = self.labels.says(Thing::Field(kind, field), self.tongue).unwrap_or_default();
            let means = if label == word { field.name.to_owned() } else { label };
            (word + behind, means)
        };
        columns.chain(others).filter(|field| fits(field)).map(word).collect()
    }

    /// Words for people, and the people by their logins.
    fn people(&self) -> Offered {
        let words = People::words(self.tongue).map(|word| (format!("@{word}"), String::new()));
        let people = self.about.words.get(PEOPLE).into_iter().flatten();
        words.chain(people.map(|(login, name, _)| (format!("@{login}"), name.clone()))).collect()
    }

    /// The views of the kind.
    fn views(&self) -> Offered {
        let views = self.about.views.iter().filter(|view| view.kind == self.about.kind);
        views.map(|view| self.plain(&view.name)).collect()
    }

    /// What comes behind a dot: the fields of the record there, or the spans of a date.
    fn beyond(&self, way: &str) -> Offered {
        let Some(field) = query::field_of(way, self.about.kind, &self.labels) else { return Vec::new() };
        match field.shape {
            Shape::Link(kind) => {
                let there = Source { about: &About { kind, ..*self.about }, ..*self };
                there.fields("").into_iter().map(|(word, means)| (format!("{way}.{word}"), means)).collect()
            }
            _ if query::is_date(field) => {
                Span::all().map(|span| self.plain(&format!("{way}.{}", span.say(self.tongue)))).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What a table of figures or a chart is made of.
    fn argument(&self, mode: Mode, first: bool, named: bool) -> Offered {
        match mode {
            Mode::Chart if first => Form::all().map(|form| self.plain(form.say(self.tongue))).collect(),
            Mode::Pivot | Mode::Chart => {
                let mut all = if named { Vec::new() } else { self.slots(mode) };
                all.extend(self.fields(""));
                all.extend(self.figures());
                all
            }
            Mode::Agenda | Mode::Calendar => self.fitting(query::is_date),
            Mode::Board => self.fields(""),
            Mode::Table | Mode::Tiles => Vec::new(),
        }
    }

    fn slots(&self, mode: Mode) -> Offered {
        let own = |slot: &Slot| (mode == Mode::Pivot) == matches!(slot, Slot::Rows | Slot::Cols);
        Slot::all().filter(own).map(|slot| (format!("{}=", slot.say(self.tongue)), String::new())).collect()
    }

    fn figures(&self) -> Offered {
        let word = |figure: Figure| match figure {
            Figure::Count => figure.say(self.tongue).to_owned(),
            other => format!("{}(", other.say(self.tongue)),
        };
        Figure::all().map(|figure| (word(figure), String::new())).collect()
    }

    /// What a figure is made of.
    fn measured(&self, figure: Figure) -> Offered {
        match figure {
            Figure::Sum | Figure::Part | Figure::Running => self.fitting(Measure::adds),
            Figure::Average => self.fitting(Measure::averages),
            Figure::Distinct => self.fields(""),
            Figure::Rate | Figure::Count => {
                let keys = [Key::Is, Key::No, Key::Has].map(|key| format!("{}:", key.say(self.tongue)));
                let keys = keys.into_iter().map(|key| (key, String::new()));
                self.fitting(Measure::adds).into_iter().chain(keys).chain(self.fields(":")).collect()
            }
        }
    }

    /// What can follow a name and its colon.
    fn behind(&self, name: &str) -> Offered {
        match Key::find(name) {
            Some(Key::Is) => self.conditions(),
            Some(Key::No | Key::Has | Key::Sort | Key::Group | Key::Cols) => self.fields(""),
            Some(Key::Sum) => self.fitting(Measure::adds).into_iter().chain(self.figures()).collect(),
            Some(Key::Show) => Mode::all().map(|mode| self.plain(mode.say(self.tongue))).collect(),
            Some(Key::Detail) => Side::all().map(|side| self.plain(side.say(self.tongue))).collect(),
            Some(Key::In) => self.views(),
            Some(Key::Top) => Vec::new(),
            None => query::field_of(name, self.about.kind, &self.labels)
                .map_or_else(Vec::new, |field| self.with_counts(field, self.values(field))),
        }
    }

    fn plain(&self, word: &str) -> (String, String) {
        (query::quoted(word), String::new())
    }

    fn conditions(&self) -> Offered {
        let kind = self.about.kind;
        let said = |thing, stable: &str| match self.tongue {
            Tongue::English => (stable.to_owned(), self.labels.says(thing, self.tongue).unwrap_or_default()),
            Tongue::Chinese => (self.labels.says(thing, self.tongue).unwrap_or_default(), stable.to_owned()),
        };
        let named = named::of(kind).map(|named| said(Thing::Named(named), named.name));
        let flags = entity::def(kind).fields.iter().filter(|field| field.shape == Shape::Flag);
        let flags =
            flags.map(|field| (query::field_word(kind, field, self.tongue, &self.labels), String::new()));
        let states = ["state", "status"].into_iter().filter_map(|name| entity::def(kind).field(name));
        let states: Vec<_> = states.flat_map(|field| self.values(field)).collect();
        named.chain(flags).chain(states).filter(|(word, _)| !word.is_empty()).collect()
    }

    fn values(&self, field: &'static FieldDef) -> Offered {
        match field.shape {
            Shape::Choice(..) | Shape::Dict(_) => {
                let codes = query::codes(&self.labels, field);
                let word = |code: &String| {
                    let says = |tongue| self.labels.says(Thing::Code(field, code), tongue);
                    match self.tongue {
                        Tongue::English => (query::quoted(code), says(Tongue::English).unwrap_or_default()),
                        Tongue::Chinese => {
                            (query::quoted(&says(Tongue::Chinese).unwrap_or_default()), code.clone())
                        }
                    }
                };
                codes.iter().map(word).collect()
            }
            Shape::Date | Shape::Moment => {
                let periods = PERIODS.iter().filter_map(|word| query::period(word));
                periods.map(|period| (period.print(self.tongue), self.days(period))).collect()
            }
            Shape::Flag => {
                vec![self.plain(self.tongue.of("yes", "是")), self.plain(self.tongue.of("no", "否"))]
            }
            Shape::Link(Kind::Operator) => self.people(),
            _ => Vec::new(),
        }
    }

    /// The values with how many rows have each; names of records that no word stands for come with theirs, the most frequent first.
    fn with_counts(&self, field: &'static FieldDef, mut values: Offered) -> Offered {
        let Some(counted) = self.about.counted.filter(|counted| counted.field == field.name) else {
            return values;
        };
        let mut named: Vec<(i64, String)> = Vec::new();
        for (value, rows) in &counted.values {
            let word = match value {
                Value::Code(code) => {
                    let says = || self.labels.says(Thing::Code(field, code), self.tongue);
                    query::quoted(&match self.tongue {
                        Tongue::English => code.clone(),
                        Tongue::Chinese => says().unwrap_or_else(|| code.clone()),
                    })
                }
                Value::Flag(yes) => {
                    self.tongue.of(if *yes { "yes" } else { "no" }, if *yes { "是" } else { "否" }).to_owned()
                }
                Value::Link(link) if !link.label.is_empty() => query::quoted(&link.label),
                _ => continue,
            };
            match values.iter_mut().find(|(known, _)| *known == word) {
                Some((_, means)) => *means = format!("{means} {rows}").trim_start().to_owned(),
                None => named.push((*rows, word)),
            }
        }
        named.sort_by_key(|(rows, _)| std::cmp::Reverse(*rows));
        let mut all: Offered = named.into_iter().map(|(rows, word)| (word, rows.to_string())).collect();
        all.append(&mut values);
        all
    }

    /// The days of a period.
    fn days(&self, period: Period) -> String {
        let short = |day: NaiveDate| day.format("%m-%d").to_string();
        match period.days(self.about.today) {
            Some((first, last)) if first == last => short(first),
            Some((first, last)) => format!("{}..{}", short(first), short(last)),
            None => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(before: &str, lang: Lang) -> Vec<String> {
        let words = Words::default();
        let about = About {
            kind: Kind::Instalment,
            lang,
            words: &words,
            today: "2002-03-13".parse().expect("a date"),
            counted: None,
            views: &[],
        };
        offers(before, &about).into_iter().map(|offer| format!("{}<{}", offer.word, offer.back)).collect()
    }

    #[test]
    fn fields_values_people_and_days_by_their_beginnings() {
        for (before, lang, first) in [
            ("outst", Lang::En, "outstanding:<5"),
            ("x -(outst", Lang::En, "outstanding:<5"),
            ("state:over", Lang::En, "overdue<4"),
            ("state:paid,over", Lang::En, "overdue<4"),
            ("due:this_", Lang::En, "this_week<5"),
            ("due:today..next_m", Lang::En, "next_month<6"),
            ("@dir", Lang::En, "@directs<4"),
            ("salesperson:@m", Lang::En, "@me<2"),
            ("is:ove", Lang::En, "overdue<3"),
            ("sort:due", Lang::En, "due_on<3"),
            ("状态：逾", Lang::Zh, "逾期<1"),
            ("dq", Lang::Zh, "到期日:<2"),
        ] {
            let all = offered(before, lang);
            assert!(all.iter().any(|offer| offer == first), "{before}: {all:?}");
        }
    }

    #[test]
    fn people_views_and_what_figures_are_made_of_are_offered_too() {
        let words = Words::from([(
            PEOPLE.to_owned(),
            vec![("john".to_owned(), "王约翰".to_owned(), "王约翰".to_owned())],
        )]);
        let view = |name: &str| View {
            key: name.to_owned(),
            name: name.to_owned(),
            kind: Kind::Order,
            query: String::new(),
            person: None,
            family: None,
            saved: None,
        };
        let views = [view("三月 大单"), view("逾期")];
        let first = |before: &str, lang| {
            let today = "2002-03-13".parse().expect("a date");
            let about = About { kind: Kind::Order, lang, words: &words, today, counted: None, views: &views };
            let offer = offers(before, &about).into_iter().next();
            offer.map_or_else(String::new, |offer| format!("{}<{}", offer.word, offer.back))
        };
        for (before, lang, offered) in [
            ("@wyh", Lang::En, "@john<4"),
            ("@王", Lang::Zh, "@john<2"),
            ("salesperson:@jo", Lang::En, "@john<3"),
            ("in:逾", Lang::En, "逾期<1"),
            ("属于:\"三", Lang::Zh, "\"三月 大单\"<2"),
            ("customer.ind", Lang::En, "customer.industry<12"),
            ("show:piv", Lang::En, "pivot<3"),
            ("show:pivot(sales", Lang::En, "salesperson<5"),
            ("show:pivot(rows=customer.ind", Lang::En, "customer.industry<12"),
            ("show:pivot(salesperson,signed_on.q", Lang::En, "signed_on.quarter<11"),
            ("show:pivot(rows=salesperson,sum(net", Lang::En, "net_amount<3"),
            ("show:pivot(salesperson,rate(is:op", Lang::En, "open<2"),
            ("show:chart(", Lang::En, "bar<0"),
            ("显示:图表(柱形,业", Lang::Zh, "业务员<1"),
            ("show:calendar(sig", Lang::En, "signed_on<3"),
            ("sum:rate(", Lang::En, "net_amount<0"),
        ] {
            assert_eq!(first(before, lang), offered, "{before}");
        }
    }

    #[test]
    fn values_come_with_how_many_rows_have_them() {
        let words = Words::default();
        let counted = Counted {
            field: "salesperson",
            values: vec![(Value::link(5, "李娜"), 41), (Value::link(4, "王约翰"), 96)],
        };
        let about = About {
            kind: Kind::Instalment,
            lang: Lang::Zh,
            words: &words,
            today: "2002-03-13".parse().expect("a date"),
            counted: Some(&counted),
            views: &[],
        };
        let told = |before: &str| {
            let offers = offers(before, &about).into_iter();
            offers
                .take(2)
                .map(|offer| format!("{} {}", offer.word, offer.means))
                .collect::<Vec<_>>()
                .join(", ")
        };
        assert_eq!(told("业务员:"), "王约翰 96, 李娜 41");
        assert_eq!(told("业务员:ln"), "李娜 41");
        assert_eq!(field("is:open 业务员:w", &about).map(|field| field.name), Some("salesperson"));
        assert_eq!(field("is:o", &about), None);
        assert_eq!(field("customer.city:s", &about), None);
    }

    #[test]
    fn nothing_is_offered_in_quotes_or_for_what_stands_there_whole() {
        assert_eq!(offered("note:\"outst", Lang::En), Vec::<String>::new());
        assert!(!offered("state:overdue", Lang::En).iter().any(|offer| offer.starts_with("overdue<")));
        assert_eq!(offered("雅韵", Lang::Zh), Vec::<String>::new());
    }
}
