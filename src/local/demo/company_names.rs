//! Invented names of companies: town, two characters, trade, legal form. And names that no program likes.

use super::{dice::Dice, spelling::spell};

/// The first characters of brands.
pub const FIRST: [&str; 40] = [
    "雅", "韵", "澜", "晨", "蓝", "瑞", "恒", "嘉", "欣", "悦", "凯", "泰", "宏", "鼎", "明", "远", "海",
    "星", "朗", "博", "锦", "盛", "华", "丰", "卓", "逸", "诺", "维", "新", "润", "天", "金", "银", "安",
    "康", "百", "千", "云", "松", "禾",
];
/// The second.
pub const SECOND: [&str; 40] = [
    "诗", "兰", "雅", "曼", "妮", "丽", "达", "通", "源", "业", "邦", "威", "力", "科", "美", "秀", "香",
    "颜", "姿", "歌", "川", "峰", "原", "林", "谷", "堂", "坊", "轩", "庭", "格", "森", "舟", "帆", "翼",
    "景", "泽", "沐", "朵", "和", "成",
];

/// Code in dictionary `industry`, share in percent, what companies of it call themselves.
pub const INDUSTRIES: [(&str, f64, [&str; 3]); 12] = [
    ("cosmetics", 35.0, ["化妆品", "美容用品", "生物美肤"]),
    ("household", 12.0, ["日化", "日用化学", "洗护用品"]),
    ("cars", 12.0, ["汽车销售", "汽车贸易", "汽车服务"]),
    ("property", 8.0, ["置业", "房地产开发", "地产"]),
    ("liquor", 7.0, ["酒业", "酿酒", "酒类销售"]),
    ("electronics", 8.0, ["通信设备", "电子科技", "数码"]),
    ("fashion", 6.0, ["服饰", "时装", "制衣"]),
    ("finance", 3.0, ["投资管理", "保险经纪", "财富管理"]),
    ("travel", 2.0, ["旅行社", "航空服务", "度假"]),
    ("medicine", 2.0, ["医药", "制药", "保健品"]),
    ("food", 3.0, ["食品", "饮料", "乳业"]),
    ("other", 2.0, ["家居", "文化传播", "贸易"]),
];

/// Names that people do type: long, mixed, with emoji, quotes, formulas, Arabic letters, marks upon marks. Those with a
/// direction override or a control character are not among them: the database refuses these.
pub const AWKWARD: [&str; 10] = [
    "上海浦东新区张江高科技园区亚太国际化妆品与个人护理用品研究开发生产销售股份有限公司",
    "👩‍👩‍👧‍👦家庭护理 💄 (上海)有限公司",
    "=HYPERLINK(\"http://example.com\",\"点我\")贸易公司",
    "O'Neil & \"Söhne\" <cosmetics> 有限公司",
    "Z̷̢͝a̴l̵g̸o̶ 香水工作室",
    "　全角空格　ＡＢＣ１２３化妆品公司　",
    "شركة التجميل 上海代表处",
    "𠮷野家具𪚥𪚥有限公司",
    "-1+1|cmd /c 有限公司\\n%s",
    "ﬁne①㈱℡½ 兼容字符有限公司",
];

/// A company's brand, two characters that no other company of this list has. The brands of the five that are known by name
/// (雅韵, 晨光, 蓝月, 长江, 东方) sound like no other's: their initials find them alone.
pub fn brands(dice: &mut Dice) -> Vec<String> {
    let known = ["yy", "cg", "ly", "cj", "df"];
    let pairs = FIRST.iter().flat_map(|a| SECOND.iter().map(move |b| (a, b)));
    let mut all: Vec<String> = pairs.filter(|(a, b)| a != b).map(|(a, b)| format!("{a}{b}")).collect();
    all.retain(|brand| !known.contains(&spell(brand).1.as_str()));
    all.sort_unstable();
    all.dedup();
    dice.shuffle(&mut all);
    all
}

/// The whole name of a company.
pub fn company(city: &str, brand: &str, trade: &str, dice: &mut Dice) -> String {
    match dice.below(8) {
        0 => format!("{brand}{trade}({city})有限公司"),
        1 => format!("{city}{brand}{trade}股份有限公司"),
        2 => format!("{city}{brand}{trade}集团有限公司"),
        _ => format!("{city}{brand}{trade}有限公司"),
    }
}

/// An advertising agency.
pub fn agency(city: &str, brand: &str, dice: &mut Dice) -> String {
    let trade = dice.pick(&["广告", "传媒", "媒介策划", "品牌传播"]);
    format!("{city}{brand}{trade}有限公司")
}

/// Another spelling of a name, as a second salesperson may enter it: other legal form, the town elsewhere, full-width
/// letters. It is not equal to any name in its plain form, or the database would refuse it.
pub fn twin(n: usize, city: &str, brand: &str, trade: &str) -> (String, String) {
    match n % 4 {
        0 => (format!("{city}{brand}{trade}有限公司"), format!("{city}{brand}{trade}股份有限公司")),
        1 => (format!("{city}{brand}{trade}有限公司"), format!("{brand}{trade}({city})有限公司")),
        2 => (format!("{city}{brand}{trade}有限公司"), format!("{brand}{trade}有限公司")),
        _ => {
            let latin = ["DMC", "VIP", "ECO", "KIN", "SUN"][n / 4 % 5];
            let wide: String = latin.chars().filter_map(|c| char::from_u32(c as u32 + 0xFEE0)).collect();
            (
                format!("{city}{latin}{brand}{trade}有限公司"),
                format!("{city}{wide}{brand}{trade}有限责任公司"),
            )
        }
    }
}
