//! The fields of a form: which has the focus, what keys do in them, what they search, what they hold together. Asks for
//! records to pick from and for words; knows nothing of saving.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::blocks::{self, Place};
use crate::{
    command::Cmd,
    domain::{
        entity,
        field::{FieldDef, Shape},
        filter::Filter,
        kind::Kind,
        record::Values,
        value::{Link, Value},
    },
    i18n::{Lang, Msg},
    screen::{
        Cx, Event, Outcome,
        editor::{Accepted, Editor, Ground, Want, worded},
        open, picker,
    },
    store::{PickQuery, Reply, Request, StoreError, Ticket, Words},
};

/// What came of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It was not for the fields.
    NotMine,
    /// It was dealt with.
    Taken,
    /// Enter in the last field.
    Last,
}

/// The fields of a form.
pub struct Sheet {
    pub(super) kind: Kind,
    pub(super) editors: Vec<Editor>,
    pub(super) focus: usize,
    pub(super) places: Vec<Place>,
    pub(super) area: Rect,
    /// What the texts were when the form opened.
    start: Vec<String>,
    dicts: Option<Arc<Words>>,
    asked_dicts: Option<Ticket>,
    /// The field that a picker, or a form of a new record, was opened for.
    picking: Option<usize>,
    /// The customer it is about, where no field of it says so.
    customer: Option<i64>,
    /// The only records of a kind that are offered.
    offered: Option<(Kind, Filter)>,
    /// The new record whose name is being read.
    naming: Option<(usize, i64, Ticket)>,
    /// The first of the records that are offered is asked for, to begin the field with it.
    first: Option<(usize, Ticket)>,
}

/// How many records are offered below a field.
const OFFERED: u32 = 8;

impl Sheet {
    /// Fields with their values.
    pub fn new(kind: Kind, defs: Vec<FieldDef>, values: &Values, ground: Ground) -> Sheet {
        let editors: Vec<Editor> =
            defs.into_iter().map(|def| Editor::new(def, values.get(def.name), ground)).collect();
        let start = editors.iter().map(Editor::text).collect();
        Sheet {
            kind,
            editors,
            focus: 0,
            places: Vec::new(),
            area: Rect::default(),
            start,
            dicts: None,
            asked_dicts: None,
            picking: None,
            customer: None,
            offered: None,
            naming: None,
            first: None,
        }
    }

    /// Offers only what is of this customer, where what is picked has one.
    pub fn keep_to(&mut self, customer: Option<i64>) {
        self.customer = customer;
    }

    /// Offers only these records of a kind.
    pub fn offer(&mut self, offered: Option<(Kind, Filter)>) {
        self.offered = offered;
    }

    /// Offers only these records of a kind; the field begins with the first of them, unless it holds something.
    pub fn begin_with_first(&mut self, field: &str, kind: Kind, filter: Filter, cx: &mut Cx) {
        let empty = |editor: &Editor| editor.def.name == field && editor.text().is_empty();
        if let Some(at) = self.editors.iter().position(empty) {
            let query = PickQuery { kind, text: String::new(), filter: filter.clone(), limit: 1 };
            self.first = Some((at, cx.ask("first", Request::Pick(query))));
        }
        self.offered = Some((kind, filter));
    }

    /// Asks for the words it needs, in the language of the moment.
    pub fn opened(&mut self, cx: &mut Cx) {
        let ground = ground(cx);
        for editor in &mut self.editors {
            editor.speak(ground);
        }
        if self.dicts.is_some() {
            self.use_dicts(ground);
        } else if self.editors.iter().any(|editor| matches!(editor.def.shape, Shape::Dict(_))) {
            self.asked_dicts = Some(cx.ask("words", Request::Dictionaries));
        }
    }

    /// Words to choose from, instead of the company's; what is not among them any more goes.
    pub fn choose_from(&mut self, words: Arc<Words>, ground: Ground) {
        self.dicts = Some(words);
        self.use_dicts(ground);
        for editor in self.editors.iter_mut().filter(|editor| matches!(editor.def.shape, Shape::Dict(_))) {
            let chosen = editor.value(ground);
            let known = |code: &str| editor.choices().iter().any(|(known, _)| known == code);
            if matches!(chosen, Ok(Value::Code(code)) if !known(&code)) {
                editor.put(&Value::Empty);
            }
        }
    }

