//! The rows of a list, page by page, and what every such command is given. Knows no format.

use std::{collections::HashSet, sync::Arc};

use super::{
    Context, Exit, Failure,
    ask::{Ask, strange},
    fields::{self, Bound},
    figures,
    print::{
        Format, Sheet,
        sections::{self, Figured, Heading, Starts, headings},
        worded,
    },
    view,
};
use crate::{
    domain::{
        entity::EntityDef,
        field::FieldDef,
        filter::{After, Filter, ListQuery, Sort},
        pivot::{Asked, Axis, Measured},
        query::{self, Directive, Expr, Key, Measure, Show, Span},
        record::Row,
    },
    entry::{faults::tongue, figures::Words},
    i18n::Msg,
    store::{self, Reply, Request},
};

/// Rows asked for at once.
const PAGE: u32 = 500;
/// Sums asked for at once.
const SUMS: usize = 4;

/// How the rows are chosen and shown.
#[derive(Debug, clap::Args)]
pub struct Shown {
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub filter: Option<String>,
    #[arg(long, value_name = "NAMES")]
    pub columns: Option<String>,
    #[arg(long, value_name = "NAMES", allow_hyphen_values = true)]
    pub sort: Option<String>,
    #[arg(long, value_name = "ROWS", default_value_t = 0)]
    pub limit: u32,
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}

/// What is to be printed, checked before anything is asked.
pub struct Wanted {
    def: &'static EntityDef,
    columns: Vec<&'static FieldDef>,
    sort: Vec<Sort>,
    /// Which rows.
    filter: Filter,
    text: Option<String>,
    limit: usize,
    format: Format,
    /// The command line names the columns.
    named: bool,
    /// The command line names the order.
    sorted: bool,
    /// The headings that rows stand under.
    headings: Vec<Heading>,
    /// The same where they are fields of other records: rows are asked for heading by heading.
    apart: Vec<Axis>,
    /// The figures that are asked for; none: those that the list has on the screen.
    measures: Option<Vec<Measure>>,
    /// As what the rows are shown, if as something else.
    shown: Vec<Directive>,
}

/// A table of rows cannot be shown like that.
fn beyond(key: Key, cx: &Context) -> Failure {
    Failure::usage(cx.lang.fmt(Msg::QueryBeyond, &[&format!("{}:", key.say(tongue(cx.lang)))]))
}

impl Wanted {
    /// Reads the command line.
    pub fn read(def: &'static EntityDef, shown: &Shown, cx: &Context) -> anyhow::Result<Wanted> {
        Ok(Wanted {
            def,
            columns: fields::columns(def, shown.columns.as_deref(), cx)?,
            sort: fields::sort(def, shown.sort.as_deref(), cx)?,
            filter: Filter::All,
            text: shown.filter.clone(),
            limit: if shown.limit == 0 { usize::MAX } else { shown.limit as usize },
            format: shown.format,
            named: shown.columns.is_some(),
            sorted: shown.sort.is_some(),
            headings: Vec::new(),
            apart: Vec::new(),
            measures: None,
            shown: Vec::new(),
        })
    }

    /// Shows the rows as a query says, where the command line says nothing else.
    pub fn show(&mut self, shown: &[Directive], cx: &Context) -> Result<(), Failure> {
        for directive in shown {
            match directive {
                Directive::Sort(fields) if !self.sorted => {
                    self.sort = fields.iter().map(Sort::from).collect();
                }
                Directive::Cols(cols) if !self.named => {
                    self.columns = cols.iter().map(|col| col.field).collect();
                }
                Directive::Sort(_) | Directive::Cols(_) => {}
                Directive::Top(n) => self.limit = self.limit.min(*n as usize),
                Directive::Group(groups) => match headings(groups, self.def, shown) {
                    Ok(own) => self.headings = own,
                    Err(None) => return Err(beyond(Key::Group, cx)),
                    Err(Some(_)) => {
                        let axes = groups.iter().filter_map(|group| Axis::of(self.def.kind, group, shown));
                        self.apart = axes.collect();
                    }
                },
                Directive::Sum(measures) => self.measures = Some(measures.clone()),
                // A table on paper has no pane beside it.
                Directive::Show(Show::Table) | Directive::Detail(..) => {}
                Directive::Show(Show::Pivot(_) | Show::Chart(_)) => self.shown = shown.to_vec(),
                Directive::Show(show) => self.stand_in(show, shown, cx),
            }
        }
        self.lay();
        Ok(())
    }

