-- Collection todos: sent by the desk, answered by the salesperson, held off by a promise.
set local role kehu_owner;

-- One row per asked instalment: made, or the reason why not. Idempotent by (me, intent): sent again, the same todos are the answer.
create function kehu.dun(p_instalment_ids bigint[], p_intent uuid) returns table (instalment_id bigint, activity_id bigint, made bool, reason text)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me int := kehu.me(); v_today date := kehu.today(); v_id bigint; v_key uuid; v_row record;
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  if p_intent is null or coalesce(cardinality(p_instalment_ids), 0) > 1000 then perform kehu_priv.refuse('bad_value', 'intent'); end if;
  -- Customers and orders too: the new todos refer to them, and who hands a customer over waits for its instalments.
  perform kehu_priv.lock_instalments(null, array(select i.id from kehu.instalment i where i.id = any (p_instalment_ids) and kehu_priv.at_desk(i.dept_id)));
  for v_row in
    select x.id, i.id is not null and kehu_priv.at_desk(i.dept_id) as mine, i.counted, i.outstanding, i.due_on, i.seq, i.blocked_until, i.order_id, i.customer_id, i.dept_id,
           o.code, c.name as customer, case when s.status = 'active' then s.id else w.id end as owner, case when s.status = 'active' then s.dept_id else w.dept_id end as owner_dept,
           'active' in (s.status, w.status) as reachable
      from (select distinct unnest(p_instalment_ids) as id) x
      left join kehu.instalment i on i.id = x.id left join kehu.sales_order o on o.id = i.order_id left join kehu.customer c on c.id = i.customer_id
      left join kehu_priv.operator s on s.id = o.salesperson_id left join kehu_priv.operator w on w.id = o.owner_id
     order by x.id
  loop
    instalment_id := v_row.id; activity_id := null; made := false; reason := null;
    v_key := md5(p_intent::text || ':' || v_row.id)::uuid;
    if not v_row.mine then reason := 'not_yours'; return next; continue; end if;
    select a.id into v_id from kehu.activity a where a.created_by = v_me and a.intent = v_key;
    if v_id is not null then activity_id := v_id; made := true; return next; continue; end if;
    select d.activity_id into v_id from kehu.dunning d where d.instalment_id = v_row.id and d.is_open;
    reason := case
      when v_id is not null then 'exists'
      when not v_row.counted then 'bad_state'
      when v_row.outstanding = 0 then 'paid'
      when v_row.blocked_until >= v_today then 'blocked'
      when not v_row.reachable then 'receiver_not_allowed'
      when v_row.due_on > v_today + (7 - extract(isodow from v_today)::int) then 'not_due' end;
    if reason is not null then activity_id := v_id; return next; continue; end if;
    insert into kehu.activity (intent, kind, title, customer_id, order_id, instalment_id, assigned_by_id, owner_id, dept_id, order_dept_id, due_on, created_by)
      values (v_key, 'dunning', '催款: ' || left(v_row.customer, 120) || ' ' || v_row.code || ' 第' || v_row.seq || '期', v_row.customer_id, v_row.order_id, v_row.id,
              v_me, v_row.owner, v_row.owner_dept, v_row.dept_id, greatest(v_today, v_row.due_on), v_me)
      returning id into v_id;
    -- Written although nothing changes: at REPEATABLE READ a lock alone would let a payment through that cannot see this todo and leaves it open.
    update kehu.instalment i set received = i.received where i.id = v_row.id;
    insert into kehu.dunning (activity_id, instalment_id, outstanding_at_creation, owner_id, dept_id, order_dept_id, assigned_by_id)
      values (v_id, v_row.id, v_row.outstanding, v_row.owner, v_row.owner_dept, v_row.dept_id, v_me);
    activity_id := v_id; made := true; return next;
  end loop;
end $$;

