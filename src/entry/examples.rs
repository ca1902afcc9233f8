//! Queries to learn the filter language by (ux/03 3.4), in both languages. What `kehu help query` prints is what the tests run.

use crate::i18n::Msg;

/// A query that says something useful.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// With the stable names.
    pub english: &'static str,
    /// With the words of the Chinese screen.
    pub chinese: &'static str,
    /// What it asks for.
    pub means: Msg,
}

/// All of them.
pub static EXAMPLES: &[Example] = &[
    example(
        "instalment @scope is:open due:this_week",
        "收款计划 @范围 是:未收 到期:本周",
        Msg::ExampleThisWeek,
    ),
    example(
        "instalment overdue_days:>30 no:promised",
        "收款计划 逾期天数:>30 无:承诺日",
        Msg::ExampleLongOverdue,
    ),
    example(
        "activity kind:dunning owner:@me is:open",
        "行动 类型:催款 负责人:@我 是:未完",
        Msg::ExampleDunning,
    ),
    example(
        "activity owner:@person due:$month=this_month",
        "行动 负责人:@此人 到期:$月=本月",
        Msg::ExampleMonthOfPerson,
    ),
    example(
        "opportunity @directs amount:>=20万 stage:方案报价,商务谈判",
        "机会 @直属 金额:>=20万 阶段:方案报价,商务谈判",
        Msg::ExampleHighValue,
    ),
    example(
        "opportunity is:stale sort:-days_uncontacted",
        "机会 是:久未接触 排序:-未接触天数",
        Msg::ExampleStale,
    ),
    example(
        "customer (value_grade:A or is:key) last_contact:..-15d",
        "客户 (价值:A 或 是:重点) 最后联系:..-15天",
        Msg::ExampleSilent,
    ),
    example("customer status:active no:opportunity", "客户 状态:活跃 无:机会", Msg::ExampleNoOpportunity),
    example(
        "insertion @scope is:open planned:this_week",
        "刊登 @范围 是:未刊 计划日:本周",
        Msg::ExampleAppears,
    ),
    example("insertion is:late or is:material_late", "刊登 是:逾期 或 是:素材逾期", Msg::ExampleLate),
    example(
        "order line.publication:三联 signed:-90d..",
        "订单 明细.媒体:三联 签订:-90天..",
        Msg::ExampleWithTitle,
    ),
    example(
        "order signed:2026q3 group:salesperson sum:net_amount",
        "订单 签订:2026q3 分组:业务员 合计:金额",
        Msg::ExampleGrouped,
    ),
    example("customer shyy", "客户 shyy", Msg::ExampleInitials),
    example("customer 雅韵", "客户 雅韵", Msg::ExampleName),
    example("customer 5588", "客户 5588", Msg::ExamplePhone),
    example(
        "instalment in:\"逾期应收\" customer.city:上海",
        "收款计划 属于:\"逾期应收\" 客户.城市:上海",
        Msg::ExampleView,
    ),
    example(
        "activity is:overdue -owner:@me sort:due top:50",
        "行动 是:逾期 非 负责人:@我 排序:到期 前:50",
        Msg::ExampleOthers,
    ),
];

const fn example(english: &'static str, chinese: &'static str, means: Msg) -> Example {
    Example { english, chinese, means }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{
            kind::Kind,
            query::{self, Tongue},
        },
        entry::lexicon::Labels,
        store::Words,
    };

    #[test]
    fn each_says_the_same_in_both_languages() {
        let word = |code: &str, chinese: &str| (code.to_owned(), chinese.to_owned(), String::new());
        let stages = vec![word("proposal", "方案报价"), word("negotiation", "商务谈判")];
        let lists =
            [("city", vec![word("sh", "上海")]), ("value_grade", vec![word("A", "A")]), ("stage", stages)];
        let words: Words = lists.map(|(list, words)| (list.to_owned(), words)).into();
        let labels = Labels { dictionaries: Some(&words) };
        for example in EXAMPLES {
            let read = |text: &str| query::read(text, Kind::Customer, &labels);
            let (english, chinese) = (read(example.english), read(example.chinese));
            assert_eq!(english.faults, [], "{}", example.english);
            assert_eq!(chinese.faults, [], "{}", example.chinese);
            // A parameter is called as its author calls it.
            let print = |reading: &query::Reading| {
                query::print(&reading.query, Kind::Customer, Tongue::English, &labels)
                    .replace("$月", "$month")
            };
            assert_eq!(print(&english), print(&chinese));
        }
    }
}
