drop table kehu.payment_allocation, kehu.payment;
