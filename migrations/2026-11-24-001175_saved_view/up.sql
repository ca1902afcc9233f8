-- Views that people keep: which rows of which kind, in which order and columns, in the words of the filter language, under a name. They give nobody a
-- right: whoever opens one sees by it what he may see anyway.
set local role kehu_owner;

create table kehu.saved_view (
  id bigint generated always as identity primary key,
  version int not null default 1,
  owner_id int not null references kehu_priv.operator,
  dept_id int references kehu.department,
  everyone boolean not null default false,
  roles text[] not null default '{}' constraint saved_view_roles check (roles <@ '{gm,md,sd,sp,ac,ab,cs,mk,sa}'),
  people int[] not null default '{}' constraint saved_view_people check (cardinality(people) <= 100),
  locked boolean not null default false,
  name kehu.line not null constraint saved_view_name_blank check (name ~ U&'[^ \00A0\2000-\200A\202F\205F\2800\3000]'),
  kind kehu.line not null,
  query kehu.line not null constraint saved_view_size check (length(query) <= 4000),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  constraint saved_view_once unique (owner_id, name),
  constraint saved_view_one_scope check ((dept_id is not null)::int + everyone::int + (roles <> '{}')::int + (people <> '{}')::int <= 1)
);
create index on kehu.saved_view (dept_id) where dept_id is not null;
create index saved_view_everyone on kehu.saved_view (id) where everyone;
create index saved_view_roles_read on kehu.saved_view using gin (roles) where roles <> '{}';
create index saved_view_people_read on kehu.saved_view using gin (people) where people <> '{}';

comment on table kehu.saved_view is 'A named view of the records of a kind';
comment on column kehu.saved_view.dept_id is 'the department that uses it too, with all below it';
comment on column kehu.saved_view.everyone is 'whether all operators use it';
comment on column kehu.saved_view.roles is 'the roles that use it too';
comment on column kehu.saved_view.people is 'the operators that use it too';
comment on column kehu.saved_view.locked is 'whether it is shown as it is kept, without anybody''s own filter';
comment on column kehu.saved_view.query is 'the filter language with its stable names; read by the program, never run as SQL';

create function kehu.my_role() returns text
  language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select o.role from kehu_priv.operator o where o.id = kehu.me());
end $$;
comment on function kehu.my_role() is 'the operator''s own role';
grant execute on function kehu.my_role() to kehu_operator;

-- One's own department and all above it.
create function kehu.depts_above() returns int[]
  language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return array(
    with recursive up(id) as (
      select o.dept_id from kehu_priv.operator o where o.id = kehu.me()
      union select d.parent_id from up u join kehu.department d on d.id = u.id where d.parent_id is not null)
    select u.id from up u);
end $$;
comment on function kehu.depts_above() is 'The operator''s own department and those above it';
grant execute on function kehu.depts_above() to kehu_operator;

alter table kehu.saved_view enable row level security;
create policy own on kehu.saved_view for select to kehu_operator using (owner_id = (select kehu.me()));
create policy department on kehu.saved_view for select to kehu_operator using (dept_id = any ((select kehu.depts_above())::int[]));
create policy everyone on kehu.saved_view for select to kehu_operator using (everyone and (select kehu.me()) is not null);
create policy role on kehu.saved_view for select to kehu_operator using (roles @> array[(select kehu.my_role())]);
create policy people on kehu.saved_view for select to kehu_operator using (people @> array[(select kehu.me())]);
grant select on kehu.saved_view to kehu_operator;
create trigger touch before update of name, kind, query, dept_id, everyone, roles, people, locked on kehu.saved_view for each row execute function kehu_priv.touch();

