//! From the first word to the confirmed order, at the keys of those who do it: an opportunity without evidence is refused, each stage
//! says what it lacks, a director comments and lets one pass, what is won is ordered without typing it again.

use crate::{
    pty::Pty,
    support::{TestDb, one},
};

const F3: &str = "\x1bOR";
const F8: &str = "\x1b[19~";
const F10: &str = "\x1b[21~";
const F12: &str = "\x1b[24~";

/// Somebody at the keys, which are counted.
struct Hands {
    pty: Pty,
    keys: usize,
}

impl Hands {
    fn of(db: &TestDb, login: &str, name: &str) -> Hands {
        let pty = Pty::kehu(&db.url(login), 120, 40);
        pty.shows(name);
        Hands { pty, keys: 0 }
    }

    /// Presses keys, then waits for what they bring. A key that sends several bytes is one.
    fn press(&mut self, keys: &[&str], brings: &str) -> String {
        for key in keys {
            self.keys += if key.starts_with('\x1b') { 1 } else { key.chars().count() };
        }
        self.pty.keys(&keys.concat());
        self.pty.shows(brings)
    }
}

#[test]
fn an_opportunity_goes_from_its_evidence_to_the_confirmed_order() {
    let db = TestDb::golden();
    let mut john = Hands::of(&db, "john", "王约翰");
    john.press(&["gs"], "夏季专题");
    john.press(&["n"], "New: Opportunity");
    john.press(&["Autumn\rshyy\r"], "上海雅韵化妆品有限公司");
    john.press(&["ss\r"], "时尚");
    john.press(&["wants it", F10], "Say in ten characters");
    john.press(&[" in the autumn", F10], "Saved: Autumn");
    // What it would order.
    john.press(&["\r"], "Stage history");
    john.pty.shows("First owner");
    john.press(&["\t", F8], "[Lines of opportunities");
    john.press(&["n"], "New: Line of an opportunity");
    john.press(&["fd\r"], "三联生活周刊 封底");
    john.press(&["2\r7.5", F10], "112,500.00");
    // The list has read it again when its sum and its row have the line in it.
    john.press(&[F3], "Amount 352,500.00");
    john.pty.until("the row", |screen| {
        screen.lines().any(|row| row.contains("Intent ..") && row.contains(" 112,500.00 "))
    });
    // Each stage says what it lacks; a reason lets a task be done later.
    john.press(&[">"], "Not done in this stage: 电话确认需求, 确认关键联系人");
    john.press(&["phoned", F10], "Needs analysis");
    john.press(&[">"], "Say when it is expected to close");
    john.pty.shows("Change: Opportunity Autumn");
    john.press(&["4-30", F10], "Saved: Autumn");
    john.pty.shows("04-30");
    john.press(&[">"], "拜访关键联系人, 明确决策人, 填写预计成交日");
    john.press(&["met", F10], "Proposal and quote");
    john.press(&[">"], "提交排期方案, 发出报价");
    john.press(&["sent", F10], "Negotiation");
    // Past an important stage only who has met the decision maker, or a superior, who says why.
    john.press(&[">"], "Nobody has spoken to the decision maker yet");
    john.pty.shows("New: Activity");
    john.press(&[F12], "[Opportunities]");
    let mut zhangw = Hands::of(&db, "zhangw", "张伟");
    zhangw.press(&["gs"], "Autumn");
    zhangw.press(&["C"], "New: Comment");
    zhangw.press(&["not below 8", F10], "Saved: ");
    zhangw.press(&[">"], "Nobody has spoken to the decision maker yet");
    zhangw.press(&["met him myself", F10], "Done. Next stage: Autumn");
    // What was said has reached him; the last stage is important too.
    john.press(&["gb"], "not below 8");
    john.press(&["gs"], "Autumn");
    john.press(&["a"], "New: Activity");
    john.press(&["call\rTalk\r\r\rlyq\r"], "林雅琴");
    john.press(&[F10], "Done: Talk");
    john.press(&["agreed", F10], "Done. ");
    john.press(&["m"], "Pick: Autumn");
    john.press(&["won\r"], "Won: Autumn");
    john.press(&["signed", F10], "1 Customer");
    john.pty.shows("112,500.00");
    john.press(&["\r\r\r30/40/30 m\r"], "33,750.00");
    john.press(&[F10], "handed in: 112,500.00");
    let mut zhout = Hands::of(&db, "zhout", "周婷");
    zhout.press(&["gE"], "SH-2002-0004");
    zhout.press(&["e"], "三联生活周刊 封底");
    zhout.press(&[F10], "SH-2002-0004 confirmed: 112,500.00 in 3 instalments");
    let sold =
        "select concat_ws(' ', o.state, o.net_amount, p.name, p.state, p.amount) as v from kehu.sales_order o
      join kehu.order_card c on c.order_id = o.id join kehu.opportunity p on p.id = c.opportunity_id";
    assert_eq!(one(&mut db.admin(), sold), "confirmed 112500.00 Autumn won 112500.00");
    let stays =
        "select string_agg(concat_ws(':', s.code, h.direction, h.overridden::text), ' ' order by h.id) as v
      from kehu.stage_history h join kehu.stage s on s.id = h.stage_id where h.opportunity_id = 2";
    assert_eq!(
        one(&mut db.admin(), stays),
        "intent:forward:false needs:forward:false proposal:forward:false negotiation:forward:true contract:close:false"
    );
    let keys = [john.keys, zhangw.keys, zhout.keys];
    println!("keys: {keys:?}");
    assert!(john.keys <= 190 && zhangw.keys <= 35 && zhout.keys <= 4, "{keys:?}");
}
