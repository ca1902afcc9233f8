set local role kehu_owner;
drop view kehu_rpt.promise, kehu_rpt.collection;
reset role;
