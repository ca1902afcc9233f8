set local role kehu_owner;
drop function kehu.block_dunning(bigint, int, date, text), kehu.answer_dunning(bigint, int, date, numeric, text, text), kehu.dun(bigint[], uuid);
reset role;
