drop function kehu.fillable_orders(bigint[]), kehu.fill_orders(jsonb), kehu.fill_order(bigint, int, jsonb, jsonb);
revoke update (ext) on kehu.customer_card, kehu.contact_card from kehu_operator;
drop trigger ext_fit on kehu.customer_card;
drop trigger ext_fit on kehu.contact_card;
drop trigger ext_fit on kehu.order_card;
