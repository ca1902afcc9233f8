//! How Chinese characters sound in names. The table of the `pinyin` crate lists every reading ever attested, rare ones
//! too (有 wei, 方 pang); this page keeps those that people use, puts the right one first, and knows words and surnames
//! that are read in their own way.

use pinyin::ToPinyin;

/// The readings of a character in use, the likeliest first; empty when it is no Chinese character.
pub(super) fn of(c: char) -> Vec<&'static str> {
    if let Some((_, readings)) = SEVERAL.iter().find(|(chars, _)| chars.contains(c)) {
        return readings.to_vec();
    }
    let Some(sound) = c.to_pinyin() else { return Vec::new() };
    match sound.plain() {
        // Typed both ways.
        "lü" => vec!["lv", "lu"],
        "nü" => vec!["nv", "nu"],
        "lüe" => vec!["lve", "lue"],
        "nüe" => vec!["nve", "nue"],
        plain => vec![plain],
    }
}

/// The word that the text starts with, if it is read in its own way: its length and its sounds.
pub(super) fn word(chars: &[char]) -> Option<(usize, &'static [&'static str])> {
    starts_with(WORDS, chars)
}

/// The surname that the text starts with, if it is read in its own way; two characters before one.
pub(super) fn surname(chars: &[char]) -> Option<(usize, &'static [&'static str])> {
    starts_with(SURNAMES, chars)
}

type Table = &'static [(&'static str, &'static [&'static str])];

fn starts_with(table: Table, chars: &[char]) -> Option<(usize, &'static [&'static str])> {
    table
        .iter()
        .find(|(word, _)| {
            word.chars().count() <= chars.len() && word.chars().zip(chars).all(|(a, b)| a == *b)
        })
        .map(|(_, sounds)| (sounds.len(), *sounds))
}

/// Characters with several readings in use, or whose first reading in the crate's table is not the one in names.
const SEVERAL: Table = &[
    ("长", &["chang", "zhang"]),
    ("重", &["zhong", "chong"]),
    ("行", &["xing", "hang"]),
    ("乐", &["le", "yue"]),
    ("都", &["du", "dou"]),
    ("单", &["dan", "shan"]),
    ("曾", &["ceng", "zeng"]),
    ("仇", &["chou", "qiu"]),
    ("朴", &["pu", "piao"]),
    ("解", &["jie", "xie"]),
    ("区", &["qu", "ou"]),
    ("查", &["cha", "zha"]),
    ("盖", &["gai", "ge"]),
    ("盛", &["sheng", "cheng"]),
    ("晟", &["sheng", "cheng"]),
    ("翟", &["zhai", "di"]),
    ("覃", &["qin", "tan"]),
    ("尉", &["wei", "yu"]),
    ("缪", &["miao", "mou"]),
    ("牟", &["mou", "mu"]),
    ("厦", &["sha", "xia"]),
    ("佛", &["fo", "fu"]),
    ("朝", &["chao", "zhao"]),
    ("调", &["diao", "tiao"]),
    ("传", &["chuan", "zhuan"]),
    ("藏", &["cang", "zang"]),
    ("参", &["can", "shen"]),
    ("会", &["hui", "kuai"]),
    ("强", &["qiang", "jiang"]),
    ("降", &["jiang", "xiang"]),
    ("角", &["jiao", "jue"]),
    ("觉", &["jue", "jiao"]),
    ("校", &["xiao", "jiao"]),
    ("卡", &["ka", "qia"]),
    ("咖", &["ka", "ga"]),
    ("伽", &["jia", "qie", "ga"]),
    ("露", &["lu", "lou"]),
    ("落", &["luo", "la"]),
    ("络", &["luo", "lao"]),
    ("模", &["mo", "mu"]),
    ("泊", &["bo", "po"]),
    ("薄", &["bo", "bao"]),
    ("柏", &["bai", "bo"]),
    ("炮", &["pao", "bao"]),
    ("屏", &["ping", "bing"]),
    ("莞", &["guan", "wan"]),
    ("番", &["fan", "pan"]),
    ("蚌", &["bang", "beng"]),
    ("蔚", &["wei", "yu"]),
    ("莘", &["xin", "shen"]),
    ("召", &["zhao", "shao"]),
    ("折", &["zhe", "she"]),
    ("种", &["zhong", "chong"]),
    ("乾", &["qian", "gan"]),
    ("度", &["du", "duo"]),
    ("量", &["liang"]),
    ("娜", &["na", "nuo"]),
    ("茜", &["qian", "xi"]),
    ("纤", &["xian", "qian"]),
    ("拓", &["tuo", "ta"]),
    ("率", &["lv", "shuai"]),
    ("什", &["shi", "shen"]),
    ("塞", &["sai", "se"]),
    ("色", &["se", "shai"]),
    ("宿", &["su", "xiu"]),
    ("系", &["xi", "ji"]),
    ("巷", &["xiang", "hang"]),
    ("省", &["sheng", "xing"]),
    ("石", &["shi", "dan"]),
    ("车", &["che", "ju"]),
    ("大", &["da", "dai"]),
    ("弹", &["dan", "tan"]),
    ("提", &["ti", "di"]),
    ("谷", &["gu", "yu"]),
    ("贾", &["jia", "gu"]),
    ("奇", &["qi", "ji"]),
    ("便", &["bian", "pian"]),
    ("给", &["gei", "ji"]),
    ("还", &["huan", "hai"]),
    ("好", &["hao"]),
    ("轧", &["zha", "ya"]),
    ("钻", &["zuan"]),
    ("亳", &["bo"]),
    ("着", &["zhe", "zhuo"]),
    ("血", &["xue", "xie"]),
    ("壳", &["ke", "qiao"]),
    ("铺", &["pu"]),
    ("堡", &["bao", "pu", "bu"]),
    ("隗", &["wei", "kui"]),
    ("逄", &["pang"]),
    ("汤", &["tang"]),
    ("洗", &["xi", "xian"]),
    ("阿", &["a", "e"]),
];