-- The salesperson's answer: a promised date, or a reason why not. It leaves the todo open (D22) and shows on the instalment.
create function kehu.answer_dunning(p_activity_id bigint, p_version int, p_promised_on date default null, p_promised_amount numeric default null,
                                    p_reason_code text default null, p_answer text default null) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare a kehu.activity; v_instalment bigint; v_rest numeric; v_amount numeric := p_promised_amount;
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  select d.instalment_id into v_instalment from kehu.dunning d where d.activity_id = p_activity_id;
  select i.outstanding into v_rest from kehu.instalment i where i.id = v_instalment for no key update;
  select * into a from kehu.activity where id = p_activity_id and kind = 'dunning' and deleted_at is null for no key update;
  if a.id is null or not (kehu.rules_all() or a.owner_id = any (kehu.writable_owners())) then perform kehu_priv.deny('not_yours'); end if;
  if a.version is distinct from p_version then perform kehu_priv.stale(); end if;
  if a.state not in ('planned', 'in_progress') then perform kehu_priv.refuse('bad_state', 'state', a.state); end if;
  if p_promised_on is null and nullif(btrim(p_reason_code), '') is null and nullif(btrim(p_answer), '') is null then perform kehu_priv.refuse('needs_reason', 'promised_on'); end if;
  if p_promised_on < kehu.today() or p_promised_on > kehu.today() + 3660 then perform kehu_priv.refuse('bad_date', 'promised_on'); end if;
  if p_promised_on is null then v_amount := null;
  else
    v_amount := coalesce(v_amount, v_rest);
    if scale(trim_scale(v_amount)) > 2 then perform kehu_priv.refuse('too_many_decimals', 'promised_amount'); end if;
    if v_amount <= 0 or v_amount > v_rest or v_amount = 'NaN' then perform kehu_priv.refuse('bad_value', 'promised_amount', v_rest::text); end if;
  end if;
  update kehu.instalment set promised_on = p_promised_on, promised_amount = v_amount, promised_rest = v_rest - v_amount where id = v_instalment;
  update kehu.activity set state = 'in_progress' where id = a.id;
  update kehu.dunning set promised_on = p_promised_on, promised_amount = v_amount, reason_code = nullif(btrim(p_reason_code), ''), answer = nullif(btrim(p_answer), ''), answered_at = now()
   where activity_id = a.id;
  return (select jsonb_build_object('id', x.id, 'version', x.version, 'state', x.state) from kehu.activity x where x.id = a.id);
end $$;

-- No new todo until that day; without a day the instalment may be asked for again.
create function kehu.block_dunning(p_instalment_id bigint, p_version int, p_until date, p_reason text) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare i kehu.instalment; v_reason text := nullif(btrim(p_reason), '');
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  select * into i from kehu.instalment where id = p_instalment_id for no key update;
  if i.id is null or not kehu_priv.at_desk(i.dept_id) then perform kehu_priv.deny('not_yours'); end if;
  if i.version is distinct from p_version then perform kehu_priv.stale(); end if;
  if i.outstanding = 0 then perform kehu_priv.refuse('bad_state', 'state', i.state); end if;
  if p_until is not null and v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
  if p_until < kehu.today() or p_until > kehu.today() + 3660 then perform kehu_priv.refuse('bad_date', 'blocked_until'); end if;
  update kehu.instalment set blocked_until = p_until, blocked_reason = v_reason where id = p_instalment_id;
  return (select jsonb_build_object('id', x.id, 'version', x.version, 'blocked_until', x.blocked_until) from kehu.instalment x where x.id = p_instalment_id);
end $$;

grant execute on function kehu.dun(bigint[], uuid), kehu.answer_dunning(bigint, int, date, numeric, text, text), kehu.block_dunning(bigint, int, date, text) to kehu_operator;

comment on function kehu.dun(bigint[], uuid) is 'Makes collection todos; one row per asked instalment: made, or why not';
comment on function kehu.answer_dunning(bigint, int, date, numeric, text, text) is 'The salesperson''s answer; leaves the todo open';
comment on function kehu.block_dunning(bigint, int, date, text) is 'No collection todo until that day';

reset role;
