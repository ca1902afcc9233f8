drop function kehu.delete_invoice_title(bigint, int), kehu.delete_contact(bigint, int), kehu.delete_customer(bigint, int),
  kehu.set_customer_status(bigint, int, text, text), kehu.transfer_customer(bigint[], int, text), kehu_priv.see_now();
