-- Many rows changed in one statement, and taken back. Both write as the operator himself, under the same grants and policies as any edit of his:
-- neither function here gives a right. What is taken back is known from the audit: one transaction of one person is one deed.
set local role kehu_owner;

create index audit_deed on kehu_priv.audit (txid);

-- Which deed took which back. A deed that took back what had taken something back did it again.
create table kehu_priv.undone (
  deed bigint primary key,
  by_deed bigint not null unique,
  again boolean not null,
  who name not null,
  at timestamptz not null default clock_timestamp()
);
comment on table kehu_priv.undone is 'Deeds that were taken back, by their transactions';
comment on column kehu_priv.undone.again is 'the deed that was taken back had itself taken one back';

-- The table of a kind whose fields are changed in place, none: of others they are changed by functions of their own.
create function kehu.plain_table(p_kind text) returns text language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case p_kind when 'customer' then 'customer' when 'contact' then 'contact' when 'activity' then 'activity' when 'invoice_title' then 'invoice_title'
    when 'publication' then 'publication' when 'issue' then 'issue' when 'position' then 'ad_position' when 'lead' then 'lead' end
$$;

-- The columns that such a record has on its card.
create function kehu.card_columns(p_kind text) returns text[] language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case p_kind when 'customer' then array['short_name','reference_text','introducer','campaign','province','address','postcode','fax','website','tags','note']
    when 'contact' then array['phone_ext','fax','qq','birth_year','reports_to_id','hobbies'] else '{}' end
$$;

-- Those of the rows that the caller may change: a lock asks the policies of UPDATE.
create function kehu.changeable(p_kind text, p_ids bigint[]) returns setof bigint language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if p_kind = 'order' then return query select kehu.fillable_orders(p_ids); end if;
  if p_kind = 'opportunity' then return query select kehu.open_opportunities(p_ids); end if;
  if kehu.plain_table(p_kind) is not null then
    return query execute format('select t.id::bigint from kehu.%I t where t.id = any($1) for key share', kehu.plain_table(p_kind)) using p_ids;
  end if;
end $$;

-- p_rows: [{id, set: {column: value}, version or was: {column: value}}], all with the same columns; added fields by their names. A row that has another
-- version, or does not hold what it was, or may not be changed is left alone. The ids of those that were changed.
create function kehu.change_rows(p_kind text, p_rows jsonb) returns bigint[] language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_tab text := kehu.plain_table(p_kind);
  v_keys text[] := array(select k from jsonb_object_keys(p_rows -> 0 -> 'set') k order by 1);
  v_ext text[] := array(select k from unnest(v_keys) k where starts_with(k, 'x_'));
  v_card text[] := array(select k from unnest(v_keys) k where k = any(kehu.card_columns(p_kind)));
  v_own text[] := array(select k from unnest(v_keys) k where k <> all(v_card || v_ext));
  -- A lead has no card: they stand in its own row.
  v_in bool := p_kind = 'lead' and v_ext <> '{}';
  v_done bigint[];
  v_cards int;
