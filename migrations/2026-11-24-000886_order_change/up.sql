-- What is changed of an agreed order, and what a director has to agree to: who asked, why, before, after, who decided (I12).
set local role kehu_owner;

create table kehu.order_change (
  id bigint generated always as identity primary key,
  version int not null default 1,
  intent uuid not null,
  code text not null constraint order_change_code_taken unique,
  order_id bigint not null references kehu.sales_order,
  customer_id bigint not null references kehu.customer,
  kind text not null constraint order_change_kind check (kind in ('amend','replan','price_reduction','cancel','terminate','discount','credit')),
  state text not null default 'requested' constraint order_change_state check (state in ('requested','approved','rejected','applied','withdrawn')),
  reason kehu.line not null constraint order_change_reason_blank check (reason ~ U&'[^ \00A0\2000-\200A\202F\205F\2800\3000]'),
  net_before kehu.amount not null, net_after kehu.amount not null,
  before jsonb not null, after jsonb not null,
  decision_note kehu.line,
  requested_by int not null references kehu_priv.operator, requested_at timestamptz not null default now(),
  decided_by int references kehu_priv.operator, decided_at timestamptz,
  owner_id int not null, dept_id int not null, salesperson_id int not null,
  updated_at timestamptz not null default now(),
  constraint order_change_intent_once unique (requested_by, intent, kind),
  constraint order_change_decided check ((decided_by is null) = (decided_at is null) and (state not in ('approved','rejected') or decided_by is not null))
);
-- The same thing is asked for once at a time.
create unique index order_change_asked_once on kehu.order_change (order_id, kind) where state = 'requested';

comment on table kehu.order_change is 'One change of an order, or one approval that it needs: what was so before, what after, why, by whom';
comment on column kehu.order_change.kind is 'amend, replan, price_reduction: made by the desk at once; cancel, terminate, discount, credit: agreed to by a director';
comment on column kehu.order_change.state is 'approved: agreed to, and used by the confirmation that needs it; applied: it has happened';
comment on column kehu.order_change.before is 'the order as it was: value, lines, plan';
comment on column kehu.order_change.after is 'the order as it became; of what is only asked for, as it would become';
comment on column kehu.order_change.net_after is 'what the order is worth then: nothing once cancelled, what was delivered once terminated';
comment on column kehu.order_change.owner_id is 'follows the order, with dept_id and salesperson_id';

create function kehu_priv.change_of_order() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  select o.owner_id, o.dept_id, o.salesperson_id, o.customer_id into new.owner_id, new.dept_id, new.salesperson_id, new.customer_id
    from kehu.sales_order o where o.id = new.order_id;
  return new;
end $$;
create trigger a_owner before insert on kehu.order_change for each row execute function kehu_priv.change_of_order();

alter table kehu.order_change enable row level security;
grant select on kehu.order_change to kehu_operator;
create policy all_read on kehu.order_change for select to kehu_all_read using ((select kehu.sees_all()));
create policy team on kehu.order_change for select to kehu_sales using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy sold on kehu.order_change for select to kehu_sales using (salesperson_id = any ((select kehu.readable_owners())::int[]));
create policy desk on kehu.order_change for select to kehu_assistant using (dept_id = any ((select kehu.order_depts())::int[]));
create policy shared on kehu.order_change for select to kehu_shared using (customer_id = any ((select kehu.shared_ids('customer', false))::bigint[]));
create policy ruled on kehu.order_change for select to kehu_shared using (dept_id = any ((select kehu.lent_depts(false))::int[]));

create index on kehu.order_change (owner_id, requested_at desc, id desc);
create index on kehu.order_change (dept_id, requested_at desc, id desc);
create index on kehu.order_change (salesperson_id, requested_at desc, id desc);
create index on kehu.order_change (requested_at desc, id desc);
create index order_change_waiting on kehu.order_change (owner_id) where state = 'requested';
create index on kehu.order_change (order_id);
create index on kehu.order_change (customer_id);
create index on kehu.order_change (decided_by);

create trigger touch before update of state, decision_note on kehu.order_change for each row execute function kehu_priv.touch();
create trigger audit after insert or delete or update of state, net_after, decision_note, decided_by, decided_at on kehu.order_change
  for each row execute function kehu_priv.write_audit('order_change');
create trigger tell_i after insert on kehu.order_change referencing new table as added for each statement execute function kehu_priv.tell('order_change');
create trigger tell_u after update on kehu.order_change referencing new table as added for each statement execute function kehu_priv.tell('order_change');

reset role;
