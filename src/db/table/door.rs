//! The one door: what every kind answers, without its types. Everything below is written once, for all kinds.

use std::sync::Arc;

use diesel::{PgConnection, result::Error::NotFound, sql_types::Nullable};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Plan, SUMS, Table};
use crate::{
    db::{
        among::{Ids, Keys},
        column::{Expr, Source},
        condition::{all, any, by_key, not},
        filter::{column, predicate, unfit},
        fixed::fixed,
        found::{Shown, Sought},
        given::Given,
        keyset::{Key, Walk},
        pieces::{Piece, Pieces, Question},
        totals::Tally,
        trouble::Trouble,
    },
    domain::{
        entity,
        field::FieldDef,
        filter::{Filter, ListQuery, Op},
        record::Row,
        value::Value,
    },
    store::{Explained, Page},
};

/// Rows are counted up to here; one more means "more".
pub const MOST: i64 = 10_001;

/// A table without its types.
pub trait Door: Sync {
    /// The fields it answers, by name.
    fn names(&self) -> Arc<[&'static str]>;
    /// What a row to pick is called, and what tells it from others.
    fn pick(&self) -> (&'static [&'static str], &'static [&'static str]);
    /// A page of rows.
    fn list(&self, conn: &mut PgConnection, query: &ListQuery) -> Result<Page, Trouble>;
    /// How such a page is asked of the server.
    fn explain(&self, conn: &mut PgConnection, query: &ListQuery) -> Result<Explained, Trouble>;
    /// How many rows, and sums of these fields.
    fn count(
        &self,
        conn: &mut PgConnection,
        filter: &Filter,
        sums: &[&str],
    ) -> Result<(i64, Vec<Decimal>), Trouble>;
    /// How many of the rows that the filter lets through are in each window, and what they add up to, in one pass.
    fn windows(
        &self,
        conn: &mut PgConnection,
        filter: &Filter,
        windows: &[Filter],
        sum: &str,
    ) -> Result<Vec<(i64, Decimal)>, Trouble>;
    /// These records, as far as the filter lets them through; in no order.
    fn some(&self, conn: &mut PgConnection, ids: &[i64], filter: &Filter) -> Result<Vec<Row>, Trouble>;
    /// What a search of the database finds, as far as the filter lets it through, best first: ids, and these fields of them, which
    /// are texts or links.
    fn found(
        &self,
        conn: &mut PgConnection,
        sought: Sought,
        filter: &Filter,
        fields: &[&str],
    ) -> Result<Vec<(i64, Vec<String>)>, Trouble>;
    /// The record whose field holds exactly this text.
    fn named(&self, conn: &mut PgConnection, field: &str, text: &str) -> Result<Row, Trouble>;
    /// The question for the ids of the records that a filter lets through.
    fn ids(&self, conn: &mut PgConnection, filter: &Filter) -> Result<Ids, Trouble>;
    /// The question for the records to which those that a filter lets through link by a field.
    fn links(&self, conn: &mut PgConnection, field: &str, filter: &Filter) -> Result<Ids, Trouble>;
    /// The question for these pieces of the rows that a filter lets through, in their order.
    fn pieces(&self, conn: &mut PgConnection, filter: &Filter, wanted: &[Piece])
    -> Result<Question, Trouble>;
    /// Makes a record.
    fn insert(&self, conn: &mut PgConnection, given: &Given, intent: Uuid) -> Result<(i64, i32), Trouble>;
    /// Changes a record that still has this version.
    fn update(
        &self,
        conn: &mut PgConnection,
        record: (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble>;
}

impl<T: Table + Sync> Door for T {
    fn names(&self) -> Arc<[&'static str]> {
        names::<T>()
    }

    fn pick(&self) -> (&'static [&'static str], &'static [&'static str]) {
        T::PICK
    }

    fn list(&self, conn: &mut PgConnection, query: &ListQuery) -> Result<Page, Trouble> {
        let plan = page::<T>(conn, query)?;
        let mut rows = T::read(conn, plan)?;
        let more = rows.len() as i64 > i64::from(query.limit);
        rows.truncate(query.limit as usize);
        Ok(Page { rows: erased::<T>(&rows), more })
    }

    fn explain(&self, conn: &mut PgConnection, query: &ListQuery) -> Result<Explained, Trouble> {
        let plan = page::<T>(conn, query)?;
        Ok(T::explained(conn, plan)?)
    }

    fn count(
        &self,
        conn: &mut PgConnection,
        filter: &Filter,
        sums: &[&str],
    ) -> Result<(i64, Vec<Decimal>), Trouble> {
        let mut exprs: [Expr<T::From, _>; SUMS] = std::array::from_fn(|_| nothing());
        let mut dear = false;
        for (name, place) in sums.iter().zip(&mut exprs) {
            let column = column::<T>(name)?;
            dear |= column.dear;
            match &column.source {
                Source::Number(expr) => *place = expr(),
                _ => return Err(unfit("bad_filter", name)),
            }
        }
        if sums.len() > SUMS {
            return Err(unfit("bad_filter", sums[SUMS]));
        }
        let filter = predicate::<T>(conn, filter)?;
        // Sums need every row anyhow; a mere count stops early, and so do sums of look-ups, which then are none.
        let most = (sums.is_empty() || dear).then_some(MOST);
        let (rows, found) = T::totals(conn, filter, exprs, most)?;
        if dear && rows >= MOST {
            return Ok((MOST, Vec::new()));
        }
        let sums = found.into_iter().take(sums.len()).map(Option::unwrap_or_default).collect();
        Ok((rows.min(MOST), sums))
    }

    fn windows(
        &self,
        conn: &mut PgConnection,
        filter: &Filter,
        windows: &[Filter],
        sum: &str,
    ) -> Result<Vec<(i64, Decimal)>, Trouble> {
        let Source::Number(number) = &column::<T>(sum)?.source else { return Err(unfit("bad_filter", sum)) };
        // What every row has passed already is not asked again of each: a million rows a window, of a company.
        let among = windows.iter().map(|window| window.clone().among(filter));
        let windows = among.map(|window| predicate::<T>(conn, &window)).collect::<Result<_, _>>()?;
        let filter = predicate::<T>(conn, filter)?;
        let found = T::windows(conn, filter, Tally::new(number(), windows))?;
        Ok(found.into_iter().map(|(rows, sum)| (rows.min(MOST), sum.unwrap_or_default())).collect())
    }

    fn some(&self, conn: &mut PgConnection, ids: &[i64], filter: &Filter) -> Result<Vec<Row>, Trouble> {
        use diesel::ExpressionMethods;
        let filter = predicate::<T>(conn, filter)?;
        let these: crate::db::column::Predicate<T::From> = Box::new(T::id().eq_any(ids.to_vec()));
        let filter = all(filter.into_iter().chain([these]).collect());
        let plan = Plan { filter, order: Vec::new(), limit: MOST };
        Ok(erased::<T>(&T::read(conn, plan)?))
    }

    fn found(
        &self,
        conn: &mut PgConnection,
        sought: Sought,
        filter: &Filter,
        fields: &[&str],
    ) -> Result<Vec<(i64, Vec<String>)>, Trouble> {
        let text = |name: &&str| match &column::<T>(name)?.source {
            Source::Text(text) | Source::Link(_, text) | Source::SmallLink(_, text) => Ok(text()),
            _ => Err(unfit("bad_filter", name)),
        };
        let shown = Shown(fields.iter().map(text).collect::<Result<_, Trouble>>()?);
        let filter = predicate::<T>(conn, filter)?;
        let rows = T::found(conn, sought, filter, shown)?.into_iter();
        let full = |texts: Vec<Option<String>>| texts.into_iter().map(Option::unwrap_or_default).collect();
        Ok(rows.filter_map(|(id, texts)| Some((id?, full(texts)))).collect())
    }

    fn named(&self, conn: &mut PgConnection, field: &str, text: &str) -> Result<Row, Trouble> {
        // As typed, or as codes are written: a code is found with the shift key forgotten.
        let spellings = [text.to_owned(), text.to_uppercase(), text.to_lowercase()];
        let column = column::<T>(field)?;
        let any_of = spellings.into_iter().filter_map(|text| by_key(column, Op::Eq, &Value::Text(text)));
        let plan = Plan { filter: Some(any(any_of.collect())), order: Vec::new(), limit: 1 };
        let rows = T::read(conn, plan)?;
        erased::<T>(&rows).pop().ok_or_else(|| NotFound.into())
    }

    fn ids(&self, conn: &mut PgConnection, filter: &Filter) -> Result<Ids, Trouble> {
        Ok(T::ids(predicate::<T>(conn, filter)?, Keys::Big(T::id())))
    }

    fn links(&self, conn: &mut PgConnection, field: &str, filter: &Filter) -> Result<Ids, Trouble> {
        let keys = match &column::<T>(field)?.source {
            Source::Link(id, _) => Keys::Big(id()),
            Source::SmallLink(id, _) => Keys::Small(id()),
            _ => return Err(unfit("bad_filter", field)),
        };
        Ok(T::ids(predicate::<T>(conn, filter)?, keys))
    }

    fn pieces(
        &self,
        conn: &mut PgConnection,
        filter: &Filter,
        wanted: &[Piece],
    ) -> Result<Question, Trouble> {
        let mut pieces = Pieces::default();
        for one in wanted {
            match one {
                Piece::Id => pieces.add(T::id()),
                Piece::Key(field) => pieces.key(column::<T>(field)?),
                Piece::Label(field) => pieces.label(column::<T>(field)?),
                Piece::Number(field) => {
                    pieces.number(column::<T>(field)?).ok_or_else(|| unfit("bad_filter", field))?;
                }
                Piece::Holds(filter) => {
                    // Every row, where nothing is asked of it.
                    let holds = predicate::<T>(conn, filter)?;
                    pieces.add(holds.unwrap_or_else(|| not(any(Vec::new()))));
                }
            }
        }
        Ok(T::pieces(predicate::<T>(conn, filter)?, pieces))
    }

    fn insert(&self, conn: &mut PgConnection, given: &Given, intent: Uuid) -> Result<(i64, i32), Trouble> {
        T::insert(conn, given, intent)
    }

    fn update(
        &self,
        conn: &mut PgConnection,
        record: (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        T::update(conn, record, given)
    }
}

