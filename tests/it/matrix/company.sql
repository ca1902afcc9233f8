-- The golden company, and with it everybody and every state that the permission matrix tells apart. Run as superuser on a golden database;
-- what people do is done as themselves. Logins belong to the whole server, hence the `m_`.
create schema company;
grant usage on schema company to kehu_operator;
create function company.person(p_login text) returns int language sql security definer as $$ select id from kehu_priv.operator where login = p_login $$;
create function company.customer(p_name text) returns bigint language sql security definer as $$ select id from kehu.customer where name = p_name || '公司' $$;
-- One insertion of 50,000, one instalment due on 2002-03-12.
create function company.sell(p_customer text, p_state text, p_on date default '2002-04-08', p_agency text default null) returns bigint language plpgsql as $$
declare v record;
begin
  select i.id, i.publication_id, a.id as position_id into v from kehu.issue i join kehu.ad_position a on a.publication_id = i.publication_id and a.code = 'NYZB'
    join kehu.publication p on p.id = i.publication_id where p.code = 'SLS' and i.publish_on = p_on;
  return (kehu.save_order(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', company.customer(p_customer), 'agency_id', company.customer(p_agency), 'state', p_state,
    'lines', jsonb_build_array(jsonb_build_object('publication_id', v.publication_id, 'position_id', v.position_id, 'list_price', '50000', 'discount', '1',
      'insertions', jsonb_build_array(jsonb_build_object('issue_id', v.id)))),
    'instalments', '[{"due_on": "2002-03-12", "amount": "50000"}]'::jsonb)) ->> 'id')::bigint;
end $$;
create function company.mark(p_order bigint, variadic p_states text[]) returns void language plpgsql as $$
declare s text; i kehu.insertion;
begin
  foreach s in array p_states loop
    select * into i from kehu.insertion where order_id = p_order;
    perform kehu.mark_insertion(i.id, i.version, s);
  end loop;
end $$;
create function company.pay(p_payer text, p_order bigint, p_amount text) returns bigint language sql as $$
  select (kehu.book_payment(jsonb_build_object('intent', gen_random_uuid(), 'payer_id', company.customer(p_payer), 'amount', p_amount, 'allocations',
    coalesce((select jsonb_agg(jsonb_build_object('instalment_id', i.id, 'amount', p_amount)) from kehu.instalment i where i.order_id = p_order), '[]'))) ->> 'id')::bigint $$;
create function company.meet(p_customer text) returns void language sql as $$   -- a customer of one's own, with a contact and a title
  insert into kehu.customer (name) values (p_customer || '公司');
  insert into kehu.contact (customer_id, name, mobile) values (company.customer(p_customer), p_customer, '13900090000');
  insert into kehu.invoice_title (customer_id, title) values (company.customer(p_customer), p_customer || '公司') $$;
create function company.hand(p_customer text, p_to text) returns void language sql as $$ select kehu.transfer_customer(array[company.customer(p_customer)], company.person(p_to), 'x') $$;
create function company.ask(p_customer text) returns void language sql as $$
  select kehu.dun(array(select i.id from kehu.instalment i where i.customer_id = company.customer(p_customer) and i.counted), gen_random_uuid()) $$;
