//! A query as a sentence, in either language, so that whoever reads it need not know the filter language. Knows labels and the
//! business date, no rows.

use chrono::NaiveDate;

use super::{faults::tongue, lexicon::Labels};
use crate::{
    domain::{
        discount,
        field::{FieldDef, Shape},
        filter::Op,
        kind::Kind,
        money,
        query::{
            Directive, Expr, Flag, Group, Key, Lexicon, Measure, Path, People, Period, Query, Scalar, Step,
            Term, Test, Thing, param_word,
        },
    },
    i18n::{Lang, Msg},
    store::Words,
};

/// In which language, of which rows, on which day.
#[derive(Debug, Clone, Copy)]
pub struct Teller<'a> {
    /// The kind of the rows.
    pub kind: Kind,
    /// The language.
    pub lang: Lang,
    /// The company's dictionaries.
    pub words: &'a Words,
    /// The business date.
    pub today: NaiveDate,
}

impl Teller<'_> {
    /// The whole query.
    pub fn tell(&self, query: &Query) -> String {
        let kind = self.kind_word(self.kind);
        let mut said = match &query.rows {
            Expr::All => self.lang.fmt(Msg::SentenceAll, &[&kind]),
            rows => self.lang.fmt(Msg::SentenceWhere, &[&kind, &self.rows(rows)]),
        };
        for directive in &query.shown {
            said.push_str(self.lang.tr(Msg::SentenceThen));
            said.push_str(&self.shown(directive));
        }
        said + self.lang.tr(Msg::SentenceEnd)
    }

    fn rows(&self, rows: &Expr) -> String {
        let each = |parts: &[Expr], msg: Msg| {
            let parts: Vec<_> = parts.iter().map(|part| self.part(part)).collect();
            parts.join(self.lang.tr(msg))
        };
        match rows {
            Expr::And(parts) => each(parts, Msg::SentenceAnd),
            Expr::Or(parts) => each(parts, Msg::SentenceOr),
            one => self.part(one),
        }
    }

    /// A part of several: those that have parts themselves stand in brackets.
    fn part(&self, rows: &Expr) -> String {
        let say = |msg, word: &dyn std::fmt::Display| self.lang.fmt(msg, &[word]);
        match rows {
            Expr::All => self.lang.tr(Msg::SentenceEvery).to_owned(),
            Expr::And(_) | Expr::Or(_) => say(Msg::SentenceBracket, &self.rows(rows)),
            Expr::Not(part) => match &**part {
                Expr::No(path) => say(Msg::SentenceFilled, &self.path(path)),
                part => say(Msg::SentenceNot, &self.part(part)),
            },
            Expr::Term(term) => self.term(term),
            Expr::Is(path, flag) => {
                let (name, of) = match flag {
                    Flag::Set(field) => (self.field(self.end(path), field), path),
                    Flag::Named(named) => (self.word(Thing::Named(named)), path),
                };
                let is = say(Msg::SentenceFlag, &name);
                if of.steps.is_empty() { is } else { self.lang.fmt(Msg::SentenceOf, &[&self.path(of), &is]) }
            }
            Expr::No(path) => say(Msg::SentenceEmpty, &self.path(path)),
            Expr::Whose(people) => say(Msg::SentenceWhose, &self.people(people)),
            Expr::View(name) => say(Msg::SentenceView, name),
            Expr::Text(text) => say(Msg::SentenceText, text),
        }
    }

    fn word(&self, thing: Thing) -> String {
        Labels { dictionaries: Some(self.words) }.says(thing, tongue(self.lang)).unwrap_or_default()
    }

    fn field(&self, kind: Kind, field: &'static FieldDef) -> String {
        self.inside(self.lang.field(kind.name(), field.name))
    }

    fn kind_word(&self, kind: Kind) -> String {
        self.inside(self.lang.kind(kind.name()))
    }

    /// A label inside a sentence begins with a small letter.
    fn inside(&self, label: &str) -> String {
        let mut letters = label.chars();
        match letters.next() {
            Some(first) if self.lang == Lang::En => first.to_lowercase().chain(letters).collect(),
            _ => label.to_owned(),
        }
    }

    /// The kind whose field a way ends with.
    fn end(&self, path: &Path) -> Kind {
        path.steps.last().map_or(self.kind, |step| step.kind())
    }

    /// The labels along the way.
    fn path(&self, path: &Path) -> String {
        let mut kind = self.kind;
        let mut names = Vec::new();
        for step in &path.steps {
            names.push(match step {
                Step::Up(field, _) => self.field(kind, field),
                Step::Down(below, _) => self.kind_word(*below),
            });
            kind = step.kind();
        }
        names.extend(path.field.map(|field| self.field(kind, field)));
        let joined = |whole: String, name: String| self.lang.fmt(Msg::SentenceOf, &[&whole, &name]);
        names.into_iter().reduce(joined).unwrap_or_default()
    }

    fn term(&self, term: &Term) -> String {
        let Some(field) = term.path.field else { return String::new() };
        let name = self.path(&term.path);
        let say = |msg, value: String| self.lang.fmt(msg, &[&name, &value]);
        // Several plain values are one list.
        let plain = |test: &Test| match test {
            Test::By(None | Some(Op::Eq), value) => Some(self.value(field, value)),
            _ => None,
        };
        let texts = matches!(field.shape, Shape::Text | Shape::Note | Shape::Link(_));
        let exact = |test: &Test| matches!(test, Test::By(_, Scalar::People(_) | Scalar::Record(_)));
        let listed: Option<Vec<String>> =
            term.any.iter().map(|test| plain(test).filter(|_| !texts || exact(test))).collect();
        if let Some(values) = listed {
            return say(Msg::SentenceIs, values.join(self.lang.tr(Msg::SentenceOr)));
        }
        let tests: Vec<_> = term
            .any
            .iter()
            .map(|test| match test {
                Test::By(sign, value) => say(sign_of(*sign, texts, is_day(field)), self.value(field, value)),
                Test::Range(Some(from), Some(to)) => self
                    .lang
                    .fmt(Msg::SentenceBetween, &[&name, &self.value(field, from), &self.value(field, to)]),
                Test::Range(Some(from), None) => {
                    say(sign_of(Some(Op::Ge), false, is_day(field)), self.value(field, from))
                }
                Test::Range(None, to) => {
                    let to = to.as_ref().map(|to| self.value(field, to)).unwrap_or_default();
                    say(sign_of(Some(Op::Le), false, is_day(field)), to)
                }
            })
            .collect();
        tests.join(self.lang.tr(Msg::SentenceOr))
    }

    fn value(&self, field: &'static FieldDef, value: &Scalar) -> String {
        match value {
            Scalar::Text(text) => self.lang.fmt(Msg::SentenceQuoted, &[text]),
            Scalar::Code(code) => {
                let word = self.word(Thing::Code(field, code));
                if word.is_empty() { code.clone() } else { word }
            }
            Scalar::Flag(true) => self.lang.tr(Msg::ValueYes).to_owned(),
            Scalar::Flag(false) => self.lang.tr(Msg::SentenceNo).to_owned(),
            Scalar::Number(n) => match field.shape {
                Shape::Money => money::grouped(*n),
                Shape::Discount => discount::shown(*n),
                Shape::Percent => format!("{} %", (n * rust_decimal::Decimal::ONE_HUNDRED).normalize()),
                _ => n.normalize().to_string(),
            },
            Scalar::Period(period) => self.period(*period),
            Scalar::People(people) => self.people(people),
            Scalar::Record(id) => format!("#{id}"),
            Scalar::Param(name, None) => format!("${}", param_word(name, tongue(self.lang))),
            Scalar::Param(name, Some(start)) => {
                let name = param_word(name, tongue(self.lang));
                self.lang.fmt(Msg::SentenceParam, &[&self.value(field, start), &format!("${name}")])
            }
        }
    }

    /// Its words and the days that it is today.
    fn period(&self, period: Period) -> String {
        let words = period.print(tongue(self.lang)).replace('_', " ");
        match period.days(self.today) {
            Some((first, last)) if first == last && first.to_string() == words => words,
            Some((first, last)) if first == last => format!("{words} ({first})"),
            Some((first, last)) => format!("{words} ({first}..{last})"),
            None => words,
        }
    }

    fn people(&self, people: &People) -> String {
        let msg = match people {
            People::Me => Msg::SentenceMe,
            People::Directs => Msg::SentenceDirects,
            People::Tree => Msg::SentenceTree,
            People::Team => Msg::SentenceTeam,
            People::Dept => Msg::SentenceDept,
            People::Scope => Msg::SentenceScope,
            People::Person => Msg::SentencePerson,
            People::Nobody => Msg::SentenceNobody,
            People::Login(login) => return login.clone(),
            People::SeenBy(people, login) => return format!("{} ({login})", self.people(people)),
        };
        self.lang.tr(msg).to_owned()
    }

    fn shown(&self, directive: &Directive) -> String {
        let name = |field: &&'static FieldDef| self.field(self.kind, field);
        let listed = |parts: Vec<String>| parts.join(self.lang.tr(Msg::SentenceComma));
        match directive {
            Directive::Sort(fields) => {
                let one = |(field, descending): &(&'static FieldDef, bool)| match descending {
                    true => self.lang.fmt(Msg::SentenceDown, &[&name(field)]),
                    false => name(field),
                };
                self.lang.fmt(Msg::SentenceSort, &[&listed(fields.iter().map(one).collect())])
            }
            Directive::Group(groups) => {
                let groups = groups.iter().map(|group| self.group(group)).collect();
                self.lang.fmt(Msg::SentenceGroup, &[&listed(groups)])
            }
            Directive::Cols(cols) => self
                .lang
                .fmt(Msg::SentenceCols, &[&listed(cols.iter().map(|col| name(&col.field)).collect())]),
            Directive::Sum(measures) => {
                let measures = measures.iter().map(|measure| self.measure(measure)).collect();
                self.lang.fmt(Msg::SentenceSum, &[&listed(measures)])
            }
            Directive::Top(n) => self.lang.fmt(Msg::SentenceTop, &[n]),
            Directive::Show(show) => self.lang.fmt(
                Msg::SentenceShow,
                &[&Key::Show.say(tongue(self.lang)), &show.mode().say(tongue(self.lang))],
            ),
            Directive::Detail(side, tab) => {
                let side = side.say(tongue(self.lang));
                match tab {
                    None => self.lang.fmt(Msg::SentenceDetail, &[&side]),
                    Some(kind) => self.lang.fmt(Msg::SentenceDetailOf, &[&side, &self.kind_word(*kind)]),
                }
            }
        }
    }

    fn group(&self, group: &Group) -> String {
        match group {
            Group::By(path) => self.path(path),
            Group::Each(None, span) => span.say(tongue(self.lang)).to_owned(),
            Group::Each(Some(path), span) => {
                self.lang.fmt(Msg::SentenceEach, &[&self.path(path), &span.say(tongue(self.lang))])
            }
        }
    }

    fn measure(&self, measure: &Measure) -> String {
        let say = |msg, field: &&'static FieldDef| self.lang.fmt(msg, &[&self.field(self.kind, field)]);
        match measure {
            Measure::Count => self.lang.tr(Msg::SentenceCount).to_owned(),
            Measure::Holds(rows) => self.lang.fmt(Msg::SentenceHolds, &[&self.rows(rows)]),
            Measure::Part(field) => say(Msg::SentencePart, field),
            Measure::Running(field) => say(Msg::SentenceRunning, field),
            Measure::Sum(field) => self.field(self.kind, field),
            Measure::Average(field) => say(Msg::SentenceAverage, field),
            Measure::Distinct(path) => self.lang.fmt(Msg::SentenceDistinct, &[&self.path(path)]),
            Measure::Share(rows) => self.lang.fmt(Msg::SentenceShare, &[&self.rows(rows)]),
            Measure::Ratio(part, whole) => self
                .lang
                .fmt(Msg::SentenceRatio, &[&self.field(self.kind, part), &self.field(self.kind, whole)]),
        }
    }
}

