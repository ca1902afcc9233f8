-- Settings, dictionaries, holidays, human codes.
set local role kehu_owner;

create table kehu.setting (key text primary key, value jsonb not null, note kehu.line, version int not null default 1, updated_at timestamptz not null default now());
create table kehu.dict (code text primary key, label kehu.line not null, label_en kehu.line not null);
create table kehu.dict_item (
  id int generated always as identity primary key,
  version int not null default 1,
  dict_code text not null references kehu.dict,
  code text not null, label kehu.line not null, label_en kehu.line not null,
  sort int not null default 0, colour text, active bool not null default true,
  valid_from kehu.bizdate, valid_to kehu.bizdate,
  constraint dict_item_code_taken unique (dict_code, code)
);
create table kehu.holiday (date kehu.bizdate primary key, name kehu.line not null, is_off_day bool not null);
create table kehu_priv.code_sequence (prefix text not null, year int not null, last int not null, primary key (prefix, year));

reset role;
