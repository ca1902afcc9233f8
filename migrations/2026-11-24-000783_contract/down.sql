set local role kehu_owner;
drop table kehu.contract;
reset role;
