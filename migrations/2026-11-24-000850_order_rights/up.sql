-- Who reads orders and their children, and the columns those rights stand on. Nobody but functions writes here.
set local role kehu_owner;

-- P1's counted order: what lists, sums and reports of money know of.
create function kehu_priv.is_counted(p_state text) returns bool language sql immutable parallel safe
  return p_state in ('confirmed', 'executing', 'suspended', 'completed', 'terminated');

-- Children take owner, department, salesperson, customer and the counted mark from their parent: fill, never judge.
create function kehu_priv.from_customer_of_order() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  select c.owner_id, c.dept_id into new.owner_id, new.dept_id from kehu.customer c where c.id = new.customer_id and c.deleted_at is null;
  return new;
end $$;
create function kehu_priv.from_order() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  select o.owner_id, o.dept_id, o.salesperson_id, o.customer_id, kehu_priv.is_counted(o.state)
    into new.owner_id, new.dept_id, new.salesperson_id, new.customer_id, new.counted
    from kehu.sales_order o where o.id = new.order_id;
  return new;
end $$;
create trigger a_owner before insert or update of customer_id on kehu.sales_order for each row execute function kehu_priv.from_customer_of_order();
create trigger a_owner before insert on kehu.order_card for each row execute function kehu_priv.from_order();
create trigger a_owner before insert on kehu.order_line for each row execute function kehu_priv.from_order();
create trigger a_owner before insert on kehu.insertion for each row execute function kehu_priv.from_order();
create trigger a_owner before insert on kehu.instalment for each row execute function kehu_priv.from_order();

-- What follows the customer follows it down to the last child; the salesperson of a confirmed order stays (D18).
-- The triggers that carry fire for rows that moved only, so that a save pays nothing. The first row that finds its own left behind carries those of the whole
-- statement; the others find nothing to do.
create function kehu_priv.orders_moved() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_ids bigint[];
begin
  if not exists (select from kehu.sales_order c where c.customer_id = new.id and (c.owner_id, c.dept_id) is distinct from (new.owner_id, new.dept_id)) then return null; end if;
  v_ids := array(select a.id from added a);
  perform from kehu.sales_order c where c.customer_id = any (v_ids) order by c.id for no key update;
  update kehu.sales_order c
     set owner_id = p.owner_id, dept_id = p.dept_id,
         salesperson_id = case when c.state in ('draft', 'requested') and c.salesperson_id = c.owner_id then p.owner_id else c.salesperson_id end
    from kehu.customer p where c.customer_id = any (v_ids) and p.id = c.customer_id and (c.owner_id, c.dept_id) is distinct from (p.owner_id, p.dept_id);
  return null;
end $$;
create trigger orders_moved after update on kehu.customer referencing new table as added for each row
  when ((old.owner_id, old.dept_id) is distinct from (new.owner_id, new.dept_id)) execute function kehu_priv.orders_moved();

