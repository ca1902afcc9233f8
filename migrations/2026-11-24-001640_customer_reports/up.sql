-- P9 to P12 and P24 of spec/07.3, and who is forgotten: one source for the program, BI and psql, under the caller's own rights.
set local role kehu_owner;

create function kehu_rpt.time_zone() returns text
  language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$
  select coalesce((select s.value #>> '{}' from kehu.setting s where s.key = 'time_zone'), 'Asia/Shanghai')
$$;

-- P9: by any two of source, value, industry, relation level, status, city, owner, department. An unknown side is one row of all.
create function kehu_rpt.distribution(p_by text, p_across text default null, p_status text default null)
  returns table (key text, across text, customers bigint, share numeric)
  language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$
  with k as (
    select (select v from (values ('source', c.source::text), ('value_grade', c.value_grade::text), ('industry', c.industry::text),
              ('relation_level', c.relation_level::text), ('status', c.status), ('city', c.city::text), ('owner', c.owner_id::text), ('department', c.dept_id::text)) x(n, v) where n = p_by) as a,
           (select v from (values ('source', c.source::text), ('value_grade', c.value_grade::text), ('industry', c.industry::text),
              ('relation_level', c.relation_level::text), ('status', c.status), ('city', c.city::text), ('owner', c.owner_id::text), ('department', c.dept_id::text)) x(n, v) where n = p_across) as b
      from kehu.customer c where c.deleted_at is null and (p_status is null or c.status = p_status))
  select k.a, k.b, count(*), round(count(*) / sum(count(*)) over (), 4) from k group by 1, 2 order by 1 nulls last, 2 nulls last
$$;

-- Who changed what is read by nobody; which of the customers that he sees were changed by people, by everybody.
create function kehu.changed_customers(p_from date, p_to date) returns bigint[]
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(select a.record_id from kehu_priv.audit a
     where a.kind = 'customer' and a.at >= p_from::timestamp at time zone kehu_rpt.time_zone() and a.at < (p_to + 1)::timestamp at time zone kehu_rpt.time_zone()
       and exists (select from kehu_priv.operator o where o.login = a.who)
     group by 1 having kehu_priv.sees_customer(a.record_id))
$$;

-- P10: per salesperson, of his customers that are not archived. Buckets hold those without contact for so many days or more, not those
-- that never had one. At another day than today the last contact is looked up among the activities.
create function kehu_rpt.care(p_from date, p_to date, p_as_of date default null)
  returns table (owner_id int, owner text, dept_id int, department text, customers bigint, created bigint, changed bigint, contacted bigint, never bigint,
                 days_7 bigint, days_15 bigint, days_30 bigint, days_90 bigint, days_180 bigint)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  with z as (select kehu_rpt.time_zone() as zone, coalesce(p_as_of, kehu.today()) as t offset 0),
  touched as (select unnest(kehu.changed_customers(p_from, p_to)) as id),
  met as (select distinct a.customer_id as id from kehu.activity a cross join z
           where a.state = 'done' and a.kind in ('visit', 'call', 'meeting', 'mail', 'message') and a.deleted_at is null
             and a.done_at >= p_from::timestamp at time zone z.zone and a.done_at < (p_to + 1)::timestamp at time zone z.zone),
  c as (
    select c.id, c.owner_id, c.dept_id, (c.created_at at time zone z.zone)::date as made, z.t,
           case when (c.last_contact_at at time zone z.zone)::date <= z.t or c.last_contact_at is null then (c.last_contact_at at time zone z.zone)::date
                else (select max((a.done_at at time zone z.zone)::date) from kehu.activity a where a.customer_id = c.id and a.state = 'done' and a.deleted_at is null
                        and a.kind in ('visit', 'call', 'meeting', 'mail', 'message') and (a.done_at at time zone z.zone)::date <= z.t) end as last
      from kehu.customer c cross join z where c.deleted_at is null and c.status <> 'archived')
  select c.owner_id, k.name::text, c.dept_id, d.name::text, count(*), count(*) filter (where c.made between p_from and p_to),
         count(touched.id), count(met.id), count(*) filter (where c.last is null),
         count(*) filter (where c.last <= c.t - 7), count(*) filter (where c.last <= c.t - 15), count(*) filter (where c.last <= c.t - 30),
         count(*) filter (where c.last <= c.t - 90), count(*) filter (where c.last <= c.t - 180)
    from c left join touched on touched.id = c.id left join met on met.id = c.id left join kehu.colleague k on k.id = c.owner_id left join kehu.department d on d.id = c.dept_id
   group by c.owner_id, k.name, c.dept_id, d.name order by c.dept_id, c.owner_id
$$;

-- R40: the same of all that one sees.
create function kehu_rpt.forgotten(p_as_of date default null) returns table (bucket text, customers bigint)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select v.bucket, coalesce(v.n, 0)
    from (select sum(never)::bigint a, sum(days_7)::bigint b, sum(days_15)::bigint c, sum(days_30)::bigint d, sum(days_90)::bigint e, sum(days_180)::bigint f
            from kehu_rpt.care(kehu.today(), kehu.today(), p_as_of)) s,
    lateral (values (1, 'never', a), (2, 'days_7', b), (3, 'days_15', c), (4, 'days_30', d), (5, 'days_90', e), (6, 'days_180', f)) v(pos, bucket, n)
   order by v.pos
$$;

-- P11: customers by what they ordered, or paid, in the twelve months up to the day; of equals the older customer comes first.
create function kehu_rpt.eighty_twenty(p_as_of date default null, p_of text default 'orders')
  returns table (rank bigint, customer_id bigint, customer text, amount numeric, share numeric, running numeric)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  with t as (select coalesce(p_as_of, kehu.today()) as t offset 0),
  s as (
    select o.customer_id, sum(o.net_amount::numeric) as v from kehu.sales_order o cross join t
     where p_of = 'orders' and o.deleted_at is null and o.state in ('confirmed', 'executing', 'suspended', 'completed', 'terminated')
       and o.signed_on > t.t - interval '1 year' and o.signed_on <= t.t group by 1
    union all
    select o.customer_id, sum(case a.kind when 'refund' then -a.amount::numeric else a.amount::numeric end)
      from kehu.payment_allocation a join kehu.sales_order o on o.id = a.order_id cross join t
     where p_of = 'receipts' and a.received_on > t.t - interval '1 year' and a.received_on <= t.t group by 1)
  select row_number() over w, s.customer_id, c.name::text, s.v, round(s.v / sum(s.v) over (), 4), round(sum(s.v) over w / sum(s.v) over (), 4)
    from s left join kehu.customer c on c.id = s.customer_id where s.v > 0
  window w as (order by s.v desc, s.customer_id) order by 1
$$;

-- Its two headlines: what the first fifth of the customers brings, and how many bring four fifths.
create function kehu_rpt.eighty_twenty_headline(p_as_of date default null, p_of text default 'orders')
  returns table (customers bigint, amount numeric, fifth bigint, fifth_share numeric, most bigint, most_share numeric)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  with r as (select e.*, count(*) over () as n from kehu_rpt.eighty_twenty(p_as_of, p_of) e)
  select count(*), coalesce(sum(r.amount), 0), max(ceil(0.2 * n))::bigint, max(running) filter (where rank = ceil(0.2 * n)),
         min(rank) filter (where running >= 0.8), round(min(rank) filter (where running >= 0.8) / nullif(count(*), 0)::numeric, 4) from r
$$;

-- P12: per who brought the customer in; the first order of a customer is the first of those that one sees, and orders of customers that one does not see stand without him.
create function kehu_rpt.new_business(p_from date, p_to date)
  returns table (first_owner_id int, first_owner text, customers bigint, opportunities bigint, opportunity_amount numeric, first_orders bigint, first_amount numeric, more_orders bigint, more_amount numeric)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  with z as (select kehu_rpt.time_zone() as zone offset 0),
  f as (select distinct on (o.customer_id) o.customer_id, o.id as order_id from kehu.sales_order o
         where o.deleted_at is null and o.signed_on is not null and o.state in ('confirmed', 'executing', 'suspended', 'completed', 'terminated')
         order by o.customer_id, o.signed_on, o.id),
  n as (select c.first_owner_id as who, count(*) as k from kehu.customer c cross join z
         where c.deleted_at is null and (c.created_at at time zone z.zone)::date between p_from and p_to group by 1),
  p as (select p.first_owner_id as who, count(*) as k, sum(p.amount::numeric) as v from kehu.opportunity p cross join z
         where p.deleted_at is null and (p.created_at at time zone z.zone)::date between p_from and p_to group by 1),
  o as (
    select c.first_owner_id as who, count(*) filter (where o.id = f.order_id) as k1, sum(o.net_amount::numeric) filter (where o.id = f.order_id) as v1,
           count(*) filter (where o.id <> f.order_id) as k2, sum(o.net_amount::numeric) filter (where o.id <> f.order_id) as v2
      from kehu.sales_order o join f on f.customer_id = o.customer_id left join kehu.customer c on c.id = o.customer_id and c.deleted_at is null
     where o.deleted_at is null and o.signed_on between p_from and p_to and o.state in ('confirmed', 'executing', 'suspended', 'completed', 'terminated') group by 1)
  select w.who, k.name::text, coalesce(n.k, 0), coalesce(p.k, 0), coalesce(p.v, 0), coalesce(o.k1, 0), coalesce(o.v1, 0), coalesce(o.k2, 0), coalesce(o.v2, 0)
    from (select n.who from n union select p.who from p union select o.who from o) w left join n on n.who = w.who left join p on p.who = w.who left join o on o.who is not distinct from w.who
    left join kehu.colleague k on k.id = w.who order by w.who nulls last
$$;

-- P24: what is missing, per owner of the customer; a pair that may be one company stands with the owner of the first.
create function kehu_rpt.data_quality()
  returns table (owner_id int, owner text, customers bigint, no_contact bigint, no_phone bigint, no_industry bigint, no_decider bigint, contacts bigint, no_mobile bigint, duplicates bigint)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  with d as (select d.first_owner_id as who, count(*) as n from kehu.dup_candidate d where d.state = 'open' and not d.gone group by 1),
  k as (select k.customer_id, count(*) as n, count(*) filter (where k.is_decider) as d from kehu.contact k where k.deleted_at is null group by 1),
  c as (
    select c.owner_id as who, count(*) as n, count(*) filter (where k.n is null) as a, count(*) filter (where coalesce(c.phone, '') = '') as b,
           count(*) filter (where coalesce(c.industry, '') = '') as i, count(*) filter (where c.is_key and coalesce(k.d, 0) = 0) as d
      from kehu.customer c left join k on k.customer_id = c.id where c.deleted_at is null group by 1),
  m as (select k.owner_id as who, count(*) as n, count(*) filter (where coalesce(b.mobile_masked, '') = '') as x
          from kehu.contact k left join kehu.contact_card b on b.contact_id = k.id where k.deleted_at is null group by 1)
  select w.who, p.name::text, coalesce(c.n, 0), coalesce(c.a, 0), coalesce(c.b, 0), coalesce(c.i, 0), coalesce(c.d, 0), coalesce(m.n, 0), coalesce(m.x, 0), coalesce(d.n, 0)
    from (select c.who from c union select m.who from m union select d.who from d) w left join c on c.who = w.who left join m on m.who = w.who left join d on d.who = w.who left join kehu.colleague p on p.id = w.who order by w.who
$$;

grant execute on function kehu_rpt.time_zone(), kehu_rpt.distribution(text, text, text), kehu.changed_customers(date, date), kehu_rpt.care(date, date, date),
  kehu_rpt.forgotten(date), kehu_rpt.eighty_twenty(date, text), kehu_rpt.eighty_twenty_headline(date, text), kehu_rpt.new_business(date, date),
  kehu_rpt.data_quality() to kehu_operator;

comment on function kehu_rpt.distribution(text, text, text) is 'P9: customers by one or two of source, value_grade, industry, relation_level, status, city, owner, department; how many and which share';
comment on function kehu_rpt.care(date, date, date) is 'P10: per owner: customers, created, changed and contacted in the period, never contacted, without contact for 7, 15, 30, 90, 180 days or more';
comment on function kehu_rpt.forgotten(date) is 'R40: customers that are not archived and were never contacted, or not for so many days or more';
comment on function kehu_rpt.eighty_twenty(date, text) is 'P11: customers by amount of twelve months (orders or receipts): rank, amount, share, running share';
comment on function kehu_rpt.eighty_twenty_headline(date, text) is 'P11: customers, amount, the first fifth and its share, how many customers reach 80 % and their part of all';
comment on function kehu_rpt.new_business(date, date) is 'P12: per first owner: new customers, new opportunities and their amount, first orders and their amount, orders of customers that had ordered before and their amount';
comment on function kehu_rpt.data_quality() is 'P24: per owner: customers without contact, phone, industry, key ones without decision maker; contacts without mobile; pairs that may be one company';
comment on function kehu.changed_customers(date, date) is 'The customers within the caller''s rights that people changed in a period';

reset role;
