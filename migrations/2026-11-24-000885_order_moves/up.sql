-- The moves of an order (spec/05.7) and a new plan for what is not paid yet.
set local role kehu_owner;

-- Locks one order behind its customer. Absent and not readable by the desk, the owner's line or the general manager: one error.
create function kehu_priv.lock_order(p_id bigint, p_version int) returns kehu.sales_order language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare o kehu.sales_order; v_customer bigint;
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  select customer_id into v_customer from kehu.sales_order where id = p_id;
  perform from kehu.customer where id = v_customer for no key update;
  select * into o from kehu.sales_order where id = p_id and deleted_at is null for no key update;
  if o.id is null or not (kehu_priv.at_desk(o.dept_id) or o.owner_id = any (kehu.writable_owners())) then perform kehu_priv.deny('not_yours'); end if;
  if o.version is distinct from p_version or o.customer_id <> v_customer then perform kehu_priv.stale(); end if;
  return o;
end $$;

create function kehu.move_order(p_id bigint, p_version int, p_to text, p_reason text default null) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  o kehu.sales_order := kehu_priv.lock_order(p_id, p_version);
  v_desk bool := kehu_priv.at_desk(o.dept_id);
  v_rules bool := kehu.rules_all();
  v_director bool := kehu_priv.my_role() = 'sd' and o.owner_id = any (kehu.writable_owners());
  v_reason text := nullif(btrim(p_reason), ''); v_before jsonb;