create function company.move(p_order bigint, p_to text) returns void language sql as $$ select kehu.move_order(p_order, o.version, p_to, 'x') from kehu.sales_order o where o.id = p_order $$;
create function company.agree(p_customer bigint, p_state text default 'draft') returns bigint language plpgsql as $$   -- a contract, as far on as that
declare v_id bigint; s text;
begin
  v_id := kehu.save_contract(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', p_customer)) ->> 'id';
  foreach s in array case p_state when 'draft' then '{}' when 'in_review' then '{in_review}' when 'signed' then '{signed}' else '{signed,in_force}' end::text[] loop
    perform kehu.move_contract(v_id, c.version, s) from kehu.contract c where c.id = v_id;
  end loop;
  return v_id;
end $$;
create function company.bill(p_order bigint, p_state text default 'requested') returns bigint language plpgsql as $$   -- an invoice of one yuan, as far on as that
declare v_id bigint; s text;
begin
  v_id := kehu.save_invoice(jsonb_build_object('intent', gen_random_uuid(), 'order_id', p_order, 'type', 'receipt', 'amount', '1')) ->> 'id';
  foreach s in array case p_state when 'requested' then '{}' when 'issued' then '{issued}' when 'void' then '{void}' when 'red' then '{issued,red}' else '{issued,delivered}' end::text[] loop
    perform kehu.move_invoice(v_id, i.version, s, jsonb_build_object('number', 'R' || v_id, 'reason', 'x')) from kehu.invoice i where i.id = v_id;
  end loop;
  return v_id;
end $$;
grant execute on all functions in schema company to kehu_operator;

-- People. A team below Shanghai; an office whose director has his superior sitting in the same office.
insert into kehu.department (code, name, kind, city, parent_id, sort) values ('SHT', '上海一组', 'team', '上海', 3, 6), ('NJ', '南京办事处', 'office', '南京', 1, 7);
select kehu_priv.make_operator(v.login, v.login, '', '', v.role, v.dept, company.person(v.boss)) from (values
  (1, 'm_admin', 'sa', 1, 'liuzy'), (2, 'm_care', 'cs', 1, 'liuzy'), (3, 'm_mark', 'mk', 1, 'liuzy'),
  (4, 'm_lead', 'sp', 4, 'zhaom'), (5, 'm_mid', 'sp', 4, 'm_lead'), (6, 'm_low', 'sp', 4, 'm_mid'), (7, 'm_team', 'sp', 6, 'john'),
  (8, 'm_above', 'md', 7, 'liuzy'), (9, 'm_below', 'sd', 7, 'm_above'),
  (10, 'm_reader', 'sp', 2, 'm_lead'), (11, 'm_lastday', 'sp', 2, 'liuzy'), (12, 'm_expired', 'sp', 2, 'liuzy'),
  (13, 'm_writer', 'sp', 2, 'm_lead'), (14, 'm_unwriter', 'sp', 2, 'liuzy'), (15, 'm_deskread', 'ab', 4, 'm_lead'), (16, 'm_noscope', 'ab', 3, 'zhangw'),
  (17, 'm_every', 'sp', 2, 'liuzy'), (18, 'm_off', 'sp', 3, 'zhangw'), (19, 'm_offgm', 'gm', 1, null), (20, 'm_gone', 'sp', 2, 'liuzy'),
  (21, 'm_careread', 'cs', 2, 'liuzy'),
  (22, 'm_offcare', 'cs', 2, 'liuzy'), (23, 'm_offadmin', 'sa', 1, 'liuzy'), (24, 'm_offdesk', 'ab', 3, 'liuzy'), (25, 'm_kept', 'sp', 2, 'liuzy'),
  (26, 'm_leaver', 'sp', 3, 'zhangw')) as v (n, login, role, dept, boss) order by v.n;
-- In every group: one is a salesperson all the same, one is nobody.
create role m_nobody login;
grant kehu_operator, kehu_sales, kehu_assistant, kehu_all_read, kehu_all_write, kehu_service, kehu_marketing, kehu_shared, kehu_admin to m_nobody, m_every;
insert into kehu.sharing_rule (entity, from_dept_id, to_operator_id, access, active) values
  ('order_scope', 4, company.person('m_deskread'), 'read', true), ('order_scope', 3, company.person('m_noscope'), 'write', false),
  ('order_scope', 3, company.person('m_offdesk'), 'write', true);
-- Customers lent by rule: an office's to marketing to read, a director's to one to change; one that is over, one to somebody who has left.
insert into kehu.sharing_rule (entity, from_dept_id, to_operator_id, to_role, access, active) values
  ('customer', 5, null, 'mk', 'read', true), ('customer', 7, company.person('m_unwriter'), null, 'write', true), ('customer', 4, company.person('m_expired'), null, 'read', false),
  ('customer', 4, company.person('m_off'), null, 'write', true);

-- Customers, by what became of them.
set session authorization m_team;    select company.meet('下属');
set session authorization m_lead;    select company.meet('组长');
set session authorization m_mid;     select company.meet('组员');
set session authorization m_low;     select company.meet('新人');
set session authorization m_below;   select company.meet('下级总监');
set session authorization m_off;     select company.meet('离职');
set session authorization m_every;   select company.meet('兼职');
set session authorization m_kept;    select company.meet('留任');
set session authorization m_writer;  select company.meet('借入');
set session authorization liuzy;     insert into kehu.customer (name, owner_id) values ('上级总监公司', company.person('m_above')), ('总经理公司', 1), ('市场总监公司', 2), ('市场总监乙公司', 2);
set session authorization huangzq;   select company.meet('代理'); select company.meet('迁入');
update kehu.customer set kind = 'agency' where id = company.customer('代理');
set session authorization john;
select company.meet(n) from unnest(array['转同事', '空转', '往返', '已删', '封存', '各态', '转外地', '可删', '本地代理']) n;
update kehu.customer set kind = 'agency' where id = company.customer('本地代理');
select kehu.share('customer', c, company.person('m_reader'), 'read', null, 'x') from unnest(array[1, company.customer('已删')]) c;
select kehu.share('customer', 1, company.person('m_lastday'), 'read', '2002-03-13', 'x');
select kehu.share('customer', 1, company.person('m_expired'), 'read', '2002-03-13', 'x');
select kehu.share('customer', 1, company.person('m_writer'), 'write', null, 'x');
select kehu.share('customer', 1, company.person('m_unwriter'), 'write', '2002-03-13', 'x');
select kehu.share('customer', 1, company.person('m_deskread'), 'write', null, 'x');
select kehu.share('customer', 1, company.person('m_careread'), 'read', null, 'x');
select kehu.share('customer', 1, company.person('m_off'), 'write', null, 'x');
select company.agree(company.customer('已删'));
insert into kehu.activity (kind, title, customer_id, due_on) values ('call', '随客户删除', company.customer('已删'), '2002-03-20');
select kehu.delete_customer(id, version) from kehu.customer where id = company.customer('已删');
select kehu.set_customer_status(id, version, 'archived', 'x') from kehu.customer where id = company.customer('封存');
insert into kehu.contact (customer_id, name, mobile) values (1, '已删联系人', '13900099999');
select kehu.delete_contact(id, version) from kehu.contact where name = '已删联系人';

-- Orders, by state; 转同事, 转外地 and 迁入 were sold by people who no longer own the customer.
select company.sell('各态', 'draft'), company.sell('各态', 'requested'), company.move(company.sell('各态', 'draft'), 'cancelled');
reset session authorization;
insert into kehu.sales_order (intent, code, customer_id, salesperson_id, sales_dept_id, owner_id, dept_id, created_by, deleted_at)
  values (gen_random_uuid(), 'SH-2002-9999', company.customer('各态'), 4, 3, 4, 3, 4, now());
set session authorization zhout;
select company.sell('各态', 'confirmed'), company.sell('各态', 'confirmed'), company.mark(company.sell('各态', 'confirmed'), 'booked', 'missed'), company.move(company.sell('各态', 'confirmed'), 'suspended');
do $$
declare v_order bigint := company.sell('各态', 'confirmed', '2002-03-11');
begin
  perform company.mark(v_order, 'booked', 'material_in', 'published');
  perform company.pay('各态', v_order, '50000');
end $$;
select company.sell('转同事', 'confirmed'), company.pay('转外地', company.sell('转外地', 'confirmed'), '10');
select company.sell('转同事', 'draft');
select company.ask('转外地'), company.ask('各态');
-- An advance, confirmed; one voided.
select kehu.confirm_payment(company.pay('各态', null, '70'), 1);
select kehu.void_payment(company.pay('各态', null, '80'), 1, 'x');
insert into kehu.activity (kind, title, order_id, owner_id, due_on) values ('delivery', '送样刊', 1, 4, '2002-03-20');
insert into kehu.activity (kind, title, owner_id, due_on) values ('task', '自己的', 9, '2002-03-20');
set session authorization liuzy;
select company.sell('新人', 'confirmed'), company.sell('迁入', 'confirmed'), company.sell('下级总监', 'confirmed'), company.sell('上级总监', 'requested');
select company.sell('组员', 'confirmed', '2002-04-08', '本地代理');
-- A payer of another branch, for an order of this one.
select set_config('company.agency_order', company.sell('各态', 'confirmed', '2002-04-08', '代理')::text, false);
select company.ask('新人');
select kehu.dun(array(select id from kehu.instalment where order_id = 2 and seq = 1), gen_random_uuid());
select kehu.delete_invoice_title(id, version) from kehu.invoice_title where customer_id = 5;
set session authorization zhout;
select company.pay('代理', current_setting('company.agency_order')::bigint, '100');
reset session authorization;
update kehu.sales_order set state = 'terminated' where id = (select max(id) from kehu.sales_order where customer_id = company.customer('各态') and agency_id is null and state = 'confirmed');

-- Changes of every order that is not deleted: one made, and of those that run one asked for. Two of these are decided, one is taken back, one order has been agreed to.
insert into kehu.order_change (code, intent, order_id, kind, state, reason, net_before, net_after, before, after, requested_by)
  select 'M-' || o.id || '-1', gen_random_uuid(), o.id, 'replan', 'applied', 'x', o.net_amount, o.net_amount, '{}'::jsonb, '{}'::jsonb, 9 from kehu.sales_order o where o.deleted_at is null
  union all
  select 'M-' || o.id || '-2', gen_random_uuid(), o.id, 'terminate', 'requested', 'x', o.net_amount, 0, '{}'::jsonb, '{}'::jsonb, 9 from kehu.sales_order o
   where o.deleted_at is null and o.state in ('confirmed', 'executing', 'suspended', 'completed', 'terminated');
insert into kehu.order_change (code, intent, order_id, kind, state, reason, net_before, net_after, before, after, requested_by, decided_by, decided_at)
  values ('M-5-3', gen_random_uuid(), 5, 'credit', 'approved', 'x', 1, 1, '{}', '{"over": "1"}', 9, 3, now()),
         ('M-2-3', gen_random_uuid(), 2, 'cancel', 'rejected', 'x', 1, 0, '{}', '{}', 9, 3, now());
insert into kehu.order_change (code, intent, order_id, kind, state, reason, net_before, net_after, before, after, requested_by)
  values ('M-2-4', gen_random_uuid(), 2, 'cancel', 'withdrawn', 'x', 1, 0, '{}', '{}', 9);
-- Contracts, by state and by whose customer it is; drafts by their owners too, one deleted, one that an order names.
set session authorization liuzy;
select company.agree(c, s) from unnest(array[1, 2, 3, 4, 5, company.customer('下属'), company.customer('新人'), company.customer('组员'), company.customer('市场总监'),
  company.customer('下级总监'), company.customer('转同事'), company.customer('代理')]) c, unnest(array['draft', 'in_review', 'signed', 'in_force']) s;
select kehu.link_contract(o.id, o.version, (select max(id) from kehu.contract where customer_id = 1 and state = 'signed')) from kehu.sales_order o where o.id = 1;
-- Invoices of what is under way, by state; some asked for by who owns the customer. Those that count only where as much was delivered: the others can be ended.
select company.bill(o.id, s) from kehu.sales_order o join kehu.order_card k on k.order_id = o.id, unnest(array['requested', 'issued', 'delivered', 'red', 'void']) s
 where k.counted and (s in ('red', 'void') or k.delivered_amount > 100) and exists (select from kehu.invoice_title t where t.customer_id = o.customer_id and t.deleted_at is null);
set session authorization john;      select company.bill(1);
set session authorization hej;       select company.bill(4);
set session authorization chenm;     select company.agree(company.customer('市场总监'));
set session authorization zhangw;    select company.agree(5);
set session authorization hej;       select company.agree(4);
set session authorization john;      select company.agree(1), company.agree(company.customer('转同事'));
select kehu.delete_contract(company.agree(1), 1);

-- Opportunities, by whose customer it is and by state; one that is where the decision maker must be met, one given to a colleague, one deleted.
reset session authorization;
create function company.hope(p_customer bigint, p_end text default null) returns bigint language plpgsql as $$
declare v_id bigint;
begin
  v_id := kehu.save_opportunity(jsonb_build_object('intent', gen_random_uuid(), 'customer_id', p_customer, 'name', '机会' || p_customer || coalesce(p_end, ''),
    'product_line', '杂志', 'intent_evidence', '客户说要投放十期封底', 'amount', '100', 'expected_close_on', '2002-04-30')) ->> 'id';
  if p_end is not null then perform kehu.end_opportunity(v_id, o.version, p_end, '{"reason": "x", "lost_reason": "price"}') from kehu.opportunity o where o.id = v_id;
  else perform kehu.save_opportunity_line(jsonb_build_object('opportunity_id', v_id, 'position_id', 1, 'list_price', '100')); end if;
  return v_id;
end $$;
grant execute on function company.hope(bigint, text) to kehu_operator;
set session authorization liuzy;
select company.hope(c) from unnest(array[2, 3, 4, company.customer('新人'), company.customer('市场总监'), company.customer('下级总监')]) c;
select company.hope(company.customer('市场总监'), 'suspended'), company.hope(company.customer('下属')), company.hope(company.customer('下属'), 'lost');
set session authorization zhangw;    select company.hope(5), company.hope(5, 'lost');
set session authorization john;
select company.hope(1, s) from unnest(array[null, 'won', 'lost', 'invalid', 'suspended']) s;
select kehu.name_opportunity_contact(jsonb_build_object('opportunity_id', o.id, 'contact_id', (select min(k.id) from kehu.contact k where k.customer_id = 1), 'role', 'decider'))
  from kehu.opportunity o where o.customer_id = 1 and o.state in ('open', 'won');
select set_config('company.far', company.hope(1)::text, false), set_config('company.given', company.hope(1)::text, false), set_config('company.gone', company.hope(1)::text, false);
set session authorization liuzy;
select kehu.name_opportunity_contact(jsonb_build_object('opportunity_id', o.id, 'contact_id', (select min(k.id) from kehu.contact k where k.customer_id = o.customer_id), 'role', 'decider'))
  from kehu.opportunity o where exists (select from kehu.contact k where k.customer_id = o.customer_id);
set session authorization john;
select kehu.delete_opportunity(o.id, o.version) from kehu.opportunity o where o.id = current_setting('company.gone')::bigint;
set session authorization zhangw;
select kehu.move_opportunity(o.id, o.version, 'negotiation', '{"reason": "x"}') from kehu.opportunity o where o.id = current_setting('company.far')::bigint;
-- Quotes, by whose opportunity it is and by state; one version superseded, one deleted, one of an opportunity given away, one of a lost one, one expired.
reset session authorization;
create function company.offer(p_opportunity bigint, variadic p_states text[] default '{}') returns bigint language plpgsql as $$
declare v_id bigint := kehu.save_quote(jsonb_build_object('intent', gen_random_uuid(), 'opportunity_id', p_opportunity)) ->> 'id'; s text;
begin
  if exists (select from kehu.quote q where q.id = v_id and q.lines = 0) then perform kehu.save_quote_line(jsonb_build_object('quote_id', v_id, 'position_id', 1, 'list_price', '100')); end if;
  foreach s in array p_states loop perform kehu.move_quote(v_id, q.version, s, '{"reason": "x"}') from kehu.quote q where q.id = v_id; end loop;
  return v_id;
end $$;
create function company.hoped(p_customer bigint, p_state text default 'open') returns bigint language sql security definer as $$
  select min(o.id) from kehu.opportunity o where o.customer_id = p_customer and o.state = p_state and o.deleted_at is null $$;
grant execute on function company.offer(bigint, text[]), company.hoped(bigint, text) to kehu_operator;
set session authorization liuzy;
select company.offer(company.hoped(company.customer('下级总监')), 'sent', 'rejected'), company.offer(company.hoped(2), 'sent'), company.offer(company.hoped(3), 'sent'),
  company.offer(company.hoped(4), 'submitted', 'approved'), company.offer(company.hoped(company.customer('新人')), 'submitted'), company.offer(company.hoped(company.customer('下属')), 'submitted'),
  company.offer(company.hoped(company.customer('市场总监'), 'suspended')), company.offer(company.hoped(5), 'submitted'), company.offer(company.hoped(1, 'suspended'), 'submitted'),
  company.offer(current_setting('company.far')::bigint, 'sent', 'accepted'), company.offer(current_setting('company.given')::bigint);
select kehu.save_quote_line(jsonb_build_object('quote_id', q.id, 'position_id', 1, 'list_price', '60000')),
  kehu.drop_quote_line(l.id, l.version) from kehu.quote q join kehu.quote_line l on l.quote_id = q.id where q.opportunity_id = company.hoped(company.customer('市场总监'), 'suspended');
select kehu.move_quote(q.id, q.version, 'sent') from kehu.quote q where q.opportunity_id = company.hoped(company.customer('市场总监'), 'suspended');
set session authorization chenm;     select company.offer(company.hoped(company.customer('市场总监')));
set session authorization john;
select kehu.save_opportunity_line(jsonb_build_object('id', l.id, 'version', l.version, 'list_price', '60000')) from kehu.opportunity_line l where l.opportunity_id = company.hoped(1);
select company.offer(company.hoped(1), 'sent');
select company.offer(company.hoped(1));
select kehu.delete_quote(q.id, q.version) from kehu.quote q where q.opportunity_id = company.hoped(1) and q.state = 'draft';
select company.offer(company.hoped(1));
reset session authorization;
insert into kehu.quote (intent, code, opportunity_id, revision, state, valid_until, sent_on, created_by)
  values (gen_random_uuid(), 'Q-LOST', company.hoped(1, 'lost'), 1, 'sent', '2002-04-13', '2002-03-13', 4);
insert into kehu.quote_line (quote_id, seq, publication_id, position_id, issues, list_price, discount)
  select q.id, 1, a.publication_id, a.id, 1, 60000, 1 from kehu.quote q, kehu.ad_position a where q.code = 'Q-LOST' and a.id = 1;
set session authorization zhangw;
select kehu.transfer_opportunity(array[current_setting('company.given')::bigint], company.person('lina'), 'x');
reset session authorization;
update kehu.quote set valid_until = '2002-03-12' where opportunity_id = company.hoped(3);
set session authorization john;      insert into kehu.competitor (name) values ('对手甲');
-- Opportunities lent by themselves: their customers are not.
set session authorization lina;
select kehu.share('opportunity', company.hoped(2), company.person(p), a, d, 'x') from (values
  ('m_reader', 'read', null::date), ('m_writer', 'write', null), ('m_unwriter', 'write', '2002-03-13'), ('m_off', 'write', null)) v(p, a, d);
set session authorization zhangw;
select kehu.share('opportunity', company.hoped(5), company.person(p), a, '2002-03-13', 'x') from (values ('m_lastday', 'write'), ('m_expired', 'read')) v(p, a);

-- Hands changed.
set session authorization zhangw;
select company.hand('转同事', 'lina'), company.hand('空转', 'lina'), company.hand('往返', 'lina'), company.hand('往返', 'john');
set session authorization liuzy;
select company.hand('转外地', 'huangzq'), company.hand('迁入', 'john');

-- Handed over: to another branch, within the branch, and by a salesperson to himself.
set session authorization m_leaver;
select company.meet('移交'), company.meet('再移交'), company.meet('留给');
insert into kehu.activity (kind, title, customer_id, due_on) values ('call', '随客户移交', company.customer('移交'), '2002-03-20');
set session authorization m_team;    select company.meet('自留'), company.meet('代移');
set session authorization liuzy;     select kehu.hand_over(company.person('m_leaver'), '{7}', 'one', array[company.customer('移交')], 'x', gen_random_uuid());
set session authorization zhangw;    select kehu.hand_over(company.person('m_leaver'), '{4}', 'one', array[company.customer('再移交')], 'x', gen_random_uuid());
set session authorization zhangw;    select kehu.hand_over(company.person('m_team'), '{4}', 'one', array[company.customer('代移')], 'x', gen_random_uuid());
set session authorization john;      select kehu.hand_over(company.person('m_team'), '{4}', 'one', array[company.customer('自留')], 'x', gen_random_uuid());

-- Activities, by who set them, who does them, and state.
set session authorization john;
insert into kehu.activity (kind, title, order_id, due_on) values ('call', '自己的订单', 1, '2002-03-20');
insert into kehu.activity (kind, title, due_on) values ('task', '做完了', '2002-03-13'), ('task', '已删行动', '2002-03-20'), ('task', '开始了', '2002-03-20');
insert into kehu.activity (kind, title, owner_id, due_on) values ('task', '给下属', 18, '2002-03-20');
select kehu.start_activity(id, version) from kehu.activity where title = '开始了';
select kehu.complete_activity(id, version, 'x') from kehu.activity where title = '做完了';
select kehu.delete_activity(id, version) from kehu.activity where title = '已删行动';
set session authorization zhangw;  insert into kehu.activity (kind, title, owner_id, due_on) values ('task', '总监交办', 5, '2002-03-20'), ('task', '总监自己', 3, '2002-03-20');
set session authorization m_low;   insert into kehu.activity (kind, title, customer_id, due_on) values ('call', '新人行动', company.customer('新人'), '2002-03-20');
set session authorization m_below; insert into kehu.activity (kind, title, due_on) values ('task', '下级行动', '2002-03-20');
set session authorization m_above; insert into kehu.activity (kind, title, due_on) values ('task', '上级行动', '2002-03-20');
set session authorization chenm;   insert into kehu.activity (kind, title, due_on) values ('task', '市场总监行动', '2002-03-20');
set session authorization m_care;  insert into kehu.activity (kind, title, due_on) values ('call', '客服行动', '2002-03-20');
set session authorization m_mark;  insert into kehu.activity (kind, title, due_on) values ('call', '市场行动', '2002-03-20');
set session authorization m_every; insert into kehu.activity (kind, title, due_on) values ('call', '兼职行动', '2002-03-20');
reset session authorization;

-- What is over: an expired share keeps its row and its group, a disabled operator his groups.
update kehu_priv.record_share set expires_on = '2002-03-12' where operator_id in (company.person('m_expired'), company.person('m_unwriter'));
update kehu_priv.operator set status = 'disabled' where login like 'm\_off%';
-- Everybody has signed in once, exported once, set something and left a draft.
insert into kehu.login_log (operator_id, login, result) select id, login, 'ok' from kehu_priv.operator;
insert into kehu.export_log (operator_id, kind, filter, row_count) select id, 'customer', '', 1 from kehu_priv.operator;
insert into kehu.user_pref (operator_id, key, value) select id, 'theme', '"dark"' from kehu_priv.operator;
insert into kehu.draft (id, operator_id, form, payload) select gen_random_uuid(), id, 'customer', '{}' from kehu_priv.operator;
insert into kehu.ad_position (publication_id, code, name) values (1, 'XX', '未定价');
insert into kehu.holiday (date, name, is_off_day) values ('2002-05-01', '劳动节', true);
-- Said about every record, by whoever owns it and by the general manager; one long ago, one taken back. And a file on each.
update kehu.customer set is_reference = true where id in (1, 2);
insert into kehu.comment (author_id, text, customer_id) select w, 'x', id from kehu.customer, unnest(array[owner_id, 1]) w;
insert into kehu.comment (author_id, text, order_id) select w, 'x', id from (select * from kehu.sales_order order by id limit 5) x, unnest(array[owner_id, 1]) w;
insert into kehu.comment (author_id, text, contact_id) select w, 'x', id from (select * from kehu.contact order by id limit 5) x, unnest(array[owner_id, 1]) w;
insert into kehu.comment (author_id, text, activity_id) select w, 'x', id from (select * from kehu.activity order by id limit 5) x, unnest(array[owner_id, 1]) w;
insert into kehu.comment (author_id, text, payment_id) select w, 'x', id from (select * from kehu.payment order by id limit 5) x, unnest(array[owner_id, 1]) w;
insert into kehu.comment (author_id, text, contract_id) select w, 'x', id from (select * from kehu.contract order by id limit 5) x, unnest(array[owner_id, 1]) w;
insert into kehu.comment (author_id, text, invoice_id) select w, 'x', id from (select * from kehu.invoice order by id limit 5) x, unnest(array[owner_id, 1]) w;
insert into kehu.comment (author_id, text, opportunity_id) select w, 'x', id from (select * from kehu.opportunity order by id limit 5) x, unnest(array[owner_id, 1]) w;
update kehu.comment set created_at = now() - interval '2 days' where id in (select max(id) from kehu.comment where author_id <> 1 group by customer_id);
update kehu.comment set deleted_at = now() where id in (select min(id) from kehu.comment group by author_id);
insert into kehu.file (added_by, name, body, customer_id) select owner_id, 'x', 'x', id from kehu.customer;
insert into kehu.file (added_by, name, body, order_id) select owner_id, 'x', 'x', id from kehu.sales_order order by id limit 5;
insert into kehu.file (added_by, name, body, contact_id) select owner_id, 'x', 'x', id from kehu.contact order by id limit 5;
insert into kehu.file (added_by, name, body, activity_id) select owner_id, 'x', 'x', id from kehu.activity order by id limit 5;
insert into kehu.file (added_by, name, body, payment_id) select owner_id, 'x', 'x', id from kehu.payment order by id limit 5;
insert into kehu.file (added_by, name, body, contract_id) select owner_id, 'x', 'x', id from kehu.contract order by id limit 5;
insert into kehu.file (added_by, name, body, invoice_id) select owner_id, 'x', 'x', id from kehu.invoice order by id limit 5;
insert into kehu.file (added_by, name, body, opportunity_id) select owner_id, 'x', 'x', id from kehu.opportunity order by id limit 5;
update kehu.file set deleted_at = now() where id in (select min(id) from kehu.file group by added_by);
drop schema company cascade;
-- And keeps a template for himself and one for his department.
insert into kehu.order_template (owner_id, dept_id, name, body) select id, d, coalesce('d' || d, 'own'), '{}' from kehu_priv.operator o, unnest(array[null, o.dept_id]) d;
-- And a view for himself, one for his department, one for all, one for his role, one for whoever came after him.
insert into kehu.saved_view (owner_id, dept_id, everyone, roles, people, name, kind, query)
  select o.id, case v when 'department' then o.dept_id end, v = 'everyone', case v when 'role' then array[o.role] else '{}' end,
    case v when 'people' then array(select x.id from kehu_priv.operator x where x.id > o.id order by x.id limit 1) else '{}' end, v, 'customer', 'owner:@me'
  from kehu_priv.operator o, unnest(array['own', 'department', 'everyone', 'role', 'people']) v;
-- Neighbours may be one company, and two of different branches; one pair is decided, one merged.
insert into kehu.dup_candidate (first_id, second_id, score, reason, state, first_name, second_name, first_owner_id, first_dept_id, second_owner_id, second_dept_id, gone)
  select a.id, b.id, 60, 'brand', case when a.id % 7 = 1 or b.name = '市场总监乙公司' then 'not_dup' when a.id % 7 = 2 then 'merged' else 'open' end, a.name, b.name, a.owner_id, a.dept_id, b.owner_id, b.dept_id,
         a.deleted_at is not null or b.deleted_at is not null
    from (select c.*, lead(c.id) over (order by c.owner_id, c.id) as next from kehu.customer c) a join kehu.customer b on (b.id = a.next or (a.id, b.id) = (1, 3) or (a.id, b.name::text) in ((5, '市场总监公司'), (5, '市场总监乙公司'), (1, '借入公司')) or (a.name::text, b.name::text) = ('下级总监公司', '上级总监公司')) and a.id < b.id;
-- Two contacts of a customer may be one person: of his own, and of one that is lent.
insert into kehu.contact (customer_id, name, mobile, created_by) select c.id, '同一人', '1390008' || n || right('00' || c.id, 3), 1 from kehu.customer c, generate_series(1, 2) n where c.id in (1, 3) or c.name = '借入公司';
insert into kehu.dup_candidate (first_id, second_id, first_contact_id, second_contact_id, first_person, second_person, score, reason, first_name, second_name, first_owner_id, first_dept_id, second_owner_id, second_dept_id)
  select c.id, c.id, min(k.id), max(k.id), '同一人', '同一人', 85, 'person', c.name, c.name, c.owner_id, c.dept_id, c.owner_id, c.dept_id
    from kehu.contact k join kehu.customer c on c.id = k.customer_id where k.name = '同一人' group by c.id;
-- What the administrator added.
insert into kehu.custom_field (kind, name, label, type) values ('order', 'x_ref', '参考号', 'text');
-- Leads of everybody who may have some; some worked on, dropped, converted, deleted, given on.
insert into kehu.lead (name, owner_id, created_by) select '线索' || login, id, id from kehu_priv.operator where role in ('gm', 'md', 'sd', 'sp', 'mk') and status = 'active' and login not in ('m_gone', 'm_kept') order by id;
insert into kehu.lead (name, owner_id, created_by, state, drop_reason) select s || login, id, id, s, case s when 'dropped' then 'x' end
  from kehu_priv.operator, unnest(array['working', 'dropped']) s where login in ('zhangw', 'john', 'm_mark', 'm_team', 'm_below');
insert into kehu.lead (name, owner_id, created_by, state, customer_id, converted_at) select '已转化' || login, id, id, 'converted', 2, now() from kehu_priv.operator where login in ('john', 'm_low');
insert into kehu.lead (name, owner_id, created_by, deleted_at) values ('已删线索', 4, 4, now());
insert into kehu.lead (name, owner_id, created_by) values ('转来线索', 4, 4);
update kehu.lead set owner_id = 5 where name = '转来线索';
insert into kehu.comment (author_id, text, lead_id) select w, 'x', id from kehu.lead l, unnest(array[owner_id, 1]) w where l.id % 3 = 0;
insert into kehu.file (added_by, name, body, lead_id) select owner_id, 'x', 'x', id from kehu.lead l where l.id % 3 = 0;
-- Some of them lent; what became a customer is changed there, and what is deleted is gone.
insert into kehu_priv.record_share (kind, record_id, operator_id, access, expires_on, created_by)
  select 'lead', l.id, o.id, v.access, v.until, 4 from (values ('m_reader', 'read', null::date), ('m_writer', 'write', null), ('m_expired', 'write', '2002-03-12')) v(login, access, until)
    join kehu_priv.operator o on o.login = v.login, kehu.lead l where l.name in ('线索john', 'workingjohn', 'droppedjohn', '已转化john', '已删线索');
