drop table kehu.custom_field;
drop function kehu_priv.custom_field_fill(), kehu_priv.ext_fit(), kehu_priv.ext_whole(), kehu_priv.hold_whole(text, jsonb), kehu_priv.ext_fits(text, text, jsonb);
