-- Activities (calls, visits, tasks, collection todos) and what a collection todo adds.
set local role kehu_owner;

create table kehu.activity (
  id bigint generated always as identity primary key,
  version int not null default 1,
  intent uuid,
  kind text not null constraint activity_kind check (kind in ('visit','call','meeting','mail','message','care','dunning','delivery','task','other')),
  title kehu.line not null constraint activity_title_blank check (title ~ U&'[^ \00A0\2000-\200A\202F\205F\2800\3000]'),
  customer_id bigint references kehu.customer,
  contact_id bigint references kehu.contact,
  order_id bigint references kehu.sales_order,
  instalment_id bigint references kehu.instalment,
  insertion_id bigint references kehu.insertion,
  assigned_by_id int not null default kehu.me() references kehu_priv.operator,
  owner_id int not null default kehu.me() references kehu_priv.operator,
  dept_id int not null references kehu.department,
  order_dept_id int,
  is_key bool not null default false,
  priority text not null default 'medium' constraint activity_priority check (priority in ('high','medium','low')),
  plan_start kehu.moment, plan_end kehu.moment, all_day bool not null default true,
  due_on kehu.bizdate not null,
  state text not null default 'planned' constraint activity_state check (state in ('planned','in_progress','done','cancelled')),
  done_at timestamptz,
  result kehu.note, customer_feedback kehu.note, next_step kehu.note, result_code kehu.line,
  acknowledged_at timestamptz,
  created_by int not null default kehu.me() references kehu_priv.operator,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), deleted_at timestamptz,
  constraint activity_intent_once unique (created_by, intent),
  constraint activity_done check ((state = 'done') = (done_at is not null))
);

create table kehu.dunning (
  activity_id bigint primary key references kehu.activity,
  instalment_id bigint not null references kehu.instalment,
  level int not null default 1 constraint dunning_level check (level between 1 and 3),
  outstanding_at_creation kehu.amount not null,
  promised_on kehu.bizdate, promised_amount kehu.amount, reason_code kehu.line, answer kehu.note, answered_at timestamptz,
  is_open bool not null default true,
  owner_id int not null, dept_id int not null, order_dept_id int, assigned_by_id int not null,
  created_at timestamptz not null default now()
);
create unique index dunning_one_open on kehu.dunning (instalment_id) where is_open;

reset role;