    /// What is drawn on a screen alone is a table under the headings that it would have.
    fn stand_in(&mut self, show: &Show, shown: &[Directive], cx: &Context) {
        let mode = show.mode().say(tongue(cx.lang));
        eprintln!("kehu: {}", cx.lang.fmt(Msg::QueryStandIn, &[&mode]));
        if shown.iter().any(|one| matches!(one, Directive::Group(_))) {
            return;
        }
        let dated = |field: Option<_>| field.or_else(|| query::dated(self.def.kind, shown));
        let heading = match show {
            Show::Board(field) => field
                .or_else(|| ["stage", "state", "status"].into_iter().find_map(|name| self.def.field(name)))
                .map(|field| Heading::of_field(field, None)),
            Show::Agenda(field) | Show::Calendar(field) => {
                dated(*field).map(|field| Heading::of_field(field, Some(Span::Day)))
            }
            _ => None,
        };
        self.headings = heading.into_iter().collect();
    }

    /// Rows of one heading stand together, and what is added up has a column.
    fn lay(&mut self) {
        let own = |sort: &[Sort], name: &str| sort.iter().find(|one| one.field == name).cloned();
        let mut sort: Vec<Sort> = Vec::new();
        for heading in &self.headings {
            let name = heading.field.name;
            sort.push(own(&self.sort, name).unwrap_or_else(|| Sort::up(name)));
        }
        for one in std::mem::take(&mut self.sort) {
            if own(&sort, &one.field).is_none() {
                sort.push(one);
            }
        }
        self.sort = sort;
        for measure in self.measures.iter().flatten() {
            if let Measure::Sum(field) = measure
                && !self.columns.iter().any(|column| column.name == field.name)
            {
                self.columns.push(field);
            }
        }
    }

    /// Asks for the rows of a window and prints them.
    pub fn print(mut self, window: Filter, ask: &mut Ask, cx: &Context) -> anyhow::Result<Exit> {
        let words = words(ask)?;
        let text = self.text.as_deref();
        let views = view::looked_into(text, self.def.kind, &words, ask, cx)?;
        let bound = Bound { views, ..Bound::default() };
        let (typed, shown) = fields::query(self.def, text, &ask.session, &words, &bound, cx)?;
        self.filter = window.and(typed);
        self.show(&shown, cx)?;
        let session = ask.session.clone();
        let meant = |rows: &_| fields::meant(rows, self.def, &session, &words, &bound, cx);
        if let Some(asked) = Asked::of(self.def.kind, self.filter.clone(), &self.shown, meant)? {
            let word = worded(&words, cx.lang);
            return figures::print(&asked, self.format, &Words { lang: cx.lang, word: &word }, ask, cx);
        }
        let (rows, starts, more) = self.stretches(&meant, &words, ask, cx)?;
        let figured = self.figured(&meant, ask)?;
        let mut sheet = Sheet::new(self.def, &self.columns, &rows, cx.lang);
        if self.format == Format::Xlsx {
            sheet.words = words;
        } else if self.format == Format::Table {
            sheet.words = words;
            sheet.sums = self.sums(ask)?;
            sheet.more = sections::more(&figured, &rows, cx.lang, self.def);
            let starts = match self.headings.is_empty() {
                true => starts,
                false => sections::starts(&sheet, &self.headings),
            };
            sheet.sections = sections::sections(&sheet, starts, &figured);
        }
        sheet.print(self.format, cx)?;
        if more {
            eprintln!("kehu: {}", cx.lang.fmt(Msg::CliMoreRows, &[&rows.len()]));
        }
        Ok(if rows.is_empty() { Exit::Nothing } else { Exit::Ok })
    }

