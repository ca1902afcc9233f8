-- Pairs of customers that may be one company, and of people of one customer who may be one person: found over all data in one statement,
-- decided once and remembered.
set local role kehu_owner;

create table kehu.dup_candidate (
  id bigint generated always as identity primary key,
  version int not null default 1,
  first_id bigint not null constraint dup_candidate_first references kehu.customer,
  second_id bigint not null constraint dup_candidate_second references kehu.customer,
  first_contact_id bigint constraint dup_candidate_first_contact references kehu.contact,
  second_contact_id bigint constraint dup_candidate_second_contact references kehu.contact,
  first_person kehu.line, second_person kehu.line,
  score int not null constraint dup_candidate_score check (score between 0 and 100),
  reason text not null constraint dup_candidate_reason check (reason in ('name', 'uscc', 'core', 'core_elsewhere', 'brand', 'phone', 'similar', 'named', 'mobile', 'person')),
  state text not null default 'open' constraint dup_candidate_state check (state in ('open', 'merged', 'not_dup')),
  note kehu.line,
  first_name kehu.line not null, second_name kehu.line not null,
  first_owner_id int not null, first_dept_id int not null, second_owner_id int not null, second_dept_id int not null,
  gone bool not null default false,
  found_at timestamptz not null default now(),
  decided_by int constraint dup_candidate_decided_by references kehu_priv.operator,
  decided_at timestamptz,
  updated_at timestamptz not null default now(),
  constraint dup_candidate_order check (case when num_nulls(first_contact_id, second_contact_id, first_person, second_person) = 0
    then first_id = second_id and first_contact_id < second_contact_id
    else num_nonnulls(first_contact_id, second_contact_id, first_person, second_person) = 0 and first_id < second_id end)
);
create unique index dup_candidate_pair on kehu.dup_candidate (first_id, second_id) where first_contact_id is null;
create unique index dup_candidate_people on kehu.dup_candidate (first_contact_id, second_contact_id) where first_contact_id is not null;
create index dup_candidate_of_first on kehu.dup_candidate (first_id);
create index dup_candidate_of_second_contact on kehu.dup_candidate (second_contact_id) where second_contact_id is not null;
create index dup_candidate_open on kehu.dup_candidate (score desc, id) where state = 'open' and not gone;
create index dup_candidate_of_second on kehu.dup_candidate (second_id);
create index dup_candidate_first_owner on kehu.dup_candidate (first_owner_id);
create index dup_candidate_second_owner on kehu.dup_candidate (second_owner_id);
create index dup_candidate_decider on kehu.dup_candidate (decided_by);

create trigger a_client before insert or update of state on kehu.dup_candidate for each statement execute function kehu_priv.fit_client();
create trigger touch before update of state, note on kehu.dup_candidate for each row execute function kehu_priv.touch();
create trigger audit after update of state, note on kehu.dup_candidate for each row execute function kehu_priv.write_audit('dup_candidate');
create trigger tell_i after insert on kehu.dup_candidate referencing new table as added for each statement execute function kehu_priv.tell('dup_candidate');
create trigger tell_u after update on kehu.dup_candidate referencing new table as added for each statement execute function kehu_priv.tell('dup_candidate');

-- Owners, departments and names follow the two customers: who may write both sees the pair. Once for all rows of a statement, since a
-- hand-over moves thousands.
create function kehu_priv.dup_candidate_follows() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_ids bigint[] := array(select n.id from added n join gone o on o.id = n.id
    where (o.owner_id, o.dept_id, o.name::text, o.deleted_at) is distinct from (n.owner_id, n.dept_id, n.name::text, n.deleted_at));
begin
  if v_ids <> '{}' then
    update kehu.dup_candidate d set first_owner_id = a.owner_id, first_dept_id = a.dept_id, first_name = a.name,
        second_owner_id = b.owner_id, second_dept_id = b.dept_id, second_name = b.name,
        gone = a.deleted_at is not null or b.deleted_at is not null or exists (select from kehu.contact k where k.id in (d.first_contact_id, d.second_contact_id) and k.deleted_at is not null)
      from kehu.customer a, kehu.customer b where a.id = d.first_id and b.id = d.second_id and (d.first_id = any (v_ids) or d.second_id = any (v_ids));
  end if;
  return null;
