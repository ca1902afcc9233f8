-- Guarded moves of leads: worked on, dropped, given, deleted, converted into a customer once. Lock order: customer, then the lead.
set local role kehu_owner;

create function kehu_priv.hold_lead(p_id bigint, p_version int) returns kehu.lead
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l kehu.lead;
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  select * into l from kehu.lead x where x.id = p_id and x.deleted_at is null for update;
  if l.id is null or not (kehu.rules_all() or kehu.markets() or l.owner_id = any (kehu.writable_owners()) or p_id = any (kehu.shared_ids('lead', true))) then perform kehu_priv.deny('not_yours'); end if;
  if l.version is distinct from p_version then perform kehu_priv.stale(); end if;
  return l;
end $$;

-- new -> working; both -> dropped, with a reason; dropped -> working again.
create function kehu.move_lead(p_id bigint, p_version int, p_to text, p_reason text default null) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l kehu.lead := kehu_priv.hold_lead(p_id, p_version); v_reason text := nullif(btrim(p_reason), '');
begin
  if p_to is null or (l.state, p_to) not in (('new', 'working'), ('new', 'dropped'), ('working', 'dropped'), ('dropped', 'working')) then perform kehu_priv.refuse('bad_state', 'state', l.state); end if;
  if p_to = 'dropped' and v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
  update kehu.lead x set state = p_to, drop_reason = case when p_to = 'dropped' then v_reason end where x.id = p_id returning x.version into l.version;
  return l.version;
end $$;

-- A superior gives what his people have, a director his own too; marketing and the general manager any. To a seller, or to marketing; all or none.
create function kehu.transfer_lead(p_ids bigint[], p_to int, p_reason text default null) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me int := kehu.me(); v_all bool := kehu.rules_all() or kehu.markets(); v_dept int := (select o.dept_id from kehu_priv.operator o where o.id = p_to);
  v_batch uuid := gen_random_uuid(); v_mine int[]; v_found int; v_moved int;
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  v_mine := array(select r.report_id from kehu_priv.reach r where r.boss_id = v_me and r.writes and (r.report_id <> v_me or kehu_priv.my_role() in ('sd', 'md')));
  -- Nobody is disabled while he is given something.
  perform from kehu_priv.operator o where o.id = p_to for share;
  perform from kehu.lead l where l.id = any (p_ids) order by l.id for update;
  select count(*) into v_found from kehu.lead l where l.id = any (p_ids) and l.deleted_at is null and (v_all or l.owner_id = any (v_mine));
  if v_found = 0 or v_found <> (select count(distinct i) from unnest(p_ids) i) then perform kehu_priv.deny('not_yours'); end if;
  if not kehu_priv.may_have_lead(p_to) or not (v_all or p_to = any (kehu.writable_owners())) then perform kehu_priv.refuse('receiver_not_allowed', 'to'); end if;
  insert into kehu_priv.owner_history (kind, record_id, from_operator_id, to_operator_id, from_dept_id, to_dept_id, reason, batch)
    select 'lead', l.id, l.owner_id, p_to, l.dept_id, v_dept, p_reason, v_batch from kehu.lead l where l.id = any (p_ids) and (l.owner_id, l.dept_id) is distinct from (p_to, v_dept);
  update kehu.lead l set owner_id = p_to, dept_id = v_dept where l.id = any (p_ids) and (l.owner_id, l.dept_id) is distinct from (p_to, v_dept);
  get diagnostics v_moved = row_count;
  return v_moved;
end $$;

-- The general manager, or the owner who is also the first owner. What became a customer stays as its history.
create function kehu.delete_lead(p_id bigint, p_version int) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l kehu.lead := kehu_priv.hold_lead(p_id, p_version);
begin
  if not (kehu.rules_all() or (l.owner_id = kehu.me() and l.first_owner_id = kehu.me())) then perform kehu_priv.deny('not_yours'); end if;
  if l.state = 'converted' then perform kehu_priv.refuse('bad_state', 'state', l.state); end if;
  update kehu.activity a set deleted_at = now() where a.lead_id = p_id and a.deleted_at is null and a.state in ('planned', 'in_progress');
  update kehu.lead x set deleted_at = now() where x.id = p_id;
end $$;

