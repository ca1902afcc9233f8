set local role kehu_owner;
drop function kehu.who_sees(text, bigint);
reset role;
