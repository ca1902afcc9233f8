//! The order that is saved again and again: two lines of three issues each, three instalments, confirmed at once. And the bare
//! inserts it comes to, in one statement, with the same triggers, without the rights and the guards.

use diesel::{
    PgConnection, QueryResult, QueryableByName, RunQueryDsl,
    connection::SimpleConnection,
    sql_query,
    sql_types::{Jsonb, Text},
};
use serde_json::Value;
use uuid::Uuid;

use super::raw::{Raw, RawError};
use crate::{db::connect::Target, domain::order_draft::OrderDraft};

/// By which the orders of a measurement are found again.
const NOTE: &str = "kehu bench";

#[derive(QueryableByName)]
struct Draft {
    #[diesel(sql_type = Jsonb)]
    draft: Value,
}

/// An order as the assistant `login` enters sixty times a day; asked as superuser. None where the company has nothing to sell.
pub fn typical_order(admin: &mut PgConnection, login: &str) -> QueryResult<Option<OrderDraft>> {
    const DRAFT: &str = "with c as ( \
          select c.id from kehu.customer c join kehu_priv.desk d on d.dept_id = c.dept_id join kehu_priv.operator o on o.id = d.operator_id \
           where o.login = $1 and c.status <> 'archived' and c.credit_limit is null and not c.needs_contract and c.deleted_at is null order by c.id limit 1), \
        place as ( \
          select b.id as publication_id, p.id as position_id, r.list_price, i.issues, row_number() over (order by b.id) as n from kehu.publication b \
            cross join lateral (select p.id from kehu.ad_position p where p.publication_id = b.id and not p.unique_per_issue order by p.id limit 1) p \
            join kehu.rate_card k on k.publication_id = b.id and kehu.today() between k.valid_from and k.valid_to \
            join kehu.rate_item r on r.rate_card_id = k.id and r.position_id = p.id \
            cross join lateral (select array_agg(x.id order by x.publish_on) as issues from (select i.id, i.publish_on from kehu.issue i \
              where i.publication_id = b.id and i.booking_deadline_on > kehu.today() and i.status = 'open' order by i.publish_on limit 3) x) i \
           where b.active and cardinality(i.issues) = 3 order by b.id limit 2), \
        line as ( \
          select *, round(list_price * 0.75, 2) as unit_price, round(list_price * 0.75, 2) * 3 as amount from place), \
        net as (select sum(amount) as net from line) \
        select jsonb_build_object('intent', gen_random_uuid(), 'id', null, 'version', null, 'customer_id', c.id, 'salesperson_id', null, 'signed_on', null, \
          'plan_text', '30/40/30 m', 'note', $2, 'state', 'confirmed', \
          'lines', (select jsonb_agg(jsonb_build_object('publication_id', publication_id, 'position_id', position_id, 'list_price', list_price::text, 'discount', '0.75', \
            'unit_price', unit_price::text, 'amount', amount::text, \
            'insertions', (select jsonb_agg(jsonb_build_object('issue_id', x, 'amount', unit_price::text)) from unnest(issues) x)) order by n) from line), \
          'instalments', jsonb_build_array( \
            jsonb_build_object('due_on', kehu.today(), 'amount', round(net * 0.3, 2)::text), \
            jsonb_build_object('due_on', kehu.today() + 30, 'amount', round(net * 0.4, 2)::text), \
            jsonb_build_object('due_on', kehu.today() + 60, 'amount', (net - round(net * 0.3, 2) - round(net * 0.4, 2))::text))) as draft \
        from c, net where (select count(*) from line) = 2";
    let found: Vec<Draft> = sql_query(DRAFT).bind::<Text, _>(login).bind::<Text, _>(NOTE).load(admin)?;
    Ok(found.into_iter().next().and_then(|row| serde_json::from_value(row.draft).ok()))
}

/// The bare inserts.
pub struct RawSave {
    raw: Raw,
    name: std::ffi::CString,
}

impl RawSave {
    /// Makes ready, as superuser, what saves orders like `draft` for the assistant `login`.
    pub fn of(admin: &Target, draft: &OrderDraft, login: &str) -> Result<RawSave, RawError> {
        let mut raw = Raw::connect(admin)?;
        raw.run(&function(draft, login))?;
        let name = raw.prepare("select pg_temp.raw_save($1)", &[UUID])?;
        Ok(RawSave { raw, name })
    }

    /// Saves one.
    pub fn save(&mut self) -> Result<(), RawError> {
        let intent = Uuid::new_v4().as_bytes().to_vec();
        self.raw.execute(&self.name, &[Some(intent)]).map(drop)
    }
}

