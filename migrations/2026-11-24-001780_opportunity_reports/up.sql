-- P4 to P8 and P17 of spec/07.3: one source for the program, BI and psql, under the caller's own rights. What an opportunity is today stands in
-- kehu_rpt.opportunity.
set local role kehu_owner;

-- P4: what is open in each stage today, and what came, went on, went back and was lost there in the period.
create function kehu_rpt.funnel(p_from date, p_to date)
  returns table (stage text, opportunities bigint, amount numeric, weighted numeric, average_days numeric, over bigint,
                 entered bigint, promoted bigint, stepped_back bigint, lost bigint)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  with o as (
    select o.stage_id, count(*) as n, sum(o.amount::numeric) as v, sum(o.weighted) as w, round(avg(o.days_in_stage), 1) as d, count(*) filter (where o.pace = 'over') as x
      from kehu_rpt.opportunity o where o.state = 'open' group by 1),
  h as (
    select x.stage_id, count(*) filter (where x.how = 'came') as came, count(*) filter (where x.how = 'forward') as on_, count(*) filter (where x.how = 'back') as back,
           count(*) filter (where x.how = 'lost') as lost
      from (select h.stage_id, 'came' as how from kehu.stage_history h where h.entered_on between p_from and p_to and h.deleted_at is null
            union all
            select h.stage_id, case h.direction when 'close' then (select o.state from kehu.opportunity o where o.id = h.opportunity_id) else h.direction end
              from kehu.stage_history h where h.left_on between p_from and p_to and h.deleted_at is null) x group by 1)
  select s.code::text, coalesce(o.n, 0), coalesce(o.v, 0), coalesce(o.w, 0), o.d, coalesce(o.x, 0), coalesce(h.came, 0), coalesce(h.on_, 0), coalesce(h.back, 0), coalesce(h.lost, 0)
    from kehu.stage s join kehu.pipeline p on p.id = s.pipeline_id left join o on o.stage_id = s.id left join h on h.stage_id = s.id
   where s.active and p.active or o.n > 0 or h.came + h.on_ + h.back + h.lost > 0 order by p.sort, p.id, s.seq
$$;

-- P5: by one or two of value_band, importance, product_line, stage, owner; of one state, by itself of the open ones.
create function kehu_rpt.opportunities_by(p_by text, p_across text default null, p_state text default 'open')
  returns table (key text, across text, opportunities bigint, amount numeric)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  with k as (
    select (select v from (values ('value_band', o.value_band), ('importance', o.importance), ('product_line', c.name::text), ('stage', s.code::text), ('owner', o.owner_id::text)) x(n, v) where n = p_by) as a,
           (select v from (values ('value_band', o.value_band), ('importance', o.importance), ('product_line', c.name::text), ('stage', s.code::text), ('owner', o.owner_id::text)) x(n, v) where n = p_across) as b,
           o.amount::numeric as amount
      from kehu_rpt.opportunity o join kehu.media_class c on c.id = o.class_id join kehu.stage s on s.id = o.stage_id where o.state = coalesce(p_state, 'open'))
  select k.a, k.b, count(*), coalesce(sum(k.amount), 0) from k group by 1, 2 order by 1 nulls last, 2 nulls last
$$;

