-- One timeline per customer, lead and opportunity: what was done, sold, paid, said, filed and changed, in the order of time, each by the rights of its own.
set local role kehu_owner;

-- What was changed of a record and its card, one row per field, the newest first, without some fields, and without changes of its lines. Who asks is judged before.
create function kehu_priv.changes_of(p_kind text, p_id bigint, p_except text[], p_lines text[] default '{}') returns table (id bigint, at timestamptz, who int, field text, told text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query
    select a.id * 64 + row_number() over (partition by a.id order by f.key), a.at, o.id, case when starts_with(f.key, 'x_') then 'ext' else f.key end,
           left(concat((select x.label || ': ' from kehu.custom_field x where x.kind = p_kind and x.name = f.key), coalesce(a.old ->> f.key, '∅'), ' → ', coalesce(a.new ->> f.key, '∅')), 200)
      from kehu_priv.audit a join lateral jsonb_object_keys(a.new) f(key) on true left join kehu_priv.operator o on o.login = a.who
     where a.kind = p_kind and a.record_id = p_id and a.action = 'update' and f.key <> all (p_except) and not a.new ?| p_lines
     order by a.at desc limit 500;
end $$;

-- To whoever reads the record. Stages have rows of their own.
create function kehu.customer_changes(p_id bigint) returns table (id bigint, at timestamptz, who int, field text, told text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not kehu_priv.sees_customer(p_id) then return; end if;
  return query select * from kehu_priv.changes_of('customer', p_id, array['pinyin', 'initials', 'first_owner_id', 'last_contact_at', 'last_order_on']);
end $$;
create function kehu.lead_changes(p_id bigint) returns table (id bigint, at timestamptz, who int, field text, told text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not kehu_priv.sees_lead(p_id) then return; end if;
  return query select * from kehu_priv.changes_of('lead', p_id, array['pinyin', 'initials', 'first_owner_id', 'customer_id', 'contact_id', 'opportunity_id', 'converted_at', 'last_contact_at']);
end $$;
create function kehu.opportunity_changes(p_id bigint) returns table (id bigint, at timestamptz, who int, field text, told text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not kehu_priv.sees_opportunity(p_id) then return; end if;
  return query select * from kehu_priv.changes_of('opportunity', p_id, array['stage_id', 'class_id', 'customer_id', 'lost_competitor_id', 'salesperson_id', 'first_owner_id', 'stage_entered_on', 'standard_days', 'closed_at', 'lines', 'last_contact_at', 'next_activity_on'], array['position_id', 'issues', 'list_price', 'discount']);
end $$;

create view kehu_rpt.timeline with (security_invoker = true) as
select a.id * 8 + 1 as id, a.customer_id, a.lead_id, p.opportunity_id, coalesce(a.done_at, a.created_at) as at, 'activity' as what, a.kind::text as part,
    concat_ws(' · ', a.title, nullif(a.result, ''))::text as told, a.owner_id as who, null::numeric as amount,
    a.id as activity_id, a.order_id, null::bigint as payment_id, null::bigint as comment_id, null::bigint as file_id, null::bigint as quote_id
  from kehu.activity a left join kehu.pursuit p on p.activity_id = a.id
union all
select o.id * 8 + 2, o.customer_id, null, k.opportunity_id, coalesce(k.confirmed_at, o.created_at), 'order', o.state, o.code, o.salesperson_id, o.net_amount,
    null, o.id, null, null, null, null
  from kehu.sales_order o left join kehu.order_card k on k.order_id = o.id
union all
select p.id * 8 + 3, p.payer_id, null, null, p.created_at, 'payment', p.state, p.code, p.created_by, p.amount, null, null, p.id, null, null, null
  from kehu.payment p
union all
select c.id * 8 + 4, c.customer_id, c.lead_id, c.opportunity_id, c.created_at, 'comment', null, left(c.text, 200), c.author_id, null,
    c.activity_id, c.order_id, c.payment_id, c.id, null, null
  from kehu.comment c
union all
select f.id * 8 + 5, f.customer_id, f.lead_id, f.opportunity_id, f.created_at, 'file', null, f.name, f.added_by, null,
    f.activity_id, f.order_id, f.payment_id, null, f.id, null
  from kehu.file f
union all
select h.id * 8 + 6, c.id, null, null, h.at, 'change', h.field, h.told, h.who, null, null, null, null, null, null, null
  from kehu.customer c cross join lateral kehu.customer_changes(c.id) h
union all
select h.id * 8 + 6, null, l.id, null, h.at, 'change', h.field, h.told, h.who, null, null, null, null, null, null, null
  from kehu.lead l cross join lateral kehu.lead_changes(l.id) h
union all
select h.id * 8 + 6, null, null, o.id, h.at, 'change', h.field, h.told, h.who, null, null, null, null, null, null, null
  from kehu.opportunity o cross join lateral kehu.opportunity_changes(o.id) h
union all
select h.id * 8 + 7, null, null, h.opportunity_id, h.entered_at, 'stage', null, concat_ws(' · ', s.name, '→ ' || h.left_on, h.reason), h.stage_owner_id, null,
    null, null, null, null, null, null
  from kehu.stage_history h join kehu.stage s on s.id = h.stage_id
union all
select q.id * 8, null, null, q.opportunity_id, q.created_at, 'quote', q.state, q.code, q.created_by, q.total, null, null, null, null, null, q.id
  from kehu.quote q;
grant select on kehu_rpt.timeline to kehu_operator;
grant execute on function kehu.customer_changes(bigint), kehu.lead_changes(bigint), kehu.opportunity_changes(bigint) to kehu_operator;

comment on view kehu_rpt.timeline is 'What happened with a customer, a lead or an opportunity, in the order of time; asked for one of them at a time';

reset role;
