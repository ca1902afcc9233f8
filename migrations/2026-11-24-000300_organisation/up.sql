-- Departments, operators, who reaches whose rows, sharing rules, shares, ownership history.
set local role kehu_owner;

create table kehu.department (
  id int generated always as identity primary key,
  version int not null default 1,
  code kehu.line not null constraint department_code_taken unique,
  name kehu.line not null constraint department_name_blank check (name ~ U&'[^ \00A0\2000-\200A\202F\205F\2800\3000]'),
  kind text not null constraint department_kind check (kind in ('hq','centre','branch','office','team')),
  city kehu.line,
  parent_id int constraint department_parent references kehu.department,
  sort int not null default 0,
  active bool not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table kehu_priv.operator (
  id int generated always as identity primary key,
  version int not null default 1,
  login name not null constraint operator_login_taken unique,
  name kehu.line not null constraint operator_name_blank check (name ~ U&'[^ \00A0\2000-\200A\202F\205F\2800\3000]'),
  pinyin kehu.line not null default '',
  initials kehu.line not null default '',
  dept_id int not null constraint operator_department references kehu.department,
  role text not null constraint operator_role check (role in ('gm','md','sd','sp','ac','ab','cs','mk','sa')),
  superior_id int constraint operator_superior references kehu_priv.operator,
  mobile kehu.line, email kehu.line, wechat kehu.line,
  hired_on kehu.bizdate, left_on kehu.bizdate,
  status text not null default 'active' constraint operator_status check (status in ('active','disabled')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table kehu_priv.reach (boss_id int not null, report_id int not null, depth int not null, writes bool not null, primary key (boss_id, report_id));
create table kehu_priv.desk (operator_id int not null, dept_id int not null, writes bool not null, primary key (operator_id, dept_id));
create table kehu_priv.org_lock (one bool primary key default true constraint org_lock_one check (one));
insert into kehu_priv.org_lock default values;

create table kehu_priv.lent (operator_id int not null, dept_id int not null, writes bool not null, primary key (operator_id, dept_id));

create table kehu.sharing_rule (
  id int generated always as identity primary key,
  version int not null default 1,
  entity text not null default 'order_scope' constraint sharing_rule_entity check (entity in ('order_scope', 'customer')),
  from_dept_kind text constraint sharing_rule_kind check (from_dept_kind in ('hq','centre','branch','office','team')),
  from_dept_id int references kehu.department,
  to_operator_id int references kehu_priv.operator,
  to_role text,
  access text not null default 'write' constraint sharing_rule_access check (access in ('read','write')),
  active bool not null default true,
  note kehu.line,
  updated_at timestamptz not null default now(),
  constraint sharing_rule_role check (to_role in ('ac','ab') or entity = 'customer' and to_role in ('gm','md','sd','sp','ac','ab','cs','mk','sa')),
  constraint sharing_rule_from check ((from_dept_kind is null) <> (from_dept_id is null)),
  constraint sharing_rule_to check ((to_operator_id is null) <> (to_role is null))
);

create table kehu_priv.record_share (
  id bigint generated always as identity primary key,
  kind text not null constraint record_share_kind check (kind in ('customer','opportunity','lead')),
  record_id bigint not null,
  operator_id int not null references kehu_priv.operator,
  access text not null constraint record_share_access check (access in ('read','write')),
  reason kehu.line,
  expires_on kehu.bizdate,
  created_by int not null references kehu_priv.operator,
  created_at timestamptz not null default now(),
  constraint record_share_once unique (kind, record_id, operator_id)
);

create table kehu_priv.owner_history (
  id bigint generated always as identity primary key,
  kind text not null, record_id bigint not null,
  from_operator_id int, to_operator_id int not null, from_dept_id int, to_dept_id int not null,
  reason kehu.line, batch uuid not null, at timestamptz not null default now(), by_login name not null default session_user
);

create index department_parent_of on kehu.department (parent_id);
create index operator_dept on kehu_priv.operator (dept_id);
create index operator_superior_of on kehu_priv.operator (superior_id);
create index reach_report on kehu_priv.reach (report_id);
create index sharing_rule_dept on kehu.sharing_rule (from_dept_id);
create index sharing_rule_operator on kehu.sharing_rule (to_operator_id);
create index record_share_operator on kehu_priv.record_share (operator_id, kind);
create index record_share_creator on kehu_priv.record_share (created_by);
create index owner_history_record on kehu_priv.owner_history (kind, record_id, at);

comment on table kehu.department is 'Head office, sales centre, branches, offices, teams; a tree';
comment on column kehu.department.code is 'prefix of order codes: SH-2002-0001';
comment on table kehu_priv.operator is 'Everybody who may sign in; login is the name of the PostgreSQL role';
comment on column kehu_priv.operator.superior_id is 'the direct superior; no circles';
comment on table kehu_priv.reach is 'Compiled: whose rows boss reads, and with writes also changes';
comment on column kehu_priv.reach.depth is '0 himself, 1 direct report, more: indirect; 2 for people a director reaches by department only';
comment on table kehu_priv.desk is 'Compiled: the departments whose orders an assistant keeps';
comment on column kehu_priv.desk.writes is 'may enter and change, not only read';
comment on table kehu_priv.org_lock is 'One row, updated by whoever changes the organisation';
comment on table kehu_priv.lent is 'Compiled: the departments whose customers a rule lends to an operator';
comment on column kehu_priv.lent.writes is 'may change them, not only read';
comment on table kehu.sharing_rule is 'Which departments'' customers and orders assistants keep, and whose customers are lent to whom; never stored per record';
comment on column kehu.sharing_rule.entity is 'order_scope: an assistant''s departments; customer: customers lent, with what hangs on them';
comment on column kehu.sharing_rule.from_dept_id is 'with all departments below it';
comment on table kehu_priv.record_share is 'A single record lent to a colleague; does not climb to his superiors';
comment on column kehu_priv.record_share.expires_on is 'the last day it holds';
comment on table kehu_priv.owner_history is 'Who handed what to whom';
comment on column kehu_priv.owner_history.batch is 'one transfer of many records';

reset role;
