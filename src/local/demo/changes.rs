//! Changes of the demo company's orders: what ended before its time, and what is asked of the directors, in each state.

/// Run once orders and receipts are there. Nothing of the orders is touched: the terminated ones were restated when they were made.
pub const CHANGES: &str = r"
with asked as (
  select o.id, o.created_by, o.net_amount, o.updated_at, n.n, x.kind, x.state, x.reason, x.note
    from (values (1, 'terminate', 'requested', '客户预算取消,未刊部分请终止', null, 'executing'), (2, 'terminate', 'rejected', '客户想缩短投放', '已与客户谈妥,继续执行', 'executing'),
                 (3, 'cancel', 'withdrawn', '客户重复下单', null, 'confirmed'), (4, 'terminate', 'withdrawn', '客户改投其他媒体', null, 'executing')) x (no, kind, state, reason, note, order_state)
    join lateral (select o.*, row_number() over (order by d.code = 'SH' desc, o.id desc) as place
                          from kehu.sales_order o join kehu.department d on d.id = o.dept_id where o.state = x.order_state) o on o.place = x.no
    cross join lateral (select nextval(pg_get_serial_sequence('kehu.order_change', 'id')) as n) n),
ended as (
  select o.id, o.created_by, o.created_at + interval '1 day' as at, o.net_amount + coalesce((select sum(i.amount) from kehu.insertion i where i.order_id = o.id and i.state = 'cancelled'), 0) as before, o.net_amount as after,
         nextval(pg_get_serial_sequence('kehu.order_change', 'id')) as n
    from kehu.sales_order o where o.state = 'terminated')
insert into kehu.order_change (id, code, intent, order_id, kind, state, reason, net_before, net_after, before, after, decision_note, requested_by, requested_at, decided_by, decided_at)
  overriding system value
  select a.n, 'CHG-' || lpad(a.n::text, 5, '0'), md5('change ' || a.n)::uuid, a.id, a.kind, a.state, a.reason, a.net_amount,
         case a.kind when 'cancel' then 0 else kehu_priv.value_delivered(a.id) end, kehu_priv.order_picture(a.id), jsonb_build_object('state', a.kind), a.note, a.created_by, now(),
         case a.state when 'rejected' then d.id end, case a.state when 'rejected' then now() end
    from asked a join kehu.sales_order o on o.id = a.id join lateral (select p.id from kehu_priv.operator p where p.role = 'sd' and p.dept_id = o.dept_id union all select 1 limit 1) d on true
  union all
  select e.n, 'CHG-' || lpad(e.n::text, 5, '0'), md5('change ' || e.n)::uuid, e.id, 'terminate', 'applied', '客户终止合作', e.before, e.after,
         kehu_priv.order_picture(e.id) || jsonb_build_object('net_amount', e.before::text), kehu_priv.order_picture(e.id), '同意', e.created_by, e.at, d.id, e.at
    from ended e join kehu.sales_order o on o.id = e.id join lateral (select p.id from kehu_priv.operator p where p.role = 'sd' and p.dept_id = o.dept_id union all select 1 limit 1) d on true;
";
