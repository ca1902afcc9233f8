-- The collection plans, what has come in on them, and then the orders with all their sums.
create temp table load_net on commit drop as
  select l.order_id, sum(l.unit * l.issues) as net, sum(l.list_price * l.issues) as gross from pg_temp.load_line l group by 1;
create unique index on pg_temp.load_net (order_id);
analyze pg_temp.load_net;

create temp table load_part on commit drop as
  select x.*, case when x.state <> 'open' or not x.counted then 0
                   when x.due + x.lag <= s.today and (x.due < s.today - 60 and x.dice < 0.985 or x.dice < 0.8) then x.amount
                   when x.due <= s.today and x.due > s.today - 60 and x.dice < 0.85 and x.amount >= 1000 then trunc(x.amount * 0.3, -2) else 0 end as received,
         least(s.today, greatest(x.entered, x.due + x.lag)) as paid_on
    from pg_temp.load_size s,
      lateral (select row_number() over (order by o.id, n) as id, o.id as order_id, o.customer, o.agency, n as seq, o.entered + (pg_temp.one_of(o.id, 61, 31) - 1) + 30 * (n - 1) as due, o.entered, o.counted, o.state as order_state,
                      case when n < o.parts then trunc(t.net / o.parts, 2) else t.net - trunc(t.net / o.parts, 2) * (o.parts - 1) end as amount,
                      case when o.state = 'cancelled' then 'cancelled' when o.counted and o.age > 400 and o.id % 997 = 0 then 'written_off' else 'open' end as state,
                      floor(20 * power(pg_temp.u(o.id * 8 + n, 62), 2))::int - 3 as lag, pg_temp.u(o.id * 8 + n, 63) as dice,
                      -- Three orders in ten are paid two parts at a time.
                      case when o.id % 10 in (0, 3, 6) then (n + 1) / 2 else 100 + n end as together
                 from pg_temp.load_order o join pg_temp.load_net t on t.order_id = o.id, generate_series(1, o.parts) n) x;
create index on pg_temp.load_part (order_id);
analyze pg_temp.load_part;

create temp table load_payment on commit drop as
  select row_number() over (order by day, order_id, together) as id, x.* from (
    select order_id, together, coalesce(min(agency), min(customer)) as payer, max(paid_on) as day, sum(received) as allocated,
           sum(received) + case when order_id % 50 = 11 then 500 * pg_temp.one_of(order_id, 64, 40) else 0 end as amount
      from pg_temp.load_part where received > 0 group by order_id, together
    union all   -- money that nobody has put onto an order yet
    select o.id, 0, o.customer, o.entered, 0, 1000 * pg_temp.one_of(o.id, 65, 50) from pg_temp.load_order o where o.id % 100 = 1) x;
create unique index on pg_temp.load_payment (order_id, together);
analyze pg_temp.load_payment;

insert into kehu.instalment (id, order_id, customer_id, seq, due_on, amount, received, state, counted, note, owner_id, dept_id, salesperson_id, created_at, updated_at) overriding system value
  select i.id, i.order_id, i.customer, i.seq, i.due, i.amount, i.received, i.state, o.counted, case when i.state = 'written_off' then '客户已注销' end, o.owner, o.dept, o.salesperson,
         pg_temp.at(o.entered, i.id, 66), pg_temp.at(case when i.received > 0 then i.paid_on else o.entered end, i.id, 66)
    from pg_temp.load_part i join pg_temp.load_order o on o.id = i.order_id order by i.id;

insert into kehu.payment (id, intent, code, payer_id, kind, received_on, amount, method, bank_ref, allocated, state, owner_id, dept_id, created_by, created_at, updated_at) overriding system value
  select p.id, md5('payment' || p.id)::uuid, 'PAY-' || lpad(p.id::text, greatest(5, length(p.id::text)), '0'), p.payer, 'receipt', p.day, p.amount,
         (array['transfer', 'transfer', 'transfer', 'cheque', 'draft', 'cash'])[1 + p.id % 6], lpad((p.id * 7919)::text, 12, '0'), p.allocated,
         case when p.day < s.today - 9 then 'confirmed' else 'recorded' end, c.owner, c.dept, o.assistant, pg_temp.at(p.day, p.id, 67), pg_temp.at(p.day, p.id, 67)
    from pg_temp.load_payment p join pg_temp.load_customer c on c.id = p.payer join pg_temp.load_order o on o.id = p.order_id, pg_temp.load_size s order by p.id;
