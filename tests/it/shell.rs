//! The frame around the screens, the palette, the help and the sign-in, as a user meets them.

use std::time::Duration;

use kehu::{
    app::{Msg, Order},
    i18n::Lang,
    store::{News, Reply, Request, StoreError},
};

use crate::stage::{Stage, entered, session};

#[test]
fn the_first_place_of_each_role_is_open_at_the_start() {
    for (login, first) in
        [("zhout", "[1]Due"), ("john", "[1]Todos"), ("liuzy", "[0]Home"), ("wug", "[0]Home")]
    {
        let screen = Stage::new(login).screen();
        let row = screen.lines().next().unwrap_or_default();
        assert!(row.contains(first) && row.contains(&session(login).name), "{login}: {row}");
    }
}

#[test]
fn digits_and_go_keys_lead_to_places_and_backspace_back() {
    let mut stage = Stage::new("zhout");
    let row = |stage: &mut Stage| stage.screen().lines().next().unwrap_or_default().to_owned();
    assert!(row(stage.keys("4")).contains("[4]Customers"));
    assert!(row(stage.keys("g P")).contains("[Positions]"));
    assert!(row(stage.keys("<Backspace>")).contains("[4]Customers"));
    assert!(row(stage.keys("<F3>")).contains("[1]Due"));
    assert!(row(stage.keys("]")).contains("[2]Delivery"));
    assert!(row(stage.keys("0")).contains("[0]Home"));
    assert!(row(stage.keys("1")).contains("[1]Due"));
    assert!(!stage.has_left());
    assert!(stage.keys("q").has_left());
}

#[test]
fn the_language_changes_at_once_everywhere() {
    let mut stage = Stage::new("zhout");
    assert!(stage.screen().contains("Help"));
    stage.keys("v L");
    let screen = stage.screen();
    assert!(screen.contains("帮助") && screen.contains("[1]到期") && screen.contains("ZH|en"), "{screen}");
    assert!(matches!(stage.asked("own"), Some(Request::SetPref(name, _)) if name == "settings"));
}

#[test]
fn a_prefix_shows_its_window_after_a_moment() {
    let mut stage = Stage::new("zhout");
    stage.keys("g");
    assert!(!stage.screen().contains("Rate cards"));
    stage.pass(Duration::from_millis(300));
    assert!(stage.screen().contains("Rate cards"));
    stage.keys("<Esc>");
    assert!(!stage.screen().contains("Rate cards"));
}

#[test]
fn the_palette_runs_what_it_finds_in_the_place_below() {
    let mut stage = Stage::new("zhout");
    stage.keys("<C-k> kehu <Enter>").keys("<Esc>");
    assert!(stage.keys(": 客户 <Enter>").screen().contains("[4]Customers"));
    // Used lately, so it is the first now; with an input method on, a digit is enough.
    stage.keys("1");
    assert!(stage.keys("<F9> 1").screen().contains("[4]Customers"));
}

#[test]
fn a_silent_server_is_said_and_what_is_shown_stays() {
    let mut stage = Stage::new("zhout");
    let before = stage.screen();
    stage.tell(Msg::News(News::Offline));
    let screen = stage.screen();
    assert!(screen.lines().next().unwrap_or_default().contains("offline"), "{screen}");
    assert_eq!(screen.lines().nth(3), before.lines().nth(3));
    stage.tell(Msg::News(News::Online));
    assert!(!stage.screen().contains("offline"));
    assert!(matches!(stage.asked("session"), Some(Request::SignIn)), "the day may be another one");
}

#[test]
fn a_server_that_is_silent_at_the_start_is_waited_for() {
    let mut stage = Stage::outside("zhout");
    assert!(stage.screen().contains("Connecting"));
    stage.answer("session", Err(StoreError::Offline));
    assert!(stage.screen().contains("Trying again"));
    stage.tell(Msg::News(News::Online));
    stage.answer("session", Ok(entered("zhout")));
    assert!(stage.screen().contains("[1]Due"));
}