create function kehu_priv.order_moved() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_ids bigint[];
begin
  if not exists (select from kehu.order_card c where c.order_id = new.id and (c.owner_id, c.dept_id, c.salesperson_id, c.customer_id) is distinct from (new.owner_id, new.dept_id, new.salesperson_id, new.customer_id)) then return null; end if;
  v_ids := array(select a.id from added a);
  update kehu.order_line c set owner_id = p.owner_id, dept_id = p.dept_id, salesperson_id = p.salesperson_id, customer_id = p.customer_id from kehu.sales_order p
   where c.order_id = any (v_ids) and p.id = c.order_id and (c.owner_id, c.dept_id, c.salesperson_id, c.customer_id) is distinct from (p.owner_id, p.dept_id, p.salesperson_id, p.customer_id);
  update kehu.insertion c set owner_id = p.owner_id, dept_id = p.dept_id, salesperson_id = p.salesperson_id, customer_id = p.customer_id from kehu.sales_order p
   where c.order_id = any (v_ids) and p.id = c.order_id and (c.owner_id, c.dept_id, c.salesperson_id, c.customer_id) is distinct from (p.owner_id, p.dept_id, p.salesperson_id, p.customer_id);
  update kehu.instalment c set owner_id = p.owner_id, dept_id = p.dept_id, salesperson_id = p.salesperson_id, customer_id = p.customer_id from kehu.sales_order p
   where c.order_id = any (v_ids) and p.id = c.order_id and (c.owner_id, c.dept_id, c.salesperson_id, c.customer_id) is distinct from (p.owner_id, p.dept_id, p.salesperson_id, p.customer_id);
  update kehu.order_change c set owner_id = p.owner_id, dept_id = p.dept_id, salesperson_id = p.salesperson_id, customer_id = p.customer_id from kehu.sales_order p
   where c.order_id = any (v_ids) and p.id = c.order_id and (c.owner_id, c.dept_id, c.salesperson_id, c.customer_id) is distinct from (p.owner_id, p.dept_id, p.salesperson_id, p.customer_id);
  update kehu.payment_allocation c set owner_id = p.owner_id, dept_id = p.dept_id, salesperson_id = p.salesperson_id from kehu.sales_order p
   where c.order_id = any (v_ids) and p.id = c.order_id and (c.owner_id, c.dept_id, c.salesperson_id) is distinct from (p.owner_id, p.dept_id, p.salesperson_id);
  update kehu.order_card c set owner_id = p.owner_id, dept_id = p.dept_id, salesperson_id = p.salesperson_id, customer_id = p.customer_id from kehu.sales_order p
   where c.order_id = any (v_ids) and p.id = c.order_id and (c.owner_id, c.dept_id, c.salesperson_id, c.customer_id) is distinct from (p.owner_id, p.dept_id, p.salesperson_id, p.customer_id);
  return null;
end $$;
create trigger order_moved after update on kehu.sales_order referencing new table as added for each row
  when ((old.customer_id, old.owner_id, old.dept_id, old.salesperson_id) is distinct from (new.customer_id, new.owner_id, new.dept_id, new.salesperson_id))
  execute function kehu_priv.order_moved();

create function kehu_priv.order_counted() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare is_now bool := kehu_priv.is_counted(new.state);
begin
  update kehu.order_card set counted = is_now where order_id = new.id;
  update kehu.order_line set counted = is_now where order_id = new.id;
  update kehu.insertion set counted = is_now where order_id = new.id;
  update kehu.instalment set counted = is_now where order_id = new.id;
  return null;
end $$;
create trigger order_counted after update of state on kehu.sales_order for each row
  when (kehu_priv.is_counted(old.state) is distinct from kehu_priv.is_counted(new.state)) execute function kehu_priv.order_counted();

-- An issue that moves takes its insertions along, as long as they have not appeared.
create function kehu_priv.issue_moved() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update kehu.insertion set planned_on = new.publish_on
   where issue_id = new.id and state in ('planned', 'booked', 'material_in') and planned_on <> new.publish_on;
  return null;
end $$;
create trigger insertions_moved after update of publish_on on kehu.issue for each row
  when (old.publish_on is distinct from new.publish_on) execute function kehu_priv.issue_moved();

alter table kehu.sales_order enable row level security;
alter table kehu.order_card enable row level security;
alter table kehu.order_line enable row level security;
alter table kehu.insertion enable row level security;
alter table kehu.instalment enable row level security;
grant select on kehu.sales_order, kehu.order_card, kehu.order_line, kehu.insertion, kehu.instalment to kehu_operator;

create policy all_read on kehu.sales_order for select to kehu_all_read using ((select kehu.sees_all()));
create policy team on kehu.sales_order for select to kehu_sales using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy sold on kehu.sales_order for select to kehu_sales using (salesperson_id = any ((select kehu.readable_owners())::int[]));
create policy desk on kehu.sales_order for select to kehu_assistant using (dept_id = any ((select kehu.order_depts())::int[]));
create policy shared on kehu.sales_order for select to kehu_shared using (customer_id = any ((select kehu.shared_ids('customer', false))::bigint[]));
create policy ruled on kehu.sales_order for select to kehu_shared using (dept_id = any ((select kehu.lent_depts(false))::int[]));
create policy served on kehu.sales_order for select to kehu_service
  using ((select kehu.serves()) and state in ('confirmed', 'executing', 'suspended', 'completed', 'terminated'));
create policy alive on kehu.sales_order as restrictive to kehu_operator using (deleted_at is null);

