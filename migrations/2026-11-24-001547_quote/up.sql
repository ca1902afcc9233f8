-- Quotes: what an opportunity was offered, version after version, each with its own lines (R64).
set local role kehu_owner;

create table kehu.quote (
  id bigint generated always as identity primary key,
  version int not null default 1,
  intent uuid not null,
  code text not null constraint quote_code_taken unique,
  opportunity_id bigint not null references kehu.opportunity,
  revision int not null constraint quote_revision check (revision between 1 and 999),
  state text not null default 'draft' constraint quote_state
    check (state in ('draft','submitted','approved','sent','accepted','rejected','superseded')),
  state_reason kehu.line,
  valid_until kehu.bizdate not null,
  total kehu.amount not null default 0,
  lines int not null default 0,
  note kehu.note,
  submitted_by int references kehu_priv.operator,
  approved_by int references kehu_priv.operator,
  sent_on kehu.bizdate, answered_on kehu.bizdate,
  owner_id int not null, dept_id int not null, customer_id bigint not null,
  created_by int not null references kehu_priv.operator,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), deleted_at timestamptz,
  constraint quote_intent_once unique (created_by, intent),
  constraint quote_revision_once unique (opportunity_id, revision),
  constraint quote_approved_by check (state <> 'approved' or approved_by is not null),
  constraint quote_sent check (sent_on is not null or state not in ('sent','accepted','rejected')),
  constraint quote_answered check ((answered_on is not null) = (state in ('accepted','rejected')) or state = 'superseded')
);
-- One version is talked about at a time, and one was agreed to.
create unique index quote_one_open on kehu.quote (opportunity_id) where state in ('draft','submitted','approved','sent') and deleted_at is null;
create unique index quote_one_accepted on kehu.quote (opportunity_id) where state = 'accepted' and deleted_at is null;

create table kehu.quote_line (
  id bigint generated always as identity primary key,
  version int not null default 1,
  quote_id bigint not null references kehu.quote,
  opportunity_id bigint not null references kehu.opportunity,
  seq int not null constraint quote_line_seq check (seq between 1 and 400),
  publication_id bigint not null references kehu.publication,
  position_id bigint not null references kehu.ad_position,
  issues int not null constraint quote_line_issues check (issues between 1 and 400),
  list_price kehu.amount not null,
  discount numeric(6,4) not null constraint quote_line_discount check (discount between 0 and 2),
  unit_price kehu.amount not null generated always as (round(list_price * discount, 2)) stored,
  amount kehu.amount not null generated always as (round(list_price * discount, 2) * issues) stored,
  owner_id int not null, dept_id int not null, customer_id bigint not null, deleted_at timestamptz,
  constraint quote_line_once unique (quote_id, seq)
);

create index quote_newest on kehu.quote (updated_at desc, id desc) where deleted_at is null;
create index quote_owner on kehu.quote (owner_id, updated_at desc, id desc) where deleted_at is null;
create index quote_dept on kehu.quote (dept_id, updated_at desc, id desc) where deleted_at is null;
create index quote_customer on kehu.quote (customer_id);
create index quote_waiting on kehu.quote (owner_id) where state = 'submitted' and deleted_at is null;
create index quote_submitter on kehu.quote (submitted_by) where submitted_by is not null;
create index quote_approver on kehu.quote (approved_by) where approved_by is not null;
create index quote_line_opportunity on kehu.quote_line (opportunity_id);
create index quote_line_publication on kehu.quote_line (publication_id);
create index quote_line_position on kehu.quote_line (position_id);
create index quote_line_owner on kehu.quote_line (owner_id);
create index quote_line_dept on kehu.quote_line (dept_id);

comment on table kehu.quote is 'What a customer was offered for an opportunity; a new version supersedes the one before';
comment on column kehu.quote.revision is 'which version of the opportunity''s quotes, from 1; version counts the edits of this row';
comment on column kehu.quote.state is 'a sent one whose valid_until has passed is expired: nothing is written for that, lists and kehu_rpt.quote say it';
comment on column kehu.quote.valid_until is 'the last day on which the customer can accept it';
comment on column kehu.quote.total is 'in yuan: the sum of its lines, by trigger';
comment on column kehu.quote.lines is 'how many lines there are, by trigger';
comment on column kehu.quote.approved_by is 'who agreed to what is below the floor';
comment on column kehu.quote.answered_on is 'the day on which the customer accepted or rejected it';
comment on column kehu.quote.owner_id is 'follows the opportunity, with dept_id and customer_id';
comment on table kehu.quote_line is 'What a quote offers: a position in so many issues, at a price';
comment on column kehu.quote_line.discount is 'pay ratio: 0.7500 is 7.5折';

reset role;