/// The number of the type `uuid`.
const UUID: u32 = 2950;

fn function(draft: &OrderDraft, login: &str) -> String {
    let customer = draft.customer_id.unwrap_or_default();
    let (net, gross) = (draft.net(), "0");
    let lines: Vec<String> = draft
        .lines
        .iter()
        .zip(1..)
        .map(|(line, seq)| {
            format!(
                "({seq}, {}::bigint, {}::bigint, {}::numeric, {}::numeric, {}::numeric, {}, {}::numeric)",
                line.publication_id,
                line.position_id,
                line.list_price,
                line.discount,
                line.unit_price,
                line.insertions.len(),
                line.amount
            )
        })
        .collect();
    let insertions: Vec<String> = draft
        .lines
        .iter()
        .zip(1..)
        .flat_map(|(line, of)| {
            line.insertions.iter().zip(1..).map(move |(it, seq)| {
                format!("({of}, {seq}, {}::bigint, {}::numeric)", it.issue_id, it.amount)
            })
        })
        .collect();
    let parts: Vec<String> = draft
        .instalments
        .iter()
        .zip(1..)
        .map(|(part, seq)| format!("({seq}, date '{}', {}::numeric)", part.due_on, part.amount))
        .collect();
    let (lines, insertions, parts) = (lines.join(", "), insertions.join(", "), parts.join(", "));
    format!(
        "create function pg_temp.raw_save(p_intent uuid) returns bigint language plpgsql as $raw$ \
         declare v_id bigint; v_me int := (select id from kehu_priv.operator where login = '{login}'); \
         begin \
           insert into kehu.sales_order (intent, code, customer_id, salesperson_id, sales_dept_id, assistant_id, signed_on, state, gross_amount, discount_amount, net_amount, amending, created_by) \
             select p_intent, kehu_priv.next_code((select d.code from kehu.department d where d.id = c.dept_id), extract(year from kehu.today())::int), c.id, c.owner_id, c.dept_id, v_me, \
                    kehu.today(), 'confirmed', {gross}, {gross} - {net}, {net}, true, v_me from kehu.customer c where c.id = {customer} returning id into v_id; \
           insert into kehu.order_card (order_id, plan_text, note, saved_intent, customer_id, confirmed_at, confirmed_by) values (v_id, '30/40/30 m', '{NOTE}', p_intent, {customer}, now(), v_me); \
           insert into kehu.order_line (order_id, seq, publication_id, position_id, list_price, discount, unit_price, issues, amount) \
             select v_id, * from (values {lines}) x; \
           insert into kehu.insertion (order_id, order_line_id, seq, publication_id, position_id, issue_id, customer_id, planned_on, amount) \
             select v_id, l.id, x.seq, l.publication_id, l.position_id, x.issue, {customer}, i.publish_on, x.amount \
               from (values {insertions}) x(of, seq, issue, amount) join kehu.order_line l on l.order_id = v_id and l.seq = x.of join kehu.issue i on i.id = x.issue; \
           insert into kehu.instalment (order_id, customer_id, seq, due_on, amount) select v_id, {customer}, * from (values {parts}) x; \
           update kehu.customer set last_order_on = greatest(last_order_on, kehu.today()) where id = {customer}; \
           update kehu.order_line set open = false where order_id = v_id; \
           update kehu.sales_order set amending = false where id = v_id; \
           return v_id; \
         end $raw$"
    )
}

/// Takes the orders of a measurement away again, as superuser; the numbers they used up stay used.
pub fn sweep(admin: &mut PgConnection) -> QueryResult<()> {
    admin.batch_execute(&format!(
        "begin; set local session_replication_role = replica; \
         create temp table swept on commit drop as select order_id as id from kehu.order_card where note = '{NOTE}'; \
         delete from kehu_priv.audit where kind = 'instalment' and record_id in (select id from kehu.instalment where order_id in (select id from swept)); \
         delete from kehu_priv.audit where kind = 'insertion' and record_id in (select id from kehu.insertion where order_id in (select id from swept)); \
         delete from kehu_priv.audit where kind = 'line' and record_id in (select id from kehu.order_line where order_id in (select id from swept)); \
         delete from kehu_priv.audit where kind = 'order' and record_id in (select id from swept); \
         delete from kehu.instalment where order_id in (select id from swept); \
         delete from kehu.insertion where order_id in (select id from swept); \
         delete from kehu.order_line where order_id in (select id from swept); \
         delete from kehu.order_card where order_id in (select id from swept); \
         delete from kehu.sales_order where id in (select id from swept); \
         commit"
    ))
}
