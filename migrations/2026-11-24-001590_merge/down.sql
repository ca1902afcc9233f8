set local role kehu_owner;
drop function kehu.undo_merge(bigint, int), kehu.merge_pair(bigint, int, text, text[], text), kehu.merge_sides(bigint), kehu_priv.hold_merge(bigint, int),
  kehu_priv.merge_fields(), kehu_priv.customer_picture(bigint), kehu_priv.put_columns(regclass, name, bigint, jsonb), kehu_priv.as_it_was(regclass, jsonb),
  kehu_priv.move_rows(regclass, name, jsonb, bigint, bigint), kehu_priv.rows_naming(regclass, name, name, text, bigint), kehu_priv.customer_children(),
  kehu_priv.children_of(regclass, regclass[]);
drop table kehu_priv.merge_log;
reset role;
