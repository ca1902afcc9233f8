drop trigger a_fill on kehu.customer;
drop trigger touch on kehu.customer;
drop trigger card on kehu.customer;
drop trigger a_owner on kehu.contact;
drop trigger touch on kehu.contact;
drop trigger a_owner on kehu.invoice_title;
drop trigger touch on kehu.invoice_title;
drop function kehu_priv.from_customer(), kehu_priv.customer_card_made(), kehu_priv.customer_fill(),
  kehu_priv.may_own(int), kehu_priv.writes_customer(bigint), kehu_priv.sees_customer(bigint);
do $$
declare p record;
begin
  for p in select schemaname, tablename, policyname from pg_policies
           where schemaname = 'kehu' and tablename in ('customer', 'customer_card', 'contact', 'invoice_title') loop
    execute format('drop policy %I on %I.%I', p.policyname, p.schemaname, p.tablename);
    execute format('alter table %I.%I disable row level security', p.schemaname, p.tablename);
  end loop;
end $$;
revoke all on kehu.customer, kehu.customer_card, kehu.contact, kehu.invoice_title
  from kehu_operator, kehu_sales, kehu_assistant, kehu_all_read, kehu_all_write, kehu_marketing, kehu_service;
