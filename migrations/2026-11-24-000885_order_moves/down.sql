set local role kehu_owner;
drop function kehu.replan_order(bigint, int, jsonb, text, text), kehu.move_order(bigint, int, text, text), kehu_priv.recount_last_order(bigint),
  kehu_priv.cancel_children(bigint), kehu_priv.lock_order(bigint, int);
reset role;
