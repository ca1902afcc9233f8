set local role kehu_owner;
drop function kehu.undo_fields(bigint), kehu.took_back(bigint), kehu.deeds(int), kehu.deed(bigint), kehu.change_rows(text, jsonb), kehu.changeable(text, bigint[]),
  kehu.card_columns(text), kehu.plain_table(text);
drop table kehu_priv.undone;
drop index kehu_priv.audit_deed;
reset role;
