drop function kehu.like_lead(text, text, text, bigint);
drop trigger keys on kehu.lead;
drop function kehu_priv.lead_keys();
drop table kehu_priv.lead_key;
drop function kehu.convert_lead(bigint, int, bigint, bool, text, text, jsonb);
drop function kehu.delete_lead(bigint, int);
drop function kehu.transfer_lead(bigint[], int, text);
drop function kehu.move_lead(bigint, int, text, text);
drop function kehu_priv.hold_lead(bigint, int);
