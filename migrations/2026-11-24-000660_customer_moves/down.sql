drop trigger keys on kehu.customer;
drop function kehu.who_owns(text), kehu_priv.customer_keys(), kehu_priv.core_name(text), kehu_priv.plain_name(text),
  kehu.delete_invoice_title(bigint, int), kehu.delete_contact(bigint, int), kehu.delete_customer(bigint, int),
  kehu.set_customer_status(bigint, int, text, text), kehu.transfer_customer(bigint[], int, text), kehu_priv.see_now();