/// What is asked for a page: one row more tells whether there are more.
fn page<T: Table>(conn: &mut PgConnection, query: &ListQuery) -> Result<Plan<T::From>, Trouble> {
    let sort = if query.sort.is_empty() { entity::def(T::KIND).first_sort() } else { query.sort.clone() };
    let mut keys: Vec<Key<T>> = Vec::with_capacity(sort.len());
    for one in &sort {
        keys.push(Key { column: column::<T>(&one.field)?, descending: one.descending });
    }
    let walk = Walk { keys, backwards: query.backwards };
    let mut filter = predicate::<T>(conn, &query.filter)?;
    if let Some(place) = &query.after {
        let after = walk.after(place).ok_or_else(|| unfit("bad_filter", "after"))?;
        filter = all(filter.into_iter().chain([after]).collect());
    }
    Ok(Plan { filter, order: walk.orders(), limit: i64::from(query.limit) + 1 })
}

fn nothing<Q: 'static>() -> Expr<Q, diesel::sql_types::Numeric> {
    Box::new(fixed::<Nullable<diesel::sql_types::Numeric>>("null::numeric"))
}

/// The fields that the administrator added, where the kind takes any.
fn added<T: Table>() -> &'static [FieldDef] {
    T::EXT.map_or(&[], |_| entity::custom::of(T::KIND))
}

fn names<T: Table>() -> Arc<[&'static str]> {
    let own = T::COLUMNS.iter().map(|column| column.name);
    own.chain(added::<T>().iter().map(|field| field.name)).collect()
}

fn erased<T: Table>(rows: &[T::Row]) -> Vec<Row> {
    let (names, added) = (names::<T>(), added::<T>());
    let cells = |row| {
        let own = T::COLUMNS.iter().map(|column| (column.get)(row));
        own.chain(added.iter().map(|field| entity::custom::value(T::ext(row).get(field.name), field)))
            .collect()
    };
    rows.iter()
        .map(|row| {
            let (id, version) = T::head(row);
            Row { id, version, names: names.clone(), cells: cells(row) }
        })
        .collect()
}
