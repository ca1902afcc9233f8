-- Customers, their cards and match keys, contacts, invoice titles.
set local role kehu_owner;

create table kehu.customer (
  id bigint generated always as identity primary key,
  version int not null default 1,
  intent uuid,
  code text not null constraint customer_code_taken unique,
  name kehu.line not null constraint customer_name_blank check (name <> ''),
  pinyin kehu.line not null default '',
  initials kehu.line not null default '',
  kind text not null default 'advertiser' constraint customer_kind check (kind in ('advertiser','agency','both')),
  parent_id bigint constraint customer_parent references kehu.customer,
  uscc kehu.line,
  source text, value_grade text, industry text, relation_level text,
  status text not null default 'normal' constraint customer_status check (status in ('active','normal','archived')),
  is_key bool not null default false,
  is_reference bool not null default false,
  city kehu.line, phone kehu.line,
  credit_limit kehu.amount,
  default_pay_days int not null default 0 constraint customer_pay_days check (default_pay_days between -365 and 365),
  needs_contract bool not null default false,
  next_contact_on kehu.bizdate,
  last_contact_at timestamptz,
  last_order_on kehu.bizdate,
  owner_id int not null references kehu_priv.operator,
  dept_id int not null references kehu.department,
  first_owner_id int not null references kehu_priv.operator,
  created_by int not null references kehu_priv.operator,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  constraint customer_intent_once unique (created_by, intent)
);

create table kehu.customer_card (
  customer_id bigint primary key references kehu.customer,
  short_name kehu.line, archive_reason kehu.line, reference_text kehu.note, introducer kehu.line,
  province kehu.line, address kehu.line, postcode kehu.line, fax kehu.line, website kehu.line,
  tags text[] not null default '{}', note kehu.note, ext jsonb not null default '{}',
  owner_id int not null, dept_id int not null, updated_at timestamptz not null default now()
);

create table kehu_priv.customer_key (
  customer_id bigint primary key references kehu.customer,
  name_norm text not null, name_core text, brand_key text,
  regions text[] not null default '{}', former_names text[] not null default '{}',
  dup_ok_reason kehu.line, live bool not null default true
);
create unique index customer_name_taken on kehu_priv.customer_key (name_norm) where live and dup_ok_reason is null;
create unique index customer_uscc_taken on kehu.customer (uscc) where deleted_at is null and uscc is not null;
create table kehu_priv.name_key (kind text not null, record_id bigint not null, key text not null, primary key (kind, record_id, key));

create table kehu.contact (
  id bigint generated always as identity primary key,
  version int not null default 1,
  intent uuid,
  customer_id bigint not null constraint contact_customer references kehu.customer,
  name kehu.line not null constraint contact_name_blank check (name <> ''),
  pinyin kehu.line not null default '',
  initials kehu.line not null default '',
  gender text constraint contact_gender check (gender in ('m','f')),
  job_title kehu.line, dept_name kehu.line,
  mobile kehu.line, phone kehu.line, email kehu.line, wechat kehu.line,
  relation_depth int constraint contact_depth check (relation_depth between 1 and 5),
  influence text constraint contact_influence check (influence in ('high','medium','low')),
  is_key bool not null default false,
  is_decider bool not null default false,
  is_payer bool not null default false,
  do_not_contact bool not null default false,
  status text not null default 'active' constraint contact_status check (status in ('active','left')),
  birth_calendar text constraint contact_calendar check (birth_calendar in ('solar','lunar')),
  birth_month int constraint contact_month check (birth_month between 1 and 12),
  birth_day int constraint contact_day check (birth_day between 1 and 31),
  note kehu.note,
  owner_id int not null, dept_id int not null,
  created_by int not null references kehu_priv.operator,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  constraint contact_intent_once unique (created_by, intent)
);

create table kehu.invoice_title (
  id bigint generated always as identity primary key,
  version int not null default 1,
  customer_id bigint not null constraint invoice_title_customer references kehu.customer,
  kind text not null default 'company' constraint invoice_title_kind check (kind in ('company','person')),
  title kehu.line not null constraint invoice_title_blank check (title <> ''),
  tax_no kehu.line, address kehu.line, phone kehu.line, bank kehu.line, account kehu.line,
  is_default bool not null default false,
  owner_id int not null, dept_id int not null,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), deleted_at timestamptz
);

reset role;
