set local role kehu_owner;
drop trigger insertions_moved on kehu.issue;
drop trigger orders_moved on kehu.customer;
do $$
declare t record;
begin
  for t in select c.oid::regclass as tab, g.tgname from pg_trigger g join pg_class c on c.oid = g.tgrelid
            where not g.tgisinternal and g.tgname in ('a_owner', 'order_moved', 'order_counted', 'touch', 'touch_state', 'audit', 'tell_i', 'tell_u', 'tell_d')
              and c.oid in ('kehu.sales_order'::regclass, 'kehu.order_card'::regclass, 'kehu.order_line'::regclass, 'kehu.insertion'::regclass, 'kehu.instalment'::regclass) loop
    execute format('drop trigger %I on %s', t.tgname, t.tab);
  end loop;
  for t in select format('drop policy %I on %I.%I', policyname, schemaname, tablename) as sql from pg_policies
            where schemaname = 'kehu' and tablename in ('sales_order', 'order_card', 'order_line', 'insertion', 'instalment') loop
    execute t.sql;
  end loop;
  for t in select format('drop index %s', i.indexrelid::regclass) as sql from pg_index i
            where i.indrelid in ('kehu.sales_order'::regclass, 'kehu.order_card'::regclass, 'kehu.order_line'::regclass, 'kehu.insertion'::regclass, 'kehu.instalment'::regclass)
              and not i.indisunique loop
    execute t.sql;
  end loop;
end $$;
alter table kehu.sales_order disable row level security;
alter table kehu.order_card disable row level security;
alter table kehu.order_line disable row level security;
alter table kehu.insertion disable row level security;
alter table kehu.instalment disable row level security;
revoke select on kehu.sales_order, kehu.order_card, kehu.order_line, kehu.insertion, kehu.instalment from kehu_operator;
drop function kehu_priv.issue_moved(), kehu_priv.order_counted(), kehu_priv.order_moved(), kehu_priv.orders_moved(), kehu_priv.from_order(),
  kehu_priv.from_customer_of_order(), kehu_priv.is_counted(text);
reset role;
