set local role kehu_owner;
drop table kehu.payment_allocation, kehu.payment;
reset role;
