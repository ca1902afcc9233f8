-- Everybody reads settings, lists, holidays and departments; the administrator keeps them.
set local role kehu_owner;

alter table kehu.setting enable row level security;
create policy everybody on kehu.setting for select to kehu_operator using ((select kehu.me()) is not null);
create policy keeper_new on kehu.setting for insert to kehu_admin with check ((select kehu.rules_admin()));
create policy keeper_w on kehu.setting for update to kehu_admin using ((select kehu.rules_admin()));
grant select on kehu.setting to kehu_operator;
grant insert (key, value, note), update (value, note) on kehu.setting to kehu_admin;
create trigger touch before update on kehu.setting for each row execute function kehu_priv.touch();

alter table kehu.dict enable row level security;
create policy everybody on kehu.dict for select to kehu_operator using ((select kehu.me()) is not null);
create policy keeper_new on kehu.dict for insert to kehu_admin with check ((select kehu.rules_admin()));
create policy keeper_w on kehu.dict for update to kehu_admin using ((select kehu.rules_admin()));
grant select on kehu.dict to kehu_operator;
grant insert (code, label, label_en), update (label, label_en) on kehu.dict to kehu_admin;

alter table kehu.dict_item enable row level security;
create policy everybody on kehu.dict_item for select to kehu_operator using ((select kehu.me()) is not null);
create policy keeper_new on kehu.dict_item for insert to kehu_admin with check ((select kehu.rules_admin()));
create policy keeper_w on kehu.dict_item for update to kehu_admin using ((select kehu.rules_admin()));
grant select on kehu.dict_item to kehu_operator;
grant insert (dict_code, code, label, label_en, sort, colour, active, valid_from, valid_to), update (label, label_en, sort, colour, active, valid_from, valid_to) on kehu.dict_item to kehu_admin;
create trigger touch before update on kehu.dict_item for each row execute function kehu_priv.touch();

alter table kehu.holiday enable row level security;
create policy everybody on kehu.holiday for select to kehu_operator using ((select kehu.me()) is not null);
create policy keeper_new on kehu.holiday for insert to kehu_admin with check ((select kehu.rules_admin()));
create policy keeper_w on kehu.holiday for update to kehu_admin using ((select kehu.rules_admin()));
grant select on kehu.holiday to kehu_operator;
grant insert (date, name, is_off_day), update (name, is_off_day) on kehu.holiday to kehu_admin;

alter table kehu.department enable row level security;
create policy everybody on kehu.department for select to kehu_operator using ((select kehu.me()) is not null);
create policy keeper_new on kehu.department for insert to kehu_admin with check ((select kehu.rules_admin()));
create policy keeper_w on kehu.department for update to kehu_admin using ((select kehu.rules_admin()));
grant select on kehu.department to kehu_operator;
grant insert (code, name, kind, city, parent_id, sort, active), update (code, name, kind, city, parent_id, sort, active) on kehu.department to kehu_admin;
create trigger touch before update on kehu.department for each row execute function kehu_priv.touch();

-- A wrong business date or zone would stop everybody: refuse it here.
create function kehu_priv.setting_fit() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v text := new.value #>> '{}';
begin
  if new.key = 'business_date' and v is not null then
    begin
      if v !~ '^\d{4}-\d{2}-\d{2}$' or v::date::kehu.bizdate is null then perform kehu_priv.refuse('bad_date', 'value'); end if;
    exception when datetime_field_overflow or check_violation then perform kehu_priv.refuse('bad_date', 'value');
    end;
  end if;
  if new.key = 'time_zone' and not exists (select from pg_timezone_names z where z.name = v) then perform kehu_priv.refuse('bad_value', 'value'); end if;
  if new.key in ('minimum_schema', 'schema_version') and coalesce(v, '') !~ '^\d{1,6}$' then perform kehu_priv.refuse('bad_value', 'value'); end if;
  if new.key = 'minimum_client' and coalesce(v, '') !~ '^\d{1,6}(\.\d{1,6}){0,3}$' then perform kehu_priv.refuse('bad_value', 'value'); end if;
  return new;
end $$;
create trigger a_fit before insert or update on kehu.setting for each row execute function kehu_priv.setting_fit();

create trigger touch before update on kehu.holiday for each row execute function kehu_priv.touch();

create function kehu.delete_holiday(p_id int) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not kehu.rules_admin() then perform kehu_priv.deny('admin_only'); end if;
  delete from kehu.holiday h where h.id = p_id;
end $$;

alter table kehu.sharing_rule enable row level security;
create policy everybody on kehu.sharing_rule for select to kehu_operator using ((select kehu.me()) is not null);
create policy keeper_new on kehu.sharing_rule for insert to kehu_admin with check ((select kehu.rules_admin()));
create policy keeper_w on kehu.sharing_rule for update to kehu_admin using ((select kehu.rules_admin()));
grant select on kehu.sharing_rule to kehu_operator;
grant insert (entity, from_dept_kind, from_dept_id, to_operator_id, to_role, access, active, note),
  update (entity, from_dept_kind, from_dept_id, to_operator_id, to_role, access, active, note) on kehu.sharing_rule to kehu_admin;
create trigger touch before update on kehu.sharing_rule for each row execute function kehu_priv.touch();

grant execute on function kehu.delete_holiday(int) to kehu_admin;

reset role;
