-- Operators and their PostgreSQL roles, and shares of single records. Whatever makes or grants roles runs as kehu_role_maker,
-- of which nobody is a member; it judges and writes tables through functions of the owner.
set local role kehu_owner;

create function kehu_priv.groups_of(p_role text) returns name[]
  language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return case p_role
    when 'gm' then array['kehu_operator', 'kehu_all_read', 'kehu_all_write']
    when 'md' then array['kehu_operator', 'kehu_all_read']
    when 'sd' then array['kehu_operator', 'kehu_sales']
    when 'sp' then array['kehu_operator', 'kehu_sales']
    when 'ac' then array['kehu_operator', 'kehu_assistant']
    when 'ab' then array['kehu_operator', 'kehu_assistant']
    when 'cs' then array['kehu_operator', 'kehu_service']
    when 'mk' then array['kehu_operator', 'kehu_marketing']
    when 'sa' then array['kehu_operator', 'kehu_admin']
  end;
end $$;

-- Grants exactly the groups of the role (null: none), as whoever runs it. The share group is left to share and unshare.
create function kehu_priv.set_groups(p_login name, p_role text) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare g name; v_want name[] := coalesce(kehu_priv.groups_of(p_role), '{}'); v_has name[];
begin
  v_has := array(select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid
                 where m.member = (select u.oid from pg_roles u where u.rolname = p_login) and r.rolname like 'kehu\_%');
  foreach g in array v_has loop
    if g <> all (v_want) and (g <> 'kehu_shared' or p_role is null) then execute format('revoke %I from %I', g, p_login); end if;
  end loop;
  foreach g in array v_want loop
    if g <> all (v_has) then execute format('grant %I to %I', g, p_login); end if;
  end loop;
  if p_role is not null and 'kehu_shared' <> all (v_has) and kehu_priv.holds_share(p_login) then execute format('grant kehu_shared to %I', p_login); end if;
end $$;

-- Whether a share or a sharing rule lends him something.
create function kehu_priv.holds_share(p_login name) returns bool
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from kehu_priv.operator o where o.login = p_login and o.status = 'active'
    and (exists (select from kehu_priv.lent l where l.operator_id = o.id)
         or exists (select from kehu_priv.record_share s where s.operator_id = o.id and (s.expires_on is null or s.expires_on >= kehu.today()))));
end $$;

-- The first administrator and the people of a private server; called by setup as superuser. A role that is there already is kept
-- (roles belong to the whole cluster). Without a verifier the role has no password.
create function kehu_priv.make_operator(p_login text, p_name text, p_pinyin text, p_initials text, p_role text, p_dept_id int,
  p_superior_id int, p_scram text default null) returns int
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare v_id int;
begin
  if p_login !~ '^[a-z][a-z0-9_]{1,30}$' or p_login ~ '^(pg_|kehu_|postgres)' then perform kehu_priv.refuse('bad_login', 'login'); end if;
  if p_scram is not null and p_scram !~ '^SCRAM-SHA-256\$\d{4,7}:[A-Za-z0-9+/]{4,100}=*\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$' then perform kehu_priv.refuse('not_scram', 'password'); end if;
  -- As the role maker, so that it may change the role later (16 and newer look at who granted).
  perform set_config('role', 'kehu_role_maker', true);
  if not exists (select from pg_roles r where r.rolname = p_login) then
    execute format('create role %I login inherit nocreatedb nocreaterole connection limit 12', p_login);
  end if;
  if p_scram is not null then execute format('alter role %I password %L', p_login, p_scram); end if;
  perform kehu_priv.set_groups(p_login, p_role);
  perform set_config('role', 'none', true);
  insert into kehu_priv.operator (login, name, pinyin, initials, dept_id, role, superior_id)
    values (p_login, p_name, p_pinyin, p_initials, p_dept_id, p_role, p_superior_id) returning id into v_id;
  return v_id;
end $$;

create function kehu_priv.must_administer() returns void
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not kehu.rules_admin() then perform kehu_priv.deny('admin_only'); end if;
end $$;

-- How many customers and open activities are his, as "12 / 3"; where nothing else is, or leads are, opportunities and leads too. None: nothing.
create function kehu_priv.open_records(p_operator int) returns text
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_customers bigint := (select count(*) from kehu.customer c where c.owner_id = p_operator and c.deleted_at is null);
  v_activities bigint := (select count(*) from kehu.activity a where a.owner_id = p_operator and a.deleted_at is null and a.state in ('planned', 'in_progress'));
  v_opportunities bigint := (select count(*) from kehu.opportunity o where o.owner_id = p_operator and o.deleted_at is null and o.state in ('open', 'suspended'));
  v_leads bigint := (select count(*) from kehu.lead l where l.owner_id = p_operator and l.deleted_at is null and l.state in ('new', 'working'));
