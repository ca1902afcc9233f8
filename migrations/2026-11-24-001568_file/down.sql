drop table kehu.file;
drop function kehu.delete_file(bigint, int), kehu.works_on(bigint, bigint), kehu_priv.works_on(bigint);