insert into kehu.payment_allocation (payment_id, instalment_id, order_id, amount, kind, received_on, owner_id, dept_id, salesperson_id, created_by, created_at)
  select p.id, i.id, i.order_id, i.received, 'receipt', p.day, o.owner, o.dept, o.salesperson, o.assistant, pg_temp.at(p.day, p.id, 67)
    from pg_temp.load_part i join pg_temp.load_payment p on p.order_id = i.order_id and p.together = i.together join pg_temp.load_order o on o.id = i.order_id
   where i.received > 0 order by p.id, i.id;

create temp table load_sums on commit drop as
  select o.id, coalesce(i.planned, 0) as planned, coalesce(i.received, 0) as received, coalesce(i.outstanding, 0) as outstanding, n.insertions, n.delivered, n.delivered_amount, n.begun, n.waiting
    from pg_temp.load_order o
    left join (select order_id, sum(amount) filter (where state <> 'cancelled') as planned, sum(received) filter (where state <> 'cancelled') as received,
                      sum(case when state = 'open' then amount - received else 0 end) as outstanding from pg_temp.load_part group by 1) i on i.order_id = o.id
    left join (select order_id, count(*) filter (where state <> 'cancelled') as insertions, count(*) filter (where state = 'published') as delivered,
                      coalesce(sum(unit) filter (where state = 'published'), 0) as delivered_amount, bool_or(state not in ('planned', 'cancelled')) as begun,
                      bool_or(state in ('planned', 'booked', 'material_in', 'missed')) as waiting from pg_temp.load_insertion group by 1) n on n.order_id = o.id;
create unique index on pg_temp.load_sums (id);
analyze pg_temp.load_sums;

insert into kehu.sales_order (id, intent, code, customer_id, agency_id, bill_to, salesperson_id, sales_dept_id, assistant_id, signed_on, state, gross_amount, discount_amount, net_amount,
                              commission_rate, commission_amount, invoice_title_id, lines_total, planned, received, owner_id, dept_id, created_by, created_at, updated_at) overriding system value
  select o.id, md5('order' || o.id)::uuid, q.code || '-' || extract(year from o.entered) || '-' || lpad(q.n::text, greatest(4, length(q.n::text)), '0'), o.customer, o.agency,
         case when o.agency is null then 'advertiser' else 'agency' end, o.salesperson, o.sales_dept, o.assistant, case when o.counted then o.entered end,
         case when o.state <> 'confirmed' then o.state when not m.waiting and m.outstanding = 0 then 'completed' when m.begun or m.received > 0 then 'executing' else 'confirmed' end,
         t.gross, t.gross - t.net, t.net, case when o.agency is null then 0 else 0.1 end, case when o.agency is null then 0 else round(t.net * 0.1, 2) end,
         null, t.net, m.planned, m.received, o.owner, o.dept, o.assistant, pg_temp.at(o.entered, o.id, 68), pg_temp.at(o.entered, o.id, 68)
    from pg_temp.load_order o join pg_temp.load_net t on t.order_id = o.id join pg_temp.load_sums m using (id)
    join (select x.id, d.code, row_number() over (partition by x.sales_dept, extract(year from x.entered) order by x.id) as n from pg_temp.load_order x join kehu.department d on d.id = x.sales_dept) q using (id)
   order by o.id;
insert into kehu.order_card (order_id, plan_text, saved_intent, confirmed_at, confirmed_by, insertions, delivered, delivered_amount, counted, customer_id, owner_id, dept_id, salesperson_id)
  select o.id, 'x' || o.parts || ' m', md5('order' || o.id)::uuid, case when o.counted then pg_temp.at(o.entered, o.id, 68) end, case when o.counted then o.assistant end,
         m.insertions, m.delivered, m.delivered_amount, o.counted, o.customer, o.owner, o.dept, o.salesperson
    from pg_temp.load_order o join pg_temp.load_sums m using (id) order by o.id;
insert into kehu_priv.code_sequence (prefix, year, last)
  select d.code, extract(year from o.entered), count(*) from pg_temp.load_order o join kehu.department d on d.id = o.sales_dept group by 1, 2;
