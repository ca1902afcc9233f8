set local role kehu_owner;
drop function kehu.reduce_price(bigint, int, text), kehu.change_order(jsonb), kehu_priv.amend_terms(kehu.sales_order, jsonb), kehu_priv.hold_to_floor(bigint, jsonb), kehu_priv.amend_plan(bigint, jsonb, jsonb),
  kehu_priv.amend_lines(bigint, jsonb), kehu_priv.amend_line(bigint, jsonb, int), kehu_priv.empty_line(bigint), kehu_priv.match_lines(bigint, jsonb);
reset role;
