-- Opportunities from stage to stage and to their end (spec/05.6), to another owner, and away.
set local role kehu_owner;

-- What keeps an opportunity in its stage: mandatory tasks that are open, and in an important stage a decision maker nobody has spoken to.
create function kehu_priv.stage_lacks(p_opportunity bigint) returns text[] language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare v_lacks text[] := '{}'; v_stage kehu.stage := (select s from kehu.opportunity o join kehu.stage s on s.id = o.stage_id where o.id = p_opportunity);
begin
  if exists (select from kehu.pursuit p join kehu.stage_task t on t.id = p.stage_task_id and t.stage_id = v_stage.id join kehu.activity a on a.id = p.activity_id
             where p.opportunity_id = p_opportunity and p.mandatory and a.state in ('planned', 'in_progress') and a.deleted_at is null) then
    v_lacks := v_lacks || case when v_stage.strict_tasks then 'tasks_strict' else 'tasks_open' end; end if;
  if v_stage.is_important and not exists (
      select from kehu.pursuit p join kehu.activity a on a.id = p.activity_id join kehu.contact k on k.id = a.contact_id
       where p.opportunity_id = p_opportunity and a.state = 'done' and a.deleted_at is null and a.kind in ('visit', 'call', 'meeting', 'mail', 'message')
         and (k.is_decider or exists (select from kehu.opportunity_contact c where c.opportunity_id = p_opportunity and c.contact_id = k.id and c.role = 'decider'))) then
    v_lacks := v_lacks || 'decider_unmet'::text; end if;
  return v_lacks;
end $$;

-- Whether it may go on, and whether a superior's word was needed. The owner may explain an open task of a stage that is not strict; everything else takes
-- somebody who approves for him (a director his own too).
create function kehu_priv.pass_stage(o kehu.opportunity, p_reason text) returns bool language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_lacks text[] := kehu_priv.stage_lacks(o.id);
  v_first text := case when 'decider_unmet' = any (v_lacks) then 'decider_unmet' when 'tasks_strict' = any (v_lacks) then 'tasks_strict' else 'tasks_open' end;
  -- Which tasks, so that nobody has to look.
  v_tasks text := case when v_first <> 'decider_unmet' then (select string_agg(a.title, ', ' order by t.seq, t.id)
    from kehu.pursuit p join kehu.stage_task t on t.id = p.stage_task_id and t.stage_id = o.stage_id join kehu.activity a on a.id = p.activity_id
   where p.opportunity_id = o.id and p.mandatory and a.state in ('planned', 'in_progress') and a.deleted_at is null) end;
begin
  if v_lacks = '{}' then return false; end if;
  if v_lacks <> array['tasks_open'] and not kehu_priv.approves(o.owner_id) then perform kehu_priv.refuse(v_first, 'stage', coalesce(v_tasks, '')); end if;
  if p_reason is null then perform kehu_priv.refuse(v_first, 'reason', coalesce(v_tasks, '')); end if;
  return v_lacks <> array['tasks_open'];
end $$;

create function kehu_priv.leave_stage(p_opportunity bigint, p_direction text, p_reason text, p_overridden bool) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- The clock of the company may have been set back for training: an end never lies before its beginning.
  update kehu.stage_history h set left_at = greatest(kehu_priv.business_now(), h.entered_at), left_on = greatest(kehu.today(), h.entered_on), direction = p_direction,
    reason = p_reason, overridden = p_overridden, moved_by = kehu.me() where h.opportunity_id = p_opportunity and h.left_at is null;
end $$;

-- To another stage of its pipeline, by its code. p holds the reason: of a step back always, forwards where something is missing.
create function kehu.move_opportunity(p_id bigint, p_version int, p_to text, p jsonb default '{}') returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  o kehu.opportunity := kehu_priv.lock_opportunity(p_id, p_version); v_reason text := nullif(btrim(p ->> 'reason'), '');
  v_from kehu.stage := (select s from kehu.stage s where s.id = o.stage_id); v_to kehu.stage; v_overridden bool := false;
