drop function kehu.end_sharing_rule(int), kehu.add_sharing_rule(text, int, int, text, text), kehu.sharing_rules(), kehu.delete_holiday(date);
drop trigger a_fit on kehu.setting;
drop function kehu_priv.setting_fit();
drop trigger touch on kehu.department;
drop trigger touch on kehu.setting;
drop trigger touch on kehu.dict_item;
do $$
declare p record;
begin
  for p in select tablename, policyname from pg_policies where schemaname = 'kehu' and tablename in ('setting', 'dict', 'dict_item', 'holiday', 'department') loop
    execute format('drop policy %I on kehu.%I', p.policyname, p.tablename);
    execute format('alter table kehu.%I disable row level security', p.tablename);
  end loop;
end $$;
revoke all on kehu.setting, kehu.dict, kehu.dict_item, kehu.holiday, kehu.department from kehu_operator, kehu_admin;
