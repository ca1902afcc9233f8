//! The unified social credit code of a company (统一社会信用代码, GB 32100): eighteen characters, the last of which follows from
//! the others. The fifteen digits of older papers are read too.

/// The characters in the order of their values: no I, O, S, V, Z.
const LETTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// What is wrong with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// So many characters, neither 18 nor 15.
    Characters(usize),
    /// A character that no code has.
    Letter(char),
    /// The last character does not belong to the others: one of them is mistyped.
    Digit,
}

/// The code as it is kept: capital letters, no blanks, no dashes.
pub fn parse(text: &str) -> Result<String, Wrong> {
    let folded = super::fold::fold(text);
    let code: String = folded.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let code = code.to_uppercase();
    match code.chars().count() {
        15 => match code.chars().find(|c| !c.is_ascii_digit()) {
            Some(letter) => Err(Wrong::Letter(letter)),
            None => Ok(code),
        },
        18 => match code.chars().find(|c| !LETTERS.contains(*c)) {
            Some(letter) => Err(Wrong::Letter(letter)),
            None if digit(&code[..17]) == code.chars().last() => Ok(code),
            None => Err(Wrong::Digit),
        },
        count => Err(Wrong::Characters(count)),
    }
}

/// The eighteenth character that belongs to these seventeen; none: they are no beginning of a code.
pub fn digit(first: &str) -> Option<char> {
    if first.chars().count() != 17 {
        return None;
    }
    let (mut sum, mut weight) = (0, 1);
    for letter in first.chars() {
        sum += LETTERS.find(letter)? * weight;
        weight = weight * 3 % 31;
    }
    LETTERS.chars().nth((31 - sum % 31) % 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_codes_are_read_however_they_are_typed() {
        for code in ["91110000802100433B", "91330100799655058B", "9144030071526726XG", "914403001922038216"] {
            assert_eq!(parse(code).as_deref(), Ok(code));
            assert_eq!(parse(&code.to_lowercase()).as_deref(), Ok(code));
        }
        assert_eq!(parse(" 9111 0000-8021 0043 3b").as_deref(), Ok("91110000802100433B"));
        assert_eq!(parse("９１１１００００８０２１００４３３Ｂ").as_deref(), Ok("91110000802100433B"));
        assert_eq!(parse("310104123456789").as_deref(), Ok("310104123456789"), "a tax number of 2001");
    }

    #[test]
    fn one_mistyped_character_is_always_noticed() {
        let code = "91110000802100433B";
        for (at, right) in code.char_indices() {
            for letter in LETTERS.chars().filter(|letter| *letter != right) {
                let mut wrong = code.to_owned();
                wrong.replace_range(at..=at, &letter.to_string());
                assert_eq!(parse(&wrong), Err(Wrong::Digit), "{wrong}");
            }
        }
        assert_eq!(parse("91110000802100433"), Err(Wrong::Characters(17)));
        assert_eq!(parse("9111000080210O433B"), Err(Wrong::Letter('O')));
        assert_eq!(parse("31010412345678A"), Err(Wrong::Letter('A')));
    }
}
