set local role kehu_owner;
drop trigger then_invoices_moved on kehu.sales_order;
do $$
declare t record;
begin
  for t in select tgname from pg_trigger where not tgisinternal and tgrelid = 'kehu.invoice'::regclass loop
    execute format('drop trigger %I on kehu.invoice', t.tgname);
  end loop;
  for t in select policyname from pg_policies where schemaname = 'kehu' and tablename = 'invoice' loop
    execute format('drop policy %I on kehu.invoice', t.policyname);
  end loop;
  for t in select indexrelid::regclass as name from pg_index where indrelid = 'kehu.invoice'::regclass and not indisunique loop
    execute format('drop index %s', t.name);
  end loop;
end $$;
alter table kehu.invoice disable row level security;
revoke select on kehu.invoice from kehu_operator;
drop function kehu_priv.roll_invoices(), kehu_priv.invoices_moved(), kehu_priv.invoice_from_order();
reset role;
