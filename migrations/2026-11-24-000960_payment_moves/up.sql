-- Booking, allocating, taking back, confirming and voiding payments; writing off what will not come. One round trip each.
set local role kehu_owner;

create function kehu_priv.payment_answer(p_id bigint, p_closed int, p_existed bool) returns jsonb language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('id', id, 'code', code, 'version', version, 'state', state, 'allocated', allocated::text, 'unallocated', unallocated::text,
                            'closed_todos', p_closed, 'existed', p_existed)
    from kehu.payment where id = p_id
$$;

-- The customers, orders and instalments of these rows, locked in the one order: payer and the orders' customers, orders, instalments.
create function kehu_priv.lock_instalments(p_payer bigint, p_ids bigint[]) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from kehu.customer where id = p_payer or id in (select i.customer_id from kehu.instalment i where i.id = any (p_ids)) order by id for share;
  perform from kehu.sales_order where id in (select i.order_id from kehu.instalment i where i.id = any (p_ids)) order by id for no key update;
  perform from kehu.instalment where id = any (p_ids) order by id for no key update;
end $$;

-- Puts a locked payment onto locked instalments. Every one must be within the caller's desk; what is wrong is named before a CHECK would say it.
create function kehu_priv.put_allocations(p_payment bigint, p_rows jsonb) returns int language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare p kehu.payment; v_bad record; v_sum numeric; v_orders bigint[]; v_ids bigint[]; v_open int; v_after int;
begin
  if p_rows = '[]' then return 0; end if;
  select * into p from kehu.payment where id = p_payment;
  if exists (select from jsonb_array_elements(p_rows) e where coalesce(kehu_priv.given_money(e, 'amount'), 0) = 0 or kehu_priv.given_id(e, 'instalment_id') is null)
     or (select count(*) <> count(distinct kehu_priv.given_id(e, 'instalment_id')) from jsonb_array_elements(p_rows) e) then
    perform kehu_priv.refuse('bad_value', 'allocations'); end if;
  v_ids := array(select kehu_priv.given_id(e, 'instalment_id') from jsonb_array_elements(p_rows) e);
  v_orders := array(select distinct i.order_id from kehu.instalment i where i.id = any (v_ids));
  if exists (select from unnest(v_ids) x left join kehu.instalment i on i.id = x where i.id is null or not kehu_priv.at_desk(i.dept_id)) then
    perform kehu_priv.deny('not_yours', 'allocations'); end if;
  if exists (select from unnest(v_orders) o where not kehu_priv.pays_for(p.payer_id, o)) then perform kehu_priv.refuse('wrong_payer', 'payer'); end if;
  if exists (select from kehu.instalment i where i.id = any (v_ids) and (not i.counted or i.state <> 'open')) then perform kehu_priv.refuse('bad_state', 'allocations'); end if;
  select i.id, case p.kind when 'refund' then i.received else i.outstanding end as rest into v_bad
    from jsonb_array_elements(p_rows) e join kehu.instalment i on i.id = kehu_priv.given_id(e, 'instalment_id')
   where kehu_priv.given_money(e, 'amount') > case p.kind when 'refund' then i.received else i.outstanding end order by i.due_on, i.id limit 1;
  if v_bad.id is not null then perform kehu_priv.refuse('overpaid', 'allocations', v_bad.rest::text); end if;
  select sum(kehu_priv.given_money(e, 'amount')) into v_sum from jsonb_array_elements(p_rows) e;
  if v_sum > p.unallocated then perform kehu_priv.refuse('over_allocated', 'allocations', p.unallocated::text); end if;
  select count(*) into v_open from kehu.dunning where instalment_id = any (v_ids) and is_open;
  insert into kehu.payment_allocation (payment_id, instalment_id, amount, created_by)
    select p_payment, kehu_priv.given_id(e, 'instalment_id'), kehu_priv.given_money(e, 'amount'), kehu.me() from jsonb_array_elements(p_rows) e;
  select count(*) into v_after from kehu.dunning where instalment_id = any (v_ids) and is_open;
  perform kehu_priv.settle_orders(v_orders);
  return v_open - v_after;
end $$;

