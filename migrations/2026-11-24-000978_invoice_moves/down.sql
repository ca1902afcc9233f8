set local role kehu_owner;
drop function kehu.move_invoice(bigint, int, text, jsonb), kehu_priv.invoice_number(text, text), kehu.save_invoice(jsonb), kehu_priv.lock_invoice(bigint, int, bool),
  kehu_priv.order_to_invoice(bigint, bool), kehu_priv.own_title(kehu.sales_order), kehu_priv.title_for(bigint, text, kehu.sales_order), kehu_priv.invoice_answer(bigint, bool);
reset role;
