-- Search by Chinese substrings (one character and more), initials and pinyin prefixes, code and phone digits.
-- LIKE and array operators are not leakproof and get no index under row security: so a definer function with the rights inside,
-- which returns ids; the client reads them back under row security. What is typed comes as ranges and arrays, so that one plan, made once,
-- fits every word: planning this query takes longer than running it.
set local role kehu_owner;

create function kehu_priv.plain_text(p_text text) returns text
  language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
begin
  return lower(regexp_replace(normalize(p_text, nfkc), '[^[:alnum:]]', '', 'g'));
end $$;

-- The number itself: no country code before a mobile's, no extension, digits only.
create function kehu_priv.phone_number(p_phone text) returns text
  language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
begin
  return nullif(regexp_replace(regexp_replace(regexp_replace(normalize(p_phone, nfkc), '(转|ext|x|#|,).*$', '', 'i'), '\D', '', 'g'), '^(00)?86(?=1\d{10}$)', ''), '');
end $$;

-- All characters and all pairs of neighbours.
create function kehu_priv.name_grams(p_norm text) returns text[]
  language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
declare v_chars text[] := string_to_array(p_norm, null); v_grams text[] := v_chars;
begin
  for i in 2 .. cardinality(v_chars) loop v_grams := v_grams || (v_chars[i - 1] || v_chars[i]); end loop;
  return v_grams;
end $$;

create function kehu_priv.customer_grams() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_norm text := kehu_priv.plain_text(new.name);
begin
  if new.deleted_at is not null then delete from kehu_priv.name_key k where k.kind = 'customer' and k.record_id = new.id; return null; end if;
  insert into kehu_priv.name_key as k (kind, record_id, norm, grams, digits)
    values ('customer', new.id, v_norm, kehu_priv.name_grams(v_norm), coalesce(kehu_priv.phone_number(new.phone), ''))
    on conflict (kind, record_id) do update set norm = excluded.norm, grams = excluded.grams, digits = excluded.digits;
  return null;
end $$;
create function kehu_priv.contact_grams() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_norm text := kehu_priv.plain_text(new.name);
begin
  if new.deleted_at is not null then delete from kehu_priv.name_key k where k.kind = 'contact' and k.record_id = new.id; return null; end if;
  insert into kehu_priv.name_key as k (kind, record_id, norm, grams, digits)
    values ('contact', new.id, v_norm, kehu_priv.name_grams(v_norm), concat_ws(' ', kehu_priv.phone_number(new.mobile), kehu_priv.phone_number(new.phone)))
    on conflict (kind, record_id) do update set norm = excluded.norm, grams = excluded.grams, digits = excluded.digits;
  return null;
end $$;
create trigger grams after insert or update of name, phone, deleted_at on kehu.customer for each row execute function kehu_priv.customer_grams();
create trigger grams after insert or update of name, mobile, phone, deleted_at on kehu.contact for each row execute function kehu_priv.contact_grams();
-- Phones are searched from four digits on: every four of a number.
create function kehu_priv.fours(p_digits text) returns text[]
  language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
begin
  return array(select distinct substr(p_digits, i, 4) from generate_series(1, length(p_digits) - 3) i);
end $$;
create index name_key_customer_digits on kehu_priv.name_key using gin (kehu_priv.fours(digits)) where kind = 'customer' and digits <> '';
create index name_key_contact_digits on kehu_priv.name_key using gin (kehu_priv.fours(digits)) where kind = 'contact' and digits <> '';
-- What begins with it, without reading all that have it.
create index name_key_customer_norm on kehu_priv.name_key (norm text_pattern_ops) include (record_id) where kind = 'customer';
create index name_key_contact_norm on kehu_priv.name_key (norm text_pattern_ops) include (record_id) where kind = 'contact';
create index name_key_customer_number on kehu_priv.name_key (digits text_pattern_ops) include (record_id) where kind = 'customer' and digits <> '';
create index name_key_contact_number on kehu_priv.name_key (digits text_pattern_ops) include (record_id) where kind = 'contact' and digits <> '';

