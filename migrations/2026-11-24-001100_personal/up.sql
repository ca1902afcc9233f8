-- What belongs to one operator: preferences, kept drafts; and the logs of sign-ins and exports.
set local role kehu_owner;

create table kehu.user_pref (operator_id int not null references kehu_priv.operator, key kehu.line not null, value jsonb not null, updated_at timestamptz not null default now(), primary key (operator_id, key));
create table kehu.draft (
  id uuid primary key, operator_id int not null default kehu.me() references kehu_priv.operator,
  form kehu.line not null, ref kehu.line, payload jsonb not null constraint draft_size check (length(payload::text) <= 1000000), field kehu.line, cursor int not null default 0, key_count int not null default 0,
  host kehu.line, tty kehu.line, saved_at timestamptz not null default now()
);
create table kehu.login_log (
  id bigint generated always as identity primary key, at timestamptz not null default now(),
  operator_id int references kehu_priv.operator, login kehu.line not null, client_addr inet, app kehu.line, result kehu.line not null
);
create table kehu.export_log (
  id bigint generated always as identity primary key, at timestamptz not null default now(),
  operator_id int not null references kehu_priv.operator, kind kehu.line not null, filter kehu.note not null, row_count int not null
);

create index draft_newest on kehu.draft (operator_id, saved_at desc);
create index login_log_of on kehu.login_log (operator_id, at desc);
create index export_log_of on kehu.export_log (operator_id, at desc);

comment on table kehu.user_pref is 'What a person set for himself';
comment on table kehu.draft is 'Forms begun and not saved, seen by their writer alone';
comment on column kehu.draft.ref is 'code or id of the record that is being changed; empty: a new one';
comment on column kehu.draft.key_count is 'keys typed into the form so far';
comment on table kehu.login_log is 'Sign-ins that the program reported';
comment on table kehu.export_log is 'What was exported, how many rows, by which filter';

reset role;
