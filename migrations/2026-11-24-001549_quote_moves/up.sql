-- Quotes made from an opportunity, changed while they are drafts, approved, sent and answered. Lock order: customer, opportunity, then its quotes.
set local role kehu_owner;

insert into kehu.setting (key, value, note) values ('quote_days', '30', 'for so many days a quote is valid, unless it says another day');

-- Who agrees to a price below the floor: a superior of the owner, or his sales director, never the owner; the general manager.
create function kehu_priv.approves_quote(p_owner int) returns bool language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return kehu.rules_all() or (p_owner <> kehu.me() and p_owner = any (kehu.writable_owners()));
end $$;

create function kehu_priv.quote_answer(p_id bigint, p_existed bool) returns jsonb language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('id', id, 'code', code, 'version', version, 'state', state, 'revision', revision, 'total', total::text, 'existed', p_existed) from kehu.quote where id = p_id
$$;

-- Locks one quote behind its opportunity. Absent and not writable: one error. Without a version whoever asks does not depend on one.
create function kehu_priv.lock_quote(p_id bigint, p_version int) returns kehu.quote language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare q kehu.quote; o kehu.opportunity := kehu_priv.lock_opportunity((select opportunity_id from kehu.quote where id = p_id), null);
begin
  select * into q from kehu.quote where id = p_id and deleted_at is null for no key update;
  if q.id is null then perform kehu_priv.deny('not_yours'); end if;
  if q.version is distinct from coalesce(p_version, q.version) then perform kehu_priv.stale(); end if;
  if o.state in ('lost', 'invalid') then perform kehu_priv.refuse('bad_state', 'opportunity', o.state); end if;
  return q;
end $$;

-- The lines of a quote below the floor of their publication, of the typed list price or of the card of today.
create function kehu_priv.quote_below_floor(p_quote bigint) returns table (seq int, floor numeric)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare v_today date := kehu.today();
begin
  return query
    select l.seq, b.discount_floor::numeric from kehu.quote_line l join kehu.publication b on b.id = l.publication_id
      left join kehu.rate_card r on r.publication_id = l.publication_id and v_today between r.valid_from and r.valid_to
      left join kehu.rate_item e on e.rate_card_id = r.id and e.position_id = l.position_id
     where l.quote_id = p_quote and (l.discount < b.discount_floor or l.unit_price < round(e.list_price * b.discount_floor, 2)) order by l.seq;
end $$;

