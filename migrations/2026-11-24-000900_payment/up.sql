-- Payments and their allocation to instalments.
set local role kehu_owner;

create table kehu.payment (
  id bigint generated always as identity primary key,
  version int not null default 1,
  intent uuid not null,
  code text not null constraint payment_code_taken unique,
  payer_id bigint not null references kehu.customer,
  kind text not null default 'receipt' constraint payment_kind check (kind in ('receipt','refund')),
  received_on kehu.bizdate not null,
  amount kehu.amount not null constraint payment_amount check (amount > 0),
  method kehu.line not null default 'transfer',
  bank_ref kehu.line,
  allocated kehu.amount not null default 0,
  -- Money that went back without having paid an instalment: of a receipt how much of it did, of its refund all of it.
  paid_out kehu.amount not null default 0,
  returns_id bigint references kehu.payment,
  unallocated kehu.amount not null generated always as (case when state = 'voided' then 0 else amount - allocated - paid_out end) stored,
  state text not null default 'recorded' constraint payment_state check (state in ('recorded','confirmed','voided')),
  note kehu.note,
  owner_id int not null, dept_id int not null,
  created_by int not null references kehu_priv.operator,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  constraint payment_intent_once unique (created_by, intent),
  constraint payment_allocated_fits check (allocated + paid_out <= amount),
  constraint payment_returns check (returns_id is null or kind = 'refund'),
  constraint payment_void_free check (state <> 'voided' or allocated = 0)
);

create table kehu.payment_allocation (
  id bigint generated always as identity primary key,
  payment_id bigint not null references kehu.payment,
  instalment_id bigint not null references kehu.instalment,
  order_id bigint not null references kehu.sales_order,
  amount kehu.amount not null constraint allocation_amount check (amount > 0),
  kind text not null constraint allocation_kind check (kind in ('receipt','refund')),
  received_on kehu.bizdate not null,
  owner_id int not null, dept_id int not null, salesperson_id int not null,
  created_by int not null references kehu_priv.operator,
  created_at timestamptz not null default now()
);

comment on table kehu.payment is 'Money that came in, or went back as a refund; what is not allocated is an advance';
comment on column kehu.payment.allocated is 'rolled up from the allocations';
comment on column kehu.payment.unallocated is 'what is left of it; nothing once voided';
comment on column kehu.payment.paid_out is 'of a receipt how much of its advance went back to the payer; of a refund how much of it returns an advance';
comment on column kehu.payment.returns_id is 'the receipt whose advance this refund returns';
comment on column kehu.payment.owner_id is 'follows the payer''s owner, with dept_id';
comment on table kehu.payment_allocation is 'How much of a payment pays which instalment; made and removed; a terminated order may free part of one';
comment on column kehu.payment_allocation.kind is 'the payment''s, with received_on: receipts are counted by who sold, also where the payment is another desk''s';

reset role;
