-- Who sees and changes customers, their cards, contacts and invoice titles; what triggers fill in.
set local role kehu_owner;

-- For checks inside definer functions, which run outside row security: the same arms as the policies below.
create function kehu_priv.sees_customer(p_id bigint) returns bool
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from kehu.customer c where c.id = p_id and c.deleted_at is null
    and (kehu.sees_all() or kehu.serves() or c.owner_id = any (kehu.readable_owners()) or c.dept_id = any (kehu.order_depts())
         or c.id = any (kehu.shared_ids('customer', false)) or c.dept_id = any (kehu.lent_depts(false))));
end $$;

create function kehu_priv.writes_customer(p_id bigint) returns bool
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from kehu.customer c where c.id = p_id and c.deleted_at is null
    and (kehu.rules_all() or c.owner_id = any (kehu.writable_owners()) or c.id = any (kehu.shared_ids('customer', true))
         or c.dept_id = any (kehu.lent_depts(true))));
end $$;

-- Only people whose work is selling own customers: the groups of the others give no sight of what they own.
create function kehu_priv.may_own(p_operator int) returns bool
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from kehu_priv.operator o where o.id = p_operator and o.status = 'active' and o.role in ('sp', 'sd', 'md', 'gm'));
end $$;

-- Fill, never judge what the caller cannot see: an impossible owner or a hidden parent empties owner_id, which every policy refuses,
-- with the same error for hidden and absent.
create function kehu_priv.customer_fill() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if kehu_priv.my_role() in ('sp', 'ac', 'ab', 'cs', 'mk') then
    if new.credit_limit is not null and (tg_op = 'INSERT' or new.credit_limit is distinct from old.credit_limit)
      or tg_op = 'UPDATE' and new.credit_limit is null and old.credit_limit is not null then perform kehu_priv.deny('not_yours', 'credit_limit'); end if;
    if tg_op = 'UPDATE' and old.needs_contract and not new.needs_contract then perform kehu_priv.deny('not_yours', 'needs_contract'); end if;
  end if;
  new.uscc := nullif(upper(regexp_replace(normalize(new.uscc, nfkc), '[\s-]', '', 'g')), '');
  if tg_op = 'INSERT' then
    if new.code is null then new.code := 'CU-' || lpad(new.id::text, greatest(5, length(new.id::text)), '0'); end if;
    new.first_owner_id := new.owner_id;
    new.dept_id := (select o.dept_id from kehu_priv.operator o where o.id = new.owner_id);
    if not kehu_priv.may_own(new.owner_id) then new.owner_id := null; end if;
  end if;
  if new.parent_id is not null and (tg_op = 'INSERT' or new.parent_id is distinct from old.parent_id) and kehu.me() is not null and not kehu.rules_admin()
    and (new.parent_id = new.id or not kehu_priv.sees_customer(new.parent_id)) then new.owner_id := null; end if;
  return new;
end $$;
create trigger a_fill before insert or update of parent_id, credit_limit, needs_contract, uscc on kehu.customer
  for each row execute function kehu_priv.customer_fill();
create trigger touch before update of name, pinyin, initials, kind, parent_id, uscc, source, value_grade, industry, relation_level, status, is_key,
  is_reference, city, phone, credit_limit, default_pay_days, needs_contract, next_contact_on, deleted_at
  on kehu.customer for each row execute function kehu_priv.touch();

create function kehu_priv.customer_card_made() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into kehu.customer_card (customer_id, owner_id, dept_id) values (new.id, new.owner_id, new.dept_id);
  return null;
end $$;
create trigger card after insert on kehu.customer for each row execute function kehu_priv.customer_card_made();

-- Children take their owner columns from the customer; of an unknown or hidden one they stay empty, which the policies refuse.
create function kehu_priv.from_customer() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  select c.owner_id, c.dept_id into new.owner_id, new.dept_id from kehu.customer c where c.id = new.customer_id and c.deleted_at is null;
  return new;
end $$;
create trigger a_owner before insert or update of customer_id on kehu.contact for each row execute function kehu_priv.from_customer();
create trigger a_owner before insert or update of customer_id on kehu.invoice_title for each row execute function kehu_priv.from_customer();
create trigger touch before update of customer_id, name, pinyin, initials, gender, job_title, dept_name, mobile, phone, email, wechat, relation_depth,
  influence, is_key, is_decider, is_payer, do_not_contact, status, birth_calendar, birth_month, birth_day, birth_leap, note, deleted_at
  on kehu.contact for each row execute function kehu_priv.touch();