    /// Whether there is such a field.
    pub fn has(&self, field: &str) -> bool {
        self.editors.iter().any(|editor| editor.def.name == field)
    }

    /// What a field holds; nothing where it cannot be read.
    pub fn value(&self, field: &str, ground: Ground) -> Value {
        let found = self.editors.iter().find(|editor| editor.def.name == field);
        found.and_then(|editor| editor.value(ground).ok()).unwrap_or_default()
    }

    /// The field that has the focus at first.
    pub fn start_at(&mut self, field: &str) {
        if let Some(at) = self.editors.iter().position(|editor| editor.def.name == field) {
            self.go(at);
        }
    }

    /// The label of a field.
    pub fn label(&self, at: usize, lang: Lang) -> &'static str {
        let name = self.editors[at].def.name;
        // Two columns of a list may be worded alike, two fields of a form may not.
        match Msg::find(&format!("form_label.{name}")) {
            Some(msg) => lang.tr(msg),
            None => lang.field(self.kind.name(), name),
        }
    }

    /// Deals with an event if it is for the fields.
    pub fn update(&mut self, event: &Event, cx: &mut Cx) -> Turn {
        match event {
            Event::Command(cmd) => self.command(*cmd, cx),
            Event::Text(c) => self.edited(|editor| editor.insert(*c), cx),
            Event::Paste(text) => self.edited(|editor| editor.paste(text), cx),
            Event::Answer(ticket, answer) => self.answer(*ticket, answer, cx),
            Event::Resume(outcome) => self.resume(outcome, cx),
            _ => Turn::NotMine,
        }
    }

    fn command(&mut self, cmd: Cmd, cx: &mut Cx) -> Turn {
        let Some(editor) = self.editors.get_mut(self.focus) else { return Turn::NotMine };
        match editor.command(cmd) {
            Want::NotMine => {}
            Want::Nothing => return Turn::Taken,
            Want::Search(text) => {
                self.search(text, cx);
                return Turn::Taken;
            }
        }
        match cmd {
            Cmd::Accept | Cmd::Take | Cmd::Open => self.accept(cx),
            Cmd::NextField | Cmd::NextPane => self.leave(1, cx),
            Cmd::PreviousField | Cmd::PreviousPane => self.leave(-1, cx),
            Cmd::LineDown | Cmd::Down => {
                if self.editors[self.focus].picks() && self.editors[self.focus].text().is_empty() {
                    return self.list(cx);
                }
                self.leave(1, cx)
            }
            Cmd::LineUp | Cmd::Up => self.leave(-1, cx),
            Cmd::NextBlock => self.jump(1, cx),
            Cmd::PreviousBlock => self.jump(-1, cx),
            Cmd::PickValue => self.pick(cx),
            Cmd::MakeNew => self.make(cx),
            Cmd::Cancel if self.editors[self.focus].close() => Turn::Taken,
            _ => Turn::NotMine,
        }
    }

    fn edited(&mut self, edit: impl FnOnce(&mut Editor) -> Want, cx: &mut Cx) -> Turn {
        let Some(editor) = self.editors.get_mut(self.focus) else { return Turn::NotMine };
        if let Want::Search(text) = edit(editor) {
            self.search(text, cx);
        }
        Turn::Taken
    }

    fn accept(&mut self, cx: &mut Cx) -> Turn {
        match self.editors[self.focus].accept(ground(cx)) {
            Accepted::Yes => self.forward(),
            Accepted::Waits | Accepted::No => Turn::Taken,
        }
    }

    fn forward(&mut self) -> Turn {
        if self.focus + 1 < self.editors.len() {
            self.go(self.focus + 1);
            Turn::Taken
        } else {
            Turn::Last
        }
    }

    fn go(&mut self, at: usize) {
        self.focus = at;
        self.editors[at].enter();
    }

    /// To another field; the one that is left is looked at, but nobody is held in it.
    fn leave(&mut self, by: isize, cx: &Cx) -> Turn {
        let count = self.editors.len() as isize;
        self.look_at(self.focus, cx);
        self.go((self.focus as isize + by).rem_euclid(count) as usize);
        Turn::Taken
    }

    fn look_at(&mut self, at: usize, cx: &Cx) {
        let editor = &mut self.editors[at];
        // An empty field that was only passed is no fault yet.
        if editor.text().is_empty() {
            editor.close();
        } else {
            editor.look(ground(cx));
        }
    }

    fn jump(&mut self, by: isize, cx: &Cx) -> Turn {
        self.look_at(self.focus, cx);
        if let Some(at) = blocks::neighbour(&self.places, self.focus, by) {
            self.go(at);
        }
        Turn::Taken
    }

    fn list(&mut self, cx: &mut Cx) -> Turn {
        if let Want::Search(text) = self.editors[self.focus].list() {
            self.search(text, cx);
        }
        Turn::Taken
    }

    fn search(&mut self, text: String, cx: &mut Cx) {
        let filter = self.within();
        let editor = &mut self.editors[self.focus];
        if let Shape::Link(kind) = editor.def.shape {
            let query = PickQuery { kind, text, filter, limit: OFFERED };
            editor.searching(cx.ask(editor.def.name, Request::Pick(query)));
        }
    }

    /// Only what belongs to the records that this form names already: contacts of its customer, positions of its publication.
    fn within(&self) -> Filter {
        let Shape::Link(kind) = self.editors[self.focus].def.shape else { return Filter::All };
        let theirs = entity::def(kind);
        let mut filter = match &self.offered {
            Some((of, only)) if *of == kind => only.clone(),
            _ => Filter::All,
        };
        let of_a_customer = theirs.field("customer").is_some_and(|f| f.shape == Shape::Link(Kind::Customer));
        if let Some(id) = self.customer.filter(|_| of_a_customer) {
            filter = filter.and(Filter::eq("customer", Value::link(id, "")));
        }
        for (n, other) in self.editors.iter().enumerate() {
            let (Shape::Link(above), Some(link)) = (other.def.shape, other.link()) else { continue };
            let back = theirs.fields.iter().find(|f| f.name == other.def.name && f.shape == other.def.shape);
            if n != self.focus && above != kind && above != Kind::Operator && back.is_some() {
                filter = filter.and(Filter::eq(other.def.name, Value::link(link.id, "")));
            }
        }
        filter
    }

    fn pick(&mut self, cx: &mut Cx) -> Turn {
        let filter = self.within();
        let label = self.label(self.focus, cx.lang).to_owned();
        let editor = &self.editors[self.focus];
        let typed = if editor.link().is_some() { String::new() } else { editor.text() };
        if let Shape::Link(kind) = editor.def.shape {
            self.picking = Some(self.focus);
            cx.push(picker::among(kind, typed, filter));
        } else if editor.picks() {
            self.picking = Some(self.focus);
            cx.push(open::pick_code(label, editor.choices().to_vec(), String::new()));
        }
        Turn::Taken
    }

    fn make(&mut self, cx: &mut Cx) -> Turn {
        let editor = &self.editors[self.focus];
        let Shape::Link(kind) = editor.def.shape else { return Turn::Taken };
        let mut preset = Values::new();
        if editor.link().is_none() {
            preset.set(entity::def(kind).title, Value::text(editor.text().trim()));
        }
        for other in &self.editors {
            if let Some(link) = other.link()
                && entity::def(kind).field(other.def.name).is_some_and(|f| f.shape == other.def.shape)
            {
                preset.set(other.def.name, Value::Link(link.clone()));
            }
        }
        self.picking = Some(self.focus);
        cx.push(open::create(kind, preset));
        Turn::Taken
    }

    fn answer(&mut self, ticket: Ticket, answer: &Result<Reply, StoreError>, cx: &mut Cx) -> Turn {
        let ground = ground(cx);
        if self.asked_dicts == Some(ticket) {
            self.asked_dicts = None;
            if let Ok(Reply::Dictionaries(dicts)) = answer {
                self.dicts = Some(dicts.clone());
                self.use_dicts(ground);
            }
            return Turn::Taken;
        }
        if let Some((at, id, _)) = self.naming.take_if(|(.., asked)| *asked == ticket) {
            if let (Ok(Reply::Record(row)), Shape::Link(kind)) = (answer, self.editors[at].def.shape) {
                let label = row.get(entity::def(kind).title).str().to_owned();
                self.editors[at].put(&Value::Link(Link { id, label }));
            }
            return Turn::Taken;
        }
        if let Some((at, _)) = self.first.take_if(|(_, asked)| *asked == ticket) {
            if let (Ok(Reply::Picks(picks)), true) = (answer, self.editors[at].text().is_empty())
                && let Some(pick) = picks.first()
            {
                self.editors[at].put(&Value::link(pick.id, pick.label.clone()));
                self.start[at] = self.editors[at].text();
            }
            return Turn::Taken;
        }
        let picks = match answer {
            Ok(Reply::Picks(picks)) => Ok(picks.as_slice()),
            _ => Err(()),
        };
        for at in 0..self.editors.len() {
            if let Some(hurry) = self.editors[at].found(ticket, picks, ground) {
                let settled = self.editors[at].fault().is_none();
                if at != self.focus {
                    self.editors[at].close();
                } else if hurry && settled {
                    return self.forward();
                }
                return Turn::Taken;
            }
        }
        Turn::NotMine
    }

    fn use_dicts(&mut self, ground: Ground) {
        let Some(dicts) = &self.dicts else { return };
        let mut start = self.start.iter_mut();
        for editor in &mut self.editors {
            let was = start.next();
            if let Shape::Dict(dict) = editor.def.shape {
                let untouched = was.as_ref().is_some_and(|was| **was == editor.text());
                editor.set_choices(worded(dicts.get(dict).map_or(&[], Vec::as_slice), ground.lang));
                if let (true, Some(was)) = (untouched, was) {
                    *was = editor.text();
                }
            }
        }
    }

    fn resume(&mut self, outcome: &Outcome, cx: &mut Cx) -> Turn {
        let Some(at) = self.picking else { return Turn::NotMine };
        let value = match outcome {
            Outcome::Picked { id, label, .. } => Value::link(*id, label.clone()),
            Outcome::PickedCode(code) => match self.editors[at].def.shape {
                Shape::Flag => Value::Flag(code == "true"),
                _ => Value::Code(code.clone()),
            },
            Outcome::Saved { kind, id } if *id > 0 => {
                let ticket = cx.ask("made", Request::Record(*kind, *id));
                self.naming = Some((at, *id, ticket));
                self.picking = None;
                return Turn::Taken;
            }
            _ => {
                self.picking = None;
                return Turn::Taken;
            }
        };
        self.picking = None;
        self.editors[at].put(&value);
        if at == self.focus { self.forward() } else { Turn::Taken }
    }

    /// What the fields hold; the faulty ones are marked, and the first of them gets the focus.
    pub fn read(&mut self, cx: &Cx) -> Result<Values, Vec<&'static str>> {
        let ground = ground(cx);
        let mut values = Values::new();
        let mut faulty = Vec::new();
        for (at, editor) in self.editors.iter_mut().enumerate() {
            match editor.value(ground) {
                Ok(value) => values.set(editor.def.name, value),
                Err(_) => {
                    editor.look(ground);
                    faulty.push(at);
                }
            }
        }
        match faulty.first() {
            None => Ok(values),
            Some(first) => {
                let first = *first;
                self.go(first);
                Err(faulty.iter().map(|at| self.label(*at, cx.lang)).collect())
            }
        }
    }

    /// A rule refused this field: it is marked and gets the focus. `false` if the form has no such field.
    pub fn blame(&mut self, field: &str, fault: String) -> bool {
        let Some(at) = self.editors.iter().position(|editor| editor.def.name == field) else { return false };
        self.editors[at].blame(fault);
        self.go(at);
        true
    }

    /// Puts values in place of what was typed, where they differ.
    pub fn put(&mut self, values: &Values) {
        for editor in &mut self.editors {
            if values.has(editor.def.name) {
                editor.put(values.get(editor.def.name));
            }
        }
    }

    /// Whether anything was typed since the form opened.
    pub fn touched(&self) -> bool {
        self.editors.iter().zip(&self.start).any(|(editor, start)| editor.text() != *start)
    }

    /// What the texts were when the form opened.
    pub(super) fn start(&self) -> &[String] {
        &self.start
    }

    /// The text of a field.
    pub fn text(&self, field: &str) -> String {
        let found = self.editors.iter().find(|editor| editor.def.name == field);
        found.map(Editor::text).unwrap_or_default()
    }

    /// Where the fields are in this area.
    pub fn lay_out(&mut self, area: Rect) {
        self.area = area;
        self.places = blocks::lay_out(&self.editors, area);
    }
}

/// What typed text is read by at this moment.
pub fn ground(cx: &Cx) -> Ground {
    Ground { lang: cx.lang, today: cx.session.today }
}