-- p holds intent and opportunity_id: the next version, with the lines of the opportunity; the one that was open is superseded. Or id and version, while it is a
-- draft. Besides: valid_until, note.
create function kehu.save_quote(p jsonb) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me int := kehu.me(); v_id bigint := kehu_priv.given_id(p, 'id'); v_intent uuid; o kehu.opportunity; q kehu.quote;
  v_until date := kehu_priv.given_date(p, 'valid_until'); v_days int := coalesce((select (s.value #>> '{}')::int from kehu.setting s where s.key = 'quote_days'), 30);
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  if v_id is null then
    v_intent := kehu_priv.given_uuid(p, 'intent');
    select * into q from kehu.quote where created_by = v_me and intent = v_intent;
    if q.id is not null then
      if not kehu_priv.sees_opportunity(q.opportunity_id) then perform kehu_priv.deny('not_yours'); end if;
      return kehu_priv.quote_answer(q.id, true);
    end if;
    o := kehu_priv.lock_opportunity(kehu_priv.given_id(p, 'opportunity_id'), null);
    -- What is offered is the owner's to say (spec/06.3); a superior agrees to it.
    if not (kehu.rules_all() or o.owner_id = v_me) then perform kehu_priv.deny('not_yours', 'opportunity'); end if;
    if o.state not in ('open', 'suspended') then perform kehu_priv.refuse('bad_state', 'opportunity', o.state); end if;
    if v_until < kehu.today() then perform kehu_priv.refuse('bad_date', 'valid_until'); end if;
    -- The same save, sent twice at once, waited for the lock.
    select * into q from kehu.quote where created_by = v_me and intent = v_intent;
    if q.id is not null then return kehu_priv.quote_answer(q.id, true); end if;
    update kehu.quote set state = 'superseded' where opportunity_id = o.id and state in ('draft', 'submitted', 'approved', 'sent') and deleted_at is null;
    v_id := nextval(pg_get_serial_sequence('kehu.quote', 'id'));
    insert into kehu.quote (id, intent, code, opportunity_id, revision, valid_until, note, created_by) overriding system value
      values (v_id, v_intent, 'Q-' || lpad(v_id::text, greatest(5, length(v_id::text)), '0'), o.id,
              (select coalesce(max(x.revision), 0) + 1 from kehu.quote x where x.opportunity_id = o.id), coalesce(v_until, kehu.today() + v_days), nullif(btrim(p ->> 'note'), ''), v_me);
    insert into kehu.quote_line (quote_id, seq, publication_id, position_id, issues, list_price, discount)
      select v_id, l.seq, l.publication_id, l.position_id, l.issues, l.list_price, l.discount from kehu.opportunity_line l where l.opportunity_id = o.id order by l.seq;
    return kehu_priv.quote_answer(v_id, false);
  end if;
  q := kehu_priv.lock_quote(v_id, least(kehu_priv.given_id(p, 'version'), 2147483647)::int);
  if kehu_priv.given_id(p, 'version') is null then perform kehu_priv.stale(); end if;
  if q.state <> 'draft' then perform kehu_priv.refuse('bad_state', 'state', q.state); end if;
  if v_until < kehu.today() then perform kehu_priv.refuse('bad_date', 'valid_until'); end if;
  update kehu.quote x set valid_until = coalesce(v_until, x.valid_until), note = case when p ? 'note' then nullif(btrim(p ->> 'note'), '') else x.note end where x.id = v_id;
  return kehu_priv.quote_answer(v_id, false);
end $$;

-- A line of a draft. p holds quote_id of a new one, or id and version; position_id, issues, discount, list_price. Without a price that of the rate card of today.
create function kehu.save_quote_line(p jsonb) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l kehu.quote_line; v kehu.opportunity_line; q kehu.quote; v_id bigint := kehu_priv.given_id(p, 'id');
begin
  q := kehu_priv.lock_quote(case when v_id is null then kehu_priv.given_id(p, 'quote_id') else (select x.quote_id from kehu.quote_line x where x.id = v_id) end, null);
  if q.state <> 'draft' then perform kehu_priv.refuse('bad_state', 'state', q.state); end if;
  if v_id is not null then
    select * into l from kehu.quote_line where id = v_id for no key update;
    if l.id is null then perform kehu_priv.deny('not_yours'); end if;
    if l.version is distinct from least(kehu_priv.given_id(p, 'version'), 2147483647)::int then perform kehu_priv.stale(); end if;
    v.position_id := l.position_id; v.issues := l.issues; v.discount := l.discount; v.list_price := l.list_price;
  end if;
  v := kehu_priv.read_offer(p, v);
  if v_id is null then
    insert into kehu.quote_line (quote_id, seq, publication_id, position_id, issues, list_price, discount)
      values (q.id, (select coalesce(max(x.seq), 0) + 1 from kehu.quote_line x where x.quote_id = q.id), v.publication_id, v.position_id, v.issues, v.list_price, v.discount)
      returning * into l;
  else
    update kehu.quote_line x set publication_id = v.publication_id, position_id = v.position_id, issues = v.issues, list_price = v.list_price, discount = v.discount,
      version = x.version + 1 where x.id = v_id returning * into l;
  end if;
  return jsonb_build_object('id', l.id, 'version', l.version, 'existed', false);
end $$;

create function kehu.drop_quote_line(p_id bigint, p_version int) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare q kehu.quote := kehu_priv.lock_quote((select quote_id from kehu.quote_line where id = p_id), null);
begin
  if q.state <> 'draft' then perform kehu_priv.refuse('bad_state', 'state', q.state); end if;
  delete from kehu.quote_line where id = p_id and version = p_version;
  if not found then perform kehu_priv.stale(); end if;
end $$;

-- draft -> submitted -> approved -> sent -> accepted or rejected; what is at the floor or above goes out at once. Back to draft from where it has not gone out.
-- p holds the reason, where it comes back and where the customer says no.
create function kehu.move_quote(p_id bigint, p_version int, p_to text, p jsonb default '{}') returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare q kehu.quote := kehu_priv.lock_quote(p_id, p_version); v_reason text := nullif(btrim(p ->> 'reason'), ''); v_floor numeric;
begin
  if p_version is null then perform kehu_priv.stale(); end if;
  if p_to in ('submitted', 'approved', 'sent', 'accepted') and q.valid_until < kehu.today() then perform kehu_priv.refuse('quote_expired', 'valid_until', q.valid_until::text); end if;
  if p_to in ('submitted', 'sent') and q.lines = 0 then perform kehu_priv.refuse('no_lines', 'lines'); end if;
  if (q.state, p_to) = ('draft', 'submitted') then
    update kehu.quote set state = 'submitted', state_reason = null, submitted_by = kehu.me() where id = p_id;
  elsif p_to = 'draft' and q.state in ('submitted', 'approved') then
    if v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
    update kehu.quote set state = 'draft', state_reason = v_reason, submitted_by = null, approved_by = null where id = p_id;
  elsif (q.state, p_to) = ('submitted', 'approved') then
    if not kehu_priv.approves_quote(q.owner_id) then perform kehu_priv.deny('not_yours', 'state'); end if;
    update kehu.quote set state = 'approved', state_reason = v_reason, approved_by = kehu.me() where id = p_id;
  elsif p_to = 'sent' and q.state in ('draft', 'approved') then
    if q.state = 'draft' then
      select f.floor into v_floor from kehu_priv.quote_below_floor(p_id) f order by f.seq limit 1;
      if v_floor is not null and not kehu.rules_all() then perform kehu_priv.refuse('quote_floor', 'discount', v_floor::text); end if;
    end if;
    update kehu.quote set state = 'sent', state_reason = null, sent_on = kehu.today(), approved_by = case when v_floor is not null then kehu.me() else approved_by end where id = p_id;
  elsif (q.state, p_to) = ('sent', 'accepted') then
    perform kehu_priv.see_now();
    if exists (select from kehu.order_card c join kehu.sales_order s on s.id = c.order_id where c.opportunity_id = q.opportunity_id and s.deleted_at is null and s.state <> 'cancelled') then
      perform kehu_priv.refuse('has_orders', 'state'); end if;
    -- The customer agrees to one version: to the newest that he accepted.
    update kehu.quote set state = 'superseded' where opportunity_id = q.opportunity_id and state = 'accepted' and deleted_at is null;
    update kehu.quote set state = 'accepted', state_reason = null, answered_on = kehu.today() where id = p_id;
  elsif (q.state, p_to) = ('sent', 'rejected') then
    if v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
    update kehu.quote set state = 'rejected', state_reason = v_reason, answered_on = kehu.today() where id = p_id;
  else
    perform kehu_priv.refuse('bad_state', 'state', q.state);
  end if;
  return kehu_priv.quote_answer(p_id, false);
end $$;

-- A draft only, by the general manager or by who made it and has it still. The version that it superseded is again what it was.
create function kehu.delete_quote(p_id bigint, p_version int) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare q kehu.quote; v_me int := kehu.me();
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  q := kehu_priv.lock_quote(p_id, null);
  if not (kehu.rules_all() or (q.owner_id = v_me and q.created_by = v_me)) then perform kehu_priv.deny('not_yours'); end if;
  if q.version is distinct from p_version then perform kehu_priv.stale(); end if;
  if q.state <> 'draft' then perform kehu_priv.refuse('bad_state', 'state', q.state); end if;
  update kehu.quote set deleted_at = now() where id = p_id;
  update kehu.quote_line set deleted_at = now() where quote_id = p_id;
  update kehu.quote x set state = case when x.sent_on is not null then 'sent' when x.approved_by is not null then 'approved' when x.submitted_by is not null then 'submitted' else 'draft' end
   where x.state = 'superseded' and x.answered_on is null
     and x.id = (select y.id from kehu.quote y where y.opportunity_id = q.opportunity_id and y.revision < q.revision and y.deleted_at is null order by y.revision desc limit 1);
end $$;

grant execute on function kehu.save_quote(jsonb), kehu.save_quote_line(jsonb), kehu.drop_quote_line(bigint, int), kehu.move_quote(bigint, int, text, jsonb),
  kehu.delete_quote(bigint, int) to kehu_operator;
comment on function kehu.save_quote(jsonb) is 'Makes the next quote of an opportunity from its lines, idempotent by creator and intent, or changes one that is still a draft';
comment on function kehu.save_quote_line(jsonb) is 'Adds or changes what a draft of a quote offers; its total follows';
comment on function kehu.move_quote(bigint, int, text, jsonb) is 'Moves a quote to another state; a price below the floor takes a superior''s approval';

reset role;
