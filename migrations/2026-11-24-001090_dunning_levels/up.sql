-- How urgent a collection todo is and what became of a promise follow from dates and receipts: no process raises them, and psql, reports and
-- the program see the same at once.
set local role kehu_owner;

-- Level 2: nobody answered by the todo's day, or the promised day has passed without the money. Level 3: thirty days overdue.
create view kehu_rpt.collection with (security_invoker = true) as
  select d.activity_id, d.instalment_id, d.is_open, d.owner_id, d.assigned_by_id, d.order_dept_id, a.due_on, i.due_on as instalment_due_on, i.outstanding,
         d.promised_on, d.promised_amount, d.reason_code, d.answer, d.answered_at,
         case when not d.is_open then d.level
              when i.outstanding > 0 and i.due_on <= (select kehu.today()) - 30 then 3
              when a.due_on < (select kehu.today()) and (d.answered_at is null or d.promised_on < (select kehu.today())) then greatest(d.level, 2)
              else d.level end as level
    from kehu.dunning d
    join kehu.activity a on a.id = d.activity_id
    left join kehu.instalment i on i.id = d.instalment_id;
grant select on kehu_rpt.collection to kehu_operator;

-- kept: enough had come by the promised day; late: it came after; broken: the day has passed; open: it has not.
create view kehu_rpt.promise with (security_invoker = true) as
  select i.id as instalment_id, i.order_id, i.customer_id, i.salesperson_id, i.owner_id, i.dept_id, i.promised_on, i.promised_amount, i.outstanding,
         case when i.amount - coalesce((select sum(case x.kind when 'refund' then -x.amount else x.amount end) from kehu.payment_allocation x
                where x.instalment_id = i.id and x.received_on <= i.promised_on), 0) <= coalesce(i.promised_rest, 0) then 'kept'
              when i.outstanding <= coalesce(i.promised_rest, 0) then 'late'
              when i.promised_on < (select kehu.today()) then 'broken' else 'open' end as state
    from kehu.instalment i
   where i.counted and i.state = 'open' and i.promised_on is not null;
grant select on kehu_rpt.promise to kehu_operator;

comment on view kehu_rpt.collection is 'Collection todos with the level that follows from the dates: 2 unanswered or a promise broken, 3 thirty days overdue';
comment on view kehu_rpt.promise is 'Promises of customers and what became of them: open, kept, late, broken';

reset role;
