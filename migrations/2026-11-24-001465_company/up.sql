-- Which company this is, for programs that keep drafts in files: a draft of one company is never offered at another, though host, database
-- and login be the same.
set local role kehu_owner;

insert into kehu.setting (key, value, note) values ('company', to_jsonb(gen_random_uuid()), 'what drafts in files are told apart by; not to be changed');

reset role;
