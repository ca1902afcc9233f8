set local role kehu_owner;
drop trigger payments_moved on kehu.customer;
do $$
declare t record;
begin
  for t in select c.oid::regclass as tab, g.tgname from pg_trigger g join pg_class c on c.oid = g.tgrelid
            where not g.tgisinternal and c.oid in ('kehu.payment'::regclass, 'kehu.payment_allocation'::regclass) loop
    execute format('drop trigger %I on %s', t.tgname, t.tab);
  end loop;
  for t in select format('drop policy %I on %I.%I', policyname, schemaname, tablename) as sql from pg_policies
            where schemaname = 'kehu' and tablename in ('payment', 'payment_allocation') loop
    execute t.sql;
  end loop;
  for t in select format('drop index %s', i.indexrelid::regclass) as sql from pg_index i
            where i.indrelid in ('kehu.payment'::regclass, 'kehu.payment_allocation'::regclass) and not i.indisunique loop
    execute t.sql;
  end loop;
end $$;
alter table kehu.payment disable row level security;
alter table kehu.payment_allocation disable row level security;
revoke select on kehu.payment, kehu.payment_allocation from kehu_operator;
drop function kehu_priv.roll_allocations(), kehu_priv.same_payer(), kehu_priv.pays_for(bigint, bigint), kehu_priv.payments_moved(), kehu_priv.from_instalment(), kehu_priv.from_payer();
reset role;
