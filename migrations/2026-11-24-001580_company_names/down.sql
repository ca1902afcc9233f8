set local role kehu_owner;
drop trigger keys on kehu.customer;
drop function kehu.like_contact(text, text, bigint, bigint), kehu.like_customer(text, text, text, bigint), kehu_priv.elsewhere(text[], text[]),
  kehu_priv.refresh_customer_keys(), kehu_priv.customer_keys(), kehu.permit_duplicate(text, text);
drop table kehu_priv.dup_permit, kehu_priv.key_words;
drop function kehu_priv.whole_number(text), kehu_priv.alike(text[], text[]), kehu_priv.core_grams(text), kehu_priv.name_parts(text, text, text),
  kehu_priv.name_words(), kehu_priv.plain_name(text);
delete from kehu.dict_item where dict_code in ('region', 'trade_word');
delete from kehu.dict where code in ('region', 'trade_word');
reset role;
