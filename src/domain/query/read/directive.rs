//! Reads how rows are to be shown: `sort: group: cols: sum: top: show: detail:`. What is not understood is marked like a term, and the
//! rest of the directive holds.

use super::{Reader, Wrong};
use crate::domain::{
    field::FieldDef,
    query::{
        lexicon::{self, Key},
        nearest,
        shown::{Chart, Col, Directive, Form, Group, Measure, Mode, Pivot, Show, Side, Span, end, is_date},
        shown_words::{Figure, Slot},
        token::Word,
        tree::{Expr, Path},
    },
};

impl Reader<'_> {
    pub(super) fn directive(&mut self, key: Key, value: &Word) {
        let parts = value.arguments();
        let directive = match key {
            Key::Top => match value.text().parse::<u32>().ok().filter(|n| *n > 0) {
                Some(n) => Some(Directive::Top(n)),
                None => self.odd(key, value),
            },
            Key::Show => self.show(value).map(Directive::Show),
            Key::Detail => self.detail(value),
            Key::Group => several(parts.iter().filter_map(|part| self.group(part))).map(Directive::Group),
            Key::Sum => several(parts.iter().filter_map(|part| self.total(part))).map(Directive::Sum),
            Key::Cols => several(parts.iter().filter_map(|part| self.col(part))).map(Directive::Cols),
            _ => several(parts.iter().filter_map(|part| self.sorted(part))).map(Directive::Sort),
        };
        if let Some(directive) = directive {
            self.shown.retain(|one| std::mem::discriminant(one) != std::mem::discriminant(&directive));
            self.shown.push(directive);
        }
    }

    /// Marks a word that does not belong there.
    fn odd<T>(&mut self, key: Key, word: &Word) -> Option<T> {
        self.fault(word.at(), Wrong::Directive(key, word.text()), None);
        None
    }

    /// A field of the rows themselves.
    fn own(&mut self, word: &Word) -> Option<&'static FieldDef> {
        let field = lexicon::field(self.lexicon, self.kind, &word.text());
        if field.is_none() {
            let near = nearest::field(self.lexicon, self.kind, &word.text());
            self.fault(word.at(), Wrong::Name(self.kind, word.text()), near);
        }
        field
    }

    /// A field that fits.
    fn fitting(&mut self, key: Key, word: &Word, fits: fn(&FieldDef) -> bool) -> Option<&'static FieldDef> {
        let field = self.own(word)?;
        if fits(field) { Some(field) } else { self.odd(key, word) }
    }

    fn sorted(&mut self, word: &Word) -> Option<(&'static FieldDef, bool)> {
        let last = word.starts("-");
        let name = if last { word.skip(1) } else { word.clone() };
        self.own(&name).map(|field| (field, last))
    }

    /// `customer`, `customer=20`.
    fn col(&mut self, word: &Word) -> Option<Col> {
        let Some(at) = word.find("=") else { return self.own(word).map(Col::of) };
        let (name, width) = (word.split(at).0, word.skip(at + 1));
        let field = self.own(&name)?;
        match width.text().parse().ok().filter(|n| (1..=Col::WIDEST).contains(n)) {
            Some(n) => Some(Col { field, width: Some(n) }),
            None => self.odd(Key::Cols, &width),
        }
    }

    /// `week`, `salesperson`, `due_on.month`, `customer.city`.
    fn group(&mut self, word: &Word) -> Option<Group> {
        let Some(span) = word.parts('.').last().and_then(|last| Span::find(&last.text())) else {
            return self.single(word).map(Group::By);
        };
        let Some(dot) = word.rfind('.') else { return Some(Group::Each(None, span)) };
        let path = self.single(&word.split(dot).0)?;
        if end(&path).is_some_and(is_date) {
            return Some(Group::Each(Some(path), span));
        }
        self.odd(Key::Group, &word.skip(dot + 1))
    }

    /// The way to a field of which each row has one.
    fn single(&mut self, word: &Word) -> Option<Path> {
        let (path, _) = self.path(word)?;
        if end(&path).is_some() { Some(path) } else { self.odd(Key::Group, word) }
    }

    /// A figure; a field alone is its sum.
    fn total(&mut self, word: &Word) -> Option<Measure> {
        match figure(word) {
            Some((figure, inner)) => self.measure(figure, &inner, word),
            None => self.fitting(Key::Sum, word, Measure::adds).map(Measure::Sum),
        }
    }

    fn measure(&mut self, figure: Figure, inner: &Word, whole: &Word) -> Option<Measure> {
        let key = Key::Sum;
        match figure {
            Figure::Count if inner.is_empty() => Some(Measure::Count),
            Figure::Count => self.condition(inner).map(|rows| Measure::Holds(Box::new(rows))),
            _ if inner.is_empty() => self.odd(key, whole),
            Figure::Sum => self.fitting(key, inner, Measure::adds).map(Measure::Sum),
            Figure::Part => self.fitting(key, inner, Measure::adds).map(Measure::Part),
            Figure::Running => self.fitting(key, inner, Measure::adds).map(Measure::Running),
            Figure::Average => self.fitting(key, inner, Measure::averages).map(Measure::Average),
            Figure::Distinct => self.single(inner).map(Measure::Distinct),
            Figure::Rate => match inner.find("/") {
                Some(at) => {
                    let of = self.fitting(key, &inner.split(at).0, Measure::adds)?;
                    let to = self.fitting(key, &inner.skip(at + 1), Measure::adds)?;
                    Some(Measure::Ratio(of, to))
                }
                None => self.condition(inner).map(|rows| Measure::Share(Box::new(rows))),
            },
        }
    }

    /// One condition, or its opposite.
    fn condition(&mut self, word: &Word) -> Option<Expr> {
        let not = word.starts("-");
        let plain = if not { word.skip(1) } else { word.clone() };
        let name = plain.find(":=!<>~^").map(|at| plain.split(at).0);
        let shows = |name: Word| {
            let key = Key::find(&name.text()).filter(|_| !name.quoted);
            key.is_some_and(|key| !matches!(key, Key::Is | Key::Has | Key::No | Key::In))
        };
        // Words to look for and directives are no condition.
        if name.is_none_or(shows) {
            return self.odd(Key::Sum, word);
        }
        let rows = self.word(&plain)?;
        Some(if not { Expr::Not(Box::new(rows)) } else { rows })
    }

    /// `right`, `below(payment)`.
    fn detail(&mut self, value: &Word) -> Option<Directive> {
        let (name, inside) = value.call();
        let Some(side) = Side::find(&name.text()) else { return self.odd(Key::Detail, &name) };
        match inside {
            None => {
                self.fault(value.at(), Wrong::Unfinished(value.text()), None);
                None
            }
            Some(inside) if inside.is_empty() => Some(Directive::Detail(side, None)),
            Some(inside) => match lexicon::kind(self.lexicon, &inside.text()) {
                Some(kind) if side != Side::Off => Some(Directive::Detail(side, Some(kind))),
                _ => self.odd(Key::Detail, &inside),
            },
        }
    }

    fn show(&mut self, value: &Word) -> Option<Show> {
        let (name, inside) = value.call();
        let Some(mode) = Mode::find(&name.text()) else {
            let near = nearest::mode(&name.text());
            self.fault(name.at(), Wrong::Directive(Key::Show, name.text()), near);
            return None;
        };
        let Some(inside) = inside else {
            self.fault(value.at(), Wrong::Unfinished(value.text()), None);
            return None;
        };
        let field = |reader: &mut Self, fits: fn(&FieldDef) -> bool| match inside.is_empty() {
            true => Some(None),
            false => reader.fitting(Key::Show, &inside, fits).map(Some),
        };
        match mode {
            Mode::Table | Mode::Tiles if !inside.is_empty() => self.odd(Key::Show, &inside),
            Mode::Table => Some(Show::Table),
            Mode::Tiles => Some(Show::Tiles),
            Mode::Board => field(self, |_| true).map(Show::Board),
            Mode::Agenda => field(self, is_date).map(Show::Agenda),
            Mode::Calendar => field(self, is_date).map(Show::Calendar),
            Mode::Pivot => {
                let Crossed { down, across, measures } = self.crossed(&inside.arguments())?;
                let mut measures = measures.into_iter();
                let (measure, more) =
                    (measures.next().unwrap_or(Measure::Count), measures.collect::<Vec<_>>());
                if !more.is_empty() && !across.is_empty() {
                    return self.odd(Key::Show, value);
                }
                if down.is_empty() {
                    self.fault(value.at(), Wrong::Unfinished(value.text()), None);
                    return None;
                }
                Some(Show::Pivot(Pivot { rows: down, cols: across, measure, more }))
            }
            Mode::Chart => self.chart(&inside.arguments(), value).map(Show::Chart),
        }
    }

    /// `bar,x=signed_on.month,y=sum(net_amount),by=salesperson`.
    fn chart(&mut self, parts: &[Word], whole: &Word) -> Option<Chart> {
        let (form, rest) = parts.split_first()?;
        let Some(drawn) = Form::find(&form.text()) else { return self.odd(Key::Show, form) };
        let Crossed { down, across, mut measures } = self.crossed(rest)?;
        let measure = measures.pop().unwrap_or(Measure::Count);
        match (down.as_slice(), across.as_slice()) {
            ([x], [] | [_]) if measures.is_empty() => {
                Some(Chart { form: drawn, x: x.clone(), y: measure, by: across.first().cloned() })
            }
            ([], _) => {
                self.fault(whole.at(), Wrong::Unfinished(whole.text()), None);
                None
            }
            _ => self.odd(Key::Show, whole),
        }
    }

    /// What goes down, what goes across, what is counted; without names in this order, a field alone as what is counted being its sum.
    fn crossed(&mut self, parts: &[Word]) -> Option<Crossed> {
        let mut crossed = Crossed { down: Vec::new(), across: Vec::new(), measures: Vec::new() };
        let mut unnamed = [Slot::Rows, Slot::Cols].into_iter();
        for part in parts.iter().filter(|part| !part.is_empty()) {
            if let Some((figure, inner)) = figure(part) {
                crossed.measures.push(self.measure(figure, &inner, part)?);
                continue;
            }
            let (slot, value) = match part.find("=") {
                None => (unnamed.next().unwrap_or(Slot::Y), part.clone()),
                Some(at) => {
                    let name = part.split(at).0;
                    let Some(slot) = Slot::find(&name.text()) else { return self.odd(Key::Show, &name) };
                    (slot, part.skip(at + 1))
                }
            };
            let groups = |reader: &mut Self| {
                value.parts('+').iter().map(|part| reader.group(part)).collect::<Option<Vec<_>>>()
            };
            match slot {
                Slot::Rows | Slot::X => crossed.down = groups(self)?,
                Slot::Cols | Slot::By => crossed.across = groups(self)?,
                Slot::Y => crossed.measures.push(self.total(&value)?),
            }
        }
        Some(crossed)
    }
}

/// What a pivot and a chart are made of.
struct Crossed {
    down: Vec<Group>,
    across: Vec<Group>,
    measures: Vec<Measure>,
}

/// All of them, at least one.
fn several<T>(found: impl Iterator<Item = T>) -> Option<Vec<T>> {
    let all: Vec<T> = found.collect();
    (!all.is_empty()).then_some(all)
}

/// `count`, `sum(amount)`, `sum=amount`: what makes the figure, and of what.
fn figure(word: &Word) -> Option<(Figure, Word)> {
    let Some(at) = word.find("=(") else {
        return Figure::find(&word.text())
            .filter(|figure| *figure == Figure::Count)
            .map(|one| (one, Word::default()));
    };
    let figure = Figure::find(&word.split(at).0.text())?;
    let inner = word.skip(at + 1);
    let called = word.skip(at).starts("(");
    Some((figure, if called { word.call().1? } else { inner }))
}
