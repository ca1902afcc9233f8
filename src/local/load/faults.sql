-- What the resting triggers would have seen to, looked at from the outside: nothing may be there.
do $$
declare v record; n bigint;
begin
  for v in
    select c.conname, c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent, a.attname as col, b.attname as key
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] join pg_attribute b on b.attrelid = c.confrelid and b.attnum = c.confkey[1]
     where c.contype = 'f' and cardinality(c.conkey) = 1 and c.connamespace in ('kehu'::regnamespace, 'kehu_priv'::regnamespace)
  loop
    execute format('select count(*) from %s c left join %s p on p.%I = c.%I where c.%I is not null and p.%I is null', v.child, v.parent, v.key, v.col, v.col, v.key) into n;
    if n > 0 then raise exception 'load: % rows break %', n, v.conname; end if;
  end loop;

  for v in
    select 'plans' as what, count(*) as rows from kehu.sales_order o
      left join (select order_id, sum(amount) filter (where state <> 'cancelled') p, sum(received) filter (where state <> 'cancelled') r from kehu.instalment group by 1) i on i.order_id = o.id
     where (o.planned, o.received) is distinct from (coalesce(i.p, 0), coalesce(i.r, 0)) or kehu_priv.is_counted(o.state) and o.planned <> o.net_amount
    union all select 'lines', count(*) from kehu.sales_order o
      left join (select order_id, sum(amount) n, sum(list_price * case when surcharge_kind is null then issues else 1 end) g from kehu.order_line group by 1) l on l.order_id = o.id
     where (o.lines_total, o.gross_amount) is distinct from (coalesce(l.n, 0), coalesce(l.g, 0))
    union all select 'schedules', count(*) from kehu.order_line l
      left join (select order_line_id, sum(amount) a, count(*) n from kehu.insertion where state <> 'cancelled' and makegood_of_id is null group by 1) i on i.order_line_id = l.id
     where (l.inserted, l.insertions) is distinct from (coalesce(i.a, 0), coalesce(i.n, 0))
    union all select 'deliveries', count(*) from kehu.order_card c
      left join (select order_id, count(*) n, count(*) filter (where state in ('published', 'madegood')) k, coalesce(sum(amount) filter (where state in ('published', 'madegood')), 0) a
                   from kehu.insertion where state <> 'cancelled' and makegood_of_id is null group by 1) i on i.order_id = c.order_id
     where (c.insertions, c.delivered, c.delivered_amount) is distinct from (coalesce(i.n, 0), coalesce(i.k, 0), coalesce(i.a, 0))
    union all select 'receipts', count(*) from kehu.instalment i
      left join (select instalment_id, sum(case kind when 'refund' then -amount else amount end) a from kehu.payment_allocation group by 1) a on a.instalment_id = i.id
     where i.received <> coalesce(a.a, 0)
    union all select 'payments', count(*) from kehu.payment p
      left join (select payment_id, sum(amount) a from kehu.payment_allocation group by 1) a on a.payment_id = p.id where p.allocated <> coalesce(a.a, 0)
    union all select 'payers', count(*) from kehu.payment_allocation a join kehu.payment p on p.id = a.payment_id join kehu.sales_order o on o.id = a.order_id join kehu.customer c on c.id = o.customer_id
     where p.payer_id not in (o.customer_id, coalesce(o.agency_id, 0), coalesce(o.bill_to_customer_id, 0), coalesce(c.parent_id, 0)) or (a.kind, a.received_on) <> (p.kind, p.received_on)
    union all select 'owners', (select count(*) from kehu.sales_order o join kehu.customer c on c.id = o.customer_id where (o.owner_id, o.dept_id) <> (c.owner_id, c.dept_id))
           + (select count(*) from kehu.contact k join kehu.customer c on c.id = k.customer_id where (k.owner_id, k.dept_id) <> (c.owner_id, c.dept_id))
           + (select count(*) from kehu.payment p join kehu.customer c on c.id = p.payer_id where (p.owner_id, p.dept_id) <> (c.owner_id, c.dept_id))
    union all select 'children', count(*) from kehu.sales_order o join (
        select order_id, owner_id, dept_id, salesperson_id, customer_id, counted from kehu.order_card union all select order_id, owner_id, dept_id, salesperson_id, customer_id, counted from kehu.order_line
        union all select order_id, owner_id, dept_id, salesperson_id, customer_id, counted from kehu.insertion union all select order_id, owner_id, dept_id, salesperson_id, customer_id, counted from kehu.instalment) x
      on x.order_id = o.id where (x.owner_id, x.dept_id, x.salesperson_id, x.customer_id, x.counted) is distinct from (o.owner_id, o.dept_id, o.salesperson_id, o.customer_id, kehu_priv.is_counted(o.state))
    union all select 'todos', count(*) from kehu.dunning d join kehu.activity a on a.id = d.activity_id join kehu.instalment i on i.id = d.instalment_id
     where (d.is_open, d.owner_id, d.dept_id, d.order_dept_id) is distinct from (a.state in ('planned', 'in_progress'), a.owner_id, a.dept_id, a.order_dept_id) or d.is_open and i.outstanding = 0
    union all select 'contacts', count(*) from kehu.activity a join kehu.contact k on k.id = a.contact_id where k.customer_id <> a.customer_id
    union all select 'places', count(*) from kehu.insertion i join kehu.ad_position p on p.id = i.position_id join kehu.issue n on n.id = i.issue_id
     where i.holds <> (i.counted and i.state in ('planned', 'booked', 'material_in', 'published') and p.unique_per_issue) or p.publication_id <> i.publication_id or n.publication_id <> i.publication_id or i.planned_on <> n.publish_on
    union all select 'search', (select count(*) from kehu.customer c left join kehu_priv.name_key k on k.kind = 'customer' and k.record_id = c.id
                                  left join kehu_priv.customer_key n on n.customer_id = c.id left join kehu.customer_card d on d.customer_id = c.id
                                 where k.record_id is null or n.customer_id is null or d.customer_id is null)
           + (select count(*) from kehu.contact c left join kehu_priv.name_key k on k.kind = 'contact' and k.record_id = c.id where k.record_id is null)
    union all select 'states', count(*) from kehu.sales_order s join kehu.order_card c on c.order_id = s.id
     where s.state in ('confirmed', 'executing', 'completed') and s.state <> case
         when not exists (select from kehu.insertion i where i.order_id = s.id and i.makegood_of_id is null and i.state in ('planned', 'booked', 'material_in', 'missed'))
          and not exists (select from kehu.instalment t where t.order_id = s.id and t.outstanding > 0) then 'completed'
         when s.received > 0 or exists (select from kehu.insertion i where i.order_id = s.id and i.state not in ('planned', 'cancelled')) then 'executing' else 'confirmed' end
  loop
    if v.rows > 0 then raise exception 'load: % rows break the sums of %', v.rows, v.what; end if;
  end loop;
end $$;