-- p as in the contract, with kind receipt (default) or refund (M9). What is not allocated stays as an advance.
create function kehu.book_payment(p jsonb) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me int := kehu.me(); v_intent uuid; v_id bigint; v_payer bigint; v_on date; v_amount numeric; v_kind text := coalesce(p ->> 'kind', 'receipt'); v_rows jsonb; v_ids bigint[];
  v_closed int; c kehu.customer; v_method text := coalesce(nullif(btrim(p ->> 'method'), ''), 'transfer');
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  v_intent := kehu_priv.given_uuid(p, 'intent');
  select id into v_id from kehu.payment where created_by = v_me and intent = v_intent;
  if v_id is not null then
    if not kehu_priv.may_read('payment', v_id) then perform kehu_priv.deny('not_yours'); end if;
    return kehu_priv.payment_answer(v_id, 0, true);
  end if;
  v_payer := kehu_priv.given_id(p, 'payer_id');
  v_on := kehu_priv.given_date(p, 'received_on');
  v_amount := kehu_priv.given_money(p, 'amount');
  v_rows := kehu_priv.given_list(p, 'allocations');
  v_ids := array(select kehu_priv.given_id(e, 'instalment_id') from jsonb_array_elements(v_rows) e);
  perform kehu_priv.lock_instalments(v_payer, v_ids);
  select * into c from kehu.customer where id = v_payer and deleted_at is null;
  -- Whose money it is: a payer of this desk, or one who pays only for orders of this desk.
  if c.id is null or not (kehu_priv.at_desk(c.dept_id)
      or (v_ids <> '{}' and not exists (select from unnest(v_ids) x left join kehu.instalment i on i.id = x
            where i.id is null or not kehu_priv.at_desk(i.dept_id) or not kehu_priv.pays_for(v_payer, i.order_id)))) then
    perform kehu_priv.deny('not_yours', 'payer'); end if;
  if v_kind not in ('receipt', 'refund') then perform kehu_priv.refuse('bad_value', 'kind'); end if;
  if v_amount is null or v_amount = 0 then perform kehu_priv.refuse('bad_value', 'amount'); end if;
  v_on := coalesce(v_on, kehu.today());
  if v_on > kehu.today() then perform kehu_priv.refuse('bad_date', 'received_on', kehu.today()::text); end if;
  -- The code comes from the id: one counter row would make all desks queue behind each other's payments.
  v_id := nextval(pg_get_serial_sequence('kehu.payment', 'id'));
  insert into kehu.payment (id, intent, code, payer_id, kind, received_on, amount, method, bank_ref, note, owner_id, dept_id, created_by)
    overriding system value
    values (v_id, v_intent, 'PAY-' || lpad(v_id::text, greatest(5, length(v_id::text)), '0'), v_payer, v_kind, v_on, v_amount, v_method,
            nullif(btrim(p ->> 'bank_ref'), ''), nullif(btrim(p ->> 'note'), ''), c.owner_id, c.dept_id, v_me)
    on conflict on constraint payment_intent_once do nothing returning id into v_id;
  if v_id is null then
    return kehu_priv.payment_answer((select id from kehu.payment where created_by = v_me and intent = v_intent), 0, true);
  end if;
  v_closed := kehu_priv.put_allocations(v_id, v_rows);
  -- Money that goes back is taken from somewhere: from the named instalments here, from an advance by pay_out_advance.
  if v_kind = 'refund' and exists (select from kehu.payment where id = v_id and unallocated > 0) then
    perform kehu_priv.refuse('refund_not_whole', 'allocations', (select unallocated::text from kehu.payment where id = v_id)); end if;
  return kehu_priv.payment_answer(v_id, v_closed, false);
end $$;

-- Locks a payment with what it pays, or is to pay, before it. For who booked it and for the desk of its payer.
create function kehu_priv.lock_payment(p_id bigint, p_version int, p_instalments bigint[]) returns kehu.payment language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare p kehu.payment;
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  perform kehu_priv.lock_instalments((select payer_id from kehu.payment where id = p_id),
    p_instalments || array(select instalment_id from kehu.payment_allocation where payment_id = p_id));
  perform from kehu.payment where id = (select returns_id from kehu.payment where id = p_id) for no key update;
  select * into p from kehu.payment where id = p_id for no key update;
  if p.id is null or not (kehu_priv.at_desk(p.dept_id) or (p.created_by = kehu.me() and cardinality(kehu.desk_depts()) > 0)) then perform kehu_priv.deny('not_yours'); end if;
  if p.version is distinct from p_version then perform kehu_priv.stale(); end if;
  return p;
end $$;

create function kehu.allocate_payment(p_id bigint, p_version int, p_allocations jsonb) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_rows jsonb := kehu_priv.given_list(jsonb_build_object('allocations', p_allocations), 'allocations');
  p kehu.payment := kehu_priv.lock_payment(p_id, p_version, array(select kehu_priv.given_id(e, 'instalment_id') from jsonb_array_elements(v_rows) e));
  v_closed int;
begin
  if p.state = 'voided' then perform kehu_priv.refuse('bad_state', 'state', p.state); end if;
  v_closed := kehu_priv.put_allocations(p_id, v_rows);
  return kehu_priv.payment_answer(p_id, v_closed, false);
end $$;

-- Takes all allocations back: the money becomes an advance again.
create function kehu.unallocate_payment(p_id bigint, p_version int) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare p kehu.payment := kehu_priv.lock_payment(p_id, p_version, '{}'); v_orders bigint[];
begin
  if p.state = 'voided' then perform kehu_priv.refuse('bad_state', 'state', p.state); end if;
  v_orders := array(select distinct order_id from kehu.payment_allocation where payment_id = p_id);
  -- What another desk has put onto its orders is that desk's; whoever has both, and the general manager, take all of it.
  if exists (select from kehu.payment_allocation where payment_id = p_id and not kehu_priv.at_desk(dept_id)) then perform kehu_priv.deny('not_yours', 'allocations'); end if;
  if p.kind = 'refund' and exists (select from kehu.payment_allocation a join kehu.instalment i on i.id = a.instalment_id
       where a.payment_id = p_id group by i.id having i.state <> 'open' or sum(a.amount) > i.outstanding) then perform kehu_priv.refuse('overpaid', 'allocations'); end if;
  if p.kind = 'receipt' and exists (select from kehu.payment_allocation a join kehu.instalment i on i.id = a.instalment_id
       where a.payment_id = p_id group by i.id having sum(a.amount) > i.received) then perform kehu_priv.refuse('has_allocations', 'allocations'); end if;  -- refunded meanwhile
  delete from kehu.payment_allocation where payment_id = p_id;
  perform kehu_priv.settle_orders(v_orders);
  return kehu_priv.payment_answer(p_id, 0, false);
