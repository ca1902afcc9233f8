//! An order in words, of ux/02 2.7: `shyy; sl fd 3 7.5; cs ny 3; 30/40/30 m`, with a `!` at the end to finish it. The first
//! piece is the customer; then come the lines (position, issues, discount), surcharges (`sl fd design 500`), the plan,
//! `signed 3-12`, `note ...` and the terms of `terms`, in any order. What the words mean in the catalogue is not known here.

mod read;
mod terms;

use std::fmt;

use thiserror::Error;

use super::{
    chinese,
    date::{DateError, DateWord},
    discount::{Discount, DiscountError},
    issue_choice::{ChoiceError, IssueChoice},
    plan::Plan,
    rate::RateError,
    said::Said,
};
pub use read::parse;
pub(super) use read::{pieces, said_after};
pub use terms::TermsText;

/// An order as said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderText {
    /// The customer: name, initials, pinyin or code.
    pub customer: String,
    /// The signing date; left out: today.
    pub signed: Option<Said<DateWord>>,
    /// The lines.
    pub lines: Vec<LineText>,
    /// The surcharges.
    pub surcharges: Vec<SurchargeText>,
    /// Agency, billing, tax, contract.
    pub terms: TermsText,
    /// The collection plan; left out: the customer's usual one.
    pub plan: Option<Said<Plan>>,
    /// Anything else worth knowing; it holds no `;`.
    pub note: String,
    /// `!`: finish it if nothing is in the way.
    pub finish: bool,
}

/// A line as said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineText {
    /// Publication and position: `sl fd`; it holds no `:`.
    pub place: String,
    /// Which issues.
    pub issues: Said<IssueChoice>,
    /// The discount; left out: the default.
    pub discount: Option<Said<Discount>>,
}

/// A surcharge as said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurchargeText {
    /// Publication and position: `sl fd`.
    pub place: String,
    /// Which: `redesign`, `production`, `design`.
    pub kind: &'static str,
    /// What it costs, as written.
    pub price: String,
}

/// Why a text is no order in words.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OrderTextError {
    /// Nothing was typed, or the customer is missing.
    #[error("no customer")]
    NoCustomer,
    /// Nobody types so much in one line.
    #[error("too long")]
    TooLong,
    /// A piece cannot be read. Pieces are counted from 1.
    #[error("piece {at}, `{words}`: {wrong}")]
    Piece { at: usize, words: String, wrong: PieceError },
}

/// What is wrong with a piece.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PieceError {
    /// Neither a line nor a plan.
    #[error("neither a line, such as sl fd 3 7.5, nor a plan, such as 30/40/30 m")]
    Unreadable,
    /// A position without issues.
    #[error("no issues; such as sl fd 3")]
    NoIssues,
    /// The issues.
    #[error(transparent)]
    Issues(ChoiceError),
    /// The discount.
    #[error(transparent)]
    Discount(DiscountError),
    /// The signing date.
    #[error(transparent)]
    Date(DateError),
    /// A commission or a tax.
    #[error(transparent)]
    Rate(RateError),
    /// It was said before: the plan, the date or the note.
    #[error("said twice")]
    Twice,
}

impl OrderText {
    /// The same order in Chinese; it reads back as the same.
    pub fn chinese(&self) -> String {
        let lines = self.lines.iter().map(|line| line.written(chinese::issues, chinese::discount));
        let pieces = Pieces {
            signed: self.signed.as_ref().map(|day| format!("签订 {}", chinese::date(&day.means))),
            lines: lines.chain(self.surcharges.iter().map(|it| it.written(it.chinese()))).collect(),
            terms: self.terms.said(true),
            plan: self.plan.as_ref().map(|plan| chinese::plan(&plan.means)),
            note: ("备注", &self.note),
            separator: "；",
        };
        pieces.join(self)
    }
}

impl fmt::Display for OrderText {
    /// In English; it reads back as the same.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.lines.iter().map(|line| line.written(IssueChoice::to_string, Discount::to_string));
        let pieces = Pieces {
            signed: self.signed.as_ref().map(|day| format!("signed {}", day.means)),
            lines: lines.chain(self.surcharges.iter().map(|it| it.written(it.kind))).collect(),
            terms: self.terms.said(false),
            plan: self.plan.as_ref().map(|plan| plan.means.to_string()),
            note: ("note", &self.note),
            separator: "; ",
        };
        f.write_str(&pieces.join(self))
    }
}

struct Pieces<'a> {
    signed: Option<String>,
    lines: Vec<String>,
    terms: Vec<String>,
    plan: Option<String>,
    note: (&'a str, &'a str),
    separator: &'a str,
}

impl Pieces<'_> {
    fn join(self, order: &OrderText) -> String {
        let (word, note) = self.note;
        let note = (!note.is_empty()).then(|| format!("{word} {note}"));
        let all = [order.customer.clone()].into_iter();
        let all: Vec<String> =
            all.chain(self.signed).chain(self.lines).chain(self.terms).chain(self.plan).chain(note).collect();
        let mut text = all.join(self.separator);
        if order.finish {
            text.push_str(" !");
        } else if text.ends_with(['!', '！']) {
            // It belongs to the last piece.
            text.push(';');
        }
        text
    }
}

impl SurchargeText {
    fn written(&self, kind: &str) -> String {
        format!("{} {kind} {}", self.place, self.price)
    }

    fn chinese(&self) -> &'static str {
        match self.kind {
            "redesign" => "改版费",
            "production" => "制作费",
            _ => "设计费",
        }
    }
}

impl LineText {
    /// With a colon behind the position where the line could be read in another way without it.
    fn written(
        &self,
        issues: impl Fn(&IssueChoice) -> String,
        discount: impl Fn(&Discount) -> String,
    ) -> String {
        let mut rest = issues(&self.issues.means);
        if let Some(ratio) = &self.discount {
            rest = format!("{rest} {}", discount(&ratio.means));
        }
        let bare = format!("{} {rest}", self.place);
        if read::is_line(&bare, self) { bare } else { format!("{}: {rest}", self.place) }
    }
}

#[cfg(test)]
mod tests;
