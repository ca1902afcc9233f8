//! How the settings look: the rows, what the one under the cursor means, and a sample of what was chosen.

use chrono::TimeDelta;
use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{Choice, Item, Said, Settings};
use crate::{
    domain::{field::Shape, value::Value},
    i18n::{Lang, Msg},
    screen::{Look, cell},
    text::{clean, cut, fit, width},
    theme::Role,
    widget::frame_box,
};

/// Rows of the sample with its frame.
const SAMPLE: u16 = 5;
/// Rows of the words about the item under the cursor, with a blank one before.
const ABOUT: u16 = 4;

impl Settings {
    pub(super) fn draw(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let sample = if area.height >= SAMPLE + ABOUT + 9 { SAMPLE } else { 0 };
        let rows = Rect { height: area.height - sample, ..area };
        let title = look.lang.tr(Msg::CmdAppSettings).to_owned();
        let inside = frame_box(frame, rows, title, true, look.theme);
        let own = self.own();
        let labels =
            self.choices.iter().map(|choice| width(label(choice.item, look.lang))).max().unwrap_or(0);
        let values = self.choices.iter().map(|choice| {
            let all = choice.values.iter().map(|value| width(&word(choice.item, value, look)));
            all.chain([width(&as_here(choice, look))]).max().unwrap_or(0)
        });
        let values = values.max().unwrap_or(0).min(usize::from(inside.width) / 2);
        for ((at, choice), row) in self.choices.iter().enumerate().zip(inside.rows()) {
            let here = at == self.at;
            let value = own.get(choice.item).map(|value| word(choice.item, value, look));
            let set = value.is_some();
            let value = value.unwrap_or_else(|| as_here(choice, look));
            let (open, close) = if here { ("<", ">") } else { (" ", " ") };
            let changed = self.changed.iter().any(|(item, _)| *item == choice.item);
            // Who says it stands below, where there is room.
            let wins = || format!("! {}", word(choice.item, &choice.here, look));
            let wins = choice.said.as_ref().map_or(String::new(), |_| wins());
            let line = Line::from(vec![
                Span::raw(if here { "> " } else { "  " }),
                Span::raw(fit(label(choice.item, look.lang), labels)),
                Span::styled(format!(" {}", if changed { "*" } else { " " }), look.theme.style(Role::Marked)),
                Span::styled(format!("{open} "), look.theme.style(Role::Key)),
                Span::styled(fit(&value, values), look.theme.style(if set { Role::Text } else { Role::Dim })),
                Span::styled(format!(" {close} "), look.theme.style(Role::Key)),
                Span::styled(wins, look.theme.style(Role::Warn)),
            ]);
            let role = if here { Role::Selected } else { Role::Text };
            frame.render_widget(line.style(look.theme.style(role)), row);
            if here {
                frame.set_cursor_position((row.x, row.y));
            }
        }
        self.draw_about(frame, inside, look);
        if sample > 0 {
            draw_sample(frame, Rect { y: rows.bottom(), height: sample, ..area }, look);
        }
    }

    /// What the item under the cursor means.
    fn draw_about(&self, frame: &mut Frame, inside: Rect, look: &Look) {
        let Some(choice) = self.item() else { return };
        let wins = choice.said.as_ref().map(|said| (wins_here(choice, said, look), Role::Warn));
        let text = look.lang.tr(about(choice.item)).lines().map(|line| (line.to_owned(), Role::Dim));
        let below = inside.rows().skip(self.choices.len() + 1);
        for ((line, role), row) in wins.into_iter().chain(text).zip(below) {
            let line = cut(&line, usize::from(row.width).saturating_sub(3));
            frame.render_widget(Line::styled(format!("  {line}"), look.theme.style(role)), row);
        }
    }

    /// What is saved and what is not.
    pub(super) fn said(&self, look: &Look) -> Line<'static> {
        let (msg, role) = match self {
            Settings { saving: Some(_), .. } => (Msg::SettingsSaving, Role::Warn),
            Settings { owed: true, .. } => (Msg::SettingsNotSaved, Role::Bad),
            Settings { changed, .. } if changed.is_empty() => (Msg::SettingsNothing, Role::Dim),
            _ => (Msg::SettingsUnsaved, Role::Warn),
        };
        Line::styled(format!(" {}", look.lang.tr(msg)), look.theme.style(role))
    }
}

