-- Who reads opportunities, and what follows their owner. Nobody but functions writes them; an activity says itself which one it is for.
set local role kehu_owner;

create function kehu.sells() returns bool language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from kehu_priv.operator o where o.login = session_user and o.status = 'active' and o.role in ('gm', 'md', 'sd', 'sp'));
end $$;
create function kehu.directs() returns bool language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from kehu_priv.operator o where o.login = session_user and o.status = 'active' and o.role in ('gm', 'sd'));
end $$;
grant execute on function kehu.sells(), kehu.directs() to kehu_operator;

create function kehu_priv.sees_opportunity(p_id bigint) returns bool
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from kehu.opportunity o where o.id = p_id and o.deleted_at is null
    and (kehu.sees_all() or o.owner_id = any (kehu.readable_owners()) or o.dept_id = any (kehu.order_depts())
         or o.id = any (kehu.shared_ids('opportunity', false)) or o.customer_id = any (kehu.shared_ids('customer', false)) or o.dept_id = any (kehu.lent_depts(false))));
end $$;

create function kehu_priv.writes_opportunity(p_id bigint) returns bool
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from kehu.opportunity o where o.id = p_id and o.deleted_at is null
    and (kehu.rules_all() or o.owner_id = any (kehu.writable_owners()) or o.id = any (kehu.shared_ids('opportunity', true))
         or o.customer_id = any (kehu.shared_ids('customer', true)) or o.dept_id = any (kehu.lent_depts(true))));
end $$;

-- Children take owner, department and customer from their opportunity: fill, never judge.
create function kehu_priv.from_opportunity() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  select o.owner_id, o.dept_id, o.customer_id into new.owner_id, new.dept_id, new.customer_id from kehu.opportunity o where o.id = new.opportunity_id;
  return new;
end $$;
create trigger a_owner before insert on kehu.stage_history for each row execute function kehu_priv.from_opportunity();
create trigger a_owner before insert on kehu.opportunity_line for each row execute function kehu_priv.from_opportunity();
create trigger a_owner before insert on kehu.opportunity_contact for each row execute function kehu_priv.from_opportunity();
create trigger a_owner before insert on kehu.opportunity_card for each row execute function kehu_priv.from_opportunity();
create function kehu_priv.opportunity_card_made() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into kehu.opportunity_card (opportunity_id) values (new.id);
  return null;
end $$;
create trigger card after insert on kehu.opportunity for each row execute function kehu_priv.opportunity_card_made();

create function kehu_priv.opportunities_moved() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- A statement trigger on given columns cannot see the rows, so it looks itself whether anything moved.
  if not exists (select from moved n join was w on w.id = n.id where (n.owner_id, n.dept_id, n.customer_id, n.deleted_at) is distinct from (w.owner_id, w.dept_id, w.customer_id, w.deleted_at)) then
    return null; end if;
  update kehu.stage_history h set owner_id = n.owner_id, dept_id = n.dept_id, customer_id = n.customer_id, deleted_at = n.deleted_at from moved n
   where h.opportunity_id = n.id and (h.owner_id, h.dept_id, h.customer_id, h.deleted_at) is distinct from (n.owner_id, n.dept_id, n.customer_id, n.deleted_at);
  update kehu.opportunity_line l set owner_id = n.owner_id, dept_id = n.dept_id, customer_id = n.customer_id, deleted_at = n.deleted_at from moved n
   where l.opportunity_id = n.id and (l.owner_id, l.dept_id, l.customer_id, l.deleted_at) is distinct from (n.owner_id, n.dept_id, n.customer_id, n.deleted_at);
  update kehu.opportunity_contact c set owner_id = n.owner_id, dept_id = n.dept_id, customer_id = n.customer_id, deleted_at = n.deleted_at from moved n
   where c.opportunity_id = n.id and (c.owner_id, c.dept_id, c.customer_id, c.deleted_at) is distinct from (n.owner_id, n.dept_id, n.customer_id, n.deleted_at);
  update kehu.opportunity_card k set owner_id = n.owner_id, dept_id = n.dept_id, customer_id = n.customer_id, deleted_at = n.deleted_at from moved n
   where k.opportunity_id = n.id and (k.owner_id, k.dept_id, k.customer_id, k.deleted_at) is distinct from (n.owner_id, n.dept_id, n.customer_id, n.deleted_at);
  return null;
