-- Invoices (fapiao) of an order (R85). Tax is inside the amount (M7): net and tax follow from it, and nobody can type them.
set local role kehu_owner;

create table kehu.invoice (
  id bigint generated always as identity primary key,
  version int not null default 1,
  intent uuid not null,
  code text not null constraint invoice_code_taken unique,
  order_id bigint not null references kehu.sales_order,
  customer_id bigint not null references kehu.customer,
  invoice_title_id bigint not null references kehu.invoice_title,
  title kehu.line not null, tax_no kehu.line, address_phone kehu.line, bank_account kehu.line,
  type kehu.line not null,
  amount kehu.amount not null constraint invoice_amount check (amount > 0),
  tax_rate kehu.ratio not null,
  net kehu.amount not null generated always as (round(amount / (1 + tax_rate), 2)) stored,
  tax kehu.amount not null generated always as (amount - round(amount / (1 + tax_rate), 2)) stored,
  number kehu.line,
  requested_on kehu.bizdate not null,
  issued_on kehu.bizdate,
  received_by_customer_on kehu.bizdate,
  state text not null default 'requested' constraint invoice_state check (state in ('requested','issued','delivered','red','void')),
  state_reason kehu.line,
  note kehu.note,
  owner_id int not null, dept_id int not null, salesperson_id int not null,
  created_by int not null references kehu_priv.operator,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  constraint invoice_intent_once unique (created_by, intent),
  constraint invoice_number_taken unique (number),
  constraint invoice_issued check ((number is not null and issued_on is not null) = (state in ('issued','delivered','red'))),
  constraint invoice_delivered check ((state <> 'delivered' or received_by_customer_on is not null)
    and (received_by_customer_on is null or state in ('delivered','red') and received_by_customer_on >= issued_on))
);

comment on table kehu.invoice is 'One fapiao of an order, from the request to the customer''s hands; red and void ones no longer count as invoiced';
comment on column kehu.invoice.title is 'copied from the invoice title, with tax number, address and bank: at the request, and again when it is issued';
comment on column kehu.invoice.type is 'a code of the dictionary invoice_type';
comment on column kehu.invoice.net is 'without tax: amount / (1 + rate), to the fen';
comment on column kehu.invoice.number is 'digits only, as printed; of paper ones the code before it may stand in front';
comment on column kehu.invoice.owner_id is 'follows the order''s owner; what rights go by, with dept_id and salesperson_id';

reset role;
