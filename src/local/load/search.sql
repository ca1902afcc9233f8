-- What search looks at, as the triggers would write it.
insert into kehu_priv.name_key (kind, record_id, norm, grams, digits)
  select 'customer', id, norm, kehu_priv.name_grams(norm), coalesce(kehu_priv.phone_number(phone), '')
    from (select c.id, c.phone, kehu_priv.plain_text(c.name) as norm from kehu.customer c order by c.id) x;
insert into kehu_priv.name_key (kind, record_id, norm, grams, digits)
  select 'contact', id, norm, kehu_priv.name_grams(norm), concat_ws(' ', kehu_priv.phone_number(mobile), kehu_priv.phone_number(phone))
    from (select c.id, c.mobile, c.phone, kehu_priv.plain_text(c.name) as norm from kehu.contact c order by c.id) x;
insert into kehu_priv.customer_key (customer_id, name_norm, name_core, brand_key, regions, grams, uscc)
  select c.id, p.norm, case when p.brand <> '' then p.core end, nullif(p.brand, ''), p.regions, case when p.brand <> '' then kehu_priv.core_grams(p.core) else '{}' end, c.uscc
    from kehu_priv.name_words() w, kehu.customer c, kehu_priv.name_parts(c.name, w.regions, w.trades) p order by c.id;
