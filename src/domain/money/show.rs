//! Amounts as they are shown: `120,000.00`, `¥120,000.00`, `12.00万`. For eyes only; nothing shown is calculated with.

use rust_decimal::{Decimal, RoundingStrategy};

/// Two decimals, thousands in groups: `120,000.00`, `-1,280.50`.
pub fn grouped(amount: Decimal) -> String {
    let digits = format!("{:.2}", super::to_fen(amount).abs());
    let (whole, fen) = digits.split_once('.').unwrap_or((&digits, "00"));
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if super::to_fen(amount) < Decimal::ZERO {
        out.push('-');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out.push('.');
    out.push_str(fen);
    out
}

/// With the currency, as forms show it: `¥120,000.00`, `-¥5.00`.
pub fn yuan(amount: Decimal) -> String {
    let text = grouped(amount);
    match text.strip_prefix('-') {
        Some(rest) => format!("-¥{rest}"),
        None => format!("¥{text}"),
    }
}

/// In 万元 with two decimals, as lists may show it: 120,000.00 is `12.00万`.
pub fn wan(amount: Decimal) -> String {
    let wan =
        (amount / Decimal::from(10_000)).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    format!("{}万", grouped(wan))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_in_groups() {
        assert_eq!(grouped(dec!(120000)), "120,000.00");
        assert_eq!(grouped(dec!(0)), "0.00");
        assert_eq!(grouped(dec!(999.9)), "999.90");
        assert_eq!(grouped(dec!(1000)), "1,000.00");
        assert_eq!(grouped(dec!(-1234567.891)), "-1,234,567.89");
        assert_eq!(grouped(dec!(-0.001)), "0.00");
    }

    #[test]
    fn with_currency_and_in_wan() {
        assert_eq!(yuan(dec!(120000)), "¥120,000.00");
        assert_eq!(yuan(dec!(-5)), "-¥5.00");
        assert_eq!(wan(dec!(120000)), "12.00万");
        assert_eq!(wan(dec!(12345678)), "1,234.57万");
        assert_eq!(wan(dec!(49)), "0.00万");
    }
}