fn label(item: Item, lang: Lang) -> &'static str {
    lang.tr(match item {
        Item::Language => Msg::SettingsLang,
        Item::Keys => Msg::SettingsKeys,
        Item::Theme => Msg::SettingsTheme,
        Item::Motion => Msg::SettingsMotion,
        Item::Bell => Msg::SettingsBell,
        Item::Money => Msg::SettingsMoney,
        Item::Hints => Msg::SettingsHints,
    })
}

fn about(item: Item) -> Msg {
    match item {
        Item::Language => Msg::SettingsAboutLang,
        Item::Keys => Msg::SettingsAboutKeys,
        Item::Theme => Msg::SettingsAboutTheme,
        Item::Motion => Msg::SettingsAboutMotion,
        Item::Bell => Msg::SettingsAboutBell,
        Item::Money => Msg::SettingsAboutMoney,
        Item::Hints => Msg::SettingsAboutHints,
    }
}

/// A value in words; a file of the user's own goes by its name.
fn word(item: Item, value: &str, look: &Look) -> String {
    let lang = look.lang;
    let msg = match (item, value) {
        (Item::Language, "en") => Msg::SettingsEnglish,
        (Item::Language, "zh-CN") => Msg::SettingsChinese,
        (Item::Keys, "default") => Msg::SettingsKeysDefault,
        (Item::Keys, "vim") => Msg::SettingsKeysVim,
        (Item::Keys, "classic") => Msg::SettingsKeysClassic,
        (Item::Theme, "dark") => Msg::SettingsThemeDark,
        (Item::Theme, "light") => Msg::SettingsThemeLight,
        (Item::Theme, "contrast") => Msg::SettingsThemeContrast,
        (Item::Theme, "cb") => Msg::SettingsThemeCb,
        (Item::Theme, "mono") => Msg::SettingsThemeMono,
        (Item::Theme, "ansi16") => Msg::SettingsThemeAnsi16,
        (Item::Motion, "full") => Msg::SettingsMotionFull,
        (Item::Motion, "off") => Msg::SettingsMotionOff,
        (Item::Bell | Item::Hints, "on") => Msg::SettingsOn,
        (Item::Bell | Item::Hints, "off") => Msg::SettingsOff,
        (Item::Money, "yuan") => Msg::SettingsYuan,
        (Item::Money, "wan") => Msg::SettingsWan,
        _ => return clean(value).into_string(),
    };
    lang.tr(msg).to_owned()
}

/// What is shown where the person set nothing.
fn as_here(choice: &Choice, look: &Look) -> String {
    look.lang.fmt(Msg::SettingsAsHere, &[&word(choice.item, &choice.here, look)])
}

/// What wins over the person here, and who says it.
fn wins_here(choice: &Choice, said: &Said, look: &Look) -> String {
    let who = match said {
        Said::Flag => look.lang.tr(Msg::SettingsByFlag).to_owned(),
        Said::Environment => look.lang.tr(Msg::SettingsByEnvironment).to_owned(),
        Said::File(path) => clean(path).into_string(),
    };
    look.lang.fmt(Msg::SettingsWinsHere, &[&word(choice.item, &choice.here, look), &who])
}

/// Rows as lists have them, in the colours, the language and the money of the moment.
fn draw_sample(frame: &mut Frame, area: Rect, look: &Look) {
    let inside = frame_box(frame, area, look.lang.tr(Msg::SettingsSample).to_owned(), false, look.theme);
    let today = look.session.map(|session| session.today);
    let rows = [
        (0, "38600", Role::Good, Msg::SettingsSamplePaid, Role::Text),
        (-12, "1026666.68", Role::Bad, Msg::SettingsSampleLate, Role::Selected),
        (3, "240000", Role::Warn, Msg::SettingsSampleSoon, Role::Text),
    ];
    for ((away, amount, role, words, ground), row) in rows.into_iter().zip(inside.rows()) {
        let money = amount.parse().map_or(Value::Empty, Value::Money);
        let money = cell::show(&money, Shape::Money, look);
        let day = today.map_or(Value::Empty, |today| Value::Date(today + TimeDelta::days(away)));
        let day = cell::show(&day, Shape::Date, look);
        let line = Line::from(vec![
            Span::raw(if ground == Role::Selected { " > " } else { "   " }),
            Span::styled(fit(&day, 12), look.theme.style(Role::Dim)),
            Span::raw(format!("{}{money}  ", " ".repeat(14usize.saturating_sub(width(&money))))),
            Span::styled(look.lang.tr(words).to_owned(), look.theme.style(role)),
        ]);
        frame.render_widget(line.style(look.theme.style(ground)), row);
    }
}
