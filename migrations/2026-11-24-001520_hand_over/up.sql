-- Handing over: everything of a person, or some customers of his, to one receiver or several, in one transaction, and back again. Customers take along
-- what hangs on them; leads that are followed up go with everything; open activities, collection todos among them, go to who gets their customer or lead. What is done, drafts, shares and histories stay.
set local role kehu_owner;

create table kehu.hand_over (
  id bigint generated always as identity primary key,
  version int not null default 1,
  batch uuid not null,
  from_id int not null references kehu_priv.operator,
  dept_id int not null references kehu.department,
  receivers int[] not null constraint hand_over_receivers check (cardinality(receivers) between 1 and 20),
  to_id int not null generated always as (receivers[1]) stored,
  others int not null generated always as (cardinality(receivers) - 1) stored,
  rule text not null constraint hand_over_rule check (rule in ('one', 'evenly', 'city')),
  customers int not null, activities int not null, leads int not null default 0,
  reason kehu.line,
  state text not null default 'done' constraint hand_over_state check (state in ('done', 'returned')),
  returned int, returned_by int references kehu_priv.operator, returned_at timestamptz,
  created_by int not null references kehu_priv.operator,
  created_at timestamptz not null default now(),
  constraint hand_over_once unique (created_by, batch)
);
create index on kehu.hand_over (from_id, id desc);
create index on kehu.hand_over (dept_id);
create index on kehu.hand_over (returned_by);
create index hand_over_received on kehu.hand_over using gin (receivers);
create index owner_history_batch on kehu_priv.owner_history (batch, kind, record_id);

comment on table kehu.hand_over is 'What one person handed over to others at once';
comment on column kehu.hand_over.batch is 'its rows in owner_history; made by the client: the same again is done once';
comment on column kehu.hand_over.dept_id is 'the department of the giver then';
comment on column kehu.hand_over.to_id is 'the first receiver; how many others';
comment on column kehu.hand_over.rule is 'one: all to the first receiver; evenly: in turn; city: by the city of the receiver''s department, the others to the first';
comment on column kehu.hand_over.returned is 'how many customers and activities came back';

alter table kehu.hand_over enable row level security;
create policy all_read on kehu.hand_over for select to kehu_all_read using ((select kehu.sees_all()));
create policy keeper on kehu.hand_over for select to kehu_admin using ((select kehu.rules_admin()));
create policy team on kehu.hand_over for select to kehu_operator using (from_id = any ((select kehu.readable_owners())::int[]));
create policy received on kehu.hand_over for select to kehu_operator using (receivers @> array[(select kehu.me())]);
grant select on kehu.hand_over to kehu_operator;
create trigger a_client before insert or update on kehu.hand_over for each statement execute function kehu_priv.fit_client();
create trigger audit after insert or delete or update on kehu.hand_over for each row execute function kehu_priv.write_audit('hand_over');
create trigger tell_i after insert on kehu.hand_over referencing new table as added for each statement execute function kehu_priv.tell('hand_over');
create trigger tell_u after update on kehu.hand_over referencing new table as added for each statement execute function kehu_priv.tell('hand_over');

-- Whose records the caller gives away: a superior's what his people own, a director's his own too, a salesperson's never his own; everybody's the general
-- manager's and, of people who leave, the administrator's.
create function kehu_priv.givable() returns int[] language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if kehu.rules_all() or kehu.rules_admin() then return array(select o.id from kehu_priv.operator o); end if;
  return array(select r.report_id from kehu_priv.reach r where r.boss_id = kehu.me() and r.writes
                 and (r.report_id <> kehu.me() or kehu_priv.my_role() in ('sd', 'md')));
end $$;

-- Who may get records from the caller: sellers whom he leads; from the general manager and the administrator any seller.
create function kehu.receivers() returns int[] language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return array(select o.id from kehu_priv.operator o where o.status = 'active' and o.role in ('sp', 'sd', 'md', 'gm')
                 and (kehu.rules_all() or kehu.rules_admin() or o.id = any (kehu.writable_owners())) order by o.id);
end $$;

-- What goes to whom. Without receivers everything goes to nobody: what there is.
create function kehu_priv.plan_hand_over(p_from int, p_to int[], p_rule text, p_ids bigint[])
  returns table (kind text, record_id bigint, to_id int)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare v_first int := p_to[1]; v_n int := greatest(cardinality(p_to), 1);
