-- Own preferences and drafts; the sign-in; logs that nobody writes by hand.
set local role kehu_owner;

create function kehu.led_people() returns int[]
  language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return case when kehu_priv.my_role() = 'sd' then kehu.writable_owners() else '{}' end;
end $$;
comment on function kehu.led_people() is 'a sales director''s department: whose log entries he reads';
grant execute on function kehu.led_people() to kehu_operator;

alter table kehu.user_pref enable row level security;
create policy own on kehu.user_pref for select to kehu_operator using (operator_id = (select kehu.me()));
grant select on kehu.user_pref to kehu_operator;

alter table kehu.draft enable row level security;
create policy own on kehu.draft for select to kehu_operator using (operator_id = (select kehu.me()));
create policy own_new on kehu.draft for insert to kehu_operator with check (operator_id = (select kehu.me()));
create policy own_w on kehu.draft for update to kehu_operator using (operator_id = (select kehu.me()));
grant select on kehu.draft to kehu_operator;
grant insert (id, form, ref, payload, field, cursor, key_count, host, tty), update (form, ref, payload, field, cursor, key_count, host, tty)
  on kehu.draft to kehu_operator;
create function kehu_priv.draft_saved() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.saved_at := now();
  return new;
end $$;
create trigger touch before update on kehu.draft for each row execute function kehu_priv.draft_saved();

alter table kehu.login_log enable row level security;
create policy own on kehu.login_log for select to kehu_operator using (operator_id = (select kehu.me()));
create policy team on kehu.login_log for select to kehu_sales using (operator_id = any ((select kehu.led_people())::int[]));
create policy gm on kehu.login_log for select to kehu_all_write using ((select kehu.rules_all()));
create policy admin on kehu.login_log for select to kehu_admin using ((select kehu.rules_admin()));
alter table kehu.export_log enable row level security;
create policy own on kehu.export_log for select to kehu_operator using (operator_id = (select kehu.me()));
create policy team on kehu.export_log for select to kehu_sales using (operator_id = any ((select kehu.led_people())::int[]));
create policy gm on kehu.export_log for select to kehu_all_write using ((select kehu.rules_all()));
create policy admin on kehu.export_log for select to kehu_admin using ((select kehu.rules_admin()));
grant select on kehu.login_log, kehu.export_log to kehu_operator;

