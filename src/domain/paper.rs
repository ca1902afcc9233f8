//! Papers: templates whose placeholders, `{{customer.name}}`, are filled from the records that a paper is about. Knows how templates
//! are written and which records fill them, no words and no form.

use super::{kind::Kind, record::Row};

/// What fills a template.
#[derive(Debug, Clone, PartialEq)]
pub struct PaperSources {
    /// The records, each with the word before the dot.
    pub records: Vec<(&'static str, Kind, Row)>,
    /// What is offered or ordered, and of which kind these rows are.
    pub lines: Vec<Row>,
    /// The templates that suit the record, those for its own sort first.
    pub templates: Vec<Row>,
    /// What the company is called; empty: nobody has said it yet.
    pub company: String,
}

/// The sorts of template that suit a record, its own first.
pub fn sorts(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Quote => &["quote", "proposal"],
        Kind::Opportunity => &["proposal"],
        Kind::Contract => &["contract"],
        _ => &[],
    }
}

/// A piece of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// As it stands.
    Text(&'a str),
    /// What stands between the braces.
    Name(&'a str),
}

/// A template in its pieces. Braces that are not closed on their line are text.
pub fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = template;
    while let Some(start) = rest.find("{{") {
        let after = &rest[start + 2..];
        let Some(end) = after.find("}}").filter(|end| !after[..*end].contains(['\n', '{'])) else {
            let (text, left) = rest.split_at(start + 2);
            found.push(Piece::Text(text));
            rest = left;
            continue;
        };
        if start > 0 {
            found.push(Piece::Text(&rest[..start]));
        }
        found.push(Piece::Name(after[..end].trim()));
        rest = &after[end + 2..];
    }
    if !rest.is_empty() {
        found.push(Piece::Text(rest));
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_template_is_text_and_names() {
        use Piece::{Name, Text};
        assert_eq!(pieces("To {{ customer.name }}!"), [Text("To "), Name("customer.name"), Text("!")]);
        assert_eq!(pieces("{{a}}{{b}}"), [Name("a"), Name("b")]);
        assert_eq!(pieces("{{open\n}} {{x}}"), [Text("{{"), Text("open\n}} "), Name("x")]);
        assert_eq!(pieces(""), []);
    }

    proptest! {
        #[test]
        fn nothing_of_a_template_is_lost(template in "[a{} \n客]{0,40}") {
            let whole: String = pieces(&template).iter().map(|piece| match piece {
                Piece::Text(text) => (*text).to_owned(),
                Piece::Name(name) => format!("{{{{{name}}}}}"),
            }).collect();
            let bare = |text: &str| text.replace(' ', "");
            prop_assert_eq!(bare(&whole), bare(&template));
        }
    }
}