begin
  if o.state <> 'open' then perform kehu_priv.refuse('bad_state', 'state', o.state); end if;
  if p_to in ('next', 'back') then
    select * into v_to from kehu.stage s where s.pipeline_id = v_from.pipeline_id and s.active and case when p_to = 'next' then s.seq > v_from.seq else s.seq < v_from.seq end
     order by abs(s.seq - v_from.seq) limit 1;
    if v_to.id is null then perform kehu_priv.refuse(case when p_to = 'next' then 'last_stage' else 'first_stage' end, 'stage'); end if;
  else
    select * into v_to from kehu.stage s where s.pipeline_id = v_from.pipeline_id and s.active and s.code = p_to;
    if v_to.id is null then perform kehu_priv.refuse('bad_value', 'stage'); end if;
  end if;
  if v_to.id = v_from.id then perform kehu_priv.refuse('bad_value', 'stage'); end if;
  if v_to.seq > v_from.seq and o.expected_close_on is null and kehu_priv.needs_close_date(v_to.id) then perform kehu_priv.refuse('needs_close_date', 'expected_close_on'); end if;
  if v_to.seq > v_from.seq then v_overridden := kehu_priv.pass_stage(o, v_reason);
  elsif v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
  perform kehu_priv.leave_stage(p_id, case when v_to.seq > v_from.seq then 'forward' else 'back' end, v_reason, v_overridden);
  perform kehu_priv.enter_stage(p_id, v_to.id);
  return kehu_priv.opportunity_answer(p_id, false);
end $$;

-- won, lost, invalid, suspended, and open again. p holds the reason, of a lost one lost_reason and competitor_id. Only a superior reopens what is closed.
create function kehu.end_opportunity(p_id bigint, p_version int, p_to text, p jsonb default '{}') returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  o kehu.opportunity := kehu_priv.lock_opportunity(p_id, p_version); v_reason text := nullif(btrim(p ->> 'reason'), '');
  v_lost text := p ->> 'lost_reason'; v_competitor bigint := kehu_priv.given_id(p, 'competitor_id'); v_overridden bool := false;
begin
  if p_to = 'open' and o.state in ('won', 'lost', 'invalid') then
    if not kehu_priv.approves(o.owner_id) then perform kehu_priv.deny('not_yours', 'state'); end if;
    if v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
    perform kehu_priv.see_now();
    if exists (select from kehu.order_card c join kehu.sales_order s on s.id = c.order_id where c.opportunity_id = p_id and s.deleted_at is null and s.state <> 'cancelled') then
      perform kehu_priv.refuse('has_orders', 'state'); end if;
    update kehu.opportunity set state = 'open', state_reason = v_reason, closed_at = null, lost_reason = null, lost_competitor_id = null, salesperson_id = owner_id where id = p_id;
    perform kehu_priv.enter_stage(p_id, o.stage_id);
  elsif (o.state, p_to) = ('suspended', 'open') then
    update kehu.opportunity set state = 'open', state_reason = v_reason where id = p_id;
  elsif (o.state, p_to) = ('open', 'suspended') then
    if v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
    update kehu.opportunity set state = 'suspended', state_reason = v_reason where id = p_id;
  elsif p_to in ('won', 'lost', 'invalid') and o.state in ('open', 'suspended') then
    if p_to = 'won' then
      if o.state <> 'open' then perform kehu_priv.refuse('bad_state', 'state', o.state); end if;
      v_overridden := kehu_priv.pass_stage(o, v_reason);
    elsif p_to = 'lost' then
      if not exists (select from kehu.dict_item d where d.dict_code = 'lost_reason' and d.code = v_lost and d.active) then perform kehu_priv.refuse('needs_reason', 'lost_reason'); end if;
      if v_competitor is not null and not exists (select from kehu.competitor c where c.id = v_competitor) then perform kehu_priv.refuse('bad_value', 'competitor'); end if;
    elsif v_reason is null then perform kehu_priv.refuse('needs_reason', 'reason'); end if;
    perform kehu_priv.leave_stage(p_id, 'close', v_reason, v_overridden);
    update kehu.opportunity set state = p_to, state_reason = v_reason, closed_at = kehu_priv.business_now(),
      lost_reason = case when p_to = 'lost' then v_lost end, lost_competitor_id = case when p_to = 'lost' then v_competitor end where id = p_id;
    update kehu.activity a set state = 'cancelled', result = '系统关闭:机会已结束' from kehu.pursuit p
     where p.opportunity_id = p_id and p.stage_task_id is not null and a.id = p.activity_id and a.state in ('planned', 'in_progress') and a.deleted_at is null;
  else
    perform kehu_priv.refuse('bad_state', 'state', o.state);
  end if;
  return kehu_priv.opportunity_answer(p_id, false);
end $$;

