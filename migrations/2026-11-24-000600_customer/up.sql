-- Customers, their cards and match keys, contacts, invoice titles.
set local role kehu_owner;

create table kehu.customer (
  id bigint generated always as identity primary key,
  version int not null default 1,
  intent uuid,
  code text not null constraint customer_code_taken unique,
  name kehu.line not null constraint customer_name_blank check (name ~ U&'[^ \00A0\2000-\200A\202F\205F\2800\3000]'),
  pinyin kehu.line not null default '',
  initials kehu.line not null default '',
  kind text not null default 'advertiser' constraint customer_kind check (kind in ('advertiser','agency','both')),
  parent_id bigint constraint customer_parent references kehu.customer,
  -- Fifteen digits are a tax number of the time before the codes.
  uscc kehu.line constraint customer_uscc check (uscc ~ '^[0-9]{15}$' or uscc ~ '^[0-9A-HJ-NP-RTUW-Y]{18}$' and right(uscc, 1) = kehu.credit_digit(uscc)),
  source kehu.line, value_grade kehu.line, industry kehu.line, relation_level kehu.line,
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
  owner_id int not null default kehu.me() references kehu_priv.operator,
  dept_id int not null references kehu.department,
  first_owner_id int not null references kehu_priv.operator,
  created_by int not null default kehu.me() references kehu_priv.operator,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  constraint customer_intent_once unique (created_by, intent)
);

create table kehu.customer_card (
  customer_id bigint primary key references kehu.customer,
  short_name kehu.line, archive_reason kehu.line, reference_text kehu.note, introducer kehu.line, campaign kehu.line,
  province kehu.line, address kehu.line, postcode kehu.line, fax kehu.line, website kehu.line,
  tags text[] not null default '{}' constraint customer_card_tags check (cardinality(tags) <= 50 and coalesce(array_ndims(tags), 1) = 1 and array_to_string(tags, ' ')::kehu.line is not null), note kehu.note, ext jsonb not null default '{}',
  owner_id int not null, dept_id int not null, updated_at timestamptz not null default now(), deleted_at timestamptz
);

create table kehu_priv.customer_key (
  customer_id bigint primary key references kehu.customer,
  name_norm text not null, name_core text, brand_key text,
  regions text[] not null default '{}', grams text[] not null default '{}', former_names text[] not null default '{}',
  uscc text, dup_ok_reason kehu.line, live bool not null default true
);
create unique index customer_name_taken on kehu_priv.customer_key (name_norm) where live and dup_ok_reason is null;
create unique index customer_uscc_taken on kehu_priv.customer_key (uscc) where live and dup_ok_reason is null and uscc is not null;
-- What search looks at: the name in its plain form, and its single characters and pairs, so that two Chinese characters are enough.
create table kehu_priv.name_key (
  kind text not null, record_id bigint not null, norm text not null, grams text[] not null, digits text not null default '',
  primary key (kind, record_id)
);
create index name_key_customer on kehu_priv.name_key using gin (grams) where kind = 'customer';
create index name_key_contact on kehu_priv.name_key using gin (grams) where kind = 'contact';

create table kehu.contact (
  id bigint generated always as identity primary key,
  version int not null default 1,
  intent uuid,
  customer_id bigint not null constraint contact_customer references kehu.customer,
  name kehu.line not null constraint contact_name_blank check (name ~ U&'[^ \00A0\2000-\200A\202F\205F\2800\3000]'),
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
  birth_leap bool not null default false,
  note kehu.note,
  owner_id int not null, dept_id int not null,
  created_by int not null default kehu.me() references kehu_priv.operator,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  constraint contact_mobile_masked check (mobile !~ '[*]'),
  constraint contact_birthday_whole check (num_nulls(birth_calendar, birth_month, birth_day) in (0, 3)),
  constraint contact_birthday_is check (birth_month is null or birth_day <= case when birth_calendar = 'lunar' then 30 when birth_month = 2 then 29 when birth_month in (4, 6, 9, 11) then 30 else 31 end),
  constraint contact_leap_lunar check (not birth_leap or coalesce(birth_calendar = 'lunar', false)),
  constraint contact_intent_once unique (created_by, intent)
);

create table kehu.invoice_title (
  id bigint generated always as identity primary key,
  version int not null default 1,
  customer_id bigint not null constraint invoice_title_customer references kehu.customer,
  kind text not null default 'company' constraint invoice_title_kind check (kind in ('company','person')),
  title kehu.line not null constraint invoice_title_blank check (title ~ U&'[^ \00A0\2000-\200A\202F\205F\2800\3000]'),
  tax_no kehu.line, address kehu.line, phone kehu.line, bank kehu.line, account kehu.line,
  is_default bool not null default false,
  owner_id int not null, dept_id int not null,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), deleted_at timestamptz
);

