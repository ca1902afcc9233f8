drop function kehu.change_opportunities(jsonb), kehu.open_opportunities(bigint[]), kehu.drop_opportunity_contact(bigint), kehu.name_opportunity_contact(jsonb), kehu.drop_opportunity_line(bigint, int), kehu.save_opportunity_line(jsonb),
  kehu.save_opportunity(jsonb), kehu_priv.given_percent(jsonb, text), kehu_priv.enter_stage(bigint, int), kehu_priv.plan_stage(bigint),
  kehu_priv.read_offer(jsonb, kehu.opportunity_line), kehu_priv.lock_opportunity(bigint, int), kehu_priv.needs_close_date(int), kehu_priv.opportunity_answer(bigint, bool);