begin
  return query
    with mine as (
      select c.id, case p_rule
          when 'evenly' then p_to[1 + (row_number() over (order by c.id) - 1) % v_n]
          when 'city' then coalesce((select t.who from unnest(p_to) with ordinality t(who, n) join kehu_priv.operator o on o.id = t.who
                                       join kehu.department d on d.id = o.dept_id where d.city = c.city order by t.n limit 1), v_first)
          else v_first end as who
        from kehu.customer c where (c.owner_id = p_from or p_from is null and p_ids is not null) and c.deleted_at is null and (p_ids is null or c.id = any (p_ids)))
    , followed as (
      select l.id, case p_rule
          when 'evenly' then p_to[1 + (row_number() over (order by l.id) - 1) % v_n]
          when 'city' then coalesce((select t.who from unnest(p_to) with ordinality t(who, n) join kehu_priv.operator o on o.id = t.who
                                       join kehu.department d on d.id = o.dept_id where d.city = l.city order by t.n limit 1), v_first)
          else v_first end as who
        from kehu.lead l where l.owner_id = p_from and l.deleted_at is null and l.state in ('new', 'working') and p_ids is null)
    select 'customer', m.id, m.who from mine m
    union all
    select 'lead', f.id, f.who from followed f
    union all
    select 'activity', a.id, coalesce(m.who, f.who, v_first) from kehu.activity a left join mine m on m.id = a.customer_id left join followed f on f.id = a.lead_id
     where a.owner_id = p_from and a.deleted_at is null and a.state in ('planned', 'in_progress') and (p_ids is null or m.id is not null);
end $$;

-- The counts of a hand-over before it is made, by receiver; without receivers one row: what he holds. Of nobody: some customers that are transferred, whosever
-- they are; activities stay then.
create function kehu.preview_hand_over(p_from int, p_to int[], p_rule text, p_ids bigint[] default null)
  returns table (to_id int, customers int, contacts int, orders int, running int, contracts int, leads int, activities int, dunning int)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_from is null and (p_ids is null or exists (select from unnest(p_ids) i left join kehu.customer c on c.id = i and c.deleted_at is null
        where c.id is null or not c.owner_id = any (kehu_priv.givable())))
    or not p_from = any (kehu_priv.givable()) or kehu.me() is null then perform kehu_priv.deny('not_yours'); end if;
  return query
    with p as (select * from kehu_priv.plan_hand_over(p_from, p_to, p_rule, p_ids)), c as (select p.record_id as id, p.to_id as who from p where p.kind = 'customer')
    select t.who, (select count(*)::int from c where c.who is not distinct from t.who),
        (select count(*)::int from c join kehu.contact k on k.customer_id = c.id and k.deleted_at is null where c.who is not distinct from t.who),
        (select count(*)::int from c join kehu.sales_order o on o.customer_id = c.id and o.deleted_at is null where c.who is not distinct from t.who),
        (select count(*)::int from c join kehu.sales_order o on o.customer_id = c.id and o.deleted_at is null
            and o.state in ('draft', 'requested', 'confirmed', 'executing', 'suspended') where c.who is not distinct from t.who),
        (select count(*)::int from c join kehu.contract k on k.customer_id = c.id and k.deleted_at is null where c.who is not distinct from t.who),
        (select count(*)::int from p where p.kind = 'lead' and p.to_id is not distinct from t.who),
        (select count(*)::int from p where p.kind = 'activity' and p.to_id is not distinct from t.who),
        (select count(*)::int from p join kehu.activity a on a.id = p.record_id and a.kind = 'dunning' where p.kind = 'activity' and p.to_id is not distinct from t.who)
      from (select x.who, min(x.n) as n from unnest(case when cardinality(p_to) > 0 then p_to else array[null::int] end) with ordinality x(who, n) group by 1) t
     order by t.n;
end $$;

