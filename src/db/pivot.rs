//! Tables of figures: from what is asked to one statement, and from its answer to figures. Run as the reader: his rows, his names.

mod read;
mod statement;

use diesel::{PgConnection, RunQueryDsl};

use self::statement::{Figures, Side, Statement};
use super::{
    filter::unfit,
    pieces::{Piece, Question},
    table,
    trouble::Trouble,
};
use crate::domain::{
    field::Shape,
    filter::Filter,
    kind::Kind,
    pivot::{Asked, Axis, By, Crosstab, Measured},
    query::{self, Path, Span, Step},
};

/// The figures that are asked for. Totals are computed from the rows, not from the cells.
pub fn pivot(conn: &mut PgConnection, asked: &Asked) -> Result<Crosstab, Trouble> {
    let mut table = one(conn, asked)?;
    for measure in &asked.more {
        let summed = match measure {
            Measured::Part(field) | Measured::Running(field) => Measured::Sum(field),
            other => other.clone(),
        };
        let rows = asked.rows.clone();
        let found = one(conn, &Asked::new(asked.kind, asked.filter.clone(), rows, Vec::new(), summed))?;
        table.put_beside(measure, &found);
    }
    Ok(table)
}

/// A table of one figure.
fn one(conn: &mut PgConnection, asked: &Asked) -> Result<Crosstab, Trouble> {
    if let Some(field) = asked.measure.unfit() {
        return Err(unfit("not_measured", field.name));
    }
    let mut making = Making { kind: asked.kind, conn, own: vec![Piece::Id], walks: Vec::new() };
    let rows = asked.rows.iter().map(|axis| making.side(axis)).collect::<Result<Vec<_>, _>>()?;
    let cols = asked.cols.iter().map(|axis| making.side(axis)).collect::<Result<Vec<_>, _>>()?;
    if rows.is_empty() {
        return Err(unfit("bad_filter", "rows"));
    }
    let figures = making.figures(&asked.measure)?;
    let Making { own, walks, conn, .. } = making;
    let base = table::of(asked.kind).pieces(conn, &asked.filter, &own)?;
    let first = asked.sort.and_then(|(by, descending)| Some((first_by(asked, by)?, descending)));
    let statement = Statement { base, own: own.len(), walks, rows, cols, figures, first };
    let found = statement.load(conn)?;
    Ok(read::read(found, asked))
}

/// What decides which rows of too many are kept; names and words have no order that the server knows.
fn first_by(asked: &Asked, by: By) -> Option<By> {
    match by {
        By::Key(at) => match asked.rows.get(at).map(Axis::shape) {
            Some(Shape::Link(_) | Shape::Choice(..) | Shape::Dict(_)) | None => None,
            Some(_) => Some(by),
        },
        By::Figure => Some(by),
    }
}

/// A way over links to other records, one after the other.
pub struct Walk {
    /// Where the first link stands among the pieces of the row itself.
    from: usize,
    /// Of each kind on the way: id, and the link that leads on or the field at the end.
    hops: Vec<Question>,
}

/// What a statement is made of, while it is made.
struct Making<'a, 'c> {
    kind: Kind,
    conn: &'c mut PgConnection,
    /// The pieces of the row itself.
    own: Vec<Piece<'a>>,
    walks: Vec<Walk>,
}

