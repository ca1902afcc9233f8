//! What is typed behind `/`: words, or the filter language of the command line, `state:missed due:<today`. What cannot be read
//! as that is words: somebody is still typing. Knows the labels of both languages, not the words of dictionaries.

use crate::{
    domain::{
        filter::Filter,
        kind::Kind,
        query::{self, Meaning},
        session::Session,
    },
    entry::lexicon::Labels,
};

/// The rows that are meant.
pub fn read(kind: Kind, text: &str, session: &Session) -> Filter {
    let text = text.trim();
    if text.is_empty() {
        return Filter::All;
    }
    let words = || Filter::Text(text.to_owned());
    if !text.contains([':', '：', '=', '＝', '@', '＠']) {
        return words();
    }
    let reading = query::read_rows(text, kind, &Labels::default());
    let meaning = Meaning {
        today: session.today,
        me: session.operator_id.into(),
        person: None,
        param: &|_| None,
        view: &|_, _| None,
    };
    let understood =
        reading.faults.is_empty().then(|| query::filter(&reading.query.rows, kind, &meaning).ok());
    understood.flatten().unwrap_or_else(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{filter::Op, session::Role, value::Value};

    #[test]
    fn words_are_words_and_what_names_a_field_asks_for_it() {
        let session = Session {
            operator_id: 4,
            login: "zhout".into(),
            name: "周婷".into(),
            role: Role::Ab,
            dept_id: 3,
            dept: "上海分公司".into(),
            today: "2002-03-13".parse().expect("a date"),
        };
        let read = |text: &str| read(Kind::Insertion, text, &session);
        assert_eq!(read("  "), Filter::All);
        assert_eq!(read("-1+1"), Filter::Text("-1+1".into()));
        let missed = Filter::is("state", Op::Eq, Value::Code("missed".into()));
        for text in ["state:missed", "state=missed", "状态：漏刊"] {
            assert_eq!(read(text), missed, "{text}");
        }
        assert_eq!(read("state:"), read("state: "));
        assert_eq!(read("nofield:x"), Filter::Text("nofield:x".into()));
    }
}
