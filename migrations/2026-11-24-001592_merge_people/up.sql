-- Two people of one customer become one: what merges and parts the pairs of people, called by the functions for pairs of any kind.
set local role kehu_owner;

create function kehu_priv.contact_picture(p_id bigint) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return jsonb_build_object('contact', (select to_jsonb(c) from kehu.contact c where c.id = p_id), 'card', (select to_jsonb(k) from kehu.contact_card k where k.contact_id = p_id),
    'ext', (select k.ext from kehu.contact_card k where k.contact_id = p_id));
end $$;

-- The fields that are chosen, and where they stand. A birthday is chosen whole.
create function kehu_priv.people_fields() returns table (field text, place text, cols text[])
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return query
    select 'name', 'contact', array['name', 'pinyin', 'initials']
    union all select f, 'contact', array[f] from unnest(array['gender', 'job_title', 'dept_name', 'mobile', 'phone', 'email', 'wechat', 'relation_depth', 'influence', 'is_key', 'is_decider', 'is_payer',
        'do_not_contact', 'status', 'note']) f
    union all select 'birth_month', 'contact', array['birth_month', 'birth_day', 'birth_calendar', 'birth_leap']
    union all select f, 'card', array[f] from unnest(array['phone_ext', 'fax', 'qq', 'birth_year', 'hobbies']) f
    union all select 'reports_to', 'card', array['reports_to_id']
    union all select x.name, 'ext', array[x.name] from kehu.custom_field x where x.kind = 'contact';
end $$;