    /// The rows; where they stand under what other records say, heading by heading, and where each of them begins.
    fn stretches(
        &self,
        meant: &dyn Fn(&Expr) -> Result<Filter, Failure>,
        words: &store::Words,
        ask: &mut Ask,
        cx: &Context,
    ) -> anyhow::Result<(Vec<Row>, Starts, bool)> {
        if self.apart.is_empty() {
            let (rows, more) = self.rows(&self.filter, self.limit, ask)?;
            return Ok((rows, Starts::new(), more));
        }
        let asked =
            Asked::new(self.def.kind, self.filter.clone(), self.apart.clone(), Vec::new(), Measured::Count);
        let table = match ask.ask(&Request::Figures(Box::new(asked.clone())))? {
            Reply::Figures(table) => *table,
            other => return Err(strange(&other)),
        };
        let word = worded(words, cx.lang);
        let said = Words { lang: cx.lang, word: &word };
        let (mut rows, mut starts, mut more) = (Vec::new(), Starts::new(), table.cut());
        for (n, line) in table.rows.iter().enumerate() {
            let behind = meant(&Expr::all(table.behind(&asked, Some(n), None)))?;
            let (some, cut) = self.rows(&self.filter.clone().and(behind), self.limit - rows.len(), ask)?;
            if !some.is_empty() {
                starts.push((rows.len(), said.keys(&asked.rows, &line.keys)));
            }
            rows.extend(some);
            more |= cut;
            if rows.len() >= self.limit {
                more |= n + 1 < table.rows.len();
                break;
            }
        }
        Ok((rows, starts, more))
    }

    /// The figures that are asked for; of a share, which rows it is.
    fn figured(
        &self,
        meant: &dyn Fn(&Expr) -> Result<Filter, Failure>,
        ask: &mut Ask,
    ) -> anyhow::Result<Vec<Figured>> {
        let mut all = Vec::new();
        for measure in self.measures.iter().flatten().cloned() {
            let holds = match &measure {
                Measure::Share(holds) | Measure::Holds(holds) if self.format == Format::Table => {
                    let those = self.filter.clone().and(meant(holds)?);
                    self.rows(&those, usize::MAX, ask)?.0.into_iter().map(|row| row.id).collect()
                }
                _ => HashSet::new(),
            };
            all.push(Figured { measure, holds });
        }
        Ok(all)
    }

    fn rows(&self, filter: &Filter, most: usize, ask: &mut Ask) -> anyhow::Result<(Vec<Row>, bool)> {
        let mut rows: Vec<Row> = Vec::new();
        loop {
            let left = (most - rows.len()).min(PAGE as usize) as u32;
            let mut query = ListQuery::of(self.def.kind).filter(filter.clone()).limit(left);
            query.after = rows.last().map(|row| After {
                values: self.sort.iter().map(|one| row.get(&one.field).clone()).collect(),
                id: row.id,
            });
            query.sort = self.sort.clone();
            match ask.ask(&Request::List(query))? {
                Reply::Page(page) => {
                    rows.extend(page.rows);
                    if !page.more || rows.len() >= most {
                        return Ok((rows, page.more));
                    }
                }
                other => return Err(strange(&other)),
            }
        }
    }

    /// The sums of the shown columns that are worth it, over all rows.
    fn sums(&self, ask: &mut Ask) -> anyhow::Result<Vec<(&'static str, rust_decimal::Decimal)>> {
        let asked = |name: &&'static str| match &self.measures {
            None => self.def.sums.contains(name),
            Some(all) => all.iter().any(|one| matches!(one, Measure::Sum(field) if field.name == *name)),
        };
        let names: Vec<&'static str> = self.columns.iter().map(|field| field.name).filter(asked).collect();
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let query = ListQuery::of(self.def.kind).filter(self.filter.clone());
        let mut all = Vec::with_capacity(names.len());
        for some in names.chunks(SUMS) {
            match ask.ask(&Request::Count(query.clone(), some.to_vec()))? {
                Reply::Count { sums, .. } => all.extend(some.iter().copied().zip(sums)),
                other => return Err(strange(&other)),
            }
        }
        Ok(all)
    }
}

/// Signed in, with the company's words. Names that it gave to fields are known only then: what could not be read before is an error of the
/// server's only where there is one.
pub fn opened(early: Option<anyhow::Error>, cx: &Context) -> anyhow::Result<(Ask, Arc<store::Words>)> {
    let mut ask = match (Ask::open(cx), early) {
        (Err(_), Some(early)) => return Err(early),
        (opened, _) => opened?,
    };
    let words = words(&mut ask)?;
    Ok((ask, words))
}

/// The words of the company's own lists, for the eye.
pub fn words(ask: &mut Ask) -> anyhow::Result<Arc<store::Words>> {
    match ask.ask(&Request::Dictionaries)? {
        Reply::Dictionaries(words) => Ok(words),
        other => Err(strange(&other)),
    }
}
