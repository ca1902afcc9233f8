-- Changes that a director agrees to: cancelling and terminating what was confirmed, a discount below the floor, credit beyond the limit.
-- Lock order: customer, order, its changes, instalment, payment, allocation.
set local role kehu_owner;

-- The sales director above the owner, or the general manager (spec/06, note 5).
create function kehu_priv.may_approve(p_owner int) returns bool language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return kehu.rules_all() or (kehu_priv.my_role() = 'sd' and p_owner = any (kehu.writable_owners()));
end $$;

-- What a person needs to see of an order to judge a change of it. Amounts are texts, to the fen.
create function kehu_priv.order_picture(p_id bigint) returns jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('state', o.state, 'signed_on', o.signed_on, 'net_amount', o.net_amount::text, 'received', o.received::text, 'plan_text', c.plan_text,
    'lines', (select coalesce(jsonb_agg(jsonb_build_object('seq', l.seq, 'publication', b.name, 'position', a.name, 'position_id', l.position_id, 'surcharge', l.surcharge_kind,
                'list_price', l.list_price::text, 'discount', l.discount::text, 'unit_price', l.unit_price::text, 'issues', l.issues, 'amount', l.amount::text,
                'days', (select coalesce(jsonb_agg(i.planned_on order by i.planned_on, i.id), '[]') from kehu.insertion i
                          where i.order_line_id = l.id and i.state <> 'cancelled' and i.makegood_of_id is null)) order by l.seq), '[]')
               from kehu.order_line l join kehu.publication b on b.id = l.publication_id join kehu.ad_position a on a.id = l.position_id
              where l.order_id = p_id and (l.issues > 0 or l.amount > 0)),
    'plan', (select coalesce(jsonb_agg(jsonb_build_object('seq', i.seq, 'due_on', i.due_on, 'amount', i.amount::text, 'received', i.received::text, 'state', i.state)
                order by i.due_on, i.seq), '[]') from kehu.instalment i where i.order_id = p_id and i.state <> 'cancelled'))
    from kehu.sales_order o join kehu.order_card c on c.order_id = o.id where o.id = p_id);
end $$;

create function kehu_priv.change_answer(p_id bigint, p_existed bool) returns jsonb language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('id', c.id, 'code', c.code, 'version', c.version, 'kind', c.kind, 'state', c.state, 'net_after', c.net_after::text,
                            'order_id', o.id, 'order_version', o.version, 'order_state', o.state, 'existed', p_existed)
    from kehu.order_change c join kehu.sales_order o on o.id = c.order_id where c.id = p_id
$$;

-- The one place that writes a row. Of what only a director may do, who does it at once has decided it.
create function kehu_priv.write_change(p_order bigint, p_kind text, p_state text, p_reason text, p_intent uuid, p_before jsonb, p_after jsonb, p_net_after numeric) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_id bigint := nextval(pg_get_serial_sequence('kehu.order_change', 'id')); v_decided bool := p_state <> 'requested' and p_kind in ('cancel', 'terminate', 'discount', 'credit');
begin
  -- The code comes from the id, as that of a payment.
  insert into kehu.order_change (id, code, intent, order_id, kind, state, reason, net_before, net_after, before, after, requested_by, decided_by, decided_at)
    overriding system value
    values (v_id, 'CHG-' || lpad(v_id::text, greatest(5, length(v_id::text)), '0'), p_intent, p_order, p_kind, p_state, p_reason, (p_before ->> 'net_amount')::numeric, p_net_after,
            p_before, p_after, kehu.me(), case when v_decided then kehu.me() end, case when v_decided then now() end);
  return v_id;
end $$;

-- What was made at once, told by the order as it is now.
create function kehu_priv.note_change(p_order bigint, p_kind text, p_reason text, p_intent uuid, p_before jsonb) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_after jsonb := kehu_priv.order_picture(p_order);
begin
  return kehu_priv.write_change(p_order, p_kind, 'applied', p_reason, p_intent, p_before, v_after,
    case v_after ->> 'state' when 'cancelled' then 0 else (v_after ->> 'net_amount')::numeric end);
end $$;

-- What was asked for and can no longer come about.
create function kehu_priv.withdraw_others(p_order bigint, p_but bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update kehu.order_change set state = 'withdrawn' where order_id = p_order and state in ('requested', 'approved') and id is distinct from p_but;
end $$;

-- What has appeared, and what was charged besides: surcharges are work that is done before.
create function kehu_priv.value_delivered(p_order bigint) returns numeric language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(sum(i.amount), 0) from kehu.insertion i where i.order_id = p_order and i.makegood_of_id is null and i.state in ('published', 'madegood'))
       + (select coalesce(sum(l.amount), 0) from kehu.order_line l where l.order_id = p_order and l.surcharge_kind is not null);