begin
  update kehu.order_card set saved_intent = null where order_id = p_id;
  if p_to = 'requested' and o.state = 'draft' then
    if exists (select from kehu.customer where id = o.customer_id and status = 'archived') then perform kehu_priv.refuse('archived', 'customer'); end if;
    if not exists (select from kehu.order_line where order_id = p_id) then perform kehu_priv.refuse('no_lines', 'lines'); end if;
    update kehu.sales_order set state = 'requested' where id = p_id;
  elsif p_to = 'draft' and o.state = 'requested' then
    update kehu.sales_order set state = 'draft' where id = p_id;
  elsif p_to = 'draft' and o.state = 'confirmed' then
    -- D27, a slip: the same person, the same day, and nothing has happened yet.
    if v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
    if not v_desk or not exists (select from kehu.order_card where order_id = p_id and confirmed_by = kehu.me()
          and (confirmed_at at time zone coalesce((select s.value #>> '{}' from kehu.setting s where s.key = 'time_zone'), 'Asia/Shanghai'))::date
            = (now() at time zone coalesce((select s.value #>> '{}' from kehu.setting s where s.key = 'time_zone'), 'Asia/Shanghai'))::date) then
      perform kehu_priv.deny('not_yours', 'state'); end if;
    if o.received > 0 or o.invoiced > 0 or exists (select from kehu.insertion where order_id = p_id and state <> 'planned')
      or exists (select from kehu.payment_allocation where order_id = p_id)
      or exists (select from kehu.instalment where order_id = p_id and state = 'written_off') then
      perform kehu_priv.refuse('bad_state', 'state', o.state); end if;
    update kehu.order_line set open = true where order_id = p_id;
    update kehu.sales_order set state = 'draft' where id = p_id;
    update kehu.order_card set confirmed_at = null, confirmed_by = null, state_reason = v_reason where order_id = p_id;
    perform kehu_priv.recount_last_order(o.customer_id);
  elsif p_to = 'confirmed' and o.state in ('draft', 'requested') then
    if not v_desk then perform kehu_priv.deny('not_yours', 'state'); end if;
    perform kehu_priv.confirm_order(p_id);
  elsif p_to = 'suspended' and o.state in ('confirmed', 'executing') then
    if not (v_desk or v_director) then perform kehu_priv.deny('not_yours', 'state'); end if;
    if v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
    update kehu.sales_order set state = 'suspended' where id = p_id;
    update kehu.order_card set state_reason = v_reason where order_id = p_id;
  elsif p_to in ('confirmed', 'executing') and o.state = 'suspended' then
    if not (v_desk or v_director) then perform kehu_priv.deny('not_yours', 'state'); end if;
    update kehu.sales_order set state = 'confirmed' where id = p_id;
    perform kehu_priv.settle_orders(array[p_id]);  -- back to where it was: what has happened says which
  elsif p_to = 'executing' and o.state = 'completed' then
    if not v_rules then perform kehu_priv.deny('not_yours', 'state'); end if;
    if v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
    update kehu.sales_order set state = 'executing', version = version + 1 where id = p_id;
    update kehu.order_card set state_reason = v_reason where order_id = p_id;
  elsif p_to = 'cancelled' and o.state in ('draft', 'requested') then
    update kehu.sales_order set state = 'cancelled' where id = p_id;
    update kehu.order_card set state_reason = v_reason where order_id = p_id;
    perform kehu_priv.cancel_children(p_id);
    perform kehu_priv.withdraw_others(p_id, null);
  elsif (p_to = 'cancelled' and o.state = 'confirmed') or (p_to = 'terminated' and o.state in ('confirmed', 'executing', 'suspended')) then
    -- The desk asks for it (kehu.request_change); the director, or the general manager, does it himself.
    if not (v_rules or v_director) then perform kehu_priv.deny('not_yours', 'state'); end if;
    if v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
    v_before := kehu_priv.order_picture(p_id);
    if p_to = 'cancelled' then perform kehu_priv.cancel_confirmed(p_id, v_reason); else perform kehu_priv.terminate_order(p_id, v_reason); end if;
    perform kehu_priv.withdraw_others(p_id, kehu_priv.note_change(p_id, case p_to when 'cancelled' then 'cancel' else 'terminate' end, v_reason, gen_random_uuid(), v_before));
  else
    perform kehu_priv.refuse('bad_state', 'state', o.state);
  end if;
  return kehu_priv.order_answer(p_id, false);
end $$;
grant execute on function kehu.move_order(bigint, int, text, text) to kehu_operator;

-- A cancelled order asks for nothing and holds no position. Its lines keep their amounts, so they are no longer held to their schedule.
create function kehu_priv.cancel_children(p_id bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update kehu.instalment set state = 'cancelled' where order_id = p_id and state = 'open';
  update kehu.order_line set open = true where order_id = p_id;
  update kehu.insertion set state = 'cancelled' where order_id = p_id and state in ('planned', 'booked', 'material_in');
end $$;

create function kehu_priv.recount_last_order(p_customer bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update kehu.customer set last_order_on = (select max(o.signed_on) from kehu.sales_order o where o.customer_id = p_customer and kehu_priv.is_counted(o.state))
   where id = p_customer;
end $$;

-- A new plan for what is still asked for. Each row is {id?, due_on, amount, insertion_id?}, its amount what remains to be paid on it; a row with an id
-- keeps its instalment (with its todo and promise), what is not named goes; what has been received or written off stays. Σ amount = Σ outstanding.
create function kehu.replan_order(p_id bigint, p_version int, p_instalments jsonb, p_plan_text text default null, p_reason text default null) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  o kehu.sales_order := kehu_priv.lock_order(p_id, p_version);
  v_rows jsonb := kehu_priv.given_list(jsonb_build_object('instalments', p_instalments), 'instalments');
  v_open numeric; v_new numeric; v_reason text := nullif(btrim(p_reason), ''); v_before jsonb;
begin
  if not kehu_priv.at_desk(o.dept_id) then perform kehu_priv.deny('not_yours', 'state'); end if;
  if o.state not in ('confirmed', 'executing', 'suspended') then perform kehu_priv.refuse('bad_state', 'state', o.state); end if;
  if v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
  perform from kehu.instalment where order_id = p_id order by id for no key update;
  if exists (select from jsonb_array_elements(v_rows) e where coalesce(kehu_priv.given_money(e, 'amount'), 0) = 0) then perform kehu_priv.refuse('bad_value', 'amount'); end if;
  if exists (select from jsonb_array_elements(v_rows) e where kehu_priv.given_date(e, 'due_on') is null) then perform kehu_priv.refuse('bad_date', 'due_on'); end if;
  if exists (select from jsonb_array_elements(v_rows) e where e ->> 'id' is not null and not exists (
               select from kehu.instalment i where i.id = kehu_priv.given_id(e, 'id') and i.order_id = p_id and i.outstanding > 0))
     or (select count(*) <> count(distinct kehu_priv.given_id(e, 'id')) from jsonb_array_elements(v_rows) e where e ->> 'id' is not null) then
    perform kehu_priv.refuse('bad_value', 'instalments'); end if;
  select coalesce(sum(outstanding), 0) into v_open from kehu.instalment where order_id = p_id;
  select coalesce(sum(kehu_priv.given_money(e, 'amount')), 0) into v_new from jsonb_array_elements(v_rows) e;
  if v_open <> v_new then perform kehu_priv.refuse('plan_not_whole', 'instalments', (v_open - v_new)::text); end if;

  v_before := kehu_priv.order_picture(p_id);
  update kehu.sales_order set amending = true where id = p_id;
  update kehu.instalment i set amount = i.received + kehu_priv.given_money(e, 'amount'), due_on = kehu_priv.given_date(e, 'due_on')
    from jsonb_array_elements(v_rows) e where i.id = kehu_priv.given_id(e, 'id') and i.order_id = p_id
     and (i.amount, i.due_on) is distinct from (i.received + kehu_priv.given_money(e, 'amount'), kehu_priv.given_date(e, 'due_on'));
  update kehu.instalment i set amount = i.received
   where i.order_id = p_id and i.outstanding > 0 and i.received > 0
     and i.id not in (select kehu_priv.given_id(e, 'id') from jsonb_array_elements(v_rows) e where e ->> 'id' is not null);
  perform kehu_priv.drop_instalments(array(select i.id from kehu.instalment i where i.order_id = p_id and i.outstanding > 0 and i.received = 0
     and i.id not in (select kehu_priv.given_id(e, 'id') from jsonb_array_elements(v_rows) e where e ->> 'id' is not null)));
  perform kehu_priv.write_plan(p_id, (select coalesce(jsonb_agg(x.e order by x.ord), '[]') from jsonb_array_elements(v_rows) with ordinality x(e, ord) where x.e ->> 'id' is null));
  update kehu.order_card set plan_text = coalesce(p_plan_text, plan_text), state_reason = v_reason, saved_intent = null where order_id = p_id;
  update kehu.sales_order set amending = false where id = p_id;
  perform kehu_priv.note_change(p_id, 'replan', v_reason, gen_random_uuid(), v_before);
  return kehu_priv.order_answer(p_id, false);
end $$;
grant execute on function kehu.replan_order(bigint, int, jsonb, text, text) to kehu_operator;

comment on function kehu.move_order(bigint, int, text, text) is 'Moves an order to another state; who may and what is checked: spec of the order states';
comment on function kehu.replan_order(bigint, int, jsonb, text, text) is 'A new collection plan for what is not paid yet';

reset role;
