-- Opportunities made and changed, with their lines and the people one speaks to. Lock order: customer, opportunity, then what hangs on it.
set local role kehu_owner;

create function kehu_priv.opportunity_answer(p_id bigint, p_existed bool) returns jsonb language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('id', id, 'code', code, 'version', version, 'state', state, 'existed', p_existed) from kehu.opportunity where id = p_id
$$;

-- Locks one opportunity behind its customer. Absent and not writable: one error. Without a version whoever asks does not depend on one.
create function kehu_priv.lock_opportunity(p_id bigint, p_version int) returns kehu.opportunity language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare o kehu.opportunity; v_customer bigint := (select customer_id from kehu.opportunity where id = p_id);
begin
  if kehu.me() is null then perform kehu_priv.deny('not_an_operator'); end if;
  perform from kehu.customer where id = v_customer for share;
  select * into o from kehu.opportunity where id = p_id and deleted_at is null for no key update;
  if o.id is null or not kehu_priv.writes_opportunity(p_id) then perform kehu_priv.deny('not_yours'); end if;
  if o.customer_id <> v_customer or o.version is distinct from coalesce(p_version, o.version) then perform kehu_priv.stale(); end if;
  return o;
end $$;

-- What entering a stage plans: its tasks, once per opportunity, for its owner; of one who has left, for whoever moves it. Who was given an opportunity
-- alone does not see the customer: his tasks name none.
create function kehu_priv.plan_stage(p_opportunity bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  o kehu.opportunity := (select x from kehu.opportunity x where x.id = p_opportunity); t kehu.stage_task; v_activity bigint;
  v_owner int := coalesce((select p.id from kehu_priv.operator p where p.id = o.owner_id and p.status = 'active'), kehu.me());
  v_customer bigint := case when kehu.me() is null or kehu_priv.sees_customer(o.customer_id) then o.customer_id end;
begin
  for t in select * from kehu.stage_task x where x.stage_id = o.stage_id and x.active
      and not exists (select from kehu.pursuit p where p.opportunity_id = p_opportunity and p.stage_task_id = x.id) order by x.seq, x.id loop
    insert into kehu.activity (kind, title, customer_id, owner_id, due_on)
      values (case when t.is_care then 'care' else t.kind end, t.title, v_customer, v_owner, kehu.today() + t.offset_days) returning id into v_activity;
    insert into kehu.pursuit (activity_id, opportunity_id, stage_task_id, mandatory) values (v_activity, p_opportunity, t.id, t.mandatory);
  end loop;
end $$;

create function kehu_priv.enter_stage(p_opportunity bigint, p_stage int) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update kehu.opportunity o set stage_id = s.id, stage_entered_on = kehu.today(), standard_days = s.standard_days from kehu.stage s
   where o.id = p_opportunity and s.id = p_stage and (o.stage_id, o.stage_entered_on, o.standard_days) is distinct from (s.id, kehu.today(), s.standard_days);
  insert into kehu.stage_history (opportunity_id, stage_id, entered_at, entered_on, standard_days, stage_owner_id)
    select o.id, s.id, kehu_priv.business_now(), kehu.today(), s.standard_days, o.owner_id from kehu.opportunity o, kehu.stage s where o.id = p_opportunity and s.id = p_stage;
  perform kehu_priv.plan_stage(p_opportunity);
end $$;

create function kehu_priv.given_percent(p jsonb, p_key text) returns int language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare n bigint := kehu_priv.given_id(p, p_key);
begin
  if n > 100 then perform kehu_priv.refuse('bad_value', p_key); end if;
  return n;
end $$;

-- p holds intent, or id and version, and the fields to set: customer_id, pipeline_id (new only), name, intent_evidence, product_line (its name), amount, own_win_rate,
-- importance, is_key_project, expected_close_on, and added fields by their names. What is not named stays. A closed one keeps what it was closed with.
-- Beyond the second stage it is known when it is expected to close (R62).
create function kehu_priv.needs_close_date(p_stage int) returns bool language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select count(*) >= 2 from kehu.stage s join kehu.stage t on t.id = p_stage and t.pipeline_id = s.pipeline_id where s.active and s.seq < t.seq);
end $$;

