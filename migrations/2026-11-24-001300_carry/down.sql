drop trigger moved on kehu.customer;
drop function kehu_priv.customer_moved();
