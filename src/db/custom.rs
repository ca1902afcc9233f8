//! Fields that the administrator added, in the data: known with the words of the company, stored in one document on the record's card, read,
//! sorted and filtered like columns.

use std::{any::Any, collections::BTreeMap, marker::PhantomData, sync::Mutex};

use diesel::{
    AppearsOnTable, Expression, PgConnection, QueryResult, RunQueryDsl, SelectableExpression,
    connection::SimpleConnection,
    expression::{TypedExpressionType, ValidGrouping, is_aggregate},
    pg::Pg,
    query_builder::{AstPass, QueryFragment, QueryId},
    sql_query,
    sql_types::{BigInt, Bool, Date, Integer, Jsonb, Nullable, Numeric, SingleValue, SqlType, Text},
};
use serde_json::Value as Json;

use super::{
    column::{Column, Expr, Make, Source},
    given::Given,
    table::Table,
    trouble::Trouble,
};
use crate::{
    domain::{
        entity::custom::{self, Custom, kept},
        field::Shape,
        kind::Kind,
        value::Value,
    },
    i18n,
    text::clean,
};

/// The name under which they come among the words.
pub const WORDS: &str = "custom_field";

/// They are these now: `customer/x_region/choice/region/required` with its two names.
pub fn known(words: &[(String, String, String)]) {
    let read = |(code, label, label_en): &(String, String, String)| {
        let [kind, name, sort, dict, required] = code.split('/').collect::<Vec<_>>()[..] else { return None };
        i18n::name_field(kind, name, kept(clean(label).as_str()), kept(clean(label_en).as_str()));
        Some(Custom {
            kind: Kind::find(kind)?,
            name: name.to_owned(),
            sort: sort.to_owned(),
            dict: dict.to_owned(),
            required: required == "required",
        })
    };
    custom::set(&words.iter().filter_map(read).collect::<Vec<_>>());
}

/// Keeps those that were given on a card: the table and its key.
///
/// # Errors
/// As the database refuses them; a card that may not be changed takes the whole save back.
pub fn keep(
    conn: &mut PgConnection,
    (table, key): (&'static str, &'static str),
    id: i64,
    given: &Given,
) -> Result<(), Trouble> {
    if !given.has_custom() {
        return Ok(());
    }
    let changed =
        sql_query(format!("update {table} set ext = jsonb_strip_nulls(ext || $1) where {key} = $2"))
            .bind::<Jsonb, _>(Json::Object(given.custom()?))
            .bind::<BigInt, _>(id)
            .execute(conn)?;
    if changed == 0 { Err(diesel::result::Error::NotFound.into()) } else { Ok(()) }
}

/// Keeps those that were given of a record that was just made, whoever may change it afterwards.
///
/// # Errors
/// As the database refuses them.
pub fn keep_new(conn: &mut PgConnection, kind: Kind, id: i64, given: &Given) -> Result<(), Trouble> {
    if given.has_custom() {
        sql_query("select kehu.fill_new($1, $2, $3)")
            .bind::<Text, _>(kind.name())
            .bind::<BigInt, _>(id)
            .bind::<Jsonb, _>(Json::Object(given.custom()?))
            .execute(conn)?;
    }
    Ok(())
}

/// Makes a record of which it is looked at the end whether it has what is required: only then is it whole.
///
/// # Errors
/// As it is not made; by the name of the first field that it lacks.
pub fn whole<T>(
    conn: &mut PgConnection,
    kind: Kind,
    make: impl FnOnce(&mut PgConnection) -> Result<T, Trouble>,
) -> Result<T, Trouble> {
    if !custom::of(kind).iter().any(|field| field.required) {
        return make(conn);
    }
    conn.batch_execute("set constraints kehu.ext_whole deferred")?;
    let made = make(conn)?;
    conn.batch_execute("set constraints kehu.ext_whole immediate")?;
    Ok(made)
}

