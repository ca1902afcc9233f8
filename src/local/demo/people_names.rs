//! Invented names of people.

use super::dice::Dice;

/// Family names.
pub const SURNAMES: [&str; 48] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何",
    "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓",
    "许", "傅", "沈", "曾", "彭", "吕", "苏", "卢", "蒋", "蔡", "贾", "丁", "欧阳", "诸葛",
];
/// Given names of women.
pub const OF_WOMEN: [&str; 24] = [
    "雅琴", "丽", "婷", "静怡", "梦洁", "晓燕", "慧", "敏", "雪", "思颖", "佳", "芳", "玉兰", "倩", "淑贞",
    "莹", "欣怡", "蕾", "丹", "春梅", "文君", "洁", "菲", "若兰",
];
/// Given names of men.
pub const OF_MEN: [&str; 24] = [
    "伟", "强", "建国", "志明", "磊", "军", "晨", "浩然", "俊杰", "鹏", "涛", "国栋", "宇", "斌", "永康",
    "海涛", "子轩", "明", "刚", "立新", "会明", "毅", "文博", "家豪",
];

/// A name, and whether it is a woman's.
pub fn person(dice: &mut Dice) -> (String, bool) {
    let woman = dice.percent(52);
    let given = dice.pick(if woman { &OF_WOMEN } else { &OF_MEN });
    (format!("{}{given}", dice.pick(&SURNAMES)), woman)
}
