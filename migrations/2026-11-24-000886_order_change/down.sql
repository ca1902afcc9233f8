set local role kehu_owner;
drop table kehu.order_change;
drop function kehu_priv.change_of_order();
reset role;