-- Into the customer named, or a new one of the lead's owner; the person into a contact, unless the customer has him already; what was done and is planned
-- goes along. Who is very like the new customer is passed over only if the caller is sure. Again it answers what it became: `existed`. A name spelt by the
-- client, as of any contact: p_pinyin, p_initials. Where p_sale says anything, an opportunity too: opportunity_name, product_line, intent_evidence, amount,
-- expected_close_on. What is planned for the lead is the opportunity's then.
create function kehu.convert_lead(p_id bigint, p_version int, p_customer_id bigint default null, p_sure bool default false, p_pinyin text default '', p_initials text default '',
    p_sale jsonb default null)
  returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  l kehu.lead; c kehu.customer; v_customer bigint := p_customer_id; v_contact bigint; v_like text; v_person text; v_number text; v_opportunity bigint;
  v_sale jsonb := (select jsonb_object_agg(s.key, s.value) from jsonb_each_text(p_sale) s where btrim(s.value) <> ''
    and s.key in ('opportunity_name', 'product_line', 'intent_evidence', 'amount', 'expected_close_on'));
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  perform kehu_priv.see_now();
  select * into c from kehu.customer x where x.id = p_customer_id and x.deleted_at is null for update;
  select * into l from kehu.lead x where x.id = p_id and x.deleted_at is null for update;
  if l.id is null or not (kehu.rules_all() or l.owner_id = any (kehu.writable_owners())) then perform kehu_priv.deny('not_yours'); end if;
  if l.state = 'converted' and coalesce(p_customer_id, l.customer_id) = l.customer_id then
    return jsonb_build_object('customer_id', l.customer_id, 'contact_id', l.contact_id, 'opportunity_id', l.opportunity_id, 'version', l.version, 'existed', true);
  end if;
  if l.version is distinct from p_version then perform kehu_priv.stale(); end if;
  if l.state not in ('new', 'working') then perform kehu_priv.refuse('bad_state', 'state', l.state); end if;
  if p_customer_id is null then
    if not kehu_priv.may_own(l.owner_id) then perform kehu_priv.refuse('needs_seller', 'owner'); end if;
    select string_agg(concat_ws(' ', k.name, k.department, k.owner), '; ') into v_like
      from kehu.like_customer(l.name::text, null, coalesce(l.phone, l.mobile)::text) k where k.verdict = 'strong';
    if v_like is not null and not coalesce(p_sure, false) then perform kehu_priv.refuse('very_like', 'customer', v_like); end if;
    insert into kehu.customer (name, pinyin, initials, source, industry, city, phone, next_contact_on, owner_id)
      values (l.name, l.pinyin, l.initials, l.source, l.industry, l.city, l.phone, l.next_contact_on, l.owner_id) returning id into v_customer;
    -- What the administrator added to both goes along, where the customer's field takes it.
    update kehu.customer_card k set ext = e.ext from (select jsonb_object_agg(f.name, l.ext -> f.name) as ext from kehu.custom_field f
        where f.kind = 'customer' and f.active and l.ext ? f.name and kehu_priv.ext_fits(f.type, f.dict_code, l.ext -> f.name)) e
     where k.customer_id = v_customer and e.ext is not null;
  else
    if c.id is null or not kehu_priv.writes_customer(c.id) then perform kehu_priv.deny('not_yours', 'customer'); end if;
    if c.status = 'archived' then perform kehu_priv.refuse('archived', 'customer'); end if;
  end if;
  v_person := kehu_priv.plain_text(l.contact_name); v_number := kehu_priv.whole_number(l.mobile);
  if coalesce(v_person, '') <> '' or v_number is not null then
    select k.id into v_contact from kehu.contact k where k.customer_id = v_customer and k.deleted_at is null
      and (kehu_priv.plain_text(k.name) = v_person or kehu_priv.whole_number(k.mobile) = v_number) order by k.id limit 1;
    if v_contact is null and coalesce(v_person, '') <> '' then
      insert into kehu.contact (customer_id, name, pinyin, initials, job_title, mobile, phone)
        values (v_customer, l.contact_name, coalesce(p_pinyin, ''), coalesce(p_initials, ''), l.job_title, l.mobile, l.phone) returning id into v_contact;
    end if;
  end if;
  update kehu.activity a set customer_id = v_customer, contact_id = v_contact where a.lead_id = p_id and a.deleted_at is null;
  update kehu.comment m set customer_id = v_customer where m.lead_id = p_id;
  update kehu.file f set customer_id = v_customer where f.lead_id = p_id;
  update kehu.customer x set last_contact_at = greatest(x.last_contact_at, l.last_contact_at) where x.id = v_customer and l.last_contact_at is not null;
  if v_sale is not null then
    if not v_sale ? 'opportunity_name' then perform kehu_priv.refuse('required', 'opportunity_name'); end if;
    v_sale := v_sale - 'opportunity_name' || jsonb_build_object('name', v_sale ->> 'opportunity_name', 'intent', gen_random_uuid(), 'customer_id', v_customer);
    -- What the administrator added to both goes along here too.
    v_sale := v_sale || (select coalesce(jsonb_object_agg(f.name, l.ext -> f.name), '{}') from kehu.custom_field f
      where f.kind = 'opportunity' and f.active and l.ext ? f.name and kehu_priv.ext_fits(f.type, f.dict_code, l.ext -> f.name));
    v_opportunity := (kehu.save_opportunity(v_sale) ->> 'id')::bigint;
  end if;
  update kehu.lead x set state = 'converted', customer_id = v_customer, contact_id = v_contact, opportunity_id = v_opportunity, converted_at = now() where x.id = p_id
    returning x.version into l.version;
  insert into kehu.pursuit (activity_id, opportunity_id) select a.id, v_opportunity from kehu.activity a
    where a.lead_id = p_id and v_opportunity is not null and a.deleted_at is null and a.state in ('planned', 'in_progress') order by a.id
    on conflict do nothing;
  return jsonb_build_object('customer_id', v_customer, 'contact_id', v_contact, 'opportunity_id', v_opportunity, 'version', l.version, 'existed', false);
