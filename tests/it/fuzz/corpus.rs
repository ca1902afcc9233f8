//! What people type, to begin with: the examples of the page, and other words that mean something.

use super::page;

fn with(page: impl Iterator<Item = [&'static str; 2]>, more: &[&'static str]) -> Vec<&'static str> {
    page.flatten().chain(more.iter().copied()).collect()
}

const MORE_DATES: &[&str] = &["20261115", "昨天", "last mon"];

pub fn dates() -> Vec<&'static str> {
    with(page::DATES.iter().map(|row| [row.0, row.1]), MORE_DATES)
}

const MORE_AMOUNTS: &[&str] = &[
    "5万",
    "＝（１＋２）×３",
    "= 2 + 3 * 4",
    "100-20-30",
    "100÷4÷5",
    "2x3",
    "total*30%",
    "-5",
    "=-(1+2)",
    "list * issues",
    "=last-price",
    "3k",
];

pub fn amounts() -> Vec<&'static str> {
    with(page::AMOUNTS.iter().map(|row| [row.0, row.1]), MORE_AMOUNTS)
}

const MORE_DISCOUNTS: &[&str] = &["八折", "0.75", "100", "10折", "原价", "0"];

pub fn discounts() -> Vec<&'static str> {
    with(page::DISCOUNTS.iter().map(|row| [row.0, row.1]), MORE_DISCOUNTS)
}

const MORE_ISSUES: &[&str] = &["48期", "48-49,52", "52-2", "@11-30,12-7", "@2026-12-14", "2 from next fri"];

pub fn issues() -> Vec<&'static str> {
    with(page::ISSUES.iter().map(|row| [row.0, row.1]), MORE_ISSUES)
}

const MORE_PLANS: &[&str] = &[
    "50/50 w from eom",
    "x2 q",
    "100 @t",
    "30%/rest @t,first",
    "5万/rest m",
    "x4 m day 31",
    "分3期 每45天",
    "30/70 每月 月底起",
    "x3 每月底",
];

pub fn plans() -> Vec<&'static str> {
    with(page::PLANS.iter().map(|row| [row.0, row.1]), MORE_PLANS)
}

/// The examples of `kehu help query`, and other words that mean something.
pub fn queries() -> Vec<&'static str> {
    let examples = kehu::entry::examples::EXAMPLES.iter().flat_map(|one| [one.english, one.chinese]);
    examples.chain(MORE_QUERIES.iter().copied()).collect()
}

const MORE_QUERIES: &[&str] = &[
    "instalment show:pivot(rows=salesperson+customer.city,cols=due_on.month,sum(amount))",
    "收款计划 显示:图表(柱形,横轴=月,纵轴=比率(已收/金额),系列=业务员)",
    "order -(is:open or net_amount:1万..) \"or\" (customer^上 | code~SH) cols:code=12,customer sum:avg(received),count",
    "activity owner:$who=@john due:$month=2026-11..eom+3 no:order.line has:answered -#5",
    "客户 名称:\"a \\\" b\",^x 未收:!=0",
    "'; drop table kehu.order; --",
];
