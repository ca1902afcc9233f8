-- Who changed what, when. Written by triggers, readable through a function, changeable by nobody.
set local role kehu_owner;

create table kehu_priv.audit (
  id bigint generated always as identity primary key, at timestamptz not null default clock_timestamp(),
  who name not null, client inet, app text, txid bigint not null,
  kind text not null, record_id bigint, action text not null, old jsonb, new jsonb
);
create index audit_record on kehu_priv.audit (kind, record_id, at);
create index audit_who on kehu_priv.audit (who, at);

comment on table kehu_priv.audit is 'One row per changed row; no role but the owner may write, change or read it';
comment on column kehu_priv.audit.old is 'of an update only the fields that changed; new likewise';

reset role;
