//! 大写: amounts in capital Chinese numerals, which finance staff check by (壹拾贰万元整), after the rules for filling in
//! bank notes and receipts: 整 only after whole yuan, 零 once for a gap, none between yuan and jiao.

use rust_decimal::{Decimal, prelude::ToPrimitive};

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];
const GROUPS: [&str; 4] = ["", "万", "亿", "万亿"];

/// The amount in capitals: 120000 is `壹拾贰万元整`, 1409.50 `壹仟肆佰零玖元伍角`, 0 `零元整`, -5 `负伍元整`. Rounded to the
/// fen first. Amounts of 10^16 and more, which no field holds, come out in digits.
pub fn capital(amount: Decimal) -> String {
    let amount = super::money::to_fen(amount);
    let fen = amount.abs().checked_mul(Decimal::ONE_HUNDRED).and_then(|fen| fen.to_u64());
    let Some(fen) = fen.filter(|fen| *fen < 1_000_000_000_000_000_000) else {
        return format!("{amount:.2}元");
    };
    let mut out = String::new();
    if amount < Decimal::ZERO {
        out.push('负');
    }
    let (yuan, jiao, fen) = (fen / 100, (fen / 10 % 10) as usize, (fen % 10) as usize);
    if yuan > 0 || (jiao == 0 && fen == 0) {
        whole(&mut out, yuan);
        out.push('元');
    }
    match (jiao, fen) {
        (0, 0) => out.push('整'),
        (0, fen) => {
            if yuan > 0 {
                out.push('零');
            }
            out.extend([DIGITS[fen], '分']);
        }
        (jiao, 0) => out.extend([DIGITS[jiao], '角']),
        (jiao, fen) => out.extend([DIGITS[jiao], '角', DIGITS[fen], '分']),
    }
    out
}

fn whole(out: &mut String, yuan: u64) {
    if yuan == 0 {
        out.push('零');
        return;
    }
    // A gap of zeros, however long, is one 零, and only between digits.
    let mut gap = false;
    let mut begun = false;
    for group in (0..4).rev() {
        let four = yuan / 10_u64.pow(group as u32 * 4) % 10_000;
        for place in (0..4).rev() {
            let digit = (four / 10_u64.pow(place as u32) % 10) as usize;
            if digit == 0 {
                gap = begun;
                continue;
            }
            if gap {
                out.push('零');
            }
            (gap, begun) = (false, true);
            out.push(DIGITS[digit]);
            out.push_str(PLACES[place]);
        }
        if four > 0 {
            // 万亿 is said once: the 亿 of the next group closes both.
            let below = !(yuan / 100_000_000).is_multiple_of(10_000);
            out.push_str(if group == 3 && below { "万" } else { GROUPS[group] });
            // Zeros that end a group need no 零 when the next group starts with its thousands.
            let next = group.checked_sub(1).map(|group| yuan / 10_u64.pow(group as u32 * 4) % 10_000);
            if next.is_some_and(|four| four >= 1000) {
                gap = false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whole_yuan() {
        for (amount, text) in [
            (dec!(120000), "壹拾贰万元整"),
            (dec!(324000), "叁拾贰万肆仟元整"),
            (dec!(0), "零元整"),
            (dec!(10), "壹拾元整"),
            (dec!(105), "壹佰零伍元整"),
            (dec!(1001), "壹仟零壹元整"),
            (dec!(10200), "壹万零贰佰元整"),
            (dec!(12000), "壹万贰仟元整"),
            (dec!(101000), "壹拾万壹仟元整"),
            (dec!(100010), "壹拾万零壹拾元整"),
            (dec!(1000000), "壹佰万元整"),
            (dec!(100000007), "壹亿零柒元整"),
            (dec!(100010000), "壹亿零壹万元整"),
            (dec!(1010001000), "壹拾亿壹仟万壹仟元整"),
            (dec!(999999999999), "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元整"),
            (dec!(1000000000000), "壹万亿元整"),
            (dec!(1000100000000), "壹万零壹亿元整"),
            (dec!(-5), "负伍元整"),
        ] {
            assert_eq!(capital(amount), text, "{amount}");
        }
    }

    #[test]
    fn jiao_and_fen_as_the_rules_of_payment_print_them() {
        for (amount, text) in [
            (dec!(1409.50), "壹仟肆佰零玖元伍角"),
            (dec!(6007.14), "陆仟零柒元壹角肆分"),
            (dec!(1680.32), "壹仟陆佰捌拾元叁角贰分"),
            (dec!(107000.53), "壹拾万柒仟元伍角叁分"),
            (dec!(16409.02), "壹万陆仟肆佰零玖元零贰分"),
            (dec!(325.04), "叁佰贰拾伍元零肆分"),
            (dec!(33333.34), "叁万叁仟叁佰叁拾叁元叁角肆分"),
            (dec!(0.50), "伍角"),
            (dec!(0.05), "伍分"),
            (dec!(0.15), "壹角伍分"),
            (dec!(0.004), "零元整"),
        ] {
            assert_eq!(capital(amount), text, "{amount}");
        }
    }

    proptest! {
        /// Reading the capitals back gives the amount: no zero is lost, no place doubled.
        #[test]
        fn says_the_amount_and_nothing_else(fen in 0u64..1_000_000_000_000_000_000) {
            let text = capital(Decimal::from(fen) / Decimal::ONE_HUNDRED);
            prop_assert_eq!(read(&text), fen, "{}", text);
            prop_assert!(!text.contains("零零") && !text.contains("零元零") , "{}", text);
        }
    }

    fn read(text: &str) -> u64 {
        let (mut yuan, mut group, mut digit, mut fen) = (0u64, 0u64, 0u64, 0u64);
        for c in text.chars() {
            match c {
                '拾' | '佰' | '仟' => {
                    group += digit * [10, 100, 1000]["拾佰仟".chars().position(|p| p == c).unwrap()];
                    digit = 0;
                }
                '万' => {
                    yuan += (group + digit) * 10_000;
                    (group, digit) = (0, 0);
                }
                '亿' => {
                    yuan = (yuan + group + digit) * 100_000_000;
                    (group, digit) = (0, 0);
                }
                '元' => {
                    yuan += group + digit;
                    (group, digit) = (0, 0);
                }
                '角' => fen += std::mem::take(&mut digit) * 10,
                '分' => fen += std::mem::take(&mut digit),
                '整' => {}
                c => digit = DIGITS.iter().position(|d| *d == c).unwrap() as u64,
            }
        }
        yuan * 100 + fen
    }
}
