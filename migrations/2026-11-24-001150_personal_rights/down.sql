drop function kehu.log_export(text, text, int), kehu.drop_draft(uuid), kehu.set_pref(text, jsonb), kehu.enter(text, int), kehu.words(), kehu.sign_in(text, int);
drop trigger touch on kehu.draft;
drop function kehu_priv.draft_saved();
do $$
declare p record;
begin
  for p in select tablename, policyname from pg_policies where schemaname = 'kehu' and tablename in ('user_pref', 'draft', 'login_log', 'export_log') loop
    execute format('drop policy %I on kehu.%I', p.policyname, p.tablename);
    execute format('alter table kehu.%I disable row level security', p.tablename);
  end loop;
end $$;
revoke all on kehu.user_pref, kehu.draft, kehu.login_log, kehu.export_log from kehu_operator;
drop function kehu.led_people();
