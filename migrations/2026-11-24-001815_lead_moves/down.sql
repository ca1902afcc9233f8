drop function kehu.convert_lead(bigint, int, bigint, bool, text, text);
drop function kehu.delete_lead(bigint, int);
drop function kehu.transfer_lead(bigint[], int, text);
drop function kehu.move_lead(bigint, int, text, text);
drop function kehu_priv.hold_lead(bigint, int);
