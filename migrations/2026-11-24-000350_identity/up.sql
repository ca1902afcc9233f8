-- Who is asking and whose rows he may touch; the errors; what every table's triggers share.
-- Identity is session_user, never a setting and never current_user. plpgsql, because a definer SQL function is planned anew in each query.
set local role kehu_owner;

-- Errors: the constraint name carries the reason, since clients do not see the SQLSTATE. No values in the texts.
create function kehu_priv.deny(p_reason text, p_field text default '') returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'not permitted: %', p_reason using errcode = '42501', constraint = 'kehu:' || p_reason, column = p_field;
end $$;
create function kehu_priv.refuse(p_reason text, p_field text default '', p_detail text default '') returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'refused: %', p_reason using errcode = 'P0001', constraint = 'kehu:' || p_reason, column = p_field, detail = p_detail;
end $$;
-- A class of its own, never 40001: a retry loop would repeat it for ever.
create function kehu_priv.stale() returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'changed by somebody else' using errcode = 'KS001', constraint = 'kehu:stale', column = 'version';
end $$;

create function kehu.me() returns int
  language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select o.id from kehu_priv.operator o where o.login = session_user and o.status = 'active');
end $$;

create function kehu_priv.my_role() returns text
  language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select o.role from kehu_priv.operator o where o.login = session_user and o.status = 'active');
end $$;

create function kehu.readable_owners() returns int[]
  language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return array(select r.report_id from kehu_priv.reach r join kehu_priv.operator o on o.id = r.boss_id
               where o.login = session_user and o.status = 'active');
end $$;

create function kehu.writable_owners() returns int[]
  language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return array(select r.report_id from kehu_priv.reach r join kehu_priv.operator o on o.id = r.boss_id
               where o.login = session_user and o.status = 'active' and r.writes);
end $$;

create function kehu.order_depts() returns int[]
  language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return array(select d.dept_id from kehu_priv.desk d join kehu_priv.operator o on o.id = d.operator_id
               where o.login = session_user and o.status = 'active');
end $$;

-- Of these the departments whose orders he may enter and change, not only read.
create function kehu.desk_depts() returns int[]
  language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return array(select d.dept_id from kehu_priv.desk d join kehu_priv.operator o on o.id = d.operator_id
               where o.login = session_user and o.status = 'active' and d.writes);
end $$;

create function kehu.shared_ids(p_kind text, p_write bool) returns bigint[]
  language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return array(select s.record_id from kehu_priv.record_share s join kehu_priv.operator o on o.id = s.operator_id
               where o.login = session_user and o.status = 'active' and s.kind = p_kind and (s.access = 'write' or not p_write)
                 and (s.expires_on is null or s.expires_on >= kehu.today()));
end $$;

-- Departments whose customers a sharing rule lends him. A rule does not climb to a superior.
create function kehu.lent_depts(p_write bool) returns int[]
  language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return array(select l.dept_id from kehu_priv.lent l join kehu_priv.operator o on o.id = l.operator_id
               where o.login = session_user and o.status = 'active' and (l.writes or not p_write));
end $$;

create function kehu.sees_all() returns bool
  language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from kehu_priv.operator o where o.login = session_user and o.status = 'active' and o.role in ('gm', 'md'));
end $$;
create function kehu.rules_all() returns bool
  language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from kehu_priv.operator o where o.login = session_user and o.status = 'active' and o.role = 'gm');
end $$;
create function kehu.rules_admin() returns bool
  language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from kehu_priv.operator o where o.login = session_user and o.status = 'active' and o.role = 'sa');
end $$;
create function kehu.keeps_media() returns bool
  language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from kehu_priv.operator o where o.login = session_user and o.status = 'active' and o.role in ('ac', 'ab', 'gm', 'sa'));
end $$;
create function kehu.serves() returns bool
  language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from kehu_priv.operator o where o.login = session_user and o.status = 'active' and o.role = 'cs');
end $$;

-- The business date: pinned by a setting (fixtures), else the company's calendar day. Never current_date.
create function kehu.today() returns date
  language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