fn is_day(field: &FieldDef) -> bool {
    matches!(field.shape, Shape::Date | Shape::Moment)
}

/// How a comparison is said: of days otherwise than of amounts; a colon looks into a text.
fn sign_of(sign: Option<Op>, texts: bool, days: bool) -> Msg {
    match (sign, days) {
        (None, _) if texts => Msg::SentenceHas,
        (None | Some(Op::Eq | Op::Empty), _) => Msg::SentenceIs,
        (Some(Op::Has), _) => Msg::SentenceHas,
        (Some(Op::Starts), _) => Msg::SentenceStarts,
        (Some(Op::Lt), true) => Msg::SentenceBefore,
        (Some(Op::Le), true) => Msg::SentenceUntil,
        (Some(Op::Gt), true) => Msg::SentenceAfter,
        (Some(Op::Ge), true) => Msg::SentenceSince,
        (Some(Op::Lt), false) => Msg::SentenceBelow,
        (Some(Op::Le), false) => Msg::SentenceAtMost,
        (Some(Op::Gt), false) => Msg::SentenceAbove,
        (Some(Op::Ge), false) => Msg::SentenceAtLeast,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::query;

    #[test]
    fn queries_are_told_in_both_languages() {
        let words = Words::default();
        let tell = |text: &str, lang| {
            let labels = Labels { dictionaries: Some(&words) };
            let reading = query::read(text, Kind::Customer, &labels);
            assert_eq!(reading.faults, [], "{text}");
            let kind = reading.query.kind.unwrap_or(Kind::Customer);
            let today = "2002-03-13".parse().expect("a date");
            Teller { kind, lang, words: &words, today }.tell(&reading.query)
        };
        for (text, english, chinese) in [
            (
                "instalment is:overdue -salesperson:@me due:..-30d sort:-amount top:5",
                "Each instalment that is “overdue”, and not (person is me), and due is on or before -30 (2002-02-11); \
                 sorted by amount, the greatest first; the first 5 only.",
                "收款计划：符合「逾期」，且并非（业务员为本人），且到期日不晚于 -30 (2002-02-11)；按 金额（从大到小）排序；仅前 5 条。",
            ),
            (
                "order (net_amount:>=5万 or line.publication:三联) signed:$q=2002q1 group:salesperson sum:net_amount,count",
                "Each order that (net is at least 50,000.00, or publication of its line contains “三联”), and signed is 2002q1 \
                 (2002-01-01..2002-03-31), to be stepped as $q; under headings by person; with totals of net, number of rows.",
                "订单：（净额不低于 50,000.00，或订单明细的媒体含「三联」），且签订日为2002年一季度 (2002-01-01..2002-03-31)\
                 （可步进，$q）；按 业务员 分组；合计 净额、行数。",
            ),
        ] {
            let fold = |said: String| said.replace('（', "(").replace('）', ")");
            assert_eq!(fold(tell(text, Lang::En)), fold(english.to_owned()));
            assert_eq!(fold(tell(text, Lang::Zh)), fold(chinese.to_owned()));
        }
    }
}
