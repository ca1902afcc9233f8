-- Owner and department follow the customer into its card, contacts and invoice titles; orders and payments carry their own.
set local role kehu_owner;

create function kehu_priv.customer_moved() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update kehu.customer_card set owner_id = new.owner_id, dept_id = new.dept_id where customer_id = new.id;
  update kehu.contact set owner_id = new.owner_id, dept_id = new.dept_id where customer_id = new.id;
  update kehu.invoice_title set owner_id = new.owner_id, dept_id = new.dept_id where customer_id = new.id;
  return null;
end $$;
create trigger moved after update of owner_id, dept_id on kehu.customer for each row
  when ((old.owner_id, old.dept_id) is distinct from (new.owner_id, new.dept_id)) execute function kehu_priv.customer_moved();

reset role;