declare pinned text := (select s.value #>> '{}' from kehu.setting s where s.key = 'business_date');
begin
  if pinned is not null then return pinned::date; end if;
  return (now() at time zone coalesce((select s.value #>> '{}' from kehu.setting s where s.key = 'time_zone'), 'Asia/Shanghai'))::date;
end $$;

grant execute on function kehu.me(), kehu.readable_owners(), kehu.writable_owners(), kehu.order_depts(), kehu.desk_depts(),
  kehu.shared_ids(text, bool), kehu.lent_depts(bool), kehu.sees_all(), kehu.rules_all(), kehu.rules_admin(), kehu.keeps_media(), kehu.serves(), kehu.today()
  to kehu_operator, kehu_role_maker;
grant execute on function kehu_priv.deny(text, text), kehu_priv.refuse(text, text, text), kehu_priv.stale() to kehu_role_maker;

-- The directory: names without phone, mail, WeChat. The one view without security_invoker: it has no rows to hide.
create view kehu.colleague as
  select id, login, name, pinyin, initials, dept_id, role, superior_id, status, version
  from kehu_priv.operator where (select kehu.me()) is not null;
grant select on kehu.colleague to kehu_operator;
comment on view kehu.colleague is 'Everybody''s names and places, for everybody who signs in; no phone, no mail';

-- Human codes, gap-tolerant: SH-2002-0001 with a year, PAY-00001 without. The row is locked until the caller commits.
create function kehu_priv.next_code(p_prefix text, p_year int default 0) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare n int;
begin
  insert into kehu_priv.code_sequence as s (prefix, year, last) values (p_prefix, p_year, 1)
    on conflict (prefix, year) do update set last = s.last + 1 returning last into n;
  if p_year = 0 then return p_prefix || '-' || lpad(n::text, greatest(5, length(n::text)), '0'); end if;
  return p_prefix || '-' || p_year || '-' || lpad(n::text, greatest(4, length(n::text)), '0');
end $$;

-- The version counts a person's edits only: name the columns in the trigger (`before update of ...`), never roll-ups or owner columns.
create function kehu_priv.touch() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.version := old.version + 1;
  new.updated_at := now();
  return new;
end $$;

-- Arguments: the kind ('of the row': what its column `kind` says), the key column if it is not `id`, a column that is always told. An update keeps only what changed; nothing changed, no row. Fields that the administrator
-- added stand in it by their own names.
create function kehu_priv.write_audit() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  was jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
  is_now jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
  key bigint := (coalesce(is_now, was) ->> coalesce(tg_argv[1], 'id'))::bigint;
  v_kind text := case when tg_argv[0] = 'of the row' then coalesce(is_now, was) ->> 'kind' else tg_argv[0] end;
begin
  if tg_op = 'UPDATE' then
    if is_now ? 'ext' then
      was := (was - 'ext') || (select coalesce(jsonb_object_agg(k, null::text), '{}') from jsonb_object_keys(is_now -> 'ext') k) || (was -> 'ext');
      is_now := (is_now - 'ext') || (select coalesce(jsonb_object_agg(k, null::text), '{}') from jsonb_object_keys(to_jsonb(old) -> 'ext') k) || (is_now -> 'ext');
    end if;
    select jsonb_object_agg(n.key, was -> n.key), jsonb_object_agg(n.key, n.value) into was, is_now
      from jsonb_each(is_now) n where n.key not in ('version', 'updated_at') and n.value is distinct from was -> n.key;
    if is_now is null then return null; end if;
    if tg_nargs > 2 then
      was := was || jsonb_build_object(tg_argv[2], to_jsonb(old) -> tg_argv[2]); is_now := is_now || jsonb_build_object(tg_argv[2], to_jsonb(new) -> tg_argv[2]);
    end if;
  end if;
  insert into kehu_priv.audit (who, client, app, txid, kind, record_id, action, old, new)
    values (session_user, inet_client_addr(), current_setting('application_name'), txid_current(), v_kind, key, lower(tg_op), was, is_now);
  return null;
end $$;

-- Statement trigger with transition tables `added` (insert, update) or `gone` (delete). Arguments: the kind, and the key column if it is
-- not `id`. A hint: kind and id at most; 0 stands for many.
create function kehu_priv.tell() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare ids bigint[];
begin
  if tg_op = 'DELETE' and tg_nargs = 1 then
    ids := array(select id from gone limit 9);
  elsif tg_nargs = 1 then
    ids := array(select id from added limit 9);
  elsif tg_op = 'DELETE' then
    ids := array(select distinct (to_jsonb(r) ->> tg_argv[1])::bigint from (select * from gone limit 9) r);
  else
    ids := array(select distinct (to_jsonb(r) ->> tg_argv[1])::bigint from (select * from added limit 9) r);
  end if;
  if cardinality(ids) > 8 then ids := array[0]; end if;
  perform pg_notify('kehu', tg_argv[0] || ':' || i) from unnest(ids) i;
  return null;
end $$;

-- The organisation is compiled into reach and desk each time it changes. The lock comes before the rows, as an update: a second
-- writer waits, and at REPEATABLE READ fails, instead of closing a circle that neither can see.
create function kehu_priv.lock_org() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update kehu_priv.org_lock set one = true;
  return null;
end $$;

create function kehu_priv.rebuild_reach() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (with recursive up(start, id, depth) as (
               select o.id, o.superior_id, 1 from kehu_priv.operator o where o.superior_id is not null
               union all select u.start, o.superior_id, u.depth + 1 from up u join kehu_priv.operator o on o.id = u.id
                where o.superior_id is not null and u.id <> u.start and u.depth < 100)
             select from up where id = start) then perform kehu_priv.refuse('circle', 'superior'); end if;
  if exists (with recursive up(start, id, depth) as (
               select d.id, d.parent_id, 1 from kehu.department d where d.parent_id is not null
               union all select u.start, d.parent_id, u.depth + 1 from up u join kehu.department d on d.id = u.id
                where d.parent_id is not null and u.id <> u.start and u.depth < 100)
             select from up where id = start) then perform kehu_priv.refuse('circle', 'parent'); end if;

  delete from kehu_priv.reach;
  with recursive chain(boss, report, depth) as (
    select o.id, o.id, 0 from kehu_priv.operator o
    union all select o.superior_id, c.report, c.depth + 1 from chain c join kehu_priv.operator o on o.id = c.boss where o.superior_id is not null
  ), tree(root, dept) as (
    select d.id, d.id from kehu.department d
    union all select t.root, d.id from tree t join kehu.department d on d.parent_id = t.dept
  ), scope as (   -- a sales director: everybody in his department's subtree, never a person above him
    select sd.id as boss, o.id as report from kehu_priv.operator sd join tree t on t.root = sd.dept_id join kehu_priv.operator o on o.dept_id = t.dept
     where sd.role = 'sd' and not exists (select from chain c where c.report = sd.id and c.boss = o.id)
  )
  insert into kehu_priv.reach (boss_id, report_id, depth, writes)
    select coalesce(c.boss, s.boss), coalesce(c.report, s.report), coalesce(c.depth, 2), coalesce(c.depth <= 1, false) or s.boss is not null
      from chain c full join scope s on s.boss = c.boss and s.report = c.report;

  delete from kehu_priv.desk;
  with recursive tree(root, dept) as (
    select d.id, d.id from kehu.department d
    union all select t.root, d.id from tree t join kehu.department d on d.parent_id = t.dept
  )
  insert into kehu_priv.desk (operator_id, dept_id, writes)
    select o.id, t.dept, bool_or(r.access = 'write')
      from kehu.sharing_rule r
      join kehu_priv.operator o on o.role in ('ac', 'ab') and (o.id = r.to_operator_id or o.role = r.to_role)
      join kehu.department d on d.id = r.from_dept_id or d.kind = r.from_dept_kind
      join tree t on t.root = d.id
     where r.active and r.entity = 'order_scope'
     group by 1, 2;

  delete from kehu_priv.lent;
  with recursive tree(root, dept) as (
    select d.id, d.id from kehu.department d
    union all select t.root, d.id from tree t join kehu.department d on d.parent_id = t.dept
  )
  insert into kehu_priv.lent (operator_id, dept_id, writes)
    select o.id, t.dept, bool_or(r.access = 'write')
      from kehu.sharing_rule r
      join kehu_priv.operator o on o.id = r.to_operator_id or o.role = r.to_role
      join kehu.department d on d.id = r.from_dept_id or d.kind = r.from_dept_kind
      join tree t on t.root = d.id
     where r.active and r.entity = 'customer'
     group by 1, 2;
  return null;
end $$;

create trigger a_lock before insert or delete or update of dept_id, role, superior_id on kehu_priv.operator for each statement execute function kehu_priv.lock_org();
create trigger reach after insert or delete or update of dept_id, role, superior_id on kehu_priv.operator
  for each statement execute function kehu_priv.rebuild_reach();
create trigger a_lock before insert or delete or update of kind, parent_id on kehu.department for each statement execute function kehu_priv.lock_org();
create trigger reach after insert or delete or update of kind, parent_id on kehu.department
  for each statement execute function kehu_priv.rebuild_reach();
create trigger a_lock before insert or delete or update on kehu.sharing_rule for each statement execute function kehu_priv.lock_org();
create trigger reach after insert or delete or update on kehu.sharing_rule
  for each statement execute function kehu_priv.rebuild_reach();

create trigger touch before update of name, pinyin, initials, dept_id, role, superior_id, mobile, email, wechat, hired_on, left_on, status
  on kehu_priv.operator for each row execute function kehu_priv.touch();

reset role;
