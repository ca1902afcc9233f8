-- Orders, lines, insertions, instalments. Operators only read them; every change is a function.
set local role kehu_owner;

create table kehu.sales_order (
  id bigint generated always as identity primary key,
  version int not null default 1,
  intent uuid not null,
  code text not null constraint sales_order_code_taken unique,
  customer_id bigint not null references kehu.customer,
  agency_id bigint references kehu.customer,
  bill_to text not null default 'advertiser' constraint sales_order_bill_to check (bill_to in ('advertiser','agency','other')),
  bill_to_customer_id bigint references kehu.customer,
  salesperson_id int not null references kehu_priv.operator,
  sales_dept_id int not null references kehu.department,
  assistant_id int references kehu_priv.operator,
  signed_on kehu.bizdate,
  state text not null default 'draft' constraint sales_order_state
    check (state in ('draft','requested','confirmed','executing','suspended','completed','cancelled','terminated')),
  gross_amount kehu.amount not null default 0,
  discount_amount numeric(14,2) not null default 0 constraint sales_order_discount check (discount_amount > -1e12 and discount_amount < 1e12),
  net_amount kehu.amount not null default 0,
  commission_rate kehu.ratio not null default 0,
  commission_amount kehu.amount not null default 0,
  tax_rate kehu.ratio not null default 0.06,
  invoice_title_id bigint references kehu.invoice_title,
  contract_id bigint references kehu.contract,
  lines_total kehu.amount not null default 0,
  planned kehu.amount not null default 0,
  received kehu.amount not null default 0,
  invoiced kehu.amount not null default 0,
  amending bool not null default false,
  owner_id int not null, dept_id int not null,
  created_by int not null references kehu_priv.operator,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), deleted_at timestamptz,
  constraint sales_order_intent_once unique (created_by, intent),
  constraint sales_order_plan_fits check (amending or planned <= net_amount),
  constraint sales_order_plan_whole check (amending or state in ('draft','requested','cancelled','terminated') or planned = net_amount),
  constraint sales_order_lines_whole check (amending or state in ('draft','requested','cancelled','terminated') or lines_total = net_amount),
  constraint sales_order_gross check (discount_amount = gross_amount - net_amount),
  constraint sales_order_received_fits check (received <= planned),
  constraint sales_order_invoiced_fits check (invoiced <= net_amount),
  constraint sales_order_signed check (signed_on is not null or state in ('draft','requested','cancelled'))
);

create table kehu.order_card (
  order_id bigint primary key references kehu.sales_order,
  plan_text kehu.line not null default '',
  pay_note kehu.line, note kehu.note,
  confirmed_at timestamptz, confirmed_by int references kehu_priv.operator,
  state_reason kehu.line,
  saved_intent uuid,
  insertions int not null default 0, delivered int not null default 0, delivered_amount kehu.amount not null default 0,
  counted bool not null default false, ext jsonb not null default '{}',
  customer_id bigint not null references kehu.customer,
  owner_id int not null, dept_id int not null, salesperson_id int not null
);

create table kehu.order_line (
  id bigint generated always as identity primary key,
  version int not null default 1,
  order_id bigint not null references kehu.sales_order,
  seq int not null constraint order_line_seq check (seq between 1 and 200),
  publication_id bigint not null references kehu.publication,
  position_id bigint not null references kehu.ad_position,
  size kehu.line, colour kehu.line,
  list_price kehu.amount not null,
  discount kehu.ratio not null,
  unit_price kehu.amount not null,
  issues int not null constraint order_line_issues check (issues between 0 and 400),
  amount kehu.amount not null,
  surcharge_kind text constraint order_line_surcharge check (surcharge_kind in ('redesign','production','design')),
  inserted kehu.amount not null default 0,
  insertions int not null default 0,
  open bool not null default true,
  counted bool not null default false,
  customer_id bigint not null references kehu.customer,
  owner_id int not null, dept_id int not null, salesperson_id int not null,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  constraint order_line_seq_once unique (order_id, seq),
  constraint order_line_amount check (open or surcharge_kind is not null or amount = unit_price * issues),
  constraint order_line_schedule_whole check (open or surcharge_kind is not null or (inserted = amount and insertions = issues))
);

create table kehu.insertion (
  id bigint generated always as identity primary key,
  version int not null default 1,
  order_id bigint not null references kehu.sales_order,
  order_line_id bigint not null references kehu.order_line,
  seq int not null,
  publication_id bigint not null references kehu.publication,
  position_id bigint not null references kehu.ad_position,
  issue_id bigint not null references kehu.issue,
  customer_id bigint not null references kehu.customer,
  planned_on kehu.bizdate not null,
  amount kehu.amount not null,
  state text not null default 'planned' constraint insertion_state
    check (state in ('planned','booked','material_in','published','missed','madegood','cancelled')),
  published_on kehu.bizdate, page_no kehu.line, sample_no kehu.line, sample_sent_on kehu.bizdate,
  makegood_of_id bigint references kehu.insertion,
  counted bool not null default false,
  holds bool not null default false,
  marked_by int references kehu_priv.operator, marked_at timestamptz,
  note kehu.note,
  owner_id int not null, dept_id int not null, salesperson_id int not null,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  constraint insertion_seq_once unique (order_line_id, seq),
  constraint insertion_published check (state <> 'published' or published_on is not null)
);
create unique index insertion_position_taken on kehu.insertion (issue_id, position_id) where holds;

