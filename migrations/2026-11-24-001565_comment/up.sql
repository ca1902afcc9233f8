-- Comments on records, and the inbox they reach. A comment is read by whoever reads the record; it hangs on one record, and on that
-- record's customer too.
set local role kehu_owner;

create table kehu.comment (
  id bigint generated always as identity primary key, version int not null default 1, intent uuid,
  customer_id bigint references kehu.customer,
  order_id bigint references kehu.sales_order, contact_id bigint references kehu.contact,
  activity_id bigint references kehu.activity, payment_id bigint references kehu.payment,
  contract_id bigint references kehu.contract, invoice_id bigint references kehu.invoice,
  opportunity_id bigint references kehu.opportunity, lead_id bigint references kehu.lead,
  text kehu.note not null constraint comment_blank check (text ~ U&'[^ \00A0\2000-\200A\202F\205F\2800\3000\000A]'),
  author_id int not null default kehu.me() references kehu_priv.operator,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), deleted_at timestamptz,
  constraint comment_intent_once unique (author_id, intent),
  constraint comment_about check (num_nonnulls(order_id, contact_id, activity_id, payment_id, contract_id, invoice_id, opportunity_id, lead_id) <= 1
    and num_nonnulls(customer_id, order_id, contact_id, activity_id, payment_id, contract_id, invoice_id, opportunity_id, lead_id) >= 1)
);
create index comment_customer on kehu.comment (customer_id, created_at desc);
create index comment_order on kehu.comment (order_id) where order_id is not null;
create index comment_contact on kehu.comment (contact_id) where contact_id is not null;
create index comment_activity on kehu.comment (activity_id) where activity_id is not null;
create index comment_payment on kehu.comment (payment_id) where payment_id is not null;
create index comment_contract on kehu.comment (contract_id) where contract_id is not null;
create index comment_lead on kehu.comment (lead_id) where lead_id is not null;
create index comment_opportunity on kehu.comment (opportunity_id) where opportunity_id is not null;
create index comment_invoice on kehu.comment (invoice_id) where invoice_id is not null;

create table kehu.inbox_item (
  id bigint generated always as identity primary key, version int not null default 1,
  operator_id int not null references kehu_priv.operator, comment_id bigint not null references kehu.comment,
  read_at timestamptz, created_at timestamptz not null default now(),
  constraint inbox_item_once unique (operator_id, comment_id)
);
create index inbox_item_comment on kehu.inbox_item (comment_id);
create index inbox_item_unread on kehu.inbox_item (operator_id) where read_at is null;

-- The customer of what a row hangs on; what it says itself counts for nothing where the record has one.
create function kehu_priv.of_record() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.customer_id := case
    when new.order_id is not null then (select x.customer_id from kehu.sales_order x where x.id = new.order_id)
    when new.contact_id is not null then (select x.customer_id from kehu.contact x where x.id = new.contact_id)
    when new.activity_id is not null then (select x.customer_id from kehu.activity x where x.id = new.activity_id)
    when new.payment_id is not null then (select x.payer_id from kehu.payment x where x.id = new.payment_id)
    when new.contract_id is not null then (select x.customer_id from kehu.contract x where x.id = new.contract_id)
    when new.opportunity_id is not null then (select x.customer_id from kehu.opportunity x where x.id = new.opportunity_id)
    when new.lead_id is not null then (select x.customer_id from kehu.lead x where x.id = new.lead_id)
    when new.invoice_id is not null then (select o.customer_id from kehu.invoice x join kehu.sales_order o on o.id = x.order_id where x.id = new.invoice_id)
    else new.customer_id end;
  return new;
end $$;
create trigger a_record before insert on kehu.comment for each row execute function kehu_priv.of_record();

-- It reaches the owner of the record, and who has said something about the same record before; never its author.
create function kehu_priv.comment_sent() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into kehu.inbox_item (operator_id, comment_id)
    select distinct q.who, new.id from (
      select case
        when new.order_id is not null then (select x.owner_id from kehu.sales_order x where x.id = new.order_id)
        when new.activity_id is not null then (select x.owner_id from kehu.activity x where x.id = new.activity_id)
        when new.payment_id is not null then (select x.owner_id from kehu.payment x where x.id = new.payment_id)
        when new.contract_id is not null then (select x.owner_id from kehu.contract x where x.id = new.contract_id)
        when new.opportunity_id is not null then (select x.owner_id from kehu.opportunity x where x.id = new.opportunity_id)
        when new.lead_id is not null then (select x.owner_id from kehu.lead x where x.id = new.lead_id)
        when new.invoice_id is not null then (select x.owner_id from kehu.invoice x where x.id = new.invoice_id)
        else (select x.owner_id from kehu.customer x where x.id = new.customer_id) end as who
      union all
      select c.author_id from kehu.comment c
       where c.deleted_at is null and c.id <> new.id and c.customer_id is not distinct from new.customer_id and c.order_id is not distinct from new.order_id
         and c.contact_id is not distinct from new.contact_id and c.activity_id is not distinct from new.activity_id
         and c.payment_id is not distinct from new.payment_id and c.contract_id is not distinct from new.contract_id
         and c.invoice_id is not distinct from new.invoice_id and c.opportunity_id is not distinct from new.opportunity_id
         and c.lead_id is not distinct from new.lead_id) q
     where q.who is not null and q.who <> new.author_id;
  return null;
