set local role kehu_owner;
drop function kehu.save_view(jsonb), kehu.drop_view(bigint), kehu.view_readers(bigint), kehu_priv.given_texts(jsonb, text);
drop table kehu.saved_view;
drop function kehu.my_role(), kehu.depts_above();
reset role;