create function kehu.save_opportunity(p jsonb) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me int := kehu.me(); v_id bigint := kehu_priv.given_id(p, 'id'); v_customer bigint := kehu_priv.given_id(p, 'customer_id');
  v_name text := nullif(btrim(p ->> 'name'), ''); v_evidence text := btrim(p ->> 'intent_evidence'); v_class int := (select c.id from kehu.media_class c where c.name = p ->> 'product_line' and c.active);
  v_intent uuid; v_stage kehu.stage; o kehu.opportunity; k kehu.customer;
  -- Fields that the administrator added.
  v_ext jsonb := (select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(p) e where starts_with(e.key, 'x_'));
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  if p ? 'product_line' and v_class is null then perform kehu_priv.refuse('bad_value', 'product_line'); end if;
  if p ? 'name' and v_name is null then perform kehu_priv.refuse('required', 'name'); end if;
  if p ? 'intent_evidence' and coalesce(char_length(v_evidence), 0) < 10 then perform kehu_priv.refuse('needs_evidence', 'intent_evidence'); end if;
  if p ? 'importance' and coalesce(p ->> 'importance', '') not in ('key', 'normal', 'low') then perform kehu_priv.refuse('bad_value', 'importance'); end if;
  if v_id is null then
    v_intent := kehu_priv.given_uuid(p, 'intent');
    select * into o from kehu.opportunity where created_by = v_me and intent = v_intent;
    if o.id is not null then
      if not kehu_priv.sees_opportunity(o.id) then perform kehu_priv.deny('not_yours'); end if;
      return kehu_priv.opportunity_answer(o.id, true);
    end if;
    if v_name is null then perform kehu_priv.refuse('required', 'name'); end if;
    if v_class is null then perform kehu_priv.refuse('required', 'product_line'); end if;
    if v_evidence is null then perform kehu_priv.refuse('needs_evidence', 'intent_evidence'); end if;
    select * into k from kehu.customer where id = v_customer and deleted_at is null for share;
    if k.id is null or not kehu_priv.writes_customer(k.id) then perform kehu_priv.deny('not_yours', 'customer'); end if;
    if k.status = 'archived' then perform kehu_priv.refuse('archived', 'customer'); end if;
    select s.* into v_stage from kehu.stage s join kehu.pipeline l on l.id = s.pipeline_id and l.active
     where s.active and s.pipeline_id = coalesce(kehu_priv.given_id(p, 'pipeline_id')::int, s.pipeline_id) order by l.sort, l.id, s.seq limit 1;
    if v_stage.id is null then perform kehu_priv.refuse('bad_value', 'pipeline'); end if;
    v_id := nextval(pg_get_serial_sequence('kehu.opportunity', 'id'));
    insert into kehu.opportunity (id, intent, code, name, customer_id, stage_id, intent_evidence, amount, own_win_rate, importance, class_id, is_key_project,
        expected_close_on, stage_entered_on, standard_days, owner_id, dept_id, salesperson_id, first_owner_id, created_by, created_at)
      overriding system value
      values (v_id, v_intent, 'OP-' || lpad(v_id::text, greatest(5, length(v_id::text)), '0'), v_name, v_customer, v_stage.id, v_evidence,
              kehu_priv.given_money(p, 'amount'), kehu_priv.given_percent(p, 'own_win_rate'), coalesce(p ->> 'importance', 'normal'), v_class,
              coalesce((p ->> 'is_key_project')::bool, false), kehu_priv.given_date(p, 'expected_close_on'), kehu.today(), v_stage.standard_days, k.owner_id, k.dept_id, k.owner_id, k.owner_id, v_me,
              kehu_priv.business_now())
      on conflict on constraint opportunity_intent_once do nothing returning id into v_id;
    if v_id is null then  -- the same save, sent twice at once
      return kehu_priv.opportunity_answer((select id from kehu.opportunity where created_by = v_me and intent = v_intent), true);
    end if;
    if v_ext <> '{}' then update kehu.opportunity_card x set ext = jsonb_strip_nulls(v_ext) where x.opportunity_id = v_id; end if;
    perform kehu_priv.enter_stage(v_id, v_stage.id);
    return kehu_priv.opportunity_answer(v_id, false);
  end if;
  o := kehu_priv.lock_opportunity(v_id, least(kehu_priv.given_id(p, 'version'), 2147483647)::int);
  if o.state not in ('open', 'suspended') then perform kehu_priv.refuse('bad_state', 'state', o.state); end if;
  if p ? 'amount' and o.lines > 0 and kehu_priv.given_money(p, 'amount') is distinct from o.amount then perform kehu_priv.refuse('from_lines', 'amount'); end if;
  if p ? 'expected_close_on' and kehu_priv.given_date(p, 'expected_close_on') is null and o.expected_close_on is not null and kehu_priv.needs_close_date(o.stage_id) then
    perform kehu_priv.refuse('needs_close_date', 'expected_close_on'); end if;
  update kehu.opportunity x set
    name = coalesce(v_name, x.name),
    intent_evidence = coalesce(v_evidence, x.intent_evidence),
    class_id = coalesce(v_class, x.class_id),
    importance = coalesce(p ->> 'importance', x.importance),
    amount = case when p ? 'amount' then kehu_priv.given_money(p, 'amount') else x.amount end,
    own_win_rate = case when p ? 'own_win_rate' then kehu_priv.given_percent(p, 'own_win_rate') else x.own_win_rate end,
    is_key_project = coalesce((p ->> 'is_key_project')::bool, x.is_key_project),
    expected_close_on = case when p ? 'expected_close_on' then kehu_priv.given_date(p, 'expected_close_on') else x.expected_close_on end
   where x.id = v_id;
  if v_ext <> '{}' then update kehu.opportunity_card x set ext = jsonb_strip_nulls(x.ext || v_ext) where x.opportunity_id = v_id; end if;
  return kehu_priv.opportunity_answer(v_id, false);
