//! The filter line while it is typed: what is not understood, marked where it stands; what can come next. Knows no rows.

use ratatui::text::{Line, Span};

use super::{
    answers::MOST_TOP,
    figured,
    filters::Values,
    typed_filter::{self, Bound},
};
use crate::{
    domain::{
        field::FieldDef,
        kind::Kind,
        query::{Directive, Fault, Group, Key, Unclear, Wrong},
    },
    entry::{
        complete::{self, About, Offer},
        faults,
    },
    i18n::{Lang, Msg},
    screen::{Cx, Look},
    text::{clean, width},
    theme::Role,
    widget::LineEdit,
};

/// The line, and what it was before.
pub struct Typing {
    /// The line.
    pub line: LineEdit,
    /// The filter to which cancelling goes back.
    pub before: String,
    bound: Bound,
    wrong: Vec<Fault>,
    unclear: Option<Unclear>,
    /// A directive that a list does not carry out.
    beyond: Option<Key>,
    /// More first rows are asked for than a list shows.
    too_many: bool,
    offers: Vec<Offer>,
    /// The field whose value is typed, and the values that it has.
    field: Option<&'static FieldDef>,
    pub values: Values,
}

impl Typing {
    /// Begins with the filter as it is.
    pub fn begin(text: &str, bound: Bound, kind: Kind, cx: &Cx) -> Typing {
        let mut typing = Typing {
            // What is typed next is another condition.
            line: LineEdit::with(&if text.is_empty() {
                String::new()
            } else {
                format!("{} ", text.trim_end())
            }),
            before: text.to_owned(),
            bound,
            wrong: Vec::new(),
            unclear: None,
            beyond: None,
            too_many: false,
            offers: Vec::new(),
            field: None,
            values: Values::default(),
        };
        typing.read(kind, cx);
        typing
    }

    /// Reads the line again, after it or its caret has changed.
    pub fn read(&mut self, kind: Kind, cx: &Cx) {
        let reading = typed_filter::read(kind, self.line.text(), cx.reader());
        self.unclear = typed_filter::meant(&reading.query.rows, kind, cx.reader(), &self.bound).err();
        self.beyond = reading.query.shown.iter().find_map(beyond);
        self.too_many =
            reading.query.shown.iter().any(|one| matches!(one, Directive::Top(top) if *top > MOST_TOP));
        self.wrong = reading.faults;
        let about = About {
            kind,
            lang: cx.lang,
            words: cx.words,
            today: cx.session.today,
            counted: self.values.known(),
            views: cx.views,
        };
        self.field = complete::field(self.line.before_caret(), &about);
        self.offers = complete::offers(self.line.before_caret(), &about);
    }

    /// The field whose value is typed.
    pub fn field(&self) -> Option<&'static FieldDef> {
        self.field
    }

    /// Puts the best offer in place; `false` where there is none.
    pub fn complete(&mut self) -> bool {
        let Some(offer) = self.offers.first() else { return false };
        self.line.put_back(offer.back, &offer.word);
        true
    }

    /// What is wrong with the line, if something is.
    pub fn wrong(&self, lang: Lang) -> Option<String> {
        let fault = self.wrong.first().map(|fault| faults::fault(lang, fault));
        let unclear = || self.unclear.as_ref().map(|unclear| faults::unclear(lang, unclear));
        let beyond = || {
            let key = self.beyond?.say(faults::tongue(lang));
            Some(lang.fmt(Msg::QueryBeyond, &[&format!("{key}:")]))
        };
        let too_many = || self.too_many.then(|| lang.fmt(Msg::QueryTop, &[&MOST_TOP]));
        fault.or_else(unclear).or_else(beyond).or_else(too_many)
    }

    /// The parts that are not understood, in characters.
    pub fn marks(&self) -> Vec<std::ops::Range<usize>> {
        self.wrong.iter().map(|fault| fault.at.clone()).collect()
    }

    /// What is wrong, else what can come next.
    pub fn told(&self, cells: usize, look: &Look) -> Line<'static> {
        // What is only half typed is not wrong yet.
        let caret = self.line.before_caret().chars().count();
        let half = self.wrong.iter().all(|fault| match fault.what {
            Wrong::Unfinished(_) => true,
            Wrong::Value(..) => fault.at.end == caret,
            _ => false,
        });
        match self.wrong(look.lang) {
            Some(wrong) if !half || self.offers.is_empty() => {
                Line::styled(format!(" {}", clean(&wrong)), look.theme.style(Role::Bad))
            }
            _ => self.offered(cells, look),
        }
    }

    fn offered(&self, cells: usize, look: &Look) -> Line<'static> {
        let mut spans = vec![Span::raw(" ")];
        let mut left = cells.saturating_sub(1);
        for (n, offer) in self.offers.iter().enumerate() {
            let word = clean(&offer.word).into_string();
            let means = match offer.means.is_empty() {
                true => String::new(),
                false => format!(" {}", clean(&offer.means)),
            };
            let Some(rest) = left.checked_sub(width(&word) + width(&means) + 3) else { break };
            left = rest;
            let role = if n == 0 { Role::Selected } else { Role::Text };
            spans.push(Span::styled(word, look.theme.style(role)));
            spans.push(Span::styled(means + "   ", look.theme.style(Role::Dim)));
        }
        Line::from(spans)
    }
}

/// Rows stand under fields of their own; a table of figures goes along links.
fn leads_away(group: &Group) -> bool {
    match group {
        Group::By(path) | Group::Each(Some(path), _) => !path.steps.is_empty(),
        Group::Each(None, _) => false,
    }
}

/// What is said of how rows are shown, where a list cannot show them so.
fn beyond(directive: &Directive) -> Option<Key> {
    match directive {
        Directive::Show(show) if figured::shows(show) => None,
        Directive::Sort(_) | Directive::Cols(_) => None,
        Directive::Group(groups) => groups.iter().any(leads_away).then_some(Key::Group),
        Directive::Sum(_) | Directive::Top(_) | Directive::Detail(..) => None,
        Directive::Show(_) => Some(Key::Show),
    }
}
