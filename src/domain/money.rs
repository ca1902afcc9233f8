//! Money rules M1 to M7 of spec/05.11: yuan with two decimals, half-up to the fen, splits that add up. All amounts are CNY;
//! what is shown in 万元 never comes back into a sum (M11).

mod show;
mod typed;

use rust_decimal::{Decimal, RoundingStrategy};

pub use show::{grouped, wan, yuan};
pub use typed::{AmountError, parse, parse_with};

/// The largest amount a field holds, exclusive: a trillion yuan (domain `kehu.amount`).
pub const LIMIT: Decimal = Decimal::from_parts(3_567_587_328, 232, 0, false, 0);

/// Half-up to the fen (M1); below zero away from zero, as PostgreSQL's `round` does.
pub fn to_fen(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// What one insertion costs: `round(list x discount, 2)` (M2). `discount` is the pay ratio.
pub fn unit_price(list_price: Decimal, discount: Decimal) -> Decimal {
    to_fen(list_price.saturating_mul(discount))
}

/// What a line costs: unit price times insertions (M2).
pub fn line_amount(unit_price: Decimal, issues: usize) -> Decimal {
    unit_price.saturating_mul(Decimal::from(issues))
}

/// `parts` equal parts, each cut down to the fen, the last takes the remainder (M3). No parts, no amounts.
pub fn split_equal(total: Decimal, parts: usize) -> Vec<Decimal> {
    if parts == 0 {
        return Vec::new();
    }
    let each = (total / Decimal::from(parts)).round_dp_with_strategy(2, RoundingStrategy::ToZero);
    last_takes_the_rest(total, vec![each; parts - 1])
}

/// Parts by percentage points, each but the last rounded to the fen, the last is the rest (M4). The last percentage is
/// what the others leave, whatever it says.
pub fn split_percent(total: Decimal, percents: &[Decimal]) -> Vec<Decimal> {
    let Some((_, firsts)) = percents.split_last() else { return Vec::new() };
    last_takes_the_rest(total, firsts.iter().map(|percent| percent_of(total, *percent)).collect())
}

/// So many percent of an amount, to the fen.
pub fn percent_of(total: Decimal, percent: Decimal) -> Decimal {
    to_fen(total.saturating_mul(percent) / Decimal::ONE_HUNDRED)
}

fn last_takes_the_rest(total: Decimal, mut parts: Vec<Decimal>) -> Vec<Decimal> {
    let rest = total - parts.iter().sum::<Decimal>();
    parts.push(rest);
    parts
}

/// An amount taken apart: what is tax, what is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaxInside {
    /// Without tax.
    pub net: Decimal,
    /// The tax.
    pub tax: Decimal,
}

/// The tax inside an amount (M7); `rate` 0.06 is 6 %. The two parts add up to the amount.
pub fn tax_inside(amount: Decimal, rate: Decimal) -> TaxInside {
    let net = amount.checked_div(Decimal::ONE + rate).map_or(amount, to_fen);
    TaxInside { net, tax: amount - net }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_limit_is_a_trillion() {
        assert_eq!(LIMIT, dec!(1000000000000));
    }

    #[test]
    fn m1_half_up_to_the_fen() {
        assert_eq!(to_fen(dec!(0.005)), dec!(0.01));
        assert_eq!(to_fen(dec!(2.675)), dec!(2.68));
        assert_eq!(to_fen(dec!(2.6749)), dec!(2.67));
        assert_eq!(to_fen(dec!(-0.005)), dec!(-0.01));
    }

    #[test]
    fn m2_unit_price_then_line() {
        let unit = unit_price(dec!(48000.00), dec!(0.7500));
        assert_eq!(unit, dec!(36000.00));
        assert_eq!(line_amount(unit, 3), dec!(108000.00));
        let unit = unit_price(dec!(96000.00), dec!(0.75));
        assert_eq!((unit, line_amount(unit, 3)), (dec!(72000.00), dec!(216000.00)));
    }

    #[test]
    fn m3_the_last_takes_the_remainder() {
        assert_eq!(split_equal(dec!(100000), 3), [dec!(33333.33), dec!(33333.33), dec!(33333.34)]);
        assert_eq!(split_equal(dec!(5.47), 3), [dec!(1.82), dec!(1.82), dec!(1.83)]);
        assert_eq!(split_equal(dec!(5.47), 1), [dec!(5.47)]);
        assert!(split_equal(dec!(5.47), 0).is_empty());
    }

    #[test]
    fn m4_percentages_the_last_is_the_rest() {
        let parts = split_percent(dec!(88000), &[dec!(30), dec!(40), dec!(30)]);
        assert_eq!(parts, [dec!(26400), dec!(35200), dec!(26400)]);
        let parts = split_percent(dec!(0.03), &[dec!(50), dec!(50)]);
        assert_eq!(parts, [dec!(0.02), dec!(0.01)]);
    }

    #[test]
    fn m7_tax_is_inside() {
        let (net, tax) = (dec!(100000.00), dec!(6000.00));
        assert_eq!(tax_inside(dec!(106000), dec!(0.06)), TaxInside { net, tax });
        let (net, tax) = (dec!(113207.55), dec!(6792.45));
        assert_eq!(tax_inside(dec!(120000), dec!(0.06)), TaxInside { net, tax });
    }

    proptest! {
        #[test]
        fn splits_add_up_to_the_fen(fen in 0i64..100_000_000_000_000, parts in 1usize..400, percents in prop::collection::vec(1u32..100, 1..40)) {
            let total = Decimal::new(fen, 2);
            let equal = split_equal(total, parts);
            prop_assert_eq!(equal.len(), parts);
            prop_assert_eq!(equal.iter().sum::<Decimal>(), total);
            prop_assert!(equal.iter().all(|part| *part == to_fen(*part) && *part <= *equal.last().unwrap()));
            let percents: Vec<_> = percents.into_iter().map(Decimal::from).collect();
            let parts = split_percent(total, &percents);
            prop_assert_eq!(parts.iter().sum::<Decimal>(), total);
            prop_assert!(parts.iter().all(|part| *part == to_fen(*part)));
        }

        #[test]
        fn tax_and_net_add_up(fen in 0i64..100_000_000_000_000, points in 0i64..100) {
            let amount = Decimal::new(fen, 2);
            let inside = tax_inside(amount, Decimal::new(points, 2));
            prop_assert_eq!(inside.net + inside.tax, amount);
            prop_assert!(inside.tax >= Decimal::ZERO);
        }
    }
}
