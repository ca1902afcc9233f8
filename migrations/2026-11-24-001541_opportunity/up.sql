-- Opportunities, the stages they went through, what they would order, whom one speaks to, and the activities that belong to them.
set local role kehu_owner;

create table kehu.opportunity (
  id bigint generated always as identity primary key,
  version int not null default 1,
  intent uuid not null,
  code text not null constraint opportunity_code_taken unique,
  name kehu.line not null constraint opportunity_name_blank check (name ~ U&'[^ \00A0\2000-\200A\202F\205F\2800\3000]'),
  customer_id bigint not null references kehu.customer,
  stage_id int not null references kehu.stage,
  state text not null default 'open' constraint opportunity_state check (state in ('open','won','lost','invalid','suspended')),
  state_reason kehu.line,
  intent_evidence kehu.note not null constraint opportunity_evidence check (char_length(btrim(intent_evidence)) >= 10),
  amount kehu.amount,
  lines int not null default 0,
  own_win_rate int constraint opportunity_win_rate check (own_win_rate between 0 and 100),
  importance text not null default 'normal' constraint opportunity_importance check (importance in ('key','normal','low')),
  class_id int not null references kehu.media_class,
  is_key_project bool not null default false,
  expected_close_on kehu.bizdate,
  stage_entered_on kehu.bizdate not null, standard_days int not null,
  closed_at timestamptz,
  lost_reason kehu.line, lost_competitor_id bigint references kehu.competitor,
  last_contact_at timestamptz,
  next_activity_on kehu.bizdate,
  owner_id int not null references kehu_priv.operator, dept_id int not null references kehu.department,
  salesperson_id int not null references kehu_priv.operator,
  first_owner_id int not null references kehu_priv.operator,
  created_by int not null references kehu_priv.operator,
  created_at timestamptz not null, updated_at timestamptz not null default now(), deleted_at timestamptz,
  constraint opportunity_intent_once unique (created_by, intent),
  constraint opportunity_closed check ((closed_at is not null) = (state in ('won','lost','invalid'))),
  constraint opportunity_lost_why check (lost_reason is not null or state <> 'lost')
);

create table kehu.stage_history (
  id bigint generated always as identity primary key,
  opportunity_id bigint not null references kehu.opportunity,
  stage_id int not null references kehu.stage,
  entered_at timestamptz not null, left_at timestamptz,
  entered_on kehu.bizdate not null, left_on kehu.bizdate,
  standard_days int not null,
  direction text constraint stage_history_direction check (direction in ('forward','back','close')),
  reason kehu.line,
  overridden bool not null default false,
  moved_by int references kehu_priv.operator,
  stage_owner_id int not null references kehu_priv.operator,
  owner_id int not null, dept_id int not null, customer_id bigint not null, deleted_at timestamptz,
  constraint stage_history_left check ((left_at is null) = (direction is null) and (left_at is null) = (left_on is null) and (left_at >= entered_at))
);
-- I8: one stage at a time. That an open opportunity has one, and its own, is kept by the functions that move it.
create unique index stage_history_one_open on kehu.stage_history (opportunity_id) where left_at is null;

create table kehu.opportunity_line (
  id bigint generated always as identity primary key,
  version int not null default 1,
  opportunity_id bigint not null references kehu.opportunity,
  seq int not null constraint opportunity_line_seq check (seq between 1 and 400),
  publication_id bigint not null references kehu.publication,
  position_id bigint not null references kehu.ad_position,
  issues int not null constraint opportunity_line_issues check (issues between 1 and 400),
  list_price kehu.amount not null,
  discount numeric(6,4) not null constraint opportunity_line_discount check (discount between 0 and 2),
  unit_price kehu.amount not null generated always as (round(list_price * discount, 2)) stored,
  amount kehu.amount not null generated always as (round(list_price * discount, 2) * issues) stored,
  owner_id int not null, dept_id int not null, customer_id bigint not null, deleted_at timestamptz,
  constraint opportunity_line_once unique (opportunity_id, seq)
);

create table kehu.opportunity_contact (
  id bigint generated always as identity primary key,
  opportunity_id bigint not null references kehu.opportunity,
  contact_id bigint not null references kehu.contact,
  role text not null constraint opportunity_contact_role check (role in ('key','decider','influencer','user','payer')),
  owner_id int not null, dept_id int not null, customer_id bigint not null, deleted_at timestamptz,
  constraint opportunity_contact_once unique (opportunity_id, contact_id, role)
);

create table kehu.opportunity_card (
  opportunity_id bigint primary key references kehu.opportunity,
  ext jsonb not null default '{}',
  owner_id int not null, dept_id int not null, customer_id bigint not null, deleted_at timestamptz
);

