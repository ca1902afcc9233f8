-- What search looks at, as the triggers would write it.
insert into kehu_priv.name_key (kind, record_id, norm, grams, digits)
  select 'customer', id, norm, kehu_priv.name_grams(norm), coalesce(regexp_replace(phone, '\D', '', 'g'), '')
    from (select c.id, c.phone, kehu_priv.plain_text(c.name) as norm from kehu.customer c order by c.id) x;
insert into kehu_priv.name_key (kind, record_id, norm, grams, digits)
  select 'contact', id, norm, kehu_priv.name_grams(norm), regexp_replace(concat_ws(' ', mobile, phone), '[^0-9 ]', '', 'g')
    from (select c.id, c.mobile, c.phone, kehu_priv.plain_text(c.name) as norm from kehu.contact c order by c.id) x;
