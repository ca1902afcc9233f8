-- Changing what was agreed: lines, issues, plan of a confirmed order, and the price of an insertion that failed. What is booked, has appeared or came in
-- stays; nothing is deleted: what is taken out is cancelled, with its history. One transaction, one row of before and after.
set local role kehu_owner;

-- Which stored line each line of the document continues: the one whose fixed issues it holds, of the same price before others. Answers for each line of the
-- document, in its order, a line's id or null.
create function kehu_priv.match_lines(p_order bigint, p_lines jsonb) returns bigint[] language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare v_found bigint[] := array_fill(null::bigint, array[greatest(jsonb_array_length(p_lines), 1)]); l kehu.order_line; v_fixed bigint[]; v_ord int;
begin
  for l in select * from kehu.order_line x where x.order_id = p_order and (x.issues > 0 or x.surcharge_kind is not null)
            order by exists (select from kehu.insertion i where i.order_line_id = x.id and i.state not in ('planned', 'cancelled')) desc, x.seq loop
    v_fixed := array(select i.issue_id from kehu.insertion i where i.order_line_id = l.id and i.makegood_of_id is null and i.state not in ('planned', 'cancelled'));
    select x.ord into v_ord from jsonb_array_elements(p_lines) with ordinality as x(e, ord)
     where v_found[x.ord] is null and kehu_priv.given_id(x.e, 'position_id') = l.position_id and kehu_priv.given_id(x.e, 'publication_id') = l.publication_id
       and (x.e ->> 'surcharge_kind') is not distinct from l.surcharge_kind
     order by v_fixed <@ array(select kehu_priv.given_id(n, 'issue_id') from jsonb_array_elements(kehu_priv.given_list(x.e, 'insertions')) n) desc,
              (kehu_priv.given_money(x.e, 'list_price'), coalesce(kehu_priv.given_ratio(x.e, 'discount'), 1)) = (l.list_price::numeric, l.discount::numeric) desc, x.ord limit 1;
    if v_ord is not null then v_found[v_ord] := l.id; end if;
  end loop;
  return v_found;
end $$;

