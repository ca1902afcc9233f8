-- Collection todos, open and closed, and two years of calls, visits and tasks, with the next two weeks planned.
create temp table load_todo on commit drop as
  select i.id as instalment_id, i.order_id, i.customer, i.seq, i.due, i.amount, i.received, o.salesperson, p.dept as sales_dept, o.dept as order_dept, o.assistant,
         i.amount > i.received as is_open, greatest(o.entered, least(s.today - pg_temp.one_of(i.id, 71, 10), i.due + pg_temp.one_of(i.id, 72, 8) - 4)) as sent, pg_temp.u(i.id, 73) as dice, o.agency
    from pg_temp.load_part i join pg_temp.load_order o on o.id = i.order_id join pg_temp.load_person p on p.id = o.salesperson, pg_temp.load_size s
   where i.counted and i.state = 'open' and (i.amount > i.received and i.due < s.today and i.id % 3 <> 0 or i.amount = i.received and i.due < s.today - 10 and i.id % 9 = 0);

create temp table load_activity on commit drop as
  select row_number() over (order by due_on, source, key) as id, x.* from (
    select 1 as source, instalment_id as key, 'dunning' as kind, customer, null::bigint as contact, order_id, instalment_id, salesperson as owner, assistant as sender, greatest(sent, due) as due_on,
           sent as made, order_dept, sales_dept as dept, not is_open as done, false as off, dice from pg_temp.load_todo
    union all
    select 2, n, case when y.d < 0.4 then 'call' when y.d < 0.62 then 'visit' when y.d < 0.72 then 'mail' when y.d < 0.82 then 'message' when y.d < 0.9 then 'meeting' else 'task' end,
           c.id, case when n % 5 < 3 then 2 * c.id - n % 2 end, null, null, c.owner, case when n % 7 = 0 then coalesce(b.superior, c.owner) else c.owner end, y.due,
           y.due - pg_temp.one_of(n, 74, 10), null, c.dept, y.due < s.today - 14 or y.due < s.today and pg_temp.u(n, 75) < 0.9, y.due < s.today and pg_temp.u(n, 76) < 0.03, y.d
      from pg_temp.load_size s, generate_series(1::bigint, s.activities - (select count(*) from pg_temp.load_todo)) n,
        lateral (select pg_temp.u(n, 77) as d, s.today + 14 - floor(744 * pg_temp.u(n, 78))::int as due, 1 + floor(s.customers * power(pg_temp.u(n, 79), 2) * 0.75)::int as customer) y
      join pg_temp.load_customer c on c.id = y.customer join pg_temp.load_superior b on b.id = c.owner) x;
create index on pg_temp.load_activity (customer) where done and not off and kind in ('visit', 'call', 'meeting', 'mail', 'message');
analyze pg_temp.load_activity;

insert into kehu.activity (id, intent, kind, title, customer_id, contact_id, order_id, instalment_id, assigned_by_id, owner_id, dept_id, order_dept_id, due_on, state, done_at, result,
                           customer_feedback, created_by, created_at, updated_at) overriding system value
  select a.id, md5('activity' || a.id)::uuid, a.kind,
         case a.kind when 'dunning' then '催款: ' || c.name || ' 第' || i.seq || '期' when 'visit' then '拜访市场总监' when 'call' then '确认排期' when 'mail' then '发送报价'
                     when 'message' then '提醒素材' when 'meeting' then '版面沟通会' else '整理客户资料' end,
         a.customer, a.contact, a.order_id, a.instalment_id, a.sender, a.owner, a.dept, a.order_dept, a.due_on,
         case when a.off then 'cancelled' when a.done then 'done' when a.kind = 'dunning' and a.dice < 0.5 then 'in_progress' else 'planned' end,
         case when a.done and not a.off then pg_temp.at(a.due_on, a.id, 80) end,
         case when a.off then '对方改期' when a.done then case a.kind when 'dunning' then '系统关闭:已收款' else '已确认,下周答复' end end,
         case when a.kind = 'visit' and a.done and not a.off then '愿意看正式方案' end, a.sender, pg_temp.at(a.made, a.id, 81),
         case when a.done or a.off then pg_temp.at(a.due_on, a.id, 82) else pg_temp.at(a.made, a.id, 81) end
    from pg_temp.load_activity a left join pg_temp.load_customer c on c.id = a.customer left join pg_temp.load_part i on i.id = a.instalment_id order by a.id;
insert into kehu.dunning (activity_id, instalment_id, level, outstanding_at_creation, promised_on, promised_amount, reason_code, answered_at, is_open, owner_id, dept_id, order_dept_id, assigned_by_id, created_at)
  select a.id, t.instalment_id, case when t.is_open and t.due < s.today - 30 then 2 else 1 end, t.amount - case when t.is_open then t.received else 0 end, p.promised, case when p.promised is not null then t.amount - t.received end,
         case when p.promised is not null then 'promised' end, case when p.promised is not null then pg_temp.at(t.sent, a.id, 83) end, t.is_open, a.owner, a.dept, a.order_dept, a.sender, pg_temp.at(a.made, a.id, 81)
    from pg_temp.load_activity a join pg_temp.load_todo t on t.instalment_id = a.instalment_id, pg_temp.load_size s,
      lateral (select case when t.is_open and a.dice < 0.5 then s.today + pg_temp.one_of(a.id, 84, 20) end as promised) p
   where a.source = 1 order by a.id;
update kehu.instalment i set promised_on = d.promised_on, promised_amount = d.promised_amount
  from kehu.dunning d where d.instalment_id = i.id and d.is_open and d.promised_on is not null;
