drop trigger a_fill on kehu.rate_item;
drop function kehu_priv.rate_item_fill();
drop trigger a_floor on kehu.publication;
drop function kehu_priv.floor_kept();
drop trigger touch on kehu.publication;
drop trigger touch on kehu.issue;
drop trigger touch on kehu.ad_position;
drop trigger touch on kehu.rate_card;
drop trigger touch on kehu.rate_item;
do $$
declare p record;
begin
  for p in select tablename, policyname from pg_policies where schemaname = 'kehu' and tablename in ('media_group', 'media_class', 'publication', 'issue', 'ad_position', 'rate_card', 'rate_item') loop
    execute format('drop policy %I on kehu.%I', p.policyname, p.tablename);
    execute format('alter table kehu.%I disable row level security', p.tablename);
  end loop;
end $$;
revoke all on kehu.media_group, kehu.media_class, kehu.publication, kehu.issue, kehu.ad_position, kehu.rate_card, kehu.rate_item from kehu_operator, kehu_admin;
