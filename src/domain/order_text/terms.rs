//! The terms of an order in words: each is a piece that begins with its word, in either language.

use super::{PieceError, read::said_after};
use crate::domain::rate;

/// The terms as said; empty: not said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TermsText {
    /// Who sold it: `seller john`.
    pub seller: String,
    /// The agency: `agency jc 15%`, with its share as `commission`.
    pub agency: String,
    /// The agency's share, with its percent sign.
    pub commission: String,
    /// Who is billed: `bill agency`, `bill advertiser`, or the name of another customer.
    pub bill_to: String,
    /// The invoice title: `title jc`.
    pub title: String,
    /// The contract: `contract CT-00007`.
    pub contract: String,
    /// The tax inside the price: `tax 3%`.
    pub tax: String,
    /// What was agreed on how it is paid: `pay after the issue`.
    pub pay_note: String,
}

/// The words that begin each of them, and where it is kept.
type Term = (&'static str, &'static str, fn(&mut TermsText) -> &mut String);

const TERMS: [Term; 7] = [
    ("seller", "业务员", |it| &mut it.seller),
    ("agency", "代理", |it| &mut it.agency),
    ("bill", "开票", |it| &mut it.bill_to),
    ("title", "抬头", |it| &mut it.title),
    ("contract", "合同", |it| &mut it.contract),
    ("tax", "税率", |it| &mut it.tax),
    ("pay", "付款", |it| &mut it.pay_note),
];

impl TermsText {
    /// Takes a piece that begins with the word of a term; whether it was one.
    pub(super) fn take(&mut self, piece: &str) -> Result<bool, PieceError> {
        let found = TERMS.iter().find_map(|(en, zh, of)| Some((en, of, said_after(piece, &[en, zh])?)));
        let Some((word, of, said)) = found else { return Ok(false) };
        if !of(self).is_empty() {
            return Err(PieceError::Twice);
        }
        let mut said = said;
        if *word == "agency"
            && let Some((name, share)) = said.rsplit_once(char::is_whitespace)
            && share.ends_with(['%', '％'])
        {
            rate::parse(share).map_err(PieceError::Rate)?;
            self.commission = share.to_owned();
            said = name.trim_end();
        }
        if *word == "tax" {
            rate::parse(said).map_err(PieceError::Rate)?;
        }
        *of(self) = said.to_owned();
        Ok(true)
    }

    /// The pieces that say them.
    pub(super) fn said(&self, chinese: bool) -> Vec<String> {
        let mut terms = self.clone();
        let mut pieces = Vec::new();
        for (en, zh, of) in TERMS {
            let said = std::mem::take(of(&mut terms));
            if said.is_empty() {
                continue;
            }
            let word = if chinese { zh } else { en };
            let share = if en == "agency" && !self.commission.is_empty() {
                format!(" {}", self.commission)
            } else {
                String::new()
            };
            pieces.push(format!("{word} {said}{share}"));
        }
        pieces
    }
}
