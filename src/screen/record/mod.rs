//! One record, whole: its fields, and the lists that hang below it as tabs. Commands act on what has the focus. Changes by
//! others come by themselves and move nothing from its place.

mod acts;
mod below;
mod card;
#[cfg(test)]
mod tests;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use self::below::Below;
use super::{
    Cx, Event, Look, Outcome, Screen,
    list::{acts::Wait, columns},
    offered, open, trouble,
};
use crate::{
    command::{Cmd, Context},
    domain::{entity, field::Shape, kind::Kind, record::Row, value::Value},
    i18n::{Lang, Msg},
    store::{Reply, Request, StoreError, Ticket},
    text::{clean, cut},
    theme::Role,
    widget::{WindowTab, frame_box, window_tabs},
};

/// The screen.
pub struct Record {
    kind: Kind,
    id: i64,
    row: Option<Row>,
    asked: Option<Ticket>,
    below: Vec<Below>,
    tab: usize,
    /// Whether the list below has the focus.
    on_below: bool,
    /// Whether the pane with the focus has all the room.
    zoomed: bool,
    /// The first line of the fields that is seen.
    top: usize,
    /// How many lines of fields there are; set by the layout.
    lines: usize,
    /// The language of the moment: the layout depends on it.
    lang: Lang,
    areas: Areas,
    waiting: Option<(Ticket, Wait)>,
    question: Option<(Request, Wait)>,
    picking: bool,
}

/// Where the panes are.
#[derive(Debug, Clone, Copy, Default)]
struct Areas {
    fields: Rect,
    below: Rect,
}

impl Record {
    /// A record, not read yet.
    pub fn new(kind: Kind, id: i64) -> Record {
        let below = entity::def(kind).below.iter().map(|(kind, field)| Below::of(*kind, field)).collect();
        Record {
            kind,
            id,
            row: None,
            asked: None,
            below,
            tab: 0,
            on_below: false,
            zoomed: false,
            top: 0,
            lines: 0,
            lang: Lang::En,
            areas: Areas::default(),
            waiting: None,
            question: None,
            picking: false,
        }
    }

    fn command(&mut self, cmd: Cmd, cx: &mut Cx) -> bool {
        let page = |area: Rect| usize::from(area.height.saturating_sub(3)).max(1) as isize;
        match cmd {
            Cmd::NextPane | Cmd::PreviousPane => self.on_below = !self.on_below && !self.below.is_empty(),
            Cmd::Left | Cmd::PreviousPeriod | Cmd::PreviousView => self.turn(-1, cx),
            Cmd::Right | Cmd::NextPeriod | Cmd::NextView | Cmd::DetailNext => self.turn(1, cx),
            Cmd::Zoom => self.zoomed = !self.zoomed,
            Cmd::Refresh => self.refresh(cx),
            Cmd::Up | Cmd::Down | Cmd::PageUp | Cmd::PageDown | Cmd::First | Cmd::Last => {
                let by = match cmd {
                    Cmd::Up => -1,
                    Cmd::Down => 1,
                    Cmd::PageUp => -page(self.focused_area()),
                    Cmd::PageDown => page(self.focused_area()),
                    Cmd::First => isize::MIN + 1,
                    _ => isize::MAX / 2,
                };
                self.step(by, cx);
            }
            Cmd::Open if self.on_below => {
                let below = &self.below[self.tab];
                if let Some(row) = below.rows.here() {
                    cx.push(open::row(below.kind, row));
                }
            }
            Cmd::Open if self.below.iter().all(|below| hung(below.kind)) => self.follow(cx),
            Cmd::Open => self.on_below = true,
            Cmd::Back | Cmd::Cancel if self.on_below && cmd == Cmd::Cancel => self.on_below = false,
            Cmd::Back | Cmd::Cancel => cx.pop(Outcome::Cancelled),
            _ => return self.act(cmd, cx),
        }
        true
    }

    /// From a record with nothing below it to the one it is about.
    fn follow(&self, cx: &mut Cx) {
        let Some(row) = &self.row else { return };
        let def = entity::def(self.kind);
        for name in [
            "payment",
            "contract",
            "invoice",
            "activity",
            "order",
            "insertion",
            "contact",
            "publication",
            "customer",
            "payer",
        ] {
            if let (Some(Shape::Link(kind)), Value::Link(link)) =
                (def.field(name).map(|field| field.shape), row.get(name))
            {
                return cx.push(open::record(kind, link.id));
            }
        }
    }

    fn focused_area(&self) -> Rect {
        if self.on_below { self.areas.below } else { self.areas.fields }
    }

    fn step(&mut self, by: isize, cx: &mut Cx) {
        match self.below.get_mut(self.tab).filter(|_| self.on_below) {
            Some(below) => {
                below.rows.step(by);
                below.ahead(self.id, cx);
            }
            None => {
                let seen = usize::from(self.areas.fields.height.saturating_sub(2));
                let last = self.lines.saturating_sub(seen);
                self.top = self.top.saturating_add_signed(by).min(last);
            }
        }
    }