begin
  if p_kind = 'order' and v_ext <> '{}' and v_ext = v_keys then return kehu.fill_orders(p_rows); end if;
  if p_kind = 'opportunity' and v_keys <> '{}' then return kehu.change_opportunities(p_rows); end if;
  if v_tab is null or v_keys = '{}' or v_ext <> '{}' and p_kind not in ('customer', 'contact', 'lead') then
    raise exception 'refused: not_plain' using errcode = 'P0001', constraint = 'kehu:not_plain';
  end if;
  execute format($q$
    with changed as (
      update kehu.%I t set %s
        from jsonb_to_recordset($1) as d(id bigint, version int, set jsonb, was jsonb)
       where t.id = d.id and (d.version is null or t.version = d.version) and (d.was is null or jsonb_build_object(%s) @> (d.was - $2))
      returning t.id::bigint)
    select coalesce(array_agg(id), '{}') from changed $q$, v_tab,
    -- A column set to itself: the version counts where only the card is changed. Only these columns are named: others may be hidden.
    case when v_own = '{}' and not v_in then case p_kind when 'customer' then 'city = t.city' else 'job_title = t.job_title' end
      else array_to_string(array(select format('%1$I = (jsonb_populate_record(null::kehu.%2$I, d.set)).%1$I', k, v_tab) from unnest(v_own) k)
        || case when v_in then format('ext = jsonb_strip_nulls(t.ext || (d.set - %L::text[]))', v_own) end, ', ') end,
    (select string_agg(case when (p_kind, k) = ('contact', 'mobile') then '''mobile'', (select m.mobile from kehu.contact_mobile m where m.contact_id = t.id)'
        when k = any (v_ext) then format('%1$L, t.ext -> %1$L', k) else format('%1$L, t.%1$I', k) end, ', ') from unnest(v_own || case when v_in then v_ext end) k))
    into v_done using p_rows, v_card || case when not v_in then v_ext end;
  if v_card || v_ext <> '{}' and not v_in then
    execute format($q$
      update kehu.%I t set %s
        from jsonb_to_recordset($1) as d(id bigint, set jsonb, was jsonb)
       where t.%I = d.id and d.id = any($2) and (d.was is null or to_jsonb(t) || jsonb_build_object(%s) @> (d.was - $3)) $q$, p_kind || '_card',
      array_to_string(array(select format('%1$I = (jsonb_populate_record(t, d.set)).%1$I', k) from unnest(v_card) k)
        || case when v_ext <> '{}' then format('ext = jsonb_strip_nulls(t.ext || (d.set - %L::text[]))', v_card || v_own) end, ', '), p_kind || '_id',
      (select string_agg(format('%1$L, t.ext -> %1$L', k), ', ') from unnest(v_ext) k)) using p_rows, v_done, v_own;
    get diagnostics v_cards = row_count;
    if v_cards < cardinality(v_done) then
      raise exception 'changed by somebody else' using errcode = 'KS001', constraint = 'kehu:stale', column = 'version';
    end if;
  end if;
  return v_done;
end $$;

-- What one's own transaction did, a row for each record: what it held and holds, and who changed the same since. Nothing of a deed of which one may not
-- read every record any more.
create function kehu.deed(p_deed bigint) returns table (kind text, record_id bigint, action text, old jsonb, new jsonb, since_who text, since_what text, since_at timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if kehu.me() is null then return; end if;
  return query
    with mine as (
      select a.kind, a.record_id, max(a.id) as last, max(a.at) as at, array_agg(a.old order by a.id desc) as olds, array_agg(a.new order by a.id) as news,
          case when bool_or(a.action = 'insert') then 'insert' when bool_or(a.action = 'delete') then 'delete' else 'update' end as action
        from kehu_priv.audit a where a.txid = p_deed and a.who = session_user group by a.kind, a.record_id),
    -- Of a row that was changed twice the first says what it held, the last what it holds.
    told as (
      select m.kind, m.record_id, m.last, m.at, m.action,
          (select jsonb_object_agg(e.key, e.value order by o.n) from unnest(m.olds) with ordinality o(doc, n), jsonb_each(o.doc) e) as held,
          (select jsonb_object_agg(e.key, e.value order by o.n) from unnest(m.news) with ordinality o(doc, n), jsonb_each(o.doc) e) as holds
        from mine m)
    select t.kind, t.record_id, t.action, t.held, t.holds, later.who, later.what, later.at
      from told t
      left join lateral (
        select coalesce((select o.name::text from kehu_priv.operator o where o.login = l.who), l.who::text) as who, l.at,
            (select string_agg(k, ', ' order by k) from jsonb_object_keys(l.new) k where t.holds ? k) as what
          from kehu_priv.audit l
         where l.kind = t.kind and l.record_id = t.record_id and l.at >= t.at and l.id > t.last and l.txid <> p_deed
           and (l.action <> 'update' or l.new ?| array(select jsonb_object_keys(t.holds)))
         order by l.id desc limit 1) later on true
     where not exists (select from mine m where m.action <> 'delete' and not coalesce(kehu_priv.may_read(m.kind, m.record_id), false)
         -- What one deleted oneself is no secret.
         and not exists (select from unnest(m.news) n where n ->> 'deleted_at' is not null)
         and m.kind in ('customer', 'contact', 'activity', 'order', 'payment', 'invoice', 'contract', 'lead', 'opportunity'));
end $$;

-- One's own deeds of the last 30 days, the newest first: how many records of which kinds, one of them, what was changed, and what became of it.
create function kehu.deeds(p_limit int) returns table (deed bigint, at timestamptz, kind text, action text, records bigint, sample bigint, fields text[],
    undone boolean, undoes boolean, parts bigint) language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if kehu.me() is null then return; end if;
  return query
    select d.txid, d.at, main.kind, main.action, main.records, main.sample,
        array(select k from jsonb_object_keys(case when main.action = 'update' then main.new else '{}' end) k order by 1),
        exists (select from kehu_priv.undone u where u.deed = d.txid),
        exists (select from kehu_priv.undone u where u.by_deed = d.txid and not u.again), main.parts
      from (select a.txid, max(a.at) as at, max(a.id) as last from kehu_priv.audit a
             where a.who = session_user and a.at > now() - interval '30 days'
               and a.kind in ('customer', 'contact', 'activity', 'invoice_title', 'publication', 'issue', 'position', 'order', 'insertion', 'instalment', 'payment', 'allocation', 'invoice', 'contract', 'comment', 'order_change', 'hand_over', 'lead', 'opportunity')
             group by a.txid order by max(a.id) desc limit least(greatest(p_limit, 1), 200)) d
      cross join lateral (
        select a.kind, a.action, count(distinct a.record_id) as records, min(a.record_id) as sample, (array_agg(a.new order by a.id))[1] as new,
            sum(count(*)) over ()::bigint as parts
          from kehu_priv.audit a where a.txid = d.txid and a.who = session_user
         group by a.kind, a.action
         -- What was made before what changed with it; the document before its parts, and where an appearance moves on, its order follows.
         order by a.kind in ('line', 'insertion', 'instalment', 'allocation', 'order_change') and a.action <> 'update', a.action = 'update', array_position(case when a.action = 'update' then array['payment', 'insertion', 'customer', 'order', 'contract', 'invoice', 'contact', 'activity']
             else array['payment', 'order', 'contract', 'invoice', 'customer', 'contact', 'activity'] end, a.kind) nulls last, count(*) desc limit 1) main
     order by d.last desc;
end $$;

-- This transaction took that deed back.
create function kehu.took_back(p_deed bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if kehu.me() is null or not exists (select from kehu_priv.audit a where a.txid = p_deed and a.who = session_user) then perform kehu_priv.deny('not_yours'); end if;
  if exists (select from kehu_priv.undone u where u.deed = p_deed) then perform kehu_priv.refuse('undone_already'); end if;
  insert into kehu_priv.undone (deed, by_deed, again, who)
    values (p_deed, txid_current(), exists (select from kehu_priv.undone u where u.by_deed = p_deed and not u.again), session_user);
end $$;

-- Writes back what the fields of a deed held, all or none, as the operator himself.
create function kehu.undo_fields(p_deed bigint) returns int language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_part record;
  v_all int := 0;
begin
  for v_part in
    select d.kind, count(*) as n, jsonb_agg(jsonb_build_object('id', d.record_id, 'set', d.old, 'was', d.new)) as rows
      from kehu.deed(p_deed) d where d.action = 'update'
     group by d.kind, array(select k from jsonb_object_keys(d.new) k order by 1)
     order by array_position(array['customer', 'contact', 'activity'], d.kind)
  loop
    if cardinality(kehu.change_rows(v_part.kind, v_part.rows)) < v_part.n then
      raise exception 'changed by somebody else' using errcode = 'KS001', constraint = 'kehu:stale', column = 'version';
    end if;
    v_all := v_all + v_part.n;
  end loop;
  perform kehu.took_back(p_deed);
  return v_all;
end $$;

revoke execute on function kehu.plain_table(text), kehu.card_columns(text), kehu.changeable(text, bigint[]), kehu.change_rows(text, jsonb), kehu.deed(bigint), kehu.deeds(int),
  kehu.took_back(bigint), kehu.undo_fields(bigint) from public;
grant execute on function kehu.plain_table(text), kehu.card_columns(text), kehu.changeable(text, bigint[]), kehu.change_rows(text, jsonb), kehu.deed(bigint), kehu.deeds(int),
  kehu.took_back(bigint), kehu.undo_fields(bigint) to kehu_operator;
comment on function kehu.plain_table(text) is 'The table of a kind whose fields are changed in place';
comment on function kehu.card_columns(text) is 'The columns that such a record has on its card';
comment on function kehu.changeable(text, bigint[]) is 'Those of the rows that the caller may change';
comment on function kehu.change_rows(text, jsonb) is 'Changes many rows as the caller himself, by version or by what they held';
comment on function kehu.deed(bigint) is 'What one of one''s own transactions did, and who changed the same since';
comment on function kehu.deeds(int) is 'One''s own transactions of the last 30 days';
comment on function kehu.took_back(bigint) is 'Notes that this transaction took one of one''s own back';
comment on function kehu.undo_fields(bigint) is 'Writes back what the fields of one of one''s own transactions held, as the caller himself';

reset role;
