-- Who reads invoices, and the sum they keep on the order (I6): requested ones count, red and void ones do not.
set local role kehu_owner;

create function kehu_priv.invoice_from_order() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  select o.owner_id, o.dept_id, o.salesperson_id, o.customer_id into new.owner_id, new.dept_id, new.salesperson_id, new.customer_id
    from kehu.sales_order o where o.id = new.order_id;
  return new;
end $$;
create trigger a_owner before insert on kehu.invoice for each row execute function kehu_priv.invoice_from_order();

create function kehu_priv.invoices_moved() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_ids bigint[];
begin
  if not exists (select from kehu.invoice c where c.order_id = new.id and (c.owner_id, c.dept_id, c.salesperson_id, c.customer_id) is distinct from (new.owner_id, new.dept_id, new.salesperson_id, new.customer_id)) then return null; end if;
  v_ids := array(select a.id from added a);
  update kehu.invoice c set owner_id = p.owner_id, dept_id = p.dept_id, salesperson_id = p.salesperson_id, customer_id = p.customer_id from kehu.sales_order p
   where c.order_id = any (v_ids) and p.id = c.order_id and (c.owner_id, c.dept_id, c.salesperson_id, c.customer_id) is distinct from (p.owner_id, p.dept_id, p.salesperson_id, p.customer_id);
  return null;
end $$;
create trigger then_invoices_moved after update on kehu.sales_order referencing new table as added for each row
  when ((old.customer_id, old.owner_id, old.dept_id, old.salesperson_id) is distinct from (new.customer_id, new.owner_id, new.dept_id, new.salesperson_id))
  execute function kehu_priv.invoices_moved();

create function kehu_priv.roll_invoices() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    update kehu.sales_order o set invoiced = o.invoiced + d.a
      from (select order_id, sum(amount) a from added where state not in ('red', 'void') group by 1) d where o.id = d.order_id;
  elsif tg_op = 'DELETE' then
    update kehu.sales_order o set invoiced = o.invoiced - d.a
      from (select order_id, sum(amount) a from gone where state not in ('red', 'void') group by 1) d where o.id = d.order_id;
  else
    update kehu.sales_order o set invoiced = o.invoiced + d.a
      from (select order_id, sum(a) a
              from (select order_id, amount a from added where state not in ('red', 'void')
                    union all select order_id, -amount from gone where state not in ('red', 'void')) x
             group by 1 having sum(a) <> 0) d
     where o.id = d.order_id;
  end if;
  return null;
end $$;
create trigger roll_i after insert on kehu.invoice referencing new table as added for each statement execute function kehu_priv.roll_invoices();
create trigger roll_u after update on kehu.invoice referencing old table as gone new table as added for each statement execute function kehu_priv.roll_invoices();
create trigger roll_d after delete on kehu.invoice referencing old table as gone for each statement execute function kehu_priv.roll_invoices();

alter table kehu.invoice enable row level security;
grant select on kehu.invoice to kehu_operator;
create policy all_read on kehu.invoice for select to kehu_all_read using ((select kehu.sees_all()));
create policy team on kehu.invoice for select to kehu_sales using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy sold on kehu.invoice for select to kehu_sales using (salesperson_id = any ((select kehu.readable_owners())::int[]));
create policy desk on kehu.invoice for select to kehu_assistant using (dept_id = any ((select kehu.order_depts())::int[]));

create index on kehu.invoice (owner_id, requested_on desc, id desc);
create index on kehu.invoice (dept_id, requested_on desc, id desc);
create index on kehu.invoice (salesperson_id, requested_on desc, id desc);
create index on kehu.invoice (requested_on desc, id desc);
create index on kehu.invoice (order_id);
create index on kehu.invoice (customer_id);
create index on kehu.invoice (invoice_title_id);

create trigger touch before update of invoice_title_id, title, tax_no, address_phone, bank_account, type, amount, number, issued_on, received_by_customer_on, state, state_reason, note
  on kehu.invoice for each row execute function kehu_priv.touch();
create trigger audit after insert or delete or update of invoice_title_id, title, tax_no, address_phone, bank_account, type, amount, number, issued_on, received_by_customer_on, state,
    state_reason, note
  on kehu.invoice for each row execute function kehu_priv.write_audit('invoice');
create trigger tell_i after insert on kehu.invoice referencing new table as added for each statement execute function kehu_priv.tell('invoice');
create trigger tell_u after update on kehu.invoice referencing new table as added for each statement execute function kehu_priv.tell('invoice');

reset role;