end $$;
create trigger z_duplicates after update on kehu.customer referencing old table as gone new table as added for each statement
  execute function kehu_priv.dup_candidate_follows();

-- And people, who go to another customer with theirs.
create function kehu_priv.dup_people_follow() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_ids bigint[] := array(select n.id from added n join was o on o.id = n.id
    where (o.customer_id, o.name::text, o.deleted_at) is distinct from (n.customer_id, n.name::text, n.deleted_at));
begin
  if v_ids <> '{}' then
    update kehu.dup_candidate d set first_person = a.name, second_person = b.name, first_id = c.id, second_id = c.id, first_name = c.name, second_name = c.name,
        first_owner_id = c.owner_id, first_dept_id = c.dept_id, second_owner_id = c.owner_id, second_dept_id = c.dept_id,
        gone = a.deleted_at is not null or b.deleted_at is not null or c.deleted_at is not null or a.customer_id <> b.customer_id
      from kehu.contact a, kehu.contact b, kehu.customer c
     where a.id = d.first_contact_id and b.id = d.second_contact_id and c.id = a.customer_id and (a.id = any (v_ids) or b.id = any (v_ids));
  end if;
  return null;
end $$;
create trigger z_duplicates after update on kehu.contact referencing old table as was new table as added for each statement
  execute function kehu_priv.dup_people_follow();

alter table kehu.dup_candidate enable row level security;
create policy admin_read on kehu.dup_candidate for select to kehu_admin using ((select kehu.rules_admin()));
create policy gm_read on kehu.dup_candidate for select to kehu_all_write using ((select kehu.rules_all()));
create policy team on kehu.dup_candidate for select to kehu_operator
  using (first_owner_id = any ((select kehu.writable_owners())::int[]) and second_owner_id = any ((select kehu.writable_owners())::int[]));
create policy shared on kehu.dup_candidate for select to kehu_shared
  using ((first_owner_id = any ((select kehu.writable_owners())::int[]) or first_id = any ((select kehu.shared_ids('customer', true))::bigint[])
      or first_dept_id = any ((select kehu.lent_depts(true))::int[]))
     and (second_owner_id = any ((select kehu.writable_owners())::int[]) or second_id = any ((select kehu.shared_ids('customer', true))::bigint[])
      or second_dept_id = any ((select kehu.lent_depts(true))::int[]))
     -- Both by ownership is the team's.
     and not (first_owner_id = any ((select kehu.writable_owners())::int[]) and second_owner_id = any ((select kehu.writable_owners())::int[])));
-- Of what is merged one is gone: that is what the administrator undoes.
create policy alive on kehu.dup_candidate as restrictive for select to kehu_operator using (not gone or state = 'merged');
grant select on kehu.dup_candidate to kehu_operator;

-- Outside row security, hence the arms of the policies again.
create function kehu_priv.sees_pair(d kehu.dup_candidate) returns bool
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare v_owners int[] := kehu.writable_owners(); v_lent bigint[] := kehu.shared_ids('customer', true); v_depts int[] := kehu.lent_depts(true);
begin
  return (not d.gone or d.state = 'merged') and (kehu.rules_admin() or kehu.rules_all()
    or (d.first_owner_id = any (v_owners) or d.first_id = any (v_lent) or d.first_dept_id = any (v_depts))
      and (d.second_owner_id = any (v_owners) or d.second_id = any (v_lent) or d.second_dept_id = any (v_depts)));
end $$;

-- Who sees the pair decides it.
create function kehu_priv.hold_pair(p_id bigint, p_version int) returns kehu.dup_candidate
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare d kehu.dup_candidate;
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  select * into d from kehu.dup_candidate x where x.id = p_id for update;
  if d.id is null or not kehu_priv.sees_pair(d) then perform kehu_priv.deny('not_yours'); end if;
  if d.version is distinct from p_version then perform kehu_priv.stale(); end if;
  return d;