end $$;
create trigger sent after insert on kehu.comment for each row execute function kehu_priv.comment_sent();
create trigger touch before update of text, deleted_at on kehu.comment for each row execute function kehu_priv.touch();
create trigger audit after insert or update on kehu.comment for each row execute function kehu_priv.write_audit('comment');
create trigger tell_i after insert on kehu.comment referencing new table as added for each statement execute function kehu_priv.tell('comment');
create trigger tell_u after update on kehu.comment referencing new table as added for each statement execute function kehu_priv.tell('comment');
create trigger tell_i after insert on kehu.inbox_item referencing new table as added for each statement execute function kehu_priv.tell('inbox');
create trigger tell_u after update on kehu.inbox_item referencing new table as added for each statement execute function kehu_priv.tell('inbox');
create trigger a_client before insert or update on kehu.comment for each statement execute function kehu_priv.fit_client();

alter table kehu.comment enable row level security;
create policy with_record on kehu.comment for select to kehu_operator using (case
    when order_id is not null then exists (select from kehu.sales_order x where x.id = order_id)
    when contact_id is not null then exists (select from kehu.contact x where x.id = contact_id)
    when activity_id is not null then exists (select from kehu.activity x where x.id = activity_id)
    when payment_id is not null then exists (select from kehu.payment x where x.id = payment_id)
    when contract_id is not null then exists (select from kehu.contract x where x.id = contract_id)
    when invoice_id is not null then exists (select from kehu.invoice x where x.id = invoice_id)
    when opportunity_id is not null then exists (select from kehu.opportunity x where x.id = opportunity_id)
    when lead_id is not null then exists (select from kehu.lead x where x.id = lead_id)
    else exists (select from kehu.customer x where x.id = customer_id) end);
create policy alive on kehu.comment as restrictive to kehu_operator using (deleted_at is null);
create policy on_record on kehu.comment for insert to kehu_operator with check (author_id = (select kehu.me()) and case
    when order_id is not null then exists (select from kehu.sales_order x where x.id = order_id)
    when contact_id is not null then exists (select from kehu.contact x where x.id = contact_id)
    when activity_id is not null then exists (select from kehu.activity x where x.id = activity_id)
    when payment_id is not null then exists (select from kehu.payment x where x.id = payment_id)
    when contract_id is not null then exists (select from kehu.contract x where x.id = contract_id)
    when invoice_id is not null then exists (select from kehu.invoice x where x.id = invoice_id)
    when opportunity_id is not null then exists (select from kehu.opportunity x where x.id = opportunity_id)
    when lead_id is not null then exists (select from kehu.lead x where x.id = lead_id)
    else exists (select from kehu.customer x where x.id = customer_id) end);
create policy own_w on kehu.comment for update to kehu_operator
  using (author_id = (select kehu.me()) and created_at > now() - interval '24 hours' and case
    when order_id is not null then exists (select from kehu.sales_order x where x.id = order_id)
    when contact_id is not null then exists (select from kehu.contact x where x.id = contact_id)
    when activity_id is not null then exists (select from kehu.activity x where x.id = activity_id)
    when payment_id is not null then exists (select from kehu.payment x where x.id = payment_id)
    when contract_id is not null then exists (select from kehu.contract x where x.id = contract_id)
    when invoice_id is not null then exists (select from kehu.invoice x where x.id = invoice_id)
    when opportunity_id is not null then exists (select from kehu.opportunity x where x.id = opportunity_id)
    when lead_id is not null then exists (select from kehu.lead x where x.id = lead_id)
    else exists (select from kehu.customer x where x.id = customer_id) end);
grant select, insert (intent, customer_id, order_id, contact_id, activity_id, payment_id, contract_id, invoice_id, opportunity_id, lead_id, text), update (text)
  on kehu.comment to kehu_operator;

alter table kehu.inbox_item enable row level security;
create policy own on kehu.inbox_item for select to kehu_operator
  using (operator_id = (select kehu.me()) and exists (select from kehu.comment c where c.id = comment_id));
grant select on kehu.inbox_item to kehu_operator;

-- One's own for a day; the general manager and the administrator any.
create function kehu.delete_comment(p_id bigint, p_version int) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare c kehu.comment;
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  select * into c from kehu.comment x where x.id = p_id and x.deleted_at is null for update;
  if c.id is null or not (kehu.rules_all() or kehu.rules_admin() or c.author_id = kehu.me() and c.created_at > now() - interval '24 hours') then
    perform kehu_priv.deny('not_yours'); end if;
  if c.version is distinct from p_version then perform kehu_priv.stale(); end if;
  update kehu.comment x set deleted_at = now() where x.id = p_id;
end $$;

-- Read, or unread again. Twice is once.
create function kehu.mark_read(p_id bigint, p_read bool) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare i kehu.inbox_item;
begin
  select * into i from kehu.inbox_item x where x.id = p_id and x.operator_id = kehu.me() for update;
  if i.id is null then perform kehu_priv.deny('not_yours'); end if;
  update kehu.inbox_item x set read_at = case when p_read then coalesce(x.read_at, now()) end, version = x.version + 1
   where x.id = p_id and (x.read_at is null) = p_read;
end $$;
grant execute on function kehu.delete_comment(bigint, int), kehu.mark_read(bigint, bool) to kehu_operator;

comment on table kehu.comment is 'What people say about a record: advice, questions, answers';
comment on column kehu.comment.customer_id is 'the customer of the record, filled in';
comment on table kehu.inbox_item is 'What reached whom, and whether it was read';

reset role;
