-- Entering and changing an order that is not confirmed yet, and confirming it: one round trip, idempotent by (creator, intent).
-- Lock order everywhere: customer, order, instalment, payment, allocation, by id inside each; then activities.
set local role kehu_owner;

-- Desk right over an order: an assistant with writing scope over its department, or the general manager.
create function kehu_priv.at_desk(p_dept int) returns bool language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return kehu.rules_all() or p_dept = any (kehu.desk_depts());
end $$;

create function kehu_priv.reads_customer(p_id bigint) returns bool language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from kehu.customer c where c.id = p_id and c.deleted_at is null
                  and (c.owner_id = any (kehu.readable_owners()) or c.dept_id = any (kehu.order_depts())
                       or kehu.sees_all() or c.id = any (kehu.shared_ids('customer', false)) or c.dept_id = any (kehu.lent_depts(false))));
end $$;

create function kehu_priv.order_answer(p_id bigint, p_existed bool) returns jsonb language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('id', id, 'code', code, 'version', version, 'state', state, 'net_amount', net_amount::text, 'existed', p_existed)
            from kehu.sales_order where id = p_id);
end $$;

-- One line of a document, checked and recomputed (M1, M2), as the row it will be. Refusals carry the line's number as detail.
create function kehu_priv.read_line(l jsonb, n int) returns kehu.order_line language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare r kehu.order_line; v_insertions jsonb; v_issues bigint; v_amount numeric; v_place kehu.ad_position;
begin
  r.publication_id := kehu_priv.given_id(l, 'publication_id'); r.position_id := kehu_priv.given_id(l, 'position_id');
  select * into v_place from kehu.ad_position where id = r.position_id and publication_id = r.publication_id;
  if v_place.id is null then
    perform kehu_priv.refuse('bad_value', case when exists (select from kehu.publication where id = r.publication_id) then 'position' else 'publication' end, n::text); end if;
  r.surcharge_kind := l ->> 'surcharge_kind';
  if r.surcharge_kind is not null and r.surcharge_kind not in ('redesign', 'production', 'design') then perform kehu_priv.refuse('bad_value', 'surcharge_kind', n::text); end if;
  v_insertions := kehu_priv.given_list(l, 'insertions');
  if r.surcharge_kind is not null and v_insertions <> '[]' then perform kehu_priv.refuse('bad_value', 'insertions', n::text); end if;
  r.list_price := kehu_priv.given_money(l, 'list_price');
  if r.list_price is null then perform kehu_priv.refuse('bad_value', 'list_price', n::text); end if;
  r.discount := coalesce(kehu_priv.given_ratio(l, 'discount'), 1);
  v_amount := round(r.list_price * r.discount, 2);
  if v_amount >= 1e12 then perform kehu_priv.refuse('bad_value', 'amount', n::text); end if;
  r.unit_price := v_amount;
  v_issues := case when r.surcharge_kind is not null then 0 else coalesce(kehu_priv.given_id(l, 'issues'), jsonb_array_length(v_insertions)) end;
  if v_issues > 400 then perform kehu_priv.refuse('bad_value', 'issues', n::text); end if;
  r.issues := v_issues;
  v_amount := r.unit_price * case when r.surcharge_kind is null then v_issues else 1 end;
  if v_amount >= 1e12 then perform kehu_priv.refuse('bad_value', 'amount', n::text); end if;
  r.amount := v_amount;
  -- What the person saw on the form must be what is stored.
  if kehu_priv.given_money(l, 'unit_price') <> r.unit_price then perform kehu_priv.refuse('bad_value', 'unit_price', r.unit_price::text); end if;
  if kehu_priv.given_money(l, 'amount') <> r.amount then perform kehu_priv.refuse('bad_value', 'amount', r.amount::text); end if;
  r.seq := n; r.size := coalesce(l ->> 'size', v_place.size); r.colour := coalesce(l ->> 'colour', v_place.colour);
  return r;
end $$;

create function kehu_priv.read_lines(p_lines jsonb) returns kehu.order_line[] language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare v_rows kehu.order_line[] := '{}';
begin
  for n in 1 .. jsonb_array_length(p_lines) loop v_rows := v_rows || kehu_priv.read_line(p_lines -> (n - 1), n); end loop;
  return v_rows;
end $$;

