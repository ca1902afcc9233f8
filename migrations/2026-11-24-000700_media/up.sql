-- Media: groups, classes, publications, issues, positions, rate cards. Everybody reads them; assistants and the general manager keep them.
set local role kehu_owner;

create table kehu.media_group (id int generated always as identity primary key, name kehu.line not null constraint media_group_taken unique, sort int not null default 0, active bool not null default true);
create table kehu.media_class (id int generated always as identity primary key, name kehu.line not null constraint media_class_taken unique, sort int not null default 0, active bool not null default true);

create table kehu.publication (
  id bigint generated always as identity primary key,
  version int not null default 1,
  code kehu.line not null constraint publication_code_taken unique,
  name kehu.line not null constraint publication_name_taken unique constraint publication_name_blank check (name ~ U&'[^ \00A0\2000-\200A\202F\205F\2800\3000]'),
  edition kehu.line,
  pinyin kehu.line not null default '', initials kehu.line not null default '',
  group_id int not null references kehu.media_group,
  class_id int not null references kehu.media_class,
  periodicity text not null constraint publication_periodicity check (periodicity in ('weekly','biweekly','semimonthly','monthly','other')),
  publisher kehu.line,
  industry_limit text[] not null default '{}' constraint publication_industries check (cardinality(industry_limit) <= 50 and coalesce(array_ndims(industry_limit), 1) = 1 and array_to_string(industry_limit, ' ')::kehu.line is not null),
  book_days int not null default 25, material_days int not null default 18, pay_days int not null default 30,
  discount_floor kehu.ratio not null default 0,
  active bool not null default true,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()
);

create table kehu.issue (
  id bigint generated always as identity primary key,
  version int not null default 1,
  publication_id bigint not null constraint issue_publication references kehu.publication,
  year int not null constraint issue_year check (year between 1990 and 2100),
  no int not null constraint issue_no check (no between 1 and 400),
  label kehu.line not null,
  publish_on kehu.bizdate not null,
  booking_deadline_on kehu.bizdate not null, material_deadline_on kehu.bizdate not null, payment_deadline_on kehu.bizdate not null,
  status text not null default 'open' constraint issue_status check (status in ('planned','open','closed','published','cancelled')),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  constraint issue_taken unique (publication_id, year, no)
);
create index on kehu.issue (publication_id, publish_on);

create table kehu.ad_position (
  id bigint generated always as identity primary key,
  version int not null default 1,
  publication_id bigint not null constraint position_publication references kehu.publication,
  code kehu.line not null, name kehu.line not null constraint position_name_blank check (name ~ U&'[^ \00A0\2000-\200A\202F\205F\2800\3000]'),
  pinyin kehu.line not null default '', initials kehu.line not null default '',
  size kehu.line, colour text constraint position_colour check (colour in ('colour','mono','spot')),
  unique_per_issue bool not null default false,
  active bool not null default true,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  constraint position_code_taken unique (publication_id, code)
);

create table kehu.rate_card (
  id bigint generated always as identity primary key,
  version int not null default 1,
  publication_id bigint not null references kehu.publication,
  valid_from kehu.bizdate not null, valid_to kehu.bizdate not null,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  constraint rate_card_order check (valid_from <= valid_to),
  -- Ranges of one id stand in for equality, which GiST has not without an extension.
  constraint rate_card_overlap exclude using gist (int8range(publication_id, publication_id, '[]') with &&, daterange(valid_from, valid_to, '[]') with &&)
);
create index on kehu.rate_card (publication_id, valid_from);
create table kehu.rate_item (
  id bigint generated always as identity primary key,
  version int not null default 1,
  rate_card_id bigint not null references kehu.rate_card,
  position_id bigint not null references kehu.ad_position,
  list_price kehu.amount not null,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  constraint rate_item_taken unique (rate_card_id, position_id)
);
create index on kehu.rate_item (position_id);

create index publication_group on kehu.publication (group_id);
create index publication_class on kehu.publication (class_id);
create index issue_newest on kehu.issue (publish_on, id);
create index position_of on kehu.ad_position (publication_id, code);

comment on table kehu.media_group is 'The upper class of media: own, preferred';
comment on table kehu.media_class is 'What kind of medium: magazine, in-flight, finance, ...';
comment on table kehu.publication is 'A magazine or other medium that sells space';
comment on column kehu.publication.edition is 'where one title has several editions';
comment on column kehu.publication.industry_limit is 'codes of dictionary industry; empty: all';
comment on column kehu.publication.book_days is 'days before publication: booking deadline; material_days and pay_days likewise';
comment on column kehu.publication.discount_floor is 'pay ratio below which an order needs approval';
comment on table kehu.issue is 'One number of a publication';
comment on column kehu.issue.label is 'as people say it: 2002年第11期';
comment on table kehu.ad_position is 'A place in a publication that can be sold';
comment on column kehu.ad_position.unique_per_issue is 'sold once per issue: back cover, inside covers';
comment on table kehu.rate_card is 'List prices of a publication for a period; periods do not overlap';
comment on table kehu.rate_item is 'List price of a position on a rate card';

reset role;
