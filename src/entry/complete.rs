//! What can come next in a filter while it is typed: fields and conditions, the values of the field before the colon, people,
//! days. Found by their beginning in either language, by pinyin and by initials. Knows no screen.

use chrono::NaiveDate;

use crate::{
    domain::{
        entity,
        field::{FieldDef, Shape},
        fold::fold,
        kind::Kind,
        named,
        query::{self, Key, Lexicon, People, Period, Thing, Tongue},
        value::Value,
    },
    entry::{faults::tongue, lexicon::Labels},
    i18n::Lang,
    store::Words,
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
    let (name, _) = last_word(before)?;
    let name = name.filter(|name| Key::find(name).is_none() && !name.contains('.'))?;
    query::field_of(&name, about.kind, &Labels { dictionaries: Some(about.words) })
}

/// What can come next behind this text, the best first; nothing that is typed whole already.
pub fn offers(before: &str, about: &About) -> Vec<Offer> {
    let Some((name, typed)) = last_word(before) else { return Vec::new() };
    let labels = Labels { dictionaries: Some(about.words) };
    let source = Source { about, labels, tongue: tongue(about.lang) };
    let all = match (&name, typed.strip_prefix('@')) {
        (None, Some(_)) => source.people(),
        (None, None) => source.names(),
        (Some(name), _) => source.behind(name),
    };
    let mut found: Vec<_> = all
        .into_iter()
        .enumerate()
        .filter_map(|(n, (word, means))| {
            let rank = if typed.is_empty() { 0 } else { fits(&typed, &word, &means)? };
            Some((rank, n, word, means))
        })
        .collect();
    found.sort();
    let back = typed.chars().count();
    let whole = |word: &String| *word == typed;
    let offered = found.into_iter().filter(|(.., word, _)| !whole(word)).take(MOST);
    offered.map(|(_, _, word, means)| Offer { word, means, back }).collect()
}

/// How well something fits what is typed of it; less is better.
fn fits(typed: &str, word: &str, means: &str) -> Option<usize> {
    let bare = word.trim_end_matches(':');
    let by = |name: &str| {
        let keys = keys(name);
        let named =
            Named { code: bare, name, pinyin: &keys.pinyin, initials: &keys.initials, others: &keys.others };
        rank(typed, named).map(|rank| rank as usize)
    };
    let begins = bare.to_lowercase().starts_with(&typed.to_lowercase()).then_some(0);
    begins.or_else(|| [by(bare), by(means)].into_iter().flatten().min().map(|rank| rank + 1))
}

/// What stands before the colon of the word that is typed, if it has one, and what is typed of the word or of its value.
/// None inside quotes.
fn last_word(before: &str) -> Option<(Option<String>, String)> {
    let folded: Vec<char> = fold(before).chars().collect();
    if folded.iter().filter(|c| **c == '"').count() % 2 == 1 {
        return None;
    }
    let start = folded.iter().rposition(|c| c.is_whitespace() || "(|".contains(*c)).map_or(0, |at| at + 1);
    let word = &folded[start..];
    let word = &word[word.iter().take_while(|c| **c == '-').count()..];
    let Some(colon) = word.iter().position(|c| ":=<>~^!".contains(*c)) else {
        return Some((None, word.iter().collect()));
    };
    let (name, value) = word.split_at(colon);
    let sign = value.iter().rposition(|c| ":=<>~^!,".contains(*c)).unwrap_or(0);
    let dots = value.windows(2).rposition(|pair| pair == ['.', '.']).map_or(0, |at| at + 2);
    Some((Some(name.iter().collect()), value[(sign + 1).max(dots)..].iter().collect()))
}

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
        let (kind, def) = (self.about.kind, entity::def(self.about.kind));
        let columns = def.columns.iter().filter_map(|name| def.field(name));
        let others = def.fields.iter().filter(|field| !def.columns.contains(&field.name));
        let word = |field: &FieldDef| {
            let word = query::field_word(kind, field, self.tongue, &self.labels);
            let label = self.labels.says(Thing::Field(kind, field), self.tongue).unwrap_or_default();
            let means = if label == word { field.name.to_owned() } else { label };
            (word + behind, means)
        };
        columns.chain(others).map(word).collect()
    }

    fn people(&self) -> Offered {
        People::words(self.tongue).map(|word| (format!("@{word}"), String::new())).collect()
    }

    /// What can follow a name and its colon.
    fn behind(&self, name: &str) -> Offered {
        match Key::find(name) {
            Some(Key::Is) => self.conditions(),
            Some(Key::No | Key::Has | Key::Sort | Key::Group | Key::Cols | Key::Sum) => self.fields(""),
            Some(Key::Show) => query::Mode::all().map(|mode| self.plain(mode.say(self.tongue))).collect(),
            Some(Key::In | Key::Top) => Vec::new(),
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