-- The insertions of lines of an open order; `p_ids` are these lines, in the order of the document, the first of which is its line `p_first`.
create function kehu_priv.write_insertions(p_lines jsonb, p_ids bigint[], p_first int) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_of int[]; v_seq int[]; v_issues bigint[]; v_amounts numeric[]; v_written int; v_no int;
begin
  select array_agg(z.n), array_agg(x.n), array_agg(kehu_priv.given_id(x.e, 'issue_id')), array_agg(kehu_priv.given_money(x.e, 'amount')) into v_of, v_seq, v_issues, v_amounts
    from jsonb_array_elements(p_lines) with ordinality as z(line, n) cross join lateral jsonb_array_elements(kehu_priv.given_list(z.line, 'insertions')) with ordinality as x(e, n);
  if v_of is null then return; end if;
  insert into kehu.insertion (order_id, order_line_id, seq, publication_id, position_id, issue_id, planned_on, amount)
    select l.order_id, l.id, g.seq, l.publication_id, l.position_id, i.id, i.publish_on, coalesce(g.amount, l.unit_price)
      from unnest(v_of, v_seq, v_issues, v_amounts) as g(of, seq, issue, amount)
      join kehu.order_line l on l.id = p_ids[g.of]
      join kehu.issue i on i.id = g.issue and i.publication_id = l.publication_id and i.status <> 'cancelled'
     order by g.of, g.seq;
  get diagnostics v_written = row_count;
  if v_written < cardinality(v_of) then
    select min(g.of) into v_no from unnest(v_of, v_issues) as g(of, issue) join kehu.order_line l on l.id = p_ids[g.of]
     where not exists (select from kehu.issue i where i.id = g.issue and i.publication_id = l.publication_id and i.status <> 'cancelled');
    perform kehu_priv.refuse('unknown_issue', 'issue', (p_first - 1 + v_no)::text);
  end if;
  select min(g.of) into v_no from (select x.of from unnest(v_of, v_issues) as x(of, issue) group by x.of, x.issue having count(*) > 1) g;
  if v_no is not null then perform kehu_priv.refuse('bad_value', 'issue', (p_first - 1 + v_no)::text); end if;
end $$;

-- One line and its insertions at the end of an open order.
create function kehu_priv.add_line(p_order bigint, l jsonb, n int) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare r kehu.order_line := kehu_priv.read_line(l, n); v_line bigint;
begin
  insert into kehu.order_line (order_id, seq, publication_id, position_id, size, colour, list_price, discount, unit_price, issues, amount, surcharge_kind)
    values (p_order, (select coalesce(max(x.seq), 0) + 1 from kehu.order_line x where x.order_id = p_order), r.publication_id, r.position_id, r.size, r.colour,
            r.list_price, r.discount, r.unit_price, r.issues, r.amount, r.surcharge_kind)
    returning id into v_line;
  perform kehu_priv.write_insertions(jsonb_build_array(l), array[v_line], n);
  return v_line;
end $$;

-- All lines of an open order that has none: `p_rows` are `p_lines` as read.
create function kehu_priv.write_lines(p_order bigint, p_lines jsonb, p_rows kehu.order_line[]) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_ids bigint[]; v_position bigint; v_issue bigint;
begin
  if p_rows = '{}' then return; end if;
  with made as (
    insert into kehu.order_line (order_id, seq, publication_id, position_id, size, colour, list_price, discount, unit_price, issues, amount, surcharge_kind)
      select p_order, r.seq, r.publication_id, r.position_id, r.size, r.colour, r.list_price, r.discount, r.unit_price, r.issues, r.amount, r.surcharge_kind from unnest(p_rows) r
      returning id, seq)
  select array_agg(m.id order by m.seq) into v_ids from made m;
  perform kehu_priv.write_insertions(p_lines, v_ids, 1);
  select i.position_id, i.issue_id into v_position, v_issue from kehu.insertion i join kehu.ad_position p on p.id = i.position_id and p.unique_per_issue
   where i.order_id = p_order group by i.position_id, i.issue_id having count(*) > 1 limit 1;
  if found then perform kehu_priv.refuse_taken(v_position, v_issue, p_order); end if;
end $$;

