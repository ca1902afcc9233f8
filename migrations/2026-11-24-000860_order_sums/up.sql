-- Sums that must hold (I1, I4, I5, I7): rolled-up columns and CHECKs of one row. By difference and by statement, never by a sum read in a
-- trigger: that is stale after a lock wait. A written-off instalment stays in the plan (M8): it counts as planned, not as received, and asks for nothing more.
set local role kehu_owner;

create function kehu_priv.roll_plan() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    update kehu.sales_order o set planned = o.planned + d.p, received = o.received + d.r
      from (select order_id, sum(amount) p, sum(received) r from added where state <> 'cancelled' group by 1) d where o.id = d.order_id;
  elsif tg_op = 'DELETE' then
    update kehu.sales_order o set planned = o.planned - d.p, received = o.received - d.r
      from (select order_id, sum(amount) p, sum(received) r from gone where state <> 'cancelled' group by 1) d where o.id = d.order_id;
  else
    update kehu.sales_order o set planned = o.planned + d.p, received = o.received + d.r
      from (select order_id, sum(p) p, sum(r) r
              from (select order_id, amount p, received r from added where state <> 'cancelled'
                    union all select order_id, -amount, -received from gone where state <> 'cancelled') x
             group by 1 having sum(p) <> 0 or sum(r) <> 0) d
     where o.id = d.order_id;
  end if;
  return null;
end $$;
create trigger roll_i after insert on kehu.instalment referencing new table as added for each statement execute function kehu_priv.roll_plan();
create trigger roll_u after update on kehu.instalment referencing old table as gone new table as added for each statement execute function kehu_priv.roll_plan();
create trigger roll_d after delete on kehu.instalment referencing old table as gone for each statement execute function kehu_priv.roll_plan();

-- Gross: the list price of every issue; a surcharge has no issues and counts once (D24).
create function kehu_priv.roll_lines() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    update kehu.sales_order o set lines_total = o.lines_total + d.n, gross_amount = o.gross_amount + d.g, discount_amount = o.discount_amount + d.g
      from (select order_id, sum(amount) n, sum(list_price * case when surcharge_kind is null then issues else 1 end) g from added group by 1) d where o.id = d.order_id;
  elsif tg_op = 'DELETE' then
    update kehu.sales_order o set lines_total = o.lines_total - d.n, gross_amount = o.gross_amount - d.g, discount_amount = o.discount_amount - d.g
      from (select order_id, sum(amount) n, sum(list_price * case when surcharge_kind is null then issues else 1 end) g from gone group by 1) d where o.id = d.order_id;
  else
    update kehu.sales_order o set lines_total = o.lines_total + d.n, gross_amount = o.gross_amount + d.g, discount_amount = o.discount_amount + d.g
      from (select order_id, sum(n) n, sum(g) g
              from (select order_id, amount n, list_price * case when surcharge_kind is null then issues else 1 end g from added
                    union all select order_id, -amount, -list_price * case when surcharge_kind is null then issues else 1 end from gone) x
             group by 1 having sum(n) <> 0 or sum(g) <> 0) d
     where o.id = d.order_id;
  end if;
  return null;
end $$;
create trigger roll_i after insert on kehu.order_line referencing new table as added for each statement execute function kehu_priv.roll_lines();
create trigger roll_u after update on kehu.order_line referencing old table as gone new table as added for each statement execute function kehu_priv.roll_lines();
create trigger roll_d after delete on kehu.order_line referencing old table as gone for each statement execute function kehu_priv.roll_lines();

-- A make-good repeats an insertion that was paid for: it adds neither to the schedule nor to the delivered amount; the one it makes good does.
create function kehu_priv.roll_insertions() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    update kehu.order_line l set inserted = l.inserted + d.a, insertions = l.insertions + d.n
      from (select order_line_id, sum(amount) a, count(*)::int n from added where state <> 'cancelled' and makegood_of_id is null group by 1) d where l.id = d.order_line_id;
    update kehu.order_card c set insertions = c.insertions + d.n, delivered = c.delivered + d.k, delivered_amount = c.delivered_amount + d.a
      from (select order_id, count(*)::int n, count(*) filter (where state in ('published', 'madegood'))::int k,
                   coalesce(sum(amount) filter (where state in ('published', 'madegood')), 0) a
              from added where state <> 'cancelled' and makegood_of_id is null group by 1) d where c.order_id = d.order_id;
  elsif tg_op = 'DELETE' then
    update kehu.order_line l set inserted = l.inserted - d.a, insertions = l.insertions - d.n
      from (select order_line_id, sum(amount) a, count(*)::int n from gone where state <> 'cancelled' and makegood_of_id is null group by 1) d where l.id = d.order_line_id;
    update kehu.order_card c set insertions = c.insertions - d.n, delivered = c.delivered - d.k, delivered_amount = c.delivered_amount - d.a
      from (select order_id, count(*)::int n, count(*) filter (where state in ('published', 'madegood'))::int k,
                   coalesce(sum(amount) filter (where state in ('published', 'madegood')), 0) a
              from gone where state <> 'cancelled' and makegood_of_id is null group by 1) d where c.order_id = d.order_id;
  else
    update kehu.order_line l set inserted = l.inserted + d.a, insertions = l.insertions + d.n
      from (select order_line_id, sum(a) a, sum(n)::int n
              from (select order_line_id, amount a, 1 n from added where state <> 'cancelled' and makegood_of_id is null
                    union all select order_line_id, -amount, -1 from gone where state <> 'cancelled' and makegood_of_id is null) x
             group by 1 having sum(a) <> 0 or sum(n) <> 0) d
     where l.id = d.order_line_id;
    update kehu.order_card c set insertions = c.insertions + d.n, delivered = c.delivered + d.k, delivered_amount = c.delivered_amount + d.a
      from (select order_id, sum(n)::int n, sum(k)::int k, sum(a) a
              from (select order_id, 1 n, (state in ('published', 'madegood'))::int k, case when state in ('published', 'madegood') then amount else 0 end a
                      from added where state <> 'cancelled' and makegood_of_id is null
                    union all select order_id, -1, -(state in ('published', 'madegood'))::int, case when state in ('published', 'madegood') then -amount else 0 end
                      from gone where state <> 'cancelled' and makegood_of_id is null) x
             group by 1 having sum(n) <> 0 or sum(k) <> 0 or sum(a) <> 0) d
     where c.order_id = d.order_id;
  end if;
  return null;