-- A mobile number is told as its reader may read it.
create function kehu_priv.people_side(p_field text, p_picture jsonb, p_place text, p_col text) returns text
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare v text := p_picture -> p_place ->> p_col; v_id bigint := (p_picture #>> '{contact,id}')::bigint;
begin
  return case p_field
    when 'mobile' then kehu_priv.told_mobile(v_id, v)
    when 'reports_to' then (select c.name::text from kehu.contact c where c.id = v::bigint)
    when 'birth_month' then concat_ws('-', v, p_picture #>> '{contact,birth_day}')
    else v end;
end $$;

-- Where the two differ.
create function kehu_priv.people_sides(d kehu.dup_candidate) returns table (field text, first text, second text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare a jsonb := kehu_priv.contact_picture(d.first_contact_id); b jsonb := kehu_priv.contact_picture(d.second_contact_id);
begin
  return query
    select 'keep', concat_ws(' ', a #>> '{contact,name}', '#' || d.first_contact_id), concat_ws(' ', b #>> '{contact,name}', '#' || d.second_contact_id)
    union all
    select f.field, kehu_priv.people_side(f.field, a, f.place, f.cols[1]), kehu_priv.people_side(f.field, b, f.place, f.cols[1])
      from kehu_priv.people_fields() f
     where coalesce(a -> f.place ->> f.cols[1], '') <> '' and coalesce(b -> f.place ->> f.cols[1], '') <> ''
       and exists (select from unnest(f.cols) c where f.field <> 'name' or c = 'name' having bool_or((a -> f.place -> c) is distinct from (b -> f.place -> c)));
end $$;

-- Where people are named, but for what goes with the person.
create function kehu_priv.contact_children() returns table (place int, tab regclass, col name, sort name)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select * from kehu_priv.children_of('kehu.contact', array['kehu.contact_mobile', 'kehu.dup_candidate']::regclass[]) c
    where (c.tab, c.col) is distinct from ('kehu.contact_card'::regclass, 'contact_id'::name);
end $$;

-- As customers are merged: the one that goes is deleted, with its places at opportunities that the other has too.
create function kehu_priv.merge_people(d kehu.dup_candidate, p_keep text, p_second text[], p_note text) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_survivor bigint := case p_keep when 'first' then d.first_contact_id else d.second_contact_id end;
  v_victim bigint := case p_keep when 'first' then d.second_contact_id else d.first_contact_id end;
  s jsonb; v jsonb; c record; f record; r jsonb; v_rows jsonb; v_moved jsonb := '[]'; v_contact jsonb := '{}'; v_card jsonb := '{}'; v_ext jsonb := '{}'; v_take_victim bool; v_version int;
begin
  if exists (select from unnest(p_second) x where x not in (select m.field from kehu_priv.people_fields() m)) then perform kehu_priv.refuse('bad_value', 'second_fields'); end if;
  perform from kehu.contact x where x.id in (v_survivor, v_victim) order by x.id for update;
  s := kehu_priv.contact_picture(v_survivor); v := kehu_priv.contact_picture(v_victim);
  for c in select * from kehu_priv.contact_children() loop
    v_rows := kehu_priv.rows_naming(c.tab, c.col, c.sort, 'contact', v_victim);
    -- Nobody reports to himself.
    if c.col = 'reports_to_id' then v_rows := (select coalesce(jsonb_agg(x), '[]') from jsonb_array_elements(v_rows) x where (x ->> 'contact_id')::bigint <> v_survivor); end if;
    if v_rows <> '[]' then
      perform kehu_priv.move_rows(c.tab, c.col, v_rows, v_victim, v_survivor);
      v_moved := v_moved || jsonb_build_object('tab', c.tab::text, 'col', c.col, 'rows', v_rows);
    end if;
  end loop;
  update kehu.opportunity_contact x set deleted_at = now() where x.contact_id = v_victim and x.deleted_at is null;
  update kehu.contact x set deleted_at = now() where x.id = v_victim;
  -- The chosen side of each field, or the side that has it.
  for f in select * from kehu_priv.people_fields() loop
    v_take_victim := (f.field = any (p_second)) = (p_keep = 'first');
    if coalesce(v -> f.place ->> f.cols[1], '') = '' then v_take_victim := false; elsif coalesce(s -> f.place ->> f.cols[1], '') = '' then v_take_victim := true; end if;
    if v_take_victim then
      r := (select jsonb_object_agg(k, v -> f.place -> k) from unnest(f.cols) k);
      case f.place when 'contact' then v_contact := v_contact || r; when 'card' then v_card := v_card || r; else v_ext := v_ext || r; end case;
    end if;
  end loop;
  if (coalesce(v_card -> 'reports_to_id', s #> '{card,reports_to_id}') #>> '{}')::bigint in (v_victim, v_survivor) then v_card := v_card || '{"reports_to_id": null}'; end if;
  if v_ext <> '{}' then v_card := v_card || jsonb_build_object('ext', (s -> 'ext') || v_ext); end if;
  perform kehu_priv.put_columns('kehu.contact', 'id', v_survivor, v_contact);
  perform kehu_priv.put_columns('kehu.contact_card', 'contact_id', v_survivor, v_card);
  insert into kehu_priv.merge_log (candidate_id, survivor_id, victim_id, note, taken, before, after, moved, merged_by)
    values (d.id, v_survivor, v_victim, nullif(btrim(p_note), ''), coalesce(p_second, '{}'), jsonb_build_object('survivor', s, 'victim', v), kehu_priv.contact_picture(v_survivor), v_moved, kehu.me());
  update kehu.dup_candidate x set state = 'merged', note = nullif(btrim(p_note), ''), decided_by = kehu.me(), decided_at = now() where x.id = d.id returning x.version into v_version;
  return v_version;
end $$;

-- Two people again. What was changed since stays as it was changed.
create function kehu_priv.part_people(d kehu.dup_candidate, l kehu_priv.merge_log) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare s jsonb := l.before -> 'survivor'; v jsonb := l.before -> 'victim'; v_now jsonb; v_back jsonb; m jsonb; p text; v_version int;
begin
  perform from kehu.contact x where x.id in (l.survivor_id, l.victim_id) order by x.id for update;
  if exists (select from kehu.contact c where c.id = l.survivor_id and c.deleted_at is not null) then perform kehu_priv.refuse('survivor_gone'); end if;
  v_now := kehu_priv.contact_picture(l.survivor_id);
  update kehu.contact x set deleted_at = null, customer_id = (v_now #>> '{contact,customer_id}')::bigint where x.id = l.victim_id;
  foreach p in array array['contact', 'card'] loop
    v_back := (select jsonb_object_agg(k.key, k.value) from jsonb_each(s -> p) k
                where k.key not in ('version', 'updated_at', 'customer_id', 'owner_id', 'dept_id', 'mobile_masked')
                  and k.value is distinct from l.after -> p -> k.key and v_now -> p -> k.key is not distinct from l.after -> p -> k.key);
    perform kehu_priv.put_columns(case p when 'contact' then 'kehu.contact'::regclass else 'kehu.contact_card'::regclass end, case p when 'contact' then 'id' else 'contact_id' end, l.survivor_id, coalesce(v_back, '{}'));
  end loop;
  for m in select x from jsonb_array_elements(l.moved) x loop
    perform kehu_priv.move_rows((m ->> 'tab')::regclass, (m ->> 'col')::name, m -> 'rows', l.survivor_id, l.victim_id);
    if m ->> 'tab' = 'kehu.opportunity_contact' then
      update kehu.opportunity_contact x set deleted_at = o.deleted_at from kehu.opportunity o
       where o.id = x.opportunity_id and x.contact_id = l.victim_id and x.id in (select (y ->> 'id')::bigint from jsonb_array_elements(m -> 'rows') y);
    end if;
  end loop;
  for m in select x from jsonb_array_elements(l.moved) x loop perform kehu_priv.as_it_was((m ->> 'tab')::regclass, m -> 'rows'); end loop;
  perform kehu_priv.as_it_was('kehu.contact', jsonb_build_array(s -> 'contact', v -> 'contact'));
  perform kehu_priv.as_it_was('kehu.contact_card', jsonb_build_array(s -> 'card', v -> 'card'));
  update kehu_priv.merge_log x set undone_by = kehu.me(), undone_at = now() where x.id = l.id;
  update kehu.dup_candidate x set state = 'open', note = null, decided_by = null, decided_at = null where x.id = d.id returning x.version into v_version;
  return v_version;
end $$;

reset role;
