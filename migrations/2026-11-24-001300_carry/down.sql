drop trigger owner_moved on kehu.activity;
drop trigger order_dept_moved on kehu.sales_order;
drop trigger moved on kehu.customer;
drop function kehu_priv.activity_owner_moved(), kehu_priv.order_dept_moved(), kehu_priv.customer_moved();