begin
  return case when v_customers + v_activities + v_opportunities + v_leads > 0 then v_customers || ' / ' || v_activities
    || case when v_customers = 0 and v_activities = 0 or v_leads > 0 then ' / ' || v_opportunities else '' end || case when v_leads > 0 then ' / ' || v_leads else '' end end;
end $$;

create function kehu_priv.enter_operator(p_login text, p_name text, p_pinyin text, p_initials text, p_role text, p_dept_id int, p_superior_id int) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_id int;
begin
  perform kehu_priv.must_administer();
  insert into kehu_priv.operator (login, name, pinyin, initials, dept_id, role, superior_id)
    values (p_login, p_name, coalesce(p_pinyin, ''), coalesce(p_initials, ''), p_dept_id, p_role, p_superior_id) returning id into v_id;
  return v_id;
end $$;

-- A person who changes department takes his customers along, so that the assistants of the new one find them.
-- Answers his login if he is active, and whether he is somebody else now.
create function kehu_priv.alter_operator(p_id int, p_version int, p_name text, p_pinyin text, p_initials text, p_role text, p_dept_id int,
  p_superior_id int, out r_login name, out r_other bool)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare o kehu_priv.operator; v_batch uuid := gen_random_uuid();
begin
  perform kehu_priv.must_administer();
  select * into o from kehu_priv.operator x where x.id = p_id for update;
  if o.id is null then perform kehu_priv.refuse('bad_value', 'id'); end if;
  if o.version is distinct from p_version then perform kehu_priv.stale(); end if;
  if o.id = kehu.me() and p_role is distinct from 'sa' then perform kehu_priv.refuse('bad_state', 'role'); end if;
  if p_role is distinct from o.role and p_role not in ('sp', 'sd', 'md', 'gm')
    and (exists (select from kehu.customer c where c.owner_id = p_id and c.deleted_at is null)
      or p_role <> 'mk' and exists (select from kehu.lead l where l.owner_id = p_id and l.deleted_at is null and l.state in ('new', 'working'))) then
    perform kehu_priv.refuse('has_open_records', 'role', kehu_priv.open_records(p_id)); end if;
  update kehu_priv.operator x set name = p_name, pinyin = coalesce(p_pinyin, ''), initials = coalesce(p_initials, ''), role = p_role, dept_id = p_dept_id,
    superior_id = p_superior_id where x.id = p_id;
  if p_dept_id <> o.dept_id then
    perform from kehu.customer c where c.owner_id = p_id order by c.id for update;
    insert into kehu_priv.owner_history (kind, record_id, from_operator_id, to_operator_id, from_dept_id, to_dept_id, reason, batch)
      select 'customer', c.id, p_id, p_id, c.dept_id, p_dept_id, 'department', v_batch from kehu.customer c where c.owner_id = p_id and c.dept_id <> p_dept_id;
    update kehu.customer c set dept_id = p_dept_id where c.owner_id = p_id and c.dept_id <> p_dept_id;
    update kehu.activity a set dept_id = p_dept_id where a.owner_id = p_id and a.state in ('planned', 'in_progress');
  end if;
  r_login := case when o.status = 'active' then o.login end;
  r_other := (p_role, p_dept_id) is distinct from (o.role, o.dept_id);
end $$;

create function kehu_priv.set_operator_status(p_id int, p_version int, p_status text) returns kehu_priv.operator
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare o kehu_priv.operator;
begin
  perform kehu_priv.must_administer();
  select * into o from kehu_priv.operator x where x.id = p_id for update;
  if o.id is null then perform kehu_priv.refuse('bad_value', 'id'); end if;
  if o.version is distinct from p_version then perform kehu_priv.stale(); end if;
  if o.id = kehu.me() then perform kehu_priv.refuse('bad_state', 'status'); end if;
  if p_status = 'disabled' and kehu_priv.open_records(p_id) is not null then perform kehu_priv.refuse('has_open_records', '', kehu_priv.open_records(p_id)); end if;
  update kehu_priv.operator x set status = p_status, left_on = case when p_status = 'disabled' then kehu.today() end where x.id = p_id returning * into o;
  return o;
end $$;

create function kehu_priv.password_login(p_id int) returns name
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare v_login name := (select o.login from kehu_priv.operator o where o.id = p_id and (o.id = kehu.me() or kehu.rules_admin()));
begin
  if v_login is null then perform kehu_priv.deny('admin_only'); end if;
  return v_login;
end $$;

