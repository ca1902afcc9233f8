-- Templates of what is printed: quotes, proposals, contracts. Kept by the administrator, read and filled by everybody.
set local role kehu_owner;

create table kehu.doc_template (
  id int generated always as identity primary key,
  version int not null default 1,
  name kehu.line not null constraint doc_template_name_taken unique constraint doc_template_name_blank check (name ~ U&'[^ \00A0\2000-\200A\202F\205F\2800\3000]'),
  kind text not null constraint doc_template_kind check (kind in ('quote','proposal','contract')),
  language text not null default 'zh' constraint doc_template_language check (language in ('zh','en')),
  body kehu.note not null constraint doc_template_body_blank check (body ~ U&'[^ \000A\00A0\2000-\200A\202F\205F\2800\3000]'),
  active bool not null default true,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()
);

alter table kehu.doc_template enable row level security;
create policy everybody on kehu.doc_template for select to kehu_operator using ((select kehu.me()) is not null);
create policy admin_new on kehu.doc_template for insert to kehu_admin with check ((select kehu.rules_admin()));
create policy admin_w on kehu.doc_template for update to kehu_admin using ((select kehu.rules_admin()));
grant select on kehu.doc_template to kehu_operator;
grant insert (name, kind, language, body, active), update (name, kind, language, body, active) on kehu.doc_template to kehu_admin;

create trigger touch before update on kehu.doc_template for each row execute function kehu_priv.touch();
create trigger audit after insert or delete or update on kehu.doc_template for each row execute function kehu_priv.write_audit('doc_template');
create trigger tell_i after insert on kehu.doc_template referencing new table as added for each statement execute function kehu_priv.tell('doc_template');
create trigger tell_u after update on kehu.doc_template referencing new table as added for each statement execute function kehu_priv.tell('doc_template');

comment on table kehu.doc_template is 'Texts with placeholders such as {{customer.name}}, which a quote, a proposal or a contract fills';
comment on column kehu.doc_template.language is 'in which dates, discounts and words of lists are written';
comment on column kehu.doc_template.body is 'its lines; # and ## begin headings, {{lines}} stands for the table of lines';

reset role;
