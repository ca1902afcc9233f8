-- What is due, by the definitions of spec/05.7 and P2, P3, P20: one source for the program, BI and psql, under the caller's own rights.
set local role kehu_owner;

-- Windows by due date: this week and this month hold what is overdue within them, too; earlier overdue rows are in `overdue` alone.
-- Names are left joins: a former salesperson reads the instalments he sold, not the customer.
create view kehu_rpt.receivable with (security_invoker = true) as
  select i.id, i.version, i.order_id, o.code as order_code, o.state as order_state, i.customer_id, c.name as customer, i.seq, i.due_on,
         i.amount, i.received, i.outstanding, i.salesperson_id, s.name as salesperson, i.owner_id, i.dept_id,
         t.today,
         greatest(t.today - i.due_on, 0) as overdue_days,
         i.due_on < t.today as overdue,
         i.due_on = t.today as due_today,
         i.due_on between t.monday and t.monday + 6 as due_week,
         i.due_on between t.first and t.last as due_month,
         i.due_on > t.today as not_due,
         i.received > 0 as part_paid,
         i.promised_on, i.promised_amount, p.state as promise, i.blocked_until,
         d.activity_id as dunning_id, d.level as dunning_level
    from (select x.today, date_trunc('week', x.today)::date as monday, date_trunc('month', x.today)::date as first,
                 (date_trunc('month', x.today) + interval '1 month - 1 day')::date as last
            from (select kehu.today() as today offset 0) x offset 0) t
    cross join kehu.instalment i
    left join kehu.sales_order o on o.id = i.order_id
    left join kehu.customer c on c.id = i.customer_id
    left join kehu.colleague s on s.id = i.salesperson_id
    left join kehu_rpt.promise p on p.instalment_id = i.id
    left join kehu_rpt.collection d on d.instalment_id = i.id and d.is_open
   where i.counted and i.outstanding > 0;
grant select on kehu_rpt.receivable to kehu_operator;

create function kehu_rpt.receivable_tabs() returns table (tab text, "rows" bigint, sum numeric)
  language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$
  with t as (select x.today, date_trunc('week', x.today)::date as monday, date_trunc('month', x.today)::date as first,
                    (date_trunc('month', x.today) + interval '1 month - 1 day')::date as last from (select kehu.today() as today) x),
  n as (select count(*) filter (where i.due_on = t.today) as today_n, sum(i.outstanding::numeric) filter (where i.due_on = t.today) as today_s,
               count(*) filter (where i.due_on between t.monday and t.monday + 6) as week_n, sum(i.outstanding::numeric) filter (where i.due_on between t.monday and t.monday + 6) as week_s,
               count(*) filter (where i.due_on between t.first and t.last) as month_n, sum(i.outstanding::numeric) filter (where i.due_on between t.first and t.last) as month_s,
               count(*) filter (where i.due_on < t.today) as overdue_n, sum(i.outstanding::numeric) filter (where i.due_on < t.today) as overdue_s,
               count(*) filter (where i.due_on > t.today) as notdue_n, sum(i.outstanding::numeric) filter (where i.due_on > t.today) as notdue_s,
               count(*) as all_n, sum(i.outstanding::numeric) as all_s
          from kehu.instalment i cross join t where i.counted and i.outstanding > 0)
  select v.tab, v.n, coalesce(v.s, 0) from n,
    lateral (values (1, 'today', today_n, today_s), (2, 'week', week_n, week_s), (3, 'month', month_n, month_s),
                    (4, 'overdue', overdue_n, overdue_s), (5, 'notdue', notdue_n, notdue_s), (6, 'all', all_n, all_s)) v(pos, tab, n, s)
   order by v.pos
$$;

-- P3: the columns add up to the outstanding.
create function kehu_rpt.receivable_ageing() returns table (bucket text, "rows" bigint, sum numeric)
  language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$
  with t as (select kehu.today() as today),
  n as (select case when i.due_on > t.today then 1 when i.due_on = t.today then 2 when t.today - i.due_on <= 30 then 3
                    when t.today - i.due_on <= 60 then 4 when t.today - i.due_on <= 90 then 5 else 6 end as pos, count(*) as k, sum(i.outstanding::numeric) as s
          from kehu.instalment i cross join t where i.counted and i.outstanding > 0 group by 1)
  select b.bucket, coalesce(n.k, 0), coalesce(n.s, 0)
    from (values (1, 'notdue'), (2, 'today'), (3, 'd1_30'), (4, 'd31_60'), (5, 'd61_90'), (6, 'd90')) b(pos, bucket) left join n on n.pos = b.pos
   order by b.pos
$$;

