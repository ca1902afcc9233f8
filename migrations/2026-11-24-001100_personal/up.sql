-- What belongs to one operator: preferences, kept drafts; and the logs of sign-ins and exports.
set local role kehu_owner;

create table kehu.user_pref (operator_id int not null references kehu_priv.operator, key text not null, value jsonb not null, updated_at timestamptz not null default now(), primary key (operator_id, key));
create table kehu.draft (
  id uuid primary key, operator_id int not null references kehu_priv.operator,
  form text not null, ref text, payload jsonb not null, field text, cursor int not null default 0, key_count int not null default 0,
  host kehu.line, tty kehu.line, saved_at timestamptz not null default now()
);
create table kehu.login_log (
  id bigint generated always as identity primary key, at timestamptz not null default now(),
  operator_id int references kehu_priv.operator, login text not null, client_addr inet, app kehu.line, result text not null
);
create table kehu.export_log (
  id bigint generated always as identity primary key, at timestamptz not null default now(),
  operator_id int not null references kehu_priv.operator, kind text not null, filter kehu.note not null, row_count int not null
);

reset role;