end $$;
-- What one sells at a customer goes with the customer to whoever gets it; what somebody else sells there stays his. What is closed keeps its salesperson.
create function kehu_priv.opportunities_follow() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from kehu.opportunity o where o.customer_id = new.id and o.owner_id = old.owner_id and (o.owner_id, o.dept_id) is distinct from (new.owner_id, new.dept_id)) then
    return null; end if;
  perform from kehu.opportunity o join was w on w.id = o.customer_id and w.owner_id = o.owner_id order by o.id for no key update of o;
  update kehu.opportunity o set owner_id = n.owner_id, dept_id = n.dept_id, salesperson_id = case when o.closed_at is null then n.owner_id else o.salesperson_id end
    from was w join added n on n.id = w.id
   where o.customer_id = n.id and o.owner_id = w.owner_id and (o.owner_id, o.dept_id) is distinct from (n.owner_id, n.dept_id);
  return null;
end $$;
create trigger opportunities_follow after update on kehu.customer referencing old table as was new table as added for each row
  when ((old.owner_id, old.dept_id) is distinct from (new.owner_id, new.dept_id)) execute function kehu_priv.opportunities_follow();
create trigger moved after update on kehu.opportunity referencing old table as was new table as moved for each statement execute function kehu_priv.opportunities_moved();

create trigger touch before update of name, customer_id, stage_id, state, state_reason, intent_evidence, amount, own_win_rate, importance, class_id, is_key_project,
  expected_close_on, closed_at, lost_reason, lost_competitor_id, deleted_at on kehu.opportunity for each row execute function kehu_priv.touch();

-- Lines are counted and, where there are any, make the amount. By difference, once per statement.
create function kehu_priv.opportunity_summed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    update kehu.opportunity o set lines = o.lines + s.n, amount = s.total + case when o.lines > 0 then o.amount else 0 end
      from (select opportunity_id, count(*) as n, sum(amount) as total from added group by 1 order by 1) s where o.id = s.opportunity_id;
  elsif tg_op = 'DELETE' then
    update kehu.opportunity o set lines = o.lines - s.n, amount = o.amount - s.total
      from (select opportunity_id, count(*) as n, sum(amount) as total from gone group by 1 order by 1) s where o.id = s.opportunity_id;
  else
    update kehu.opportunity o set amount = o.amount + s.more
      from (select a.opportunity_id, sum(a.amount - g.amount) as more from added a join gone g on g.id = a.id group by 1 having sum(a.amount - g.amount) <> 0 order by 1) s
     where o.id = s.opportunity_id;
  end if;
  return null;
end $$;
create trigger summed_i after insert on kehu.opportunity_line referencing new table as added for each statement execute function kehu_priv.opportunity_summed();
create trigger summed_d after delete on kehu.opportunity_line referencing old table as gone for each statement execute function kehu_priv.opportunity_summed();
create trigger summed_u after update on kehu.opportunity_line referencing new table as added old table as gone for each statement execute function kehu_priv.opportunity_summed();

-- An activity's customer is its opportunity's, or none, where one sees the opportunity alone. A hidden or absent one empties owner_id, which the policy refuses.
create function kehu_priv.pursuit_fill() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare a kehu.activity; v_customer bigint := (select o.customer_id from kehu.opportunity o where o.id = new.opportunity_id and o.deleted_at is null);
begin
  select * into a from kehu.activity x where x.id = new.activity_id;
  new.owner_id := a.owner_id; new.assigned_by_id := a.assigned_by_id;
  if a.kind = 'dunning' or v_customer is null or a.customer_id <> v_customer
    -- One's own; and what was planned for the lead that became it.
    or a.created_by is distinct from coalesce(kehu.me(), a.created_by) and not exists (select from kehu.lead l where l.id = a.lead_id and l.opportunity_id = new.opportunity_id)
    or kehu.me() is not null and not kehu_priv.sees_opportunity(new.opportunity_id) then new.owner_id := null; end if;
  return new;
