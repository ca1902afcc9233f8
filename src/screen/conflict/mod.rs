//! Two people changed the same fields of a record: before, mine and theirs side by side, and a choice for each. Fields that
//! only one of them changed are kept without asking.

#[cfg(test)]
mod tests;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{
    Cx, Event, Look, Outcome, Screen, cell,
    form::{merge, same},
};
use crate::{
    command::{Cmd, Context},
    domain::{
        entity,
        field::Shape,
        kind::Kind,
        record::{Row, Values},
        value::Value,
    },
    i18n::{Lang, Msg},
    text::{cut, fit},
    theme::Role,
    widget::frame_box,
};

/// Whose value a field gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Open,
    Mine,
    Theirs,
}

/// One field that both changed.
struct Clash {
    name: String,
    /// What it is called, where it is no field of a kind.
    label: Option<String>,
    shape: Shape,
    base: Value,
    mine: Value,
    theirs: Value,
    whose: Whose,
}

/// The screen.
pub struct Conflict {
    kind: Kind,
    label: String,
    version: i32,
    /// My changes that nobody disputes.
    undisputed: Values,
    clashes: Vec<Clash>,
    at: usize,
    rows: usize,
    words: Words,
}

/// What differs between two changes of one record and two records that become one.
struct Words {
    title: Msg,
    /// The heads of the three sides.
    sides: [Msg; 3],
    /// How many are to be chosen, and by which keys.
    open: Msg,
}

const OF_CHANGES: Words = Words {
    title: Msg::ConflictTitle,
    sides: [Msg::ConflictBase, Msg::ConflictMine, Msg::ConflictTheirs],
    open: Msg::ConflictOpen,
};
const OF_PAIR: Words = Words {
    title: Msg::MergeTitle,
    sides: [Msg::MergeChoose, Msg::MergeFirst, Msg::MergeSecond],
    open: Msg::MergeOpen,
};

impl Conflict {
    /// `base` is the record as I had seen it, `mine` my changed fields, `theirs` the record as it is now.
    pub fn new(kind: Kind, base: &Values, mine: &Values, theirs: &Row) -> Conflict {
        let def = entity::def(kind);
        let now = theirs.values();
        let merged = merge(base, mine, &now);
        let mut undisputed = Values::new();
        let mut clashes = Vec::new();
        for (name, value) in merged.mine.iter() {
            if merged.clashes.iter().any(|clash| clash == name) {
                clashes.push(Clash {
                    name: name.to_owned(),
                    label: None,
                    shape: def.field(name).map_or(Shape::Text, |field| field.shape),
                    base: base.get(name).clone(),
                    mine: value.clone(),
                    theirs: now.get(name).clone(),
                    whose: Whose::Open,
                });
            } else {
                undisputed.set(name, value.clone());
            }
        }
        Conflict {
            kind,
            label: theirs.get(def.title).str().to_owned(),
            version: theirs.version,
            undisputed,
            clashes,
            at: 0,
            rows: 1,
            words: OF_CHANGES,
        }
    }

    /// Parts that are no fields of a record, each with its label and what it says before, in mine and in theirs. The values
    /// that come out hold the places of those that stay mine.
    pub fn of_texts(title: String, parts: Vec<(String, [String; 3])>) -> Conflict {
        let clash = |(n, (label, [base, mine, theirs])): (usize, (String, [String; 3]))| Clash {
            name: n.to_string(),
            label: Some(label),
            shape: Shape::Text,
            base: Value::text(base),
            mine: Value::text(mine),
            theirs: Value::text(theirs),
            whose: Whose::Open,
        };
        Conflict {
            kind: Kind::Order,
            label: title,
            version: 0,
            undisputed: Values::new(),
            clashes: parts.into_iter().enumerate().map(clash).collect(),
            at: 0,
            rows: 1,
            words: OF_CHANGES,
        }
    }

    /// Two records of a kind that become one: of each field that differs its label where it is no field of the kind, and both
    /// values. The values that come out are those of the first that are taken.
    pub fn of_pair(kind: Kind, title: String, fields: Vec<(String, Option<String>, [Value; 2])>) -> Conflict {
        let clash = |(name, label, [mine, theirs]): (String, Option<String>, [Value; 2])| Clash {
            shape: entity::def(kind).field(&name).map_or(Shape::Text, |field| field.shape),
            name,
            label,
            base: Value::Empty,
            mine,
            theirs,
            whose: Whose::Open,
        };
        Conflict {
            kind,
            label: title,
            version: 0,
            undisputed: Values::new(),
            clashes: fields.into_iter().map(clash).collect(),
            at: 0,
            rows: 1,
            words: OF_PAIR,
        }
    }

    fn open(&self) -> usize {
        self.clashes.iter().filter(|clash| clash.whose == Whose::Open).count()
    }

    fn choose(&mut self, whose: Whose) {
        if let Some(clash) = self.clashes.get_mut(self.at) {
            clash.whose = whose;
        }
        self.step(1);
    }

