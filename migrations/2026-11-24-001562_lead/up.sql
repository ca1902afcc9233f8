-- Leads: companies that may become customers. Their activities are follow-ups like any others, and go on with the customer.
set local role kehu_owner;

create table kehu.lead (
  id bigint generated always as identity primary key,
  version int not null default 1,
  intent uuid,
  name kehu.line not null constraint lead_name_blank check (name ~ U&'[^ \00A0\2000-\200A\202F\205F\2800\3000]'),
  pinyin kehu.line not null default '',
  initials kehu.line not null default '',
  contact_name kehu.line, job_title kehu.line, mobile kehu.line, phone kehu.line, city kehu.line,
  source kehu.line, industry kehu.line, interest kehu.note,
  state text not null default 'new' constraint lead_state check (state in ('new','working','converted','dropped')),
  drop_reason kehu.line,
  next_contact_on kehu.bizdate,
  last_contact_at timestamptz,
  customer_id bigint constraint lead_customer references kehu.customer,
  contact_id bigint references kehu.contact,
  opportunity_id bigint references kehu.opportunity,
  converted_at timestamptz,
  ext jsonb not null default '{}',
  owner_id int not null default kehu.me() references kehu_priv.operator,
  dept_id int not null references kehu.department,
  first_owner_id int not null references kehu_priv.operator,
  created_by int not null default kehu.me() references kehu_priv.operator,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), deleted_at timestamptz,
  constraint lead_intent_once unique (created_by, intent),
  constraint lead_dropped check ((state = 'dropped') = (drop_reason is not null)),
  constraint lead_converted check ((state = 'converted') = (customer_id is not null) and (state = 'converted') = (converted_at is not null))
);
create index lead_owner on kehu.lead (owner_id, updated_at desc, id desc) where deleted_at is null;
create index lead_dept on kehu.lead (dept_id, updated_at desc, id desc) where deleted_at is null;
create index lead_newest on kehu.lead (updated_at desc, id desc) where deleted_at is null;
create index lead_first_owner on kehu.lead (first_owner_id);
create index lead_customer_of on kehu.lead (customer_id);
create index lead_contact_of on kehu.lead (contact_id);
create index lead_opportunity_of on kehu.lead (opportunity_id) where opportunity_id is not null;
create index lead_initials on kehu.lead (initials text_pattern_ops);
create index lead_pinyin on kehu.lead (pinyin text_pattern_ops);

alter table kehu.activity add column lead_id bigint references kehu.lead;
create index activity_lead on kehu.activity (lead_id) where lead_id is not null;

comment on table kehu.lead is 'Companies that may become customers';
comment on column kehu.lead.customer_id is 'the customer that it became';
comment on column kehu.lead.opportunity_id is 'the opportunity that was made with the customer';
comment on column kehu.lead.ext is 'fields that the administrator added';
comment on column kehu.lead.dept_id is 'the department of the owner when he got the lead';
comment on column kehu.lead.first_owner_id is 'who brought it in; only while still the owner may he delete it';
comment on column kehu.activity.lead_id is 'the lead that it followed up; once that is a customer, the customer too';

create function kehu.markets() returns bool
  language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from kehu_priv.operator o where o.login = session_user and o.status = 'active' and o.role = 'mk');
end $$;
grant execute on function kehu.markets() to kehu_operator;
comment on function kehu.markets() is 'marketing: keeps the leads of the whole company';

-- Outside row security, hence the arms of the policies again.
create function kehu_priv.sees_lead(p_id bigint) returns bool
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from kehu.lead l where l.id = p_id and l.deleted_at is null
    and (kehu.sees_all() or kehu.markets() or l.owner_id = any (kehu.readable_owners()) or l.id = any (kehu.shared_ids('lead', false))));
end $$;

-- Fill, never judge: an impossible owner empties owner_id, which every policy refuses.
create function kehu_priv.lead_fill() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.first_owner_id := new.owner_id;
  new.dept_id := (select o.dept_id from kehu_priv.operator o where o.id = new.owner_id);
  if not kehu_priv.may_have_lead(new.owner_id) then new.owner_id := null; end if;
  return new;
