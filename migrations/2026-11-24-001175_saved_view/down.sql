set local role kehu_owner;
drop function kehu.save_view(jsonb), kehu.drop_view(bigint);
drop table kehu.saved_view;
reset role;
