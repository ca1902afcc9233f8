-- Who reads payments and allocations, and the sums they keep (I2, I3, M8, M9).
set local role kehu_owner;

create function kehu_priv.from_payer() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  select c.owner_id, c.dept_id into new.owner_id, new.dept_id from kehu.customer c where c.id = new.payer_id;
  return new;
end $$;
create trigger a_owner before insert on kehu.payment for each row execute function kehu_priv.from_payer();

-- Kind and day come along, so that receipts are counted by who sold even where the payment itself is another desk's.
create function kehu_priv.from_instalment() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  select i.order_id, i.owner_id, i.dept_id, i.salesperson_id into new.order_id, new.owner_id, new.dept_id, new.salesperson_id
    from kehu.instalment i where i.id = new.instalment_id;
  select p.kind, p.received_on into new.kind, new.received_on from kehu.payment p where p.id = new.payment_id;
  return new;
end $$;
create trigger a_owner before insert on kehu.payment_allocation for each row execute function kehu_priv.from_instalment();

create function kehu_priv.payments_moved() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_ids bigint[];
begin
  if not exists (select from kehu.payment c where c.payer_id = new.id and (c.owner_id, c.dept_id) is distinct from (new.owner_id, new.dept_id)) then return null; end if;
  v_ids := array(select a.id from added a);
  perform from kehu.payment c where c.payer_id = any (v_ids) order by c.id for no key update;
  update kehu.payment c set owner_id = p.owner_id, dept_id = p.dept_id from kehu.customer p
   where c.payer_id = any (v_ids) and p.id = c.payer_id and (c.owner_id, c.dept_id) is distinct from (p.owner_id, p.dept_id);
  return null;
end $$;
-- Named to fire after orders_moved: orders and instalments are locked before payments.
create trigger payments_moved after update on kehu.customer referencing new table as added for each row
  when ((old.owner_id, old.dept_id) is distinct from (new.owner_id, new.dept_id)) execute function kehu_priv.payments_moved();

-- I13: the payer is the order's customer, its agency, whom it is billed to, or the customer's group.
create function kehu_priv.pays_for(p_payer bigint, p_order bigint) returns bool language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from kehu.sales_order o join kehu.customer c on c.id = o.customer_id
                  where o.id = p_order and p_payer in (o.customer_id, o.agency_id, o.bill_to_customer_id, c.parent_id));
end $$;
create function kehu_priv.same_payer() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not kehu_priv.pays_for((select payer_id from kehu.payment where id = new.payment_id), new.order_id) then perform kehu_priv.refuse('wrong_payer', 'payer'); end if;
  return new;
end $$;
create trigger b_payer before insert or update of payment_id, instalment_id, order_id, amount on kehu.payment_allocation for each row execute function kehu_priv.same_payer();

-- A refund takes back from the instalments it names.
create function kehu_priv.roll_allocations() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    update kehu.instalment i set received = i.received + d.a
      from (select n.instalment_id, sum(case n.kind when 'refund' then -n.amount else n.amount end) a from added n group by 1) d
     where i.id = d.instalment_id and d.a <> 0;
    update kehu.payment p set allocated = p.allocated + d.a from (select payment_id, sum(amount) a from added group by 1) d where p.id = d.payment_id;
  elsif tg_op = 'DELETE' then
    update kehu.instalment i set received = i.received - d.a
      from (select n.instalment_id, sum(case n.kind when 'refund' then -n.amount else n.amount end) a from gone n group by 1) d
     where i.id = d.instalment_id and d.a <> 0;
    update kehu.payment p set allocated = p.allocated - d.a from (select payment_id, sum(amount) a from gone group by 1) d where p.id = d.payment_id;
  elsif exists (select id, payment_id, instalment_id from added except select id, payment_id, instalment_id from gone) then
    perform kehu_priv.refuse('bad_state', 'allocations');  -- an allocation does not wander; part of it may be set free again
  else
    update kehu.instalment i set received = i.received + d.a
      from (select instalment_id, sum(case kind when 'refund' then -a else a end) a
              from (select instalment_id, kind, amount a from added union all select instalment_id, kind, -amount from gone) x group by 1) d
     where i.id = d.instalment_id and d.a <> 0;
    update kehu.payment p set allocated = p.allocated + d.a
      from (select payment_id, sum(a) a from (select payment_id, amount a from added union all select payment_id, -amount from gone) x group by 1) d
     where p.id = d.payment_id and d.a <> 0;
  end if;
  return null;
end $$;
create trigger roll_i after insert on kehu.payment_allocation referencing new table as added for each statement execute function kehu_priv.roll_allocations();
create trigger roll_u after update on kehu.payment_allocation referencing old table as gone new table as added for each statement execute function kehu_priv.roll_allocations();
create trigger roll_d after delete on kehu.payment_allocation referencing old table as gone for each statement execute function kehu_priv.roll_allocations();

alter table kehu.payment enable row level security;
alter table kehu.payment_allocation enable row level security;
grant select on kehu.payment, kehu.payment_allocation to kehu_operator;

create policy all_read on kehu.payment for select to kehu_all_read using ((select kehu.sees_all()));
create policy team on kehu.payment for select to kehu_sales using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy desk on kehu.payment for select to kehu_assistant using (dept_id = any ((select kehu.order_depts())::int[]));
-- An agency or a group of another department pays for an order of this desk: who books it keeps seeing it.
create policy booked on kehu.payment for select to kehu_assistant using (created_by = (select kehu.me()));

create policy all_read on kehu.payment_allocation for select to kehu_all_read using ((select kehu.sees_all()));
create policy team on kehu.payment_allocation for select to kehu_sales using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy sold on kehu.payment_allocation for select to kehu_sales using (salesperson_id = any ((select kehu.readable_owners())::int[]));
create policy desk on kehu.payment_allocation for select to kehu_assistant using (dept_id = any ((select kehu.order_depts())::int[]));

create index on kehu.payment (owner_id, received_on desc, id desc);
create index on kehu.payment (dept_id, received_on desc, id desc);
create index on kehu.payment (received_on desc, id desc);
create index on kehu.payment (payer_id, received_on desc);
create index on kehu.payment (returns_id);
create index on kehu.payment_allocation (payment_id);
create index on kehu.payment_allocation (instalment_id);
create index on kehu.payment_allocation (order_id);
create index on kehu.payment_allocation (owner_id);
create index on kehu.payment_allocation (dept_id);
create index on kehu.payment_allocation (salesperson_id);
create index on kehu.payment_allocation (created_by);

create trigger touch before update of kind, received_on, amount, method, bank_ref, allocated, paid_out, state, note on kehu.payment for each row execute function kehu_priv.touch();
create trigger audit after insert or delete or update of kind, received_on, amount, method, bank_ref, paid_out, state, note on kehu.payment
  for each row execute function kehu_priv.write_audit('payment');
create trigger audit after insert or delete or update of amount on kehu.payment_allocation for each row execute function kehu_priv.write_audit('allocation');
create trigger tell_i after insert on kehu.payment referencing new table as added for each statement execute function kehu_priv.tell('payment');
create trigger tell_u after update on kehu.payment referencing new table as added for each statement execute function kehu_priv.tell('payment');

reset role;