-- May lend: whoever may change the record by ownership; a share is not passed on. Held while it is lent: a transfer that comes between the look and the
-- share would leave the former owner's share behind.
create function kehu_priv.may_lend(p_kind text, p_id bigint) returns bool
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_owner int;
begin
  case p_kind
    when 'customer' then select c.owner_id into v_owner from kehu.customer c where c.id = p_id and c.deleted_at is null for share;
    when 'opportunity' then select o.owner_id into v_owner from kehu.opportunity o where o.id = p_id and o.deleted_at is null for share;
    when 'lead' then select l.owner_id into v_owner from kehu.lead l where l.id = p_id and l.deleted_at is null for share;
    else return false;
  end case;
  return v_owner is not null and (kehu.rules_all() or p_kind = 'lead' and kehu.markets() or v_owner = any (kehu.writable_owners()));
end $$;

-- Answers the receiver's login.
create function kehu_priv.put_share(p_kind text, p_id bigint, p_operator_id int, p_access text, p_until date, p_reason text) returns name
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_login name;
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  if not kehu_priv.may_lend(p_kind, p_id) then perform kehu_priv.deny('not_yours'); end if;
  select o.login into v_login from kehu_priv.operator o where o.id = p_operator_id and o.status = 'active' and o.id <> kehu.me();
  if v_login is null then perform kehu_priv.refuse('receiver_not_allowed', 'operator'); end if;
  if p_until < kehu.today() then perform kehu_priv.refuse('bad_date', 'until'); end if;
  insert into kehu_priv.record_share as s (kind, record_id, operator_id, access, reason, expires_on, created_by)
    values (p_kind, p_id, p_operator_id, p_access, p_reason, p_until, kehu.me())
    on conflict (kind, record_id, operator_id) do update set access = excluded.access, reason = excluded.reason, expires_on = excluded.expires_on,
      created_by = excluded.created_by, created_at = now();
  return v_login;
end $$;

-- Answers the login that holds no share any more, else null.
create function kehu_priv.drop_share(p_kind text, p_id bigint, p_operator_id int) returns name
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  if not kehu_priv.may_lend(p_kind, p_id) then perform kehu_priv.deny('not_yours'); end if;
  delete from kehu_priv.record_share s where s.kind = p_kind and s.record_id = p_id and s.operator_id = p_operator_id;
  return (select o.login from kehu_priv.operator o where o.id = p_operator_id
          and not kehu_priv.holds_share(o.login));
end $$;

create function kehu_priv.logins() returns name[] language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return array(select o.login from kehu_priv.operator o where o.status = 'active');
end $$;
grant execute on function kehu_priv.logins() to kehu_role_maker;