impl<'a> Making<'a, '_> {
    /// The key at the end of a way: `b.x3`, or what the last hop of a walk found.
    fn key(&mut self, path: &Path) -> Result<(String, Kind), Trouble> {
        let field =
            query::end(path).ok_or_else(|| unfit("bad_filter", path.field.map_or("", |field| field.name)))?;
        let first = match path.steps.first() {
            Some(Step::Up(link, _)) => link.name,
            _ => field.name,
        };
        self.own.push(Piece::Key(first));
        let from = self.own.len() - 1;
        if path.steps.is_empty() {
            return Ok((format!("t.x{from}"), self.kind));
        }
        let mut hops = Vec::with_capacity(path.steps.len());
        for (n, step) in path.steps.iter().enumerate() {
            let leads = match path.steps.get(n + 1) {
                Some(Step::Up(link, _)) => link.name,
                _ => field.name,
            };
            let door = table::of(step.kind());
            hops.push(door.pieces(self.conn, &Filter::All, &[Piece::Id, Piece::Key(leads)])?);
        }
        let (walk, last) = (self.walks.len(), hops.len() - 1);
        self.walks.push(Walk { from, hops });
        Ok((format!("w{walk}_{last}.key"), path.steps[last].kind()))
    }

    fn side(&mut self, axis: &Axis) -> Result<Side, Trouble> {
        let Some(field) = axis.field() else {
            return Err(unfit("bad_filter", axis.path.field.map_or("", |field| field.name)));
        };
        let (key, kind) = self.key(&axis.path)?;
        let holder = match axis.path.steps.len() {
            0 => "t.x0".to_owned(),
            _ => key.replace(".key", ".id"),
        };
        let dated = matches!(field.shape, Shape::Date | Shape::Moment);
        let labels = match field.shape {
            Shape::Link(_) => {
                let pieces = [Piece::Id, Piece::Label(field.name)];
                Some(table::of(kind).pieces(self.conn, &Filter::All, &pieces)?)
            }
            _ => None,
        };
        let word = match axis.each {
            None | Some(Span::Day) => None,
            Some(Span::Week) => Some("week"),
            Some(Span::Month) => Some("month"),
            Some(Span::Quarter) => Some("quarter"),
            Some(Span::Year) => Some("year"),
        };
        let key = match word {
            Some(word) => format!("date_trunc('{word}', {key})::date"),
            None => key,
        };
        let text = match field.shape {
            _ if dated => "to_char(#, 'YYYY-MM-DD')",
            Shape::Number | Shape::Decimal | Shape::Money | Shape::Percent | Shape::Discount => {
                "trim_scale(#::numeric)::text"
            }
            _ => "#::text",
        };
        Ok(Side { key, holder, text, dated, labels })
    }

    fn number(&mut self, field: &'static str) -> String {
        self.own.push(Piece::Number(field));
        format!("t.x{}", self.own.len() - 1)
    }

    fn figures(&mut self, measure: &'a Measured) -> Result<Figures, Trouble> {
        let nothing = || "null::numeric".to_owned();
        Ok(match measure {
            Measured::Count => Figures { picked: [nothing(), nothing()], above: "count(*)", below: None },
            Measured::Sum(field) => Figures {
                picked: [self.number(field.name), nothing()],
                above: "coalesce(sum(b.p), 0)",
                below: None,
            },
            Measured::Average(field) => Figures {
                picked: [self.number(field.name), nothing()],
                above: "sum(b.p)",
                below: Some("count(b.p)"),
            },
            Measured::Distinct(path) => {
                let (key, _) = self.key(path)?;
                Figures { picked: [key, nothing()], above: "count(distinct b.p)", below: None }
            }
            Measured::Holds(holds, _) => {
                self.own.push(Piece::Holds(holds));
                let picked = [format!("t.x{}", self.own.len() - 1), nothing()];
                Figures { picked, above: "count(*) filter (where b.p)", below: None }
            }
            // Of a part of all the sums are asked.
            Measured::Part(field) | Measured::Running(field) => Figures {
                picked: [self.number(field.name), nothing()],
                above: "coalesce(sum(b.p), 0)",
                below: None,
            },
            Measured::Share(holds) => {
                self.own.push(Piece::Holds(holds));
                let picked = [format!("t.x{}", self.own.len() - 1), nothing()];
                Figures { picked, above: "count(*) filter (where b.p)", below: Some("count(*)") }
            }
            Measured::Ratio(above, below) => Figures {
                picked: [self.number(above.name), self.number(below.name)],
                above: "coalesce(sum(b.p), 0)",
                below: Some("coalesce(sum(b.q), 0)"),
            },
        })
    }
}