-- P20: what is still to appear.
create view kehu_rpt.delivery with (security_invoker = true) as
  select i.id, i.version, i.order_id, o.code as order_code, i.order_line_id, i.seq, i.customer_id, c.name as customer, i.publication_id, b.name as publication,
         i.position_id, p.name as position, i.issue_id, n.label as issue, i.planned_on, n.booking_deadline_on, n.material_deadline_on, i.amount, i.state,
         i.salesperson_id, i.owner_id, i.dept_id, t.today,
         i.planned_on < t.today as late,
         i.planned_on = t.today as due_today,
         i.planned_on between t.monday and t.monday + 6 as due_week,
         i.planned_on between t.first and t.last as due_month,
         n.material_deadline_on < t.today and i.state in ('planned', 'booked') as material_late
    from (select x.today, date_trunc('week', x.today)::date as monday, date_trunc('month', x.today)::date as first,
                 (date_trunc('month', x.today) + interval '1 month - 1 day')::date as last
            from (select kehu.today() as today offset 0) x offset 0) t
    cross join kehu.insertion i
    join kehu.issue n on n.id = i.issue_id
    join kehu.ad_position p on p.id = i.position_id
    join kehu.publication b on b.id = i.publication_id
    left join kehu.sales_order o on o.id = i.order_id
    left join kehu.customer c on c.id = i.customer_id
   where i.counted and i.state in ('planned', 'booked', 'material_in');
grant select on kehu_rpt.delivery to kehu_operator;

create function kehu_rpt.delivery_tabs() returns table (tab text, "rows" bigint, sum numeric)
  language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$
  with n as (select d.due_today, d.due_week, d.due_month, d.late, d.material_late, d.amount::numeric as amount from kehu_rpt.delivery d)
  select v.tab, v.k, coalesce(v.s, 0) from
    (select count(*) filter (where due_today) tk, sum(amount) filter (where due_today) ts, count(*) filter (where due_week) wk, sum(amount) filter (where due_week) ws,
            count(*) filter (where due_month) mk, sum(amount) filter (where due_month) ms, count(*) filter (where late) lk, sum(amount) filter (where late) ls,
            count(*) filter (where material_late) xk, sum(amount) filter (where material_late) xs, count(*) ak, sum(amount) as_ from n) n,
    lateral (values (1, 'today', tk, ts), (2, 'week', wk, ws), (3, 'month', mk, ms), (4, 'late', lk, ls), (5, 'material_late', xk, xs), (6, 'all', ak, as_)) v(pos, tab, k, s)
   order by v.pos
$$;

-- P1: sales and receipts by frozen salesperson in a period, arrears at the business date. Advances stand with the payer's owner.
create function kehu_rpt.sales(p_from date, p_to date)
  returns table (dept_id int, salesperson_id int, orders bigint, sales numeric, received numeric, arrears numeric, overdue numeric, balance numeric, written_off numeric, planned numeric)
  language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$
  with t as (select kehu.today() as today),
  o as (select sales_dept_id d, salesperson_id s, count(*) n, sum(net_amount::numeric) v from kehu.sales_order
         where state in ('confirmed', 'executing', 'suspended', 'completed', 'terminated') and signed_on between p_from and p_to group by 1, 2),
  r as (select so.sales_dept_id d, a.salesperson_id s, sum(case a.kind when 'refund' then -a.amount else a.amount end) v
          from kehu.payment_allocation a join kehu.sales_order so on so.id = a.order_id
         where a.received_on between p_from and p_to group by 1, 2),
  w as (select so.sales_dept_id d, i.salesperson_id s, sum(i.outstanding::numeric) filter (where i.due_on <= t.today) due, sum(i.outstanding::numeric) filter (where i.due_on < t.today) late,
               sum(i.outstanding::numeric) rest, sum((i.amount - i.received)::numeric) filter (where i.state = 'written_off') lost,
               sum(i.amount::numeric) filter (where i.state <> 'cancelled' and i.due_on between p_from and p_to) plan
          from kehu.instalment i join kehu.sales_order so on so.id = i.order_id cross join t where i.counted group by 1, 2),
  k as (select d, s from o union select d, s from r union select d, s from w)
  select k.d, k.s, coalesce(o.n, 0), coalesce(o.v, 0), coalesce(r.v, 0), coalesce(w.due, 0), coalesce(w.late, 0), coalesce(w.rest, 0), coalesce(w.lost, 0), coalesce(w.plan, 0)
    from k left join o using (d, s) left join r using (d, s) left join w using (d, s) order by 1, 2
$$;

grant execute on function kehu_rpt.receivable_tabs(), kehu_rpt.receivable_ageing(), kehu_rpt.delivery_tabs(), kehu_rpt.sales(date, date) to kehu_operator;

comment on view kehu_rpt.receivable is 'P2: one row per instalment of a counted order with something outstanding; windows by due date at kehu.today()';
comment on view kehu_rpt.delivery is 'P20: insertions of counted orders still to appear';
comment on function kehu_rpt.receivable_tabs() is 'P2: rows and outstanding per tab: today, week, month, overdue, notdue, all';
comment on function kehu_rpt.receivable_ageing() is 'P3: outstanding by days overdue; the buckets add up to all';
comment on function kehu_rpt.delivery_tabs() is 'P20: rows and amount per tab: today, week, month, late, material_late, all';
comment on function kehu_rpt.sales(date, date) is 'P1: by frozen department and salesperson; sales and receipts in the period, arrears at kehu.today()';

reset role;