-- One to one with an activity: which opportunity it pursues, and which task of a stage it fulfils.
create table kehu.pursuit (
  activity_id bigint primary key references kehu.activity,
  opportunity_id bigint not null references kehu.opportunity,
  stage_task_id int references kehu.stage_task,
  mandatory bool not null default false,
  owner_id int not null, assigned_by_id int not null
);
create unique index pursuit_task_once on kehu.pursuit (opportunity_id, stage_task_id) where stage_task_id is not null;

alter table kehu.order_card add column opportunity_id bigint references kehu.opportunity;
create index order_card_opportunity on kehu.order_card (opportunity_id) where opportunity_id is not null;

create index opportunity_newest on kehu.opportunity (updated_at desc, id desc) where deleted_at is null;
create index opportunity_owner on kehu.opportunity (owner_id, updated_at desc, id desc) where deleted_at is null;
create index opportunity_dept on kehu.opportunity (dept_id, updated_at desc, id desc) where deleted_at is null;
create index opportunity_stage on kehu.opportunity (stage_id, stage_entered_on) where deleted_at is null and state = 'open';
create index opportunity_customer on kehu.opportunity (customer_id, id);
create index opportunity_closed_when on kehu.opportunity (closed_at) where closed_at is not null;
create index opportunity_class on kehu.opportunity (class_id);
create index opportunity_competitor on kehu.opportunity (lost_competitor_id) where lost_competitor_id is not null;
create index opportunity_salesperson on kehu.opportunity (salesperson_id);
create index opportunity_first_owner on kehu.opportunity (first_owner_id);
create index stage_history_of on kehu.stage_history (opportunity_id, entered_at);
create index stage_history_left_on on kehu.stage_history (left_on, stage_owner_id) where left_on is not null;
create index stage_history_entered_on on kehu.stage_history (entered_on);
create index stage_history_stage on kehu.stage_history (stage_id);
create index stage_history_owner on kehu.stage_history (owner_id);
create index stage_history_dept on kehu.stage_history (dept_id);
create index stage_history_mover on kehu.stage_history (moved_by);
create index stage_history_stage_owner on kehu.stage_history (stage_owner_id);
create index opportunity_line_publication on kehu.opportunity_line (publication_id);
create index opportunity_line_position on kehu.opportunity_line (position_id);
create index opportunity_line_owner on kehu.opportunity_line (owner_id);
create index opportunity_line_dept on kehu.opportunity_line (dept_id);
create index opportunity_contact_contact on kehu.opportunity_contact (contact_id);
create index opportunity_contact_owner on kehu.opportunity_contact (owner_id);
create index opportunity_contact_dept on kehu.opportunity_contact (dept_id);
create index opportunity_card_owner on kehu.opportunity_card (owner_id);
create index opportunity_card_dept on kehu.opportunity_card (dept_id);
create index pursuit_opportunity on kehu.pursuit (opportunity_id);
create index pursuit_task on kehu.pursuit (stage_task_id);

comment on table kehu.opportunity is 'A sale that may come about: made on evidence of intent, moved from stage to stage, won, lost, void or put aside';
comment on column kehu.opportunity.intent_evidence is 'what shows that the customer means it, ten characters at least (R49)';
comment on column kehu.opportunity.amount is 'in yuan; the sum of its lines where it has any';
comment on column kehu.opportunity.lines is 'how many lines there are, by trigger';
comment on column kehu.opportunity.own_win_rate is 'in percent; empty: that of the stage';
comment on column kehu.opportunity.class_id is 'the product line';
comment on column kehu.opportunity.stage_entered_on is 'the business day on which the stage was entered';
comment on column kehu.opportunity.standard_days is 'what the stage allowed when it was entered';
comment on column kehu.opportunity.last_contact_at is 'the latest visit, call, meeting, mail or message that was done for it';
comment on column kehu.opportunity.next_activity_on is 'the earliest due day of what is planned for it';
comment on column kehu.opportunity.salesperson_id is 'whose success or failure it is: the owner until it is closed, and after that whoever closed it';
comment on column kehu.opportunity.first_owner_id is 'who found it; only while still the owner may he delete it';
comment on column kehu.order_card.opportunity_id is 'the opportunity that was won with it';
comment on table kehu.stage_history is 'One row per stay in a stage, without gaps; the row without an end is the stage it is in';
comment on column kehu.stage_history.standard_days is 'what the stage allowed when it was entered';
comment on column kehu.stage_history.direction is 'how the stage was left';
comment on column kehu.stage_history.overridden is 'a superior let it pass although something was missing';
comment on column kehu.stage_history.stage_owner_id is 'whose opportunity it was when it came into the stage; owner_id is carried, for the policies';
comment on table kehu.opportunity_line is 'What would be ordered: a position in so many issues, at a price';
comment on column kehu.opportunity_line.discount is 'pay ratio: 0.7500 is 7.5折';
comment on table kehu.opportunity_contact is 'Who plays which part at the customer';
comment on table kehu.opportunity_card is 'One to one with opportunity: fields that the administrator added';
comment on table kehu.pursuit is 'Which opportunity an activity belongs to, and which task of a stage it does';

reset role;