#[test]
fn the_answer_to_the_sign_in_brings_what_the_first_list_begins_with() {
    let mut stage = Stage::outside("zhout");
    let Reply::Entered(mut entry) = entered("zhout") else { panic!("no entry") };
    entry.prefs.insert("list.receivables".to_owned(), serde_json::json!({"tab": "overdue"}));
    stage.answer("session", Ok(Reply::Entered(entry)));
    assert!(matches!(stage.asked("rows"), Some(Request::List(_))), "the rows are asked for at once");
    assert!(stage.asked("prefs").is_none());
    assert!(stage.screen().contains("[overdue"), "{}", stage.screen());
}

#[test]
fn a_password_is_asked_only_if_the_server_wants_one() {
    let mut stage = Stage::outside("john");
    stage.answer("session", Err(StoreError::SignIn("The server wants a password.".into())));
    stage.keys("geheim");
    let caret = stage.cursor();
    stage.keys("x");
    assert_eq!(stage.cursor(), (caret.0 + 1, caret.1), "where an input method composes");
    stage.keys("<Backspace>");
    let screen = stage.screen();
    assert!(screen.contains("wants a password") && screen.contains("******") && !screen.contains("geheim"));
    stage.keys("<Enter>");
    assert!(stage.orders.iter().any(
        |order| matches!(order, Order::Enter { login, password } if login == "john" && password == "geheim")
    ));
    stage.answer("session", Err(StoreError::SignIn("Login or password are wrong.".into())));
    assert!(stage.screen().contains("are wrong"));
    stage.keys("richtig <Enter>").answer("session", Ok(entered("john")));
    assert!(stage.screen().contains("王约翰"));
}

#[test]
fn what_is_too_small_says_so_and_takes_no_blind_commands() {
    let mut stage = Stage::new("zhout").sized(40, 12);
    assert!(stage.screen().contains("too small"));
    let asked = stage.questions().len();
    stage.keys("4 o");
    assert_eq!(stage.questions().len(), asked);
    let screen = stage.sized(80, 24).screen();
    assert!(screen.contains("[1]Due"), "{screen}");
}

#[test]
fn no_size_breaks_the_frame() {
    for columns in [1, 2, 20, 59, 60, 61, 80, 131, 200] {
        for rows in [1, 2, 15, 16, 17, 24, 60] {
            let mut stage = Stage::new("zhout").sized(columns, rows);
            stage.keys("g").pass(Duration::from_secs(1));
            stage.screen();
            stage.keys("<Esc> <F9>").screen();
            stage.keys("<Esc> ?").screen();
        }
    }
}

#[test]
fn the_windows_of_the_program_look_as_they_should() {
    for lang in [Lang::En, Lang::Zh] {
        for (columns, rows) in [(80, 24), (120, 40)] {
            let name = |what: &str| format!("{what}-{}-{columns}x{rows}", lang.code());
            let mut stage = Stage::new("zhout").speaking(lang).sized(columns, rows);
            insta::assert_snapshot!(name("help"), stage.keys("?").screen());
            stage.keys("<Esc> <F9>");
            let title = if lang == Lang::En { "Commands" } else { "命令面板" };
            insta::assert_snapshot!(name("palette"), stage.window(title));
            stage.keys("<Esc> g").pass(Duration::from_secs(1));
            insta::assert_snapshot!(name("which-key"), stage.window("g"));
            let mut door = Stage::outside_in("john", lang).sized(columns, rows);
            insta::assert_snapshot!(name("connecting"), door.screen());
            door.answer("session", Err(StoreError::SignIn("...".into())));
            insta::assert_snapshot!(name("sign-in"), door.screen());
        }
        let mut small = Stage::new("zhout").speaking(lang).sized(40, 12);
        insta::assert_snapshot!(format!("too-small-{}", lang.code()), small.screen());
    }
}
