drop function kehu.editors(text, bigint);
drop index kehu.draft_of_record;
alter table kehu.draft drop column began_at;
