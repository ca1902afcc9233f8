-- Groups and schemas. Groups belong to the whole cluster, so they are made only where they are missing.
-- Runs as the administrator who sets the server up; every later migration runs as kehu_owner.
set local client_min_messages = warning;
do $$
declare r text;
begin
  foreach r in array array['kehu_owner', 'kehu_operator', 'kehu_sales', 'kehu_assistant', 'kehu_all_read', 'kehu_all_write',
                           'kehu_service', 'kehu_marketing', 'kehu_shared', 'kehu_admin'] loop
    if not exists (select from pg_roles where rolname = r) then execute format('create role %I nologin', r); end if;
  end loop;
  if not exists (select from pg_roles where rolname = 'kehu_role_maker') then create role kehu_role_maker nologin createrole; end if;
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to kehu_operator', current_database());
  execute format('alter database %I set lc_messages = ''C''', current_database());
end $$;

-- The role maker sets the groups, and creates nothing else.
grant kehu_operator, kehu_sales, kehu_assistant, kehu_all_read, kehu_all_write, kehu_service, kehu_marketing, kehu_shared, kehu_admin
  to kehu_role_maker with admin option;
-- To end the sessions of a disabled operator.
grant pg_signal_backend to kehu_role_maker;
revoke all on schema public from public;
-- Nobody keeps files in the company's database, and nobody holds the lock that a migration or another program waits for.
do $$
declare f regprocedure;
begin
  for f in select p.oid from pg_proc p where p.pronamespace = 'pg_catalog'::regnamespace and p.proname ~ '^(lo_|lowrite$|loread$|pg_(try_)?advisory_)' loop
    execute format('revoke execute on function %s from public', f);
  end loop;
end $$;
create schema kehu authorization kehu_owner;
create schema kehu_priv authorization kehu_owner;
create schema kehu_rpt authorization kehu_owner;
grant usage on schema kehu, kehu_rpt to kehu_operator;
grant usage on schema kehu, kehu_priv to kehu_role_maker;
-- The global form: with `in schema` it has no effect.
alter default privileges for role kehu_owner revoke execute on functions from public;
alter default privileges for role kehu_role_maker revoke execute on functions from public;