/// Laid over those that a record holds in its own row; what was emptied goes.
///
/// # Errors
/// As they cannot be stored.
pub fn over(held: Json, given: &Given) -> Result<Json, Trouble> {
    let mut all = given.custom()?;
    if let Json::Object(held) = held {
        for (name, value) in held {
            all.entry(name).or_insert(value);
        }
    }
    all.retain(|_, value| !value.is_null());
    Ok(Json::Object(all))
}

/// What was made is kept, and given again to who asks for the same. The cast is part of the key: a program may meet two companies.
type Made = BTreeMap<(Kind, &'static str, &'static str), &'static (dyn Any + Send + Sync)>;
static COLUMNS: Mutex<Made> = Mutex::new(BTreeMap::new());

/// The column of such a field.
pub fn column<T: Table>(name: &str) -> Option<&'static Column<T::Row, T::From>> {
    let (field, ext) = (custom::of(T::KIND).iter().find(|field| field.name == name)?, T::EXT?);
    let cast = match field.shape {
        Shape::Number => "int",
        Shape::Decimal | Shape::Money => "numeric",
        Shape::Date => "date",
        Shape::Flag => "bool",
        _ => "text",
    };
    let mut columns = COLUMNS.lock().unwrap_or_else(|broken| broken.into_inner());
    let made = columns.get(&(T::KIND, field.name, cast)).copied();
    if let Some(column) = made.and_then(|made| made.downcast_ref::<Column<T::Row, T::From>>()) {
        return Some(column);
    }
    let source = match field.shape {
        Shape::Number => Source::Int(stored::<_, Integer>(ext, field.name, cast)),
        Shape::Decimal | Shape::Money => Source::Number(stored::<_, Numeric>(ext, field.name, cast)),
        Shape::Date => Source::Date(stored::<_, Date>(ext, field.name, cast)),
        Shape::Flag => Source::Flag(stored::<_, Bool>(ext, field.name, cast)),
        _ => Source::Text(stored::<_, Text>(ext, field.name, cast)),
    };
    let column: &'static Column<T::Row, T::From> = Box::leak(Box::new(Column {
        name: field.name,
        get: |_| Value::Empty,
        source,
        always: false,
        dear: false,
    }));
    columns.insert((T::KIND, field.name, cast), column);
    Some(column)
}

fn stored<Q: 'static, ST>(ext: Make<Q, Jsonb>, name: &'static str, cast: &'static str) -> Make<Q, ST>
where
    ST: SqlType + SingleValue + Send + Sync + 'static,
    Nullable<ST>: SqlType + TypedExpressionType,
{
    Box::leak(Box::new(move || -> Expr<Q, ST> {
        Box::new(Stored { ext: ext(), name, cast, of: PhantomData::<ST> })
    }))
}

/// `((<ext> ->> '<name>')::<cast>)`: the name is one that the database took for a name.
struct Stored<Q, ST> {
    ext: Expr<Q, Jsonb>,
    name: &'static str,
    cast: &'static str,
    of: PhantomData<ST>,
}

impl<Q, ST> Expression for Stored<Q, ST>
where
    ST: SqlType + SingleValue,
    Nullable<ST>: SqlType + TypedExpressionType,
{
    type SqlType = Nullable<ST>;
}

impl<Q, ST> QueryId for Stored<Q, ST> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q, ST, GB> ValidGrouping<GB> for Stored<Q, ST> {
    type IsAggregate = is_aggregate::No;
}

impl<Q, ST> AppearsOnTable<Q> for Stored<Q, ST> where Self: Expression {}
impl<Q, ST> SelectableExpression<Q> for Stored<Q, ST> where Self: AppearsOnTable<Q> {}

impl<Q, ST> QueryFragment<Pg> for Stored<Q, ST> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("((");
        self.ext.walk_ast(out.reborrow())?;
        out.push_sql(" ->> '");
        // Small letters, digits and _ by the table's own rule; nothing else stands in a text of SQL, whatever a server says.
        let plain = |c: &char| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '_';
        out.push_sql(&self.name.chars().filter(plain).collect::<String>());
        out.push_sql("')::");
        out.push_sql(self.cast);
        out.push_sql(")");
        Ok(())
    }
}