create index customer_newest on kehu.customer (updated_at desc, id desc) where deleted_at is null;
create index customer_owner on kehu.customer (owner_id, updated_at desc, id desc) where deleted_at is null;
create index customer_dept on kehu.customer (dept_id, updated_at desc, id desc) where deleted_at is null;
create index customer_first_owner on kehu.customer (first_owner_id);
create index customer_parent_of on kehu.customer (parent_id);
create index customer_initials on kehu.customer (initials text_pattern_ops);
create index customer_pinyin on kehu.customer (pinyin text_pattern_ops);
create index customer_name on kehu_priv.customer_key (name_norm);
create index customer_core on kehu_priv.customer_key (name_core) where live;
create index customer_brand on kehu_priv.customer_key (brand_key) where live;
create index customer_uscc on kehu_priv.customer_key (uscc) where uscc is not null;
create index customer_core_grams on kehu_priv.customer_key using gin (grams) where live;
create index customer_former on kehu_priv.customer_key using gin (former_names) where former_names <> '{}';
create index customer_card_owner on kehu.customer_card (owner_id);
create index customer_card_dept on kehu.customer_card (dept_id);
create index contact_of on kehu.contact (customer_id);
create index contact_owner on kehu.contact (owner_id, updated_at desc, id desc) where deleted_at is null;
create index contact_dept on kehu.contact (dept_id, updated_at desc, id desc) where deleted_at is null;
create index contact_newest on kehu.contact (updated_at desc, id desc) where deleted_at is null;
create index contact_initials on kehu.contact (initials text_pattern_ops);
create index contact_pinyin on kehu.contact (pinyin text_pattern_ops);
create index invoice_title_of on kehu.invoice_title (customer_id);
create index invoice_title_owner on kehu.invoice_title (owner_id);
create index invoice_title_dept on kehu.invoice_title (dept_id);

comment on table kehu.customer is 'Advertisers and agencies; one owner each';
comment on column kehu.customer.intent is 'made by the client, unique per creator: a save repeated after a lost answer finds itself';
comment on column kehu.customer.uscc is 'unified social credit code';
comment on column kehu.customer.is_reference is 'may be named to other customers';
comment on column kehu.customer.default_pay_days is 'days from publication to due date, negative when paid before';
comment on column kehu.customer.dept_id is 'the department of the owner when he got the customer';
comment on column kehu.customer.first_owner_id is 'who brought the customer in; only while still the owner may he delete it';
comment on table kehu.customer_card is 'One to one with customer: what lists rarely show';
comment on column kehu.customer_card.owner_id is 'carried from the customer, for the policies; dept_id and deleted_at likewise';
comment on table kehu_priv.customer_key is 'Match keys of a customer, for the duplicate check';
comment on column kehu_priv.customer_key.name_norm is 'NFKC, upper case, letters and digits only';
comment on column kehu_priv.customer_key.name_core is 'name_norm without its legal form and the regions at its ends; null: nothing but ordinary words is left, the name is compared whole';
comment on column kehu_priv.customer_key.brand_key is 'name_core without words of the trade';
comment on column kehu_priv.customer_key.grams is 'pieces of three characters of name_core';
comment on column kehu_priv.customer_key.dup_ok_reason is 'why a director or the administrator let a second one of this name or tax id in';
comment on column kehu_priv.customer_key.live is 'false once the customer is deleted: its name is free again';
comment on table kehu_priv.name_key is 'Search keys of customers and contacts';
comment on column kehu_priv.name_key.grams is 'single characters and pairs of norm';
comment on column kehu_priv.name_key.digits is 'phone numbers, digits only';
comment on table kehu.contact is 'People at a customer';
comment on column kehu.contact.owner_id is 'carried from the customer, for the policies; dept_id likewise';
comment on column kehu.contact.mobile is 'no operator reads it: contact_mobile and contact_card.mobile_masked show it';
comment on column kehu.contact.birth_calendar is 'birth_month and birth_day are of this calendar';
comment on column kehu.contact.birth_leap is 'born in the leap month of that number';
comment on table kehu.invoice_title is 'Names and tax numbers that invoices to a customer carry';
comment on column kehu.invoice_title.owner_id is 'carried from the customer, for the policies; dept_id likewise';

reset role;
