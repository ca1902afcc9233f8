//! The key table: one generator for the help screen, `kehu keys`, and the README.

use super::{Binding, Key, Keymap};
use crate::{
    command::{Cmd, Command, Context},
    i18n::{Lang, Msg},
    input::usual,
};

/// The keys of one context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Where they hold.
    pub context: Context,
    /// Its name in the user's language.
    pub title: &'static str,
    /// One row a command.
    pub rows: Vec<SheetRow>,
}

/// A command with its keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// The command.
    pub cmd: Cmd,
    /// Its id, as keymap files name it.
    pub id: &'static str,
    /// Its name in the user's language.
    pub title: &'static str,
    /// Each way to give it.
    pub keys: Vec<String>,
}

impl Keymap {
    /// What the help of a screen shows: what works in these contexts, the closest first.
    pub fn help(&self, contexts: &[Context], lang: Lang) -> Vec<Group> {
        let bindings: Vec<&Binding> = self.bindings(contexts);
        self.with_letters(groups(contexts.iter().copied(), &bindings, lang), lang)
    }

    /// The whole table: every context with what is bound in it and can be pressed there.
    pub fn sheet(&self, lang: Lang) -> Vec<Group> {
        let pressed = |binding: &&Binding| {
            let first = binding.keys.first();
            let counts = first.and_then(|key| self.digit(*key)).is_some_and(|digit| digit > 0);
            !counts && first.is_some_and(|key| !self.filters(usual(binding.context), *key))
        };
        let bindings: Vec<&Binding> = self.all().iter().filter(pressed).collect();
        let all = Context::ALL.into_iter().map(|(context, _)| context);
        self.with_letters(groups(all, &bindings, lang), lang)
    }

    /// Where letters search, the table says so.
    fn with_letters(&self, mut groups: Vec<Group>, lang: Lang) -> Vec<Group> {
        for group in groups.iter_mut().filter(|group| self.searches() && group.context == Context::List) {
            let filter = Command::of(Cmd::Filter);
            let keys = || vec!["a..z".to_owned()];
            let row =
                filter.map(|it| SheetRow { cmd: it.cmd, id: it.id, title: it.title(lang), keys: keys() });
            group.rows.splice(0..0, row);
        }
        groups
    }
}

fn groups(contexts: impl Iterator<Item = Context>, bindings: &[&Binding], lang: Lang) -> Vec<Group> {
    let group = |context: Context| {
        let mut rows: Vec<SheetRow> = Vec::new();
        for binding in bindings.iter().filter(|binding| binding.context == context) {
            let key = Key::label(&binding.keys);
            match rows.iter_mut().find(|row| row.cmd == binding.cmd) {
                Some(row) => row.keys.push(key),
                None => {
                    let Some(command) = Command::of(binding.cmd) else { continue };
                    let title = command.title(lang);
                    rows.push(SheetRow { cmd: binding.cmd, id: command.id, title, keys: vec![key] });
                }
            }
        }
        Group { context, title: context.title(lang), rows }
    };
    contexts.map(group).filter(|group| !group.rows.is_empty()).collect()
}

/// The table as Markdown: what stands in the README between its marks.
pub fn markdown(groups: &[Group], lang: Lang) -> String {
    let mut out = String::new();
    for group in groups {
        let (keys, action) = (lang.tr(Msg::KeysKey), lang.tr(Msg::KeysAction));
        out.push_str(&format!("**{}**\n\n| {keys} | {action} |\n|---|---|\n", group.title));
        for row in &group.rows {
            let keys: Vec<String> =
                row.keys.iter().map(|key| format!("`{}`", key.replace('|', "\\|"))).collect();
            out.push_str(&format!("| {} | {} |\n", keys.join(" "), row.title));
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::usual;

    #[test]
    fn the_help_of_a_screen_begins_with_its_own_keys() {
        let help = Keymap::standard().help(usual(Context::Receivables), Lang::Zh);
        let titles: Vec<&str> = help.iter().map(|group| group.title).collect();
        assert_eq!(titles, ["应收", "列表与记录", "文本框以外各处"]);
        let receive = help[0].rows.iter().find(|row| row.cmd == Cmd::Receive).unwrap();
        assert_eq!((receive.title, receive.keys.join(" ")), ("收款", "r F10 Ctrl-Y".to_owned()));
        // What the screen takes away from the contexts below is not promised there.
        assert!(help.iter().all(|group| group.rows.iter().all(|row| row.cmd != Cmd::Finish)));
    }

    #[test]
    fn the_sheet_has_every_binding_once() {
        let keymap = Keymap::standard();
        let listed: usize = keymap
            .sheet(Lang::En)
            .iter()
            .map(|group| group.rows.iter().map(|row| row.keys.len()).sum::<usize>())
            .sum();
        assert_eq!(listed, keymap.all().len());
    }

    #[test]
    fn the_sheet_of_a_preset_promises_only_what_can_be_pressed() {
        let sheet = |name| Keymap::load(name, &[] as &[&std::path::Path]).0.sheet(Lang::En);
        let keys = |groups: &[Group], context, cmd| {
            let group = groups.iter().find(|group| group.context == context).unwrap();
            group.rows.iter().find(|row| row.cmd == cmd).map_or(String::new(), |row| row.keys.join(" "))
        };
        let classic = sheet("classic");
        assert_eq!(keys(&classic, Context::List, Cmd::Filter), "a..z");
        assert_eq!(keys(&classic, Context::List, Cmd::LogActivity), "Ctrl-E");
        assert_eq!(keys(&classic, Context::Receivables, Cmd::Receive), "F10 Ctrl-Y");
        let vim = sheet("vim");
        assert_eq!(keys(&vim, Context::Everywhere, Cmd::View1), "g 1");
        assert_eq!(keys(&vim, Context::Everywhere, Cmd::View0), "0 g h");
        assert_eq!(keys(&vim, Context::Everywhere, Cmd::PageDown), "Ctrl-F PgDn");
    }

    #[test]
    fn every_context_has_a_name_in_both_languages() {
        for (context, name) in Context::ALL {
            assert!(Msg::find(&format!("context.{name}")).is_some(), "{name}");
            assert_ne!(context.title(Lang::En), context.title(Lang::Zh));
        }
    }
}