-- The texts of a list in p; none: it is no list of texts.
create function kehu_priv.given_texts(p jsonb, p_key text) returns text[] language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  if jsonb_typeof(p -> p_key) is distinct from 'array' then perform kehu_priv.refuse('bad_value', p_key); end if;
  return array(select distinct e #>> '{}' from jsonb_array_elements(p -> p_key) e order by 1);
end $$;

-- p holds name, kind, query, scope (own, department, everyone, role with roles, people with their logins), locked of a new one; the same again is no second
-- one. Or id, version and what is changed, by its owner alone.
create function kehu.save_view(p jsonb) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me int := kehu.me(); v_id bigint := kehu_priv.given_id(p, 'id'); v_name text := nullif(btrim(p ->> 'name'), ''); v_scope text := p ->> 'scope'; t kehu.saved_view;
  v_roles text[] := '{}'; v_logins text[]; v_people int[] := '{}'; v_locked boolean := (p -> 'locked') = 'true'::jsonb;
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  if v_scope not in ('own', 'department', 'everyone', 'role', 'people') then perform kehu_priv.refuse('bad_value', 'scope'); end if;
  if v_scope = 'role' then
    v_roles := kehu_priv.given_texts(p, 'roles');
    if v_roles = '{}' or not v_roles <@ '{gm,md,sd,sp,ac,ab,cs,mk,sa}' then perform kehu_priv.refuse('bad_value', 'roles'); end if;
  elsif v_scope = 'people' then
    v_logins := kehu_priv.given_texts(p, 'people');
    v_people := array(select o.id from kehu_priv.operator o where o.login = any(v_logins) and o.status = 'active' order by o.id);
    if v_people = '{}' or cardinality(v_people) <> cardinality(v_logins) then perform kehu_priv.refuse('bad_value', 'people'); end if;
  end if;
  if v_id is null then
    if v_name is null then perform kehu_priv.refuse('required', 'name'); end if;
    if p ->> 'kind' is null then perform kehu_priv.refuse('required', 'kind'); end if;
    if p ->> 'query' is null then perform kehu_priv.refuse('required', 'query'); end if;
    insert into kehu.saved_view (owner_id, dept_id, everyone, roles, people, locked, name, kind, query)
      values (v_me, case when v_scope = 'department' then kehu.my_dept() end, coalesce(v_scope = 'everyone', false), v_roles, v_people,
        coalesce(v_locked, false), v_name, p ->> 'kind', p ->> 'query')
      on conflict on constraint saved_view_once do nothing returning id into v_id;
    if v_id is null then
      select s.id into v_id from kehu.saved_view s where s.owner_id = v_me and s.name = v_name and s.kind = p ->> 'kind' and s.query = p ->> 'query';
      if v_id is null then perform kehu_priv.refuse('name_taken', 'name'); end if;
    end if;
    return v_id;
  end if;
  select * into t from kehu.saved_view where id = v_id for no key update;
  if t.id is null or t.owner_id <> v_me then perform kehu_priv.deny('not_yours'); end if;
  if t.version is distinct from kehu_priv.given_id(p, 'version') then perform kehu_priv.stale(); end if;
  if v_name <> t.name and exists (select from kehu.saved_view where owner_id = v_me and name = v_name) then perform kehu_priv.refuse('name_taken', 'name'); end if;
  update kehu.saved_view set name = coalesce(v_name, name), query = coalesce(p ->> 'query', query),
    dept_id = case when v_scope is null then dept_id when v_scope = 'department' then kehu.my_dept() end,
    everyone = coalesce(v_scope = 'everyone', everyone), roles = case when v_scope is null then roles else v_roles end,
    people = case when v_scope is null then people else v_people end, locked = coalesce(v_locked, locked) where id = v_id;
  return v_id;
end $$;

-- How many others use one of one's own; of another's view nothing is told.
create function kehu.view_readers(p_id bigint) returns int language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (
    with recursive below(id) as (
      select s.dept_id from kehu.saved_view s where s.id = p_id and s.dept_id is not null
      union select d.id from below b join kehu.department d on d.parent_id = b.id)
    select count(o.id) from kehu.saved_view s
    left join kehu_priv.operator o on o.status = 'active' and o.id <> s.owner_id
      and (s.everyone or o.dept_id in (select b.id from below b) or o.role = any(s.roles) or o.id = any(s.people))
    where s.id = p_id and s.owner_id = kehu.me());
end $$;

-- By its owner; what is gone already is no error.
create function kehu.drop_view(p_id bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from kehu.saved_view where id = p_id and owner_id = kehu.me();
end $$;

grant execute on function kehu.save_view(jsonb), kehu.drop_view(bigint), kehu.view_readers(bigint) to kehu_operator;
comment on function kehu.view_readers(bigint) is 'How many others use a view of one''s own';
comment on function kehu.save_view(jsonb) is 'Keeps a view under a name, or changes, renames and shares it';
comment on function kehu.drop_view(bigint) is 'Throws away a view of one''s own';

reset role;
