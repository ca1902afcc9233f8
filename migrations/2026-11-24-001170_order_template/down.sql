set local role kehu_owner;
drop function kehu.save_template(jsonb), kehu.drop_template(bigint);
drop table kehu.order_template;
drop function kehu.my_dept();
reset role;