create function kehu.shares(p_kind text, p_id bigint) returns table (operator_id int, access text, expires_on date, reason text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_kind is null or p_kind not in ('customer', 'opportunity', 'lead') or not kehu_priv.may_read(p_kind, p_id) then perform kehu_priv.deny('not_yours'); end if;
  return query select s.operator_id, s.access, s.expires_on::date, s.reason::text from kehu_priv.record_share s where s.kind = p_kind and s.record_id = p_id order by s.id;
end $$;
grant execute on function kehu.shares(text, bigint) to kehu_operator;

grant execute on function kehu_priv.holds_share(name), kehu_priv.groups_of(text), kehu_priv.set_groups(name, text), kehu_priv.must_administer(),
  kehu_priv.enter_operator(text, text, text, text, text, int, int), kehu_priv.alter_operator(int, int, text, text, text, text, int, int),
  kehu_priv.set_operator_status(int, int, text), kehu_priv.password_login(int),
  kehu_priv.put_share(text, bigint, int, text, date, text), kehu_priv.drop_share(text, bigint, int) to kehu_role_maker;

reset role;

-- From here on the functions belong to kehu_role_maker.
create function kehu.create_operator(p_login text, p_name text, p_pinyin text, p_initials text, p_role text, p_dept_id int, p_superior_id int,
  p_scram text) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_id int;
begin
  perform kehu_priv.must_administer();
  if p_login is null or p_login !~ '^[a-z][a-z0-9_]{1,30}$' or p_login ~ '^(pg_|kehu_|postgres)' or exists (select from pg_roles r where r.rolname = p_login) then
    perform kehu_priv.refuse('bad_login', 'login');
  end if;
  -- A verifier, never a password: statements stand in logs.
  if p_scram is null or p_scram !~ '^SCRAM-SHA-256\$\d{4,7}:[A-Za-z0-9+/]{4,100}=*\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$' then perform kehu_priv.refuse('not_scram', 'password'); end if;
  v_id := kehu_priv.enter_operator(p_login, p_name, p_pinyin, p_initials, p_role, p_dept_id, p_superior_id);
  execute format('create role %I login inherit nocreatedb nocreaterole connection limit 12 password %L', p_login, p_scram);
  perform kehu_priv.set_groups(p_login, p_role);
  return v_id;
end $$;

create function kehu.change_operator(p_id int, p_version int, p_name text, p_pinyin text, p_initials text, p_role text, p_dept_id int,
  p_superior_id int) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v record;
begin
  select * into v from kehu_priv.alter_operator(p_id, p_version, p_name, p_pinyin, p_initials, p_role, p_dept_id, p_superior_id);
  if v.r_login is null then return; end if;
  perform kehu_priv.set_groups(v.r_login, p_role);
  -- A transaction that he opened before sees who he was as long as he keeps it open, at the levels that keep their snapshot.
  if v.r_other then
    perform pg_terminate_backend(a.pid) from pg_stat_activity a where a.datname = current_database() and a.usename = v.r_login and a.pid <> pg_backend_pid();
  end if;
end $$;

create function kehu.set_operator_password(p_id int, p_scram text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_login name := kehu_priv.password_login(p_id);
begin
  if p_scram is null or p_scram !~ '^SCRAM-SHA-256\$\d{4,7}:[A-Za-z0-9+/]{4,100}=*\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$' then perform kehu_priv.refuse('not_scram', 'password'); end if;
  execute format('alter role %I password %L', v_login, p_scram);
end $$;

create function kehu.disable_operator(p_id int, p_version int) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_login name := (kehu_priv.set_operator_status(p_id, p_version, 'disabled')).login;
begin
  execute format('alter role %I nologin', v_login);
  perform kehu_priv.set_groups(v_login, null);
  perform pg_terminate_backend(a.pid) from pg_stat_activity a where a.datname = current_database() and a.usename = v_login;
end $$;

create function kehu.enable_operator(p_id int, p_version int) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare o kehu_priv.operator := kehu_priv.set_operator_status(p_id, p_version, 'active');
begin
  execute format('alter role %I login', o.login);
  perform kehu_priv.set_groups(o.login, o.role);
end $$;

create function kehu.share(p_kind text, p_id bigint, p_operator_id int, p_access text, p_until date default null, p_reason text default null) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_login name := kehu_priv.put_share(p_kind, p_id, p_operator_id, p_access, p_until, p_reason);
begin
  if not pg_has_role(v_login, 'kehu_shared', 'member') then execute format('grant kehu_shared to %I', v_login); end if;
end $$;

create function kehu.unshare(p_kind text, p_id bigint, p_operator_id int) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_login name := kehu_priv.drop_share(p_kind, p_id, p_operator_id);
begin
  if v_login is not null and pg_has_role(v_login, 'kehu_shared', 'member') then execute format('revoke kehu_shared from %I', v_login); end if;
end $$;

-- A rule that comes, somebody who gets another role: the group follows. Nobody is put out of it: groups belong to the whole server, where another database may
-- lend him something, and the group alone gives no row.
create function kehu_priv.lend() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v record;
begin
  for v in select r.rolname, kehu_priv.holds_share(r.rolname) as holds, pg_has_role(r.oid, 'kehu_shared', 'member') as has
             from pg_roles r where r.rolname in (select unnest(kehu_priv.logins())) loop
    if v.holds and not v.has then execute format('grant kehu_shared to %I', v.rolname); end if;
  end loop;
  return null;
end $$;

do $$
declare f regprocedure;
begin
  foreach f in array array['kehu_priv.lend()', 'kehu.create_operator(text,text,text,text,text,int,int,text)', 'kehu.change_operator(int,int,text,text,text,text,int,int)',
    'kehu.set_operator_password(int,text)', 'kehu.disable_operator(int,int)', 'kehu.enable_operator(int,int)',
    'kehu.share(text,bigint,int,text,date,text)', 'kehu.unshare(text,bigint,int)']::regprocedure[] loop
    execute format('revoke all on function %s from public', f);
    execute format('alter function %s owner to kehu_role_maker', f);
  end loop;
end $$;
grant execute on function kehu.create_operator(text, text, text, text, text, int, int, text),
  kehu.change_operator(int, int, text, text, text, text, int, int), kehu.disable_operator(int, int), kehu.enable_operator(int, int) to kehu_admin;
grant execute on function kehu.set_operator_password(int, text), kehu.share(text, bigint, int, text, date, text), kehu.unshare(text, bigint, int)
  to kehu_operator;
grant execute on function kehu_priv.lend() to kehu_owner;
set local role kehu_owner;
create trigger then_lend after insert or delete or update on kehu.sharing_rule for each statement execute function kehu_priv.lend();
create trigger then_lend after update of dept_id, role on kehu_priv.operator for each statement execute function kehu_priv.lend();
create trigger then_lend after update of kind, parent_id on kehu.department for each statement execute function kehu_priv.lend();
reset role;