    fn turn(&mut self, by: isize, cx: &mut Cx) {
        let count = self.below.len() as isize;
        if count == 0 {
            return;
        }
        self.tab = (self.tab as isize + by).rem_euclid(count) as usize;
        self.below[self.tab].refresh(self.id, cx);
    }

    fn answer(&mut self, ticket: Ticket, answer: Result<Reply, StoreError>, cx: &mut Cx) {
        if let Some((_, wait)) = self.waiting.take_if(|(asked, _)| *asked == ticket) {
            self.done(wait, answer, cx);
            return;
        }
        if self.asked.take_if(|asked| *asked == ticket).is_some() {
            match answer {
                Ok(Reply::Record(row)) => {
                    self.seen(&row, cx);
                    self.row = Some(row);
                }
                Ok(_) => {}
                Err(error) => self.unread(&error, cx),
            }
            return;
        }
        let page = match &answer {
            Ok(Reply::Page(page)) => Ok(page),
            Ok(_) => return,
            Err(error) => Err(error),
        };
        let taken = self.below.iter_mut().any(|below| below.take(ticket, page).is_some());
        if let (true, Err(error)) = (taken, &answer) {
            let text = trouble::say(error, cx.lang);
            if !text.is_empty() {
                cx.bad(text);
            }
        }
    }

    /// A record that was never read is left; one that was stays as it was, and the person is told.
    fn unread(&mut self, error: &StoreError, cx: &mut Cx) {
        let text = trouble::say(error, cx.lang);
        if !text.is_empty() {
            cx.bad(text);
        }
        if *error == StoreError::NotYours {
            cx.pop(Outcome::Cancelled);
        }
    }

    fn label(&self) -> String {
        self.row.as_ref().map(|row| columns::label(entity::def(self.kind), row)).unwrap_or_default()
    }

    fn heading(&self, lang: Lang) -> String {
        let def = entity::def(self.kind);
        let code = match (&self.row, def.code) {
            (Some(row), Some(code)) if code != def.title => row.get(code).plain(),
            _ => String::new(),
        };
        let text = format!("{}  {}  {}", lang.kind(self.kind.name()), clean(&self.label()), clean(&code));
        text.trim_end().to_owned()
    }

    fn view_fields(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let focus = !self.on_below;
        let title = cut(&self.heading(look.lang), usize::from(area.width).saturating_sub(6));
        let inner = frame_box(frame, area, title, focus, look.theme);
        let Some(row) = &self.row else {
            frame.render_widget(look.lang.tr(Msg::FormLoading), inner);
            return;
        };
        let lines = card::lines(entity::def(self.kind), row, inner.width.into(), look);
        let room = usize::from(inner.height);
        let top = self.top.min(lines.len().saturating_sub(room));
        let hidden = lines.len().saturating_sub(top + room);
        for (line, at) in lines.into_iter().skip(top).zip(inner.rows()) {
            frame.render_widget(line, at);
        }
        if hidden > 0 && area.height > 1 {
            let text = format!(" {} ", look.lang.fmt(Msg::CardMore, &[&hidden]));
            let wide = crate::text::width(&text) as u16;
            let at = Rect::new(area.right().saturating_sub(wide + 2), area.bottom() - 1, wide, 1);
            frame.render_widget(Span::styled(text, look.theme.style(Role::Dim)), at.intersection(area));
        }
        if focus {
            frame.set_cursor_position((inner.x, inner.y));
        }
    }

    fn view_below(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let tabs: Vec<WindowTab> = self
            .below
            .iter()
            .map(|below| WindowTab {
                label: look.lang.kinds(below.kind.name()).to_owned(),
                rows: below.rows.whole().then(|| below.rows.all().len() as i64),
                sum: String::new(),
                alarm: false,
            })
            .collect();
        let room = usize::from(area.width).saturating_sub(6);
        let title = window_tabs(&tabs, self.tab, room, look.theme);
        let inner = frame_box(frame, area, title, self.on_below, look.theme);
        if let Some(below) = self.below.get(self.tab) {
            below.view(frame, inner, self.on_below, look);
        }
    }
}

/// What hangs on any record is no part of it: Enter still leads from the record to the one that it is about.
fn hung(kind: Kind) -> bool {
    matches!(kind, Kind::Comment | Kind::File)
}

/// About half for the fields, never less than the list needs to be a list; where both have no room, the focus decides.
fn areas(area: Rect, lines: usize, has_below: bool, on_below: bool, zoomed: bool) -> Areas {
    let nothing = Rect { height: 0, ..area };
    if !has_below {
        return Areas { fields: area, below: nothing };
    }
    if zoomed || area.height < 12 {
        return if on_below {
            Areas { fields: nothing, below: area }
        } else {
            Areas { fields: area, below: nothing }
        };
    }
    let wanted = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2);
    let most = area.height * 11 / 20;
    let fields = wanted.clamp(4, most.max(4));
    Areas {
        fields: Rect { height: fields, ..area },
        below: Rect { y: area.y + fields, height: area.height - fields, ..area },
    }
}

