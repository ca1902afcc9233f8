-- Invoices requested, issued, delivered, taken back. Lock order: customer, order, then the invoice.
set local role kehu_owner;

create function kehu_priv.invoice_answer(p_id bigint, p_existed bool) returns jsonb language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('id', id, 'code', code, 'version', version, 'state', state, 'amount', amount::text, 'net', net::text, 'tax', tax::text, 'existed', p_existed)
    from kehu.invoice where id = p_id
$$;

-- What an invoice of this type carries, of a title of the order's customer, agency or payer. A special invoice (专票) needs all of it, a
-- general one of a company its tax number; a person and a plain receipt only the name.
create function kehu_priv.title_for(p_title bigint, p_type text, o kehu.sales_order) returns kehu.invoice_title
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare t kehu.invoice_title;
begin
  if not exists (select from kehu.dict_item where dict_code = 'invoice_type' and code = p_type and active) then perform kehu_priv.refuse('bad_value', 'type'); end if;
  select * into t from kehu.invoice_title where id = p_title and deleted_at is null and customer_id in (o.customer_id, o.agency_id, o.bill_to_customer_id);
  if t.id is null then perform kehu_priv.refuse('bad_value', 'invoice_title'); end if;
  if coalesce(btrim(t.tax_no), '') = '' and p_type <> 'receipt' and (t.kind = 'company' or p_type like '%special') then
    perform kehu_priv.refuse('title_tax_no', 'invoice_title', t.title); end if;
  if p_type like '%special' then
    if coalesce(btrim(t.address), '') = '' or coalesce(btrim(t.phone), '') = '' then perform kehu_priv.refuse('title_address', 'invoice_title', t.title); end if;
    if coalesce(btrim(t.bank), '') = '' or coalesce(btrim(t.account), '') = '' then perform kehu_priv.refuse('title_bank', 'invoice_title', t.title); end if;
  end if;
  return t;
end $$;

-- The title when none is named: the order's, else the default one of whom the order is billed to.
create function kehu_priv.own_title(o kehu.sales_order) returns bigint language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce(
    (select t.id from kehu.invoice_title t where t.id = o.invoice_title_id and t.deleted_at is null),
    (select t.id from kehu.invoice_title t where t.deleted_at is null
        and t.customer_id = case o.bill_to when 'agency' then o.agency_id when 'other' then o.bill_to_customer_id else o.customer_id end
      order by t.is_default desc, t.id limit 1));
end $$;

-- Locks the order behind its customer. `p_own`: the owner asks for an invoice of his own order; all else is the desk's. Absent and hidden: one error.
create function kehu_priv.order_to_invoice(p_id bigint, p_own bool) returns kehu.sales_order language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare o kehu.sales_order;
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  perform from kehu.customer where id = (select customer_id from kehu.sales_order where id = p_id) for share;
  select * into o from kehu.sales_order where id = p_id and deleted_at is null for no key update;
  if o.id is null or not (kehu_priv.at_desk(o.dept_id) or p_own and o.owner_id = kehu.me()) then perform kehu_priv.deny('not_yours'); end if;
  return o;
end $$;

-- Locks an invoice behind its order. Who asked for it and has the customer still may change and withdraw it while it is only requested.
create function kehu_priv.lock_invoice(p_id bigint, p_version int, p_own bool) returns kehu.invoice language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare i kehu.invoice; o kehu.sales_order;
begin
  o := kehu_priv.order_to_invoice((select order_id from kehu.invoice where id = p_id), p_own);
  select * into i from kehu.invoice where id = p_id for no key update;
  if not kehu_priv.at_desk(o.dept_id) and i.created_by <> kehu.me() then perform kehu_priv.deny('not_yours'); end if;
  if i.version is distinct from p_version then perform kehu_priv.stale(); end if;
  return i;
end $$;

