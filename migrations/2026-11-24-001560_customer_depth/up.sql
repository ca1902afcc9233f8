-- What is worked out of a customer and what is around it, once, for lists and for reports; and the directory of reference customers,
-- which everybody reads (R27).
set local role kehu_owner;

insert into kehu.setting (key, value, note) values
  ('grade_a', '200000', 'orders of twelve months from which the grade A is suggested, in yuan'),
  ('grade_b', '50000', 'the same for B; less than that, but something, is C');

-- Under the reader's own rights: an order that he does not read does not count for him.
create view kehu_rpt.customer_profile with (security_invoker = true) as
select c.id,
  -- Fifteen things that a customer can be known by.
  round(100.0 * (num_nonnulls(c.uscc, c.source, c.value_grade, c.industry, c.relation_level, c.city, c.phone)
    + (select num_nonnulls(k.short_name, k.province, k.address, k.postcode) from kehu.customer_card k where k.customer_id = c.id)
    + exists (select from kehu.contact p where p.customer_id = c.id)::int
    + exists (select from kehu.contact p where p.customer_id = c.id and p.is_key)::int
    + exists (select from kehu.contact p where p.customer_id = c.id and p.is_decider)::int
    + exists (select from kehu.invoice_title t where t.customer_id = c.id)::int) / 15)::int as completeness,
  (select count(*)::int from kehu.sales_order o where o.customer_id = c.id and o.deleted_at is null
     and o.state in ('confirmed', 'executing', 'suspended', 'completed', 'terminated')) as orders_count,
  (select coalesce(sum(o.net_amount), 0) from kehu.sales_order o where o.customer_id = c.id and o.deleted_at is null
     and o.state in ('confirmed', 'executing', 'suspended', 'completed', 'terminated')
     and o.signed_on > (select kehu.today()) - interval '12 months') as sold_year,
  (select case when sum(o.net_amount) >= (select (s.value #>> '{}')::numeric from kehu.setting s where s.key = 'grade_a') then 'a'
               when sum(o.net_amount) >= (select (s.value #>> '{}')::numeric from kehu.setting s where s.key = 'grade_b') then 'b'
               when sum(o.net_amount) > 0 then 'c' end
     from kehu.sales_order o where o.customer_id = c.id and o.deleted_at is null
     and o.state in ('confirmed', 'executing', 'suspended', 'completed', 'terminated')
     and o.signed_on > (select kehu.today()) - interval '12 months') as grade_suggested
  from kehu.customer c;
grant select on kehu_rpt.customer_profile to kehu_operator;

create table kehu.reference_card (
  customer_id bigint primary key references kehu.customer,
  name kehu.line not null, industry kehu.line, reference_text kehu.note, owner_id int not null references kehu_priv.operator,
  updated_at timestamptz not null default now()
);
create index reference_card_owner on kehu.reference_card (owner_id);
alter table kehu.reference_card enable row level security;
create policy everybody on kehu.reference_card for select to kehu_operator using ((select kehu.me()) is not null);
grant select on kehu.reference_card to kehu_operator;

create function kehu_priv.reference_kept() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_id bigint := (to_jsonb(new) ->> tg_argv[0])::bigint;
begin
  delete from kehu.reference_card r where r.customer_id = v_id
    and not exists (select from kehu.customer c where c.id = v_id and c.is_reference and c.deleted_at is null);
  insert into kehu.reference_card as r (customer_id, name, industry, reference_text, owner_id)
    select c.id, c.name, c.industry, k.reference_text, c.owner_id from kehu.customer c left join kehu.customer_card k on k.customer_id = c.id
     where c.id = v_id and c.is_reference and c.deleted_at is null
    on conflict (customer_id) do update set name = excluded.name, industry = excluded.industry, reference_text = excluded.reference_text,
      owner_id = excluded.owner_id, updated_at = now();
  return null;
end $$;
create trigger reference_new after insert on kehu.customer for each row when (new.is_reference) execute function kehu_priv.reference_kept('id');
create trigger reference after update of name, industry, is_reference, owner_id, deleted_at on kehu.customer for each row
  when (old.is_reference or new.is_reference) execute function kehu_priv.reference_kept('id');
create trigger reference after update of reference_text on kehu.customer_card for each row
  when (old.reference_text is distinct from new.reference_text) execute function kehu_priv.reference_kept('customer_id');

comment on view kehu_rpt.customer_profile is 'Worked out per customer: completeness, orders, what twelve months brought, the grade that suggests';
comment on table kehu.reference_card is 'The directory of reference customers: what everybody may know of them';

reset role;
