//! What orders that come again have in common: lines, plan, terms. Issues are counted from the next one on, so that a template
//! does not grow old; prices and whatever else follows is worked out with each order.

use serde::{Deserialize, Serialize};

use super::{
    field::Field,
    place::Place,
    typed::{Typed, TypedLine, TypedLink},
    work::Work,
};
use crate::{
    domain::issue_choice::{self, IssueChoice},
    store::Catalogue,
};

/// What a template holds, as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Body {
    lines: Vec<TypedLine>,
    plan: String,
    /// Whatever else was typed, by its field.
    terms: Vec<(Field, TypedLink)>,
}

/// The fields besides lines and plan that a template keeps.
const TERMS: [Field; 8] = [
    Field::Agency,
    Field::Commission,
    Field::BillTo,
    Field::Payer,
    Field::Title,
    Field::Tax,
    Field::PayNote,
    Field::Note,
];

impl Body {
    /// The order of a form; nothing where it has no lines.
    pub fn of(typed: &Typed, work: &Work) -> Option<Body> {
        let lines = typed.lines.iter().zip(&work.lines).filter(|(line, _)| !line.is_empty());
        let lines: Vec<TypedLine> = lines.map(|(line, work)| relative(line, work.issues.len())).collect();
        let term = |field: &Field| {
            let text = || TypedLink { text: typed.text(*field).to_owned(), link: None };
            (*field, typed.link(*field).cloned().unwrap_or_else(text))
        };
        // A title belongs to the customer of this order.
        let general = |field: &Field| *field != Field::Title && !typed.text(*field).trim().is_empty();
        (!lines.is_empty()).then(|| Body {
            lines,
            plan: typed.plan.clone(),
            terms: TERMS.iter().filter(|field| general(field)).map(term).collect(),
        })
    }

    /// How many lines.
    pub fn lines(&self) -> usize {
        self.lines.len()
    }

    /// Puts it into a form. Positions that are not sold any more stay as words, which the form asks about.
    pub fn into(self, typed: &mut Typed, catalogue: &Catalogue) {
        let sold = |line: TypedLine| TypedLine {
            place: line.place.filter(|ids| Place::of(catalogue, *ids).is_some()),
            ..line
        };
        typed.lines = self.lines.into_iter().map(sold).collect();
        if !self.plan.trim().is_empty() {
            typed.set(Field::Plan, &self.plan);
        }
        for (field, held) in self.terms {
            match typed.link_mut(field) {
                Some(link) => *link = held,
                None => typed.set(field, &held.text),
            }
        }
        typed.tidy();
    }
}

/// Named issues become as many next ones.
fn relative(line: &TypedLine, issues: usize) -> TypedLine {
    let named = matches!(issue_choice::parse(&line.issues), Ok(IssueChoice::Numbers(_) | IssueChoice::On(_)));
    let words = if named { issues.to_string() } else { line.issues.clone() };
    TypedLine {
        issues: words,
        kept_issues: Vec::new(),
        past_issues: Vec::new(),
        kept_price: None,
        ..line.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::order_text,
        entry::order::{
            said,
            sample::catalogue,
            work::{Known, work_out},
        },
    };

    #[test]
    fn a_template_names_no_issues_and_no_customer() {
        let catalogue = catalogue();
        let order = order_text::parse(
            "shyy; sl fd 3/2 7.5; cs ny #8-9 8; sl fd design 500; 30/40/30 m; tax 3%; title x",
        )
        .unwrap();
        let typed = said::typed(&order, &catalogue);
        let today = "2002-03-13".parse().unwrap();
        let work = work_out(&typed, Known { today, catalogue: &catalogue, desk: None });
        let body = Body::of(&typed, &work).expect("lines");
        let json = serde_json::to_value(&body).expect("JSON");
        let mut next = Typed { customer_text: "逸颜".into(), ..Typed::new() };
        let mut smaller = catalogue.clone();
        smaller.publications[0].positions.clear();
        serde_json::from_value::<Body>(json).expect("a body").into(&mut next, &smaller);
        let issues: Vec<&str> = next.lines.iter().map(|line| line.issues.as_str()).collect();
        assert_eq!(issues, ["3/2", "2", "design", ""]);
        assert_eq!(
            (next.customer_text.as_str(), next.plan.as_str(), next.tax.as_str()),
            ("逸颜", "30/40/30 m", "3%")
        );
        assert!(next.title.text.is_empty(), "the title is another customer's");
        assert!(next.lines.iter().any(|line| line.place.is_none() && !line.place_text.is_empty()));
        assert_eq!(Body::of(&Typed::new(), &Work::default()), None);
    }
}