end $$;

-- A recorded payment is voided by the desk, a confirmed one only by the general manager; its allocations are removed first.
create function kehu.void_payment(p_id bigint, p_version int, p_reason text) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare p kehu.payment := kehu_priv.lock_payment(p_id, p_version, '{}'); v_reason text := nullif(btrim(p_reason), '');
begin
  if p.state = 'voided' then perform kehu_priv.refuse('bad_state', 'state', p.state); end if;
  if p.state = 'confirmed' and not kehu.rules_all() then perform kehu_priv.deny('not_yours', 'state'); end if;
  if p.allocated > 0 then perform kehu_priv.refuse('has_allocations', 'allocations', p.allocated::text); end if;
  if v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
  if p.kind = 'receipt' and p.paid_out > 0 then perform kehu_priv.refuse('paid_out', 'state', p.paid_out::text); end if;
  -- The advance that the refund had returned is there again.
  update kehu.payment set paid_out = paid_out - p.paid_out where id = p.returns_id and p.paid_out > 0;
  update kehu.payment set state = 'voided', note = concat_ws(E'\n', note, v_reason) where id = p_id;
  return kehu_priv.payment_answer(p_id, 0, false);
end $$;

create function kehu.confirm_payment(p_id bigint, p_version int) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare p kehu.payment := kehu_priv.lock_payment(p_id, p_version, '{}');
begin
  if p.state <> 'recorded' then perform kehu_priv.refuse('bad_state', 'state', p.state); end if;
  update kehu.payment set state = 'confirmed' where id = p_id;
  return kehu_priv.payment_answer(p_id, 0, false);
end $$;

-- Gives up the rest of an instalment. It stays in the plan, is never a receipt (M8), and closes its todo.
create function kehu.write_off(p_instalment_id bigint, p_version int, p_reason text) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare i kehu.instalment; v_reason text := nullif(btrim(p_reason), '');
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  perform kehu_priv.lock_instalments(null, array[p_instalment_id]);
  select * into i from kehu.instalment where id = p_instalment_id;
  if i.id is null or not kehu_priv.at_desk(i.dept_id) then perform kehu_priv.deny('not_yours'); end if;
  if i.version is distinct from p_version then perform kehu_priv.stale(); end if;
  if not i.counted or i.outstanding = 0 then perform kehu_priv.refuse('bad_state', 'state', i.state); end if;
  if v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
  update kehu.instalment set state = 'written_off', note = concat_ws(E'\n', note, v_reason) where id = p_instalment_id;
  perform kehu_priv.settle_orders(array[i.order_id]);
  return (select jsonb_build_object('id', id, 'version', version, 'state', state, 'written_off', (amount - received)::text) from kehu.instalment where id = p_instalment_id);
end $$;

-- Oldest due first, over what this payer may pay and the caller may book; the named instalments before all others.
create function kehu.propose_allocation(p_payer_id bigint, p_amount numeric, p_instalment_ids bigint[] default null) returns table (instalment_id bigint, amount numeric)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  return query
    with open as (
      select i.id, i.due_on, i.outstanding::numeric as rest, i.id = any (coalesce(p_instalment_ids, '{}')) as named
        from kehu.instalment i join kehu.sales_order o on o.id = i.order_id join kehu.customer c on c.id = o.customer_id
       where i.counted and i.outstanding > 0 and p_payer_id in (o.customer_id, o.agency_id, o.bill_to_customer_id, c.parent_id)
         and (kehu.rules_all() or i.dept_id = any (kehu.desk_depts()))),
    filled as (
      select *, coalesce(sum(rest) over (order by named desc, due_on, id rows between unbounded preceding and 1 preceding), 0) as before from open)
    select f.id, least(f.rest, p_amount - f.before) from filled f where f.before < p_amount order by f.before, f.id;
end $$;

grant execute on function kehu.book_payment(jsonb), kehu.allocate_payment(bigint, int, jsonb), kehu.unallocate_payment(bigint, int), kehu.void_payment(bigint, int, text),
  kehu.confirm_payment(bigint, int), kehu.write_off(bigint, int, text), kehu.propose_allocation(bigint, numeric, bigint[]) to kehu_operator;

comment on function kehu.book_payment(jsonb) is 'Books a receipt or refund and allocates it; idempotent by creator and intent';
comment on function kehu.write_off(bigint, int, text) is 'Gives up the rest of an instalment';
comment on function kehu.propose_allocation(bigint, numeric, bigint[]) is 'The named instalments first, then the oldest due';

reset role;
