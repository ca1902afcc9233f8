drop table kehu.invoice_title, kehu.contact, kehu_priv.name_key, kehu_priv.customer_key, kehu.customer_card, kehu.customer;
