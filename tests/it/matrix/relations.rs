//! Every table and view that an operator can name, with the query that reads its rows and their people behind the rights.
//! Rights are found by the customer, the order, the person of a row: primary columns only, joined from the top.

/// A table or view of the schemas `kehu` and `kehu_rpt`.
pub struct Relation {
    pub name: &'static str,
    /// What names a row.
    pub key: &'static str,
    /// Rows as superuser sees them, in the shape of `facts::Row`.
    pub rows: &'static str,
    /// Columns that are tried to see which rows may be changed, each with a value that fits every row.
    pub changes: &'static [(&'static str, &'static str)],
}

const fn table(
    name: &'static str,
    key: &'static str,
    rows: &'static str,
    changes: &'static [(&'static str, &'static str)],
) -> Relation {
    Relation { name, key, rows, changes }
}

/// `due` is that its stage asks for the decision maker.
const OPPORTUNITIES: &str = "select o.id::text as key, 'opportunity ' || o.id as alone, o.customer_id as customer, o.owner_id as person, o.first_owner_id as creator, o.dept_id::text as kind,
    o.state, o.version, o.deleted_at is not null as gone, s.is_important as due, s.seq as step
  from kehu.opportunity o join kehu.stage s on s.id = o.stage_id";

/// `due` is that a line is below its floor; `step` is 1 where the opportunity came to nothing, 2 where the quote is out of date.
const QUOTES: &str = "select q.id::text as key, 'opportunity ' || o.id as alone, o.customer_id as customer, o.owner_id as person, q.created_by as creator, o.dept_id::text as kind, q.state, q.version,
    o.deleted_at is not null or q.deleted_at is not null as gone,
    exists (select from kehu.quote_line l join kehu.publication b on b.id = l.publication_id where l.quote_id = q.id and l.unit_price < 50000 * b.discount_floor) as due,
    case when o.state in ('lost', 'invalid') then 1 when q.valid_until < '2002-03-13' then 2 else 0 end as step
  from kehu.quote q join kehu.opportunity o on o.id = q.opportunity_id";

