-- Fields that the administrator adds to a kind (R151). Their values stand in `ext` of the record or its card, under the rights of the record,
-- and only as the definition lets them.
set local role kehu_owner;

create table kehu.custom_field (
  id int generated always as identity primary key, version int not null default 1,
  kind text not null constraint custom_field_kind check (kind in ('customer', 'contact', 'order', 'opportunity', 'lead')),
  name text not null constraint custom_field_name check (name ~ '^x_[a-z0-9][a-z0-9_]{0,30}$'),
  label kehu.line not null constraint custom_field_label_blank check (label ~ U&'[^ \00A0\2000-\200A\202F\205F\2800\3000]'),
  label_en kehu.line,
  type text not null constraint custom_field_type check (type in ('text', 'number', 'decimal', 'money', 'date', 'flag', 'choice')),
  dict_code kehu.line constraint custom_field_dict references kehu.dict,
  choices kehu.line,
  sort int not null default 0, required bool not null default false, active bool not null default true,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  constraint custom_field_taken unique (kind, name),
  constraint custom_field_label_short check (length(label) <= 40 and length(label_en) <= 40),
  constraint custom_field_choices check (choices is null),
  constraint custom_field_listed check ((type = 'choice') = (dict_code is not null))
);
create index custom_field_dict_of on kehu.custom_field (dict_code);

-- The name gets its mark. Words to choose from are kept in a dictionary: the named one, else one of the field's own.
create function kehu_priv.custom_field_fill() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_word text; v_n int;
begin
  if new.name !~ '^x_' then new.name := 'x_' || new.name; end if;
  if new.type <> 'choice' then
    if new.choices is not null or new.dict_code is not null then perform kehu_priv.refuse('custom_field_choices', 'choices'); end if;
    return new;
  end if;
  if new.dict_code is null then
    if coalesce(btrim(new.choices), '') = '' then perform kehu_priv.refuse('custom_field_listed', 'choices'); end if;
    new.dict_code := new.kind || '_' || new.name;
    insert into kehu.dict (code, label, label_en) values (new.dict_code, new.label, coalesce(new.label_en, new.label)) on conflict (code) do nothing;
  end if;
  select coalesce(max(i.sort), 0) into v_n from kehu.dict_item i where i.dict_code = new.dict_code;
  for v_word in select btrim(w) from regexp_split_to_table(new.choices, '[,，、;；]') w where btrim(w) <> '' loop
    if exists (select from kehu.dict_item i where i.dict_code = new.dict_code and v_word in (i.label, i.label_en)) then continue; end if;
    v_n := v_n + 1;
    insert into kehu.dict_item (dict_code, code, label, label_en, sort)
      values (new.dict_code, 'c' || (select count(*) + 1 from kehu.dict_item i where i.dict_code = new.dict_code), v_word, v_word, v_n);
  end loop;
  new.choices := null;
  return new;
end $$;
create trigger a_fill before insert or update of choices on kehu.custom_field for each row execute function kehu_priv.custom_field_fill();
create trigger touch before update on kehu.custom_field for each row execute function kehu_priv.touch();
create trigger audit after insert or delete or update on kehu.custom_field for each row execute function kehu_priv.write_audit('custom_field');
create trigger tell_i after insert on kehu.custom_field referencing new table as added for each statement execute function kehu_priv.tell('custom_field');
create trigger tell_u after update on kehu.custom_field referencing new table as added for each statement execute function kehu_priv.tell('custom_field');

alter table kehu.custom_field enable row level security;
create policy everybody on kehu.custom_field for select to kehu_operator using ((select kehu.me()) is not null);
create policy keeper_new on kehu.custom_field for insert to kehu_admin with check ((select kehu.rules_admin()));
create policy keeper_w on kehu.custom_field for update to kehu_admin using ((select kehu.rules_admin()));
grant select on kehu.custom_field to kehu_operator;
grant insert (kind, name, label, label_en, type, dict_code, choices, sort, required, active), update (label, label_en, choices, sort, required, active)
  on kehu.custom_field to kehu_admin;

