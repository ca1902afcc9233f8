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
