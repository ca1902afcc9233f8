-- Guarded moves of customers and contacts: transfer, status, delete.
-- A definer function runs outside row security, so it judges by the same arrays; absent and not yours are one error.
set local role kehu_owner;

-- What hangs on a customer is looked for under a lock that also those take who add to it, and that helps only if rows are seen that were
-- added meanwhile: an older snapshot, which a client may choose, would not show them.
create function kehu_priv.see_now() returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if current_setting('transaction_isolation') not in ('read committed', 'read uncommitted') then perform kehu_priv.refuse('bad_state', 'isolation'); end if;
end $$;

create function kehu.transfer_customer(p_ids bigint[], p_to int, p_reason text default null) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me int := kehu.me();
  v_all bool := kehu.rules_all();
  v_dept int := (select o.dept_id from kehu_priv.operator o where o.id = p_to);
  v_batch uuid := gen_random_uuid();
  v_mine int[];
  v_found int;
  v_moved int;
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  perform kehu_priv.see_now();
  -- A superior gives away what his people own; a salesperson never his own, a director does.
  v_mine := array(select r.report_id from kehu_priv.reach r where r.boss_id = v_me and r.writes
                    and (r.report_id <> v_me or kehu_priv.my_role() in ('sd', 'md')));
  -- Nobody is disabled while he is given something.
  perform from kehu_priv.operator o where o.id = p_to for share;
  perform from kehu.customer c where c.id = any (p_ids) order by c.id for update;
  select count(*) into v_found from kehu.customer c where c.id = any (p_ids) and c.deleted_at is null and (v_all or c.owner_id = any (v_mine));
  if v_found = 0 or v_found <> (select count(distinct i) from unnest(p_ids) i) then perform kehu_priv.deny('not_yours'); end if;
  if not kehu_priv.may_own(p_to) or not (v_all or p_to = any (kehu.writable_owners())) then
    perform kehu_priv.refuse('receiver_not_allowed', 'to');
  end if;
  insert into kehu_priv.owner_history (kind, record_id, from_operator_id, to_operator_id, from_dept_id, to_dept_id, reason, batch)
    select 'customer', c.id, c.owner_id, p_to, c.dept_id, v_dept, p_reason, v_batch
      from kehu.customer c where c.id = any (p_ids) and (c.owner_id, c.dept_id) is distinct from (p_to, v_dept);
  update kehu.customer c set owner_id = p_to, dept_id = v_dept
   where c.id = any (p_ids) and (c.owner_id, c.dept_id) is distinct from (p_to, v_dept);
  get diagnostics v_moved = row_count;
  return v_moved;
end $$;

-- Answers the new version. To archive needs a reason and no order under way.
create function kehu.set_customer_status(p_id bigint, p_version int, p_status text, p_reason text default null) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare c kehu.customer;
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  select * into c from kehu.customer x where x.id = p_id and x.deleted_at is null for update;
  if c.id is null or not kehu_priv.writes_customer(p_id) then perform kehu_priv.deny('not_yours'); end if;
  if c.version is distinct from p_version then perform kehu_priv.stale(); end if;
  if p_status is null or p_status not in ('active', 'normal', 'archived') then perform kehu_priv.refuse('bad_state', 'status'); end if;
  if p_status = 'archived' then
    perform kehu_priv.see_now();
    if coalesce(btrim(p_reason), '') = '' then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
    if exists (select from kehu.sales_order o where p_id in (o.customer_id, o.agency_id, o.bill_to_customer_id) and o.deleted_at is null
               and o.state in ('draft', 'requested', 'confirmed', 'executing', 'suspended')) then perform kehu_priv.refuse('has_orders', 'status'); end if;
  end if;
  update kehu.customer_card k set archive_reason = case when p_status = 'archived' then btrim(p_reason) end, updated_at = now() where k.customer_id = p_id;
  update kehu.customer x set status = p_status where x.id = p_id returning x.version into c.version;
  return c.version;
end $$;

-- The general manager, or the owner who is also the first owner: what has changed hands is archived, not deleted.
create function kehu.delete_customer(p_id bigint, p_version int) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare c kehu.customer; v_me int := kehu.me();
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  select * into c from kehu.customer x where x.id = p_id and x.deleted_at is null for update;
  if c.id is null or not (kehu.rules_all() or (c.owner_id = v_me and c.first_owner_id = v_me)) then perform kehu_priv.deny('not_yours'); end if;
  if c.version is distinct from p_version then perform kehu_priv.stale(); end if;
  perform kehu_priv.see_now();
  if exists (select from kehu.sales_order o where p_id in (o.customer_id, o.agency_id, o.bill_to_customer_id) and o.deleted_at is null)
    or exists (select from kehu.payment p where p.payer_id = p_id) then perform kehu_priv.refuse('has_orders'); end if;
  update kehu.customer_card k set deleted_at = now() where k.customer_id = p_id;
  update kehu.contact k set deleted_at = now() where k.customer_id = p_id and k.deleted_at is null;
  update kehu.invoice_title k set deleted_at = now() where k.customer_id = p_id and k.deleted_at is null;
  update kehu.activity a set deleted_at = now() where a.customer_id = p_id and a.deleted_at is null and a.state in ('planned', 'in_progress');
  update kehu.customer x set deleted_at = now() where x.id = p_id;
end $$;

create function kehu.delete_contact(p_id bigint, p_version int) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare k kehu.contact; c kehu.customer; v_me int := kehu.me();
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  select * into k from kehu.contact x where x.id = p_id and x.deleted_at is null for update;
  select * into c from kehu.customer x where x.id = k.customer_id;
  if k.id is null or not (kehu.rules_all() or (c.owner_id = v_me and c.first_owner_id = v_me)) then perform kehu_priv.deny('not_yours'); end if;
  if k.version is distinct from p_version then perform kehu_priv.stale(); end if;
  update kehu.contact x set deleted_at = now() where x.id = p_id;
end $$;

create function kehu.delete_invoice_title(p_id bigint, p_version int) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare t kehu.invoice_title;
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  select * into t from kehu.invoice_title x where x.id = p_id and x.deleted_at is null for update;
  if t.id is null or not kehu.rules_all() then perform kehu_priv.deny('not_yours'); end if;
  if t.version is distinct from p_version then perform kehu_priv.stale(); end if;
  update kehu.invoice_title x set deleted_at = now() where x.id = p_id;
end $$;

grant execute on function kehu.transfer_customer(bigint[], int, text), kehu.set_customer_status(bigint, int, text, text),
  kehu.delete_customer(bigint, int), kehu.delete_contact(bigint, int), kehu.delete_invoice_title(bigint, int) to kehu_operator;

reset role;
