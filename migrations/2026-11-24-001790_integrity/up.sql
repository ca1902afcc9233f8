-- Every invariant of spec/05 that one query can check, counted anew from the rows and not from the sums that triggers keep. No rows: sound.
-- Rules and ids only, no names and no money: whoever administers need not see what is sold.
set local role kehu_owner;

create function kehu_priv.integrity() returns table (rule text, kind text, record_id bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with
  plan as (select order_id, sum(amount::numeric) amount, sum(received::numeric) received from kehu.instalment where state <> 'cancelled' group by 1),
  lines as (select order_id, sum(amount::numeric) net, sum(list_price::numeric * case when surcharge_kind is null then issues else 1 end) gross from kehu.order_line group by 1),
  shown as (select order_line_id, order_id, sum(amount::numeric) amount, count(*) n, count(*) filter (where state in ('published', 'madegood')) k,
                   coalesce(sum(amount::numeric) filter (where state in ('published', 'madegood')), 0) delivered
              from kehu.insertion where state <> 'cancelled' and makegood_of_id is null group by 1, 2),
  cards as (select order_id, sum(n) n, sum(k) k, sum(delivered) delivered from shown group by 1),
  paid as (select instalment_id, sum(case kind when 'refund' then -amount::numeric else amount end) amount from kehu.payment_allocation group by 1),
  invoices as (select order_id, sum(amount::numeric) amount from kehu.invoice where state not in ('red', 'void') group by 1),
  returned as (select returns_id, sum(paid_out::numeric) amount from kehu.payment where state <> 'voided' and returns_id is not null group by 1),
  put as (select payment_id, sum(amount::numeric) amount from kehu.payment_allocation group by 1),
  orders as (select o.*, kehu_priv.is_counted(o.state) is_counted, o.state in ('confirmed', 'executing', 'suspended', 'completed') is_whole from kehu.sales_order o)
  select 'I1 planned is the sum of the plan', 'order', o.id from orders o left join plan p on p.order_id = o.id where o.planned::numeric <> coalesce(p.amount, 0)
  union all select 'I1 the plan is the order', 'order', o.id from orders o left join plan p on p.order_id = o.id
   where coalesce(p.amount, 0) > o.net_amount or (o.is_whole and coalesce(p.amount, 0) <> o.net_amount)
  union all select 'I1 no order is left open for a change', 'order', o.id from orders o where o.amending
  union all select 'received is the sum of the instalments', 'order', o.id from orders o left join plan p on p.order_id = o.id where o.received::numeric <> coalesce(p.received, 0)
  union all select 'I2 a payment is put on instalments once', 'payment', p.id from kehu.payment p left join put t on t.payment_id = p.id
   where p.allocated::numeric <> coalesce(t.amount, 0) or coalesce(t.amount, 0) > p.amount or (p.state = 'voided' and t.amount is not null)
  union all select 'I3 an instalment is received as it is paid', 'instalment', i.id from kehu.instalment i left join paid a on a.instalment_id = i.id
   where i.received::numeric <> coalesce(a.amount, 0) or coalesce(a.amount, 0) not between 0 and i.amount
  union all select 'I4 the lines are the order', 'order', o.id from orders o left join lines l on l.order_id = o.id
   where o.lines_total::numeric <> coalesce(l.net, 0) or o.gross_amount::numeric <> coalesce(l.gross, 0) or o.discount_amount <> coalesce(l.gross, 0) - o.net_amount
      or ((o.is_counted or o.state = 'draft') and o.net_amount::numeric <> coalesce(l.net, 0))
  union all select 'M2 a line is price by issues', 'line', l.id from kehu.order_line l
   where l.unit_price <> round(l.list_price * l.discount, 2) or (not l.open and l.amount::numeric <> l.unit_price::numeric * case when l.surcharge_kind is null then l.issues else 1 end)
  union all select 'M6 commission is its rate of the net amount', 'order', o.id from orders o where o.commission_amount::numeric <> round(o.net_amount::numeric * o.commission_rate, 2)
  union all select 'I5 a line is its insertions', 'line', l.id from kehu.order_line l join orders o on o.id = l.order_id left join shown s on s.order_line_id = l.id
   where l.inserted::numeric <> coalesce(s.amount, 0) or l.insertions <> coalesce(s.n, 0)
      or (o.is_whole and l.surcharge_kind is null and (coalesce(s.amount, 0) <> l.amount or coalesce(s.n, 0) <> l.issues))
  union all select 'delivered is counted from the insertions', 'order', d.order_id from kehu.order_card d left join cards c on c.order_id = d.order_id
   where d.insertions <> coalesce(c.n, 0) or d.delivered <> coalesce(c.k, 0) or d.delivered_amount::numeric <> coalesce(c.delivered, 0)
  union all select 'I6 no more is invoiced than sold', 'order', o.id from orders o left join invoices v on v.order_id = o.id
   where o.invoiced::numeric <> coalesce(v.amount, 0) or coalesce(v.amount, 0) > o.net_amount
  union all select 'what went back of an advance was there', 'payment', p.id from kehu.payment p left join returned r on r.returns_id = p.id
   where (p.kind = 'receipt' and p.paid_out::numeric <> coalesce(r.amount, 0)) or p.allocated::numeric + p.paid_out::numeric > p.amount
  union all select 'I7 a position is sold once per issue', 'insertion', min(i.id) from kehu.insertion i join kehu.ad_position p on p.id = i.position_id and p.unique_per_issue
   where i.counted and i.state in ('planned', 'booked', 'material_in', 'published') group by i.position_id, i.issue_id having count(*) > 1 or not bool_and(i.holds)
  union all select 'I9 one open collection todo per instalment', 'instalment', d.instalment_id from kehu.dunning d join kehu.activity a on a.id = d.activity_id
   where a.state in ('planned', 'in_progress') and a.deleted_at is null group by d.instalment_id having count(*) > 1
  union all select 'I9 a collection todo is open as its activity is', 'activity', a.id from kehu.dunning d join kehu.activity a on a.id = d.activity_id
   where d.is_open <> (a.state in ('planned', 'in_progress') and a.deleted_at is null)
  union all select 'I9 nothing is asked for that is settled', 'instalment', i.id from kehu.instalment i join kehu.dunning d on d.instalment_id = i.id and d.is_open where i.outstanding = 0
  union all select 'I8 an open opportunity is in one stage, its own', 'opportunity', o.id from kehu.opportunity o
   where (o.state in ('open', 'suspended')) <> exists (select from kehu.stage_history h where h.opportunity_id = o.id and h.left_at is null and h.stage_id = o.stage_id and h.entered_on = o.stage_entered_on)
  union all select 'I8 stages follow each other without a gap', 'opportunity', h.opportunity_id
    from (select x.opportunity_id, x.left_at, x.direction, lead(x.entered_at) over (partition by x.opportunity_id order by x.entered_at, x.id) as after from kehu.stage_history x) h
   where h.direction in ('forward', 'back') and h.after is distinct from h.left_at
  union all select 'the lines are the opportunity', 'opportunity', o.id from kehu.opportunity o
   left join (select l.opportunity_id, count(*) n, sum(l.amount::numeric) amount from kehu.opportunity_line l group by 1) l on l.opportunity_id = o.id
   where o.lines <> coalesce(l.n, 0) or (l.n is not null and o.amount::numeric is distinct from l.amount)
  union all select 'what hangs on an opportunity is its owner''s', 'opportunity', o.id from kehu.opportunity o
   where exists (select from kehu.stage_history h where h.opportunity_id = o.id and (h.owner_id, h.dept_id) is distinct from (o.owner_id, o.dept_id))
      or exists (select from kehu.opportunity_line l where l.opportunity_id = o.id and (l.owner_id, l.dept_id) is distinct from (o.owner_id, o.dept_id))
  union all select 'a quote is the sum of its lines', 'quote', q.id from kehu.quote q
   left join (select l.quote_id, count(*) n, sum(l.amount::numeric) amount from kehu.quote_line l group by 1) l on l.quote_id = q.id
   where q.lines <> coalesce(l.n, 0) or q.total::numeric <> coalesce(l.amount, 0)
  union all select 'a quote is its opportunity''s owner''s', 'quote', q.id from kehu.quote q join kehu.opportunity o on o.id = q.opportunity_id
   where (q.owner_id, q.dept_id, q.customer_id) is distinct from (o.owner_id, o.dept_id, o.customer_id)
      or exists (select from kehu.quote_line l where l.quote_id = q.id and (l.owner_id, l.dept_id, l.customer_id, l.opportunity_id) is distinct from (o.owner_id, o.dept_id, o.customer_id, o.id))
  union all select 'I13 who pays has to do with the order', 'payment', p.id from kehu.payment_allocation a join kehu.payment p on p.id = a.payment_id
   where not kehu_priv.pays_for(p.payer_id, a.order_id)
  union all select 'I16 no order counts of a customer that is deleted', 'order', o.id from orders o join kehu.customer c on c.id = o.customer_id
   where o.is_counted and o.deleted_at is null and c.deleted_at is not null
  union all select 'an order has its card', 'order', o.id from orders o left join kehu.order_card d on d.order_id = o.id where d.order_id is null
  union all select 'a confirmed order has lines', 'order', o.id from orders o where o.is_whole and not exists (select from kehu.order_line l where l.order_id = o.id)
  union all select 'what counts is marked alike', 'order', o.id from orders o where exists (select from kehu.order_card d where d.order_id = o.id and d.counted <> o.is_counted)
      or exists (select from kehu.order_line l where l.order_id = o.id and l.counted <> o.is_counted) or exists (select from kehu.insertion i where i.order_id = o.id and i.counted <> o.is_counted)
      or exists (select from kehu.instalment i where i.order_id = o.id and i.counted <> o.is_counted)
  union all select 'an order is its customer''s owner''s', 'order', o.id from orders o join kehu.customer c on c.id = o.customer_id where (o.owner_id, o.dept_id) is distinct from (c.owner_id, c.dept_id)
  union all select 'all of an order has one owner', 'order', o.id from orders o
   where exists (select from kehu.order_card d where d.order_id = o.id and (d.owner_id, d.dept_id, d.salesperson_id, d.customer_id) is distinct from (o.owner_id, o.dept_id, o.salesperson_id, o.customer_id))
      or exists (select from kehu.order_line l where l.order_id = o.id and (l.owner_id, l.dept_id, l.salesperson_id, l.customer_id) is distinct from (o.owner_id, o.dept_id, o.salesperson_id, o.customer_id))
      or exists (select from kehu.insertion i where i.order_id = o.id and (i.owner_id, i.dept_id, i.salesperson_id, i.customer_id) is distinct from (o.owner_id, o.dept_id, o.salesperson_id, o.customer_id))
      or exists (select from kehu.instalment i where i.order_id = o.id and (i.owner_id, i.dept_id, i.salesperson_id, i.customer_id) is distinct from (o.owner_id, o.dept_id, o.salesperson_id, o.customer_id))
  union all select 'a payment is its payer''s owner''s', 'payment', p.id from kehu.payment p join kehu.customer c on c.id = p.payer_id where (p.owner_id, p.dept_id) is distinct from (c.owner_id, c.dept_id)
$$;

create function kehu_rpt.integrity() returns table (rule text, kind text, record_id bigint)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not (kehu.rules_admin() or kehu.rules_all()) then perform kehu_priv.deny('not_yours'); end if;
  return query select * from kehu_priv.integrity();
end $$;
grant execute on function kehu_rpt.integrity() to kehu_operator;

comment on function kehu_priv.integrity() is 'What must never be false, counted anew; one row per record that breaks a rule';
comment on function kehu_rpt.integrity() is 'The same for the administrator and the general manager';

reset role;
