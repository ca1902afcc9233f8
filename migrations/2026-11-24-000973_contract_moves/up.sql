-- Contracts made, changed and moved; orders that name one. Lock order: customer, order, then the contract.
set local role kehu_owner;

create function kehu_priv.sees_contract(p_id bigint) returns bool
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from kehu.contract c where c.id = p_id and c.deleted_at is null
    and (kehu.sees_all() or c.owner_id = any (kehu.readable_owners()) or c.dept_id = any (kehu.order_depts())
         or c.customer_id = any (kehu.shared_ids('customer', false)) or c.dept_id = any (kehu.lent_depts(false))));
end $$;

-- Who approves: the general manager, a superior what his people own, a sales director his own too; a salesperson never his own.
create function kehu_priv.approves(p_owner int) returns bool language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return kehu.rules_all() or p_owner = any (kehu.writable_owners()) and (p_owner <> kehu.me() or kehu_priv.my_role() = 'sd');
end $$;

create function kehu_priv.contract_answer(p_id bigint, p_existed bool) returns jsonb language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('id', id, 'code', code, 'version', version, 'state', state, 'existed', p_existed) from kehu.contract where id = p_id
$$;

-- Locks one contract behind its customer. Absent and not within the desk, the owner's line or the general manager's reach: one error.
create function kehu_priv.lock_contract(p_id bigint, p_version int) returns kehu.contract language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare c kehu.contract;
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  perform from kehu.customer where id = (select customer_id from kehu.contract where id = p_id) for share;
  select * into c from kehu.contract where id = p_id and deleted_at is null for no key update;
  if c.id is null or not (kehu_priv.at_desk(c.dept_id) or c.owner_id = any (kehu.writable_owners())) then perform kehu_priv.deny('not_yours'); end if;
  if c.version is distinct from p_version then perform kehu_priv.stale(); end if;
  return c;
end $$;