end $$;
create trigger a_fill before insert on kehu.pursuit for each row execute function kehu_priv.pursuit_fill();

-- The opportunity remembers the last contact and what comes next, whatever ends or moves the activity.
create function kehu_priv.pursued(p_opportunities bigint[]) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update kehu.opportunity o set last_contact_at = s.last, next_activity_on = s.next
    from (select x.id,
            (select max(a.done_at) from kehu.pursuit p join kehu.activity a on a.id = p.activity_id where p.opportunity_id = x.id and a.deleted_at is null
               and a.state = 'done' and a.kind in ('visit', 'call', 'meeting', 'mail', 'message')) as last,
            (select min(a.due_on) from kehu.pursuit p join kehu.activity a on a.id = p.activity_id where p.opportunity_id = x.id and a.deleted_at is null
               and a.state in ('planned', 'in_progress')) as next
            from unnest(p_opportunities) x(id) order by 1) s
   where o.id = s.id and (o.last_contact_at, o.next_activity_on) is distinct from (s.last, s.next);
end $$;
create function kehu_priv.pursuit_made() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform kehu_priv.pursued(array(select distinct opportunity_id from added));
  return null;
end $$;
create trigger made after insert on kehu.pursuit referencing new table as added for each statement execute function kehu_priv.pursuit_made();
create function kehu_priv.pursuit_moved() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update kehu.pursuit p set owner_id = n.owner_id, assigned_by_id = n.assigned_by_id from moved n
   where p.activity_id = n.id and (p.owner_id, p.assigned_by_id) is distinct from (n.owner_id, n.assigned_by_id);
  perform kehu_priv.pursued(array(select distinct p.opportunity_id from moved n join kehu.pursuit p on p.activity_id = n.id));
  return null;
end $$;
create trigger pursuit_moved after update on kehu.activity referencing new table as moved for each statement execute function kehu_priv.pursuit_moved();

alter table kehu.pipeline enable row level security;
alter table kehu.stage enable row level security;
alter table kehu.stage_task enable row level security;
alter table kehu.competitor enable row level security;
create policy everybody on kehu.pipeline for select to kehu_operator using ((select kehu.me()) is not null);
create policy everybody on kehu.stage for select to kehu_operator using ((select kehu.me()) is not null);
create policy everybody on kehu.stage_task for select to kehu_operator using ((select kehu.me()) is not null);
create policy everybody on kehu.competitor for select to kehu_operator using ((select kehu.me()) is not null);
grant select on kehu.pipeline, kehu.stage, kehu.stage_task, kehu.competitor to kehu_operator;
-- Stages are the administrator's; what is known of competitors comes from those who sell, and their directors correct it.
create policy admin_new on kehu.pipeline for insert to kehu_admin with check ((select kehu.rules_admin()));
create policy admin_w on kehu.pipeline for update to kehu_admin using ((select kehu.rules_admin()));
create policy admin_new on kehu.stage for insert to kehu_admin with check ((select kehu.rules_admin()));
create policy admin_w on kehu.stage for update to kehu_admin using ((select kehu.rules_admin()));
create policy admin_new on kehu.stage_task for insert to kehu_admin with check ((select kehu.rules_admin()));
create policy admin_w on kehu.stage_task for update to kehu_admin using ((select kehu.rules_admin()));
create policy sales_new on kehu.competitor for insert to kehu_operator with check ((select kehu.sells()));
create policy directors_w on kehu.competitor for update to kehu_operator using ((select kehu.directs()));
grant insert (name, sort, active), update (name, sort, active) on kehu.pipeline to kehu_admin;
grant insert (pipeline_id, seq, code, name, name_en, win_rate, standard_days, warn_days, is_important, strict_tasks, strategy, active),
  update (seq, name, name_en, win_rate, standard_days, warn_days, is_important, strict_tasks, strategy, active) on kehu.stage to kehu_admin;