-- Which insertion `[line, insertion]`, counted from 0 as sent, is; of a new order these are the numbers of its lines.
create function kehu_priv.place_of(p_order bigint, p_place jsonb, n int) returns bigint language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare v_id bigint;
begin
  if coalesce(p_place ->> 0, '') ~ '^[0-9]{1,4}$' and coalesce(p_place ->> 1, '') ~ '^[0-9]{1,4}$' then
    select i.id into v_id from kehu.insertion i join kehu.order_line l on l.id = i.order_line_id
     where l.order_id = p_order and l.seq = (p_place ->> 0)::int + 1 and i.seq = (p_place ->> 1)::int + 1;
  end if;
  if v_id is null then perform kehu_priv.refuse('bad_value', 'insertion', n::text); end if;
  return v_id;
end $$;

-- Instalments in the order of their due dates. `insertion` is [line, insertion] counted from 0 as sent; `insertion_id` names a stored one.
create function kehu_priv.write_plan(p_order bigint, p_rows jsonb) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_due date[]; v_amounts numeric[]; v_insertions bigint[]; v_places jsonb[]; v_last int;
begin
  select array_agg(x.due order by x.due, x.n), array_agg(x.amount order by x.due, x.n), array_agg(x.insertion order by x.due, x.n), array_agg(x.place order by x.due, x.n)
    into v_due, v_amounts, v_insertions, v_places
    from (select kehu_priv.given_date(r.e, 'due_on') as due, kehu_priv.given_money(r.e, 'amount') as amount, kehu_priv.given_id(r.e, 'insertion_id') as insertion,
                 case when jsonb_typeof(r.e -> 'insertion') = 'array' then r.e -> 'insertion' end as place, r.n
            from jsonb_array_elements(p_rows) with ordinality as r(e, n)) x;
  if v_due is null then return; end if;
  select coalesce(max(seq), 0) into v_last from kehu.instalment where order_id = p_order and state <> 'cancelled';
  for n in 1 .. cardinality(v_due) loop
    if coalesce(v_amounts[n], 0) = 0 then perform kehu_priv.refuse('bad_value', 'amount', (v_last + n)::text); end if;
    if v_due[n] is null then perform kehu_priv.refuse('bad_date', 'due_on', (v_last + n)::text); end if;
    if v_places[n] is not null then v_insertions[n] := kehu_priv.place_of(p_order, v_places[n], v_last + n);
    elsif v_insertions[n] is not null and not exists (select from kehu.insertion where id = v_insertions[n] and order_id = p_order) then
      perform kehu_priv.refuse('bad_value', 'insertion', (v_last + n)::text);
    end if;
  end loop;
  insert into kehu.instalment (order_id, seq, due_on, amount, insertion_id)
    select p_order, v_last + x.n, x.due, x.amount, x.insertion from unnest(v_due, v_amounts, v_insertions) with ordinality as x(due, amount, insertion, n) order by x.n;
end $$;

-- An unpaid instalment goes away; one that was asked for (a todo names it), or was paid and refunded, stays as cancelled.
create function kehu_priv.drop_instalments(p_ids bigint[]) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update kehu.instalment i set state = 'cancelled'
   where i.id = any (p_ids) and (exists (select from kehu.activity a where a.instalment_id = i.id)
                                 or exists (select from kehu.payment_allocation a where a.instalment_id = i.id));
  delete from kehu.instalment where id = any (p_ids) and state <> 'cancelled';
end $$;

