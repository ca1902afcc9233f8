-- What is derived of an opportunity (spec/05.6), for reports and other programs. Lists say the same of the rows they show; a test compares the two.
set local role kehu_owner;

insert into kehu.setting (key, value, note) values
  ('stale_days', '{"key": 7, "normal": 15, "low": 30}', 'days without contact after which an open opportunity is stale, by its importance'),
  ('value_bands', '[50000, 200000, 500000, 1000000]', 'where the bands of amounts of opportunities begin, in yuan'),
  ('close_days', '14', 'an opportunity is about to close when it is expected to within so many days');

-- The company's calendar day of a moment.
create function kehu.day_of(p_at timestamptz) returns date language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (p_at at time zone coalesce((select s.value #>> '{}' from kehu.setting s where s.key = 'time_zone'), 'Asia/Shanghai'))::date;
end $$;
-- Days without contact after which an open opportunity of this importance is stale.
create function kehu.stale_after(p_importance text) returns int language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce(((select s.value from kehu.setting s where s.key = 'stale_days') ->> p_importance)::int, 30);
end $$;
-- Where the bands of amounts begin, in yuan.
create function kehu.value_bands() returns numeric[] language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return array(select b::numeric from jsonb_array_elements_text((select s.value from kehu.setting s where s.key = 'value_bands')) b order by 1);
end $$;
create function kehu.close_within() returns int language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce((select (s.value #>> '{}')::int from kehu.setting s where s.key = 'close_days'), 14);
end $$;
grant execute on function kehu.day_of(timestamptz), kehu.stale_after(text), kehu.value_bands(), kehu.close_within() to kehu_operator;

create view kehu_rpt.opportunity with (security_invoker = true) as
  select o.*, s.win_rate, round(o.amount * s.win_rate / 100, 2) as weighted,
         case when o.state = 'open' and o.days_in_stage > o.standard_days then o.days_in_stage - o.standard_days end as over_days,
         case when o.state <> 'open' then null when o.days_in_stage > o.standard_days then 'over' when o.days_in_stage >= s.warn_days then 'warn' else 'ok' end as pace,
         coalesce(o.state = 'open' and o.days_uncontacted >= case o.importance when 'key' then (select kehu.stale_after('key'))
           when 'normal' then (select kehu.stale_after('normal')) else (select kehu.stale_after('low')) end, false) as stale,
         o.state = 'open' and (s.is_important or coalesce(o.expected_close_on <= (select kehu.today()) + (select kehu.close_within()), false)) as closing
    from (select o.id, o.code, o.name, o.customer_id, o.stage_id, o.state, o.amount, o.own_win_rate, o.importance, o.class_id, o.is_key_project, o.expected_close_on,
                 o.stage_entered_on, o.standard_days, o.closed_at, o.lost_reason, o.lost_competitor_id, o.last_contact_at, o.next_activity_on,
                 o.owner_id, o.dept_id, o.salesperson_id, o.first_owner_id, o.created_at,
                 case when o.state in ('open', 'suspended') then (select kehu.today()) - o.stage_entered_on end as days_in_stage,
                 case when o.state in ('open', 'suspended') then (select kehu.today()) - kehu.day_of(coalesce(o.last_contact_at, o.created_at)) end as days_uncontacted,
                 'band_' || width_bucket(o.amount, (select kehu.value_bands())) as value_band
            from kehu.opportunity o) o
    cross join lateral (select case o.state when 'won' then 100 when 'lost' then 0 when 'invalid' then 0 else coalesce(o.own_win_rate, s.win_rate) end as win_rate, s.is_important, s.warn_days
                          from kehu.stage s where s.id = o.stage_id) s;
grant select on kehu_rpt.opportunity to kehu_operator;

comment on view kehu_rpt.opportunity is 'Opportunities with what is derived of them, as spec/05.6 defines it';
comment on column kehu_rpt.opportunity.days_uncontacted is 'since the last visit, call, meeting, mail or message that was done for it; none: since it was made';
comment on column kehu_rpt.opportunity.stale is 'open, and uncontacted for as long as its importance allows, or longer';
comment on column kehu_rpt.opportunity.over_days is 'by how many days an open one is beyond the standard of its stage';
comment on column kehu_rpt.opportunity.closing is 'about to close: open, and in an important stage or expected within days';

reset role;