/// All of them; `complete` demands that none is missing.
pub const RELATIONS: &[Relation] = &[
    table(
        "kehu.customer",
        "id",
        "select id::text as key, id as customer, version, deleted_at is not null as gone from kehu.customer",
        &[("city", "'x'")],
    ),
    table(
        "kehu.customer_card",
        "customer_id",
        "select k.customer_id::text as key, k.customer_id as customer, c.deleted_at is not null as gone
         from kehu.customer_card k join kehu.customer c on c.id = k.customer_id",
        &[("fax", "'x'")],
    ),
    table(
        "kehu.contact",
        "id",
        "select k.id::text as key, k.customer_id as customer, k.name::text as state, coalesce(k.mobile, '') as kind, k.version, k.deleted_at is not null or c.deleted_at is not null as gone
         from kehu.contact k join kehu.customer c on c.id = k.customer_id",
        &[("job_title", "'x'"), ("wechat", "'x'")],
    ),
    table(
        "kehu.contact_card",
        "contact_id",
        "select k.id::text as key, k.customer_id as customer, k.deleted_at is not null or c.deleted_at is not null as gone
         from kehu.contact k join kehu.customer c on c.id = k.customer_id",
        &[("fax", "'x'")],
    ),
    table(
        "kehu.contact_mobile",
        "contact_id",
        "select k.id::text as key, k.customer_id as customer, k.deleted_at is not null or c.deleted_at is not null as gone
         from kehu.contact k join kehu.customer c on c.id = k.customer_id where k.mobile <> ''",
        &[],
    ),
    table("kehu.comment", "id", "select k.id::text as key, case when k.order_id is not null then 'order' when k.contact_id is not null then 'contact' when k.activity_id is not null then 'activity' when k.payment_id is not null then 'payment' when k.contract_id is not null then 'contract' when k.invoice_id is not null then 'invoice' when k.opportunity_id is not null then 'opportunity' when k.lead_id is not null then 'lead' else 'customer' end as kind, coalesce('opportunity ' || k.opportunity_id, 'lead ' || k.lead_id) as alone,
         coalesce(ct.customer_id, p.payer_id, co.customer_id, op.customer_id, case when num_nonnulls(k.order_id, k.activity_id, k.invoice_id) = 0 then k.customer_id end) as customer,
         coalesce(k.order_id, a.order_id, i.order_id) as \"order\", coalesce(a.owner_id, op.owner_id, le.owner_id) as person, coalesce(op.dept_id, 0) as step, coalesce(a.assigned_by_id, p.created_by) as author, k.author_id as creator, k.version,
         num_nonnulls(k.deleted_at, ct.deleted_at, a.deleted_at, co.deleted_at, op.deleted_at, le.deleted_at) > 0 as gone, k.created_at > now() - interval '24 hours' as due, case when k.deleted_at is null then '' else 'deleted' end as state
         from kehu.comment k left join kehu.contact ct on ct.id = k.contact_id left join kehu.activity a on a.id = k.activity_id
         left join kehu.payment p on p.id = k.payment_id left join kehu.contract co on co.id = k.contract_id left join kehu.invoice i on i.id = k.invoice_id left join kehu.opportunity op on op.id = k.opportunity_id left join kehu.lead le on le.id = k.lead_id", &[("text", "'x'")]),
    table("kehu.inbox_item", "id", "select n.id::text as key, case when k.order_id is not null then 'order' when k.contact_id is not null then 'contact' when k.activity_id is not null then 'activity' when k.payment_id is not null then 'payment' when k.contract_id is not null then 'contract' when k.invoice_id is not null then 'invoice' when k.opportunity_id is not null then 'opportunity' when k.lead_id is not null then 'lead' else 'customer' end as kind, coalesce('opportunity ' || k.opportunity_id, 'lead ' || k.lead_id) as alone,
         coalesce(ct.customer_id, p.payer_id, co.customer_id, op.customer_id, case when num_nonnulls(k.order_id, k.activity_id, k.invoice_id) = 0 then k.customer_id end) as customer,
         coalesce(k.order_id, a.order_id, i.order_id) as \"order\", coalesce(a.owner_id, op.owner_id, le.owner_id) as person, coalesce(op.dept_id, 0) as step, coalesce(a.assigned_by_id, p.created_by) as author, n.operator_id as creator, n.version,
         num_nonnulls(k.deleted_at, ct.deleted_at, a.deleted_at, co.deleted_at, op.deleted_at, le.deleted_at) > 0 as gone, k.created_at > now() - interval '24 hours' as due
         from kehu.inbox_item n join kehu.comment k on k.id = n.comment_id left join kehu.contact ct on ct.id = k.contact_id left join kehu.activity a on a.id = k.activity_id
         left join kehu.payment p on p.id = k.payment_id left join kehu.contract co on co.id = k.contract_id left join kehu.invoice i on i.id = k.invoice_id left join kehu.opportunity op on op.id = k.opportunity_id left join kehu.lead le on le.id = k.lead_id", &[]),
    table("kehu.file", "id", "select k.id::text as key, case when k.order_id is not null then 'order' when k.contact_id is not null then 'contact' when k.activity_id is not null then 'activity' when k.payment_id is not null then 'payment' when k.contract_id is not null then 'contract' when k.invoice_id is not null then 'invoice' when k.opportunity_id is not null then 'opportunity' when k.lead_id is not null then 'lead' else 'customer' end as kind, coalesce('opportunity ' || k.opportunity_id, 'lead ' || k.lead_id) as alone,
         coalesce(ct.customer_id, p.payer_id, co.customer_id, op.customer_id, case when num_nonnulls(k.order_id, k.activity_id, k.invoice_id) = 0 then k.customer_id end) as customer,
         coalesce(k.order_id, a.order_id, i.order_id) as \"order\", coalesce(a.owner_id, op.owner_id, le.owner_id) as person, coalesce(op.dept_id, 0) as step, coalesce(a.assigned_by_id, p.created_by) as author, k.added_by as creator, k.version,
         num_nonnulls(k.deleted_at, ct.deleted_at, a.deleted_at, co.deleted_at, op.deleted_at, le.deleted_at) > 0 as gone, k.created_at > now() - interval '24 hours' as due, case when k.deleted_at is null then '' else 'deleted' end as state
         from kehu.file k left join kehu.contact ct on ct.id = k.contact_id left join kehu.activity a on a.id = k.activity_id
         left join kehu.payment p on p.id = k.payment_id left join kehu.contract co on co.id = k.contract_id left join kehu.invoice i on i.id = k.invoice_id left join kehu.opportunity op on op.id = k.opportunity_id left join kehu.lead le on le.id = k.lead_id", &[("note", "'x'")]),
    table("kehu_rpt.timeline", "id", "with c as (select (k.id * 8 + 4)::text as key, case when k.order_id is not null then 'order' when k.contact_id is not null then 'contact' when k.activity_id is not null then 'activity' when k.payment_id is not null then 'payment' when k.contract_id is not null then 'contract' when k.invoice_id is not null then 'invoice' when k.opportunity_id is not null then 'opportunity' when k.lead_id is not null then 'lead' else 'customer' end as kind, coalesce('opportunity ' || k.opportunity_id, 'lead ' || k.lead_id) as alone,
         coalesce(ct.customer_id, p.payer_id, co.customer_id, op.customer_id, case when num_nonnulls(k.order_id, k.activity_id, k.invoice_id) = 0 then k.customer_id end) as customer,
         coalesce(k.order_id, a.order_id, i.order_id) as \"order\", coalesce(a.owner_id, op.owner_id, le.owner_id) as person, coalesce(op.dept_id, 0) as step, coalesce(a.assigned_by_id, p.created_by) as author, k.author_id as creator, k.version,
         num_nonnulls(k.deleted_at, ct.deleted_at, a.deleted_at, co.deleted_at, op.deleted_at, le.deleted_at) > 0 as gone, k.created_at > now() - interval '24 hours' as due, case when k.deleted_at is null then '' else 'deleted' end as state
         from kehu.comment k left join kehu.contact ct on ct.id = k.contact_id left join kehu.activity a on a.id = k.activity_id
         left join kehu.payment p on p.id = k.payment_id left join kehu.contract co on co.id = k.contract_id left join kehu.invoice i on i.id = k.invoice_id left join kehu.opportunity op on op.id = k.opportunity_id left join kehu.lead le on le.id = k.lead_id), f as (select (k.id * 8 + 5)::text as key, case when k.order_id is not null then 'order' when k.contact_id is not null then 'contact' when k.activity_id is not null then 'activity' when k.payment_id is not null then 'payment' when k.contract_id is not null then 'contract' when k.invoice_id is not null then 'invoice' when k.opportunity_id is not null then 'opportunity' when k.lead_id is not null then 'lead' else 'customer' end as kind, coalesce('opportunity ' || k.opportunity_id, 'lead ' || k.lead_id) as alone,
         coalesce(ct.customer_id, p.payer_id, co.customer_id, op.customer_id, case when num_nonnulls(k.order_id, k.activity_id, k.invoice_id) = 0 then k.customer_id end) as customer,
         coalesce(k.order_id, a.order_id, i.order_id) as \"order\", coalesce(a.owner_id, op.owner_id, le.owner_id) as person, coalesce(op.dept_id, 0) as step, coalesce(a.assigned_by_id, p.created_by) as author, k.added_by as creator, k.version,
         num_nonnulls(k.deleted_at, ct.deleted_at, a.deleted_at, co.deleted_at, op.deleted_at, le.deleted_at) > 0 as gone, k.created_at > now() - interval '24 hours' as due, case when k.deleted_at is null then '' else 'deleted' end as state
         from kehu.file k left join kehu.contact ct on ct.id = k.contact_id left join kehu.activity a on a.id = k.activity_id
         left join kehu.payment p on p.id = k.payment_id left join kehu.contract co on co.id = k.contract_id left join kehu.invoice i on i.id = k.invoice_id left join kehu.opportunity op on op.id = k.opportunity_id left join kehu.lead le on le.id = k.lead_id), h as (
           select ((a.id * 64 + row_number() over (partition by a.id order by k.key)) * 8 + 6)::text as key, a.record_id as customer
             from kehu_priv.audit a join lateral jsonb_object_keys(a.new) k(key) on true
            where a.kind = 'customer' and a.action = 'update' and k.key not in ('pinyin', 'initials', 'first_owner_id', 'last_contact_at', 'last_order_on'))
         select key, kind, alone, customer, \"order\", person, author, '' as state, gone, step from c union all select key, kind, alone, customer, \"order\", person, author, '', gone, step from f
         union all select key, 'customer', null, customer, null, null, null, 'change', false, 0 from h
         union all select (a.id * 8 + 1)::text, 'activity', null, a.customer_id, a.order_id, a.owner_id, a.assigned_by_id, '', a.deleted_at is not null, 0 from kehu.activity a
         union all select (o.id * 8 + 2)::text, 'order', null, o.customer_id, o.id, null, null, '', o.deleted_at is not null, 0 from kehu.sales_order o
         union all select (p.id * 8 + 3)::text, 'payment', null, p.payer_id, null, null, p.created_by, '', false, 0 from kehu.payment p
         union all select ((a.id * 64 + row_number() over (partition by a.id order by k.key)) * 8 + 6)::text, 'lead', 'lead ' || l.id, null, null, l.owner_id, null, 'lead ' || l.id, l.deleted_at is not null, 0
           from kehu_priv.audit a join lateral jsonb_object_keys(a.new) k(key) on true join kehu.lead l on l.id = a.record_id
          where a.kind = 'lead' and a.action = 'update' and k.key not in ('pinyin', 'initials', 'first_owner_id', 'customer_id', 'contact_id', 'opportunity_id', 'converted_at', 'last_contact_at')
         union all select ((a.id * 64 + row_number() over (partition by a.id order by k.key)) * 8 + 6)::text, 'opportunity', 'opportunity ' || o.id, o.customer_id, null, o.owner_id, null, 'opportunity ' || o.id, o.deleted_at is not null, o.dept_id
           from kehu_priv.audit a join lateral jsonb_object_keys(a.new) k(key) on true join kehu.opportunity o on o.id = a.record_id
          where a.kind = 'opportunity' and a.action = 'update' and not a.new ?| '{position_id,issues,list_price,discount}' and k.key not in ('stage_id', 'class_id', 'customer_id', 'lost_competitor_id', 'salesperson_id', 'first_owner_id', 'stage_entered_on', 'standard_days', 'closed_at', 'lines', 'last_contact_at', 'next_activity_on')
         union all select (h.id * 8 + 7)::text, 'opportunity', 'opportunity ' || o.id, o.customer_id, null, o.owner_id, null, '', o.deleted_at is not null, o.dept_id from kehu.stage_history h join kehu.opportunity o on o.id = h.opportunity_id
         union all select (q.id * 8)::text, 'opportunity', 'opportunity ' || o.id, o.customer_id, null, o.owner_id, null, '', o.deleted_at is not null or q.deleted_at is not null, o.dept_id
           from kehu.quote q join kehu.opportunity o on o.id = q.opportunity_id", &[]),
    table(
        "kehu.reference_card",
        "customer_id",
        "select id::text as key from kehu.customer where is_reference and deleted_at is null",
        &[],
    ),
    table(
        "kehu_rpt.customer_profile",
        "id",
        "select id::text as key, id as customer, deleted_at is not null as gone from kehu.customer",
        &[],
    ),
    table(
        "kehu.invoice_title",
        "id",
        "select t.id::text as key, t.customer_id as customer, t.version, t.deleted_at is not null or c.deleted_at is not null as gone
         from kehu.invoice_title t join kehu.customer c on c.id = t.customer_id",
        &[("bank", "'x'")],
    ),
    table(
        "kehu.sales_order",
        "id",
        r#"select id::text as key, id as "order", state, version, deleted_at is not null as gone from kehu.sales_order"#,
        &[],
    ),
    table("kehu.order_card", "order_id", r#"select order_id::text as key, order_id as "order" from kehu.order_card"#, &[]),
    table(
        "kehu.order_change",
        "id",
        r#"select id::text as key, order_id as "order", kind, state, version from kehu.order_change"#,
        &[],
    ),
    table("kehu.order_line", "id", r#"select id::text as key, order_id as "order" from kehu.order_line"#, &[]),
    table(
        "kehu.insertion",
        "id",
        r#"select id::text as key, order_id as "order", state, version from kehu.insertion"#,
        &[],
    ),
    table(
        "kehu.instalment",
        "id",
        r#"select id::text as key, order_id as "order", state, version, state = 'open' and amount > received as due from kehu.instalment"#,
        &[],
    ),
    table(
        "kehu.payment",
        "id",
        "select p.id::text as key, p.payer_id as customer, p.created_by as author, p.state, p.version,
         exists (select from kehu.payment_allocation a where a.payment_id = p.id) as due,
         (select min(a.order_id) from kehu.payment_allocation a where a.payment_id = p.id) as \"order\" from kehu.payment p",
        &[],
    ),
    table(
        "kehu.payment_allocation",
        "id",
        r#"select a.id::text as key, i.order_id as "order"
           from kehu.payment_allocation a join kehu.instalment i on i.id = a.instalment_id"#,
        &[],
    ),
    table(
        "kehu.invoice",
        "id",
        r#"select id::text as key, order_id as "order", created_by as creator, state, version from kehu.invoice"#,
        &[],
    ),
    table(
        "kehu.contract",
        "id",
        "select k.id::text as key, k.customer_id as customer, k.created_by as creator, k.state, k.version, k.deleted_at is not null as gone,
         exists (select from kehu.sales_order o where o.contract_id = k.id) as due from kehu.contract k",
        &[],
    ),
    table("kehu.pipeline", "id", "select id::text as key from kehu.pipeline", &[("sort", "5")]),
    table("kehu.stage", "id", "select id::text as key from kehu.stage", &[("strategy", "'x'")]),
    table("kehu.stage_task", "id", "select id::text as key from kehu.stage_task", &[("offset_days", "5")]),
    table("kehu.competitor", "id", "select id::text as key from kehu.competitor", &[("media", "'x'")]),
    table("kehu.doc_template", "id", "select id::text as key from kehu.doc_template", &[("body", "'x'")]),
    table("kehu.opportunity", "id", OPPORTUNITIES, &[]),
    table(
        "kehu.stage_history",
        "id",
        "select h.id::text as key, 'opportunity ' || o.id as alone, o.customer_id as customer, o.owner_id as person, o.dept_id::text as kind, o.deleted_at is not null as gone
         from kehu.stage_history h join kehu.opportunity o on o.id = h.opportunity_id",
        &[],
    ),
    table(
        "kehu.opportunity_line",
        "id",
        "select l.id::text as key, 'opportunity ' || o.id as alone, o.customer_id as customer, o.owner_id as person, o.dept_id::text as kind, o.state, l.version,
         o.deleted_at is not null as gone from kehu.opportunity_line l join kehu.opportunity o on o.id = l.opportunity_id",
        &[],
    ),
    table(
        "kehu.opportunity_contact",
        "id",
        "select c.id::text as key, 'opportunity ' || o.id as alone, o.customer_id as customer, o.owner_id as person, o.dept_id::text as kind, o.state,
         o.deleted_at is not null as gone from kehu.opportunity_contact c join kehu.opportunity o on o.id = c.opportunity_id",
        &[],
    ),
    table(
        "kehu.opportunity_card",
        "opportunity_id",
        "select o.id::text as key, 'opportunity ' || o.id as alone, o.customer_id as customer, o.owner_id as person, o.dept_id::text as kind, o.state,
         o.deleted_at is not null as gone from kehu.opportunity_card c join kehu.opportunity o on o.id = c.opportunity_id",
        &[],
    ),
    table(
        "kehu.pursuit",
        "activity_id",
        r#"select p.activity_id::text as key, a.kind, a.owner_id as person, a.assigned_by_id as author
           from kehu.pursuit p join kehu.activity a on a.id = p.activity_id"#,
        &[],
    ),
    table("kehu.quote", "id", QUOTES, &[]),
    table(
        "kehu.quote_line",
        "id",
        "select l.id::text as key, 'opportunity ' || o.id as alone, o.customer_id as customer, o.owner_id as person, o.dept_id::text as kind, q.state, l.version,
         o.deleted_at is not null or q.deleted_at is not null as gone, case when o.state in ('lost', 'invalid') then 1 else 0 end as step
         from kehu.quote_line l join kehu.quote q on q.id = l.quote_id join kehu.opportunity o on o.id = q.opportunity_id",
        &[],
    ),
    table("kehu_rpt.quote", "id", QUOTES, &[]),
    table("kehu_rpt.opportunity", "id", OPPORTUNITIES, &[]),
    table(
        "kehu.lead",
        "id",
        "select id::text as key, 'lead ' || id as alone, name as kind, owner_id as person, first_owner_id as author, created_by as creator, state, version, deleted_at is not null as gone from kehu.lead",
        &[("city", "'x'")],
    ),
    table(
        "kehu.activity",
        "id",
        r#"select a.id::text as key, a.kind, a.customer_id as customer, a.order_id as "order", a.owner_id as person, a.assigned_by_id as author,
           a.created_by as creator, a.state, a.version, a.deleted_at is not null as gone,
           coalesce(a.done_at > (date '2002-03-12' + localtime) at time zone 'Asia/Shanghai', false) as due
           from kehu.activity a"#,
        &[("title", "'x'")],
    ),
    table(
        "kehu.dunning",
        "activity_id",
        r#"select d.activity_id::text as key, 'dunning' as kind, a.order_id as "order", a.owner_id as person, a.assigned_by_id as author
           from kehu.dunning d join kehu.activity a on a.id = d.activity_id"#,
        &[],
    ),
    table(
        "kehu.dup_candidate",
        "id",
        "select id::text as key, first_id as customer, second_id as other, state, version from kehu.dup_candidate",
        &[],
    ),
    table(
        "kehu.hand_over",
        "id",
        "select id::text as key, from_id as person, to_id as author, created_by as creator, state, version from kehu.hand_over",
        &[],
    ),
    table("kehu.media_group", "id", "select id::text as key from kehu.media_group", &[("sort", "5")]),
    table("kehu.media_class", "id", "select id::text as key from kehu.media_class", &[("sort", "5")]),
    table("kehu.publication", "id", "select id::text as key from kehu.publication", &[("publisher", "'x'")]),
    table("kehu.issue", "id", "select id::text as key from kehu.issue", &[("label", "'x'")]),
    table("kehu.ad_position", "id", "select id::text as key from kehu.ad_position", &[("size", "'x'")]),
    table("kehu.rate_card", "id", "select id::text as key from kehu.rate_card", &[("valid_to", "'2002-12-31'")]),
    table("kehu.rate_item", "id", "select id::text as key from kehu.rate_item", &[("list_price", "5")]),
    table("kehu.department", "id", "select id::text as key from kehu.department", &[("city", "'x'")]),
    table("kehu.setting", "key", "select key::text from kehu.setting", &[("note", "'x'")]),
    table("kehu.dict", "code", "select code::text as key from kehu.dict", &[("label", "'x'")]),
    table("kehu.custom_field", "id", "select id::text as key from kehu.custom_field", &[("sort", "5")]),
    table("kehu.dict_item", "id", "select id::text as key from kehu.dict_item", &[("label", "'x'")]),
    table("kehu.sharing_rule", "id", "select id::text as key from kehu.sharing_rule", &[("note", "'x'")]),
    table("kehu.holiday", "date", "select date::text as key from kehu.holiday", &[("name", "'x'")]),
    table("kehu.user_pref", "operator_id", "select operator_id::text as key, operator_id as person from kehu.user_pref", &[]),
    table("kehu.draft", "id", "select id::text as key, operator_id as person from kehu.draft", &[("field", "'x'")]),
    table(
        "kehu.order_template",
        "id",
        "select id::text as key, owner_id as person, coalesce(dept_id::text, '') as kind, version from kehu.order_template",
        &[],
    ),
    table(
        "kehu.saved_view",
        "id",
        "select id::text as key, owner_id as person, case when everyone then 'everyone' when roles <> '{}' then 'role:' || roles[1] when people <> '{}' then 'person:' || people[1] else coalesce(dept_id::text, '') end as kind, version from kehu.saved_view",
        &[],
    ),
    table("kehu.login_log", "id", "select id::text as key, operator_id as person from kehu.login_log", &[]),
    table("kehu.export_log", "id", "select id::text as key, operator_id as person from kehu.export_log", &[]),
    table("kehu.colleague", "id", "select id::text as key, id as person from kehu_priv.operator", &[]),
    table(
        "kehu_rpt.receivable",
        "id",
        r#"select i.id::text as key, i.order_id as "order" from kehu.instalment i join kehu.sales_order o on o.id = i.order_id
           where o.state in ('confirmed', 'executing', 'suspended', 'completed', 'terminated') and i.state = 'open' and i.amount > i.received"#,
        &[],
    ),
    table(
        "kehu_rpt.collection",
        "activity_id",
        r#"select d.activity_id::text as key, 'dunning' as kind, a.order_id as "order", a.owner_id as person, a.assigned_by_id as author
           from kehu.dunning d join kehu.activity a on a.id = d.activity_id"#,
        &[],
    ),
    table(
        "kehu_rpt.promise",
        "instalment_id",
        r#"select i.id::text as key, i.order_id as "order" from kehu.instalment i join kehu.sales_order o on o.id = i.order_id
           where o.state in ('confirmed', 'executing', 'suspended', 'completed', 'terminated') and i.state = 'open' and i.promised_on is not null"#,
        &[],
    ),
    table(
        "kehu_rpt.delivery",
        "id",
        r#"select i.id::text as key, i.order_id as "order" from kehu.insertion i join kehu.sales_order o on o.id = i.order_id
           where o.state in ('confirmed', 'executing', 'suspended', 'completed', 'terminated') and i.state in ('planned', 'booked', 'material_in')"#,
        &[],
    ),
];

/// The relation of that name.
pub fn relation(name: &str) -> &'static Relation {
    RELATIONS
        .iter()
        .find(|relation| relation.name == name)
        .unwrap_or_else(|| panic!("{name} is no relation of the matrix"))
}
