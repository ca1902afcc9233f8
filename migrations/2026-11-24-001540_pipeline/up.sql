-- Pipelines, their stages and what is to be done in each; competitors (spec/05.6). Set up by the administrator, read by everybody.
set local role kehu_owner;

create table kehu.pipeline (
  id int generated always as identity primary key,
  version int not null default 1,
  name kehu.line not null constraint pipeline_name_taken unique,
  sort int not null default 0,
  active bool not null default true,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()
);

create table kehu.stage (
  id int generated always as identity primary key,
  version int not null default 1,
  pipeline_id int not null references kehu.pipeline,
  seq int not null constraint stage_seq check (seq between 1 and 30),
  code kehu.line not null constraint stage_code_taken unique constraint stage_code check (code ~ '^[a-z][a-z0-9_]{1,30}$'),
  name kehu.line not null constraint stage_name_blank check (name ~ U&'[^ \00A0\2000-\200A\202F\205F\2800\3000]'),
  name_en kehu.line not null constraint stage_name_en_blank check (name_en ~ U&'[^ \00A0\2000-\200A\202F\205F\2800\3000]'),
  win_rate int not null constraint stage_win_rate check (win_rate between 0 and 100),
  standard_days int not null constraint stage_standard_days check (standard_days between 1 and 365),
  warn_days int not null,
  is_important bool not null default false,
  strict_tasks bool not null default false,
  strategy kehu.note,
  active bool not null default true,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  constraint stage_once unique (pipeline_id, seq),
  constraint stage_warns_before check (warn_days between 0 and standard_days)
);

create table kehu.stage_task (
  id int generated always as identity primary key,
  version int not null default 1,
  stage_id int not null references kehu.stage,
  seq int not null default 1 constraint stage_task_seq check (seq between 1 and 99),
  title kehu.line not null constraint stage_task_title_blank check (title ~ U&'[^ \00A0\2000-\200A\202F\205F\2800\3000]'),
  kind text not null default 'task' constraint stage_task_kind check (kind in ('visit','call','meeting','mail','message','care','task','other')),
  offset_days int not null default 0 constraint stage_task_offset check (offset_days between 0 and 365),
  mandatory bool not null default false,
  is_care bool not null default false,
  active bool not null default true,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()
);

create table kehu.competitor (
  id bigint generated always as identity primary key,
  version int not null default 1,
  name kehu.line not null constraint competitor_name_taken unique constraint competitor_name_blank check (name ~ U&'[^ \00A0\2000-\200A\202F\205F\2800\3000]'),
  media kehu.line, strengths kehu.note, weaknesses kehu.note, price_note kehu.note,
  active bool not null default true,
  created_by int not null default kehu.me() references kehu_priv.operator,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()
);

create index stage_of on kehu.stage (pipeline_id);
create index stage_task_of on kehu.stage_task (stage_id, seq);
create index competitor_creator on kehu.competitor (created_by);

comment on table kehu.pipeline is 'A way opportunities go, stage by stage';
comment on table kehu.stage is 'A stage of a pipeline, with its standard: how long it may take and what must be done in it';
comment on column kehu.stage.code is 'what filters and views know it by, whatever it is called';
comment on column kehu.stage.win_rate is 'in percent; what an opportunity in this stage is worth of its amount, unless it has a rate of its own';
comment on column kehu.stage.standard_days is 'calendar days until an opportunity should have moved on; from warn_days it is marked';
comment on column kehu.stage.is_important is 'not left forwards before the decision maker was spoken to (R34)';
comment on column kehu.stage.strict_tasks is 'an open mandatory task forbids moving on; otherwise it asks for a reason';
comment on table kehu.stage_task is 'What entering a stage plans, once per opportunity (R35, R53)';
comment on column kehu.stage_task.offset_days is 'due so many days after the stage was entered';
comment on table kehu.competitor is 'Who else sells: named when an opportunity is lost (R115)';

reset role;
