//! Other words that people use for kinds and fields beside those on the screen. They are read and never printed.

use crate::domain::{kind::Kind, query::Thing};

const FIELDS: &[(&str, &[&str])] = &[
    ("net_amount", &["金额", "amount"]),
    ("department", &["dept", "部门"]),
    ("commission_amount", &["commission"]),
    ("signed_on", &["签订"]),
    ("is_key", &["重要"]),
    ("overdue_days", &["逾期天数"]),
    ("promised_on", &["承诺日"]),
];

const OWN_FIELDS: &[(Kind, &str, &[&str])] = &[
    (Kind::Activity, "owner", &["负责人"]),
    (Kind::Activity, "assigned_by", &["指派人"]),
    (Kind::Line, "amount", &["小计"]),
    (Kind::Instalment, "amount", &["应收"]),
    (Kind::Order, "agency", &["代理"]),
    (Kind::Activity, "done_at", &["完成日"]),
];

const KINDS: &[(Kind, &[&str])] = &[(Kind::Line, &["明细"]), (Kind::Activity, &["todo", "待办"])];

/// The other words for a thing.
pub fn of(thing: Thing) -> &'static [&'static str] {
    match thing {
        Thing::Kind(kind) => KINDS.iter().find(|(one, _)| *one == kind).map_or(&[], |(_, words)| words),
        Thing::Field(kind, field) => {
            let own = OWN_FIELDS.iter().find(|(one, name, _)| *one == kind && *name == field.name);
            let any = FIELDS.iter().find(|(name, _)| *name == field.name);
            own.map(|(.., words)| *words).or(any.map(|(_, words)| *words)).unwrap_or(&[])
        }
        Thing::Code(..) | Thing::Named(_) => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::query, entry::lexicon::Labels};

    /// The most used fields, as the page of the filter language names them.
    const PAGE: &[(Kind, &str)] = &[
        (Kind::Customer, "负责人 部门 状态 价值 行业 来源 城市 标签 最后联系 下次联系 未收"),
        (
            Kind::Customer,
            "owner dept status value_grade industry source city tags last_contact next_contact outstanding",
        ),
        (Kind::Order, "客户 代理 业务员 助理 签订 状态 金额"),
        (Kind::Order, "customer agency salesperson assistant signed state net_amount"),
        (Kind::Line, "媒体 版位 期数 折扣 小计"),
        (Kind::Insertion, "订单 刊期 媒体 版位 计划日 状态 素材截止 刊出日 页码 样刊号"),
        (Kind::Instalment, "订单 客户 期 到期 应收 已收 未收 逾期天数 承诺日 业务员"),
        (
            Kind::Instalment,
            "order customer seq due amount received outstanding overdue_days promised salesperson",
        ),
        (Kind::Payment, "付款人 收款日 方式"),
        (Kind::Payment, "payer received method"),
        (Kind::Activity, "类型 标题 客户 负责人 指派人 到期 状态 完成日 优先级 结果 客户反馈"),
        (
            Kind::Activity,
            "kind title customer owner assigned_by due state done priority result customer_feedback",
        ),
    ];

    #[test]
    fn every_field_of_the_page_is_understood() {
        let labels = Labels { dictionaries: None };
        let unknown = |kind: Kind, word: &str| {
            let faults = query::read_rows(&format!("no:{word}"), kind, &labels).faults;
            (!faults.is_empty()).then(|| format!("{kind:?} {word}"))
        };
        let words = PAGE.iter().flat_map(|(kind, words)| words.split(' ').map(move |word| (*kind, word)));
        let unknown: Vec<_> = words.filter_map(|(kind, word)| unknown(kind, word)).collect();
        assert_eq!(unknown, Vec::<String>::new());
    }
}
