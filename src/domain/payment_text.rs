//! A payment in words: `shyy; 40000; t; transfer; SH-2002-0001 2`. First the payer, then the amount; when it came in, by which
//! method and what it pays follow in any order, as do `ref ...` and `note ...`. Left out: today, the usual method, the oldest
//! due first; without an amount, all that is named. A `!` at the end finishes it.

use thiserror::Error;

use super::{
    amount::{self, Amount},
    date::{self, DateWord},
    fold::fold,
    money::AmountError,
    order_text::{pieces, said_after},
    said::Said,
};

/// A payment as said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentText {
    /// Who pays.
    pub payer: String,
    /// How much; left out: what is named.
    pub amount: Option<Said<Amount>>,
    /// When it came in.
    pub received: Option<Said<DateWord>>,
    /// The method: its code, word or initials; empty: the usual one.
    pub method: String,
    /// The bank's reference.
    pub bank_ref: String,
    /// Anything else.
    pub note: String,
    /// What it pays, before what is due the longest.
    pub pays: Vec<Pays>,
    /// `!`: finish it if nothing is in the way.
    pub finish: bool,
}

/// An order, or parts of its plan, that a payment is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pays {
    /// The order's code, in capitals.
    pub order: String,
    /// Which parts of the plan, counted from 1; none: all that is open.
    pub parts: Vec<u32>,
}

/// Why a text is no payment in words.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PaymentTextError {
    /// Nothing was typed, or the payer is missing.
    #[error("no payer")]
    NoPayer,
    /// Nobody types so much in one line.
    #[error("too long")]
    TooLong,
    /// The amount cannot be read.
    #[error("piece {at}, `{words}`: {wrong}")]
    Amount { at: usize, words: String, wrong: AmountError },
    /// Which parts of an order are meant cannot be read.
    #[error("piece {at}, `{words}`: no parts; such as SH-2002-0001 2,3")]
    Parts { at: usize, words: String },
    /// It was said before.
    #[error("piece {at}, `{words}`: said twice")]
    Twice { at: usize, words: String },
}

/// Reads a payment.
pub fn parse(text: &str) -> Result<PaymentText, PaymentTextError> {
    let (finish, mut pieces) = pieces(text).ok_or(PaymentTextError::TooLong)?;
    let payer = pieces.next().map(|(_, piece)| piece).filter(|piece| !piece.is_empty());
    let mut payment = PaymentText {
        payer: payer.ok_or(PaymentTextError::NoPayer)?.to_owned(),
        amount: None,
        received: None,
        method: String::new(),
        bank_ref: String::new(),
        note: String::new(),
        pays: Vec::new(),
        finish,
    };
    for (at, words) in pieces.filter(|(_, piece)| !piece.is_empty()) {
        if at == 2 && pays(words).is_none() {
            let wrong = |wrong| PaymentTextError::Amount { at, words: words.to_owned(), wrong };
            payment.amount = Some(Said::read(words, amount::parse).map_err(wrong)?);
        } else {
            add(&mut payment, at, words)?;
        }
    }
    Ok(payment)
}

fn add(payment: &mut PaymentText, at: usize, words: &str) -> Result<(), PaymentTextError> {
    let once = |said: bool| {
        if said { Err(PaymentTextError::Twice { at, words: words.to_owned() }) } else { Ok(()) }
    };
    if let Some(note) = said_after(words, &["note", "备注"]) {
        once(!payment.note.is_empty())?;
        payment.note = note.to_owned();
    } else if let Some(reference) = said_after(words, &["ref", "流水号", "参考号"]) {
        once(!payment.bank_ref.is_empty())?;
        payment.bank_ref = reference.to_owned();
    } else if let Some(read) = pays(words) {
        payment.pays.push(read.ok_or_else(|| PaymentTextError::Parts { at, words: words.to_owned() })?);
    } else if let Ok(day) = Said::read(words, date::parse) {
        once(payment.received.is_some())?;
        payment.received = Some(day);
    } else {
        once(!payment.method.is_empty())?;
        payment.method = words.to_owned();
    }
    Ok(())
}

/// `SH-2002-0001`, `sh-2002-0001 2,3`, 第2期; nothing where no order is named.
fn pays(words: &str) -> Option<Option<Pays>> {
    let folded = fold(&words.replace('、', ","));
    let (order, parts) = folded.split_once(' ').unwrap_or((&folded, ""));
    let [dept, year, number] = order.split('-').collect::<Vec<_>>()[..] else { return None };
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if !(dept.starts_with(|c: char| c.is_ascii_alphabetic()) && digits(year) && digits(number)) {
        return None;
    }
    let parts = parts.trim().trim_start_matches('第').trim_end_matches('期');
    let read: Option<Vec<u32>> = match parts {
        "" => Some(Vec::new()),
        parts => parts.split(',').map(|n| n.trim().parse().ok().filter(|n| *n > 0)).collect(),
    };
    Some(read.map(|parts| Pays { order: order.to_ascii_uppercase(), parts }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> PaymentText {
        parse(text).unwrap_or_else(|e| panic!("{text}: {e}"))
    }

    #[test]
    fn in_both_languages() {
        let expected = PaymentText {
            payer: "shyy".into(),
            amount: Some(Said::read("40000", amount::parse).unwrap()),
            received: Some(Said::read("t", date::parse).unwrap()),
            method: "transfer".into(),
            bank_ref: String::new(),
            note: String::new(),
            pays: vec![Pays { order: "SH-2002-0001".into(), parts: vec![2] }],
            finish: false,
        };
        for text in ["shyy; 40000; t; transfer; SH-2002-0001 2", "shyy;4w;今天;sh-2002-0001 第2期;transfer;"]
        {
            assert_eq!(read(text), expected, "{text}");
        }
        let chinese = read("上海雅韵；４万；昨天；转账；SH-2002-0001 2、3；流水号 88；备注：分两次！");
        assert_eq!(chinese.payer, "上海雅韵");
        assert_eq!(chinese.amount, expected.amount);
        assert_eq!((chinese.method.as_str(), chinese.bank_ref.as_str()), ("转账", "88"));
        assert_eq!((chinese.note.as_str(), chinese.finish), ("分两次", true));
        assert_eq!(chinese.pays[0].parts, [2, 3]);
    }

    #[test]
    fn what_is_left_out_is_left_to_the_desk() {
        let named = read("shyy; SH-2002-0001");
        assert_eq!((named.amount, named.pays[0].parts.len()), (None, 0));
        let short = read("shyy; =3*1280");
        assert_eq!((short.received, short.method.as_str(), short.pays.len()), (None, "", 0));
        assert_eq!(read("shyy;; cash").amount, None);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_piece() {
        let owned = str::to_owned;
        assert_eq!(parse(" ; 40000"), Err(PaymentTextError::NoPayer));
        let wrong = AmountError::Unreadable("abc".into());
        assert_eq!(parse("shyy; abc"), Err(PaymentTextError::Amount { at: 2, words: owned("abc"), wrong }));
        let parts = PaymentTextError::Parts { at: 3, words: owned("SH-2002-0001 x") };
        assert_eq!(parse("shyy; 1; SH-2002-0001 x"), Err(parts));
        let twice = PaymentTextError::Twice { at: 4, words: owned("3-12") };
        assert_eq!(parse("shyy; 1; t; 3-12"), Err(twice));
        assert_eq!(parse(&"x".repeat(9_999)), Err(PaymentTextError::TooLong));
    }
}
