-- Who sees, plans and ends activities.
set local role kehu_owner;

-- The company's clock: on a pinned business date the time of day of now. For what reports compare with due dates.
create function kehu_priv.business_now() returns timestamptz
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare v_zone text := coalesce((select s.value #>> '{}' from kehu.setting s where s.key = 'time_zone'), 'Asia/Shanghai');
begin
  return (kehu.today() + (now() at time zone v_zone)::time) at time zone v_zone;
end $$;

create function kehu_priv.sees_order(p_id bigint) returns bool
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from kehu.sales_order o where o.id = p_id and o.deleted_at is null
    and (kehu.sees_all() or (kehu.serves() and kehu_priv.is_counted(o.state)) or o.owner_id = any (kehu.readable_owners()) or o.salesperson_id = any (kehu.readable_owners())
         or o.dept_id = any (kehu.order_depts()) or o.customer_id = any (kehu.shared_ids('customer', false))
         or o.dept_id = any (kehu.lent_depts(false))));
end $$;

-- Fill, never judge: whatever hangs on a hidden or absent row empties owner_id, which the policies refuse.
create function kehu_priv.activity_fill() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_me int := kehu.me(); v_hidden bool := false; v_order bigint; v_customer bigint; v_salesperson int;
begin
  if tg_op = 'INSERT' then
    new.assigned_by_id := coalesce(v_me, new.assigned_by_id);
    new.dept_id := (select o.dept_id from kehu_priv.operator o where o.id = new.owner_id and (o.status = 'active' or v_me is null));
    v_hidden := new.dept_id is null;
    if new.insertion_id is not null then
      select i.order_id into v_order from kehu.insertion i where i.id = new.insertion_id;
      v_hidden := v_hidden or v_order is null or coalesce(new.order_id, v_order) <> v_order;
      new.order_id := v_order;
    end if;
    if new.order_id is not null then
      select o.customer_id, o.dept_id, o.salesperson_id into v_customer, new.order_dept_id, v_salesperson from kehu.sales_order o where o.id = new.order_id;
      v_hidden := v_hidden or v_customer is null or coalesce(new.customer_id, v_customer) <> v_customer or (v_me is not null and not kehu_priv.sees_order(new.order_id))
        -- What an assistant hands over goes to the order's salesperson.
        or (v_me is not null and new.kind = 'delivery' and kehu_priv.my_role() in ('ac', 'ab') and new.owner_id not in (v_me, v_salesperson));
      new.customer_id := v_customer;
    elsif new.customer_id is not null then
      v_hidden := v_hidden or (v_me is not null and not kehu_priv.sees_customer(new.customer_id));
    end if;
  end if;
  if new.contact_id is not null and (tg_op = 'INSERT' or new.contact_id is distinct from old.contact_id) then
    select k.customer_id into v_customer from kehu.contact k where k.id = new.contact_id and k.deleted_at is null;
    -- The administrator, who merges two people, reads no customers.
    v_hidden := v_hidden or v_customer is null or coalesce(new.customer_id, v_customer) <> v_customer or (v_me is not null and not kehu_priv.sees_customer(v_customer)
      and not exists (select from kehu.dup_candidate d where (d.first_contact_id, d.second_contact_id) in ((old.contact_id, new.contact_id), (new.contact_id, old.contact_id))));
    new.customer_id := v_customer;
  end if;
  if v_hidden then new.owner_id := null; end if;
  return new;
end $$;
create trigger a_fill before insert or update of contact_id on kehu.activity for each row execute function kehu_priv.activity_fill();
create trigger touch before update of title, contact_id, is_key, priority, plan_start, plan_end, all_day, due_on, state, result, customer_feedback, next_step,
  result_code, owner_id, deleted_at on kehu.activity for each row execute function kehu_priv.touch();

-- The customer remembers the last contact.
create function kehu_priv.activity_moved() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.customer_id is not null and new.kind in ('visit', 'call', 'meeting', 'mail', 'message') then
    update kehu.customer c set last_contact_at = (select max(a.done_at) from kehu.activity a where a.customer_id = new.customer_id and a.state = 'done'
        and a.deleted_at is null and a.kind in ('visit', 'call', 'meeting', 'mail', 'message')) where c.id = new.customer_id;
  end if;
  return null;
end $$;
create trigger moved after update of state, deleted_at on kehu.activity for each row
  when ((old.state, old.deleted_at) is distinct from (new.state, new.deleted_at)) execute function kehu_priv.activity_moved();
create trigger moved_new after insert on kehu.activity for each row when (new.state = 'done') execute function kehu_priv.activity_moved();

alter table kehu.activity enable row level security;
create policy all_read on kehu.activity for select to kehu_all_read using ((select kehu.sees_all()));
create policy team on kehu.activity for select to kehu_operator using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy assigned on kehu.activity for select to kehu_operator using (assigned_by_id = (select kehu.me()));
create policy desk on kehu.activity for select to kehu_assistant using (order_dept_id = any ((select kehu.order_depts())::int[]));
create policy alive on kehu.activity as restrictive to kehu_operator using (deleted_at is null);
-- Collection todos are made, changed and ended by functions only.
create policy team_new on kehu.activity for insert to kehu_operator
  with check (kind <> 'dunning' and owner_id = any ((select kehu.writable_owners())::int[]));
create policy desk_new on kehu.activity for insert to kehu_assistant
  with check (kind = 'delivery' and owner_id is not null and order_dept_id = any ((select kehu.desk_depts())::int[]));
create policy gm_new on kehu.activity for insert to kehu_all_write
  with check (kind <> 'dunning' and owner_id is not null and (select kehu.rules_all()));
create policy team_w on kehu.activity for update to kehu_operator
  using (kind <> 'dunning' and owner_id = any ((select kehu.writable_owners())::int[]));
create policy gm_w on kehu.activity for update to kehu_all_write using (kind <> 'dunning' and owner_id is not null and (select kehu.rules_all()));
grant select on kehu.activity to kehu_operator;
grant insert (intent, kind, title, customer_id, contact_id, order_id, insertion_id, owner_id, is_key, priority, plan_start, plan_end, all_day, due_on),
  update (title, contact_id, is_key, priority, plan_start, plan_end, all_day, due_on) on kehu.activity to kehu_operator;

-- Locks the row and answers it, if the caller may end it: the executor and his superiors; a collection todo only the assistant of the
-- scope and the general manager, since a promise answers it and leaves it open.
create function kehu_priv.hold_activity(p_id bigint, p_version int) returns kehu.activity
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare a kehu.activity;
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  select * into a from kehu.activity x where x.id = p_id and x.deleted_at is null for update;
  if a.id is null or not (kehu.rules_all()
      or a.kind = 'dunning' and coalesce(a.order_dept_id = any (kehu.desk_depts()), false)
      or a.kind <> 'dunning' and a.owner_id = any (kehu.writable_owners())) then perform kehu_priv.deny('not_yours'); end if;
  if a.version is distinct from p_version then perform kehu_priv.stale(); end if;
  return a;
end $$;

create function kehu.start_activity(p_id bigint, p_version int) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare a kehu.activity := kehu_priv.hold_activity(p_id, p_version);
begin
  if a.state <> 'planned' then perform kehu_priv.refuse('bad_state', 'state'); end if;
  update kehu.activity x set state = 'in_progress' where x.id = p_id returning x.version into a.version;
  return a.version;
end $$;

create function kehu.complete_activity(p_id bigint, p_version int, p_result text, p_feedback text default null, p_next_step text default null) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare a kehu.activity := kehu_priv.hold_activity(p_id, p_version);
begin
  if a.state not in ('planned', 'in_progress') then perform kehu_priv.refuse('bad_state', 'state'); end if;
  if coalesce(btrim(p_result), '') = '' and (a.assigned_by_id <> a.owner_id or a.kind = 'visit') and a.kind <> 'dunning' then
    perform kehu_priv.refuse('needs_result', 'result');
  end if;
  if coalesce(btrim(p_feedback), '') = '' and a.kind = 'visit' then perform kehu_priv.refuse('needs_feedback', 'customer_feedback'); end if;
  if a.kind = 'dunning' and coalesce(btrim(p_result), '') = ''
    and not exists (select from kehu.dunning d where d.activity_id = p_id and (d.promised_on is not null or d.reason_code is not null)) then
    perform kehu_priv.refuse('needs_reason', 'result');
  end if;
  update kehu.activity x set state = 'done', done_at = kehu_priv.business_now(), result = nullif(btrim(p_result), ''),
    customer_feedback = coalesce(nullif(btrim(p_feedback), ''), x.customer_feedback), next_step = nullif(btrim(p_next_step), '')
   where x.id = p_id returning x.version into a.version;
  return a.version;
end $$;

create function kehu.cancel_activity(p_id bigint, p_version int, p_reason text) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare a kehu.activity := kehu_priv.hold_activity(p_id, p_version);
begin
  if a.state not in ('planned', 'in_progress') then perform kehu_priv.refuse('bad_state', 'state'); end if;
  if coalesce(btrim(p_reason), '') = '' then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
  update kehu.activity x set state = 'cancelled', result = btrim(p_reason) where x.id = p_id returning x.version into a.version;
  return a.version;
end $$;

-- By the executor within 24 hours, by a sales director or the general manager later. What the payment closed stays closed.
create function kehu.reopen_activity(p_id bigint, p_version int) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare a kehu.activity;
begin
  -- The instalment comes before its todo, and really written: a payment that is booked meanwhile must see this todo, or fail.
  update kehu.instalment i set received = i.received where i.id = (select x.instalment_id from kehu.activity x where x.id = p_id and x.kind = 'dunning');
  a := kehu_priv.hold_activity(p_id, p_version);
  if a.state <> 'done' then perform kehu_priv.refuse('bad_state', 'state'); end if;
  if not (kehu.rules_all() or kehu_priv.my_role() = 'sd' or (a.owner_id = kehu.me() or a.kind = 'dunning') and a.done_at > kehu_priv.business_now() - interval '24 hours') then
    perform kehu_priv.deny('not_yours');
  end if;
  if a.kind = 'dunning' and (exists (select from kehu.instalment i where i.id = a.instalment_id and (i.state <> 'open' or i.received >= i.amount))
      or exists (select from kehu.dunning d where d.instalment_id = a.instalment_id and d.is_open)) then perform kehu_priv.refuse('bad_state', 'state'); end if;
  update kehu.activity x set state = 'planned', done_at = null where x.id = p_id returning x.version into a.version;
  return a.version;
end $$;

-- Seen by the executor; no version, nobody edits it.
create function kehu.acknowledge_activity(p_id bigint) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_me int := kehu.me();
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  perform from kehu.activity a where a.id = p_id and a.deleted_at is null and a.owner_id = v_me;
  if not found then perform kehu_priv.deny('not_yours'); end if;
  update kehu.activity a set acknowledged_at = kehu_priv.business_now() where a.id = p_id and a.acknowledged_at is null;
end $$;

-- What one planned for oneself; the general manager anything not done. A collection todo is cancelled, not deleted.
create function kehu.delete_activity(p_id bigint, p_version int) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare a kehu.activity := kehu_priv.hold_activity(p_id, p_version); v_me int := kehu.me();
begin
  if not (kehu.rules_all() or (a.created_by = v_me and a.assigned_by_id = v_me and a.owner_id = v_me)) then perform kehu_priv.deny('not_yours'); end if;
  if a.state <> 'planned' or a.kind = 'dunning' then perform kehu_priv.refuse('bad_state', 'state'); end if;
  update kehu.activity x set deleted_at = now() where x.id = p_id;
end $$;

grant execute on function kehu.start_activity(bigint, int), kehu.complete_activity(bigint, int, text, text, text), kehu.cancel_activity(bigint, int, text),
  kehu.reopen_activity(bigint, int), kehu.acknowledge_activity(bigint), kehu.delete_activity(bigint, int) to kehu_operator;

create index activity_owner on kehu.activity (owner_id, due_on, id) where deleted_at is null;
create index activity_assigned on kehu.activity (assigned_by_id, due_on, id) where deleted_at is null;
create index activity_desk on kehu.activity (order_dept_id, due_on, id) where deleted_at is null;
create index activity_due on kehu.activity (due_on, id) where deleted_at is null;
create index activity_customer on kehu.activity (customer_id, due_on desc);
create index activity_contact on kehu.activity (contact_id);
create index activity_order on kehu.activity (order_id);
create index activity_instalment on kehu.activity (instalment_id);
create index activity_insertion on kehu.activity (insertion_id);
create index activity_dept on kehu.activity (dept_id);

comment on table kehu.activity is 'Calls, visits, tasks and collection todos, planned and done';
comment on column kehu.activity.owner_id is 'the executor; dept_id is his department';
comment on column kehu.activity.order_dept_id is 'carried from the order, for the assistants'' policy';
comment on column kehu.activity.done_at is 'by the company''s clock, hence comparable with due_on';
comment on column kehu.activity.result is 'what came of it; of a cancelled one the reason';
comment on column kehu.activity.acknowledged_at is 'when the executor saw it';

reset role;
