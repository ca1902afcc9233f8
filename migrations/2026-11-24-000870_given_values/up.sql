-- Reading what a client sent as jsonb: nothing is rounded, nothing is guessed; what does not fit is refused by its field's name.
set local role kehu_owner;

create function kehu_priv.given_id(p jsonb, p_key text) returns bigint language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare v text := p ->> p_key;
begin
  if v is null then return null; end if;
  if v !~ '^[0-9]{1,18}$' then perform kehu_priv.refuse('bad_value', p_key); end if;
  return v::bigint;
end $$;

create function kehu_priv.given_uuid(p jsonb, p_key text) returns uuid language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare v text := p ->> p_key;
begin
  if v is null or v !~* '^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$' then perform kehu_priv.refuse('bad_value', p_key); end if;
  return v::uuid;
end $$;

-- Money, to the fen. A third decimal is an error: PostgreSQL would round it without a word.
create function kehu_priv.given_money(p jsonb, p_key text) returns numeric language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare v text := p ->> p_key; n numeric;
begin
  if v is null then return null; end if;
  if v !~ '^[0-9]{1,15}(\.[0-9]{1,20})?$' then perform kehu_priv.refuse('bad_value', p_key); end if;
  n := trim_scale(v::numeric);
  if scale(n) > 2 then perform kehu_priv.refuse('too_many_decimals', p_key); end if;
  if n >= 1e12 then perform kehu_priv.refuse('bad_value', p_key); end if;
  return n;
end $$;

-- A pay ratio or rate, 0 to 2, four decimals.
create function kehu_priv.given_ratio(p jsonb, p_key text) returns numeric language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare v text := p ->> p_key; n numeric;
begin
  if v is null then return null; end if;
  if v !~ '^[0-9]{1,3}(\.[0-9]{1,20})?$' then perform kehu_priv.refuse('bad_value', p_key); end if;
  n := trim_scale(v::numeric);
  if scale(n) > 4 then perform kehu_priv.refuse('too_many_decimals', p_key); end if;
  if n > 2 then perform kehu_priv.refuse('bad_value', p_key); end if;
  return n;
end $$;

create function kehu_priv.given_date(p jsonb, p_key text) returns date language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare v text := p ->> p_key; d date;
begin
  if v is null then return null; end if;
  if v !~ '^(199[0-9]|20[0-9]{2}|2100)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' then perform kehu_priv.refuse('bad_date', p_key); end if;
  -- The 31st of a short month: to_date would carry over, make_date raises without a name.
  d := make_date(left(v, 4)::int, substr(v, 6, 2)::int, 1) + (right(v, 2)::int - 1);
  if to_char(d, 'YYYY-MM-DD') <> v then perform kehu_priv.refuse('bad_date', p_key); end if;
  return d;
end $$;

create function kehu_priv.given_list(p jsonb, p_key text) returns jsonb language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare v jsonb := p -> p_key;
begin
  if v is null or v = 'null' then return '[]'; end if;
  if jsonb_typeof(v) <> 'array' or jsonb_array_length(v) > 400 then perform kehu_priv.refuse('bad_value', p_key); end if;
  return v;
end $$;

reset role;
