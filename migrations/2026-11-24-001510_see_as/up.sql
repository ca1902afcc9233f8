-- A superior looks at the home page and the views of one of his people. It gives him no rows: what he reads he reads by his own rights. That he looked
-- is logged with the sign-ins, where his own superiors find it.
set local role kehu_owner;

create function kehu.see_as(p_id int) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me int := kehu.me();
  o kehu_priv.operator;
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  select x.* into o from kehu_priv.operator x join kehu_priv.reach r on r.report_id = x.id and r.boss_id = v_me
   where x.id = p_id and x.id <> v_me and x.status = 'active';
  if o.id is null then perform kehu_priv.deny('not_yours'); end if;
  insert into kehu.login_log (operator_id, login, client_addr, app, result)
    values (v_me, session_user, inet_client_addr(), left(regexp_replace(current_setting('application_name'), '[^ -~]', '?', 'g'), 200), 'sees as ' || o.login);
  return jsonb_build_object(
    'session', jsonb_build_object('operator_id', o.id, 'login', o.login, 'name', o.name, 'role', o.role, 'dept_id', o.dept_id,
      'dept', (select d.name from kehu.department d where d.id = o.dept_id), 'today', kehu.today()),
    'prefs', (select coalesce(jsonb_object_agg(p.key, p.value), '{}') from kehu.user_pref p where p.operator_id = o.id and p.key in ('home', 'pins')));
end $$;
comment on function kehu.see_as(int) is 'Who one of one''s people is, and how he arranged his home page; logged';
revoke execute on function kehu.see_as(int) from public;
grant execute on function kehu.see_as(int) to kehu_operator;

reset role;
