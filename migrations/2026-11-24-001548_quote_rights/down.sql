drop view kehu_rpt.quote;
drop trigger quotes_moved on kehu.opportunity;
do $$
declare p record;
begin
  for p in select tablename, policyname from pg_policies where schemaname = 'kehu' and tablename in ('quote', 'quote_line') loop
    execute format('drop policy %I on kehu.%I', p.policyname, p.tablename);
  end loop;
  for p in select c.relname, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace = 'kehu'::regnamespace and not t.tgisinternal
      and c.relname in ('quote', 'quote_line') loop
    execute format('drop trigger %I on kehu.%I', p.tgname, p.relname);
  end loop;
end $$;
alter table kehu.quote disable row level security;
alter table kehu.quote_line disable row level security;
revoke all on kehu.quote, kehu.quote_line from kehu_operator;
drop function kehu_priv.quote_summed(), kehu_priv.quotes_moved(), kehu_priv.from_quote();
