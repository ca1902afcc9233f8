-- One timeline per customer: what was done, sold, paid, said, filed and changed, in the order of time, each by the rights of its own.
set local role kehu_owner;

-- What was changed of a customer and its card, one row per field, the newest first; to whoever reads the customer.
create function kehu.customer_changes(p_id bigint) returns table (id bigint, at timestamptz, who int, field text, told text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not kehu_priv.sees_customer(p_id) then return; end if;
  return query
    select a.id * 64 + row_number() over (partition by a.id order by f.key), a.at, o.id, case when starts_with(f.key, 'x_') then 'ext' else f.key end,
           left(concat((select x.label || ': ' from kehu.custom_field x where x.kind = 'customer' and x.name = f.key), coalesce(a.old ->> f.key, '∅'), ' → ', coalesce(a.new ->> f.key, '∅')), 200)
      from kehu_priv.audit a join lateral jsonb_object_keys(a.new) f(key) on true left join kehu_priv.operator o on o.login = a.who
     where a.kind = 'customer' and a.record_id = p_id and a.action = 'update'
       and f.key not in ('pinyin', 'initials', 'first_owner_id', 'last_contact_at', 'last_order_on')
     order by a.at desc limit 500;
end $$;

create view kehu_rpt.timeline with (security_invoker = true) as
select a.id * 8 + 1 as id, a.customer_id, coalesce(a.done_at, a.created_at) as at, 'activity' as what, a.kind::text as part,
    concat_ws(' · ', a.title, nullif(a.result, ''))::text as told, a.owner_id as who, null::numeric as amount,
    a.id as activity_id, a.order_id, null::bigint as payment_id, null::bigint as comment_id, null::bigint as file_id
  from kehu.activity a where a.customer_id is not null
union all
select o.id * 8 + 2, o.customer_id, coalesce(k.confirmed_at, o.created_at), 'order', o.state, o.code, o.salesperson_id, o.net_amount,
    null, o.id, null, null, null
  from kehu.sales_order o left join kehu.order_card k on k.order_id = o.id
union all
select p.id * 8 + 3, p.payer_id, p.created_at, 'payment', p.state, p.code, p.created_by, p.amount, null, null, p.id, null, null
  from kehu.payment p
union all
select c.id * 8 + 4, c.customer_id, c.created_at, 'comment', null, left(c.text, 200), c.author_id, null, c.activity_id, c.order_id, c.payment_id, c.id, null
  from kehu.comment c where c.customer_id is not null
union all
select f.id * 8 + 5, f.customer_id, f.created_at, 'file', null, f.name, f.added_by, null, f.activity_id, f.order_id, f.payment_id, null, f.id
  from kehu.file f where f.customer_id is not null
union all
select h.id * 8 + 6, c.id, h.at, 'change', h.field, h.told, h.who, null, null, null, null, null, null
  from kehu.customer c cross join lateral kehu.customer_changes(c.id) h;
grant select on kehu_rpt.timeline to kehu_operator;
grant execute on function kehu.customer_changes(bigint) to kehu_operator;

comment on view kehu_rpt.timeline is 'What happened with a customer, in the order of time; asked for one customer at a time';

reset role;