end $$;

-- What is offered of a position: the line as it was with what p says of it. Without a price that of the rate card of today.
create function kehu_priv.read_offer(p jsonb, l kehu.opportunity_line) returns kehu.opportunity_line language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare v_position bigint := kehu_priv.given_id(p, 'position_id');
begin
  l.position_id := coalesce(v_position, l.position_id);
  l.publication_id := (select a.publication_id from kehu.ad_position a where a.id = l.position_id and (a.active or v_position is null));
  if l.publication_id is null then perform kehu_priv.refuse('bad_value', 'position'); end if;
  l.issues := coalesce(kehu_priv.given_id(p, 'issues'), l.issues, 1);
  if l.issues not between 1 and 400 then perform kehu_priv.refuse('bad_value', 'issues'); end if;
  l.discount := coalesce(kehu_priv.given_ratio(p, 'discount'), l.discount, 1);
  l.list_price := coalesce(kehu_priv.given_money(p, 'list_price'), case when v_position is null then l.list_price end,
    (select r.list_price from kehu.rate_item r join kehu.rate_card c on c.id = r.rate_card_id
      where r.position_id = l.position_id and kehu.today() between c.valid_from and coalesce(c.valid_to, kehu.today())));
  if l.list_price is null then perform kehu_priv.refuse('no_rate', 'list_price'); end if;
  if round(l.list_price * l.discount, 2) * l.issues >= 1e12 then perform kehu_priv.refuse('bad_value', 'list_price'); end if;
  return l;
end $$;

-- A line: position, issues, discount, price. p holds opportunity_id of a new one, or id and version. Without a price that of the rate card of today.
create function kehu.save_opportunity_line(p jsonb) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l kehu.opportunity_line; o kehu.opportunity; v_id bigint := kehu_priv.given_id(p, 'id');
begin
  if v_id is not null then
    select * into l from kehu.opportunity_line where id = v_id;
    if l.id is null then perform kehu_priv.deny('not_yours'); end if;
  else
    l.opportunity_id := kehu_priv.given_id(p, 'opportunity_id');
  end if;
  o := kehu_priv.lock_opportunity(l.opportunity_id, null);
  if o.state not in ('open', 'suspended') then perform kehu_priv.refuse('bad_state', 'state', o.state); end if;
  if v_id is not null then
    select * into l from kehu.opportunity_line where id = v_id for no key update;
    if l.id is null then perform kehu_priv.deny('not_yours'); end if;
    if l.version is distinct from least(kehu_priv.given_id(p, 'version'), 2147483647)::int then perform kehu_priv.stale(); end if;
  end if;
  l := kehu_priv.read_offer(p, l);
  if v_id is null then
    insert into kehu.opportunity_line (opportunity_id, seq, publication_id, position_id, issues, list_price, discount)
      values (o.id, (select coalesce(max(x.seq), 0) + 1 from kehu.opportunity_line x where x.opportunity_id = o.id), l.publication_id, l.position_id, l.issues, l.list_price, l.discount)
      returning * into l;
  else
    update kehu.opportunity_line x set publication_id = l.publication_id, position_id = l.position_id, issues = l.issues, list_price = l.list_price, discount = l.discount,
      version = x.version + 1 where x.id = v_id returning * into l;
  end if;
  return jsonb_build_object('id', l.id, 'version', l.version, 'existed', false);
end $$;

create function kehu.drop_opportunity_line(p_id bigint, p_version int) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare o kehu.opportunity := kehu_priv.lock_opportunity((select opportunity_id from kehu.opportunity_line where id = p_id), null);
begin
  if o.state not in ('open', 'suspended') then perform kehu_priv.refuse('bad_state', 'state', o.state); end if;
  delete from kehu.opportunity_line where id = p_id and version = p_version;
  if not found then perform kehu_priv.stale(); end if;