end $$;
create function kehu_priv.may_have_lead(p_operator int) returns bool
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return kehu_priv.may_own(p_operator) or exists (select from kehu_priv.operator o where o.id = p_operator and o.status = 'active' and o.role = 'mk');
end $$;
create trigger a_fill before insert on kehu.lead for each row execute function kehu_priv.lead_fill();
create trigger a_client before insert or update on kehu.lead for each statement execute function kehu_priv.fit_client();
create trigger touch before update of name, pinyin, initials, contact_name, job_title, mobile, phone, city, source, industry, interest, state, drop_reason, next_contact_on, ext, deleted_at
  on kehu.lead for each row execute function kehu_priv.touch();
create trigger audit after insert or delete or update of name, contact_name, job_title, mobile, phone, city, source, industry, interest, state, drop_reason, next_contact_on, customer_id, ext,
    owner_id, dept_id, deleted_at
  on kehu.lead for each row execute function kehu_priv.write_audit('lead');
create trigger tell_i after insert on kehu.lead referencing new table as added for each statement execute function kehu_priv.tell('lead');
create trigger tell_u after update on kehu.lead referencing new table as added for each statement execute function kehu_priv.tell('lead');

-- What follows up a lead that became a customer is the customer's.
create function kehu_priv.activity_of_lead() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l kehu.lead;
begin
  select * into l from kehu.lead x where x.id = new.lead_id and x.deleted_at is null for share;
  if l.id is null or kehu.me() is not null and not kehu_priv.sees_lead(l.id) or coalesce(new.customer_id, l.customer_id) is distinct from l.customer_id then
    new.owner_id := null;
  else
    new.customer_id := l.customer_id;
  end if;
  return new;
end $$;
create trigger b_lead before insert on kehu.activity for each row when (new.lead_id is not null) execute function kehu_priv.activity_of_lead();
create function kehu_priv.lead_touched() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update kehu.lead l set last_contact_at = (select max(a.done_at) from kehu.activity a where a.lead_id = new.lead_id and a.state = 'done'
      and a.deleted_at is null and a.kind in ('visit', 'call', 'meeting', 'mail', 'message')) where l.id = new.lead_id;
  return null;
end $$;
create trigger lead_touched after update of state, deleted_at on kehu.activity for each row
  when (new.lead_id is not null and (old.state, old.deleted_at) is distinct from (new.state, new.deleted_at)) execute function kehu_priv.lead_touched();
create trigger lead_touched_new after insert on kehu.activity for each row when (new.lead_id is not null and new.state = 'done') execute function kehu_priv.lead_touched();

alter table kehu.lead enable row level security;
create policy all_read on kehu.lead for select to kehu_all_read using ((select kehu.sees_all()));
create policy market on kehu.lead for select to kehu_marketing using ((select kehu.markets()));
create policy team on kehu.lead for select to kehu_operator using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy shared on kehu.lead for select to kehu_shared using (id = any ((select kehu.shared_ids('lead', false))::bigint[]));
create policy alive on kehu.lead as restrictive to kehu_operator using (deleted_at is null);
create policy own_new on kehu.lead for insert to kehu_sales with check (owner_id = (select kehu.me()) or owner_id = any ((select kehu.led_people())::int[]));
create policy market_new on kehu.lead for insert to kehu_marketing with check (owner_id is not null and (select kehu.markets()));
create policy gm_new on kehu.lead for insert to kehu_all_write with check (owner_id is not null and (select kehu.rules_all()));
-- What became a customer is changed there.
create policy team_w on kehu.lead for update to kehu_operator using (state <> 'converted' and owner_id = any ((select kehu.writable_owners())::int[]));
create policy market_w on kehu.lead for update to kehu_marketing using (state <> 'converted' and (select kehu.markets()));
create policy shared_w on kehu.lead for update to kehu_shared using (state <> 'converted' and id = any ((select kehu.shared_ids('lead', true))::bigint[]));
create policy gm_w on kehu.lead for update to kehu_all_write using (state <> 'converted' and owner_id is not null and (select kehu.rules_all()));
grant select on kehu.lead to kehu_operator;
grant insert (intent, name, pinyin, initials, contact_name, job_title, mobile, phone, city, source, industry, interest, next_contact_on, owner_id, ext),
  update (name, pinyin, initials, contact_name, job_title, mobile, phone, city, source, industry, interest, next_contact_on, ext) on kehu.lead to kehu_operator;
grant insert (lead_id) on kehu.activity to kehu_operator;

reset role;
