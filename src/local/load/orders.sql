-- Two years of orders with their lines and insertions. Who bought often buys again; one in twenty was sold by somebody who gave the customer away since.
create temp table load_order on commit drop as
  select x.*, c.owner, c.dept, p.id as salesperson, p.dept as sales_dept, coalesce(d.assistant, 1) as assistant,
         case when x.id % 20 = 7 and c.kind = 'advertiser' then pg_temp.one_of(x.id, 41, s.customers / 25) * 25 end as agency,
         case when x.age <= 20 and x.dice < 0.10 then 'draft' when x.age <= 20 and x.dice < 0.16 then 'requested'
              when x.dice < 0.02 then 'cancelled' when x.dice < 0.025 and x.age < 200 then 'suspended' else 'confirmed' end as state
    from pg_temp.load_size s,
      lateral (select id, 1 + floor(s.customers * power(pg_temp.u(id, 42), 3) * 0.7)::int as customer, s.today - y.age as entered, y.age, pg_temp.u(id, 43) as dice, 1 + id % 5 as issues, 1 + (id + 2) % 5 as parts
                 from generate_series(1, s.orders) id, lateral (select floor(730 * (1 - (id - 0.5) / s.orders))::int as age) y) x
    join pg_temp.load_customer c on c.id = x.customer
    join pg_temp.load_sellers w on true
    join pg_temp.load_person p on p.id = case when x.id % 20 = 3 then w.ids[pg_temp.one_of(x.id, 44, cardinality(w.ids))] else c.owner end
    left join pg_temp.load_desk d on d.dept = c.dept;
alter table pg_temp.load_order add counted bool;
update pg_temp.load_order set counted = kehu_priv.is_counted(state);
create unique index on pg_temp.load_order (id);
analyze pg_temp.load_order;

create temp table load_line on commit drop as
  with half as (   -- three orders in ten have two lines
    select o.id as order_id, l.seq, o.entered, case when not (o.issues > 1 and o.id % 10 in (1, 4, 8)) then o.issues when l.seq = 1 then o.issues - o.issues / 2 else o.issues / 2 end as issues,
           pg_temp.one_of(o.id * 2 + l.seq, 51, 40) as publication, o.id * 2 + l.seq as throw
      from pg_temp.load_order o, generate_series(1, 2) l(seq)
     where l.seq = 1 or (o.issues > 1 and o.id % 10 in (1, 4, 8))),
  first as (
    select h.*, f.k, f.id as issue_id from half h,
      lateral (select i.k, i.id from pg_temp.load_issue i where i.publication_id = h.publication and i.day >= h.entered + 25 order by i.day limit 1) f),
  placed as (   -- a place that is sold once per issue goes to those who came first and wanted one issue
    select f.*, row_number() over (partition by f.issue_id, f.issues = 1 order by f.order_id, f.seq) as turn from first f)
  select row_number() over (order by p.order_id, p.seq) as id, p.order_id, p.seq::int, p.publication, p.k, p.issues, p.entered,
         (p.publication - 1) * 9 + case when p.issues = 1 and p.turn <= 5 then p.turn else 5 + pg_temp.one_of(p.throw, 52, 4) end as position_id,
         (array[1.0, 0.9, 0.85, 0.8, 0.75, 0.7])[pg_temp.one_of(p.throw, 53, 6)]::numeric as discount
    from placed p;
alter table pg_temp.load_line add list_price numeric, add unit numeric;
update pg_temp.load_line l set list_price = r.list_price, unit = round(r.list_price * l.discount, 2)
  from kehu.rate_card c join kehu.rate_item r on r.rate_card_id = c.id
 where c.publication_id = l.publication and l.entered between c.valid_from and c.valid_to and r.position_id = l.position_id;
create index on pg_temp.load_line (order_id);
analyze pg_temp.load_line;

create temp table load_insertion on commit drop as
  select row_number() over (order by l.id, n) as id, l.order_id, l.id as line_id, n as seq, l.publication, l.position_id, i.id as issue_id, i.day, l.unit,
         case when o.state = 'cancelled' then 'cancelled' when not o.counted then 'planned'
              when i.day < s.today - 3 then case when pg_temp.u(l.id * 8 + n, 54) < 0.99 then 'published' when i.day > s.today - 60 then 'material_in' else 'missed' end
              when i.day <= s.today + 18 then case when pg_temp.u(l.id * 8 + n, 54) < 0.9 then 'material_in' else 'booked' end
              when i.day <= s.today + 40 then 'booked' else 'planned' end as state
    from pg_temp.load_line l join pg_temp.load_order o on o.id = l.order_id, pg_temp.load_size s, generate_series(1, l.issues) n
    join lateral (select i.id, i.day from pg_temp.load_issue i where i.publication_id = l.publication and i.k = l.k + n - 1) i on true;
-- Only the desk that came first could book a place that is sold once.
create index on pg_temp.load_insertion (order_id);
analyze pg_temp.load_insertion;

insert into kehu.insertion (id, order_id, order_line_id, seq, publication_id, position_id, issue_id, customer_id, planned_on, amount, state, published_on, counted, holds,
                            marked_by, marked_at, owner_id, dept_id, salesperson_id, created_at, updated_at) overriding system value
  select i.id, i.order_id, i.line_id, i.seq, i.publication, i.position_id, i.issue_id, o.customer, i.day, i.unit, i.state, case when i.state = 'published' then i.day end, o.counted,
         o.counted and i.state in ('planned', 'booked', 'material_in', 'published') and p.unique_per_issue, case when i.state in ('published', 'material_in', 'missed') then o.assistant end,
         case when i.state in ('published', 'missed') then pg_temp.at(i.day, i.id, 55) end, o.owner, o.dept, o.salesperson, pg_temp.at(o.entered, i.id, 56),
         pg_temp.at(case when i.state in ('published', 'missed') then i.day else o.entered end, i.id, 57)
    from pg_temp.load_insertion i join pg_temp.load_order o on o.id = i.order_id join kehu.ad_position p on p.id = i.position_id order by i.id;
insert into kehu.order_line (id, order_id, seq, publication_id, position_id, size, colour, list_price, discount, unit_price, issues, amount, inserted, insertions, open, counted,
                             customer_id, owner_id, dept_id, salesperson_id, created_at, updated_at) overriding system value
  select l.id, l.order_id, l.seq, l.publication, l.position_id, p.size, p.colour, l.list_price, l.discount, l.unit, l.issues, l.unit * l.issues,
         case when o.state = 'cancelled' then 0 else l.unit * l.issues end, case when o.state = 'cancelled' then 0 else l.issues end, not o.counted, o.counted,
         o.customer, o.owner, o.dept, o.salesperson, pg_temp.at(o.entered, l.id, 58), pg_temp.at(o.entered, l.id, 58)
    from pg_temp.load_line l join pg_temp.load_order o on o.id = l.order_id join kehu.ad_position p on p.id = l.position_id order by l.id;
