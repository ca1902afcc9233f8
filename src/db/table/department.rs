//! Departments.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, PgConnection,
    QueryDsl, QueryResult, RunQueryDsl, SelectableHelper,
    sql_types::{BigInt, Integer},
};
use uuid::Uuid;

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, flag, int, link, moment, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        given::Given,
        lookup::{self, Lookup, lookup},
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::department::{Department, DepartmentPatch, DepartmentRow, NewDepartment},
    schema::kehu::department,
};

type From = department::table;
type Col = Column<DepartmentRow, From>;

pub struct Departments;

/// The name, below the departments it belongs to.
fn placed() -> Lookup<department::id> {
    lookup(
        "select (with recursive up(parent, n) as (select k.parent_id, 0 union all select d.parent_id, u.n + 1 from up u join kehu.department d on d.id = u.parent) \
         select repeat('. ', max(n)) from up) || k.name from kehu.department k where k.id =",
        department::id,
    )
}

/// Where it stands in the tree: after the one above it, among its sisters by their order.
fn path() -> Lookup<department::id> {
    lookup(
        "select (with recursive up(parent, p, n) as (select k.parent_id, lpad(k.sort::text, 9, '0') || k.code, 0 \
         union all select d.parent_id, lpad(d.sort::text, 9, '0') || d.code || '/' || u.p, u.n + 1 from up u join kehu.department d on d.id = u.parent) \
         select p from up order by n desc limit 1) from kehu.department k where k.id =",
        department::id,
    )
}

/// How many people work in it.
fn people() -> Lookup<department::id, Integer> {
    lookup(
        "select count(*)::int from kehu.colleague k where k.status = 'active' and k.dept_id =",
        department::id,
    )
}

impl Table for Departments {
    type From = From;
    type Row = DepartmentRow;

    const KIND: Kind = Kind::Department;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["name"], &["code", "city"]);
    const COLUMNS: &'static [Col] = &[
        Col::text("tree", |r| text(&r.tree), sql!(placed())),
        Col::text("path", |r| text(&r.path), sql!(path())),
        Col::text("code", |r| text(&r.own.code), sql!(department::code)).always(),
        Col::text("name", |r| text(&r.own.name), sql!(department::name)).always(),
        Col::text("kind", |r| code(&r.own.kind), sql!(department::kind)).always(),
        Col::text("city", |r| text(&r.own.city), sql!(department::city)),
        Col::small_link(
            "parent",
            |r| link(r.own.parent_id, &r.parent),
            sql!(department::parent_id),
            sql!(lookup::department(department::parent_id)),
        ),
        Col::int("people", |r| int(r.people), sql!(people())),
        Col::int("sort", |r| int(r.own.sort), sql!(department::sort)).always(),
        Col::flag("active", |r| flag(r.own.active), sql!(department::active)).always(),
        Col::moment("created_at", |r| moment(r.own.created_at), sql!(department::created_at)).always(),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(department::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(department::id.cast::<BigInt>().nullable())
    }

    fn head(row: &DepartmentRow) -> (i64, i32) {
        (row.own.id.into(), row.own.version)
    }

    fn search(_: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(department::name.nullable()), word),
            search::holds(Box::new(department::code.nullable()), word),
            search::holds(Box::new(department::city.nullable()), word),
        ]))
    }

    reads!(
        department::table,
        (Department::as_select(), lookup::department(department::parent_id), placed(), path(), people())
    );

    fn insert(conn: &mut PgConnection, given: &Given, _: Uuid) -> Result<(i64, i32), Trouble> {
        let new = NewDepartment {
            code: given.filled_text("code")?.unwrap_or_default(),
            name: given.filled_text("name")?.unwrap_or_default(),
            kind: given.filled_text("kind")?.unwrap_or_default(),
            city: given.text("city")?.flatten(),
            parent_id: given.small_link("parent")?.flatten(),
            sort: given.filled_int("sort")?,
            active: given.flag("active")?,
        };
        let (id, version): (i32, i32) = diesel::insert_into(department::table)
            .values(&new)
            .returning((department::id, department::version))
            .get_result(conn)?;
        Ok((id.into(), version))
    }

    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        let Ok(id) = i32::try_from(id) else { return Ok(None) };
        let patch = DepartmentPatch {
            code: given.filled_text("code")?,
            name: given.filled_text("name")?,
            kind: given.filled_text("kind")?,
            city: given.text("city")?,
            parent_id: given.small_link("parent")?,
            sort: given.filled_int("sort")?,
            active: given.flag("active")?,
        };
        let this = department::table.filter(department::id.eq(id).and(department::version.eq(version)));
        Ok(diesel::update(this).set(patch).returning(department::version).get_result(conn).optional()?)
    }
}
