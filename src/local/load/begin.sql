-- The measures of the company, and dice that fall alike on every machine: a hash of a row's number and of what is thrown for.
-- Rows come whole, with the sums they would have; the triggers that keep those sums rest until the end, and `faults` checks them.
set local session_replication_role = replica;
set local work_mem = '128MB';
set local maintenance_work_mem = '256MB';
set local synchronous_commit = off;
set local jit = off;

create function pg_temp.u(n bigint, s bigint) returns float8 language sql immutable parallel safe
  return (hashint8extended(n, s) & 2147483647)::float8 / 2147483648.0;
-- One of 1 .. k.
create function pg_temp.one_of(n bigint, s bigint, k int) returns int language sql immutable parallel safe
  return 1 + floor((hashint8extended(n, s) & 2147483647)::float8 / 2147483648.0 * k)::int;
-- A moment of a working day at the company.
create function pg_temp.at(d date, n bigint, s bigint) returns timestamptz language sql stable
  return (d + time '09:00' + make_interval(mins => floor((hashint8extended(n, s) & 2147483647)::float8 / 2147483648.0 * 530)::int)) at time zone 'Asia/Shanghai';

create temp table load_size on commit drop as
  select k, greatest(2, 10 * k / 1000) as branches, greatest(70, 300 * k / 1000) as people, 200 * k as customers, 400 * k as contacts,
         100 * k as orders, 1000 * k as activities, kehu.today() as today
    from (select $SIZE$::int as k) x;

-- Indexes are built at once when all is there, which is three times as fast as row by row.
create temp table load_index on commit drop as
  select x.indexrelid::regclass::text as name, pg_get_indexdef(x.indexrelid) as definition
    from pg_index x join pg_class c on c.oid = x.indrelid
   where not x.indisunique and c.relnamespace in ('kehu'::regnamespace, 'kehu_priv'::regnamespace)
     and c.relname in ('customer', 'customer_card', 'customer_key', 'name_key', 'contact', 'invoice_title', 'sales_order', 'order_card', 'order_line', 'insertion',
                       'instalment', 'payment', 'payment_allocation', 'activity', 'dunning', 'audit');
do $$ declare n text; begin
  for n in select name from pg_temp.load_index loop execute 'drop index ' || n; end loop;
end $$;