-- What the asker typed, as ids, best first: the code or the whole name, its beginning, initials, pinyin, inside the name, phone;
-- among equals those who ordered last, since it is they who order again. Of a word that very many have those touched last are looked at,
-- then those who begin with it; a null at the end says that there may be more.
create function kehu.search_customer(p_text text, p_limit int default 50) returns setof bigint
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  v text := kehu_priv.plain_text(p_text);
  v_grams text[] := case when length(v) = 1 then array[v] else kehu_priv.pairs(v) end;
  v_spelt bool := v ~ '^[a-z0-9]+$';
  v_after text := v || chr(1114111);
  v_digits text := regexp_replace(p_text, '\D', '', 'g');
  v_fours text[] := case when length(v_digits) >= 4 and v = v_digits then kehu_priv.fours(v_digits) else '{}' end;
  v_all bool := kehu.sees_all() or kehu.serves();
  v_owners int[] := kehu.readable_owners();
  v_depts int[] := kehu.order_depts() || kehu.lent_depts(false);
  v_shared bigint[] := kehu.shared_ids('customer', false);
  v_enough int := least(p_limit, 20);
  v_ids bigint[] := '{}'; v_some bigint[]; v_near_ids bigint[]; v_ranks int[]; v_common bool; v_near int; v_more bool := false; v_most int; v_found bigint;
begin
  if kehu.me() is null or coalesce(v, '') = '' then return; end if;
  -- Whether very many have it. The indexes that stop early are asked first; the others read all that there is.
  v_common := length(v) <= 2
    or exists (select from kehu_priv.name_key k where k.kind = 'customer' and k.norm ~>=~ v and k.norm ~<~ v_after order by k.norm using ~<~ offset 1000)
    or v_spelt and exists (select from kehu.customer c where c.initials ~>=~ v and c.initials ~<~ v_after order by c.initials using ~<~ offset 1000)
    or v_spelt and exists (select from kehu.customer c where c.pinyin ~>=~ v and c.pinyin ~<~ v_after order by c.pinyin using ~<~ offset 1000)
    or v_fours <> '{}' and exists (select from kehu_priv.name_key k where k.kind = 'customer' and k.digits <> '' and k.digits ~>=~ v and k.digits ~<~ v_after order by k.digits using ~<~ offset 1000);
  if not v_common then
    v_common := (select count(*) from (
        (select from kehu_priv.name_key k where k.kind = 'customer' and k.grams @> v_grams limit 1001)
        union all (select from kehu_priv.name_key k where v_fours <> '{}' and k.kind = 'customer' and k.digits <> '' and kehu_priv.fours(k.digits) @> v_fours limit 1001)) x) > 1000;
  end if;
  if v_common then
    -- Who was touched last is looked at, of each owner and department as many.
    v_near := 300 / case when v_all then 1 else greatest(1, cardinality(v_owners) + cardinality(v_depts)) end;
    v_some := array(
        (select c.id from kehu.customer c where v_all and c.deleted_at is null order by c.updated_at desc, c.id desc limit v_near)
        union all select i.id from unnest(v_owners) o, lateral (select c.id from kehu.customer c where not v_all and c.owner_id = o and c.deleted_at is null order by c.updated_at desc, c.id desc limit v_near) i
        union all select i.id from unnest(v_depts) d, lateral (select c.id from kehu.customer c where not v_all and c.dept_id = d and c.deleted_at is null order by c.updated_at desc, c.id desc limit v_near) i
        union all select c.id from kehu.customer c where not v_all and c.id = any (v_shared) and c.deleted_at is null
        union all select c.id from kehu.customer c where (c.code = upper(btrim(p_text)) or c.code = 'CU-' || lpad(left(v_digits, 9), 5, '0') and v = v_digits) and c.deleted_at is null
    );
    select array_agg(r.id) filter (where r.rank is not null), array_agg(r.rank) filter (where r.rank is not null) into v_near_ids, v_ranks from (
      select c.id, case when c.code = upper(btrim(p_text)) or c.code = 'CU-' || lpad(left(v_digits, 9), 5, '0') and v = v_digits or k.norm = v then 0
                        when starts_with(k.norm, v) or v_spelt and c.initials = v then 1 when v_spelt and starts_with(c.initials, v) then 2
                        when v_spelt and starts_with(c.pinyin, v) then 3 when position(v in k.norm) > 0 then 4
                        when v_fours <> '{}' and position(v_digits in k.digits) > 0 then 5 end as rank
        from unnest(v_some) i(id) join kehu.customer c on c.id = i.id join kehu_priv.name_key k on k.kind = 'customer' and k.record_id = i.id
    ) r;
    v_more := cardinality(v_some) >= v_near;
  end if;
  -- Those near; where they are too few, those who begin with it; then all who have it, of very many some.
  foreach v_most in array case when not v_common then '{5000}' when v_more and v_all then '{0,300,5000}' when v_more then '{0,2000,5000}' else '{0}' end::int[] loop
    select coalesce(array_agg(f.id order by f.rank, c.status = 'archived', c.last_order_on desc nulls last, c.updated_at desc, c.id desc), '{}'), sum(f.found)
      into v_ids, v_found from (
        select h.id, min(h.rank) as rank, count(*) as found from (
          select i.id, i.rank from unnest(v_near_ids, v_ranks) i(id, rank)
          union all
          (select c.id, 0 as rank from kehu.customer c where c.code = upper(btrim(p_text)) or c.code = 'CU-' || lpad(left(v_digits, 9), 5, '0') and v = v_digits limit v_most)
          union all
          (select k.record_id, case when k.norm = v then 0 else 1 end from kehu_priv.name_key k where k.kind = 'customer' and k.norm ~>=~ v and k.norm ~<~ v_after order by k.norm using ~<~ limit v_most)
          union all
          (select c.id, case when c.initials = v then 1 else 2 end from kehu.customer c where v_spelt and c.initials ~>=~ v and c.initials ~<~ v_after order by c.initials using ~<~ limit v_most)
          union all
          (select c.id, 3 from kehu.customer c where v_spelt and c.pinyin ~>=~ v and c.pinyin ~<~ v_after order by c.pinyin using ~<~ limit v_most)
          union all
          (select k.record_id, 5 from kehu_priv.name_key k where v_fours <> '{}' and k.kind = 'customer' and k.digits <> '' and k.digits ~>=~ v and k.digits ~<~ v_after order by k.digits using ~<~ limit v_most)
          union all
          (select k.record_id, 4 from kehu_priv.name_key k where v_most = 5000 and k.kind = 'customer' and k.grams @> v_grams and position(v in k.norm) > 0 limit v_most)
          union all
          (select k.record_id, 5 from kehu_priv.name_key k
           where v_most = 5000 and v_fours <> '{}' and k.kind = 'customer' and k.digits <> '' and kehu_priv.fours(k.digits) @> v_fours and position(v_digits in k.digits) > 0 limit v_most)
        ) h where h.rank is not null group by h.id) f join kehu.customer c on c.id = f.id
     where c.deleted_at is null and (v_all or c.owner_id = any (v_owners) or c.dept_id = any (v_depts) or c.id = any (v_shared));
    exit when cardinality(v_ids) >= v_enough;
  end loop;
  return query select unnest(v_ids[:least(greatest(coalesce(p_limit, 50), 0), 1000)]);
  if v_more and (v_most < 5000 or v_found >= 5000) then return next null; end if;