-- p holds intent, or id and version, and the fields to set: order_id (new only), invoice_title_id, type, amount, requested_on (new only), note. Left out: the
-- order's title, a general digital invoice, all that is left, today. Changed only while it is requested.
create function kehu.save_invoice(p jsonb) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me int := kehu.me(); v_id bigint := kehu_priv.given_id(p, 'id'); v_intent uuid; i kehu.invoice; o kehu.sales_order; t kehu.invoice_title;
  v_rest numeric; v_on date;
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  if v_id is null then
    v_intent := kehu_priv.given_uuid(p, 'intent');
    select * into i from kehu.invoice where created_by = v_me and intent = v_intent;
    if i.id is not null then
      if not kehu_priv.may_read('invoice', i.id) then perform kehu_priv.deny('not_yours'); end if;
      return kehu_priv.invoice_answer(i.id, true);
    end if;
    o := kehu_priv.order_to_invoice(kehu_priv.given_id(p, 'order_id'), true);
    v_on := coalesce(kehu_priv.given_date(p, 'requested_on'), kehu.today());
    if v_on > kehu.today() then perform kehu_priv.refuse('bad_date', 'requested_on', kehu.today()::text); end if;
    i.type := 'digital_general';
    i.invoice_title_id := kehu_priv.own_title(o);
    i.amount := 0;
    v_rest := o.net_amount - o.invoiced;
  else
    i := kehu_priv.lock_invoice(v_id, least(kehu_priv.given_id(p, 'version'), 2147483647)::int, true);
    select * into o from kehu.sales_order where id = i.order_id;
    if i.state <> 'requested' then perform kehu_priv.refuse('bad_state', 'state', i.state); end if;
    v_rest := o.net_amount - o.invoiced + i.amount;
  end if;
  if not kehu_priv.is_counted(o.state) then perform kehu_priv.refuse('bad_state', 'order', o.state); end if;
  i.type := coalesce(nullif(btrim(p ->> 'type'), ''), i.type);
  i.invoice_title_id := coalesce(kehu_priv.given_id(p, 'invoice_title_id'), i.invoice_title_id);
  if i.invoice_title_id is null then perform kehu_priv.refuse('no_title', 'invoice_title'); end if;
  t := kehu_priv.title_for(i.invoice_title_id, i.type, o);
  i.amount := coalesce(kehu_priv.given_money(p, 'amount'), case when v_id is null then v_rest else i.amount end);
  if i.amount > v_rest or v_rest = 0 then perform kehu_priv.refuse('over_invoiced', 'amount', v_rest::text); end if;
  if i.amount = 0 then perform kehu_priv.refuse('bad_value', 'amount'); end if;
  if v_id is null then
    v_id := nextval(pg_get_serial_sequence('kehu.invoice', 'id'));
    insert into kehu.invoice (id, intent, code, order_id, invoice_title_id, title, tax_no, address_phone, bank_account, type, amount, tax_rate, requested_on, note, created_by)
      overriding system value
      values (v_id, v_intent, 'INV-' || lpad(v_id::text, greatest(5, length(v_id::text)), '0'), o.id, t.id, t.title, t.tax_no, nullif(concat_ws(' ', t.address, t.phone), ''),
              nullif(concat_ws(' ', t.bank, t.account), ''), i.type, i.amount, o.tax_rate, v_on, nullif(btrim(p ->> 'note'), ''), v_me)
      on conflict on constraint invoice_intent_once do nothing returning id into v_id;
    if v_id is null then  -- the same save, sent twice at once
      return kehu_priv.invoice_answer((select id from kehu.invoice where created_by = v_me and intent = v_intent), true);
    end if;
  else
    update kehu.invoice set invoice_title_id = t.id, title = t.title, tax_no = t.tax_no, address_phone = nullif(concat_ws(' ', t.address, t.phone), ''),
           bank_account = nullif(concat_ws(' ', t.bank, t.account), ''), type = i.type, amount = i.amount,
           note = case when p ? 'note' then nullif(btrim(p ->> 'note'), '') else note end
     where id = v_id;
  end if;
  return kehu_priv.invoice_answer(v_id, false);
end $$;

-- Digits as printed, without blanks and dashes: 20 of a digital invoice; 8 of a paper one, its code of 10 or 12 in front or not; a receipt as it is.
create function kehu_priv.invoice_number(p_type text, p_number text) returns text language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare v text := regexp_replace(coalesce(p_number, ''), '[ -]', '', 'g');
begin
  if v = '' then perform kehu_priv.refuse('required', 'number'); end if;
  if v !~ (case when p_type like 'digital%' then '^[0-9]{20}$' when p_type like 'paper%' then '^([0-9]{10}|[0-9]{12})?[0-9]{8}$' else '^[0-9A-Za-z]{1,30}$' end) then
    perform kehu_priv.refuse('bad_number', 'number'); end if;
  return v;
end $$;

-- requested -> issued -> delivered; requested -> void; issued and delivered -> red. p holds number and issued_on; received_by_customer_on; the reason.
-- Only the desk, but that who asked may withdraw. When it is issued the title is copied once more, and stays.
create function kehu.move_invoice(p_id bigint, p_version int, p_to text, p jsonb default '{}') returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  i kehu.invoice := kehu_priv.lock_invoice(p_id, p_version, coalesce(p_to = 'void', false));
  o kehu.sales_order; t kehu.invoice_title; v_reason text := nullif(btrim(p ->> 'reason'), ''); v_on date; v_number text;
begin
  if (i.state, p_to) = ('requested', 'issued') then
    select * into o from kehu.sales_order where id = i.order_id;
    t := kehu_priv.title_for(i.invoice_title_id, i.type, o);
    v_number := kehu_priv.invoice_number(i.type, p ->> 'number');
    v_on := coalesce(kehu_priv.given_date(p, 'issued_on'), kehu.today());
    if v_on > kehu.today() then perform kehu_priv.refuse('bad_date', 'issued_on', kehu.today()::text); end if;
    update kehu.invoice set state = 'issued', number = v_number, issued_on = v_on, title = t.title, tax_no = t.tax_no,
           address_phone = nullif(concat_ws(' ', t.address, t.phone), ''), bank_account = nullif(concat_ws(' ', t.bank, t.account), '') where id = p_id;
  elsif (i.state, p_to) = ('issued', 'delivered') then
    v_on := coalesce(kehu_priv.given_date(p, 'received_by_customer_on'), kehu.today());
    if v_on > kehu.today() or v_on < i.issued_on then perform kehu_priv.refuse('bad_date', 'received_by_customer_on', i.issued_on::text); end if;
    update kehu.invoice set state = 'delivered', received_by_customer_on = v_on where id = p_id;
  elsif p_to = 'red' and i.state in ('issued', 'delivered') then
    if v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
    update kehu.invoice set state = 'red', state_reason = v_reason where id = p_id;
  elsif (i.state, p_to) = ('requested', 'void') then
    if v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
    update kehu.invoice set state = 'void', state_reason = v_reason where id = p_id;
  else
    perform kehu_priv.refuse('bad_state', 'state', i.state);
  end if;
  return kehu_priv.invoice_answer(p_id, false);
end $$;

grant execute on function kehu.save_invoice(jsonb), kehu.move_invoice(bigint, int, text, jsonb) to kehu_operator;
comment on function kehu.save_invoice(jsonb) is 'Asks for an invoice, idempotent by creator and intent, or changes one that is only asked for; never above the order';
comment on function kehu.move_invoice(bigint, int, text, jsonb) is 'Issues, delivers, voids or reverses an invoice';

reset role;
