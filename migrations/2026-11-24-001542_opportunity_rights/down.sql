drop trigger pursuit_moved on kehu.activity;
drop trigger opportunities_follow on kehu.customer;
do $$
declare p record;
begin
  for p in select tablename, policyname from pg_policies where schemaname = 'kehu'
      and tablename in ('pipeline', 'stage', 'stage_task', 'competitor', 'opportunity', 'stage_history', 'opportunity_line', 'opportunity_contact', 'opportunity_card', 'pursuit') loop
    execute format('drop policy %I on kehu.%I', p.policyname, p.tablename);
  end loop;
  for p in select c.relname, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace = 'kehu'::regnamespace and not t.tgisinternal
      and c.relname in ('pipeline', 'stage', 'stage_task', 'competitor', 'opportunity', 'opportunity_line', 'opportunity_contact', 'opportunity_card', 'stage_history', 'pursuit') loop
    execute format('drop trigger %I on kehu.%I', p.tgname, p.relname);
  end loop;
end $$;
alter table kehu.pipeline disable row level security;
alter table kehu.stage disable row level security;
alter table kehu.stage_task disable row level security;
alter table kehu.competitor disable row level security;
alter table kehu.opportunity disable row level security;
alter table kehu.stage_history disable row level security;
alter table kehu.opportunity_line disable row level security;
alter table kehu.opportunity_contact disable row level security;
alter table kehu.opportunity_card disable row level security;
alter table kehu.pursuit disable row level security;
revoke all on kehu.pipeline, kehu.stage, kehu.stage_task, kehu.competitor, kehu.opportunity, kehu.stage_history, kehu.opportunity_line, kehu.opportunity_contact, kehu.opportunity_card, kehu.pursuit
  from kehu_operator, kehu_admin;
drop function kehu_priv.pursuit_moved(), kehu_priv.pursuit_made(), kehu_priv.pursued(bigint[]), kehu_priv.pursuit_fill(), kehu_priv.opportunity_summed(),
  kehu_priv.opportunities_moved(), kehu_priv.opportunities_follow(), kehu_priv.from_opportunity(), kehu_priv.opportunity_card_made(), kehu_priv.writes_opportunity(bigint), kehu_priv.sees_opportunity(bigint), kehu.directs(), kehu.sells();
