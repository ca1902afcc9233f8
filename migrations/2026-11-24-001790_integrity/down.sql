set local role kehu_owner;
drop function kehu_rpt.integrity();
drop function kehu_priv.integrity();
reset role;
