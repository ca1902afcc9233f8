//! Asks who is there, if the server wants to know. The password is shown as `*`, goes to the connection, and is forgotten
//! here as soon as it was handed on.

use ratatui::{Frame, layout::Rect, text::Line};

use crate::{
    command::{Cmd, Context},
    i18n::{Lang, Msg},
    screen::Event,
    text::{clean, fit, graphemes, width},
    theme::{Role, Theme},
    widget::{LineEdit, centred, frame_box},
};

/// The two fields and what the server said.
#[derive(Debug)]
pub struct SignIn {
    login: LineEdit,
    password: Masked,
    on_password: bool,
    said: String,
    waits: bool,
}

/// A line whose text is never shown, not even in a log.
#[derive(Default)]
struct Masked(LineEdit);

impl std::fmt::Debug for Masked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

impl SignIn {
    /// Asks for the password of this login, and why.
    pub fn new(login: String, said: String) -> SignIn {
        let on_password = !login.is_empty();
        let login = LineEdit::with(login);
        SignIn { login, password: Masked::default(), on_password, said, waits: false }
    }

    /// It was tried and did not succeed.
    pub fn refused(&mut self, said: String) {
        self.said = said;
        self.waits = false;
    }

    /// It was tried and the server is silent; the store goes on trying.
    pub fn waits(&mut self) {
        self.waits = true;
    }

    /// Where keys are looked up.
    pub fn contexts(&self) -> Vec<Context> {
        vec![Context::Form]
    }

    /// Something was typed; a login and a password when they are to be tried.
    pub fn update(&mut self, event: Event) -> Option<(String, String)> {
        match event {
            Event::Text(c) => {
                self.field().insert(c);
            }
            Event::Paste(text) => self.field().paste(&text),
            Event::Command(Cmd::Accept | Cmd::Finish) if self.on_password => return self.tried(),
            Event::Command(Cmd::Accept | Cmd::NextField | Cmd::LineDown) => self.on_password = true,
            Event::Command(Cmd::PreviousField | Cmd::LineUp) => self.on_password = false,
            Event::Command(Cmd::Finish) => return self.tried(),
            Event::Command(cmd) => {
                self.field().command(cmd);
            }
            _ => {}
        }
        None
    }

    fn tried(&mut self) -> Option<(String, String)> {
        let login = self.login.text().trim().to_owned();
        if login.is_empty() {
            self.on_password = false;
            return None;
        }
        self.waits = true;
        self.said.clear();
        let Masked(password) = std::mem::take(&mut self.password);
        Some((login, password.text().to_owned()))
    }

    fn field(&mut self) -> &mut LineEdit {
        if self.on_password { &mut self.password.0 } else { &mut self.login }
    }

    /// Draws it in the middle.
    pub fn view(&self, frame: &mut Frame, area: Rect, lang: Lang, theme: &Theme) {
        let at = centred(area, 64, 9);
        let inside = frame_box(frame, at, lang.tr(Msg::ShellSignIn), true, theme);
        let line = |n: u16| {
            let row =
                Rect { x: inside.x + 1, y: inside.y + n, width: inside.width.saturating_sub(2), height: 1 };
            row.intersection(inside)
        };
        let labels = [lang.tr(Msg::ShellLogin), lang.tr(Msg::ShellPassword)];
        let wide = labels.iter().map(|label| width(label)).max().unwrap_or(0) + 2;
        let hidden = LineEdit::with("*".repeat(graphemes(self.password.0.text()).count()));
        let fields = [(&self.login, !self.on_password), (&hidden, self.on_password)];
        for ((n, label), (field, focus)) in (1..).step_by(2).zip(labels).zip(fields) {
            let row = line(n);
            frame.render_widget(Line::styled(fit(label, wide), theme.style(Role::Title)), row);
            let room = Rect { x: row.x + wide as u16, width: row.width.saturating_sub(wide as u16), ..row };
            field.view(frame, room.intersection(inside), focus, theme);
        }
        let words = if self.waits {
            Line::styled(lang.tr(Msg::ShellConnecting), theme.style(Role::Dim))
        } else {
            Line::styled(clean(&self.said).into_string(), theme.style(Role::Warn))
        };
        let text = ratatui::widgets::Paragraph::new(words).wrap(ratatui::widgets::Wrap { trim: true });
        let below = Rect { height: inside.height.saturating_sub(5), ..line(5) };
        frame.render_widget(text, below.intersection(inside));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widget::shown::draw;

    fn typed(form: &mut SignIn, text: &str) {
        for c in text.chars() {
            assert_eq!(form.update(Event::Text(c)), None);
        }
    }

    #[test]
    fn a_password_is_never_seen() {
        let mut form = SignIn::new("zhout".into(), "Login or password are wrong.".into());
        typed(&mut form, "geheim雪");
        let (rows, cursor, _) =
            draw(80, 24, |frame| form.view(frame, frame.area(), Lang::En, &Theme::mono()));
        let screen = rows.join("\n");
        assert!(
            screen.contains("zhout") && screen.contains("*******") && screen.contains("wrong"),
            "{screen}"
        );
        assert!(!screen.contains("geheim") && !format!("{form:?}").contains("geheim"));
        assert!(cursor.is_some());
        assert_eq!(form.update(Event::Command(Cmd::Accept)), Some(("zhout".into(), "geheim雪".into())));
        assert_eq!(form.password.0.text(), "");
    }

    #[test]
    fn a_login_is_asked_for_where_none_is_known() {
        let mut form = SignIn::new(String::new(), String::new());
        assert_eq!(form.update(Event::Command(Cmd::Finish)), None);
        typed(&mut form, "john");
        form.update(Event::Command(Cmd::Accept));
        typed(&mut form, "x");
        assert_eq!(form.update(Event::Command(Cmd::Finish)), Some(("john".into(), "x".into())));
    }
}
