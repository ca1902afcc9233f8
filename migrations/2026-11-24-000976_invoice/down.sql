set local role kehu_owner;
drop table kehu.invoice;
reset role;