-- Takes a line out, as far as nothing of it is booked or has appeared.
create function kehu_priv.empty_line(p_line bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update kehu.insertion set state = 'cancelled' where order_line_id = p_line and state = 'planned';
  update kehu.order_line set issues = 0, amount = 0, list_price = case when surcharge_kind is null then list_price else 0 end,
         unit_price = case when surcharge_kind is null then unit_price else 0 end where id = p_line;
end $$;

-- Brings one stored line to what the document says. The order is open for the change.
create function kehu_priv.amend_line(p_line bigint, p jsonb, p_no int) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  l kehu.order_line; v_list numeric := kehu_priv.given_money(p, 'list_price'); v_discount numeric := coalesce(kehu_priv.given_ratio(p, 'discount'), 1); v_unit numeric;
  v_issues bigint[] := array(select kehu_priv.given_id(e, 'issue_id') from jsonb_array_elements(kehu_priv.given_list(p, 'insertions')) with ordinality x(e, ord) order by ord); v_next int;
begin
  select * into l from kehu.order_line where id = p_line;
  if v_list is null then perform kehu_priv.refuse('bad_value', 'list_price', p_no::text); end if;
  v_unit := round(v_list * v_discount, 2);
  if kehu_priv.given_money(p, 'unit_price') <> v_unit then perform kehu_priv.refuse('bad_value', 'unit_price', v_unit::text); end if;
  if l.surcharge_kind is not null then
    update kehu.order_line set list_price = v_list, discount = v_discount, unit_price = v_unit, amount = v_unit where id = p_line and (list_price, discount) <> (v_list, v_discount);
    return;
  end if;
  if v_issues = '{}' then perform kehu_priv.refuse('bad_value', 'issues', p_no::text); end if;
  if array_position(v_issues, null) is not null or (select count(distinct x) from unnest(v_issues) x) < cardinality(v_issues) then perform kehu_priv.refuse('bad_value', 'issue', p_no::text); end if;
  if exists (select from unnest(v_issues) x left join kehu.issue i on i.id = x and i.publication_id = l.publication_id
              where i.id is null or (i.status = 'cancelled' and not exists (select from kehu.insertion n where n.order_line_id = p_line and n.issue_id = i.id and n.state <> 'cancelled'))) then
    perform kehu_priv.refuse('unknown_issue', 'issue', p_no::text); end if;
  if exists (select from kehu.insertion i where i.order_line_id = p_line and i.makegood_of_id is null and i.state not in ('planned', 'cancelled') and i.issue_id <> all (v_issues)) then
    perform kehu_priv.refuse('booked_stays', 'issue', p_no::text); end if;
  if (l.list_price::numeric, l.discount::numeric) <> (v_list, v_discount) then
    if exists (select from kehu.insertion i where i.order_line_id = p_line and i.makegood_of_id is null and i.state not in ('planned', 'cancelled')) then
      perform kehu_priv.refuse('booked_stays', 'discount', p_no::text); end if;
    update kehu.order_line set list_price = v_list, discount = v_discount, unit_price = v_unit where id = p_line;
    update kehu.insertion set amount = v_unit where order_line_id = p_line and state = 'planned' and amount <> v_unit;
  end if;
  update kehu.order_line set size = coalesce(p ->> 'size', size), colour = coalesce(p ->> 'colour', colour)
   where id = p_line and (size, colour) is distinct from (coalesce((p ->> 'size')::kehu.line, size), coalesce((p ->> 'colour')::kehu.line, colour));
  select coalesce(max(seq), 0) into v_next from kehu.insertion where order_line_id = p_line;
  insert into kehu.insertion (order_id, order_line_id, seq, publication_id, position_id, issue_id, customer_id, planned_on, amount)
    select l.order_id, p_line, v_next + row_number() over (order by i.publish_on, i.id), l.publication_id, l.position_id, i.id, l.customer_id, i.publish_on, v_unit
      from unnest(v_issues) x join kehu.issue i on i.id = x
     where not exists (select from kehu.insertion n where n.order_line_id = p_line and n.makegood_of_id is null and n.issue_id = i.id and n.state <> 'cancelled');
end $$;

-- Brings all lines to the document. Answers per line of the document the ids of its insertions, in the document's order, for the plan's references.
create function kehu_priv.amend_lines(p_order bigint, p_lines jsonb) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_match bigint[] := kehu_priv.match_lines(p_order, p_lines); v_line bigint; v_no int := 0; e jsonb; v_ids jsonb := '[]';
begin
  for v_line in select l.id from kehu.order_line l where l.order_id = p_order and l.id <> all (array_remove(v_match, null)) and (l.issues > 0 or l.amount > 0) order by l.seq loop
    if exists (select from kehu.insertion i where i.order_line_id = v_line and i.state not in ('planned', 'cancelled')) then
      perform kehu_priv.refuse('booked_stays', 'lines', (select seq::text from kehu.order_line where id = v_line)); end if;
    perform kehu_priv.empty_line(v_line);
  end loop;
  -- What is given up is free before anything is taken: an exclusive position may go from one line to another.
  update kehu.insertion i set state = 'cancelled' from jsonb_array_elements(p_lines) with ordinality as x(e, ord)
   where i.order_line_id = v_match[x.ord] and i.makegood_of_id is null and i.state = 'planned'
     and i.issue_id <> all (array(select kehu_priv.given_id(n, 'issue_id') from jsonb_array_elements(kehu_priv.given_list(x.e, 'insertions')) n));
  for e in select x.e from jsonb_array_elements(p_lines) with ordinality as x(e, ord) order by x.ord loop
    v_no := v_no + 1;
    v_line := v_match[v_no];
    if v_line is not null then perform kehu_priv.amend_line(v_line, e, v_no);
    else v_line := kehu_priv.add_line(p_order, e, v_no); end if;
    v_ids := v_ids || jsonb_build_array((select coalesce(jsonb_agg(i.id order by x.ord), '[]')
      from jsonb_array_elements(kehu_priv.given_list(e, 'insertions')) with ordinality as x(n, ord)
      join kehu.insertion i on i.order_line_id = v_line and i.issue_id = kehu_priv.given_id(x.n, 'issue_id') and i.makegood_of_id is null and i.state <> 'cancelled'));
  end loop;
  return v_ids;
end $$;

-- Brings the plan to the document: all of it, paid parts too, adding up to the value. A row continues the instalment that it names, else the one of the same
-- day and amount, else, for parts with money on them, the first that holds it; todo and promise stay with it. The rest comes and goes.
create function kehu_priv.amend_plan(p_order bigint, p_rows jsonb, p_insertions jsonb) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  i kehu.instalment; e jsonb; v_taken int[] := '{}'; v_no int; v_floor numeric; v_net numeric := (select net_amount from kehu.sales_order where id = p_order); v_sum numeric; v_kept bigint[] := '{}';
begin
  if exists (select from jsonb_array_elements(p_rows) x where coalesce(kehu_priv.given_money(x, 'amount'), 0) = 0) then perform kehu_priv.refuse('bad_value', 'amount'); end if;
  if exists (select from jsonb_array_elements(p_rows) x where kehu_priv.given_date(x, 'due_on') is null) then perform kehu_priv.refuse('bad_date', 'due_on'); end if;
  select coalesce(sum(kehu_priv.given_money(x, 'amount')), 0) into v_sum from jsonb_array_elements(p_rows) x;
  if v_sum <> v_net then perform kehu_priv.refuse('plan_not_whole', 'instalments', (v_net - v_sum)::text); end if;
  for i in select * from kehu.instalment where order_id = p_order and state <> 'cancelled' order by (received > 0 or state <> 'open') desc, due_on, seq loop
    v_floor := case i.state when 'open' then i.received else i.amount end;
    select x.ord into v_no from jsonb_array_elements(p_rows) with ordinality as x(e, ord)
     where x.ord <> all (v_taken) and kehu_priv.given_money(x.e, 'amount') >= v_floor and (i.state = 'open' or kehu_priv.given_money(x.e, 'amount') = i.amount)
       and (v_floor > 0 or kehu_priv.given_id(x.e, 'id') = i.id or (kehu_priv.given_date(x.e, 'due_on'), kehu_priv.given_money(x.e, 'amount')) = (i.due_on::date, i.amount::numeric))
     order by kehu_priv.given_id(x.e, 'id') is not distinct from i.id desc,
              (kehu_priv.given_date(x.e, 'due_on'), kehu_priv.given_money(x.e, 'amount')) = (i.due_on::date, i.amount::numeric) desc, kehu_priv.given_date(x.e, 'due_on'), x.ord limit 1;
    if v_no is null then
      if v_floor > 0 then perform kehu_priv.refuse('received_stays', 'instalments', v_floor::text); end if;
      perform kehu_priv.drop_instalments(array[i.id]);
    else
      v_taken := v_taken || v_no; v_kept := v_kept || i.id;
      e := p_rows -> (v_no - 1);
      update kehu.instalment set due_on = kehu_priv.given_date(e, 'due_on'), amount = kehu_priv.given_money(e, 'amount')
       where id = i.id and (due_on, amount) is distinct from (kehu_priv.given_date(e, 'due_on'), kehu_priv.given_money(e, 'amount'));
    end if;
  end loop;
  perform kehu_priv.write_plan(p_order, (select coalesce(jsonb_agg(x.e - 'insertion' || jsonb_build_object('insertion_id', coalesce(
      case when jsonb_typeof(x.e -> 'insertion') = 'array' then p_insertions -> (x.e -> 'insertion' ->> 0)::int -> (x.e -> 'insertion' ->> 1)::int end, x.e -> 'insertion_id')) order by x.ord), '[]')
    from jsonb_array_elements(p_rows) with ordinality as x(e, ord) where x.ord <> all (v_taken)));
  -- What is asked for no longer pays for what will not appear.
  update kehu.instalment t set insertion_id = null where t.order_id = p_order and t.insertion_id is not null and t.state = 'open'
     and exists (select from kehu.insertion n where n.id = t.insertion_id and n.state = 'cancelled');
end $$;

-- A price below the floor, or more of it, is the directors' business after confirmation as before.
create function kehu_priv.hold_to_floor(p_order bigint, p_before jsonb) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_floor numeric;
begin
  select f.floor into v_floor from kehu_priv.lines_below_floor(p_order) f join kehu.order_line l on l.id = f.line_id
   where not kehu_priv.discount_approved(l)
     and not exists (select from jsonb_array_elements(p_before -> 'lines') e where (e ->> 'seq')::int = l.seq and (e ->> 'issues')::int >= l.issues
                        and (e ->> 'unit_price')::numeric <= l.unit_price and (e ->> 'discount')::numeric <= l.discount)
   order by f.seq limit 1;
  if v_floor is not null then perform kehu_priv.refuse('discount_floor', 'discount', v_floor::text); end if;
end $$;

-- Agency, bill-to, invoice title, contract, rates: what the document speaks of is changed too, by the rules of entering; who bought and who sold stays.
create function kehu_priv.amend_terms(o kehu.sales_order, p jsonb) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_agency bigint := case when p ? 'agency_id' then kehu_priv.given_id(p, 'agency_id') else o.agency_id end;
  v_bill_to text := case when p ? 'bill_to' then coalesce(p ->> 'bill_to', 'advertiser') else o.bill_to end;
  v_payer bigint := case when p ? 'bill_to_customer_id' then kehu_priv.given_id(p, 'bill_to_customer_id') else o.bill_to_customer_id end;
  v_title bigint := case when p ? 'invoice_title_id' then kehu_priv.given_id(p, 'invoice_title_id') else o.invoice_title_id end;
  v_contract bigint := case when p ? 'contract_id' then kehu_priv.given_id(p, 'contract_id') else o.contract_id end;
  v_rate numeric := coalesce(kehu_priv.given_ratio(p, 'commission_rate'), o.commission_rate); v_tax numeric := coalesce(kehu_priv.given_ratio(p, 'tax_rate'), o.tax_rate);
begin
  if kehu_priv.given_id(p, 'salesperson_id') <> o.salesperson_id then perform kehu_priv.refuse('bad_value', 'salesperson'); end if;
  if v_agency is distinct from o.agency_id and v_agency is not null
    and (not kehu_priv.reads_customer(v_agency) or not exists (select from kehu.customer where id = v_agency and kind in ('agency', 'both'))) then perform kehu_priv.refuse('bad_value', 'agency'); end if;
  if v_bill_to not in ('advertiser', 'agency', 'other') or (v_bill_to = 'agency' and v_agency is null) then perform kehu_priv.refuse('bad_value', 'bill_to'); end if;
  if (v_bill_to = 'other') <> (v_payer is not null) or (v_payer is distinct from o.bill_to_customer_id and v_payer is not null and not kehu_priv.reads_customer(v_payer)) then
    perform kehu_priv.refuse('bad_value', 'bill_to_customer'); end if;
  if v_title is distinct from o.invoice_title_id and v_title is not null
    and not exists (select from kehu.invoice_title where id = v_title and deleted_at is null and customer_id in (o.customer_id, v_agency, v_payer)) then
    perform kehu_priv.refuse('bad_value', 'invoice_title'); end if;
  if (v_contract, v_agency) is distinct from (o.contract_id, o.agency_id) then
    perform kehu_priv.fits_contract(v_contract, o.customer_id, v_agency);
    if v_contract is distinct from o.contract_id and (select needs_contract from kehu.customer where id = o.customer_id) then perform kehu_priv.bound_by(v_contract, o.signed_on); end if;
  end if;
  -- Who has paid stays one who may pay (I13).
  if exists (select from kehu.payment_allocation a join kehu.payment y on y.id = a.payment_id join kehu.customer c on c.id = o.customer_id
              where a.order_id = o.id and y.payer_id not in (o.customer_id, coalesce(v_agency, 0), coalesce(v_payer, 0), coalesce(c.parent_id, 0))) then
    perform kehu_priv.refuse('wrong_payer', 'agency'); end if;
  update kehu.sales_order set agency_id = v_agency, bill_to = v_bill_to, bill_to_customer_id = v_payer, invoice_title_id = v_title, contract_id = v_contract, commission_rate = v_rate, tax_rate = v_tax,
         commission_amount = round(net_amount * v_rate, 2) where id = o.id;
end $$;

-- The document of save_order with a reason: lines and plan of a confirmed order as they are to be. Who bought and who sold stays. Idempotent by (me, intent).
create function kehu.change_order(p jsonb) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_intent uuid := kehu_priv.given_uuid(p, 'intent'); v_id bigint := kehu_priv.given_id(p, 'id'); v_reason text := nullif(btrim(p ->> 'reason'), '');
  v_lines jsonb := kehu_priv.given_list(p, 'lines'); o kehu.sales_order; v_before jsonb; v_ids jsonb; v_over numeric; v_net numeric;
begin
  if exists (select from kehu.order_change c where c.requested_by = kehu.me() and c.intent = v_intent and c.order_id = v_id and kehu_priv.may_read('order_change', c.id)) then
    return kehu_priv.order_answer(v_id, true); end if;
  o := kehu_priv.lock_order(v_id, kehu_priv.given_id(p, 'version')::int);
  if not kehu_priv.at_desk(o.dept_id) then perform kehu_priv.deny('not_yours', 'state'); end if;
  if o.state not in ('confirmed', 'executing', 'suspended') then perform kehu_priv.refuse('bad_state', 'state', o.state); end if;
  if v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
  if kehu_priv.given_id(p, 'customer_id') is distinct from o.customer_id then perform kehu_priv.refuse('bad_value', 'customer'); end if;
  if kehu_priv.given_date(p, 'signed_on') is distinct from o.signed_on and p ->> 'signed_on' is not null then perform kehu_priv.refuse('bad_date', 'signed_on', o.signed_on::text); end if;
  if v_lines = '[]' then perform kehu_priv.refuse('no_lines', 'lines'); end if;
  perform from kehu.instalment where order_id = v_id order by id for no key update;
  v_before := kehu_priv.order_picture(v_id);

  update kehu.sales_order set amending = true where id = v_id;
  update kehu.order_line set open = true where order_id = v_id;
  v_ids := kehu_priv.amend_lines(v_id, v_lines);
  perform kehu_priv.restate_lines(v_id);
  perform kehu_priv.restate_net(v_id);
  perform kehu_priv.amend_terms(o, p);
  if not kehu.rules_all() then
    perform kehu_priv.hold_to_floor(v_id, v_before);
    select net_amount into v_net from kehu.sales_order where id = v_id;
    v_over := kehu_priv.over_credit(o.customer_id, v_net - o.net_amount);
    if v_net > o.net_amount and v_over > 0 then perform kehu_priv.refuse('over_credit', 'customer', (v_net - o.net_amount - v_over)::text); end if;
    -- Really written: at REPEATABLE READ a confirmation that is made meanwhile must see this credit, or fail.
    if v_net > o.net_amount then update kehu.customer set last_order_on = last_order_on where id = o.customer_id; end if;
  end if;
  perform kehu_priv.amend_plan(v_id, kehu_priv.given_list(p, 'instalments'), v_ids);
  update kehu.order_card set plan_text = coalesce(p ->> 'plan_text', plan_text), note = case when p ? 'note' then p ->> 'note' else note end,
         pay_note = case when p ? 'pay_note' then p ->> 'pay_note' else pay_note end,
         ext = jsonb_strip_nulls(ext || coalesce(p -> 'ext', '{}')), state_reason = v_reason, saved_intent = v_intent where order_id = v_id;
  update kehu.sales_order set amending = false where id = v_id;
  perform kehu_priv.note_change(v_id, 'amend', v_reason, v_intent, v_before);
  perform kehu_priv.log_accepted(v_id, p);
  perform kehu_priv.settle_orders(array[v_id]);
  return kehu_priv.order_answer(v_id, false);
end $$;

-- missed -> cancelled: what failed and is not repeated is not paid. The value falls by it, and so does what is still asked for, the last part first.
create function kehu.reduce_price(p_insertion_id bigint, p_version int, p_reason text) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare i kehu.insertion := kehu_priv.lock_insertion(p_insertion_id, p_version); v_state text; v_reason text := nullif(btrim(p_reason), ''); v_before jsonb; v_left numeric;
begin
  select state into v_state from kehu.sales_order where id = i.order_id;
  if v_state not in ('confirmed', 'executing') then perform kehu_priv.refuse('bad_state', 'order', v_state); end if;
  if i.state <> 'missed' or i.makegood_of_id is not null then perform kehu_priv.refuse('bad_state', 'state', i.state); end if;
  if v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
  perform from kehu.instalment where order_id = i.order_id order by id for no key update;
  v_before := kehu_priv.order_picture(i.order_id);
  update kehu.sales_order set amending = true where id = i.order_id;
  update kehu.order_line set open = true where id = i.order_line_id;
  -- A repetition that was planned is not needed any more.
  update kehu.insertion set state = 'cancelled' where id = i.id or (makegood_of_id = i.id and state in ('planned', 'booked', 'material_in', 'missed'));
  perform kehu_priv.restate_lines(i.order_id);
  perform kehu_priv.restate_net(i.order_id);
  select planned - net_amount into v_left from kehu.sales_order where id = i.order_id;
  v_left := kehu_priv.cut_plan(i.order_id, v_left);
  if v_left > 0 then perform kehu_priv.refuse('paid_already', 'state', v_left::text); end if;
  update kehu.order_card set state_reason = v_reason, saved_intent = null where order_id = i.order_id;
  update kehu.sales_order set amending = false where id = i.order_id;
  perform kehu_priv.note_change(i.order_id, 'price_reduction', v_reason, gen_random_uuid(), v_before);
  perform kehu_priv.settle_orders(array[i.order_id]);
  return kehu_priv.insertion_answer(i.id);
end $$;

grant execute on function kehu.change_order(jsonb), kehu.reduce_price(bigint, int, text) to kehu_operator;
comment on function kehu.change_order(jsonb) is 'Lines and plan of a confirmed order as they are to be, with a reason; idempotent by creator and intent';
comment on function kehu.reduce_price(bigint, int, text) is 'Takes a missed insertion out of what the order is worth';

reset role;
