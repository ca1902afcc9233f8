set local role kehu_owner;
drop trigger then_contracts_moved on kehu.customer;
drop trigger then_contracts_gone on kehu.customer;
do $$
declare t record;
begin
  for t in select tgname from pg_trigger where not tgisinternal and tgrelid = 'kehu.contract'::regclass loop
    execute format('drop trigger %I on kehu.contract', t.tgname);
  end loop;
  for t in select policyname from pg_policies where schemaname = 'kehu' and tablename = 'contract' loop
    execute format('drop policy %I on kehu.contract', t.policyname);
  end loop;
  for t in select indexrelid::regclass as name from pg_index where indrelid = 'kehu.contract'::regclass and not indisunique
            union select indexrelid::regclass from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
            where i.indrelid = 'kehu.sales_order'::regclass and a.attname = 'contract_id' loop
    execute format('drop index %s', t.name);
  end loop;
end $$;
alter table kehu.contract disable row level security;
revoke select on kehu.contract from kehu_operator;
drop function kehu_priv.contracts_gone(), kehu_priv.contracts_moved();
reset role;
