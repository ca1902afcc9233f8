drop function kehu.delete_holiday(int);
drop trigger a_fit on kehu.setting;
drop function kehu_priv.setting_fit();
drop trigger touch on kehu.department;
drop trigger touch on kehu.sharing_rule;
drop trigger touch on kehu.setting;
drop trigger touch on kehu.holiday;
drop trigger touch on kehu.dict_item;
do $$
declare p record;
begin
  for p in select tablename, policyname from pg_policies where schemaname = 'kehu' and tablename in ('setting', 'dict', 'dict_item', 'holiday', 'department', 'sharing_rule') loop
    execute format('drop policy %I on kehu.%I', p.policyname, p.tablename);
    execute format('alter table kehu.%I disable row level security', p.tablename);
  end loop;
end $$;
revoke all on kehu.setting, kehu.dict, kehu.dict_item, kehu.holiday, kehu.department, kehu.sharing_rule from kehu_operator, kehu_admin;
