-- Who reads collection todos, and how they follow their activity and their instalment.
set local role kehu_owner;

-- Open as long as its activity; who executes that, reads this.
create function kehu_priv.dunning_follows() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update kehu.dunning set is_open = (new.state in ('planned', 'in_progress') and new.deleted_at is null), owner_id = new.owner_id, dept_id = new.dept_id, order_dept_id = new.order_dept_id
   where activity_id = new.id;
  return null;
end $$;
create trigger dunning_follows after update of state, owner_id, dept_id, order_dept_id, deleted_at on kehu.activity for each row when (new.kind = 'dunning')
  execute function kehu_priv.dunning_follows();

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

-- The order's department is what the desk reads its activities by: it moves with the order.
create function kehu_priv.order_dept_moved() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_ids bigint[];
begin
  if not exists (select from kehu.activity c where c.order_id = new.id and c.order_dept_id is distinct from new.dept_id) then return null; end if;
  v_ids := array(select a.id from added a);
  update kehu.activity c set order_dept_id = p.dept_id from kehu.sales_order p
   where c.order_id = any (v_ids) and p.id = c.order_id and c.order_dept_id is distinct from p.dept_id;
  return null;
end $$;
create trigger order_dept_moved after update on kehu.sales_order referencing new table as added for each row
  when (old.dept_id is distinct from new.dept_id) execute function kehu_priv.order_dept_moved();

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

comment on table kehu.dunning is 'What a collection todo adds to its activity; at most one open per instalment';
comment on column kehu.dunning.is_open is 'as long as its activity is; kept by trigger';
comment on column kehu.dunning.order_dept_id is 'the order''s department, which the desk reads by';

reset role;