/// Words whose characters are read otherwise than alone; longer words first where one begins another.
const WORDS: Table = &[
    ("重庆", &["chong", "qing"]),
    ("重阳", &["chong", "yang"]),
    ("重叠", &["chong", "die"]),
    ("厦门", &["xia", "men"]),
    ("鹭厦", &["lu", "xia"]),
    ("西藏", &["xi", "zang"]),
    ("藏药", &["zang", "yao"]),
    ("番禺", &["pan", "yu"]),
    ("蚌埠", &["beng", "bu"]),
    ("六安", &["lu", "an"]),
    ("六合", &["lu", "he"]),
    ("乐清", &["yue", "qing"]),
    ("乐亭", &["lao", "ting"]),
    ("涡阳", &["guo", "yang"]),
    ("铅山", &["yan", "shan"]),
    ("单县", &["shan", "xian"]),
    ("莘县", &["shen", "xian"]),
    ("蔚县", &["yu", "xian"]),
    ("东阿", &["dong", "e"]),
    ("阿胶", &["e", "jiao"]),
    ("阿房", &["e", "pang"]),
    ("黄陂", &["huang", "pi"]),
    ("歙县", &["she", "xian"]),
    ("盱眙", &["xu", "yi"]),
    ("什邡", &["shi", "fang"]),
    ("十里堡", &["shi", "li", "pu"]),
    ("大夫", &["dai", "fu"]),
    ("银行", &["yin", "hang"]),
    ("行业", &["hang", "ye"]),
    ("商行", &["shang", "hang"]),
    ("车行", &["che", "hang"]),
    ("洋行", &["yang", "hang"]),
    ("分行", &["fen", "hang"]),
    ("支行", &["zhi", "hang"]),
    ("总行", &["zong", "hang"]),
    ("央行", &["yang", "hang"]),
    ("投行", &["tou", "hang"]),
    ("琴行", &["qin", "hang"]),
    ("花行", &["hua", "hang"]),
    ("工行", &["gong", "hang"]),
    ("农行", &["nong", "hang"]),
    ("建行", &["jian", "hang"]),
    ("招行", &["zhao", "hang"]),
    ("交行", &["jiao", "hang"]),
    ("音乐", &["yin", "yue"]),
    ("声乐", &["sheng", "yue"]),
    ("乐器", &["yue", "qi"]),
    ("乐团", &["yue", "tuan"]),
    ("乐队", &["yue", "dui"]),
    ("乐府", &["yue", "fu"]),
    ("民乐", &["min", "yue"]),
    ("国乐", &["guo", "yue"]),
    ("会计", &["kuai", "ji"]),
    ("会稽", &["kuai", "ji"]),
    ("空调", &["kong", "tiao"]),
    ("调味", &["tiao", "wei"]),
    ("调料", &["tiao", "liao"]),
    ("协调", &["xie", "tiao"]),
    ("人参", &["ren", "shen"]),
    ("海参", &["hai", "shen"]),
    ("党参", &["dang", "shen"]),
    ("传记", &["zhuan", "ji"]),
    ("校对", &["jiao", "dui"]),
    ("模具", &["mu", "ju"]),
    ("模样", &["mu", "yang"]),
    ("钢琴", &["gang", "qin"]),
    ("家长", &["jia", "zhang"]),
    ("成长", &["cheng", "zhang"]),
    ("增长", &["zeng", "zhang"]),
    ("院长", &["yuan", "zhang"]),
    ("校长", &["xiao", "zhang"]),
    ("总长", &["zong", "zhang"]),
    ("董事长", &["dong", "shi", "zhang"]),
    ("便宜", &["pian", "yi"]),
    ("头发", &["tou", "fa"]),
];