end $$;
create trigger roll_i after insert on kehu.insertion referencing new table as added for each statement execute function kehu_priv.roll_insertions();
create trigger roll_u after update on kehu.insertion referencing old table as gone new table as added for each statement execute function kehu_priv.roll_insertions();
create trigger roll_d after delete on kehu.insertion referencing old table as gone for each statement execute function kehu_priv.roll_insertions();

-- Says which place in which issue is gone, and to which order, if the caller may read that one.
create function kehu_priv.refuse_taken(p_position bigint, p_issue bigint, p_by bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform kehu_priv.refuse('position_taken', 'position', (select concat_ws(' ', b.name, a.name, n.label, (select '(' || o.code || ')' from kehu.sales_order o where o.id = p_by and kehu_priv.sees_order(o.id)))
    from kehu.ad_position a join kehu.publication b on b.id = a.publication_id join kehu.issue n on n.id = p_issue where a.id = p_position));
end $$;

-- I7: a position sold once per issue is held from the confirmation of its order to the appearance. Refused in words where that can be seen; of two that are confirmed at
-- once, the partial unique index decides.
create function kehu_priv.hold_position() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_by bigint;
begin
  new.holds := new.counted and new.state in ('planned', 'booked', 'material_in', 'published') and exists (select from kehu.ad_position p where p.id = new.position_id and p.unique_per_issue);
  if new.holds then
    select i.order_id into v_by from kehu.insertion i where i.issue_id = new.issue_id and i.position_id = new.position_id and i.holds and i.id <> new.id;
    if found then perform kehu_priv.refuse_taken(new.position_id, new.issue_id, v_by); end if;
  end if;
  return new;
end $$;
create trigger holds before insert or update of counted, state, position_id, issue_id on kehu.insertion for each row execute function kehu_priv.hold_position();

create function kehu_priv.position_rule_changed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update kehu.insertion set holds = new.unique_per_issue
   where position_id = new.id and counted and state in ('planned', 'booked', 'material_in', 'published') and holds <> new.unique_per_issue;
  return null;
end $$;
create trigger holds after update of unique_per_issue on kehu.ad_position for each row
  when (old.unique_per_issue is distinct from new.unique_per_issue) execute function kehu_priv.position_rule_changed();

-- An order opened for a change is closed in the same transaction. Safe although deferred: it is a fact of one row.
create function kehu_priv.no_open_change() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from kehu.sales_order where id = new.id and amending) then perform kehu_priv.refuse('bad_state', 'amending'); end if;
  return null;
end $$;
create constraint trigger no_open_change after insert or update on kehu.sales_order deferrable initially deferred
  for each row when (new.amending) execute function kehu_priv.no_open_change();

-- The system's own moves: executing with the first booked insertion or receipt, completed when all has appeared and nothing is asked for any more,
-- back to executing when that ceases to be so. The caller holds the orders locked.
create function kehu_priv.settle_orders(p_ids bigint[]) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update kehu.sales_order o set state = n.state
    from (select s.id, case
              when not exists (select from kehu.insertion i where i.order_id = s.id and i.makegood_of_id is null and i.state in ('planned', 'booked', 'material_in', 'missed'))
               and not exists (select from kehu.instalment t where t.order_id = s.id and t.outstanding > 0) then 'completed'
              when s.state = 'completed' or s.received > 0
                or exists (select from kehu.insertion i where i.order_id = s.id and i.state not in ('planned', 'cancelled')) then 'executing'
              else s.state end as state
            from kehu.sales_order s where s.id = any (p_ids) and s.state in ('confirmed', 'executing', 'completed')) n
   where o.id = n.id and o.state <> n.state;
end $$;

reset role;
