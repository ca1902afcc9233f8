set local role kehu_owner;
drop trigger no_open_change on kehu.sales_order;
drop trigger holds on kehu.ad_position;
drop trigger holds on kehu.insertion;
drop trigger roll_i on kehu.insertion; drop trigger roll_u on kehu.insertion; drop trigger roll_d on kehu.insertion;
drop trigger roll_i on kehu.order_line; drop trigger roll_u on kehu.order_line; drop trigger roll_d on kehu.order_line;
drop trigger roll_i on kehu.instalment; drop trigger roll_u on kehu.instalment; drop trigger roll_d on kehu.instalment;
drop function kehu_priv.settle_orders(bigint[]), kehu_priv.no_open_change(), kehu_priv.position_rule_changed(), kehu_priv.hold_position(), kehu_priv.refuse_taken(bigint, bigint, bigint),
  kehu_priv.roll_insertions(), kehu_priv.roll_lines(), kehu_priv.roll_plan();
reset role;