create trigger touch before update of customer_id, kind, title, tax_no, address, phone, bank, account, is_default, deleted_at
  on kehu.invoice_title for each row execute function kehu_priv.touch();

alter table kehu.customer enable row level security;
create policy all_read on kehu.customer for select to kehu_all_read using ((select kehu.sees_all()));
create policy service on kehu.customer for select to kehu_service using ((select kehu.serves()));
create policy team on kehu.customer for select to kehu_sales using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy desk on kehu.customer for select to kehu_assistant using (dept_id = any ((select kehu.order_depts())::int[]));
create policy shared on kehu.customer for select to kehu_shared using (id = any ((select kehu.shared_ids('customer', false))::bigint[]));
create policy ruled on kehu.customer for select to kehu_shared using (dept_id = any ((select kehu.lent_depts(false))::int[]));
create policy alive on kehu.customer as restrictive to kehu_operator using (deleted_at is null);
create policy own_new on kehu.customer for insert to kehu_sales with check (owner_id = (select kehu.me()));
create policy desk_new on kehu.customer for insert to kehu_assistant
  with check (owner_id is not null and dept_id = any ((select kehu.desk_depts())::int[]));
create policy gm_new on kehu.customer for insert to kehu_all_write with check (owner_id is not null and (select kehu.rules_all()));
create policy team_w on kehu.customer for update to kehu_operator using (owner_id = any ((select kehu.writable_owners())::int[]));
create policy gm_w on kehu.customer for update to kehu_all_write using (owner_id is not null and (select kehu.rules_all()));
create policy shared_w on kehu.customer for update to kehu_shared
  using (owner_id is not null and id = any ((select kehu.shared_ids('customer', true))::bigint[]));
create policy ruled_w on kehu.customer for update to kehu_shared using (owner_id is not null and dept_id = any ((select kehu.lent_depts(true))::int[]));

alter table kehu.customer_card enable row level security;
create policy all_read on kehu.customer_card for select to kehu_all_read using ((select kehu.sees_all()));
create policy service on kehu.customer_card for select to kehu_service using ((select kehu.serves()));
create policy team on kehu.customer_card for select to kehu_sales using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy desk on kehu.customer_card for select to kehu_assistant using (dept_id = any ((select kehu.order_depts())::int[]));
create policy shared on kehu.customer_card for select to kehu_shared using (customer_id = any ((select kehu.shared_ids('customer', false))::bigint[]));
create policy ruled on kehu.customer_card for select to kehu_shared using (dept_id = any ((select kehu.lent_depts(false))::int[]));
create policy alive on kehu.customer_card as restrictive to kehu_operator using (deleted_at is null);
create policy team_w on kehu.customer_card for update to kehu_operator using (owner_id = any ((select kehu.writable_owners())::int[]));
create policy gm_w on kehu.customer_card for update to kehu_all_write using ((select kehu.rules_all()));
create policy shared_w on kehu.customer_card for update to kehu_shared using (customer_id = any ((select kehu.shared_ids('customer', true))::bigint[]));
create policy ruled_w on kehu.customer_card for update to kehu_shared using (dept_id = any ((select kehu.lent_depts(true))::int[]));

alter table kehu.contact enable row level security;
create policy all_read on kehu.contact for select to kehu_all_read using ((select kehu.sees_all()));
create policy service on kehu.contact for select to kehu_service using ((select kehu.serves()));
create policy team on kehu.contact for select to kehu_sales using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy desk on kehu.contact for select to kehu_assistant using (dept_id = any ((select kehu.order_depts())::int[]));
create policy shared on kehu.contact for select to kehu_shared using (customer_id = any ((select kehu.shared_ids('customer', false))::bigint[]));
create policy ruled on kehu.contact for select to kehu_shared using (dept_id = any ((select kehu.lent_depts(false))::int[]));
create policy alive on kehu.contact as restrictive to kehu_operator using (deleted_at is null);
create policy team_new on kehu.contact for insert to kehu_operator with check (owner_id = any ((select kehu.writable_owners())::int[]));
create policy desk_new on kehu.contact for insert to kehu_assistant with check (dept_id = any ((select kehu.desk_depts())::int[]));
create policy gm_new on kehu.contact for insert to kehu_all_write with check (owner_id is not null and (select kehu.rules_all()));
create policy team_w on kehu.contact for update to kehu_operator using (owner_id = any ((select kehu.writable_owners())::int[]));
create policy gm_w on kehu.contact for update to kehu_all_write using ((select kehu.rules_all()));
create policy service_w on kehu.contact for update to kehu_service using ((select kehu.serves()));
create policy shared_w on kehu.contact for update to kehu_shared using (customer_id = any ((select kehu.shared_ids('customer', true))::bigint[]));
create policy ruled_w on kehu.contact for update to kehu_shared using (dept_id = any ((select kehu.lent_depts(true))::int[]));