-- P6: what was won of what was decided in the period, by salesperson, lost_reason or competitor, by how many and by amount. Void ones, and those put
-- aside today, are shown and not counted.
create function kehu_rpt.success(p_from date, p_to date, p_by text default 'salesperson')
  returns table (key text, won bigint, lost bigint, rate numeric, won_amount numeric, lost_amount numeric, amount_rate numeric, invalid bigint, suspended bigint)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  with z as (select kehu_rpt.time_zone() as zone offset 0),
  o as (
    select case coalesce(p_by, 'salesperson') when 'salesperson' then k.name::text when 'lost_reason' then o.lost_reason::text when 'competitor' then c.name::text end as key,
           o.state, o.amount::numeric as amount
      from kehu.opportunity o cross join z left join kehu.colleague k on k.id = o.salesperson_id left join kehu.competitor c on c.id = o.lost_competitor_id
     where o.deleted_at is null and (o.state = 'suspended' or o.closed_at >= p_from::timestamp at time zone z.zone and o.closed_at < (p_to + 1)::timestamp at time zone z.zone)
       and case coalesce(p_by, 'salesperson') when 'lost_reason' then o.state = 'lost' when 'competitor' then o.state = 'lost' and o.lost_competitor_id is not null else true end),
  g as (
    select o.key, count(*) filter (where state = 'won') as won, count(*) filter (where state = 'lost') as lost,
           coalesce(sum(amount) filter (where state = 'won'), 0) as won_amount, coalesce(sum(amount) filter (where state = 'lost'), 0) as lost_amount,
           count(*) filter (where state = 'invalid') as invalid, count(*) filter (where state = 'suspended') as suspended
      from o where state in ('won', 'lost', 'invalid', 'suspended') group by 1)
  select g.key, g.won, g.lost, round(g.won / nullif(g.won + g.lost, 0)::numeric, 4), g.won_amount, g.lost_amount,
         round(g.won_amount / nullif(g.won_amount + g.lost_amount, 0), 4), g.invalid, g.suspended
    from g order by g.won + g.lost desc, g.key
$$;

-- The same of all.
create function kehu_rpt.success_headline(p_from date, p_to date)
  returns table (won bigint, lost bigint, rate numeric, won_amount numeric, lost_amount numeric, amount_rate numeric, invalid bigint, suspended bigint)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(sum(s.won), 0)::bigint, coalesce(sum(s.lost), 0)::bigint, round(sum(s.won) / nullif(sum(s.won) + sum(s.lost), 0), 4), coalesce(sum(s.won_amount), 0),
         coalesce(sum(s.lost_amount), 0), round(sum(s.won_amount) / nullif(sum(s.won_amount) + sum(s.lost_amount), 0), 4), coalesce(sum(s.invalid), 0)::bigint,
         coalesce(sum(s.suspended), 0)::bigint from kehu_rpt.success(p_from, p_to) s
$$;

-- P7 (R59): per who had the opportunity when it came into the stage: what was promoted in the period against the standard of that time; and what
-- stands in its stage today for longer than it should.
create function kehu_rpt.stage_time(p_from date, p_to date)
  returns table (owner text, promotions bigint, on_time bigint, on_time_rate numeric, average_days numeric, average_standard numeric, ratio numeric,
                 running_over bigint, running_days bigint, running_standard bigint)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  with t as (select kehu.today() as t offset 0),
  h as (
    select h.stage_owner_id as who, h.standard_days as standard, false as running, h.left_on - h.entered_on as days
      from kehu.stage_history h where h.direction = 'forward' and h.left_on between p_from and p_to and h.deleted_at is null
    union all
    select h.stage_owner_id, h.standard_days, true, t.t - h.entered_on
      from kehu.stage_history h join kehu.opportunity o on o.id = h.opportunity_id and o.state = 'open' cross join t where h.left_on is null and h.deleted_at is null),
  g as (
    select h.who, count(*) filter (where not running) as n, count(*) filter (where not running and days <= standard) as k,
           sum(days) filter (where not running) as d, sum(standard) filter (where not running) as s,
           count(*) filter (where running and days > standard) as rn, sum(days) filter (where running and days > standard) as rd, sum(standard) filter (where running and days > standard) as rs
      from h group by 1)
  select k.name::text, g.n, g.k, round(g.k / nullif(g.n, 0)::numeric, 4), round(g.d / nullif(g.n, 0)::numeric, 1), round(g.s / nullif(g.n, 0)::numeric, 1),
         round(g.d / nullif(g.s, 0)::numeric, 2), g.rn, coalesce(g.rd, 0), coalesce(g.rs, 0)
    from g left join kehu.colleague k on k.id = g.who where g.n + g.rn > 0 order by g.who
$$;