end $$;

-- A contact of the same customer in a part; the same again changes nothing.
create function kehu.name_opportunity_contact(p jsonb) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare o kehu.opportunity := kehu_priv.lock_opportunity(kehu_priv.given_id(p, 'opportunity_id'), null); v_contact bigint := kehu_priv.given_id(p, 'contact_id'); v_id bigint;
begin
  if coalesce(p ->> 'role', '') not in ('key', 'decider', 'influencer', 'user', 'payer') then perform kehu_priv.refuse('bad_value', 'role'); end if;
  if not exists (select from kehu.contact k where k.id = v_contact and k.customer_id = o.customer_id and k.deleted_at is null) then perform kehu_priv.refuse('bad_value', 'contact'); end if;
  insert into kehu.opportunity_contact (opportunity_id, contact_id, role) values (o.id, v_contact, p ->> 'role')
    on conflict on constraint opportunity_contact_once do nothing;
  select c.id into v_id from kehu.opportunity_contact c where c.opportunity_id = o.id and c.contact_id = v_contact and c.role = p ->> 'role';
  return jsonb_build_object('id', v_id, 'version', 1, 'existed', false);
end $$;

create function kehu.drop_opportunity_contact(p_id bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform kehu_priv.lock_opportunity((select opportunity_id from kehu.opportunity_contact where id = p_id), null);
  delete from kehu.opportunity_contact where id = p_id;
end $$;

-- Those of the opportunities that the caller may type into now.
create function kehu.open_opportunities(p_ids bigint[]) returns setof bigint language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if kehu.me() is null then return; end if;
  return query select o.id from kehu.opportunity o where o.id = any (p_ids) and o.state in ('open', 'suspended') and kehu_priv.writes_opportunity(o.id);
end $$;

-- Many of them, as rows are changed: [{id, set, version or was}]. What may not be changed, or is not what it was, is left alone. The ids of those that were.
create function kehu.change_opportunities(p_rows jsonb) returns bigint[] language plpgsql set search_path = pg_catalog, pg_temp as $$
declare d record; v_done bigint[] := '{}';
begin
  if exists (select from jsonb_array_elements(p_rows) r, jsonb_object_keys(r -> 'set') k where not starts_with(k, 'x_')
      and k not in ('name', 'intent_evidence', 'product_line', 'class_id', 'importance', 'amount', 'own_win_rate', 'is_key_project', 'expected_close_on')) then
    raise exception 'refused: not_plain' using errcode = 'P0001', constraint = 'kehu:not_plain'; end if;
  for d in select r.id, coalesce(r.version, o.version) as version, r.set, coalesce(to_jsonb(o) || (select coalesce(jsonb_object_agg(w, k.ext -> w), '{}')
                      from jsonb_object_keys(r.was) w where starts_with(w, 'x_')) @> r.was, true) as fits
             from jsonb_to_recordset(p_rows) as r(id bigint, version int, set jsonb, was jsonb) join kehu.opportunity o on o.id = r.id
             join kehu.opportunity_card k on k.opportunity_id = o.id order by r.id loop
    if not d.fits then continue; end if;
    if d.set ? 'class_id' then
      d.set := d.set - 'class_id' || jsonb_build_object('product_line', (select c.name from kehu.media_class c where c.id = (d.set ->> 'class_id')::int)); end if;
    begin
      perform kehu.save_opportunity(d.set || jsonb_build_object('id', d.id, 'version', d.version));
      v_done := v_done || d.id;
    exception when insufficient_privilege or sqlstate 'KS001' then null;
    end;
  end loop;
  return v_done;
end $$;

grant execute on function kehu.open_opportunities(bigint[]), kehu.change_opportunities(jsonb), kehu.save_opportunity(jsonb), kehu.save_opportunity_line(jsonb), kehu.drop_opportunity_line(bigint, int),
  kehu.name_opportunity_contact(jsonb), kehu.drop_opportunity_contact(bigint) to kehu_operator;
comment on function kehu.save_opportunity(jsonb) is 'Makes an opportunity in the first stage, idempotent by creator and intent, or changes one that is not closed';
comment on function kehu.open_opportunities(bigint[]) is 'Those of the opportunities whose fields the caller may change';
comment on function kehu.change_opportunities(jsonb) is 'Changes many opportunities as the caller himself, by version or by what they held';
comment on function kehu.save_opportunity_line(jsonb) is 'Adds or changes what an opportunity would order; its amount follows';
comment on function kehu.name_opportunity_contact(jsonb) is 'Says which part a contact plays in an opportunity';

reset role;