end $$;

-- By which a lead is known: its name as companies are compared, and its numbers.
create table kehu_priv.lead_key (
  lead_id bigint primary key references kehu.lead,
  name_norm text not null, name_core text, regions text[] not null, numbers text[] not null, live bool not null
);
create index lead_key_norm on kehu_priv.lead_key (name_norm) where live;
create index lead_key_core on kehu_priv.lead_key (name_core) where live;
create index lead_key_numbers on kehu_priv.lead_key using gin (numbers) where live;
comment on table kehu_priv.lead_key is 'By which leads are found that may be one company';
create function kehu_priv.lead_keys() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into kehu_priv.lead_key as k (lead_id, name_norm, name_core, regions, numbers, live)
    select new.id, p.norm, case when p.brand <> '' then p.core end, p.regions,
           array_remove(array[kehu_priv.whole_number(new.mobile), kehu_priv.whole_number(new.phone)], null), new.deleted_at is null and new.state in ('new', 'working')
      from kehu_priv.name_words() w, kehu_priv.name_parts(new.name, w.regions, w.trades) p
    on conflict (lead_id) do update set name_norm = excluded.name_norm, name_core = excluded.name_core, regions = excluded.regions, numbers = excluded.numbers, live = excluded.live;
  return null;
end $$;
create trigger keys after insert or update of name, mobile, phone, state, deleted_at on kehu.lead for each row execute function kehu_priv.lead_keys();

-- Who may be the lead being entered, across rights: customers, as like_customer finds them, and leads that are followed up. The id only where the asker
-- may read the record, and only of leads: a customer's is none of theirs.
create function kehu.like_lead(p_name text, p_mobile text default null, p_phone text default null, p_except bigint default null)
  returns table (verdict text, reason text, score int, id bigint, name text, department text, owner text, status text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare v record; v_numbers text[] := array_remove(array[kehu_priv.whole_number(p_mobile), kehu_priv.whole_number(p_phone)], null);
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  select p.norm, case when p.brand <> '' then p.core end as core, p.regions into v
    from kehu_priv.name_words() w, kehu_priv.name_parts(coalesce(p_name, ''), w.regions, w.trades) p;
  return query
    select x.* from (
      select c.verdict, c.reason, c.score, null::bigint as id, c.name, c.department, c.owner, c.status
        from kehu.like_customer(p_name, null, coalesce(p_phone, p_mobile)) c
      union all
      select h.verdict, h.reason, h.score, case when kehu_priv.sees_lead(l.id) then l.id end, l.name::text, d.name::text, o.name::text, l.state
        from (select distinct on (y.id) y.* from (
                (select k.lead_id as id, 'strong' as verdict, 'lead_name' as reason, 95 as score from kehu_priv.lead_key k
                  where k.live and length(v.norm) > 1 and k.name_norm = v.norm limit 20)
                union all
                (select k.lead_id, 'strong', 'lead_phone', 80 from kehu_priv.lead_key k where k.live and v_numbers <> '{}' and k.numbers && v_numbers limit 20)
                union all
                (select k.lead_id, case when kehu_priv.elsewhere(k.regions, v.regions) then 'weak' else 'strong' end, 'lead_core',
                        case when kehu_priv.elsewhere(k.regions, v.regions) then 65 else 85 end
                   from kehu_priv.lead_key k where k.live and k.name_core = v.core limit 20)
              ) y where y.id is distinct from p_except order by y.id, y.score desc) h
        join kehu.lead l on l.id = h.id join kehu_priv.operator o on o.id = l.owner_id join kehu.department d on d.id = l.dept_id) x
     order by x.score desc, x.name limit 10;
end $$;
grant execute on function kehu.like_lead(text, text, text, bigint) to kehu_operator;
comment on function kehu.like_lead(text, text, text, bigint) is 'customers and leads that may be the lead being entered';

grant execute on function kehu.move_lead(bigint, int, text, text), kehu.transfer_lead(bigint[], int, text), kehu.delete_lead(bigint, int),
  kehu.convert_lead(bigint, int, bigint, bool, text, text, jsonb) to kehu_operator;
comment on function kehu.convert_lead(bigint, int, bigint, bool, text, text, jsonb) is 'makes a customer and a contact of a lead, and an opportunity if one is named, once';

reset role;
