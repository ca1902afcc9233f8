-- Who reads collection todos, and how they close by themselves. That a todo is open as long as its activity stands with the activities.
set local role kehu_owner;

-- Nothing is asked for any more: the todo closes by itself (D22).
create function kehu_priv.close_dunning() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from kehu.activity a join kehu.dunning d on d.activity_id = a.id and d.is_open
    join added n on n.id = d.instalment_id where n.outstanding = 0 order by a.id for no key update of a;
  update kehu.activity a
     set state = 'done', done_at = kehu_priv.business_now(),
         result = case n.state when 'written_off' then '系统关闭:已核销' when 'cancelled' then '系统关闭:计划已变更' else '系统关闭:已收款' end
    from kehu.dunning d join added n on n.id = d.instalment_id
   where a.id = d.activity_id and d.is_open and n.outstanding = 0 and a.state in ('planned', 'in_progress');
  return null;
end $$;
create trigger close_dunning after update on kehu.instalment referencing new table as added for each statement execute function kehu_priv.close_dunning();

alter table kehu.dunning enable row level security;
grant select on kehu.dunning to kehu_operator;
create policy all_read on kehu.dunning for select to kehu_all_read using ((select kehu.sees_all()));
create policy team on kehu.dunning for select to kehu_sales using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy desk on kehu.dunning for select to kehu_assistant using (order_dept_id = any ((select kehu.order_depts())::int[]));
create policy sent on kehu.dunning for select to kehu_assistant using (assigned_by_id = (select kehu.me()));

create index on kehu.dunning (instalment_id);
create index on kehu.dunning (owner_id) where is_open;
create index on kehu.dunning (order_dept_id) where is_open;
create index on kehu.dunning (assigned_by_id);
create trigger audit after insert or delete or update of level, promised_on, promised_amount, reason_code, answer on kehu.dunning
  for each row execute function kehu_priv.write_audit('activity', 'activity_id');

reset role;