create policy all_read on kehu.order_card for select to kehu_all_read using ((select kehu.sees_all()));
create policy team on kehu.order_card for select to kehu_sales using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy sold on kehu.order_card for select to kehu_sales using (salesperson_id = any ((select kehu.readable_owners())::int[]));
create policy desk on kehu.order_card for select to kehu_assistant using (dept_id = any ((select kehu.order_depts())::int[]));
create policy shared on kehu.order_card for select to kehu_shared using (customer_id = any ((select kehu.shared_ids('customer', false))::bigint[]));
create policy ruled on kehu.order_card for select to kehu_shared using (dept_id = any ((select kehu.lent_depts(false))::int[]));
create policy served on kehu.order_card for select to kehu_service using ((select kehu.serves()) and counted);

create policy all_read on kehu.order_line for select to kehu_all_read using ((select kehu.sees_all()));
create policy team on kehu.order_line for select to kehu_sales using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy sold on kehu.order_line for select to kehu_sales using (salesperson_id = any ((select kehu.readable_owners())::int[]));
create policy desk on kehu.order_line for select to kehu_assistant using (dept_id = any ((select kehu.order_depts())::int[]));
create policy shared on kehu.order_line for select to kehu_shared using (customer_id = any ((select kehu.shared_ids('customer', false))::bigint[]));
create policy ruled on kehu.order_line for select to kehu_shared using (dept_id = any ((select kehu.lent_depts(false))::int[]));
create policy served on kehu.order_line for select to kehu_service using ((select kehu.serves()) and counted);

create policy all_read on kehu.insertion for select to kehu_all_read using ((select kehu.sees_all()));
create policy team on kehu.insertion for select to kehu_sales using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy sold on kehu.insertion for select to kehu_sales using (salesperson_id = any ((select kehu.readable_owners())::int[]));
create policy desk on kehu.insertion for select to kehu_assistant using (dept_id = any ((select kehu.order_depts())::int[]));
create policy shared on kehu.insertion for select to kehu_shared using (customer_id = any ((select kehu.shared_ids('customer', false))::bigint[]));
create policy ruled on kehu.insertion for select to kehu_shared using (dept_id = any ((select kehu.lent_depts(false))::int[]));
create policy served on kehu.insertion for select to kehu_service using ((select kehu.serves()) and counted);

create policy all_read on kehu.instalment for select to kehu_all_read using ((select kehu.sees_all()));
create policy team on kehu.instalment for select to kehu_sales using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy sold on kehu.instalment for select to kehu_sales using (salesperson_id = any ((select kehu.readable_owners())::int[]));
create policy desk on kehu.instalment for select to kehu_assistant using (dept_id = any ((select kehu.order_depts())::int[]));
create policy shared on kehu.instalment for select to kehu_shared using (customer_id = any ((select kehu.shared_ids('customer', false))::bigint[]));
create policy ruled on kehu.instalment for select to kehu_shared using (dept_id = any ((select kehu.lent_depts(false))::int[]));

-- Lists: the policy's column leads.
create index on kehu.sales_order (owner_id, updated_at desc, id desc) where deleted_at is null;
create index on kehu.sales_order (dept_id, updated_at desc, id desc) where deleted_at is null;
create index on kehu.sales_order (salesperson_id, updated_at desc, id desc);
create index on kehu.sales_order (updated_at desc, id desc) where deleted_at is null;
create index on kehu.sales_order (sales_dept_id, signed_on);
create index on kehu.sales_order (signed_on);
create index on kehu.insertion (owner_id, planned_on, id);
create index on kehu.insertion (dept_id, planned_on, id);
create index on kehu.insertion (salesperson_id, planned_on, id);
create index on kehu.insertion (planned_on, id);
create index on kehu.instalment (owner_id, due_on, id) where counted and outstanding > 0;
create index on kehu.instalment (dept_id, due_on, id) where counted and outstanding > 0;
create index on kehu.instalment (salesperson_id, due_on, id) where counted and outstanding > 0;
create index on kehu.instalment (due_on, id) where counted and outstanding > 0;
create index on kehu.instalment (due_on, id);
-- Foreign keys.
create index on kehu.sales_order (customer_id, id);
create index on kehu.sales_order (agency_id);
create index on kehu.sales_order (bill_to_customer_id);
create index on kehu.sales_order (assistant_id);
create index on kehu.sales_order (invoice_title_id);
create index on kehu.order_card (confirmed_by);
create index on kehu.order_card (customer_id);
create index on kehu.order_line (publication_id);
create index on kehu.order_line (position_id);
create index on kehu.order_line (customer_id);
create index on kehu.insertion (order_id);
create index on kehu.insertion (publication_id);
create index on kehu.insertion (position_id);
create index on kehu.insertion (issue_id, position_id);
create index on kehu.insertion (customer_id);
create index on kehu.insertion (makegood_of_id);
create index on kehu.insertion (marked_by);
create index on kehu.instalment (order_id);
create index on kehu.instalment (customer_id) where counted and outstanding > 0;
create index on kehu.instalment (customer_id);
create index on kehu.instalment (insertion_id);

