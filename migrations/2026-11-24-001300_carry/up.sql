-- Owner and department follow the customer into everything that hangs on it; orders carry theirs on to their own children.
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

create function kehu_priv.order_dept_moved() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update kehu.activity set order_dept_id = new.dept_id where order_id = new.id;
  update kehu.dunning d set order_dept_id = new.dept_id from kehu.instalment i where i.id = d.instalment_id and i.order_id = new.id;
  return null;
end $$;
create trigger order_dept_moved after update of dept_id on kehu.sales_order for each row
  when (old.dept_id is distinct from new.dept_id) execute function kehu_priv.order_dept_moved();

-- What an activity's columns serve in the todo's own policies follows the activity.
create function kehu_priv.activity_owner_moved() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update kehu.dunning set owner_id = new.owner_id, dept_id = new.dept_id where activity_id = new.id;
  return null;
end $$;
create trigger owner_moved after update of owner_id, dept_id on kehu.activity for each row
  when ((old.owner_id, old.dept_id) is distinct from (new.owner_id, new.dept_id)) execute function kehu_priv.activity_owner_moved();

reset role;
