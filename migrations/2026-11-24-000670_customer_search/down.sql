drop trigger grams on kehu.customer;
drop trigger grams on kehu.contact;
drop index kehu_priv.name_key_customer_digits, kehu_priv.name_key_contact_digits, kehu_priv.name_key_customer_norm, kehu_priv.name_key_contact_norm,
  kehu_priv.name_key_customer_number, kehu_priv.name_key_contact_number;
drop function kehu.search_contact(text, int), kehu.search_customer(text, int), kehu_priv.contact_grams(), kehu_priv.customer_grams(),
  kehu_priv.pairs(text), kehu_priv.fours(text), kehu_priv.name_grams(text), kehu_priv.phone_number(text), kehu_priv.plain_text(text);