-- Whether a value is one of that type. Kept as JSON has them; money and dates as texts, which lose nothing on their way.
create function kehu_priv.ext_fits(p_type text, p_dict text, v jsonb) returns bool language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare t text := v #>> '{}';
begin
  return case p_type
    when 'text' then jsonb_typeof(v) = 'string' and btrim(t) <> '' and t::kehu.line is not null
    when 'number' then jsonb_typeof(v) = 'number' and t ~ '^-?\d{1,10}$' and t::bigint between -2147483648 and 2147483647
    when 'decimal' then jsonb_typeof(v) = 'string' and t ~ '^-?\d{1,12}(\.\d{1,4})?$'
    when 'money' then jsonb_typeof(v) = 'string' and t ~ '^\d{1,12}(\.\d{1,2})?$'
    when 'date' then jsonb_typeof(v) = 'string' and t ~ '^\d{4}-\d{2}-\d{2}$' and t::date::kehu.bizdate is not null
    when 'flag' then jsonb_typeof(v) = 'boolean'
    else jsonb_typeof(v) = 'string' and exists (select from kehu.dict_item i where i.dict_code = p_dict and i.code = t) end;
exception when check_violation or datetime_field_overflow then return false;
end $$;

-- What changes in `ext` is a field of the kind, of its type; one that is required is not emptied. What is no longer offered (a field, a choice) still
-- comes back by undoing a deed.
create function kehu_priv.ext_fit() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare k text; v jsonb; f kehu.custom_field;
begin
  if jsonb_typeof(new.ext) <> 'object' or length(new.ext::text) > 20000 then perform kehu_priv.refuse('bad_value', 'ext'); end if;
  for k, v in select * from jsonb_each(new.ext) loop
    if tg_op = 'UPDATE' and old.ext -> k = v then continue; end if;
    select * into f from kehu.custom_field x where x.kind = tg_argv[0] and x.name = k;
    if f.id is null then perform kehu_priv.refuse('unknown_field', k); end if;
    if not kehu_priv.ext_fits(f.type, f.dict_code, v) then perform kehu_priv.refuse('bad_value', k); end if;
  end loop;
  if tg_op = 'UPDATE' and kehu.me() is not null then
    select x.name into k from kehu.custom_field x
      where x.kind = tg_argv[0] and x.active and x.required and old.ext ? x.name and not new.ext ? x.name order by x.sort, x.id limit 1;
    if k is not null then perform kehu_priv.refuse('required', k); end if;
  end if;
  return new;
end $$;

-- What is required is there, whoever makes a record and however.
create function kehu_priv.hold_whole(p_kind text, p_ext jsonb) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare f kehu.custom_field;
begin
  if kehu.me() is null then return; end if;
  select * into f from kehu.custom_field x where x.kind = p_kind and x.active and x.required and not p_ext ? x.name order by x.sort, x.id limit 1;
  if f.id is not null then perform kehu_priv.refuse('required', f.name, f.label); end if;
end $$;
-- When the making of it ends. Arguments: the kind, the table where its added fields stand, the key there and in the new row.
create function kehu_priv.ext_whole() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_ext jsonb;
begin
  execute format('select t.ext from %s t where t.%I = $1', tg_argv[1], tg_argv[2]) into v_ext using (to_jsonb(new) ->> tg_argv[2])::bigint;
  perform kehu_priv.hold_whole(tg_argv[0], v_ext);
  return null;
end $$;

comment on table kehu.custom_field is 'Fields that the administrator added to a kind; their values stand in ext of the record''s card';
comment on column kehu.custom_field.name is 'stable, with a mark that no field of the program has';
comment on column kehu.custom_field.dict_code is 'of a choice: the list that it is chosen from';
comment on column kehu.custom_field.choices is 'words to add to that list; never kept here';
comment on column kehu.custom_field.active is 'false: no longer in forms and lists; what records hold stays';

reset role;