-- A contract of the order's customer or agency that the caller sees and that is not over; hidden and absent are one answer.
create function kehu_priv.fits_contract(p_id bigint, p_customer bigint, p_agency bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_state text;
begin
  if p_id is null then return; end if;
  select state into v_state from kehu.contract where id = p_id and deleted_at is null and customer_id in (p_customer, p_agency) for share;
  if v_state is null or not kehu_priv.sees_contract(p_id) then perform kehu_priv.refuse('bad_value', 'contract'); end if;
  if v_state in ('completed', 'terminated', 'void') then perform kehu_priv.refuse('contract_over', 'contract', (select code from kehu.contract where id = p_id)); end if;
end $$;

-- "Contract required": it must be signed or in force, and in its time on the day of signing. Locked, so that it is not ended meanwhile.
create function kehu_priv.bound_by(p_id bigint, p_signed date) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare k kehu.contract;
begin
  if p_id is null then perform kehu_priv.refuse('needs_contract', 'contract'); end if;
  select * into k from kehu.contract where id = p_id and deleted_at is null for share;
  if k.id is null or k.state not in ('signed', 'in_force') then perform kehu_priv.refuse('contract_unsigned', 'contract', k.code); end if;
  if p_signed < coalesce(k.start_on, k.signed_on) or p_signed > k.end_on then
    perform kehu_priv.refuse('contract_out_of_time', 'contract', concat(k.start_on, ' - ', k.end_on)); end if;
end $$;

-- The guards of spec/05.7 for draft/requested -> confirmed, and for an order entered as a confirmed one, which is open (amending) until they are passed. The caller
-- holds customer and order locked.
-- A low discount and a high credit need a director's approval (kehu.order_change), or the general manager's own hand; the contract is nobody's to waive.
create function kehu_priv.confirm_order(p_id bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare o kehu.sales_order; c kehu.customer; v_over numeric; v_floor numeric; v_signed date; v_line int;
begin
  select * into o from kehu.sales_order where id = p_id;
  select * into c from kehu.customer where id = o.customer_id;
  if c.status = 'archived' then perform kehu_priv.refuse('archived', 'customer'); end if;
  if not exists (select from kehu.order_line where order_id = p_id) then perform kehu_priv.refuse('no_lines', 'lines'); end if;
  select min(seq) into v_line from kehu.order_line where order_id = p_id and surcharge_kind is null and (inserted <> amount or insertions <> issues or issues = 0);
  if v_line is not null then perform kehu_priv.refuse('lines_not_whole', 'insertions', v_line::text); end if;
  if o.lines_total <> o.net_amount then perform kehu_priv.refuse('lines_not_whole', 'lines', (o.net_amount - o.lines_total)::text); end if;
  if o.planned <> o.net_amount then perform kehu_priv.refuse('plan_not_whole', 'instalments', (o.net_amount - o.planned)::text); end if;
  v_signed := coalesce(o.signed_on, kehu.today());
  if not kehu.rules_all() then
    select f.floor into v_floor from kehu_priv.lines_below_floor(p_id) f join kehu.order_line l on l.id = f.line_id where not kehu_priv.discount_approved(l) order by f.seq limit 1;
    if v_floor is not null then perform kehu_priv.refuse('discount_floor', 'discount', v_floor::text); end if;
  end if;
  if c.needs_contract then perform kehu_priv.bound_by(o.contract_id, v_signed); end if;
  if c.credit_limit is not null and not kehu.rules_all() then
    -- An order that was entered as a confirmed one is among what its customer owes already.
    v_over := kehu_priv.over_credit(c.id, case when kehu_priv.is_counted(o.state) then 0 else o.net_amount end);
    -- A director agreed to so much beyond the limit, and to no more.
    if v_over > 0 and not exists (select from kehu.order_change where order_id = p_id and kind = 'credit' and state = 'approved' and (after ->> 'over')::numeric >= v_over) then
      perform kehu_priv.refuse('over_credit', 'customer', (o.net_amount - v_over)::text); end if;
  end if;
  if v_signed > kehu.today() then perform kehu_priv.refuse('bad_date', 'signed_on'); end if;
  -- Written even if nothing changes: at REPEATABLE READ this is what makes a second confirmation fail instead of overlooking the first one's credit.
  update kehu.customer set last_order_on = greatest(last_order_on, v_signed) where id = c.id;
  update kehu.order_line set open = false where order_id = p_id;
  update kehu.order_change set state = case state when 'approved' then 'applied' else 'withdrawn' end where order_id = p_id and state in ('requested', 'approved');
  update kehu.order_card set confirmed_at = now(), confirmed_by = kehu.me() where order_id = p_id and confirmed_at is null;
  if o.state = 'confirmed' then
    update kehu.sales_order set amending = false where id = p_id;
  else
    update kehu.sales_order set state = 'confirmed', signed_on = v_signed, amending = false,
           sales_dept_id = (select s.dept_id from kehu_priv.operator s where s.id = o.salesperson_id)
     where id = p_id;
  end if;
end $$;

-- Warnings that the person saw and saved all the same, in the order's log: what they were, who, when.
create function kehu_priv.log_accepted(p_order bigint, p jsonb) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_accepted jsonb := kehu_priv.given_list(p, 'accepted'); v_at timestamptz := clock_timestamp();
begin
  if v_accepted = '[]' then return; end if;
  if jsonb_array_length(v_accepted) > 400 or exists (select from jsonb_array_elements(v_accepted) e where jsonb_typeof(e) <> 'string' or length(e #>> '{}') > 200) then
    perform kehu_priv.refuse('bad_value', 'accepted'); end if;
  insert into kehu_priv.audit (at, who, client, app, txid, kind, record_id, action, new)
    select v_at, session_user, inet_client_addr(), current_setting('application_name'), txid_current(), 'order', p_order, 'update', jsonb_build_object('accepted', (e #>> '{}')::kehu.line)
      from jsonb_array_elements(v_accepted) e;
end $$;

create function kehu.save_order(p jsonb) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me int := kehu.me(); v_role text := kehu_priv.my_role(); v_intent uuid; v_id bigint; v_to text := coalesce(p ->> 'state', 'draft');
  o kehu.sales_order; c kehu.customer; v_customer bigint; v_old_customer bigint; v_desk bool; v_sales int; v_sales_dept int; v_agency bigint; v_bill_to text; v_payer bigint; v_title bigint; v_contract bigint; v_opportunity bigint;
  v_rate numeric; v_tax numeric; v_signed date; v_lines jsonb; v_plan jsonb; v_rows kehu.order_line[]; v_net numeric; v_ask text := nullif(btrim(p ->> 'ask'), ''); v_asked bool := false;
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  v_intent := kehu_priv.given_uuid(p, 'intent');
  v_id := kehu_priv.given_id(p, 'id');
  if v_id is null then
    select * into o from kehu.sales_order where created_by = v_me and intent = v_intent;
    if o.id is not null then
      -- Given away meanwhile: what became of it is no longer his to read.
      if not kehu_priv.sees_order(o.id) then perform kehu_priv.deny('not_yours'); end if;
      return kehu_priv.order_answer(o.id, true);
    end if;
  end if;
  if v_to not in ('draft', 'requested', 'confirmed') then perform kehu_priv.refuse('bad_value', 'state'); end if;
  v_customer := kehu_priv.given_id(p, 'customer_id');
  v_agency := kehu_priv.given_id(p, 'agency_id');
  v_bill_to := coalesce(p ->> 'bill_to', 'advertiser');
  v_payer := kehu_priv.given_id(p, 'bill_to_customer_id');
  v_title := kehu_priv.given_id(p, 'invoice_title_id');
  v_contract := kehu_priv.given_id(p, 'contract_id');
  v_opportunity := kehu_priv.given_id(p, 'opportunity_id');
  v_rate := coalesce(kehu_priv.given_ratio(p, 'commission_rate'), 0);
  v_tax := coalesce(kehu_priv.given_ratio(p, 'tax_rate'), 0.06);
  v_signed := kehu_priv.given_date(p, 'signed_on');
  v_lines := kehu_priv.given_list(p, 'lines');
  v_plan := kehu_priv.given_list(p, 'instalments');

  if v_id is not null then select customer_id into v_old_customer from kehu.sales_order where id = v_id; end if;
  if v_to = 'confirmed' then
    perform from kehu.customer where id in (v_customer, v_old_customer) order by id for no key update;
  else
    perform from kehu.customer where id in (v_customer, v_old_customer) order by id for share;
  end if;
  select * into c from kehu.customer where id = v_customer and deleted_at is null;

  if v_id is not null then
    select * into o from kehu.sales_order where id = v_id and deleted_at is null for no key update;
    if o.id is null or not (kehu_priv.at_desk(o.dept_id) or o.owner_id = any (kehu.writable_owners())) then perform kehu_priv.deny('not_yours'); end if;
    if o.version is distinct from kehu_priv.given_id(p, 'version') then
      if exists (select from kehu.order_card where order_id = v_id and saved_intent = v_intent) then return kehu_priv.order_answer(v_id, true); end if;
      perform kehu_priv.stale();
    end if;
    if o.customer_id <> v_old_customer then perform kehu_priv.stale(); end if;
    if o.state not in ('draft', 'requested') then perform kehu_priv.refuse('bad_state', 'state', o.state); end if;
    -- What a form does not speak of stays as it was; an invoice title only with the companies it belongs to.
    if not p ? 'agency_id' then v_agency := o.agency_id; end if;
    if not p ? 'bill_to' then v_bill_to := o.bill_to; end if;
    if not p ? 'bill_to_customer_id' then v_payer := o.bill_to_customer_id; end if;
    if not p ? 'commission_rate' then v_rate := o.commission_rate; end if;
    if not p ? 'tax_rate' then v_tax := o.tax_rate; end if;
    if not p ? 'invoice_title_id' then
      select t.id into v_title from kehu.invoice_title t where t.id = o.invoice_title_id and t.deleted_at is null and t.customer_id in (v_customer, v_agency, v_payer);
    end if;
    if not p ? 'contract_id' then
      select k.id into v_contract from kehu.contract k where k.id = o.contract_id and k.deleted_at is null and k.customer_id in (v_customer, v_agency);
    end if;
  end if;
  v_desk := kehu_priv.at_desk(c.dept_id);
  if c.id is null or not (v_desk or c.owner_id = v_me or (o.id is not null and c.owner_id = any (kehu.writable_owners()))) then
    perform kehu_priv.deny('not_yours', 'customer');
  end if;
  if v_to = 'confirmed' and not v_desk then perform kehu_priv.deny('not_yours', 'state'); end if;
  if c.status = 'archived' then perform kehu_priv.refuse('archived', 'customer'); end if;
  if v_to <> 'draft' and v_lines = '[]' then perform kehu_priv.refuse('no_lines', 'lines'); end if;

  -- Who else takes part: only customers that the caller can see; hidden and absent are one answer.
  if v_agency is not null and v_agency is distinct from o.agency_id and (not kehu_priv.reads_customer(v_agency) or not exists (select from kehu.customer where id = v_agency and kind in ('agency', 'both'))) then
    perform kehu_priv.refuse('bad_value', 'agency'); end if;
  if v_bill_to not in ('advertiser', 'agency', 'other') or (v_bill_to = 'agency' and v_agency is null) then perform kehu_priv.refuse('bad_value', 'bill_to'); end if;
  if (v_bill_to = 'other') <> (v_payer is not null) or (v_payer is not null and v_payer is distinct from o.bill_to_customer_id and not kehu_priv.reads_customer(v_payer)) then
    perform kehu_priv.refuse('bad_value', 'bill_to_customer'); end if;
  if v_title is not null and not exists (select from kehu.invoice_title where id = v_title and deleted_at is null and customer_id in (v_customer, v_agency, v_payer)) then
    perform kehu_priv.refuse('bad_value', 'invoice_title'); end if;
  if (v_contract, v_customer, v_agency) is distinct from (o.contract_id, o.customer_id, o.agency_id) then perform kehu_priv.fits_contract(v_contract, v_customer, v_agency); end if;
  if v_opportunity is not null then perform kehu_priv.fits_opportunity(v_opportunity, v_customer); end if;
  v_sales := coalesce(kehu_priv.given_id(p, 'salesperson_id'), o.salesperson_id, c.owner_id);
  select s.dept_id into v_sales_dept from kehu_priv.operator s
   where s.id = v_sales and (s.status = 'active' or s.id = c.owner_id or s.id = o.salesperson_id)
     and (v_desk or s.id in (v_me, c.owner_id, o.salesperson_id)) and (s.role in ('sp', 'sd') or s.id in (c.owner_id, o.salesperson_id));
  if v_sales_dept is null then perform kehu_priv.refuse('bad_value', 'salesperson'); end if;

  v_rows := kehu_priv.read_lines(v_lines);
  select coalesce(sum(r.amount::numeric), 0) into v_net from unnest(v_rows) r;
  if v_net >= 1e12 then perform kehu_priv.refuse('bad_value', 'amount'); end if;
  if o.id is null then
    -- As what it will be, so that its children need not be told afterwards; the guards of confirmation come when all is there.
    insert into kehu.sales_order (intent, code, customer_id, agency_id, bill_to, bill_to_customer_id, salesperson_id, sales_dept_id, assistant_id, signed_on, state,
                                  discount_amount, net_amount, commission_rate, commission_amount, tax_rate, invoice_title_id, contract_id, amending, owner_id, dept_id, created_by)
      values (v_intent, kehu_priv.next_code((select d.code from kehu.department d where d.id = v_sales_dept), extract(year from coalesce(v_signed, kehu.today()))::int),
              v_customer, v_agency, v_bill_to, v_payer, v_sales, v_sales_dept, case when v_role in ('ac', 'ab') then v_me end,
              case when v_to = 'confirmed' then coalesce(v_signed, kehu.today()) else v_signed end, v_to,
              -v_net, v_net, v_rate, round(v_net * v_rate, 2), v_tax, v_title, v_contract, true, c.owner_id, c.dept_id, v_me)
      on conflict on constraint sales_order_intent_once do nothing returning id into v_id;
    if v_id is null then  -- the same save, sent twice at once: the other one won while we waited
      return kehu_priv.order_answer((select id from kehu.sales_order where created_by = v_me and intent = v_intent), true);
    end if;
    insert into kehu.order_card (order_id, opportunity_id, plan_text, pay_note, note, ext, saved_intent, confirmed_at, confirmed_by)
      values (v_id, v_opportunity, coalesce(p ->> 'plan_text', ''), p ->> 'pay_note', p ->> 'note', jsonb_strip_nulls(coalesce(p -> 'ext', '{}')), v_intent,
              case when v_to = 'confirmed' then now() end, case when v_to = 'confirmed' then v_me end);
  else
    update kehu.sales_order set customer_id = v_customer, owner_id = c.owner_id, dept_id = c.dept_id, agency_id = v_agency, bill_to = v_bill_to, bill_to_customer_id = v_payer, salesperson_id = v_sales,
           sales_dept_id = v_sales_dept, assistant_id = case when v_role in ('ac', 'ab') then v_me else assistant_id end, signed_on = v_signed, discount_amount = gross_amount - v_net, net_amount = v_net,
           commission_rate = v_rate, commission_amount = round(v_net * v_rate, 2), tax_rate = v_tax, invoice_title_id = v_title, contract_id = v_contract, amending = true
     where id = v_id;
    update kehu.order_card set opportunity_id = coalesce(v_opportunity, opportunity_id), plan_text = coalesce(p ->> 'plan_text', ''), pay_note = case when p ? 'pay_note' then p ->> 'pay_note' else pay_note end, note = p ->> 'note',
           ext = jsonb_strip_nulls(ext || coalesce(p -> 'ext', '{}')), saved_intent = v_intent where order_id = v_id;
    perform kehu_priv.drop_instalments(array(select id from kehu.instalment where order_id = v_id and state <> 'cancelled'));
    update kehu.instalment set insertion_id = null where order_id = v_id and insertion_id is not null;
    update kehu.activity set insertion_id = null where insertion_id in (select id from kehu.insertion where order_id = v_id);
    delete from kehu.insertion where order_id = v_id;
    delete from kehu.order_line where order_id = v_id;
  end if;

  perform kehu_priv.write_lines(v_id, v_lines, v_rows);
  perform kehu_priv.write_plan(v_id, v_plan);
  if v_to = 'confirmed' then perform kehu_priv.confirm_order(v_id);
  else
    select * into o from kehu.sales_order where id = v_id;
    if o.planned > o.net_amount then perform kehu_priv.refuse('plan_not_whole', 'instalments', (o.net_amount - o.planned)::text); end if;
    if o.state = v_to then update kehu.sales_order set amending = false where id = v_id;
    else update kehu.sales_order set state = v_to, amending = false where id = v_id; end if;
  end if;
  if p ? 'accepted' then perform kehu_priv.log_accepted(v_id, p); end if;
  -- What it cannot be confirmed without is asked for with it; a director agrees by handing it in.
  if v_to = 'requested' and v_ask is not null then
    select * into o from kehu.sales_order where id = v_id;
    v_asked := kehu_priv.write_approvals(o, case when kehu_priv.may_approve(o.owner_id) then 'approved' else 'requested' end, v_ask, v_intent) is not null;
  end if;
  return kehu_priv.order_answer(v_id, false) || jsonb_build_object('asked', v_asked);
end $$;
grant execute on function kehu.save_order(jsonb) to kehu_operator;

comment on function kehu.save_order(jsonb) is 'Enters or changes an order that is not confirmed yet, or confirms it at once; idempotent by creator and intent';

reset role;
