-- Who reads quotes: whoever reads their opportunity. Nobody but functions writes them.
set local role kehu_owner;

-- Quote and lines take owner, department and customer from the opportunity: fill, never judge.
create trigger a_owner before insert on kehu.quote for each row execute function kehu_priv.from_opportunity();
create function kehu_priv.from_quote() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  select q.opportunity_id, q.owner_id, q.dept_id, q.customer_id into new.opportunity_id, new.owner_id, new.dept_id, new.customer_id from kehu.quote q where q.id = new.quote_id;
  return new;
end $$;
create trigger a_owner before insert on kehu.quote_line for each row execute function kehu_priv.from_quote();

create function kehu_priv.quotes_moved() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from moved n join was w on w.id = n.id where (n.owner_id, n.dept_id, n.customer_id, n.deleted_at) is distinct from (w.owner_id, w.dept_id, w.customer_id, w.deleted_at)) then
    return null; end if;
  -- In two: a transfer is no edit of a person, to be deleted is.
  update kehu.quote q set owner_id = n.owner_id, dept_id = n.dept_id, customer_id = n.customer_id from moved n
   where q.opportunity_id = n.id and (q.owner_id, q.dept_id, q.customer_id) is distinct from (n.owner_id, n.dept_id, n.customer_id);
  update kehu.quote q set deleted_at = n.deleted_at from moved n where q.opportunity_id = n.id and n.deleted_at is not null and q.deleted_at is null;
  update kehu.quote_line l set owner_id = n.owner_id, dept_id = n.dept_id, customer_id = n.customer_id, deleted_at = coalesce(n.deleted_at, l.deleted_at) from moved n
   where l.opportunity_id = n.id and (l.owner_id, l.dept_id, l.customer_id, l.deleted_at) is distinct from (n.owner_id, n.dept_id, n.customer_id, coalesce(n.deleted_at, l.deleted_at));
  return null;
end $$;
create trigger quotes_moved after update on kehu.opportunity referencing old table as was new table as moved for each statement execute function kehu_priv.quotes_moved();

create trigger touch before update of state, state_reason, valid_until, note, total, deleted_at on kehu.quote for each row execute function kehu_priv.touch();

-- Lines are counted and make the total. By difference, once per statement.
create function kehu_priv.quote_summed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    update kehu.quote q set lines = q.lines + s.n, total = q.total + s.total
      from (select quote_id, count(*) as n, sum(amount) as total from added group by 1 order by 1) s where q.id = s.quote_id;
  elsif tg_op = 'DELETE' then
    update kehu.quote q set lines = q.lines - s.n, total = q.total - s.total
      from (select quote_id, count(*) as n, sum(amount) as total from gone group by 1 order by 1) s where q.id = s.quote_id;
  else
    update kehu.quote q set total = q.total + s.more
      from (select a.quote_id, sum(a.amount - g.amount) as more from added a join gone g on g.id = a.id group by 1 having sum(a.amount - g.amount) <> 0 order by 1) s
     where q.id = s.quote_id;
  end if;
  return null;
end $$;
create trigger summed_i after insert on kehu.quote_line referencing new table as added for each statement execute function kehu_priv.quote_summed();
create trigger summed_d after delete on kehu.quote_line referencing old table as gone for each statement execute function kehu_priv.quote_summed();
create trigger summed_u after update on kehu.quote_line referencing new table as added old table as gone for each statement execute function kehu_priv.quote_summed();

alter table kehu.quote enable row level security;
create policy all_read on kehu.quote for select to kehu_all_read using ((select kehu.sees_all()));
create policy team on kehu.quote for select to kehu_sales using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy desk on kehu.quote for select to kehu_assistant using (dept_id = any ((select kehu.order_depts())::int[]));
create policy shared on kehu.quote for select to kehu_shared using (customer_id = any ((select kehu.shared_ids('customer', false))::bigint[]));
create policy alone on kehu.quote for select to kehu_shared using (opportunity_id = any ((select kehu.shared_ids('opportunity', false))::bigint[]));
create policy ruled on kehu.quote for select to kehu_shared using (dept_id = any ((select kehu.lent_depts(false))::int[]));
create policy alive on kehu.quote as restrictive to kehu_operator using (deleted_at is null);

alter table kehu.quote_line enable row level security;
create policy all_read on kehu.quote_line for select to kehu_all_read using ((select kehu.sees_all()));
create policy team on kehu.quote_line for select to kehu_sales using (owner_id = any ((select kehu.readable_owners())::int[]));
create policy desk on kehu.quote_line for select to kehu_assistant using (dept_id = any ((select kehu.order_depts())::int[]));
create policy shared on kehu.quote_line for select to kehu_shared using (customer_id = any ((select kehu.shared_ids('customer', false))::bigint[]));
create policy alone on kehu.quote_line for select to kehu_shared using (opportunity_id = any ((select kehu.shared_ids('opportunity', false))::bigint[]));
create policy ruled on kehu.quote_line for select to kehu_shared using (dept_id = any ((select kehu.lent_depts(false))::int[]));
create policy alive on kehu.quote_line as restrictive to kehu_operator using (deleted_at is null);
grant select on kehu.quote, kehu.quote_line to kehu_operator;

create trigger audit after insert or delete or update of state, state_reason, valid_until, note, total, submitted_by, approved_by, sent_on, answered_on, owner_id, deleted_at
  on kehu.quote for each row execute function kehu_priv.write_audit('quote');
create trigger tell_i after insert on kehu.quote referencing new table as added for each statement execute function kehu_priv.tell('quote');
create trigger tell_u after update on kehu.quote referencing new table as added for each statement execute function kehu_priv.tell('quote');
create trigger audit after insert or delete or update of position_id, issues, discount, list_price on kehu.quote_line for each row execute function kehu_priv.write_audit('quote', 'quote_id');
create trigger a_client before insert or update of state, valid_until, note on kehu.quote for each statement execute function kehu_priv.fit_client();
create trigger a_client before insert or delete or update of position_id, issues, discount, list_price on kehu.quote_line for each statement execute function kehu_priv.fit_client();

-- The state as people speak of it: a quote that was sent and not answered in time is expired.
create view kehu_rpt.quote with (security_invoker = true) as
  select q.id, q.code, q.opportunity_id, q.revision, case when q.state = 'sent' and q.valid_until < (select kehu.today()) then 'expired' else q.state end as state, q.state_reason,
         q.valid_until, q.total, q.lines, q.submitted_by, q.approved_by, q.sent_on, q.answered_on, q.owner_id, q.dept_id, q.customer_id, q.created_by, q.created_at
    from kehu.quote q;
grant select on kehu_rpt.quote to kehu_operator;
comment on view kehu_rpt.quote is 'Quotes with the state as it is today: sent ones that were not answered in time are expired';

reset role;