-- The handshake. `can` are words for the screens, a courtesy: the rights are the policies.
create function kehu.sign_in(p_client text, p_schema int) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  o kehu_priv.operator;
  v_least text := coalesce((select s.value #>> '{}' from kehu.setting s where s.key = 'minimum_client'), '0');
  v_schema int := coalesce((select (s.value #>> '{}')::int from kehu.setting s where s.key = 'schema_version'), 1);
begin
  select * into o from kehu_priv.operator x where x.login = session_user and x.status = 'active';
  if o.id is null then perform kehu_priv.deny('not_an_operator'); end if;
  if p_client is null or p_client !~ '^\d{1,6}(\.\d{1,6}){0,3}' or p_schema is null
    or p_schema < coalesce((select (s.value #>> '{}')::int from kehu.setting s where s.key = 'minimum_schema'), 0)
    or string_to_array(substring(p_client from '^\d+(?:\.\d+)*'), '.')::int[] < string_to_array(v_least, '.')::int[] then
    perform kehu_priv.refuse('old_client', '', v_least);
  end if;
  -- Nobody waits for the disk to be let in: a crash may forget the sign-ins of its last second, and nothing else.
  perform set_config('synchronous_commit', 'off', true);
  insert into kehu.login_log (operator_id, login, client_addr, app, result)
    values (o.id, o.login, inet_client_addr(), left(regexp_replace(current_setting('application_name'), '[^ -~]', '?', 'g'), 200), 'ok');
  return jsonb_build_object('operator_id', o.id, 'login', o.login, 'name', o.name, 'role', o.role, 'dept_id', o.dept_id,
    'dept', (select d.name from kehu.department d where d.id = o.dept_id), 'superior_id', o.superior_id, 'today', kehu.today(),
    'minimum_client', v_least, 'schema_version', v_schema,
    'can', (case o.role
      when 'gm' then array['company', 'sell', 'desk', 'transfer', 'delete', 'media', 'export']
      when 'md' then array['company', 'transfer', 'export']
      when 'sd' then array['sell', 'transfer', 'approve', 'delete', 'export']
      when 'sp' then array['sell', 'delete']
      when 'ac' then array['desk', 'media', 'export']
      when 'ab' then array['desk', 'media', 'export']
      when 'cs' then array['serve']
      when 'mk' then array['market']
      when 'sa' then array['admin', 'media'] end));
end $$;

-- The words of all lists, the fields that the administrator added, and the directory, by which filters name people: what a program says and reads. By the asker's own rights.
create function kehu.words() returns table (dict text, code text, label text, label_en text, sort int, id bigint)
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return query select i.dict_code::text, i.code::text, i.label::text, i.label_en::text, i.sort::int, i.id::bigint from kehu.dict_item i where i.active
  union all select 'media_group', g.name::text, g.name::text, g.name::text, g.sort::int, g.id::bigint from kehu.media_group g where g.active
  union all select 'media_class', c.name::text, c.name::text, c.name::text, c.sort::int, c.id::bigint from kehu.media_class c where c.active
  union all select 'custom_field', concat_ws('/', f.kind, f.name, f.type, coalesce(f.dict_code, ''), case when f.required then 'required' else '' end), f.label::text, coalesce(f.label_en, '')::text, f.sort::int, f.id::bigint
    from kehu.custom_field f where f.active
  union all select 'operator', k.login::text, k.name::text, k.name::text, 0, k.id::bigint from kehu.colleague k
  union all select 'operator_id', k.id::text, k.login::text, k.login::text, 0, k.id::bigint from kehu.colleague k
  union all select 'stage', s.code::text, s.name::text, s.name_en::text, (p.sort * 100 + s.seq)::int, s.id::bigint from kehu.stage s
    join kehu.pipeline p on p.id = s.pipeline_id where s.active and p.active;
end $$;
grant execute on function kehu.words() to kehu_operator;

-- The session with all that a program needs before its first screen, in one answer. The rest is read by the asker's own rights.
create function kehu.enter(p_client text, p_schema int) returns jsonb
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare v_session jsonb := kehu.sign_in(p_client, p_schema);
begin
  return jsonb_build_object('session', v_session,
    'company', coalesce((select s.value #>> '{}' from kehu.setting s where s.key = 'company'), ''),
    'prefs', (select coalesce(jsonb_object_agg(p.key, p.value), '{}') from kehu.user_pref p),
    'words', (select coalesce(jsonb_agg(jsonb_build_array(w.dict, w.code, w.label, w.label_en) order by w.dict, w.sort, w.id), '[]') from kehu.words() w));
end $$;

create function kehu.set_pref(p_key text, p_value jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_me int := kehu.me();
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  if length(p_value::text) > 100000 then perform kehu_priv.refuse('bad_value', 'value'); end if;
  if p_value is null then
    delete from kehu.user_pref p where p.operator_id = v_me and p.key = p_key;
  else
    insert into kehu.user_pref as p (operator_id, key, value) values (v_me, p_key, p_value)
      on conflict (operator_id, key) do update set value = excluded.value, updated_at = now();
  end if;
end $$;

-- Dropping what is gone is no error: the draft was saved from another terminal.
create function kehu.drop_draft(p_id uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from kehu.draft d where d.id = p_id and d.operator_id = kehu.me();
end $$;

create function kehu.log_export(p_kind text, p_filter text, p_rows int) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_me int := kehu.me();
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  insert into kehu.export_log (operator_id, kind, filter, row_count) values (v_me, p_kind, coalesce(p_filter, ''), p_rows);
end $$;

grant execute on function kehu.sign_in(text, int), kehu.enter(text, int), kehu.set_pref(text, jsonb), kehu.drop_draft(uuid), kehu.log_export(text, text, int) to kehu_operator;

reset role;
