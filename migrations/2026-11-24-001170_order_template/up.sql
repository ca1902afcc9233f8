-- Orders that come again: lines, plan and terms under a name, one's own or lent to one's department.
set local role kehu_owner;

create table kehu.order_template (
  id bigint generated always as identity primary key,
  version int not null default 1,
  owner_id int not null references kehu_priv.operator,
  dept_id int references kehu.department,
  name kehu.line not null constraint order_template_name_blank check (name ~ U&'[^ \00A0\2000-\200A\202F\205F\2800\3000]'),
  body jsonb not null constraint order_template_size check (length(body::text) <= 100000),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  constraint order_template_once unique (owner_id, name)
);
create index on kehu.order_template (dept_id) where dept_id is not null;

comment on table kehu.order_template is 'A named set of lines with plan and terms, from which orders begin';
comment on column kehu.order_template.dept_id is 'the department that uses it too; empty: its owner alone';
comment on column kehu.order_template.body is 'as typed into the order form, issues counted from the next one on';

create function kehu.my_dept() returns int
  language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select o.dept_id from kehu_priv.operator o where o.id = kehu.me());
end $$;
comment on function kehu.my_dept() is 'the operator''s own department';
grant execute on function kehu.my_dept() to kehu_operator;

alter table kehu.order_template enable row level security;
create policy own on kehu.order_template for select to kehu_operator using (owner_id = (select kehu.me()));
create policy department on kehu.order_template for select to kehu_operator using (dept_id = (select kehu.my_dept()));
grant select on kehu.order_template to kehu_operator;
create trigger touch before update of name, body, dept_id on kehu.order_template for each row execute function kehu_priv.touch();

-- p holds name, shared, body of a new one, which takes the place of one's own of that name; or id, version and what is changed. Its owner alone changes it.
create function kehu.save_template(p jsonb) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me int := kehu.me(); v_id bigint := kehu_priv.given_id(p, 'id'); v_name text := nullif(btrim(p ->> 'name'), ''); t kehu.order_template;
  v_dept int := case when p ->> 'shared' = 'true' then kehu.my_dept() end;
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  if p ? 'body' and jsonb_typeof(p -> 'body') <> 'object' then perform kehu_priv.refuse('bad_value', 'body'); end if;
  if v_id is null then
    if v_name is null then perform kehu_priv.refuse('required', 'name'); end if;
    if not p ? 'body' then perform kehu_priv.refuse('required', 'body'); end if;
    insert into kehu.order_template (owner_id, dept_id, name, body) values (v_me, v_dept, v_name, p -> 'body')
      on conflict on constraint order_template_once do update set body = excluded.body, dept_id = excluded.dept_id
      returning id into v_id;
    return v_id;
  end if;
  select * into t from kehu.order_template where id = v_id for no key update;
  if t.id is null or t.owner_id <> v_me then perform kehu_priv.deny('not_yours'); end if;
  if t.version is distinct from kehu_priv.given_id(p, 'version') then perform kehu_priv.stale(); end if;
  if v_name <> t.name and exists (select from kehu.order_template where owner_id = v_me and name = v_name) then perform kehu_priv.refuse('name_taken', 'name'); end if;
  update kehu.order_template set name = coalesce(v_name, name), body = coalesce(p -> 'body', body), dept_id = case when p ? 'shared' then v_dept else dept_id end where id = v_id;
  return v_id;
end $$;

-- By its owner; what is gone already is no error.
create function kehu.drop_template(p_id bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from kehu.order_template where id = p_id and owner_id = kehu.me();
end $$;

grant execute on function kehu.save_template(jsonb), kehu.drop_template(bigint) to kehu_operator;
comment on function kehu.save_template(jsonb) is 'Keeps lines, plan and terms under a name, or renames and shares them';
comment on function kehu.drop_template(bigint) is 'Throws away a template of one''s own';

reset role;
