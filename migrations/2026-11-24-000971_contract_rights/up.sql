-- Who reads contracts, and what follows the customer. Nobody but functions writes here.
set local role kehu_owner;

create trigger a_owner before insert on kehu.contract for each row execute function kehu_priv.from_customer();

create function kehu_priv.contracts_moved() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_ids bigint[];
begin
  if not exists (select from kehu.contract c where c.customer_id = new.id and (c.owner_id, c.dept_id) is distinct from (new.owner_id, new.dept_id)) then return null; end if;
  v_ids := array(select a.id from added a);
  perform from kehu.contract c where c.customer_id = any (v_ids) order by c.id for no key update;
  update kehu.contract c set owner_id = p.owner_id, dept_id = p.dept_id from kehu.customer p
   where c.customer_id = any (v_ids) and p.id = c.customer_id and (c.owner_id, c.dept_id) is distinct from (p.owner_id, p.dept_id);
  return null;
end $$;
-- Named to fire after orders_moved: orders are locked before the contracts they name.
create trigger then_contracts_moved after update on kehu.customer referencing new table as added for each row
  when ((old.owner_id, old.dept_id) is distinct from (new.owner_id, new.dept_id)) execute function kehu_priv.contracts_moved();

-- A customer takes along what never bound anybody; one with a contract that did is not deleted.
create function kehu_priv.contracts_gone() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from kehu.contract where customer_id = new.id and deleted_at is null and state not in ('draft', 'in_review', 'void')) then
    perform kehu_priv.refuse('has_contracts'); end if;
  update kehu.contract set deleted_at = new.deleted_at where customer_id = new.id and deleted_at is null;
  return null;
end $$;
create trigger then_contracts_gone after update of deleted_at on kehu.customer for each row
  when (old.deleted_at is null and new.deleted_at is not null) execute function kehu_priv.contracts_gone();

alter table kehu.contract enable row level security;
grant select on kehu.contract to kehu_operator;
create policy all_read on kehu.contract for select to kehu_all_read using ((select kehu.sees_all()));
create policy team on kehu.contract for select to kehu_sales using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy desk on kehu.contract for select to kehu_assistant using (dept_id = any ((select kehu.order_depts())::int[]));
create policy shared on kehu.contract for select to kehu_shared using (customer_id = any ((select kehu.shared_ids('customer', false))::bigint[]));
create policy ruled on kehu.contract for select to kehu_shared using (dept_id = any ((select kehu.lent_depts(false))::int[]));
create policy alive on kehu.contract as restrictive to kehu_operator using (deleted_at is null);

create index on kehu.contract (owner_id, updated_at desc, id desc) where deleted_at is null;
create index on kehu.contract (dept_id, updated_at desc, id desc) where deleted_at is null;
create index on kehu.contract (updated_at desc, id desc) where deleted_at is null;
create index on kehu.contract (customer_id, id);
create index on kehu.sales_order (contract_id) where contract_id is not null;

create trigger touch before update of kind, amount, signed_on, start_on, end_on, our_signer, their_signer, state, state_reason, file_ref, note, deleted_at
  on kehu.contract for each row execute function kehu_priv.touch();
create trigger audit after insert or delete or update of kind, amount, signed_on, start_on, end_on, our_signer, their_signer, state, state_reason, file_ref, note, deleted_at, owner_id
  on kehu.contract for each row execute function kehu_priv.write_audit('contract');
create trigger tell_i after insert on kehu.contract referencing new table as added for each statement execute function kehu_priv.tell('contract');
create trigger tell_u after update on kehu.contract referencing new table as added for each statement execute function kehu_priv.tell('contract');

reset role;
