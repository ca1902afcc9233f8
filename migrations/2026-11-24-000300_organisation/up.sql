-- Departments, operators, who reaches whose rows, sharing rules, shares, ownership history.
set local role kehu_owner;

create table kehu.department (
  id int generated always as identity primary key,
  version int not null default 1,
  code kehu.line not null constraint department_code_taken unique,
  name kehu.line not null constraint department_name_blank check (name <> ''),
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
  name kehu.line not null constraint operator_name_blank check (name <> ''),
  pinyin kehu.line not null default '',
  initials kehu.line not null default '',
  dept_id int not null constraint operator_department references kehu.department,
  role text not null constraint operator_role check (role in ('gm','md','sd','sp','ac','ab','cs','mk','sa')),
  superior_id int constraint operator_superior references kehu_priv.operator,
  mobile kehu.line, email kehu.line, wechat kehu.line,
  hired_on kehu.bizdate, left_on kehu.bizdate,
  status text not null default 'active' constraint operator_status check (status in ('active','disabled')),
  last_login_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table kehu_priv.reach (boss_id int not null, report_id int not null, depth int not null, writes bool not null, primary key (boss_id, report_id));
create table kehu_priv.desk (operator_id int not null, dept_id int not null, writes bool not null, primary key (operator_id, dept_id));
create table kehu_priv.org_lock (one bool primary key default true constraint org_lock_one check (one));
insert into kehu_priv.org_lock default values;

create table kehu_priv.sharing_rule (
  id int generated always as identity primary key,
  entity text not null constraint sharing_rule_entity check (entity in ('order_scope')),
  from_dept_kind text constraint sharing_rule_kind check (from_dept_kind in ('hq','centre','branch','office','team')),
  from_dept_id int references kehu.department,
  to_operator_id int references kehu_priv.operator,
  to_role text constraint sharing_rule_role check (to_role in ('ac','ab')),
  access text not null default 'write' constraint sharing_rule_access check (access in ('read','write')),
  active bool not null default true,
  constraint sharing_rule_from check ((from_dept_kind is null) <> (from_dept_id is null)),
  constraint sharing_rule_to check ((to_operator_id is null) <> (to_role is null))
);

create table kehu_priv.record_share (
  id bigint generated always as identity primary key,
  kind text not null constraint record_share_kind check (kind in ('customer')),
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

reset role;