-- The order of an opportunity is of its customer, by who sees it; it was won. The lock keeps it so until the order is there.
create function kehu_priv.fits_opportunity(p_id bigint, p_customer bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_state text;
begin
  select o.state into v_state from kehu.opportunity o where o.id = p_id and o.customer_id = p_customer and o.deleted_at is null for share;
  if v_state is null or not kehu_priv.sees_opportunity(p_id) then perform kehu_priv.refuse('bad_value', 'opportunity'); end if;
  if v_state <> 'won' then perform kehu_priv.refuse('not_won', 'opportunity', v_state); end if;
end $$;

-- To another owner; stage, history and tasks stay, what is planned of it goes along (R56).
create function kehu.transfer_opportunity(p_ids bigint[], p_to int, p_reason text default null) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me int := kehu.me(); v_all bool := kehu.rules_all(); v_dept int := (select o.dept_id from kehu_priv.operator o where o.id = p_to);
  v_batch uuid := gen_random_uuid(); v_mine int[]; v_found int; v_moved int;
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  perform kehu_priv.see_now();
  v_mine := array(select r.report_id from kehu_priv.reach r where r.boss_id = v_me and r.writes and (r.report_id <> v_me or kehu_priv.my_role() in ('sd', 'md')));
  -- Nobody is disabled while he is given something.
  perform from kehu_priv.operator o where o.id = p_to for share;
  perform from kehu.customer c where c.id in (select o.customer_id from kehu.opportunity o where o.id = any (p_ids)) order by c.id for share;
  perform from kehu.opportunity o where o.id = any (p_ids) order by o.id for no key update;
  select count(*) into v_found from kehu.opportunity o where o.id = any (p_ids) and o.deleted_at is null and (v_all or o.owner_id = any (v_mine));
  if v_found = 0 or v_found <> (select count(distinct i) from unnest(p_ids) i) then perform kehu_priv.deny('not_yours'); end if;
  if not kehu_priv.may_own(p_to) or not (v_all or p_to = any (kehu.writable_owners())) then perform kehu_priv.refuse('receiver_not_allowed', 'to'); end if;
  insert into kehu_priv.owner_history (kind, record_id, from_operator_id, to_operator_id, from_dept_id, to_dept_id, reason, batch)
    select 'opportunity', o.id, o.owner_id, p_to, o.dept_id, v_dept, p_reason, v_batch
      from kehu.opportunity o where o.id = any (p_ids) and (o.owner_id, o.dept_id) is distinct from (p_to, v_dept);
  update kehu.activity a set owner_id = p_to, dept_id = v_dept from kehu.pursuit p join kehu.opportunity o on o.id = p.opportunity_id
   where p.opportunity_id = any (p_ids) and a.id = p.activity_id and a.owner_id = o.owner_id and a.owner_id <> p_to and a.state in ('planned', 'in_progress') and a.deleted_at is null;
  update kehu.opportunity o set owner_id = p_to, dept_id = v_dept, salesperson_id = case when o.closed_at is null then p_to else o.salesperson_id end where o.id = any (p_ids) and (o.owner_id, o.dept_id) is distinct from (p_to, v_dept);
  get diagnostics v_moved = row_count;
  return v_moved;
end $$;

-- The general manager, or the owner who also found it; not what was won.
create function kehu.delete_opportunity(p_id bigint, p_version int) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare o kehu.opportunity; v_me int := kehu.me();
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  perform from kehu.customer where id = (select customer_id from kehu.opportunity where id = p_id) for share;
  select * into o from kehu.opportunity where id = p_id and deleted_at is null for no key update;
  if o.id is null or not (kehu.rules_all() or (o.owner_id = v_me and o.first_owner_id = v_me)) then perform kehu_priv.deny('not_yours'); end if;
  if o.version is distinct from p_version then perform kehu_priv.stale(); end if;
  if o.state = 'won' then perform kehu_priv.refuse('bad_state', 'state', o.state); end if;
  update kehu.activity a set deleted_at = now() from kehu.pursuit p where p.opportunity_id = p_id and a.id = p.activity_id and a.state in ('planned', 'in_progress') and a.deleted_at is null;
  update kehu.opportunity set deleted_at = now() where id = p_id;
end $$;

grant execute on function kehu.move_opportunity(bigint, int, text, jsonb), kehu.end_opportunity(bigint, int, text, jsonb),
  kehu.transfer_opportunity(bigint[], int, text), kehu.delete_opportunity(bigint, int) to kehu_operator;
comment on function kehu.move_opportunity(bigint, int, text, jsonb) is 'Moves an opportunity to another stage, by its guards; a superior lets it pass with a reason';
comment on function kehu.end_opportunity(bigint, int, text, jsonb) is 'Wins, loses, voids, suspends or reopens an opportunity';

reset role;
