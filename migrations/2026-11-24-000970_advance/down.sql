set local role kehu_owner;
drop function kehu.pay_out_advance(bigint, int, jsonb);
reset role;