end $$;

-- Two companies after all, for good: the finder leaves the pair alone. Or not so sure any more.
create function kehu.decide_duplicate(p_id bigint, p_version int, p_to text, p_note text default null) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare d kehu.dup_candidate := kehu_priv.hold_pair(p_id, p_version);
begin
  if p_to is null or (d.state, p_to) not in (('open', 'not_dup'), ('not_dup', 'open')) then perform kehu_priv.refuse('bad_state', 'state'); end if;
  update kehu.dup_candidate x set state = p_to, note = nullif(btrim(p_note), ''), decided_by = kehu.me(), decided_at = now() where x.id = p_id returning x.version into d.version;
  return d.version;
end $$;

-- Looks over all customers and their people; one number in two companies makes a pair of companies. Answers how many pairs are open. What more than twenty companies share (a brand, a switchboard) or more than
-- fifty (a piece of a name) is an ordinary word. The planner knows nothing of what the parts hold: loops over them took minutes.
create function kehu.find_duplicates() returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp set work_mem = '64MB' set enable_nestloop = off as $$
declare v_open int;
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  if not (kehu.rules_admin() or kehu.rules_all()) then perform kehu_priv.deny('not_yours'); end if;
  lock table kehu.dup_candidate in share row exclusive mode;
  perform kehu_priv.refresh_customer_keys();
  with people as materialized (
    select c.id, c.customer_id, kehu_priv.plain_text(c.name) as name, kehu_priv.whole_number(c.mobile) as mobile from kehu.contact c where c.deleted_at is null
  ), k as materialized (
    select customer_id as id, name_norm, name_core, brand_key, regions, grams, uscc from kehu_priv.customer_key where live
  ), same as (
    select a.id as a, b.id as b, 100 as score, 'name' as reason from k a join k b on b.name_norm = a.name_norm and a.id < b.id
    union all
    select a.id, b.id, 100, 'uscc' from k a join k b on b.uscc = a.uscc and a.id < b.id
  ), cores as (
    select name_core from k where name_core is not null group by 1 having count(*) between 2 and 20
  ), core as (
    select a.id as a, b.id as b, case when kehu_priv.elsewhere(a.regions, b.regions) then 70 else 90 end as score,
           case when kehu_priv.elsewhere(a.regions, b.regions) then 'core_elsewhere' else 'core' end as reason
      from cores c join k a on a.name_core = c.name_core join k b on b.name_core = c.name_core and a.id < b.id
  ), brands as (
    select brand_key from k where brand_key is not null group by 1 having count(*) between 2 and 20
  ), brand as (
    select a.id as a, b.id as b, 60 as score, 'brand' as reason
      from brands c join k a on a.brand_key = c.brand_key join k b on b.brand_key = c.brand_key and a.id < b.id
  ), number as materialized (
    select c.id, kehu_priv.whole_number(c.phone) as n from kehu.customer c where c.deleted_at is null and c.phone is not null
    union
    select p.customer_id, p.mobile from people p
    union
    select c.customer_id, kehu_priv.whole_number(c.phone) from kehu.contact c where c.deleted_at is null and c.phone is not null
  ), numbers as (
    select n from number where n is not null group by 1 having count(*) between 2 and 20
  ), phone as (
    select a.id as a, b.id as b, 80 as score, 'phone' as reason from numbers n join number a on a.n = n.n join number b on b.n = n.n and a.id < b.id
  ), piece as materialized (
    select id, g, count(*) over (partition by g) as n, cardinality(grams) as size from k, unnest(grams) g where cardinality(grams) >= 5
  ), told as materialized (
    select id, g from (select id, g, n, size, row_number() over (partition by id order by n, g) as place from piece) p
     where place <= size - ceil(size * 0.6) + 1 and n between 2 and 50
  ), alike as (
    select p.a, p.b, 50 as score, 'similar' as reason
      from (select distinct a.id as a, b.id as b from told a join told b on b.g = a.g and a.id < b.id) p
      join k x on x.id = p.a join k y on y.id = p.b
     where x.brand_key <> y.brand_key and least(cardinality(x.grams), cardinality(y.grams)) >= 0.6 * greatest(cardinality(x.grams), cardinality(y.grams))
       and kehu_priv.alike(x.grams, y.grams) >= 0.6
  ), pair as (
    select distinct on (a, b) a, b, score, reason
      from (select * from same union all select * from core union all select * from brand union all select * from phone union all select * from alike) z
     order by a, b, score desc, reason
  ), lost as (
    delete from kehu.dup_candidate d where d.state = 'open' and d.first_contact_id is null
      and not exists (select from pair p where (p.a, p.b) = (d.first_id, d.second_id))
  ), twins as (
    select distinct on (a, b) a, b, score, reason
      from (select a.id as a, b.id as b, 90 as score, 'mobile' as reason from people a join people b on b.customer_id = a.customer_id and b.mobile = a.mobile and a.id < b.id
            union all
            select a.id, b.id, 85, 'person' from people a join people b on b.customer_id = a.customer_id and b.name = a.name and a.name <> '' and a.id < b.id) z
     order by a, b, score desc
  ), lost_people as (
    delete from kehu.dup_candidate d where d.state = 'open' and d.first_contact_id is not null
      and not exists (select from twins t where (t.a, t.b) = (d.first_contact_id, d.second_contact_id))
  ), met as (
    insert into kehu.dup_candidate as d (first_contact_id, second_contact_id, first_person, second_person, score, reason, first_id, second_id, first_name, second_name,
        first_owner_id, first_dept_id, second_owner_id, second_dept_id)
      select t.a, t.b, x.name, y.name, t.score, t.reason, c.id, c.id, c.name, c.name, c.owner_id, c.dept_id, c.owner_id, c.dept_id
        from twins t join kehu.contact x on x.id = t.a join kehu.contact y on y.id = t.b join kehu.customer c on c.id = x.customer_id and c.deleted_at is null
      on conflict (first_contact_id, second_contact_id) where first_contact_id is not null do update set score = excluded.score, reason = excluded.reason
        where d.state = 'open' and (d.score, d.reason) is distinct from (excluded.score, excluded.reason)
  )
  insert into kehu.dup_candidate as d (first_id, second_id, score, reason, first_name, second_name, first_owner_id, first_dept_id, second_owner_id, second_dept_id)
    select p.a, p.b, p.score, p.reason, x.name, y.name, x.owner_id, x.dept_id, y.owner_id, y.dept_id
      from pair p join kehu.customer x on x.id = p.a and x.deleted_at is null join kehu.customer y on y.id = p.b and y.deleted_at is null
    on conflict (first_id, second_id) where first_contact_id is null do update set score = excluded.score, reason = excluded.reason
      where d.state = 'open' and (d.score, d.reason) is distinct from (excluded.score, excluded.reason);
  select count(*) into v_open from kehu.dup_candidate d where d.state = 'open' and not d.gone;
  return v_open;
end $$;

grant execute on function kehu.decide_duplicate(bigint, int, text, text), kehu.find_duplicates() to kehu_operator;
comment on table kehu.dup_candidate is 'Pairs of customers that may be one company, and of people of one customer who may be one person';
comment on column kehu.dup_candidate.score is '100 the same name or tax id, 90 the same core in the same region, 80 the same number, 70 the core elsewhere, 60 the brand, 50 alike; of people 90 the same mobile, 85 the same name';
comment on column kehu.dup_candidate.first_owner_id is 'carried from the first customer, for the policies; names, departments and the second''s likewise';
comment on column kehu.dup_candidate.first_contact_id is 'of a pair of people, whose customer is then both first and second';
comment on column kehu.dup_candidate.gone is 'one of the two is deleted';
comment on function kehu.find_duplicates() is 'looks over all customers and contacts for pairs that may be one';

reset role;
