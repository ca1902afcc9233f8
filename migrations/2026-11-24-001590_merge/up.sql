-- Two customers, or two people of one, become one, with a choice per field; what hangs on the one that goes moves to the one that stays. An administrator takes it back
-- for thirty days, row by row as it was.
set local role kehu_owner;

create table kehu_priv.merge_log (
  id bigint generated always as identity primary key,
  candidate_id bigint not null, survivor_id bigint not null, victim_id bigint not null,
  note kehu.line, taken text[] not null,
  before jsonb not null, after jsonb not null, moved jsonb not null,
  merged_by int not null references kehu_priv.operator, merged_at timestamptz not null default now(),
  undone_by int references kehu_priv.operator, undone_at timestamptz
);
create index merge_log_candidate on kehu_priv.merge_log (candidate_id);
comment on table kehu_priv.merge_log is 'What a merge of two records changed: the rows before and after, and which rows moved';

-- Where records are named, by the catalogue: a table that comes later is moved too; but for some. Payments before orders, whose allocations look
-- who pays; then what names its record by a kind and an id.
create function kehu_priv.children_of(p_of regclass, p_but regclass[]) returns table (place int, tab regclass, col name, sort name)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query
    select (case when c.conrelid = 'kehu.payment'::regclass then 1 when c.conrelid = 'kehu.sales_order'::regclass then 2 else 3 end), c.conrelid::regclass, a.attname, null::name
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' and c.confrelid = p_of and c.conrelid <> all (p_but)
    union all
    select 4, t.oid::regclass, r.attname, k.attname
      from pg_class t join pg_attribute r on r.attrelid = t.oid and r.attname = 'record_id' and not r.attisdropped
      join pg_attribute k on k.attrelid = t.oid and k.attname in ('kind', 'entity') and not k.attisdropped
     where t.relkind = 'r' and t.relnamespace in ('kehu'::regnamespace, 'kehu_priv'::regnamespace)
       and t.oid <> all (array['kehu_priv.audit', 'kehu_priv.owner_history', 'kehu_priv.name_key']::regclass[])
     order by 1, 2, 3;
end $$;

-- Parts of an order follow it by its triggers; the rest belongs to the customer itself and goes with him, or tells what was.
create function kehu_priv.customer_children() returns table (place int, tab regclass, col name, sort name)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select * from kehu_priv.children_of('kehu.customer', array['kehu.customer_card', 'kehu_priv.customer_key', 'kehu.reference_card', 'kehu.dup_candidate',
    'kehu.order_card', 'kehu.order_line', 'kehu.insertion', 'kehu.instalment', 'kehu.order_change', 'kehu.invoice']::regclass[]);
end $$;

-- The rows of a place that name a record; not what a file holds.
create function kehu_priv.rows_naming(p_tab regclass, p_col name, p_sort name, p_kind text, p_id bigint) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare v jsonb;
begin
  execute format('select coalesce(jsonb_agg(to_jsonb(t) - ''body''), ''[]'') from %s t where t.%I = $1 %s', p_tab, p_col,
    case when p_sort is not null then format('and t.%I = %L', p_sort, p_kind) else '' end) into v using p_id;
  return v;
end $$;

-- Moves rows, those that are given, from one record to another; answers how many went. What the other has already (a share with the same
-- person, a tag) stays behind.
create function kehu_priv.move_rows(p_tab regclass, p_col name, p_rows jsonb, p_from bigint, p_to bigint) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r jsonb; v_moved int := 0; v_n int;
  v_owner text := case when p_tab in ('kehu.payment'::regclass, 'kehu.contract'::regclass)
    then ', owner_id = c.owner_id, dept_id = c.dept_id from kehu.customer c where c.id = $1 and ' else ' where ' end;
  v_by_id bool := exists (select from pg_attribute a where a.attrelid = p_tab and a.attname = 'id' and not a.attisdropped);
