set local role kehu_owner;
drop function kehu.see_as(int);
reset role;
