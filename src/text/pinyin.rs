//! Search keys of Chinese names: whole pinyin and initials, so that `shyy` finds 上海雅韵 with the input method off
//! (spec/04.1). Knows readings, not records; matching is in `matches`.

mod readings;

use pinyin::ToPinyin;
use unicode_normalization::UnicodeNormalization;

use crate::domain::fold::fold;

/// The longest key that is kept: what a column of the type `kehu.line` holds.
const LONGEST: usize = 200;
/// A name with many characters of many readings gets its likeliest spellings only.
const MOST_SPELLINGS: usize = 12;

/// How a name is found by its sound. All keys are small ASCII letters and digits without blanks, ü is `v`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NameKeys {
    /// The whole pinyin: `shanghaiyayunhuazhuangpin`.
    pub pinyin: String,
    /// The first letters: `shyyhzp`. Letters and digits of the name stand there whole.
    pub initials: String,
    /// Whole pinyin and initials by the other readings that the name allows (单 dan and shan, 绿 lv and lu).
    pub others: Vec<String>,
}

/// A sound, or text that stays as it is.
enum Piece {
    /// The likeliest reading first.
    Sound(Vec<&'static str>),
    Latin(String),
}

/// The keys of a name. A surname is read as a surname when the name looks like a person's (two to four characters),
/// otherwise that reading is among the others; words such as 重庆, 银行, 厦门 are read as words.
pub fn keys(name: &str) -> NameKeys {
    let pieces = pieces(name);
    let mut spellings = vec![(String::new(), String::new())];
    for piece in &pieces {
        match piece {
            Piece::Latin(text) => {
                for (pinyin, initials) in &mut spellings {
                    pinyin.push_str(text);
                    initials.push_str(text);
                }
            }
            Piece::Sound(readings) => spellings = spell(spellings, readings),
        }
    }
    let mut spellings = spellings.into_iter().map(|(pinyin, initials)| (cut(pinyin), cut(initials)));
    let (pinyin, initials) = spellings.next().unwrap_or_default();
    let mut others: Vec<String> = Vec::new();
    for (whole, first) in spellings {
        for key in [whole, first] {
            if key != pinyin && key != initials && !others.contains(&key) {
                others.push(key);
            }
        }
    }
    NameKeys { pinyin, initials, others }
}

/// Every spelling so far with every reading; the first of all stays the likeliest.
fn spell(spellings: Vec<(String, String)>, readings: &[&'static str]) -> Vec<(String, String)> {
    let mut next = Vec::with_capacity(spellings.len() * readings.len());
    for reading in readings {
        for (pinyin, initials) in &spellings {
            if next.len() < MOST_SPELLINGS || *reading == readings[0] {
                next.push((
                    format!("{pinyin}{}", letters(reading)),
                    format!("{initials}{}", &letters(reading)[..1]),
                ));
            }
        }
    }
    next.truncate(MOST_SPELLINGS);
    next
}

/// What is typed for a syllable: ü is the `v` of input methods.
fn letters(reading: &str) -> String {
    reading.replace('ü', "v")
}

fn cut(mut key: String) -> String {
    key.truncate(LONGEST);
    key
}

fn pieces(name: &str) -> Vec<Piece> {
    let name = fold(name);
    let chars: Vec<char> = name.chars().filter(|c| !c.is_whitespace()).collect();
    let person = (2..=4).contains(&chars.len()) && chars.iter().all(|c| c.to_pinyin().is_some());
    let mut pieces = Vec::with_capacity(chars.len());
    let mut at = 0;
    // 单 and the like begin words too (单县): the word decides then.
    if readings::word(&chars).is_none()
        && let Some((length, sounds)) = readings::surname(&chars)
    {
        for (c, sound) in chars.iter().zip(sounds) {
            let (own, usual) = (vec![*sound], readings::of(*c));
            let sounds = if person { [own, usual] } else { [usual, own] };
            pieces.push(Piece::Sound(distinct(sounds.concat())));
        }
        at = length;
    }
    while at < chars.len() {
        if let Some((length, sounds)) = readings::word(&chars[at..]) {
            for (c, sound) in chars[at..].iter().zip(sounds) {
                pieces.push(Piece::Sound(distinct([vec![*sound], readings::of(*c)].concat())));
            }
            at += length;
            continue;
        }
        let sounds = readings::of(chars[at]);
        if sounds.is_empty() {
            pieces.push(Piece::Latin(latin(chars[at])));
        } else {
            pieces.push(Piece::Sound(sounds));
        }
        at += 1;
    }
    pieces
}

fn distinct(sounds: Vec<&'static str>) -> Vec<&'static str> {
    let mut kept: Vec<&'static str> = Vec::new();
    for sound in sounds {
        if !kept.contains(&sound) {
            kept.push(sound);
        }
    }
    kept
}

/// ASCII letters and digits, accents dropped; signs are no key.
fn latin(c: char) -> String {
    std::iter::once(c).nfkd().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn both(name: &str) -> (String, String) {
        let keys = keys(name);
        (keys.pinyin, keys.initials)
    }

    fn spelled(name: &str, pinyin: &str, initials: &str) {
        assert_eq!(both(name), (pinyin.to_owned(), initials.to_owned()), "{name}");
    }

    #[test]
    fn names_of_the_page() {
        spelled("上海雅韵化妆品", "shanghaiyayunhuazhuangpin", "shyyhzp");
        spelled("上海雅韵化妆品有限公司", "shanghaiyayunhuazhuangpinyouxiangongsi", "shyyhzpyxgs");
        spelled("北京益瑞盈商贸有限公司", "beijingyiruiyingshangmaoyouxiangongsi", "bjyrysmyxgs");
        spelled("李明朗", "liminglang", "lml");
        assert!(keys("上海雅韵化妆品有限公司").others.is_empty(), "no rare readings");
    }

    #[test]
    fn words_are_read_as_words_and_the_other_reading_is_kept() {
        spelled("重庆", "chongqing", "cq");
        assert_eq!(keys("重庆").others, ["zhongqing", "zq"]);
        spelled("厦门航空", "xiamenhangkong", "xmhk");
        spelled("武汉长江酒业有限公司", "wuhanchangjiangjiuyeyouxiangongsi", "whcjjyyxgs");
        spelled("成都都市传媒", "chengdudushichuanmei", "cddscm");
        spelled("招商银行", "zhaoshangyinhang", "zsyh");
        spelled("乐清音乐厅", "yueqingyinyueting", "yqyyt");
        spelled("广州番禺", "guangzhoupanyu", "gzpy");
    }

    #[test]
    fn surnames_are_read_as_surnames_in_a_persons_name() {
        for (name, pinyin, other) in [
            ("单雄信", "shanxiongxin", "danxiongxin"),
            ("曾国藩", "zengguofan", "cengguofan"),
            ("仇英", "qiuying", "chouying"),
            ("区志明", "ouzhiming", "quzhiming"),
            ("尉迟恭", "yuchigong", "weichigong"),
            ("长孙无忌", "zhangsunwuji", "changsunwuji"),
        ] {
            let keys = keys(name);
            assert_eq!(keys.pinyin, pinyin);
            assert!(keys.others.contains(&other.to_owned()), "{name} {:?}", keys.others);
        }
        let company = keys("单氏食品有限公司");
        assert_eq!(company.initials, "dsspyxgs");
        assert!(company.others.contains(&"ssspyxgs".to_owned()), "{:?}", company.others);
        assert_eq!(keys("新单").pinyin, "xindan");
    }

    #[test]
    fn letters_and_digits_stay_small_and_whole() {
        spelled("ＡＢＣ（中国）有限公司", "abczhongguoyouxiangongsi", "abczgyxgs");
        spelled("3M 中国", "3mzhongguo", "3mzg");
        spelled("L'Oréal", "loreal", "loreal");
        spelled("1/2横", "12heng", "12h");
        spelled("", "", "");
    }

    #[test]
    fn u_with_dots_is_v_and_u() {
        let keys = keys("绿地");
        assert_eq!((keys.pinyin.as_str(), keys.initials.as_str()), ("lvdi", "ld"));
        assert!(keys.others.contains(&"ludi".to_owned()));
    }

    proptest! {
        #[test]
        fn keys_are_small_letters_and_digits_of_bounded_length(name in "\\PC{0,80}|[一-龥]{0,40}|[重单长乐行]{0,30}") {
            let keys = keys(&name);
            for key in [&keys.pinyin, &keys.initials].into_iter().chain(&keys.others) {
                prop_assert!(key.len() <= LONGEST);
                prop_assert!(key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()), "{}", key);
            }
            prop_assert!(keys.others.len() <= 2 * MOST_SPELLINGS);
        }
    }
}