begin
  if v_by_id then
    begin
      execute format('update %s t set %I = $1 %s t.%I = $2 and t.id in (select (x ->> ''id'')::bigint from jsonb_array_elements($3) x)', p_tab, p_col, v_owner, p_col)
        using p_to, p_from, p_rows;
      get diagnostics v_moved = row_count;
      return v_moved;
    exception when unique_violation then null; end;
  end if;
  for r in select x from jsonb_array_elements(p_rows) x loop
    begin
      execute format('update %s t set %I = $1 %s t.%I = $2 and to_jsonb(t) - array[''version'', ''updated_at'', ''owner_id'', ''dept_id'', %L] = $3 - array[''version'', ''updated_at'', ''owner_id'', ''dept_id'', %L]',
        p_tab, p_col, v_owner, p_col, p_col, p_col) using p_to, p_from, r;
      get diagnostics v_n = row_count;
      v_moved := v_moved + v_n;
    exception when unique_violation then null; end;
  end loop;
  return v_moved;
end $$;

-- Versions and times of rows that are again what they were.
create function kehu_priv.as_it_was(p_tab regclass, p_rows jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_id name := case p_tab when 'kehu.customer_card'::regclass then 'customer_id' when 'kehu.contact_card'::regclass then 'contact_id' else 'id' end;
begin
  if not exists (select from pg_attribute a where a.attrelid = p_tab and a.attname = v_id) or not exists (select from pg_attribute a where a.attrelid = p_tab and a.attname = 'updated_at') then return; end if;
  if exists (select from pg_attribute a where a.attrelid = p_tab and a.attname = 'version' and not a.attisdropped) then
    execute format('update %s t set version = (x ->> ''version'')::int, updated_at = (x ->> ''updated_at'')::timestamptz from jsonb_array_elements($1) x
      where t.%I = (x ->> %L)::bigint and to_jsonb(t) - array[''version'', ''updated_at'', ''body''] = x - array[''version'', ''updated_at'']', p_tab, v_id, v_id) using p_rows;
  else
    execute format('update %s t set updated_at = (x ->> ''updated_at'')::timestamptz from jsonb_array_elements($1) x
      where t.%I = (x ->> %L)::bigint and to_jsonb(t) - array[''updated_at''] = x - array[''updated_at'']', p_tab, v_id, v_id) using p_rows;
  end if;
end $$;

-- Sets columns of one row from a document.
create function kehu_priv.put_columns(p_tab regclass, p_key name, p_id bigint, p_values jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_cols text := (select string_agg(quote_ident(k), ', ' order by k) from jsonb_object_keys(p_values) k);
begin
  if v_cols is null then return; end if;
  execute format('update %s t set (%s) = (select %s from jsonb_populate_record(null::%s, $1)) where t.%I = $2', p_tab, v_cols, v_cols, p_tab, p_key) using p_values, p_id;
end $$;

create function kehu_priv.customer_picture(p_id bigint) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return jsonb_build_object('customer', (select to_jsonb(c) from kehu.customer c where c.id = p_id), 'card', (select to_jsonb(k) from kehu.customer_card k where k.customer_id = p_id),
    'ext', (select k.ext from kehu.customer_card k where k.customer_id = p_id), 'key', (select to_jsonb(k) from kehu_priv.customer_key k where k.customer_id = p_id));
end $$;

-- The fields that are chosen, and where they stand.
create function kehu_priv.merge_fields() returns table (field text, place text, cols text[])
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return query
    select f, 'customer', array[c] from (values ('kind', 'kind'), ('parent', 'parent_id'), ('uscc', 'uscc'), ('source', 'source'), ('value_grade', 'value_grade'), ('industry', 'industry'),
        ('relation_level', 'relation_level'), ('is_key', 'is_key'), ('is_reference', 'is_reference'), ('city', 'city'), ('phone', 'phone'), ('credit_limit', 'credit_limit'),
        ('default_pay_days', 'default_pay_days'), ('needs_contract', 'needs_contract'), ('next_contact_on', 'next_contact_on')) x(f, c)
    union all select 'name', 'customer', array['name', 'pinyin', 'initials']
    union all select f, 'card', array[f] from unnest(array['short_name', 'reference_text', 'introducer', 'province', 'address', 'postcode', 'fax', 'website', 'note']) f
    union all select x.name, 'ext', array[x.name] from kehu.custom_field x where x.kind = 'customer';
end $$;

-- A pair that may be merged, locked, with both customers.
create function kehu_priv.hold_merge(p_id bigint, p_version int) returns kehu.dup_candidate
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare d kehu.dup_candidate;
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  perform kehu_priv.see_now();
  -- Customers before all else.
  perform from kehu.customer c where c.id in (select unnest(array[x.first_id, x.second_id]) from kehu.dup_candidate x where x.id = p_id) order by c.id for update;
  d := kehu_priv.hold_pair(p_id, p_version);
  if not (kehu.rules_admin() or kehu.rules_all() or kehu_priv.my_role() = 'sd') then perform kehu_priv.deny('not_yours'); end if;
  return d;
end $$;

-- The fields in which the two differ, to choose from: the administrator, who merges, reads no customers.
create function kehu.merge_sides(p_id bigint) returns table (field text, first text, second text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare d kehu.dup_candidate; a jsonb; b jsonb;
begin
  select * into d from kehu.dup_candidate x where x.id = p_id;
  if kehu.me() is null or d.id is null or not kehu_priv.sees_pair(d) or not (kehu.rules_admin() or kehu.rules_all() or kehu_priv.my_role() = 'sd') then perform kehu_priv.deny('not_yours'); end if;
  if d.first_contact_id is not null then return query select * from kehu_priv.people_sides(d); return; end if;
  a := kehu_priv.customer_picture(d.first_id); b := kehu_priv.customer_picture(d.second_id);
  return query
    select 'keep', a #>> '{customer,code}', b #>> '{customer,code}'
    union all
    select f.field, x.one, x.other
      from kehu_priv.merge_fields() f,
        lateral (select case when f.field = 'parent' then (select c.name::text from kehu.customer c where c.id = (a #>> '{customer,parent_id}')::bigint) else a -> f.place ->> f.cols[1] end as one,
                        case when f.field = 'parent' then (select c.name::text from kehu.customer c where c.id = (b #>> '{customer,parent_id}')::bigint) else b -> f.place ->> f.cols[1] end as other) x
     where coalesce(x.one, '') <> '' and coalesce(x.other, '') <> '' and x.one <> x.other;
end $$;

-- `p_keep` is `first` or `second`; `p_second` the fields for which the second is right, all others are the first's where it has them. Answers the pair's version.
create function kehu.merge_pair(p_id bigint, p_version int, p_keep text, p_second text[], p_note text default null) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  d kehu.dup_candidate := kehu_priv.hold_merge(p_id, p_version);
  v_survivor bigint; v_victim bigint; a jsonb; b jsonb; s jsonb; v jsonb; c record; r jsonb; v_rows jsonb; v_moved jsonb := '[]';
  v_customer jsonb; v_card jsonb; v_ext jsonb := '{}'; v_take_victim bool; f record; v_version int;
begin
  if d.state <> 'open' or d.gone then perform kehu_priv.refuse('bad_state', 'state'); end if;
  if p_keep is null or p_keep not in ('first', 'second') then perform kehu_priv.refuse('required', 'keep'); end if;
  if d.first_contact_id is not null then return kehu_priv.merge_people(d, p_keep, p_second, p_note); end if;
  if exists (select from unnest(p_second) x where x not in (select m.field from kehu_priv.merge_fields() m)) then perform kehu_priv.refuse('bad_value', 'second_fields'); end if;
  v_survivor := case p_keep when 'first' then d.first_id else d.second_id end;
  v_victim := case p_keep when 'first' then d.second_id else d.first_id end;
  s := kehu_priv.customer_picture(v_survivor); v := kehu_priv.customer_picture(v_victim);
  perform from kehu.sales_order o where v_victim in (o.customer_id, o.agency_id, o.bill_to_customer_id) order by o.id for update;
  perform from kehu.instalment i where i.customer_id = v_victim order by i.id for update;
  perform from kehu.payment p where p.payer_id = v_victim order by p.id for update;
  perform from kehu.payment_allocation x where x.payment_id in (select p.id from kehu.payment p where p.payer_id = v_victim) order by x.id for update;
  if exists (select from kehu.sales_order o where o.deleted_at is null and (o.customer_id, o.agency_id) in ((v_survivor, v_victim), (v_victim, v_survivor))) then
    perform kehu_priv.refuse('buys_by_itself'); end if;
  for c in select * from kehu_priv.customer_children() loop
    v_rows := kehu_priv.rows_naming(c.tab, c.col, c.sort, 'customer', v_victim);
    if c.tab = 'kehu.customer'::regclass then v_rows := (select coalesce(jsonb_agg(x), '[]') from jsonb_array_elements(v_rows) x where (x ->> 'id')::bigint <> v_survivor); end if;
    if v_rows <> '[]' then
      perform kehu_priv.move_rows(c.tab, c.col, v_rows, v_victim, v_survivor);
      v_moved := v_moved || jsonb_build_object('tab', c.tab::text, 'col', c.col, 'rows', v_rows);
    end if;
  end loop;
  update kehu.customer_card k set deleted_at = now() where k.customer_id = v_victim;
  update kehu.customer x set deleted_at = now() where x.id = v_victim;
  -- What the survivor is from now on: the chosen side of each field, or the side that has it.
  v_customer := '{}'; v_card := '{}';
  for f in select * from kehu_priv.merge_fields() loop
    v_take_victim := (f.field = any (p_second)) = (p_keep = 'first');
    if coalesce(v -> f.place ->> f.cols[1], '') = '' then v_take_victim := false; elsif coalesce(s -> f.place ->> f.cols[1], '') = '' then v_take_victim := true; end if;
    if f.field = 'parent' and (v #>> '{customer,parent_id}')::bigint = v_survivor then v_take_victim := false; end if;
    if v_take_victim and (s -> f.place -> f.cols[1]) is distinct from (v -> f.place -> f.cols[1]) then
      r := (select jsonb_object_agg(k, v -> f.place -> k) from unnest(f.cols) k);
      case f.place when 'customer' then v_customer := v_customer || r; when 'card' then v_card := v_card || r; else v_ext := v_ext || r; end case;
    end if;
  end loop;
  if (coalesce(v_customer -> 'parent_id', s #> '{customer,parent_id}') #>> '{}')::bigint in (v_victim, v_survivor) then v_customer := v_customer || '{"parent_id": null}'; end if;
  if (v #>> '{customer,last_contact_at}')::timestamptz > coalesce((s #>> '{customer,last_contact_at}')::timestamptz, '-infinity') then
    v_customer := v_customer || jsonb_build_object('last_contact_at', v #> '{customer,last_contact_at}'); end if;
  if (v #>> '{customer,last_order_on}')::date > coalesce((s #>> '{customer,last_order_on}')::date, '-infinity') then
    v_customer := v_customer || jsonb_build_object('last_order_on', v #> '{customer,last_order_on}'); end if;
  v_card := v_card || jsonb_build_object('tags', (select coalesce(jsonb_agg(distinct t), '[]') from (select jsonb_array_elements(s #> '{card,tags}') union select jsonb_array_elements(v #> '{card,tags}')) y(t)));
  if (select jsonb_agg(t order by t) from jsonb_array_elements(s #> '{card,tags}') t) is not distinct from (select jsonb_agg(t order by t) from jsonb_array_elements(v_card -> 'tags') t) then v_card := v_card - 'tags'; end if;
  if v_ext <> '{}' then v_card := v_card || jsonb_build_object('ext', (s -> 'ext') || v_ext); end if;
  perform kehu_priv.put_columns('kehu.customer', 'id', v_survivor, v_customer);
  perform kehu_priv.put_columns('kehu.customer_card', 'customer_id', v_survivor, v_card);
  -- Whoever enters it by the name that went is told.
  update kehu_priv.customer_key k set former_names = array(select distinct n from unnest(k.former_names || array[v #>> '{key,name_norm}', s #>> '{key,name_norm}']) n where n <> k.name_norm)
   where k.customer_id = v_survivor;
  insert into kehu_priv.merge_log (candidate_id, survivor_id, victim_id, note, taken, before, after, moved, merged_by)
    values (p_id, v_survivor, v_victim, nullif(btrim(p_note), ''), coalesce(p_second, '{}'), jsonb_build_object('survivor', s, 'victim', v), kehu_priv.customer_picture(v_survivor), v_moved, kehu.me());
  update kehu.dup_candidate x set state = 'merged', note = nullif(btrim(p_note), ''), decided_by = kehu.me(), decided_at = now() where x.id = p_id returning x.version into v_version;
  return v_version;
end $$;

-- For thirty days, as long as nobody took the name meanwhile. What was changed since stays as it was changed.
create function kehu.undo_merge(p_id bigint, p_version int) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  d kehu.dup_candidate := kehu_priv.hold_merge(p_id, p_version);
  l kehu_priv.merge_log; s jsonb; v jsonb; v_now jsonb; m jsonb; p text; v_back jsonb; v_version int;
begin
  if not kehu.rules_admin() then perform kehu_priv.deny('not_yours'); end if;
  select * into l from kehu_priv.merge_log x where x.candidate_id = p_id and x.undone_at is null order by x.id desc limit 1 for update;
  if d.state <> 'merged' or l.id is null then perform kehu_priv.refuse('bad_state', 'state'); end if;
  if l.merged_at < now() - interval '30 days' then perform kehu_priv.refuse('merged_long_ago'); end if;
  if d.first_contact_id is not null then return kehu_priv.part_people(d, l); end if;
  if exists (select from kehu.customer c where c.id = l.survivor_id and c.deleted_at is not null) then perform kehu_priv.refuse('survivor_gone'); end if;
  perform from kehu.sales_order o where l.survivor_id in (o.customer_id, o.agency_id, o.bill_to_customer_id) order by o.id for update;
  perform from kehu.instalment i where i.customer_id = l.survivor_id order by i.id for update;
  perform from kehu.payment x where x.payer_id = l.survivor_id order by x.id for update;
  s := l.before -> 'survivor'; v := l.before -> 'victim'; v_now := kehu_priv.customer_picture(l.survivor_id);
  foreach p in array array['customer', 'card'] loop
    v_back := (select jsonb_object_agg(k.key, k.value) from jsonb_each(s -> p) k
                where k.key not in ('version', 'updated_at', 'owner_id', 'dept_id') and k.value is distinct from l.after -> p -> k.key and v_now -> p -> k.key is not distinct from l.after -> p -> k.key);
    perform kehu_priv.put_columns(case p when 'customer' then 'kehu.customer'::regclass else 'kehu.customer_card'::regclass end, case p when 'customer' then 'id' else 'customer_id' end, l.survivor_id, coalesce(v_back, '{}'));
  end loop;
  update kehu.customer x set deleted_at = null where x.id = l.victim_id;
  update kehu.customer_card k set deleted_at = null where k.customer_id = l.victim_id;
  for m in select x from jsonb_array_elements(l.moved) x loop
    perform kehu_priv.move_rows((m ->> 'tab')::regclass, (m ->> 'col')::name, m -> 'rows', l.survivor_id, l.victim_id);
  end loop;
  for m in select x from jsonb_array_elements(l.moved) x loop perform kehu_priv.as_it_was((m ->> 'tab')::regclass, m -> 'rows'); end loop;
  update kehu_priv.customer_key k set former_names = array(select jsonb_array_elements_text(x.key -> 'former_names')), dup_ok_reason = x.key ->> 'dup_ok_reason'
    from (values (l.survivor_id, s -> 'key'), (l.victim_id, v -> 'key')) x(id, key) where k.customer_id = x.id and k.name_norm = x.key ->> 'name_norm';
  perform kehu_priv.as_it_was('kehu.customer', jsonb_build_array(s -> 'customer', v -> 'customer'));
  perform kehu_priv.as_it_was('kehu.customer_card', jsonb_build_array(s -> 'card', v -> 'card'));
  update kehu_priv.merge_log x set undone_by = kehu.me(), undone_at = now() where x.id = l.id;
  update kehu.dup_candidate x set state = 'open', note = null, decided_by = null, decided_at = null where x.id = p_id returning x.version into v_version;
  return v_version;
end $$;

grant execute on function kehu.merge_sides(bigint), kehu.merge_pair(bigint, int, text, text[], text), kehu.undo_merge(bigint, int) to kehu_operator;
comment on function kehu.merge_pair(bigint, int, text, text[], text) is 'makes one of the two of a pair';
comment on function kehu.undo_merge(bigint, int) is 'makes two of them again';

reset role;
