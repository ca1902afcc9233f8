-- Contracts, as far as an order needs them: the record, its state, and that orders name it (R83).
set local role kehu_owner;

create table kehu.contract (
  id bigint generated always as identity primary key,
  version int not null default 1,
  intent uuid not null,
  code text not null constraint contract_code_taken unique,
  customer_id bigint not null references kehu.customer,
  kind text not null default 'direct' constraint contract_kind check (kind in ('direct','agency','framework')),
  amount kehu.amount,
  signed_on kehu.bizdate, start_on kehu.bizdate, end_on kehu.bizdate,
  our_signer kehu.line, their_signer kehu.line,
  state text not null default 'draft' constraint contract_state
    check (state in ('draft','in_review','signed','in_force','completed','terminated','void')),
  state_reason kehu.line,
  file_ref kehu.line,
  note kehu.note,
  owner_id int not null, dept_id int not null,
  created_by int not null references kehu_priv.operator,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), deleted_at timestamptz,
  constraint contract_intent_once unique (created_by, intent),
  constraint contract_ends_later check (end_on >= start_on),
  constraint contract_signed check (signed_on is not null or state in ('draft','in_review','void'))
);

comment on table kehu.contract is 'What was agreed with a customer beyond single orders; orders name it, and some customers cannot order without';
comment on column kehu.contract.amount is 'in yuan; empty where a framework names none';
comment on column kehu.contract.file_ref is 'where the text lies';
comment on column kehu.contract.owner_id is 'follows the customer''s owner; what rights go by, with dept_id';

reset role;
