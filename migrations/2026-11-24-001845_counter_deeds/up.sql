-- The other way round: what a deed of the last thirty days did is taken back by a deed of its own, each with its guards. Who took a step takes it back, as
-- long as he may take that step and nothing has followed from it; money only by its counter-entry.
set local role kehu_owner;

-- What the caller himself did last to this column of a record: what it was. Nothing, if he was not the last.
create function kehu_priv.was_before(p_kind text, p_id bigint, p_column text) returns jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare a kehu_priv.audit;
begin
  select * into a from kehu_priv.audit x where x.kind = p_kind and x.record_id = p_id and x.action = 'update' and x.new ? p_column order by x.id desc limit 1;
  if a.id is null or a.who <> session_user or a.at < now() - interval '30 days' then return null; end if;
  return a.old -> p_column;
end $$;

-- Takes "deleted" back, with what went at the same time; never for somebody else, and not where another has the name meanwhile (a constraint says so).
create function kehu.restore_record(p_kind text, p_id bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_at timestamptz; v_customer bigint; v_me int := kehu.me();
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  perform kehu_priv.see_now();
  if p_kind is null or p_kind not in ('customer', 'contact', 'invoice_title', 'activity', 'contract', 'comment', 'lead', 'opportunity') then perform kehu_priv.deny('not_yours'); end if;
  -- Customers before what hangs on them.
  if p_kind = 'customer' then v_customer := p_id;
  else execute format('select t.customer_id from kehu.%I t where t.id = $1', p_kind) into v_customer using p_id; end if;
  perform from kehu.customer c where c.id = v_customer for update;
  execute format('select t.deleted_at from kehu.%I t where t.id = $1 for update', p_kind) into v_at using p_id;
  if v_at is null or kehu_priv.was_before(p_kind, p_id, 'deleted_at') is distinct from 'null'::jsonb then perform kehu_priv.deny('not_yours'); end if;
  if p_kind <> 'customer' and v_customer is not null and exists (select from kehu.customer c where c.id = v_customer and c.deleted_at is not null) then
    perform kehu_priv.refuse('customer_gone'); end if;
  -- Who went into another record comes back by undoing the merge.
  if exists (select from kehu.dup_candidate d where d.state = 'merged' and case p_kind when 'customer' then d.first_contact_id is null and p_id in (d.first_id, d.second_id)
      when 'contact' then p_id in (d.first_contact_id, d.second_contact_id) end) then perform kehu_priv.refuse('bad_state', 'state'); end if;
  if p_kind <> 'customer' then
    execute format('update kehu.%I t set deleted_at = null where t.id = $1', p_kind) using p_id;
    if p_kind = 'lead' then
      update kehu.activity a set deleted_at = null where a.lead_id = p_id and a.deleted_at = v_at;
    elsif p_kind = 'opportunity' then
      update kehu.activity a set deleted_at = null from kehu.pursuit p where p.opportunity_id = p_id and a.id = p.activity_id and a.deleted_at = v_at;
      update kehu.quote q set deleted_at = null where q.opportunity_id = p_id and q.deleted_at = v_at;
      update kehu.quote_line l set deleted_at = null where l.opportunity_id = p_id and l.deleted_at = v_at;
    end if;
    return;
  end if;
  update kehu.customer c set deleted_at = null where c.id = p_id;
  update kehu.customer_card k set deleted_at = null where k.customer_id = p_id;
  update kehu.contact k set deleted_at = null where k.customer_id = p_id and k.deleted_at = v_at;
  update kehu.invoice_title t set deleted_at = null where t.customer_id = p_id and t.deleted_at = v_at;
  update kehu.activity a set deleted_at = null where a.customer_id = p_id and a.deleted_at = v_at;
  update kehu.contract t set deleted_at = null where t.customer_id = p_id and t.deleted_at = v_at;
end $$;

-- A cancelled order is again what it was; a confirmed one by the guards of confirmation, as on its first day.
create function kehu.restore_order(p_id bigint, p_version int) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  o kehu.sales_order := kehu_priv.lock_order(p_id, p_version);
  v_was text := kehu_priv.was_before('order', p_id, 'state') #>> '{}'; v_deed bigint;
begin
  if v_was is null or v_was not in ('draft', 'requested', 'confirmed') then perform kehu_priv.deny('not_yours', 'state'); end if;
  if o.state <> 'cancelled' then perform kehu_priv.refuse('bad_state', 'state', o.state); end if;
  if v_was = 'confirmed' and not (kehu_priv.at_desk(o.dept_id) or kehu_priv.may_approve(o.owner_id)) then perform kehu_priv.deny('not_yours', 'state'); end if;
  if exists (select from kehu.customer c where c.id = o.customer_id and c.status = 'archived') then perform kehu_priv.refuse('archived', 'customer'); end if;
  select a.txid into v_deed from kehu_priv.audit a where a.kind = 'order' and a.record_id = p_id and a.new ->> 'state' = 'cancelled' order by a.id desc limit 1;
  update kehu.sales_order set state = case when v_was = 'requested' then 'requested' else 'draft' end, amending = v_was = 'confirmed' where id = p_id;
  update kehu.instalment i set state = 'open' from kehu_priv.audit a
   where i.order_id = p_id and i.state = 'cancelled' and a.txid = v_deed and a.kind = 'instalment' and a.record_id = i.id and a.new ->> 'state' = 'cancelled' and a.old ->> 'state' = 'open';
  update kehu.insertion n set state = a.old ->> 'state' from kehu_priv.audit a
   where n.order_id = p_id and n.state = 'cancelled' and a.txid = v_deed and a.kind = 'insertion' and a.record_id = n.id and a.new ->> 'state' = 'cancelled';
  update kehu.order_card k set saved_intent = null, state_reason = case when a.old ? 'state_reason' then a.old ->> 'state_reason' else k.state_reason end
    from (select 1) one left join kehu_priv.audit a on a.txid = v_deed and a.kind = 'order' and a.record_id = p_id and a.new ? 'state_reason' where k.order_id = p_id;
  if v_was = 'confirmed' then
    perform kehu_priv.confirm_order(p_id);
    perform kehu_priv.settle_orders(array[p_id]);
  end if;
  return kehu_priv.order_answer(p_id, false);
end $$;

-- One state back, by who brought it forward and may do so still. A signature is taken back only while no order counts on it.
create function kehu.contract_back(p_id bigint, p_version int) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare c kehu.contract := kehu_priv.lock_contract(p_id, p_version); v_was text := kehu_priv.was_before('contract', p_id, 'state') #>> '{}'; a kehu_priv.audit;
begin
  if v_was is null then perform kehu_priv.deny('not_yours', 'state'); end if;
  if (c.state in ('signed', 'terminated') or (c.state, v_was) = ('void', 'signed')) and not kehu_priv.approves(c.owner_id) then perform kehu_priv.deny('not_yours', 'state'); end if;
  perform kehu_priv.see_now();
  if c.state = 'signed' and exists (select from kehu.sales_order s where s.contract_id = p_id and s.deleted_at is null and kehu_priv.is_counted(s.state)) then
    perform kehu_priv.refuse('has_orders', 'state'); end if;
  select * into a from kehu_priv.audit x where x.kind = 'contract' and x.record_id = p_id and x.action = 'update' and x.new ? 'state' order by x.id desc limit 1;
  update kehu.contract k set state = v_was, state_reason = case when a.old ? 'state_reason' then a.old ->> 'state_reason' else k.state_reason end,
         signed_on = case when a.old ? 'signed_on' then (a.old ->> 'signed_on')::date else k.signed_on end,
         start_on = case when a.old ? 'start_on' then (a.old ->> 'start_on')::date else k.start_on end,
         our_signer = case when a.old ? 'our_signer' then a.old ->> 'our_signer' else k.our_signer end,
         their_signer = case when a.old ? 'their_signer' then a.old ->> 'their_signer' else k.their_signer end
   where k.id = p_id;
  return kehu_priv.contract_answer(p_id, false);
end $$;

-- Delivered was wrong, or withdrawn too soon. An issued invoice is taken back by a red one, which is its counter-entry, and a red one by nothing.
create function kehu.invoice_back(p_id bigint, p_version int) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  i kehu.invoice := kehu_priv.lock_invoice(p_id, p_version, (select x.state = 'void' from kehu.invoice x where x.id = p_id));
  v_was text := kehu_priv.was_before('invoice', p_id, 'state') #>> '{}'; v_rest numeric;
begin
  if v_was is null then perform kehu_priv.deny('not_yours', 'state'); end if;
  if (v_was, i.state) = ('issued', 'delivered') then update kehu.invoice set state = 'issued', received_by_customer_on = null where id = p_id;
  elsif (v_was, i.state) = ('requested', 'void') then
    select o.net_amount - o.invoiced into v_rest from kehu.sales_order o where o.id = i.order_id and kehu_priv.is_counted(o.state);
    if v_rest is null then perform kehu_priv.refuse('bad_state', 'order'); end if;
    if i.amount > v_rest then perform kehu_priv.refuse('over_invoiced', 'amount', v_rest::text); end if;
    update kehu.invoice set state = 'requested', state_reason = null where id = p_id;
  else perform kehu_priv.refuse('bad_state', 'state', i.state); end if;
  return kehu_priv.invoice_answer(p_id, false);
end $$;

-- What was given up is asked for again: it was never a receipt.
create function kehu.ask_again(p_instalment_id bigint, p_version int) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare i kehu.instalment; o kehu.sales_order; v_note jsonb;
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  perform kehu_priv.lock_instalments(null, array[p_instalment_id]);
  select * into i from kehu.instalment where id = p_instalment_id;
  if i.id is null or not kehu_priv.at_desk(i.dept_id) or kehu_priv.was_before('instalment', p_instalment_id, 'state') #>> '{}' is distinct from 'open' then perform kehu_priv.deny('not_yours'); end if;
  if i.version is distinct from p_version then perform kehu_priv.stale(); end if;
  select * into o from kehu.sales_order where id = i.order_id;
  if i.state <> 'written_off' then perform kehu_priv.refuse('bad_state', 'state', i.state); end if;
  if o.state not in ('confirmed', 'executing', 'suspended', 'completed') then perform kehu_priv.refuse('bad_state', 'order', o.state); end if;
  v_note := kehu_priv.was_before('instalment', p_instalment_id, 'note');
  update kehu.instalment set state = 'open', note = case when v_note is null then note else v_note #>> '{}' end where id = p_instalment_id;
  perform kehu_priv.settle_orders(array[i.order_id]);
  return (select jsonb_build_object('id', x.id, 'version', x.version, 'state', x.state) from kehu.instalment x where x.id = p_instalment_id);
end $$;

-- Finance had not seen it after all.
create function kehu.unconfirm_payment(p_id bigint, p_version int) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare p kehu.payment := kehu_priv.lock_payment(p_id, p_version, '{}');
begin
  if kehu_priv.was_before('payment', p_id, 'state') #>> '{}' is distinct from 'recorded' then perform kehu_priv.deny('not_yours', 'state'); end if;
  if p.state <> 'confirmed' then perform kehu_priv.refuse('bad_state', 'state', p.state); end if;
  update kehu.payment set state = 'recorded' where id = p_id;
  return kehu_priv.payment_answer(p_id, 0, false);
end $$;

-- The material is not there, or it was not missed, as long as it was not repeated or paid less.
create function kehu.insertion_back(p_id bigint, p_version int) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare i kehu.insertion := kehu_priv.lock_insertion(p_id, p_version); v_was text := kehu_priv.was_before('insertion', p_id, 'state') #>> '{}'; v_order text; v_note jsonb;
begin
  if v_was is null then perform kehu_priv.deny('not_yours', 'state'); end if;
  select o.state into v_order from kehu.sales_order o where o.id = i.order_id;
  if v_order not in ('confirmed', 'executing') then perform kehu_priv.refuse('bad_state', 'order', v_order); end if;
  if (v_was, i.state) not in (('booked', 'material_in'), ('booked', 'missed'), ('material_in', 'missed')) or i.makegood_of_id is not null
    or exists (select from kehu.insertion m where m.makegood_of_id = p_id and m.state <> 'cancelled') then perform kehu_priv.refuse('bad_state', 'state', i.state); end if;
  v_note := kehu_priv.was_before('insertion', p_id, 'note');
  update kehu.insertion set state = v_was, note = case when v_note is null then note else v_note #>> '{}' end, marked_by = kehu.me(), marked_at = now() where id = p_id;
  perform kehu_priv.settle_orders(array[i.order_id]);
  return kehu_priv.insertion_answer(p_id);
end $$;

-- The document that a draft was before a deed replaced it, as a form would send it: what was deleted tells all of it.
create function kehu.former_document(p_rows jsonb, p_order bigint) returns jsonb language sql stable set search_path = pg_catalog, pg_temp as $$
  with gone as (select r ->> 'kind' as kind, r -> 'old' as doc from jsonb_array_elements(p_rows) r where r ->> 'action' = 'delete' and (r -> 'old' ->> 'order_id')::bigint = p_order),
  lines as (select doc, row_number() over (order by (doc ->> 'seq')::int) - 1 as at from gone where kind = 'line'),
  insertions as (select i.doc, l.at as line, row_number() over (partition by l.at order by (i.doc ->> 'seq')::int) - 1 as at
                   from gone i join lines l on l.doc -> 'id' = i.doc -> 'order_line_id' where i.kind = 'insertion'),
  head as (select to_jsonb(k) || to_jsonb(o) || coalesce((select jsonb_object_agg(e.key, e.value) from jsonb_array_elements(p_rows) r, jsonb_each(r -> 'old') e
                                                           where r ->> 'kind' = 'order' and (r ->> 'record_id')::bigint = p_order), '{}') as doc
             from kehu.sales_order o join kehu.order_card k on k.order_id = o.id where o.id = p_order)
  select jsonb_build_object('id', p_order, 'intent', gen_random_uuid(), 'version', (select version from kehu.sales_order where id = p_order),
    'state', case when doc ->> 'state' = 'requested' then 'requested' else 'draft' end, 'customer_id', doc -> 'customer_id', 'salesperson_id', doc -> 'salesperson_id',
    'agency_id', doc -> 'agency_id', 'bill_to', doc -> 'bill_to', 'bill_to_customer_id', doc -> 'bill_to_customer_id', 'commission_rate', doc -> 'commission_rate',
    'tax_rate', doc -> 'tax_rate', 'invoice_title_id', doc -> 'invoice_title_id', 'contract_id', doc -> 'contract_id', 'signed_on', doc -> 'signed_on',
    'plan_text', doc -> 'plan_text', 'pay_note', doc -> 'pay_note', 'note', doc -> 'note',
    'lines', (select coalesce(jsonb_agg(jsonb_build_object('publication_id', l.doc -> 'publication_id', 'position_id', l.doc -> 'position_id', 'size', l.doc -> 'size', 'colour', l.doc -> 'colour',
                'list_price', l.doc ->> 'list_price', 'discount', l.doc ->> 'discount', 'surcharge_kind', l.doc -> 'surcharge_kind', 'issues', l.doc -> 'issues',
                'insertions', (select coalesce(jsonb_agg(jsonb_build_object('issue_id', i.doc -> 'issue_id', 'amount', i.doc ->> 'amount') order by i.at), '[]') from insertions i where i.line = l.at)) order by l.at), '[]') from lines l),
    'instalments', (select coalesce(jsonb_agg(jsonb_build_object('due_on', p.doc -> 'due_on', 'amount', p.doc ->> 'amount',
                'insertion', (select jsonb_build_array(i.line, i.at) from insertions i where i.doc -> 'id' = p.doc -> 'insertion_id')) order by (p.doc ->> 'seq')::int), '[]')
                from gone p where p.kind = 'instalment' and p.doc ->> 'state' = 'open'))
    from head
$$;

-- The plan that was before a deed replaced it, of what is still asked for: rows for kehu.replan_order.
create function kehu.former_plan(p_rows jsonb, p_order bigint) returns jsonb language sql stable set search_path = pg_catalog, pg_temp as $$
  with told as (select (r ->> 'record_id')::bigint as id, r ->> 'action' as action, r -> 'old' as was from jsonb_array_elements(p_rows) r where r ->> 'kind' = 'instalment'),
  now as (select i.id, i.received::numeric as received, coalesce((t.was ->> 'amount')::numeric, i.amount) as amount, coalesce((t.was ->> 'due_on')::date, i.due_on) as due_on,
                 coalesce(t.was ->> 'state', i.state) as state, i.outstanding > 0 as open, i.insertion_id
            from kehu.instalment i left join told t on t.id = i.id where i.order_id = p_order and t.action is distinct from 'insert')
  select coalesce(jsonb_agg(x.row order by x.due_on, x.id), '[]') from (
    select n.due_on, n.id, jsonb_strip_nulls(jsonb_build_object('id', case when n.open then n.id end, 'due_on', n.due_on, 'amount', (n.amount - n.received)::text, 'insertion_id', n.insertion_id)) as row
      from now n where n.state = 'open' and n.amount > n.received
    union all
    select (t.was ->> 'due_on')::date, t.id, jsonb_strip_nulls(jsonb_build_object('due_on', t.was -> 'due_on', 'amount', t.was ->> 'amount',
             'insertion_id', (select i.id from kehu.insertion i where i.id = (t.was ->> 'insertion_id')::bigint)))
      from told t where t.action = 'delete' and (t.was ->> 'order_id')::bigint = p_order and t.was ->> 'state' = 'open') x
$$;

-- Takes one of one's own deeds back by the deeds that go the other way, as the caller himself: all of it or nothing. The number of records.
create function kehu.counter_deed(p_deed bigint, p_reason text) returns int language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v jsonb := (select coalesce(jsonb_agg(to_jsonb(d) order by d.kind, d.record_id), '[]') from kehu.deed(p_deed) d);
  r record; v_n int := 0; v_was text; v_is text; v_doc bool; v_because jsonb := jsonb_build_object('reason', p_reason); v_kinds text[];
begin
  v_kinds := array(select distinct x ->> 'kind' from jsonb_array_elements(v) x);
  -- What somebody did to the same since is not swept away.
  for r in select x ->> 'since_who' as who, x ->> 'since_what' as what, (x ->> 'since_at')::timestamptz as at from jsonb_array_elements(v) x
            where x ->> 'since_who' is not null and (x ->> 'kind' <> 'customer' or v_kinds = array['customer']) loop
    raise exception 'refused: changed_since' using errcode = 'P0001', constraint = 'kehu:changed_since',
      detail = concat_ws(', ', r.who, r.what, to_char(r.at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI'));
  end loop;

  -- Lent to a colleague.
  for r in select x ->> 'kind' as kind, (x ->> 'record_id')::bigint as id, x ->> 'action' as action, x -> 'old' as was, x -> 'new' as now from jsonb_array_elements(v) x
            where x ->> 'kind' in ('customer', 'opportunity', 'lead') and (x -> 'old' ? 'operator_id' or x -> 'new' ? 'operator_id') loop
    if r.action = 'insert' then perform kehu.unshare(r.kind, r.id, (r.now ->> 'operator_id')::int);
    else
      perform kehu.share(r.kind, r.id, coalesce(r.was ->> 'operator_id', r.now ->> 'operator_id')::int, coalesce(r.was ->> 'access', s.access),
        case when r.was ? 'expires_on' then (r.was ->> 'expires_on')::date else s.expires_on end, case when r.was ? 'reason' then r.was ->> 'reason' else s.reason end)
        from (select 1) one left join kehu.shares(r.kind, r.id) s on s.operator_id = coalesce(r.was ->> 'operator_id', r.now ->> 'operator_id')::int;
    end if;
    v_n := v_n + 1;
  end loop;

  -- Deleted. What went with a customer, an opportunity or a lead comes with it.
  for r in select x ->> 'kind' as kind, (x ->> 'record_id')::bigint as id from jsonb_array_elements(v) x
            where x -> 'new' ->> 'deleted_at' is not null and x ->> 'action' = 'update'
              and (x ->> 'kind' = 'customer' or not exists (select from jsonb_array_elements(v) c where c -> 'new' ->> 'deleted_at' is not null
                and (c ->> 'kind' = 'customer' or c ->> 'kind' in ('lead', 'opportunity') and x ->> 'kind' not in ('lead', 'opportunity')))) loop
    perform kehu.restore_record(r.kind, r.id);
    v_n := v_n + 1;
  end loop;

  for r in select p.*, x -> 'old' ->> 'state' as was, x -> 'new' ->> 'state' as is_now, x -> 'old' as held from jsonb_array_elements(v) x join kehu.payment p on p.id = (x ->> 'record_id')::bigint
            where x ->> 'kind' = 'payment' and x ->> 'action' = 'update' and x -> 'new' ? 'state' loop
    case r.is_now
      when 'confirmed' then perform kehu.unconfirm_payment(r.id, r.version);
      when 'recorded' then perform kehu.confirm_payment(r.id, r.version);
      else
        if r.returns_id is not null then raise exception 'refused: not_undoable' using errcode = 'P0001', constraint = 'kehu:not_undoable'; end if;
        perform kehu.book_payment(jsonb_build_object('intent', gen_random_uuid(), 'payer_id', r.payer_id, 'kind', r.kind, 'received_on', r.received_on, 'amount', r.amount::text, 'method', r.method,
          'bank_ref', r.bank_ref, 'note', concat_ws(E'\n', nullif(r.held ->> 'note', ''), r.code || ': ' || p_reason),
          'allocations', (select coalesce(jsonb_agg(jsonb_build_object('instalment_id', a -> 'old' -> 'instalment_id', 'amount', a -> 'old' ->> 'amount')), '[]') from jsonb_array_elements(v) a
                           where a ->> 'kind' = 'allocation' and a ->> 'action' = 'delete' and (a -> 'old' ->> 'payment_id')::bigint = r.id)));
    end case;
    v_n := v_n + 1;
  end loop;
  -- Allocations that were taken back, of a payment that stands.
  for r in select p.id, p.version, jsonb_agg(jsonb_build_object('instalment_id', a -> 'old' -> 'instalment_id', 'amount', a -> 'old' ->> 'amount')) as rows
             from jsonb_array_elements(v) a join kehu.payment p on p.id = (a -> 'old' ->> 'payment_id')::bigint
            where a ->> 'kind' = 'allocation' and a ->> 'action' = 'delete' and p.state <> 'voided' group by p.id, p.version loop
    perform kehu.allocate_payment(r.id, r.version, r.rows);
    v_n := v_n + 1;
  end loop;

  for r in select o.id, o.state, x ->> 'action' as action, x -> 'old' as was, x -> 'new' as now from jsonb_array_elements(v) x join kehu.sales_order o on o.id = (x ->> 'record_id')::bigint
            where x ->> 'kind' = 'order' and v_n = 0 loop
    v_was := r.was ->> 'state'; v_is := r.now ->> 'state';
    v_doc := exists (select from jsonb_array_elements(v) l where l ->> 'kind' = 'line' and l ->> 'action' <> 'update');
    if r.action = 'insert' then
      if r.state = 'confirmed' then perform kehu.move_order(r.id, (select version from kehu.sales_order where id = r.id), 'draft', p_reason); end if;
      perform kehu.move_order(r.id, (select version from kehu.sales_order where id = r.id), 'cancelled', p_reason);
    elsif v_is = 'cancelled' then perform kehu.restore_order(r.id, (select version from kehu.sales_order where id = r.id));
    elsif v_was = 'cancelled' then perform kehu.move_order(r.id, (select version from kehu.sales_order where id = r.id), 'cancelled', p_reason);
    elsif exists (select from jsonb_array_elements(v) c where c ->> 'kind' = 'order_change' and c ->> 'action' = 'insert' and c -> 'new' ->> 'kind' = 'replan') then
      perform kehu.replan_order(r.id, (select version from kehu.sales_order where id = r.id), kehu.former_plan(v, r.id), coalesce(r.was ->> 'plan_text', (select k.plan_text from kehu.order_card k where k.order_id = r.id)), p_reason);
    elsif v_is in ('draft', 'requested', 'confirmed') or v_doc then
      if v_is = 'confirmed' then perform kehu.move_order(r.id, (select version from kehu.sales_order where id = r.id), 'draft', p_reason); end if;
      if v_doc then
        perform kehu.save_order(kehu.former_document(v, r.id));
        if v_was = 'confirmed' then perform kehu.move_order(r.id, (select version from kehu.sales_order where id = r.id), 'confirmed', p_reason); end if;
      elsif v_was = 'draft' and v_is = 'confirmed' then null;
      else perform kehu.move_order(r.id, (select version from kehu.sales_order where id = r.id), v_was, p_reason); end if;
    elsif r.now ? 'contract_id' and not r.now ? 'state' then perform kehu.link_contract(r.id, (select version from kehu.sales_order where id = r.id), (r.was ->> 'contract_id')::bigint);
    else continue; end if;
    v_n := v_n + 1;
  end loop;

  -- An opportunity stands again where it stood; what its stage planned stays planned, what its end cancelled stays so.
  for r in select o.id, o.version, x -> 'old' as was, x -> 'new' as now from jsonb_array_elements(v) x join kehu.opportunity o on o.id = (x ->> 'record_id')::bigint
            where x ->> 'kind' = 'opportunity' and x ->> 'action' = 'update' and x -> 'new' ?| '{stage_id,state}' and v_n = 0 loop
    v_was := r.was ->> 'state'; v_is := r.now ->> 'state';
    if v_is is null then
      perform kehu.move_opportunity(r.id, r.version, (select s.code from kehu.stage s where s.id = (r.was ->> 'stage_id')::bigint), v_because);
    elsif v_is = 'open' then
      perform kehu.end_opportunity(r.id, r.version, v_was, v_because || jsonb_build_object('lost_reason', r.was -> 'lost_reason', 'competitor_id', r.was -> 'lost_competitor_id'));
    else
      perform kehu.end_opportunity(r.id, r.version, 'open', v_because);
      if v_was = 'suspended' then perform kehu.end_opportunity(r.id, (select version from kehu.opportunity where id = r.id), v_was, v_because); end if;
    end if;
    v_n := v_n + 1;
  end loop;

  for r in select i.id, i.version, x -> 'old' as was, x -> 'new' as now from jsonb_array_elements(v) x join kehu.instalment i on i.id = (x ->> 'record_id')::bigint
            where x ->> 'kind' = 'instalment' and x ->> 'action' = 'update' and v_n = 0 loop
    if r.now ->> 'state' = 'written_off' then perform kehu.ask_again(r.id, r.version);
    elsif r.was ->> 'state' = 'written_off' then perform kehu.write_off(r.id, r.version, p_reason);
    elsif r.now ? 'blocked_until' then perform kehu.block_dunning(r.id, r.version, (r.was ->> 'blocked_until')::date, coalesce(r.was ->> 'blocked_reason', case when r.was ->> 'blocked_until' is not null then p_reason end));
    else continue; end if;
    v_n := v_n + 1;
  end loop;

  for r in select i.id, i.version, i.state, x -> 'old' as was, x -> 'new' as now from jsonb_array_elements(v) x join kehu.insertion i on i.id = (x ->> 'record_id')::bigint
            where x ->> 'kind' = 'insertion' and x ->> 'action' = 'update' and x -> 'new' ? 'state' and v_n = 0 loop
    if r.now ->> 'state' = 'missed' or (r.was ->> 'state', r.now ->> 'state') = ('booked', 'material_in') then perform kehu.insertion_back(r.id, r.version);
    else perform kehu.mark_insertion(r.id, r.version, r.was ->> 'state', null, null, null, p_reason); end if;
    v_n := v_n + 1;
  end loop;

  for r in select i.id, i.version, x ->> 'action' as action, x -> 'old' as was, x -> 'new' as now from jsonb_array_elements(v) x join kehu.invoice i on i.id = (x ->> 'record_id')::bigint
            where x ->> 'kind' = 'invoice' and v_n = 0 loop
    if r.action = 'insert' then perform kehu.move_invoice(r.id, r.version, 'void', v_because);
    elsif r.now ->> 'state' = 'issued' and r.was ->> 'state' = 'requested' then perform kehu.move_invoice(r.id, r.version, 'red', v_because);
    elsif r.now ->> 'state' in ('delivered', 'void') then perform kehu.invoice_back(r.id, r.version);
    elsif r.was ->> 'state' = 'delivered' and r.now ->> 'state' = 'issued' then perform kehu.move_invoice(r.id, r.version, 'delivered', jsonb_build_object('received_by_customer_on', r.was -> 'received_by_customer_on'));
    elsif r.was ->> 'state' = 'void' then perform kehu.move_invoice(r.id, r.version, 'void', v_because);
    elsif not r.now ? 'state' then perform kehu.save_invoice(jsonb_build_object('id', r.id, 'version', r.version)
        || (select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(r.was) e where e.key in ('invoice_title_id', 'type', 'amount', 'note')));
    else raise exception 'refused: not_undoable' using errcode = 'P0001', constraint = 'kehu:not_undoable'; end if;
    v_n := v_n + 1;
  end loop;

  for r in select c.id, c.version, x -> 'old' as was, x -> 'new' as now from jsonb_array_elements(v) x join kehu.contract c on c.id = (x ->> 'record_id')::bigint
            where x ->> 'kind' = 'contract' and x ->> 'action' = 'update' and v_n = 0 loop
    if r.now ? 'state' then perform kehu.contract_back(r.id, r.version);
    else perform kehu.save_contract(jsonb_build_object('id', r.id, 'version', r.version)
        || (select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(r.was) e where e.key in ('kind', 'amount', 'start_on', 'end_on', 'our_signer', 'their_signer', 'file_ref', 'note'))); end if;
    v_n := v_n + 1;
  end loop;

  for r in select c.id, c.version, x ->> 'action' as action, x -> 'old' as was from jsonb_array_elements(v) x join kehu.comment c on c.id = (x ->> 'record_id')::bigint where x ->> 'kind' = 'comment' and v_n = 0 loop
    if r.action = 'insert' then perform kehu.delete_comment(r.id, r.version);
    else update kehu.comment c set text = r.was ->> 'text' where c.id = r.id and r.was ? 'text'; end if;
    v_n := v_n + 1;
  end loop;
  for r in select c.id, c.version from jsonb_array_elements(v) x join kehu.order_change c on c.id = (x ->> 'record_id')::bigint
            where x ->> 'kind' = 'order_change' and x ->> 'action' = 'insert' and c.state in ('requested', 'approved') and v_n = 0 loop
    perform kehu.withdraw_change(r.id, r.version);
    v_n := v_n + 1;
  end loop;

  if v_n = 0 then raise exception 'refused: not_undoable' using errcode = 'P0001', constraint = 'kehu:not_undoable'; end if;
  perform kehu.took_back(p_deed);
  return v_n;
end $$;

grant execute on function kehu.restore_record(text, bigint), kehu.restore_order(bigint, int), kehu.contract_back(bigint, int), kehu.invoice_back(bigint, int), kehu.ask_again(bigint, int),
  kehu.unconfirm_payment(bigint, int), kehu.insertion_back(bigint, int), kehu.former_document(jsonb, bigint), kehu.former_plan(jsonb, bigint), kehu.counter_deed(bigint, text) to kehu_operator;
comment on function kehu.restore_record(text, bigint) is 'Takes one''s own deletion back, with what went at the same time';
comment on function kehu.restore_order(bigint, int) is 'Takes one''s own cancellation of an order back, by the guards of what it was';
comment on function kehu.contract_back(bigint, int) is 'Takes one''s own last step of a contract back';
comment on function kehu.invoice_back(bigint, int) is 'Takes one''s own delivery or withdrawal of an invoice back';
comment on function kehu.ask_again(bigint, int) is 'Takes one''s own write-off back';
comment on function kehu.unconfirm_payment(bigint, int) is 'Takes one''s own confirmation of a payment back';
comment on function kehu.insertion_back(bigint, int) is 'Takes one''s own mark of an insertion back';
comment on function kehu.former_document(jsonb, bigint) is 'What an order''s document was before a deed';
comment on function kehu.former_plan(jsonb, bigint) is 'What an order''s plan was before a deed';
comment on function kehu.counter_deed(bigint, text) is 'Takes one of one''s own deeds back by the deeds that go the other way';

reset role;