grant insert (stage_id, seq, title, kind, offset_days, mandatory, is_care, active), update (seq, title, kind, offset_days, mandatory, is_care, active) on kehu.stage_task to kehu_admin;
grant insert (name, media, strengths, weaknesses, price_note, active), update (name, media, strengths, weaknesses, price_note, active) on kehu.competitor to kehu_operator;
create trigger touch before update on kehu.pipeline for each row execute function kehu_priv.touch();
create trigger touch before update on kehu.stage for each row execute function kehu_priv.touch();
create trigger touch before update on kehu.stage_task for each row execute function kehu_priv.touch();
create trigger touch before update on kehu.competitor for each row execute function kehu_priv.touch();

alter table kehu.opportunity enable row level security;
create policy all_read on kehu.opportunity for select to kehu_all_read using ((select kehu.sees_all()));
create policy team on kehu.opportunity for select to kehu_sales using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy desk on kehu.opportunity for select to kehu_assistant using (dept_id = any ((select kehu.order_depts())::int[]));
create policy shared on kehu.opportunity for select to kehu_shared using (customer_id = any ((select kehu.shared_ids('customer', false))::bigint[]));
create policy alone on kehu.opportunity for select to kehu_shared using (id = any ((select kehu.shared_ids('opportunity', false))::bigint[]));
create policy ruled on kehu.opportunity for select to kehu_shared using (dept_id = any ((select kehu.lent_depts(false))::int[]));
create policy alive on kehu.opportunity as restrictive to kehu_operator using (deleted_at is null);

alter table kehu.stage_history enable row level security;
create policy all_read on kehu.stage_history for select to kehu_all_read using ((select kehu.sees_all()));
create policy team on kehu.stage_history for select to kehu_sales using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy desk on kehu.stage_history for select to kehu_assistant using (dept_id = any ((select kehu.order_depts())::int[]));
create policy shared on kehu.stage_history for select to kehu_shared using (customer_id = any ((select kehu.shared_ids('customer', false))::bigint[]));
create policy alone on kehu.stage_history for select to kehu_shared using (opportunity_id = any ((select kehu.shared_ids('opportunity', false))::bigint[]));
create policy ruled on kehu.stage_history for select to kehu_shared using (dept_id = any ((select kehu.lent_depts(false))::int[]));
create policy alive on kehu.stage_history as restrictive to kehu_operator using (deleted_at is null);

alter table kehu.opportunity_line enable row level security;
create policy all_read on kehu.opportunity_line for select to kehu_all_read using ((select kehu.sees_all()));
create policy team on kehu.opportunity_line for select to kehu_sales using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy desk on kehu.opportunity_line for select to kehu_assistant using (dept_id = any ((select kehu.order_depts())::int[]));
create policy shared on kehu.opportunity_line for select to kehu_shared using (customer_id = any ((select kehu.shared_ids('customer', false))::bigint[]));
create policy alone on kehu.opportunity_line for select to kehu_shared using (opportunity_id = any ((select kehu.shared_ids('opportunity', false))::bigint[]));
create policy ruled on kehu.opportunity_line for select to kehu_shared using (dept_id = any ((select kehu.lent_depts(false))::int[]));
create policy alive on kehu.opportunity_line as restrictive to kehu_operator using (deleted_at is null);

alter table kehu.opportunity_contact enable row level security;
create policy all_read on kehu.opportunity_contact for select to kehu_all_read using ((select kehu.sees_all()));
create policy team on kehu.opportunity_contact for select to kehu_sales using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy desk on kehu.opportunity_contact for select to kehu_assistant using (dept_id = any ((select kehu.order_depts())::int[]));
create policy shared on kehu.opportunity_contact for select to kehu_shared using (customer_id = any ((select kehu.shared_ids('customer', false))::bigint[]));
create policy alone on kehu.opportunity_contact for select to kehu_shared using (opportunity_id = any ((select kehu.shared_ids('opportunity', false))::bigint[]));
create policy ruled on kehu.opportunity_contact for select to kehu_shared using (dept_id = any ((select kehu.lent_depts(false))::int[]));
create policy alive on kehu.opportunity_contact as restrictive to kehu_operator using (deleted_at is null);

