drop index kehu.activity_owner, kehu.activity_assigned, kehu.activity_desk, kehu.activity_due, kehu.activity_customer, kehu.activity_contact,
  kehu.activity_order, kehu.activity_instalment, kehu.activity_insertion, kehu.activity_dept;
drop trigger a_fill on kehu.activity;
drop trigger touch on kehu.activity;
drop trigger moved on kehu.activity;
drop trigger moved_new on kehu.activity;
do $$
declare p record;
begin
  for p in select policyname from pg_policies where schemaname = 'kehu' and tablename = 'activity' loop
    execute format('drop policy %I on kehu.activity', p.policyname);
  end loop;
end $$;
alter table kehu.activity disable row level security;
revoke all on kehu.activity from kehu_operator;
drop function kehu.delete_activity(bigint, int), kehu.acknowledge_activity(bigint), kehu.reopen_activity(bigint, int), kehu.cancel_activity(bigint, int, text),
  kehu.complete_activity(bigint, int, text, text, text), kehu.start_activity(bigint, int), kehu_priv.hold_activity(bigint, int),
  kehu_priv.activity_moved(), kehu_priv.activity_fill(), kehu_priv.sees_order(bigint), kehu_priv.business_now();
