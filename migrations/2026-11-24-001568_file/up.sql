-- Files on records, up to 5 MB each. Read by whoever reads the record; added by whoever may write it, or works on its orders.
set local role kehu_owner;

create table kehu.file (
  id bigint generated always as identity primary key, version int not null default 1, intent uuid,
  customer_id bigint references kehu.customer,
  order_id bigint references kehu.sales_order, contact_id bigint references kehu.contact,
  activity_id bigint references kehu.activity, payment_id bigint references kehu.payment,
  contract_id bigint references kehu.contract, invoice_id bigint references kehu.invoice,
  opportunity_id bigint references kehu.opportunity, lead_id bigint references kehu.lead,
  name kehu.line not null constraint file_name_plain check (name ~ '[^. ]' and name !~ '[/\\]'),
  size int not null generated always as (octet_length(body)) stored constraint file_size check (size between 1 and 5242880),
  body bytea not null, text kehu.note, note kehu.line,
  added_by int not null default kehu.me() references kehu_priv.operator,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), deleted_at timestamptz,
  constraint file_intent_once unique (added_by, intent),
  constraint file_about check (num_nonnulls(order_id, contact_id, activity_id, payment_id, contract_id, invoice_id, opportunity_id, lead_id) <= 1
    and num_nonnulls(customer_id, order_id, contact_id, activity_id, payment_id, contract_id, invoice_id, opportunity_id, lead_id) >= 1)
);
-- Packed already, most of them.
alter table kehu.file alter column body set storage external;
create index file_customer on kehu.file (customer_id, created_at desc);
create index file_order on kehu.file (order_id) where order_id is not null;
create index file_contact on kehu.file (contact_id) where contact_id is not null;
create index file_activity on kehu.file (activity_id) where activity_id is not null;
create index file_payment on kehu.file (payment_id) where payment_id is not null;
create index file_contract on kehu.file (contract_id) where contract_id is not null;
create index file_lead on kehu.file (lead_id) where lead_id is not null;
create index file_opportunity on kehu.file (opportunity_id) where opportunity_id is not null;
create index file_invoice on kehu.file (invoice_id) where invoice_id is not null;

create trigger a_record before insert on kehu.file for each row execute function kehu_priv.of_record();
create trigger touch before update of note, deleted_at on kehu.file for each row execute function kehu_priv.touch();
create trigger tell_i after insert on kehu.file referencing new table as added for each statement execute function kehu_priv.tell('file');
create trigger tell_u after update on kehu.file referencing new table as added for each statement execute function kehu_priv.tell('file');
create trigger a_client before insert or update on kehu.file for each statement execute function kehu_priv.fit_client();

-- Whether the asker works on the customer: may change it, or keeps its orders.
create function kehu_priv.works_on(p_customer bigint) returns bool
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return kehu_priv.writes_customer(p_customer) or exists (select from kehu.customer c where c.id = p_customer and c.deleted_at is null and c.dept_id = any (kehu.desk_depts()));
end $$;
create function kehu.works_on(p_customer bigint, p_activity bigint) returns bool
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return kehu.me() is not null and (kehu_priv.works_on(p_customer)
    or exists (select from kehu.activity a where a.id = p_activity and a.owner_id = any (kehu.writable_owners())));
end $$;

alter table kehu.file enable row level security;
create policy with_record on kehu.file for select to kehu_operator using (case
    when order_id is not null then exists (select from kehu.sales_order x where x.id = order_id)
    when contact_id is not null then exists (select from kehu.contact x where x.id = contact_id)
    when activity_id is not null then exists (select from kehu.activity x where x.id = activity_id)
    when payment_id is not null then exists (select from kehu.payment x where x.id = payment_id)
    when contract_id is not null then exists (select from kehu.contract x where x.id = contract_id)
    when invoice_id is not null then exists (select from kehu.invoice x where x.id = invoice_id)
    when opportunity_id is not null then exists (select from kehu.opportunity x where x.id = opportunity_id)
    when lead_id is not null then exists (select from kehu.lead x where x.id = lead_id)
    else exists (select from kehu.customer x where x.id = customer_id) end);