-- p holds intent, or id and version, and the fields to set: customer_id (new only), kind, amount, start_on, end_on, our_signer, their_signer, file_ref, note.
-- What is not named stays. Once handed in for review only the note and the place of the text change.
create function kehu.save_contract(p jsonb) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me int := kehu.me(); v_id bigint := kehu_priv.given_id(p, 'id'); v_customer bigint := kehu_priv.given_id(p, 'customer_id');
  v_intent uuid; v_kind text := p ->> 'kind'; c kehu.contract; k kehu.customer;
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  if p ? 'kind' and (v_kind is null or v_kind not in ('direct', 'agency', 'framework')) then perform kehu_priv.refuse('bad_value', 'kind'); end if;
  if v_id is null then
    v_intent := kehu_priv.given_uuid(p, 'intent');
    select * into c from kehu.contract where created_by = v_me and intent = v_intent;
    if c.id is not null then
      if not kehu_priv.sees_contract(c.id) then perform kehu_priv.deny('not_yours'); end if;
      return kehu_priv.contract_answer(c.id, true);
    end if;
    select * into k from kehu.customer where id = v_customer and deleted_at is null for share;
    if k.id is null or not (kehu_priv.at_desk(k.dept_id) or k.owner_id = v_me) then perform kehu_priv.deny('not_yours', 'customer'); end if;
    if k.status = 'archived' then perform kehu_priv.refuse('archived', 'customer'); end if;
    if kehu_priv.given_date(p, 'end_on') < kehu_priv.given_date(p, 'start_on') then perform kehu_priv.refuse('bad_date', 'end_on'); end if;
    v_id := nextval(pg_get_serial_sequence('kehu.contract', 'id'));
    insert into kehu.contract (id, intent, code, customer_id, kind, amount, start_on, end_on, our_signer, their_signer, file_ref, note, created_by)
      overriding system value
      values (v_id, v_intent, 'CT-' || lpad(v_id::text, greatest(5, length(v_id::text)), '0'), v_customer, coalesce(v_kind, 'direct'), kehu_priv.given_money(p, 'amount'),
              kehu_priv.given_date(p, 'start_on'), kehu_priv.given_date(p, 'end_on'), nullif(btrim(p ->> 'our_signer'), ''),
              nullif(btrim(p ->> 'their_signer'), ''), nullif(btrim(p ->> 'file_ref'), ''), nullif(btrim(p ->> 'note'), ''), v_me)
      on conflict on constraint contract_intent_once do nothing returning id into v_id;
    if v_id is null then  -- the same save, sent twice at once
      return kehu_priv.contract_answer((select id from kehu.contract where created_by = v_me and intent = v_intent), true);
    end if;
    return kehu_priv.contract_answer(v_id, false);
  end if;
  c := kehu_priv.lock_contract(v_id, least(kehu_priv.given_id(p, 'version'), 2147483647)::int);
  if c.state <> 'draft' and p ?| array['kind', 'amount', 'start_on', 'end_on', 'our_signer', 'their_signer'] then perform kehu_priv.refuse('bad_state', 'state', c.state); end if;
  if p ? 'kind' then c.kind := v_kind; end if;
  if p ? 'amount' then c.amount := kehu_priv.given_money(p, 'amount'); end if;
  if p ? 'start_on' then c.start_on := kehu_priv.given_date(p, 'start_on'); end if;
  if p ? 'end_on' then c.end_on := kehu_priv.given_date(p, 'end_on'); end if;
  if p ? 'our_signer' then c.our_signer := nullif(btrim(p ->> 'our_signer'), ''); end if;
  if p ? 'their_signer' then c.their_signer := nullif(btrim(p ->> 'their_signer'), ''); end if;
  if p ? 'file_ref' then c.file_ref := nullif(btrim(p ->> 'file_ref'), ''); end if;
  if p ? 'note' then c.note := nullif(btrim(p ->> 'note'), ''); end if;
  if c.end_on < c.start_on then perform kehu_priv.refuse('bad_date', 'end_on'); end if;
  update kehu.contract set kind = c.kind, amount = c.amount, start_on = c.start_on, end_on = c.end_on, our_signer = c.our_signer, their_signer = c.their_signer,
         file_ref = c.file_ref, note = c.note where id = v_id;
  return kehu_priv.contract_answer(v_id, false);
end $$;

-- draft -> in_review -> signed -> in_force -> completed; back to draft from review; void before it bound anybody, terminated after.
-- p holds signed_on, our_signer, their_signer for a signature, and the reason where one is needed.
create function kehu.move_contract(p_id bigint, p_version int, p_to text, p jsonb default '{}') returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c kehu.contract := kehu_priv.lock_contract(p_id, p_version);
  v_approves bool := kehu_priv.approves(c.owner_id);
  v_reason text := nullif(btrim(p ->> 'reason'), '');
  v_signed date;