end $$;

create function kehu.search_contact(p_text text, p_limit int default 50) returns setof bigint
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  v text := kehu_priv.plain_text(p_text);
  v_grams text[] := case when length(v) = 1 then array[v] else kehu_priv.pairs(v) end;
  v_spelt bool := v ~ '^[a-z0-9]+$';
  v_after text := v || chr(1114111);
  v_digits text := regexp_replace(p_text, '\D', '', 'g');
  v_fours text[] := case when length(v_digits) >= 4 and v = v_digits then kehu_priv.fours(v_digits) else '{}' end;
  v_all bool := kehu.sees_all() or kehu.serves();
  v_owners int[] := kehu.readable_owners();
  v_depts int[] := kehu.order_depts() || kehu.lent_depts(false);
  v_shared bigint[] := kehu.shared_ids('customer', false);
  v_enough int := least(p_limit, 20);
  v_ids bigint[] := '{}'; v_some bigint[]; v_near_ids bigint[]; v_ranks int[]; v_common bool; v_near int; v_more bool := false; v_most int; v_found bigint;
begin
  if kehu.me() is null or coalesce(v, '') = '' then return; end if;
  -- Whether very many have it. The indexes that stop early are asked first; the others read all that there is.
  v_common := length(v) <= 2
    or exists (select from kehu_priv.name_key k where k.kind = 'contact' and k.norm ~>=~ v and k.norm ~<~ v_after order by k.norm using ~<~ offset 1000)
    or v_spelt and exists (select from kehu.contact c where c.initials ~>=~ v and c.initials ~<~ v_after order by c.initials using ~<~ offset 1000)
    or v_spelt and exists (select from kehu.contact c where c.pinyin ~>=~ v and c.pinyin ~<~ v_after order by c.pinyin using ~<~ offset 1000)
    or v_fours <> '{}' and exists (select from kehu_priv.name_key k where k.kind = 'contact' and k.digits <> '' and k.digits ~>=~ v and k.digits ~<~ v_after order by k.digits using ~<~ offset 1000);
  if not v_common then
    v_common := (select count(*) from (
        (select from kehu_priv.name_key k where k.kind = 'contact' and k.grams @> v_grams limit 1001)
        union all (select from kehu_priv.name_key k where v_fours <> '{}' and k.kind = 'contact' and k.digits <> '' and kehu_priv.fours(k.digits) @> v_fours limit 1001)) x) > 1000;
  end if;
  if v_common then
    -- Who was touched last is looked at, of each owner and department as many.
    v_near := 300 / case when v_all then 1 else greatest(1, cardinality(v_owners) + cardinality(v_depts)) end;
    v_some := array(
        (select c.id from kehu.contact c where v_all and c.deleted_at is null order by c.updated_at desc, c.id desc limit v_near)
        union all select i.id from unnest(v_owners) o, lateral (select c.id from kehu.contact c where not v_all and c.owner_id = o and c.deleted_at is null order by c.updated_at desc, c.id desc limit v_near) i
        union all select i.id from unnest(v_depts) d, lateral (select c.id from kehu.contact c where not v_all and c.dept_id = d and c.deleted_at is null order by c.updated_at desc, c.id desc limit v_near) i
        union all select c.id from kehu.contact c where not v_all and c.customer_id = any (v_shared) and c.deleted_at is null
    );
    select array_agg(r.id) filter (where r.rank is not null), array_agg(r.rank) filter (where r.rank is not null) into v_near_ids, v_ranks from (
      select c.id, case when k.norm = v then 0
                        when starts_with(k.norm, v) or v_spelt and c.initials = v then 1 when v_spelt and starts_with(c.initials, v) then 2
                        when v_spelt and starts_with(c.pinyin, v) then 3 when position(v in k.norm) > 0 then 4
                        when v_fours <> '{}' and position(v_digits in k.digits) > 0 then 5 end as rank
        from unnest(v_some) i(id) join kehu.contact c on c.id = i.id join kehu_priv.name_key k on k.kind = 'contact' and k.record_id = i.id
    ) r;
    v_more := cardinality(v_some) >= v_near;
  end if;
  -- Those near; where they are too few, those who begin with it; then all who have it, of very many some.
  foreach v_most in array case when not v_common then '{5000}' when v_more and v_all then '{0,300,5000}' when v_more then '{0,2000,5000}' else '{0}' end::int[] loop
    select coalesce(array_agg(f.id order by f.rank, c.status = 'left', c.updated_at desc, c.id desc), '{}'), sum(f.found)
      into v_ids, v_found from (
        select h.id, min(h.rank) as rank, count(*) as found from (
          select i.id, i.rank from unnest(v_near_ids, v_ranks) i(id, rank)
          union all
          (select k.record_id, case when k.norm = v then 0 else 1 end from kehu_priv.name_key k where k.kind = 'contact' and k.norm ~>=~ v and k.norm ~<~ v_after order by k.norm using ~<~ limit v_most)
          union all
          (select c.id, case when c.initials = v then 1 else 2 end from kehu.contact c where v_spelt and c.initials ~>=~ v and c.initials ~<~ v_after order by c.initials using ~<~ limit v_most)
          union all
          (select c.id, 3 from kehu.contact c where v_spelt and c.pinyin ~>=~ v and c.pinyin ~<~ v_after order by c.pinyin using ~<~ limit v_most)
          union all
          (select k.record_id, 5 from kehu_priv.name_key k where v_fours <> '{}' and k.kind = 'contact' and k.digits <> '' and k.digits ~>=~ v and k.digits ~<~ v_after order by k.digits using ~<~ limit v_most)
          union all
          (select k.record_id, 4 from kehu_priv.name_key k where v_most = 5000 and k.kind = 'contact' and k.grams @> v_grams and position(v in k.norm) > 0 limit v_most)
          union all
          (select k.record_id, 5 from kehu_priv.name_key k
           where v_most = 5000 and v_fours <> '{}' and k.kind = 'contact' and k.digits <> '' and kehu_priv.fours(k.digits) @> v_fours and position(v_digits in k.digits) > 0 limit v_most)
        ) h where h.rank is not null group by h.id) f join kehu.contact c on c.id = f.id
     where c.deleted_at is null and (v_all or c.owner_id = any (v_owners) or c.dept_id = any (v_depts) or c.customer_id = any (v_shared));
    exit when cardinality(v_ids) >= v_enough;
  end loop;
  return query select unnest(v_ids[:least(greatest(coalesce(p_limit, 50), 0), 1000)]);
  if v_more and (v_most < 5000 or v_found >= 5000) then return next null; end if;
end $$;

-- The pairs of a query: enough to find, fewer posting lists to read than with the single characters.
create function kehu_priv.pairs(p_norm text) returns text[]
  language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
begin
  return array(select distinct substr(p_norm, i, 2) from generate_series(1, length(p_norm) - 1) i);
end $$;

grant execute on function kehu.search_customer(text, int), kehu.search_contact(text, int) to kehu_operator;
comment on function kehu.search_customer(text, int) is 'ids of customers the asker may see, best first';
comment on function kehu.search_contact(text, int) is 'ids of contacts the asker may see, best first';

reset role;
