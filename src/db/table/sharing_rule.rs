//! Sharing rules. A rule is called by what it says.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension, PgConnection,
    QueryDsl, QueryResult, RunQueryDsl, SelectableHelper, sql_types::BigInt,
};
use uuid::Uuid;

use super::{Table, reads};
use crate::{
    db::{
        cell::{code, flag, link, moment, text},
        column::{Column, Expr, Predicate, sql},
        condition::any,
        given::Given,
        lookup::{self, Lookup, lookup},
        search,
        trouble::Trouble,
    },
    domain::kind::Kind,
    model::sharing_rule::{NewSharingRule, SharingRule, SharingRulePatch, SharingRuleRow},
    schema::kehu::sharing_rule,
};

type From = sharing_rule::table;
type Col = Column<SharingRuleRow, From>;

pub struct SharingRules;

/// Whose, to whom: names where it names somebody, codes where it names a sort.
fn said() -> Lookup<sharing_rule::id> {
    lookup(
        "select concat_ws(' > ', coalesce(d.name::text, k.from_dept_kind), coalesce(o.name::text, k.to_role)) from kehu.sharing_rule k \
         left join kehu.department d on d.id = k.from_dept_id left join kehu.colleague o on o.id = k.to_operator_id where k.id =",
        sharing_rule::id,
    )
}

impl Table for SharingRules {
    type From = From;
    type Row = SharingRuleRow;

    const KIND: Kind = Kind::SharingRule;
    const PICK: (&'static [&'static str], &'static [&'static str]) = (&["name"], &["entity"]);
    const COLUMNS: &'static [Col] = &[
        Col::text("name", |r| text(&r.name), sql!(said())),
        Col::text("entity", |r| code(&r.own.entity), sql!(sharing_rule::entity)).always(),
        Col::text("from_kind", |r| code(&r.own.from_dept_kind), sql!(sharing_rule::from_dept_kind)),
        Col::small_link(
            "from_department",
            |r| link(r.own.from_dept_id, &r.department),
            sql!(sharing_rule::from_dept_id),
            sql!(lookup::department(sharing_rule::from_dept_id)),
        ),
        Col::text("to_role", |r| code(&r.own.to_role), sql!(sharing_rule::to_role)),
        Col::small_link(
            "to_operator",
            |r| link(r.own.to_operator_id, &r.person),
            sql!(sharing_rule::to_operator_id),
            sql!(lookup::person(sharing_rule::to_operator_id)),
        ),
        Col::text("access", |r| code(&r.own.access), sql!(sharing_rule::access)).always(),
        Col::flag("active", |r| flag(r.own.active), sql!(sharing_rule::active)).always(),
        Col::text("note", |r| text(&r.own.note), sql!(sharing_rule::note)),
        Col::moment("updated_at", |r| moment(r.own.updated_at), sql!(sharing_rule::updated_at)).always(),
    ];

    fn id() -> Expr<From, BigInt> {
        Box::new(sharing_rule::id.cast::<BigInt>().nullable())
    }

    fn head(row: &SharingRuleRow) -> (i64, i32) {
        (row.own.id.into(), row.own.version)
    }

    fn search(_: &mut PgConnection, word: &str) -> QueryResult<Predicate<From>> {
        Ok(any(vec![
            search::holds(Box::new(said()), word),
            search::holds(Box::new(sharing_rule::note.nullable()), word),
        ]))
    }

    reads!(
        sharing_rule::table,
        (
            SharingRule::as_select(),
            said(),
            lookup::department(sharing_rule::from_dept_id),
            lookup::person(sharing_rule::to_operator_id),
        )
    );

    fn insert(conn: &mut PgConnection, given: &Given, _: Uuid) -> Result<(i64, i32), Trouble> {
        let new = NewSharingRule {
            entity: given.filled_text("entity")?,
            from_dept_kind: given.text("from_kind")?.flatten(),
            from_dept_id: given.small_link("from_department")?.flatten(),
            to_operator_id: given.small_link("to_operator")?.flatten(),
            to_role: given.text("to_role")?.flatten(),
            access: given.filled_text("access")?,
            active: given.flag("active")?,
            note: given.text("note")?.flatten(),
        };
        let (id, version): (i32, i32) = diesel::insert_into(sharing_rule::table)
            .values(&new)
            .returning((sharing_rule::id, sharing_rule::version))
            .get_result(conn)?;
        Ok((id.into(), version))
    }

    fn update(
        conn: &mut PgConnection,
        (id, version): (i64, i32),
        given: &Given,
    ) -> Result<Option<i32>, Trouble> {
        let Ok(id) = i32::try_from(id) else { return Ok(None) };
        let patch = SharingRulePatch {
            entity: given.filled_text("entity")?,
            from_dept_kind: given.text("from_kind")?,
            from_dept_id: given.small_link("from_department")?,
            to_operator_id: given.small_link("to_operator")?,
            to_role: given.text("to_role")?,
            access: given.filled_text("access")?,
            active: given.flag("active")?,
            note: given.text("note")?,
        };
        let this = sharing_rule::table.filter(sharing_rule::id.eq(id).and(sharing_rule::version.eq(version)));
        Ok(diesel::update(this).set(patch).returning(sharing_rule::version).get_result(conn).optional()?)
    }
}
