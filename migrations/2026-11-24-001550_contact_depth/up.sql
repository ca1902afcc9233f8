-- What lists of contacts rarely show stands on a card, as with customers. A mobile number is read by those who may write the contact; the
-- others read it masked: of the column itself operators have no SELECT.
set local role kehu_owner;

create table kehu.contact_card (
  contact_id bigint primary key references kehu.contact,
  mobile_masked kehu.line, phone_ext kehu.line, fax kehu.line, qq kehu.line,
  birth_year int constraint contact_card_birth_year check (birth_year between 1900 and 2100),
  reports_to_id bigint constraint contact_card_reports_to references kehu.contact,
  hobbies kehu.line, ext jsonb not null default '{}', updated_at timestamptz not null default now()
);
create index contact_card_reports_to_of on kehu.contact_card (reports_to_id);

create table kehu.contact_mobile (contact_id bigint primary key references kehu.contact, mobile kehu.line not null);

create function kehu_priv.masked(p_number text) returns text
  language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
begin
  return case when length(p_number) >= 8 then left(p_number, 3) || '****' || right(p_number, 4) when p_number <> '' then '****' end;
end $$;

create function kehu_priv.contact_made() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then insert into kehu.contact_card (contact_id, mobile_masked) values (new.id, kehu_priv.masked(new.mobile));
  else update kehu.contact_card k set mobile_masked = kehu_priv.masked(new.mobile) where k.contact_id = new.id; end if;
  if coalesce(new.mobile, '') = '' then delete from kehu.contact_mobile m where m.contact_id = new.id;
  else insert into kehu.contact_mobile as m (contact_id, mobile) values (new.id, new.mobile) on conflict (contact_id) do update set mobile = excluded.mobile; end if;
  return null;
end $$;
create trigger card after insert or update of mobile on kehu.contact for each row execute function kehu_priv.contact_made();

-- A superior is a person of the same customer, and nobody is above himself.
create function kehu_priv.contact_card_fit() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.reports_to_id is null then return new; end if;
  if not exists (select from kehu.contact a join kehu.contact b on b.customer_id = a.customer_id
                  where a.id = new.contact_id and b.id = new.reports_to_id and b.deleted_at is null) then
    perform kehu_priv.refuse('reports_elsewhere', 'reports_to'); end if;
  if exists (with recursive up (id) as (select new.reports_to_id union select k.reports_to_id from kehu.contact_card k join up on up.id = k.contact_id)
             select from up where up.id = new.contact_id) then perform kehu_priv.refuse('circle', 'reports_to'); end if;
  return new;
end $$;
create trigger fit before update of reports_to_id on kehu.contact_card for each row execute function kehu_priv.contact_card_fit();

-- The rights of both are those of the contact: nothing is carried that a hand-over would have to move.
alter table kehu.contact_card enable row level security;
create policy with_contact on kehu.contact_card for select to kehu_operator using (exists (select from kehu.contact c where c.id = contact_id));
create policy team_w on kehu.contact_card for update to kehu_operator
  using (exists (select from kehu.contact c where c.id = contact_id and c.owner_id = any ((select kehu.writable_owners())::int[])));
create policy gm_w on kehu.contact_card for update to kehu_all_write
  using ((select kehu.rules_all()) and exists (select from kehu.contact c where c.id = contact_id));
create policy shared_w on kehu.contact_card for update to kehu_shared
  using (exists (select from kehu.contact c where c.id = contact_id and c.customer_id = any ((select kehu.shared_ids('customer', true))::bigint[])));
create policy ruled_w on kehu.contact_card for update to kehu_shared
  using (exists (select from kehu.contact c where c.id = contact_id and c.dept_id = any ((select kehu.lent_depts(true))::int[])));

alter table kehu.contact_mobile enable row level security;
create policy team on kehu.contact_mobile for select to kehu_operator
  using (exists (select from kehu.contact c where c.id = contact_id and c.owner_id = any ((select kehu.writable_owners())::int[])));
create policy gm on kehu.contact_mobile for select to kehu_all_write
  using ((select kehu.rules_all()) and exists (select from kehu.contact c where c.id = contact_id));
create policy service on kehu.contact_mobile for select to kehu_service
  using ((select kehu.serves()) and exists (select from kehu.contact c where c.id = contact_id));
create policy shared on kehu.contact_mobile for select to kehu_shared
  using (exists (select from kehu.contact c where c.id = contact_id and c.customer_id = any ((select kehu.shared_ids('customer', true))::bigint[])));
create policy ruled on kehu.contact_mobile for select to kehu_shared
  using (exists (select from kehu.contact c where c.id = contact_id and c.dept_id = any ((select kehu.lent_depts(true))::int[])));

grant select on kehu.contact_card, kehu.contact_mobile to kehu_operator;
grant update (phone_ext, fax, qq, birth_year, reports_to_id, hobbies) on kehu.contact_card to kehu_operator;

create trigger audit after update of phone_ext, fax, qq, birth_year, reports_to_id, hobbies, ext on kehu.contact_card
  for each row execute function kehu_priv.write_audit('contact', 'contact_id');
create trigger tell_u after update on kehu.contact_card referencing new table as added for each statement execute function kehu_priv.tell('contact', 'contact_id');
create trigger a_client before insert or update on kehu.contact_card for each statement execute function kehu_priv.fit_client();

-- The log names fields as people read them, and a number no better than the card does.
create function kehu_priv.told_mobile(p_id bigint, p_number text) returns text
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return case when exists (select from kehu.contact c where c.id = p_id and (kehu_priv.writes_customer(c.customer_id) or kehu.serves())) then p_number
    else kehu_priv.masked(p_number) end;
end $$;

comment on table kehu.contact_card is 'One to one with contact: what lists rarely show';
comment on column kehu.contact_card.mobile_masked is 'the mobile number as those read it who may not write the contact';
comment on column kehu.contact_card.reports_to_id is 'the superior, at the same customer';
comment on table kehu.contact_mobile is 'Mobile numbers, for those who may write the contact; filled from contact.mobile, which no operator reads';

reset role;
