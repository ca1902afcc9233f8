-- Who can see a record, and why: the arms of the policies, for everybody at once. One test compares it with what every login reads.
set local role kehu_owner;

create function kehu.who_sees(p_kind text, p_id bigint)
  returns table (operator_id int, why text, writes bool, until date, note text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_kind text; v_id bigint;
  v_owner int; v_dept int; v_customer bigint; v_alone text; v_alone_id bigint; v_seller int; v_by int;
  v_arms text[];   -- the arms that the policies of its table have
  v_edited bool := p_kind in ('customer', 'contact', 'invoice_title', 'activity', 'lead', 'opportunity');   -- changed by its fields
begin
  if not kehu_priv.may_read(p_kind, p_id) then perform kehu_priv.deny('not_yours'); end if;
  -- A comment and a file are read by whoever reads what they are about.
  if p_kind in ('comment', 'file') then
    select case when x.order_id is not null then 'order' when x.contact_id is not null then 'contact' when x.activity_id is not null then 'activity'
             when x.payment_id is not null then 'payment' when x.contract_id is not null then 'contract' when x.invoice_id is not null then 'invoice' when x.opportunity_id is not null then 'opportunity' when x.lead_id is not null then 'lead' else 'customer' end,
           coalesce(x.order_id, x.contact_id, x.activity_id, x.payment_id, x.contract_id, x.invoice_id, x.opportunity_id, x.lead_id, x.customer_id) into v_kind, v_id
      from (select order_id, contact_id, activity_id, payment_id, contract_id, invoice_id, opportunity_id, lead_id, customer_id from kehu.comment where id = p_id and p_kind = 'comment'
            union all select order_id, contact_id, activity_id, payment_id, contract_id, invoice_id, opportunity_id, lead_id, customer_id from kehu.file where id = p_id and p_kind = 'file') x;
    return query select w.operator_id, w.why, false, w.until, w.note from kehu.who_sees(v_kind, v_id) w;
    return;
  end if;
  if p_kind = 'dup_candidate' then
    return query select o.id, case when o.role in ('gm', 'sa') then 'all' else 'both' end, true, null::date, null::text
      from kehu_priv.operator o join kehu.dup_candidate d on d.id = p_id
     where o.status = 'active' and (o.role in ('gm', 'sa')
        or (exists (select from kehu_priv.reach r where r.boss_id = o.id and r.report_id = d.first_owner_id and r.writes)
              or exists (select from kehu_priv.lent l where l.operator_id = o.id and l.dept_id = d.first_dept_id and l.writes)
              or exists (select from kehu_priv.record_share s where s.kind = 'customer' and s.record_id = d.first_id and s.operator_id = o.id and s.access = 'write'
                           and (s.expires_on is null or s.expires_on >= kehu.today())))
       and (exists (select from kehu_priv.reach r where r.boss_id = o.id and r.report_id = d.second_owner_id and r.writes)
              or exists (select from kehu_priv.lent l where l.operator_id = o.id and l.dept_id = d.second_dept_id and l.writes)
              or exists (select from kehu_priv.record_share s where s.kind = 'customer' and s.record_id = d.second_id and s.operator_id = o.id and s.access = 'write'
                           and (s.expires_on is null or s.expires_on >= kehu.today()))))
     order by 1;
    return;
  end if;
  case p_kind
    when 'customer' then
      select c.owner_id, c.dept_id, c.id into v_owner, v_dept, v_customer from kehu.customer c where c.id = p_id;
      v_arms := '{all,service,team,desk,lent}';
    when 'contact' then
      select c.owner_id, c.dept_id, c.customer_id into v_owner, v_dept, v_customer from kehu.contact c where c.id = p_id;
      v_arms := '{all,service,team,desk,lent}';
    when 'invoice_title' then
      select c.owner_id, c.dept_id, c.customer_id into v_owner, v_dept, v_customer from kehu.invoice_title c where c.id = p_id;
      v_arms := '{all,team,desk}';
    when 'opportunity', 'opportunity_line', 'opportunity_contact', 'stay', 'quote', 'quote_line' then
      select o.owner_id, o.dept_id, o.customer_id, 'opportunity', o.id into v_owner, v_dept, v_customer, v_alone, v_alone_id from kehu.opportunity o where o.id = case p_kind
        when 'opportunity' then p_id
        when 'opportunity_line' then (select x.opportunity_id from kehu.opportunity_line x where x.id = p_id)
        when 'opportunity_contact' then (select x.opportunity_id from kehu.opportunity_contact x where x.id = p_id)
        when 'quote' then (select x.opportunity_id from kehu.quote x where x.id = p_id)
        when 'quote_line' then (select x.opportunity_id from kehu.quote_line x where x.id = p_id)
        else (select x.opportunity_id from kehu.stage_history x where x.id = p_id) end;
      v_arms := '{all,team,desk,lent}';
    when 'contract' then
      select c.owner_id, c.dept_id, c.customer_id into v_owner, v_dept, v_customer from kehu.contract c where c.id = p_id;
      v_arms := '{all,team,desk,lent}';
    when 'lead' then
      -- What became a customer is changed there.
      select c.owner_id, c.dept_id, c.state <> 'converted', 'lead', c.id into v_owner, v_dept, v_edited, v_alone, v_alone_id from kehu.lead c where c.id = p_id;
      v_arms := '{all,market,everybody_leads}';
    when 'payment' then
      select c.owner_id, c.dept_id, c.payer_id, c.created_by into v_owner, v_dept, v_customer, v_by from kehu.payment c where c.id = p_id;
      v_arms := '{all,team,desk,booked}';
    when 'activity' then
      select c.owner_id, c.order_dept_id, c.assigned_by_id into v_owner, v_dept, v_by from kehu.activity c where c.id = p_id;
      v_arms := '{all,team,everybody_leads,desk,assigned}';
    when 'order', 'line', 'insertion', 'instalment', 'order_change', 'invoice', 'allocation' then
      select o.owner_id, o.dept_id, o.customer_id, o.salesperson_id into v_owner, v_dept, v_customer, v_seller from kehu.sales_order o where o.id = case p_kind
        when 'order' then p_id
        when 'line' then (select x.order_id from kehu.order_line x where x.id = p_id)
        when 'insertion' then (select x.order_id from kehu.insertion x where x.id = p_id)
        when 'instalment' then (select x.order_id from kehu.instalment x where x.id = p_id)
        when 'order_change' then (select x.order_id from kehu.order_change x where x.id = p_id)
        when 'invoice' then (select x.order_id from kehu.invoice x where x.id = p_id)
        else (select x.order_id from kehu.payment_allocation x where x.id = p_id) end;
      v_arms := case when p_kind in ('invoice', 'allocation') then '{all,team,sold,desk}' when p_kind in ('instalment', 'order_change') then '{all,team,sold,desk,lent}'
        when (select kehu_priv.is_counted(o.state) from kehu.sales_order o where o.id = case p_kind when 'order' then p_id
                when 'line' then (select x.order_id from kehu.order_line x where x.id = p_id) else (select x.order_id from kehu.insertion x where x.id = p_id) end)
          then '{all,service,team,sold,desk,lent}' else '{all,team,sold,desk,lent}' end;
    else
      return query select o.id, 'everybody', false, null::date, null::text from kehu_priv.operator o where o.status = 'active' order by 1;
      return;
  end case;
  return query
    select o.id, w.why, v_edited and w.writes, w.until, w.note
      from kehu_priv.operator o
      cross join lateral (
        select 'all' as why, o.role = 'gm' as writes, null::date as until, null::text as note where 'all' = any (v_arms) and o.role in ('gm', 'md')
        union all
        select 'market', true, null, null where 'market' = any (v_arms) and o.role = 'mk'
        union all
        select 'service', p_kind = 'contact', null, null where 'service' = any (v_arms) and o.role = 'cs'
        union all
        select case when r.depth = 0 then 'owner' when r.depth = 1 then 'superior' when r.writes then 'department' else 'indirect' end, r.writes, null, null
          from kehu_priv.reach r where r.boss_id = o.id and r.report_id = v_owner
           and (o.role in ('sd', 'sp', 'gm', 'md') or 'everybody_leads' = any (v_arms))
        union all
        select case when r.depth = 0 then 'sold' else 'sold_below' end, false, null, null
          from kehu_priv.reach r where 'sold' = any (v_arms) and r.boss_id = o.id and r.report_id = v_seller and o.role in ('sd', 'sp')
        union all
        select 'desk', d.writes and p_kind = 'invoice_title', null, null from kehu_priv.desk d where 'desk' = any (v_arms) and d.operator_id = o.id and d.dept_id = v_dept and o.role in ('ac', 'ab')
        union all
        select 'rule', l.writes, null, null from kehu_priv.lent l where 'lent' = any (v_arms) and l.operator_id = o.id and l.dept_id = v_dept
        union all
        select case when s.kind = 'customer' and v_alone is not null then 'with_customer' else 'share' end, s.access = 'write', s.expires_on, s.reason from kehu_priv.record_share s
         where ('lent' = any (v_arms) and s.kind = 'customer' and s.record_id = v_customer or s.kind = v_alone and s.record_id = v_alone_id)
           and s.operator_id = o.id and (s.expires_on is null or s.expires_on >= kehu.today())
        union all
        select 'assigned', false, null, null where 'assigned' = any (v_arms) and v_by = o.id
        union all
        select 'booked', false, null, null where 'booked' = any (v_arms) and v_by = o.id and o.role in ('ac', 'ab')) w
     where o.status = 'active' order by o.id, w.why;
end $$;
comment on function kehu.who_sees(text, bigint) is 'Who reads a record and why: all, service, market, owner, superior, indirect, department, sold, sold_below, desk, rule, share, with_customer, assigned, booked, both (of a pair), everybody';
revoke execute on function kehu.who_sees(text, bigint) from public;
grant execute on function kehu.who_sees(text, bigint) to kehu_operator;

reset role;
