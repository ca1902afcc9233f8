-- Opportunities of two years, a fifth of them open, with every stage they went through.
create temp table load_stage on commit drop as
  select s.id, s.seq, s.standard_days, count(*) over () as n from kehu.stage s where s.pipeline_id = (select min(id) from kehu.pipeline);
create temp table load_opportunity on commit drop as
  select x.id, c.id as customer, c.owner, c.dept, x.state, x.at_stage, x.pace, x.closed, x.amount, x.importance,
         coalesce(x.closed, s.today) - pg_temp.one_of(x.id, 305, 14) + 1 as entered
    from pg_temp.load_size s,
      lateral (select n as id, 1 + floor(s.customers * power(pg_temp.u(n, 301), 2) * 0.75)::int as customer, y.state, pg_temp.one_of(n, 303, 5) as at_stage, 2 + pg_temp.one_of(n, 306, 10) as pace,
                      case when y.state in ('won', 'lost', 'invalid') then s.today - pg_temp.one_of(n, 304, 700) end as closed, pg_temp.one_of(n, 307, 240) * 5000 as amount,
                      (array['key', 'normal', 'normal', 'normal', 'low'])[pg_temp.one_of(n, 308, 5)] as importance
                 from generate_series(1::bigint, s.orders * 2 / 5) n,
                   lateral (select case when d < 0.2 then 'open' when d < 0.55 then 'won' when d < 0.9 then 'lost' when d < 0.96 then 'invalid' else 'suspended' end as state from (select pg_temp.u(n, 302)) q(d)) y) x
      join pg_temp.load_customer c on c.id = x.customer;
create temp table load_stay on commit drop as
  select o.id as opportunity, o.customer, o.owner, o.dept, o.state, o.at_stage, o.closed, t.id as stage, t.seq, t.standard_days,
         o.entered - (o.at_stage - t.seq) * o.pace as entered, case when t.seq < o.at_stage then o.entered - (o.at_stage - t.seq - 1) * o.pace else o.closed end as gone
    from pg_temp.load_opportunity o join pg_temp.load_stage t on t.seq <= o.at_stage;

insert into kehu.opportunity (id, intent, code, name, customer_id, stage_id, state, state_reason, intent_evidence, amount, importance, class_id, is_key_project, expected_close_on, stage_entered_on,
                              standard_days, closed_at, lost_reason, last_contact_at, owner_id, dept_id, salesperson_id, first_owner_id, created_by, created_at, updated_at) overriding system value
  select o.id, md5('opportunity' || o.id)::uuid, 'OP-' || lpad(o.id::text, greatest(5, length(o.id::text)), '0'), (array['秋季新品', '年度投放', '品牌形象', '春节档期', '专题合作'])[1 + o.id % 5], o.customer, t.id, o.state,
         case when o.state in ('invalid', 'suspended') then '客户明年再议' end, '市场总监要求本月内给出排期方案', o.amount, o.importance, 1 + o.id % k.n, o.state = 'open' and o.id % 40 = 0,
         case when o.closed is null then s.today - 20 + pg_temp.one_of(o.id, 309, 120) end, o.entered, t.standard_days, case when o.closed is not null then pg_temp.at(o.closed, o.id, 310) end,
         case when o.state = 'lost' then (array['price', 'media', 'sold_out', 'competitor', 'budget', 'undecided', 'other'])[1 + o.id % 7] end,
         case when o.id % 9 > 0 then pg_temp.at(coalesce(o.closed, s.today) - pg_temp.one_of(o.id, 311, 35), o.id, 312) end, o.owner, o.dept, o.owner, o.owner, o.owner,
         pg_temp.at(y.entered, o.id, 313), pg_temp.at(o.entered, o.id, 314)
    from pg_temp.load_opportunity o join pg_temp.load_stage t on t.seq = o.at_stage join pg_temp.load_stay y on y.opportunity = o.id and y.seq = 1, pg_temp.load_size s,
      lateral (select count(*)::int as n from kehu.media_class) k order by o.id;
insert into kehu.opportunity_card (opportunity_id, owner_id, dept_id, customer_id)
  select o.id, o.owner, o.dept, o.customer from pg_temp.load_opportunity o order by o.id;
insert into kehu.stage_history (opportunity_id, stage_id, entered_at, left_at, entered_on, left_on, standard_days, direction, moved_by, stage_owner_id, owner_id, dept_id, customer_id)
  select y.opportunity, y.stage, pg_temp.at(y.entered, y.opportunity, 315), case when y.gone is not null then pg_temp.at(y.gone, y.opportunity, 315) end, y.entered, y.gone, y.standard_days,
         case when y.gone is null then null when y.seq < y.at_stage then 'forward' else 'close' end, case when y.gone is not null then y.owner end, y.owner, y.owner, y.dept, y.customer
    from pg_temp.load_stay y order by y.opportunity, y.seq;