-- The version counts a person's edits: neither roll-ups nor owners, nor the moves the system makes by itself.
create trigger touch before update of customer_id, agency_id, bill_to, bill_to_customer_id, assistant_id, signed_on, net_amount, commission_rate, tax_rate, invoice_title_id, contract_id, amending
  on kehu.sales_order for each row when (not new.amending) execute function kehu_priv.touch();
create trigger touch_state before update of state on kehu.sales_order for each row
  when (not new.amending and old.state is distinct from new.state
        and (old.state, new.state) not in (('confirmed', 'executing'), ('confirmed', 'completed'), ('executing', 'completed'), ('completed', 'executing')))
  execute function kehu_priv.touch();
create trigger touch before update of seq, publication_id, position_id, size, colour, list_price, discount, unit_price, issues, amount, surcharge_kind
  on kehu.order_line for each row execute function kehu_priv.touch();
create trigger touch before update of issue_id, position_id, amount, state, published_on, page_no, sample_no, sample_sent_on, makegood_of_id, note
  on kehu.insertion for each row execute function kehu_priv.touch();
create trigger touch before update of seq, due_on, amount, insertion_id, state, promised_on, promised_amount, blocked_until, blocked_reason, note
  on kehu.instalment for each row execute function kehu_priv.touch();

create trigger audit after insert or delete or update of customer_id, agency_id, bill_to, bill_to_customer_id, salesperson_id, sales_dept_id, assistant_id, signed_on, state,
    net_amount, commission_rate, tax_rate, invoice_title_id, contract_id, deleted_at, owner_id
  on kehu.sales_order for each row execute function kehu_priv.write_audit('order');
create trigger audit after insert or delete or update of plan_text, pay_note, note, state_reason, confirmed_at, ext
  on kehu.order_card for each row execute function kehu_priv.write_audit('order', 'order_id');
create trigger audit after insert or delete or update of seq, publication_id, position_id, size, colour, list_price, discount, unit_price, issues, amount, surcharge_kind
  on kehu.order_line for each row execute function kehu_priv.write_audit('line');
create trigger audit after insert or delete or update of issue_id, position_id, planned_on, amount, state, published_on, page_no, sample_no, sample_sent_on, makegood_of_id, note
  on kehu.insertion for each row execute function kehu_priv.write_audit('insertion');
create trigger audit after insert or delete or update of seq, due_on, amount, insertion_id, state, promised_on, promised_amount, blocked_until, blocked_reason, note
  on kehu.instalment for each row execute function kehu_priv.write_audit('instalment');

create trigger tell_i after insert on kehu.sales_order referencing new table as added for each statement execute function kehu_priv.tell('order');
create trigger tell_u after update on kehu.sales_order referencing new table as added for each statement execute function kehu_priv.tell('order');
create trigger tell_i after insert on kehu.insertion referencing new table as added for each statement execute function kehu_priv.tell('insertion');
create trigger tell_u after update on kehu.insertion referencing new table as added for each statement execute function kehu_priv.tell('insertion');
create trigger tell_d after delete on kehu.insertion referencing old table as gone for each statement execute function kehu_priv.tell('insertion');
create trigger tell_i after insert on kehu.instalment referencing new table as added for each statement execute function kehu_priv.tell('instalment');
create trigger tell_u after update on kehu.instalment referencing new table as added for each statement execute function kehu_priv.tell('instalment');
create trigger tell_d after delete on kehu.instalment referencing old table as gone for each statement execute function kehu_priv.tell('instalment');

reset role;