-- P8: open ones by how long nobody spoke about them, per owner; those never spoken about stand alone, however old.
create function kehu_rpt.uncontacted()
  returns table (owner text, opportunities bigint, amount numeric, days_0_7 bigint, days_8_15 bigint, days_16_30 bigint, days_31_60 bigint, days_over_60 bigint, never bigint, never_amount numeric)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select k.name::text, count(*), coalesce(sum(o.amount::numeric), 0), count(*) filter (where o.last_contact_at is not null and o.days_uncontacted <= 7),
         count(*) filter (where o.last_contact_at is not null and o.days_uncontacted between 8 and 15), count(*) filter (where o.last_contact_at is not null and o.days_uncontacted between 16 and 30),
         count(*) filter (where o.last_contact_at is not null and o.days_uncontacted between 31 and 60), count(*) filter (where o.last_contact_at is not null and o.days_uncontacted > 60),
         count(*) filter (where o.last_contact_at is null), coalesce(sum(o.amount::numeric) filter (where o.last_contact_at is null), 0)
    from kehu_rpt.opportunity o left join kehu.colleague k on k.id = o.owner_id where o.state = 'open' group by o.owner_id, k.name order by o.owner_id
$$;

-- P17: month by month from today on what open opportunities are worth by their rate (overdue ones in this month, those without a day in no month), what
-- is to appear and what is to be paid. Overdue payments are expected now.
create function kehu_rpt.forecast(p_as_of date default null)
  returns table (month text, opportunities bigint, weighted numeric, deliveries numeric, receipts numeric)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  with t as (select coalesce(p_as_of, kehu.today()) as t offset 0),
  x as (
    select to_char(greatest(o.expected_close_on, date_trunc('month', t.t)::date), 'YYYY-MM') as m, 1 as n, coalesce(o.weighted, 0) as w, 0::numeric as d, 0::numeric as r
      from kehu_rpt.opportunity o cross join t where o.state = 'open' and o.expected_close_on is not null
    union all select null, 1, coalesce(o.weighted, 0), 0, 0 from kehu_rpt.opportunity o where o.state = 'open' and o.expected_close_on is null
    union all select to_char(i.planned_on, 'YYYY-MM'), 0, 0, i.amount::numeric, 0 from kehu.insertion i where i.counted and i.state in ('planned', 'booked', 'material_in')
    union all select case when i.due_on < t.t then 'now' else to_char(i.due_on, 'YYYY-MM') end, 0, 0, 0, i.outstanding::numeric from kehu.instalment i cross join t where i.counted and i.outstanding > 0)
  select x.m, sum(x.n)::bigint, sum(x.w), sum(x.d), sum(x.r) from x group by 1 order by x.m <> 'now' nulls last, x.m
$$;

grant execute on function kehu_rpt.funnel(date, date), kehu_rpt.opportunities_by(text, text, text), kehu_rpt.success(date, date, text), kehu_rpt.success_headline(date, date),
  kehu_rpt.stage_time(date, date), kehu_rpt.uncontacted(), kehu_rpt.forecast(date) to kehu_operator;

comment on function kehu_rpt.funnel(date, date) is 'P4: per stage: open opportunities, their amount, that by the win rate, average days, beyond the standard; entered, promoted, stepped back and lost in the period';
comment on function kehu_rpt.opportunities_by(text, text, text) is 'P5: opportunities of a state by one or two of value_band, importance, product_line, stage, owner; how many and how much';
comment on function kehu_rpt.success(date, date, text) is 'P6: won and lost of what was decided in the period, by salesperson, lost_reason or competitor; rates by number and by amount';
comment on function kehu_rpt.success_headline(date, date) is 'P6 of all';
comment on function kehu_rpt.stage_time(date, date) is 'P7: per owner at entry: promotions in the period, on time, days against the standard; what is beyond it today';
comment on function kehu_rpt.uncontacted() is 'P8: per owner: open opportunities by days since anybody spoke about them';
comment on function kehu_rpt.forecast(date) is 'P17: per month: weighted open opportunities, deliveries and receipts expected';

reset role;