alter table kehu.invoice_title enable row level security;
create policy all_read on kehu.invoice_title for select to kehu_all_read using ((select kehu.sees_all()));
create policy team on kehu.invoice_title for select to kehu_sales using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy desk on kehu.invoice_title for select to kehu_assistant using (dept_id = any ((select kehu.order_depts())::int[]));
create policy alive on kehu.invoice_title as restrictive to kehu_operator using (deleted_at is null);
create policy team_new on kehu.invoice_title for insert to kehu_operator with check (owner_id = any ((select kehu.writable_owners())::int[]));
create policy desk_new on kehu.invoice_title for insert to kehu_assistant with check (dept_id = any ((select kehu.desk_depts())::int[]));
create policy gm_new on kehu.invoice_title for insert to kehu_all_write with check (owner_id is not null and (select kehu.rules_all()));
create policy team_w on kehu.invoice_title for update to kehu_operator using (owner_id = any ((select kehu.writable_owners())::int[]));
create policy desk_w on kehu.invoice_title for update to kehu_assistant using (dept_id = any ((select kehu.desk_depts())::int[]));
create policy gm_w on kehu.invoice_title for update to kehu_all_write using ((select kehu.rules_all()));

grant select on kehu.customer, kehu.customer_card, kehu.invoice_title to kehu_operator;
-- Without the mobile number, which not everybody reads whole who reads the contact.
grant select (id, version, intent, customer_id, name, pinyin, initials, gender, job_title, dept_name, phone, email, wechat, relation_depth, influence, is_key,
  is_decider, is_payer, do_not_contact, status, birth_calendar, birth_month, birth_day, birth_leap, note, owner_id, dept_id, created_by, created_at,
  updated_at, deleted_at) on kehu.contact to kehu_operator;
grant insert (intent, name, pinyin, initials, kind, parent_id, uscc, source, value_grade, industry, relation_level, is_key, is_reference, city, phone,
  credit_limit, default_pay_days, needs_contract, next_contact_on, owner_id) on kehu.customer to kehu_operator;
grant update (name, pinyin, initials, kind, parent_id, uscc, source, value_grade, industry, relation_level, is_key, is_reference, city, phone,
  credit_limit, default_pay_days, needs_contract, next_contact_on) on kehu.customer to kehu_operator;
grant update (short_name, reference_text, introducer, campaign, province, address, postcode, fax, website, tags, note) on kehu.customer_card to kehu_operator;
grant insert (intent, customer_id, name, pinyin, initials, gender, job_title, dept_name, mobile, phone, email, wechat, relation_depth, influence, is_key,
  is_decider, is_payer, do_not_contact, status, birth_calendar, birth_month, birth_day, birth_leap, note) on kehu.contact to kehu_operator;
-- Customer service changes the ways to reach a person and nothing else: hence not to kehu_operator.
grant update (name, pinyin, initials, gender, job_title, dept_name, mobile, phone, email, wechat, relation_depth, influence, is_key,
  is_decider, is_payer, do_not_contact, status, birth_calendar, birth_month, birth_day, birth_leap, note) on kehu.contact
  to kehu_sales, kehu_assistant, kehu_all_read, kehu_all_write, kehu_marketing;
grant update (mobile, phone, email, wechat) on kehu.contact to kehu_service;
grant insert (customer_id, kind, title, tax_no, address, phone, bank, account, is_default),
  update (kind, title, tax_no, address, phone, bank, account, is_default) on kehu.invoice_title to kehu_operator;

reset role;
