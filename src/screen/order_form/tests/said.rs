//! Orders in words: the example of ux/02 2.7, what fits several, and `!`.

use super::*;
use crate::domain::order_text;

const TEXT: &str = "shyy; sl fd 3 7.5; cs ny 3; 30/40/30 m";

fn said(text: &str, picks: Vec<Pick>) -> Probe {
    let mut probe = Probe::new(open::order_said(order_text::parse(text).unwrap()));
    probe.answer("pick", Ok(Reply::Picks(picks)));
    media(&mut probe);
    probe
}

#[test]
fn an_order_in_words_is_shown_filled_in_and_finished_by_hand() {
    for text in [TEXT, "雅韵；三联 封底 3期 7.5折；城市画报 内页整版 3期；30/40/30 m"] {
        let mut probe = said(text, yayun()[..1].to_vec());
        probe.answer("desk", Ok(Reply::Desk(Box::new(desk()))));
        assert!(probe.question("save").is_none(), "it is only shown");
        let shown = probe.shown();
        for part in ["三联生活周刊 封底", "城市画报 内页整版", "302,400.00", "120,960.00"] {
            assert!(shown.contains(part), "{part}\n{shown}");
        }
        probe.cmd(Cmd::Finish);
        check_two_lines(&sent(&probe));
    }
}

#[test]
fn an_exclamation_mark_finishes_it_once_everything_is_known() {
    let mut probe = said(&format!("{TEXT}!"), yayun()[..1].to_vec());
    assert!(probe.question("save").is_none(), "the discount of last time is not here yet");
    probe.answer("desk", Ok(Reply::Desk(Box::new(desk()))));
    check_two_lines(&sent(&probe));
}

#[test]
fn what_fits_several_is_shown_and_nothing_is_sent() {
    let mut probe = said(&format!("{TEXT}!"), yayun());
    assert!(probe.screen_status().contains("fits several"), "{}", probe.screen_status());
    probe.answer("pick", Ok(Reply::Picks(yayun())));
    assert!(probe.shown().contains("上海逸颜化妆品有限公司"), "{}", probe.shown());
    assert!(probe.question("save").is_none());
    let mut probe = said("shyy; sl 3 7.5; cs ny 3!", yayun()[..1].to_vec());
    probe.answer("desk", Ok(Reply::Desk(Box::new(desk()))));
    assert!(probe.screen_status().contains("fits several"), "{}", probe.screen_status());
    assert!(probe.shown().contains("三联生活周刊 内页整版"), "{}", probe.shown());
    assert!(probe.question("save").is_none());
}

#[test]
fn keys_typed_meanwhile_come_after_the_words() {
    let mut probe = Probe::new(open::order_said(order_text::parse(TEXT).unwrap()));
    probe.cmd(Cmd::Finish);
    assert!(probe.question("save").is_none());
    media(&mut probe);
    probe.answer("pick", Ok(Reply::Picks(yayun()[..1].to_vec())));
    probe.answer("desk", Ok(Reply::Desk(Box::new(desk()))));
    check_two_lines(&sent(&probe));
}

#[test]
fn names_in_the_words_are_looked_up_one_after_the_other() {
    let found =
        |id, label: &str| Ok(Reply::Picks(vec![Pick { id, label: label.into(), detail: String::new() }]));
    let words =
        "shyy; sl fd 3 7.5; sl fd design 500; agency jc 15%; title cg; contract CT-00007; 30/40/30 m !";
    let mut probe = said(words, yayun()[..1].to_vec());
    probe.answer("desk", Ok(Reply::Desk(Box::new(desk()))));
    assert!(probe.question("save").is_none(), "the agency is still to be found");
    probe.answer("pick", found(8, "精诚广告"));
    probe.answer("pick", found(6, "精诚广告有限公司"));
    probe.answer("pick", found(7, "CT-00007"));
    let order = sent(&probe);
    assert_eq!((order.agency_id, order.invoice_title_id, order.contract_id), (Some(8), Some(6), Some(7)));
    assert_eq!(order.commission_rate, dec("0.15"));
    let surcharge = &order.lines[1];
    assert_eq!((surcharge.surcharge_kind.as_deref(), surcharge.amount), (Some("design"), dec("500")));
    // What fits several is shown, and nothing is sent.
    let mut probe = said("shyy; sl fd 3 7.5; agency sh; 30/40/30 m !", yayun()[..1].to_vec());
    probe.answer("desk", Ok(Reply::Desk(Box::new(desk()))));
    probe.answer("pick", Ok(Reply::Picks(yayun())));
    assert!(probe.question("save").is_none() && probe.screen_status().contains("fits several"));
}