end $$;

-- The order, opened for a change, is worth its lines again.
create function kehu_priv.restate_net(p_order bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare o kehu.sales_order;
begin
  select * into o from kehu.sales_order where id = p_order;
  if o.invoiced > o.lines_total then perform kehu_priv.refuse('invoiced_above', 'net_amount', (o.invoiced - o.lines_total)::text); end if;
  update kehu.sales_order set net_amount = lines_total, discount_amount = gross_amount - lines_total, commission_amount = round(lines_total * commission_rate, 2) where id = p_order;
end $$;

-- Lines that lost insertions charge those that are left. Where these are not alike, the line stays open: its price is no longer one.
create function kehu_priv.restate_lines(p_order bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update kehu.order_line set issues = insertions, amount = inserted where order_id = p_order and surcharge_kind is null and (issues, amount) <> (insertions, inserted);
  update kehu.order_line set open = false where order_id = p_order and open and (surcharge_kind is not null or amount = unit_price * issues);
end $$;

-- Takes so much off what is still asked for, the last part first; answers what could not be taken off. The instalments are locked.
create function kehu_priv.cut_plan(p_order bigint, p_by numeric) returns numeric language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare i kehu.instalment; v_left numeric := p_by; v_part numeric;
begin
  for i in select * from kehu.instalment where order_id = p_order and outstanding > 0 order by due_on desc, seq desc, id desc loop
    exit when v_left <= 0;
    v_part := least(i.outstanding, v_left);
    if v_part = i.amount then perform kehu_priv.drop_instalments(array[i.id]);
    else update kehu.instalment set amount = amount - v_part where id = i.id; end if;
    v_left := v_left - v_part;
  end loop;
  return v_left;
end $$;

-- What was written off of an order that is no longer owed is not owed at all.
create function kehu_priv.cut_written_off(p_order bigint, p_by numeric) returns numeric language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare i kehu.instalment; v_left numeric := p_by; v_part numeric;
begin
  for i in select * from kehu.instalment where order_id = p_order and state = 'written_off' and amount > received order by due_on desc, seq desc, id desc loop
    exit when v_left <= 0;
    v_part := least(i.amount - i.received, v_left);
    if v_part = i.amount then update kehu.instalment set state = 'cancelled' where id = i.id;
    else update kehu.instalment set amount = amount - v_part where id = i.id; end if;
    v_left := v_left - v_part;
  end loop;
  return v_left;
end $$;

-- Money that came in for what will not be delivered becomes an advance of its payment again, the last first.
create function kehu_priv.free_receipts(p_order bigint, p_by numeric) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare a record; v_left numeric := p_by; v_part numeric; v_received numeric;
begin
  perform from kehu.payment where id in (select payment_id from kehu.payment_allocation where order_id = p_order) order by id for no key update;
  for a in select x.id, x.instalment_id, x.amount from kehu.payment_allocation x join kehu.instalment i on i.id = x.instalment_id
            where x.order_id = p_order and x.kind = 'receipt' order by i.due_on desc, i.seq desc, x.id desc loop
    exit when v_left <= 0;
    select received into v_received from kehu.instalment where id = a.instalment_id;
    v_part := least(a.amount, v_received, v_left);
    continue when v_part <= 0;
    -- What is left of it stays in one step: where a refund took from the instalment too, it has not received as much as this once paid.
    if v_part < a.amount then update kehu.payment_allocation set amount = amount - v_part where id = a.id;
    else delete from kehu.payment_allocation where id = a.id; end if;
    if v_part = v_received then update kehu.instalment set state = 'cancelled' where id = a.instalment_id;
    else update kehu.instalment set amount = amount - v_part where id = a.instalment_id; end if;
    v_left := v_left - v_part;
  end loop;
end $$;

-- confirmed -> cancelled: nothing has appeared and nothing came in. A receipt and its refund add up to nothing, and still are somebody's money.
create function kehu_priv.cancel_confirmed(p_id bigint, p_reason text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare o kehu.sales_order;
begin
  select * into o from kehu.sales_order where id = p_id;
  if o.state <> 'confirmed' or o.received > 0 or o.invoiced > 0
    or exists (select from kehu.insertion where order_id = p_id and state in ('published', 'missed', 'madegood'))
    or exists (select from kehu.payment_allocation where order_id = p_id) then perform kehu_priv.refuse('bad_state', 'state', o.state); end if;
  update kehu.sales_order set state = 'cancelled' where id = p_id;
  update kehu.order_card set state_reason = p_reason where order_id = p_id;
  perform kehu_priv.cancel_children(p_id);
  perform kehu_priv.recount_last_order(o.customer_id);
end $$;

-- -> terminated: what has not appeared is withdrawn, the order is worth what was delivered, and so much stays planned: what was given up goes first, then open parts, the
-- last first, then paid ones.
create function kehu_priv.terminate_order(p_id bigint, p_reason text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare o kehu.sales_order; v_left numeric;
begin
  select * into o from kehu.sales_order where id = p_id;
  if o.state not in ('confirmed', 'executing', 'suspended') then perform kehu_priv.refuse('bad_state', 'state', o.state); end if;
  perform from kehu.instalment where order_id = p_id order by id for no key update;
  update kehu.sales_order set amending = true where id = p_id;
  update kehu.order_line set open = true where order_id = p_id;
  update kehu.insertion set state = 'cancelled' where order_id = p_id and state in ('planned', 'booked', 'material_in', 'missed');
  perform kehu_priv.restate_lines(p_id);
  perform kehu_priv.restate_net(p_id);
  select planned - net_amount into v_left from kehu.sales_order where id = p_id;
  v_left := kehu_priv.cut_written_off(p_id, v_left);
  v_left := kehu_priv.cut_plan(p_id, v_left);
  perform kehu_priv.free_receipts(p_id, v_left);
  update kehu.sales_order set state = 'terminated', amending = false where id = p_id;
  update kehu.order_card set state_reason = p_reason where order_id = p_id;
end $$;

-- The lines of an order that are sold below the floor of their publication, of the typed list price or of the card of the day of signing, else today's.
create function kehu_priv.lines_below_floor(p_order bigint) returns table (line_id bigint, seq int, floor numeric)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare v_today date := kehu.today(); v_signed date := (select coalesce(signed_on, v_today) from kehu.sales_order where id = p_order);
begin
  return query
    select l.id, l.seq, p.discount_floor::numeric from kehu.order_line l join kehu.publication p on p.id = l.publication_id
      left join lateral (select e.list_price from kehu.rate_card r join kehu.rate_item e on e.rate_card_id = r.id
                          where e.position_id = l.position_id and (v_signed between r.valid_from and r.valid_to or v_today between r.valid_from and r.valid_to)
                          order by v_signed between r.valid_from and r.valid_to desc limit 1) k on true
     where l.order_id = p_order and l.surcharge_kind is null and l.issues > 0
       and (l.discount < p.discount_floor or l.unit_price < round(k.list_price * p.discount_floor, 2)) order by l.seq;
end $$;

-- Whether a director has agreed to this price for at least so many issues, of the order or of the quote that it comes from. Nothing lower, nothing more.
create function kehu_priv.discount_approved(p_line kehu.order_line) returns bool language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from kehu.order_change c cross join lateral jsonb_array_elements(c.after -> 'lines') e
                  where c.order_id = p_line.order_id and c.kind = 'discount' and c.state in ('approved', 'applied') and (e ->> 'position_id')::bigint = p_line.position_id
                    and p_line.discount >= (e ->> 'discount')::numeric and p_line.unit_price >= (e ->> 'unit_price')::numeric and p_line.issues <= (e ->> 'issues')::int)
      or exists (select from kehu.order_card k join kehu.quote q on q.opportunity_id = k.opportunity_id and q.state = 'accepted' and q.deleted_at is null
                   join kehu_priv.operator a on a.id = q.approved_by and a.role in ('gm', 'sd') join kehu.quote_line e on e.quote_id = q.id
                  where k.order_id = p_line.order_id and e.position_id = p_line.position_id
                    and p_line.discount >= e.discount and p_line.unit_price >= e.unit_price and p_line.issues <= e.issues);
end $$;

-- By how much a customer would stand above his limit with so much more; nothing or less: within it.
create function kehu_priv.over_credit(p_customer bigint, p_more numeric) returns numeric language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce((select sum(i.outstanding) from kehu.instalment i where i.customer_id = c.id and i.counted and i.outstanding > 0), 0) + p_more - c.credit_limit
            from kehu.customer c where c.id = p_customer and c.credit_limit is not null);
end $$;

-- One row for each thing for which an order that is not confirmed yet needs a director: asked for, or agreed to. Null where it needs none.
create function kehu_priv.write_approvals(o kehu.sales_order, p_state text, p_reason text, p_intent uuid) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_id bigint; v_credit bigint; v_picture jsonb := kehu_priv.order_picture(o.id);
  v_low jsonb; v_over numeric := kehu_priv.over_credit(o.customer_id, o.net_amount);
begin
  if o.state not in ('draft', 'requested') then perform kehu_priv.refuse('bad_state', 'state', o.state); end if;
  select jsonb_agg(e || jsonb_build_object('floor', f.floor::text) order by f.seq) into v_low
    from kehu_priv.lines_below_floor(o.id) f join kehu.order_line l on l.id = f.line_id join jsonb_array_elements(v_picture -> 'lines') e on (e ->> 'seq')::int = f.seq
   where not kehu_priv.discount_approved(l);
  if v_low is not null then
    update kehu.order_change set state = 'withdrawn' where order_id = o.id and kind = 'discount' and state = 'requested';
    v_id := kehu_priv.write_change(o.id, 'discount', p_state, p_reason, p_intent, v_picture, jsonb_set(v_picture, '{lines}', v_low), o.net_amount);
  end if;
  if v_over > 0 and not exists (select from kehu.order_change where order_id = o.id and kind = 'credit' and state = 'approved' and (after ->> 'over')::numeric >= v_over) then
    update kehu.order_change set state = 'withdrawn' where order_id = o.id and kind = 'credit' and state = 'requested';
    v_credit := kehu_priv.write_change(o.id, 'credit', p_state, p_reason, p_intent, v_picture, v_picture || jsonb_build_object('over', v_over::text,
      'credit_limit', (select credit_limit::text from kehu.customer where id = o.customer_id)), o.net_amount);
  end if;
  return coalesce(v_id, v_credit);
end $$;

-- The desk asks for what only a director may do: cancel, terminate, or (approval) what keeps an order from being confirmed. Who may agree does not ask: he
-- moves or approves the order. The order is not touched by the question, its version stays. Idempotent by (me, intent).
create function kehu.request_change(p_order_id bigint, p_version int, p_kind text, p_reason text, p_intent uuid) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_id bigint := (select min(c.id) from kehu.order_change c where c.requested_by = kehu.me() and c.intent = p_intent and kehu_priv.may_read('order_change', c.id));
  o kehu.sales_order; v_reason text := nullif(btrim(p_reason), '');
begin
  if v_id is not null then return kehu_priv.change_answer(v_id, true); end if;
  o := kehu_priv.lock_order(p_order_id, p_version);
  if not kehu_priv.at_desk(o.dept_id) or kehu_priv.may_approve(o.owner_id) then perform kehu_priv.deny('not_yours', 'state'); end if;
  if p_intent is null then perform kehu_priv.refuse('bad_value', 'intent'); end if;
  if p_kind is null or p_kind not in ('cancel', 'terminate', 'approval') then perform kehu_priv.refuse('bad_value', 'kind'); end if;
  if v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
  if p_kind = 'approval' then
    v_id := kehu_priv.write_approvals(o, 'requested', v_reason, p_intent);
    if v_id is null then perform kehu_priv.refuse('nothing_to_approve', 'state'); end if;
  else
    if (p_kind = 'cancel' and o.state <> 'confirmed') or o.state not in ('confirmed', 'executing', 'suspended') then perform kehu_priv.refuse('bad_state', 'state', o.state); end if;
    if exists (select from kehu.order_change where order_id = o.id and kind = p_kind and state = 'requested') then perform kehu_priv.refuse('asked_already', 'state'); end if;
    v_id := kehu_priv.write_change(o.id, p_kind, 'requested', v_reason, p_intent, kehu_priv.order_picture(o.id),
      jsonb_build_object('state', case p_kind when 'cancel' then 'cancelled' else 'terminated' end),
      case p_kind when 'cancel' then 0 else kehu_priv.value_delivered(o.id) end);
  end if;
  return kehu_priv.change_answer(v_id, false);
end $$;

-- The director agrees to the discount and the credit of an order before anybody asks.
create function kehu.approve_order(p_order_id bigint, p_version int, p_reason text, p_intent uuid) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_id bigint := (select min(c.id) from kehu.order_change c where c.requested_by = kehu.me() and c.intent = p_intent and kehu_priv.may_read('order_change', c.id));
  o kehu.sales_order; v_reason text := nullif(btrim(p_reason), '');
begin
  if v_id is not null then return kehu_priv.change_answer(v_id, true); end if;
  o := kehu_priv.lock_order(p_order_id, p_version);
  if not kehu_priv.may_approve(o.owner_id) then perform kehu_priv.deny('not_yours', 'state'); end if;
  if p_intent is null then perform kehu_priv.refuse('bad_value', 'intent'); end if;
  if v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
  v_id := kehu_priv.write_approvals(o, 'approved', v_reason, p_intent);
  if v_id is null then perform kehu_priv.refuse('nothing_to_approve', 'state'); end if;
  return kehu_priv.change_answer(v_id, false);
end $$;

-- Locks a change behind its customer and its order.
create function kehu_priv.lock_change(p_id bigint, p_version int) returns kehu.order_change language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare c kehu.order_change;
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  select * into c from kehu.order_change where id = p_id;
  perform from kehu.customer where id = c.customer_id for no key update;
  perform from kehu.sales_order where id = c.order_id for no key update;
  select * into c from kehu.order_change where id = p_id for no key update;
  if c.id is null or not kehu_priv.may_read('order_change', p_id) then perform kehu_priv.deny('not_yours'); end if;
  return c;
end $$;

-- The director's answer: approved, and done in the same transaction where something is to be done; or rejected, with a note.
create function kehu.decide_change(p_id bigint, p_version int, p_decision text, p_note text default null) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare c kehu.order_change := kehu_priv.lock_change(p_id, p_version); v_note text := nullif(btrim(p_note), ''); v_after jsonb; v_net numeric; v_state text := p_decision;
begin
  if not kehu_priv.may_approve(c.owner_id) then perform kehu_priv.deny('not_yours', 'state'); end if;
  if c.version is distinct from p_version then perform kehu_priv.stale(); end if;
  if c.state <> 'requested' then perform kehu_priv.refuse('bad_state', 'state', c.state); end if;
  if p_decision not in ('approved', 'rejected') then perform kehu_priv.refuse('bad_value', 'state'); end if;
  if p_decision = 'rejected' and v_note is null then perform kehu_priv.refuse('needs_reason', 'decision_note'); end if;
  v_after := c.after; v_net := c.net_after;
  if p_decision = 'approved' and c.kind in ('cancel', 'terminate') then
    if c.kind = 'cancel' then perform kehu_priv.cancel_confirmed(c.order_id, c.reason); else perform kehu_priv.terminate_order(c.order_id, c.reason); end if;
    update kehu.order_card set saved_intent = null where order_id = c.order_id;
    v_state := 'applied'; v_after := kehu_priv.order_picture(c.order_id);
    v_net := case c.kind when 'cancel' then 0 else (v_after ->> 'net_amount')::numeric end;
    perform kehu_priv.withdraw_others(c.order_id, c.id);
  elsif p_decision = 'approved' and exists (select from kehu.sales_order where id = c.order_id and state not in ('draft', 'requested')) then
    perform kehu_priv.refuse('bad_state', 'state');
  end if;
  update kehu.order_change set state = v_state, after = v_after, net_after = v_net, decision_note = v_note, decided_by = kehu.me(), decided_at = now() where id = p_id;
  return kehu_priv.change_answer(p_id, false);
end $$;

-- Taken back by the desk while nobody has decided, or an approval that is not used yet.
create function kehu.withdraw_change(p_id bigint, p_version int) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare c kehu.order_change := kehu_priv.lock_change(p_id, p_version);
begin
  if not kehu_priv.at_desk(c.dept_id) then perform kehu_priv.deny('not_yours', 'state'); end if;
  if c.version is distinct from p_version then perform kehu_priv.stale(); end if;
  if c.state not in ('requested', 'approved') then perform kehu_priv.refuse('bad_state', 'state', c.state); end if;
  update kehu.order_change set state = 'withdrawn' where id = p_id;
  return kehu_priv.change_answer(p_id, false);
end $$;

grant execute on function kehu.request_change(bigint, int, text, text, uuid), kehu.approve_order(bigint, int, text, uuid), kehu.decide_change(bigint, int, text, text),
  kehu.withdraw_change(bigint, int) to kehu_operator;
comment on function kehu.request_change(bigint, int, text, text, uuid) is 'Asks a director to cancel or terminate an order, or to agree to its discount or credit';
comment on function kehu.approve_order(bigint, int, text, uuid) is 'A director agrees to the discount and the credit of an order that is not confirmed';
comment on function kehu.decide_change(bigint, int, text, text) is 'Approves a change, which is made in the same transaction, or rejects it with a note';
comment on function kehu.withdraw_change(bigint, int) is 'Takes a question back';

reset role;
