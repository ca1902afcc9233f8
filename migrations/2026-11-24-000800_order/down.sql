set local role kehu_owner;
drop table kehu.instalment, kehu.insertion, kehu.order_line, kehu.order_card, kehu.sales_order;
reset role;
