//! How rows are shown, as a query asks for it: order, headings, columns, totals, and as what: a table, a board, a pivot, a
//! chart. What each of them looks like is the matter of screens and reports.

use chrono::{Datelike, NaiveDate};

use super::{
    lexicon::Tongue,
    period::Period,
    tree::{Expr, Path, Step},
};
use crate::domain::{
    entity,
    field::{FieldDef, Shape},
    kind::Kind,
    window,
};

/// How the rows are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Directive {
    /// By which fields, and whether the greatest comes first.
    Sort(Vec<(&'static FieldDef, bool)>),
    /// Under which headings, the outer one first.
    Group(Vec<Group>),
    /// Which columns.
    Cols(Vec<Col>),
    /// What is totalled at the end, and under each heading: a field alone is its sum.
    Sum(Vec<Measure>),
    /// No more rows than that.
    Top(u32),
    /// As what.
    Show(Show),
    /// Where the pane with what belongs to the row under the cursor stands, and which of the lists below the row is open in it.
    Detail(Side, Option<Kind>),
}

/// Where the detail pane of a list stands: `detail:right`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Beside the list, where there is room.
    Right,
    /// Under the list.
    Below,
    /// Nowhere.
    Off,
}

/// A column: `cols:customer=20,amount`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Col {
    /// Its field.
    pub field: &'static FieldDef,
    /// Its width in cells, 1 to [`Col::WIDEST`]; as the field likes it where none is given.
    pub width: Option<u16>,
}

impl Col {
    /// No column is wider, in cells.
    pub const WIDEST: u16 = 200;

    /// A column as wide as its field likes it.
    pub fn of(field: &'static FieldDef) -> Col {
        Col { field, width: None }
    }
}

/// A heading. A way to it goes along links alone, `customer.city`: there is one value for each row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Group {
    /// Each value of a field.
    By(Path),
    /// Each span of time of a date field; of [`dated`], where none is named.
    Each(Option<Path>, Span),
}

/// A span of time that groups dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// Each day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Three months.
    Quarter,
    /// A calendar year.
    Year,
}

/// What rows are shown as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Show {
    /// Rows and columns.
    Table,
    /// Cards in columns by a field; by the state, where none is named.
    Board(Option<&'static FieldDef>),
    /// By day and hour of a date field; of [`dated`], where none is named.
    Agenda(Option<&'static FieldDef>),
    /// A month of days, by a date field; by [`dated`], where none is named.
    Calendar(Option<&'static FieldDef>),
    /// Rows against columns: `pivot(rows=salesperson,cols=signed_on.month,sum(net_amount))`.
    Pivot(Pivot),
    /// Bars or a line: `chart(bar,x=signed_on.month,y=sum(net_amount),by=salesperson)`.
    Chart(Chart),
    /// Figures.
    Tiles,
}

/// A cross table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pivot {
    /// What goes down, at least one, the outer one first.
    pub rows: Vec<Group>,
    /// What goes across; none: totals alone.
    pub cols: Vec<Group>,
    /// What each cell says.
    pub measure: Measure,
    /// What else is said of each row, in columns of its own; then nothing goes across.
    pub more: Vec<Measure>,
}

/// A chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// As what it is drawn.
    pub form: Form,
    /// Along which.
    pub x: Group,
    /// What is drawn.
    pub y: Measure,
    /// One line or bar for each; all in one, where none is named.
    pub by: Option<Group>,
}

/// As what a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A bar for each.
    Bar,
    /// A line through all.
    Line,
    /// A line of one row of cells.
    Spark,
    /// Bars with what is left of the one before.
    Funnel,
}