create table kehu.instalment (
  id bigint generated always as identity primary key,
  version int not null default 1,
  order_id bigint not null references kehu.sales_order,
  customer_id bigint not null references kehu.customer,
  seq int not null constraint instalment_seq check (seq between 1 and 400),
  due_on kehu.bizdate not null,
  amount kehu.amount not null constraint instalment_amount check (amount > 0),
  received kehu.amount not null default 0,
  insertion_id bigint references kehu.insertion,
  state text not null default 'open' constraint instalment_state check (state in ('open','written_off','cancelled')),
  counted bool not null default false,
  promised_on kehu.bizdate, promised_amount kehu.amount, promised_rest kehu.amount,
  blocked_until kehu.bizdate, blocked_reason kehu.line,
  -- What is still asked for: nothing once written off or cancelled. The sums of M8 are sums of this column.
  outstanding kehu.amount not null generated always as (case when state = 'open' then amount - received else 0 end) stored,
  note kehu.note,
  owner_id int not null, dept_id int not null, salesperson_id int not null,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  constraint instalment_received_fits check (received <= amount),
  constraint instalment_cancelled_unpaid check (state <> 'cancelled' or received = 0)
);
-- A cancelled row keeps its number for its history; the number is free again.
create unique index instalment_seq_once on kehu.instalment (order_id, seq) where state <> 'cancelled';

comment on table kehu.sales_order is 'One sale: who bought what through whom, agreed sums, and the sums rolled up from lines, plan, receipts and invoices';
comment on column kehu.sales_order.salesperson_id is 'who sold it; frozen at confirmation, for statistics and for reading on after a transfer';
comment on column kehu.sales_order.sales_dept_id is 'the salesperson''s department, frozen at confirmation';
comment on column kehu.sales_order.owner_id is 'follows the customer''s owner; what rights go by, with dept_id';
comment on column kehu.sales_order.contract_id is 'the contract it is part of, of its customer or its agency';
comment on column kehu.sales_order.lines_total is 'rolled up: sum of the lines; equals net_amount once confirmed';
comment on column kehu.sales_order.planned is 'rolled up: sum of the instalments that are not cancelled, written-off ones included; equals net_amount once confirmed';
comment on column kehu.sales_order.received is 'rolled up from the instalments, refunds taken off';
comment on column kehu.sales_order.invoiced is 'rolled up from the invoices';
comment on column kehu.sales_order.amending is 'open for a change within one transaction; never true after a commit';
comment on table kehu.order_card is 'What is rarely listed of an order, and its delivery counts; takes the order''s rights';
comment on column kehu.order_card.plan_text is 'the collection plan as it was typed';
comment on column kehu.order_card.saved_intent is 'the intent of the last save, so that a save sent twice is recognised';
comment on column kehu.order_card.counted is 'the order is confirmed, executing, suspended, completed or terminated';
comment on table kehu.order_line is 'One position in one publication over some issues, or a surcharge without issues';
comment on column kehu.order_line.discount is 'pay ratio: 0.8 means 80 percent is paid';
comment on column kehu.order_line.open is 'may still be unlike its schedule; false once the order is confirmed';
comment on column kehu.order_line.inserted is 'rolled up: sum of the insertions, without cancelled ones and repetitions';
comment on table kehu.insertion is 'One appearance in one issue, from planned to published';
comment on column kehu.insertion.holds is 'the position is sold once per issue and this one has it: its order counts, and it is planned, booked, material in or published';
comment on column kehu.insertion.counted is 'its order counts, so lists need no join';
comment on column kehu.insertion.makegood_of_id is 'repeats this missed insertion, free of charge; adds to no sum';
comment on table kehu.instalment is 'One payment that was agreed: when, how much, and what has come of it';
comment on column kehu.instalment.received is 'rolled up from the allocations of payments, refunds taken off';
comment on column kehu.instalment.outstanding is 'what is still asked for: nothing once written off or cancelled';
comment on column kehu.instalment.counted is 'its order counts, so lists and sums of receivables need no join';
comment on column kehu.instalment.promised_rest is 'what the promise leaves outstanding: once no more is, it is kept';
comment on column kehu.instalment.state is 'written_off: stays in the plan, asks for nothing more, is never a receipt';
comment on column kehu.instalment.blocked_until is 'no collection todo until then';

reset role;