-- Gives records new owners and writes it into their histories, in the order of locks: customers first, what hangs on them by their triggers, activities last.
create function kehu_priv.give(p_kind text, p_ids bigint[], p_to int[], p_dept int[], p_reason text, p_batch uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_kind = 'customer' then
    insert into kehu_priv.owner_history (kind, record_id, from_operator_id, to_operator_id, from_dept_id, to_dept_id, reason, batch)
      select 'customer', c.id, c.owner_id, t.who, c.dept_id, t.dept, p_reason, p_batch
        from unnest(p_ids, p_to, p_dept) t(id, who, dept) join kehu.customer c on c.id = t.id order by c.id;
    update kehu.customer c set owner_id = t.who, dept_id = t.dept from unnest(p_ids, p_to, p_dept) t(id, who, dept) where c.id = t.id;
  elsif p_kind = 'opportunity' then
    insert into kehu_priv.owner_history (kind, record_id, from_operator_id, to_operator_id, from_dept_id, to_dept_id, reason, batch)
      select 'opportunity', o.id, o.owner_id, t.who, o.dept_id, t.dept, p_reason, p_batch
        from unnest(p_ids, p_to, p_dept) t(id, who, dept) join kehu.opportunity o on o.id = t.id order by o.id;
    update kehu.opportunity o set owner_id = t.who, dept_id = t.dept, salesperson_id = case when o.closed_at is null then t.who else o.salesperson_id end
      from unnest(p_ids, p_to, p_dept) t(id, who, dept) where o.id = t.id;
  elsif p_kind = 'lead' then
    insert into kehu_priv.owner_history (kind, record_id, from_operator_id, to_operator_id, from_dept_id, to_dept_id, reason, batch)
      select 'lead', l.id, l.owner_id, t.who, l.dept_id, t.dept, p_reason, p_batch
        from unnest(p_ids, p_to, p_dept) t(id, who, dept) join kehu.lead l on l.id = t.id order by l.id;
    update kehu.lead l set owner_id = t.who, dept_id = t.dept from unnest(p_ids, p_to, p_dept) t(id, who, dept) where l.id = t.id;
  else
    insert into kehu_priv.owner_history (kind, record_id, from_operator_id, to_operator_id, from_dept_id, to_dept_id, reason, batch)
      select 'activity', a.id, a.owner_id, t.who, a.dept_id, t.dept, p_reason, p_batch
        from unnest(p_ids, p_to, p_dept) t(id, who, dept) join kehu.activity a on a.id = t.id order by a.id;
    update kehu.activity a set owner_id = t.who, dept_id = t.dept from unnest(p_ids, p_to, p_dept) t(id, who, dept) where a.id = t.id;
  end if;
end $$;

-- Everything of p_from, or the customers p_ids of his with their open activities. Answers the hand-over; the same batch again answers the same.
create function kehu.hand_over(p_from int, p_to int[], p_rule text, p_ids bigint[], p_reason text, p_batch uuid) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me int := kehu.me();
  v_id bigint;
  v_ids bigint[]; v_to int[]; v_dept int[]; v_customers int; v_activities int; v_leads int;
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  perform kehu_priv.see_now();
  if p_batch is null then perform kehu_priv.refuse('bad_value', 'batch'); end if;
  select h.id into v_id from kehu.hand_over h where h.created_by = v_me and h.batch = p_batch;
  if v_id is not null then return v_id; end if;
  if not coalesce(p_from = any (kehu_priv.givable()), false) then perform kehu_priv.deny('not_yours'); end if;
  if p_rule is null or p_rule not in ('one', 'evenly', 'city') then perform kehu_priv.refuse('bad_value', 'rule'); end if;
  -- Nobody is disabled while he is given something.
  perform from kehu_priv.operator o where o.id = p_from or o.id = any (p_to) order by o.id for share;
  if coalesce(cardinality(p_to), 0) not between 1 and 20 or p_from = any (p_to) or array_position(p_to, null) is not null or not p_to <@ kehu.receivers()
    then perform kehu_priv.refuse('receiver_not_allowed', 'to'); end if;
  perform from kehu.customer c where c.owner_id = p_from and c.deleted_at is null and (p_ids is null or c.id = any (p_ids)) order by c.id for update;
  select array_agg(p.record_id order by p.record_id), array_agg(p.to_id order by p.record_id), array_agg(o.dept_id order by p.record_id)
    into v_ids, v_to, v_dept from kehu_priv.plan_hand_over(p_from, p_to, p_rule, p_ids) p join kehu_priv.operator o on o.id = p.to_id where p.kind = 'customer';
  v_customers := coalesce(cardinality(v_ids), 0);
  if p_ids is not null and v_customers <> (select count(distinct i) from unnest(p_ids) i) then perform kehu_priv.deny('not_yours'); end if;
  -- The activities are planned before their customers move.
  declare
    a_ids bigint[]; a_to int[]; a_dept int[]; l_ids bigint[]; l_to int[]; l_dept int[];
    -- What he sells to customers of others; the rest follows his customers. It goes to the first who gets something.
    s_ids bigint[] := array(select o.id from kehu.opportunity o join kehu.customer c on c.id = o.customer_id
      where p_ids is null and o.owner_id = p_from and c.owner_id <> p_from and o.state in ('open', 'suspended') and o.deleted_at is null order by o.id);
    s_n int := cardinality(s_ids);
  begin
    select array_agg(p.record_id order by p.record_id), array_agg(p.to_id order by p.record_id), array_agg(o.dept_id order by p.record_id)
      into a_ids, a_to, a_dept from kehu_priv.plan_hand_over(p_from, p_to, p_rule, p_ids) p join kehu_priv.operator o on o.id = p.to_id where p.kind = 'activity';
    v_activities := coalesce(cardinality(a_ids), 0);
    select array_agg(p.record_id order by p.record_id), array_agg(p.to_id order by p.record_id), array_agg(o.dept_id order by p.record_id)
      into l_ids, l_to, l_dept from kehu_priv.plan_hand_over(p_from, p_to, p_rule, p_ids) p join kehu_priv.operator o on o.id = p.to_id where p.kind = 'lead';
    v_leads := coalesce(cardinality(l_ids), 0);
    if v_customers + v_activities + v_leads + s_n = 0 then perform kehu_priv.refuse('nothing_to_hand_over'); end if;
    perform kehu_priv.give('customer', v_ids, v_to, v_dept, p_reason, p_batch);
    perform from kehu.opportunity o where o.id = any (s_ids) order by o.id for update;
    perform kehu_priv.give('opportunity', s_ids, array_fill(p_to[1], array[s_n]), array_fill((select o.dept_id from kehu_priv.operator o where o.id = p_to[1]), array[s_n]), p_reason, p_batch);
    perform from kehu.lead l where l.id = any (l_ids) order by l.id for update;
    perform kehu_priv.give('lead', l_ids, l_to, l_dept, p_reason, p_batch);
    perform from kehu.activity a where a.id = any (a_ids) order by a.id for update;
    perform kehu_priv.give('activity', a_ids, a_to, a_dept, p_reason, p_batch);
  end;
  insert into kehu.hand_over (batch, from_id, dept_id, receivers, rule, customers, activities, leads, reason, created_by)
    select p_batch, p_from, o.dept_id, p_to, p_rule, v_customers, v_activities, v_leads, p_reason, v_me from kehu_priv.operator o where o.id = p_from returning id into v_id;
  return v_id;
end $$;

-- Back to who had it: whatever the receivers still hold of it. Answers how many records came back.
create function kehu.hand_back(p_id bigint, p_version int, p_reason text default null) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_me int := kehu.me();
  h kehu.hand_over;
  v_batch uuid := gen_random_uuid();
  v_home int;
  v_ids bigint[]; v_to int[]; v_dept int[];
  v_back int := 0;
begin
  if v_me is null then perform kehu_priv.deny('not_an_operator'); end if;
  perform kehu_priv.see_now();
  select * into h from kehu.hand_over x where x.id = p_id for update;
  -- Who made it takes it back also where he gave to himself.
  if h.id is null or not (kehu.rules_all() or kehu.rules_admin() or h.from_id = any (kehu.writable_owners())
      and (h.receivers <@ kehu_priv.givable() or h.created_by = v_me and h.receivers <@ kehu.writable_owners()))
    then perform kehu_priv.deny('not_yours'); end if;
  if h.version is distinct from p_version then perform kehu_priv.stale(); end if;
  if h.state <> 'done' then perform kehu_priv.refuse('bad_state', 'state'); end if;
  perform from kehu_priv.operator o where o.id = h.from_id or o.id = any (h.receivers) order by o.id for share;
  if not h.from_id = any (kehu.receivers()) then perform kehu_priv.refuse('receiver_not_allowed', 'from'); end if;
  v_home := (select o.dept_id from kehu_priv.operator o where o.id = h.from_id);

  perform from kehu.customer c join kehu_priv.owner_history w on w.batch = h.batch and w.kind = 'customer' and w.record_id = c.id
    where c.deleted_at is null and c.owner_id = w.to_operator_id order by c.id for update of c;
  -- The department it had, unless he works elsewhere now.
  select array_agg(c.id order by c.id), array_agg(h.from_id), array_agg(case when v_home = h.dept_id then w.from_dept_id else v_home end order by c.id)
    into v_ids, v_to, v_dept from kehu.customer c join kehu_priv.owner_history w on w.batch = h.batch and w.kind = 'customer' and w.record_id = c.id
   where c.deleted_at is null and c.owner_id = w.to_operator_id;
  v_back := coalesce(cardinality(v_ids), 0);
  perform kehu_priv.give('customer', v_ids, v_to, v_dept, p_reason, v_batch);

  perform from kehu.opportunity o join kehu_priv.owner_history w on w.batch = h.batch and w.kind = 'opportunity' and w.record_id = o.id
    where o.deleted_at is null and o.state in ('open', 'suspended') and o.owner_id = w.to_operator_id order by o.id for update of o;
  select array_agg(o.id order by o.id), array_agg(h.from_id), array_agg(case when v_home = h.dept_id then w.from_dept_id else v_home end order by o.id)
    into v_ids, v_to, v_dept from kehu.opportunity o join kehu_priv.owner_history w on w.batch = h.batch and w.kind = 'opportunity' and w.record_id = o.id
   where o.deleted_at is null and o.state in ('open', 'suspended') and o.owner_id = w.to_operator_id;
  v_back := v_back + coalesce(cardinality(v_ids), 0);
  perform kehu_priv.give('opportunity', v_ids, v_to, v_dept, p_reason, v_batch);

  perform from kehu.lead l join kehu_priv.owner_history w on w.batch = h.batch and w.kind = 'lead' and w.record_id = l.id
    where l.deleted_at is null and l.state in ('new', 'working') and l.owner_id = w.to_operator_id order by l.id for update of l;
  select array_agg(l.id order by l.id), array_agg(h.from_id), array_agg(case when v_home = h.dept_id then w.from_dept_id else v_home end order by l.id)
    into v_ids, v_to, v_dept from kehu.lead l join kehu_priv.owner_history w on w.batch = h.batch and w.kind = 'lead' and w.record_id = l.id
   where l.deleted_at is null and l.state in ('new', 'working') and l.owner_id = w.to_operator_id;
  v_back := v_back + coalesce(cardinality(v_ids), 0);
  perform kehu_priv.give('lead', v_ids, v_to, v_dept, p_reason, v_batch);

  perform from kehu.activity a join kehu_priv.owner_history w on w.batch = h.batch and w.kind = 'activity' and w.record_id = a.id
    where a.deleted_at is null and a.state in ('planned', 'in_progress') and a.owner_id = w.to_operator_id order by a.id for update of a;
  select array_agg(a.id order by a.id), array_agg(h.from_id), array_agg(case when v_home = h.dept_id then w.from_dept_id else v_home end order by a.id)
    into v_ids, v_to, v_dept from kehu.activity a join kehu_priv.owner_history w on w.batch = h.batch and w.kind = 'activity' and w.record_id = a.id
   where a.deleted_at is null and a.state in ('planned', 'in_progress') and a.owner_id = w.to_operator_id;
  v_back := v_back + coalesce(cardinality(v_ids), 0);
  perform kehu_priv.give('activity', v_ids, v_to, v_dept, p_reason, v_batch);

  update kehu.hand_over x set state = 'returned', returned = v_back, returned_by = v_me, returned_at = now(), version = x.version + 1 where x.id = p_id;
  return v_back;
end $$;

comment on function kehu.receivers() is 'The operators to whom one may hand records over';
revoke execute on function kehu.receivers(), kehu.preview_hand_over(int, int[], text, bigint[]), kehu.hand_over(int, int[], text, bigint[], text, uuid),
  kehu.hand_back(bigint, int, text), kehu_priv.givable(), kehu_priv.plan_hand_over(int, int[], text, bigint[]),
  kehu_priv.give(text, bigint[], int[], int[], text, uuid) from public;
grant execute on function kehu.receivers(), kehu.preview_hand_over(int, int[], text, bigint[]), kehu.hand_over(int, int[], text, bigint[], text, uuid),
  kehu.hand_back(bigint, int, text) to kehu_operator;

reset role;
