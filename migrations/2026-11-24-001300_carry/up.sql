-- Owner and department follow the customer into its card, contacts and invoice titles; orders and payments carry their own.
set local role kehu_owner;

create function kehu_priv.customer_moved() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_ids bigint[];
begin
  if not exists (select from kehu.customer_card c where c.customer_id = new.id and (c.owner_id, c.dept_id) is distinct from (new.owner_id, new.dept_id)) then return null; end if;
  v_ids := array(select a.id from added a);
  update kehu.contact c set owner_id = p.owner_id, dept_id = p.dept_id from kehu.customer p
   where c.customer_id = any (v_ids) and p.id = c.customer_id and (c.owner_id, c.dept_id) is distinct from (p.owner_id, p.dept_id);
  update kehu.invoice_title c set owner_id = p.owner_id, dept_id = p.dept_id from kehu.customer p
   where c.customer_id = any (v_ids) and p.id = c.customer_id and (c.owner_id, c.dept_id) is distinct from (p.owner_id, p.dept_id);
  update kehu.customer_card c set owner_id = p.owner_id, dept_id = p.dept_id from kehu.customer p
   where c.customer_id = any (v_ids) and p.id = c.customer_id and (c.owner_id, c.dept_id) is distinct from (p.owner_id, p.dept_id);
  return null;
end $$;
create trigger moved after update on kehu.customer referencing new table as added for each row
  when ((old.owner_id, old.dept_id) is distinct from (new.owner_id, new.dept_id)) execute function kehu_priv.customer_moved();

reset role;