impl Screen for Record {
    fn title(&self, lang: Lang) -> String {
        let label = self.label();
        if label.is_empty() { lang.kind(self.kind.name()).to_owned() } else { cut(&label, 24) }
    }

    fn contexts(&self) -> Vec<Context> {
        let kind = self.subject().map_or(self.kind, |(kind, _)| kind);
        let own = match kind {
            Kind::Order => Some(Context::Orders),
            Kind::Insertion => Some(Context::Delivery),
            Kind::Instalment => Some(Context::Receivables),
            Kind::Activity => Some(Context::Todos),
            Kind::Payment => Some(Context::Payments),
            _ => None,
        };
        own.into_iter().chain([Context::Record, Context::List]).collect()
    }

    fn update(&mut self, event: Event, cx: &mut Cx) -> bool {
        self.lang = cx.lang;
        match event {
            Event::Opened | Event::Online => self.refresh(cx),
            Event::Command(cmd) => return self.command(cmd, cx),
            Event::Answer(ticket, answer) => self.answer(ticket, answer, cx),
            Event::Changed(kind, id) => {
                let itself = kind == self.kind && (id == self.id || id == 0);
                if !itself && self.below.get(self.tab).is_none_or(|below| below.kind != kind) {
                    return false;
                }
                self.refresh(cx);
            }
            Event::Resume(Outcome::PickedCode(name)) if self.picking => {
                self.picking = false;
                self.picked(&name, cx);
            }
            Event::Resume(outcome) => {
                self.picking = false;
                match outcome {
                    Outcome::Confirmed => self.confirmed(cx),
                    _ => {
                        self.question = None;
                        self.refresh(cx);
                    }
                }
            }
            _ => return false,
        }
        true
    }

    fn lay_out(&mut self, area: Rect) {
        self.lines = self.row.as_ref().map_or(1, |row| {
            card::count(entity::def(self.kind), row, usize::from(area.width.saturating_sub(2)), self.lang)
        });
        self.areas = areas(area, self.lines, !self.below.is_empty(), self.on_below, self.zoomed);
        let rows = usize::from(self.areas.below.height.saturating_sub(3));
        for below in &mut self.below {
            below.rows.set_height(rows.max(1));
        }
        let seen = usize::from(self.areas.fields.height.saturating_sub(2));
        self.top = self.top.min(self.lines.saturating_sub(seen));
    }

    fn view(&self, frame: &mut Frame, _: Rect, look: &Look) {
        if self.areas.fields.height > 0 {
            self.view_fields(frame, self.areas.fields, look);
        }
        if self.areas.below.height > 0 {
            self.view_below(frame, self.areas.below, look);
        }
    }

    fn status(&self, look: &Look) -> Line<'static> {
        let Some(session) = look.session else { return Line::default() };
        let names: Vec<&str> =
            self.moves(session).iter().map(|what| offered::name(*what, look.lang)).collect();
        if names.is_empty() {
            return Line::default();
        }
        let text = format!(" {}", look.lang.fmt(Msg::CardMoves, &[&names.join("  ")]));
        Line::styled(text, look.theme.style(Role::Dim))
    }

    fn about(&self) -> Option<Kind> {
        Some(self.subject().map_or(self.kind, |(kind, _)| kind))
    }

    fn hints(&self) -> Vec<Cmd> {
        let kind = self.subject().map_or(self.kind, |(kind, _)| kind);
        let own: &[Cmd] = match kind {
            Kind::Instalment => &[Cmd::Dun, Cmd::Receive, Cmd::Promise, Cmd::PutOff],
            Kind::Activity if self.subject().is_some_and(|(_, row)| row.get("kind").str() == "dunning") => {
                &[Cmd::Promise, Cmd::Done, Cmd::PutOff]
            }
            Kind::Activity => &[Cmd::Done, Cmd::PutOff],
            Kind::Customer => &[Cmd::NewOrder, Cmd::Transfer, Cmd::Share, Cmd::LogActivity],
            Kind::Opportunity | Kind::Lead => &[Cmd::NextState, Cmd::Transfer, Cmd::Share],
            Kind::Order | Kind::Insertion => &[Cmd::NextState, Cmd::PlanActivity],
            _ => &[],
        };
        let mut hints = vec![Cmd::Open, Cmd::Edit, Cmd::PickState];
        hints.extend(own);
        if !self.below.is_empty() {
            hints.extend([Cmd::NextPane, Cmd::NextView, Cmd::Zoom]);
        }
        hints.extend([Cmd::History, Cmd::Back]);
        hints
    }
}
