drop trigger card on kehu.contact;
drop function kehu_priv.told_mobile(bigint, text);
drop table kehu.contact_mobile, kehu.contact_card;
drop function kehu_priv.contact_made(), kehu_priv.contact_card_fit(), kehu_priv.masked(text);
