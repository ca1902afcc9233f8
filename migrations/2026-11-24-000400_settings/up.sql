-- Settings, dictionaries, holidays, human codes.
set local role kehu_owner;

create table kehu.setting (id int generated always as identity primary key, key kehu.line not null constraint setting_key_taken unique, value jsonb not null, note kehu.line, version int not null default 1, updated_at timestamptz not null default now());
create table kehu.dict (code kehu.line primary key, label kehu.line not null, label_en kehu.line not null);
create table kehu.dict_item (
  id int generated always as identity primary key,
  version int not null default 1,
  dict_code kehu.line not null references kehu.dict,
  code kehu.line not null, label kehu.line not null, label_en kehu.line not null,
  sort int not null default 0, colour kehu.line, active bool not null default true,
  valid_from kehu.bizdate, valid_to kehu.bizdate,
  updated_at timestamptz not null default now(),
  constraint dict_item_code_taken unique (dict_code, code)
);
create table kehu.holiday (
  id int generated always as identity primary key,
  version int not null default 1,
  date kehu.bizdate not null constraint holiday_date_taken unique,
  name kehu.line not null, is_off_day bool not null,
  updated_at timestamptz not null default now()
);
create table kehu_priv.code_sequence (prefix text not null, year int not null, last int not null, primary key (prefix, year));

comment on table kehu.setting is 'Company-wide settings, by key';
comment on table kehu.dict is 'Lists that the company may extend';
comment on table kehu.dict_item is 'An entry of such a list; code is what rows store';
comment on table kehu.holiday is 'Days off, and working days on a weekend';
comment on column kehu.holiday.is_off_day is 'false: a weekend day that is worked';
comment on table kehu_priv.code_sequence is 'Last number of each human code; year 0: numbers that run on';

reset role;