begin
  if (c.state, p_to) in (('draft', 'in_review'), ('in_review', 'draft')) then
    update kehu.contract set state = p_to, state_reason = v_reason where id = p_id;
  elsif p_to = 'signed' and c.state in ('draft', 'in_review') then
    if not v_approves then perform kehu_priv.deny('not_yours', 'state'); end if;
    v_signed := coalesce(kehu_priv.given_date(p, 'signed_on'), kehu.today());
    if v_signed > kehu.today() then perform kehu_priv.refuse('bad_date', 'signed_on'); end if;
    update kehu.contract set state = 'signed', state_reason = null, signed_on = v_signed, start_on = coalesce(start_on, v_signed),
           our_signer = coalesce(nullif(btrim(p ->> 'our_signer'), ''), our_signer), their_signer = coalesce(nullif(btrim(p ->> 'their_signer'), ''), their_signer)
     where id = p_id;
  elsif (c.state, p_to) = ('signed', 'in_force') then
    if c.start_on > kehu.today() then perform kehu_priv.refuse('bad_date', 'start_on', c.start_on::text); end if;
    update kehu.contract set state = 'in_force' where id = p_id;
  elsif (c.state, p_to) = ('in_force', 'completed') then
    update kehu.contract set state = 'completed' where id = p_id;
  elsif p_to = 'void' and c.state in ('draft', 'in_review', 'signed') then
    if c.state = 'signed' and not v_approves then perform kehu_priv.deny('not_yours', 'state'); end if;
    if v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
    perform kehu_priv.see_now();
    if c.state = 'signed' and exists (select from kehu.sales_order where contract_id = p_id and deleted_at is null and kehu_priv.is_counted(state)) then
      perform kehu_priv.refuse('has_orders', 'state'); end if;
    update kehu.contract set state = 'void', state_reason = v_reason where id = p_id;
  elsif p_to = 'terminated' and c.state in ('signed', 'in_force') then
    if not v_approves then perform kehu_priv.deny('not_yours', 'state'); end if;
    if v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
    update kehu.contract set state = 'terminated', state_reason = v_reason where id = p_id;
  else
    perform kehu_priv.refuse('bad_state', 'state', c.state);
  end if;
  return kehu_priv.contract_answer(p_id, false);
end $$;

-- A draft only, by the general manager or by who made it and has it still (D15).
create function kehu.delete_contract(p_id bigint, p_version int) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare c kehu.contract; v_me int := kehu.me();
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  select * into c from kehu.contract where id = p_id and deleted_at is null for no key update;
  if c.id is null or not (kehu.rules_all() or (c.owner_id = v_me and c.created_by = v_me)) then perform kehu_priv.deny('not_yours'); end if;
  if c.version is distinct from p_version then perform kehu_priv.stale(); end if;
  if c.state <> 'draft' then perform kehu_priv.refuse('bad_state', 'state', c.state); end if;
  perform kehu_priv.see_now();
  if exists (select from kehu.sales_order where contract_id = p_id and deleted_at is null) then perform kehu_priv.refuse('has_orders', 'contract'); end if;
  update kehu.contract set deleted_at = now() where id = p_id;
end $$;

-- Names the contract of an order, or none. Before confirmation the owner's line and the desk do it, afterwards the desk.
create function kehu.link_contract(p_order_id bigint, p_version int, p_contract_id bigint) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare o kehu.sales_order := kehu_priv.lock_order(p_order_id, p_version);
begin
  if kehu_priv.is_counted(o.state) and not kehu_priv.at_desk(o.dept_id) then perform kehu_priv.deny('not_yours', 'contract'); end if;
  if o.state = 'cancelled' then perform kehu_priv.refuse('bad_state', 'state', o.state); end if;
  perform kehu_priv.fits_contract(p_contract_id, o.customer_id, o.agency_id);
  if kehu_priv.is_counted(o.state) and (select needs_contract from kehu.customer where id = o.customer_id) then
    perform kehu_priv.bound_by(p_contract_id, o.signed_on); end if;
  update kehu.order_card set saved_intent = null where order_id = p_order_id;
  update kehu.sales_order set contract_id = p_contract_id where id = p_order_id and contract_id is distinct from p_contract_id;
  return kehu_priv.order_answer(p_order_id, false);
end $$;

grant execute on function kehu.save_contract(jsonb), kehu.move_contract(bigint, int, text, jsonb), kehu.delete_contract(bigint, int),
  kehu.link_contract(bigint, int, bigint) to kehu_operator;
comment on function kehu.save_contract(jsonb) is 'Makes a contract, idempotent by creator and intent, or changes one that is still a draft';
comment on function kehu.move_contract(bigint, int, text, jsonb) is 'Moves a contract to another state; signing and ending it is a superior''s';
comment on function kehu.link_contract(bigint, int, bigint) is 'Names the contract that an order is part of, of its customer or agency';

reset role;