/// A figure over some rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// How many rows.
    Count,
    /// For how many rows a condition holds: `count(no:phone)`.
    Holds(Box<Expr>),
    /// The sum of a number or of money.
    Sum(&'static FieldDef),
    /// The average of the rows that have a value.
    Average(&'static FieldDef),
    /// How many different values, empty ones not counted.
    Distinct(Path),
    /// The share of the rows for which a condition holds, 0 to 1: `rate(is:paid)`.
    Share(Box<Expr>),
    /// The sum of one field for each yuan of another: `rate(received/amount)`; nothing where that is 0.
    Ratio(&'static FieldDef, &'static FieldDef),
    /// What the sum of a field is of that of all rows, 0 to 1.
    Part(&'static FieldDef),
    /// The same with all that stands above.
    Running(&'static FieldDef),
}

/// What rows can be shown as, without what it is made of: the words of `show:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// [`Show::Table`].
    Table,
    /// [`Show::Board`].
    Board,
    /// [`Show::Agenda`].
    Agenda,
    /// [`Show::Calendar`].
    Calendar,
    /// [`Show::Pivot`].
    Pivot,
    /// [`Show::Chart`].
    Chart,
    /// [`Show::Tiles`].
    Tiles,
}

impl Span {
    /// Its first and its last day, of the one that this day is in.
    pub fn days(self, day: NaiveDate) -> (NaiveDate, NaiveDate) {
        let days = |period: Period| period.days(day).unwrap_or((day, day));
        match self {
            Span::Day => (day, day),
            Span::Week => window::week(day),
            Span::Month => days(Period::Month(0)),
            Span::Quarter => days(Period::Quarter(0)),
            Span::Year => days(Period::Year(0)),
        }
    }

    /// The one that this day is in, as a heading calls it.
    pub fn name(self, day: NaiveDate, tongue: Tongue) -> String {
        let year = day.year();
        match self {
            Span::Day => day.to_string(),
            Span::Week => {
                let (first, last) = self.days(day);
                format!("{first}..{}", last.format("%m-%d"))
            }
            Span::Month => Period::MonthOf(year, day.month()).print(tongue),
            Span::Quarter => Period::QuarterOf(year, day.month0() / 3 + 1).print(tongue),
            Span::Year => Period::YearOf(year).print(tongue),
        }
    }
}

impl Directive {
    /// The conditions of its figures.
    pub fn conditions(&self) -> Vec<&Expr> {
        let all: Vec<&Measure> = match self {
            Directive::Sum(measures) => measures.iter().collect(),
            Directive::Show(Show::Pivot(pivot)) => [&pivot.measure].into_iter().chain(&pivot.more).collect(),
            Directive::Show(Show::Chart(chart)) => vec![&chart.y],
            _ => Vec::new(),
        };
        all.into_iter().filter_map(Measure::condition).collect()
    }
}

impl Show {
    /// What it is, without what it is made of.
    pub fn mode(&self) -> Mode {
        match self {
            Show::Table => Mode::Table,
            Show::Board(_) => Mode::Board,
            Show::Agenda(_) => Mode::Agenda,
            Show::Calendar(_) => Mode::Calendar,
            Show::Pivot(_) => Mode::Pivot,
            Show::Chart(_) => Mode::Chart,
            Show::Tiles => Mode::Tiles,
        }
    }
}

impl Measure {
    /// The rows that it asks about, besides those that are counted.
    fn condition(&self) -> Option<&Expr> {
        match self {
            Measure::Holds(rows) | Measure::Share(rows) => Some(rows),
            _ => None,
        }
    }

    /// Whether the values of a field can be added.
    pub fn adds(field: &FieldDef) -> bool {
        matches!(field.shape, Shape::Number | Shape::Decimal | Shape::Money)
    }

    /// Whether the values of a field have an average.
    pub fn averages(field: &FieldDef) -> bool {
        Measure::adds(field) || matches!(field.shape, Shape::Percent | Shape::Discount)
    }
}

/// The field at the end of a way over links alone.
pub fn end(path: &Path) -> Option<&'static FieldDef> {
    path.field.filter(|_| path.steps.iter().all(|step| matches!(step, Step::Up(..))))
}

/// Whether the values of a field are days.
pub fn is_date(field: &FieldDef) -> bool {
    matches!(field.shape, Shape::Date | Shape::Moment)
}

/// The date field that is meant where none is named: the first one that the query sorts by; else the first business date
/// that the kind sorts by, shows or has; else its first point in time.
pub fn dated(kind: Kind, shown: &[Directive]) -> Option<&'static FieldDef> {
    let def = entity::def(kind);
    let asked = shown.iter().flat_map(|directive| match directive {
        Directive::Sort(fields) => fields.as_slice(),
        _ => &[],
    });
    let names = def.sort.iter().map(|(name, _)| *name).chain(def.columns.iter().copied());
    let own: Vec<_> = names.filter_map(|name| def.field(name)).chain(def.fields).collect();
    let shaped = |shape| own.iter().copied().find(|field| field.shape == shape);
    let asked = asked.map(|(field, _)| *field).find(|field| is_date(field));
    asked.or_else(|| shaped(Shape::Date)).or_else(|| shaped(Shape::Moment))
}

/// As what the rows are shown; a table where nothing is said.
pub fn show(shown: &[Directive]) -> &Show {
    let asked = shown.iter().find_map(|directive| match directive {
        Directive::Show(show) => Some(show),
        _ => None,
    });
    asked.unwrap_or(&Show::Table)
}
