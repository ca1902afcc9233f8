//! What people call kinds, fields, codes and named conditions, in both languages, for the filter language: the labels of the
//! screen, and the company's dictionaries where they are at hand.

use super::synonyms;
use crate::{
    domain::{
        field::{FieldDef, Shape},
        query::{self, Lexicon, Thing, Tongue},
    },
    i18n::{Lang, Msg},
    store::{PEOPLE, PEOPLE_BY_ID, Words},
    text::keys,
};

/// The labels of the screen.
#[derive(Debug, Clone, Copy, Default)]
pub struct Labels<'a> {
    /// The company's dictionaries, once they have come.
    pub dictionaries: Option<&'a Words>,
}

impl Lexicon for Labels<'_> {
    fn says(&self, thing: Thing, tongue: Tongue) -> Option<String> {
        let lang = lang(tongue);
        match thing {
            Thing::Kind(kind) => Some(lang.kind(kind.name()).to_owned()),
            Thing::Field(kind, field) => Some(lang.field(kind.name(), field.name).to_owned()),
            Thing::Named(named) => Msg::find(&format!("named.{}.{}", named.kind.name(), named.name))
                .map(|msg| lang.tr(msg).to_owned()),
            Thing::Code(field, code) => match field.shape {
                Shape::Choice(_, list) => Some(lang.value(list, code).to_owned()),
                Shape::Dict(name) => {
                    let (_, chinese, english) =
                        self.dictionaries?.get(name)?.iter().find(|(one, ..)| one == code)?;
                    Some(lang.of_two(chinese, english).to_owned())
                }
                _ => None,
            },
        }
    }

    fn codes(&self, dictionary: &str) -> Vec<String> {
        let words = self.dictionaries.and_then(|words| words.get(dictionary));
        words.into_iter().flatten().map(|(code, ..)| code.clone()).collect()
    }

    fn also(&self, thing: Thing) -> &'static [&'static str] {
        synonyms::of(thing)
    }

    fn spelled(&self, field: &FieldDef, word: &str) -> Option<String> {
        let named = |code: &String| self.says(Thing::Code(field, code), Tongue::Chinese);
        only(query::codes(self, field), |code| named(code).is_some_and(|name| sounds(&name, word)))
    }

    fn person(&self, word: &str) -> Option<String> {
        let word = word.to_lowercase();
        let people = self.dictionaries?.get(PEOPLE)?;
        if people.iter().any(|(login, ..)| *login == word) {
            return Some(word);
        }
        let (login, ..) = only(people, |(_, name, _)| name.to_lowercase() == word || sounds(name, &word))?;
        Some(login.clone())
    }
}

impl Labels<'_> {
    /// The login of the person with this id, where the directory is at hand.
    pub fn login(&self, id: i64) -> Option<String> {
        let people = self.dictionaries?.get(PEOPLE_BY_ID)?;
        let (id, found) = (id.to_string(), people.iter());
        found.into_iter().find(|(one, ..)| *one == id).map(|(_, login, _)| login.clone())
    }
}

/// Whether a name is spelled so: its pinyin or its initials, whole.
fn sounds(name: &str, word: &str) -> bool {
    let keys = keys(name);
    word.is_ascii()
        && (keys.initials == word || keys.pinyin == word || keys.others.iter().any(|key| key == word))
}

/// The one that fits; none where several do.
fn only<T>(all: impl IntoIterator<Item = T>, fits: impl Fn(&T) -> bool) -> Option<T> {
    let mut found = all.into_iter().filter(fits);
    let first = found.next();
    first.filter(|_| found.next().is_none())
}

fn lang(tongue: Tongue) -> Lang {
    match tongue {
        Tongue::English => Lang::En,
        Tongue::Chinese => Lang::Zh,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kind::Kind;

    fn words() -> Words {
        let item = |code: &str, chinese: &str| (code.to_owned(), chinese.to_owned(), String::new());
        Words::from([
            (
                "industry".to_owned(),
                vec![item("cosmetics", "化妆品"), item("cars", "汽车"), item("drinks", "酒类")],
            ),
            ("value_grade".to_owned(), vec![item("A", "高"), item("B", "中"), item("C", "低")]),
            (
                PEOPLE.to_owned(),
                vec![
                    item("john", "王约翰"),
                    item("lina", "李娜"),
                    item("lining", "黎宁"),
                    item("ln", "鲁南"),
                ],
            ),
            (PEOPLE_BY_ID.to_owned(), vec![item("4", "john")]),
        ])
    }

    #[test]
    fn values_and_people_are_known_by_their_names_pinyin_and_initials() {
        let words = words();
        let labels = Labels { dictionaries: Some(&words) };
        for (typed, printed) in [
            ("industry:hzp", "industry:cosmetics"),
            ("industry:qiche,jl", "industry:cars,drinks"),
            ("industry:cars..drinks", "industry:cars,drinks"),
            ("价值:中..", "value_grade:B,C"),
            ("value:..B", "value_grade:A,B"),
            ("value:C..B", "value_grade:B,C"),
            ("status:active..archived", "status:active,normal,archived"),
            ("status:hy", "status:active"),
            ("owner:@王约翰", "owner:@john"),
            ("负责人：wyh", "owner:@john"),
            ("@wangyuehan", "@john"),
            ("owner:@ln", "owner:@ln"),
            ("owner:ln", "owner:@ln"),
            ("owner:约翰", "owner:约翰"),
            ("owner:\"wyh\"", "owner:\"wyh\""),
            ("owner:~wyh", "owner:~\"wyh\""),
            ("#重点", "tags:重点"),
            ("-#重点 #b", "-tags:重点 tags:b"),
            ("no:owner.* has:parent.*", "no:owner.* has:parent.*"),
            ("created_at:$月=本月", "created_at:$month=this_month"),
            ("show:chart(柱, status)", "show:chart(bar,x=status,y=count)"),
            ("show:pivot(owner, status, 未收)", "show:pivot(rows=owner,cols=status,sum(outstanding))"),
        ] {
            let reading = query::read_rows(typed, Kind::Customer, &labels);
            assert_eq!(reading.faults, [], "{typed}");
            assert_eq!(
                query::print(&reading.query, Kind::Customer, Tongue::English, &labels),
                printed,
                "{typed}"
            );
            for tongue in [Tongue::English, Tongue::Chinese] {
                let text = query::print(&reading.query, Kind::Customer, tongue, &labels);
                assert_eq!(query::read_rows(&text, Kind::Customer, &labels).query, reading.query, "{text}");
            }
        }
        let month = query::read_rows("created_at:$month=this_month", Kind::Customer, &labels).query;
        assert_eq!(query::print(&month, Kind::Customer, Tongue::Chinese, &labels), "创建:$月=本月");
        assert_eq!((labels.login(4), labels.login(5)), (Some("john".to_owned()), None));
    }

    #[test]
    fn a_wrong_value_is_said_in_the_readers_words_with_what_is_near() {
        let words = words();
        let labels = Labels { dictionaries: Some(&words) };
        let said = |text: &str, lang| {
            let faults = query::read_rows(text, Kind::Customer, &labels).faults;
            crate::entry::faults::fault(lang, &faults[0])
        };
        let chinese = said("状态:活", Lang::Zh);
        assert!(
            chinese.contains("状态") && chinese.contains("活跃") && !chinese.contains("status"),
            "{chinese}"
        );
        let english = said("industry:cosmetic", Lang::En);
        assert!(english.contains("Industry") && english.contains("cosmetics"), "{english}");
    }
}
