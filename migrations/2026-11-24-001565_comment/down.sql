drop function kehu.delete_comment(bigint, int), kehu.mark_read(bigint, bool);
drop table kehu.inbox_item, kehu.comment;
drop function kehu_priv.of_record(), kehu_priv.comment_sent();
