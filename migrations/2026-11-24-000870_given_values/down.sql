set local role kehu_owner;
drop function kehu_priv.given_id(jsonb, text), kehu_priv.given_uuid(jsonb, text), kehu_priv.given_money(jsonb, text), kehu_priv.given_ratio(jsonb, text),
  kehu_priv.given_date(jsonb, text), kehu_priv.given_list(jsonb, text);
reset role;
