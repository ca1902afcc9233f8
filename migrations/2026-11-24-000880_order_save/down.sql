set local role kehu_owner;
drop function kehu.save_order(jsonb), kehu_priv.log_accepted(bigint, jsonb), kehu_priv.confirm_order(bigint), kehu_priv.bound_by(bigint, date), kehu_priv.fits_contract(bigint, bigint, bigint), kehu_priv.drop_instalments(bigint[]), kehu_priv.write_plan(bigint, jsonb),
  kehu_priv.place_of(bigint, jsonb, int), kehu_priv.write_lines(bigint, jsonb, kehu.order_line[]), kehu_priv.add_line(bigint, jsonb, int), kehu_priv.write_insertions(jsonb, bigint[], int),
  kehu_priv.read_lines(jsonb), kehu_priv.read_line(jsonb, int), kehu_priv.order_answer(bigint, bool), kehu_priv.reads_customer(bigint), kehu_priv.at_desk(int);
reset role;
