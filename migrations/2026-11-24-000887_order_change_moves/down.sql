set local role kehu_owner;
drop function kehu.withdraw_change(bigint, int), kehu.decide_change(bigint, int, text, text), kehu_priv.lock_change(bigint, int), kehu.approve_order(bigint, int, text, uuid),
  kehu.request_change(bigint, int, text, text, uuid),   kehu_priv.write_approvals(kehu.sales_order, text, text, uuid), kehu_priv.over_credit(bigint, numeric), kehu_priv.discount_approved(kehu.order_line), kehu_priv.lines_below_floor(bigint),
  kehu_priv.terminate_order(bigint, text), kehu_priv.cancel_confirmed(bigint, text), kehu_priv.free_receipts(bigint, numeric), kehu_priv.cut_written_off(bigint, numeric),
  kehu_priv.cut_plan(bigint, numeric), kehu_priv.restate_lines(bigint), kehu_priv.restate_net(bigint), kehu_priv.value_delivered(bigint), kehu_priv.withdraw_others(bigint, bigint),
  kehu_priv.note_change(bigint, text, text, uuid, jsonb), kehu_priv.write_change(bigint, text, text, text, uuid, jsonb, jsonb, numeric), kehu_priv.change_answer(bigint, bool),
  kehu_priv.order_picture(bigint), kehu_priv.may_approve(int);
reset role;