alter table kehu.opportunity_card enable row level security;
create policy all_read on kehu.opportunity_card for select to kehu_all_read using ((select kehu.sees_all()));
create policy team on kehu.opportunity_card for select to kehu_sales using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy desk on kehu.opportunity_card for select to kehu_assistant using (dept_id = any ((select kehu.order_depts())::int[]));
create policy shared on kehu.opportunity_card for select to kehu_shared using (customer_id = any ((select kehu.shared_ids('customer', false))::bigint[]));
create policy alone on kehu.opportunity_card for select to kehu_shared using (opportunity_id = any ((select kehu.shared_ids('opportunity', false))::bigint[]));
create policy ruled on kehu.opportunity_card for select to kehu_shared using (dept_id = any ((select kehu.lent_depts(false))::int[]));
create policy alive on kehu.opportunity_card as restrictive to kehu_operator using (deleted_at is null);

alter table kehu.pursuit enable row level security;
create policy all_read on kehu.pursuit for select to kehu_all_read using ((select kehu.sees_all()));
create policy team on kehu.pursuit for select to kehu_operator using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy assigned on kehu.pursuit for select to kehu_operator using (assigned_by_id = (select kehu.me()));
create policy team_new on kehu.pursuit for insert to kehu_operator with check (owner_id = any ((select kehu.writable_owners())::int[]));
create policy gm_new on kehu.pursuit for insert to kehu_all_write with check (owner_id is not null and (select kehu.rules_all()));

grant select on kehu.opportunity, kehu.opportunity_card, kehu.stage_history, kehu.opportunity_line, kehu.opportunity_contact, kehu.pursuit to kehu_operator;
grant insert (activity_id, opportunity_id) on kehu.pursuit to kehu_operator;

create trigger audit after insert or delete or update of name, customer_id, stage_id, state, state_reason, intent_evidence, amount, own_win_rate, importance, class_id,
    is_key_project, expected_close_on, lost_reason, lost_competitor_id, owner_id, deleted_at
  on kehu.opportunity for each row execute function kehu_priv.write_audit('opportunity');
create trigger tell_i after insert on kehu.opportunity referencing new table as added for each statement execute function kehu_priv.tell('opportunity');
create trigger tell_u after update on kehu.opportunity referencing new table as added for each statement execute function kehu_priv.tell('opportunity');
create trigger audit after insert or delete or update on kehu.opportunity_line for each row execute function kehu_priv.write_audit('opportunity', 'opportunity_id');
create trigger audit after update of ext on kehu.opportunity_card for each row execute function kehu_priv.write_audit('opportunity', 'opportunity_id');
create trigger audit after insert or delete or update on kehu.opportunity_contact for each row execute function kehu_priv.write_audit('opportunity', 'opportunity_id');
create trigger tell_i after insert on kehu.stage referencing new table as added for each statement execute function kehu_priv.tell('stage');
create trigger tell_u after update on kehu.stage referencing new table as added for each statement execute function kehu_priv.tell('stage');
create trigger tell_i after insert on kehu.stage_task referencing new table as added for each statement execute function kehu_priv.tell('stage_task');
create trigger tell_u after update on kehu.stage_task referencing new table as added for each statement execute function kehu_priv.tell('stage_task');
create trigger audit after insert or delete or update on kehu.pipeline for each row execute function kehu_priv.write_audit('pipeline');
create trigger audit after insert or delete or update on kehu.stage for each row execute function kehu_priv.write_audit('stage');
create trigger audit after insert or delete or update on kehu.stage_task for each row execute function kehu_priv.write_audit('stage_task');
create trigger a_client before insert or update of name, state, stage_id, intent_evidence, amount on kehu.opportunity for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or delete or update of position_id, issues, discount, list_price on kehu.opportunity_line for each statement execute function kehu_priv.fit_client();
create trigger a_client before update of ext on kehu.opportunity_card for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or delete on kehu.opportunity_contact for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert on kehu.pursuit for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or update on kehu.competitor for each statement execute function kehu_priv.fit_client();
create trigger audit after insert or delete or update on kehu.competitor for each row execute function kehu_priv.write_audit('competitor');

reset role;