/// Surnames read otherwise than the same character elsewhere; compound ones first.
const SURNAMES: Table = &[
    ("尉迟", &["yu", "chi"]),
    ("长孙", &["zhang", "sun"]),
    ("万俟", &["mo", "qi"]),
    ("澹台", &["tan", "tai"]),
    ("单于", &["chan", "yu"]),
    ("单", &["shan"]),
    ("曾", &["zeng"]),
    ("仇", &["qiu"]),
    ("朴", &["piao"]),
    ("解", &["xie"]),
    ("区", &["ou"]),
    ("查", &["zha"]),
    ("盖", &["ge"]),
    ("盛", &["sheng"]),
    ("翟", &["zhai"]),
    ("覃", &["qin"]),
    ("缪", &["miao"]),
    ("召", &["shao"]),
    ("折", &["she"]),
    ("种", &["chong"]),
    ("洗", &["xian"]),
    ("员", &["yun"]),
    ("祭", &["zhai"]),
    ("乐", &["yue"]),
    ("繁", &["po"]),
    ("秘", &["bi"]),
    ("黑", &["he"]),
    ("尉", &["wei"]),
    ("阚", &["kan"]),
    ("句", &["gou"]),
    ("晁", &["chao"]),
    ("逄", &["pang"]),
    ("乜", &["nie"]),
    ("宓", &["mi"]),
    ("隗", &["wei"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_have_a_sound_for_each_character() {
        for (word, sounds) in WORDS.iter().chain(SURNAMES) {
            assert_eq!(word.chars().count(), sounds.len(), "{word}");
        }
        for (c, readings) in SEVERAL {
            assert_eq!(c.chars().count(), 1, "{c}");
            assert!(!readings.is_empty(), "{c}");
        }
    }

    #[test]
    fn no_entry_stands_twice_or_behind_its_own_beginning() {
        for table in [WORDS, SURNAMES, SEVERAL] {
            for (i, (word, _)) in table.iter().enumerate() {
                assert!(!table[..i].iter().any(|(before, _)| word.starts_with(before)), "{word}");
            }
        }
    }
}