create policy alive on kehu.file as restrictive to kehu_operator using (deleted_at is null);
create policy on_record on kehu.file for insert to kehu_operator with check (added_by = (select kehu.me()) and case when lead_id is not null then
      exists (select from kehu.lead x where x.id = lead_id and (x.owner_id = any ((select kehu.writable_owners())::int[]) or x.id = any ((select kehu.shared_ids('lead', true))::bigint[])
        or (select kehu.markets()) or (select kehu.rules_all())))
    else kehu.works_on(customer_id, activity_id) or exists (select from kehu.opportunity x where x.id = opportunity_id and (x.owner_id = any ((select kehu.writable_owners())::int[])
      or x.id = any ((select kehu.shared_ids('opportunity', true))::bigint[]) or x.dept_id = any ((select kehu.lent_depts(true))::int[]))) end and case
    when order_id is not null then exists (select from kehu.sales_order x where x.id = order_id)
    when contact_id is not null then exists (select from kehu.contact x where x.id = contact_id)
    when activity_id is not null then exists (select from kehu.activity x where x.id = activity_id)
    when payment_id is not null then exists (select from kehu.payment x where x.id = payment_id)
    when contract_id is not null then exists (select from kehu.contract x where x.id = contract_id)
    when invoice_id is not null then exists (select from kehu.invoice x where x.id = invoice_id)
    when opportunity_id is not null then exists (select from kehu.opportunity x where x.id = opportunity_id)
    when lead_id is not null then exists (select from kehu.lead x where x.id = lead_id)
    else exists (select from kehu.customer x where x.id = customer_id) end);
create policy own_w on kehu.file for update to kehu_operator using (added_by = (select kehu.me()) and case
    when order_id is not null then exists (select from kehu.sales_order x where x.id = order_id)
    when contact_id is not null then exists (select from kehu.contact x where x.id = contact_id)
    when activity_id is not null then exists (select from kehu.activity x where x.id = activity_id)
    when payment_id is not null then exists (select from kehu.payment x where x.id = payment_id)
    when contract_id is not null then exists (select from kehu.contract x where x.id = contract_id)
    when invoice_id is not null then exists (select from kehu.invoice x where x.id = invoice_id)
    when opportunity_id is not null then exists (select from kehu.opportunity x where x.id = opportunity_id)
    when lead_id is not null then exists (select from kehu.lead x where x.id = lead_id)
    else exists (select from kehu.customer x where x.id = customer_id) end);
grant select, insert (intent, customer_id, order_id, contact_id, activity_id, payment_id, contract_id, invoice_id, opportunity_id, lead_id, name, body, text, note), update (note)
  on kehu.file to kehu_operator;
grant execute on function kehu.works_on(bigint, bigint) to kehu_operator;

-- Who added it takes it away again, and the general manager.
create function kehu.delete_file(p_id bigint, p_version int) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_by int; v_version int;
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  select x.added_by, x.version into v_by, v_version from kehu.file x where x.id = p_id and x.deleted_at is null for update;
  if v_by is null or not (kehu.rules_all() or v_by = kehu.me()) then perform kehu_priv.deny('not_yours'); end if;
  if v_version is distinct from p_version then perform kehu_priv.stale(); end if;
  update kehu.file x set deleted_at = now() where x.id = p_id;
end $$;
grant execute on function kehu.delete_file(bigint, int) to kehu_operator;

comment on table kehu.file is 'Files that hang on records: contract texts, tear sheets, receipts';
comment on column kehu.file.text is 'what of it can be read as text, cleaned, for showing in place';
comment on column kehu.file.customer_id is 'the customer of the record, filled in';

reset role;