    fn step(&mut self, by: isize) {
        self.at = self.at.saturating_add_signed(by).min(self.clashes.len().saturating_sub(1));
    }

    fn finish(&mut self, cx: &mut Cx) {
        let open = self.open();
        if open > 0 {
            cx.bad(cx.lang.fmt(self.words.open, &[&open]));
            self.at = self.clashes.iter().position(|clash| clash.whose == Whose::Open).unwrap_or(0);
            return;
        }
        let mut values = self.undisputed.clone();
        for clash in self.clashes.iter().filter(|clash| clash.whose == Whose::Mine) {
            if !same(&clash.mine, &clash.theirs) {
                values.set(&clash.name, clash.mine.clone());
            }
        }
        cx.pop(Outcome::Settled { values, version: self.version });
    }

    fn label_of(&self, clash: &Clash, lang: Lang) -> String {
        if let Some(label) = &clash.label {
            return label.clone();
        }
        let field = entity::def(self.kind).field(&clash.name);
        field.map_or_else(|| clash.name.clone(), |field| lang.field(self.kind.name(), field.name).to_owned())
    }
}

impl Screen for Conflict {
    fn title(&self, lang: Lang) -> String {
        lang.fmt(self.words.title, &[&cut(&self.label, 40)])
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::List, Context::Everywhere]
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        let Event::Command(cmd) = event else { return false };
        match cmd {
            Cmd::Up => self.step(-1),
            Cmd::Down => self.step(1),
            Cmd::First => self.at = 0,
            Cmd::Last => self.at = self.clashes.len().saturating_sub(1),
            // `m` and `t` as well as the arrows and the digits.
            Cmd::Left | Cmd::View1 | Cmd::PickState => self.choose(Whose::Mine),
            Cmd::Right | Cmd::View2 | Cmd::Transfer => self.choose(Whose::Theirs),
            Cmd::Finish | Cmd::Open | Cmd::Accept => self.finish(cx),
            Cmd::Cancel | Cmd::Back => cx.pop(Outcome::Cancelled),
            _ => return false,
        }
        true
    }

    fn lay_out(&mut self, area: Rect) {
        self.rows = usize::from(area.height.saturating_sub(4)).max(1);
    }

    fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let lang = look.lang;
        let inner = frame_box(frame, area, self.title(lang), true, look.theme);
        let label = 14.min(inner.width / 5);
        let cells = (inner.width.saturating_sub(label + 2) / 3).saturating_sub(3);
        let mut head = format!("  {}", fit(lang.tr(Msg::ConflictField), label.into()));
        for (n, msg) in self.words.sides.iter().enumerate() {
            let mark = ["", "1 ", "2 "][n];
            head.push_str(&fit(&format!("   {mark}{}", lang.tr(*msg)), usize::from(cells) + 3));
        }
        let mut rows = inner.rows();
        let Some(first) = rows.next() else { return };
        frame.render_widget(Line::styled(head, look.theme.style(Role::Title)), first);
        let from = (self.at + 1).saturating_sub(self.rows);
        for (n, clash) in self.clashes.iter().enumerate().skip(from).take(self.rows) {
            let Some(row) = rows.next() else { break };
            let here = n == self.at;
            let show = |value: &Value| {
                let text = cell::show_whole(value, clash.shape, look);
                if text.is_empty() { "-".to_owned() } else { text }
            };
            let side = |value: &Value, whose: Option<Whose>| {
                let chosen = whose.is_some_and(|whose| whose == clash.whose);
                let role = match (chosen, clash.whose) {
                    (true, _) => Role::Good,
                    (false, Whose::Open) => Role::Text,
                    (false, _) => Role::Dim,
                };
                let mark = if chosen { " * " } else { "   " };
                Span::styled(format!("{mark}{}", fit(&show(value), cells.into())), look.theme.style(role))
            };
            let cursor = if here { "> " } else { "  " };
            let line = Line::from(vec![
                Span::styled(cursor, look.theme.style(Role::Key)),
                Span::styled(
                    fit(&self.label_of(clash, lang), label.into()),
                    look.theme.style(if here { Role::Selected } else { Role::Text }),
                ),
                side(&clash.base, None),
                side(&clash.mine, Some(Whose::Mine)),
                side(&clash.theirs, Some(Whose::Theirs)),
            ]);
            frame.render_widget(line, row);
            if here {
                frame.set_cursor_position((row.x, row.y));
            }
        }
        let open = self.open();
        let text = if open == 0 {
            lang.tr(Msg::ConflictReady).to_owned()
        } else {
            lang.fmt(self.words.open, &[&open])
        };
        let last = Rect { y: inner.bottom().saturating_sub(1), height: 1.min(inner.height), ..inner };
        frame.render_widget(Line::styled(fit(&text, inner.width.into()), look.theme.style(Role::Dim)), last);
    }

    fn hints(&self) -> Vec<Cmd> {
        vec![Cmd::Left, Cmd::Right, Cmd::Up, Cmd::Down, Cmd::Finish, Cmd::Cancel]
    }
}
